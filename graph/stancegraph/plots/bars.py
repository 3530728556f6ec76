"""Events in, signed bars out: of each issue how many statements oppose it, to the left, and support it, to the right (NETWORKS 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.patches import Patch

from stancegraph.plots.counting import aside, caption, levels, pairs, plural, renamed
from stancegraph.plots.look import GREY, INK, LOOK, Look, shades, sides
from stancegraph.plots.sheet import Picture, drawn, key, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network
    from stancegraph.plots.look import Shade

__all__ = ["ORDERS", "bars"]

ORDERS: Final = ("total", "balance", "name")
MOST: Final = 120
"""Bars of a picture; more are no longer one page."""
ROW: Final = 0.22
COUNT_SIZE: Final = 6.5
MOST_OUTSIDE: Final = 4


@drawn
def bars(  # noqa: PLR0913 - choices and what is drawn
    found: Events | Network,
    choices: Choices | None = None,
    *,
    by: str = "",
    order: str = "total",
    most: int = 25,
    look: Look = LOOK,
) -> Picture:
    """Of each issue how many statements there are at each level: against to the left of the line, for to the right, neutral across it.

    Each count stands in its part of the bar, or beyond the bar's end where the part is too narrow; parts differ in direction, lightness
    and hatch.

    Args:
        found: Events, or a network, of which those that it counts.
        choices: Which statements, and what is a duplicate; those of the network where one is given.
        by: What has a bar, one of the two variables of the network; the issues unless told otherwise.
        order: `total`: most statements first; `balance`: most in favour first, by the sum of levels; `name`.
        most: How many bars, 1 to 120; those of most statements are drawn, and a note counts the others.
        look: Size, fonts, title.

    Raises:
        ValueError: An order or variable that there is not, or too many bars.
    """
    if order not in ORDERS:
        raise ValueError(f"order: there is no {order!r}; there are {', '.join(ORDERS)}")
    if not 1 <= most <= MOST:
        raise ValueError(f"most: 1 to {MOST} bars, not {most}")
    ties = pairs(found, choices)
    end = _end(ties, by)
    names = ties.rows if end == "rows" else ties.columns
    word = getattr(ties.choices, end)
    title = f"Statements for and against, by {word.replace('_', ' ')}"
    counts = levels(ties, end)
    if not counts.any():
        return nothing(title, "No statement is left to count.", caption(ties), look=look)
    total = counts.sum(axis=1)
    at = np.argsort(-total, kind="stable")
    kept = [i for i in at[:most].tolist() if total[i]]
    gone = [i for i in at[most:].tolist() if total[i]]
    notes = ["Bars and their numbers: statements at each level, not normalised.", *aside(found, choices, ties)]
    notes += [f"And {plural(len(gone), word)} more with {plural(int(total[gone].sum()), 'statement')}."] if gone else []
    kept = _ordered(kept, order, counts, ties, names)
    notes += renamed([names[i] for i in kept], ties, look)
    figure = sheet(title, caption(ties, *notes), height=ROW * len(kept) + 1.0, look=look)
    axes = figure.subplots()
    labels = look.lettering.labels([(ties.label(names[i]), names[i]) for i in kept], 8, look.width * 72 * 0.36)
    _draw(axes, counts[kept], labels, shades(ties.ties.events.scale), look)
    return figure


def _end(ties: Network, by: str) -> str:
    """Whether rows or columns have bars."""
    ends = {ties.choices.rows: "rows", ties.choices.columns: "columns"}
    wanted = by or ("issue" if "issue" in ends else ties.choices.columns)
    if wanted not in ends:
        raise ValueError(f"by: {wanted!r} is neither the rows nor the columns of the network; there are {' and '.join(ends)}")
    return ends[wanted]


def _ordered(kept: list[int], order: str, counts: NDArray[np.int64], ties: Network, names: Sequence[str]) -> list[int]:
    if order == "name":
        return sorted(kept, key=lambda i: (ties.label(names[i]).casefold(), names[i]))
    balance = counts @ sides(ties.ties.events.scale)
    if order == "balance":
        return sorted(kept, key=lambda i: (-balance[i], i))
    return sorted(kept, key=lambda i: (-counts[i].sum(), -balance[i], i))


def _draw(axes: Axes, counts: NDArray[np.int64], labels: Sequence[str], marks: Sequence[Shade], look: Look) -> None:
    starts = _starts(counts, marks)
    low, high = float(starts.min()), float((starts + counts).max())
    room = max(high - low, 1.0)
    inch = 0.5 * look.width / room  # about so much of the picture is left for the bars
    written = [_written(row, marks, look, inch) for row in counts]
    beyond = [max(look.lettering.width(row.beyond[side], COUNT_SIZE) for row in written) / (72 * inch) + 0.02 * room for side in (-1, 1)]
    axes.set_xlim(low - beyond[0], high + beyond[1])
    axes.set_ylim(len(labels) - 0.4, -1.15)
    for level, mark in enumerate(marks):
        here = np.flatnonzero(counts[:, level])
        axes.barh(here, counts[here, level], 0.74, starts[here, level], color=mark.fill, hatch=mark.hatch, edgecolor=mark.edge, lw=0.6)
    for at, row in enumerate(written):
        _write(axes, at, row, (counts[at], starts[at]), marks)
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    against, in_favour = ("← against", "for →")
    axes.text(-0.01 * room, -0.75, against, ha="right", va="center", fontsize=7.5, color=GREY)
    axes.text(0.01 * room, -0.75, in_favour, ha="left", va="center", fontsize=7.5, color=GREY)
    handles = [
        Patch(facecolor=mark.fill, hatch=mark.hatch, edgecolor=mark.edge, label=mark.name)
        for mark, used in zip(marks, (counts.sum(axis=0) > 0).tolist(), strict=True)
        if used
    ]
    key(axes, handles, below=4)


def _starts(counts: NDArray[np.int64], marks: Sequence[Shade]) -> NDArray[np.float64]:
    """Where each part of each bar begins: neutral across 0, then outwards, the weakest first."""
    starts = np.zeros(counts.shape)
    neutral = sum((counts[:, at] for at, mark in enumerate(marks) if mark.side == 0), np.zeros(len(counts)))
    left, right = -neutral / 2, neutral / 2
    for at, mark in enumerate(marks):
        if mark.side == 0:
            starts[:, at] = -neutral / 2
        elif mark.side > 0:
            starts[:, at] = right
            right = right + counts[:, at]
    for at in range(len(marks) - 1, -1, -1):
        if marks[at].side < 0:
            left = left - counts[:, at]
            starts[:, at] = left
    return starts


class _Written(NamedTuple):
    """The levels whose counts stand in their parts of a bar, and the text beyond either end."""

    inside: tuple[int, ...]
    beyond: Mapping[int, str]


def _written(counts: NDArray[np.int64], marks: Sequence[Shade], look: Look, inch: float) -> _Written:
    inside, narrow = list[int](), dict[int, list[int]]({-1: [], 1: []})
    for at in np.flatnonzero(counts).tolist():
        if look.lettering.width(f"{counts[at]:,}", COUNT_SIZE) + 2 <= counts[at] * inch * 72:
            inside.append(at)
        else:
            narrow[-1 if marks[at].side < 0 else 1].append(int(counts[at]))
    return _Written(tuple(inside), {side: _sum(told) for side, told in narrow.items()})


def _sum(told: Sequence[int]) -> str:
    few = len(told) <= MOST_OUTSIDE
    return " + ".join(f"{n:,}" for n in told) if few else f"{sum(told):,} at {len(told)} levels"


def _write(axes: Axes, row: int, written: _Written, bar: tuple[NDArray[np.int64], NDArray[np.float64]], marks: Sequence[Shade]) -> None:
    """The counts of one bar: inside their parts, or beyond the bar's end."""
    counts, starts = bar
    for at in written.inside:
        plain = not marks[at].hatch and marks[at].side
        behind = None if plain else {"boxstyle": "square,pad=0.12", "facecolor": marks[at].fill, "edgecolor": "none"}
        middle = starts[at] + counts[at] / 2
        axes.text(middle, row, f"{counts[at]:,}", ha="center", va="center", fontsize=COUNT_SIZE, color=marks[at].ink, bbox=behind)
    ends = {-1: float(starts[counts > 0].min()), 1: float((starts + counts)[counts > 0].max())}
    for side, text in written.beyond.items():
        if text:
            axes.annotate(
                text, (ends[side], row), (3 * side, 0), textcoords="offset points",
                ha="left" if side > 0 else "right", va="center", fontsize=COUNT_SIZE, color=GREY,
            )  # fmt: skip
