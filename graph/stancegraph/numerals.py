"""A text in, the numbers that stand in it out: digits with separators, "1.8 million", "3½", English number words up to the trillions.

>>> sorted(numbers("Some 1,800 of half a million, two dozen in all"))
[1.8, 2.0, 24.0, 1800.0, 500000.0]
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["numbers"]

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(value) for value, word in enumerate(_ONES.split())}
_TEN = {word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)}
# Number words are English; what multiplies digits is read in the languages of the region and of its newspapers.
_FACTORS = {
    12.0: re.compile("dozens?"),
    1e2: re.compile("hundreds?|hundert"),
    1e3: re.compile("thousands?|tausend|mille|hiljad[aeu]|tisu\u0107[aeu]|mij\xeb|\u0445\u0438\u0459\u0430\u0434[\u0430\u0435\u0443]"),
    1e6: re.compile(
        "mill?ion(?:s|en|i|e|a|\xeb)?|milijun[ae]?|mill(?:\xf3n|ones)|\u043c\u0438\u043b\u0438\u043e\u043d[\u0430\u0435\u0438]?"
    ),
    1e9: re.compile(
        "billions?|mill?iard(?:s|e|en|i|a|\xeb)?|milijard[aeiu]|\u043c\u0438\u043b\u0438\u0458\u0430\u0440\u0434[\u0430\u0435\u0438\u0443]"
    ),
    1e12: re.compile("trillions?"),
}
_SHORT = {
    **dict.fromkeys(("k", "tsd"), 1e3),
    **dict.fromkeys(("m", "mn", "mln", "mio"), 1e6),
    **dict.fromkeys(("bn", "mrd", "mlrd", "mld"), 1e9),
    **dict.fromkeys(("tn", "trn"), 1e12),
}
"""Behind digits alone."""

_SEPARATORS = ",.' \u00a0\u2009\u2019\u202f"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e"
_TOKEN = re.compile(
    rf"(?P<grouped>\d{{1,3}}(?P<mark>[{_SEPARATORS}])\d{{3}}(?:(?P=mark)\d{{3}})*+(?!\d)(?:[.,]\d++(?![.,]\d))?+)"
    rf"|(?P<digits>(?<!\d[.,])\d++[.,]\d++(?![.,]\d)|\d++)|(?P<part>[{_FRACTIONS}])|(?P<word>[^\W\d_]++)|(?P<other>\S)"
)
_HYPHENS = frozenset("-\u2010\u2011")
_RANGE = frozenset({"or", "to", "and", "\u2013", *_HYPHENS})
_QUARTERS = {"quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "thirds": 1 / 3}


class _Number(NamedTuple):
    """What a run of tokens says: the number in all its readings, each without its multiplier too, and the token behind it."""

    values: tuple[float, ...]
    bare: tuple[float, ...]
    factor: float
    behind: int


def numbers(text: str) -> frozenset[float]:
    """Every number of a text; digits also as they would be without the multiplier behind them, and "1.800" as 1.8 and as 1,800."""
    found = set[float]()
    tokens = list(_TOKEN.finditer(text))
    at, former, between = 0, None, 0
    while at < len(tokens):
        number = _fraction(tokens, at) or _number(tokens, at)
        if number is None:
            at += 1
            continue
        found.update(number.values, number.bare)
        if former and former.factor == 1.0 < number.factor and at == between + 1 and _word(tokens, between) in _RANGE:
            # The 2,000,000 of "two or three million", the 10,000 of "between 10 and 12 thousand".
            found.update(value * number.factor for value in former.values if value < max(number.bare))
        former, at = number, number.behind
        between = at
    return frozenset(filter(isfinite, found))


def _word(tokens: list[re.Match[str]], at: int) -> str:
    """A token in small letters; "" behind the last."""
    return tokens[at][0].casefold() if at < len(tokens) else ""


@lru_cache(maxsize=1 << 12)
def _factor(word: str) -> float | None:
    """What a multiplier multiplies by: dozen, thousand, Millionen."""
    return next((factor for factor, pattern in _FACTORS.items() if pattern.fullmatch(word)), None)


def _number(tokens: list[re.Match[str]], at: int) -> _Number | None:
    """The number that begins with a token: in digits, or spelt."""
    number = _figures(tokens, at) if tokens[at]["digits"] or tokens[at]["grouped"] or tokens[at]["part"] else _spelt(tokens, at)
    if number is None or [_word(tokens, number.behind + k) for k in range(3)] != ["and", "a", "half"]:
        return number
    # "two and a half million", "a million and a half"
    times = _factor(_word(tokens, number.behind + 3)) or 1.0
    unit, factor = max(number.factor, 1.0), number.factor * times
    values = tuple((value + unit / 2) * times for value in number.values)
    return _Number(values, number.bare, factor, number.behind + 3 + (times > 1.0))


# ── digits ──


def _figures(tokens: list[re.Match[str]], at: int) -> _Number:
    """Digits with the multipliers behind them; "2 million 300 thousand" is one number."""
    bare, behind = tuple(_readings(tokens, at)), at + 1
    if tokens[at]["part"] is None and behind < len(tokens) and tokens[behind]["part"] and tokens[behind].start() == tokens[at].end():
        bare = tuple(value + unicodedata.numeric(tokens[behind][0]) for value in bare if value.is_integer())
        behind += 1
    factor = 1.0
    while times := _factor(_word(tokens, behind)) or (_SHORT.get(_word(tokens, behind)) if factor == 1.0 else None):
        factor *= times
        behind += 1
    values = tuple(value * factor for value in bare)
    if factor > 1.0 and behind < len(tokens) and (tokens[behind]["digits"] or tokens[behind]["grouped"]):
        rest = _figures(tokens, behind) if _may_go_on(tokens, behind, factor) else None
        if rest and 1.0 < rest.factor < factor:
            return _Number((*values, *rest.values, *(a + b for a in values for b in rest.values)), (*bare, *rest.bare), factor, rest.behind)
    return _Number(values, bare, factor, behind)


def _may_go_on(tokens: list[re.Match[str]], at: int, factor: float) -> bool:
    """Whether digits have a smaller multiplier than the digits before them."""
    times = _factor(_word(tokens, at + 1))
    return times is not None and times < factor


def _readings(tokens: list[re.Match[str]], at: int) -> Iterator[float]:
    """What digits may mean: separators of thousands differ from country to country."""
    token = tokens[at]
    if token["part"]:
        yield unicodedata.numeric(token[0])
    elif token["digits"]:
        yield float(token[0].replace(",", "."))
    else:
        mark, head = token["mark"], token["grouped"]
        whole, point, rest = head, "", ""
        if end := re.search(rf"(?!{re.escape(mark)})[.,]\d+\Z", head):
            whole, point, rest = head[: end.start()], ".", end[0][1:]
        yield float(whole.replace(mark, "") + point + rest)
        if mark in ",." and whole.count(mark) == 1 and not rest:
            yield float(whole.replace(mark, "."))
        if mark == " ":
            yield from map(float, whole.split())


# ── words ──


def _spelt(tokens: list[re.Match[str]], at: int) -> _Number | None:
    """A number in English words: groups of less than a thousand, each with a smaller multiplier than the one before."""
    total, first, last, behind, groups = 0.0, 0.0, float("inf"), at, 0
    while group := _group(tokens, behind + (groups > 0 and _word(tokens, behind) == "and")):
        value, after = group
        factor = _factor(_word(tokens, after)) or 1.0
        after += factor > 1.0
        if factor >= last:
            break
        total, first = total + value * factor, first if groups else value
        last, behind, groups = factor, after, groups + 1
        if factor == 1.0:
            break
    if not groups:
        return None
    return _Number((total,), (first,) if _is_plain(tokens, at) else (total,), last if groups == 1 else 1.0, behind)


def _is_plain(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a number begins with a number word, and not with "a" or a multiplier."""
    return _word(tokens, at) in _SMALL or _word(tokens, at) in _TEN


def _group(tokens: list[re.Match[str]], at: int) -> tuple[float, int] | None:
    """A number below a thousand, and the token behind it: "two hundred and five", "a" before a multiplier."""
    if small := _below_hundred(tokens, at):
        value, behind = small
    elif (_word(tokens, at) in {"a", "an"} and _factor(_word(tokens, at + 1))) or _factor(_word(tokens, at)):
        value, behind = 1.0, at + (_word(tokens, at) in {"a", "an"})
    else:
        return None
    if not _word(tokens, behind).startswith("hundred"):
        return value, behind
    value, behind = value * 100, behind + 1
    rest = _below_hundred(tokens, behind + (_word(tokens, behind) == "and"))
    if rest and _factor(_word(tokens, rest[1])) not in {12.0, 1e2}:
        return value + rest[0], rest[1]
    return value, behind


def _below_hundred(tokens: list[re.Match[str]], at: int) -> tuple[float, int] | None:
    """A number below a hundred, and the token behind it: "twenty-five"."""
    word = _word(tokens, at)
    if word not in _TEN:
        return (_SMALL[word], at + 1) if word in _SMALL else None
    ones = at + 1 + (_word(tokens, at + 1) in _HYPHENS)
    one = _SMALL.get(_word(tokens, ones), 0.0)
    return (_TEN[word] + one, ones + 1) if 0 < one < 10 else (_TEN[word], at + 1)  # noqa: PLR2004 - "twenty-eleven" is none


def _fraction(tokens: list[re.Match[str]], at: int) -> _Number | None:
    """Parts of a multiplier: "half a million", "three quarters of a million", "half-million", "half a dozen"."""
    if _word(tokens, at) == "half":
        part, behind = 0.5, at + 1
    elif small := _below_hundred(tokens, at):
        part, behind = small[0] * _QUARTERS.get(_word(tokens, small[1]), 0.0), small[1] + 1
    else:
        skip = _word(tokens, at) == "a"
        part, behind = _QUARTERS.get(_word(tokens, at + skip), 0.0), at + skip + 1
    behind += _word(tokens, behind) == "of"
    behind += _word(tokens, behind) in {"a", "an", "one", *_HYPHENS}
    factor = _factor(_word(tokens, behind))
    return _Number((part * factor,), (part * factor,), factor, behind + 1) if part and factor else None
