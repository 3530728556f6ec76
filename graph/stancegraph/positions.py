"""Positions: what the statements of one holder on one target say with one interval, counted (LANGUAGE 3, 4).

Verdicts of the gate in, one `Position` for each (holder, target, interval) out. Who supports what, in whose voice and on how many
sources is a lookup in these counts; asking the statements themselves takes five to ten times as long.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancegraph.gate import Voice
from stancegraph.stances import position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.gate import Verdict
    from stancegraph.records import Annotations, Document, Statement
    from stancegraph.stances import Interval

__all__ = ["Origin", "Position", "origins", "positions", "source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One interval of one holder on one target. `id` is the IRI after the base: `position/<holder>_<target>_<words>`.

    `own`, `narrator` and `third_party` count all its statements by voice, whether or not they passed the gate; everything after them
    is about those alone that passed. No stance: a position that a later one has replaced, or that nobody asserts, is here too.
    """

    id: str
    holder: str
    target: str
    interval: Interval
    own: int
    narrator: int
    third_party: int
    asserted: int
    """Statements that passed the gate."""
    undocumented: int
    """Of those, the ones that name no document."""
    documents: int
    """Different documents that they were read in."""
    sources: tuple[str, ...]
    """Slugs of the documents that they come from, sorted: what repeats another document counts as that one."""
    first_said: str | None
    last_said: str | None
    """The first and the last of the days since which they can have been said (ISO); None where no such day is known."""


def positions(annotations: Annotations, verdicts: Iterable[Verdict]) -> Iterator[Position]:
    """The positions of statements that have an interval, by id; none for acts and ties. Linear but for sorting."""
    groups: defaultdict[tuple[str, str, Interval], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.interval is not None:
            statement = verdict.statement
            groups[statement.actor, statement.object, verdict.interval].append(verdict)
    taken = origins(annotations.documents)
    named = {f"position/{key[0]}_{key[1]}_{position(key[2]).replace(' ', '-')}": key for key in groups}
    for id_, key in sorted(named.items()):
        yield _position(id_, key, groups[key], taken)


def _position(id_: str, key: tuple[str, str, Interval], verdicts: list[Verdict], taken: Mapping[str, list[Origin]]) -> Position:
    voices = [v.voice for v in verdicts]
    passed = [v.statement for v in verdicts if not v.reasons]
    documented = [s for s in passed if s.document]
    days = [s.said.start for s in passed if s.said is not None and s.said.start is not None]
    return Position(
        id=id_,
        holder=key[0],
        target=key[1],
        interval=key[2],
        own=voices.count(Voice.OWN),
        narrator=voices.count(Voice.NARRATOR),
        third_party=voices.count(Voice.THIRD_PARTY),
        asserted=len(passed),
        undocumented=len(passed) - len(documented),
        documents=len({s.document for s in documented}),
        sources=tuple(sorted({source(s, taken) for s in documented})),
        first_said=min(days, default=None),
        last_said=max(days, default=None),
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document takes over: the words (none: the whole), and the documents at the far end of the chain of copies."""

    words: tuple[str, ...]
    documents: tuple[str, ...]


def origins(documents: Mapping[str, Document]) -> dict[str, list[Origin]]:
    """What each document takes over from others; documents that copy nothing are left out. A circle of copies has no origin."""
    return {slug: list(_origins(document, documents)) for slug, document in documents.items() if document.repeats}


def _origins(document: Document, documents: Mapping[str, Document]) -> Iterator[Origin]:
    words: defaultdict[str, list[str]] = defaultdict(list)
    for other, taken in document.repeats:
        words[other] += (each.exact for each in taken)
    for other, exact in words.items():
        yield Origin(tuple(exact), tuple(_ends(other, documents)))


def _ends(first: str, documents: Mapping[str, Document]) -> Iterator[str]:
    """The documents that one leads to, itself included, that copy nothing."""
    seen, waiting = {first}, [first]
    while waiting:
        slug = waiting.pop()
        further = {other for other, _ in documents[slug].repeats} if slug in documents else set()
        if not further:
            yield slug
        waiting += further - seen
        seen |= further


def source(statement: Statement, taken: Mapping[str, list[Origin]]) -> str:
    """The document that a statement comes from: what its own repeats as a whole or in the quoted words, else its own.

    Of several origins the first by name. The statement names a document.
    """
    document = statement.document or ""
    found = (
        slug for origin in taken.get(document, ()) if not origin.words or _shares(statement, origin.words) for slug in origin.documents
    )
    return min(found, default=document)


def _shares(statement: Statement, words: tuple[str, ...]) -> bool:
    return any(quote.exact in exact or exact in quote.exact for quote in statement.quotes for exact in words)
