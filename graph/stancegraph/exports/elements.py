"""A networkx graph in, its parts in order out as files can hold them: text, numbers and booleans, each part with a name of its own.

What is absent stays out, several values are joined by ` | `, and characters that XML 1.0 forbids become U+FFFD; each place where that
happened is returned, not logged.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    import networkx as nx

__all__ = ["Course", "Element", "Replacement", "cleaned", "elements", "escaped", "replacements", "value_type"]

SEPARATOR: Final = " | "
"""Between the values of a list."""

_Scalar = str | int | float | bool


class Course(tuple[tuple[str, str, "int | float"], ...]):
    """A number that changes: (first day, last day, value) in the order of time, ISO days, inclusive, none of them touching another."""

    __slots__ = ()


Value = str | int | float | bool | Course


class Replacement(NamedTuple):
    """Characters that XML forbids and that became U+FFFD: in which attribute ("id" for a name itself) of which node, edge or graph."""

    element: str
    attribute: str
    characters: tuple[str, ...]

    def __str__(self) -> str:
        """As a warning in words."""
        codes = ", ".join(f"U+{ord(character):04X}" for character in self.characters)
        return f"{self.element}: {self.attribute}: {codes} cannot stand in XML and became U+FFFD"


class Element(NamedTuple):
    """A node or an edge, or the graph: its tag with XML attributes (`id` first), its name in warnings, its data."""

    kind: str
    opening: tuple[tuple[str, str], ...]
    name: str
    data: dict[str, Value]


def elements(graph: nx.Graph[str], form: str) -> list[Element]:
    """The graph, then nodes and edges by name; of the graph's attributes those that a file can hold. `form` is the format's name in errors.

    The id of a multigraph's edge is its key; of another graph's it is both ends, `russia|serbia`. An undirected edge begins at the row of
    a two-mode network, else at the end that sorts first.

    Raises:
        ValueError: Two edges share a key, or two nodes differ only by characters that XML forbids.
        TypeError: An attribute is neither text, number or boolean nor a list of such.
    """
    found = list(_elements(graph, form))
    counts = Counter((element.kind, _allowed(element.opening[0][1])) for element in found if element.opening)
    if twice := sorted(f"{kind} {name!r}" for (kind, name), count in counts.items() if count > 1):
        raise ValueError(f"{form} needs a name of its own for every node and edge; {', '.join(twice[:5])} occur twice")
    return found


def _elements(graph: nx.Graph[str], form: str) -> Iterator[Element]:
    yield Element("graph", (), "graph", {name: value for name, value in sorted(graph.graph.items()) if isinstance(value, _Scalar)})
    for node, facts in sorted(graph.nodes.items(), key=lambda item: str(item[0])):
        yield Element("node", (("id", str(node)),), str(node), _held(str(node), facts, form))
    for source, target, key, facts in sorted(_edges(graph), key=lambda edge: edge[:3]):
        yield Element("edge", (("id", key), ("source", source), ("target", target)), key, _held(key, facts, form))


def _edges(graph: nx.Graph[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    if graph.is_multigraph():
        edges: Iterable[tuple[str, str, str, dict[str, Any]]] = graph.edges(keys=True, data=True)  # type: ignore[call-overload]
        yield from ((str(source), str(target), str(key), facts) for source, target, key, facts in edges)
        return
    for one, other, facts in graph.edges(data=True):
        ends = [one, other]
        if not graph.is_directed():
            ends.sort(key=lambda end: (graph.nodes[end].get("bipartite", 0), str(end)))
        yield str(ends[0]), str(ends[1]), "|".join(str(end).replace("\\", "\\\\").replace("|", "\\|") for end in ends), facts


def _held(name: str, facts: Mapping[str, object], form: str) -> dict[str, Value]:
    """Attributes sorted by name, lists joined, None and empty lists left out."""
    found: dict[str, Value] = {}
    for attribute, value in sorted(facts.items()):
        if isinstance(value, Course | _Scalar):
            found[attribute] = value
        elif isinstance(value, tuple | list) and all(isinstance(item, _Scalar) for item in value):
            if value:
                found[attribute] = SEPARATOR.join(map(str, value))
        elif value is not None:
            raise TypeError(f"{name}: {attribute} is {value!r}, which {form} cannot hold")
    return found


# --- Types ---

INT_LIMIT: Final = 2**31
"""From here on a whole number is no 32-bit integer, which is what readers in Java take `int` for."""


def value_type(values: Iterable[Value]) -> str:
    """The narrowest of boolean, int, long, double and string that holds every value.

    >>> value_type([1, 2]), value_type([1, 0.5]), value_type([True, 1]), value_type([2**31])
    ('int', 'double', 'string', 'long')
    """
    told = [number for value in values for number in ((part[2] for part in value) if isinstance(value, Course) else (value,))]
    kinds = {type(value) for value in told}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "int" if all(-INT_LIMIT <= value < INT_LIMIT for value in told if isinstance(value, int)) else "long"
    return "double" if kinds <= {int, float} else "string"


# --- What XML can hold ---

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cleaned(element: Element) -> Element:
    """The element without characters that XML forbids."""
    opening = tuple((name, _allowed(value)) for name, value in element.opening)
    data = {name: _allowed(value) if isinstance(value, str) else value for name, value in element.data.items()}
    return element._replace(opening=opening, data=data)


def replacements(element: Element) -> Iterator[Replacement]:
    """What `cleaned` takes away, by attribute."""
    for attribute, value in (*element.opening, *element.data.items()):
        if isinstance(value, str) and (characters := _FORBIDDEN.findall(value)):
            yield Replacement(_allowed(element.name), attribute, tuple(sorted(set(characters))))


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def escaped(text: str) -> str:
    """Text for content and attributes alike; line ends and tabs as references, which no parser normalises."""
    return text.translate(_ESCAPES)
