"""Points in time in, measures over time out, with their intervals and n: how polarised a debate is, and when (NETWORKS 5, 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from matplotlib.ticker import MaxNLocator

from stancegraph.discourse.events import number
from stancegraph.discourse.windows import windows
from stancegraph.plots.counting import plural
from stancegraph.plots.dateaxis import dated, place
from stancegraph.plots.look import GREY, INK, LOOK, Look, mixed
from stancegraph.plots.sheet import Picture, drawn, nothing, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network

__all__ = ["Estimate", "Measure", "MeasuredPoints", "Point", "PointLike", "measured", "polarisation"]

MOST: Final = 4_000
"""Points of a series that are drawn; of more every second, third and so on."""
MOST_SERIES: Final = 4


class Point(NamedTuple):
    """A measure in one window: ISO days inclusive; value and interval are `None` where it has none there; n statements."""

    start: str
    middle: str
    end: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


class PointLike(Protocol):
    """What can stand for a `Point`: anything with these attributes."""

    @property
    def middle(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102


Series: TypeAlias = Sequence[PointLike]

_STYLES: Final[tuple[dict[str, Any], ...]] = (
    {"color": "#0072B2", "ls": "-", "marker": "o", "markerfacecolor": "#0072B2"},
    {"color": "#D55E00", "ls": (0, (4, 1.5)), "marker": "s", "markerfacecolor": "#ffffff"},
    {"color": "#1b2127", "ls": (0, (1, 1.5)), "marker": "^", "markerfacecolor": "#1b2127"},
    {"color": "#CC79A7", "ls": (0, (5, 1.5, 1, 1.5)), "marker": "D", "markerfacecolor": "#ffffff"},
)
_BANDS: Final = ("", "////", "....", "\\\\\\\\")


@drawn
def polarisation(
    points: Series | Mapping[str, Series],
    choices: Choices | None = None,
    *,
    name: str = "polarisation",
    interval: str = "interval",
    look: Look = LOOK,
) -> Picture:
    """Measures of polarisation over time, each at the middle of its window, with its interval; below, how many statements there are.

    Up to four measures differ in stroke, mark and the hatch of their bands, and have their name at the line. Where a window has no
    value the line breaks; a value between two gaps is a mark alone. Values that are not finite count as none.

    Args:
        points: The points of one measure, or of several by name; in any order. A sequence of `Point`, or of anything with `middle`,
            `value`, `low`, `high` and `n`.
        choices: How the networks were counted, for the caption; what `measured` gives brings them.
        name: The name of a measure that comes alone.
        interval: What the bands are, such as "95 % bootstrap interval over documents".
        look: Size, fonts, title.

    Raises:
        ValueError: More than four measures, or a middle that is no ISO day.
    """
    measures = points if isinstance(points, Mapping) else {name: points}
    if len(measures) > MOST_SERIES:
        raise ValueError(f"a picture holds up to {MOST_SERIES} measures, not {len(measures)}: draw several pictures")
    title = f"{name[:1].upper()}{name[1:]} over time"
    placed = {str(told): _placed(series) for told, series in measures.items()}
    notes = [*_notes(placed, interval), *_chosen(choices or (points.choices if isinstance(points, MeasuredPoints) else None))]
    if not any(np.isfinite(one.value).any() for one in placed.values()):
        return nothing(title, "No window has a value.", notes, look=look)
    figure = sheet(title, notes, height=3.1, look=look)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    _lines(upper, placed, look)
    _numbers(lower, placed)
    days = np.concatenate([one.day for one in placed.values()])
    dated(lower, int(days.min()), int(days.max()), look)
    upper.tick_params(axis="x", length=0, labelbottom=False)
    return figure


class Bounds(Protocol):
    """The ends of an interval."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Estimate(Protocol):
    """What a measure may return: a value, if there is one, with or without an interval."""

    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def interval(self) -> Bounds | None: ...  # noqa: D102


Measure: TypeAlias = "Callable[[Network], Estimate | float | None]"


class MeasuredPoints(dict[str, list[Point]]):
    """The points of measures by name, with the choices by which their networks were counted."""

    def __init__(self, choices: Choices, points: Mapping[str, list[Point]]) -> None:
        """Keeps both."""
        super().__init__(points)
        self.choices = choices


def measured(found: Events, choices: Choices, measures: Mapping[str, Measure]) -> MeasuredPoints:
    """The points of measures in each window of these choices; a measure gives a number, a value with its interval, or none.

    What comes back is a dictionary that keeps the choices: `polarisation` tells them.

    Raises:
        ValueError: There is no window among the choices.

    >>> from stancegraph.discourse import BINARY, Choices, Event, Window, events
    >>> heard = events([Event(str(day), "rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)], scale=BINARY)
    >>> [(at.middle, at.value, at.n) for at in measured(heard, Choices(window=Window(3)), {"n": lambda here: here.n})["n"]]
    [('2008-02-02', 2.0, 2), ('2008-02-03', 1.0, 1), ('2008-02-04', 1.0, 1)]
    """
    points: dict[str, list[Point]] = {name: [] for name in measures}
    for here in windows(found, choices):
        for name, measure in measures.items():
            points[name].append(_point(here, measure(here)))
    return MeasuredPoints(choices, points)


def _point(here: Network, told: Estimate | float | None) -> Point:
    if told is None or isinstance(told, int | float):
        return Point(here.start, here.middle, here.end, None if told is None else float(told), n=here.n)
    low, high = (told.interval.low, told.interval.high) if told.interval else (None, None)
    return Point(here.start, here.middle, here.end, told.value, low, high, here.n)


class _Placed(NamedTuple):
    """A series as columns, in the order of time."""

    day: NDArray[np.int64]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    n: NDArray[np.int64]
    every: int


def _placed(series: Series) -> _Placed:
    told = sorted((point for point in series if point.middle), key=lambda point: point.middle)
    every = max(1, -(-len(told) // MOST))
    told = told[::every]
    values = np.asarray([[_number(x) for x in (p.value, p.low, p.high)] for p in told], np.float64).reshape(-1, 3)
    values[~np.isfinite(values)] = np.nan
    days, ns = ([number(p.middle) for p in told], [p.n for p in told])
    return _Placed(np.asarray(days, np.int64), values[:, 0], values[:, 1], values[:, 2], np.asarray(ns, np.int64), every)


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _notes(placed: Mapping[str, _Placed], interval: str) -> Iterator[str]:
    first = next(iter(placed.values()), None)
    if first is None or not len(first.day):
        return
    longest = max(placed.values(), key=lambda one: len(one.day))
    gaps = {name: int(np.isnan(one.value).sum()) for name, one in placed.items()}
    told = "; ".join(f"{n} without a value of {name}" if len(placed) > 1 else f"{n} without a value" for name, n in gaps.items() if n)
    least, most = int(longest.n.min()), int(longest.n.max())
    n = f"{least:,} to {most:,} statements" if least < most else plural(most, "statement")
    yield f"{plural(len(longest.day), 'window')}, n = {n} each" + (f"; {told}." if told else ".")
    if any(np.isfinite(one.low).any() for one in placed.values()):
        yield f"Bands: {interval}."
    if longest.every > 1:
        yield f"Of the windows every {longest.every}th is drawn."


def _chosen(choices: Choices | None) -> Iterator[str]:
    if choices is not None:
        told = {name: text for name, text in choices.told().items() if text and text != "no"}
        yield "Choices: " + "; ".join(f"{name} {text[:160]}" for name, text in told.items()) + "."


# --- The drawing ---


def _lines(axes: Axes, placed: Mapping[str, _Placed], look: Look) -> None:
    ends = []
    for at, (name, one) in enumerate(placed.items()):
        x, style = np.asarray([place(day) for day in one.day.tolist()]), _STYLES[at]
        drawn_here = np.isfinite(one.value)
        if not drawn_here.any():
            continue
        band = np.isfinite(one.low) & np.isfinite(one.high)
        if band.any():
            axes.fill_between(
                x, one.low, one.high, where=band.tolist(), facecolor=mixed(style["color"], 0.16), alpha=0.75,
                edgecolor=mixed(style["color"], 0.5), hatch=_BANDS[at], lw=0.5,
            )  # fmt: skip
        often = max(1, len(x) // 40)
        axes.plot(x, one.value, lw=1.5, markersize=4, markeredgewidth=0.9, markevery=_marks(drawn_here, often), label=name, **style)
        last = int(np.flatnonzero(drawn_here)[-1])
        ends.append((float(one.value[last]), x[last], name, style))
    axes.grid(axis="y", color="#e3e6e9", lw=0.5)
    axes.set_ylabel("value" if len(placed) > 1 else look.lettering.shown(next(iter(placed))), fontsize=7.5)
    _names(axes, ends, look)


def _marks(here: NDArray[np.bool_], often: int) -> list[int]:
    """Which points have a mark: so many, and each that has a gap on both sides."""
    alone = here & ~np.r_[False, here[:-1]] & ~np.r_[here[1:], False]
    return [at for at in np.flatnonzero(here).tolist() if at % often == 0 or alone[at]]


def _names(axes: Axes, ends: list[tuple[float, float, str, dict[str, Any]]], look: Look) -> None:
    """The name of each measure at the right end of its line, names apart from one another; of one alone it stands at the axis."""
    if len(ends) < 2:  # noqa: PLR2004 - one measure
        return
    low, high = axes.get_ylim()
    apart, floor = (high - low) * 0.08, float("-inf")
    for value, _, name, style in sorted(ends, key=lambda end: (end[0], end[2])):
        y = max(value, floor)
        floor = y + apart
        axes.annotate(
            look.lettering.shortened(look.lettering.shown(name), 7.5, look.width * 72 * 0.25), (1.0, y), (14, 0),
            xycoords=("axes fraction", "data"), textcoords="offset points", va="center", fontsize=7.5, color=INK,
        )  # fmt: skip
        axes.plot(
            [1.003, 1.022], [y, y], transform=axes.get_yaxis_transform(), clip_on=False, lw=1.5, markersize=4, markevery=[1],
            **style,
        )  # fmt: skip


def _numbers(axes: Axes, placed: Mapping[str, _Placed]) -> None:
    """How many statements each window has, of the series with most windows."""
    one = max(placed.values(), key=lambda series: len(series.day))
    x = np.asarray([place(day) for day in one.day.tolist()])
    apart = float(np.diff(x).min()) if len(x) > 1 and np.diff(x).min() > 0 else 1.0
    axes.bar(x, one.n, 0.8 * apart, color="#c8ccd0", edgecolor=GREY, lw=0.3 if len(x) <= 200 else 0)  # noqa: PLR2004 - thin bars have no edge
    axes.set_ylabel("n", fontsize=7.5)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.set_ylim(0, max(1, int(one.n.max())) * 1.1)
