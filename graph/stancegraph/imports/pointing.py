"""A text and a coded passage in, the few words that point at it and at nothing else out (LANGUAGE 5, "Quotes are pointers").

A coder's passage is often a whole paragraph. One that is short enough is quoted whole. Of a longer one its first and its last words
are, with an elision between them (and some words from its middle where an elision would leave out too much), so that the quote selects
the passage from end to end; where that cannot be, its first words alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.imports.events import Words
from stancegraph.passages import ELIDED, WORD, Span, Text, in_word, spans, unpunctuated
from stancegraph.pasting import between, told
from stancegraph.quotations import length
from stancegraph.runs import beginning

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pointer", "code_points", "pointer"]

FEWEST = 3  # words of a part of an elided quote
FIRST = 6  # words of a long passage's beginning that stand for it: three would say little
MOST_PARTS = 3
MOST_ALIKE = 10  # passages that begin like this one; among more of them words at the other end are looked for in vain
SLACK = 20  # code points by which an elision may be shorter than allowed, as the folded text may differ from the raw one
LAST_NARROW = 0xFFFF
LONGEST_PIECE = 200  # code points; words of another kind of text may be of any length


class Pointer(NamedTuple):
    """A quote, and whether it selects the passage from its first to its last word."""

    words: Words
    whole: bool


def pointer(text: Text, span: Span, most: int) -> Pointer | None:
    """The quote of a passage in at most `most` words; None where the passage holds no letter or nothing tells it from its equals.

    >>> pointer(Text("We will not sell. They will."), Span(8, 16), 25).words.exact
    'not sell'
    """
    span = _whole_words(text, span)
    if not any(map(str.isalnum, text.raw[span.start : span.end])):
        return None
    if length(between(text, span)) > most:
        for exact in _elided(text, span, most):
            found = spans(text, exact)
            if len(found) == 1 and _same(text, found[0], span):
                return Pointer(Words(exact), whole=True)
        if run := beginning(text, span, min(FIRST, most), most):
            return Pointer(Words(between(text, run)), whole=False)
    quoted = told(text, span, most)
    if quoted is None or quoted.span.start >= span.end or quoted.span.end <= span.start:
        return None
    return Pointer(Words(*quoted[:3]), _same(text, quoted.span, span))


def _whole_words(text: Text, span: Span) -> Span:
    """The passage without blanks at its ends, and with the letters of words that it cuts."""
    start, end = span
    while start < end and text.raw[start].isspace():
        start += 1
    while start < end and text.raw[end - 1].isspace():
        end -= 1
    while span.start - start < WORD and in_word(text.raw, start):
        start -= 1
    while end - span.end < WORD and in_word(text.raw, end):
        end += 1
    return Span(start, end)


def _same(text: Text, one: Span, other: Span) -> bool:
    return unpunctuated(text.raw, one) == unpunctuated(text.raw, other)


def _elided(text: Text, span: Span, most: int) -> Iterator[str]:
    """Ways to quote a long passage by its ends, the shortest first."""
    first = bisect_right(text.words, span.start, key=lambda word: word.end)
    last = bisect_left(text.words, span.end, key=lambda word: word.start)
    listed = [Span(max(word.start, span.start), min(word.end, span.end)) for word in text.words[first:last]]
    parts = 2 + (span.end - span.start) // (ELIDED - SLACK)
    each = most // parts
    if parts > MOST_PARTS or each < FEWEST or len(listed) < parts * each:
        return
    head = beginning(text, span, FEWEST, each)
    head = Span(max(head.start, span.start), head.end) if head else Span(listed[0].start, listed[each - 1].end)
    if len(spans(text, between(text, head))) > MOST_ALIKE:
        return
    middles = [len(listed) * number // (parts - 1) for number in range(1, parts - 1)]
    for tail in sorted({FEWEST, each}):
        for middle in sorted({FEWEST, each}) if middles else (0,):
            runs = [Span(listed[at].start, listed[at + middle - 1].end) for at in middles]
            pieces = [between(text, run) for run in (head, *runs, Span(listed[-tail].start, listed[-1].end))]
            if all(len(piece) <= LONGEST_PIECE for piece in pieces):
                yield " \u2026 ".join(pieces)


def code_points(text: str, units: list[tuple[int, int]]) -> list[Span | None]:
    r"""Passages given in UTF-16 units, end exclusive, as code points; None for one that is empty or leaves the text.

    An offset inside a surrogate pair takes in the whole character.

    >>> code_points("\N{GRINNING FACE} no", [(3, 5), (1, 3), (0, 9)])
    [Span(start=2, end=4), Span(start=0, end=2), None]
    """
    wide = [at + number for number, at in enumerate(at for at, letter in enumerate(text) if ord(letter) > LAST_NARROW)]
    size = len(text) + len(wide)
    return [
        Span(start - bisect_left(wide, start), stop - bisect_left(wide, stop - 1)) if 0 <= start < stop <= size else None
        for start, stop in units
    ]
