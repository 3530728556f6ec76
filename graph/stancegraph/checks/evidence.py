"""Checks of evidence and dates that need no article text (family SG4): what the quoted words and the dates say against the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.dates import is_later
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import length, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.records import Annotations

__all__ = ["long_quotes", "said_too_late", "unanchored"]


def long_quotes(annotations: Annotations) -> Iterator[Problem]:
    """SG410 warning: a quote that is too long.

    A quote is a pointer, not a copy: the shortest run of words that occurs once in the text. The project allows 25 words, or as many
    as `quote_words` says. The words that elide a passage ("a ... b") count, the mark between them does not.

    Bad:
        project: {id: kosovo, quote_words: 6}
        statements:
        - Russia opposes independence:
            quote: Russia opposes independence and insists on further talks

    Good:
        project: {id: kosovo, quote_words: 6}
        statements:
        - Russia opposes independence:
            quote: Russia opposes independence
    """
    limit = annotations.project.quote_words
    for statement in annotations.statements:
        for quote in statement.quotes:
            if (count := length(quote.exact)) > limit:
                text = f"a quote of {count} words; the project allows {limit}"
                yield Problem("SG410", Severity.WARNING, quote.place, text, "keep the shortest run of words that occurs once in the text")


def said_too_late(annotations: Annotations) -> Iterator[Problem]:
    """SG411 warning: said after the document's date.

    `said` is the day of the utterance and cannot follow the day of the document that reports it; a day that the text looks ahead to
    is `when`. One of the two dates is wrong, unless the document went on being edited.

    Bad:
        documents:
          cnn-2008-02-14: {date: 2008-02-14}
        statements:
        - Russia opposes independence:
            source: cnn-2008-02-14
            said: 2008-02-15

    Good:
        documents:
          cnn-2008-02-14: {date: 2008-02-14}
        statements:
        - Russia opposes independence:
            source: cnn-2008-02-14
            said: 2008-02-13
    """
    for statement in annotations.statements:
        if statement.said_written is None or statement.document is None:
            continue
        document = annotations.documents.get(statement.document)
        if document and document.date and is_later(statement.said_written, document.date):
            text = f"said {statement.said_written.edtf}, after the date of {document.slug!r}, {document.date.edtf}"
            cure = "correct one of the dates; a day that the text looks ahead to is `when`"
            yield Problem("SG411", Severity.WARNING, statement.place, text, cure, (document.place,))


def unanchored(annotations: Annotations) -> Iterator[Problem]:
    """SG424 warning: a quote that is not anchored.

    There is an annotations.lock, and it does not hold this quote: it was written or reworded since. Without an anchor the graph has
    its words but not its offsets. Where the texts are given, a quote that is not found, or twice, is told as that alone.

    Lock:
        {"version": 1, "documents": {
          "herald": {"sha256": "0000000000000000000000000000000000000000000000000000000000000000", "quotes": [
            {"exact": "opposes the dam", "start": 10, "end": 25}]}}}

    Bad:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam, said

    Good:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam
    """
    if annotations.digests is None:
        return
    for key, _, quote in quoted(annotations):
        if key not in annotations.anchors:
            yield Problem(
                "SG424",
                Severity.WARNING,
                quote.place,
                "the lock does not hold this quote",
                "run `stancegraph anchor --texts DIR`, or mend the quote",
            )
