"""The compiler's blocks in, nodes out, in the compiler's own spelling: for exporters that need what an RDF library would take apart anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.compiler.names import A
from stancegraph.vocabulary import expanded, sg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Group", "Node", "groups", "nodes"]


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


class Group(NamedTuple):
    """A node and the parts that hang on it (quotes, reporters, figures, offices, sides), by IRI."""

    node: Node
    parts: dict[str, Node]


_PARTS: Final = {
    *map(sg, ("Office", "Report", "Figure", "Side")),
    *map(expanded, ("prov:Quotation", "oa:SpecificResource", "oa:TextQuoteSelector", "oa:TextPositionSelector")),
}
"""The classes of parts."""


def groups(found: Iterable[Node]) -> Iterator[Group]:
    """Each node with its parts: the compiler writes a node first and then what hangs on it, a figure with the first statement that has it."""
    group: Group | None = None
    for node in found:
        if group and node.kind in _PARTS:
            group.parts[node.iri] = node
            continue
        if group:
            yield group
        group = Group(node, {})
    if group:
        yield group
