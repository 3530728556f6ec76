"""Checks of what a document's `repeats:` says of its text (family SG4): words told twice are one source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from stancegraph.folding import folded
from stancegraph.passages import spans
from stancegraph.pasting import scalar
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import among, quoted
from stancegraph.records import Quote, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancegraph.passages import Span
    from stancegraph.records import Document
    from stancegraph.texts import Evidence

__all__ = ["lost_repeats", "untold_repeats"]

WORDS = 8  # of a sentence; fewer words two reporters may write alike
SHOWN = 60  # code points of a passage


def lost_repeats(evidence: Evidence) -> Iterator[Problem]:
    """SG435 warning: words under `repeats:` that are not in both texts.

    `repeats:` says that a document takes over words from another one, so that what rests on them counts as one source. Here the words
    do not stand in one of the two; they match as those of a quote do.

    Text:
        The minister said that the dam was a danger to all.

    Bad:
        documents:
          herald: {}
          herald-late: {repeats: {herald: [the dam is a danger]}}
        statements:
        - Arland opposes the dam:
            source: herald-late
            quote: the dam was a danger

    Good:
        documents:
          herald: {}
          herald-late: {repeats: {herald: [the dam was a danger]}}
        statements:
        - Arland opposes the dam:
            source: herald-late
            quote: the dam was a danger
    """
    for slug in sorted(evidence.texts):
        for other, words in evidence.annotations.documents[slug].repeats:
            for taken in words:
                lost = [each for each in (slug, other) if each in evidence.texts and not spans(evidence.texts[each], taken.exact)]
                if lost:
                    text = f"{taken.exact[:SHOWN]!r} does not stand in the text of {' nor of '.join(map(repr, lost))}"
                    yield Problem("SG435", Severity.WARNING, taken.place, text, "write words that both texts have, letter by letter")


def untold_repeats(evidence: Evidence) -> Iterator[Problem]:
    """SG436 warning: a sentence that two documents share, coded in both as if each had found it out.

    A sentence of eight words or more stands word for word in two texts, and statements quote it in both: one has it from the other, or
    both have it from a third. Without `repeats:` every position that rests on it counts two sources.

    Text:
        Arland will send eighteen hundred officers over four months, the herald has learned.

    Bad:
        documents:
          herald: {date: 2031-05-01}
          herald-late: {date: 2031-05-02}
        statements:
        - Arland plans to deploy officers:
            source: herald
            quote: eighteen hundred officers
        - Arland plans to deploy officers:
            source: herald-late
            quote: eighteen hundred officers

    Good:
        documents:
          herald: {date: 2031-05-01}
          herald-late: {date: 2031-05-02, repeats: {herald: [eighteen hundred officers]}}
        statements:
        - Arland plans to deploy officers:
            source: herald
            quote: eighteen hundred officers
        - Arland plans to deploy officers:
            source: herald-late
            quote: eighteen hundred officers
    """
    for coded in _shared(evidence):
        told = sorted(coded, key=lambda slug: (_day(evidence.annotations.documents[slug]), slug))
        for number, slug in enumerate(told):
            for other in told[:number]:
                quotes = [quote for quote in coded[slug] if not _is_told(evidence, slug, other, quote, coded[other])]
                if quotes:
                    first = min(quotes, key=lambda quote: (quote.place.path, quote.place.start))
                    exact = first.exact
                    text = f"{exact[:SHOWN]!r} stands in a sentence that {other!r} has word for word, and is coded there too"
                    cure = f"write `repeats: {{{other}: [{scalar(exact)}]}}` under {slug!r}, if it has the words from {other!r}"
                    if evidence.annotations.documents[slug].repeats:  # a second `repeats:` would be an error
                        cure = (
                            f"add {scalar(exact)} to the list for `{other}:` in the `repeats:` of {slug!r}, if it has the words from there"
                        )
                    yield Problem("SG436", Severity.WARNING, first.place, text, cure)
                    break


def _day(document: Document) -> str:
    """The day from which a document can be; one without a date comes last."""
    return (document.date.start if document.date else None) or "~"


def _shared(evidence: Evidence) -> Iterator[Mapping[str, list[Quote]]]:
    """For each sentence that statements quote in several texts, the quotes by document."""
    coded = dict[str, dict[str, list[Quote]]]()
    for key, statement, quote in quoted(evidence.annotations):
        passages = evidence.spans.get(key, ())
        if len(passages) == 1 and statement.status is not Status.RETRACTED:
            words = _sentence(evidence, key[0], passages[0])
            if words.count(" ") + 1 >= WORDS:
                coded.setdefault(words, {}).setdefault(key[0], []).append(quote)
    yield from (by_document for by_document in coded.values() if len(by_document) > 1)


def _sentence(evidence: Evidence, slug: str, passage: Span) -> str:
    """The sentence in which a passage begins, as it is compared."""
    listed = evidence.sentences(slug)
    found = listed[max(0, bisect_right(listed, passage.start, key=lambda sentence: sentence.start) - 1)]
    return folded(evidence.texts[slug].raw[found.start : found.end])


def _is_told(evidence: Evidence, slug: str, other: str, quote: Quote, others: Sequence[Quote]) -> bool:
    """Whether the document says that it has the words from the other, or the other that it has its own in this sentence from this one."""
    documents = evidence.annotations.documents
    ours = [words for name, words in documents[slug].repeats if name == other]
    theirs = [words for name, words in documents[other].repeats if name == slug]
    return any(not words or among(quote, words) for words in ours) or any(
        not words or all(among(each, words) for each in others) for words in theirs
    )
