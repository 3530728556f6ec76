"""Days in, the weeks, months and years of the calendar that they lie in out, each by its number; numbers in, first and middle days out.

Days are days since 1970-01-01. Weeks are ISO weeks, Monday to Sunday; the numbers of weeks, months and years go on from one year to the
next, so that those of two years are never one.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["LAST_DAY", "LENGTH", "bounds", "centre", "period"]

LENGTH: Final[Mapping[str, float]] = MappingProxyType({"d": 1.0, "w": 7.0, "m": 365.2425 / 12, "y": 365.2425})
"""Days in a unit: d days, w weeks, m months, y years; of months and years the mean of the Gregorian calendar."""

LAST_DAY: Final = date.max.toordinal() - date(1970, 1, 1).toordinal()
"""9999-12-31, the last day that has a date: the week it lies in ends with it."""

_CALENDAR: Final[Mapping[str, str]] = MappingProxyType({"m": "datetime64[M]", "y": "datetime64[Y]"})


def period(day: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """For each day the number of its unit.

    1970-01-01 was a Thursday, so that the week after begins on the fifth day.

    >>> period(np.asarray([0, 3, 4, 31]), "w").tolist(), period(np.asarray([0, 30, 31]), "m").tolist()
    ([0, 0, 1, 4], [0, 0, 1])
    """
    if unit == "d":
        return day
    if unit == "w":
        return (day + 3) // 7
    return day.astype("datetime64[D]").astype(_CALENDAR[unit]).astype(np.int64)


def _first_day(number: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    if unit == "d":
        return number
    if unit == "w":
        return number * 7 - 3
    return number.astype(_CALENDAR[unit]).astype("datetime64[D]").astype(np.int64)


def bounds(number: NDArray[np.int64], unit: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the last day of each unit.

    >>> [days.tolist() for days in bounds(np.asarray([0, 1]), "m")]
    [[0, 31], [30, 58]]
    """
    return _first_day(number, unit), np.minimum(_first_day(number + 1, unit) - 1, LAST_DAY)


def centre(number: NDArray[np.int64], unit: str) -> NDArray[np.float64]:
    """The middle of each unit, as far from its first day as from its last: half a day between two where their number is even.

    >>> centre(np.asarray([0, 3]), "m").tolist()
    [15.0, 104.5]
    """
    return np.asarray((_first_day(number, unit) + _first_day(number + 1, unit) - 1) / 2, np.float64)
