"""Signed weights in, the split into two that keeps most weight together out: exact on small graphs, else a search with a bound.

Frustration, modularity and signed modularity all look for it; they differ in the weights alone. To maximise the weight within the two
parts is to minimise the cut, the sum of weights between them, where weights below 0 are better cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.measures.searching import bound, searched

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DRAWN_EXACT", "DRAWN_STARTS", "EXACT", "STARTS", "Split", "components", "cut", "split"]

EXACT: Final = 28
"""Nodes of a connected part up to which every split is looked at: 2^27 of them, in about a second."""
DRAWN_EXACT: Final = 21
"""The same in a draw, of which an interval takes hundreds."""
STARTS: Final = 20
"""Starts of the search beyond that."""
DRAWN_STARTS: Final = 2
"""Starts of the search in a draw: the interval needs many draws more than the last digit of each."""
WORK: Final = 20_000_000
"""Nodes squared times starts, above which there are fewer starts: 5 among 2,000 nodes."""
LOW: Final = 16
"""Nodes whose splits are looked at all at once: 2^16 numbers stay in a processor's cache."""
NOISE: Final = 1e-9
"""Share of all weight below which two cuts are equal."""


class Split(NamedTuple):
    """The best split found. `sides` holds 0 or 1 for each node, -1 for one without ties; in each component the first node is in 0.

    `cut` is the sum of weights between the sides; no split has one below `bound`; `exact` says that none is better. `optima` counts the
    best splits (turning a component round is no other split; None where they were not counted); of them the lexicographically
    smallest is taken. `undecided` are the nodes that the best splits put on different sides of the strongest node of their component;
    none where a search found the split. `component` numbers the connected parts, -1 for nodes without ties.
    """

    sides: NDArray[np.int8]
    cut: float
    bound: float
    exact: bool
    optima: int | None
    undecided: NDArray[np.bool_]
    component: NDArray[np.int32]


def split(weights: NDArray[np.float64], *, seed: int = 0, starts: int = STARTS, bounded: bool = True, exact: int = EXACT) -> Split:
    """The split of least cut; `weights` are symmetric and their diagonal does not count.

    Each connected part is split for itself. Time: 2^(n - 1) steps for a part of n <= `exact`; beyond that starts · n² · a few passes,
    with fewer starts where n² · starts exceeds `WORK`. `bounded=False` leaves out the search for a bound (which is then minus infinity).

    >>> split(np.asarray([[0, 2, -1], [2, 0, -1], [-1, -1, 0.0]]))[:5]
    (array([0, 0, 1], dtype=int8), -2.0, -2.0, True, 1)
    """
    n = len(weights)
    component = components(weights)
    sides, undecided = np.where(component < 0, -1, 0).astype(np.int8), np.zeros(n, np.bool_)
    total, lower, sure, optima = 0.0, 0.0, True, 1
    for number in range(int(component.max(initial=-1)) + 1):
        here = np.flatnonzero(component == number)
        part = weights[np.ix_(here, here)].copy()
        np.fill_diagonal(part, 0.0)
        found = _enumerated(part) if len(here) <= exact else _heuristic(part, seed, starts, bounded=bounded)
        sides[here], undecided[here] = found.sides, found.undecided
        total, lower, sure = total + found.cut, lower + found.bound, sure and found.exact
        optima = optima * (found.optima or 0)
    return Split(sides, total, lower, sure, optima or None, undecided, component)


def cut(weights: NDArray[np.float64], groups: NDArray[np.int64]) -> float:
    """The sum of weights between different groups, each pair once; -1 is in no group, and its ties count nowhere."""
    told = groups >= 0
    apart = (groups[:, None] != groups[None, :]) & told[:, None] & told[None, :]
    return float(weights[apart].sum()) / 2


def components(weights: NDArray[np.float64]) -> NDArray[np.int32]:
    """The number of each node's connected part, in the order of their first nodes; -1 for nodes without ties."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - loaded by those who split

    tied = (weights != 0) & ~np.eye(len(weights), dtype=np.bool_)
    if not len(weights):
        return np.zeros(0, np.int32)
    _, labels = connected_components(tied, directed=False)
    labels = np.where(tied.any(axis=1), labels, -1)
    order = {old: new for new, old in enumerate(dict.fromkeys(at for at in labels.tolist() if at >= 0))}
    return np.asarray([order.get(at, -1) for at in labels.tolist()], np.int32)


# --- Every split ---


class _Best:
    """The least cut so far, how many splits have it, the first of them, and the nodes on which they agree.

    A split is a number whose bits are the sides of the nodes, the first node's the highest.
    """

    def __init__(self, nodes: int, strongest: int, tolerance: float) -> None:
        self.cut, self.count, self.first, self.tolerance = np.inf, 0, 0, tolerance
        self.anchor, self.all_nodes = nodes - 1 - strongest, (1 << nodes) - 1
        self.in_all, self.in_any = self.all_nodes, 0

    def look(self, cuts: NDArray[np.float64], base: int) -> None:
        """Takes in the cuts of the splits from the number `base` on."""
        least = float(cuts.min())
        if least > self.cut + self.tolerance:
            return
        if least < self.cut - self.tolerance:
            self.cut, self.count, self.in_all, self.in_any = least, 0, self.all_nodes, 0
        which = np.flatnonzero(cuts <= self.cut + self.tolerance).astype(np.int64) + base
        self.first = self.first if self.count else int(which[0])
        self.count += len(which)
        which = np.where((which >> self.anchor) & 1, which ^ self.all_nodes, which)  # the strongest node in 0
        self.in_all &= int(np.bitwise_and.reduce(which))
        self.in_any |= int(np.bitwise_or.reduce(which))


def _enumerated(weights: NDArray[np.float64]) -> Split:
    """Every split of one connected part, its first node in 0.

    The cuts of the last `LOW` nodes are held as one vector, to which each split of the others adds a number and a vector of sums.
    """
    n = len(weights)
    low = min(n - 1, LOW)
    high = n - low
    inner, across = _cuts(weights[high:, high:]), weights[:high, high:]
    strength = np.abs(weights).sum(axis=1)
    best = _Best(n, int(np.argmax(strength)), NOISE * float(strength.sum()))
    for number in range(1 << (high - 1)):
        side = _bits(number, high)
        ones, zeros = across[side].sum(axis=0), across[~side].sum(axis=0)
        between = float(weights[:high, :high][np.ix_(side, ~side)].sum())
        best.look(inner + _sums(zeros - ones) + (between + float(ones.sum())), number << low)
    sides = _bits(best.first, n)
    least = cut(weights, sides.astype(np.int64))
    return Split(sides.astype(np.int8), least, least, True, best.count, _bits(best.in_all ^ best.in_any, n), np.zeros(n, np.int32))


def _bits(number: int, nodes: int) -> NDArray[np.bool_]:
    return np.asarray([(number >> (nodes - 1 - at)) & 1 for at in range(nodes)], np.bool_)


def _sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum over every set of nodes, by its number; the last node's bit is the lowest."""
    found = np.zeros(1)
    for value in values[::-1]:
        found = np.concatenate([found, found + value])
    return found


def _cuts(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cut of every split of these nodes, by its number."""
    found = np.zeros(1)
    for at in range(len(weights) - 1, -1, -1):
        ones = _sums(weights[at, at + 1 :])
        found = np.concatenate([found + ones, found + (weights[at, at + 1 :].sum() - ones)])
    return found


# --- Beyond ---


def _heuristic(weights: NDArray[np.float64], seed: int, starts: int, *, bounded: bool) -> Split:
    n = len(weights)
    sides = searched(weights, seed=seed, starts=max(1, min(starts, WORK // n**2)))
    found = cut(weights, sides.astype(np.int64))
    least = bound(weights) if bounded else -np.inf
    exact = found - least <= NOISE * float(np.abs(weights).sum())
    return Split(sides, found, found if exact else least, exact, None, np.zeros(n, np.bool_), np.zeros(n, np.int32))
