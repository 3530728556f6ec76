"""A network in, GraphML out, for Gephi, yEd, R and networkx itself (DESIGN, "GraphML").

Attributes are text, integer, float or boolean; `stancegraph.exports.elements` says what becomes of others. Read a file back with
`networkx.read_graphml(path)`; a multigraph with `force_multigraph=True`: edges that share their ends are kept, and every edge has its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.exports.elements import Course, Element, Replacement, cleaned, elements, escaped, replacements, value_type
from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from stancegraph.exports.elements import Value

__all__ = ["Replacement", "lines", "write"]


def write(graph: nx.Graph[str], path: str | os.PathLike[str]) -> list[Replacement]:
    """Write the network, of positions or of discourse; what had to be replaced comes back, in the order of the file, [] if nothing.

    Raises:
        ValueError: Two edges share a key, or two nodes differ only by characters that XML forbids.
        TypeError: An attribute is neither text, number or boolean nor a list of such.
    """
    found = elements(graph, "GraphML")
    with replacing(path) as file:
        file.writelines(_lines(map(cleaned, found), directed=graph.is_directed()))
    return [replacement for element in found for replacement in replacements(element)]


def lines(graph: nx.Graph[str]) -> Iterator[str]:
    """The file in pieces of whole elements, nodes and edges sorted by name: the same text for the same graph in any order.

    Raises:
        ValueError, TypeError: As `write`.
    """
    return _lines(map(cleaned, elements(graph, "GraphML")), directed=graph.is_directed())


def _lines(cleaned: Iterable[Element], *, directed: bool) -> Iterator[str]:
    whole, *rest = cleaned
    types = _types((whole, *rest))
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    # Not d0, d1 ...: to Gephi d3 is a node's label and d7 an edge's, whatever attr.name says.
    for (kind, name), type_ in sorted(types.items()):
        yield f'  <key id="{kind}_{escaped(name)}" for="{kind}" attr.name="{escaped(name)}" attr.type="{type_}"/>\n'
    yield f'  <graph edgedefault="{"directed" if directed else "undirected"}">\n'
    yield from _data(whole, types, "    ")
    for element in rest:
        opening = "".join(f' {name}="{escaped(value)}"' for name, value in element.opening)
        yield f"    <{element.kind}{opening}>\n"
        yield from _data(element, types, "      ")
        yield f"    </{element.kind}>\n"
    yield "  </graph>\n</graphml>\n"


def _types(found: Iterable[Element]) -> dict[tuple[str, str], str]:
    """(node or edge, attribute) to its GraphML type: the narrowest that holds every value."""
    told: dict[tuple[str, str], list[Value]] = {}
    for element in found:
        for name, value in element.data.items():
            if isinstance(value, Course):
                raise TypeError(f"{element.name}: {name} changes in time, which GraphML cannot hold: write GEXF")
            told.setdefault((element.kind, name), []).append(value)
    return {key: value_type(values) for key, values in told.items()}


def _data(element: Element, types: Mapping[tuple[str, str], str], indent: str) -> Iterator[str]:
    for name, value in element.data.items():
        text = str(value).lower() if types[element.kind, name] == "boolean" else str(value)
        yield f'{indent}<data key="{element.kind}_{escaped(name)}">{escaped(text)}</data>\n'
