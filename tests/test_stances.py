"""Intervals, implications and time order, against LANGUAGE 3."""

from __future__ import annotations

import pytest

from stancegraph.dates import parse
from stancegraph.problems import NOWHERE
from stancegraph.records import Figure, Statement
from stancegraph.relations import Relation, RelationKind
from stancegraph.stances import (
    compatible,
    figure_id,
    implied,
    interval_of,
    later,
    latest,
    merged,
    polarity_of,
    relation_closure,
)

SUPPORTS = Relation(slug="supports", verb="support", polarity=1)
NEUTRAL = Relation(slug="is-neutral-on", verb="be neutral on", polarity=0)
OPPOSES = Relation(slug="opposes", verb="oppose", polarity=-1)
REFUSES = Relation(slug="refuses-to-recognise", verb="refuse to recognise", is_=("opposes",))
NEVER = Relation(slug="will-never-recognise", verb="swear never to recognise", is_=("refuses-to-recognise",))
DEPLOYS = Relation(slug="deploys", verb="deploy", kind=RelationKind.ACT, implies=(("supports", None),))
AIRLIFTS = Relation(slug="airlifts", verb="airlift", kind=RelationKind.ACT, is_=("deploys",))
URGES = Relation(slug="urges", verb="urge", kind=RelationKind.ACT, implies=(("supports", "for"), ("opposes", "against")))
TABLE = {row.slug: row for row in (SUPPORTS, NEUTRAL, OPPOSES, REFUSES, NEVER, DEPLOYS, AIRLIFTS, URGES)}


def statement(relation: str = "supports", time: tuple[str, str] = ("", "9999-12-31"), **fields: object) -> Statement:
    written = {"id": "s/one", "place": NOWHERE, "sentence": "", "actor": "eu", "object": "mission", **fields}
    return Statement(relation=relation, time=time, **written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relation", "negated", "expected"),
    [
        (SUPPORTS, False, (1, 1)),
        (SUPPORTS, True, (-1, 0)),
        (NEUTRAL, False, (0, 0)),
        (NEUTRAL, True, (-1, 1)),
        (OPPOSES, False, (-1, -1)),
        (OPPOSES, True, (0, 1)),
        (DEPLOYS, False, None),
    ],
)
def test_interval_follows_polarity_and_negation(relation: Relation, negated: bool, expected: tuple[int, int] | None) -> None:  # noqa: FBT001
    assert interval_of(TABLE, relation.slug, negated=negated) == expected


def test_negation_leaves_neutral_open() -> None:
    assert compatible((-1, 0), (0, 0))


def test_support_and_its_negation_are_disjoint() -> None:
    assert not compatible((1, 1), (-1, 0))


def test_does_not_support_and_does_not_oppose_meet_at_neutral() -> None:
    assert compatible((-1, 0), (0, 1))


def test_sub_relation_inherits_polarity_over_two_steps() -> None:
    assert interval_of(TABLE, "will-never-recognise", negated=False) == (-1, -1)


def test_own_polarity_wins_over_the_inherited_one() -> None:
    own = Relation(slug="frowns-on", verb="frown on", polarity=0, is_=("opposes",))
    assert polarity_of({**TABLE, "frowns-on": own}, "frowns-on") == 0


def test_undeclared_relation_has_no_interval() -> None:
    assert interval_of(TABLE, "likes", negated=False) is None


def test_closure_holds_every_ancestor_and_the_relation_itself() -> None:
    assert relation_closure(TABLE, "will-never-recognise") == {"will-never-recognise", "refuses-to-recognise", "opposes"}


def test_circular_table_ends() -> None:
    circle = {"a": Relation(slug="a", verb="a", is_=("b",)), "b": Relation(slug="b", verb="b", is_=("a",))}
    assert relation_closure(circle, "a") == {"a", "b"}


def test_act_implies_its_stance_on_the_object() -> None:
    assert implied(TABLE, statement("deploys")) == (("mission", (1, 1)),)


def test_sub_relation_of_an_act_implies_what_the_act_implies() -> None:
    assert implied(TABLE, statement("airlifts")) == (("mission", (1, 1)),)


def test_negated_act_implies_nothing() -> None:
    assert implied(TABLE, statement("deploys", negated=True)) == ()


def test_act_implies_a_stance_on_each_filler_of_its_slots() -> None:
    urged = statement("urges", object="serbia", slots=(("against", ("boycott",)), ("for", ("independence", "talks"))))
    assert implied(TABLE, urged) == (("boycott", (-1, -1)), ("independence", (1, 1)), ("talks", (1, 1)))


def test_empty_slot_implies_nothing() -> None:
    assert implied(TABLE, statement("urges", object="serbia")) == ()


def test_day_after_the_last_possible_day_is_later() -> None:
    assert later(statement(time=("2008-02-18", "2008-02-18")), statement(time=("2008-02-01", "2008-02-17")))


def test_same_day_is_not_later() -> None:
    assert not later(statement(time=("2008-02-17", "2008-02-17")), statement(time=("2008-02-17", "2008-02-17")))


def test_undated_is_neither_earlier_nor_later() -> None:
    day, never = statement(time=("2008-02-17", "2008-02-17")), statement()
    assert not later(day, never)
    assert not later(never, day)


def test_latest_are_those_to_which_none_is_later() -> None:
    old = statement(time=("2007-01-01", "2007-12-31"), id="s/old")
    year = statement(time=("2008-01-01", "2008-12-31"), id="s/year")
    day = statement(time=("2008-02-17", "2008-02-17"), id="s/day")
    assert [s.id for s in latest([old, year, day])] == ["s/year", "s/day"]


def test_latest_of_none_is_none() -> None:
    assert latest([]) == []


def test_merged_is_the_intersection_where_there_is_one() -> None:
    assert merged([(-1, 0), (0, 1)]) == ((0, 0), False)


def test_merged_is_the_contested_hull_where_there_is_none() -> None:
    assert merged([(1, 1), (0, 0)]) == ((0, 1), True)


def figure(text: str = "1,800", when: str | None = None) -> Figure:
    return Figure(measure="staff", text=text, value=text, low=1800.0, high=1800.0, when=parse(when) if when else None)


def test_same_figure_in_one_document_is_one_node() -> None:
    first, second = statement(id="s/a", document="cnn"), statement(id="s/b", document="cnn")
    assert figure_id(first, figure()) == figure_id(second, figure())


def test_figures_of_other_times_are_other_nodes() -> None:
    cnn = statement(document="cnn")
    assert figure_id(cnn, figure(when="2008-02")) != figure_id(cnn, figure(when="2008-06"))


def test_figure_is_named_after_document_act_and_measure() -> None:
    assert figure_id(statement(document="cnn"), figure()).startswith("f/cnn_mission_staff_")


def test_figures_without_a_document_are_told_apart_by_statement() -> None:
    assert figure_id(statement(id="s/a"), figure()) != figure_id(statement(id="s/b"), figure())
