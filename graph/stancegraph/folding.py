"""A text in, the form in which texts and quotes are compared out, with the way back from its offsets to the text's own.

Coders type what their keyboard has, newswires mix what theirs had. In the folded form every white space is one blank, every quotation
mark one mark, every dash one dash, three dots one ellipsis, compatible characters are the same (Unicode NFKC, cluster by cluster) and
invisible ones are gone. Case is kept. Offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BLANKS", "DASH", "ELLIPSIS", "INVISIBLE", "MARK", "MARKS", "UNSPACED", "Folded", "Layer", "fold", "folded", "without_brackets"]

MARK, DASH, ELLIPSIS = '"', "-", "\u2026"
BLANKS = "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
INVISIBLE = "\xad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)))
)
"""Soft hyphens, zero-width characters, marks of writing direction, variation selectors."""

MARKS = "\"'`\xab\xb4\xbb\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u2035\u2036\u2039\u203a\u275b\u275c\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02\uff07"
_DASHES = "-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_ONE_FOR_ONE = str.maketrans(dict.fromkeys(BLANKS, " ") | dict.fromkeys(MARKS, MARK) | dict.fromkeys(_DASHES, DASH))
_DROPPED = re.compile(f"[{INVISIBLE}]+")
_WIDE = re.compile("[^\x00-\x7f]")
# Thai to Khmer, Chinese and Japanese: scripts that put no blank between words, where every letter may begin one.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3001-\ua4cf\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Blanks beside a quotation mark or a dash do not count: French sets them, English does not, newswires do as they like.
# Of four dots the first ends a sentence.
_RUNS = re.compile(r' +"[ "]*|"[ "]+| +-[ -]*|-[ -]+| {2,}|\.\.\.(?!\.)|\. \. \.(?! ?\.)')
CLUSTER = 32  # code points taken together; no language stacks as many, and putting marks in order takes quadratic time
_JAMO = range(0x1160, 0x1200)  # Hangul vowels and finals, which join the letter before them


class Layer(NamedTuple):
    """What one pass changed: for each changed piece its start and end in the output and in the input, in order."""

    out_starts: list[int]
    out_ends: list[int]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the layers that lead back, the last pass first."""

    text: str
    layers: tuple[Layer, ...] = ()

    def start(self, at: int) -> int:
        """The offset in the raw text at which what became the character `at` begins."""
        for layer in self.layers:
            k = bisect_right(layer.out_starts, at) - 1
            if k >= 0:
                at = layer.starts[k] if at < layer.out_ends[k] else layer.ends[k] + at - layer.out_ends[k]
        return at

    def end(self, at: int) -> int:
        """The offset in the raw text, exclusive, at which what became the character before `at` ends; `at` is 1 or more."""
        for layer in self.layers:
            k = bisect_right(layer.out_starts, at - 1) - 1
            if k >= 0:
                at = layer.ends[k] if at - 1 < layer.out_ends[k] else layer.ends[k] + at - layer.out_ends[k]
        return at


def fold(raw: str) -> Folded:
    """The folded form of a text.

    >>> fold("\u201cnever\u201d \u2013  said")
    Folded(text='"never"-said', layers=(Layer(out_starts=[6, 7], out_ends=[7, 8], starts=[6, 8], ends=[8, 11]),))
    """
    layers: list[Layer] = []
    text = raw
    if not raw.isascii():
        text = _applied(text, ((m.start(), m.end(), "") for m in _DROPPED.finditer(text)), layers)
        text = text.translate(_ONE_FOR_ONE)
        if not unicodedata.is_normalized("NFKC", text):
            text = _applied(text, _compatible(text), layers)
    text = text.translate(_ONE_FOR_ONE)
    text = _applied(text, ((m.start(), m.end(), _RUN[m[0].strip(" ")[:1]]) for m in _RUNS.finditer(text)), layers)
    return Folded(text, tuple(layers))


_RUN = {"": " ", MARK: MARK, DASH: DASH, ".": ELLIPSIS}


@lru_cache(maxsize=1 << 14)
def folded(words: str) -> str:
    """The folded form of a few words, without blanks around them."""
    return fold(words).text.strip(" ")


def without_brackets(form: Folded) -> Folded:
    """The folded form without square brackets, which editors put around words."""
    layers = list(form.layers)
    text = _applied(form.text, ((m.start(), m.end(), "") for m in re.finditer(r"[\[\]]+", form.text)), layers)
    return Folded(text, tuple(layers))


def _applied(text: str, edits: Iterator[tuple[int, int, str]], layers: list[Layer]) -> str:
    """The text with its edits made; a layer is put before the others when there is any."""
    layer, pieces, at, size = Layer([], [], [], []), list[str](), 0, 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        size += start - at
        layer.out_starts.append(size)
        size += len(new)
        layer.out_ends.append(size)
        layer.starts.append(start)
        layer.ends.append(end)
        at = end
    if not pieces:
        return text
    layers.insert(0, layer)
    return "".join((*pieces, text[at:]))


def _compatible(text: str) -> Iterator[tuple[int, int, str]]:
    """The clusters (a character and the marks on it) that NFKC changes."""
    done = 0
    for match in _WIDE.finditer(text):
        start = end = match.start()
        if start < done:
            continue
        if start > done and _joins(text[start]):
            start -= 1
        end += 1
        while end < len(text) and end - start < CLUSTER and _joins(text[end]):
            end += 1
        done = end
        old = text[start:end]
        if (new := unicodedata.normalize("NFKC", old).translate(_ONE_FOR_ONE)) != old:
            yield start, end, new


def _joins(letter: str) -> bool:
    """Whether a character stands on the one before it."""
    return letter > "\x7f" and (unicodedata.category(letter)[0] == "M" or ord(letter) in _JAMO)
