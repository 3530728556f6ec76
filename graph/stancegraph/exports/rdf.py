"""The graph as RDF files: N-Quads, TriG, Turtle without named graphs, and Turtle of RDF 1.2 (LANGUAGE 6, DESIGN "Commands").

A `Derived` and a path in, a file out; each streams, so that memory does not grow with the number of statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from stancegraph import compiler
from stancegraph.exports.files import replacing
from stancegraph.vocabulary import NAMESPACES, prefixes

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from stancegraph.inference import Derived

__all__ = ["WRITERS", "nquads", "reified", "trig", "turtle", "turtle12"]

_RDF: Final = NAMESPACES["rdf"]
_REIFIES: Final = NamedNode(f"{_RDF}reifies")
_PARTS: Final = tuple(NamedNode(f"{_RDF}{name}") for name in ("subject", "predicate", "object"))


def nquads(derived: Derived, path: str | os.PathLike[str]) -> None:
    """Write the compiler's lines as they are."""
    with replacing(path, "wb") as file:
        file.writelines(block.encode() for block in compiler.blocks(derived))


def trig(derived: Derived, path: str | os.PathLike[str]) -> None:
    """Write the six named graphs with prefixes."""
    with replacing(path, "wb") as file:
        serialize(compiler.quads(derived), file, RdfFormat.TRIG, prefixes=_prefixes(derived))


def turtle(derived: Derived, path: str | os.PathLike[str]) -> None:
    """Write the union of the graphs, for stores without a union default graph; no triple is in two of them."""
    with replacing(path, "wb") as file:
        serialize((quad.triple for quad in compiler.quads(derived)), file, RdfFormat.TURTLE, prefixes=_prefixes(derived))


def turtle12(derived: Derived, path: str | os.PathLike[str]) -> None:
    """Write the same as `turtle`, but a statement reifies a triple term instead of naming three parts; only RDF 1.2 readers take it."""
    with replacing(path, "wb") as file:
        file.write(b'VERSION "1.2"\n')
        serialize(reified(compiler.quads(derived)), file, RdfFormat.TURTLE, prefixes=_prefixes(derived))


def reified(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples, with each statement's rdf:subject, rdf:predicate and rdf:object as one rdf:reifies.

    The three follow one another, in this order, as the compiler writes them.
    """
    parts: list[NamedNode] = []
    for quad in quads:
        if quad.predicate in _PARTS:
            parts.append(cast("NamedNode", quad.object))
        else:
            yield quad.triple
        if len(parts) == len(_PARTS):
            yield Triple(quad.subject, _REIFIES, Triple(*parts))
            parts = []


def _prefixes(derived: Derived) -> dict[str, str]:
    return prefixes(derived.judged.annotations.project.base)


WRITERS: Final[Mapping[str, Callable[[Derived, str | os.PathLike[str]], None]]] = {
    "graph.trig": trig,
    "graph.nq": nquads,
    "graph.ttl": turtle,
    "graph.rdf12.ttl": turtle12,
}
"""File name to writer, as `build` makes them."""
