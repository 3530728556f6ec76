"""Actors, issues, acts, instruments, documents, coders and the project itself as nodes (LANGUAGE 2).

Annotations in, N-Quads lines of the graph `entities` out: the project, its graphs, then every noun by its slug.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from stancegraph.compiler.names import LABEL, A, date, node
from stancegraph.records import ActorType, Document, DocumentType
from stancegraph.vocabulary import GRAPHS, expanded, iri, is_iri, literal, sg, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.compiler.names import Names
    from stancegraph.records import Act, Actor, Annotations, Coder, Entity, Instrument, Issue, Office, Project

__all__ = ["entities", "office_id"]

_AGENT = ("sg:Actor", "prov:Agent", "foaf:Agent")
_ACTOR_CLASSES: Mapping[ActorType | None, tuple[str, ...]] = {
    None: _AGENT,
    ActorType.PERSON: ("sg:Person", *_AGENT, "foaf:Person"),
    ActorType.STATE: ("sg:State", *_AGENT, "org:Organization"),
    ActorType.IGO: ("sg:Igo", *_AGENT, "org:Organization"),
    ActorType.ORGANIZATION: ("sg:Organization", *_AGENT, "org:Organization"),
    ActorType.GROUP: ("sg:Group", *_AGENT, "foaf:Group"),
    ActorType.MEDIA: ("sg:Media", *_AGENT, "org:Organization"),
    ActorType.CLASS: ("sg:ActorClass", "sg:Actor"),
}
_GRAPH_LABELS = {
    "entities": "what the project declares",
    "vocabulary": "the ontology and the relations",
    "direct": "triples that passed the truth gate",
    "heldback": "shadow edges of statements held back for one reason",
    "statements": "what each coder read in each place",
    "derived": "stances and findings of the rules",
}


def entities(annotations: Annotations, names: Names) -> Iterator[str]:
    """The nodes of everything that a slug names, one block of lines a node, each with one untagged label."""
    graph = names.graphs["entities"]
    yield node(names.iris[""], graph, _project(annotations.project))
    for name in GRAPHS:
        yield node(names.graphs[name], graph, [f"{LABEL} {literal(_GRAPH_LABELS[name])}", f"{_PART_OF} {names.iris['']}"])
    yield node(names.iris["issues"], graph, _scheme(annotations, names))
    for slug, actor in sorted(annotations.actors.items()):
        yield node(names.iris[slug], graph, [*_actor(actor, names), *_noun(actor, names)])
        yield from _offices(actor, names)
    narrower = _narrower(annotations.issues)
    for slug, issue in sorted(annotations.issues.items()):
        yield node(names.iris[slug], graph, [*_issue(issue, narrower.get(slug, []), names), *_noun(issue, names)])
    for slug, act in sorted(annotations.acts.items()):
        yield node(names.iris[slug], graph, [*_act(act), *_noun(act, names)])
    for slug, instrument in sorted(annotations.instruments.items()):
        yield node(names.iris[slug], graph, [*_instrument(instrument), *_noun(instrument, names)])
    for slug, document in sorted(annotations.documents.items()):
        yield node(names.iris[slug], graph, [*_document(document, annotations, names), *_noun(document, names)])
        yield from _repetitions(document, names)
    for slug, coder in sorted(annotations.coders.items()):
        yield node(names.iris[slug], graph, [*_coder(coder), *_noun(coder, names)])
    for former, slug in sorted(annotations.was.items()):
        yield node(names.iris[former], graph, [f"{LABEL} {literal(former)}", f"{_REPLACED_BY} {names.iris[slug]}"])


_PART_OF = expanded("dcterms:isPartOf")
_REPLACED_BY = expanded("dcterms:isReplacedBy")


def _types(*classes: str) -> Iterator[str]:
    for name in classes:
        yield f"{A} {expanded(name)}"


def _project(project: Project) -> Iterator[str]:
    yield from _types("dcat:Dataset", "prov:Entity")
    yield f"{LABEL} {literal(project.title or project.id)}"
    yield f"{expanded('dcterms:identifier')} {literal(project.id)}"
    yield f"{expanded('dcterms:language')} {literal(project.language)}"
    for name, text in (("title", project.title), ("description", project.description)):
        if text:
            yield f"{expanded(f'dcterms:{name}')} {literal(text, project.language)}"
    for name, text in (("license", project.license), ("publisher", project.publisher)):
        if text:
            yield f"{expanded(f'dcterms:{name}')} {_resource(text)}"
    for creator in project.creators:
        yield f"{expanded('dcterms:creator')} {_resource(creator)}"
    if project.version:
        yield f"{expanded('dcat:version')} {literal(project.version)}"


def _resource(text: str) -> str:
    """An address as an IRI, everything else as text."""
    return iri(text) if text.startswith(("https://", "http://")) and is_iri(text) else literal(text)


def _noun(entity: Entity, names: Names) -> Iterator[str]:
    """What every noun may have: label, names, aliases, definition, note and Wikidata's item."""
    language = names.language
    # A title stands in its document's language; what coders write about it, in the project's.
    own = (entity.language if isinstance(entity, Document) else None) or language
    yield f"{LABEL} {literal(entity.label)}"
    # SKOS allows one preferred label a language: a written translation into the project's own language wins over `name`.
    preferred = ({own.lower(): entity.name} if entity.name else {}) | {tag.lower(): text for tag, text in entity.labels}
    for tag, text in sorted(preferred.items()):
        yield f"{expanded('skos:prefLabel')} {literal(text, tag)}"
    for alias in sorted(entity.also):
        if alias != preferred.get(language.lower()):  # no label is preferred and alternative at once (SKOS, S13)
            yield f"{expanded('skos:altLabel')} {literal(alias, language)}"
    if entity.definition:
        yield f"{expanded('skos:definition')} {literal(entity.definition, language)}"
    if entity.note:
        yield f"{expanded('skos:note')} {literal(entity.note, language)}"


def _wikidata(entity: Entity, predicate: str) -> Iterator[str]:
    if entity.wikidata:
        yield f"{expanded(predicate)} {expanded(f'wd:{entity.wikidata}')}"


def _closed_type(word: str | None) -> Iterator[str]:
    """The type of a noun where it is a closed word of ours."""
    if word:
        yield f"{sg('type')} {sg(word)}"


def _free_type(word: str | None) -> Iterator[str]:
    if word:
        yield f"{sg('type')} {literal(word)}"


def _actor(actor: Actor, names: Names) -> Iterator[str]:
    yield from _types(*_ACTOR_CLASSES[actor.type])
    yield from _closed_type(actor.type)
    yield from _wikidata(actor, "schema:sameAs")
    yield from names.links(expanded("org:memberOf"), actor.member_of)
    if actor.members_of:
        yield f"{sg('membersOf')} {names.iris[actor.members_of]}"
    if actor.unnamed:
        yield f"{sg('unnamed')} {typed('true', 'xsd:boolean')}"
    for office in actor.speaks_for:
        yield from names.links(sg("office"), [office_id(actor, office)])


def office_id(actor: Actor, office: Office) -> str:
    """An office's IRI after the base: who for whom, and a hash of title and time, since one pair can have several."""
    content = "\x1f".join((office.title or "", office.valid.edtf if office.valid else ""))
    return f"office/{actor.slug}_{office.actor}_{sha256(content.encode()).hexdigest()[:8]}"


def _offices(actor: Actor, names: Names) -> Iterator[str]:
    """That an actor speaks for others, a node each: a title and a time cannot hang on a triple (`sg:speaksFor` is a stated relation)."""
    for local, office in sorted({office_id(actor, office): office for office in actor.speaks_for}.items()):
        yield node(names.iris[local], names.graphs["entities"], _office(actor, office, names))


def _office(actor: Actor, office: Office, names: Names) -> Iterator[str]:
    holder, principal = names.iris[actor.slug], names.iris[office.actor]
    title = f"{office.title}, " if office.title else ""
    yield from _types("sg:Office", "org:Membership")
    yield f"{LABEL} {literal(f'{actor.label}: {title}for {names.label(office.actor)}')}"
    yield f"{sg('holder')} {holder}"
    yield f"{expanded('org:member')} {holder}"
    yield f"{sg('principal')} {principal}"
    yield f"{expanded('org:organization')} {principal}"
    if office.title:
        yield f"{sg('title')} {literal(office.title)}"
    if office.valid:
        yield from date(sg("valid"), office.valid, start="validFrom", end="validTo", words="validText")


def _scheme(annotations: Annotations, names: Names) -> Iterator[str]:
    """The scheme of the issues; those that nothing is broader than begin it."""
    yield from _types("skos:ConceptScheme")
    yield f"{LABEL} {literal(f'Issues of {annotations.project.title or annotations.project.id}')}"
    yield from names.links(expanded("skos:hasTopConcept"), (slug for slug, issue in annotations.issues.items() if not issue.broader))


def _narrower(issues: Mapping[str, Issue]) -> dict[str, list[str]]:
    """Issue to the issues that name it as broader: a reader of SKOS need not infer the inverse."""
    found: dict[str, list[str]] = {}
    for slug, issue in issues.items():
        for broader in issue.broader:
            found.setdefault(broader, []).append(slug)
    return found


def _issue(issue: Issue, narrower: list[str], names: Names) -> Iterator[str]:
    yield from _types("sg:Issue", "skos:Concept")
    yield from _closed_type(issue.type)
    yield f"{expanded('skos:inScheme')} {names.iris['issues']}"
    if not issue.broader:
        yield f"{expanded('skos:topConceptOf')} {names.iris['issues']}"
    yield from _wikidata(issue, "schema:about")
    yield from names.links(sg("entails"), issue.entails)
    yield from names.links(sg("excludes"), issue.excludes)
    if issue.negation_of:
        yield f"{sg('negationOf')} {names.iris[issue.negation_of]}"
    yield from names.links(expanded("skos:broader"), issue.broader)
    yield from names.links(expanded("skos:narrower"), narrower)


def _act(act: Act) -> Iterator[str]:
    yield from _types("sg:Act", "sem:Event")
    yield from _free_type(act.type)
    yield from _wikidata(act, "schema:sameAs")
    if act.when:
        yield from date(sg("when"), act.when, start="whenStart", end="whenEnd", words="whenText")


def _address(url: str | None) -> Iterator[str]:
    """An address as text: whatever somebody wrote there is no link until a reader makes it one."""
    if url:
        yield f"{expanded('schema:url')} {typed(url, 'xsd:anyURI')}"


def _dated(entity: Document | Instrument) -> Iterator[str]:
    if entity.date:
        yield from date(expanded("dcterms:date"), entity.date, start="dateStart", end="dateEnd", words="dateText")


def _instrument(instrument: Instrument) -> Iterator[str]:
    yield from _types("sg:Instrument", "schema:Legislation")
    yield from _free_type(instrument.type)
    yield from _wikidata(instrument, "schema:sameAs")
    yield from _dated(instrument)
    yield from _address(instrument.url)


def _document(document: Document, annotations: Annotations, names: Names) -> Iterator[str]:
    """A document; the path of its text stays out: the texts need not travel with the graph (LANGUAGE 5)."""
    yield from _types("sg:Document", "schema:CreativeWork", "prov:Entity")
    if document.type is DocumentType.ARTICLE:
        yield from _types("schema:NewsArticle")
    yield from _closed_type(document.type)
    yield from _wikidata(document, "schema:sameAs")
    if document.name:
        yield f"{expanded('dcterms:title')} {literal(document.name, document.language or names.language)}"
    if document.publisher:
        known = document.publisher in annotations.actors
        yield f"{expanded('dcterms:publisher')} {names.iris[document.publisher] if known else literal(document.publisher)}"
    if document.language:
        yield f"{expanded('dcterms:language')} {literal(document.language)}"
    yield from _dated(document)
    yield from _address(document.url)
    yield from names.links(sg("repeats"), (other for other, _ in document.repeats))
    for other, quotes in document.repeats:
        if quotes:
            yield from names.links(expanded("prov:qualifiedQuotation"), [f"{document.slug}_repeats_{other}"])


def _repetitions(document: Document, names: Names) -> Iterator[str]:
    """The words that a document takes over from another, a node each pair."""
    words: dict[str, list[str]] = {}
    for other, quotes in document.repeats:
        words.setdefault(other, []).extend(quote.exact for quote in quotes)
    for other, taken in sorted(words.items()):
        if taken:
            label = f"{document.label} repeats {names.label(other)}"
            exact = (f"{expanded('oa:exact')} {literal(quote)}" for quote in sorted(taken))
            parts = [*_types("prov:Quotation"), f"{LABEL} {literal(label)}", f"{expanded('prov:entity')} {names.iris[other]}", *exact]
            yield node(names.iris[f"{document.slug}_repeats_{other}"], names.graphs["entities"], parts)


def _coder(coder: Coder) -> Iterator[str]:
    yield from _types("sg:Coder", "prov:Agent")
    yield from _wikidata(coder, "schema:sameAs")
