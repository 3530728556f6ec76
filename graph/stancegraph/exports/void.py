"""What the graph holds, in numbers, and which files hold it: a description by VoID and DCAT 3 that lies beside them.

A `Derived` and the names of the files in, Turtle out. It is a file and no seventh graph: `graph.nq` would have to hold the count of its
own lines, and who asks for a description (at `/.well-known/void`, W3C VoID note, 7.2) wants it without the data. The counts are those of
the union of the graphs and of each of them; there is no time and no address in it, because the same annotations give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse, serialize

from stancegraph import compiler
from stancegraph.compiler.names import LABEL, A
from stancegraph.exports.files import replacing
from stancegraph.exports.nodes import Node, nodes
from stancegraph.vocabulary import NAMESPACES, ONTOLOGY, expanded, iri, literal, prefixes, typed

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.inference import Derived

__all__ = ["MEDIA", "Counts", "counts", "lines", "write"]

VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"

MEDIA: Final = {
    "csv": ("text/csv", "https://www.rfc-editor.org/rfc/rfc4180", ""),
    "graphml": ("application/xml", "http://graphml.graphdrawing.org/xmlns", ""),
    "html": ("text/html", "https://html.spec.whatwg.org/", ""),
    "json": ("application/json", "https://www.rfc-editor.org/rfc/rfc8259", ""),
    "jsonld": ("application/ld+json", "https://www.w3.org/TR/json-ld11/", "JSON-LD"),
    "nq": ("application/n-quads", "https://www.w3.org/TR/n-quads/", "N-Quads"),
    "rdf12.ttl": ("text/turtle", "https://www.w3.org/TR/rdf12-turtle/", "Turtle"),
    "trig": ("application/trig", "https://www.w3.org/TR/trig/", "TriG"),
    "ttl": ("text/turtle", "https://www.w3.org/TR/turtle/", "Turtle"),
}
"""What follows the first point of a file's name to its media type, its specification, and the format's name at the W3C, "" for none."""


@dataclass(slots=True)
class Counts:
    """What can be counted of a set of triples. Memory grows with the distinct subjects and objects."""

    triples: int = 0
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    properties: Counter[str] = field(default_factory=Counter)
    """Property to triples."""
    classes: Counter[str] = field(default_factory=Counter)
    """Class to instances."""

    def add(self, node: Node) -> None:
        """Counts a node's triples, none of which were counted before."""
        self.triples += len(node.pairs)
        self.subjects.add(node.iri)
        self.objects.update([term for _, term in node.pairs])
        for predicate, term in node.pairs:
            self.properties[predicate] += 1
            if predicate == A:
                self.classes[term] += 1

    def entities(self, base: str) -> int:
        """The subjects whose IRI begins with the base."""
        start = f"<{base}"
        return sum(subject.startswith(start) for subject in self.subjects)


def counts(found: Iterable[Node]) -> dict[str, Counts]:
    """Counts by graph, under "" those of the union; no triple lies in two graphs."""
    by_graph: dict[str, Counts] = {}
    for node in found:
        by_graph.setdefault(node.graph, Counts()).add(node)
    each = by_graph.values()
    return by_graph | {
        "": Counts(
            triples=sum(one.triples for one in each),
            subjects=set().union(*(one.subjects for one in each)),
            objects=set().union(*(one.objects for one in each)),
            properties=sum((one.properties for one in each), Counter()),
            classes=sum((one.classes for one in each), Counter()),
        )
    }


def write(derived: Derived, path: str | os.PathLike[str], files: Iterable[str] = ()) -> None:
    """Write the description; `files` are the names of the dataset's distributions, which lie beside it.

    Raises:
        OSError: Nothing can be written there.
    """
    base = derived.judged.annotations.project.base
    triples = (quad.triple for quad in parse("".join(lines(derived, files)), format=RdfFormat.N_TRIPLES))
    with replacing(path, "wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes={**prefixes(base), "void": VOID})


def lines(derived: Derived, files: Iterable[str] = ()) -> Iterator[str]:
    """The description as N-Triples lines.

    Raises:
        TermError: As `compiler.blocks`.
    """
    base, named = derived.judged.annotations.project.base, sorted(files)
    found = nodes(compiler.blocks(derived))
    project = next(found)  # the compiler begins with it
    by_graph = counts(chain([project], found))
    yield from _node(iri(f"{base}void/description"), _description(base))
    yield from _node(project.iri, _dataset(project, base, by_graph, named))
    for graph, each in sorted(by_graph.items()):
        if graph:
            yield from _node(graph, [f"{A} {_void('Dataset')}", *_numbers(each, base)])
    whole = by_graph[""]
    for kind, number in sorted(whole.classes.items()):
        yield from _node(_partition(base, "class", kind), [f"{_void('class')} {kind}", _number("entities", number)])
    for predicate, number in sorted(whole.properties.items()):
        yield from _node(_partition(base, "property", predicate), [f"{_void('property')} {predicate}", _number("triples", number)])
    for name in named:
        yield from _node(_distribution(base, name), _file(name, project))


def _void(name: str) -> str:
    return iri(VOID + name)


def _number(name: str, value: int) -> str:
    return f"{_void(name)} {typed(str(value), 'xsd:integer')}"


def _node(subject: str, parts: Iterable[str]) -> Iterator[str]:
    for part in dict.fromkeys(parts):
        yield f"{subject} {part} .\n"


def _description(base: str) -> Iterator[str]:
    yield f"{A} {_void('DatasetDescription')}"
    yield f"{LABEL} {literal('what the graph holds')}"
    yield f"{expanded('foaf:primaryTopic')} {iri(base)}"


def _dataset(project: Node, base: str, by_graph: Mapping[str, Counts], files: Sequence[str]) -> Iterator[str]:
    """What the project says of itself, then what can be counted of it."""
    whole = by_graph[""]
    yield from (f"{predicate} {term}" for predicate, term in project.pairs)
    yield f"{A} {_void('Dataset')}"
    yield f"{expanded('dcterms:conformsTo')} {iri(ONTOLOGY)}"
    yield f"{_void('uriSpace')} {literal(base)}"
    yield from (f"{_void('vocabulary')} {iri(namespace)}" for namespace in _vocabularies(whole))
    yield from (f"{_void('feature')} {iri(_FORMATS + name)}" for name in sorted({_media(file)[2] for file in files} - {""}))
    yield from _numbers(whole, base)
    yield from (f"{_void('subset')} {graph}" for graph in sorted(by_graph) if graph)
    yield from (f"{_void('classPartition')} {_partition(base, 'class', kind)}" for kind in sorted(whole.classes))
    yield from (f"{_void('propertyPartition')} {_partition(base, 'property', predicate)}" for predicate in sorted(whole.properties))
    yield from (f"{expanded('dcat:distribution')} {_distribution(base, name)}" for name in files)


def _numbers(found: Counts, base: str) -> Iterator[str]:
    yield _number("triples", found.triples)
    yield _number("entities", found.entities(base))
    yield _number("distinctSubjects", len(found.subjects))
    yield _number("distinctObjects", len(found.objects))
    yield _number("properties", len(found.properties))
    yield _number("classes", len(found.classes))


def _vocabularies(found: Counts) -> list[str]:
    """The namespaces that properties and classes are from, but the project's own."""
    used = [*found.properties, *found.classes]
    return sorted(namespace for namespace in NAMESPACES.values() if any(term.startswith(f"<{namespace}") for term in used))


def _partition(base: str, kind: str, term: str) -> str:
    """The IRI of a partition; no slug has a slash, so that it is nobody else's."""
    whole = term[1:-1]
    names = [f"{prefix}-{whole.removeprefix(namespace)}" for prefix, namespace in NAMESPACES.items() if whole.startswith(namespace)]
    return iri(f"{base}void/{kind}/{names[0] if names else whole.removeprefix(base)}")


def _distribution(base: str, name: str) -> str:
    return iri(f"{base}distribution/{name.replace('.', '-')}")


def _file(name: str, project: Node) -> Iterator[str]:
    """One of the files: its name, its media type and what it conforms to; each carries the dataset's licence."""
    media, specification, _ = _media(name)
    yield f"{A} {expanded('dcat:Distribution')}"
    yield f"{LABEL} {literal(name)}"
    yield f"{expanded('dcterms:title')} {literal(name)}"
    if media:
        yield f"{expanded('dcat:mediaType')} {iri(_IANA + media)}"
        yield f"{expanded('dcterms:conformsTo')} {iri(specification)}"
    yield from (f"{predicate} {term}" for predicate, term in project.pairs if predicate == expanded("dcterms:license"))


def _media(name: str) -> tuple[str, str, str]:
    """The row of a file's name: of all that follows its first point, else of what follows its last."""
    return MEDIA.get(name.partition(".")[2]) or MEDIA.get(name.rpartition(".")[2]) or ("", "", "")
