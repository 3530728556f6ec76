"""A written date becomes a `Date`: its EDTF string and the first and last day it can mean (LANGUAGE 2, "Four clocks").

EDTF here is levels 0 and 1 of the Library of Congress specification (https://www.loc.gov/standards/datetime/, 2019), read strictly,
for the years 0001 to 9999. Besides EDTF a coder may write "early 2008-06", "summer 2007" and "by 2008-04".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Date", "DateError", "is_later", "overlap", "parse", "words"]

LONGEST = 64  # characters; the longest interval with qualifiers, "by" and a word before it needs 40

HELP = 'write 2008, 2008-02, 2008-02-14, 2007-12/2008-02, ../2008-04, "early 2008-06", "summer 2007" or "by 2008-04"'
YEARS = "years run from 0001 to 9999"

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
THIRDS = {"early": ("01", "10"), "mid": ("11", "20"), "late": ("21", "")}
OPEN = ("..", "")
LAST_YEAR = 9999

_SINGLE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%])?")
_DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?",
)
_SEASON = re.compile(r"\b([0-9]{4})-(2[1-4])(?![0-9-])")
_SEASON_NAMES = {str(number): word for word, number in SEASONS.items() if word != "fall"}
_VAGUE_YEAR = re.compile(r"[0-9]{2}(?:[0-9]X|XX)")


@dataclass(frozen=True, slots=True)
class Date:
    """A moment or span of days. `edtf` is EDTF level 0 or 1; `start` and `end` are inclusive ISO days, None when open or unknown.

    A qualifier (`?`, `~`, `%`) stays in `edtf` and does not widen the bounds. `text` holds the words of `{edtf:, text:}`.
    """

    edtf: str
    start: str | None
    end: str | None
    text: str | None = None


class DateError(ValueError):
    """Text that is no date of ours: `text` says what is wrong with it, `help` what to write instead."""

    def __init__(self, text: str, help: str = "") -> None:  # noqa: A002 - the name that Problem uses
        """Both are whole phrases, ready for a `Problem`."""
        super().__init__(text)
        self.text = text
        self.help = help


def parse(text: str) -> Date:
    """The date that the text writes. Blanks around or inside an EDTF string are errors, words may be of any case.

    A time of day is allowed as in EDTF level 0; the bounds are then the day as written, in its own time zone.

    Raises:
        DateError: It is not EDTF level 0 or 1 nor one of our phrases; where one reading is clear, `help` offers it.

    >>> parse("2008-02").end
    '2008-02-29'
    >>> parse("by early 2008-06")
    Date(edtf='../2008-06-10', start=None, end='2008-06-10', text=None)
    """
    if len(text) > LONGEST:
        raise DateError(text=f"a date of {len(text)} characters", help=HELP)
    try:
        return _read(text)
    except DateError as error:
        if error.help:
            raise
        raise DateError(text=error.text, help=_advice(text)) from None


def words(edtf: str) -> str:
    """An EDTF string as people write it: seasons by name, "by" and "from ... on" for an open side; whatever else it says stays EDTF.

    An unknown side ("/2008") is not an open one and stays, too. Text that is no EDTF comes back as it is.

    >>> words("2007-22"), words("../2008-04-30"), words("1999/.."), words("2008-02-13?")
    ('summer 2007', 'by 2008-04-30', 'from 1999 on', '2008-02-13?')
    """
    left, _, right = edtf.partition("/")
    named = _SEASON.sub(lambda match: f"{_SEASON_NAMES[match[2]]} {match[1]}", edtf)
    if left == "..":
        return f"by {named.partition('/')[2]}"
    return f"from {named.partition('/')[0]} on" if right == ".." else named


def is_later(a: Date, b: Date) -> bool:
    """Whether `a` surely lies after `b`: its lower bound lies after the other's upper bound (LANGUAGE 2).

    An unbounded side decides nothing.
    """
    return a.start is not None and b.end is not None and a.start > b.end


def overlap(a: Date, b: Date) -> bool:
    """Whether the two can share a day: neither is later than the other."""
    return not is_later(a, b) and not is_later(b, a)


@lru_cache(maxsize=4096)
def _read(text: str) -> Date:
    word, blank, rest = text.partition(" ")
    if blank:
        return _phrase(text, word.lower(), rest)
    if "/" in text and not _NUMERIC.fullmatch(text):
        return _interval(text)
    if "T" in text:
        return _moment(text)
    return Date(text, *_bounds(text))


def _phrase(text: str, word: str, rest: str) -> Date:
    """Our own forms beside EDTF: a word, one blank, a date."""
    if word == "by":
        return _by(text, rest)
    if word in SEASONS and re.fullmatch(r"[0-9]{4}", rest):
        return _read(f"{rest}-{SEASONS[word]}")
    if word in THIRDS and re.fullmatch(r"[0-9]{4}-[0-9]{2}", rest):
        first, last = THIRDS[word]
        _, end = _month(int(rest[:4]), int(rest[5:]))
        return _read(f"{rest}-{first}/{rest}-{last or end[8:]}")
    raise DateError(text=f"{text!r} is not an EDTF date")


def _by(text: str, rest: str) -> Date:
    if "/" in rest or rest.lower().startswith("by "):
        raise DateError(text=f'"by" takes one date: {text!r}', help=_offer([f"by {re.split('[/ ]', rest)[-1]}"]))
    inner = _read(rest)
    end = inner.edtf.rpartition("/")[2].partition("T")[0]
    return _read(f"../{_definite(end, '9')}")


def _interval(text: str) -> Date:
    left, _, right = text.partition("/")
    if left in OPEN and right in OPEN:
        raise DateError(text=f"an interval without a date: {text!r}", help="write at least one of its ends, such as 2008-02/..")
    if "T" in text:
        raise DateError(text=f"an interval has no time of day: {text!r}", help="write the days alone, such as 2008-02-14/2008-02-20")
    if "X" in text:
        fixed = f"{_definite(left, '0')}/{_definite(right, '9')}"
        raise DateError(text=f"unspecified digits inside an interval are EDTF level 2: {text!r}", help=_offer([fixed]))
    start = None if left in OPEN else _bounds(left)[0]
    end = None if right in OPEN else _bounds(right)[1]
    if start and end and start > end:
        raise DateError(text=f"the interval {text!r} ends before it begins", help=_offer([f"{right}/{left}"]))
    return Date(text, start, end)


def _moment(text: str) -> Date:
    match = _DATETIME.fullmatch(text)
    if not match:
        raise DateError(text=f"{text!r} is not an EDTF date and time", help="write the day alone, or in full: 2008-02-14T09:30:00Z")
    return Date(text, *_bounds(match[1]))


def _definite(edtf: str, digit: str) -> str:
    """The date without unspecified parts: months and days of X go, a year's X becomes `digit` ("0" the first, "9" the last)."""
    return edtf.replace("-XX", "").replace("X", digit)


def _bounds(text: str) -> tuple[str, str]:
    """First and last day of a year, season, month or day, as ISO strings."""
    match = _SINGLE.fullmatch(text)
    if not match:
        raise DateError(text=f"{text!r} is not an EDTF date")
    year, month, day, _ = match.groups()
    if "X" in year:
        if month is None and _VAGUE_YEAR.fullmatch(year):
            return f"{max(int(year.replace('X', '0')), 1):04}-01-01", f"{year.replace('X', '9')}-12-31"
        raise _level_2(text)
    if year == "0000":
        raise DateError(text=f"there is no year 0000: {text!r}", help=YEARS)
    if month is None or (month == "XX" and day in (None, "XX")):
        return f"{year}-01-01", f"{year}-12-31"
    if "X" in month or (day and "X" in day and day != "XX"):
        raise _level_2(text)
    return _within(text, int(year), int(month), day)


def _within(text: str, year: int, month: int, day: str | None) -> tuple[str, str]:
    if month in SEASONS.values() and day is None:
        return _season(year, month)
    if month > max(SEASONS.values()) and day is None:
        raise _level_2(text)
    start, end = _month(year, month)
    if day is None or day == "XX":
        return start, end
    if not 1 <= int(day) <= int(end[8:]):
        raise DateError(
            text=f"there is no day {int(day)} in {start[:7]}, which has {end[8:]} days", help=f"write a day from 01 to {end[8:]}"
        )
    return f"{start[:8]}{day}", f"{start[:8]}{day}"


def _season(year: int, season: int) -> tuple[str, str]:
    """Seasons of the northern year: 21 is March to May, 22 June to August, 23 September to November, 24 December to February."""
    first = 3 * (season - 20)
    if first + 2 <= 12:  # noqa: PLR2004 - months of a year
        return _month(year, first)[0], _month(year, first + 2)[1]
    if year == LAST_YEAR:
        raise DateError(text="the winter of 9999 ends after the year 9999", help=YEARS)
    return _month(year, first)[0], _month(year + 1, 2)[1]


def _month(year: int, month: int) -> tuple[str, str]:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise DateError(text=f"there is no month {month:02}", help="write a month from 01 to 12, or a season from 21 to 24")
    if year < 1:
        raise DateError(text="there is no year 0000", help=YEARS)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]  # noqa: PLR2004 - February
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{days}"


def _level_2(text: str) -> DateError:
    cure = "write X for parts from the right (201X, 20XX, 2004-XX, 1985-04-XX), seasons as 21 to 24"
    return DateError(f"{text!r} is EDTF level 2", cure)


# ── what a person may have meant ──

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"

_NUMERIC = re.compile(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b")
_ORDERED = (
    (re.compile(rf"{_DAY}(?: of)? {_MONTH},? ([0-9]{{4}})"), (3, 2, 1)),
    (re.compile(rf"{_MONTH} {_DAY},? ([0-9]{{4}})"), (3, 1, 2)),
    (re.compile(rf"{_MONTH},?(?: of)? ([0-9]{{4}})"), (2, 1)),
    (re.compile(r"\b([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b"), (1, 2, 3)),
    (re.compile(r"\b([0-9]{4})([0-9]{2})([0-9]{2})\b"), (1, 2, 3)),
    (re.compile(r"\b([0-9]{4})-([0-9])\b"), (1, 2)),
)
_SHAPES = (
    (re.compile(r"([0-9]{3})0s"), r"\1X"),
    (re.compile(r"(early|mid|late)[- ](?:in )?(.+)"), r"\1 \2"),
    (re.compile(r"(spring|summer|autumn|fall|winter) (?:of |in )?([0-9]{4})"), r"\1 \2"),
    *((re.compile(rf"{word} ([0-9]{{4}})([?~%])"), rf"\g<1>-{number}\g<2>") for word, number in SEASONS.items()),
    (re.compile(r"(?:c\.|ca\.?|circa|about|around|approximately) ?(.+)"), r"\1~"),
    (re.compile(r"(?:since|from) ([^ ]+)"), r"\1/.."),
    (re.compile(r"(?:until|till|up to) (.+)"), r"by \1"),
    (re.compile(r"(?:from |between )?([0-9-]{4,10}) ?(?:to|and|until|/|-|\u2013|\u2014) ?([0-9-]{4,10})"), r"\1/\2"),
)


def _advice(text: str) -> str:
    """Help that offers each reading of the text that is a date; the forms there are for a text that has none."""
    plain = re.sub("(?<=[0-9x-])x", "X", " ".join(text.lower().split()))
    return _offer([reading for reading in dict.fromkeys(_readings(plain)) if reading != text]) or HELP


def _readings(text: str) -> Iterator[str]:
    """EDTF spellings of a human one, day before month first; not yet known to be dates."""
    for order in ((3, 2, 1), (3, 1, 2)):
        iso = _reordered(text, _NUMERIC, order)
        for pattern, groups in _ORDERED:
            iso = _reordered(iso, pattern, groups)
        yield iso
        yield from (match.expand(shape) for pattern, shape in _SHAPES if (match := pattern.fullmatch(iso)))


def _reordered(text: str, pattern: re.Pattern[str], groups: tuple[int, ...]) -> str:
    """The text with every match written as year, month and day in figures."""
    return pattern.sub(lambda match: "-".join(_figures(match[group]) for group in groups), text)


def _figures(part: str) -> str:
    return f"{_NAMES.index(part[:3]) + 1:02}" if part[0].isalpha() else part.zfill(2)


def _offer(candidates: list[str]) -> str:
    """Help that names the candidates that are dates; empty where none is."""
    valid = [candidate for candidate in candidates if _is_date(candidate)]
    if len(valid) > 1:
        return f"write {' or '.join(valid)}, whichever is meant"
    return f"write {valid[0]}" if valid else ""


def _is_date(text: str) -> bool:
    try:
        _read(text)
    except DateError:
        return False
    return True
