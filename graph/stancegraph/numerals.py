"""A text in, the numbers that stand in it out: digits with separators, "1.8 million", "3½", English number words up to the trillions.

>>> sorted(numbers("Some 1,800 of half a million, two dozen in all"))
[1.8, 2.0, 24.0, 1800.0, 500000.0]
"""

# ruff: noqa: RUF001 - multipliers are read in Cyrillic too
from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize, numeric

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["numbers"]

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(value) for value, word in enumerate(_ONES.split())}
_TEN = {word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)}

# Number words are English; what multiplies digits is read in the languages of the region and of its newspapers.
_MULTIPLIERS = {
    12.0: "dozens? dutzend douzaines?",
    1e2: "hundreds? hundert centaines? stotin[aeu] стотин[аеу]",
    1e3: "thousands? tausend mille milliers? hiljad[aeu] tisu[ćc][aeu] хиљад[аеу] mij[ëe](?:ra)?",
    1e6: "mill?ion(?:s|en|i|e|a|u|ë)? milijun[aei]? милион[аеиу]? mill(?:ón|ones)",
    1e9: "billions? mill?iard(?:s|e|en|i|o|a|ë)? milijard[aeiu] милијард[аеиу]",
    1e12: "trillions? billionen billón billones",
}
_PATTERNS = {factor: re.compile(words.replace(" ", "|")) for factor, words in _MULTIPLIERS.items()}
_ABBREVIATIONS = {1e3: "k tsd mil mila", 1e6: "m mn mln mio млн", 1e9: "b bn bln mrd mlrd mld md mds млрд", 1e12: "tn trn"}
_SHORT = {word: factor for factor, words in _ABBREVIATIONS.items() for word in words.split()}
"""Behind digits alone."""

_COUNTS = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0}
_ALONE = {"both": 2.0, "couple": 2.0, "pair": 2.0, "single": 1.0}
"""Numbers in other words, which nothing multiplies."""
_SHARES = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_OF_ALONE = {"third": 1 / 3, "thirds": 1 / 3, "couple": 2.0, "tens": 10.0, "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3}
"""Multiplies what stands behind "of"; without it, "a third million" is one more, and "hundreds" a hundred."""

_HUNDRED, _THOUSAND = 1e2, 1e3

_HYPHENS = frozenset("-\u2010\u2011")
_BOUNDS = "to or and bis oder und do ili i до или и deri ose dhe à ou et a o u y e \u2013 \u2014"
_TO = _HYPHENS.union(_BOUNDS.split())
_STROKES = frozenset("/\u2044")
_UNDER = frozenset(["2", "3", "4", "5", "6", "7", "8", "9", "10", "100"])
SLASHED = 3  # tokens of "1/2"
_CURRENCIES = frozenset({"$", "€", "£", "us", "usd", "eur"})

_SEPARATORS = ",.' \u00a0\u2009\u2019\u202f"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e"
_TOKEN = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?P<mark>[{_SEPARATORS}])\d{{3}}(?!\d)(?:(?P=mark)\d{{3}}(?!\d))*+)"
    rf"(?:(?!(?P=mark))[.,](?P<tail>\d++)(?![.,]\d))?+"
    rf"|(?P<digits>(?<!\d[.,])\d++[.,]\d++(?![.,]\d)|\d++)|(?P<part>[{_FRACTIONS}])|(?P<word>[^\W\d_]++)|(?P<other>\S)"
)

_Tokens = list[re.Match[str]]


class _Number(NamedTuple):
    """What a run of tokens says.

    Attributes:
        values: The number, in all its readings; the likeliest first.
        bare: The readings without the multiplier.
        unit: The last multiplier; 1 if there is none.
        shared: What is multiplied and by what, smaller first: 3 by 100,000 and 300 by 1,000 in "three hundred thousand".
        behind: The place of the token behind it.
    """

    values: tuple[float, ...]
    bare: tuple[float, ...]
    unit: float
    shared: tuple[tuple[float, float], ...]
    behind: int


def numbers(text: str) -> frozenset[float]:
    """Every number of a text; also as it would be without the multiplier behind it, and "1.800" as 1.8 and as 1,800.

    Numbers add up only if spelt ("two hundred and five") or with a multiplier each ("2 million 300 thousand"); those of a range share
    its multiplier ("10-20 million", "two or three hundred"). What is too large for a float is left out.
    """
    found = set[float]()
    tokens = list(_TOKEN.finditer(normalize("NFC", text)))
    at, former = 0, None
    while at < len(tokens):
        number = _portion(tokens, at) or _number(tokens, at)
        if number is None:
            found.update({_ALONE[word]} if (word := _word(tokens, at)) in _ALONE else ())
            at += 1
            continue
        found.update(number.values, number.bare)
        if former and former.unit == 1.0 and _is_range(tokens, former.behind, at):
            low = former.values[0]
            found.add(_exact(low * next((unit for value, unit in number.shared if low < value), 1.0)))
        at, former = number.behind, number
    return frozenset(filter(isfinite, found))


def _is_range(tokens: _Tokens, start: int, end: int) -> bool:
    """Whether what stands between two numbers makes them bounds: "or", "-", "to $"."""
    words = [word for at in range(start, min(end, start + 4)) if (word := _word(tokens, at)) not in _CURRENCIES]
    return len(words) == 1 and words[0] in _TO


def _number(tokens: _Tokens, at: int) -> _Number | None:
    """The number that begins with a token: in digits, or spelt."""
    number = _figures(tokens, at) if _is_figure(tokens, at) else _spelt(tokens, at)
    return number and _with_share(tokens, number)


def _word(tokens: _Tokens, at: int) -> str:
    """A token in small letters; "" behind the last."""
    return tokens[at][0].casefold() if at < len(tokens) else ""


def _past(tokens: _Tokens, at: int, words: Container[str]) -> int:
    """The place behind one of these words and the hyphen before it; the same place if another stands there."""
    place = at + (_word(tokens, at) in _HYPHENS)
    return place + 1 if _word(tokens, place) in words else at


def _exact(value: float) -> float:
    """A product without what binary fractions add to it: 2.01 million is 2,010,000."""
    return float(f"{value:.15g}")


# ── multipliers ──


@lru_cache(maxsize=1 << 12)
def _factor(word: str) -> float | None:
    """What a multiplier multiplies by: dozen, thousand, Millionen."""
    return next((factor for factor, pattern in _PATTERNS.items() if pattern.fullmatch(word)), None)


def _multiplied(tokens: _Tokens, at: int, *, short: bool = False) -> tuple[float, int]:
    """The product of the multipliers that stand at a place, hyphens between, and the place behind them; 1 if there are none."""
    product = 1.0
    while True:
        place = at + (_word(tokens, at) in _HYPHENS)
        word = _word(tokens, place)
        factor = _factor(word) or (_SHORT.get(word) if short and product == 1.0 else None)
        if factor is None:
            return product, at
        product, at = product * factor, place + 1


# ── digits ──


def _is_figure(tokens: _Tokens, at: int) -> bool:
    """Whether a token is digits or a vulgar fraction."""
    return at < len(tokens) and not (tokens[at]["word"] or tokens[at]["other"])


def _figures(tokens: _Tokens, at: int) -> _Number:
    """Digits with the multipliers behind them; "2 million 300 thousand" is one number."""
    number = _figure(tokens, at)
    while number.unit > 1.0 and _is_figure(tokens, number.behind):
        rest = _figure(tokens, number.behind)
        if not 1.0 < rest.unit < number.unit:
            break
        values = (number.values[0] + rest.values[0], *number.values, *rest.values)
        number = _Number(values, (*number.bare, *rest.bare), rest.unit, (), rest.behind)
    return number


def _figure(tokens: _Tokens, at: int) -> _Number:
    """Digits, a fraction or both ("3½"), with the multipliers behind them."""
    bare, behind = tuple(_readings(tokens[at])), at + 1
    if (slashed := _slashed(tokens, at)) and _multiplied(tokens, at + SLASHED, short=True)[0] > 1.0:
        bare, behind = (slashed,), at + SLASHED  # "3/4 million"; by itself it may be a day
    elif bare[0].is_integer() and _is_figure(tokens, behind) and tokens[behind].start() - tokens[at].end() <= 1:
        if tokens[behind]["part"]:
            bare, behind = (bare[0] + numeric(tokens[behind][0]),), behind + 1
        elif slashed := _slashed(tokens, behind):
            bare, behind = (bare[0] + slashed,), behind + SLASHED
    unit, behind = _multiplied(tokens, behind, short=True)
    values = tuple(_exact(value * unit) for value in bare)
    shared = ((bare[0], unit),) if unit > 1.0 else tuple(_round_thousands(tokens[at]))
    return _Number(values, bare, unit, shared, behind)


def _slashed(tokens: _Tokens, at: int) -> float | None:
    """A fraction below one that is written with a stroke, in `SLASHED` tokens: "1/2"."""
    if not (_is_figure(tokens, at) and _is_figure(tokens, at + 2) and _word(tokens, at + 1) in _STROKES):
        return None
    over, under = tokens[at]["digits"], tokens[at + 2]["digits"]
    beside = tokens[at].end() == tokens[at + 1].start() and tokens[at + 1].end() == tokens[at + 2].start()
    return int(over) / int(under) if beside and under in _UNDER and over in _UNDER | {"1"} and int(over) < int(under) else None


def _readings(token: re.Match[str]) -> Iterator[float]:
    """What digits may mean: separators of thousands differ from country to country."""
    whole, mark = token["whole"], token["mark"]
    if token["part"]:
        yield numeric(token[0])
    elif token["digits"]:
        yield float(token[0].replace(",", "."))
    else:
        yield float(f"{whole.replace(mark, '')}.{token['tail'] or 0}")
        if token["tail"] or f"{mark}0" in whole:
            return
        if mark in ",." and whole.count(mark) == 1:
            yield float(whole.replace(mark, "."))
        if mark == " ":
            yield from map(float, whole.split())


def _round_thousands(token: re.Match[str]) -> Iterator[tuple[float, float]]:
    """The 12 and the 1,000 of "12,000", which the 10 in "10-12,000" shares."""
    if token["whole"] and not token["tail"] and token["whole"].endswith(token["mark"] + "000"):
        unit = 1e6 if token["whole"].endswith((token["mark"] + "000") * 2) else 1e3
        yield float(token["whole"].replace(token["mark"], "")) / unit, unit


# ── words ──


def _spelt(tokens: _Tokens, at: int) -> _Number | None:
    """A number in English words: groups of less than a thousand, each with a smaller multiplier than the one before."""
    total, behind, groups = 0.0, at, list[tuple[float, float]]()
    while group := _group(tokens, _past(tokens, behind, {"and"}) if groups else at):
        value, place = group
        unit, place = _multiplied(tokens, place)
        if groups and (unit >= groups[-1][1] or 1.0 < unit < _THOUSAND):
            break
        total, behind = total + value * unit, place
        groups.append((value, unit))
        if unit < _THOUSAND:
            break
    if not groups:
        return None
    (first, unit), alone = groups[0], len(groups) == 1
    bare = first if _is_plain(tokens, at) else total
    return _Number((total,), (bare,), groups[-1][1], tuple(_shared(first, unit)) if alone else (), behind)


def _is_plain(tokens: _Tokens, at: int) -> bool:
    """Whether a number begins with a number word, and not with "a" or a multiplier."""
    return _word(tokens, at) in _SMALL or _word(tokens, at) in _TEN


def _shared(value: float, unit: float) -> Iterator[tuple[float, float]]:
    """What may be multiplied in a number and by what: "three hundred thousand" is 3 by 100,000 and 300 by 1,000."""
    if value >= _HUNDRED and not value % _HUNDRED:
        yield value / _HUNDRED, unit * _HUNDRED
    yield value, unit


def _group(tokens: _Tokens, at: int) -> tuple[float, int] | None:
    """A number below a thousand, and the place behind it: "two hundred and five", "a" before a multiplier."""
    article = _word(tokens, at) in {"a", "an"}
    if small := _below_hundred(tokens, at):
        value, behind = small
    elif _factor(_word(tokens, at + article)):
        value, behind = 1.0, at + article
    else:
        return None
    if (hundred := _past(tokens, behind, {"hundred", "hundreds"})) == behind:
        return value, behind
    rest = _below_hundred(tokens, _past(tokens, hundred, {"and"}))
    if rest and _factor(_word(tokens, rest[1])) not in {12.0, _HUNDRED}:
        return value * _HUNDRED + rest[0], rest[1]
    return value * _HUNDRED, hundred


def _below_hundred(tokens: _Tokens, at: int) -> tuple[float, int] | None:
    """A number below a hundred, and the place behind it: "twenty-five"."""
    word = _word(tokens, at)
    if word not in _TEN:
        return (_SMALL[word], at + 1) if word in _SMALL else None
    ones = at + 1 + (_word(tokens, at + 1) in _HYPHENS)
    one = _SMALL.get(_word(tokens, ones), 0.0)
    return (_TEN[word] + one, ones + 1) if 0 < one < 10 else (_TEN[word], at + 1)  # noqa: PLR2004 - "twenty-eleven" is none


# ── shares ──


def _portion(tokens: _Tokens, at: int) -> _Number | None:
    """Parts of a multiplier and its multiples: "half a million", "three-quarters of a million", "tens of thousands"."""
    if (share := _share(tokens, at)) is None:
        return None
    value, behind = share
    unit, behind = _multiplied(tokens, _past(tokens, behind, {"a", "an", "one"}))
    total = _exact(value * unit)
    return _Number((total,), (total,), unit, (), behind) if unit > 1.0 else None


def _share(tokens: _Tokens, at: int) -> tuple[float, int] | None:
    """A share and the place behind it and its "of": "half", "a quarter of", "two-thirds of"."""
    count = _COUNTS.get(_word(tokens, at))
    noun = at if count is None else at + 1 + (_word(tokens, at + 1) in _HYPHENS)
    name, of = _word(tokens, noun), _past(tokens, noun + 1, {"of"})
    share = _SHARES.get(name) or (_OF_ALONE.get(name) if of > noun + 1 else None)
    return None if share is None else (share * (count or 1.0), of)


def _with_share(tokens: _Tokens, number: _Number) -> _Number:
    """A number with the share that it ends on: "two and a half million", "a million and a half"."""
    start = _past(tokens, number.behind, {"and"})
    start += start > number.behind and _word(tokens, start) in _HYPHENS
    share = _share(tokens, start) if start > number.behind else None
    if share is None:
        return number
    value, place = share
    unit, behind = _multiplied(tokens, place)
    if unit > 1.0 == number.unit:
        bare = tuple(whole + value for whole in number.values)
        return _Number(tuple(_exact(mixed * unit) for mixed in bare), bare, unit, ((bare[0], unit),), behind)
    if unit == 1.0 and _past(tokens, start, {"a"}) > start and _word(tokens, place - 1) == "half":
        values = tuple(whole + value * number.unit for whole in number.values)
        return _Number(values, values, number.unit, (), place)
    return number
