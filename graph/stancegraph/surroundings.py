"""Passages of one text in, the few words that stand beside each out, and never enough of them to read the text by (LANGUAGE 5).

A lock holds them so that a passage is found again, and recognised, without its text. Where a text is coded densely the passages and
their neighbours would join to whole paragraphs of it, and it is not ours to publish: so they are added only as far as no run of them
gets longer than a quote may be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancegraph.passages import Span, Text

__all__ = ["LONGEST", "MOST", "NEIGHBOURS", "surroundings"]

NEIGHBOURS = 3  # words on either side
MOST = 60  # words of the text in a run, however long a project's quotes may be
LONGEST = 120  # code points on either side; an address may be one word
WIDE = 10 * LONGEST


def surroundings(text: Text, passages: Iterable[Span], most: int) -> Mapping[Span, tuple[str, str]]:
    """What stands right before and right behind each passage: at most `NEIGHBOURS` words each, white space one blank, "" for nothing.

    Passages and surroundings together cover no run of more than `most` words of the text, nor of `MOST`, unless the passages alone do;
    in the order of the text, what comes first takes its neighbours first.

    >>> from stancegraph.passages import Text
    >>> text = Text("We shall  never sell the dam. Not to anyone.")
    >>> surroundings(text, [text.words[2]], 12)
    {Span(start=10, end=15): ('We shall ', ' sell the dam.')}
    >>> surroundings(text, [text.words[2]], 4)
    {Span(start=10, end=15): ('We shall ', ' sell')}
    """
    listed = text.words
    starts, ends = [word.start for word in listed], [word.end for word in listed]
    within = {span: (bisect_right(ends, span.start), bisect_left(starts, span.end)) for span in sorted(set(passages))}
    told, most = bytearray(len(listed)), min(most, MOST)
    for first, behind in within.values():
        told[first:behind] = bytes([1]) * (behind - first)
    found = {}
    for span, (first, behind) in within.items():
        low, high = first, behind
        while low > 0 and first - low < NEIGHBOURS and _fits(told, low - 1, most):
            low -= 1
            told[low] = 1
        while high < len(listed) and high - behind < NEIGHBOURS and _fits(told, high, most):
            told[high] = 1
            high += 1
        # A word may be as long as the text: no more of it is looked at than can be kept.
        before = text.raw[max(starts[low], span.start - WIDE) : span.start] if first < len(listed) else ""
        after = text.raw[span.end : min(ends[high - 1], span.end + WIDE)] if high else ""
        found[span] = (_blanks(before)[-LONGEST:], _blanks(after)[:LONGEST])
    return found


def _fits(told: bytearray, at: int, most: int) -> bool:
    """Whether the word may be told too: it is already, or the run that it would join stays short enough."""
    low, high = at, at + 1
    while low > 0 and told[low - 1] and high - low <= most:
        low -= 1
    while high < len(told) and told[high] and high - low <= most:
        high += 1
    return bool(told[at]) or high - low <= most


def _blanks(raw: str) -> str:
    return re.sub(r"\s+", " ", raw)
