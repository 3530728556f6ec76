"""Issues, distance, cohesion, backbone: by hand, and by what the field's papers print."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph import load
from stancegraph.discourse import BINARY, STANCE, Event, Events, Network, events, network
from stancegraph.measures import agreement_by_issue, backbone, cohesion, consensus, members, position_distance
from stancegraph.measures.redundancy import spectrum

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests" / "data" / "dna" / "toy_statements_bool.tsv"


def toy() -> Events:
    rows = [line.split("\t") for line in TOY.read_text(encoding="utf-8").splitlines()]
    return events([Event(r[0], r[5], r[6], int(r[7]), document=r[1], start=int(r[2]), end=int(r[3])) for r in rows], scale=BINARY)


def heard(*rows: tuple[str, str, float]) -> Network:
    return network(events([Event(str(at), who, issue, level) for at, (who, issue, level) in enumerate(rows)], scale=STANCE))


# --- Issues ---


def test_bars_of_the_toy() -> None:
    told = {one.issue: one.levels for one in agreement_by_issue(network(toy()), interval_by="no")}
    assert told == {"independence": (3.0, 4.0), "mission": (1.0, 2.0), "talks": (1.0, 2.0)}


def test_sides_of_an_issue_and_who_opposes_whom() -> None:
    told = next(one for one in agreement_by_issue(network(toy()), interval_by="no") if one.issue == "talks")
    assert (told.supporters, told.opponents, told.opposed) == (("Russia", "Serbia"), ("EU",), (("EU", "Russia"), ("EU", "Serbia")))
    assert (told.disagreement, told.opposed_share, told.n, told.documents) == (2 / 3, 2 / 3, 3, 2)


def test_who_speaks_both_for_and_against_stands_in_the_middle() -> None:
    (told,) = agreement_by_issue(heard(("a", "x", 1), ("a", "x", -1), ("b", "x", 1)), interval_by="no")
    assert (told.undecided, told.supporters, told.disagreement) == (("a",), ("b",), 0.5)


def test_an_issue_of_one_actor_has_no_disagreement() -> None:
    (told,) = agreement_by_issue(heard(("a", "x", 1)))
    assert (told.disagreement, told.opposed_share, told.interval, told.agreement) == (None, None, None, 1.0)


def test_agreement_of_van_der_eijk_s_own_example() -> None:
    """Quality and Quantity 35, 2001, p. 331: A = 0.6113333."""
    assert consensus([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=1e-7)


@pytest.mark.parametrize(("counts", "value"), [([0, 3], 1.0), ([2, 2], -1.0), ([1, 3], 0.0), ([0, 0], None), ([4, 4, 4], 0.0)])
def test_agreement_at_the_ends(counts: list[int], value: float | None) -> None:
    assert consensus(counts) == value


@given(st.lists(st.integers(0, 6), min_size=2, max_size=7))
def test_agreement_is_the_same_from_either_end(counts: list[int]) -> None:
    one, other = consensus(counts), consensus(counts[::-1])
    assert one == pytest.approx(other)
    assert one is None or -1 <= one <= 1


@settings(max_examples=40)
@given(st.lists(st.sampled_from(STANCE.levels), min_size=2, max_size=9))
def test_disagreement_is_the_mean_over_all_pairs(levels: list[float]) -> None:
    (told,) = agreement_by_issue(heard(*((f"a{at}", "x", level) for at, level in enumerate(levels))), interval_by="no")
    gaps = [abs(one - other) / 2 for at, one in enumerate(levels) for other in levels[:at]]
    assert told.disagreement == pytest.approx(np.mean(gaps))


# --- Distance ---


def test_distance_of_toy_actors_by_hand() -> None:
    """EU and Serbia: independence 1 and 0, mission 1 and 0, talks 0 and 1; EU and US agree on both."""
    found = network(toy())
    assert [position_distance(found, "EU", other, interval_by="no").value for other in ("Serbia", "US")] == [1.0, 0.0]


def test_distance_of_those_who_share_nothing_is_none() -> None:
    told = position_distance(heard(("a", "x", 1), ("b", "y", 1)), "a", "b")
    assert (told.value, told.n, told.shared, told.interval) == (None, 0, (), None)


def test_distance_is_the_same_from_either_side_and_names_what_is_shared() -> None:
    found = heard(("a", "x", 1), ("b", "x", 0.5), ("a", "y", 1), ("b", "y", -1), ("a", "z", 1))
    told = position_distance(found, "a", "b", interval_by="no")
    assert told == position_distance(found, "b", "a", interval_by="no")
    assert (told.value, told.shared, told.n) == (0.625, (("y", 1.0), ("x", 0.25)), 4)


# --- Cohesion ---


@pytest.mark.parametrize(
    ("levels", "index"), [((1, 1, 1), 1.0), ((1, 1, -1), 0.5), ((1, -1, 0), 0.0), ((1, -1), 0.25), ((1, 1, 1, -1), 0.625)]
)
def test_agreement_index_by_hand(levels: tuple[float, ...], index: float) -> None:
    found = heard(*((f"a{at}", "x", level) for at, level in enumerate(levels)))
    assert cohesion(found, found.rows, interval_by="no").value == pytest.approx(index)


def test_a_loud_member_counts_once() -> None:
    found = heard(("a", "x", 1), ("a", "x", 1), ("a", "x", 1), ("b", "x", -1), ("c", "x", -1))
    (issue,) = cohesion(found, ["a", "b", "c"], interval_by="no").issues
    assert (issue.support, issue.oppose, issue.agreement) == (1, 2, 0.5)
    assert issue.rice == pytest.approx(1 / 3)


def test_members_who_say_nothing_are_told() -> None:
    told = cohesion(heard(("a", "x", 1)), ["a", "nobody"])
    assert (told.value, told.members, told.silent, told.interval) == (None, ("a",), ("nobody",), None)


def test_members_are_those_declared_of_the_collective() -> None:
    notes = load(ROOT).annotations
    assert {"france", "greece", "eu-member-states"} <= set(members(notes, "eu"))
    with pytest.raises(LookupError, match="no actor 'atlantis'"):
        members(notes, "atlantis")


# --- Backbone ---


def test_spectrum_of_a_triangle_is_even() -> None:
    """The Laplacian of a triangle has 0, 3, 3."""
    assert spectrum(np.ones((3, 3)) - np.eye(3)).tolist() == pytest.approx([0, 0.5, 0.5])


def test_backbone_of_the_toy_by_definition() -> None:
    """Each step against all sets of one issue less."""
    found, left = network(toy()), ["independence", "mission", "talks"]
    whole = spectrum(found.array())
    for step in backbone(found).removed:
        losses = {}
        for issue in left:
            rest = network(toy(), include={"issue": [one for one in left if one != issue]}, isolates=True) if len(left) > 1 else None
            losses[issue] = float(np.abs(whole - (spectrum(rest.array()) if rest else 0)).sum())
        assert step.loss == pytest.approx(min(losses.values()))
        assert losses[step.issue] == pytest.approx(step.loss)
        left.remove(step.issue)


def test_issues_of_one_actor_are_redundant_and_ties_are_broken_by_name() -> None:
    found = heard(("a", "x", 1), ("b", "x", 1), ("a", "w", 1), ("a", "v", 1))
    told = backbone(found)
    assert [step.issue for step in told.removed] == ["v", "w", "x"]
    assert told.kept() == ("x",)


def test_backbone_of_averages_counts_anew_what_is_left() -> None:
    rows = [("a", "x", 1.0), ("b", "x", 1.0), ("c", "x", 1.0), ("a", "y", 1.0), ("b", "y", 1.0), ("a", "z", 1.0)]
    listed = events([Event(str(at), who, issue, level) for at, (who, issue, level) in enumerate(rows)], scale=STANCE)
    first = backbone(network(listed, normalization="average")).removed[0]
    whole = spectrum(network(listed, normalization="average").array())
    rest = network(listed, normalization="average", exclude={"issue": first.issue}, isolates=True)
    assert first.loss == pytest.approx(float(np.abs(whole - spectrum(rest.array())).sum()))


def test_backbone_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    backbone(network(toy()), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_backbone_refuses_what_would_take_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.measures.redundancy.MOST", 10)
    with pytest.raises(ValueError, match="would take hours"):
        backbone(network(toy()))


def test_backbone_of_nothing_has_no_step() -> None:
    assert backbone(heard()).removed == ()
