"""The nouns of a project as frozen values: actors, issues, acts, documents, statements and the rest (LANGUAGE 2).

Records know no YAML, RDF or networkx. Every reference to another record is its slug. Each record keeps its `Place`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.closedwords import COLLECTIVES, ActorType, Certainty, DocumentType, IssueType, Kind, Mode, Scope, Status
from stancegraph.problems import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.dates import Date
    from stancegraph.relations import Relation

__all__ = [
    "COLLECTIVES",
    "RESERVED",
    "Act",
    "Actor",
    "ActorType",
    "Anchor",
    "Annotations",
    "Certainty",
    "Coder",
    "Document",
    "DocumentType",
    "Entity",
    "Figure",
    "Instrument",
    "Issue",
    "IssueType",
    "Kind",
    "Mode",
    "Office",
    "Project",
    "Quote",
    "QuoteKey",
    "Scope",
    "Speaker",
    "Statement",
    "Status",
    "Taken",
    "Unyielding",
]

RESERVED = frozenset({"s", "f", "stance", "derived", "graph", "issues", "office", "slot"})
"""Slugs that an entity may not take: they are the first path segments of the IRIs we make."""


class Office(NamedTuple):
    """An actor speaks for another: `actor` is the principal, `title` the office (`as:`), `valid` the time it is held (None: always)."""

    actor: str
    title: str | None
    valid: Date | None
    place: Place


class Speaker(NamedTuple):
    """Who said or passed on a statement; `office` is the principal picked by `as:`, None when none was picked."""

    actor: str
    office: str | None = None


class Quote(NamedTuple):
    """The words a statement rests on, trimmed, inner line breaks one space; `before` and `after` tell equal passages apart."""

    exact: str
    before: str | None
    after: str | None
    place: Place


QuoteKey: TypeAlias = "tuple[str, str, str | None, str | None]"
"""What names a quote apart from its place in the file: the document's slug, `exact`, `before` and `after` as written."""


class Anchor(NamedTuple):
    """Where a quote stands in its document's text: offsets in code points, end exclusive, and at most three words on either side."""

    start: int
    end: int
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What actors, issues, acts, instruments, documents and coders share. `labels` maps language tags to names."""

    slug: str
    place: Place = NOWHERE
    name: str | None = None
    also: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    definition: str | None = None
    wikidata: str | None = None
    was: tuple[str, ...] = ()
    note: str | None = None
    implicit: bool = False
    """True when no section declares it: it was declared on the fly by the sentence at `place`."""

    @property
    def label(self) -> str:
        """The name, else the slug with hyphens as spaces."""
        return self.name or self.slug.replace("-", " ")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called in a sentence: slug, name, aliases, names in other languages, former slugs."""
        name = (self.name,) if self.name else ()
        return (self.slug, *name, *self.also, *(label for _, label in self.labels), *self.was)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Entity):
    """Somebody who can hold a position. `type` is None where only a sentence names the actor."""

    type: ActorType | None = None
    member_of: tuple[str, ...] = ()
    members_of: str | None = None
    unnamed: bool = False
    """Whether the texts leave the actor without a name of its own: "diplomats", whoever wrote on a wall."""
    speaks_for: tuple[Office, ...] = ()

    @property
    def collective(self) -> bool:
        """Whether a part of this actor can hold a position of its own."""
        return self.type in COLLECTIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entity):
    """A proposition that can be supported or opposed."""

    type: IssueType = IssueType.POLICY
    entails: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    negation_of: str | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Entity):
    """Something done, planned or expected: a deployment, a meeting, a declaration. `type` is a free word; `when` its own time."""

    type: str | None = None
    when: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Entity):
    """A resolution, treaty or law. `type` is a free word; `date` the day of adoption; `url` where it can be read."""

    type: str | None = None
    date: Date | None = None
    url: str | None = None


class Unyielding(NamedTuple):
    """Sentences of a document that carry no statement, and why: `exact` are the first words of one, or of two, "from ... to"."""

    exact: str
    reason: str
    place: Place


class Taken(NamedTuple):
    """Words that a document takes over from another one, as they are written under `repeats:`."""

    exact: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entity):
    """What a statement was read in; `name` holds its title. `text` is a path below the texts folder, `repeats` the documents it copies from."""

    type: DocumentType = DocumentType.ARTICLE
    publisher: str | None = None
    date: Date | None = None
    url: str | None = None
    language: str | None = None
    text: str | None = None
    repeats: tuple[tuple[str, tuple[Taken, ...]], ...] = ()
    """(document, the words taken over from it, sorted; () means the whole)."""
    uncoded: tuple[Unyielding, ...] = ()
    """Why passages of the text carry no statement, in the order written; `stancegraph coverage` counts them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder(Entity):
    """Who read the document and wrote the statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A reported number of an act: `low` and `high` bound it (equal when exact, None when open), `qualifier` is about, over, under, at least or at most."""

    measure: str
    text: str
    value: str | None
    low: float | None
    high: float | None
    qualifier: str | None = None
    when: Date | None = None
    note: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one coder read in one place (LANGUAGE 4, layer 1). `id` is the IRI after the base: `s/...`, unique in the project.

    `said` holds what applies: the written date, else the document's. `said_written` is what the file (or its group) wrote.
    """

    id: str
    place: Place
    sentence: str
    actor: str
    relation: str
    object: str
    negated: bool = False
    mode: Mode = Mode.ACTUAL
    certainty: Certainty = Certainty.CERTAIN
    scope: Scope = Scope.ALL
    status: Status = Status.FINAL
    condition: str | None = None
    because: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    said_by: tuple[Speaker, ...] = ()
    reported_by: tuple[Speaker, ...] = ()
    document: str | None = None
    said: Date | None = None
    said_written: Date | None = None
    when: Date | None = None
    quotes: tuple[Quote, ...] = ()
    slots: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(role, slugs), sorted by role: for `under 1244` the role is `legal_basis`."""
    figures: tuple[Figure, ...] = ()
    coder: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    supersedes: tuple[str, ...] = ()
    pinned: bool = False
    """True when the file wrote `id:`."""
    time: tuple[str, str] = ("", "9999-12-31")
    """The statement's own time as inclusive ISO days: `when`, else `said`, else the document's date; an open end is "" or the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The block `project:`; `base` is the IRI that every slug is appended to, always ending in `/` or `#`."""

    id: str
    base: str
    title: str | None = None
    description: str | None = None
    language: str = "en"
    license: str | None = None
    creators: tuple[str, ...] = ()
    publisher: str | None = None
    version: str | None = None
    closed: bool = False
    quote_words: int = 25
    place: Place = NOWHERE


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


def _unanchored() -> Mapping[QuoteKey, Anchor]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """A whole project as read: every noun by slug (sorted), the relation table in force, statements sorted by id."""

    project: Project
    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    acts: Mapping[str, Act]
    instruments: Mapping[str, Instrument]
    documents: Mapping[str, Document]
    coders: Mapping[str, Coder]
    relations: Mapping[str, Relation]
    statements: tuple[Statement, ...]
    includes: tuple[tuple[str, Place], ...] = ()
    was: Mapping[str, str] = field(default_factory=_nothing)
    """Former slug to present slug."""
    ignored: Mapping[tuple[str, int], Mapping[str, Place]] = field(default_factory=lambda: MappingProxyType({}))
    """(path, line) to the codes that an ignore comment on the line above silences, each with the place of the comment."""
    anchors: Mapping[QuoteKey, Anchor] = field(default_factory=_unanchored)
    """Where the quotes stand in the texts, as `annotations.lock` holds it; empty without a lock."""
    digests: Mapping[str, str] | None = None
    """Document to the SHA-256 (hexadecimal) that its text's file had when it was anchored; None without a lock."""

    @property
    def sections(self) -> tuple[Mapping[str, Entity], ...]:
        """Actors, issues, acts, instruments, documents and coders, each by slug."""
        return (self.actors, self.issues, self.acts, self.instruments, self.documents, self.coders)

    def entity(self, slug: str) -> Entity | None:
        """The actor, issue, act, instrument, document or coder of that slug, else None."""
        return next((section[slug] for section in self.sections if slug in section), None)

    def label(self, slug: str) -> str:
        """The name a reader knows a slug by; the slug itself where nothing is declared."""
        entity = self.entity(slug)
        return entity.label if entity else slug
