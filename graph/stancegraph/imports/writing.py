"""Coded events in, a project's YAML out, laid out as `fmt` lays it out, with the source's row for each line (LANGUAGE 1).

Sections come first, nouns in them by slug, documents by date; statements stand in groups by document in the order of their passages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.formatter import ORDER, fresh_scalar
from stancegraph.imports.events import SECTIONS, Coded, Event, Noun, Said, Value, Words, clean
from stancegraph.spelling import slugify
from stancegraph.statements import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancegraph.imports.phrasing import Phrasing
    from stancegraph.relations import Relation

__all__ = ["Line", "lines"]

WIDE = 120  # columns; what is longer than that in braces goes below its key, a line each
_RANK = {key: rank for rank, key in enumerate(ORDER)}
_TITLED = {"documents": "title"}
_BARE = re.compile(r"-?[0-9][0-9-]*\Z")
"""Numbers and days, which stand without quotation marks."""


class Line(NamedTuple):
    """A line of the file, and the row of the source that it comes from ("" for none)."""

    text: str
    where: str = ""


def lines(coded: Coded, said: Phrasing) -> Iterator[Line]:
    """The file line by line; every event stands in it once."""
    yield Line(f"# Imported from {clean(coded.origin)}.")
    yield from map(Line, _project(coded))
    if coded.relations:
        yield from (Line(""), Line("relations:"))
        for relation in coded.relations:
            yield from map(Line, _keyed(relation.slug, _relation(relation), 2))
    for section in SECTIONS:
        refs = [ref for ref in said.nouns if ref.section == section]
        if refs:
            yield from (Line(""), Line(f"{section}:"))
            for ref in sorted(refs, key=lambda ref: (_day(said.nouns[ref]), said.slugs[ref])):
                yield from _noun(
                    section, said.slugs[ref], said.nouns[ref], [said.slugs[principal] for principal in said.nouns[ref].speaks_for]
                )
    if coded.events:
        yield from (Line(""), Line("statements:"))
        yield from _statements(coded.events, said)


def _project(coded: Coded) -> Iterator[str]:
    yield "project:"
    yield f"  id: {slugify(coded.title) or 'imported'}"
    if coded.quote_words != Coded.__dataclass_fields__["quote_words"].default:
        yield f"  quote_words: {coded.quote_words}"


def _relation(relation: Relation) -> dict[str, Value]:
    row: dict[str, Value] = {"verb": relation.verb, "kind": str(relation.kind), "object": tuple(relation.object)}
    if relation.polarity is not None:
        row["polarity"] = str(relation.polarity)
    if relation.slots:
        row["slots"] = {slot.preposition: slot.kind for slot in relation.slots}
    return row


def _day(noun: Noun) -> str:
    """Documents are listed by date, those without one last."""
    date = dict(noun.fields).get("date", "~")
    return date if isinstance(date, str) else str(dict(date).get("edtf", "~")) if not isinstance(date, tuple) else "~"


def _noun(section: str, slug: str, noun: Noun, principals: Sequence[str]) -> Iterator[Line]:
    fields = dict(noun.fields)
    key = _TITLED.get(section, "name")
    details: dict[str, Value] = {"type": fields.pop("type")} if "type" in fields else {}
    if noun.name and noun.name != slug:
        details[key] = noun.name
    if noun.also:
        details["also"] = noun.also[0] if len(noun.also) == 1 else noun.also
    if principals:
        offices: list[Value] = [{"actor": principal} for principal in principals]
        details["speaks_for"] = offices[0] if len(offices) == 1 else tuple(offices)
    details |= fields
    yield from map(Line, _keyed(slug, details, 2))


def _keyed(key: str, value: Value, column: int) -> Iterator[str]:
    """A key with its value on one line, or a map's keys below it where that would be too long."""
    line = f"{' ' * column}{key}: {_flow(value)}"
    if len(line) <= WIDE or isinstance(value, str | tuple) or not value:
        yield line
        return
    yield f"{' ' * column}{key}:"
    for inner, details in value.items():
        yield from _keyed(inner, details, column + 2)


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return value if _BARE.match(value) else fresh_scalar(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"


def _statements(events: Sequence[Event], said: Phrasing) -> Iterator[Line]:
    """The groups in the order of their documents; statements without a document stand alone, below them."""
    groups = defaultdict[str, list[Event]](list)
    days = {}
    for event in events:
        slug = said.slugs[event.document] if event.document else ""
        groups[slug].append(event)
        days[slug] = _day(said.nouns[event.document]) if event.document else "~~"
    doubles = _doubles(events)
    for slug in sorted(groups, key=lambda slug: (days[slug], slug)):
        group = sorted(groups[slug], key=_offset)
        if not slug:
            for event in group:
                yield from _item(event, said, _block(event, said, doubles), 0)
            continue
        yield Line(f"- source: {slug}")
        coders = {event.coder for event in group}
        shared = next(iter(coders)) if len(coders) == 1 else None
        if shared:
            yield Line(f"  coder: {said.slugs[shared]}")
        yield Line("  statements:")
        for event in group:
            block = _block(event, said, doubles)
            if shared:
                del block["coder"]
            yield from _item(event, said, block, 2)


def _offset(event: Event) -> int:
    """Sorting by it keeps the source's order where nothing has a passage."""
    return event.span.start if event.span else -1


def _item(event: Event, said: Phrasing, block: Mapping[str, Value], column: int) -> Iterator[Line]:
    spoken = said.sentence(event)
    sentence, negate = spoken or (f"{said.slugs[event.actor]} {event.relation} {said.slugs[event.object]}", event.negated)
    if negate:
        block = {**block, "not": "true"}
    dash = " " * column + "- "
    if not block:
        yield Line(dash + _sentence(sentence), event.where)
        return
    yield Line(f"{dash}{_sentence(sentence)}:", event.where)
    for key in sorted(block, key=lambda key: _RANK.get(key, _RANK["(slots)"])):
        for line in _keyed(key, block[key], column + 4):
            yield Line(line, event.where)


def _sentence(sentence: str) -> str:
    """A sentence of names that were looked at needs no quotation marks but where a name has a mark of YAML's."""
    return sentence if re.fullmatch(r"[^\W_](?:[\w .'\u2019/-]*[\w.'\u2019])?", sentence) else fresh_scalar(sentence)


def _block(event: Event, said: Phrasing, doubles: Mapping[str, str]) -> dict[str, Value]:
    """The keys of a statement's block that hold something."""
    block: dict[str, Value] = {
        "by": _several([_speaker(each, said) for each in event.by]),
        "via": _several([_speaker(each, said) for each in event.via]),
        "said": event.said or "",
        "when": event.when or "",
        "because": _several([said.called(ref) for ref in event.because]),
        "except": _several([said.called(ref) for ref in event.exceptions]),
        "quote": _several([_quote(words) for words in event.quotes]),
        "coder": said.slugs[event.coder] if event.coder else "",
        **{preposition: _several([said.slugs[ref] for ref in refs]) for preposition, refs in event.slots},
        **dict(event.keys),
    }
    if event.where in doubles:
        block["id"] = doubles[event.where]
    return {key: value for key, value in block.items() if value}


def _several(values: list[Value]) -> Value:
    """One value for itself, several as a list, none as the empty text."""
    return values[0] if len(values) == 1 else tuple(values) if values else ""


def _speaker(told: Said, said: Phrasing) -> Value:
    if told.office is None:
        return said.called(told.actor)
    return {"actor": said.called(told.actor), "as": said.called(told.office)}


def _quote(words: Words) -> Value:
    if not (words.before or words.after):
        return words.exact
    return {key: value for key, value in words._asdict().items() if value}


def _doubles(events: Sequence[Event]) -> dict[str, str]:
    """The events, by `where`, that would get the id of one before them, and the id that they get instead."""
    seen, found = set[tuple[object, ...]](), dict[str, str]()
    taken = {dict(event.keys).get("id") for event in events}
    for event in events:
        quotes = sorted(folded_words(words.exact) for words in event.quotes)
        speakers = sorted((each.actor, each.office or ()) for each in event.by)
        said = (event.document, event.actor, event.negated, event.relation, event.object, event.coder, event.said, event.when)
        key = (*map(repr, said), tuple(speakers), tuple(quotes))
        if key in seen and "id" not in dict(event.keys):
            numbered = chain([event.name], (f"{event.name}-{n}" for n in count(2)))
            found[event.where] = next(name for name in numbered if name not in taken)
            taken.add(found[event.where])
        seen.add(key)
    return found
