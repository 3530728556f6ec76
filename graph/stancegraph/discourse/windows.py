"""Events and choices in, a network for each position of a moving window out, weighed by a kernel if asked (NETWORKS 5).

What is left out of all windows is decided before they move: filters, and duplicates (but for the scope `window`), hold for the whole
time. All networks have the same rows and columns, so that their matrices can be laid on top of one another.
"""

from __future__ import annotations

import calendar
import math
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.discourse.choices import Window
from stancegraph.discourse.events import UNDATED, iso, number
from stancegraph.discourse.incidence import distinct, within_window
from stancegraph.discourse.networks import chosen_of, counted, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.networks import Network

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
    """A network for each window that lies wholly inside the range, one unit apart, the earliest first.

    The range goes from `since` to `until`, without them from the first to the last day of the events that the filters leave. A window
    of w units around t is the closed interval from t - h to t + h, h being (w - 1) / 2 rounded half up: 31 days for 30d, 15 for 2w,
    and a single day for 1w, 1m and 1y, as in DNA. Weeks have seven days, months and years are those of the calendar, all counted from
    the first day; `e` counts the events themselves in the order of time. Events without a date are in no window. None fits: no network.

    Raises:
        ValueError: There is no window among the choices, or another choice that there is not; more windows than `MOST`.

    >>> from stancegraph.discourse import BINARY, Event, events
    >>> heard = [Event(str(day), "rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)]
    >>> [(at.start, at.end, at.n) for at in windows(events(heard, scale=BINARY), window="3d")]
    [('2008-02-01', '2008-02-03', 2), ('2008-02-02', '2008-02-04', 1), ('2008-02-03', '2008-02-05', 1)]
    """
    asked = chosen_of(choices, chosen)
    if asked.window is None:
        raise ValueError("give a window, such as 30d")
    ties = prepared(found, asked)
    dated = ties.take(ties.events.day[ties.event] != UNDATED)
    dated = dated.without("without a date", len(ties.said) - len(dated.said))
    range_, dated = _range(dated, asked), distinct(dated, asked)
    places = list(_of_events(dated, asked.window) if asked.window.unit == "e" else _of_days(dated, range_, asked.window))
    return (_network(dated, asked, place) for place in places)


def _range(dated: Incidence, asked: Choices) -> tuple[int, int] | None:
    """The first and the last day that windows may reach; None without an event."""
    day = dated.events.day[dated.event]
    if not len(day):
        return None
    return number(asked.since) if asked.since else int(day[0]), number(asked.until) if asked.until else int(day[-1])


class Place(NamedTuple):
    """Where a window stands: which ties are inside, and its first, middle and last day since 1970-01-01."""

    here: slice
    days: tuple[int, int, int]
    middle: int = 0
    """Of a window that counts events the number of the one in its middle."""


def _of_days(dated: Incidence, range_: tuple[int, int] | None, window: Window) -> Iterator[Place]:
    """Windows that count days, weeks, months or years."""
    day = dated.events.day[dated.event]
    for low, middle, high in spans(*range_, window) if range_ else ():
        yield Place(slice(int(np.searchsorted(day, low)), int(np.searchsorted(day, high, "right"))), (low, middle, high))


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


def _of_events(dated: Incidence, window: Window) -> Iterator[Place]:
    """Windows that count events in the order of time, instead of days.

    Raises:
        ValueError: There would be more than `MOST`.
    """
    said = dated.said
    half, days = window.half, dated.events.day[said].tolist()
    if len(said) - 2 * half > MOST:
        raise ValueError(
            f"a window of {window} would stand at {len(said) - 2 * half:,} places, and {MOST:,} can be counted: choose since and until"
        )
    for middle in range(half, len(said) - half):
        low, high = middle - half, middle + half
        here = slice(int(np.searchsorted(dated.event, said[low])), int(np.searchsorted(dated.event, said[high], "right")))
        yield Place(here, (days[low], days[middle], days[high]), middle)


def _network(dated: Incidence, asked: Choices, place: Place) -> Network:
    """The network of one window."""
    ties = dated.take(place.here)
    ties = ties.without("outside the window", len(dated.said) - len(ties.said))
    window = asked.window or Window(1)
    if window.unit == "e":
        away = (np.searchsorted(dated.said, ties.event) - place.middle).astype(np.float64)
    else:
        away = (ties.events.day[ties.event] - place.days[1]) / _DAYS[window.unit]
    if asked.duplicates == "window":
        ties, away = within_window(ties, asked, away)
    low, middle, high = map(iso, place.days)
    return counted(ties, asked, weight=KERNEL[asked.kernel](2 * away / window.size), middle=middle, between=(low, high))
