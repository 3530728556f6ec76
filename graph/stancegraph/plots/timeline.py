"""Events in, the stances of one actor (a row an issue) or on one issue (a row an actor) over time out (NETWORKS 8)."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from stancegraph.discourse.events import UNDATED, iso
from stancegraph.discourse.scales import STANCE
from stancegraph.plots.counting import aside, caption, pairs, plural, renamed
from stancegraph.plots.dateaxis import dated, place
from stancegraph.plots.look import GREY, INK, LOOK, Look, shades
from stancegraph.plots.sheet import Picture, drawn, key, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network
    from stancegraph.discourse.scales import Scale
    from stancegraph.plots.look import Shade

__all__ = ["Course", "Day", "courses", "shift", "timeline"]

MOST: Final = 60
ROW: Final = 0.36
TEXT: Final = 6.0
MOST_TEXTS: Final = 1_000
ARROW: Final = 10.0
"""Points that an arrow takes beside its mark."""


class Day(NamedTuple):
    """One day of a row: how many statements at each level (its index on the scale), the levels in the order said; the last is the position."""

    day: int
    counts: tuple[tuple[int, int], ...]

    @property
    def position(self) -> int:
        """The level of the day's last statement."""
        return self.counts[-1][0]


class Course(NamedTuple):
    """One row: a slug, its days in the order of time, how many of its statements have no date."""

    slug: str
    days: tuple[Day, ...]
    undated: int


@drawn
def timeline(  # noqa: PLR0913 - choices and what is drawn
    found: Events | Network,
    choices: Choices | None = None,
    *,
    actor: str = "",
    issue: str = "",
    most: int = 30,
    look: Look = LOOK,
) -> Picture:
    """What one actor says of each issue, or each actor of one issue, over time: a mark for each day and level, the position between.

    ▲ supports, ▼ opposes, half filled where weak, ○ neutral. A mark of several statements has their number; levels of one day stand one
    above the other. The line between is the position of the last statement, which stands until the next one; where that excludes it, an
    arrow marks the shift, with both positions and the day.

    Args:
        found: Events, or a network, of which those that it counts.
        choices: Which statements, and what is a duplicate. Rows and columns are the words of `actor` and `issue` there.
        actor: Slug or label of the actor whose rows are issues.
        issue: Slug or label of the issue whose rows are actors; without both the issue of most statements.
        most: How many rows, 1 to 60; those of most statements are drawn, and a note counts the others.
        look: Size, fonts, title.

    Raises:
        LookupError: No statement that is counted has such an actor or issue; the message says what comes closest.
        ValueError: Both are given, or too many rows.
    """
    if actor and issue:
        raise ValueError("give an actor or an issue: of one actor the rows are issues, of one issue actors")
    if not 1 <= most <= MOST:
        raise ValueError(f"most: 1 to {MOST} rows, not {most}")
    ties = pairs(found, choices)
    if not ties.n:
        return nothing("Stances over time", "No statement is left to draw.", caption(ties), look=look)
    end, at = _chosen(ties, actor, issue)
    word = ties.choices.columns if end == "rows" else ties.choices.rows
    title = f"{ties.label((ties.rows if end == 'rows' else ties.columns)[at])}: stances over time, by {word.replace('_', ' ')}"
    ties = _only(ties, end, at)
    rows = courses(ties, end, at)
    kept, notes = _kept(rows, most, word)
    if not actor and not issue:
        notes.insert(0, f"No actor or issue was named: drawn is the {ties.choices.columns.replace('_', ' ')} of most statements.")
    notes = [*aside(found, choices, ties), *notes]
    if not kept:
        return nothing(title, "No statement has a date.", caption(ties, *notes), look=look)
    texts = sum(len(row.days) for row in kept) <= MOST_TEXTS
    notes += _read(kept, ties.ties.events.scale, texts=texts)
    notes += renamed([row.slug for row in kept], ties, look)
    figure = sheet(title, caption(ties, *notes), height=ROW * len(kept) + 0.95, look=look)
    names = [(ties.label(row.slug), row.slug) for row in kept]
    labels = look.lettering.labels(names, 8, look.width * 72 * 0.34)
    _draw(figure.subplots(), kept, labels, ties.ties.events.scale, look, texts=texts)
    return figure


def _read(rows: Sequence[Course], scale: Scale, *, texts: bool) -> Iterator[str]:
    """How lines, numbers and arrows are to be read, where there are any."""
    last = max(row.days[-1].day for row in rows)
    if any(row.days[0].day < last for row in rows):
        yield f"Lines: the last position, drawn on until the next statement or the last day here, {iso(last)}, said again or not."
    if texts and any(n > 1 for row in rows for day in row.days for _, n in day.counts):
        yield "\u00d72, \u00d73 and so on: so many statements of that level on that day."
    if shifted := sum(len(_shifts(row, scale)) for row in rows):
        yield f"Arrows: a position that excludes the one before ({plural(shifted, 'shift')}), with its day where there is room."
    if not texts:
        yield f"More than {MOST_TEXTS:,} days with a statement: arrows, and how many statements a mark is, are left out."


def _only(ties: Network, end: str, at: int) -> Network:
    """The network with the ties of one row or column alone, for what the caption says of it."""
    here = ties.ties.take((ties.ties.row if end == "rows" else ties.ties.column) == at)
    start, last = here.events.take(np.unique(here.event)).span
    return replace(ties, ties=here, start=start, end=last)


def _chosen(ties: Network, actor: str, issue: str) -> tuple[str, int]:
    """Whether a row or a column is drawn, and which."""
    if actor:
        return "rows", ties.place(actor, ties.rows)
    if issue:
        return "columns", ties.place(issue, ties.columns)
    return "columns", int(np.argmax(np.bincount(ties.ties.column, minlength=len(ties.columns))))


def courses(ties: Network, end: str, at: int) -> list[Course]:
    """The rows of one actor (`end` "rows") or issue ("columns"): first those that speak first, of equal ones by slug."""
    fixed, other, names = (ties.ties.row, ties.ties.column, ties.columns) if end == "rows" else (ties.ties.column, ties.ties.row, ties.rows)
    here = np.flatnonzero(fixed == at)
    here = here[np.argsort(other[here], kind="stable")]  # within a row the order of time stays
    days, level = ties.ties.events.day[ties.ties.event], ties.ties.level
    found = []
    for row, group in groupby(here.tolist(), key=lambda tie: int(other[tie])):
        told = [(int(days[tie]), int(level[tie])) for tie in group]
        known = [(day, at_level) for day, at_level in told if day != UNDATED]
        found.append(Course(names[row], tuple(_days(known)), len(told) - len(known)))
    return sorted(found, key=lambda row: (row.days[0].day if row.days else float("inf"), row.slug))


def _days(told: Sequence[tuple[int, int]]) -> Iterator[Day]:
    for day, group in groupby(told, key=lambda pair: pair[0]):
        counts: dict[int, int] = {}
        for _, level in group:
            counts[level] = counts.pop(level, 0) + 1  # the level said last is last
        yield Day(day, tuple(counts.items()))


def shift(before: Shade, after: Shade, *, intervals: bool) -> bool:
    """Whether a position excludes the one before: the other side, or from a side to neutral.

    On our own scale ("does not oppose", "does not support") weak positions are intervals that hold neutral, and exclude nothing but the
    opposite full position (NETWORKS 9).
    """
    if not intervals:
        return bool(np.sign(before.side) != np.sign(after.side))
    (low, high), (least, most) = _interval(before.side), _interval(after.side)
    return high < least or most < low


def _interval(side: float) -> tuple[float, float]:
    """The positions that a level of our own scale holds: a full one itself, a weak one all from it to neutral."""
    return (side, side) if abs(side) == 1 else (min(0.0, 2 * side), max(0.0, 2 * side))


def _n(row: Course) -> int:
    return sum(n for day in row.days for _, n in day.counts)


def _kept(rows: Sequence[Course], most: int, word: str) -> tuple[list[Course], list[str]]:
    drawn_rows = [row for row in rows if row.days]
    often = sorted(range(len(drawn_rows)), key=lambda at: (-_n(drawn_rows[at]), at))
    kept = [drawn_rows[at] for at in sorted(often[:most])]
    notes = []
    if gone := [drawn_rows[at] for at in often[most:]]:
        notes.append(f"And {plural(len(gone), word.replace('_', ' '))} more with {plural(sum(map(_n, gone)), 'statement')}.")
    if undated := sum(row.undated for row in rows):
        notes.append(f"{plural(undated, 'statement')} without a date: not drawn.")
    return kept, notes


# --- The drawing ---


def _shifts(row: Course, scale: Scale) -> list[tuple[Day, Day]]:
    """The days on which the position excludes the one before, each with the day before it."""
    marks, intervals = shades(scale), scale.levels == STANCE.levels
    return [(a, b) for a, b in pairwise(row.days) if shift(marks[a.position], marks[b.position], intervals=intervals)]


def _draw(  # noqa: PLR0913 - one figure
    axes: Axes, rows: Sequence[Course], labels: Sequence[str], scale: Scale, look: Look, *, texts: bool
) -> None:
    marks = shades(scale)
    first, last = min(row.days[0].day for row in rows), max(row.days[-1].day for row in rows)
    _positions(axes, rows, marks, last)
    spots = [spot for at, row in enumerate(rows) for day in row.days for spot in _spots(at, day)]
    for level in sorted({spot.level for spot in spots}):
        here = [(place(spot.day), spot.y) for spot in spots if spot.level == level]
        axes.plot(*zip(*here, strict=True), ls="none", zorder=3, clip_on=False, **_marker(marks[level]))
    for at, row in enumerate(rows):
        axes.axhline(at, color="#e3e6e9", lw=0.5, zorder=0)
        for days, text, late in _told(row, scale, (first, last), look) if texts else ():
            _arrow(axes, at, days[1], text, late=late)
    for spot in spots if texts else ():
        _number(axes, spot)
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.4, -0.7)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    dated(axes, first, last, look)
    used = {level for row in rows for day in row.days for level, _ in day.counts}
    key(axes, [_line(marks[level], label=marks[level].name) for level in sorted(used, reverse=True)], below=22)


def _line(mark: Shade, **more: Any) -> Line2D:  # noqa: ANN401 - what matplotlib takes
    return Line2D([], [], color=mark.line, ls=mark.stroke, lw=1.3, **_marker(mark), **more)


def _marker(mark: Shade) -> dict[str, Any]:
    inside = "#ffffff" if mark.fillstyle == "none" else mark.line
    return {
        "marker": mark.mark, "markersize": 6.5, "fillstyle": "full" if mark.fillstyle == "none" else mark.fillstyle,
        "markerfacecolor": inside, "markerfacecoloralt": "#ffffff", "markeredgecolor": mark.line, "markeredgewidth": 0.8,
    }  # fmt: skip


def _positions(axes: Axes, rows: Sequence[Course], marks: Sequence[Shade], last: int) -> None:
    """The line from each day's position to the next one, and from the last to the end of the picture."""
    parts: dict[int, list[list[tuple[float, float]]]] = {}
    for at, row in enumerate(rows):
        for day, until in [*((a, b.day) for a, b in pairwise(row.days)), (row.days[-1], last)]:
            if until > day.day:
                parts.setdefault(day.position, []).append([(place(day.day), at), (place(until), at)])
    for level, told in sorted(parts.items()):
        mark = marks[level]
        axes.add_collection(LineCollection(told, colors=mark.line, linestyles=[mark.stroke], linewidths=1.3, zorder=1))


class _Spot(NamedTuple):
    """A mark: its day, height, level, and how many statements it is."""

    day: int
    y: float
    level: int
    n: int


def _spots(at: int, day: Day) -> Iterator[_Spot]:
    """The marks of one day, the most in favour on top, about the row's line."""
    stack = sorted(day.counts, reverse=True)
    step = min(0.34, 0.8 / max(1, len(stack)))
    for place_in_stack, (level, n) in enumerate(stack):
        yield _Spot(day.day, at + step * (place_in_stack - (len(stack) - 1) / 2), level, n)


def _number(axes: Axes, spot: _Spot) -> None:
    if spot.n > 1:
        axes.annotate(
            f"\u00d7{spot.n:,}", (place(spot.day), spot.y), (4.5, -5.5), textcoords="offset points", va="center", fontsize=TEXT, color=INK,
            zorder=4, bbox={"boxstyle": "square,pad=0.05", "facecolor": "#ffffff", "edgecolor": "none", "alpha": 0.8},
        )  # fmt: skip


def _told(row: Course, scale: Scale, span: tuple[int, int], look: Look) -> Iterator[tuple[tuple[Day, Day], str, bool]]:
    """The shifts of a row, each with its text ("" where another one stands there) and whether that stands to its left."""
    marks, taken = shades(scale), list[tuple[float, float]]()
    point = 0.55 * look.width * 72 / max(1, span[1] - span[0])  # points of a day, about
    shifts = _shifts(row, scale)
    arrows = [_side(point, days[1].day, span, ARROW) for days in shifts]
    for own, days in enumerate(shifts):
        before, after = (marks[day.position].name for day in days)
        text = f"{iso(days[1].day)}: {before} → {after}"
        low, high = _side(point, days[1].day, span, look.lettering.width(text, TEXT) + ARROW + 2)
        free = all(high <= start or end <= low for start, end in (*taken, *arrows[:own], *arrows[own + 1 :]))
        if free:
            taken.append((low, high))
        yield days, text if free else "", _late(days[1].day, span)


def _late(day: int, span: tuple[int, int]) -> bool:
    return (day - span[0]) * 2 > span[1] - span[0]


def _side(point: float, day: int, span: tuple[int, int], wide: float) -> tuple[float, float]:
    """From where to where something so wide stands beside a day (all in points): to the left of late days, else to the right."""
    at = (day - span[0]) * point
    return (at - wide, at) if _late(day, span) else (at, at + wide)


def _arrow(axes: Axes, at: int, day: Day, text: str, *, late: bool) -> None:
    """An arrow onto the day of a shift, from its text on the side where there is room."""
    axes.annotate(
        text, (place(day.day), at - 0.2), (-9 if late else 9, 10), textcoords="offset points",
        ha="right" if late else "left", va="center", fontsize=TEXT, color=GREY, zorder=5,
        arrowprops={"arrowstyle": "->", "lw": 0.8, "color": INK, "shrinkA": 0, "shrinkB": 1, "relpos": (1, 0.5) if late else (0, 0.5)},
    )  # fmt: skip
