"""Signed ties in, camps out: who supports and opposes the same things is close."""

from __future__ import annotations

from math import cos, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Point", "Tie", "camps"]


class Tie(NamedTuple):
    """One edge: `weight` above 0 where the first supports the second, below 0 where it opposes it, 0 for neither."""

    a: str
    b: str
    weight: float


Point = tuple[float, float]


def camps(ties: Sequence[Tie]) -> dict[str, Point]:
    """Two coordinates in [-1, 1] for every end of a tie: who supports and opposes the same things is close.

    The two leading singular vectors of the signed matrix of holders and targets, each entry divided by the root of its row's and
    column's absolute sums (correspondence analysis with signs), by power iteration.

    >>> both = camps([Tie("rome", "toll", 1), Tie("ostia", "toll", 1), Tie("capua", "toll", -1)])
    >>> both["rome"][0] == both["ostia"][0] == -both["capua"][0]
    True
    """
    rows, columns = sorted({tie.a for tie in ties}), sorted({tie.b for tie in ties})
    row, column = {key: i for i, key in enumerate(rows)}, {key: i for i, key in enumerate(columns)}
    entries = _normalised([(row[tie.a], column[tie.b], tie.weight) for tie in ties if tie.weight], len(rows), len(columns))
    first = _leading(entries, len(rows), len(columns), ())
    second = _leading(entries, len(rows), len(columns), (first,))
    found = {key: (first[1][i], second[1][i]) for key, i in column.items()}
    return found | {key: (first[0][i], second[0][i]) for key, i in row.items()}


Entry = tuple[int, int, float]
Vectors = tuple[list[float], list[float]]


def _normalised(entries: Sequence[Entry], rows: int, columns: int) -> list[Entry]:
    sums: Vectors = ([0.0] * rows, [0.0] * columns)
    for i, j, weight in entries:
        sums[0][i] += abs(weight)
        sums[1][j] += abs(weight)
    return [(i, j, weight / sqrt(sums[0][i] * sums[1][j])) for i, j, weight in entries]


def _leading(entries: Sequence[Entry], rows: int, columns: int, before: Sequence[Vectors]) -> Vectors:
    """Left and right leading singular vectors, orthogonal to those `before`, largest entry 1, signed so that the left sum is positive."""
    left = [1.0 + 0.5 * cos(2.4 * i) for i in range(rows)]
    right = [0.0] * columns
    for _ in range(60):
        left = _unit(_without(left, [vectors[0] for vectors in before]))
        right = [0.0] * columns
        for i, j, weight in entries:
            right[j] += weight * left[i]
        left = [0.0] * rows
        for i, j, weight in entries:
            left[i] += weight * right[j]
    sign = -1.0 if sum(left) < 0 else 1.0
    return [sign * value for value in _unit(left)], [sign * value for value in _unit(right)]


def _without(vector: Sequence[float], others: Iterable[Sequence[float]]) -> list[float]:
    rest = list(vector)
    for other in others:
        share = sum(a * b for a, b in zip(rest, other, strict=True)) / (sum(b * b for b in other) or 1.0)
        rest = [a - share * b for a, b in zip(rest, other, strict=True)]
    return rest


def _unit(vector: Sequence[float]) -> list[float]:
    largest = max((abs(value) for value in vector), default=0.0)
    return [round(value / largest, 9) if largest > 1e-9 else 0.0 for value in vector]  # noqa: PLR2004 - below it is rounding noise
