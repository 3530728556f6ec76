"""A passage of a text in, the fewest whole words out that tell it from all others, punctuation at their ends left out.

What stands around the passage is compared with what stands around its equals, so that the text is searched once and not for each run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancegraph.passages import Span, everywhere, in_word, spans, unpunctuated

if TYPE_CHECKING:
    from stancegraph.passages import Text

__all__ = ["WIDEST", "beginning", "shortest"]

WIDEST = 60  # words; a passage that nobody can tell apart by so many is not told apart
TRIED = 3  # runs that are looked up in the whole text; the first one nearly always stands once


@dataclass(frozen=True)
class _Around:
    """Words of a folded text, the others that are spelt like them, and how far a run may be widened, word by word."""

    folded: str
    core: Span
    others: list[int]
    """Where the equals of the core begin; the one that told the last run to be no help stands first."""
    lefts: list[Span]
    """By the number of words before the core: where the run begins in the folded text and in the raw one."""
    rights: list[Span]
    """The same of its end."""

    def alone(self, left: int, right: int) -> bool:
        """Whether the run of the core and so many words before and behind it has no equal."""
        start, end = self.lefts[left].start, self.rights[right].start
        run, before = self.folded[start:end], self.core.start - start
        for number, other in enumerate(self.others):
            at = other - before
            if at >= 0 and self.folded.startswith(run, at) and not (in_word(self.folded, at) or in_word(self.folded, at + len(run))):
                self.others.insert(0, self.others.pop(number))
                return False
        return True

    def run(self, left: int, right: int) -> Span:
        """The run in the raw text."""
        return Span(self.lefts[left].end, self.rights[right].end)


def shortest(text: Text, span: Span, most: int = WIDEST) -> Span | None:
    """The fewest whole words around a passage, `most` at most, that stand once in the text.

    Of several runs with as few words the one that begins nearest to the passage; None if so many words are not enough.

    >>> from stancegraph.passages import Text
    >>> shortest(Text("We sell; they (never) sell."), Span(23, 27))
    Span(start=15, end=26)
    """
    first, last = _words(text, span)
    more = min(most, WIDEST) - (last - first + 1)
    if first > last or more < 0:
        return None
    left, right = min(more, first), min(more, len(text.words) - 1 - last)
    if _is_refrain(text, Span(text.words[first - left].start, text.words[last + right].end)):
        return None
    around = _around(text, first, last, left, right)
    return next((run for run in _runs(around, more)[:TRIED] if _stands_once(text, run)), None)


def beginning(text: Text, span: Span, fewest: int, most: int) -> Span | None:
    """The fewest words, `fewest` to `most`, from the beginning of a passage on that stand once in the text; None if none do."""
    first, last = _words(text, span)
    if first + fewest - 1 > last or fewest > most:
        return None
    core = first + fewest - 1
    around = _around(text, first, core, 0, min(most - fewest, last - core))
    runs = (around.run(0, right) for right in range(len(around.rights)) if around.alone(0, right))
    worded = (run for run in runs if any(map(str.isalnum, text.raw[run.start : run.end])))
    return next((run for run, _ in zip(worded, range(TRIED), strict=False) if _stands_once(text, run)), None)


def _is_refrain(text: Text, widest: Span) -> bool:
    """Whether what stands around a passage stands in the text again: then no part of it stands once."""
    run, folded = unpunctuated(text.raw, widest), text.form.text
    first = everywhere(folded, folded[_start(text, run.start) : _end(text, run.end)], 2)
    return bool(first[1:]) and not any(in_word(folded, at) for span in first for at in span)


def _start(text: Text, at: int) -> int:
    """The offset in the folded text of what begins at one of the raw text."""
    return bisect_left(range(len(text.form.text)), at, key=text.form.start)


def _end(text: Text, at: int) -> int:
    """The same of what ends there."""
    return bisect_left(range(1, len(text.form.text) + 1), at, key=text.form.end) + 1


def _words(text: Text, span: Span) -> tuple[int, int]:
    """The numbers of the first and the last word that a passage touches; the first is the greater one if it touches none."""
    return bisect_right(text.words, span.start, key=lambda word: word.end), bisect_left(
        text.words, span.end, key=lambda word: word.start
    ) - 1


def _around(text: Text, first: int, last: int, left: int, right: int) -> _Around:
    """What stands around some words, up to so many words on either side."""
    listed, form = text.words, text.form
    core = unpunctuated(text.raw, Span(listed[first].start, listed[last].end))
    starts, ends = [core.start], [core.end]
    for number in range(1, left + 1):
        widened = unpunctuated(text.raw, Span(listed[first - number].start, starts[-1]))
        starts.append(min(starts[-1], widened.start))
    for number in range(1, right + 1):
        widened = unpunctuated(text.raw, Span(ends[-1], listed[last + number].end))
        ends.append(max(ends[-1], widened.end))
    lefts = [Span(_start(text, start), start) for start in starts]
    rights = [Span(_end(text, end), end) for end in ends]
    inner = Span(lefts[0].start, rights[0].start)
    others = [found.start for found in everywhere(form.text, form.text[inner.start : inner.end]) if found.start != inner.start]
    return _Around(form.text, inner, others, lefts, rights)


def _runs(around: _Around, more: int) -> list[Span]:
    """The runs of the core and at most so many words that have no equal and lose that by losing a word, the shortest first.

    The more words stand before, the fewer are needed behind: so both are gone through once.
    """
    if not around.alone(len(around.lefts) - 1, len(around.rights) - 1):
        return []
    found, enough = list[tuple[int, int, int]](), len(around.rights)
    for left in range(len(around.lefts)):
        right = enough
        while right > 0 and around.alone(left, right - 1):
            right -= 1
        if right < enough:
            found.append((left + right, left, right))
            enough = right
        if enough == 0:
            break
    return [around.run(left, right) for number, left, right in sorted(found) if number <= more]


def _stands_once(text: Text, run: Span) -> bool:
    """Whether the words select one passage: the run, or the run and a bracket that it opens or closes."""
    found = spans(text, text.raw[run.start : run.end])
    return len(found) == 1 and found[0].start <= run.start and run.end <= found[0].end
