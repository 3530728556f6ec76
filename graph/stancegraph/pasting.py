"""A passage of a text, or words that somebody looks for in it, in, the line of YAML that quotes them out, ready to paste (LANGUAGE 1, "YAML profile").

What a text of ours may not hold (control characters, line breaks) or nobody sees (soft hyphens) is left out: it matches all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.folding import ELLIPSIS, INVISIBLE, folded
from stancegraph.passages import Span, Text, shortest, spans, unpunctuated
from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Offer", "apart", "between", "line", "offers"]

FEWEST = 3  # words of a quote that is cut short: fewer say nothing to a reader
FARTHEST = 12  # words before or behind a passage that are tried to tell it from its equals

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
        return f"quote: {_scalar(exact)}"
    parts = (("exact", exact), ("before", before), ("after", after))
    return "quote: {" + ", ".join(f"{key}: {_scalar(words)}" for key, words in parts if words) + "}"


def _scalar(words: str) -> str:
    """In double quotation marks, in single ones where the words hold double ones, escaped where they hold both."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Offer(NamedTuple):
    """A line to paste, and the passage that it quotes."""

    line: str
    span: Span


def offers(text: Text, asked: str, most: int) -> Iterator[Offer]:
    """For each passage that the words select the line that quotes it and no other, in at most `most` words where that can be.

    Words that stand once are kept as the text has them; of too many words as many are taken as tell the passage from all others, from
    its beginning. Words that stand several times get the words before or behind them.
    """
    found = spans(text, asked)
    for span in found:
        exact = between(text, span)
        if ELLIPSIS in folded(asked) and ELLIPSIS not in folded(exact):
            exact = _clean(asked)
        many = sum(any(map(str.isalnum, word)) for word in exact.split()) > most
        if len(found) == 1 and not many:
            yield Offer(line(exact), span)
        elif len(found) == 1 or many:
            run = _beginning(text, span)
            yield Offer(line(between(text, run)), run)
        else:
            beside = apart(text, span, exact)
            longer = shortest(text, span)
            yield Offer(line(exact, *beside) if any(beside) or longer is None else line(between(text, longer)), span)


def _beginning(text: Text, span: Span) -> Span:
    """The fewest words, at least `FEWEST`, from the beginning of a passage on that stand once in the text; the whole if none do."""
    ends = [word.end for word in text.words if span.start < word.end <= span.end]
    for end in ends[FEWEST - 1 :]:
        run = unpunctuated(text.raw, Span(span.start, end))
        if spans(text, text.raw[run.start : run.end]) == [run]:
            return run
    return span


def apart(text: Text, span: Span, exact: str) -> tuple[str | None, str | None]:
    """The fewest words before a passage, else behind it, that tell it from the others that the words select; (None, None) if none do."""
    index = [k for k, word in enumerate(text.words) if word.start < span.end and span.start < word.end]
    if not index:
        return None, None
    for number in range(1, FARTHEST + 1):
        if (low := index[0] - number + (text.words[index[0]].start < span.start)) >= 0:
            before = between(text, Span(text.words[low].start, span.start))
            if spans(text, exact, before=before) == [span]:
                return before, None
    for number in range(1, FARTHEST + 1):
        if (high := index[-1] + number - (text.words[index[-1]].end > span.end)) < len(text.words):
            after = between(text, Span(span.end, text.words[high].end))
            if spans(text, exact, after=after) == [span]:
                return None, after
    return None, None
