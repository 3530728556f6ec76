"""A passage of a text in, the line of YAML that quotes it out, ready to paste (LANGUAGE 1, "YAML profile").

What a text of ours may not hold (control characters, line breaks) or nobody sees (soft hyphens) is left out: it matches all the same.
"""

from __future__ import annotations

import re

from stancegraph.folding import INVISIBLE
from stancegraph.passages import Span, Text, spans
from stancegraph.sourcetext import FORBIDDEN

__all__ = ["apart", "between", "line"]

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
