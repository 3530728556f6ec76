"""SHACL shapes for the compiled graph, made from the tables that the compiler writes it from (LANGUAGE 6).

N-Triples or Turtle out: the same bytes for every project, no blank node. They hold for the union of the named graphs, as `graph.ttl` has
it. A shape's dcterms:identifier is the code of the problem that its breach is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.ontology import LICENSE, VERSION
from stancegraph.shapes.claims import claims
from stancegraph.shapes.nodes import nodes
from stancegraph.shapes.writing import SH, SHAPES, lines, sh
from stancegraph.vocabulary import NAMESPACES, expanded, iri, literal, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SH", "SHAPES", "ntriples", "turtle"]

_DECLARED = ("oa", "owl", "rdf", "rdfs", "sg")
"""The prefixes that the queries use."""
_USED = ("dcterms", "foaf", "oa", "org", "owl", "prov", "rdf", "rdfs", "schema", "sg", "skos", "xsd", "edtf")


def ntriples() -> Iterator[str]:
    """The shapes as N-Triples lines, each with its newline: what they are, then one shape after the other."""
    top = iri(SHAPES)
    yield f"{top} {expanded('rdf:type')} {expanded('owl:Ontology')} .\n"
    yield f"{top} {expanded('rdfs:label')} {literal('stancegraph: shapes of the compiled graph')} .\n"
    yield f"{top} {expanded('dcterms:license')} {iri(LICENSE)} .\n"
    yield f"{top} {expanded('owl:versionInfo')} {literal(VERSION)} .\n"
    declared = {prefix: iri(f"{SHAPES}#prefix-{prefix}") for prefix in _DECLARED}
    yield from (f"{top} {sh('declare')} {node} .\n" for node in declared.values())
    for prefix, node in declared.items():
        yield f"{node} {sh('prefix')} {literal(prefix)} .\n"
        yield f"{node} {sh('namespace')} {typed(NAMESPACES[prefix], 'xsd:anyURI')} .\n"
    for each in (*nodes(), *claims()):
        yield from lines(each)


def turtle() -> str:
    """The shapes as Turtle."""
    from pyoxigraph import RdfFormat, parse, serialize  # noqa: PLC0415 - the lines alone need no RDF library

    prefixes = {"": f"{SHAPES}#", "sh": SH, **{prefix: NAMESPACES[prefix] for prefix in _USED}}
    triples = (quad.triple for quad in parse("".join(ntriples()), format=RdfFormat.N_TRIPLES))
    return str(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"", "utf-8")
