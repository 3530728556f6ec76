"""Frustration, modularity with and without signs, E-I, DNA's absdiff: numbers by hand, by every split, and by networkx."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.discourse import BINARY, Event, Events, Network, events, network
from stancegraph.measures import declared, dna_absdiff, ei_index, frustration, modularity, signed_modularity
from stancegraph.measures.pairs import pairs

TOY = Path(__file__).parent / "data" / "dna" / "toy_statements_bool.tsv"
CAMPS = [["EU", "US"], ["Russia", "Serbia"]]


def toy() -> Events:
    rows = [line.split("\t") for line in TOY.read_text(encoding="utf-8").splitlines()]
    return events([Event(r[0], r[5], r[6], int(r[7]), document=r[1], start=int(r[2]), end=int(r[3])) for r in rows], scale=BINARY)


def heard(*rows: tuple[str, str, int], document: str = "") -> Events:
    return events([Event(str(at), who, issue, level, document=document) for at, (who, issue, level) in enumerate(rows)], scale=BINARY)


statements = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["tax", "toll", "road"]), st.sampled_from([0, 1])), min_size=1, max_size=18
)


def index(found: Network, sides: tuple[int, ...]) -> float:
    """By definition: conflict within and congruence between."""
    both, n = pairs(found), len(found.rows)
    return sum(float(both.conflict[i, j] if sides[i] == sides[j] else both.congruence[i, j]) for i in range(n) for j in range(i))


@settings(max_examples=20)
@given(statements)
def test_frustration_is_the_least_over_all_camps(rows: list[tuple[str, str, int]]) -> None:
    found = network(heard(*rows))
    told = frustration(found, interval_by="no")
    assert told.index == pytest.approx(min(index(found, sides) for sides in product((0, 1), repeat=len(found.rows))))
    assert told.index == pytest.approx(told.ambivalence + told.line_index)


@settings(max_examples=40)
@given(statements)
def test_frustration_is_never_above_one_half(rows: list[tuple[str, str, int]]) -> None:
    value = frustration(network(heard(*rows)), interval_by="no").value
    assert value is None or 0 <= value <= 0.5


@settings(max_examples=30)
@given(statements, st.permutations(list("abcdefg")))
def test_frustration_does_not_depend_on_names_or_order(rows: list[tuple[str, str, int]], names: list[str]) -> None:
    renamed = dict(zip("abcdefg", names, strict=True))
    told = [
        frustration(network(heard(*some)), interval_by="no")
        for some in (rows, [(renamed[who], issue, level) for who, issue, level in reversed(rows)])
    ]
    assert told[0].index == pytest.approx(told[1].index)
    assert told[0].optima == told[1].optima


@given(st.lists(st.booleans(), min_size=2, max_size=9))
def test_actors_of_two_minds_at_most_have_no_frustration(sides: list[bool]) -> None:
    told = frustration(network(heard(*((f"a{at}", "toll", int(side)) for at, side in enumerate(sides)))), interval_by="no")
    assert (told.value, told.optima) == (0.0, 1)


def test_toy_has_two_camps_and_nothing_against_them() -> None:
    told = frustration(network(toy()), replicates=20)
    assert (told.value, told.camps, told.exact, told.unique) == (0.0, (("EU", "US"), ("Russia", "Serbia")), True, True)
    assert (told.n, told.actors, told.documents) == (13, 4, 4)
    assert told.conflict == 16 / 23


def test_the_same_whichever_network_of_the_three_is_shown() -> None:
    first, *others = (frustration(network(toy(), type=kind), interval_by="no") for kind in ("congruence", "conflict", "subtract"))
    assert others == [first, first]


def test_three_who_disagree_all_round_have_one_of_three_wrong_and_three_best_camps() -> None:
    rows = [("a", "x", 1), ("b", "x", 0), ("b", "y", 1), ("c", "y", 0), ("c", "z", 1), ("a", "z", 0)]
    told = frustration(network(heard(*rows)), interval_by="no")
    assert (told.value, told.optima, told.unique, told.camps) == (1 / 3, 3, False, (("a", "b"), ("c",)))
    assert told.undecided == ("b", "c")


def test_agreement_and_disagreement_of_the_same_two_is_ambivalence() -> None:
    told = frustration(network(heard(("a", "x", 1), ("b", "x", 1), ("a", "y", 1), ("b", "y", 0))), interval_by="no")
    assert (told.value, told.ambivalence, told.line_index, told.isolates) == (0.5, 1.0, 0.0, ("a", "b"))


def test_separate_components_are_told_apart() -> None:
    told = frustration(network(heard(("a", "x", 1), ("b", "x", 0), ("c", "y", 1), ("d", "y", 1), ("e", "y", 0))), interval_by="no")
    assert told.components == (("c", "d", "e"), ("a", "b"))


@pytest.mark.parametrize("rows", [(), (("a", "x", 1),), (("a", "x", 1), ("b", "y", 1))])
def test_without_ties_frustration_is_none_and_not_zero(rows: tuple[tuple[str, str, int], ...]) -> None:
    told = frustration(network(heard(*rows)))
    assert (told.value, told.interval, told.conflict) == (None, None, None)


def test_beyond_the_limit_the_search_says_so_and_gives_its_bound() -> None:
    rng = np.random.default_rng(5)
    rows = [(f"a{rng.integers(34):02}", f"i{rng.integers(12)}", int(rng.integers(2))) for _ in range(300)]
    told = frustration(network(heard(*rows)), interval_by="no", seed=4)
    assert (told.exact, told.optima, told.seed) == (False, None, 4)
    assert 0 < told.bound < told.index
    assert told == frustration(network(heard(*rows)), interval_by="no", seed=4)


def test_a_two_mode_network_is_refused_with_what_to_take() -> None:
    with pytest.raises(ValueError, match="take congruence, conflict or subtract"):
        frustration(network(toy(), type="two-mode"))


# --- Modularity ---


@settings(max_examples=40)
@given(statements, st.lists(st.integers(0, 2), min_size=7, max_size=7))
def test_modularity_of_a_partition_is_networkx_s(rows: list[tuple[str, str, int]], numbers: list[int]) -> None:
    found = network(heard(*rows))
    groups = {name: str(numbers["abcdefg".index(name)]) for name in found.rows}
    parts = [{name for name in found.rows if groups[name] == number} for number in sorted(set(groups.values()))]
    value = modularity(found, groups, interval_by="no").value
    if found.matrix.nnz:
        assert value == pytest.approx(nx.community.modularity(found.to_networkx(), parts))
    else:
        assert value is None


@settings(max_examples=25)
@given(statements)
def test_best_two_camps_by_modularity_are_the_best_of_all(rows: list[tuple[str, str, int]]) -> None:
    found = network(heard(*rows))
    told, graph = modularity(found, interval_by="no"), found.to_networkx()
    if not graph.size():
        assert told.value is None
        return
    best = max(
        nx.community.modularity(
            graph, [part for side in (0, 1) if (part := {n for n, at in zip(found.rows, sides, strict=True) if at == side})]
        )
        for sides in product((0, 1), repeat=len(found.rows))
    )
    assert told.value == pytest.approx(best)
    assert told.bound == pytest.approx(best)


def test_signed_modularity_of_toy_camps_by_hand() -> None:
    """C - D: EU-US 4, Russia-Serbia 3, EU-Russia -3, EU-Serbia -3, US-Russia -6, US-Serbia -4. 2w+ = 14, 2w- = 32.

    w+: 4, 4, 3, 3; w- of EU 6, US 10, Russia 9, Serbia 7. Within: 2·4 + 2·3 = 14; expected by w+ (8² + 6²)/14, by w- (16² + 16²)/32.
    """
    value = signed_modularity(network(toy()), CAMPS, interval_by="no").value
    assert value == pytest.approx((14 - (64 + 36) / 14 + (256 + 256) / 32) / 46)


@settings(max_examples=25)
@given(statements)
def test_signed_modularity_without_conflict_is_modularity(rows: list[tuple[str, str, int]]) -> None:
    found = network(heard(*((who, issue, 1) for who, issue, _ in rows)))
    assert signed_modularity(found, interval_by="no").value == modularity(found, interval_by="no").value


def test_signed_modularity_finds_the_toy_camps() -> None:
    told = signed_modularity(network(toy()), interval_by="no")
    assert (told.camps, told.exact, told.optima) == ((("EU", "US"), ("Russia", "Serbia")), True, 1)


def test_who_is_in_no_group_is_one_of_their_own_for_modularity() -> None:
    found = network(toy())
    left_out = modularity(found, [["EU", "US"]], interval_by="no").value
    assert left_out == modularity(found, [["EU", "US"], ["Russia"], ["Serbia"]], interval_by="no").value


def test_unknown_member_of_a_partition_is_told_with_what_comes_close() -> None:
    with pytest.raises(LookupError, match="did you mean 'Russia'"):
        modularity(network(toy()), [["Rusia"]])


def test_an_actor_in_two_groups_is_refused() -> None:
    with pytest.raises(ValueError, match="two groups"):
        ei_index(network(toy()), [["EU"], ["EU", "US"]])


# --- E-I ---


def test_e_i_of_the_toy_camps_is_minus_one_for_they_share_nothing() -> None:
    told = ei_index(network(toy()), CAMPS, interval_by="no")
    assert (told.value, told.internal, told.external) == (-1.0, 7.0, 0.0)
    assert told.expected == pytest.approx((4 - 2) / 6)


def test_e_i_leaves_out_ties_of_those_in_no_group() -> None:
    told = ei_index(network(toy()), [["EU", "US"], ["Russia"]], interval_by="no")
    assert (told.value, told.internal, told.left_out) == (-1.0, 4.0, ("Serbia",))


def test_declared_type_of_actors_makes_groups() -> None:
    found = network(
        events([Event("1", "a", "x", 1, actor_type="state"), Event("2", "b", "x", 1, actor_type="person"), Event("3", "c", "x", 1)])
    )
    assert declared(found) == {"a": "state", "b": "person"}
    assert ei_index(found, declared(found), interval_by="no").value == 1.0


def test_what_belongs_to_statements_makes_no_groups_of_actors() -> None:
    found = network(events([Event("1", "a", "x", 1, document="d1"), Event("2", "a", "x", 1, document="d2")]))
    with pytest.raises(ValueError, match="no attribute of actors"):
        declared(found, "document")


# --- DNA ---


def test_dna_reports_the_worst_fit_and_the_true_camps_have_the_least() -> None:
    """DNA's reported 0.5765 and the 0.25 of the true camps."""
    told = dna_absdiff(network(toy(), normalization="average"))
    assert (round(told.value or 0, 4), told.least, told.exact) == (0.5765, 0.25, True)
    assert told.least_groups == (("EU", "US"), ("Russia", "Serbia"))
    assert told.groups != told.least_groups


def test_dna_absdiff_of_given_groups() -> None:
    assert dna_absdiff(network(toy(), normalization="average"), CAMPS).value == pytest.approx(0.25)


def test_swaps_find_what_all_halves_have(monkeypatch: pytest.MonkeyPatch) -> None:
    every = dna_absdiff(network(toy(), normalization="average"))
    monkeypatch.setattr("stancegraph.measures.misfit.EVERY", 0)
    swapped = dna_absdiff(network(toy(), normalization="average"))
    assert (swapped.value, swapped.least, swapped.exact) == (every.value, every.least, False)


def test_dna_absdiff_needs_all_actors_in_groups() -> None:
    with pytest.raises(ValueError, match="'Serbia' is in no group"):
        dna_absdiff(network(toy()), [["EU", "US"], ["Russia"]])


def test_dna_absdiff_refuses_what_would_take_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.measures.misfit.MOST", 3)
    with pytest.raises(ValueError, match="give a partition"):
        dna_absdiff(network(toy()))
