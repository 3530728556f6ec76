"""Where things stand on the page: nodes and signed ties in, whole-number coordinates out.

Small graphs: actors on a ring, ordered so that left and right are the two camps, issues inside near those who speak about them.
Large graphs: a force-directed picture that starts from the camps. Both are deterministic and blind to the order of their input.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Box", "Tie", "camps", "positions", "without_overlap"]

RING_LIMIT = 90  # actors; beyond it a ring is wider than a screen can show and the free layout reads better
ASPECT = 1.2  # width to height of the ring: the canvas between two panels on a laptop, with wide labels
STEP = 80  # units of ring that one actor takes
LEAF = 0.6  # what a card before one actor alone adds to that actor's share of the ring
FILL = 0.52  # share of the ellipse that cards may cover: more hides the edges, less makes the text small
SEED = 1244
ROUNDS = 80  # of springs, for up to `MANY` nodes
MANY = 3_000  # nodes; the springs then take some three seconds
GAP = 14  # units kept free between two boxes


class Box(NamedTuple):
    """One node with the room that its shape and label take; `outside` is true for actors."""

    key: str
    outside: bool
    width: float
    height: float


class Tie(NamedTuple):
    """One edge: `weight` above 0 where the first supports the second, below 0 where it opposes it, 0 for neither."""

    a: str
    b: str
    weight: float


Point = tuple[float, float]


def positions(boxes: Iterable[Box], ties: Iterable[Tie]) -> dict[str, tuple[int, int]]:
    """Coordinates of every box's centre, rounded, y downwards, centred on the origin, by key; no two boxes overlap below 1,500 boxes.

    >>> positions([Box("rome", True, 40, 40)], [])
    {'rome': (0, 0)}
    """
    room = {box.key: box for box in sorted(boxes)}
    known = sorted(tie for tie in ties if tie.a in room and tie.b in room and tie.a != tie.b)
    outside = [key for key, box in room.items() if box.outside]
    points = without_overlap(room, _ringed(room, known, outside) if len(outside) <= RING_LIMIT else _free(room, known))
    return {key: (round(x), round(y)) for key, (x, y) in _centred(points).items()}


# -- camps ------------------------------------------------------------------------------------------------------------------------


def camps(ties: Sequence[Tie]) -> dict[str, Point]:
    """Two coordinates in [-1, 1] for every end of a tie: who supports and opposes the same things is close.

    The two leading singular vectors of the signed matrix of holders and targets, each entry divided by the root of its row's and
    column's absolute sums (correspondence analysis with signs), by power iteration.

    >>> both = camps([Tie("rome", "toll", 1), Tie("ostia", "toll", 1), Tie("capua", "toll", -1)])
    >>> both["rome"][0] == both["ostia"][0] == -both["capua"][0]
    True
    """
    rows, columns = sorted({tie.a for tie in ties}), sorted({tie.b for tie in ties})
    row, column = {key: i for i, key in enumerate(rows)}, {key: i for i, key in enumerate(columns)}
    entries = _normalised([(row[tie.a], column[tie.b], tie.weight) for tie in ties if tie.weight], len(rows), len(columns))
    first = _leading(entries, len(rows), len(columns), ())
    second = _leading(entries, len(rows), len(columns), (first,))
    found = {key: (first[1][i], second[1][i]) for key, i in column.items()}
    return found | {key: (first[0][i], second[0][i]) for key, i in row.items()}


Entry = tuple[int, int, float]
Vectors = tuple[list[float], list[float]]


def _normalised(entries: Sequence[Entry], rows: int, columns: int) -> list[Entry]:
    sums: Vectors = ([0.0] * rows, [0.0] * columns)
    for i, j, weight in entries:
        sums[0][i] += abs(weight)
        sums[1][j] += abs(weight)
    return [(i, j, weight / sqrt(sums[0][i] * sums[1][j])) for i, j, weight in entries]


def _leading(entries: Sequence[Entry], rows: int, columns: int, before: Sequence[Vectors]) -> Vectors:
    """Left and right leading singular vectors, orthogonal to those `before`, largest entry 1, signed so that the left sum is positive."""
    left = [1.0 + 0.5 * cos(2.4 * i) for i in range(rows)]
    right = [0.0] * columns
    for _ in range(60):
        left = _unit(_without(left, [vectors[0] for vectors in before]))
        right = [0.0] * columns
        for i, j, weight in entries:
            right[j] += weight * left[i]
        left = [0.0] * rows
        for i, j, weight in entries:
            left[i] += weight * right[j]
    sign = -1.0 if sum(left) < 0 else 1.0
    return [sign * value for value in _unit(left)], [sign * value for value in _unit(right)]


def _without(vector: Sequence[float], others: Iterable[Sequence[float]]) -> list[float]:
    rest = list(vector)
    for other in others:
        share = sum(a * b for a, b in zip(rest, other, strict=True)) / (sum(b * b for b in other) or 1.0)
        rest = [a - share * b for a, b in zip(rest, other, strict=True)]
    return rest


def _unit(vector: Sequence[float]) -> list[float]:
    largest = max((abs(value) for value in vector), default=0.0)
    return [round(value / largest, 9) if largest > 1e-9 else 0.0 for value in vector]  # noqa: PLR2004 - below it is rounding noise


# -- the ring ---------------------------------------------------------------------------------------------------------------------


def _ringed(room: Mapping[str, Box], ties: Sequence[Tie], outside: Sequence[str]) -> dict[str, Point]:
    """Actors on an ellipse by camp; inside, before each actor what it alone speaks about, in the middle what several do."""
    actors = _neighbours(ties, outside)
    alone: dict[str, list[str]] = {}
    for key, box in room.items():
        if not box.outside and len(actors.get(key, ())) == 1:
            alone.setdefault(actors[key][0], []).append(key)
    radius = _radius(room, outside)
    angle = _angles(_arcs(outside, camps(ties)), alone)
    points = {key: _on_ellipse(radius, at) for key, at in angle.items()}
    for actor, keys in alone.items():
        points |= _fan(keys, angle[actor], _sector(outside, alone, actor), radius)
    shared = [key for key in room if key not in points]
    return points | {key: _between([points[actor] for actor in actors.get(key, ())], at, radius) for at, key in enumerate(shared)}


def _neighbours(ties: Sequence[Tie], outside: Sequence[str]) -> dict[str, list[str]]:
    """The actors tied to each key, each once, sorted."""
    known = set(outside)
    found: dict[str, set[str]] = {}
    for tie in ties:
        for actor, key in ((tie.a, tie.b), (tie.b, tie.a)):
            if actor in known:
                found.setdefault(key, set()).add(actor)
    return {key: sorted(actors) for key, actors in found.items()}


def _radius(room: Mapping[str, Box], outside: Sequence[str]) -> float:
    """Half the ring's height: room for all actors around it, and for the cards within."""
    cards = sum((box.width + GAP) * (box.height + GAP) for box in room.values() if not box.outside)
    return max(len(outside) * STEP / (2 * pi), sqrt(cards / (FILL * pi * ASPECT)), 150.0 if cards and outside else 0.0)


def _arcs(outside: Sequence[str], camp: Mapping[str, Point]) -> tuple[list[str], list[str]]:
    """Actors of the upper and the lower arc, each from left to right: by the first camp coordinate; the second picks the arc."""
    ranked = sorted(outside, key=lambda key: (-camp.get(key, (0.0, 0.0))[0], camp.get(key, (0.0, 0.0))[1], key))
    upper, lower = [], []
    for at in range(0, len(ranked), 2):
        first, *second = sorted(ranked[at : at + 2], key=lambda key: (-camp.get(key, (0.0, 0.0))[1], key))
        upper.append(first)
        lower += second
    return upper, lower


def _angles(arcs: tuple[list[str], list[str]], alone: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Radians by actor, clockwise on a screen from the far left; who speaks alone about much gets more of its arc."""
    found = {}
    for order, way in zip(arcs, (1, -1), strict=True):
        shares = [1 + LEAF * len(alone.get(key, ())) for key in order]
        before = 0.0
        for key, share in zip(order, shares, strict=True):
            found[key] = pi + way * pi * (before + share / 2) / sum(shares)
            before += share
    return found


def _sector(outside: Sequence[str], alone: Mapping[str, Sequence[str]], actor: str) -> float:
    """The part of the ring, in radians, that belongs to an actor on average."""
    return 2 * pi * (1 + LEAF * len(alone[actor])) / (len(outside) + LEAF * sum(map(len, alone.values())))


def _on_ellipse(radius: float, angle: float) -> Point:
    return radius * ASPECT * cos(angle), radius * sin(angle)


def _fan(keys: Sequence[str], angle: float, sector: float, radius: float) -> dict[str, Point]:
    """What one actor speaks about alone, spread over its sector, nearer and further in turn."""
    found = {}
    for at, key in enumerate(keys):
        share = 0.76 if len(keys) == 1 else (0.8, 0.58)[at % 2]
        found[key] = _on_ellipse(radius * share, angle + sector * ((at + 0.5) / len(keys) - 0.5))
    return found


def _between(points: Sequence[Point], at: int, radius: float) -> Point:
    """The middle of some points of the ring, drawn in a little; the golden angle parts those with the same middle."""
    count = len(points) or 1
    x, y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    return 0.7 * x + radius * 0.1 * cos(2.4 * at), 0.7 * y + radius * 0.1 * sin(2.4 * at)


# -- springs ----------------------------------------------------------------------------------------------------------------------


def _free(room: Mapping[str, Box], ties: Sequence[Tie]) -> dict[str, Point]:
    """Fruchterman and Reingold's forces by rustworkx, which needs no numpy here, starting from the camps."""
    import rustworkx as rx  # noqa: PLC0415 - only a large page needs it

    index = {key: i for i, key in enumerate(room)}
    graph = rx.PyGraph()
    graph.add_nodes_from(list(room))
    graph.add_edges_from([(index[tie.a], index[tie.b], _pull(tie.weight)) for tie in ties])
    camp = camps(ties)
    start = {}
    for key, at in index.items():
        x, y = camp.get(key, (0.0, 0.0))
        start[at] = (-x + 0.3 * cos(2.4 * at), y + 0.3 * sin(2.4 * at))  # the golden angle parts those of one camp
    # A round compares every two nodes; so that time stays in bounds, many nodes get fewer rounds and stay nearer to their camps.
    moves = max(1, min(ROUNDS, ROUNDS * MANY**2 // len(room) ** 2))
    found = rx.spring_layout(graph, pos=start, k=2.0 / sqrt(len(room)), num_iter=moves, weight_fn=float, seed=SEED)
    spread = 110 * sqrt(len(room))
    return {key: (found[at][0] * spread * ASPECT, found[at][1] * spread) for key, at in index.items()}


def _pull(weight: float) -> float:
    """Support draws together, opposition holds loosely: camps drift apart without flying off the page."""
    return 1.0 if weight > 0 else 0.35 if weight < 0 else 0.6


# -- room for labels --------------------------------------------------------------------------------------------------------------


def without_overlap(room: Mapping[str, Box], points: Mapping[str, Point], rounds: int = 60) -> dict[str, Point]:
    """Points moved apart, each pair along its shorter way, until no two boxes meet or the rounds are over.

    >>> apart = without_overlap({k: Box(k, True, 10, 10) for k in "ab"}, {"a": (0, 0), "b": (4, 0)})
    >>> apart["b"][0] - apart["a"][0] >= 10
    True
    """
    at = {key: [points[key][0], points[key][1]] for key in room}
    cell = max((max(box.width, box.height) for box in room.values()), default=1.0) + GAP
    for _ in range(rounds if len(room) <= 1500 else 8):  # noqa: PLR2004 - beyond it labels are thinned by the page anyway
        met = [_push(room[a], room[b], at[a], at[b]) for a, b in _near(at, cell)]
        if not any(met):
            break
    return {key: (x, y) for key, (x, y) in at.items()}


def _near(at: Mapping[str, Sequence[float]], cell: float) -> list[tuple[str, str]]:
    """Pairs of keys, in order, that lie in the same or adjoining cells of a grid."""
    grid: dict[tuple[int, int], list[str]] = {}
    for key, (x, y) in at.items():
        grid.setdefault((int(x // cell), int(y // cell)), []).append(key)
    pairs = []
    for (column, row), keys in grid.items():
        near = [key for i in (-1, 0, 1) for j in (-1, 0, 1) for key in grid.get((column + i, row + j), ())]
        pairs += [(a, b) for a in keys for b in near if a < b]
    return pairs


def _push(a: Box, b: Box, one: list[float], other: list[float]) -> bool:
    """Moves two boxes apart by half of what they share each; whether they met."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    over_x = (a.width + b.width) / 2 + GAP - abs(dx)
    over_y = (a.height + b.height) / 2 + GAP - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis, over, way = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
    step = (over / 2 + 0.5) * (1 if way >= 0 else -1)
    one[axis] -= step
    other[axis] += step
    return True


def _centred(points: Mapping[str, Point]) -> dict[str, Point]:
    """Points moved so that the middle of their bounds is the origin."""
    if not points:
        return {}
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {key: (x - middle[0], y - middle[1]) for key, (x, y) in points.items()}
