"""A compiled graph in, typed rows for the network and the page out: statements, rule products, nodes (DESIGN, "One flow").

Each property is asked for by itself and the answers are joined here: at 10,000 statements a query with thirty OPTIONALs
takes many times as long, and its rows multiply wherever a statement has two speakers and two quotes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancegraph.engines import Engine

__all__ = ["DerivedRow", "NodeRow", "StatementRow", "derived", "nodes", "statements"]


class StatementRow(NamedTuple):
    """One statement as a reader sees it. Slugs and ids are what follows the base; several values are sorted, reporters are in hop order."""

    id: str
    actor: str
    relation: str
    """The positive relation's slug, also where `negated`."""
    object: str
    sentence_label: str
    """Actor, relation and object by their labels."""
    negated: bool
    mode: str
    certainty: str
    scope: str
    condition: str | None
    voice: str
    asserted: bool
    reasons: tuple[str, ...]
    said_by: tuple[str, ...]
    """Labels of the speakers."""
    reported_by: tuple[str, ...]
    """Labels of the reporters, the one nearest to the document first."""
    document: str | None
    document_label: str | None
    document_url: str | None
    publisher: str | None
    when: str | None
    said: str | None
    """EDTF, as `when`."""
    start: str | None
    end: str | None
    """Inclusive ISO days of the statement's own time: `when`, else `said`; None where it is open or unknown."""
    quotes: tuple[str, ...]
    coder: str | None
    polarity_min: int | None
    polarity_max: int | None
    because: tuple[str, ...]
    """Labels of the claims or frames given as the reason."""
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    """(role, labels), sorted by role: for `under 1244` the role is `legal_basis`."""
    verb: str = ""
    """The relation as it stands in the sentence: "opposes", "does not support"."""


class DerivedRow(NamedTuple):
    """One product of one rule. `premises` are ids of statements or products, sorted: of a stance those it is based on, of a figure those that report it."""

    id: str
    rule: str
    kind: str
    """The class in RDF: DerivedStance, Contradiction, Shift, Division, FigureConflict, Tension."""
    holder: str | None
    target: str
    polarity_min: int | None
    polarity_max: int | None
    text: str
    premises: tuple[str, ...]


class NodeRow(NamedTuple):
    """One actor, issue, act or instrument; `type` is a closed word for the first two, a free one for the others."""

    id: str
    label: str
    kind: str
    type: str | None
    definition: str | None
    wikidata: str | None
    also: tuple[str, ...] = ()


_STATEMENTS = """
SELECT ?id ?actor ?object ?label ?predicate ?relation ?negated ?mode ?certainty ?scope ?voice ?asserted WHERE {
  GRAPH <graph/statements> {
    ?id rdf:subject ?actor ; rdf:predicate ?predicate ; rdf:object ?object ; rdfs:label ?label ; sg:relation ?relation ; sg:negated ?negated ; sg:mode ?mode ;
      sg:certainty ?certainty ; sg:scope ?scope ; sg:voice ?voice ; sg:asserted ?asserted
  }
}
"""
_QUOTES = "SELECT ?id ?part ?text WHERE { GRAPH <graph/statements> { ?id sg:evidence ?part . ?part oa:hasSelector/oa:exact ?text } }"
_HOPS = "SELECT ?part ?who WHERE { GRAPH <graph/statements> { ?part sg:reporter ?who } }"
_SLOTS = """
SELECT ?id ?role ?value WHERE {
  GRAPH <graph/vocabulary> { { ?property sg:preposition ?words } UNION { VALUES ?property { sg:legalBasis } } ?property rdfs:label ?role }
  GRAPH <graph/statements> { ?id ?property ?value }
}
"""
_PRODUCTS = """
SELECT ?id ?rule ?kind ?target ?text WHERE {
  GRAPH <graph/derived> { ?id sg:byRule ?rule ; a ?kind ; sg:target ?target ; sg:text ?text . FILTER(?kind NOT IN (sg:Product, prov:Entity)) }
}
"""
_OF_PRODUCTS = "SELECT ?id ?value WHERE {{ GRAPH <graph/derived> {{ ?id sg:byRule ?rule ; {} ?value }} }}"
_NODES = """
SELECT ?id ?kind ?label WHERE {
  VALUES (?class ?kind) { (sg:Actor "actor") (sg:Issue "issue") (sg:Act "act") (sg:Instrument "instrument") }
  GRAPH <graph/entities> { ?id a ?class ; rdfs:label ?label }
}
"""


def statements(engine: Engine) -> list[StatementRow]:
    """Every statement of the graph, by id; [] where there is none."""
    facts = _Facts(engine)
    rows = (_statement(facts, _Core._make(row)) for row in _texts(engine, _STATEMENTS))
    return sorted(rows, key=lambda row: row.id)


def derived(engine: Engine) -> list[DerivedRow]:
    """Every rule product of the graph, by id; [] where there is none."""
    local = _Local(engine.base)
    holder, low, high = (_of_products(engine, name) for name in ("sg:holder", "sg:polarityMin", "sg:polarityMax"))
    premises = _many(engine, "derived", "sg:premise")
    behind = _many(engine, "derived", "sg:basedOn")
    for statement, figures in _many(engine, "statements", "sg:figures").items():
        for figure in figures:
            behind.setdefault(figure, []).append(statement)
    rows = (
        DerivedRow(
            id=local[iri],
            rule=local[rule],
            kind=local[kind],
            holder=local.maybe(holder.get(iri)),
            target=local[target],
            polarity_min=_number(low.get(iri)),
            polarity_max=_number(high.get(iri)),
            text=text,
            premises=tuple(sorted({local[each] for premise in premises.get(iri, ()) for each in behind.get(premise, [premise])})),
        )
        for iri, rule, kind, target, text in _texts(engine, _PRODUCTS)
    )
    return sorted(rows, key=lambda row: row.id)


def nodes(engine: Engine) -> list[NodeRow]:
    """Every actor, issue, act and instrument that is declared or named, by slug."""
    local = _Local(engine.base)
    types, definitions = _one(engine, "entities", "sg:type"), _one(engine, "entities", "skos:definition")
    aliases = _many(engine, "entities", "skos:altLabel")
    items = _one(engine, "entities", "schema:about") | _one(engine, "entities", "schema:sameAs")
    rows = (
        NodeRow(
            local[iri],
            label,
            kind,
            local.maybe(types.get(iri)),
            definitions.get(iri),
            local.maybe(items.get(iri)),
            tuple(sorted(aliases.get(iri, ()))),
        )
        for iri, kind, label in _texts(engine, _NODES)
    )
    return sorted(rows)


class _Local(dict[str, str]):
    """IRIs to what follows the base, or in ours and Wikidata's what follows the last # or /; other text stays as it is."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, iri: str) -> str:
        """Cut and keep a new one."""
        if self.base and iri.startswith(self.base):
            short = iri[len(self.base) :]
        else:
            short = iri.rpartition("#" if "#" in iri else "/")[2] if iri.startswith("http") else iri
        self[iri] = short
        return short

    def maybe(self, iri: str | None) -> str | None:
        """As for a key; None stays None."""
        return None if iri is None else self[iri]


class _Facts:
    """What is known of statements beside their core: one table a property, and the labels of things."""

    def __init__(self, engine: Engine) -> None:
        def one(name: str) -> dict[str, str]:
            return _one(engine, "statements", name)

        def many(name: str) -> dict[str, list[str]]:
            return _many(engine, "statements", name)

        self.local = _Local(engine.base)
        self.labels = _one(engine, "entities", "rdfs:label") | _one(engine, "vocabulary", "rdfs:label")
        self.low, self.high = one("sg:polarityMin"), one("sg:polarityMax")
        self.condition, self.coder, self.document = one("sg:condition"), one("sg:coder"), one("sg:document")
        self.when, self.when_start, self.when_end = one("sg:when"), one("sg:whenStart"), one("sg:whenEnd")
        self.said, self.said_start, self.said_end = one("sg:said"), one("sg:saidStart"), one("sg:saidEnd")
        self.reasons, self.because, self.said_by = many("sg:notAssertedBecause"), many("sg:because"), many("sg:saidBy")
        self.url, self.publisher = _one(engine, "entities", "schema:url"), _one(engine, "entities", "dcterms:publisher")
        self.quotes = _numbered((iri, part, text) for iri, part, text in _texts(engine, _QUOTES))
        self.hops = _numbered((part.rpartition("_via")[0], part, who) for part, who in _texts(engine, _HOPS))
        self.slots: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for iri, role, value in _texts(engine, _SLOTS):
            self.slots[iri][role.replace(" ", "_")].add(self.label(value))

    def label(self, iri: str) -> str:
        """A thing's label; what is no thing stays as it is."""
        return self.labels.get(iri) or self.local[iri]

    def sorted_labels(self, iris: Iterable[str]) -> tuple[str, ...]:
        """The labels of things, sorted."""
        return tuple(sorted(map(self.label, iris)))


class _Core(NamedTuple):
    """The columns that every statement has, as the graph spells them."""

    iri: str
    actor: str
    object: str
    label: str
    predicate: str
    relation: str
    negated: str
    mode: str
    certainty: str
    scope: str
    voice: str
    asserted: str


def _statement(facts: _Facts, core: _Core) -> StatementRow:
    iri = core.iri
    local, document = facts.local, facts.document.get(iri)
    timed = iri in facts.when
    return StatementRow(
        id=iri[len(local.base) :],
        actor=local[core.actor],
        relation=facts.label(core.relation).replace(" ", "-"),
        object=local[core.object],
        sentence_label=core.label,
        negated=core.negated == "true",
        mode=local[core.mode],
        certainty=local[core.certainty],
        scope=local[core.scope],
        condition=facts.condition.get(iri),
        voice=local[core.voice],
        asserted=core.asserted == "true",
        reasons=tuple(sorted(local[reason] for reason in facts.reasons.get(iri, ()))),
        said_by=facts.sorted_labels(facts.said_by.get(iri, ())),
        reported_by=tuple(map(facts.label, facts.hops.get(iri, ()))),
        document=local.maybe(document),
        document_label=facts.label(document) if document else None,
        document_url=facts.url.get(document) if document else None,
        publisher=facts.label(facts.publisher[document]) if document in facts.publisher else None,
        when=facts.when.get(iri),
        said=facts.said.get(iri),
        start=(facts.when_start if timed else facts.said_start).get(iri),
        end=(facts.when_end if timed else facts.said_end).get(iri),
        quotes=tuple(facts.quotes.get(iri, ())),
        coder=local.maybe(facts.coder.get(iri)),
        polarity_min=_number(facts.low.get(iri)),
        polarity_max=_number(facts.high.get(iri)),
        because=facts.sorted_labels(facts.because.get(iri, ())),
        slots=tuple((role, tuple(sorted(labels))) for role, labels in sorted(facts.slots.get(iri, {}).items())),
        verb=facts.label(core.predicate),
    )


def _texts(engine: Engine, query: str) -> Iterable[tuple[str, ...]]:
    """The rows of a query whose every column is bound, as plain text."""
    for row in engine.select(query).rows:
        yield tuple(map(str, row))


def _one(engine: Engine, graph: str, name: str) -> dict[str, str]:
    """Subject to value of a property that has one value a subject."""
    return dict(_pairs(engine, graph, name))


def _of_products(engine: Engine, name: str) -> dict[str, str]:
    """As `_one`, of rule products alone: stances and positions have holders too, and are many more."""
    return {str(product): str(value) for product, value in engine.select(_OF_PRODUCTS.format(name)).rows}


def _many(engine: Engine, graph: str, name: str) -> dict[str, list[str]]:
    """Subject to values of a property that can have several; a subject without any is missing."""
    found: dict[str, list[str]] = defaultdict(list)
    for subject, value in _pairs(engine, graph, name):
        found[subject].append(value)
    return found


def _pairs(engine: Engine, graph: str, name: str) -> Iterable[tuple[str, str]]:
    for subject, value in engine.select(f"SELECT ?s ?o WHERE {{ GRAPH <graph/{graph}> {{ ?s {name} ?o }} }}").rows:
        yield str(subject), str(value)


def _numbered(parts: Iterable[tuple[str, str, str]]) -> Mapping[str, list[str]]:
    """(owner, IRI ending in a number, value) as owner to values in the order of the numbers."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for owner, part, value in parts:
        digits = part[len(part.rstrip("0123456789")) :]
        found[owner].append((int(digits or 0), value))
    return {owner: [value for _, value in sorted(values)] for owner, values in found.items()}


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
