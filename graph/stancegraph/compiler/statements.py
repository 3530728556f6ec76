"""Statements with their evidence, reporters and figures as nodes: what each coder read in each place (LANGUAGE 2, 4, 5).

Verdicts in, N-Quads lines of the graph `statements` out, in the order of the statements' IRIs. This is the hot path: a statement is
some thirty triples, so whatever does not depend on it is spelt once, above.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from stancegraph.compiler.names import LABEL, A, date, interval, node, part_of
from stancegraph.gate import Reason, Voice
from stancegraph.records import Certainty, Mode, Scope, Status
from stancegraph.stances import figure_id
from stancegraph.vocabulary import expanded, literal, sg, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from stancegraph.compiler.names import Names
    from stancegraph.gate import Verdict
    from stancegraph.records import Anchor, Figure, Quote, QuoteKey, Speaker, Statement

__all__ = ["statements"]


def _words(name: str, enum: type[StrEnum]) -> Mapping[str, str]:
    """A closed word to the predicate and the individual it is."""
    return {word: f"{sg(name)} {sg(word)}" for word in enum}


_TYPES = tuple(f"{A} {expanded(name)}" for name in ("sg:Statement", "rdf:Statement", "prov:Entity"))
_SUBJECT, _PREDICATE, _OBJECT = (expanded(f"rdf:{name}") for name in ("subject", "predicate", "object"))
_RELATION = sg("relation")
_NEGATED = {flag: f"{sg('negated')} {typed(str(flag).lower(), 'xsd:boolean')}" for flag in (False, True)}
_ASSERTED = {flag: f"{sg('asserted')} {typed(str(flag).lower(), 'xsd:boolean')}" for flag in (False, True)}
_MODE, _CERTAINTY = _words("mode", Mode), _words("certainty", Certainty)
_SCOPE, _STATUS = _words("scope", Scope), _words("status", Status)
_VOICE, _REASON = _words("voice", Voice), _words("notAssertedBecause", Reason)
_CONDITION, _BECAUSE, _EXCEPTIONS = sg("condition"), sg("because"), sg("exceptions")
_TAGS, _SUPERSEDES, _NOTE = sg("tags"), sg("supersedes"), expanded("skos:note")
_SAID_BY, _REPORTED_BY, _SPEAKING_AS = sg("saidBy"), sg("reportedBy"), sg("speakingAs")
_REPORTER, _HEARD_FROM = sg("reporter"), sg("heardFrom")
_SAID, _WHEN = sg("said"), sg("when")
_DAY = sg("day")
_REASON_TEXT, _REASON_PREMISE, _ABOUT_SOURCE = sg("reasonText"), sg("reasonPremise"), sg("aboutSource")
_DOCUMENT, _CODER = (sg("document"), expanded("prov:hadPrimarySource")), (sg("coder"), expanded("prov:wasAttributedTo"))
_EVIDENCE = (sg("evidence"), expanded("prov:wasDerivedFrom"))
_FIGURES = sg("figures")

_REPORT_TYPES = tuple(f"{A} {expanded(name)}" for name in ("sg:Report", "prov:Entity"))
_QUOTE_TYPE, _SELECTOR_TYPE = f"{A} {expanded('oa:SpecificResource')}", f"{A} {expanded('oa:TextQuoteSelector')}"
_HAS_SOURCE, _HAS_SELECTOR = expanded("oa:hasSource"), expanded("oa:hasSelector")
_EXACT, _PREFIX, _SUFFIX = (expanded(f"oa:{name}") for name in ("exact", "prefix", "suffix"))
_POSITION_TYPE, _START, _END = f"{A} {expanded('oa:TextPositionSelector')}", expanded("oa:start"), expanded("oa:end")
_FIGURE_TYPES = tuple(f"{A} {expanded(name)}" for name in ("sg:Figure", "prov:Entity"))


def statements(verdicts: Iterable[Verdict], names: Names, anchors: Mapping[QuoteKey, Anchor]) -> Iterator[str]:
    """One block of lines a statement, with the nodes that hang on it; a figure that several statements report is written once.

    `anchors` say where quotes stand in their texts; a quote that has none is selected by its words alone.
    """
    graph, figures = names.graphs["statements"], set[str]()
    for verdict in verdicts:
        statement = verdict.statement
        subject, label = names.iris[statement.id], _label(statement, names)
        yield node(subject, graph, _statement(verdict, label, names))
        if statement.reported_by:
            yield from _reports(statement, subject, label, names)
        if statement.quotes:
            yield from _evidence(statement, subject, names, anchors)
        for figure in statement.figures:
            local = figure_id(statement, figure)
            if local not in figures:
                figures.add(local)
                yield node(names.iris[local], graph, _figure(figure, statement, names))


def _label(statement: Statement, names: Names) -> str:
    """The statement as a plain sentence made of labels: "Russia does not support independence"."""
    spelling = names.relations[statement.relation]
    verb = spelling.negative_label if statement.negated else spelling.label
    return f"{names.label(statement.actor)} {verb} {names.label(statement.object)}"


def _statement(verdict: Verdict, label: str, names: Names) -> list[str]:
    statement = verdict.statement
    return [
        *_TYPES,
        f"{LABEL} {literal(label)}",
        *_content(verdict, names),
        *_extras(statement, names),
        *_speech(statement, names),
        *_provenance(statement, names),
        *_judgement(verdict, names),
    ]


def _content(verdict: Verdict, names: Names) -> Iterator[str]:
    """What is said: the reified triple, the positive relation and the flags. The triple's three parts stand together, in order."""
    statement = verdict.statement
    iris, spelling = names.iris, names.relations[statement.relation]
    yield f"{_SUBJECT} {iris[statement.actor]}"
    yield f"{_PREDICATE} {spelling.negated if statement.negated else spelling.affirmed}"
    yield f"{_OBJECT} {iris[statement.object]}"
    yield f"{_RELATION} {spelling.affirmed}"
    if verdict.interval:
        yield from interval(verdict.interval)
    yield _NEGATED[statement.negated]
    yield _MODE[statement.mode]
    yield _CERTAINTY[statement.certainty]
    yield _SCOPE[statement.scope]
    yield _STATUS[statement.status]


def _extras(statement: Statement, names: Names) -> Iterator[str]:
    """What only some statements have."""
    if statement.condition:
        yield f"{_CONDITION} {literal(statement.condition)}"
    for role, slugs in statement.slots:
        yield from names.links(names.roles[role], slugs)
    yield from names.links(_BECAUSE, statement.because)
    yield from names.links(_EXCEPTIONS, statement.exceptions)
    yield from names.links(_SUPERSEDES, statement.supersedes)
    for figure in statement.figures:
        yield f"{_FIGURES} {names.iris[figure_id(statement, figure)]}"
    for tag in sorted(statement.tags):
        yield f"{_TAGS} {literal(tag)}"
    if statement.note:
        yield f"{_NOTE} {literal(statement.note, names.language)}"


def _speech(statement: Statement, names: Names) -> Iterator[str]:
    """Who said it and when, and who passed it on."""
    for speaker in sorted(statement.said_by, key=lambda each: (each.actor, each.office or "")):
        yield from _person(_SAID_BY, speaker, names)
    yield from names.links(_REPORTED_BY, (speaker.actor for speaker in statement.reported_by))
    if statement.reported_by:
        yield f"{_HEARD_FROM} {part_of(names.iris[statement.id], '_via1')}"
    if statement.said:
        yield from date(_SAID, statement.said, start="saidStart", end="saidEnd", words="saidText")
    if statement.when:
        yield from date(_WHEN, statement.when, start="whenStart", end="whenEnd", words="whenText")
    own = statement.when or statement.said
    if own and (own.start or own.end):
        yield f"{_DAY} {typed(own.start or own.end or '', 'xsd:date')}"


def _person(predicate: str, speaker: Speaker, names: Names) -> Iterator[str]:
    yield f"{predicate} {names.iris[speaker.actor]}"
    if speaker.office:
        yield f"{_SPEAKING_AS} {names.iris[speaker.office]}"


def _provenance(statement: Statement, names: Names) -> Iterator[str]:
    """Where it was read, on which words, and by whom: each under our name and under PROV's."""
    iris = names.iris
    if statement.document:
        for predicate in _DOCUMENT:
            yield f"{predicate} {iris[statement.document]}"
    for number in range(1, len(statement.quotes) + 1):
        quote = part_of(iris[statement.id], f"_q{number}")
        for predicate in _EVIDENCE:
            yield f"{predicate} {quote}"
    if statement.coder:
        for predicate in _CODER:
            yield f"{predicate} {iris[statement.coder]}"


def _judgement(verdict: Verdict, names: Names) -> Iterator[str]:
    """What the gate found: the voice, whether it asserts, and every reason why not."""
    yield _VOICE[verdict.voice]
    yield _ASSERTED[verdict.asserted]
    for why in verdict.reasons:
        yield _REASON[why.reason]
        if why.text:
            yield f"{_REASON_TEXT} {literal(why.text)}"
        yield from names.links(_REASON_PREMISE, why.premises)
    if verdict.about_source:
        yield f"{_ABOUT_SOURCE} {literal(verdict.about_source)}"


def _reports(statement: Statement, subject: str, label: str, names: Names) -> Iterator[str]:
    """The hops from the document back to the speaker, so that `sg:heardFrom+` walks them; the first stands nearest the document."""
    last = len(statement.reported_by)
    for hop, reporter in enumerate(statement.reported_by, start=1):
        parts = [*_REPORT_TYPES, f"{LABEL} {literal(f'{names.label(reporter.actor)} reports: {label}')}"]
        parts += _person(_REPORTER, reporter, names)
        if hop < last:
            parts.append(f"{_HEARD_FROM} {part_of(subject, f'_via{hop + 1}')}")
        yield node(part_of(subject, f"_via{hop}"), names.graphs["statements"], parts)


def _evidence(statement: Statement, subject: str, names: Names, anchors: Mapping[QuoteKey, Anchor]) -> Iterator[str]:
    """Each quote as a passage of the document, the words that select it and, anchored, its offsets (W3C Web Annotation)."""
    graph = names.graphs["statements"]
    source = names.label(statement.document) if statement.document else "no document"
    for number, quote in enumerate(statement.quotes, start=1):
        passage, selector = part_of(subject, f"_q{number}"), part_of(subject, f"_q{number}_words")
        parts = [_QUOTE_TYPE, f"{LABEL} {literal(f'“{quote.exact}” ({source})')}", f"{_HAS_SELECTOR} {selector}"]
        if statement.document:
            parts.append(f"{_HAS_SOURCE} {names.iris[statement.document]}")
        anchor = anchors.get((statement.document or "", *quote[:3])) if anchors else None
        if anchor:
            position = part_of(subject, f"_q{number}_position")
            parts.append(f"{_HAS_SELECTOR} {position}")
            yield node(position, graph, _position(anchor))
        yield node(passage, graph, parts)
        yield node(selector, graph, _selector(quote, anchor))


def _position(anchor: Anchor) -> Iterator[str]:
    """The offsets in code points, end exclusive, as `oa:end` is."""
    yield _POSITION_TYPE
    yield f"{LABEL} {literal(f'{anchor.start}-{anchor.end}')}"
    yield f"{_START} {typed(str(anchor.start), 'xsd:nonNegativeInteger')}"
    yield f"{_END} {typed(str(anchor.end), 'xsd:nonNegativeInteger')}"


def _selector(quote: Quote, anchor: Anchor | None) -> Iterator[str]:
    exact = literal(quote.exact)
    yield _SELECTOR_TYPE
    yield f"{LABEL} {exact}"
    yield f"{_EXACT} {exact}"
    if prefix := quote.before or (anchor.prefix if anchor else ""):
        yield f"{_PREFIX} {literal(prefix)}"
    if suffix := quote.after or (anchor.suffix if anchor else ""):
        yield f"{_SUFFIX} {literal(suffix)}"


def _figure(figure: Figure, statement: Statement, names: Names) -> Iterator[str]:
    yield from _FIGURE_TYPES
    yield f"{LABEL} {literal(f'{names.label(statement.object)}, {figure.measure}: {figure.text}')}"
    yield f"{sg('measure')} {literal(figure.measure)}"
    yield f"{sg('text')} {literal(figure.text)}"
    yield f"{sg('act')} {names.iris[statement.object]}"
    if statement.document:
        yield f"{sg('reportedIn')} {names.iris[statement.document]}"
    for name, text in (("value", figure.value), ("qualifier", figure.qualifier)):
        if text:
            yield f"{sg(name)} {literal(text)}"
    for name, bound in (("low", figure.low), ("high", figure.high)):
        if bound is not None:
            # Decimal knows no exponent in RDF, and a float's shortest digits are the number as written.
            yield f"{sg(name)} {typed(format(Decimal(repr(bound)), 'f'), 'xsd:decimal')}"
    if figure.when:
        yield from date(_WHEN, figure.when, start="whenStart", end="whenEnd", words="whenText")
    if figure.note:
        yield f"{_NOTE} {literal(figure.note, names.language)}"
