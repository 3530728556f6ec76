"""Checks of what stands around a quote in its article: the figure, who speaks, the speaker's name (family SG4)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from stancegraph.checks.appellations import Names, bare
from stancegraph.checks.wording import ABOUT_THE_FUTURE
from stancegraph.folding import INVISIBLE
from stancegraph.numerals import numbers
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import key
from stancegraph.records import Speaker
from stancegraph.relations import RelationKind
from stancegraph.sources import Offices
from stancegraph.speech import Report, quotations, reports
from stancegraph.stances import relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.passages import Span
    from stancegraph.records import Annotations, Figure, Quote, Statement
    from stancegraph.segments import Paragraph
    from stancegraph.texts import Evidence

__all__ = ["absent_figures", "absent_speakers", "other_speakers", "unattributed"]

SPEECH_ACTS = ABOUT_THE_FUTURE | {
    *("calls-for", "condemns", "declares", "demands", "denies", "disputes", "disputes-legality-of", "endorses", "proposes", "rejects"),
    *("rules-out", "warns-of"),
}
"""Relations that are themselves something said: who writes "Serbia threatens" tells what Serbia did by speaking."""
BACK = 3  # paragraphs before the quote's in which a speaker may be named: "he said" refers back
SPELLED_OUT = 20  # figures up to here are written as words in most languages, and we read English ones alone

# In English a comma parts thousands and nothing else; in other languages 1,800 may be less than two.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


def absent_figures(evidence: Evidence) -> Iterator[Problem]:
    """SG430 warning: a figure that does not stand near its quote.

    The number, or one of its two bounds, stands neither in the quote's paragraph nor in the one before or after it; a slip of the
    pen turns 1,800 into 1,600 unseen. Digits with separators, "1.8 million" and English number words are read, and "about" or "over"
    do not matter. Of a text that is not English only figures above twenty are looked for.

    Text:
        Arland will send 1,800 officers over four months, the herald has learned.

    Bad:
        - Arland plans to deploy officers:
            source: herald
            quote: Arland will send
            figures: {officers: 1600}

    Good:
        - Arland plans to deploy officers:
            source: herald
            quote: Arland will send
            figures: {officers: 1800, months: 4}
    """
    articles = _articles(evidence)
    for statement in evidence.annotations.statements:
        article = articles.get(statement.document or "")
        places = [at for _, spans in _found(evidence, statement) for span in spans for at in article.around(span, 1, 1)] if article else []
        if not (article and places and statement.figures):
            continue
        known = frozenset(chain.from_iterable(article.numbers(at) for at in places))
        for figure in statement.figures:
            missing = [number for number in _bounds(figure) if number not in known and (article.english or number > SPELLED_OUT)]
            if missing:
                text = f"{_shown(missing[0])} ({figure.measure}) does not stand near the quote"
                yield Problem("SG430", Severity.WARNING, figure.place, text, "compare it with the text, or quote words that stand by it")


def unattributed(evidence: Evidence) -> Iterator[Problem]:
    """SG431 warning: reported words, but no speaker.

    A statement without `by:` is the article's own word, the strongest claim. Here the quote lies between quotation marks (three words
    or more), or in what its sentence reports: behind "said", "told" or "according to", behind a verb such as "warned" with "that", or
    in front of one that ends the sentence (", an official said"). What the writer adds behind a dash or ", the ...", is his own.
    Ties (offices, membership, alliances) are background whoever speaks; where the actor itself is named as the one who warns or
    insists, an act of speech (warns of, demands, promises) is the article's to tell. The verbs are English: of texts in other
    languages only the marks are looked at.

    Text:
        The minister of Arland said on Monday that the dam was a danger to all.

    Bad:
        - Arland opposes the dam:
            source: herald
            quote: the dam was a danger

    Good:
        actors:
          arland: state
          minister: {type: person, name: the minister of Arland, speaks_for: arland}
        statements:
        - Arland opposes the dam:
            source: herald
            by: minister
            quote: the dam was a danger
    """
    articles, names = _articles(evidence), Names(evidence.annotations)
    for statement in evidence.annotations.statements:
        article = articles.get(statement.document or "")
        if statement.said_by or not article or _is_tie(evidence.annotations, statement):
            continue
        for quote, spans in _found(evidence, statement):
            if len(spans) == 1 and (
                words := _reported(article, spans[0], names, statement, speech_act=_is_speech_act(evidence.annotations, statement))
            ):
                text, cure = words
                yield Problem("SG431", Severity.WARNING, quote.place, text, cure)
                break


def absent_speakers(evidence: Evidence) -> Iterator[Problem]:
    """SG432 warning: a speaker who is not named near the quote.

    None of the speaker's names stands in the quote's paragraph, the three before it ("he said" refers back) or the one after it: no
    name or alias, no last word of a person's name, no adjective of a state. It suffices that an office stands there with whom it is held
    of, "the Arlandish foreign minister", or, for who is no person, the name of the actor it speaks for. Of a name in small letters
    ("a senior official") one noun is enough.

    Text:
        Minister Ada Orr of Arland said that the dam was a danger.

    Bad:
        actors:
          ames: {type: person, name: Bob Ames}
        statements:
        - Arland opposes the dam:
            source: herald
            by: ames
            quote: the dam was a danger

    Good:
        actors:
          orr: {type: person, name: Ada Orr}
        statements:
        - Arland opposes the dam:
            source: herald
            by: orr
            quote: the dam was a danger
    """
    articles, names = _articles(evidence), Names(evidence.annotations)
    for statement in evidence.annotations.statements:
        article = articles.get(statement.document or "")
        spans = [span for _, found in _found(evidence, statement) for span in found]
        if not (article and spans and statement.said_by):
            continue
        near = tuple(sorted({at for span in spans for at in article.around(span, BACK, 1)}))
        for speaker in dict.fromkeys(speaker.actor for speaker in statement.said_by):
            if not article.names(near, speaker, names):
                place = statement.quotes[0].place
                text = f"no name of the speaker {evidence.annotations.label(speaker)!r} stands near the quote"
                cure = f"compare `by: {speaker}` with the text; if it calls the speaker by another name, add it under `also:`"
                yield Problem("SG432", Severity.WARNING, place, text, cure)


def other_speakers(evidence: Evidence) -> Iterator[Problem]:
    """SG437 warning: the words are somebody else's.

    The quote lies in what a sentence reports, a person whom the project declares is the subject of "said", "told" or "according to"
    there, and `by:` names others: who quotes two ministers in a row easily gives one the other's words. Nothing is said where the
    person speaks for whom `by:` names, passes the words on (`via:`), or is not the only one named there. The verbs are English.

    Text:
        Minister Ada Orr said that the dam was a danger. Minister Bob Ames of Borland said that he would build it.

    Bad:
        actors:
          orr: {type: person, name: Ada Orr}
          ames: {type: person, name: Bob Ames}
        statements:
        - Arland opposes the dam:
            source: herald
            by: ames
            quote: the dam was a danger
        - Borland supports the dam:
            source: herald
            by: ames
            quote: he would build it

    Good:
        actors:
          orr: {type: person, name: Ada Orr}
          ames: {type: person, name: Bob Ames}
        statements:
        - Arland opposes the dam:
            source: herald
            by: orr
            quote: the dam was a danger
        - Borland supports the dam:
            source: herald
            by: ames
            quote: he would build it
    """
    articles, names = _articles(evidence), Names(evidence.annotations)
    offices = Offices(evidence.annotations.actors)
    for statement in evidence.annotations.statements:
        article = articles.get(statement.document or "")
        if not (article and statement.said_by):
            continue
        told = {speaker.actor for speaker in (*statement.said_by, *statement.reported_by)}
        for quote, spans in _found(evidence, statement):
            who = _reporter(article, spans[0], names, told) if len(spans) == 1 else None
            if who and who not in told and told.isdisjoint(offices.principals(Speaker(who), statement.said)):
                by, label = ", ".join(speaker.actor for speaker in statement.said_by), evidence.annotations.label(who)
                text = f"the quote lies in what {label!r} is reported to say, and `by:` names {by}"
                yield Problem("SG437", Severity.WARNING, quote.place, text, f"compare it with the text; perhaps `by: {who}`")
                break


# ── articles ──


@dataclass(frozen=True)
class _Article:
    """A document's text in paragraphs, each looked into once."""

    raw: str
    paragraphs: Sequence[Paragraph]
    english: bool
    _named: dict[tuple[tuple[int, ...], str], bool] = field(default_factory=dict)
    _numbers: dict[int, frozenset[float]] = field(default_factory=dict)
    _plains: dict[int, str] = field(default_factory=dict)
    _speech: dict[int, tuple[_Among, _Among, list[Report]]] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.paragraphs]

    def around(self, span: Span, before: int, after: int) -> range:
        """The numbers of the paragraphs that a passage lies in, and of so many before and after them."""
        first, last = (max(0, bisect_right(self._starts, at) - 1) for at in (span.start, max(span.start, span.end - 1)))
        return range(max(0, first - before), min(len(self.paragraphs), last + after + 1))

    def text(self, at: int) -> str:
        """A paragraph's words."""
        start, end = self.paragraphs[at].span
        return self.raw[start:end]

    def _plain(self, at: int) -> str:
        if at not in self._plains:
            self._plains[at] = bare(self.text(at))
        return self._plains[at]

    def numbers(self, at: int) -> frozenset[float]:
        """The numbers in a paragraph."""
        if at not in self._numbers:
            text = self.text(at).translate(_UNSEEN)
            self._numbers[at] = numbers(_THOUSANDS.sub("\u2019", text) if self.english else text)
        return self._numbers[at]

    def names(self, paragraphs: tuple[int, ...], speaker: str, names: Names) -> bool:
        """Whether a speaker is named in one of these paragraphs."""
        asked = paragraphs, speaker
        if asked not in self._named:
            self._named[asked] = names.stand(speaker, "\n".join(map(self._plain, paragraphs)))
        return self._named[asked]

    def speech(self, at: int) -> tuple[_Among, _Among, list[Report]]:
        """Where a paragraph quotes, where it reports, and its reports in the order of the second."""
        if at not in self._speech:
            spoken = quotations(self.raw, self.paragraphs[at].span)
            told = sorted(reports(self.raw, self.paragraphs[at], spoken)) if self.english else []
            self._speech[at] = _Among(spoken), _Among([report.span for report in told]), told
        return self._speech[at]


class _Among:
    """Passages in order, and which of them another one overlaps."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._reached = list(accumulate((span.end for span in spans), max))

    def first(self, span: Span) -> int | None:
        """The number of the first passage that overlaps a span."""
        behind = bisect_left(self._starts, span.end)
        numbers = range(bisect_right(self._reached, span.start), behind)
        return next((number for number in numbers if self._spans[number].end > span.start), None)


def _articles(evidence: Evidence) -> Mapping[str, _Article]:
    """The texts of the documents that statements quote."""
    made = {}
    for slug in {document for document, *_ in evidence.spans}:
        language = evidence.annotations.documents[slug].language or evidence.annotations.project.language
        made[slug] = _Article(evidence.texts[slug].raw, evidence.paragraphs(slug), language.lower().startswith("en"))
    return made


def _found(evidence: Evidence, statement: Statement) -> Iterator[tuple[Quote, tuple[Span, ...]]]:
    """The quotes of a statement that stand in its text, with their passages."""
    for quote in statement.quotes if statement.document else ():
        if spans := evidence.spans.get(key(statement.document or "", quote)):
            yield quote, spans


# ── figures ──


def _bounds(figure: Figure) -> list[float]:
    """The numbers that a figure names, each once."""
    return [number for number in dict.fromkeys((figure.low, figure.high)) if number is not None]


def _shown(number: float) -> str:
    """A number as it is written in English: 1,800 or 3.5."""
    return f"{number:,.0f}" if number.is_integer() else f"{number:,}"


# ── who speaks ──


def _is_tie(annotations: Annotations, statement: Statement) -> bool:
    relation = annotations.relations.get(statement.relation)
    return relation is not None and relation.kind is RelationKind.RELATION


def _is_speech_act(annotations: Annotations, statement: Statement) -> bool:
    """Whether a statement's relation is something that its actor says."""
    return not SPEECH_ACTS.isdisjoint(relation_closure(annotations.relations, statement.relation))


def _reporter(article: _Article, span: Span, names: Names, told: Iterable[str]) -> str | None:
    """The person who is the subject of the verb that reports a passage, if one is named there; None where one of `told` is named too."""
    for at in article.around(span, 0, 0):
        _, among, listed = article.speech(at)
        number = among.first(span)
        if number is None:
            continue
        who, near = names.named(article.raw, listed[number]), bare(article.raw[slice(*listed[number].named)])
        if who and names.is_person(who) and not any(names.stand(each, near) for each in told):
            return who
    return None


def _reported(article: _Article, span: Span, names: Names, statement: Statement, *, speech_act: bool) -> tuple[str, str] | None:
    """What shows that a passage is somebody's words, and the help; None where nothing does."""
    for at in article.around(span, 0, 0):
        spoken, told, listed = article.speech(at)
        number, quoted = told.first(span), spoken.first(span) is not None
        report = None if number is None else listed[number]
        who = names.named(article.raw, report) if report else None
        if quoted or (report and not (who == statement.actor and speech_act)):
            where = "between quotation marks" if quoted or not report else f"in what {article.raw[slice(*report.cue)]!r} reports"
            cure = f"say who speaks, perhaps `by: {who}`" if who else "say who speaks: `by:`"
            return f"the quote lies {where}, but the statement has no speaker", cure
    return None
