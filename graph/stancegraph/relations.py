"""The relation table: one row a relation, built in (`relations.yaml`) or a user's own, in the same syntax (LANGUAGE 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from stancegraph.problems import NOWHERE, Place

__all__ = ["Relation", "RelationKind", "Slot"]


class RelationKind(StrEnum):
    """A stance is a position on something, an act is something done, a relation ties two actors."""

    STANCE = "stance"
    ACT = "act"
    RELATION = "relation"


class Slot(NamedTuple):
    """A further argument: `preposition` (one or more words) introduces it in a sentence, `role` names it, `kind` is what may fill it."""

    preposition: str
    role: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One row of the relation table; the key (slug) is the third person singular with hyphens: `refuses-to-recognise`."""

    slug: str
    verb: str
    """Base form, `oppose`; a verb of several words inflects its first word; "be allied with" inflects `be`."""
    definition: str = ""
    forms: tuple[str, ...] = ()
    """Synonyms in the base form ("object to") whose nuance is dropped."""
    irregular: tuple[str, ...] = ()
    """Inflected forms that no rule makes ("withdrew")."""
    is_: tuple[str, ...] = ()
    polarity: int | None = None
    """+1, 0 or -1 for a stance; None for what takes no side."""
    implies: tuple[tuple[str, str | None], ...] = ()
    """(stance relation, slot role it falls on; None: the object)."""
    kind: RelationKind = RelationKind.STANCE
    object: tuple[str, ...] = ("issue", "act", "instrument")
    inverse: str | None = None
    symmetric: bool = False
    slots: tuple[Slot, ...] = ()
    plover: str | None = None
    builtin: bool = False
    place: Place = NOWHERE
