"""Coded events and a tally in, an `Imported` out: slugs, quotes and sentences are made, and the text is read again before anybody gets it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from stancegraph import checks
from stancegraph.imports.events import SECTIONS, Coded, Event, Noun, Ref, Value
from stancegraph.imports.naming import aliases
from stancegraph.imports.phrasing import phrasing, relation_table
from stancegraph.imports.pointing import pointer
from stancegraph.imports.report import NotImportableError, Report, Tally, shown
from stancegraph.imports.writing import Line, lines
from stancegraph.passages import Text
from stancegraph.problems import Severity
from stancegraph.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancegraph.records import Annotations

__all__ = ["MOST_READ", "Imported", "imported"]

LONGEST_NAME = 10_000  # code points
LONGEST_TEXT = 100_000  # code points; a line of ours has a million at most
MOST_READ = 1_000_000_000  # code points: each text as often as it has statements; a hundred million are common, and take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A project made of another program's file: its YAML, the documents' texts by slug, and what was done."""

    text: str
    texts: Mapping[str, str]
    report: Report


def imported(coded: Coded, tally: Tally, look: Callable[[Annotations], None] | None = None) -> Imported:
    """The project of what an importer has read; `check` finds no error in its text.

    `look` is shown the annotations as they are read from that text, before the report is made.

    Raises:
        NotImportableError: The text would have an error all the same; the message names the row of the source.
    """
    nouns = _with_own_aliases({ref: _fitting(noun, tally) for ref, noun in coded.nouns.items()}, tally)
    events = tuple(replace(event, keys=_cut(event.keys, event.where, tally)) for event in _quoted(coded, tally))
    table = {**relation_table(), **{relation.slug: relation for relation in coded.relations}}
    said = phrasing(nouns, events, table)
    written = list(lines(replace(coded, nouns=nouns, events=events), said))
    text = "".join(f"{line.text}\n" for line in written)
    annotations = _prove(text, written)
    if look:
        look(annotations)
    carried = {"statements": len(events)} | {section: sum(ref.section == section for ref in nouns) for section in SECTIONS}
    carried["quotes"] = sum(len(event.quotes) for event in events)
    texts = {said.slugs[ref]: coded.texts[ref] for ref in sorted(coded.texts)}
    return Imported(text=text, texts=MappingProxyType(texts), report=tally.report(carried))


def _with_own_aliases(nouns: Mapping[Ref, Noun], tally: Tally) -> dict[Ref, Noun]:
    kept, dropped = aliases(nouns)
    for ref, alias in dropped:
        tally.lost("aliases", "another name is the same, so nobody could tell whom they mean", f"{alias} for {nouns[ref].name}")
    return kept


def _fitting(noun: Noun, tally: Tally) -> Noun:
    """The noun with names and texts of a length that a line can hold."""
    for name in (noun.name, *noun.also):
        if len(name) > LONGEST_NAME:
            tally.lost("ends of names", f"a name has at most {LONGEST_NAME:,} characters", name)
    also = tuple(name[:LONGEST_NAME].strip() for name in noun.also)
    return replace(noun, name=noun.name[:LONGEST_NAME].strip(), also=also, fields=_cut(noun.fields, noun.name, tally))


def _cut(fields: tuple[tuple[str, Value], ...], where: str, tally: Tally) -> tuple[tuple[str, Value], ...]:
    long = [key for key, value in fields if isinstance(value, str) and len(value) > LONGEST_TEXT]
    for key in long:
        tally.lost("ends of texts", f"a text has at most {LONGEST_TEXT:,} characters", f"{key} of {where}")
    return tuple((key, value[:LONGEST_TEXT].strip() if isinstance(value, str) else value) for key, value in fields) if long else fields


def _quoted(coded: Coded, tally: Tally) -> Iterable[Event]:
    """The events with quotes for their passages; one document's text is looked at at a time."""
    order, by_document = {event.where: at for at, event in enumerate(coded.events)}, defaultdict[Ref | None, list[Event]](list)
    for event in coded.events:
        by_document[event.document if event.span else None].append(event)
    done = by_document.pop(None, [])
    read = 0
    for ref, events in by_document.items():
        text = Text(coded.texts[ref]) if ref is not None else Text("")
        for event in events:
            read += len(text.raw)
            if read > MOST_READ:
                tally.lost("quotes", f"over {MOST_READ:,} characters would have to be looked through; the statement has none", event.where)
                done.append(event)
            else:
                done.append(_pointed(event, text, coded.quote_words, tally))
    return sorted(done, key=lambda event: order[event.where])


def _pointed(event: Event, text: Text, most: int, tally: Tally) -> Event:
    found = pointer(text, event.span, most) if event.span else None
    if found is None:
        tally.lost("quotes", "nothing in or near the passage tells it from the rest of its text; the statement has none", event.where)
        return event
    if not found.whole:
        tally.lost(
            "ends of passages", "the quote points at their beginning: a passage of that length takes more words to point at", event.where
        )
    return replace(event, quotes=(found.words,))


def _prove(text: str, written: list[Line]) -> Annotations:
    """The text as `check` reads it; an error in it is one of ours, and is told with the row that it comes from."""
    annotations, problems = read(text)
    for problem in (*problems, *checks.check(annotations)):
        if problem.severity is Severity.ERROR:
            line = written[problem.place.line - 1] if 0 < problem.place.line <= len(written) else Line("")
            where = line.where or f"the line {shown(line.text.strip())!r}"
            raise NotImportableError(f"{where} cannot be said in our language: {problem.text}; {problem.help}")
    return annotations
