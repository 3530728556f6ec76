"""The words of which a key takes one: kinds, types, modes, certainties, scopes, statuses (LANGUAGE 1, "Closed words").

They are the same in YAML, CSV and GraphML, and individuals in RDF.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["COLLECTIVES", "ActorType", "Certainty", "DocumentType", "IssueType", "Kind", "Mode", "Scope", "Status"]


class Kind(StrEnum):
    """What a slug names; also the words of a relation's `object:` and a slot's kind."""

    ACTOR = "actor"
    ISSUE = "issue"
    ACT = "act"
    INSTRUMENT = "instrument"
    DOCUMENT = "document"
    CODER = "coder"


class ActorType(StrEnum):
    """What sort of actor; `class` is an open set over an organisation's members ("EU member states")."""

    PERSON = "person"
    STATE = "state"
    IGO = "igo"
    ORGANIZATION = "organization"
    GROUP = "group"
    MEDIA = "media"
    CLASS = "class"


COLLECTIVES = frozenset({ActorType.IGO, ActorType.ORGANIZATION, ActorType.GROUP, ActorType.CLASS})
"""Actor types of which a part can hold a position: for these `scope` other than all means something."""


class IssueType(StrEnum):
    """A policy is wanted or not, a claim is affirmed or denied, a frame is a way to see the matter."""

    POLICY = "policy"
    CLAIM = "claim"
    FRAME = "frame"


class DocumentType(StrEnum):
    """What sort of document a statement was read in."""

    ARTICLE = "article"
    SPEECH = "speech"
    TRANSCRIPT = "transcript"
    MANIFESTO = "manifesto"
    LAW = "law"
    OTHER = "other"


class Mode(StrEnum):
    """Whether the thing said is so, is planned, expected by others, only imagined, or over."""

    ACTUAL = "actual"
    PLANNED = "planned"
    EXPECTED = "expected"
    HYPOTHETICAL = "hypothetical"
    ENDED = "ended"


class Certainty(StrEnum):
    """How sure the coder is of the reading."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCLEAR = "unclear"


class Scope(StrEnum):
    """Which part of a collective the statement is about."""

    ALL = "all"
    ALMOST_ALL = "almost-all"
    MOST = "most"
    MAJORITY = "majority"
    MANY = "many"
    SOME = "some"
    FEW = "few"
    ONE = "one"


class Status(StrEnum):
    """Where the coding stands; `adjudicated` settles a disagreement between coders."""

    FINAL = "final"
    DRAFT = "draft"
    RETRACTED = "retracted"
    ADJUDICATED = "adjudicated"
