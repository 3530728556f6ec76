"""A cell of a network in, the statements and the arithmetic behind its number out (NETWORKS, "Every cell explains itself")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from stancegraph.discourse import accounts, matrices
from stancegraph.discourse.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse.networks import Network

__all__ = ["Explanation", "Term", "explain"]


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: on `column` the row says `count` at `level`, and (one-mode) the other `other_count` at `other_level`.

    `weights` are how heavily each of `events` counts: 1, or the kernel's value (NETWORKS 5). Counts are sums of their roots in one-mode
    networks, of the weights themselves in two-mode ones; without a kernel both are numbers of statements. `factor` is what a pair of
    these levels adds: 1 - d, d, 1 - 2d or 1 (NETWORKS 2); in two-mode networks what the level counts. `value` is their product; in
    two-mode-combine, where it does not matter how often a level occurs, the factor.
    """

    column: str
    level: float
    count: float
    other_level: float | None
    other_count: float | None
    factor: float
    value: float
    events: tuple[Event, ...]
    other_events: tuple[Event, ...] = ()
    weights: tuple[float, ...] = ()
    other_weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a cell is what it is: `value` is `total` ÷ `divisor`, or 0 where the divisor is 0 (NETWORKS 3).

    Attributes:
        network: Whose cell it is.
        row, column: Slugs.
        terms: The summands, by issue and level; those whose factor is 0 are left out.
        total: The sum of their values.
        divisor: What normalisation divides it by; 1 without one.
        value: The cell, as the network has it.
        said: How heavily the row and the column count in all: of two actors the a and b of the average, of an actor and an issue those
            of activity and prominence.
        shared: On how many columns both have a statement that counts; 0 in two-mode networks and on the diagonal.
    """

    network: Network
    row: str
    column: str
    terms: tuple[Term, ...]
    total: float
    divisor: float
    value: float
    said: tuple[float, float] = (0.0, 0.0)
    shared: int = 0

    @property
    def arithmetic(self) -> str:
        """The sum and the quotient, to four decimals: `3·1 + 1·1 = 4; ÷ 3.5 = 1.1429`."""
        return accounts.arithmetic(self)

    def to_dict(self) -> dict[str, accounts.Json]:
        """All of it as values that JSON has: the numbers, every choice, by term every statement with words, document and weight."""
        return accounts.record(self)

    def __str__(self) -> str:
        """All of it as text: what is compared, by issue the statements on either side with words and document, the arithmetic."""
        return "\n".join(accounts.lines(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as `str`, the statements folded away."""
        return accounts.html(self)


def explain(found: Network, row: str, column: str) -> Explanation:
    """The explanation of one cell, by slugs or labels. The diagonal of a one-mode network has no terms, as it is empty.

    Raises:
        LookupError: The network has no such row or column; the message says what comes closest.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [Event("1", "rome", "toll", 1), Event("2", "ostia", "toll", 1), Event("3", "rome", "toll", 1)]
    >>> explain(network(events(heard, scale=BINARY), normalization="average"), "rome", "ostia").arithmetic
    '2·1 = 2; ÷ 1.5 = 1.3333'
    """
    one_mode = found.choices.one_mode
    i, j = found.place(row, found.rows), found.place(column, found.columns)
    terms = tuple(() if one_mode and i == j else _pairs(found, i, j) if one_mode else _cell(found, i, j))
    total = float(sum(term.value for term in terms))
    said = _said(found, i), _said(found, j) if one_mode else float(found.weight[found.ties.column == j].sum())
    value, shared = float(found.matrix[i, j]), _shared(found, i, j) if one_mode and i != j else 0
    return Explanation(found, found.rows[i], found.columns[j], terms, total, _divisor(found, i, j), value, said, shared)


def _said(found: Network, i: int) -> float:
    return float(found.weight[found.ties.row == i].sum())


def _shared(found: Network, i: int, j: int) -> int:
    mine, theirs = (found.ties.column[found.ties.row == at] for at in (i, j))
    return len(np.intersect1d(mine, theirs))


def _divisor(found: Network, i: int, j: int) -> float:
    """What the cell is divided by, also where it is 0; 1 without normalisation."""
    kind = found.choices.normalization
    if kind == "no" or (found.choices.one_mode and i == j):
        return 1.0
    ties = found.ties
    if not found.choices.one_mode:
        ends, at = (ties.row, i) if kind == "activity" else (ties.column, j)
        return float(found.weight[ends == at].sum())
    both = (ties.row == i) | (ties.row == j)
    return float(matrices.divisors(found.choices, ties.take(both), found.weight[both], (np.asarray([i]), np.asarray([j])))[0])


def _pairs(found: Network, i: int, j: int) -> Iterator[Term]:
    """The summands of a one-mode cell, by column, level of the one, level of the other."""
    scale = found.ties.events.scale
    factors = matrices.kernel(found.choices.type, scale.distance())
    mine, theirs = _by_column(found, found.ties.row == i), _by_column(found, found.ties.row == j)
    for column in sorted(mine.keys() & theirs.keys(), key=found.ties.columns.__getitem__):
        for k, (weights, events) in sorted(mine[column].items()):
            for other, (other_weights, other_events) in sorted(theirs[column].items()):
                if factor := float(factors[k, other]):
                    counts = float(np.sqrt(weights).sum()), float(np.sqrt(other_weights).sum())
                    yield Term(
                        found.ties.columns[column],
                        *(scale.levels[k], counts[0], scale.levels[other], counts[1]),
                        *(factor, factor * counts[0] * counts[1], tuple(events), tuple(other_events)),
                        *(tuple(weights), tuple(other_weights)),
                    )


Levels: TypeAlias = dict[int, tuple[list[float], list[Event]]]


def _by_column(found: Network, here: NDArray[np.bool_]) -> dict[int, Levels]:
    """Of the ties chosen, by column and level: how heavily each counts, and its event."""
    ties = found.ties.take(here)
    order = np.unique(ties.event)
    rows = dict(zip(order.tolist(), ties.events.take(order), strict=True))
    heavy = found.weight[here].tolist()
    cells: dict[int, Levels] = {}
    for column, level, event, weight in zip(ties.column.tolist(), ties.level.tolist(), ties.event.tolist(), heavy, strict=True):
        weights, events = cells.setdefault(column, {}).setdefault(level, ([], []))
        weights.append(weight)
        events.append(rows[event])
    return cells


def _cell(found: Network, i: int, j: int) -> Iterator[Term]:
    """The summands of a two-mode cell, by level."""
    scale, kind = found.ties.events.scale, found.choices.type
    cells = _by_column(found, (found.ties.row == i) & (found.ties.column == j)).get(j, {})
    for k, (weights, events) in sorted(cells.items()):
        count, factor = float(sum(weights)), 1.0
        if kind == "two-mode-combine":
            factor = 2.0 ** (len(scale.levels) - 1 - k)
        elif kind == "two-mode-subtract":
            factor = float(scale.signs()[k])
        value = factor if kind == "two-mode-combine" else factor * count
        yield Term(found.columns[j], scale.levels[k], count, None, None, factor, value, tuple(events), weights=tuple(weights))
