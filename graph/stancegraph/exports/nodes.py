"""The compiler's blocks in, nodes out, in the compiler's own spelling: for exporters that need what an RDF library would take apart anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancegraph.compiler.names import A

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Node", "nodes"]


class Node(NamedTuple):
    """A node: its IRI, the graph it lies in, and pairs of predicate and object, all as N-Quads spells them."""

    iri: str
    graph: str
    pairs: list[tuple[str, str]]

    @property
    def kind(self) -> str:
        """Its first class, "" for a node without one."""
        predicate, term = self.pairs[0]
        return term if predicate == A else ""

    @property
    def layer(self) -> str:
        """What follows `graph/` in the name of its graph: `statements`."""
        return self.graph.rpartition("/")[2][:-1]


def nodes(blocks: Iterable[str]) -> Iterator[Node]:
    """The blocks of `compiler.blocks` taken apart, a node each, in their order."""
    for block in blocks:
        iri, _, rest = block.partition(" ")
        graph = rest[rest.rindex(" <") :]
        lines = block[len(iri) + 1 : -len(graph)].split(f"{graph}{iri} ")
        yield Node(iri, graph[1:-3], [(predicate, term) for predicate, _, term in [line.partition(" ") for line in lines]])
