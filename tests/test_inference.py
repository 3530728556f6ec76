"""Stances and the rules R0 to R9, each by a worked example from LANGUAGE 4; expected values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph import reader
from stancegraph.dates import parse
from stancegraph.gate import judge
from stancegraph.inference import Derived, Product, Stance, agreements, derive
from stancegraph.problems import NOWHERE
from stancegraph.products import ProductKind, distinct, product
from stancegraph.records import (
    Act,
    Actor,
    ActorType,
    Annotations,
    Figure,
    Issue,
    Mode,
    Project,
    Scope,
    Statement,
    Status,
)
from stancegraph.relations import Relation, RelationKind
from stancegraph.stances import figure_id

SUPPORT, OPPOSE, NEUTRAL, NOT_SUPPORT, NOT_OPPOSE = (1, 1), (-1, -1), (0, 0), (-1, 0), (0, 1)

RELATIONS = {
    row.slug: row
    for row in (
        Relation(slug="supports", verb="support", polarity=1),
        Relation(slug="opposes", verb="oppose", polarity=-1),
        Relation(slug="is-neutral-on", verb="be neutral on", polarity=0),
        Relation(slug="deploys", verb="deploy", kind=RelationKind.ACT, implies=(("supports", None),)),
        Relation(slug="vetoes", verb="veto", kind=RelationKind.ACT, implies=(("opposes", None),)),
        Relation(slug="urges", verb="urge", kind=RelationKind.ACT, object=("actor",), implies=(("supports", "for"),)),
    )
}
ACTORS = {
    actor.slug: actor
    for actor in (
        Actor(slug="us", type=ActorType.STATE, name="US"),
        Actor(slug="serbia", type=ActorType.STATE),
        Actor(slug="eu", type=ActorType.IGO, name="EU"),
        Actor(slug="cyprus", type=ActorType.STATE, member_of=("eu",)),
        Actor(slug="france", type=ActorType.STATE, member_of=("eu",)),
        Actor(slug="eu-members", type=ActorType.CLASS, members_of="eu", name="EU member states"),
    )
}
ISSUES = {
    issue.slug: issue
    for issue in (
        Issue(slug="independence", excludes=("autonomy",)),
        Issue(slug="recognition", entails=("independence",)),
        Issue(slug="embassy", entails=("recognition",)),
        Issue(slug="union", negation_of="independence"),
        Issue(slug="autonomy", broader=("status",)),
    )
}


def says(name: str, sentence: str, **fields: Any) -> Statement:
    """A statement `s/<name>` from "actor relation object"; `day` is its `when` and its time."""
    actor, relation, target = sentence.split()
    day = fields.pop("day", None)
    when = parse(day) if day else None
    time = (when.start or "", when.end or "9999-12-31") if when else ("", "9999-12-31")
    return Statement(
        id=f"s/{name}",
        place=NOWHERE,
        sentence=sentence,
        actor=actor,
        relation=relation,
        object=target,
        when=when,
        time=time,
        **fields,
    )


def project(*statements: Statement) -> Annotations:
    return Annotations(
        project=Project(id="test", base="https://example.org/test/"),
        actors=ACTORS,
        issues=ISSUES,
        acts={"mission": Act(slug="mission", name="the mission")},
        instruments={},
        documents={},
        coders={},
        relations=RELATIONS,
        statements=tuple(sorted(statements, key=lambda s: s.id)),
    )


def derived(*statements: Statement) -> Derived:
    return derive(judge(project(*statements)))


def stance(holder: str, target: str, *statements: Statement) -> Stance:
    return next(s for s in derived(*statements).stances if (s.holder, s.target) == (holder, target))


def products(rule: str, *statements: Statement) -> list[Product]:
    return [p for p in derived(*statements).products if p.rule == rule]


def followed(rule: str, *statements: Statement) -> list[tuple[str | None, str, tuple[int, int] | None, ProductKind]]:
    """(holder, target, interval, kind) of each product of a rule, sorted."""
    return sorted((p.holder or "", p.target, p.interval, p.kind) for p in products(rule, *statements))


# --- Stances --------------------------------------------------------------------------------------------------------------


def test_stance_is_the_latest_statement() -> None:
    found = stance(
        "us", "independence", says("a", "us opposes independence", day="2007"), says("b", "us supports independence", day="2008")
    )
    assert (found.interval, found.based_on, found.contested) == (SUPPORT, ("s/b",), False)


def test_stance_is_named_after_holder_and_target() -> None:
    assert stance("us", "independence", says("a", "us supports independence")).id == "stance/us_independence"


def test_stance_on_a_tie_is_the_intersection() -> None:
    weak, weaker = says("a", "us supports independence", negated=True), says("b", "us opposes independence", negated=True)
    found = stance("us", "independence", weak, weaker)
    assert (found.interval, found.based_on, found.contested) == (NEUTRAL, ("s/a", "s/b"), False)


def test_stance_on_a_disjoint_tie_is_the_contested_hull() -> None:
    found = stance("us", "independence", says("a", "us supports independence"), says("b", "us opposes independence"))
    assert (found.interval, found.contested) == ((-1, 1), True)


def test_planned_stance_counts() -> None:
    assert stance("us", "independence", says("a", "us supports independence", mode=Mode.PLANNED)).interval == SUPPORT


def test_conditional_statement_gives_no_stance() -> None:
    assert derived(says("a", "us supports independence", condition="a vote")).stances == ()


def test_statement_held_for_two_reasons_gives_no_stance() -> None:
    planned = says("a", "us opposes independence", mode=Mode.PLANNED, day="2007")
    found = stance("us", "independence", planned, says("b", "us supports independence", day="2008"))
    assert found.based_on == ("s/b",)


def test_act_gives_no_explicit_stance() -> None:
    assert derived(says("a", "eu deploys mission")).stances == ()


@pytest.mark.parametrize(
    ("earlier", "since"),
    [
        (["us supports independence 2007-12"], "2007-12-01"),
        # What the later one overturns breaks the run, and what came before that is another time.
        (["us supports independence 2007-11", "us opposes independence 2007-12"], "2008-02-01"),
        (["us opposes independence 2007-11", "us supports independence 2007-12"], "2007-12-01"),
    ],
)
def test_a_stance_is_valid_from_the_first_day_on_which_it_was_held_without_a_break(earlier: list[str], since: str) -> None:
    told = [says(f"e{number}", words.rpartition(" ")[0], day=words.rpartition(" ")[2]) for number, words in enumerate(earlier)]
    assert stance("us", "independence", *told, says("z", "us supports independence", day="2008-02")).valid_from == since


def test_a_weaker_position_before_a_stronger_one_is_not_yet_that_one() -> None:
    weak = says("a", "us opposes independence", day="2007-12", negated=True)
    found = stance("us", "independence", weak, says("b", "us supports independence", day="2008-02"))
    assert (found.interval, found.valid_from) == ((1, 1), "2008-02-01")


def test_stance_is_valid_from_its_first_day() -> None:
    assert stance("us", "independence", says("a", "us supports independence", day="2008-02")).valid_from == "2008-02-01"


def test_single_day_does_not_end_a_stance() -> None:
    assert stance("us", "independence", says("a", "us supports independence", day="2008-02-17")).valid_to is None


def test_written_end_ends_a_stance() -> None:
    assert stance("us", "independence", says("a", "us supports independence", day="2007/2008-02")).valid_to == "2008-02-29"


def test_undated_stance_has_no_bounds() -> None:
    found = stance("us", "independence", says("a", "us supports independence"))
    assert (found.valid_from, found.valid_to) == (None, None)


def test_superseded_by_key_is_not_the_latest() -> None:
    old, new = says("a", "us opposes independence"), says("b", "us supports independence", supersedes=("s/a",))
    assert stance("us", "independence", old, new).interval == SUPPORT


# --- R0 -------------------------------------------------------------------------------------------------------------------


def test_r0_who_deploys_supports() -> None:
    (found,) = products("R0", says("a", "eu deploys mission"))
    assert (found.holder, found.target, found.interval, found.premises, found.depth) == ("eu", "mission", SUPPORT, ("s/a",), 1)


def test_r0_says_so_in_plain_words() -> None:
    (found,) = products("R0", says("a", "eu deploys mission"))
    assert found.text == "EU supports the mission: implied by 'EU deploys the mission'."


def test_r0_holds_of_a_planned_act() -> None:
    assert followed("R0", says("a", "eu deploys mission", mode=Mode.PLANNED)) == [("eu", "mission", SUPPORT, ProductKind.DERIVED_STANCE)]


def test_r0_says_nothing_of_an_act_not_done() -> None:
    assert products("R0", says("a", "eu deploys mission", negated=True)) == []


def test_r0_says_nothing_of_an_expected_act() -> None:
    assert products("R0", says("a", "eu deploys mission", mode=Mode.EXPECTED)) == []


def test_r0_falls_on_the_slot_that_the_relation_names() -> None:
    urged = says("a", "us urges serbia", slots=(("for", ("independence",)),))
    assert followed("R0", urged)[0][:3] == ("us", "independence", SUPPORT)


def test_r0_rests_on_the_latest_acts() -> None:
    old, new = says("a", "eu vetoes mission", day="2007"), says("b", "eu deploys mission", day="2008")
    assert followed("R0", old, new) == [("eu", "mission", SUPPORT, ProductKind.DERIVED_STANCE)]


def test_r0_undated_acts_on_both_sides_give_both_stances() -> None:
    acts = says("a", "eu vetoes mission"), says("b", "eu deploys mission")
    assert [row[2] for row in followed("R0", *acts)] == [OPPOSE, SUPPORT]


def test_r0_gives_way_to_an_explicit_stance() -> None:
    assert products("R0", says("a", "eu deploys mission"), says("b", "eu supports mission")) == []


def test_r0_against_an_explicit_stance_is_a_tension() -> None:
    (found,) = products("R0", says("a", "eu deploys mission"), says("b", "eu opposes mission"))
    assert (found.kind, found.interval, found.other, found.premises) == (
        ProductKind.TENSION,
        OPPOSE,
        SUPPORT,
        ("s/a", "stance/eu_mission"),
    )


# --- R1 to R4 ---------------------------------------------------------------------------------------------------------------


def test_r1_support_follows_what_the_issue_entails() -> None:
    (found,) = products("R1", says("a", "us supports recognition"))
    assert (found.target, found.interval, found.premises) == ("independence", SUPPORT, ("stance/us_recognition",))


def test_r1_goes_two_applications_deep() -> None:
    first, second = sorted(products("R1", says("a", "us supports embassy")), key=lambda p: p.depth)
    assert (first.target, first.depth) == ("recognition", 1)
    assert (second.target, second.depth, second.premises) == ("independence", 2, (first.id,))


def test_rules_stop_after_two_applications() -> None:
    """Embassy entails recognition entails independence, which excludes autonomy: that would be the third."""
    assert products("R3", says("a", "us supports embassy")) == []


def test_r0_counts_as_an_application() -> None:
    deep = says("a", "us urges serbia", slots=(("for", ("embassy",)),))
    assert [p.target for p in products("R1", deep)] == ["recognition"]


def test_r1_needs_support() -> None:
    assert products("R1", says("a", "us opposes recognition", negated=True)) == []


def test_r2_opposition_goes_back_to_what_entails_the_issue() -> None:
    assert ("serbia", "recognition", OPPOSE, ProductKind.DERIVED_STANCE) in followed("R2", says("a", "serbia opposes independence"))


def test_r2_weak_stays_weak() -> None:
    weak = says("a", "serbia supports independence", negated=True)
    assert ("serbia", "recognition", NOT_SUPPORT, ProductKind.DERIVED_STANCE) in followed("R2", weak)


def test_r2_neutral_leaves_at_most_neutral() -> None:
    assert ("us", "recognition", NOT_SUPPORT, ProductKind.DERIVED_STANCE) in followed("R2", says("a", "us is-neutral-on independence"))


def test_r2_says_nothing_where_support_is_open() -> None:
    assert products("R2", says("a", "us opposes independence", negated=True)) == []


def test_r3_who_supports_opposes_what_is_excluded() -> None:
    (found,) = products("R3", says("a", "us supports independence"))
    assert (found.target, found.interval) == ("autonomy", OPPOSE)


def test_r3_is_not_symmetric() -> None:
    assert products("R3", says("a", "us supports autonomy")) == []


def test_r3_opposition_says_nothing_of_what_is_excluded() -> None:
    assert products("R3", says("a", "us opposes independence")) == []


def test_r4_mirrors_from_the_negated_issue() -> None:
    assert ("us", "union", OPPOSE, ProductKind.DERIVED_STANCE) in followed("R4", says("a", "us supports independence"))


def test_r4_mirrors_from_the_negation() -> None:
    assert followed("R4", says("a", "serbia supports union", negated=True))[0][:3] == ("serbia", "independence", NOT_OPPOSE)


def test_broader_licenses_nothing() -> None:
    assert derived(says("a", "us supports autonomy")).products == ()


def test_derived_stance_gives_way_to_an_explicit_one() -> None:
    assert products("R1", says("a", "us supports recognition"), says("b", "us opposes independence", negated=True)) == []


def test_derived_against_explicit_is_a_tension() -> None:
    (found,) = products("R1", says("a", "us supports recognition"), says("b", "us opposes independence"))
    assert (found.kind, found.premises) == (ProductKind.TENSION, ("stance/us_independence", "stance/us_recognition"))


def test_nothing_follows_from_a_tension() -> None:
    """Support of the embassy gives recognition, where an explicit refusal stands; no second step to independence."""
    both = says("a", "us supports embassy"), says("b", "us supports recognition", negated=True)
    assert [p.kind for p in products("R1", *both)] == [ProductKind.TENSION]


def test_same_finding_over_two_links_is_one() -> None:
    mutual = {**ISSUES, "independence": Issue(slug="independence", negation_of="union")}
    annotations = replace(project(says("a", "us supports independence")), issues=mutual)
    assert [p.target for p in derive(judge(annotations)).products if p.rule == "R4"] == ["union"]


# --- R5, R6 ---------------------------------------------------------------------------------------------------------------


def test_r5_undated_opposites_contradict() -> None:
    (found,) = products("R5", says("a", "us supports independence"), says("b", "us opposes independence"))
    assert (found.interval, found.other, found.premises) == (OPPOSE, SUPPORT, ("s/a", "s/b"))


def test_r5_same_day_opposites_contradict() -> None:
    day = "2008-02-17"
    assert len(products("R5", says("a", "us supports independence", day=day), says("b", "us opposes independence", day=day))) == 1


def test_r5_same_position_twice_is_no_contradiction() -> None:
    assert products("R5", says("a", "us supports independence"), says("b", "us supports independence")) == []


def test_r5_compatible_intervals_do_not_contradict() -> None:
    assert products("R5", says("a", "us supports independence"), says("b", "us opposes independence", negated=True)) == []


def test_r5_leaves_out_a_statement_that_is_later_than_every_opposite() -> None:
    pro = says("a", "us supports independence", day="2007"), says("c", "us supports independence", day="2009")
    (found,) = products("R5", *pro, says("b", "us opposes independence", day="2007-05-01"))
    assert found.premises == ("s/a", "s/b")


def test_r5_takes_no_held_back_statement() -> None:
    assert products("R5", says("a", "us supports independence", condition="x"), says("b", "us opposes independence")) == []


def test_r6_later_opposite_is_a_shift() -> None:
    old, new = says("a", "us opposes independence", day="2007"), says("b", "us supports independence", day="2008")
    (found,) = products("R6", old, new)
    assert (found.interval, found.other, found.premises) == (OPPOSE, SUPPORT, ("s/a", "s/b"))
    assert products("R5", old, new) == []


def test_r6_there_and_back_is_two_shifts() -> None:
    path = (
        says("a", "us opposes independence", day="2006"),
        says("b", "us supports independence", day="2007"),
        says("c", "us opposes independence", day="2008"),
    )
    found = {(p.interval, p.other): p.premises for p in products("R6", *path)}
    assert found == {(OPPOSE, SUPPORT): ("s/a", "s/b"), (SUPPORT, OPPOSE): ("s/b", "s/c")}


# --- R7 -------------------------------------------------------------------------------------------------------------------


def test_r7_two_actors_on_both_sides_are_in_conflict() -> None:
    both = derived(says("a", "us supports independence"), says("b", "serbia opposes independence"))
    assert [row[:4] for row in agreements(both)] == [("serbia", "us", "independence", "conflict")]


def test_r7_two_actors_with_the_same_position_agree() -> None:
    both = derived(says("a", "us opposes autonomy", negated=True), says("b", "serbia opposes autonomy", negated=True))
    assert [row.kind for row in agreements(both)] == ["agreement"]


def test_r7_who_withholds_opposition_neither_agrees_with_support_nor_contradicts_it() -> None:
    both = derived(says("a", "us supports autonomy"), says("b", "serbia opposes autonomy", negated=True))
    assert [row.kind for row in agreements(both)] == ["compatible"]


def test_r7_two_who_are_not_neutral_may_stand_on_either_side() -> None:
    both = derived(*(says(name, f"{who} is-neutral-on autonomy", negated=True) for name, who in (("a", "us"), ("b", "serbia"))))
    assert [row.kind for row in agreements(both)] == ["compatible"]


def test_r7_derived_stances_count_only_when_given() -> None:
    both = derived(says("a", "us supports recognition"), says("b", "serbia opposes independence"))
    assert list(agreements(both)) == []
    assert ("serbia", "us", "independence", "conflict") in [row[:4] for row in agreements(both, also=both.products)]


def test_r7_contested_stance_takes_no_part() -> None:
    torn = says("a", "us supports autonomy"), says("b", "us opposes autonomy")
    assert list(agreements(derived(*torn, says("c", "serbia opposes autonomy")))) == []


# --- R8 -------------------------------------------------------------------------------------------------------------------


def test_r8_members_on_both_sides_divide_the_collective() -> None:
    (found,) = products("R8", says("a", "cyprus opposes recognition"), says("b", "france supports recognition"))
    assert (found.holder, found.sides, found.premises) == ("eu", (("france",), ("cyprus",), ()), ("s/a", "s/b"))


def test_r8_conditional_stances_count() -> None:
    assert len(products("R8", says("a", "cyprus opposes recognition", condition="x"), says("b", "france supports recognition"))) == 1


def test_r8_member_against_the_collective_itself_divides_it() -> None:
    (found,) = products("R8", says("a", "cyprus opposes recognition"), says("b", "eu supports recognition"))
    assert found.sides == (("eu",), ("cyprus",), ())


def test_r8_two_parts_of_a_class_divide_its_organisation() -> None:
    most, some = (
        says("a", "eu-members supports recognition", scope=Scope.MOST),
        says("b", "eu-members opposes recognition", scope=Scope.SOME),
    )
    (found,) = products("R8", most, some)
    assert (found.holder, found.sides) == ("eu", (("eu-members",), ("eu-members",), ()))


def test_r8_neutral_member_stands_between() -> None:
    (found,) = products("R8", says("a", "cyprus is-neutral-on recognition"), says("b", "france supports recognition"))
    assert found.sides == (("france",), (), ("cyprus",))


def test_r8_member_that_differs_from_nobody_is_left_out() -> None:
    three = says("a", "cyprus opposes autonomy"), says("b", "france supports autonomy"), says("c", "eu opposes autonomy", negated=True)
    (found,) = products("R8", *three)
    assert found.premises == ("s/a", "s/b", "s/c")
    assert products("R8", *three[1:]) == []


def test_r8_two_states_that_share_no_collective_are_no_division() -> None:
    assert products("R8", says("a", "serbia opposes recognition"), says("b", "us supports recognition")) == []


def test_r8_member_that_came_round_divides_nothing() -> None:
    shift = says("a", "cyprus opposes recognition", day="2007"), says("b", "cyprus supports recognition", day="2008")
    assert products("R8", *shift, says("c", "france supports recognition")) == []


def test_members_stance_does_not_become_the_collectives() -> None:
    assert [s.holder for s in derived(says("a", "cyprus opposes recognition")).stances] == ["cyprus"]


# --- R9 -------------------------------------------------------------------------------------------------------------------


def staff(low: float | None, high: float | None = None, when: str | None = None) -> tuple[Figure, ...]:
    date = parse(when) if when else None
    return (Figure(measure="staff", text=f"{low}-{high}", value=f"{low}-{high}", low=low, high=high, when=date),)


def reports(*figures: tuple[Figure, ...]) -> list[Statement]:
    return [says(str(n), "eu deploys mission", document=f"d{n}", figures=found) for n, found in enumerate(figures)]


def test_r9_different_numbers_conflict() -> None:
    told = reports(staff(1800, 1800), staff(2000, 2000))
    (found,) = products("R9", *told)
    expected = sorted(figure_id(s, s.figures[0]) for s in told)
    assert (found.target, found.measure, list(found.premises), found.times) == ("mission", "staff", expected, "unknown")


def test_r9_ranges_that_meet_do_not_conflict() -> None:
    assert products("R9", *reports(staff(1800, 2000), staff(2000, 2200))) == []


def test_r9_open_range_holds_what_lies_beyond() -> None:
    assert products("R9", *reports(staff(1800, None), staff(2000, 2000))) == []


def test_r9_open_range_conflicts_with_what_lies_below() -> None:
    assert len(products("R9", *reports(staff(1800, None), staff(1500, 1500)))) == 1


def test_r9_numbers_of_one_month_overlap() -> None:
    assert products("R9", *reports(staff(1800, 1800, "2008-02"), staff(2000, 2000, "2008-02-14")))[0].times == "overlap"


def test_r9_numbers_of_two_years_are_apart() -> None:
    assert products("R9", *reports(staff(1800, 1800, "2007"), staff(2000, 2000, "2008")))[0].times == "apart"


def test_r9_times_of_numbers_that_agree_do_not_count() -> None:
    """Only 1,500 (2006) differs from the others, of which none is of 2006."""
    told = reports(staff(1500, 1500, "2006"), staff(2000, 2000, "2008"), staff(2000, 2000, "2008"))
    assert products("R9", *told)[0].times == "apart"


def test_r9_unknown_wins_over_apart() -> None:
    assert products("R9", *reports(staff(1, 1, "2007"), staff(2, 2, "2008"), staff(3, 3)))[0].times == "unknown"


def test_r9_overlap_wins_over_unknown() -> None:
    assert products("R9", *reports(staff(1, 1, "2008"), staff(2, 2, "2008"), staff(3, 3)))[0].times == "overlap"


def test_r9_takes_no_figure_of_a_retracted_statement() -> None:
    good, bad = reports(staff(1800, 1800), staff(2000, 2000))
    assert products("R9", good, replace(bad, status=Status.RETRACTED)) == []


def test_r9_other_measures_are_compared_apart() -> None:
    police = (replace(staff(90, 90)[0], measure="police"),)
    assert products("R9", *reports(staff(1800, 1800), police)) == []


# --- Products -------------------------------------------------------------------------------------------------------------


def test_product_id_begins_with_its_rule() -> None:
    (found,) = products("R0", says("a", "eu deploys mission"))
    assert found.id.startswith("derived/r0_")
    assert len(found.id) == len("derived/r0_") + 8


def test_two_findings_under_one_id_are_told_apart() -> None:
    one = product("R1", ProductKind.DERIVED_STANCE, target="x", premises=["p"], text="", holder="a", interval=SUPPORT)
    other = replace(one, target="y")
    assert len({found.id for found in distinct([one, other])}) == 2


def test_id_taken_before_is_not_used_again() -> None:
    one = product("R1", ProductKind.DERIVED_STANCE, target="x", premises=["p"], text="", holder="a", interval=SUPPORT)
    assert distinct([one], taken=[one.id])[0].id.startswith(one.id)
    assert distinct([one], taken=[one.id])[0].id != one.id


@st.composite
def codings(draw: st.DrawFn) -> list[Statement]:
    size = draw(st.integers(min_value=1, max_value=8))
    return [
        says(
            str(number),
            f"{draw(st.sampled_from(['cyprus', 'france', 'eu']))} "
            f"{draw(st.sampled_from(['supports', 'opposes', 'is-neutral-on', 'deploys', 'vetoes']))} "
            f"{draw(st.sampled_from(['embassy', 'recognition', 'independence', 'union']))}",
            negated=draw(st.booleans()),
            mode=draw(st.sampled_from([Mode.ACTUAL, Mode.PLANNED])),
            condition=draw(st.sampled_from([None, None, "a vote"])),
            day=draw(st.sampled_from([None, "2007", "2008-01", "2007/2009"])),
            figures=draw(st.sampled_from([(), staff(1, 1), staff(2, 3, "2008")])),
        )
        for number in range(size)
    ]


@settings(deadline=None)
@given(codings(), st.randoms(use_true_random=False))
def test_order_of_statements_does_not_matter(statements: list[Statement], chance: Any) -> None:
    shuffled = list(statements)
    chance.shuffle(shuffled)
    disordered = derive(judge(replace(project(), statements=tuple(shuffled))))
    ordered = derived(*statements)
    assert (disordered.stances, disordered.products) == (ordered.stances, ordered.products)


@settings(deadline=None)
@given(codings())
def test_ids_of_products_are_unique(statements: list[Statement]) -> None:
    ids = [p.id for p in derived(*statements).products]
    assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(codings())
def test_every_premise_is_there(statements: list[Statement]) -> None:
    found = derived(*statements)
    figures = {figure_id(s, figure) for s in statements for figure in s.figures}
    known = {s.id for s in statements} | {s.id for s in found.stances} | {p.id for p in found.products} | figures
    assert {premise for p in found.products for premise in p.premises} <= known


@settings(deadline=None)
@given(codings())
def test_nothing_is_derived_where_an_explicit_stance_stands(statements: list[Statement]) -> None:
    found = derived(*statements)
    explicit = {(s.holder, s.target) for s in found.stances}
    assert not explicit & {(p.holder, p.target) for p in found.products if p.kind is ProductKind.DERIVED_STANCE}


@settings(deadline=None)
@given(codings())
def test_contradiction_or_shift_exactly_where_two_statements_are_disjoint(statements: list[Statement]) -> None:
    """R5 and R6 found by sorting agree with comparing every pair."""
    found = derived(*statements)
    allowed = {(), ("NotYetActual",), ("Superseded",)}
    standing = [v for v in found.judged.verdicts if v.interval and tuple(map(str, v.codes)) in allowed]
    pairs = [
        (a.statement, b.statement)
        for a in standing
        for b in standing
        if (a.statement.actor, a.statement.object) == (b.statement.actor, b.statement.object)
        and a.interval
        and b.interval
        and a.interval[0] > b.interval[1]
    ]
    together = {s.id for a, b in pairs if a.time[0] <= b.time[1] and b.time[0] <= a.time[1] for s in (a, b)}
    apart = {s.id for a, b in pairs if a.time[0] > b.time[1] or b.time[0] > a.time[1] for s in (a, b)}
    assert {name for p in found.products if p.rule == "R5" for name in p.premises} == together
    assert {name for p in found.products if p.rule == "R6" for name in p.premises} == apart


def overlapping(a: Figure, b: Figure) -> bool:
    if a.when is None or b.when is None:
        return False
    return (a.when.start or "") <= (b.when.end or "9999") and (b.when.start or "") <= (a.when.end or "9999")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=6),
            st.integers(min_value=0, max_value=2),
            st.sampled_from(["2006", "2007", "2008", "2007/2008", "../2006", "2008/..", None]),
        ),
        max_size=6,
    ),
)
def test_r9_times_agree_with_comparing_every_pair(rows: list[tuple[int, int, str | None]]) -> None:
    told = [staff(low, low + width, when)[0] for low, width, when in rows]
    rivals = [(a, b) for a in told for b in told if a.low is not None and b.high is not None and a.low > b.high]
    unknown = any(a.when is None or b.when is None for a, b in rivals)
    times = "overlap" if any(overlapping(a, b) for a, b in rivals) else "unknown" if unknown else "apart"
    assert [p.times for p in products("R9", *reports(*((f,) for f in told)))] == ([times] if rivals else [])


def test_a_division_says_which_positions_are_partial_or_conditional() -> None:
    annotations, _ = reader.read(
        "actors: {eu: igo, cyprus: {type: state, member_of: eu}, members: {type: class, members_of: eu}}\n"
        "statements:\n- Cyprus opposes recognition: {if: no resolution}\n- members support recognition: {scope: many}\n"
    )
    (found,) = [product for product in derive(judge(annotations)).products if product.rule == "R8"]
    assert found.text == "eu is divided on recognition: for members (many); against cyprus (on a condition)."
