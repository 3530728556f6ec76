"""What importers hand to the writer: nouns by section and coded events, with the source's own keys, as yet without slugs."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.passages import Span
    from stancegraph.relations import Relation

__all__ = ["SECTIONS", "Coded", "Event", "Noun", "Ref", "Said", "Value", "Words", "clean", "noted"]

SECTIONS = ("coders", "actors", "issues", "acts", "instruments", "documents")
"""Sections in the order in which they are written."""

Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value]"
"""What stands behind a key: a text, a list, or a map."""


class Ref(NamedTuple):
    """What names a noun before it has a slug: its section and the source's key."""

    section: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """An entry of a section. `slug` is the slug it should get, None for one made of its name; `fields` are further keys in order."""

    name: str
    slug: str | None = None
    also: tuple[str, ...] = ()
    speaks_for: tuple[Ref, ...] = ()
    """Of a person the actors in whose name it speaks."""
    fields: tuple[tuple[str, Value], ...] = ()


class Said(NamedTuple):
    """A speaker, and the principal in whose name it speaks if the source names one."""

    actor: Ref
    office: Ref | None = None


class Words(NamedTuple):
    """Words of a quote as they will be written."""

    exact: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded statement. `where` names its row for messages, `name` is the `id:` it gets where it must be told from its double."""

    where: str
    name: str
    actor: Ref
    relation: str
    object: Ref
    negated: bool = False
    document: Ref | None = None
    by: tuple[Said, ...] = ()
    via: tuple[Said, ...] = ()
    coder: Ref | None = None
    span: Span | None = None
    """The passage in the document's text (code points); the quote is made from it."""
    quotes: tuple[Words, ...] = ()
    because: tuple[Ref, ...] = ()
    exceptions: tuple[Ref, ...] = ()
    slots: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    """By the preposition that is the key."""
    said: Value | None = None
    when: Value | None = None
    keys: tuple[tuple[str, Value], ...] = ()
    """Keys of the block that name nothing else: `note`, `tags`, `mode`, `id` and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """All that one source holds and that our language can."""

    title: str
    """Becomes the project's id."""
    origin: str
    """What the source is, for the comment at the head."""
    nouns: Mapping[Ref, Noun]
    events: tuple[Event, ...]
    texts: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))
    relations: tuple[Relation, ...] = ()
    """Relations that are not built in."""
    quote_words: int = 25


def clean(text: str) -> str:
    r"""A text as a field of ours may hold it: one line, without the characters that no file of ours holds.

    >>> clean(" a\0b\n c ")
    'a b c'
    """
    return " ".join(FORBIDDEN.sub(" ", text).replace("\ufeff", " ").split())


def noted(*parts: tuple[str, str]) -> tuple[tuple[str, Value], ...]:
    """The field `note` for labelled texts, empty ones left out; () for none.

    >>> noted(("author", "Ann Other"), ("section", ""))
    (('note', 'author: Ann Other'),)
    """
    listed = [f"{label}: {words}" if label else words for label, text in parts if (words := clean(text))]
    return (("note", "; ".join(listed)),) if listed else ()
