"""A document's `uncoded:` and its text in, the sentences that are explained out.

First words name a sentence; two, as in "BBC Home ... Languages", name all from the one to the other. Words, marks and blanks match as
those of a quote do (`passages`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from stancegraph.folding import ELLIPSIS, folded
from stancegraph.passages import spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancegraph.passages import Span, Text

__all__ = ["explained"]

_LETTER = re.compile(r"\w")


def explained(text: Text, sentences: Sequence[Span], words: str) -> list[range]:
    """The runs of sentences that some words name, by number and in order; [] if no sentence begins with them.

    `sentences` are all of the text, in order. Words that are a whole sentence do not name another that begins with them. "A ... b"
    runs from each sentence that begins with a to the next one, or the same, that begins with b, unless the text has these dots
    itself; dots at the ends mean nothing, and of "a ... b ... c" a and c count.
    """
    starts = [sentence.start for sentence in sentences]
    plain = folded(words).strip(ELLIPSIS + " ")
    first, dots, _ = plain.partition(ELLIPSIS)
    last = plain.rpartition(ELLIPSIS)[2]
    alone = _begun(text, sentences, starts, plain)
    if dots and not any(folded(text.raw[span.start : span.end]) == plain for span in spans(text, plain)):
        return list(_runs(_begun(text, sentences, starts, first), _begun(text, sentences, starts, last)))
    return [range(number, number + 1) for number in alone]


def _begun(text: Text, sentences: Sequence[Span], starts: Sequence[int], words: str) -> list[int]:
    """The sentences that are the words, else those that begin with them, whatever marks or bullets stand around them."""
    found, whole = dict[int, None](), dict[int, None]()
    for span in spans(text, words):
        number = bisect_right(starts, span.start) - 1
        if number < 0 or span.start >= sentences[number].end:
            number += 1  # a passage that begins with a blank
        if number < len(sentences) and not _LETTER.search(text.raw, sentences[number].start, span.start):
            found[number] = None
            if not _LETTER.search(text.raw, span.end, sentences[number].end):
                whole[number] = None
    return list(whole or found)


def _runs(firsts: Sequence[int], lasts: Sequence[int]) -> Iterator[range]:
    """From each first to the next last; a first inside a run opens no other."""
    done = 0
    for first in firsts:
        at = bisect_right(lasts, first - 1)
        if first >= done and at < len(lasts):
            done = lasts[at] + 1
            yield range(first, done)
