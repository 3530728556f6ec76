"""The ontology and the relation table in force as nodes (LANGUAGE 2, 3).

Annotations in, N-Quads lines of the graph `vocabulary` out: the ontology, its terms, the shadow relations, the slots, the relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph import ontology
from stancegraph.compiler.names import LABEL, A, node
from stancegraph.gate import shadow_relations
from stancegraph.relations import RelationKind
from stancegraph.stances import polarity_of
from stancegraph.vocabulary import ONTOLOGY, SG, expanded, iri, literal, sg, typed, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.compiler.names import Names
    from stancegraph.ontology import Term
    from stancegraph.records import Annotations
    from stancegraph.relations import Relation

__all__ = ["terms"]

_DEFINITION, _DEFINED_BY = expanded("skos:definition"), expanded("rdfs:isDefinedBy")
_OURS = f"{_DEFINED_BY} {iri(ONTOLOGY)}"
_KINDS = {
    RelationKind.STANCE: sg("StanceRelation"),
    RelationKind.ACT: sg("ActRelation"),
    RelationKind.RELATION: sg("ActorRelation"),
}


def terms(annotations: Annotations, names: Names) -> Iterator[str]:
    """The terms of our ontology, and every relation of the table, the project's own included, with its negative."""
    graph = names.graphs["vocabulary"]
    yield node(iri(ONTOLOGY), graph, _ontology())
    for rows, type_, above in (
        (ontology.CLASSES, "owl:Class", "rdfs:subClassOf"),
        (ontology.PROPERTIES, "rdf:Property", "rdfs:subPropertyOf"),
        (ontology.INDIVIDUALS, "owl:NamedIndividual", "rdf:type"),
    ):
        for term in rows:
            yield node(sg(term.name), graph, _term(term, type_, expanded(above)))
    for name, definition in sorted(shadow_relations().items()):
        parts = [f"{A} {sg('ShadowRelation')}", *_described(words(name), definition, "en"), _OURS]
        yield node(sg(name), graph, parts)
    for role, property_ in sorted(names.roles.items()):
        yield node(property_, graph, _role(role, annotations.relations, names))
    for slug, row in sorted(annotations.relations.items()):
        yield node(names.relations[slug].affirmed, graph, _relation(row, annotations.relations, names))
        yield node(names.relations[slug].negated, graph, _negative(row, names))


def _described(label: str, definition: str, language: str) -> Iterator[str]:
    yield f"{LABEL} {literal(label)}"
    if definition:
        yield f"{_DEFINITION} {literal(definition, language)}"


def _ontology() -> Iterator[str]:
    yield f"{A} {expanded('owl:Ontology')}"
    yield from _described(ontology.TITLE, ontology.DEFINITION, "en")
    yield f"{expanded('dcterms:title')} {literal(ontology.TITLE, 'en')}"
    yield f"{expanded('dcterms:license')} {iri(ontology.LICENSE)}"
    yield f"{expanded('owl:versionInfo')} {literal(ontology.VERSION)}"
    yield f"{_DEFINED_BY} {iri(ONTOLOGY)}"


def _term(term: Term, type_: str, above: str) -> Iterator[str]:
    yield f"{A} {expanded(type_)}"
    yield from (f"{above} {expanded(name)}" for name in term.above)
    yield from _described(term.label, term.definition, "en")
    yield _OURS


def _home(row: Relation, names: Names) -> tuple[str, str]:
    """Where a relation is defined, and the language of its words."""
    return (_OURS, "en") if row.builtin else (f"{_DEFINED_BY} {names.iris['']}", names.language)


def _relation(row: Relation, table: Mapping[str, Relation], names: Names) -> Iterator[str]:
    spelling, (home, language) = names.relations[row.slug], _home(row, names)
    yield from (f"{A} {sg('Relation')}", f"{A} {_KINDS[row.kind]}", f"{A} {expanded('owl:ObjectProperty')}")
    if row.symmetric:
        yield f"{A} {expanded('owl:SymmetricProperty')}"
    yield from _described(spelling.label, row.definition, language)
    yield home
    yield from (f"{expanded('skos:altLabel')} {literal(form, language)}" for form in sorted(row.forms))
    yield from _related("rdfs:subPropertyOf", row.is_, names)
    yield from _related("owl:inverseOf", (row.inverse,) if row.inverse else (), names)
    polarity = polarity_of(table, row.slug)
    if polarity is not None:
        yield f"{sg('polarity')} {typed(str(polarity), 'xsd:integer')}"
    yield from _related("sg:implies", (stance for stance, _ in row.implies), names)
    yield from (f"{sg('impliesOn')} {names.roles[role]}" for _, role in row.implies if role)
    yield from (f"{sg('objectKind')} {sg(kind.capitalize())}" for kind in sorted(row.object))
    yield from (f"{sg('slots')} {names.roles[slot.role]}" for slot in row.slots)
    if row.plover:
        yield f"{sg('plover')} {literal(row.plover)}"


def _related(predicate: str, slugs: Iterator[str] | tuple[str, ...], names: Names) -> Iterator[str]:
    """Links to relations of the table; what the table lacks is passed over, as in the closure."""
    for slug in slugs:
        if slug in names.relations:
            yield f"{expanded(predicate)} {names.relations[slug].affirmed}"


def _negative(row: Relation, names: Names) -> Iterator[str]:
    """The negative property: a position of its own (so a relation), and never a sub-property of anything (LANGUAGE 3)."""
    spelling, (home, _) = names.relations[row.slug], _home(row, names)
    definition = f"Says that '{spelling.label}' does not hold; that its contrary holds is not said."
    yield from (f"{A} {sg('Relation')}", f"{A} {sg('NegativeRelation')}", f"{A} {expanded('owl:ObjectProperty')}")
    yield from _described(spelling.negative_label, definition, "en")
    yield home
    yield f"{sg('negationOf')} {spelling.affirmed}"


def _role(role: str, table: Mapping[str, Relation], names: Names) -> Iterator[str]:
    """A slot role's property; its definition names the words that introduce it."""
    prepositions = sorted({slot.preposition for row in table.values() for slot in row.slots if slot.role == role})
    introduced = " or ".join(f"'{words_}'" for words_ in prepositions) or "it"
    ours = names.roles[role].startswith(f"<{SG}")
    yield f"{A} {expanded('rdf:Property')}"
    yield from _described(role.replace("_", " "), ontology.ROLES.get(role) or f"What stands after {introduced} in a sentence.", "en")
    yield _OURS if ours else f"{_DEFINED_BY} {names.iris['']}"
    yield from (f"{sg('preposition')} {literal(words_)}" for words_ in prepositions)
