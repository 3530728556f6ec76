"""Signed weights in, a good split into two and a bound that none falls below out; for graphs too large to look at every split.

Source of the search: B. W. Kernighan, S. Lin, Bell System Technical Journal 49, 1970, as Newman 2006 uses it: all nodes change sides one
after another, the best of these states is kept, until a round brings nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["bound", "searched"]

NOISE = 1e-12
POWERS = 100  # of the iteration that comes near the leading eigenvector, which is only a start


def searched(weights: NDArray[np.float64], *, seed: int, starts: int) -> NDArray[np.int8]:
    """The sides (0 and 1, the first node in 0) of the best split found from the leading eigenvector and `starts` - 1 random ones.

    Of equal ones the lexicographically smallest is taken. `weights` have an empty diagonal.
    """
    best: tuple[float, tuple[int, ...]] | None = None
    for start in _starts(weights, np.random.default_rng(seed), starts):
        signs = _improved(weights, start)
        kept = round(float(signs @ weights @ signs), 9)
        found = (-kept, tuple(np.where(signs == signs[0], 0, 1).tolist()))
        best = found if best is None or found < best else best
    return np.asarray(best[1] if best else (), np.int8)


def _starts(weights: NDArray[np.float64], rng: np.random.Generator, starts: int) -> Iterator[NDArray[np.float64]]:
    leading = rng.normal(size=len(weights))
    shift = float(np.abs(weights).sum(axis=1).max()) or 1.0  # so that the largest eigenvalue is the one largest in size
    for _ in range(POWERS):
        leading = weights @ leading + shift * leading
        leading /= np.abs(leading).max()
    yield np.where(leading < 0, -1.0, 1.0)
    for _ in range(starts - 1):
        yield rng.choice((-1.0, 1.0), len(weights))


def _improved(weights: NDArray[np.float64], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounds of changing sides, until one brings nothing."""
    least = NOISE * float(np.abs(weights).sum())
    while True:
        order, gained = _round(weights, signs)
        at = int(np.argmax(gained))
        if gained[at] <= least:
            return signs
        signs = signs.copy()
        signs[order[: at + 1]] *= -1


def _round(weights: NDArray[np.float64], signs: NDArray[np.float64]) -> tuple[list[int], NDArray[np.float64]]:
    """Every node changes sides once, the one that gains most first: their order, and what is gained after each."""
    signs, pull = signs.copy(), weights @ signs
    waits = np.zeros(len(signs))
    order, gains = [], []
    for _ in range(len(signs)):
        at = int(np.argmin(signs * pull + waits))
        gains.append(-float(signs[at] * pull[at]))
        order.append(at)
        pull -= 2 * signs[at] * weights[at]
        signs[at] *= -1
        waits[at] = np.inf
    return order, np.cumsum(gains)


def bound(weights: NDArray[np.float64]) -> float:
    """A number that the cut of no split falls below: the better one of two.

    - Triangles: the least cut is the sum of weights below 0, plus what cannot be had. In a triangle with one or three negative ties one
      of the three is always wrong; triangles are packed greedily so that no weight is used twice, and each adds its smallest weight
      (a lower bound on the line index of balance by disjoint negative cycles; F. Harary, Behavioral Science 4, 1959).
    - Eigenvalue: with T the sum of weights and λ the largest eigenvalue of the matrix, the cut is at least (T - n λ / 2) / 2, since
      s'Ws <= n λ for signs s.
    """
    total = float(np.triu(weights, 1).sum())
    negative = float(np.minimum(np.triu(weights, 1), 0).sum())
    by_eigenvalue = (total - len(weights) * float(np.linalg.eigvalsh(weights)[-1]) / 2) / 2
    return max(negative + _packed(weights), by_eigenvalue)


def _packed(weights: NDArray[np.float64]) -> float:
    """The weight of negative triangles, packed greedily, the heaviest negative tie first."""
    left = np.abs(weights)
    below = np.argwhere(np.triu(weights, 1) < 0)
    order = sorted(below.tolist(), key=lambda at: (weights[at[0], at[1]], at))
    signs, sum_of = np.sign(weights), 0.0
    for i, j in order:
        third = np.flatnonzero(signs[i] * signs[j] > 0)
        room = np.minimum(left[i, third], left[j, third])
        upto = np.minimum(np.cumsum(room), left[i, j])
        used = np.diff(upto, prepend=0.0)
        left[i, third] -= used
        left[j, third] -= used
        left[third, i], left[third, j] = left[i, third], left[j, third]
        taken = float(upto[-1]) if len(upto) else 0.0
        left[i, j] -= taken
        left[j, i] = left[i, j]
        sum_of += taken
    return sum_of
