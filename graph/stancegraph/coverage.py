"""Annotations beside their texts in, what they cover and what they leave out: for each document, sentence by sentence.

No sentence of a text is kept or shown: a gap is told by its place and its first words, at most `FIRST_WORDS` and no more than half of
the sentence, but one word.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.explanations import explained
from stancegraph.passages import words
from stancegraph.quotations import among, key
from stancegraph.records import Status
from stancegraph.sources import bearings
from stancegraph.stances import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.passages import Span, Text
    from stancegraph.records import Annotations, Document, Statement
    from stancegraph.segments import Paragraph
    from stancegraph.texts import Evidence

__all__ = ["FIRST_WORDS", "GENERATOR", "Coverage", "Covered", "Named", "Sentence", "coverage", "is_report", "percent"]

FIRST_WORDS = 6  # of a sentence, so that it can be found again
LONGEST = 60  # code points of these words


class Named(NamedTuple):
    """A thing of the project by slug and name; `more` is what is to be known of it, "" for nothing."""

    slug: str
    label: str
    more: str = ""


class Sentence(NamedTuple):
    """A sentence of a text: its place, the line from 1, its first words, and what was made of it."""

    span: Span
    line: int
    words: str
    ends_paragraph: bool
    statements: tuple[str, ...]
    """The sentences of the statements whose quotes lie in it, as the annotations write them."""
    reason: str | None
    """Why it carries no statement; None where `uncoded:` does not name it."""

    @property
    def state(self) -> str:
        """Coded, else explained, else uncoded."""
        return "coded" if self.statements else "uncoded" if self.reason is None else "explained"


@dataclass(frozen=True, slots=True)
class Covered:
    """A document with every sentence of its text, in order."""

    slug: str
    title: str
    sentences: tuple[Sentence, ...]

    def count(self, state: str) -> int:
        """How many sentences are coded, explained or uncoded."""
        return sum(sentence.state == state for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What annotations cover of their texts; retracted statements count for nothing, and everything is in the order of slugs."""

    title: str
    documents: tuple[Covered, ...]
    """Those with a text."""
    without_text: tuple[Named, ...]
    silent: tuple[Named, ...]
    """Actors that a section declares and that are actor, object or speaker (`by:`, `via:`) of no statement, and publish no document."""
    single_sourced: tuple[Named, ...]
    """Issues that statements of one source alone are about, which `more` names; what repeats another document is that document."""
    without_side: tuple[Named, ...]
    """Issues that no statement supports, opposes or withholds support or opposition from, by its relation or what that implies."""
    unquoted: tuple[Named, ...]
    """Statements without a quote: the id, the sentence, and `more` is `file:line`."""

    def count(self, state: str) -> int:
        """How many sentences of all texts are coded, explained or uncoded."""
        return sum(document.count(state) for document in self.documents)

    def lists(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """What is missing beside sentences, each list under its heading."""
        return (
            ("Documents without a text", self.without_text),
            ("Statements without a quote", self.unquoted),
            ("Silent actors: never actor, object, speaker or publisher", self.silent),
            ("Issues with one source", self.single_sourced),
            ("Issues on which nobody takes a side", self.without_side),
        )

    def summary(self) -> str:
        """`120 of 165 sentences carry a statement (72 %), 40 are explained, 5 are not.`."""
        coded, explained_, uncoded = (self.count(state) for state in ("coded", "explained", "uncoded"))
        total = coded + explained_ + uncoded
        return f"{coded:,} of {total:,} sentences carry a statement ({percent(coded, total)}), {explained_:,} are explained, {uncoded:,} are not."

    def to_text(self) -> str:
        """The report in plain lines, ending in a line break."""
        return "\n".join(_lines(self)) + "\n"

    def to_json(self) -> str:
        """The report as one JSON object, ending in a line break; offsets are code points, end exclusive, `share` is 0 to 1 or null."""
        return json.dumps(_json(self), ensure_ascii=False, indent=1) + "\n"

    def to_html(self) -> str:
        """The report as one HTML document that makes no request and runs no script."""
        from stancegraph import coveragesheet

        return coveragesheet.render(self)

    def __repr__(self) -> str:
        """The summary."""
        return f"<coverage of {len(self.documents)} documents: {self.summary()}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own."""
        from stancegraph import coveragesheet

        return coveragesheet.framed(self)


def coverage(evidence: Evidence) -> Coverage:
    """What the statements cover of the texts they were read in."""
    annotations = evidence.annotations
    statements = [statement for statement in annotations.statements if statement.status is not Status.RETRACTED]
    coded = _coded(evidence, statements)
    return Coverage(
        title=annotations.project.title or annotations.project.id,
        documents=tuple(
            _covered(document, evidence.texts[slug], evidence.paragraphs(slug), coded.get(slug, ()))
            for slug, document in sorted(annotations.documents.items())
            if slug in evidence.texts
        ),
        without_text=tuple(_named(annotations, (slug for slug in annotations.documents if slug not in evidence.texts))),
        silent=tuple(_named(annotations, _silent(annotations, statements))),
        single_sourced=tuple(_single_sourced(annotations, statements)),
        without_side=tuple(_named(annotations, _without_side(annotations, statements))),
        unquoted=tuple(Named(s.id.removeprefix("s/"), s.sentence, str(s.place)) for s in statements if not s.quotes),
    )


# ── sentences ──


def _coded(evidence: Evidence, statements: Iterable[Statement]) -> Mapping[str, list[tuple[Span, str]]]:
    """By document: the passages that quotes select, each with its statement's sentence; what stands twice selects none."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for statement in statements:
        for quote in statement.quotes if statement.document else ():
            spans = evidence.spans.get(key(statement.document or "", quote), ())
            if len(spans) == 1:
                found.setdefault(statement.document or "", []).append((spans[0], statement.sentence))
    return found


def _covered(document: Document, text: Text, paragraphs: Sequence[Paragraph], coded: Iterable[tuple[Span, str]]) -> Covered:
    """The sentences of one document."""
    spans = [span for paragraph in paragraphs for span in paragraph.sentences]
    last = {paragraph.sentences[-1] for paragraph in paragraphs}
    carried: dict[int, dict[str, None]] = {}
    starts = [span.start for span in spans]
    for span, sentence in coded:
        for number in range(max(0, bisect_right(starts, span.start) - 1), bisect_right(starts, span.end - 1)):
            carried.setdefault(number, {})[sentence] = None
    reasons = {number: each.reason for each in document.uncoded for run in explained(text, spans, each.exact) for number in run}
    sentences = tuple(
        Sentence(
            span,
            text.line(span.start),
            _first_words(text.raw, span),
            span in last,
            tuple(sorted(carried.get(number, ()))),
            reasons.get(number),
        )
        for number, span in enumerate(spans)
    )
    return Covered(document.slug, document.label, sentences)


def _first_words(raw: str, span: Span) -> str:
    """At most `FIRST_WORDS` words, half of a sentence (but one word) and `LONGEST` characters, with an ellipsis for the rest."""
    beginning = raw[span.start : min(span.end, span.start + 4 * LONGEST)]
    found = [word for word in words(beginning) if any(map(str.isalnum, beginning[word.start : word.end]))]
    end = found[max(1, min(FIRST_WORDS, len(found) // 2)) - 1].end if found else len(beginning)
    text = " ".join(beginning[:end].split())
    whole = span.start + end == span.end and len(text) <= LONGEST
    return text if whole else text[:LONGEST].rstrip() + " \u2026"


# ── what is missing ──


def _named(annotations: Annotations, slugs: Iterable[str]) -> Iterator[Named]:
    yield from (Named(slug, annotations.label(slug)) for slug in sorted(slugs))


def _silent(annotations: Annotations, statements: Iterable[Statement]) -> Iterator[str]:
    heard = {document.publisher for document in annotations.documents.values() if document.publisher}
    for statement in statements:
        heard.update((statement.actor, statement.object), (each.actor for each in (*statement.said_by, *statement.reported_by)))
    yield from (slug for slug, actor in annotations.actors.items() if slug not in heard and not actor.implicit)


def _without_side(annotations: Annotations, statements: Iterable[Statement]) -> Iterator[str]:
    taken = {target for statement in statements for target in _sides(annotations, statement)}
    yield from (slug for slug in annotations.issues if slug not in taken)


def _sides(annotations: Annotations, statement: Statement) -> Iterator[str]:
    """What a statement takes a side on, by its relation or by what that implies."""
    own = interval_of(annotations.relations, statement.relation, negated=statement.negated)
    yield from (target for target, interval in bearings(annotations.relations, statement, own) if interval != (0, 0))


def _single_sourced(annotations: Annotations, statements: Iterable[Statement]) -> Iterator[Named]:
    found: dict[str, set[str]] = {}
    for statement in statements:
        for target in {statement.object, *_sides(annotations, statement)} & annotations.issues.keys() if statement.document else ():
            found.setdefault(target, set()).add(_source(annotations, statement))
    yield from (Named(slug, annotations.label(slug), next(iter(found[slug]))) for slug in sorted(found) if len(found[slug]) == 1)


def _source(annotations: Annotations, statement: Statement) -> str:
    """The document that a statement's words come from: the one its document repeats as a whole, or repeats these words of."""
    slug, seen = statement.document or "", set[str]()
    while slug not in seen and (document := annotations.documents.get(slug)):
        seen.add(slug)
        taken = (other for other, words in document.repeats if not words or any(among(quote, words) for quote in statement.quotes))
        slug = next(taken, slug)
    return slug


# ── as text and as data ──

GENERATOR = "stancegraph coverage"
_SUMMARY = re.compile(r"[\d,]+ of [\d,]+ sentences carry a statement \(")
_BEGINNING = 4096  # bytes of a file that tell whether it is a report


def is_report(data: bytes) -> bool:
    """Whether a file's bytes are a report of ours, of any form: what else lies there is not written over."""
    text = data[:_BEGINNING].decode("utf-8", "replace")
    keys = ("title", "sentences", "coded", "explained", "uncoded", "share")
    as_data = text.startswith("{") and all(f'"{key}":' in text for key in keys)
    return as_data or f'<meta name="generator" content="{GENERATOR}">' in text or _SUMMARY.search(text.split("\n\n")[0]) is not None


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, rounded down: 100 % is all of them.

    >>> percent(199, 200), percent(0, 0)
    ('99 %', '-')
    """
    return f"{100 * part // whole} %" if whole else "-"


def _lines(report: Coverage) -> Iterator[str]:
    number = len(report.documents)
    yield f"{report.title}: {number} document{'' if number == 1 else 's'} with a text"
    yield report.summary()
    yield ""
    yield from _table(report)
    for document in report.documents:
        gaps = [sentence for sentence in document.sentences if sentence.state == "uncoded"]
        if gaps:
            yield ""
            yield f"{document.slug}: {len(gaps)} sentence{'' if len(gaps) == 1 else 's'} neither coded nor explained"
            yield from (f"  line {gap.line:>4}  offset {gap.span.start:>6}  {_plain(gap.words)}" for gap in gaps)
    for heading, found in report.lists():
        if found:
            yield ""
            yield f"{heading}: {len(found)}"
            width = min(40, max(len(each.slug) for each in found))
            yield from (
                "  " + f"{each.slug:{width}}  {_plain(each.label)}{f'  ({each.more})' if each.more else ''}".rstrip() for each in found
            )


def _table(report: Coverage) -> Iterator[str]:
    """The numbers of every document, and of all."""
    rows = [("document", "sentences", "coded", "", "explained", "uncoded")]
    named: list[tuple[str, Coverage | Covered]] = [(document.slug, document) for document in report.documents]
    for name, each in (*named, ("all", report)):
        coded, told, left = (each.count(state) for state in ("coded", "explained", "uncoded"))
        total = coded + told + left
        rows.append((name, f"{total:,}", f"{coded:,}", percent(coded, total), f"{told:,}", f"{left:,}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield f"{row[0]:{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))


def _plain(text: str) -> str:
    """The text with a dot for each character that a terminal would not print."""
    return "".join(letter if letter.isprintable() else "\N{MIDDLE DOT}" for letter in text)


def _json(report: Coverage) -> dict[str, object]:
    named = {heading: [each._asdict() for each in found] for heading, found in _lists(report)}
    return {"title": report.title, **_numbers(report), "documents": [_document(each) for each in report.documents], **named}


def _lists(report: Coverage) -> Iterator[tuple[str, tuple[Named, ...]]]:
    for name in ("without_text", "unquoted", "silent", "single_sourced", "without_side"):
        yield name, getattr(report, name)


def _numbers(each: Coverage | Covered) -> dict[str, object]:
    found = {state: each.count(state) for state in ("coded", "explained", "uncoded")}
    total = sum(found.values())
    return {"sentences": total, **found, "share": round(found["coded"] / total, 4) if total else None}


def _document(document: Covered) -> dict[str, object]:
    gaps = [
        {"start": each.span.start, "end": each.span.end, "line": each.line, "words": each.words}
        for each in document.sentences
        if each.state == "uncoded"
    ]
    return {"slug": document.slug, "title": document.title, **_numbers(document), "gaps": gaps}
