"""A text in, the numbers that stand in it out: digits with separators, "1.8 million", number words up to the millions.

>>> {1800.0, 1.8e6, 24.0} <= numbers("Some 1,800 of the 1.8 million, two dozen in all")
True
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["numbers"]

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: float(value) for value, word in enumerate(_ONES.split())}
_WORDS |= {word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)}
_TIMES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f\u2009' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})(?P<short>k|m|bn|tn)?(?![\d])|(?P<word>[A-Za-z]+)|(?P<other>\S)", re.IGNORECASE)
_RANGE = frozenset({"or", "to", "and", "-", "\u2010", "\u2011", "\u2013"})
_BETWEEN = frozenset({"and", "a", "-", "\u2010", "\u2011"})  # "two hundred and five", "half a million", "twenty-five"


def numbers(text: str) -> frozenset[float]:
    """Every number of a text, each also as it would be without the words around it; "1.800" is both 1.8 and 1,800."""
    tokens = list(_TOKEN.finditer(text))
    return frozenset(chain(*map(_values, _runs(tokens)), _shared(tokens)))


def _shared(tokens: Sequence[re.Match[str]]) -> Iterator[float]:
    """What a multiplier two words on makes of a number: the 2,000,000 of "two or three million"."""
    for one, between, other, times in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        part, factor = _part(one), _times(times)
        if part is not None and factor and _part(other) is not None and between[0].casefold() in _RANGE:
            yield part * factor


def _runs(tokens: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Tokens that belong to one number: numerals, number words and multipliers with nothing else between them."""
    run = list[re.Match[str]]()
    for token in tokens:
        if _part(token) is not None or _times(token) is not None:
            run.append(token)
        elif run and token[0].casefold() not in _BETWEEN:
            yield run
            run = []
    if run:
        yield run


def _part(token: re.Match[str]) -> float | None:
    """The number that digits or a number word stand for."""
    return next(_digits(token), None) if token["digits"] else _WORDS.get((token["word"] or "").casefold())


def _times(token: re.Match[str]) -> float | None:
    """What a multiplier multiplies by: dozen, hundreds, million."""
    word = (token["word"] or "").casefold()
    return _TIMES.get(word) or _TIMES.get(word.removesuffix("s"))


def _values(run: list[re.Match[str]]) -> Iterator[float]:
    """The number that a run spells, and each of its digits and words on its own."""
    parts = [_part(token) for token in run]
    total = group = 0.0
    for token, part in zip(run, parts, strict=True):
        factor = _times(token)
        if token["digits"]:
            yield from _digits(token)
        elif part is not None:
            yield part
        if factor is None:
            group += part or 0.0
        elif factor < _TIMES["thousand"]:
            group = (group or 1.0) * factor
        else:
            total, group = total + (group or 1.0) * factor, 0.0
        yield total + group
    for part, times in zip(parts, run[1:], strict=False):  # the 20,000,000 of "10-20 million"
        if part is not None and (factor := _times(times)):
            yield part * factor


def _digits(token: re.Match[str]) -> Iterator[float]:
    """What digits may mean: separators of thousands differ from country to country."""
    plain, short = token["digits"], _SHORT.get((token["short"] or "").casefold(), 1.0)
    grouped = re.fullmatch(r"(\d{1,3}(?:([,.\u00a0\u202f\u2009' ])\d{3})(?:\2\d{3})*)([.,]\d+)?", plain)
    if grouped:
        yield float(re.sub(r"\D", "", grouped[1]) + (grouped[3] or "").replace(",", ".")) * short
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        yield float(plain.replace(",", ".")) * short
    else:
        yield from (float(piece) for piece in re.findall(r"\d+", plain))
