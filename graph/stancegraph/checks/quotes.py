"""Checks of quotes against the texts they come from (family SG4): whether the words stand there, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.problems import Problem, Severity
from stancegraph.texts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.texts import Evidence

__all__ = ["ambiguous", "not_found"]


def not_found(evidence: Evidence) -> Iterator[Problem]:
    """SG420 error: the quote is not in the text.

    The words do not stand in the text of the document. Line breaks, spaces, dashes and quotation marks of another kind do not
    matter, nor do passages left out ("a ... b") and words in square brackets; spelling and case do.

    Text:
        The minister said that Arland will never recognise the dam.

    Bad:
        - Arland refuses to recognise the dam:
            source: herald
            quote: will never recognize the dam

    Good:
        - Arland refuses to recognise the dam:
            source: herald
            quote: will never recognise the dam
    """
    for key, _, quote in quoted(evidence.annotations):
        if evidence.spans.get(key) == ():
            text = f"the quote is not in the text of {key[0]!r}"
            yield Problem("SG420", Severity.ERROR, quote.place, text, "copy the words from the text")


def ambiguous(evidence: Evidence) -> Iterator[Problem]:
    """SG421 error: the quote stands in the text more than once.

    A quote points at one passage. Lengthen it until it stands once, or say with `before:` or `after:` which passage is meant.

    Text:
        Arland opposes the dam, said the minister. Corland says that Arland opposes the dam out of habit.

    Bad:
        - Arland opposes the dam:
            source: herald
            quote: Arland opposes the dam

    Good:
        - Arland opposes the dam:
            source: herald
            quote: Arland opposes the dam, said
    """
    for key, _, quote in quoted(evidence.annotations):
        if (number := len(evidence.spans.get(key, ()))) > 1:
            text = f"the quote stands {number} times in the text of {key[0]!r}"
            yield Problem("SG421", Severity.ERROR, quote.place, text, "lengthen it, or tell the passages apart by `before:` or `after:`")
