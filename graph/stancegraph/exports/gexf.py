"""A network, or networks one after another, in, GEXF 1.3 out, with time, for Gephi, sigma.js and graphology (https://gexf.net/schema.html).

Attributes are declared with their types; `stancegraph.exports.elements` says what becomes of others. `label` and `weight` are what GEXF
calls so. An edge lasts from its `first` to its `last` day, where those are known; both stay attributes. Graphs have no attributes in
GEXF: theirs stand in the description, `name: value` a line.

networkx has a writer, too; it stamps its files with today's date, writes characters that no XML reader accepts, and has no weights that
change in time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from stancegraph.exports.elements import Course, Element, Replacement, cleaned, elements, escaped, replacements, value_type
from stancegraph.exports.files import replacing
from stancegraph.exports.overlay import overlaid

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from stancegraph.discourse import Network
    from stancegraph.exports.elements import Value

__all__ = ["lines", "write", "write_series"]

TYPES: Final[Mapping[str, str]] = {"boolean": "boolean", "int": "integer", "long": "long", "double": "double", "string": "string"}


def write(graph: nx.Graph[str], path: str | os.PathLike[str]) -> list[Replacement]:
    """Write the network, of positions or of discourse; what had to be replaced comes back, in the order of the file, [] if nothing.

    Raises:
        ValueError: Two edges share a key, or two nodes differ only by characters that XML forbids.
        TypeError: An attribute is neither text, number or boolean nor a list of such.
    """
    found = elements(graph, "GEXF")
    with replacing(path) as file:
        file.writelines(_lines([cleaned(element) for element in found], directed=graph.is_directed()))
    return [replacement for element in found for replacement in replacements(element)]


def write_series(networks: Iterable[Network], path: str | os.PathLike[str]) -> list[str]:
    """Write the networks of a moving window as one whose ties change; `stancegraph.exports.overlay` says when a tie has which weight.

    What had to be replaced or could not be told apart comes back in words, [] if nothing.

    Raises:
        ValueError: As for `write`; or there is no network.
    """
    graph, doubts = overlaid(networks)
    return [*map(str, write(graph, path)), *doubts]


def lines(graph: nx.Graph[str]) -> Iterator[str]:
    """The file in pieces, nodes and edges sorted by name: the same text for the same graph in any order.

    Raises:
        ValueError, TypeError: As `write`.
    """
    return _lines([cleaned(element) for element in elements(graph, "GEXF")], directed=graph.is_directed())


def _lines(found: list[Element], *, directed: bool) -> Iterator[str]:
    whole, *rest = found
    types = _types(rest)
    dated = any(_times(element) for element in rest)
    time = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else ' mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
    yield "  <meta>\n    <creator>stancegraph</creator>\n"
    told = "\n".join(f"{name}: {value}" for name, value in whole.data.items())
    yield f"    <description>{escaped(told)}</description>\n  </meta>\n"
    yield f'  <graph defaultedgetype="{"directed" if directed else "undirected"}" idtype="string"{time}>\n'
    yield from _declarations(types)
    for kind in ("node", "edge"):
        yield f"    <{kind}s>\n"
        for element in rest:
            if element.kind == kind:
                yield from _element(element, types)
        yield f"    </{kind}s>\n"
    yield "  </graph>\n</gexf>\n"


# --- Attributes ---

Types = dict[tuple[str, str], tuple[str, str]]
"""(node or edge, attribute) to its mode, static or dynamic, and its type."""


def _types(found: Iterable[Element]) -> Types:
    told: dict[tuple[str, str], list[Value]] = {}
    for element in found:
        for name, value in _values(element).items():
            told.setdefault((element.kind, name), []).append(value)
    changing = {key for key, values in told.items() if any(isinstance(value, Course) for value in values)}
    return {key: ("dynamic" if key in changing else "static", TYPES[value_type(values)]) for key, values in told.items()}


def _values(element: Element) -> dict[str, Value]:
    """What stands among an element's values, not in its tag."""
    in_tag = {"label"} if element.kind == "node" else {"label"} | ({"weight"} if _is_number(element.data.get("weight")) else set())
    return {name: value for name, value in element.data.items() if name not in in_tag}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _declarations(types: Types) -> Iterator[str]:
    for kind, mode in (("node", "static"), ("node", "dynamic"), ("edge", "static"), ("edge", "dynamic")):
        here = sorted((name, type_) for (of, name), (when, type_) in types.items() if (of, when) == (kind, mode))
        if here:
            yield f'    <attributes class="{kind}" mode="{mode}">\n'
            for name, type_ in here:
                yield f'      <attribute id="{_id(kind, name)}" title="{escaped(name)}" type="{type_}"/>\n'
            yield "    </attributes>\n"


RESERVED: Final = frozenset({"id", "interval", "kind", "label", "source", "target", "timeset", "timestamp", "type"})
"""Columns of edges, and some of nodes, that Gephi has itself. `weight` is one, too: there it looks for weights that change."""


def _id(kind: str, name: str) -> str:
    """The attribute's own name, which some readers show instead of the title, but for names that Gephi would take for its own columns."""
    own = RESERVED if kind == "edge" else RESERVED - {"kind", "type"}
    return escaped(f"{kind}_{name}" if name in own or name.startswith(f"{kind}_") else name)


# --- Nodes and edges ---


def _element(element: Element, types: Types) -> Iterator[str]:
    opening = [*element.opening]
    label = element.data.get("label", element.name if element.kind == "node" else "")
    if label != "" or element.kind == "node":
        opening.insert(1, ("label", _text(label)))
    if element.kind == "edge" and _is_number(weight := element.data.get("weight", "")):
        opening.append(("weight", _text(weight)))
    times = _times(element)
    spells = times if len(times) > 1 else ()
    if len(times) == 1:
        opening += [(name, day) for name, day in zip(("start", "end"), times[0], strict=True) if day]
    told = "".join(f' {name}="{escaped(value)}"' for name, value in opening)
    yield f"      <{element.kind}{told}>\n"
    yield from _attvalues(element, types)
    if spells:
        yield "        <spells>\n"
        yield from (f'          <spell start="{start}" end="{end}"/>\n' for start, end in spells)
        yield "        </spells>\n"
    yield f"      </{element.kind}>\n"


def _times(element: Element) -> tuple[tuple[str, str], ...]:
    """When an edge is there, as first and last days, "" for a side that is open; nothing for what is always there."""
    if element.kind != "edge":
        return ()
    weight = element.data.get("weight")
    if isinstance(weight, Course):
        return tuple((start, end) for start, end, _ in weight)
    days = tuple(str(element.data.get(name, "")) for name in ("first", "last"))
    return ((days[0], days[1]),) if any(days) else ()


def _attvalues(element: Element, types: Types) -> Iterator[str]:
    values = _values(element)
    if not values:
        return
    yield "        <attvalues>\n"
    for name, value in values.items():
        own = f'          <attvalue for="{_id(element.kind, name)}"'
        if isinstance(value, Course):
            yield from (f'{own} value="{_text(number)}" start="{start}" end="{end}"/>\n' for start, end, number in value)
        else:
            text = str(value) if types[element.kind, name][1] == "string" else _text(value)
            yield f'{own} value="{escaped(text)}"/>\n'
    yield "        </attvalues>\n"


def _text(value: object) -> str:
    """A value as XML Schema spells it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return str(value)
