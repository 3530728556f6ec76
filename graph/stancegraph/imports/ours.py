"""Rows of a `statements.csv` of our own in, what they were made of out (`exports.statements_csv`).

What the file does not hold comes back only as far as its rows show it (`concluding`). What it holds because it was computed (the
truth gate's verdict, voices, labels, offsets) is computed anew, and told where it comes out otherwise (`comparing`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from stancegraph.exports.statements_csv import COLUMNS, values
from stancegraph.fields import SLUG
from stancegraph.imports import making
from stancegraph.imports.comparing import compared
from stancegraph.imports.concluding import concluded
from stancegraph.imports.events import Coded, Event, Noun, Ref, Said, Value, Words, clean
from stancegraph.imports.phrasing import relation_table
from stancegraph.imports.report import ROWS, Tally
from stancegraph.lexicon import UNDER
from stancegraph.relations import Relation, RelationKind, Slot
from stancegraph.statements import PINNED_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancegraph.imports.making import Imported
    from stancegraph.imports.tables import Row, Table

__all__ = ["imported", "is_ours"]

_MARKS = {"id", "actor", "relation", "object", "object_kind", "polarity_min", "negated", "sentence", "pinned"}
_SECTIONS = {"actor": "actors", "issue": "issues", "act": "acts", "instrument": "instruments"}
_KEYS = {"condition": "if", "mode": "mode", "certainty": "certainty", "scope": "scope", "status": "status", "note": "note"}
_DEFAULTS = {"mode": "actual", "certainty": "certain", "scope": "all", "status": "final"}


def is_ours(header: Sequence[str]) -> bool:
    """Whether a table has the columns of `statements.csv`, in whatever order."""
    return set(header) >= _MARKS


def imported(table: Table, tally: Tally) -> Imported:
    """The project of the file; what it does not hold, and what is therefore judged otherwise than in it, is told.

    Raises:
        NotImportableError: A row that no hand has changed cannot be said in our language; the message names it.
    """
    tally.tell("the file is a statements.csv of our own: its columns are known")
    rows = [row for each in table.rows if (row := _usable(_Own(table.header, each), tally))]
    return making.imported(_coded(table, rows, tally), tally, lambda annotations: compared(rows, annotations, tally))


def _coded(table: Table, rows: Sequence[_Own], tally: Tally) -> Coded:
    """The statements of the rows; their nouns have the names that these give them."""
    relations = dict(relation_table()) | {each.slug: each for each in _own_relations(rows, tally)}
    nouns = dict[Ref, Noun]()
    for row in rows:
        for ref, noun in row.nouns(relations):
            if ref not in nouns or (noun.name and not nouns[ref].name) or (noun.fields and not nouns[ref].fields):
                nouns[ref] = noun
    nouns = concluded(rows, nouns, tally)
    ids = {row["id"].removeprefix("s/") for row in rows}
    events = tuple(row.event(relations, ids, tally) for row in rows)
    for name in sorted(set(table.header) - set(COLUMNS)):
        at = table.header.index(name)
        filled = [row for row in table.rows if row.cells[at]]
        tally.lost(f"cells of the column {name!r}", "statements.csv has no such column", filled[0].where if filled else "", len(filled))
    tally.lost("offsets", "`stancegraph anchor` finds them in the texts", n=sum(bool(row["start"]) for row in rows))
    own = tuple(each for each in relations.values() if not each.builtin)
    return Coded(title=Path(table.name).stem, origin=table.name, nouns=nouns, events=events, relations=own)


class _Own:
    """One row by the names of its columns."""

    def __init__(self, header: Sequence[str], row: Row) -> None:
        self.where, self.cells = row.where, dict(zip(header, row.cells, strict=True))

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def slots(self) -> list[tuple[str, str]]:
        """(role, slug) of each filler."""
        parted = (each.partition("=") for each in values(self["slots"]))
        return [(role, slug) for role, _, slug in parted]

    def object(self) -> Ref:
        return Ref(_SECTIONS[self["object_kind"]], self["object"])

    def document(self) -> Ref | None:
        return Ref("documents", self["document"]) if self["document"] else None

    def nouns(self, relations: Mapping[str, Relation]) -> Iterator[tuple[Ref, Noun]]:
        """Everything that the row names, with the label that it gives it."""
        yield Ref("actors", self["actor"]), _named(self["actor"], self["actor_label"])
        yield self.object(), _named(self["object"], self["object_label"])
        for speakers in ("said_by", "reported_by"):
            slugs, labels = values(self[speakers]), values(self[f"{speakers}_label"])
            for number, slug in enumerate(slugs):
                yield Ref("actors", slug), _named(slug, labels[number] if number < len(labels) else "")
            yield from ((Ref("actors", slug), _named(slug)) for slug in values(self[f"{speakers}_office"]) if slug)
        if document := self.document():
            day = "" if self["said_written"] else self["said"]
            date: Value = {"edtf": day, "text": self["said_text"]} if day and self["said_text"] else day
            yield document, Noun(name="", slug=self["document"], fields=(("date", date),) if day else ())
        if self["coder"]:
            yield Ref("coders", self["coder"]), _named(self["coder"])
        yield from ((Ref("issues", slug), _named(slug)) for slug in values(self["because"]))
        yield from ((Ref("actors", slug), _named(slug)) for slug in values(self["exceptions"]))
        for role, slug in self.slots():
            if slot := _slot(relations[self["relation"]], role):
                yield Ref(_SECTIONS[slot.kind], slug), _named(slug)

    def event(self, relations: Mapping[str, Relation], ids: set[str], tally: Tally) -> Event:
        said = {"edtf": self["said_written"], "text": self["said_text"]}
        when = {"edtf": self["when"], "text": self["when_text"]}
        return Event(
            where=self.where,
            name=f"row-{self.where.rpartition(':')[2]}",
            actor=Ref("actors", self["actor"]),
            relation=self["relation"],
            negated=self["negated"] == "true",
            object=self.object(),
            document=self.document(),
            by=tuple(self._speakers("said_by")),
            via=tuple(self._speakers("reported_by")),
            coder=Ref("coders", self["coder"]) if self["coder"] else None,
            quotes=tuple(self._quotes()),
            because=tuple(Ref("issues", slug) for slug in values(self["because"])),
            exceptions=tuple(Ref("actors", slug) for slug in values(self["exceptions"])),
            slots=tuple(self._filled(relations[self["relation"]], tally)),
            said=(said if said["text"] else said["edtf"]) if said["edtf"] else None,
            when=(when if when["text"] else when["edtf"]) if when["edtf"] else None,
            keys=tuple(self._keys(ids, tally)),
        )

    def _speakers(self, name: str) -> Iterator[Said]:
        offices = values(self[f"{name}_office"])
        for number, slug in enumerate(values(self[name])):
            office = offices[number] if number < len(offices) else ""
            yield Said(Ref("actors", slug), Ref("actors", office) if office else None)

    def _quotes(self) -> Iterator[Words]:
        befores, afters = values(self["quote_before"]), values(self["quote_after"])
        for number, exact in enumerate(values(self["quote"])):
            before, after = ((each[number] if number < len(each) else "") or None for each in (befores, afters))
            yield Words(exact, before, after)

    def _filled(self, relation: Relation, tally: Tally) -> Iterator[tuple[str, tuple[Ref, ...]]]:
        filled = dict[str, list[Ref]]()
        for role, slug in self.slots():
            slot = _slot(relation, role)
            if slot is None:
                tally.lost("slots", "the relation has no such slot", f"{self.where} {role}={slug}")
            else:
                filled.setdefault(slot.preposition, []).append(Ref(_SECTIONS[slot.kind], slug))
        yield from ((preposition, tuple(refs)) for preposition, refs in filled.items())

    def _keys(self, ids: set[str], tally: Tally) -> Iterator[tuple[str, Value]]:
        for column, key in _KEYS.items():
            if self[column] and self[column] != _DEFAULTS.get(column):
                yield key, self[column]
        if tags := values(self["tags"]):
            yield "tags", tags[0] if len(tags) == 1 else tuple(tags)
        kept = [name for each in values(self["supersedes"]) if (name := each.removeprefix("s/")) in ids]
        tally.lost("supersedes", "the file has no such statement", self.where, len(values(self["supersedes"])) - len(kept))
        if kept:
            yield "supersedes", kept[0] if len(kept) == 1 else tuple(kept)
        if self["pinned"] == "true" and PINNED_ID.match(self["id"].removeprefix("s/")):
            yield "id", self["id"].removeprefix("s/")
        if self["figures"]:
            yield "figures", dict(_figures(self["figures"], self.where, tally))


def _named(slug: str, label: str = "") -> Noun:
    """A noun of that slug; a label that is only the slug with blanks is no name."""
    return Noun(name="" if label == slug.replace("-", " ") else clean(label), slug=slug)


def _slot(relation: Relation, role: str) -> Slot | None:
    return next((slot for slot in (UNDER, *relation.slots) if slot.role == role), None)


def _usable(row: _Own, tally: Tally) -> _Own | None:
    """The row, if every slug in it is one; None, and told, for a row that a hand has changed."""
    named = [row["actor"], row["object"], row["relation"]]
    more = [row["document"], row["coder"], *values(row["said_by"]), *values(row["reported_by"]), *values(row["because"])]
    more += [
        *values(row["exceptions"]),
        *values(row["said_by_office"]),
        *values(row["reported_by_office"]),
        *(slug for _, slug in row.slots()),
    ]
    odd = [slug for slug in (*named, *filter(None, more)) if not SLUG.match(slug)]
    why = f"{clean(odd[0])[:40]!r} is no slug" if odd else "" if row["object_kind"] in _SECTIONS else "they do not say what their object is"
    if why:
        tally.lost(ROWS, why, row.where)
    return None if why else row


def _figures(cell: str, where: str, tally: Tally) -> Iterator[tuple[str, Value]]:
    """The figures of a cell by measure."""
    try:
        listed = json.loads(cell)
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        tally.lost("figures", "the cell is no list of figures in JSON", where)
        return
    seen = set[str]()
    for each in listed:
        measure = each.get("measure") if isinstance(each, dict) else None
        if not isinstance(measure, str) or not SLUG.match(measure) or measure in seen:
            tally.lost("figures", "they have no measure of their own", where)
            continue
        seen.add(measure)
        texts = {name: clean(str(each[name])) for name in ("value", "when", "text", "note") if each.get(name) is not None}
        if texts.get("text") == texts.get("value"):
            texts.pop("text", None)
        details: dict[str, Value] = dict(texts)
        if "when" in texts and each.get("when_text"):
            details["when"] = {"edtf": texts["when"], "text": clean(str(each["when_text"]))}
        yield measure, texts["value"] if list(details) == ["value"] else details


def _own_relations(rows: Sequence[_Own], tally: Tally) -> Iterator[Relation]:
    """Relations that are not built in, as far as their rows show what they are."""
    known = {row["object"]: row["object_kind"] for row in rows} | {row["actor"]: "actor" for row in rows}
    builtin, found = relation_table(), dict[str, list[_Own]]()
    for row in rows:
        if row["relation"] not in builtin:
            found.setdefault(row["relation"], []).append(row)
    for slug, listed in sorted(found.items()):
        positive = [row for row in listed if row["negated"] != "true" and row["polarity_min"] == row["polarity_max"] != ""]
        polarity = next((int(row["polarity_min"]) for row in positive if row["polarity_min"] in {"-1", "0", "1"}), None)
        kind = RelationKind.STANCE if polarity is not None else RelationKind.ACT
        roles = {role: known.get(filler, "actor") for row in listed for role, filler in row.slots() if role != UNDER.role}
        yield Relation(
            slug=slug,
            verb=slug.replace("-", " "),
            polarity=polarity,
            kind=kind,
            object=tuple(sorted({row["object_kind"] for row in listed})),
            slots=tuple(Slot(role, role, roles[role]) for role in sorted(roles)),
        )
        tally.tell(f"the relation {slug} is not built in: it is declared as far as its statements show it; complete it under `relations:`")
