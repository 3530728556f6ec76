"""Our tables in, the JSON-LD context out: what makes JSON that reads like our YAML mean the compiler's triples (JSON-LD 1.1, section 4.1).

A term is a field's own name (LANGUAGE 2, "Names"): `said_by` for `sg:saidBy`, `refuses-to-recognise` for `sg:refusesToRecognise`. Ids
are slugs against `@base`, closed words stand bare (`"mode": "planned"`), dates have their datatype from the term, labels are language
maps, and each section of a project (`actors`, `statements` ...) is an alias of `@included`, so that sections mean nothing themselves.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from stancegraph import ontology
from stancegraph.exports.files import replacing
from stancegraph.gate import shadow_relations
from stancegraph.reader import builtin_relations
from stancegraph.vocabulary import NAMESPACES, SG, negative_iri, negative_label, relation_iri, slot_iri, words

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from stancegraph.records import Annotations
    from stancegraph.relations import Relation

    Json: TypeAlias = "str | float | list[str] | dict[str, Json]"

__all__ = ["FILE", "ID", "KIND", "SECTIONS", "TEXT", "Property", "context", "document", "own", "properties", "shared", "spelt", "write"]

FILE: Final = Path(__file__).with_name("context.jsonld")
"""The context that all projects share, as it travels in the package: `document(shared())`, word for word."""

ID: Final = "id"
KIND: Final = "is_a"
"""The names of `@id` and `@type`; `type` is a field of ours."""
SECTIONS: Final = (
    "actors", "issues", "acts", "instruments", "documents", "coders", "statements", "positions", "stances", "findings", "vocabulary", "others",
)  # fmt: skip
"""What the nodes of a document stand under, in the order written."""

TEXT: Final = "@language"
"""The values are texts by language."""
_LINK, _WORD, _PLAIN = "@id", "@vocab", ""


class Property(NamedTuple):
    """A property's term and how its values are read: "" as they are, `@id`, `@vocab`, `@language`, or a datatype's IRI.

    What can have several values has a list of them even when it has one, so that a program finds the same shape everywhere.
    """

    term: str
    iri: str
    reading: str
    several: bool


_FOREIGN: Final = {
    "actor": ("rdf:subject", _LINK),
    "predicate": ("rdf:predicate", _WORD),
    "object": ("rdf:object", _LINK),
    "label": ("rdfs:label", _PLAIN),
    "labels": ("skos:prefLabel", TEXT),
    "also": ("skos:altLabel", TEXT),
    "definition": ("skos:definition", TEXT),
    "note": ("skos:note", TEXT),
    "identifier": ("dcterms:identifier", _PLAIN),
    "title": ("dcterms:title", TEXT),
    "description": ("dcterms:description", TEXT),
    "language": ("dcterms:language", _PLAIN),
    "license": ("dcterms:license", _PLAIN),
    "creators": ("dcterms:creator", _PLAIN),
    "publisher": ("dcterms:publisher", _PLAIN),
    "version": ("dcat:version", _PLAIN),
    "date": ("dcterms:date", "edtf:EDTF"),
    "url": ("schema:url", "xsd:anyURI"),
    "wikidata": ("schema:sameAs", _LINK),
    "about": ("schema:about", _LINK),
    "member_of": ("org:memberOf", _LINK),
    "broader": ("skos:broader", _LINK),
    "narrower": ("skos:narrower", _LINK),
    "in_scheme": ("skos:inScheme", _LINK),
    "top_concept_of": ("skos:topConceptOf", _LINK),
    "top_concepts": ("skos:hasTopConcept", _LINK),
    "was": ("dcterms:replaces", _LINK),
    "is_now": ("dcterms:isReplacedBy", _LINK),
    "part_of": ("dcterms:isPartOf", _LINK),
    "quotation": ("prov:qualifiedQuotation", _LINK),
    "taken_from": ("prov:entity", _LINK),
    "selector": ("oa:hasSelector", _LINK),
    "source": ("oa:hasSource", _LINK),
    "exact": ("oa:exact", _PLAIN),
    "before": ("oa:prefix", _PLAIN),
    "after": ("oa:suffix", _PLAIN),
    "start": ("oa:start", "xsd:nonNegativeInteger"),
    "end": ("oa:end", "xsd:nonNegativeInteger"),
    "is": ("rdfs:subPropertyOf", _WORD),
    "sub_class_of": ("rdfs:subClassOf", _WORD),
    "inverse": ("owl:inverseOf", _WORD),
    "version_info": ("owl:versionInfo", _PLAIN),
    "defined_by": ("rdfs:isDefinedBy", _LINK),
    # What others call a thing that has a name of ours keeps their prefix.
    "org:member": ("org:member", _LINK),
    "org:organization": ("org:organization", _LINK),
    "prov:wasDerivedFrom": ("prov:wasDerivedFrom", _LINK),
    "prov:wasAttributedTo": ("prov:wasAttributedTo", _LINK),
    "prov:hadPrimarySource": ("prov:hadPrimarySource", _LINK),
}
"""The properties of other vocabularies that the compiler writes, by the name that the same thing has in YAML."""

_OURS: Final = {
    _LINK: (
        "because exceptions figures saidBy speakingAs reportedBy heardFrom reporter document evidence coder supersedes reasonPremise membersOf "
        "office principal entails excludes negationOf repeats act reportedIn holder target basedOn premise side member impliesOn slots"
    ),
    _WORD: "relation mode certainty scope voice status notAssertedBecause type byRule objectKind implies",
    "edtf:EDTF": "when said valid",
    "xsd:date": "whenStart whenEnd saidStart saidEnd dateStart dateEnd validFrom validTo",
    "xsd:decimal": "low high",
}
"""How the values of our own properties are read; what is not named is text, a number or a truth value, as it stands."""
_SEVERAL: Final = frozenset(
    [
        "also",
        "because",
        "exceptions",
        "figures",
        "said_by",
        "speaking_as",
        "reported_by",
        "evidence",
        "supersedes",
        "not_asserted_because",
        "reason_text",
        "reason_premise",
        "tags",
        "office",
        "entails",
        "excludes",
        "repeats",
        "based_on",
        "premise",
        "side",
        "member",
        "slots",
        "object_kind",
        "implies",
        "implies_on",
        "preposition",
        "member_of",
        "broader",
        "narrower",
        "creators",
        "top_concepts",
        "selector",
        "quotation",
        "is",
        "sub_class_of",
        "prov:wasDerivedFrom",
        "prov:wasAttributedTo",
    ]
)
"""The fields that can have several values."""
_RENAMED: Final = {"title": "as"}
"""A property of ours whose name is taken: an office's title is `as:` in YAML, too."""


@cache
def shared() -> Mapping[str, Json]:
    """The context that all projects share: prefixes, fields, slots and built-in relations. Without `@base` and what a project adds."""
    found: dict[str, Json] = {"@version": 1.1, "@vocab": SG, ID: "@id", KIND: "@type"}
    found |= dict.fromkeys(SECTIONS, "@included")
    found |= NAMESPACES
    for property_ in _fields():
        found[property_.term] = _definition(property_)
    for property_ in _relational({row.slug: row for row, _ in builtin_relations()}, ""):
        found.setdefault(property_.term, _definition(property_))
    return MappingProxyType(found)


def own(annotations: Annotations) -> dict[str, Json]:
    """What a project adds: its `@base`, its relations and its slots; a name that has a meaning already keeps it."""
    base = annotations.project.base
    added: dict[str, Json] = {"@base": base}
    taken = shared().keys() | {term.name for term in ontology.INDIVIDUALS} | {term.name for term in ontology.CLASSES}
    for property_ in _relational(annotations.relations, base):
        if property_.term not in taken:
            added.setdefault(property_.term, _definition(property_))
    return added


def context(annotations: Annotations) -> dict[str, Json]:
    """The whole context of a project's document: nothing remote is needed to read it."""
    return {**shared(), **own(annotations)}


def document(defined: Mapping[str, Json]) -> str:
    """A context as a file of its own, which a document names instead of carrying it."""
    return f'{{"@context": {{\n{spelt(defined)}\n }}\n}}\n'


def write(annotations: Annotations, path: str | os.PathLike[str]) -> None:
    """Write a project's whole context: JSON with our names becomes RDF under it."""
    with replacing(path) as file:
        file.write(document(context(annotations)))


def spelt(defined: Mapping[str, Json]) -> str:
    """The inside of a context's object, a term a line."""
    return ",\n".join(f"  {json.dumps(term)}: {json.dumps(definition, ensure_ascii=False)}" for term, definition in defined.items())


def properties(defined: Mapping[str, Json]) -> dict[str, Property]:
    """The properties that a context of ours defines, by IRI."""
    found: dict[str, Property] = {}
    for term, definition in defined.items():
        if isinstance(definition, dict):
            iri, container = _expanded(str(definition["@id"])), definition.get("@container")
            containers = container if isinstance(container, list) else [str(container)]
            reading = TEXT if TEXT in containers else str(definition.get("@type", _PLAIN))
            found[iri] = Property(term, iri, reading if reading.startswith("@") else _expanded(reading), "@set" in containers)
    return found


def _fields() -> Iterator[Property]:
    """The properties of other vocabularies, then those of our ontology, each with its term."""
    for term, (name, reading) in _FOREIGN.items():
        yield Property(term, name, reading, term in _SEVERAL)
    readings = {name: reading for reading, names in _OURS.items() for name in names.split()}
    for row in ontology.PROPERTIES:
        term = _RENAMED.get(row.name) or _snake_case(row.name)
        yield Property(term, f"sg:{row.name}", readings.get(row.name, _PLAIN), term in _SEVERAL)


def _relational(table: Mapping[str, Relation], base: str) -> Iterator[Property]:
    """Slots, relations, their negatives and the shadow relations: all of them link one node to another."""
    roles = {"legal_basis", *(slot.role for row in table.values() for slot in row.slots)}
    for role in sorted(roles):
        yield Property(role, _short(slot_iri(role, table, base)), _LINK, several=True)
    for slug, row in sorted(table.items()):
        yield Property(slug, _short(relation_iri(row, base)), _LINK, several=True)
        yield Property(negative_label(row).replace(" ", "-"), _short(negative_iri(row, base)), _LINK, several=True)
    for name in sorted(shadow_relations()):
        yield Property(words(name).replace(" ", "-"), f"sg:{name}", _LINK, several=True)


def _definition(property_: Property) -> dict[str, Json]:
    named: dict[str, Json] = {"@id": property_.iri}
    if property_.reading == TEXT:
        return {**named, "@container": [TEXT, "@set"] if property_.several else TEXT}
    if property_.reading:
        named["@type"] = property_.reading
    return {**named, "@container": "@set"} if property_.several else named


def _short(spelt: str) -> str:
    """An IRI between angle brackets without them, ours with its prefix."""
    return re.sub(rf"^{re.escape(SG)}", "sg:", spelt[1:-1])


def _expanded(name: str) -> str:
    """The IRI of a prefixed name of ours; anything else as it is."""
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local if prefix in NAMESPACES else name


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower()
