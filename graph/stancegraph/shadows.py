"""The sorts of edge that a held-back statement can leave, and how each reads inside the name of a shadow relation (LANGUAGE 4).

A relation with a polarity interval in, a `Form` out; the gate's table combines each reason with each form.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.relations import RelationKind
from stancegraph.stances import NEUTRAL, NOT_NEUTRAL, NOT_OPPOSE, NOT_SUPPORT, OPPOSE, SUPPORT, implied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.records import Statement
    from stancegraph.relations import Relation
    from stancegraph.stances import Interval

__all__ = ["FORMS", "Form", "Names", "form_of"]


class Form(StrEnum):
    """What sort of edge a shadow stands for: a stance's interval, or something done, or a tie; the value is its word in definitions.

    A planned veto is no plan of what it strikes down: acts that by their relation are for or against their object say so.
    """

    SUPPORT = "supports"
    OPPOSE = "opposes"
    NEUTRAL = "is neutral on"
    NOT_SUPPORT = "does not support"
    NOT_OPPOSE = "does not oppose"
    NOT_NEUTRAL = "is not neutral on"
    ACT_FOR = "does something for"
    ACT_AGAINST = "does something against"
    ACT = "does something that concerns"
    NOT_ACT = "does not do something that would concern"
    TIE = "has a tie to"
    NOT_TIE = "lacks a tie to"


class Names(NamedTuple):
    """A form in a name, as infinitive, third person and past, each beginning with a capital."""

    base: str
    third: str
    past: str


FORMS: Final[Mapping[Form, Names]] = {
    Form.SUPPORT: Names("Support", "Supports", "Supported"),
    Form.OPPOSE: Names("Oppose", "Opposes", "Opposed"),
    Form.NEUTRAL: Names("BeNeutralOn", "NeutralOn", "NeutralOn"),
    Form.NOT_SUPPORT: Names("NotSupport", "DoesNotSupport", "DidNotSupport"),
    Form.NOT_OPPOSE: Names("NotOppose", "DoesNotOppose", "DidNotOppose"),
    Form.NOT_NEUTRAL: Names("NotBeNeutralOn", "NotNeutralOn", "NotNeutralOn"),
    Form.ACT_FOR: Names("ActFor", "ActsFor", "ActedFor"),
    Form.ACT_AGAINST: Names("ActAgainst", "ActsAgainst", "ActedAgainst"),
    Form.ACT: Names("ActOn", "ActsOn", "ActedOn"),
    Form.NOT_ACT: Names("NotActOn", "DoesNotActOn", "DidNotActOn"),
    Form.TIE: Names("BeTiedTo", "TiedTo", "TiedTo"),
    Form.NOT_TIE: Names("NotBeTiedTo", "NotTiedTo", "NotTiedTo"),
}

POSITION_FORMS: Final[Mapping[Interval, Form]] = {
    SUPPORT: Form.SUPPORT,
    OPPOSE: Form.OPPOSE,
    NEUTRAL: Form.NEUTRAL,
    NOT_SUPPORT: Form.NOT_SUPPORT,
    NOT_OPPOSE: Form.NOT_OPPOSE,
    NOT_NEUTRAL: Form.NOT_NEUTRAL,
}


def form_of(relations: Mapping[str, Relation], statement: Statement, interval: Interval | None) -> Form:
    """The form of a statement's edge: by its interval, else by the relation's kind, what it implies and `not`; no act counts as a tie."""
    if interval is not None:
        return POSITION_FORMS[interval]
    relation = relations.get(statement.relation)
    if relation is not None and relation.kind is RelationKind.ACT:
        sides = {side for target, side in implied(relations, statement) if target == statement.object}
        act = Form.ACT_FOR if sides == {SUPPORT} else Form.ACT_AGAINST if sides == {OPPOSE} else Form.ACT
        return Form.NOT_ACT if statement.negated else act
    return Form.NOT_TIE if statement.negated else Form.TIE
