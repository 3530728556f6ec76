"""A raw text in, its paragraphs and sentences out: passages in code points, end exclusive, without white space around them.

Every character that is no white space stands in exactly one sentence. Sentences inside quotation marks or brackets are sentences of
their own: who quotes a minister's three sentences has three that may be coded. Which full stop ends a sentence is left to sentencex
(Wikimedia), which knows the abbreviations of some hundred languages.
"""

# ruff: noqa: RUF001 - words cut short are read in Cyrillic too
from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import sentencex

from stancegraph.passages import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FULL", "WIDEST", "Paragraph", "paragraphs"]

WIDEST = 100  # code points; a text with a longer line is not wrapped by hand or by a mail program
NARROWEST = 40  # code points; shorter lines are a list of names or headings
FULL = 3  # lines at least that have no room for the next line's first word
SHORT = 2 / 3  # of the longest line; what ends before that ends a paragraph of a wrapped text
HOUR = 8  # code points of "11 p. m."

PIECE = 5000  # code points; nobody writes so long a sentence
LONG_TITLE = 8  # code points

# Cut short before a name, and before a number.
_SLAVIC = (
    frozenset(["г", "г-ђа", "гђа", "г-дин", "др", "инж", "мр", "проф", "св", "g", "g-đa", "gđa", "dr", "gen", "inž", "mr", "prof", "sv"]),
    frozenset(["бр", "год", "ст", "стр", "т", "чл", "br", "čl", "god", "st", "str", "t"]),
)
_TITLES = {
    **dict.fromkeys(("sr", "hr", "bs", "sh"), _SLAVIC),
    "fr": (frozenset(["m", "mm", "mme", "mlle", "mgr", "dr", "pr"]), frozenset(["art", "n", "p", "vol"])),
    "ru": (frozenset(["г", "гр", "им", "проф", "акад", "ген"]), frozenset(["ст", "стр", "рис", "п", "ч"])),
}

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile("[\u2022\u2023\u25aa\u25cf\u00b7*>\u2013\u2014-]\\s|\\(?[0-9]{1,3}[.)]\\s")
# Left out where full stops are weighed: a mark behind a full stop hides it, one that is never closed would swallow the rest of the
# paragraph, and sentencex takes quadratic time over marks it cannot pair. One in front of a full stop becomes a stroke: what it closes
# is no abbreviation ('went to "the U.N.". It').
_ASIDE = frozenset(
    "\"'`()[]{}\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\uff02\uff07\uff08\uff09"
)
_OPENING = re.compile("[(\\[{\u00ab\u2018\u201a\u201c\u201e\u2039\u300a\u300c\u300e\u3010\uff08]")
_BLANK = re.compile(r"\s")
_FRENCH = re.compile(r"\s[\u00bb\u203a](?=\s)")
# Two slips of sentencex in English: "in May. Then" it takes for a month cut short, "at 5 p.m. Monday" for two sentences.
_MAY = re.compile(r"\bMay\.")
_HOUR = re.compile(r"\d\s?[ap]\.\s?m\.\s*\Z")
_DAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][DS]?T|GMT|CES?T|UTC|local|Eastern|Pacific)\b")


class Paragraph(NamedTuple):
    """A paragraph and its sentences in order; there is at least one."""

    span: Span
    sentences: tuple[Span, ...]


def paragraphs(raw: str, language: str = "en") -> Iterator[Paragraph]:
    r"""Every paragraph of a text with its sentences, in order; nothing for a text of white space alone.

    A blank line ends a paragraph. Any other line break ends one too, unless the text is hard-wrapped: no line is longer than `WIDEST`
    code points, and of the lines with a line below them at least `FULL`, and at least half, have no room for the first word of that
    line. There a line break ends a paragraph only below a line of less than two thirds of the width, and above a bullet.
    `language` is a tag such as `en` or `sr-Latn`; of one that sentencex does not know the full stops are weighed as in English.

    >>> text = "Arland sues\nThe U.S. court sits on Jan. 5. It is open."
    >>> [[text[start:end] for start, end in paragraph.sentences] for paragraph in paragraphs(text)]
    [['Arland sues'], ['The U.S. court sits on Jan. 5.', 'It is open.']]
    """
    tag = language.partition("-")[0].lower()
    for span in _blocks(raw):
        yield Paragraph(span, tuple(_sentences(raw, span, tag)))


def _blocks(raw: str) -> Iterator[Span]:
    """The paragraphs."""
    lines = [span for match in _LINE.finditer(raw) if (span := _stripped(raw, *match.span()))]
    below = [_is_below(raw, one, other) for one, other in pairwise(lines)]
    width = _wrapped_at(raw, lines, below)
    start = 0
    for k, line in enumerate(lines):
        if k + 1 == len(lines) or not below[k] or not width or _ends(raw, line, lines[k + 1], width):
            yield Span(lines[start].start, line.end)
            start = k + 1


def _stripped(raw: str, start: int, end: int) -> Span | None:
    """The passage without white space at its ends; None if nothing is left."""
    piece = raw[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None


def _is_below(raw: str, one: Span, other: Span) -> bool:
    """Whether no blank line stands between two lines."""
    return len(_BREAK.findall(raw, one.end, other.start)) == 1


def _wrapped_at(raw: str, lines: Sequence[Span], below: Sequence[bool]) -> int:
    """The width of a hard-wrapped text in code points; 0 for a text in which every line is a paragraph."""
    width = max((end - start for start, end in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [end - start + 1 + _first_word(raw, lines[k + 1]) > width for k, (start, end) in enumerate(lines[:-1]) if below[k]]
    return width if sum(full) >= max(FULL, len(full) / 2) else 0


def _first_word(raw: str, line: Span) -> int:
    """The length of a line's first word."""
    return len(raw[line.start : line.end].split(None, 1)[0])


def _ends(raw: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line of a hard-wrapped text ends its paragraph."""
    return line.end - line.start < width * SHORT or _BULLET.match(raw, following.start) is not None


def _sentences(raw: str, paragraph: Span, language: str) -> Iterator[Span]:
    """The sentences of a paragraph."""
    kept = [at for at in range(*paragraph) if raw[at] not in _ASIDE or raw[at + 1 : at + 2] == "."]
    bare = "".join(["_" if raw[at] in _ASIDE else raw[at] for at in kept])
    start, cased = paragraph.start, not bare.islower()
    for before, after in _breaks(bare, language):
        left, right = kept[before] + 1, kept[after]
        cut = _cut(raw, left, right)
        goes_on = left < cut or (cased and language != "en")  # "Never!" she said; an abbreviation that sentencex does not know
        if goes_on and raw[right].islower():
            continue
        if sentence := _stripped(raw, start, cut):
            yield sentence
        start = cut
    if last := _stripped(raw, start, paragraph.end):
        yield last


def _breaks(bare: str, language: str) -> Iterator[tuple[int, int]]:
    """Where sentences part: the last character of one and the first of the next, white space aside."""
    bare = _BREAK.sub(lambda match: " " * len(match[0]), bare)
    bare = _MAY.sub("___.", bare) if language == "en" else bare
    for end in _boundaries(bare, language):
        before, after = end - 1, end
        while before >= 0 and bare[before].isspace():
            before -= 1
        while after < len(bare) and bare[after].isspace():
            after += 1
        hour = _HOUR.search(bare, max(0, before - HOUR), before + 1) and _DAY.match(bare, after)
        if before >= 0 and after < len(bare) and not hour and not _is_short(bare, before, after, language):
            yield before, after


_WIDE = re.compile(r"[^\S\x00-\x7f]")
"""White space beyond ASCII."""


def _boundaries(bare: str, language: str) -> Iterator[int]:
    """Where sentencex sees a sentence end, the end of the paragraph aside; it takes quadratic time, so a long one is read piece by piece."""
    start = 0
    while start < len(bare):
        # sentencex steps back one byte from an initial to the blank before it, and panics where that blank has two.
        piece = _WIDE.sub(" ", bare[start : start + PIECE])
        ends = [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(language, piece)][:-1]
        yield from (start + end for end in ends)
        if start + PIECE >= len(bare):
            return
        start += ends[-1] if ends and ends[-1] else PIECE  # the last sentence of a piece is read again with what follows


def _is_short(bare: str, before: int, after: int, language: str) -> bool:
    """Whether the full stop belongs to a title before a name, or to a word before its number, which sentencex does not know."""
    if language not in _TITLES or bare[before] != ".":
        return False
    word = bare[max(0, before - LONG_TITLE) : before].rpartition(" ")[2].casefold()
    titles, counted = _TITLES[language]
    return (word in titles and bare[after].isupper()) or (word in counted and bare[after].isdigit())


def _cut(raw: str, left: int, right: int) -> int:
    """Where, between two sentences, the first ends: behind its marks up to a blank, else in front of a mark that opens."""
    if (french := _FRENCH.match(raw, left)) and french.end() < right:
        return french.end()
    found = _BLANK.search(raw, left, right) or _OPENING.search(raw, left, right)
    return found.start() if found else right
