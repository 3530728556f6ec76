"""An endpoint's address and its graphs in, its SPARQL 1.1 Service Description out (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancegraph.vocabulary import GRAPHS, iri, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.server.making import Made

__all__ = ["description"]

PREFIXES: Final = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
    "void": "http://rdfs.org/ns/void#",
}
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
"""Their names as the W3C has them (https://www.w3.org/ns/formats/)."""


def description(endpoint: str, made: Made, format: str) -> bytes:  # noqa: A002 - as in `Written`
    """The description in a format of `answers.GRAPHS`; the nodes of the dataset are the endpoint's address with a fragment."""
    import pyoxigraph  # noqa: PLC0415 - loaded when somebody asks

    from stancegraph.engines.native import written_graph  # noqa: PLC0415

    lines = "".join(f"{subject} {predicate} {object_} .\n" for subject, predicate, object_ in _triples(endpoint, made))
    parsed = pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return written_graph((quad.triple for quad in parsed), format, None, PREFIXES).data


def _triples(endpoint: str, made: Made) -> Iterator[tuple[str, str, str]]:
    service, dataset, union = (iri(endpoint + fragment) for fragment in ("", "#dataset", "#union"))
    yield service, iri(TYPE), _sd("Service")
    yield service, _sd("endpoint"), service
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield service, _sd("feature"), _sd("UnionDefaultGraph")
    yield service, _sd("defaultDataset"), dataset
    for name in RESULTS:
        yield service, _sd("resultFormat"), iri(PREFIXES["formats"] + name)
    yield dataset, iri(TYPE), _sd("Dataset")
    yield dataset, _sd("defaultGraph"), union
    yield union, iri(TYPE), _sd("Graph")
    yield union, iri(f"{PREFIXES['void']}triples"), typed(str(made.quads), "xsd:integer")
    for name in GRAPHS:
        node = iri(f"{endpoint}#{name}")
        yield dataset, _sd("namedGraph"), node
        yield node, iri(TYPE), _sd("NamedGraph")
        yield node, _sd("name"), iri(f"{made.base}graph/{name}")


def _sd(name: str) -> str:
    return iri(PREFIXES["sd"] + name)
