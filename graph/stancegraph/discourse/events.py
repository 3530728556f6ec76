"""The event list: one event for each statement, in the order of time; columns underneath, rows at the border (NETWORKS 1).

DNA calls it so, too: what every network is counted from, and what goes out as a table, lossless.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from stancegraph.discourse.factors import Factor, Lists
from stancegraph.discourse.scales import STANCE, Scale
from stancegraph.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

__all__ = ["ATTRIBUTES", "LISTS", "UNDATED", "Event", "Events", "events"]

UNDATED: Final = int(np.iinfo(np.int64).min)
"""The day of an event whose date nobody knows: it sorts first, and is in no window."""


class Event(NamedTuple):
    """One statement, as networks count it. Slugs, as the annotations have them; "" and () for what is not known.

    `level` is on the list's scale, `date` an ISO day (the first one that the statement may mean), `start` and `end` are offsets of its
    first quote in its document's text (code points, end exclusive; -1 unknown), `speaker` and `reporter` who said it and who passed it
    on, `reason` what is given under `because`, `held` why the truth gate holds it back, `premise` the ids that a derived one rests on.
    """

    id: str
    actor: str
    issue: str
    level: float
    date: str = ""
    document: str = ""
    start: int = -1
    end: int = -1
    actor_type: str = ""
    issue_type: str = ""
    publisher: str = ""
    coder: str = ""
    mode: str = "actual"
    voice: str = "narrator"
    certainty: str = "certain"
    scope: str = "all"
    status: str = "final"
    origin: str = "explicit"
    """explicit: a statement of a stance; act: what a deed implies; derived: what a rule concludes."""
    relation: str = ""
    condition: str = ""
    speaker: tuple[str, ...] = ()
    reporter: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()
    premise: tuple[str, ...] = ()


ATTRIBUTES: Final = (
    "actor",
    "actor_type",
    "issue",
    "issue_type",
    "document",
    "publisher",
    "coder",
    "mode",
    "voice",
    "certainty",
    "scope",
    "status",
    "origin",
    "relation",
    "condition",
)
"""What an event has one word of."""
LISTS: Final = ("speaker", "reporter", "reason", "tag", "held", "quote", "premise")
"""What an event has any number of words of."""


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Events in the order of time: by day, document, offsets, id. `words` and `lists` hold the columns of `ATTRIBUTES` and `LISTS`.

    `ids` are unique; `level` (int16) points into `scale.levels`; `day` (int64) counts days since 1970-01-01, `UNDATED` for none;
    `start` and `end` are int64. `labels` are the names of slugs for people; `left_out` says of how many statements, and why, there is
    no event here. `facts` are what the annotations say of a slug beside its label: definition, wikidata, also, member_of.
    `aliases` say which slug a name stands for, folded as `stancegraph.lexicon.fold` does.
    """

    ids: NDArray[np.object_]
    level: NDArray[np.int16]
    day: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    words: Mapping[str, Factor]
    lists: Mapping[str, Lists]
    scale: Scale = STANCE
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    left_out: tuple[tuple[str, int], ...] = ()
    facts: Mapping[str, Mapping[str, str | tuple[str, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __len__(self) -> int:
        """How many events."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Event]:
        """The events as rows."""
        dates = [iso(day) for day in self.day.tolist()]
        levels = [self.scale.levels[code] for code in self.level.tolist()]
        numbers = (self.start.tolist(), self.end.tolist())
        words = [self.words[name].words() for name in ATTRIBUTES]
        lists = [self.lists[name].words() for name in LISTS]
        by_name = {"id": self.ids.tolist(), "level": levels, "date": dates, "start": numbers[0], "end": numbers[1]}
        by_name |= dict(zip(ATTRIBUTES, words, strict=True)) | dict(zip(LISTS, lists, strict=True))
        for row in zip(*(by_name[name] for name in Event._fields), strict=True):
            yield Event._make(row)

    def __repr__(self) -> str:
        """Counts, not contents."""
        first, last = self.span
        dated = f", {first} to {last}" if first else ""
        return f"<{len(self):,} events: {len(self.words['actor'].used())} actors, {len(self.words['issue'].used())} issues{dated}>"

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last day of a dated event, ISO; "" and "" where none is dated."""
        return between(self.day)

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Events:
        """The events chosen by an index in ascending order or a mask."""
        return replace(
            self,
            **{name: getattr(self, name)[which] for name in ("ids", "level", "day", "start", "end")},
            words={name: column.take(which) for name, column in self.words.items()},
            lists={name: column.take(which) for name, column in self.lists.items()},
        )

    def to_pandas(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame, which has no types here
        """A row an event as a pandas frame: `stancegraph.discourse.frames.events_frame` names every column.

        Raises:
            ImportError: pandas is not installed: `pip install 'stancegraph[frames]'`.
        """
        from stancegraph.discourse.frames import events_frame  # noqa: PLC0415 - pandas is loaded by those who ask for it

        return events_frame(self)

    def label(self, slug: str) -> str:
        """The name a reader knows a slug by."""
        return self.labels.get(slug, slug)

    def called(self, name: str) -> str:
        """The slug that an alias stands for; "" where there is none."""
        return self.aliases.get(fold(name), "")


def events(
    rows: Iterable[Event],
    *,
    scale: Scale = STANCE,
    labels: Mapping[str, str] | None = None,
    left_out: tuple[tuple[str, int], ...] = (),
    aliases: Mapping[str, str] | None = None,
) -> Events:
    """The event list of these rows, in any order; `aliases` map folded names to slugs.

    Raises:
        ValueError: Two have one id, a level is not on the scale, a date is no ISO day, a word or a list of words is none; the message
            names the event.
    """
    told = list(rows)
    _sound(told)
    columns = dict(zip(Event._fields, zip(*told, strict=True), strict=True)) if told else dict.fromkeys(Event._fields, ())
    ids = np.empty(len(told), np.object_)
    ids[:] = columns["id"]
    unordered = Events(
        ids,
        np.fromiter((_level(row, scale) for row in told), np.int16, len(told)),
        np.fromiter((_day(row) for row in told), np.int64, len(told)),
        np.asarray(columns["start"], np.int64),
        np.asarray(columns["end"], np.int64),
        {name: Factor.of(columns[name]) for name in ATTRIBUTES},
        {name: Lists.of(columns[name]) for name in LISTS},
        scale,
        MappingProxyType(dict(labels or {})),
        left_out,
        aliases=MappingProxyType(dict(sorted((aliases or {}).items()))),
    )
    return unordered.take(_order(unordered))


def _sound(told: list[Event]) -> None:
    """Holds ids against one another, and words against what words are."""
    seen: set[str] = set()
    for row in told:
        if row.id in seen:
            raise ValueError(f"two events have the id {row.id!r}")
        seen.add(row.id)
    for name in ("id", *ATTRIBUTES, *LISTS):
        at = Event._fields.index(name)
        kind = tuple if name in LISTS else str
        for row in told:
            if row[at].__class__ is not kind and not isinstance(row[at], (tuple, list) if name in LISTS else str):
                raise ValueError(f"{row.id!r}: {name} is {row[at]!r}, and not {'a tuple of words' if name in LISTS else 'a word'}")


def _order(found: Events) -> NDArray[np.intp]:
    """By day, document, offsets, id (NETWORKS 1)."""
    by_id = np.asarray(sorted(range(len(found)), key=found.ids.tolist().__getitem__), np.intp)
    keys = (found.end, found.start, found.words["document"].codes, found.day)
    return by_id[np.lexsort([key[by_id] for key in keys])]


def _level(row: Event, scale: Scale) -> int:
    try:
        return scale.index(row.level)
    except ValueError as error:
        raise ValueError(f"{row.id}: {error}") from None


_EPOCH = date(1970, 1, 1)


def _day(row: Event) -> int:
    if not row.date:
        return UNDATED
    try:
        return number(row.date)
    except ValueError:
        raise ValueError(f"{row.id}: {row.date!r} is no day; write one like 2008-02-14") from None


def number(day: str) -> int:
    """An ISO day as days since 1970-01-01.

    Raises:
        ValueError: It is no such day.

    >>> number("1970-02-01")
    31
    """
    if day[4:5] != "-" or day[7:8] != "-":  # also ISO 8601, but a week's day, or without hyphens
        raise ValueError(day)
    return (date.fromisoformat(day) - _EPOCH).days


def between(days: NDArray[np.int64]) -> tuple[str, str]:
    """The first and the last of days since 1970-01-01, ISO; "" and "" where all are `UNDATED`."""
    dated = days[days != UNDATED]
    return (iso(int(dated.min())), iso(int(dated.max()))) if len(dated) else ("", "")


def iso(day: int) -> str:
    """Days since 1970-01-01 as an ISO day; "" for `UNDATED`."""
    return "" if day == UNDATED else str(np.datetime64(day, "D"))
