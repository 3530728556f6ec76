"""Questions whose answers are matrices: who is with whom, against whom, and where each member stands.

Rows that grow with the statements come from SPARQL; what is set against each other is set so here, by counting (DESIGN, ENGINES:
"Pairs of actors that agree on k issues are matrix work"). An answer that would grow with the square of the actors is cut, the most
telling rows first, and its `more` says by how many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from stancegraph.engines import Literal, Table
from stancegraph.engines.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from stancegraph.engines import Row, Term
    from stancegraph.engines.terms import Value

    Matrix: TypeAlias = NDArray[np.float32]

__all__ = ["MOST", "NAMED", "PAIRED", "STEPS", "allies_and_opponents", "coalitions", "members", "opposed_pairs", "shared_issues"]

MOST: Final = 10_000
"""Pairs that an answer lists; members times targets up to which those without a position are listed too."""
NAMED: Final = 100
"""Actors that a cell names; it says how many more there are."""
BLOCK: Final = 1024  # actors whose row of the matrix is made at a time: 8 MB at 2,000 actors


# --- Pairs of actors ---


class Sides(NamedTuple):
    """Who takes which full side on what, as two matrices of 0 and 1: a row an actor (by IRI), a column a target (by name)."""

    actors: list[Value]
    targets: list[str]
    supports: Matrix
    opposes: Matrix


def coalitions(sides: Table, _bindings: Mapping[str, Term]) -> Table:
    """Two actors and the targets on which they take the same side, those with most in common first; at most `MOST` pairs.

    `sides` has the columns actor, position and target, one row for each latest, uncontested, full side.
    """
    return _pairs(sides, "together", same=True)


def opposed_pairs(sides: Table, _bindings: Mapping[str, Term]) -> Table:
    """Two actors and the targets on which they take opposite sides, as for `coalitions`."""
    return _pairs(sides, "apart", same=False)


def _pairs(sides: Table, count: str, *, same: bool) -> Table:
    columns = ("actor", "other", count, "on")
    if not len(sides):
        return Table(columns, (), sides.base)
    found = _sides(sides)
    first, second = (found.supports, found.opposes) if same else (found.opposes, found.supports)
    best, total = _closest(found, first, second)
    rows = tuple(_pair(found, first, second, pair) for pair in best)
    return Table(columns, rows, sides.base, more=total - len(rows))


def _sides(table: Table) -> Sides:
    import numpy as np  # noqa: PLC0415 - other questions need no matrix

    rows = [(actor, str(target).rpartition("/")[2], str(position)) for actor, position, target in table]
    actors: list[Value] = sorted({actor for actor, _, _ in rows}, key=str)
    targets = sorted({target for _, target, _ in rows})
    row = {actor: n for n, actor in enumerate(actors)}
    column = {target: n for n, target in enumerate(targets)}
    found = {word: np.zeros((len(actors), len(targets)), dtype=np.float32) for word in ("supports", "opposes")}
    for actor, target, position in rows:
        found[position][row[actor], column[target]] = 1
    return Sides(actors, targets, found["supports"], found["opposes"])


def _closest(sides: Sides, first: Matrix, second: Matrix) -> tuple[list[tuple[int, int, int]], int]:
    """The `MOST` pairs (actor, other, targets shared) that share most, then by name; and how many pairs share any.

    Shared are supported targets that `first` has too and opposed ones that `second` has too: a product of matrices, block by block.
    """
    import numpy as np  # noqa: PLC0415 - as above

    best = np.zeros((0, 3), dtype=np.int64)
    total = 0
    for start in range(0, len(sides.actors), BLOCK):
        rows = slice(start, start + BLOCK)
        shared = np.triu(sides.supports[rows] @ first.T + sides.opposes[rows] @ second.T, k=start + 1)
        actor, other = np.nonzero(shared)
        total += len(actor)
        best = np.concatenate([best, np.column_stack([actor + start, other, shared[actor, other].astype(np.int64)])])
        best = best[np.lexsort((best[:, 1], best[:, 0], -best[:, 2]))[:MOST]]
    return [(int(a), int(b), int(n)) for a, b, n in best], total


def _pair(sides: Sides, first: Matrix, second: Matrix, pair: tuple[int, int, int]) -> Row:
    actor, other, shared = pair
    on = (sides.supports[actor] * first[other] + sides.opposes[actor] * second[other]).nonzero()[0]
    names = _listed([sides.targets[n] for n in on])
    return sides.actors[actor], sides.actors[other], Literal(str(shared), f"{XSD}integer"), Literal(names)


def _listed(names: list[str]) -> str:
    """Names in one cell, and how many more there are."""
    more = len(names) - NAMED
    return " | ".join([*names[:NAMED], f"and {more:,} more"] if more > 0 else names)


# --- Statements against statements ---

LEVELS: Final[Mapping[str, float]] = {"opposes": -1, "does not support": -0.5, "is neutral on": 0, "does not oppose": 0.5, "supports": 1}
"""Positions on the scale of discourse networks: the midpoints of their intervals (NETWORKS 9)."""

Said: TypeAlias = "Mapping[Value, Mapping[Value, Mapping[str, list[str]]]]"
"""By actor, target and position the ids of the statements."""


class Meetings(NamedTuple):
    """Pairs of actors (by number) that have spoken on one thing, those whose statements meet most often first, and the rows of all pairs."""

    pairs: list[tuple[int, int]]
    rows: int


def shared_issues(facts: Table, bindings: Mapping[str, Term]) -> Table:
    """For each pair of actors, from both ends, the targets of both by position, with what they add to congruence and conflict; at most `MOST` rows.

    Congruence C = n·n'·(1 - d) and conflict D = n·n'·d, d being the distance of the positions divided by 2 (NETWORKS 2, 9); the last
    row of a pair has no target and holds the sums, and the numbers of all statements of the two, half of which the average divides by.

    `facts` has the columns actor, position, target and statement. Of more rows than `MOST` the pairs whose statements meet most often
    come whole, at least one.
    """
    columns = ("actor", "position", "n", "other", "other_position", "other_n", "target", "congruence", "conflict", "evidence")
    said = _said(facts)
    actors = sorted(said, key=str)
    found = _meetings(said, actors, bindings)
    rows: list[Row] = []
    for i, j in found.pairs:
        own = _meeting(said, (actors[i], actors[j]), bindings.get("target"))
        if rows and len(rows) + len(own) > MOST:
            break
        rows += own
    return Table(columns, tuple(rows), facts.base, more=found.rows - len(rows))


def _said(facts: Table) -> Said:
    said: defaultdict[Value, defaultdict[Value, defaultdict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for actor, position, target, statement in facts:
        said[actor][target][str(position)].append(str(statement).removeprefix(facts.base))
    return said


def _meetings(said: Said, actors: list[Value], bindings: Mapping[str, Term]) -> Meetings:
    """The pairs that have rows, at most `MOST`: products of matrices, block by block, of how often and in how many positions they spoke."""
    import numpy as np  # noqa: PLC0415 - as above

    heard = Counter(target for own in said.values() for target in own)
    targets = {target: at for at, target in enumerate(sorted((t for t, holders in heard.items() if holders > 1), key=str))}
    often, positions = (np.zeros((len(actors), len(targets)), dtype=np.float32) for _ in range(2))
    for row, actor in enumerate(actors):
        for target, by_position in said[actor].items():
            if target in targets:
                often[row, targets[target]] = sum(map(len, by_position.values()))
                positions[row, targets[target]] = len(by_position)
    asked = bindings.get("target")
    shown = positions if asked is None else positions[:, [at for target, at in targets.items() if target == asked]]
    mine, theirs = ([n for n, actor in enumerate(actors) if actor == bindings.get(name, actor)] for name in ("actor", "other"))
    best, total = np.zeros((0, 3)), 0
    for start in range(0, len(mine), BLOCK):
        block = mine[start : start + BLOCK]
        rows, met = shown[block] @ shown[theirs].T, often[block] @ often[theirs].T
        rows[np.asarray(block)[:, None] == np.asarray(theirs)[None, :]] = 0
        one, other = rows.nonzero()
        total += int(rows.sum(dtype=np.float64)) + (len(one) if asked is None else 0)
        best = np.concatenate([best, np.column_stack([np.asarray(block)[one], np.asarray(theirs)[other], met[one, other]])])
        best = best[np.lexsort((best[:, 1], best[:, 0], -best[:, 2]))[:MOST]]
    return Meetings([(int(one), int(other)) for one, other, _ in best], total)


def _meeting(said: Said, pair: tuple[Value, Value], asked: Term | None) -> list[Row]:
    """The rows of two actors, by target and position; the sums last, unless one target is asked for."""
    one, other = (said[actor] for actor in pair)
    rows: list[Row] = []
    sums = [0.0, 0.0]
    for target in sorted(_asked(one.keys() & other.keys(), asked), key=str):
        for (position, mine), (other_position, theirs) in product(_by_level(one[target]), _by_level(other[target])):
            apart = abs(LEVELS[position] - LEVELS[other_position]) / 2
            added = len(mine) * len(theirs) * (1 - apart), len(mine) * len(theirs) * apart
            sums = [total + more for total, more in zip(sums, added, strict=True)]
            sides = (pair[0], Literal(position), _integer(len(mine)), pair[1], Literal(other_position), _integer(len(theirs)))
            rows.append((*sides, target, *map(_decimal, added), Literal(_listed([*sorted(mine), *sorted(theirs)]))))
    if asked is None:
        every = [_integer(sum(len(ids) for by_position in own.values() for ids in by_position.values())) for own in (one, other)]
        rows.append((pair[0], None, every[0], pair[1], None, every[1], None, *map(_decimal, sums), None))
    return rows


def _by_level(by_position: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return sorted(by_position.items(), key=lambda item: LEVELS[item[0]])


def _integer(number: int) -> Literal:
    return Literal(str(number), f"{XSD}integer")


def _decimal(number: float) -> Literal:
    """A multiple of a quarter, without what is not needed."""
    return Literal(f"{number:.2f}".rstrip("0").rstrip("."), f"{XSD}decimal")


# --- Camps ---


def allies_and_opponents(sides: Table, bindings: Mapping[str, Term]) -> Table:
    """For each side that an actor takes the others on it, and those on the other one; a cell names at most `NAMED` of them.

    `sides` as for `coalitions`.
    """
    camps: defaultdict[tuple[Value, str], list[str]] = defaultdict(list)
    for actor, position, target in sorted(sides, key=lambda row: str(row[0])):
        camps[target, str(position)].append(str(actor).rpartition("/")[2])
    for camp in camps.values():
        camp.sort()
    against = {"supports": "opposes", "opposes": "supports"}
    rows = (
        (actor, position, target, Literal(_others(camps[target, str(position)], actor)), _camp(camps.get((target, against[str(position)]))))
        for actor, position, target in sorted(sides, key=lambda row: (str(row[0]), str(row[2])))
        if all(cell == bindings.get(name, cell) for name, cell in (("actor", actor), ("position", position), ("target", target)))
    )
    return Table(("actor", "position", "target", "with", "against"), tuple(rows), sides.base)


def _camp(names: list[str] | None) -> Value:
    return Literal(_listed(names)) if names else None


def _others(camp: list[str], actor: Value) -> str:
    """A camp without the actor; so many names that one may go are taken, not the camp."""
    name = str(actor).rpartition("/")[2]
    shown = [other for other in camp[: NAMED + 1] if other != name][:NAMED]
    more = len(camp) - 1 - len(shown)
    return " | ".join([*shown, f"and {more:,} more"] if more > 0 else shown)


# --- Members ---


class Standing(NamedTuple):
    """Where one member stands on one target: the position in words, and since when (None: not known)."""

    position: Value
    since: Value


def members(facts: Table, bindings: Mapping[str, Term]) -> Table:
    """Each member of a collective on each target that any of them takes a position on.

    `facts` has the columns collective, member, target, position, from and withheld: a row for each membership, each stance, and each
    reason that holds back a statement of a member. Where members times targets are more than `MOST`, members without a position are
    left out.
    """
    within: defaultdict[Value, set[Value]] = defaultdict(set)
    stated: dict[tuple[Value, Value], Standing] = {}
    withheld: defaultdict[tuple[Value, Value], set[str]] = defaultdict(set)
    for collective, member, target, position, since, held_back in facts:
        if collective is not None:
            within[collective].add(member)
        elif position is not None:
            stated[member, target] = Standing(position, since)
        else:
            withheld[member, target].add(str(held_back))
    known: defaultdict[Value, dict[Value, Standing]] = defaultdict(dict)
    for (member, target), words in withheld.items():
        known[member][target] = Standing(Literal(" | ".join(sorted(words))), None)
    for (member, target), standing in stated.items():
        known[member][target] = standing
    return _grid(within, known, bindings, facts.base)


def _grid(
    within: Mapping[Value, set[Value]], known: Mapping[Value, Mapping[Value, Standing]], bindings: Mapping[str, Term], base: str
) -> Table:
    """The rows of `members`, by collective, target, position and member."""
    grid = []
    for collective in sorted(_asked(within, bindings.get("collective")), key=str):
        taken_up = {target for member in within[collective] for target in known.get(member, ())}
        targets = sorted(_asked(taken_up, bindings.get("target")), key=str)
        grid.append((collective, targets, _asked(within[collective], bindings.get("member"))))
    cells = sum(len(targets) * len(inside) for _, targets, inside in grid)
    rows: list[Row] = []
    for collective, targets, inside in grid:
        standing: defaultdict[Value, list[tuple[Value, Standing]]] = defaultdict(list)
        for member in sorted(inside, key=str):
            for target in targets if cells <= MOST else known.get(member, ()):
                standing[target].append((member, known.get(member, {}).get(target, Standing(None, None))))
        for target in targets:
            for member, (position, since) in sorted(standing[target], key=lambda cell: str(cell[1].position or "")):
                rows.append((collective, target, position, member, since))
    return Table(("collective", "target", "position", "member", "from"), tuple(rows), base, more=cells - len(rows))


def _asked(things: Iterable[Value], wanted: Term | None) -> list[Value]:
    """The things, or of them the one that is asked for."""
    return [thing for thing in things if wanted is None or thing == wanted]


Step: TypeAlias = "Callable[[Table, Mapping[str, Term]], Table]"

STEPS: Final[Mapping[str, Step]] = {
    "allies-and-opponents": allies_and_opponents,
    "coalitions": coalitions,
    "members": members,
    "opposed-pairs": opposed_pairs,
    "shared-issues": shared_issues,
}
"""The named questions whose SPARQL gives rows to count, and what makes their answers of them; parameters are for the latter."""

PAIRED: Final[Mapping[str, tuple[str, ...]]] = {"shared-issues": ("actor", "other")}
"""Of those the ones whose pair, if both ends are asked for, is counted from the rows of these two: the first names the variable of either."""
