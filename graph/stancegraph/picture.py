"""A network of positions in, one static SVG out: what the page opens on, for papers, mails and viewers without scripts.

No script, no style sheet, no identifier and no address: it can stand in any document, also twice. Places, colours, dashes and line ends
are those of the page; what the page folds away at first is left out and counted in the caption.
"""

from __future__ import annotations

from collections import Counter
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from stancegraph import columns, geometry, payload
from stancegraph.geometry import CARD_LINE, CARD_TEXT, NAME_LINE, NAME_TEXT, Box, Curve, Edge, Name, Node, cut, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from stancegraph.geometry import Point

__all__ = ["THEMES", "svg"]

_LIGHT = {
    "paper": "#ffffff", "ink": "#1b2127", "muted": "#59636e", "actor": "#3c4a58", "card": "#fffbea", "card-line": "#c9b978",
    "support": "#0072b2", "oppose": "#d55e00", "conditional": "#cc79a7", "neutral": "#7f7f7f", "weak": "#8a7a5c", "act": "#4d5660",
}  # fmt: skip
_DARK = {
    "paper": "#10151a", "ink": "#e7ebee", "muted": "#9ca8b3", "actor": "#c4ced8", "card": "#2a2a20", "card-line": "#7d7448",
    "support": "#56b4e9", "oppose": "#e69f00", "conditional": "#cc79a7", "neutral": "#aab2ba", "weak": "#b8a67e", "act": "#8c98a4",
}  # fmt: skip
THEMES: Final[Mapping[str, Mapping[str, str]]] = {"light": _LIGHT, "dark": _DARK}
"""Colours by theme and use, those of the page's style sheet."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
SMALL_TEXT = 12.0
MARGIN = 22.0
SMALLEST = 200  # pixels of a side; title and key alone take more than half of it
LARGEST = 1.35  # units of the screen for one of the layout: a small graph does not become a poster
MANY_EDGES, FINEST = 130, 0.55  # above so many lines each becomes finer, down to this share of its width
FEW_EDGES = 60  # up to here every line says how many statements it stands for
DASHES = {"conditional": (9, 6), "neutral": (2, 5), "weak": (12, 5, 2, 5)}
POLYGONS: Final[Mapping[str, tuple[int, float]]] = {
    "state": (4, pi / 4), "igo": (6, 0), "organization": (6, 0), "group": (4, 0), "media": (3, pi / 2), "unknown": (3, -pi / 2),
}  # fmt: skip
"""Corners and the angle of the first one, by actor type; a type that is not listed is a circle."""
HOLLOW = frozenset({"class", "organization"})
STANCES = {
    "support": "supports", "oppose": "opposes", "conditional": "on a condition", "neutral": "neutral", "weak": "stops short", "act": "acts",
}  # fmt: skip
TYPES = {
    "state": "State", "igo": "International body", "organization": "Organisation", "person": "Person", "group": "Group", "media": "Media",
    "class": "Class of actors", "unknown": "Type unknown",
}  # fmt: skip


def svg(graph: nx.MultiDiGraph[str], *, theme: str = "light", width: int = 1200, height: int | None = None, title: str = "") -> str:
    """The network as one SVG document, the same text for the same graph in any order.

    Args:
        graph: as `network.positions` returns it; an empty graph gives a picture that says so.
        theme: light or dark.
        width: pixels.
        height: pixels; without it, as many as the picture needs.
        title: shown at the top and read out first; without one, `graph.graph["title"]`.

    Raises:
        TypeError: A side is no whole number.
        ValueError: There is no such theme, or a side is shorter than `SMALLEST`.
    """
    if theme not in THEMES:
        raise ValueError(f"there is no theme {theme!r}: choose {' or '.join(THEMES)}")
    if not isinstance(width, int) or not isinstance(height, int | None):
        raise TypeError(f"a picture of {width!r} by {height!r}: give whole numbers of pixels")
    if width < SMALLEST or (height is not None and height < SMALLEST):
        raise ValueError(f"a picture of {width} by {height or width} pixels shows nothing: give sides of {SMALLEST} pixels or more")
    found, edges = payload.nodes(graph), payload.edges(graph)
    nodes = {node.number: node for node in map(geometry.node, found) if not found[node.number].get("folded")}
    lines = [
        edge for edge in map(geometry.edge, edges) if not edges[edge.number].get("folded") and {edge.source, edge.target} <= set(nodes)
    ]
    caption = _caption(len(nodes), len(found), len(lines), len(edges))
    heading = " ".join(columns.clean(title or str(graph.graph.get("title") or "")).split()) or "Positions"
    return _document(nodes, lines, THEMES[theme], (width, height), (cut(heading, 110), caption))


def _caption(nodes: int, all_nodes: int, edges: int, all_edges: int) -> str:
    if not all_edges:
        return "No position is held."
    shown = _counted(nodes, edges)
    if (nodes, edges) == (all_nodes, all_edges):
        return f"{shown}."
    return f"{shown}. Left out: {_counted(all_nodes - nodes, all_edges - edges)}; the interactive page has them all."


def _counted(nodes: int, edges: int) -> str:
    return f"{nodes:,} actor{'s and issues' if nodes != 1 else ' or issue'}, {edges:,} position{'s' if edges != 1 else ''}"


# -- elements -----------------------------------------------------------------------------------------------------------------------


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _at(*points: Point) -> str:
    return " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _line(edge: Edge, curve: Curve, colour: str, told: str, fine: float = 1.0) -> str:
    """One position: its line, its end, and what it says when a pointer rests on it; `fine` is a factor of its width."""
    (dx, dy), (x, y) = curve.way, curve.stop
    width = edge.width * fine
    size = 4.6 + 1.3 * width
    back = {"arrow": size * 1.3, "vee": size * 0.7, "circle": 6.0, "bar": 1.0}[edge.end]
    stop = x - dx * back, y - dy * back
    arriving = curve.arriving[0] - dx * back, curve.arriving[1] - dy * back
    dashes = f' stroke-dasharray="{" ".join(map(str, DASHES[edge.look]))}"' if edge.look in DASHES else ""
    path = f'<path d="M{_at(curve.start)}C{_at(curve.leaving, arriving, stop)}" fill="none" stroke-width="{_number(width)}"{dashes}/>'
    return f'<g stroke="{colour}" fill="{colour}" opacity="{edge.strength:.2f}"><title>{escape(told)}</title>{path}{_end(edge.end, curve, size)}</g>'


def _end(kind: str, curve: Curve, size: float) -> str:
    """A filled arrow, a bar, a notched arrow or a ring: readable without colour."""
    (dx, dy), (x, y) = curve.way, curve.stop

    def spot(along: float, across: float) -> Point:
        return x - dx * along - dy * across, y - dy * along + dx * across

    if kind == "bar":
        return f'<path d="M{_at(spot(1, -size))}L{_at(spot(1, size))}" fill="none" stroke-width="2.6"/>'
    if kind == "circle":
        return f'<circle cx="{_number(x - 3 * dx)}" cy="{_number(y - 3 * dy)}" r="3" stroke="none"/>'
    corners = [spot(0, 0), spot(size * 1.5, size * 0.62), spot(size * 1.5, -size * 0.62)]
    if kind == "vee":
        corners.insert(2, spot(size * 0.7, 0))
    return f'<path d="M{_at(*corners)}Z" stroke="none"/>'


def _shape(kind: str, look: Mapping[str, str], middle: Point, radius: float) -> str:
    """An actor's shape by its type; a hollow one is an outline."""
    stroke, wide = (look["actor"], 2.6) if kind in HOLLOW else (look["paper"], 1.2)
    paint = f'fill="{look["paper"] if kind in HOLLOW else look["actor"]}" stroke="{stroke}" stroke-width="{wide}"'
    x, y = middle
    if kind not in POLYGONS:
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius * 0.9)}" {paint}/>'
    corners, first = POLYGONS[kind]
    reach = radius * (1.2 if corners in {3, 4} else 1.05)
    angles = [first + 2 * pi * at / corners for at in range(corners)]
    return f'<path d="M{_at(*((x + reach * cos(angle), y + reach * sin(angle)) for angle in angles))}Z" {paint} stroke-linejoin="round"/>'


def _card(node: Node, look: Mapping[str, str]) -> str:
    left, top, _, _ = node.box
    dashes = ' stroke-dasharray="5 3"' if node.kind == "act" else ""
    rounded = 7 if node.kind == "issue" else 1
    box = (
        f'<rect x="{_number(left)}" y="{_number(top)}" width="{_number(node.width)}" height="{_number(node.height)}" rx="{rounded}" '
        f'fill="{look["card"]}" stroke="{look["card-line"]}" stroke-width="1.2"{dashes}/>'
    )
    first = node.y - CARD_LINE * (len(node.lines) - 1) / 2 + CARD_TEXT * 0.35
    return box + "".join(
        _text(line, (node.x, first + CARD_LINE * at), CARD_TEXT, look["ink"], anchor="middle") for at, line in enumerate(node.lines)
    )


def _text(words: str, at: Point, size: float, colour: str, *, anchor: str = "start", more: str = "") -> str:  # noqa: PLR0913 - an element's attributes
    place = f'x="{_number(at[0])}" y="{_number(at[1])}" font-size="{_number(size)}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}"{more}>{escape(words)}</text>'


def _haloed(words: str, at: Point, size: float, look: Mapping[str, str], anchor: str) -> str:
    """Words on a stroke in the colour of the paper, written twice: not every viewer knows how to paint a stroke first."""
    halo = f' stroke="{look["paper"]}" stroke-width="3.6" stroke-linejoin="round" aria-hidden="true"'
    return _text(words, at, size, look["paper"], anchor=anchor, more=halo) + _text(words, at, size, look["ink"], anchor=anchor)


def _name(name: Name, look: Mapping[str, str]) -> str:
    x = {"start": name.box.left, "end": name.box.right, "middle": (name.box.left + name.box.right) / 2}[name.anchor]
    return "".join(
        _haloed(line, (x, name.box.top + NAME_LINE * at + 11.5), NAME_TEXT, look, name.anchor) for at, line in enumerate(name.lines)
    )


# -- the sheet ----------------------------------------------------------------------------------------------------------------------


def _document(
    nodes: Mapping[int, Node], edges: Sequence[Edge], look: Mapping[str, str], size: tuple[int, int | None], words: tuple[str, str]
) -> str:
    names = geometry.names(nodes)
    bounds = _bounds([*(node.box for node in nodes.values()), *(name.box for name in names.values())])
    width, (key, key_height) = size[0], _key(nodes.values(), edges, look, size[0])
    head = 58.0
    scale = min(LARGEST, (width - 2 * MARGIN) / (bounds.right - bounds.left))
    if size[1] is not None:
        scale = min(scale, max(0.05, (size[1] - head - key_height - MARGIN) / (bounds.bottom - bounds.top)))
    height = size[1] or round(head + scale * (bounds.bottom - bounds.top) + MARGIN + key_height)
    left = (width - scale * (bounds.right - bounds.left)) / 2 - scale * bounds.left
    top = head + ((height - head - key_height - MARGIN) - scale * (bounds.bottom - bounds.top)) / 2 - scale * bounds.top
    family = quoteattr(FONT)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" direction="ltr" font-family={family}>',
        f"<title>{escape(words[0])}</title>",
        f"<desc>{escape(_described(edges, words[1]))}</desc>",
        f'<rect width="{width}" height="{height}" fill="{look["paper"]}"/>',
        _text(words[0], (MARGIN, 28.0), 17.0, look["ink"], more=' font-weight="600"'),
        _text(words[1], (MARGIN, 47.0), SMALL_TEXT, look["muted"]),
        f'<g transform="translate({_number(left)} {_number(top)}) scale({scale:.4f})">',
        *_drawn(nodes, edges, names, look),
        "</g>",
        f'<g transform="translate(0 {_number(height - key_height)})">{key}</g>',
        "</svg>\n",
    ]
    return "\n".join(parts)


def _bounds(boxes: Sequence[Box]) -> Box:
    if not boxes:
        return Box(0, 0, 1, 1)
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def _drawn(nodes: Mapping[int, Node], edges: Sequence[Edge], names: Mapping[int, Name], look: Mapping[str, str]) -> Iterator[str]:
    """Lines, the faint ones first; shapes above them; names above all."""
    courses = geometry.curves(nodes, edges)
    fine = max(FINEST, min(1.0, sqrt(MANY_EDGES / len(edges)))) if edges else 1.0
    for edge in sorted(edges, key=lambda edge: (edge.strength, edge.number)):
        yield _line(edge, courses[edge.number], look[edge.look], _told(edge, nodes), fine)
    for node in nodes.values():
        yield _shape(node.type, look, (node.x, node.y), node.width / 2) if node.kind == "actor" else _card(node, look)
    taken = [*(node.box for node in nodes.values()), *(name.box for name in names.values())]
    for edge in edges if len(edges) <= FEW_EDGES else ():
        x, y = courses[edge.number].middle
        box = Box(x - 11, y - 8, x + 11, y + 8)
        if edge.n > 1 and not any(box.meets(other) for other in taken):
            taken.append(box)
            yield _haloed(f"\N{MULTIPLICATION SIGN}{edge.n}", (x, y + 4), 11.0, {**look, "ink": look["muted"]}, "middle")
    for name in names.values():
        yield _name(name, look)


def _told(edge: Edge, nodes: Mapping[int, Node]) -> str:
    held, count = "" if edge.asserted else " (held back)", f" \N{MULTIPLICATION SIGN}{edge.n}" if edge.n > 1 else ""
    return f"{nodes[edge.source].name} {cut(edge.label, 60)} {nodes[edge.target].name}{held}{count}"


def _described(edges: Iterable[Edge], caption: str) -> str:
    found = Counter(edge.look for edge in edges)
    listed = ", ".join(f"{STANCES[look]} {found[look]:,}" for look in STANCES if found[look])
    return f"Actors, the issues they speak of, and a line for each position. {caption}{f' Lines by stance: {listed}.' if listed else ''}"


def _key(nodes: Iterable[Node], edges: Sequence[Edge], look: Mapping[str, str], width: int) -> tuple[str, float]:
    """The signs that occur, each with its word, in as many rows as they need; and how high that is."""
    types, looks = {node.type if node.type in TYPES else "unknown" for node in nodes if node.kind == "actor"}, {edge.look for edge in edges}
    signs: list[tuple[str, str]] = [(_sign(stance, look), word) for stance, word in STANCES.items() if stance in looks]
    signs += [(_sign("support", look, asserted=False), "faint: held back")] if any(not edge.asserted for edge in edges) else []
    signs += [(_shape(kind, look, (15, 0), 7), word) for kind, word in TYPES.items() if kind in types]
    parts, x, y = [], MARGIN, 14.0
    for sign, word in signs:
        long = 36.0 + length(word) * SMALL_TEXT + 20
        if x > MARGIN and x + long > width - MARGIN / 2:
            x, y = MARGIN, y + 21
        words = _text(word, (36.0, 4.0), SMALL_TEXT, look["muted"])
        parts.append(f'<g transform="translate({_number(x)} {_number(y)})">{sign}{words}</g>')
        x += long
    return "".join(parts), y + 16 if signs else 0.0


def _sign(stance: str, look: Mapping[str, str], *, asserted: bool = True) -> str:
    end = {"act": "vee", "neutral": "circle", "oppose": "bar", "weak": "bar"}.get(stance, "arrow")
    edge = Edge(0, 0, 0, stance, end, "", 2, asserted)
    return _line(edge, Curve((0, 0), (10, 0), (20, 0), (29, 0)), look[stance], STANCES[stance] if asserted else "held back")
