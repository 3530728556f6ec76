"""A triple, a statement, a pair of actors or an actor and an issue in, its evidence in plain words out: what `stancegraph why` prints (LANGUAGE 4).

Everything shown was decided elsewhere: the gate gave the reasons, the rules their premises. Nothing is judged here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stancegraph import dates
from stancegraph.gate import Judged, Verdict, Voice
from stancegraph.inference import Derived, Product, Stance, agreements
from stancegraph.lexicon import Lexicon
from stancegraph.sentences import Failure, Name, Reading, read_sentence
from stancegraph.spelling import Neighbours
from stancegraph.stances import POSITIONS, relation_closure
from stancegraph.vocabulary import camel_case, negative_label, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancegraph.findings import Agreement
    from stancegraph.records import Annotations, Figure, Speaker, Statement

__all__ = ["why"]

SHOWN = 5  # premises of what follows from a statement: a contradiction can rest on thousands, and stands below each of them
_VOICES = {Voice.OWN: "its own voice", Voice.NARRATOR: "the document's own voice", Voice.THIRD_PARTY: "a third party"}


def why(derived: Derived, *words: str) -> str:
    """The explanation of a triple ("Russia opposes independence", in one text or several), a statement's id, two actors, an actor and an issue.

    A relation may also be called as answers write it: `sg:doesNotEndorse`.

    Raises:
        LookupError: The words name nothing in this project.
    """
    text = " ".join(words).strip()
    notes = derived.judged.annotations
    if (verdict := _by_id(derived.judged, text)) is not None:
        return "\n".join([_headline(notes, verdict), "", *_statement(derived, verdict)])
    nouns = [entity for section in (notes.actors, notes.issues, notes.acts, notes.instruments) for entity in section.values()]
    lexicon = Lexicon([(name, entity.slug) for entity in nouns for name in entity.names], notes.relations)
    if len(words) == 2:  # noqa: PLR2004 - a pair of actors
        found = [lexicon.name(word) for word in words]
        if all(len(slugs) == 1 for slugs in found) and found[0][0] in notes.actors:
            return "\n".join(_two(derived, found[0][0], found[1][0]))
    text = _spoken(notes, text)
    reading = read_sentence(text, lexicon)
    if isinstance(reading, Failure):
        raise LookupError(f"{text[:80]!r}: {reading.text}; {reading.help}")  # noqa: TRY004 - the words are wrong, not their type
    return "\n\n".join(
        "\n".join(_triple(derived, reading, holder, _slug(lexicon, reading.object))) for holder in _holders(lexicon, reading)
    )


def _two(derived: Derived, actor: str, other: str) -> Iterator[str]:
    """Two actors, or an actor and what it speaks of: where they stand, and what networks count between them."""
    from stancegraph import cells  # noqa: PLC0415 - scipy is loaded where something is counted

    if other in derived.judged.annotations.actors:
        found = _compared(derived, actor, other)
        yield from _pair(derived, actor, other, found)
        yield ""
        yield from cells.pair_lines(derived, actor, other, neither=any(row.kind == "compatible" for row in found))
    else:
        yield from cells.cell_lines(derived, actor, other)
        yield from _standing(derived, actor, other)


def _spoken(notes: Annotations, text: str) -> str:
    """The text with the names of RDF properties, and the negated ones of ids, as they stand in a sentence."""
    names = {camel_case(words): words for relation in notes.relations.values() for words in (relation.slug, negative_label(relation))}
    names |= {f"not-{relation.slug}": negative_label(relation) for relation in notes.relations.values()}
    return " ".join(names.get(word.removeprefix("sg:").removeprefix(":"), word) for word in text.split())


def _by_id(judged: Judged, text: str) -> Verdict | None:
    """The verdict of the statement with this id, with or without `s/`, or with its whole IRI."""
    wanted = text.removeprefix(judged.annotations.project.base).removeprefix("s/")
    return next((verdict for verdict in judged.verdicts if verdict.statement.id == f"s/{wanted}"), None)


def _holders(lexicon: Lexicon, reading: Reading) -> Iterator[str]:
    for actor in reading.actors:
        yield _slug(lexicon, actor)


def _slug(lexicon: Lexicon, name: Name) -> str:
    if len(name.slugs) == 1:
        return name.slugs[0]
    if name.slugs:
        raise LookupError(f"{name.text!r} names {' and '.join(name.slugs)}: write the slug")
    close = Neighbours(lexicon.names).of(name.text)
    raise LookupError(f"nothing here is called {name.text!r}" + (f"; did you mean {close!r}?" if close else ""))


def _triple(derived: Derived, reading: Reading, holder: str, target: str) -> Iterator[str]:
    """The statements on a holder and a target: those of the relation asked for whole, the others in a line each."""
    notes = derived.judged.annotations
    on_pair = [v for v in derived.judged.verdicts if v.statement.actor == holder and v.statement.object == target]
    asked = [v for v in on_pair if _says(notes, v.statement, reading)]
    triple = f"{notes.label(holder)} {_relation(notes, reading.relation, negated=reading.negated)} {notes.label(target)}"
    asserting = sum(verdict.asserted for verdict in asked)
    yield f"{triple}: {_answer(asserting, len(asked))}"
    for verdict in asked:
        yield ""
        yield from _statement(derived, verdict)
    others = [verdict for verdict in on_pair if verdict not in asked]
    if others:
        yield ""
        yield "Other statements of the same actor on the same thing:"
        yield from (f"  {_mark(verdict)} {_headline(notes, verdict)}" for verdict in others)
    yield from _standing(derived, holder, target)


def _answer(asserting: int, total: int) -> str:
    if asserting:
        return f"asserted, by {asserting} of {total} statement{'' if total == 1 else 's'}"
    if total:
        return f"not asserted; {'its one statement is' if total == 1 else f'all {total} statements are'} held back"
    return "no statement says so"


def _says(notes: Annotations, statement: Statement, reading: Reading) -> bool:
    """Whether a statement is of the relation asked for, or (un-negated) of one that is a kind of it."""
    if statement.negated != reading.negated:
        return False
    return statement.relation == reading.relation or (
        not reading.negated and reading.relation in relation_closure(notes.relations, statement.relation)
    )


def _relation(notes: Annotations, slug: str, *, negated: bool) -> str:
    return told(notes.relations[slug], negated=negated)


def _mark(verdict: Verdict) -> str:
    return "+" if verdict.asserted else "-"


def _headline(notes: Annotations, verdict: Verdict) -> str:
    statement = verdict.statement
    relation = _relation(notes, statement.relation, negated=statement.negated)
    state = "asserted" if verdict.asserted else f"held back: {', '.join(verdict.codes)}"
    return f"{notes.label(statement.actor)} {relation} {notes.label(statement.object)} [{state}] {statement.place}"


def _statement(derived: Derived, verdict: Verdict) -> Iterator[str]:
    """One statement whole: words, speaker, reporters, document, date, reasons, shadow edge, what follows."""
    notes, statement = derived.judged.annotations, verdict.statement
    yield f"{_mark(verdict)} {statement.sentence}"
    for label, value in _facts(notes, verdict):
        yield f"    {label:<10} {value}"
    if verdict.asserted:
        yield f"    {'gate':<10} asserted: no reason not to"
    for number, reason in enumerate(verdict.reasons):
        yield f"    {'gate' if not number else '':<10} held back as {reason.reason}: {reason.text}"
        yield from (f"    {'':<10}   because of {premise}" for premise in reason.premises)
    if verdict.about_source and verdict.asserted:
        yield f"    {'source':<10} {verdict.about_source}"
    if verdict.shadow:
        yield f"    {'shadow':<10} {notes.label(statement.actor)} sg:{verdict.shadow} {notes.label(statement.object)}"
    for product in _following(derived, {statement.id}):
        yield f"    {'follows':<10} {product.rule}: {product.text}"
        more = len(product.premises) - SHOWN
        yield f"    {'':<10}   from {', '.join(product.premises[:SHOWN])}" + (f" and {more} more" if more > 0 else "")


def _facts(notes: Annotations, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Label and value of each field that the statement has."""
    statement = verdict.statement
    yield "words", " / ".join(f"\u201c{quote.exact}\u201d" for quote in statement.quotes) or "(no quote)"
    speakers = _speakers(notes, statement.said_by)
    yield "speaker", f"{speakers} ({_VOICES[verdict.voice]})" if speakers else _VOICES[verdict.voice]
    if statement.reported_by:
        yield "reported", " \u2190 ".join(_speakers(notes, (speaker,)) for speaker in statement.reported_by)
    if statement.document:
        document = notes.documents[statement.document]
        publisher = f", {notes.label(document.publisher)}" if document.publisher else ""
        yield "document", f"{document.label}{publisher} ({document.slug})"
    if statement.said:
        yield "said", dates.words(statement.said.edtf) + ("" if statement.said_written else ", the document's date")
    if statement.when:
        yield "when", dates.words(statement.when.edtf)
    for label, value in (
        ("figures", "; ".join(map(_figure, statement.figures))),
        ("condition", statement.condition),
        ("because", ", ".join(map(notes.label, statement.because))),
        ("note", statement.note),
    ):
        if value:
            yield label, value
    for role, fillers in statement.slots:
        yield role.replace("_", " "), ", ".join(map(notes.label, fillers))
    yield "place", f"{statement.place}  {statement.id}"


def _figure(figure: Figure) -> str:
    """`police officers: 1500, by 2008-06-10`."""
    return f"{figure.measure.replace('-', ' ')}: {figure.text}" + (f", {dates.words(figure.when.edtf)}" if figure.when else "")


def _speakers(notes: Annotations, speakers: Iterable[Speaker]) -> str:
    """Labels, each with the office that speaks."""
    return ", ".join(notes.label(s.actor) + (f" for {notes.label(s.office)}" if s.office else _office(notes, s.actor)) for s in speakers)


def _office(notes: Annotations, slug: str) -> str:
    actor = notes.actors.get(slug)
    titles = [
        f"{office.title} of {notes.label(office.actor)}" if office.title else f"speaks for {notes.label(office.actor)}"
        for office in (actor.speaks_for if actor else ())
    ]
    return f", {'; '.join(titles)}" if titles else ""


def _following(derived: Derived, ids: set[str]) -> list[Product]:
    """Every product that rests on these statements, also by way of a stance or of another product, in the order of the rules."""
    reached = set(ids) | {stance.id for stance in derived.stances if not ids.isdisjoint(stance.based_on)}
    found: dict[str, Product] = {}
    for _ in range(3):  # two applications deep, and what is found about them
        fresh = [product for product in derived.products if product.id not in found and not reached.isdisjoint(product.premises)]
        found.update((product.id, product) for product in fresh)
        reached |= {product.id for product in fresh}
    return sorted(found.values(), key=lambda product: (product.rule, product.id))


def _standing(derived: Derived, holder: str, target: str) -> Iterator[str]:
    """The stance that results, and every finding about this holder and target."""
    notes = derived.judged.annotations
    stances: list[Stance] = [s for s in derived.stances if s.holder == holder and s.target == target]
    products = [p for p in derived.products if p.holder == holder and p.target == target]
    if stances or products:
        yield ""
    for stance in stances:
        dated = f", since {stance.valid_from}" if stance.valid_from else ""
        contested = ", contested" if stance.contested else ""
        yield f"Stance: {notes.label(holder)} {POSITIONS[stance.interval]} {notes.label(target)}{dated}{contested} (from {len(stance.based_on)} statement{'' if len(stance.based_on) == 1 else 's'})"
    for product in products:
        yield f"{product.rule} {product.kind}: {product.text}"
        yield from (f"  from {premise}" for premise in product.premises)


def _compared(derived: Derived, one: str, other: str) -> list[Agreement]:
    """The agreements and conflicts of these two alone: those of all actors are quadratic in their number."""
    theirs = tuple(stance for stance in derived.stances if stance.holder in {one, other})
    return list(agreements(replace(derived, stances=theirs)))


def _pair(derived: Derived, one: str, other: str, found: list[Agreement]) -> Iterator[str]:
    """What two actors agree and disagree on, by their explicit stances (R7)."""
    notes = derived.judged.annotations
    kinds = {"agreement": "They agree on", "conflict": "They disagree on", "compatible": "They neither agree nor disagree on"}
    rows = {kind: [row for row in found if row.kind == kind] for kind in kinds}
    left = f", {len(rows['compatible'])} neither" if rows["compatible"] else ""
    counts = f"{len(rows['agreement'])} agreed, {len(rows['conflict'])} disputed{left}"
    yield f"{notes.label(one)} and {notes.label(other)}: {counts} (rule R7, explicit stances)"
    for speaker, principal in ((one, other), (other, one)):
        titles = [office.title or "speaker" for office in notes.actors[speaker].speaks_for if office.actor == principal]
        if titles:
            yield f"  {notes.label(speaker)} speaks for {notes.label(principal)}, as {' and '.join(titles)}: what it says counts as said by its principal"
    stances = {stance.id: stance for stance in derived.stances}
    for kind, title in kinds.items():
        for row in rows[kind]:
            held = "; ".join(f"{notes.label(stances[p].holder)} {POSITIONS[stances[p].interval]}" for p in row.premises)
            yield f"  {title} {notes.label(row.target)}: {held}"
            yield from (f"    {statement}" for p in row.premises for statement in stances[p].based_on)
