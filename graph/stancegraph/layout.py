"""Where things stand on the page: nodes and signed ties in, whole-number coordinates out.

Small graphs: actors in two arcs, one for each camp, what they speak about between them: on the side of the camp that alone speaks of it,
in the middle what both do. Large graphs: a force-directed picture that starts from the camps. Both are deterministic and blind to the
order of their input.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil, cos, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.camps import Point, Tie, camps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Box", "Tie", "positions", "without_overlap"]

ARCS_LIMIT = 90  # actors; beyond it two arcs are higher than a screen can show and the free layout reads better
ASPECT = 1.2  # width to height of the free layout: the canvas between two panels on a laptop, with wide labels
NARROW = 0.62  # width to height of what stands between the two arcs, whose names stand outside of them
ROW = 36.0  # units of an arc that one actor takes
BULGE = 0.05  # how far the middle of an arc stands out from its ends, in heights of the arc
AISLE = 44.0  # units between an arc and the nearest cards, and between the cards of a camp and the shared ones: lines need room
SWEEPS = 12  # of ordering by the middle of the neighbours; more changes nothing that an eye sees
UNDECIDED = 0.02  # a camp coordinate nearer to 0 belongs to neither camp
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


def positions(boxes: Iterable[Box], ties: Iterable[Tie]) -> dict[str, tuple[int, int]]:
    """Coordinates of every box's centre, rounded, y downwards, centred on the origin, by key; boxes are pushed apart, and in two arcs none overlap.

    >>> positions([Box("rome", True, 40, 40)], [])
    {'rome': (0, 0)}
    """
    room = {box.key: box for box in sorted(boxes)}
    known = sorted(tie for tie in ties if tie.a in room and tie.b in room and tie.a != tie.b)
    outside = [key for key, box in room.items() if box.outside]
    points = without_overlap(room, _arcs(room, known, outside) if len(outside) <= ARCS_LIMIT else _free(room, known))
    return {key: (round(x), round(y)) for key, (x, y) in _centred(points).items()}


# -- two arcs ---------------------------------------------------------------------------------------------------------------------


def _arcs(room: Mapping[str, Box], ties: Sequence[Tie], outside: Sequence[str]) -> dict[str, Point]:
    """Columns from left to right: the actors of one camp, its own cards, the shared ones, the other camp's cards and its actors."""
    met = _neighbours(ties)
    side = _sides(outside, camps(ties), met)
    left, right = ([key for key in outside if side[key] == way] for way in (-1, 1))
    cards = [key for key, box in room.items() if not box.outside]
    groups = {way: [key for key in cards if _column(met.get(key, ()), side) == way] for way in (-1, 0, 1)}
    inner = _split(room, groups, max(len(left), len(right)) * ROW)
    columns = _ordered([left, *(column for way in (-1, 0, 1) for column in inner[way]), right], met)
    return _placed(room, columns, [len(inner[way]) for way in (-1, 0, 1)])


def _neighbours(ties: Sequence[Tie]) -> dict[str, list[str]]:
    """Whatever is tied to each key, each once, sorted."""
    found: dict[str, set[str]] = {}
    for tie in ties:
        found.setdefault(tie.a, set()).add(tie.b)
        found.setdefault(tie.b, set()).add(tie.a)
    return {key: sorted(keys) for key, keys in found.items()}


def _sides(outside: Sequence[str], camp: Mapping[str, Point], met: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """-1 or 1 by actor: the sign of the camp, the larger one on the left; who is in none stands with what they speak of, or fills up."""
    sign = {key: 0 if abs(at[0]) < UNDECIDED else -1 if at[0] > 0 else 1 for key, at in camp.items()}
    if sum(sign.get(key, 0) for key in outside) > 0:
        sign = {key: -way for key, way in sign.items()}
    found = {key: sign[key] for key in outside if sign.get(key)}
    if len(set(found.values())) < 2:  # noqa: PLR2004 - no opposition: two halves read better than one arc
        found = {
            key: (-1, 1)[at * 2 // len(outside)]
            for at, key in enumerate(sorted(outside, key=lambda key: (camp.get(key, (0.0, 0.0))[1], key)))
        }
    for key in outside:
        if key not in found:
            towards = sum(sign.get(other, 0) for other in met.get(key, ()))
            found[key] = (1 if towards > 0 else -1) if towards else -1 if sum(found.values()) > 0 else 1
    return found


def _column(holders: Iterable[str], side: Mapping[str, int]) -> int:
    """Of a card: the side on which all who speak of it stand, 0 where they stand on both."""
    sides = {side[key] for key in holders if key in side}
    return sides.pop() if len(sides) == 1 else 0


def _split(room: Mapping[str, Box], groups: Mapping[int, Sequence[str]], least: float) -> dict[int, list[list[str]]]:
    """Each group of cards in as many columns as keep the picture upright; an empty group has none."""
    area = sum((room[key].width + GAP) * (room[key].height + 2 * GAP) for keys in groups.values() for key in keys)
    height = max(least, sqrt(area / NARROW), 1.0)
    found: dict[int, list[list[str]]] = {}
    for way, keys in groups.items():
        count = ceil(sum(room[key].height + GAP for key in keys) / height)
        found[way] = [list(keys[at::count]) for at in range(count)]
    return found


def _ordered(columns: list[list[str]], met: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each column by the middle of its neighbours' heights, again and again: fewer lines cross (Sugiyama's barycentres)."""
    columns = [sorted(column) for column in columns]
    for _ in range(SWEEPS):
        height = {key: (at + 0.5) / len(column) for column in columns for at, key in enumerate(column)}
        middle = {key: _mean([height[other] for other in met.get(key, ()) if other in height], height[key]) for key in height}
        columns = [sorted(column, key=lambda key: (round(middle[key], 9), key)) for column in columns]
    return columns


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _placed(room: Mapping[str, Box], columns: Sequence[Sequence[str]], counts: Sequence[int]) -> dict[str, Point]:
    """Every column spread over the height of the highest, the outer ones bent outwards."""
    height = max((sum(_pitch(room[key]) for key in column) for column in columns), default=0.0)
    xs = _across(room, columns, counts)
    found = {}
    for number, (column, x) in enumerate(zip(columns, xs, strict=True)):
        bend = (-1, 1)[number > 0] if number in {0, len(columns) - 1} else 0
        for key, y in _down(room, column, height):
            out = bend * BULGE * height * (1 - (2 * y / height) ** 2) if height else 0.0
            found[key] = (x + out, y)
    return found


def _pitch(box: Box) -> float:
    return ROW if box.outside else box.height + GAP


def _across(room: Mapping[str, Box], columns: Sequence[Sequence[str]], counts: Sequence[int]) -> list[float]:
    """The middle of each column; an aisle stands between the camps' columns and the shared ones, a gap within each of the three."""
    widths = [0.0 if number in {0, len(columns) - 1} else max(room[key].width for key in column) for number, column in enumerate(columns)]
    ends = {0} | {sum(counts[: at + 1]) for at in range(3)}
    xs = [0.0]
    for number, (one, other) in enumerate(pairwise(widths)):
        xs.append(xs[-1] + (one + other) / 2 + (AISLE if number in ends else GAP * 2))
    return xs


def _down(room: Mapping[str, Box], column: Sequence[str], height: float) -> Iterable[tuple[str, float]]:
    """Keys of a column with their heights, the room that is left shared out evenly."""
    spare = (height - sum(_pitch(room[key]) for key in column)) / max(len(column), 1)
    y = -height / 2
    for key in column:
        step = _pitch(room[key]) + spare
        yield key, y + step / 2
        y += step


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
