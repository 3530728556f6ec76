"""Checks of what a document's `uncoded:` says of its text (family SG4)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from stancegraph.explanations import explained
from stancegraph.folding import folded
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import quoted
from stancegraph.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancegraph.passages import Span, Text
    from stancegraph.records import Document, QuoteKey
    from stancegraph.texts import Evidence

__all__ = ["coded_gaps", "lost_gaps"]


def lost_gaps(evidence: Evidence) -> Iterator[Problem]:
    """SG433 warning: words under `uncoded:` that begin no sentence, or several.

    `uncoded:` gives the reason why sentences carry no statement, and names them by their first words; "a ... b" names all sentences
    from the one that begins with a to the one that begins with b. Here no sentence begins with the words, or different ones do.
    Sentences of the same words (a button that stands twice) are named together.

    Text:
        Herald Home
        Sections

        Arland opposes the dam. Arland is a small state.

    Bad:
        documents:
          herald:
            uncoded:
              page furniture: Herald Start ... Sections
              background: Arland
        statements:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam

    Good:
        documents:
          herald:
            uncoded:
              page furniture: Herald Home ... Sections
              background: Arland is a small
        statements:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam
    """
    for document, text, sentences in _documents(evidence):
        for passage in document.uncoded:
            runs = explained(text, sentences, passage.exact)
            if not runs:
                told = f"no sentence of {document.slug!r} begins with {passage.exact[:60]!r}"
                cure = 'write the first words of a sentence, or of the first and the last one: "Herald Home ... Sections"'
                yield Problem("SG433", Severity.WARNING, passage.place, told, cure)
            elif len({_words(text, sentences, run) for run in runs}) > 1:
                lines = ", ".join(str(text.line(sentences[run.start].start)) for run in runs[:3])
                told = f"{len(runs)} different sentences of {document.slug!r} begin with {passage.exact[:60]!r} (lines {lines})"
                yield Problem("SG433", Severity.WARNING, passage.place, told, "write more words, until they begin one alone")


def coded_gaps(evidence: Evidence) -> Iterator[Problem]:
    """SG434 warning: a sentence that is both coded and explained.

    `uncoded:` says that a sentence yields nothing, and a statement that is not retracted quotes it. The coverage counts it as coded; the explanation is out
    of date, or covers more than was meant.

    Text:
        Arland opposes the dam. Arland is a small state.

    Bad:
        documents:
          herald:
            uncoded: {background: Arland opposes the}
        statements:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam

    Good:
        documents:
          herald:
            uncoded: {background: Arland is a}
        statements:
        - Arland opposes the dam:
            source: herald
            quote: opposes the dam
    """
    quotes: dict[str, dict[QuoteKey, None]] = {}
    for key, statement, _ in quoted(evidence.annotations):
        if statement.status is not Status.RETRACTED and len(evidence.spans.get(key, ())) == 1:
            quotes.setdefault(key[0], {})[key] = None
    for document, text, sentences in _documents(evidence):
        starts = [sentence.start for sentence in sentences]
        coded = {
            number: key[1]
            for key in quotes.get(document.slug, ())
            for span in evidence.spans[key]
            for number in range(bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1))
        }
        for passage in document.uncoded:
            both = [number for run in explained(text, sentences, passage.exact) for number in run if number in coded]
            if both:
                told = f"{passage.reason!r} explains a sentence that {coded[both[0]][:60]!r} quotes"
                cure = "take the explanation away, or name the sentences before and behind it"
                yield Problem("SG434", Severity.WARNING, passage.place, told, cure)


def _documents(evidence: Evidence) -> Iterator[tuple[Document, Text, Sequence[Span]]]:
    """Documents that explain something, with their text and its sentences."""
    for slug, text in evidence.texts.items():
        document = evidence.annotations.documents[slug]
        if document.uncoded:
            yield document, text, evidence.sentences(slug)


def _words(text: Text, sentences: Sequence[Span], run: range) -> str:
    """What a run of sentences says, marks and blanks alike."""
    return folded(text.raw[sentences[run.start].start : sentences[run.stop - 1].end])
