"""Annotations in, their quotes with the key that names each in the lock out (LANGUAGE 5); and what the words of a quote are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.folding import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancegraph.records import Annotations, Quote, QuoteKey, Statement, Taken

__all__ = ["among", "key", "length", "quoted", "unmarked"]


def quoted(annotations: Annotations) -> Iterator[tuple[QuoteKey, Statement, Quote]]:
    """Every quote of a statement that names its document, with its key, in the order of statements."""
    for statement in annotations.statements:
        if statement.document:
            for quote in statement.quotes:
                yield key(statement.document, quote), statement, quote


def key(document: str, quote: Quote) -> QuoteKey:
    """What names a quote in the lock: its document and its words as they are written."""
    return document, quote.exact, quote.before, quote.after


def among(quote: Quote, taken: Iterable[Taken]) -> bool:
    """Whether a quote is part of words that were taken over, or they are part of it; compared as they are written."""
    return any(quote.exact in each.exact or each.exact in quote.exact for each in taken)


def length(exact: str) -> int:
    """The words of a quote; the mark of an elision is none. Of scripts without blanks two letters count as a word.

    >>> length("never ... again"), length("\u5317\u7ea6\u6210\u5458\u56fd")
    (2, 3)
    """
    return sum(max(1, -(-len(UNSPACED.findall(word)) // 2)) for word in exact.split() if word.strip(".\u2026"))


def unmarked(exact: str) -> str:
    """The words without typographic marks around the whole, which come along when a quote is pasted: YAML takes them for letters."""
    paired = exact[:1] + exact[-1:] in {"\u201c\u201d", "\u2018\u2019", "\u201e\u201c", "\u00ab\u00bb"}
    return exact[1:-1].strip() or exact if paired and not {exact[0], exact[-1]} & set(exact[1:-1]) else exact
