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
from stancegraph.discourse.periods import LAST_DAY, LENGTH, bounds, centre, period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.networks import Network

__all__ = ["KERNEL", "MOST", "spans", "windows"]

OUTSIDE: Final = "outside the window"
"""Why a window leaves out what its neighbours may count."""
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

    The range goes from `since` to `until`, without them from the first to the last day of the events that the filters leave. Time is
    counted in whole days, ISO weeks (Monday to Sunday), months or years of the calendar. A window of w units is the unit t with the h
    units before and after it, h being (w - 1) / 2 rounded half up: `1m` is each month in turn and `3m` three months, but an even number
    holds one more, three months for `2m` and 31 days for `30d`. Windows lie wholly inside the range in units: `start` and `end` are the
    first and the last day of theirs, and may lie before the first event and after the last, or beyond `since` and `until`, where a week,
    month or year is looked at in part. `middle` is the middle day of the unit t, the earlier of two; a kernel takes the time that lies
    between them, and turns days to units by their mean length.

    With `compat="dna"` weeks, months and years are counted from the first day of the range, and t is a day, as in DNA: `2w` has 15 days,
    and `1w`, `1m` and `1y` one. `e` counts the events themselves in the order of time. Events without a date are in no window. None
    fits: no network.

    Raises:
        ValueError: There is no window among the choices, or another choice that there is not; more windows than `MOST`.

    >>> from stancegraph.discourse import BINARY, Event, events
    >>> heard = [Event(str(day), "rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)]
    >>> [(at.start, at.end, at.n) for at in windows(events(heard, scale=BINARY), window="3d")]
    [('2008-02-01', '2008-02-03', 2), ('2008-02-02', '2008-02-04', 1), ('2008-02-03', '2008-02-05', 1)]
    >>> [(at.start, at.middle, at.end, at.n) for at in windows(events(heard, scale=BINARY), window="1w")]
    [('2008-01-28', '2008-01-31', '2008-02-03', 2), ('2008-02-04', '2008-02-07', '2008-02-10', 1)]
    """
    asked = chosen_of(choices, chosen)
    if asked.window is None:
        raise ValueError("give a window, such as 30d")
    ties = prepared(found, asked)
    dated = ties.take(ties.events.day[ties.event] != UNDATED)
    dated = dated.without("without a date", len(ties.said) - len(dated.said))
    range_, dated = _range(dated, asked), distinct(dated, asked)
    places = list(_of_events(dated, asked.window) if asked.window.unit == "e" else _of_days(dated, range_, asked))
    return (_network(dated, asked, place) for place in places)


def _range(dated: Incidence, asked: Choices) -> tuple[int, int] | None:
    """The first and the last day that windows may reach; None without an event."""
    day = dated.events.day[dated.event]
    if not len(day):
        return None
    return number(asked.since) if asked.since else int(day[0]), number(asked.until) if asked.until else int(day[-1])


class Place(NamedTuple):
    """Where a window stands: which ties are inside, its first, middle and last day since 1970-01-01, and where its kernel has its peak."""

    here: slice
    days: tuple[int, int, int]
    peak: float
    """In days; of a window that counts events the number of the one in its middle."""


def _of_days(dated: Incidence, range_: tuple[int, int] | None, asked: Choices) -> Iterator[Place]:
    """Windows that count days, weeks, months or years."""
    day, window = dated.events.day[dated.event], asked.window or Window(1)
    for low, peak, high in spans(*range_, window, dna=asked.compat == "dna") if range_ else ():
        here = slice(int(np.searchsorted(day, low)), int(np.searchsorted(day, high, "right")))
        yield Place(here, (low, math.floor(peak), high), peak)


def spans(first: int, last: int, window: Window, *, dna: bool = False) -> Iterator[tuple[int, float, int]]:
    """First day, middle and last day (since 1970-01-01, inclusive) of every window of the range `first` to `last`; events aside.

    A middle is half a day after the earlier of two middle days. With `dna` windows lie wholly between these two days.

    Raises:
        ValueError: There would be more than `MOST`.
    """
    return _from_first_day(first, last, window) if dna and window.unit != "d" else _of_units(first, last, window)


def _of_units(first: int, last: int, window: Window) -> Iterator[tuple[int, float, int]]:
    """Windows of whole units, from the one in which the first day lies to that of the last."""
    half, unit = window.half, window.unit
    low, high = period(np.asarray([first, last]), unit).tolist()
    _bounded(high - low - 2 * half + 1, window)
    middle = np.arange(low + half, high - half + 1)
    ends = bounds(middle - half, unit)[0], centre(middle, unit), bounds(middle + half, unit)[1]
    return zip(*(days.tolist() for days in ends), strict=True)


def _from_first_day(first: int, last: int, window: Window) -> Iterator[tuple[int, float, int]]:
    """Windows around a day and the same day of other weeks, months or years, as DNA has them."""
    half = window.half
    steps = math.ceil((last - first) / LENGTH[window.unit]) - 2 * half + 1
    _bounded(steps, window)
    for at in range(half, half + steps):
        low, middle, high = (_later(first, at + by, window.unit) for by in (-half, 0, half))
        if high <= last:
            yield low, middle, high


def _bounded(places: int, window: Window) -> None:
    """Holds the number of windows against `MOST`."""
    if places > MOST:
        other = "since and until" if window.unit == "e" else "a larger unit, or since and until"
        raise ValueError(f"a window of {window} would stand at {places:,} places, and {MOST:,} can be counted: choose {other}")


def _later(day: int, units: int, unit: str) -> int:
    """The day so many weeks, months or years on; a month or year on it is the same day of the month, or its last."""
    if unit == "w":
        return day + units * 7
    start = date.fromisoformat(iso(day))
    months = start.year * 12 + start.month - 1 + units * (1 if unit == "m" else 12)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return LAST_DAY + 1
    return number(date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat())


def _of_events(dated: Incidence, window: Window) -> Iterator[Place]:
    """Windows that count events in the order of time, instead of days.

    Raises:
        ValueError: There would be more than `MOST`.
    """
    said = dated.said
    half, days = window.half, dated.events.day[said].tolist()
    _bounded(len(said) - 2 * half, window)
    for middle in range(half, len(said) - half):
        low, high = middle - half, middle + half
        here = slice(int(np.searchsorted(dated.event, said[low])), int(np.searchsorted(dated.event, said[high], "right")))
        yield Place(here, (days[low], days[middle], days[high]), middle)


def _network(dated: Incidence, asked: Choices, place: Place) -> Network:
    """The network of one window."""
    ties = dated.take(place.here)
    ties = ties.without(OUTSIDE, len(dated.said) - len(ties.said))
    window = asked.window or Window(1)
    if window.unit == "e":
        away = (np.searchsorted(dated.said, ties.event) - place.peak).astype(np.float64)
    else:
        away = np.asarray((ties.events.day[ties.event] - place.peak) / LENGTH[window.unit], np.float64)
    if asked.duplicates == "window":
        ties, away = within_window(ties, asked, away)
    low, middle, high = map(iso, place.days)
    return counted(ties, asked, weight=KERNEL[asked.kernel](2 * away / window.size), middle=middle, between=(low, high))
