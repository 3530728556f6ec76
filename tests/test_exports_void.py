"""`void.ttl` counts what SPARQL counts, and names the files that `build` writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from stancegraph import load
from stancegraph.build import FILES, build
from stancegraph.exports import void

if TYPE_CHECKING:
    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards"
VOID, DCAT, DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
PREFIXES = {"void": VOID, "dcat": DCAT, "dcterms": DCTERMS, "foaf": "http://xmlns.com/foaf/0.1/"}
COUNTED = {
    "triples": "(COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "entities": "(COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), BASE)) }",
    "distinctSubjects": "(COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "distinctObjects": "(COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
    "properties": "(COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "classes": "(COUNT(DISTINCT ?o) AS ?n) WHERE { ?s a ?o }",
}


@pytest.fixture(scope="module", params=["flagship", "lake", "hash"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    if request.param != "hash":
        return load(ROOT if request.param == "flagship" else LAKE)
    folder = tmp_path_factory.mktemp("hash")
    text = (LAKE / "annotations.yaml").read_text(encoding="utf-8").replace("https://example.org/lake/", "https://example.org/lake#")
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def graph(project: Project) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(map(_kept_apart, project.quads()))
    return store


def _kept_apart(quad: ox.Quad) -> ox.Quad:
    """An offset under a datatype that Oxigraph does not know: its store makes one term of 0 as nonNegativeInteger and as integer."""
    term = quad.object
    if not (isinstance(term, ox.Literal) and term.datatype.value.endswith("#nonNegativeInteger")):
        return quad
    return ox.Quad(
        quad.subject, quad.predicate, ox.Literal(term.value, datatype=ox.NamedNode("https://example.org/offset")), quad.graph_name
    )


@pytest.fixture(scope="module")
def told(project: Project, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    path = tmp_path_factory.mktemp("void") / "void.ttl"
    void.write(project.derived, path, files=["graph.nq", "graph.rdf12.ttl", "graph.html"])
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def rows(store: ox.Store, query: str) -> set[tuple[str, ...]]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal)) for row in found}


def base_of(project: Project) -> str:
    return project.annotations.project.base


@pytest.mark.parametrize("name", COUNTED)
def test_sparql_counts_the_same_in_the_union(project: Project, graph: ox.Store, told: ox.Store, name: str) -> None:
    query = f"SELECT {COUNTED[name]}".replace("BASE", f'"{base_of(project)}"')
    assert rows(told, f"SELECT ?n {{ <{base_of(project)}> void:{name} ?n }}") == rows(graph, query)


@pytest.mark.parametrize("name", COUNTED)
def test_sparql_counts_the_same_in_each_named_graph(project: Project, graph: ox.Store, told: ox.Store, name: str) -> None:
    head, _, where = COUNTED[name].replace("BASE", f'"{base_of(project)}"').partition(" WHERE ")
    graphs = {each.value for each in graph.named_graphs() if isinstance(each, ox.NamedNode)}
    wanted = {(each, *next(iter(rows(graph, f"SELECT {head} WHERE {{ GRAPH <{each}> {where} }}")))) for each in graphs}
    assert rows(told, f"SELECT ?g ?n {{ <{base_of(project)}> void:subset ?g . ?g void:{name} ?n }}") == wanted


def test_sparql_counts_the_same_instances_of_each_class(project: Project, graph: ox.Store, told: ox.Store) -> None:
    query = f"SELECT ?class ?n {{ <{base_of(project)}> void:classPartition ?part . ?part void:class ?class ; void:entities ?n }}"
    assert rows(told, query) == rows(graph, "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class")


def test_sparql_counts_the_same_triples_of_each_property(project: Project, graph: ox.Store, told: ox.Store) -> None:
    query = f"SELECT ?p ?n {{ <{base_of(project)}> void:propertyPartition ?part . ?part void:property ?p ; void:triples ?n }}"
    assert rows(told, query) == rows(graph, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")


def test_the_vocabularies_named_are_those_that_properties_and_classes_are_from(project: Project, graph: ox.Store, told: ox.Store) -> None:
    used = {
        term for (term,) in rows(graph, "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }") if not term.startswith(base_of(project))
    }
    (named,) = zip(*rows(told, f"SELECT ?v {{ <{base_of(project)}> void:vocabulary ?v }}"), strict=True)
    assert {name for name in named if not any(term.startswith(name) for term in used)} == set()
    assert {term for term in used if not term.startswith(named)} == set()


def test_the_dataset_says_what_the_project_says_of_itself(project: Project, graph: ox.Store, told: ox.Store) -> None:
    query = f"SELECT ?p ?o {{ <{base_of(project)}> ?p ?o }}"
    assert rows(graph, query) < rows(told, query)
    assert ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{VOID}Dataset") in rows(told, query)


def test_the_description_is_about_the_dataset(project: Project, told: ox.Store) -> None:
    assert rows(told, "SELECT ?topic { ?d a void:DatasetDescription ; foaf:primaryTopic ?topic }") == {(base_of(project),)}


def test_each_file_has_its_media_type_and_licence(told: ox.Store) -> None:
    query = "SELECT ?name ?type ?spec ?licence { ?d a dcat:Distribution ; dcterms:title ?name ; dcat:mediaType ?type ; dcterms:conformsTo ?spec ; dcterms:license ?licence }"
    iana, licence = "https://www.iana.org/assignments/media-types/", "https://creativecommons.org/licenses/by/4.0/"
    assert rows(told, query) == {
        ("graph.html", f"{iana}text/html", "https://html.spec.whatwg.org/", licence),
        ("graph.nq", f"{iana}application/n-quads", "https://www.w3.org/TR/n-quads/", licence),
        ("graph.rdf12.ttl", f"{iana}text/turtle", "https://www.w3.org/TR/rdf12-turtle/", licence),
    }


def test_there_is_no_blank_node_and_no_time(told: ox.Store) -> None:
    quads = list(told)
    assert [quad for quad in quads if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)] == []
    assert {quad.object.datatype.value for quad in quads if isinstance(quad.object, ox.Literal)} <= {
        "http://www.w3.org/2001/XMLSchema#string",
        "http://www.w3.org/2001/XMLSchema#integer",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    }


def test_build_names_every_file_that_holds_the_dataset(tmp_path: Path) -> None:
    list(build(load(LAKE), tmp_path / "build"))
    found = rdflib.Graph().parse(tmp_path / "build" / "void.ttl", format="turtle")
    names = {str(found.value(each, rdflib.DCTERMS.title)) for each in found.objects(None, rdflib.DCAT.distribution)}
    assert names == FILES.keys() - {"void.ttl", "context.jsonld"}
    assert len(list(found.subjects(rdflib.DCAT.mediaType))) == len(names)
