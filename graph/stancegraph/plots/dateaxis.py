"""Days in, places on an axis of dates out, from days to centuries (NETWORKS 5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib import dates
from matplotlib.ticker import FixedLocator

from stancegraph.discourse.events import iso, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from stancegraph.plots.look import Look

__all__ = ["dated", "place", "ticks"]

FIRST: Final = number(date.min.isoformat())
LAST: Final = number(date.max.isoformat())
MOST_TICKS: Final = 8
_STEPS: Final = (
    (1, "d"),
    (2, "d"),
    (7, "d"),
    (14, "d"),
    (1, "m"),
    (2, "m"),
    (3, "m"),
    (6, "m"),
    *((n * 10**p, "y") for p in range(4) for n in (1, 2, 5)),
)


def place(day: int) -> float:
    """A day (since 1970-01-01) in matplotlib's own days."""
    return float(dates.date2num(np.datetime64(day, "D")))  # type: ignore[no-untyped-call]


def ticks(first: int, last: int, room: float = 350) -> list[tuple[int, str]]:
    """Round days between two days (inclusive), as many as have room (points; at most 8), each with its text: as much of the ISO day as tells them apart.

    >>> ticks(0, 3), ticks(0, 120)[:3], ticks(0, 40_000)[:2]
    ([(0, '1970-01-01'), (1, '1970-01-02'), (2, '1970-01-03'), (3, '1970-01-04')], [(0, '1970-01'), (31, '1970-02'), (59, '1970-03')], [(3652, '1980'), (10957, '2000')])
    """
    for size, unit in _STEPS:
        found = _days(first, last, size) if unit == "d" else _months(first, last, size * (12 if unit == "y" else 1))
        long = {"d": 10, "m": 7, "y": 4}[unit]
        if found and len(found) <= min(MOST_TICKS, max(2, int(room / (5 * long + 12)))):
            return [(day, iso(day)[:long]) for day in found]
    return [(first, iso(first))]


def _days(first: int, last: int, step: int) -> list[int]:
    start = first if step < 7 else first + (4 - first) % 7  # noqa: PLR2004 - weeks begin on Mondays, and day 4 was one
    return list(range(start, last + 1, step)) if last - start < step * 400 else []


def _months(first: int, last: int, step: int) -> list[int]:
    """The first days of every so many months."""
    low, high = (np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64) for day in (first, last))
    # Months are numbered from year 0, so that decades are round.
    start = int(-(-(low + 1970 * 12) // step) * step) - 1970 * 12
    if (int(high) - start) // step > 400:  # noqa: PLR2004 - more than any axis has
        return []
    found = [int(np.datetime64(month, "M").astype("datetime64[D]").astype(np.int64)) for month in range(start, int(high) + 1, step)]
    return [day for day in found if first <= day <= last]


def dated(axes: Axes, first: int, last: int, look: Look) -> None:
    """Sets the lower axis to these days, with room on either side."""
    room = max(1, round((last - first) * 0.04))
    low, high = max(FIRST, first - room), min(LAST, last + room)
    found = ticks(low, high, 0.7 * 72 * look.width)
    axes.xaxis.set_major_locator(FixedLocator([place(day) for day, _ in found]))
    axes.xaxis.set_ticklabels([text for _, text in found])
    axes.set_xlim(place(low), place(high))
