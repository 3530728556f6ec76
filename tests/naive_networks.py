"""Discourse networks by dictionaries and loops, written from their definition: the oracle of tests, and what benchmarks measure beside.

Nothing here is meant to be fast, and nothing is taken from the package but the shape of a row (`Event`) and the words of `Choices`.
"""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.discourse import Choices, Event

LISTS = {"speaker", "reporter", "reason", "tag", "held", "quote", "premise"}


class Tie(NamedTuple):
    """An event with one of its words for the row, one for the column, and what it weighs."""

    event: Event
    row: str
    column: str
    zeta: float = 1.0


class Found(NamedTuple):
    """A network: its names, its cells that are not 0, the events that it counts, and of a window the first, middle and last day."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], float]
    ids: list[str]
    days: tuple[str, str, str] = ("", "", "")


def network(rows: Iterable[Event], choices: Choices, levels: Sequence[float]) -> Found:
    """The network of all events together."""
    told = list(rows)
    scale = scale_of(told, choices, levels)
    ties = chosen(told, choices)
    if choices.duplicates == "window":
        ties = firsts(ties, choices, lambda _: "all")
    return counted(ties, choices, scale, everybody(told, ties, choices))


def windows(rows: Iterable[Event], choices: Choices, levels: Sequence[float]) -> Iterator[Found]:
    """The networks of all windows."""
    told = list(rows)
    scale = scale_of(told, choices, levels)
    every = ties_of(selected(told, choices), choices)
    names = everybody(told, every, choices)
    days = sorted(tie.event.date for tie in every if tie.event.date)
    dated = chosen([event for event in told if event.date], choices)
    range_ = (choices.since or days[0], choices.until or days[-1]) if days else ("", "")
    for low, middle, high, inside in places(dated, choices, range_):
        here = (
            firsts([tie for tie, _ in inside], choices, lambda _: "all") if choices.duplicates == "window" else [tie for tie, _ in inside]
        )
        away = {id(tie): x for tie, x in inside}
        weighed = [tie._replace(zeta=zeta(choices.kernel, away[id(tie)])) for tie in here]
        yield counted(weighed, choices, scale, names)._replace(days=(low, middle, high))


# --- Which events ---


def words(event: Event, variable: str) -> list[str]:
    value = getattr(event, variable)
    return sorted(set(value)) if variable in LISTS else [value] if value else []


def has(event: Event, variable: str, wanted: Iterable[str]) -> bool:
    value = getattr(event, variable)
    if variable in LISTS:
        return bool(set(value) & set(wanted)) or (not value and "" in wanted)
    return value in wanted


def selected(rows: Iterable[Event], choices: Choices) -> Iterator[Event]:
    for event in rows:
        passes = not set(event.held) - {"Superseded"}
        claim = {
            "all": True,
            "asserted": passes,
            "own_words": passes and event.voice == "own",
            "reported": passes and event.voice != "own",
        }[choices.statements]
        if not claim or event.origin not in choices.origins:
            continue
        if not all(has(event, name, wanted) for name, wanted in choices.include.items()):
            continue
        if any(has(event, name, wanted) for name, wanted in choices.exclude.items()):
            continue
        if (choices.since or choices.until) and not event.date:
            continue
        if (choices.since and event.date < choices.since) or (choices.until and event.date > choices.until):
            continue
        yield event


def ties_of(rows: Iterable[Event], choices: Choices) -> list[Tie]:
    ordered = sorted(rows, key=lambda event: (event.date, event.document, event.start, event.end, event.id))
    return [Tie(event, row, column) for event in ordered for row in words(event, choices.rows) for column in words(event, choices.columns)]


def chosen(rows: Iterable[Event], choices: Choices) -> list[Tie]:
    ties = ties_of(selected(rows, choices), choices)
    if choices.duplicates in ("include", "window"):
        return ties
    return firsts(ties, choices, lambda event: scope(event, choices))


def firsts(ties: list[Tie], choices: Choices, scope_of: Any) -> list[Tie]:
    seen = set()
    kept = []
    for tie in ties:
        level = None if choices.type in ("ignore", "two-mode") else tie.event.level
        key = (tie.row, tie.column, level, scope_of(tie.event))
        if key not in seen:
            seen.add(key)
            kept.append(tie)
    return kept


def scope(event: Event, choices: Choices) -> object:
    if choices.duplicates == "all":
        return "all"
    if choices.duplicates == "document":
        return event.document
    if not event.date:
        return "undated"
    day = date.fromisoformat(event.date)
    dna = choices.compat == "dna"
    week = day.isocalendar()
    return {
        "day": event.date,
        "week": week[1] if dna else (week[0], week[1]),
        "month": day.month if dna else (day.year, day.month),
        "year": day.year,
    }[choices.duplicates]


def everybody(rows: list[Event], ties: list[Tie], choices: Choices) -> tuple[list[str], list[str]]:
    among = ties_of(rows, choices) if choices.isolates else ties
    return sorted({tie.row for tie in among}), sorted({tie.column for tie in among})


def scale_of(rows: list[Event], choices: Choices, levels: Sequence[float]) -> list[float]:
    if choices.compat != "dna":
        return list(levels)
    seen = sorted({event.level for event in rows})
    return seen if len(seen) > 1 else [*seen, seen[0] + 1] if seen else [0, 1]


# --- When ---


def places(ties: list[Tie], choices: Choices, range_: tuple[str, str]) -> Iterator[tuple[str, str, str, list[tuple[Tie, float]]]]:
    """First, middle and last day of each window, and the ties inside, each with x."""
    assert choices.window is not None
    size, unit = choices.window.size, choices.window.unit
    half = math.floor((size - 1) / 2 + 0.5)
    if unit == "e":
        order: list[str] = []
        for tie in ties:
            if tie.event.id not in order:
                order.append(tie.event.id)
        day = {tie.event.id: tie.event.date for tie in ties}
        for at in range(half, len(order) - half):
            around = order[at - half : at + half + 1]
            inside = [(tie, 2 * (order.index(tie.event.id) - at) / size) for tie in ties if tie.event.id in around]
            yield day[around[0]], day[order[at]], day[around[-1]], inside
        return
    if not ties:
        return
    days = [date.fromisoformat(tie.event.date) for tie in ties]
    first, last = (date.fromisoformat(day) for day in range_)
    average = {"d": 1, "w": 7, "m": 365.2425 / 12, "y": 365.2425}[unit]
    at = half
    while True:
        bounds = [moved(first, at + by, unit) for by in (-half, 0, half)]
        low, middle, high = bounds
        if low is None or middle is None or high is None or high > last:
            return
        inside = [(tie, 2 * ((day - middle).days / average) / size) for tie, day in zip(ties, days, strict=True) if low <= day <= high]
        yield low.isoformat(), middle.isoformat(), high.isoformat(), inside
        at += 1


def moved(day: date, units: int, unit: str) -> date | None:
    try:
        if unit in "dw":
            return day + timedelta(days=units * (7 if unit == "w" else 1))
        year, month = day.year, day.month
        for _ in range(units * (12 if unit == "y" else 1)):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def zeta(kernel: str, x: float) -> float:
    if kernel == "uniform":
        return 0.5
    if kernel == "epanechnikov":
        return max(0.0, 0.75 * (1 - x * x))
    if kernel == "triangular":
        return max(0.0, 1 - abs(x))
    if kernel == "gaussian":
        return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    return 1.0


# --- How much ---

Row = dict[str, dict[float, list[float]]]
"""Of one row by column and level the weights of its ties."""


def counted(ties: list[Tie], choices: Choices, scale: list[float], names: tuple[list[str], list[str]]) -> Found:
    x: defaultdict[str, Row] = defaultdict(dict)
    for tie in ties:
        x[tie.row].setdefault(tie.column, {}).setdefault(tie.event.level, []).append(tie.zeta)
    ids = list(dict.fromkeys(tie.event.id for tie in ties))
    if choices.type.startswith("two-mode"):
        return Found(*names, two_mode(x, choices, scale), ids)
    return Found(names[0], names[0], one_mode(x, choices, scale), ids)


def one_mode(x: Mapping[str, Row], choices: Choices, scale: list[float]) -> dict[tuple[str, str], float]:
    cells = {}
    for one in x:
        for other in x:
            if one != other and (value := normalized(x, one, other, choices, scale)):
                cells[one, other] = value
    return cells


def shared(one: Row, other: Row, kind: str, scale: list[float]) -> float:
    """The sum over columns, levels and pairs of statements."""
    span = scale[-1] - scale[0]
    total = 0.0
    for column in one.keys() & other.keys():
        for k, mine in one[column].items():
            for k_other, theirs in other[column].items():
                d = abs(k - k_other) / span
                factor = {"congruence": 1 - d, "conflict": d, "subtract": 1 - 2 * d, "ignore": 1.0}[kind]
                if factor:
                    total += factor * sum(map(math.sqrt, mine)) * sum(map(math.sqrt, theirs))
    return total


def normalized(x: Mapping[str, Row], one: str, other: str, choices: Choices, scale: list[float]) -> float:
    top = shared(x[one], x[other], choices.type, scale)
    if not top or choices.normalization == "no":
        return top
    a, b = (sum(sum(zetas) for cells in x[name].values() for zetas in cells.values()) for name in (one, other))
    kind = "dna_cosine" if choices.compat == "dna" and choices.normalization == "cosine" else choices.normalization
    if kind == "average":
        bottom = (a + b) / 2
    elif kind == "dna_cosine":
        bottom = a * b
    elif kind == "jaccard":
        bottom = jaccard(x[one], x[other])
    else:
        like = "congruence" if choices.type == "conflict" else choices.type
        bottom = math.sqrt(max(0.0, shared(x[one], x[one], like, scale) * shared(x[other], x[other], like, scale)))
    return top / bottom if bottom else 0.0


def jaccard(one: Row, other: Row) -> float:
    """What either says that the other does not, and the pairs of what both say."""
    total = 0.0
    for mine, theirs in ((one, other), (other, one)):
        for column, cells in mine.items():
            for k, zetas in cells.items():
                total += 0 if sum(theirs.get(column, {}).get(k, ())) else sum(zetas)
    for column in one.keys() & other.keys():
        for k in one[column].keys() & other[column].keys():
            total += sum(map(math.sqrt, one[column][k])) * sum(map(math.sqrt, other[column][k]))
    return total


def two_mode(x: Mapping[str, Row], choices: Choices, scale: list[float]) -> dict[tuple[str, str], float]:
    signs = {k: 2.0 * k - 1 if scale == [0, 1] else k for k in scale}
    spoken: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row, columns in x.items():
        for column, cells in columns.items():
            for zetas in cells.values():
                spoken["activity", row] += sum(zetas)
                spoken["prominence", column] += sum(zetas)
    cells_found = {}
    for row, columns in x.items():
        for column, cells in columns.items():
            value = 0.0
            for k, zetas in cells.items():
                if choices.type == "two-mode-combine":
                    value += 2.0 ** (len(scale) - 1 - scale.index(k)) if sum(zetas) else 0
                else:
                    value += sum(zetas) * (signs[k] if choices.type == "two-mode-subtract" else 1)
            if choices.normalization != "no" and value:
                value /= spoken[choices.normalization, row if choices.normalization == "activity" else column]
            if value:
                cells_found[row, column] = value
    return cells_found
