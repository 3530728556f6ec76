"""The entities, documents and coders of a .dna file in, nouns of ours out, with their attributes in the fields that can hold them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stancegraph.closedwords import ActorType, DocumentType, IssueType
from stancegraph.imports.events import Noun, Ref, Value, clean, noted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import tzinfo
    from enum import StrEnum

    from stancegraph.imports.dnafile import DnaFile, Document, Entity
    from stancegraph.imports.report import Tally

__all__ = ["coders", "documents", "entities", "moment"]

ORGANIZATION, PERSON = "organization", "person"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SYNONYMS: dict[str, str] = {
    "ngo": ActorType.ORGANIZATION,
    "organisation": ActorType.ORGANIZATION,
    "country": ActorType.STATE,
    "newspaper": ActorType.MEDIA,
    "international organization": ActorType.IGO,
    "international organisation": ActorType.IGO,
}
"""What people write for a type of actor; their own word stays in the note."""


def entities(file: DnaFile, variables: dict[str, set[int]], tally: Tally) -> Iterator[tuple[Ref, Noun]]:
    """Actors and issues, each once: an organization before a person of the same name. `variables` are those of `by`, `actor`, `issue`."""
    seen = dict[Ref, str]()
    for word, section, kind in (("actor", "actors", ORGANIZATION), ("by", "actors", PERSON), ("issue", "issues", "")):
        for entity in file.entities:
            ref = Ref(section, entity.name)
            if entity.variable not in variables[word] or not clean(entity.name):
                continue
            if ref not in seen:
                seen[ref] = kind
                yield ref, _entity(entity, kind)
            elif seen[ref] != kind:
                _tell_shared(entity, tally)
    mapped = {number for numbers in variables.values() for number in numbers}
    for entity in file.entities:
        if entity.variable not in mapped and entity.name:
            variable = file.variables.get(entity.variable)
            what = f"{variable.name} {entity.name}" if variable else entity.name
            tally.lost("entities", "they are values of variables that are neither actors nor issues", what)
    tally.lost("colours", "colours say nothing about positions", n=len(file.entities) + len(file.types))


def _entity(entity: Entity, kind: str) -> Noun:
    words = dict(entity.attributes)
    known = "" if kind == PERSON else _word(words.get("Type", ""), ActorType if kind else IssueType)
    type_ = known or kind
    rest = [
        (_label(label), text)
        for label, text in (*entity.attributes, ("child of", entity.parent))
        if label != "Alias" and not (label == "Type" and text.casefold() == type_)
    ]
    typed: tuple[tuple[str, Value], ...] = (("type", type_),) if type_ else ()
    also = tuple(alias for part in words.get("Alias", "").split(";") if (alias := clean(part)))
    return Noun(name=clean(entity.name), also=also, fields=(*typed, *noted(*rest)))


def _tell_shared(entity: Entity, tally: Tally) -> None:
    name = clean(entity.name)
    tally.tell(f"{name} is both a person and an organization: taken as one actor")
    for label, text in entity.attributes:
        tally.lost("attributes", "the person's name is an organization's, whose attributes stay", f"{label}: {text} of {name}")


def documents(file: DnaFile, zone: tzinfo, tally: Tally) -> Iterator[tuple[Ref, Noun]]:
    """Every document, those without statements too."""
    for number, each in file.documents.items():
        day = moment(file.major, each.date, zone)
        if day is None:
            tally.lost("dates", "they lie outside the years 1 to 9999, or are none", f"{each.date} of {each.title}")
        elif (day.hour, day.minute, day.second) != (0, 0, 0):
            tally.lost("times of day", "a document has a date here, not a time", f"{day:%H:%M} of {each.title}")
        if each.coder is not None:
            tally.lost("coders of documents", "a document has no coder here, its statements have", each.title)
        yield Ref("documents", str(number)), _document(each, day)


def _document(each: Document, day: datetime | None) -> Noun:
    type_, publisher = _word(each.type, DocumentType), clean(each.source)
    fields: list[tuple[str, Value]] = [("type", type_)] if type_ else []
    fields += [("publisher", publisher)] if publisher else []
    fields += [("date", day.date().isoformat())] if day else []
    notes = noted(("author", each.author), ("section", each.section), ("type", "" if type_ else each.type), ("", each.notes))
    return Noun(name=clean(each.title), fields=(*fields, *notes))


def moment(major: int, stored: int | None, zone: tzinfo) -> datetime | None:
    """When a document is from: version 3 stores seconds of a day as if it were UTC; version 2 milliseconds since 1970, seen in a zone.

    None for what is no moment of the years 1 to 9999.

    >>> from zoneinfo import ZoneInfo
    >>> moment(2, 1197241200000, UTC).date(), moment(2, 1197241200000, ZoneInfo("Europe/Berlin")).date()
    (datetime.date(2007, 12, 9), datetime.date(2007, 12, 10))
    """
    if stored is None:
        return None
    try:
        if major == 3:  # noqa: PLR2004 - the version
            return _EPOCH + timedelta(seconds=stored)
        return (_EPOCH + timedelta(milliseconds=stored)).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def coders(file: DnaFile, used: Collection[int], tally: Tally) -> Iterator[tuple[Ref, Noun]]:
    """Those who coded a statement that came along."""
    for number, name in sorted(file.coders.items()):
        if number in used:
            yield Ref("coders", str(number)), Noun(name=clean(name) or f"coder {number}")
        else:
            tally.lost("coders", "they coded none of these statements", name)


def _word(text: str, words: type[StrEnum]) -> str:
    """The closed word that an attribute is; "" where it is none."""
    folded = " ".join(text.casefold().split())
    if words is ActorType and folded in _SYNONYMS:
        return _SYNONYMS[folded]
    return folded if folded in set(words) else ""


def _label(label: str) -> str:
    """Notes need no label, Type is a word of ours; others are the user's own."""
    return {"Notes": "", "Type": "type"}.get(label, label)
