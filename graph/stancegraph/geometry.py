"""Nodes and edges of a page's payload in, what a still picture needs of them out: boxes, places of names, courses of lines.

No font can be measured here, so letters are as wide as they are in most; a picture leaves that much room.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import hypot, sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancegraph.columns import Json

__all__ = [
    "CARD_LINE",
    "CARD_TEXT",
    "NAME_LINE",
    "NAME_TEXT",
    "Box",
    "Curve",
    "Edge",
    "Name",
    "Node",
    "curves",
    "cut",
    "edge",
    "length",
    "names",
    "node",
]

CARD_TEXT, NAME_TEXT = 13.0, 12.5  # height of letters, in units of the layout
CARD_LINE, NAME_LINE = 17.0, 15.0  # height of a line
CARD_LETTERS, NAME_LETTERS = 18, 24  # a line of a card, of a name; the layout left room for these
LONGEST_CARD, LONGEST_NAME = 60, 48  # letters; the rest becomes an ellipsis
PORT = 9.0  # units between two lines that end at the same side of a card, where it is long enough

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Node:
    """An actor's shape or a card with its text, by its middle; `width` and `height` are those of what is drawn."""

    number: int
    kind: str
    type: str
    lines: tuple[str, ...]
    n: int
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """The room of the shape, without a name that stands beside it."""
        return Box(self.x - self.width / 2, self.y - self.height / 2, self.x + self.width / 2, self.y + self.height / 2)

    @property
    def name(self) -> str:
        """Its label, as far as it is shown."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Edge:
    """A position, by the numbers of its ends."""

    number: int
    source: int
    target: int
    look: str
    end: str
    label: str
    n: int
    asserted: bool

    @property
    def strength(self) -> float:
        """Opacity: what is held back and what somebody does stand behind what they say."""
        return (1.0 if self.asserted else 0.5) * (0.45 if self.look == "act" else 0.92)

    @property
    def width(self) -> float:
        """Of the line, in units of the layout; it grows with the square root of the number of statements, as on the page."""
        return 0.7 + 1.1 * sqrt(self.n)


class Name(NamedTuple):
    """Words beside a shape, where there is room for them."""

    box: Box
    lines: tuple[str, ...]
    anchor: str


# -- records ------------------------------------------------------------------------------------------------------------------------


def node(record: Mapping[str, Json]) -> Node:
    """A node of `payload.nodes`: an actor's shape grows with its statements, a card is as large as its text."""
    label, kind, n = str(record["label"]), str(record["kind"]), int(cast("int", record["n"]))
    if kind == "actor":
        lines = _halved(cut(" ".join(label.split()), LONGEST_NAME))
        size = (13.0 + 2.4 * sqrt(min(n, 40)),) * 2
    else:
        lines = tuple(wrap(cut(" ".join(label.split()), LONGEST_CARD), CARD_LETTERS)) or ("",)
        size = (max(map(length, lines)) * CARD_TEXT + 20, CARD_LINE * len(lines) + 11)
    x, y = (float(cast("int", record[name])) for name in ("x", "y"))
    return Node(int(cast("int", record["id"])), kind, str(record.get("type") or "unknown"), lines, n, x, y, *size)


def edge(record: Mapping[str, Json]) -> Edge:
    """An edge of `payload.edges`."""
    number, source, target = (int(cast("int", record[name])) for name in ("id", "from", "to"))
    stance = str(record.get("stance", "act"))
    look = "conditional" if record.get("conditional") else stance
    most = record.get("polarity_max")
    bar = isinstance(most, int) and most <= 0
    end = {"act": "vee", "neutral": "circle"}.get(stance, "bar" if bar else "arrow")
    label = str(record.get("label") or look)
    return Edge(number, source, target, look, end, label, int(cast("int", record.get("n", 1))), bool(record.get("asserted")))


def cut(text: str, most: int) -> str:
    """The text in at most so many letters, the last one an ellipsis where some are left out.

    >>> cut("independence", 6)
    'indep…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _halved(name: str) -> tuple[str, ...]:
    """A long name on two lines, broken at the space nearest to its middle."""
    breaks = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= NAME_LETTERS or not breaks:
        return (name,)
    middle = min(breaks, key=lambda at: (abs(at - len(name) / 2), at))
    return name[:middle], name[middle + 1 :]


def length(text: str) -> float:
    """About how long a text is, in heights of its letters: no font can be measured here."""
    return sum(map(_wide, text))


def _wide(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljI.,:;'|!":
        return 0.31
    if letter in " ftr-()/[]":
        return 0.39
    return 0.88 if letter in "mwMW@%" else 0.68 if letter.isupper() else 0.57


# -- names beside shapes --------------------------------------------------------------------------------------------------------------


def names(nodes: Mapping[int, Node]) -> dict[int, Name]:
    """Names of the actors, the most spoken-of first, each where it meets nothing; a name without room is left out."""
    taken = [node.box for node in nodes.values()]
    inner = [node.x for node in nodes.values() if node.kind != "actor"]
    named = {}
    for node in sorted(nodes.values(), key=lambda node: (-node.n, node.number)):
        if node.kind == "actor":
            spots = _spots(node, aside=not inner or node.x < min(inner) or node.x > max(inner))
            free = next((name for name in spots if not any(name.box.meets(box) for box in taken if box != node.box)), None)
            if free is not None:
                taken.append(free.box)
                named[node.number] = free
    return named


def _spots(node: Node, *, aside: bool) -> list[Name]:
    """Where a name may stand, best first: outwards of an arc (`aside`), else below; then around the shape."""
    width, height = max(map(length, node.lines)) * NAME_TEXT + 2, NAME_LINE * len(node.lines)
    far = node.width / 2 + 5
    sides = {
        "right": (node.x + far, node.y - height / 2, "start"),
        "left": (node.x - far - width, node.y - height / 2, "end"),
        "below": (node.x - width / 2, node.y + far - 2, "middle"),
        "above": (node.x - width / 2, node.y - far + 2 - height, "middle"),
    }
    out, back = ("left", "right") if node.x < 0 else ("right", "left")
    order = (out, back, "below", "above") if aside else ("below", "above", out, back)
    straight = [sides[side] for side in order]
    aslant = [(sides[side][0], sides[level][1], sides[side][2]) for side in (out, back) for level in ("below", "above")]
    return [Name(Box(left, top, left + width, top + height), node.lines, anchor) for left, top, anchor in straight + aslant]


# -- lines --------------------------------------------------------------------------------------------------------------------------


class Curve(NamedTuple):
    """A cubic curve from the rim of one node to the rim of another."""

    start: Point
    leaving: Point
    arriving: Point
    stop: Point

    @property
    def way(self) -> Point:
        """The direction in which it arrives, of length 1."""
        dx, dy = self.stop[0] - self.arriving[0], self.stop[1] - self.arriving[1]
        far = hypot(dx, dy) or 1.0
        return dx / far, dy / far

    @property
    def middle(self) -> Point:
        """The point halfway along the curve."""
        x, y = ((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(*self, strict=True))
        return x, y


def curves(nodes: Mapping[int, Node], edges: Sequence[Edge]) -> dict[int, Curve]:
    """The course of every edge by number. Those that end at the same side of a card share it out, in the order of where they come from."""
    ports: dict[tuple[int, str], list[Edge]] = {}
    slots: dict[tuple[int, int], int] = {}
    found: dict[int, Curve] = {}
    for edge in edges:
        source, target = nodes[edge.source], nodes[edge.target]
        if target.kind == "actor":
            pair = min(edge.source, edge.target), max(edge.source, edge.target)
            slots[pair] = slots.get(pair, 0) + 1
            found[edge.number] = _bowed(source, target, slots[pair])
        else:
            ports.setdefault((edge.target, _side(source, target)), []).append(edge)
    for (number, side), arriving in sorted(ports.items()):
        across = side in {"left", "right"}
        queue = sorted(arriving, key=lambda edge: (nodes[edge.source].y if across else nodes[edge.source].x, edge.source, edge.number))
        room = (nodes[number].height if across else nodes[number].width) - 10
        step = min(PORT, room / max(len(queue) - 1, 1))
        for at, edge in enumerate(queue):
            found[edge.number] = _reaching(nodes[edge.source], nodes[number], side, (at - (len(queue) - 1) / 2) * step)
    return found


def _side(source: Node, target: Node) -> str:
    if abs(source.x - target.x) > target.width / 2 + source.width / 2 + 6:
        return "left" if source.x < target.x else "right"
    return "top" if source.y < target.y else "bottom"


def _reaching(source: Node, target: Node, side: str, aside: float) -> Curve:
    """From an actor to a card's side, `aside` from the side's middle."""
    ways = {"left": (1, 0), "right": (-1, 0), "top": (0, 1), "bottom": (0, -1)}
    dx, dy = ways[side]
    stop = target.x - dx * target.width / 2 + aside * abs(dy), target.y - dy * target.height / 2 + aside * abs(dx)
    start = source.x + dx * source.width / 2, source.y + dy * source.width / 2
    bend = max(24.0, 0.42 * (abs(stop[0] - start[0]) if dx else abs(stop[1] - start[1])))
    return Curve(start, (start[0] + dx * bend, start[1] + dy * bend), (stop[0] - dx * bend, stop[1] - dy * bend), stop)


def _bowed(source: Node, target: Node, slot: int) -> Curve:
    """Between two actors, further out for each further edge of theirs; a tie of an actor to itself is a loop above it."""
    if source is target:
        x, top, wide = source.x, source.y - source.height / 2, 14.0 + 8 * slot
        return Curve((x - 4, top), (x - wide, top - 2 * wide), (x + wide, top - 2 * wide), (x + 4, top))
    dx, dy = target.x - source.x, target.y - source.y
    far = hypot(dx, dy) or 1.0
    out = 0.22 * far * ((slot + 1) // 2) * (1 if slot % 2 == (source.number < target.number) else -1)
    middle = (source.x + target.x) / 2 - dy / far * out, (source.y + target.y) / 2 + dx / far * out
    start, stop = _rim(source, middle), _rim(target, middle)
    return Curve(start, _between(start, middle), _between(stop, middle), stop)


def _between(end: Point, middle: Point) -> Point:
    return end[0] + (middle[0] - end[0]) * 2 / 3, end[1] + (middle[1] - end[1]) * 2 / 3


def _rim(node: Node, towards: Point) -> Point:
    dx, dy = towards[0] - node.x, towards[1] - node.y
    far = hypot(dx, dy) or 1.0
    return node.x + dx / far * (node.width / 2 + 1), node.y + dy / far * (node.width / 2 + 1)
