"""A measure and a moving window in, its values over time out (NETWORKS 5, 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.discourse import windows
from stancegraph.measures.results import Interval, Measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.discourse import Choices, Events, Network

__all__ = ["Point", "over_time"]

Measure: TypeAlias = "Callable[[Network], Measured | float | None]"
"""What gives a network one number, with or without what it rests on."""


class Point(NamedTuple):
    """One window, ISO days, inclusive; `value` is None where nothing was said in it or the measure is not defined, and never 0 for that."""

    start: str
    middle: str
    end: str
    value: float | None
    interval: Interval | None
    n: int


def over_time(measure: Measure, found: Events, choices: Choices | None = None, /, **chosen: object) -> tuple[Point, ...]:
    """A measure in every window of a series, the earliest first. Choices as for `windows`, a `window` among them.

    Any function of a network does, such as `frustration`, or `lambda at: position_distance(at, "rome", "ostia")`: what it returns is a
    number, None, or a result with `value` and `interval`. Windows that overlap share statements, so neighbouring values are no
    independent ones; few statements (`n`) make wild values. Camps are found anew in each window unless the measure is given a partition.

    Raises:
        ValueError: There is no window among the choices, or what the measure raises.
        TypeError: The measure returns several numbers, not one.

    >>> from stancegraph.discourse import BINARY, Event, events
    >>> from stancegraph.measures import position_distance
    >>> heard = [("rome", 1, "2008-02-01"), ("ostia", 1, "2008-02-01"), ("rome", 1, "2008-02-04"), ("ostia", 0, "2008-02-04")]
    >>> found = events([Event(str(i), who, "toll", level, day) for i, (who, level, day) in enumerate(heard)], scale=BINARY)
    >>> [(at.middle, at.value, at.n) for at in over_time(lambda at: position_distance(at, "rome", "ostia"), found, window="1d")]
    [('2008-02-01', 0.0, 2), ('2008-02-02', None, 0), ('2008-02-03', None, 0), ('2008-02-04', 1.0, 2)]
    """
    return tuple(_point(measure, at) for at in windows(found, choices, **chosen))


def _point(measure: Measure, at: Network) -> Point:
    told = measure(at) if at.n else None
    if told is not None and not isinstance(told, (Measured, int, float)):
        raise TypeError(f"{type(told).__name__} is no number: give a function that returns one, such as lambda at: camps(at).fit")
    value, interval = (told.value, told.interval) if isinstance(told, Measured) else (told, None)
    return Point(at.start, at.middle, at.end, value, interval, at.n)
