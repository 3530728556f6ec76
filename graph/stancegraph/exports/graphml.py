"""A network in, GraphML out, for Gephi, yEd, R and networkx itself (DESIGN, "GraphML").

Attributes are text, integer, float or boolean. What is absent stays out, several values are joined by ` | `, and characters that
XML 1.0 forbids become U+FFFD; each place where that happened is returned, not logged. Read a file back with
`networkx.read_graphml(path, force_multigraph=True)`: edges that share their ends are kept, and every edge has its key.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

__all__ = ["Replacement", "lines", "write"]

SEPARATOR: Final = " | "
"""Between the values of a list."""

_Scalar = str | int | float | bool


class Replacement(NamedTuple):
    """Characters that XML forbids and that became U+FFFD: in which attribute ("id" for a name itself) of which node, edge or graph."""

    element: str
    attribute: str
    characters: tuple[str, ...]

    def __str__(self) -> str:
        """As a warning in words."""
        codes = ", ".join(f"U+{ord(character):04X}" for character in self.characters)
        return f"{self.element}: {self.attribute}: {codes} cannot stand in XML and became U+FFFD"


class _Element(NamedTuple):
    """A node or an edge, or the graph: its tag with XML attributes, its name in warnings, its data."""

    kind: str
    opening: tuple[tuple[str, str], ...]
    name: str
    data: dict[str, _Scalar]


def write(graph: nx.MultiDiGraph[str], path: str | os.PathLike[str]) -> list[Replacement]:
    """Write the network; what had to be replaced comes back, in the order of the file, [] if nothing.

    Raises:
        ValueError: Two edges share a key, or two nodes differ only by characters that XML forbids.
        TypeError: An attribute is neither text, number or boolean nor a list of such.
    """
    elements = list(_elements(graph))
    with replacing(path) as file:
        file.writelines(_lines(map(_clean, elements), directed=graph.is_directed()))
    return [replacement for element in elements for replacement in _replacements(element)]


def lines(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The file in pieces of whole elements, nodes and edges sorted by name: the same text for the same graph in any order.

    Raises:
        ValueError, TypeError: As `write`.
    """
    return _lines(map(_clean, _elements(graph)), directed=graph.is_directed())


def _lines(cleaned: Iterable[_Element], *, directed: bool) -> Iterator[str]:
    elements = list(cleaned)
    _check_names(elements)
    types = _types(elements)
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    # Not d0, d1 ...: to Gephi d3 is a node's label and d7 an edge's, whatever attr.name says.
    for (kind, name), type_ in sorted(types.items()):
        yield f'  <key id="{kind}_{_escaped(name)}" for="{kind}" attr.name="{_escaped(name)}" attr.type="{type_}"/>\n'
    whole, *rest = elements
    yield f'  <graph edgedefault="{"directed" if directed else "undirected"}">\n'
    yield from _data(whole, types, "    ")
    for element in rest:
        opening = "".join(f' {name}="{_escaped(value)}"' for name, value in element.opening)
        yield f"    <{element.kind}{opening}>\n"
        yield from _data(element, types, "      ")
        yield f"    </{element.kind}>\n"
    yield "  </graph>\n</graphml>\n"


def _elements(graph: nx.MultiDiGraph[str]) -> Iterator[_Element]:
    """The graph, then nodes and edges by name; of the graph's attributes those that an XML attribute can hold."""
    yield _Element("graph", (), "graph", {name: value for name, value in sorted(graph.graph.items()) if isinstance(value, _Scalar)})
    for node, facts in sorted(graph.nodes.items(), key=lambda item: str(item[0])):
        yield _Element("node", (("id", str(node)),), str(node), _scalars(str(node), facts))
    edges: Iterable[tuple[str, str, str, dict[str, Any]]] = graph.edges(keys=True, data=True)
    for source, target, key, facts in sorted(edges, key=lambda edge: tuple(map(str, edge[:3]))):
        opening = (("id", str(key)), ("source", str(source)), ("target", str(target)))
        yield _Element("edge", opening, str(key), _scalars(str(key), facts))


def _scalars(name: str, facts: Mapping[str, object]) -> dict[str, _Scalar]:
    """Attributes sorted by name, lists joined, None and empty lists left out."""
    found: dict[str, _Scalar] = {}
    for attribute, value in sorted(facts.items()):
        if isinstance(value, _Scalar):
            found[attribute] = value
        elif isinstance(value, tuple | list) and all(isinstance(item, _Scalar) for item in value):
            if value:
                found[attribute] = SEPARATOR.join(map(str, value))
        elif value is not None:
            message = f"{name}: {attribute} is {value!r}, which GraphML cannot hold"
            raise TypeError(message)
    return found


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(element: _Element) -> _Element:
    """The element without forbidden characters."""
    opening = tuple((name, _allowed(value)) for name, value in element.opening)
    data = {name: _allowed(value) if isinstance(value, str) else value for name, value in element.data.items()}
    return element._replace(opening=opening, data=data)


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _replacements(element: _Element) -> Iterator[Replacement]:
    """What `_clean` takes away, by attribute."""
    for attribute, value in (*element.opening, *element.data.items()):
        if isinstance(value, str) and (characters := _FORBIDDEN.findall(value)):
            yield Replacement(_allowed(element.name), attribute, tuple(sorted(set(characters))))


def _check_names(elements: Iterable[_Element]) -> None:
    counts = Counter((element.kind, element.opening[0][1]) for element in elements if element.opening)
    twice = sorted(f"{kind} {name!r}" for (kind, name), count in counts.items() if count > 1)
    if twice:
        message = f"GraphML needs a name of its own for every node and edge; {', '.join(twice[:5])} occur twice"
        raise ValueError(message)


def _types(elements: Iterable[_Element]) -> dict[tuple[str, str], str]:
    """(node or edge, attribute) to its GraphML type: the narrowest that holds every value."""
    kinds: dict[tuple[str, str], set[type]] = {}
    for element in elements:
        for name, value in element.data.items():
            kinds.setdefault((element.kind, name), set()).add(type(value))
    return {key: _type(found) for key, found in kinds.items()}


def _type(kinds: set[type]) -> str:
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "int"
    return "double" if kinds <= {int, float} else "string"


def _data(element: _Element, types: Mapping[tuple[str, str], str], indent: str) -> Iterator[str]:
    for name, value in element.data.items():
        text = str(value).lower() if types[element.kind, name] == "boolean" else str(value)
        yield f'{indent}<data key="{element.kind}_{_escaped(name)}">{_escaped(text)}</data>\n'


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def _escaped(text: str) -> str:
    """Text for content and attributes alike; line ends and tabs as references, which no parser normalises."""
    return text.translate(_ESCAPES)
