"""A file of Discourse Network Analyzer, version 2 or 3, in, a project of ours out (https://github.com/leifeld/dna).

A person becomes `by:`, an organization the actor, a concept the issue, agreement the relation, the coded passage a quote. A statement
without an organization is its person's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stancegraph.imports import dnafile, dnanouns
from stancegraph.imports.events import Coded, Event, Noun, Ref, Said, Value, clean, noted
from stancegraph.imports.making import Imported, imported
from stancegraph.imports.phrasing import relation_table
from stancegraph.imports.pointing import code_points
from stancegraph.imports.report import STATEMENTS, NotImportableError, Tally
from stancegraph.imports.sides import Reading, Sides
from stancegraph.passages import Span

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.imports.dnafile import DnaFile, Row

__all__ = ["VARIABLES", "is_dna", "reaches", "read_dna"]

VARIABLES = MappingProxyType({"by": "person", "actor": "organization", "issue": "concept", "stance": "agreement"})
"""Our words and the variables that DNA creates for them."""


def is_dna(path: str | os.PathLike[str]) -> bool:
    """Whether a file is called like one of DNA's, or is a SQLite database under another name."""
    if Path(path).suffix.lower() == ".dna":
        return True
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(dnafile.MAGIC)) == dnafile.MAGIC


def read_dna(
    path: str | os.PathLike[str],
    *,
    variables: Mapping[str, str] | None = None,
    midpoint: float | None = None,
    time_zone: str = "UTC",
    quote_words: int = 25,
) -> Imported:
    """The project that a .dna file holds.

    `variables` says which of the file's variables are `by`, `actor`, `issue` and `stance`, where they are not person, organization,
    concept and agreement. `midpoint` is the middle of a scale of agreement, 0 unless it is given. `time_zone` is where the dates of a
    version 2 file were typed in: it stores midnight there as an instant; version 3 stores days. A quote has at most `quote_words` words.

    Raises:
        NotImportableError: It is no such file, is broken, or lacks the variables; the message says which.
        ValueError: A variable of ours, a time zone or a number of words that does not exist.
        OSError: It cannot be opened.
    """
    if quote_words < 1:
        raise ValueError(f"a quote has at least one word, not {quote_words}")
    zone = _zone(time_zone)
    wanted = dict(VARIABLES) | dict(variables or {})
    if unknown := wanted.keys() - VARIABLES.keys():
        raise ValueError(f"a .dna file has no {', '.join(sorted(unknown))}: map {', '.join(VARIABLES)}")
    tally = Tally()
    file = dnafile.read(path, tally)
    _tell_zone(file, zone, tally)
    coded = _Statements(file, wanted, midpoint, tally).coded(Path(path).name, zone, quote_words)
    return imported(coded, tally)


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone: write one such as Europe/Berlin or UTC") from error


def _tell_zone(file: DnaFile, zone: tzinfo, tally: Tally) -> None:
    if file.major == 2:  # noqa: PLR2004 - the version
        tally.tell(f"dates are days in {'UTC' if zone is UTC else zone}; if they are a day off, give --time-zone")
    elif zone is not UTC:
        tally.tell("--time-zone was not needed: version 3 stores days, not instants")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    """A statement type that can be imported: its variables by what they are to us, and how its stances are read."""

    by: int | None
    actor: int | None
    issue: int
    stance: int
    others: tuple[int, ...]
    sides: Sides


class _Told(NamedTuple):
    """What the variables of one statement hold, as the file spells it; "" for nothing."""

    by: str
    actor: str
    issue: str
    stance: str

    @property
    def holder(self) -> str:
        """The organization, else the person."""
        return self.actor if clean(self.actor) else self.by


def _offices(events: Iterable[Event]) -> dict[Ref, tuple[Ref, ...]]:
    """Whom each person speaks for: the organizations it was coded with, which is what DNA means by the two side by side.

    Nobody speaks for one who speaks for him: of such a circle the later pair by name is left out.
    """
    found: dict[Ref, set[Ref]] = {}
    for person, principal in sorted({(said.actor, event.actor) for event in events for said in event.by}):
        if not reaches(found, principal, person):
            found.setdefault(person, set()).add(principal)
    return {person: tuple(sorted(principals)) for person, principals in found.items()}


def reaches(found: Mapping[Ref, set[Ref]], start: Ref, end: Ref) -> bool:
    """Whether one speaks for the other, through any number of offices."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        further = found.get(at, set()) - seen
        seen |= further
        waiting += further
    return False


class _Statements:
    """The statements of one file on their way into our language."""

    def __init__(self, file: DnaFile, wanted: Mapping[str, str], midpoint: float | None, tally: Tally) -> None:
        self.file, self.wanted, self.midpoint, self.tally = file, wanted, midpoint, tally
        self.types = {number: type_ for number in sorted(file.types) if (type_ := self._type(number))}
        if not self.types:
            names = sorted({clean(variable.name) for variable in file.variables.values()})
            needed = f"{wanted['issue']!r}, {wanted['stance']!r} and {wanted['actor']!r} or {wanted['by']!r}"
            raise NotImportableError(f"no type of statements has the variables {needed}; the file has {', '.join(names)[:200] or 'none'}")
        self.spans = self._spans()

    def _type(self, number: int) -> _Type | None:
        """The roles of a type's variables; None where it has no issue, no stance, or nobody who holds it."""
        own = {i: variable for i, variable in self.file.variables.items() if variable.type == number}
        named = {variable.name.casefold(): i for i, variable in sorted(own.items(), reverse=True)}
        by, actor, issue, stance = (named.get(self.wanted[word].casefold()) for word in VARIABLES)
        if issue is None or stance is None or (by is None and actor is None):
            return None
        others = tuple(i for i in own if i not in {by, actor, issue, stance})
        return _Type(by=by, actor=actor, issue=issue, stance=stance, others=others, sides=self._sides(number, stance))

    def _sides(self, number: int, stance: int) -> Sides:
        variable = self.file.variables[stance]
        values = (self._value(row, stance) for row in self.file.rows if row.type == number)
        boolean = {"boolean": True, "integer": False}.get(variable.kind)
        return Sides.of(values, relation_table(), self.tally, Reading(clean(variable.name), self.midpoint, boolean))

    def _value(self, row: Row, variable: int | None) -> str:
        return "" if variable is None else str(self.file.values.get((row.id, variable), ""))

    def coded(self, name: str, zone: tzinfo, quote_words: int) -> Coded:
        """Everything that the file holds and our language can."""
        types = self.types.values()
        roles = {word: {number for type_ in types if (number := getattr(type_, word)) is not None} for word in ("by", "actor", "issue")}
        nouns = dict(dnanouns.entities(self.file, roles, self.tally)) | dict(dnanouns.documents(self.file, zone, self.tally))
        self._tell_types()
        events = tuple(event for row in self.file.rows if (event := self._event(row)))
        nouns |= {ref: noun for event in events for ref, noun in self._undeclared(event) if ref not in nouns}
        nouns |= {ref: replace(nouns[ref], speaks_for=principals) for ref, principals in _offices(events).items()}
        coders = {int(event.coder.key) for event in events if event.coder}
        nouns |= dict(dnanouns.coders(self.file, coders, self.tally))
        texts = {Ref("documents", str(number)): each.text for number, each in self.file.documents.items() if each.text}
        origin = f"{name} (Discourse Network Analyzer {clean(self.file.version)})"
        return Coded(title=Path(name).stem, origin=origin, nouns=nouns, events=events, texts=texts, quote_words=quote_words)

    def _undeclared(self, event: Event) -> Iterator[tuple[Ref, Noun]]:
        """Names that statements use and no table of entities holds: only version 2 allows it."""
        yield event.actor, Noun(name=clean(event.actor.key), fields=(("type", "organization"),))
        yield event.object, Noun(name=clean(event.object.key))
        yield from ((told.actor, Noun(name=clean(told.actor.key), fields=(("type", "person"),))) for told in event.by)

    def _tell_types(self) -> None:
        """What becomes of each type of statements."""
        for number in sorted(self.file.types.keys() | {row.type for row in self.file.rows}):
            label = clean(self.file.types.get(number, "")) or f"number {number}"
            if number in self.types:
                self.tally.tell(f"statements of the type {label!r} are imported")
                continue
            why = "it has no variables for actor, issue and stance" if number in self.file.types else "the file does not have this type"
            for row in self.file.rows:
                if row.type == number:
                    self.tally.lost(f"statements of the type {label!r}", why, self._content(row))

    def _content(self, row: Row) -> str:
        """What another type's statement says, for the report."""
        own = [number for number, variable in self.file.variables.items() if variable.type == row.type]
        told = [value for number in own if (value := self._value(row, number))]
        return f"{row.id}: {', '.join(told)}" if told else str(row.id)

    def _spans(self) -> Mapping[int, Span]:
        """The passage of each statement in its document's text; those that leave it have none."""
        rows: dict[int, list[Row]] = {}
        for row in self.file.rows:
            rows.setdefault(row.document, []).append(row)
        found = dict[int, Span]()
        for number, listed in rows.items():
            document = self.file.documents.get(number)
            if document is None or not document.text:
                continue
            units = [(-1 if row.start is None else row.start, -1 if row.stop is None else row.stop) for row in listed]
            passages = zip(listed, code_points(document.text, units), strict=True)
            found.update((row.id, span) for row, span in passages if span)
        return found

    def _event(self, row: Row) -> Event | None:
        """One statement; None, and counted, where it does not come along."""
        type_ = self.types.get(row.type)
        if type_ is None:
            return None
        told = _Told(*(self._value(row, getattr(type_, word)) for word in _Told._fields))
        side = type_.sides.side(told.stance)
        if why := self._refusal(row, told):
            self.tally.lost(STATEMENTS, why, str(row.id))
        elif side is None:
            why = f"their agreement {clean(told.stance)[:40]!r} is no side that is known" if told.stance else "they have no agreement"
            self.tally.lost(STATEMENTS, why, str(row.id))
        else:
            if row.id not in self.spans:
                self.tally.lost("quotes", "the offsets lie outside the text, or there is none; the statement has no quote", str(row.id))
            return Event(
                where=f"statement {row.id}",
                name=f"dna-{row.id}",
                actor=Ref("actors", told.holder),
                relation=side.relation,
                negated=side.negated,
                object=Ref("issues", told.issue),
                document=Ref("documents", str(row.document)),
                by=(Said(Ref("actors", told.by)),) if clean(told.by) and told.by != told.holder else (),
                coder=self._coder(row),
                span=self.spans.get(row.id),
                keys=(*self._strength(type_, side.strength), *self._others(row, type_)),
            )
        return None

    def _refusal(self, row: Row, told: _Told) -> str:
        """What a statement lacks; "" for nothing."""
        if row.document not in self.file.documents:
            return "their document is not in the file"
        if not clean(told.holder):
            return "they have neither a person nor an organization"
        return "" if clean(told.issue) else "they have no concept"

    def _coder(self, row: Row) -> Ref | None:
        if row.coder in self.file.coders:
            return Ref("coders", str(row.coder))
        if row.coder is not None:
            self.tally.lost("coders of statements", "the file has no coder of that number", f"{row.coder} of statement {row.id}")
        return None

    def _strength(self, type_: _Type, number: str) -> tuple[tuple[str, Value], ...]:
        """The number on a scale, as a tag."""
        return (("tags", f"{clean(self.file.variables[type_.stance].name)}={number}"),) if number else ()

    def _others(self, row: Row, type_: _Type) -> tuple[tuple[str, Value], ...]:
        """Further variables of the statement, in its note."""
        return noted(*((clean(self.file.variables[number].name), self._value(row, number)) for number in type_.others))
