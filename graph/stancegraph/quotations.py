"""Annotations in, their quotes with the key that names each in the lock out (LANGUAGE 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.records import Annotations, Quote, QuoteKey, Statement

__all__ = ["key", "quoted"]


def quoted(annotations: Annotations) -> Iterator[tuple[QuoteKey, Statement, Quote]]:
    """Every quote of a statement that names its document, with its key, in the order of statements."""
    for statement in annotations.statements:
        if statement.document:
            for quote in statement.quotes:
                yield key(statement.document, quote), statement, quote


def key(document: str, quote: Quote) -> QuoteKey:
    """What names a quote in the lock: its document and its words as they are written."""
    return document, quote.exact, quote.before, quote.after
