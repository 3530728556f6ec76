"""Events and choices in, a network for each position of a moving window out, weighed by a kernel if asked (NETWORKS 5).

Everything that a window leaves out is decided before it moves: filters, and duplicates (but for the scope `window`), hold for the whole
time. All networks have the same rows and columns, so that their matrices can be laid on top of one another.
"""

from __future__ import annotations

import calendar
import math
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from stancegraph.discourse.events import UNDATED, iso, number
from stancegraph.discourse.incidence import first_of_each
from stancegraph.discourse.networks import chosen_of, counted, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices, Window
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.networks import Network

    Names: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]

__all__ = ["KERNEL", "MOST", "spans", "windows"]

MOST: Final = 100_000
"""Windows of one series."""

KERNEL: Final[Mapping[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]]] = {
    "no": np.ones_like,
    "uniform": lambda x: np.full_like(x, 0.5),
    "epanechnikov": lambda x: np.maximum(0.0, 0.75 * (1 - x**2)),
    "triangular": lambda x: np.maximum(0.0, 1 - np.abs(x)),
    "gaussian": lambda x: np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi),
}
"""The weight of an event at x = 2 (its time - the window's middle) / the window's size, in units (NETWORKS 5)."""


def windows(found: Events, choices: Choices | None = None, /, **chosen: object) -> Iterator[Network]:
    """A network for each window that lies wholly inside the time of the events, one unit apart, the earliest first.

    A window of w units around t is the closed interval from t - h to t + h, h being (w - 1) / 2 rounded half up. Days, weeks of seven
    days, calendar months and years move from the first event's day; `events` counts the events themselves in the order of time.
    Events without a date are in no window. None fits: no network.

    Raises:
        ValueError: There is no window among the choices, or another choice that there is not.

    >>> from stancegraph.discourse import BINARY, Event, events
    >>> heard = [Event(str(day), "rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)]
    >>> [(at.start, at.end, at.n) for at in windows(events(heard, scale=BINARY), window="3d")]
    [('2008-02-01', '2008-02-03', 2), ('2008-02-02', '2008-02-04', 1), ('2008-02-03', '2008-02-05', 1)]
    """
    asked = chosen_of(choices, chosen)
    if asked.window is None:
        raise ValueError("give a window, such as 30d")
    ties, everybody = prepared(found, asked)
    dated = ties.take(ties.events.day[ties.event] != UNDATED)
    if asked.window.unit == "e":
        yield from _of_events(dated, asked, asked.window, everybody)
        return
    day = dated.events.day[dated.event]
    if not len(day):
        return
    for low, middle, high in spans(int(day.min()), int(day.max()), asked.window):
        here = (day >= low) & (day <= high)
        away = (day[here] - middle) / _DAYS[asked.window.unit]
        yield _network(dated.take(here), asked, everybody, away, (low, middle, high))


def spans(first: int, last: int, window: Window) -> Iterator[tuple[int, int, int]]:
    """First day, middle and last day (since 1970-01-01, inclusive) of every window wholly inside `first` to `last`; events aside.

    Raises:
        ValueError: There would be more than `MOST`.
    """
    half = window.half
    steps = _steps(first, last, window.unit) - 2 * half + 1
    if steps > MOST:
        raise ValueError(
            f"a window of {window} would stand at {steps:,} places, and {MOST:,} can be counted: choose a larger unit, or since and until"
        )
    for at in range(half, half + steps):
        low, middle, high = (_later(first, at + by, window.unit) for by in (-half, 0, half))
        if high <= last:
            yield low, middle, high


def _steps(first: int, last: int, unit: str) -> int:
    """How many whole units lie between two days, at least."""
    return math.ceil((last - first) / _DAYS[unit]) if unit in "my" else (last - first) // int(_DAYS[unit])


_DAYS: Final[Mapping[str, float]] = {"d": 1.0, "w": 7.0, "m": 365.2425 / 12, "y": 365.2425}
"""Days in a unit; of months and years on average (for kernels)."""


def _later(day: int, units: int, unit: str) -> int:
    """The day so many units on; a month or year on it is the same day of the month, or its last."""
    if unit in "dw":
        return day + units * int(_DAYS[unit])
    start = date.fromisoformat(iso(day))
    months = start.year * 12 + start.month - 1 + units * (1 if unit == "m" else 12)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return number(date.max.isoformat()) + 1
    return number(date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat())


def _of_events(dated: Incidence, asked: Choices, window: Window, everybody: Names) -> Iterator[Network]:
    """Windows that count events in the order of time, instead of days."""
    order, place = np.unique(dated.event, return_inverse=True)
    steps = len(order) - 2 * window.half
    if steps > MOST:
        raise ValueError(f"a window of {window} would stand at {steps:,} places, and {MOST:,} can be counted: choose since and until")
    days = dated.events.day[order].tolist()
    for middle in range(window.half, len(order) - window.half):
        low, high = middle - window.half, middle + window.half
        here = (place >= low) & (place <= high)
        yield _network(dated.take(here), asked, everybody, (place[here] - middle).astype(np.float64), (days[low], days[middle], days[high]))


def _network(ties: Incidence, asked: Choices, everybody: Names, away: NDArray[np.float64], days: tuple[int, int, int]) -> Network:
    """The network of one window; `away` is how many units each tie lies from its middle."""
    if asked.duplicates == "window":
        kept = first_of_each(ties, np.zeros(len(ties.event), np.int64), levelled=asked.levelled)
        away, ties = away[kept], ties.take(kept)
    weight = KERNEL[asked.kernel](2 * away / asked.window.size) if asked.window else None
    low, middle, high = map(iso, days)
    return counted(ties, asked, everybody=everybody, weight=weight, middle=middle, between=(low, high))
