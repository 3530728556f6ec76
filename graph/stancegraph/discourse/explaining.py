"""A cell of a network in, the statements and the arithmetic behind its number out (NETWORKS, "Every cell explains itself")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse import matrices
from stancegraph.discourse.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse.networks import Network

__all__ = ["SHOWN", "Explanation", "Term", "explain"]

SHOWN: Final = 20
"""Statements of one side of one term that a text shows; `Explanation.terms` has all."""


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: on `column` the row says `count` at `level`, and (one-mode) the other `other_count` at `other_level`.

    Counts are sums of the kernel's roots where there is one, and numbers of statements where there is none. `factor` is what a pair of
    these levels adds: 1 - d, d, 1 - 2d or 1 (NETWORKS 2); in two-mode networks what the level counts. `value` is their product.
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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a cell is what it is. `value` is the cell, `total` the sum of the terms, `divisor` what normalisation divides it by (1: none).

    `arithmetic` writes it out: `3·1 + 1·1 = 4; ÷ 3.5 = 1.1429`.
    """

    network: Network
    row: str
    column: str
    terms: tuple[Term, ...]
    total: float
    divisor: float
    value: float

    @property
    def arithmetic(self) -> str:
        """The sum and the quotient, to four decimals."""
        return _arithmetic(self)

    def __str__(self) -> str:
        """All of it as text: what is compared, by issue the statements on either side with words and document, the arithmetic."""
        return "\n".join(_lines(self))


def explain(found: Network, row: str, column: str) -> Explanation:
    """The explanation of one cell, by slugs or labels.

    Raises:
        LookupError: The network has no such row or column; the message says what comes closest.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [Event("1", "rome", "toll", 1), Event("2", "ostia", "toll", 1), Event("3", "rome", "toll", 1)]
    >>> explain(network(events(heard, scale=BINARY), normalization="average"), "rome", "ostia").arithmetic
    '2·1 = 2; ÷ 1.5 = 1.3333'
    """
    i, j = found.place(row, found.rows), found.place(column, found.columns)
    value = float(found.matrix[i, j])
    terms = tuple(_pairs(found, i, j) if found.choices.one_mode and i != j else () if found.choices.one_mode else _cell(found, i, j))
    total = float(sum(term.value for term in terms))
    return Explanation(found, found.rows[i], found.columns[j], terms, total, _divisor(found, i, j), value)


def _divisor(found: Network, i: int, j: int) -> float:
    """What the cell is divided by, also where it is 0; 1 without normalisation."""
    kind = found.choices.normalization
    if kind == "no" or (found.choices.one_mode and i == j):
        return 1.0
    ties = found.ties
    if not found.choices.one_mode:
        ends, at = (ties.row, i) if kind == "activity" else (ties.column, j)
        return float(found.weight[ends == at].sum())
    both = ties.take((ties.row == i) | (ties.row == j))
    heavy = found.weight[(ties.row == i) | (ties.row == j)]
    x = matrices.counts(both, np.sqrt(heavy))
    said = np.bincount(ties.row, found.weight, minlength=len(ties.rows)).astype(np.float64)
    return float(matrices.divisors(found.choices, x, said, ties.events.scale, (np.asarray([i]), np.asarray([j])))[0])


def _pairs(found: Network, i: int, j: int) -> Iterator[Term]:
    """The summands of a one-mode cell, by column, level of the one, level of the other."""
    scale = found.ties.events.scale
    weights = matrices.kernel(found.choices.type, scale.distance())
    mine, theirs = _by_cell(found, found.ties.row == i, root=True), _by_cell(found, found.ties.row == j, root=True)
    for column in sorted({cell[0] for cell in mine} & {cell[0] for cell in theirs}, key=lambda at: found.ties.columns[at]):
        for (_, k), (count, events) in _of(mine, column):
            for (_, other), (other_count, other_events) in _of(theirs, column):
                if factor := float(weights[k, other]):
                    levels = scale.levels[k], scale.levels[other]
                    value = factor * count * other_count
                    name = found.ties.columns[column]
                    yield Term(name, levels[0], count, levels[1], other_count, factor, value, events, other_events)


Cells = dict[tuple[int, int], tuple[float, tuple[Event, ...]]]


def _of(cells: Cells, column: int) -> list[tuple[tuple[int, int], tuple[float, tuple[Event, ...]]]]:
    return sorted(item for item in cells.items() if item[0][0] == column)


def _by_cell(found: Network, here: NDArray[np.bool_], *, root: bool) -> Cells:
    """Of the ties chosen, by (column, level): how heavily, and the events."""
    ties = found.ties.take(here)
    weight = np.sqrt(found.weight[here]) if root else found.weight[here]
    order = np.unique(ties.event)
    rows = dict(zip(order.tolist(), ties.events.take(order), strict=True))
    cells: Cells = {}
    for column, level, event, heavy in zip(ties.column.tolist(), ties.level.tolist(), ties.event.tolist(), weight.tolist(), strict=True):
        count, events = cells.get((column, level), (0.0, ()))
        cells[column, level] = count + heavy, (*events, rows[event])
    return cells


def _cell(found: Network, i: int, j: int) -> Iterator[Term]:
    """The summands of a two-mode cell, by level."""
    scale = found.ties.events.scale
    cells = _by_cell(found, (found.ties.row == i) & (found.ties.column == j), root=False)
    for (_, k), (count, events) in sorted(cells.items(), key=lambda item: item[0]):
        if found.choices.type == "two-mode-combine":
            factor, value = 2.0 ** (len(scale.levels) - 1 - k), 2.0 ** (len(scale.levels) - 1 - k)
        else:
            factor = float(scale.signs()[k]) if found.choices.type == "two-mode-subtract" else 1.0
            value = factor * count
        yield Term(found.columns[j], scale.levels[k], count, None, None, factor, value, events)


# --- In words ---


def _number(value: float) -> str:
    """To four decimals, without what is not needed."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _product(found: Explanation, term: Term) -> str:
    if found.network.choices.type == "two-mode-combine":
        return _number(term.value)
    factors = [_number(term.count)] + ([_number(term.other_count)] if term.other_count is not None else [])
    if term.factor != 1:
        factors.append(f"({_number(term.factor)})" if term.factor < 0 else _number(term.factor))
    return "·".join(factors)


def _arithmetic(found: Explanation) -> str:
    if not found.terms:
        return f"0: nothing {'shared' if found.network.choices.one_mode else 'counted'}"
    told = f"{' + '.join(_product(found, term) for term in found.terms)} = {_number(found.total)}"
    if found.network.choices.normalization == "no":
        return told
    return f"{told}; ÷ {_number(found.divisor)} = {_number(found.value)}"


def _lines(found: Explanation) -> Iterator[str]:
    network, choices = found.network, found.network.choices
    names = network.label(found.row), network.label(found.column)
    normalized = "" if choices.normalization == "no" else f", normalisation {choices.normalization}"
    yield f"{names[0]} and {names[1]}: {choices.type} {_number(found.value)}{normalized}"
    for term in found.terms:
        yield f"  {network.label(term.column)}: {_product(found, term)} = {_number(term.value)}"
        yield from _side(found, found.row, term.level, term.events)
        if term.other_level is not None:
            yield from _side(found, found.column, term.other_level, term.other_events)
    yield f"  {found.arithmetic}"


def _side(found: Explanation, who: str, level: float, events: tuple[Event, ...]) -> Iterator[str]:
    yield f"    {found.network.label(who)}, {_level(found, level)}:"
    for event in events[:SHOWN]:
        words = " … ".join(f"“{quote}”" for quote in event.quote) or "(no quote)"
        where = ", ".join(filter(None, (found.network.label(event.document), event.date)))
        yield f"      {words} {where} [{event.id}]"
    if len(events) > SHOWN:
        yield f"      and {len(events) - SHOWN} more"


def _level(found: Explanation, level: float) -> str:
    """A level in words where the scale is ours."""
    words = {-1: "opposes", -0.5: "does not support", 0: "is neutral", 0.5: "does not oppose", 1: "supports"}
    own = found.network.ties.events.scale.levels == tuple(words)
    return words[level] if own else f"level {level:g}"
