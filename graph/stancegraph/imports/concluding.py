"""Rows of a `statements.csv` and their nouns in, the nouns with what the rows show of them out: collectives, offices, publishers.

The file holds no declarations, but the gate's answers in it rest on them: a statement that is held back as PartialScope has a
collective for its actor, one in its actor's own voice has a speaker who is or speaks for the actor, one in the narrator's voice with a
speaker has the document's publisher for its speaker (LANGUAGE 4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from stancegraph.closedwords import ActorType, Scope
from stancegraph.exports.statements_csv import values
from stancegraph.gate import Reason, Voice
from stancegraph.imports.dna import reaches
from stancegraph.imports.events import Noun, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.imports.report import Tally

__all__ = ["OwnRow", "concluded"]

MOST_OFFICES = 1000
"""Offices of which some may lead to others: whoever walks along them from every speaker needs the square of their number."""

MISSING = (
    "not in a statements.csv: types of actors, whom they speak for (speaks_for) and what they are members of; what issues entail and "
    "belong to; titles, types and publishers of documents; other names and notes of all of these"
)


class OwnRow(Protocol):
    """A row of the file: its place, and its cells by column, "" for a column that the file lacks."""

    where: str

    def __getitem__(self, name: str) -> str:
        """The cell of a column."""


def concluded(rows: Sequence[OwnRow], nouns: Mapping[Ref, Noun], tally: Tally) -> dict[Ref, Noun]:
    """The nouns with the types, offices and publishers that rows show; what the file cannot hold and what was concluded is told.

    An office has no dates, since no row shows when it began: a speaker who once spoke for the actor does so always. Of several speakers
    of whom nobody can tell which one spoke for the actor, nothing is concluded; nor are offices that lead to others from over
    `MOST_OFFICES`.
    """
    tally.tell(MISSING)
    known = dict(nouns)
    groups = sorted({row["actor"] for row in rows if _collective(row)})
    for slug in groups:
        ref = Ref("actors", slug)
        known[ref] = replace(known[ref], fields=(("type", str(ActorType.GROUP)), *known[ref].fields))
    tally.count("concluded from scopes: actors of the type group", groups)
    offices = list(_offices(rows, tally))
    for speaker, principal in offices:
        known[speaker] = replace(known[speaker], speaks_for=(*known[speaker].speaks_for, principal))
    spoken = [f"{speaker.key} speaks for {principal.key}" for speaker, principal in offices]
    tally.count("concluded from voices and offices: who speaks for whom, without dates", spoken)
    publishers = _publishers(rows)
    for slug, publisher in publishers.items():
        ref = Ref("documents", slug)
        known[ref] = replace(known[ref], fields=(("publisher", publisher), *known[ref].fields))
    tally.count("concluded from voices: publishers", [f"{publisher} of {slug}" for slug, publisher in publishers.items()])
    return known


def _collective(row: OwnRow) -> bool:
    """Whether a scope held the row's statement back; without the column of reasons every scope is taken to have done so."""
    if row["asserted"] or row["reasons"]:
        return Reason.PARTIAL_SCOPE in values(row["reasons"])
    return row["scope"] not in {"", Scope.ALL}


def _offices(rows: Iterable[OwnRow], tally: Tally) -> Iterator[tuple[Ref, Ref]]:
    """(speaker, principal) by slug; of a circle of such pairs the later one is left out, and told."""
    found: dict[Ref, set[Ref]] = {}
    for speaker, principal in _few({pair for row in rows for pair in _spoken(row)}, tally):
        one, other = Ref("actors", speaker), Ref("actors", principal)
        if reaches(found, other, one):
            tally.lost("offices", "nobody speaks for one who speaks for him", f"{speaker} for {principal}")
        else:
            found.setdefault(one, set()).add(other)
            yield one, other


def _few(pairs: set[tuple[str, str]], tally: Tally) -> list[tuple[str, str]]:
    """The pairs by slug; of too many only those whose principal speaks for nobody, the others are told."""
    listed = sorted(pairs)
    if len(listed) <= MOST_OFFICES:
        return listed
    speakers = {speaker for speaker, _ in listed}
    for speaker, principal in listed:
        if principal in speakers:
            why = f"of over {MOST_OFFICES:,} only those are concluded whose principal speaks for nobody"
            tally.lost("offices", why, f"{speaker} for {principal}")
    return [(speaker, principal) for speaker, principal in listed if principal not in speakers]


def _spoken(row: OwnRow) -> Iterator[tuple[str, str]]:
    """(speaker, principal) pairs of one row: its offices, and who must speak for the actor where it speaks with its own voice."""
    said = list(_speakers(row, "said_by"))
    for speaker, office in (*said, *_speakers(row, "reported_by")):
        if office and office != speaker:
            yield speaker, office
    own = row["voice"] == Voice.OWN and all(row["actor"] not in pair for pair in said)
    if own and len(said) == 1:
        speaker, office = said[0]
        yield office or speaker, row["actor"]


def _speakers(row: OwnRow, column: str) -> Iterator[tuple[str, str]]:
    """(speaker, office) of a row, "" for no office."""
    offices = values(row[f"{column}_office"])
    for number, speaker in enumerate(values(row[column])):
        yield speaker, offices[number] if number < len(offices) else ""


def _publishers(rows: Iterable[OwnRow]) -> dict[str, str]:
    """The publisher of each document that has rows in the narrator's voice with one speaker, if it is the same one in all of them."""
    found = dict[str, set[str]]()
    for row in rows:
        speakers = values(row["said_by"])
        if row["voice"] == Voice.NARRATOR and len(speakers) == 1 and row["document"]:
            found.setdefault(row["document"], set()).add(speakers[0])
    return {slug: next(iter(speakers)) for slug, speakers in sorted(found.items()) if len(speakers) == 1}
