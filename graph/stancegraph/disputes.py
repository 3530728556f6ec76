"""Where two coders read the same words of a document in opposite ways, and which readings an adjudication overrules.

Readings in, a `Dispute` for each reading that cannot assert out (LANGUAGE 4, pass 1, Unresolved). Nothing here is quadratic in the
number of readings: overlapping quotes are found through shared hashes, not by comparing pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum, auto
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.records import Status
from stancegraph.stances import compatible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stancegraph.records import Statement
    from stancegraph.stances import Interval

__all__ = ["Dispute", "Reading", "disputes"]

LEAST_SHARED = 2  # words: where two quotes only run into each other, one shared word ("the") proves nothing

# A polynomial hash of word runs; with a Mersenne prime of 61 bits two runs of one passage do not collide in practice.
MODULUS = (1 << 61) - 1
BASE = 1_000_003


class Reading(NamedTuple):
    """A statement that takes part in disputes, with its polarity interval."""

    statement: Statement
    interval: Interval


class Dispute(NamedTuple):
    """The reading (a statement's id) that stands against one; `overruled` when that reading is adjudicated and this one is not."""

    rival: str
    coder: str
    overruled: bool


class Part(Enum):
    """What a run of words is to its quote."""

    WHOLE = auto()
    WINDOW = auto()
    PREFIX = auto()
    SUFFIX = auto()
    NO_QUOTE = auto()


MEETS = {
    Part.WHOLE: Part.WINDOW,
    Part.WINDOW: Part.WHOLE,
    Part.PREFIX: Part.SUFFIX,
    Part.SUFFIX: Part.PREFIX,
    Part.NO_QUOTE: Part.NO_QUOTE,
}
"""Two quotes overlap when one holds the other whole, or a suffix of one is a prefix of the other."""

Run: TypeAlias = tuple[Part, int, int]
"""(part, length in words, hash)."""


def disputes(readings: Iterable[Reading]) -> dict[str, Dispute]:
    """Statement id to its dispute, for every reading that another coder's disjoint reading of the same words leaves unresolved.

    The same words: same document, same speakers, same actor and object, quotes that overlap on words folded for case and punctuation
    (or both without a quote). An adjudicated reading is clean and overrules its rivals, which no longer count against anybody; two
    adjudicated ones settle nothing. Retracted readings are left out, as are those without a document or a coder.
    """
    found: dict[str, Dispute] = {}
    for group in _shared(readings):
        by_speakers: defaultdict[frozenset[str], list[Reading]] = defaultdict(list)
        for reading in group:
            by_speakers[frozenset(speaker.actor for speaker in reading.statement.said_by)].append(reading)
        for rivals in by_speakers.values():
            if _may_differ(rivals):
                found.update(_settle(rivals))
    return found


def _shared(readings: Iterable[Reading]) -> Iterable[list[Reading]]:
    """Readings of one document, actor and object, where there is more than one."""
    first: dict[tuple[str, str, str], Reading] = {}
    groups: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in readings:
        s = reading.statement
        if s.document is not None and s.coder is not None and s.status is not Status.RETRACTED:
            key = s.document, s.actor, s.object
            known = first.setdefault(key, reading)
            if known is not reading:
                groups.setdefault(key, [known]).append(reading)
    return groups.values()


def _may_differ(group: list[Reading]) -> bool:
    lower, upper = max(r.interval[0] for r in group), min(r.interval[1] for r in group)
    return lower > upper and len({r.statement.coder for r in group}) > 1


def _settle(group: list[Reading]) -> Iterator[tuple[str, Dispute]]:
    """Adjudicated against adjudicated first, then what those that stand overrule, then what is left among itself."""
    runs = _runs(group)
    ruling = [r for r in group if r.statement.status is Status.ADJUDICATED]
    plain = [r for r in group if r.statement.status is not Status.ADJUDICATED]
    tied = dict(_rivals(ruling, ruling, runs))
    standing = [r for r in ruling if r.statement.id not in tied]
    overruled = dict(_rivals(plain, standing, runs))
    left = [r for r in plain if r.statement.id not in overruled]
    open_ = dict(_rivals(left, [*left, *(r for r in ruling if r.statement.id in tied)], runs))
    for rivals, is_overruled in ((tied, False), (overruled, True), (open_, False)):
        for name, (rival, coder) in rivals.items():
            yield name, Dispute(rival, coder, is_overruled)


def _rivals(readings: list[Reading], against: Collection[Reading], runs: dict[str, set[Run]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, (rival's id, rival's coder)) for each reading that a disjoint one of the same words, by another coder, stands against."""
    table = _witnesses(against, runs)
    for s, side in readings:
        met = (table[MEETS[part], length, digest] for part, length, digest in runs[s.id] if (MEETS[part], length, digest) in table)
        rivals = [
            (name, coder)
            for by_side in met
            for other, coders in by_side.items()
            if not compatible(side, other)
            for coder, name in coders.items()
            if coder != s.coder
        ]
        if rivals:
            yield s.id, min(rivals)


def _witnesses(readings: Collection[Reading], runs: dict[str, set[Run]]) -> dict[Run, dict[Interval, dict[str, str]]]:
    """For each run and interval at most two coders, each with the smallest id: enough to find one who is not oneself."""
    table: dict[Run, dict[Interval, dict[str, str]]] = {}
    for s, side in sorted(readings, key=lambda r: r.statement.id):
        for run in runs[s.id]:
            coders = table.setdefault(run, {}).setdefault(side, {})
            if s.coder is not None and len(coders) < 2:  # noqa: PLR2004 - oneself and another
                coders.setdefault(s.coder, s.id)
    return table


def _runs(group: list[Reading]) -> dict[str, set[Run]]:
    """Statement id to the runs of words by which its quotes can meet others of the group."""
    numbers: dict[str, int] = {}
    folded = {r.statement.id: _folded(r.statement, numbers) for r in group}
    lengths = sorted({len(words) for quotes in folded.values() for words in quotes})
    return {name: set(_runs_of(quotes, lengths)) for name, quotes in folded.items()}


def _folded(statement: Statement, numbers: dict[str, int]) -> list[list[int]]:
    """The quotes' unbroken passages as numbered words, without case and punctuation; an elision ends a passage."""
    passages = (part for quote in statement.quotes for part in re.split(r"\u2026|\.{3}", quote.exact))
    words = (re.findall(r"\w+", part.casefold()) for part in passages)
    return [[numbers.setdefault(word, len(numbers) + 1) for word in part] for part in words if part]


def _runs_of(quotes: list[list[int]], lengths: list[int]) -> Iterator[Run]:
    if not quotes:
        yield Part.NO_QUOTE, 0, 0
    for words in quotes:
        size = len(words)
        sums = list(accumulate(words, lambda total, word: (total * BASE + word) % MODULUS, initial=0))
        yield Part.WHOLE, size, sums[size]
        yield from ((Part.PREFIX, end, sums[end]) for end in range(LEAST_SHARED, size + 1))
        yield from ((Part.SUFFIX, size - at, _digest(sums, at, size)) for at in range(size - LEAST_SHARED + 1))
        for length in lengths:
            if length > size:
                break
            yield from ((Part.WINDOW, length, _digest(sums, at, at + length)) for at in range(size - length + 1))


def _digest(sums: list[int], start: int, end: int) -> int:
    """The hash of the words from `start` to `end` (exclusive), from the running hashes."""
    return (sums[end] - sums[start] * pow(BASE, end - start, MODULUS)) % MODULUS
