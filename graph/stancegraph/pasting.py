"""A passage of a text, or words that somebody looks for in it, in, the line of YAML that quotes them out, ready to paste (LANGUAGE 1, "YAML profile").

What a text of ours may not hold (control characters, line breaks) or nobody sees (soft hyphens) is left out: it matches all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.folding import ELLIPSIS, INVISIBLE, MARKS, folded
from stancegraph.passages import MOST, Selection, Span, Text, selection, spans
from stancegraph.quotations import length, unmarked
from stancegraph.runs import beginning, shortest
from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Offer", "Told", "apart", "between", "lengthened", "line", "offer", "offers", "scalar", "told"]

FEWEST = 3  # words of a quote that is cut short: fewer say nothing to a reader
LENGTHENED = 3  # words by which a quote is lengthened rather than told apart by what stands beside it
LONGEST = 1000  # code points of a quote; a text may be one word
FARTHEST = 12  # words before or behind a passage that are tried to tell it from its equals

# A quote does not grow past the end of a sentence, a speech, a paragraph or an item of a list.
_SEAM = re.compile(rf"[.!?\u2026][{MARKS}]?\s|(?:^|\s)[{MARKS}]|[{MARKS}](?:\W|$)|\n\s*\n|[\u2022\u2023\u25aa\u25cf]")
_UNSEEN = re.compile(f"[{INVISIBLE}]")


def between(text: Text, span: Span) -> str:
    """The words of a passage on one line, as a file of ours may hold them."""
    return _clean(text.raw[span.start : span.end])


def _clean(raw: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", _UNSEEN.sub("", raw)).split())


def line(exact: str, before: str | None = None, after: str | None = None) -> str:
    """The key and its value.

    >>> print(line("in no hurry", before='he said, "we are'))
    quote: {exact: "in no hurry", before: 'he said, "we are'}
    """
    if not (before or after):
        return f"quote: {scalar(exact)}"
    parts = (("exact", exact), ("before", before), ("after", after))
    return "quote: {" + ", ".join(f"{key}: {scalar(words)}" for key, words in parts if words) + "}"


def scalar(words: str) -> str:
    """Words as a value of YAML: in double quotation marks, in single ones where the words hold double ones, escaped where they hold both."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Offer(NamedTuple):
    """A passage, and the line to paste that quotes it and no other; None where nothing near it tells it apart."""

    line: str | None
    span: Span


def offers(text: Text, asked: str, most: int) -> Iterator[Offer]:
    """For each passage that the words select, in order, what quotes it in at most `most` words."""
    chosen = selection(text, asked)
    yield from (_offer(text, chosen, asked, span, most) for span in chosen.spans())


def offer(text: Text, asked: str, span: Span, most: int) -> str | None:
    """The line that quotes one of the passages that the words select."""
    return _offer(text, selection(text, asked), asked, span, most).line


def _offer(text: Text, chosen: Selection, asked: str, span: Span, most: int) -> Offer:
    """The passage with the line that quotes it, and what that line selects."""
    found = _told(text, chosen, asked, span, most)
    return Offer(line(*found[:3]), found.span) if found else Offer(None, span)


class Told(NamedTuple):
    """The words that quote a passage, and what they select."""

    exact: str
    before: str | None
    after: str | None
    span: Span


def told(text: Text, span: Span, most: int) -> Told | None:
    """What quotes a passage in at most `most` words, as values; None where nothing near it tells it apart."""
    asked = between(text, span)
    return _told(text, selection(text, asked), asked, span, most)


def _told(text: Text, chosen: Selection, asked: str, span: Span, most: int) -> Told | None:
    """The first of the ways to quote a passage that, read again, selects one passage."""
    for exact, before, after in _ways(text, chosen, asked, span, most):
        if length(exact) <= most and len(exact) <= LONGEST and any(map(str.isalnum, exact)):
            found = spans(text, exact, before, after)
            if len(found) == 1:
                return Told(exact, before, after, found[0])
    return None


_Way: TypeAlias = tuple[str, str | None, str | None]


def _ways(text: Text, chosen: Selection, asked: str, span: Span, most: int) -> Iterator[_Way]:
    """What may quote a passage, the best first.

    Words that stand once are kept as the text has them; of too many words as many are taken as tell the passage from all others, from
    its beginning. Words that stand several times are lengthened, by few words; else they get the words before or behind them.
    """
    exact = between(text, span)
    if ELLIPSIS in folded(asked).strip(ELLIPSIS + " ") and ELLIPSIS not in folded(exact):
        exact = _clean(asked)
    exact = unmarked(exact)
    if length(exact) > most:
        if run := beginning(text, span, FEWEST, most):
            yield between(text, run), None, None
        span = _head(text, span)
        exact = unmarked(between(text, span))
        chosen = selection(text, exact)
    elif len(chosen.found) == 1:
        yield exact, None, None
        chosen = selection(text, exact)  # without the marks around it may stand more often
        span = next((each for each in chosen.spans() if span.start <= each.start < span.end), span)
    run = shortest(text, span, most)
    longer = between(text, run) if run else ""
    if run and length(longer) <= length(exact) + LENGTHENED and _is_smooth(text, run, span):
        yield longer, None, None
    if any(beside := apart(text, chosen, span)):
        yield exact, *beside
    if longer:
        yield longer, None, None


def _is_smooth(text: Text, run: Span, span: Span) -> bool:
    """Whether a run crosses no more seams of its text than the passage that it lengthens."""
    return len(_SEAM.findall(text.raw[run.start : run.end])) <= len(_SEAM.findall(text.raw[span.start : span.end]))


def _head(text: Text, span: Span) -> Span:
    """The first few words of a passage."""
    first = bisect_right(text.words, span.start, key=lambda word: word.end)
    return Span(span.start, min(span.end, text.words[min(first + FEWEST, len(text.words)) - 1].end))


def lengthened(text: Text, span: Span, most: int) -> str | None:
    """The line that quotes the fewest words around a passage that stand once in the text; None if so many are not enough.

    None, too, where they lie beyond the end of a sentence, a speech or a paragraph.
    """
    run = shortest(text, span, most)
    return line(between(text, run)) if run and _is_smooth(text, run, span) else None


def apart(text: Text, chosen: Selection, span: Span) -> tuple[str | None, str | None]:
    """The fewest words before a passage, else behind it, that tell it from the others that were selected.

    (None, None) if none do, and where more than `MOST` were.
    """
    first = bisect_right(text.words, span.start, key=lambda word: word.end)
    last = bisect_left(text.words, span.end, key=lambda word: word.start) - 1
    if first > last or len(chosen.found) > MOST:
        return None, None
    inside = text.words[first].start < span.start, text.words[last].end > span.end
    befores = [
        between(text, Span(text.words[at].start, span.start)) for at in range(first - 1 + inside[0], max(-1, first - 1 - FARTHEST), -1)
    ]
    if found := _fewest(chosen, span, [(words, None) for words in befores]):
        return found
    ends = text.words[last + 1 - inside[1] : last + 1 + FARTHEST]
    return _fewest(chosen, span, [(None, between(text, Span(span.end, word.end))) for word in ends]) or (None, None)


def _fewest(chosen: Selection, span: Span, beside: list[tuple[str | None, str | None]]) -> tuple[str | None, str | None] | None:
    """The first of these words, the longer behind the shorter, that leave one passage alone; nothing is tried if the longest do not."""
    if not beside or chosen.spans(*beside[-1]) != [span]:
        return None
    return beside[bisect_left(beside, True, key=lambda words: chosen.spans(*words) == [span])]
