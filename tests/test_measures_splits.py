"""The split into two that frustration and modularity look for, held against every split there is."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.measures import splits
from stancegraph.measures.searching import bound, searched

if TYPE_CHECKING:
    from numpy.typing import NDArray


@st.composite
def signed(draw: st.DrawFn, most: int = 10) -> NDArray[np.float64]:
    """Symmetric whole weights from -3 to 3 with an empty diagonal."""
    n = draw(st.integers(2, most))
    upper = draw(st.lists(st.integers(-3, 3), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2))
    weights = np.zeros((n, n))
    weights[np.triu_indices(n, 1)] = upper
    return weights + weights.T


def cuts(weights: NDArray[np.float64]) -> dict[tuple[int, ...], float]:
    """By definition: for every assignment of sides the weight between them."""
    n = len(weights)
    return {
        sides: sum(float(weights[i, j]) for i in range(n) for j in range(i) if sides[i] != sides[j]) for sides in product((0, 1), repeat=n)
    }


@settings(max_examples=60)
@given(signed(8))
def test_exact_split_is_the_least_of_all_splits(weights: NDArray[np.float64]) -> None:
    found = splits.split(weights)
    assert found.exact
    assert found.cut == found.bound == min(cuts(weights).values())


@settings(max_examples=40)
@given(signed(7))
def test_best_splits_are_counted_once_for_each_component_turned_round(weights: NDArray[np.float64]) -> None:
    found, every = splits.split(weights), cuts(weights)
    least = min(every.values())
    free = int(found.component.max(initial=-1)) + 1 + int(np.count_nonzero(found.component < 0))
    assert (found.optima or 0) * 2**free == sum(cut == least for cut in every.values())


@settings(max_examples=40)
@given(signed(7))
def test_of_best_splits_the_lexicographically_smallest_is_taken(weights: NDArray[np.float64]) -> None:
    found, every = splits.split(weights), cuts(weights)
    least = min(every.values())
    assert tuple(np.maximum(found.sides, 0).tolist()) == min(sides for sides, cut in every.items() if cut == least)


@settings(max_examples=40)
@given(signed(7))
def test_undecided_are_those_whom_best_splits_part_from_the_strongest(weights: NDArray[np.float64]) -> None:
    found, every = splits.split(weights), cuts(weights)
    best = [np.asarray(sides) for sides, cut in every.items() if cut == min(every.values())]
    wavers = np.zeros(len(weights), np.bool_)
    for number in range(int(found.component.max(initial=-1)) + 1):
        here = np.flatnonzero(found.component == number)
        strongest = here[np.argmax(np.abs(weights[here]).sum(axis=1))]
        for at in here:
            wavers[at] = len({bool(sides[at] == sides[strongest]) for sides in best}) > 1
    assert found.undecided.tolist() == wavers.tolist()


@settings(max_examples=40)
@given(signed(8))
def test_no_split_falls_below_the_bound(weights: NDArray[np.float64]) -> None:
    assert bound(weights) <= min(cuts(weights).values()) + 1e-9


@settings(max_examples=40)
@given(signed(9), st.integers(0, 5))
def test_search_finds_what_its_sides_say_and_never_less_than_the_best(weights: NDArray[np.float64], seed: int) -> None:
    sides = searched(weights, seed=seed, starts=8)
    assert splits.cut(weights, sides.astype(np.int64)) >= splits.split(weights).cut - 1e-9
    assert sides[0] == 0


@settings(max_examples=30)
@given(signed(8))
def test_splits_held_piece_by_piece_are_those_held_at_once(weights: NDArray[np.float64]) -> None:
    whole = splits.split(weights)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splits, "LOW", 2)
        pieces = splits.split(weights)
    assert [np.asarray(one).tolist() for one in pieces] == [np.asarray(one).tolist() for one in whole]


def test_chunks_of_a_large_split_agree_with_a_search_of_a_planted_one() -> None:
    """21 nodes: the vector of the last 16 and each split of the others; two camps of 10 and 11 without anything wrong."""
    sides = np.asarray([0, 1] * 10 + [0])
    signs = np.where(sides == 0, 1.0, -1.0)
    weights = np.outer(signs, signs) * (1 + np.add.outer(np.arange(21), np.arange(21)))
    np.fill_diagonal(weights, 0)
    found = splits.split(weights)
    assert (found.sides.tolist(), found.optima) == (sides.tolist(), 1)


def test_balanced_graph_beyond_the_limit_is_known_to_be_exact_by_its_bound() -> None:
    signs = np.where(np.arange(60) % 3 == 0, 1.0, -1.0)
    weights = np.outer(signs, signs)
    np.fill_diagonal(weights, 0)
    found = splits.split(weights)
    assert (found.exact, found.optima, found.cut) == (True, None, -20.0 * 40)


def test_disjoint_negative_triangles_are_a_sharp_bound() -> None:
    """Twenty triangles of one negative tie each, joined to a chain: each has exactly one tie wrong."""
    weights = np.zeros((60, 60))
    for at in range(0, 60, 3):
        for i, j, weight in ((at, at + 1, 1), (at + 1, at + 2, 1), (at, at + 2, -1), (at + 2, (at + 3) % 60, 1)):
            weights[i, j] = weights[j, i] = weight
    found = splits.split(weights)
    assert (found.exact, found.cut) == (True, -20.0 + 20)


def test_same_seed_gives_the_same_split() -> None:
    rng = np.random.default_rng(7)
    weights = np.triu(rng.normal(size=(40, 40)), 1)
    first, second = (splits.split(weights + weights.T, seed=3) for _ in range(2))
    assert first.sides.tobytes() == second.sides.tobytes()
    assert first.cut == second.cut


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_to_part_is_a_split_of_nothing(n: int) -> None:
    found = splits.split(np.zeros((n, n)))
    assert (found.cut, found.sides.tolist(), found.optima) == (0.0, [-1] * n, 1)
