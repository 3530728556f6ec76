"""A text and the words of a quote in, the passages where they stand out: offsets of the raw text in code points (LANGUAGE 5).

Words match whatever their quotation marks, dashes, blanks and line breaks look like (`folding`); case counts. What is looked for, in
this order, and the first that is found anywhere is taken:

1. the words as they are written, dots and brackets included;
2. the words without quotation marks at their ends, which get lost in copying;
3. with an elision ("a ... b"): from the last a before a b to that b, at most `ELIDED` code points between them;
4. without square brackets in the text, and with words that the coder put into them standing for nothing or for the text's own words,
   at most `REPLACED` of them; letters in brackets inside a word ("[K]osovo") stand for letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.folding import BLANKS, ELLIPSIS, INVISIBLE, MARKS, UNSPACED, Folded, fold, folded, without_brackets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = [
    "ELIDED",
    "MOST",
    "PIECES",
    "REPLACED",
    "WORD",
    "Selection",
    "Span",
    "Text",
    "everywhere",
    "in_word",
    "selection",
    "spans",
    "unpunctuated",
    "words",
]

ELIDED = 500  # code points that one elision may leave out
PIECES = 20  # runs of words that elisions and brackets may divide a quote into
REPLACED = 5  # words of the text that the coder's brackets may stand for
MOST = 1000  # passages; nobody reads on, and "a" may stand in a text a million times
LOOKED_AT = 100 * MOST
LETTERS = 50_000_000  # compared while one run of words is looked for, so that a long one that recurs is not compared a million times
WORD = 100  # code points of a word; the longest of living languages have eighty

_ENDS = ' "'
_LINE_END = re.compile("\r\n?|\n")
_EDGES = frozenset(BLANKS + INVISIBLE + MARKS)
_BLANK = re.compile(f"[{BLANKS}]")
_ELISION = re.compile(r" *[\[(]?\u2026[\])]? *")
_HOLE = re.compile(rf"{_ELISION.pattern}|\[[^\[\]]*\]")
_IN_NUMBERS = frozenset(",.")
_NO_BRACKETS = str.maketrans("", "", "[]")
_WORD = re.compile(f"{UNSPACED.pattern}|[^\\s{UNSPACED.pattern[1:-1]}]+")


class Span(NamedTuple):
    """A passage of a raw text: offsets in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """One document's text as its file holds it; `sha256` is the digest of the file's bytes in hexadecimal, "" for a text of no file."""

    raw: str
    sha256: str = ""

    @cached_property
    def form(self) -> Folded:
        """The form in which it is compared."""
        return fold(self.raw)

    @cached_property
    def bare(self) -> Folded:
        """The same without square brackets."""
        return without_brackets(self.form) if "[" in self.form.text or "]" in self.form.text else self.form

    @cached_property
    def words(self) -> list[Span]:
        """Every word, blanks around it excluded and punctuation included, in order."""
        return words(self.raw)

    def forget(self) -> None:
        """Lets go of what was worked out, which is many times as large as the text; it is worked out anew when it is asked for."""
        for name in ("form", "bare", "words"):
            self.__dict__.pop(name, None)

    def line(self, offset: int) -> int:
        """The line of an offset, counted from 1; LF, CRLF and CR end a line, as in an editor."""
        return bisect_right(self._line_starts, offset) + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in _LINE_END.finditer(self.raw)]


def words(raw: str) -> list[Span]:
    """The words of a text with their punctuation; a letter of a script without blanks is a word.

    >>> words("no, never")
    [Span(start=0, end=3), Span(start=4, end=9)]
    """
    return [Span(*match.span()) for match in _WORD.finditer(raw)]


def spans(text: Text, exact: str, before: str | None = None, after: str | None = None) -> list[Span]:
    """Every passage of the text that the words select, in order, at most `MOST`; [] if there is none.

    `before` and `after` adjoin the passage; blanks and quotation marks between them do not count.

    >>> spans(Text("We will never sell. Never!"), "will  never", after="sell")
    [Span(start=3, end=13)]
    """
    return selection(text, exact).spans(before, after)


class Selection(NamedTuple):
    """What words select in a text, as yet without regard to what stands beside it: at most `LOOKED_AT` spans of a folded form."""

    raw: str
    form: Folded
    found: list[Span]

    def spans(self, before: str | None = None, after: str | None = None) -> list[Span]:
        """The passages of the raw text, of those that these words adjoin where any are given."""
        kept = _adjoined(self.form.text, self.found, before, after) if before or after else self.found
        return [_closed(self.raw, _trimmed(self.raw, self.form.start(start), self.form.end(end))) for start, end in kept[:MOST]]


def selection(text: Text, exact: str) -> Selection:
    """What some words select."""
    wanted = folded(exact)
    for form, found in _readings(text, wanted) if wanted.strip(_ENDS) else ():
        if found:
            return Selection(text.raw, form, found)
    return Selection(text.raw, text.form, [])


def _readings(text: Text, exact: str) -> Iterator[tuple[Folded, list[Span]]]:
    """What each way to read the words finds, the most literal first; spans of the folded form."""
    form = text.form
    yield form, _occurrences(form.text, exact)
    plain = exact.strip(_ENDS)
    if plain != exact:
        yield form, _occurrences(form.text, plain)
    if ELLIPSIS in plain:
        yield form, _chained(form.text, *_pieces(plain, _ELISION), _occurrences)
    if "[" in plain or text.bare is not form:
        bare, (pieces, gaps) = text.bare.text, _pieces(plain, _HOLE)
        pieces = [piece.translate(_NO_BRACKETS).strip(_ENDS) for piece in pieces]  # one that is not closed
        respelt = any(_kind(plain, hole) is _Gap.RESPELT for hole in _HOLE.finditer(plain))
        found = _chained(bare, pieces, gaps, everywhere if respelt else _occurrences)[: MOST + 1]
        yield text.bare, list(dict.fromkeys(whole for span in found if (whole := _whole_words(bare, span))))


def _occurrences(text: str, wanted: str) -> list[Span]:
    """Where the words stand whole: "legal act" is not in "an illegal act"."""
    return [span for span in everywhere(text, wanted) if not (in_word(text, span.start) or in_word(text, span.end))]


def everywhere(text: str, wanted: str, most: int = LOOKED_AT) -> list[Span]:
    """Where the words stand in a folded text, inside longer words too, the first `most` times; long ones fewer times, but twice."""
    most = min(most, max(2, LETTERS // max(1, len(wanted))))
    found, at = list[Span](), text.find(wanted) if wanted else -1
    while at >= 0 and len(found) < most:
        found.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found


def in_word(text: str, at: int) -> bool:
    """Whether an offset of a folded text parts a word or a number ("1,800", "3.5"); a footnote's number stands behind a word."""
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    if behind in _IN_NUMBERS:
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    if before in _IN_NUMBERS:
        return behind.isdigit() and text[at - 2 : at - 1].isdigit()
    return _letter(before) and _letter(behind) and before.isdigit() == behind.isdigit()


def _whole_words(text: str, span: Span) -> Span | None:
    """The span widened to the ends of the words it cuts; None where one of them is longer than any word."""
    start, end = span
    while in_word(text, start) and span.start - start <= WORD:
        start -= 1
    while in_word(text, end) and end - span.end <= WORD:
        end += 1
    return None if in_word(text, start) or in_word(text, end) else Span(start, end)


def _letter(letter: str) -> bool:
    """Whether a character joins its neighbours to a word."""
    if letter.isascii():
        return letter.isalnum()
    return (letter.isalnum() or unicodedata.category(letter)[0] == "M") and not UNSPACED.match(letter)


class _Gap(IntEnum):
    """What may stand between two pieces of a quote, the narrower first."""

    RESPELT = 0  # letters: "[K]osovo"
    REPLACED = 1  # nothing, or a few words
    ELIDED = 2

    def takes(self, between: str) -> bool:
        """Whether this piece of the text may be left out; it has no more than `ELIDED` code points."""
        return self is _Gap.ELIDED or between.count(" ") <= (REPLACED + 1 if self is _Gap.REPLACED else 0)


def _pieces(exact: str, hole: re.Pattern[str]) -> tuple[list[str], list[_Gap]]:
    """The runs of words that must stand in the text, and what may stand between each two of them."""
    pieces, gaps, at, gap = list[str](), list[_Gap](), 0, _Gap.RESPELT
    for match in hole.finditer(exact):
        if piece := exact[at : match.start()].strip(_ENDS):
            gaps.append(gap)
            pieces.append(piece)
            gap = _Gap.RESPELT
        gap = max(gap, _kind(exact, match))
        at = match.end()
    if piece := exact[at:].strip(_ENDS):
        gaps.append(gap)
        pieces.append(piece)
    return pieces, gaps[1:]


def _kind(exact: str, hole: re.Match[str]) -> _Gap:
    if ELLIPSIS in hole[0]:
        return _Gap.ELIDED
    before, after = exact[: hole.start()][-1:], exact[hole.end() :][:1]
    return _Gap.RESPELT if (before and _letter(before)) or (after and _letter(after)) else _Gap.REPLACED


def _chained(text: str, pieces: Sequence[str], gaps: Sequence[_Gap], look: Callable[[str, str], list[Span]]) -> list[Span]:
    """Passages from the first piece to the last, each gap as short as it can be: no piece stands a second time inside it."""
    if not 0 < len(pieces) <= PIECES:
        return []
    found = look(text, pieces[0])
    for piece, gap in zip(pieces[1:], gaps, strict=True):
        nexts, reached, k = look(text, piece), dict[Span, Span](), 0
        for span in found:
            while k < len(nexts) and nexts[k].start < span.end:
                k += 1
            if k < len(nexts) and nexts[k].start - span.end <= ELIDED and gap.takes(text[span.end : nexts[k].start]):
                reached[nexts[k]] = Span(span.start, nexts[k].end)  # a later beginning with the same end is the nearer one
        found = list(reached.values())
    return found


def _adjoined(text: str, found: Iterable[Span], before: str | None, after: str | None) -> list[Span]:
    """The passages that stand behind `before` and in front of `after`, whole words both."""
    front, back = (folded(words or "").strip(_ENDS + ELLIPSIS) for words in (before, after))
    kept = list[Span]()
    for span in found:
        left, right = span
        while left and text[left - 1] in _ENDS:
            left -= 1
        while right < len(text) and text[right] in _ENDS:
            right += 1
        if text.endswith(front, 0, left) and text.startswith(back, right):
            parted = (front and in_word(text, left - len(front))) or (back and in_word(text, right + len(back)))
            if not parted:
                kept.append(span)
    return kept


def _trimmed(raw: str, start: int, end: int) -> Span:
    """The span from its first to its last word, with the marks that adjoin them: one folded mark may stand for blanks and more marks."""
    first, last = start, end
    while first < end and raw[first] in _EDGES:
        first += 1
    while last > first and raw[last - 1] in _EDGES:
        last -= 1
    before, after = _BLANK.split(raw[start:first])[-1].lstrip(INVISIBLE), _BLANK.split(raw[last:end])[0].rstrip(INVISIBLE)
    return Span(first - len(before), last + len(after))


def _closed(raw: str, span: Span) -> Span:
    """The span with the bracket that it closes right behind its beginning, or opens right before its end: "[K]osovo"."""
    start, end = span
    inside = raw[start:end]
    if raw[start - 1 : start] == "[" and -1 < inside.find("]") < len(inside.partition("[")[0]):
        start -= 1
    if raw[end : end + 1] == "]" and inside.rfind("[") > inside.rfind("]"):
        end += 1
    return Span(start, end)


def unpunctuated(raw: str, span: Span) -> Span:
    """The span from its first to its last letter or digit; whole if it has none."""
    letters = [at for at in range(span.start, span.end) if _letter(raw[at]) or raw[at].isalnum()]
    return Span(letters[0], letters[-1] + 1) if letters else span
