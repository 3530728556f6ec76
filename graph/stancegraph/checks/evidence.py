"""Checks of evidence and dates that need no article text (family SG4): what the quoted words and the dates say against the statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.dates import is_later
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import length, quoted
from stancegraph.records import Mode, Scope
from stancegraph.relations import RelationKind
from stancegraph.stances import polarity_of, relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.records import Annotations, Quote, Statement
    from stancegraph.relations import Relation

__all__ = ["announced", "denied", "long_quotes", "partial", "said_too_late", "unanchored"]

ABOUT_THE_FUTURE = frozenset({"accuses", "calls-on", "expects", "offers", "predicts", "promises", "threatens", "urges"})
"""Acts of speech: whoever promises that he will send a mission has promised already."""

_AHEAD = re.compile(
    r"(?<!the )(?<!political )(?<!popular )\bwill\b|\bwon['\u2019]t\b|\bplans? to\b|\bplann(?:ed|ing)\b|\bexpected\b|\bprepar\w+"
)
_NOT = re.compile(
    r"\bnot\b(?! only\b| just\b| least\b| too late\b)(?<!or not)|n['\u2019]t\b|\bnever\b|\bno longer\b|\bstop(?:s|ped|ping)? short\b"
)
_SOME = re.compile(r"(?<!the )(?<!at )\bmost\b|\bmany\b|\balmost all\b|\bnearly all\b|\ba majority of\b")


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


def announced(annotations: Annotations) -> Iterator[Problem]:
    """SG412 warning: the quote looks ahead, but the mode is actual.

    The quoted words say "will", "plan", "expected" or "prepare", and the statement says that the act is done. An act that is only
    announced is `planned`, one that others foresee is `expected`; neither asserts its triple.

    Bad:
        - The EU deploys a mission:
            quote: the EU will send a mission

    Good:
        - The EU plans to deploy a mission:
            quote: the EU will send a mission
    """
    relations = annotations.relations
    acts = {slug for slug, relation in relations.items() if relation.kind is RelationKind.ACT}
    done = {slug for slug in acts if not relation_closure(relations, slug) & ABOUT_THE_FUTURE}
    actual = Mode.ACTUAL
    fitting = (s for s in annotations.statements if s.mode is actual and s.relation in done)
    for statement, quote, word in _quoted(fitting, _AHEAD, ("will", "won", "plan", "expected", "prepar")):
        text = f"the quote says {word!r}, but the mode is actual"
        yield Problem(
            "SG412",
            Severity.WARNING,
            quote.place,
            text,
            f"write `mode: planned` or `mode: expected`, or quote the words for {statement.relation!r}",
        )


def denied(annotations: Annotations) -> Iterator[Problem]:
    """SG413 warning: the quote denies, but the statement is not negated.

    The quoted words say "not", "never", "no longer" or "stopped short of", and the statement neither is negated nor has a relation
    that is against something. Stopping short of endorsing is not endorsing.

    Bad:
        - NATO endorses the bid:
            quote: stopped short of endorsing the bid

    Good:
        - NATO stops short of endorsing the bid:
            quote: stopped short of endorsing the bid
    """
    against = {slug for slug in annotations.relations if _against(annotations.relations, slug)}
    fitting = (s for s in annotations.statements if not s.negated and s.relation not in against)
    for _, quote, word in _quoted(fitting, _NOT, ("not", "n't", "n\u2019t", "never", "no longer", "stop")):
        text = f"the quote says {word!r}, but the statement is not negated"
        yield Problem(
            "SG413", Severity.WARNING, quote.place, text, 'negate the sentence ("does not ...", "stops short of ...") or write `not: true`'
        )


def partial(annotations: Annotations) -> Iterator[Problem]:
    """SG414 warning: the quote speaks of a part, but the scope is all.

    The quoted words say "most", "many" or "almost all", the actor is a collective, and the statement is about all of it. A position
    of some members is not the collective's; with a `scope` it is kept and asserts nothing.

    Bad:
        actors:
          eu-members: class
        statements:
        - eu-members support recognition:
            quote: most of the members back recognition

    Good:
        actors:
          eu-members: class
        statements:
        - eu-members support recognition:
            quote: most of the members back recognition
            scope: most
    """
    collectives = {slug for slug, actor in annotations.actors.items() if actor.collective}
    everybody = Scope.ALL
    fitting = (s for s in annotations.statements if s.scope is everybody and s.actor in collectives)
    for _, quote, word in _quoted(fitting, _SOME, ("most", "many", "nearly", "majority")):
        text = f"the quote says {word!r}, but the scope is all"
        yield Problem("SG414", Severity.WARNING, quote.place, text, "write `scope: most` (or almost-all, majority, many, some, few, one)")


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


def _quoted(statements: Iterable[Statement], pattern: re.Pattern[str], hints: tuple[str, ...]) -> Iterator[tuple[Statement, Quote, str]]:
    """Quotes in which the pattern occurs, with the words that match; each match holds one of the `hints`.

    Looking for the hints first is what makes a hundred thousand quotes affordable: a substring costs a twentieth of the pattern.
    """
    for statement in statements:
        for quote in statement.quotes:
            words = quote.exact.casefold()
            if any(hint in words for hint in hints) and (match := pattern.search(words)):
                yield statement, quote, match[0]


def _against(relations: Mapping[str, Relation], slug: str) -> bool:
    """Whether a relation is against its object, by its own polarity or by what it implies."""
    implied = {
        stance for above in relation_closure(relations, slug) for stance, _ in (relations[above].implies if above in relations else ())
    }
    return any(polarity_of(relations, stance) == -1 for stance in (slug, *sorted(implied)))
