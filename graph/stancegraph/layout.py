"""Where things stand on the page: nodes and signed ties in, whole-number coordinates out.

Small graphs: actors on a ring, ordered so that left and right are the two camps, issues inside near those who speak about them.
Large graphs: a force-directed picture that starts from the camps. Both are deterministic and blind to the order of their input.
"""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Box", "Tie", "camps", "positions", "without_overlap"]

RING_LIMIT = 90  # actors; beyond it a ring is wider than a screen can show and the free layout reads better
ASPECT = 1.2  # width to height of the ring: the canvas between two panels on a laptop, with wide labels
STEP = 80  # units of ring that one actor takes
CARD = 1.7  # a card is wider than high: distances across count this much less than distances down
SEED = 1244
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

    >>> positions([Box("rome", True, 40, 40), Box("toll", False, 90, 30)], [Tie("rome", "toll", 1)])["toll"]
    (0, 0)
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
    """Actors on an ellipse by camp, everything else inside by springs."""
    inside = [key for key, box in room.items() if not box.outside]
    radius = max(len(outside) * STEP / (2 * pi), 70 * sqrt(len(inside)), 150.0 if inside and outside else 0.0)
    ring = _ring(_ring_order(outside, camps(ties)), radius)
    if not inside:
        return ring
    points = _springs(room, ties, ring, radius)
    return {key: points[key] if room[key].outside else _pulled_in(points[key], radius) for key in room}


def _ring_order(outside: Sequence[str], camp: Mapping[str, Point]) -> list[str]:
    """Actors clockwise from the far left: the first camp coordinate runs from left to right, the second picks the upper or lower arc."""
    ranked = sorted(outside, key=lambda key: (-camp.get(key, (0.0, 0.0))[0], camp.get(key, (0.0, 0.0))[1], key))
    upper, lower = [], []
    for first, second in zip(ranked[::2], [*ranked[1::2], None], strict=False):
        pair = [key for key in (first, second) if key is not None]
        pair.sort(key=lambda key: (-camp.get(key, (0.0, 0.0))[1], key))
        upper.append(pair[0])
        lower += pair[1:]
    return upper + lower[::-1]


def _ring(order: Sequence[str], radius: float) -> dict[str, Point]:
    """Points evenly around an ellipse, every second one a step further out where the ring is full."""
    points = {}
    for at, key in enumerate(order):
        angle = pi + 2 * pi * (at + 0.5) / len(order)
        far = radius * (1.0 + (0.16 if at % 2 and len(order) > 14 else 0.0))  # noqa: PLR2004 - fewer labels do not meet
        points[key] = (far * ASPECT * cos(angle), far * sin(angle))
    return points


def _pulled_in(point: Point, radius: float) -> Point:
    """A point moved towards the centre until it lies well inside the ring."""
    distance = hypot(point[0] / ASPECT, point[1]) / radius
    share = min(1.0, 0.74 / distance) if distance else 1.0
    return point[0] * share, point[1] * share


# -- springs ----------------------------------------------------------------------------------------------------------------------


def _free(room: Mapping[str, Box], ties: Sequence[Tie]) -> dict[str, Point]:
    """Every node free, starting from its camp; a spread that gives each box its room on average."""
    camp = camps(ties)
    spread = 62 * sqrt(len(room))
    start = {}
    for at, key in enumerate(room):
        x, y = camp.get(key, (0.0, 0.0))
        # the golden angle keeps equal camps from lying on one spot
        start[key] = (spread * (-x + 0.3 * cos(2.4 * at)), spread * (y + 0.3 * sin(2.4 * at)))
    return _springs(room, ties, start, spread, fixed=False)


def _springs(
    room: Mapping[str, Box], ties: Sequence[Tie], start: Mapping[str, Point], radius: float, *, fixed: bool = True
) -> dict[str, Point]:
    """Fruchterman and Reingold's forces by rustworkx, which needs no numpy here; what `start` places stays there when fixed."""
    import rustworkx as rx  # noqa: PLC0415 - only a page needs it

    index = {key: i for i, key in enumerate(room)}
    graph = rx.PyGraph()
    graph.add_nodes_from(list(room))
    graph.add_edges_from([(index[tie.a], index[tie.b], _pull(tie.weight)) for tie in ties])
    scale = (radius * CARD, radius)
    placed = {index[key]: (start[key][0] / scale[0], start[key][1] / scale[1]) for key in room if key in start}
    for at, key in enumerate(key for key in room if key not in start):
        placed[index[key]] = (0.4 * cos(2.4 * at), 0.4 * sin(2.4 * at))
    held = {index[key] for key in start} if fixed and start else None
    found = rx.spring_layout(
        graph,
        pos=placed,
        fixed=held,
        k=1.6 / sqrt(len(room)),
        num_iter=150 if len(room) < 400 else 60,  # noqa: PLR2004
        weight_fn=float,
        seed=SEED,
    )
    return {key: (found[i][0] * scale[0], found[i][1] * scale[1]) for key, i in index.items()}


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
        met = [_push(room[a], room[b], at[a], at[b]) for a, b in _neighbours(at, cell)]
        if not any(met):
            break
    return {key: (x, y) for key, (x, y) in at.items()}


def _neighbours(at: Mapping[str, Sequence[float]], cell: float) -> list[tuple[str, str]]:
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
