"""Events in, their ties between two variables out, each counted once: who took up what, at which level, how heavily (NETWORKS 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from stancegraph.discourse.events import ATTRIBUTES, UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events

__all__ = ["Incidence", "distinct", "first_of_each", "incidence", "once", "within_window"]


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Ties in the order of their events. `event`, `row` and `column` are indices (of equal length) into the events, `rows`, `columns`.

    An event has a tie for each pair of its words: one for an actor and an issue, three for an actor and three reasons.
    """

    events: Events
    event: NDArray[np.intp]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def take(self, which: NDArray[np.bool_] | slice) -> Incidence:
        """The ties that a mask or slice chooses; names of rows and columns stay."""
        return replace(self, event=self.event[which], row=self.row[which], column=self.column[which])

    def without(self, why: str, lost: int) -> Incidence:
        """The same ties, whose events tell that so many others are left out."""
        return replace(self, events=replace(self.events, left_out=(*self.events.left_out, (why, lost)))) if lost else self

    @property
    def said(self) -> NDArray[np.intp]:
        """The events that have a tie, as indices, in the order of time, each once."""
        ordered = bool(np.all(self.event[1:] >= self.event[:-1]))
        return once(self.event if ordered else np.sort(self.event))

    @property
    def level(self) -> NDArray[np.int16]:
        """The level's index on the scale, for each tie."""
        return self.events.level[self.event]


def once(ordered: NDArray[Any]) -> NDArray[Any]:
    """The values of an array in ascending order, each once.

    >>> once(np.asarray([2, 2, 3, 7, 7])).tolist()
    [2, 3, 7]
    """
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return np.compress(first, ordered)


def incidence(found: Events, rows: str, columns: str) -> Incidence:
    """The ties of two variables; an event that has no word for one of them has none. `rows` and `columns` are the words that have a tie."""
    row_names, row_of, row_words = _words(found, rows)
    column_names, column_of, column_words = _words(found, columns)
    per_event = np.bincount(column_of, minlength=len(found))
    first = np.concatenate([[0], np.cumsum(per_event)[:-1]]).astype(np.int64) if len(found) else np.zeros(0, np.int64)
    times = per_event[row_of]
    event = np.repeat(row_of, times)
    within = np.arange(len(event)) - np.repeat(np.cumsum(times) - times, times)
    rows_used, row = np.unique(np.repeat(row_words, times), return_inverse=True)
    columns_used, column = np.unique(column_words[first[event] + within], return_inverse=True)
    return Incidence(
        found,
        event,
        row.astype(np.int64),
        column.astype(np.int64),
        tuple(row_names[at] for at in rows_used.tolist()),
        tuple(column_names[at] for at in columns_used.tolist()),
    )


def _words(found: Events, variable: str) -> tuple[tuple[str, ...], NDArray[np.intp], NDArray[np.int64]]:
    """All names, and for each word of each event the event and the name's index; the word "" is none."""
    if variable in ATTRIBUTES:
        column = found.words[variable]
        owners, items = np.arange(len(found)), column.codes.astype(np.int64)
    else:
        lists = found.lists[variable]
        # A word that an event has twice counts once.
        many = max(1, len(lists.names))
        owners, items = np.divmod(once(np.sort(lists.owners() * many + lists.items)), many)
        return lists.names, owners.astype(np.intp), items.astype(np.int64)
    blank = [at for at, name in enumerate(column.names) if not name]
    if blank:
        told = ~np.isin(items, blank)
        owners, items = owners[told], items[told]
    return column.names, owners.astype(np.intp), items


def distinct(ties: Incidence, choices: Choices) -> Incidence:
    """The ties without duplicates: of equal row, column and (where the type looks at it) level within the scope the first is kept.

    Weeks are ISO weeks, and weeks and months know their year; with `compat="dna"` they do not. Events without a date share one scope of
    their own, those without a document, too. `left_out` counts the events that go. Time: that of one sort.

    Source: NETWORKS 1; DNA's `duplicates` (document, week, month, year, acrossrange).
    """
    if choices.duplicates in ("include", "window"):
        return ties
    scope = _scope(ties.events, choices.duplicates, dna=choices.compat == "dna")[ties.event]
    return _kept(ties, first_of_each(ties, scope, levelled=choices.levelled), choices)


def within_window(ties: Incidence, choices: Choices, away: NDArray[np.float64]) -> tuple[Incidence, NDArray[np.float64]]:
    """The ties of one window without duplicates, the first being kept, and of those how far `away` each is from the middle."""
    first = first_of_each(ties, np.zeros(len(ties.event), np.int64), levelled=choices.levelled)
    return _kept(ties, first, choices), away[first]


def _kept(ties: Incidence, first: NDArray[np.bool_], choices: Choices) -> Incidence:
    kept = ties.take(first)
    within = "" if choices.duplicates == "all" else f" within the same {choices.duplicates}"
    return kept.without(f"said again{within}", len(ties.said) - len(kept.said))


def first_of_each(ties: Incidence, scope: NDArray[np.int64], *, levelled: bool) -> NDArray[np.bool_]:
    """For each tie whether it is the first of its row, column, scope and, if asked, level."""
    _, scope = np.unique(scope, return_inverse=True)
    key = ties.row
    for number, size in ((ties.column, len(ties.columns)), (ties.level.astype(np.int64) if levelled else 0, len(ties.events.scale.levels))):
        key = key * size + number
    if len(scope):  # where the product could overflow, the key is made dense first
        if len(ties.rows) * len(ties.columns) * len(ties.events.scale.levels) * (int(scope.max()) + 1) >= 1 << 62:
            _, key = np.unique(key, return_inverse=True)
        key = key * (int(scope.max()) + 1) + scope
    _, first = np.unique(key, return_index=True)
    kept = np.zeros(len(key), np.bool_)
    kept[first] = True
    return kept


def _scope(found: Events, duplicates: str, *, dna: bool) -> NDArray[np.int64]:
    """For each event the number of the scope it falls into."""
    if duplicates == "all":
        return np.zeros(len(found), np.int64)
    if duplicates == "document":
        return found.words["document"].codes.astype(np.int64)
    dated = found.day != UNDATED
    day = np.where(dated, found.day, 0)
    scope = _PERIODS[duplicates](day)
    if dna and duplicates in ("week", "month"):
        scope = _week_of_year(day) if duplicates == "week" else scope % 12
    return np.where(dated, scope, np.iinfo(np.int64).min)


def _week(day: NDArray[np.int64]) -> NDArray[np.int64]:
    return (day + 3) // 7  # 1970-01-01 was a Thursday, and an ISO week begins on Monday


def _week_of_year(day: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ISO week's number in its year: that of the year in which its Thursday lies."""
    thursday = _week(day) * 7
    year = thursday.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return (thursday - year) // 7 + 1


_PERIODS: Final[Mapping[str, Callable[[NDArray[np.int64]], NDArray[np.int64]]]] = {
    "day": lambda day: day,
    "week": _week,
    "month": lambda day: day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64),
    "year": lambda day: day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64),
}
