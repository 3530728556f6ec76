"""Signed ties in, camps out: who supports and opposes the same things is close."""

from __future__ import annotations

from math import cos, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Point", "Tie", "camps", "first_camp"]


class Tie(NamedTuple):
    """One edge: `weight` above 0 where the first supports the second, below 0 where it opposes it, 0 for neither."""

    a: str
    b: str
    weight: float


Point = tuple[float, float]

ROUNDS = 60  # of power iteration
NOISE = 1e-9  # below it is rounding


def camps(ties: Sequence[Tie]) -> dict[str, Point]:
    """Two coordinates in [-1, 1] for every end of a tie: who supports and opposes the same things is close.

    The two leading singular vectors of the signed matrix of holders and targets, each entry divided by the root of its row's and
    column's absolute sums (correspondence analysis with signs), by power iteration.

    >>> both = camps([Tie("rome", "toll", 1), Tie("ostia", "toll", 1), Tie("capua", "toll", -1)])
    >>> both["rome"][0] == both["ostia"][0] == -both["capua"][0]
    True
    """
    matrix = _matrix(ties)
    first = _leading(matrix, ())
    second = _leading(matrix, (first,))
    found = {key: (first[1][i], second[1][i]) for i, key in enumerate(matrix.columns)}
    return found | {key: (first[0][i], second[0][i]) for i, key in enumerate(matrix.rows)}


def first_camp(ties: Sequence[Tie]) -> dict[str, float]:
    """The first coordinate of `camps` alone, of the holders alone: its sign parts them in two.

    >>> one = first_camp([Tie("rome", "toll", 1), Tie("ostia", "toll", 1), Tie("capua", "toll", -1)])
    >>> one["rome"] == one["ostia"] == -one["capua"]
    True
    """
    matrix = _matrix(ties)
    return dict(zip(matrix.rows, _leading(matrix, ())[0], strict=True))


Entry = tuple[int, int, float]
Vectors = tuple[list[float], list[float]]


class _Matrix(NamedTuple):
    rows: list[str]
    columns: list[str]
    entries: list[Entry]


def _matrix(ties: Sequence[Tie]) -> _Matrix:
    """Holders by targets, each entry divided by the root of its row's and column's absolute sums; entries of one pair are not summed."""
    rows, columns = sorted({tie.a for tie in ties}), sorted({tie.b for tie in ties})
    row, column = {key: i for i, key in enumerate(rows)}, {key: i for i, key in enumerate(columns)}
    entries = [(row[tie.a], column[tie.b], tie.weight) for tie in ties if tie.weight]
    sums: Vectors = ([0.0] * len(rows), [0.0] * len(columns))
    for i, j, weight in entries:
        sums[0][i] += abs(weight)
        sums[1][j] += abs(weight)
    return _Matrix(rows, columns, [(i, j, weight / sqrt(sums[0][i] * sums[1][j])) for i, j, weight in entries])


def _leading(matrix: _Matrix, before: Sequence[Vectors]) -> Vectors:
    """Left and right leading singular vectors, orthogonal to those `before`, largest entry 1, signed so that the left sum is positive."""
    left = [1.0 + 0.5 * cos(2.4 * i) for i in range(len(matrix.rows))]
    right = [0.0] * len(matrix.columns)
    for _ in range(ROUNDS):
        start = left = _unit(_without(left, [vectors[0] for vectors in before]))
        right = [0.0] * len(matrix.columns)
        for i, j, weight in matrix.entries:
            right[j] += weight * left[i]
        left = [0.0] * len(matrix.rows)
        for i, j, weight in matrix.entries:
            left[i] += weight * right[j]
        if _still(start, _unit(left)):
            break
    sign = -1.0 if sum(left) < 0 else 1.0
    return [round(sign * value, 9) + 0.0 for value in _unit(left)], [round(sign * value, 9) + 0.0 for value in _unit(right)]


def _still(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether another round would change nothing that `camps` tells apart."""
    return all(abs(a - b) < NOISE for a, b in zip(before, after, strict=True))


def _without(vector: Sequence[float], others: Iterable[Sequence[float]]) -> list[float]:
    rest = list(vector)
    for other in others:
        share = sum(a * b for a, b in zip(rest, other, strict=True)) / (sum(b * b for b in other) or 1.0)
        rest = [a - share * b for a, b in zip(rest, other, strict=True)]
    return rest


def _unit(vector: Sequence[float]) -> list[float]:
    largest = max(map(abs, vector), default=0.0)
    return [value / largest for value in vector] if largest > NOISE else [0.0] * len(vector)
