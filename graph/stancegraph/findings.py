"""R5 to R9: where positions or numbers do not go together, over time, between actors, within a collective (LANGUAGE 4, "Rules").

Verdicts of the gate in, contradictions, shifts, agreements, divisions and figure conflicts out. Pairs are counted by sorting, never
compared one by one; the one product that is a matrix, R7, is a generator of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from stancegraph.gate import Reason
from stancegraph.products import ProductKind, product
from stancegraph.records import ActorType, Scope, Status
from stancegraph.stances import NOT_NEUTRAL, OPEN_END, OPEN_START, compatible, figure_id, latest, merged, position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.gate import Verdict
    from stancegraph.products import Derived, Product
    from stancegraph.records import Annotations, Figure, Statement
    from stancegraph.stances import Interval

__all__ = ["Agreement", "agreements", "by_pair", "contradictions", "divisions", "figure_conflicts", "shifts"]

SHOWN: Final = 5  # figures that the sentence of a conflict names
PAST: Final = "~"  # makes an ISO day sort after itself and before the next day
TIMES: Final = {
    "overlap": "for times that overlap",
    "apart": "for times apart from each other",
    "unknown": "whether for the same time is not known",
}

Pairs: TypeAlias = "Mapping[tuple[str, str], list[Verdict]]"
"""Verdicts with an interval by (holder, target)."""


class Opposites(NamedTuple):
    """Two disjoint intervals of one holder on one target, with the statements that have each."""

    holder: str
    target: str
    a: Interval
    b: Interval
    with_a: list[Statement]
    with_b: list[Statement]


def by_pair(verdicts: Iterable[Verdict]) -> dict[tuple[str, str], list[Verdict]]:
    """Verdicts that have an interval, by (actor, object), in the order given."""
    groups: defaultdict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.interval is not None:
            groups[verdict.statement.actor, verdict.statement.object].append(verdict)
    return groups


def _opposites(pairs: Pairs, left_out: frozenset[str] = frozenset()) -> Iterator[Opposites]:
    for (holder, target), verdicts in pairs.items():
        # Most pairs have one statement, most of the others one side.
        if len(verdicts) == 1 or len({v.interval for v in verdicts}) == 1:
            continue
        sides: defaultdict[Interval, list[Statement]] = defaultdict(list)
        for v in verdicts:
            if v.interval is not None and v.statement.id not in left_out:
                sides[v.interval].append(v.statement)
        for a, b in combinations(sorted(sides), 2):
            if not compatible(a, b):
                yield Opposites(holder, target, a, b, sides[a], sides[b])


def contradictions(annotations: Annotations, pairs: Pairs, replaced: frozenset[str] = frozenset()) -> Iterator[Product]:
    """R5: two stances of one actor on one target, disjoint, neither later; the same day and undated included.

    One product for each pair of intervals, with every statement that has its opposite. What a coder marked as superseded (`replaced`)
    contradicts nothing.
    """
    for holder, target, a, b, with_a, with_b in _opposites(pairs, replaced):
        premises = [*_at_the_same_time(with_a, with_b), *_at_the_same_time(with_b, with_a)]
        if premises:
            words = f"{annotations.label(holder)} both {position(a)} and {position(b)} {annotations.label(target)}"
            yield product(
                "R5",
                ProductKind.CONTRADICTION,
                target=target,
                premises=premises,
                text=f"{words}, and neither is later.",
                holder=holder,
                interval=a,
                other=b,
            )


def _at_the_same_time(statements: list[Statement], others: list[Statement]) -> list[str]:
    """Ids of the statements for which one of the others is neither earlier nor later."""
    starts, ends = sorted(s.time[0] for s in others), sorted(s.time[1] for s in others)
    # Others that began by our last day, less those of them that were over before our first.
    return [s.id for s in statements if bisect_right(starts, s.time[1]) > bisect_left(ends, s.time[0])]


def shifts(annotations: Annotations, pairs: Pairs) -> Iterator[Product]:
    """R6: two stances of one actor on one target, disjoint, one later: from `interval`, the earlier, to `other`.

    One product for each direction between two intervals, with every statement that has a later or an earlier opposite.
    """
    for found in _opposites(pairs):
        yield from _shift(annotations, found)
        yield from _shift(annotations, found._replace(a=found.b, b=found.a, with_a=found.with_b, with_b=found.with_a))


def _shift(annotations: Annotations, found: Opposites) -> Iterator[Product]:
    """The shift from `a` to `b`, if any statement with `b` is later than one with `a`."""
    holder, target, before, after, earlier, later = found
    first_end, last_start = min(s.time[1] for s in earlier), max(s.time[0] for s in later)
    if last_start > first_end:
        words = f"{annotations.label(holder)} first {position(before)}, later {position(after)} {annotations.label(target)}"
        yield product(
            "R6",
            ProductKind.SHIFT,
            target=target,
            premises=[*(s.id for s in earlier if s.time[1] < last_start), *(s.id for s in later if s.time[0] > first_end)],
            text=f"{words}.",
            holder=holder,
            interval=before,
            other=after,
        )


class Agreement(NamedTuple):
    """Two actors (a before b) with a stance on one target; `premises` the two ids, in the same order.

    `kind`: `agreement` where both take the same position, `conflict` where the two intervals are disjoint, else `compatible`: who does
    not support what another opposes does not agree with him, and does not contradict him either.
    """

    a: str
    b: str
    target: str
    kind: Literal["agreement", "compatible", "conflict"]
    premises: tuple[str, str]


def agreements(derived: Derived, *, also: Iterable[Product] = ()) -> Iterator[Agreement]:
    """R7: for each target every two actors with a stance on it, by target and actors, and whether they agree.

    Explicit stances only, unless derived ones are given as `also`: those count one disagreement several times. Contested stances,
    which meet everything, are left out. The number of results is quadratic in the actors of a target, which is why they are no part
    of `Derived`; for large codings use the matrices of `measures`.
    """
    held: defaultdict[str, list[tuple[str, str, Interval]]] = defaultdict(list)
    for stance in derived.stances:
        if not stance.contested:
            held[stance.target].append((stance.holder, stance.id, stance.interval))
    for found in also:
        if found.kind is ProductKind.DERIVED_STANCE and found.holder is not None and found.interval is not None:
            held[found.target].append((found.holder, found.id, found.interval))
    for target in sorted(held):
        for (a, first, one), (b, second, other) in combinations(sorted(held[target]), 2):
            if a != b:
                yield Agreement(a, b, target, _kind(one, other), (first, second))


def _kind(one: Interval, other: Interval) -> Literal["agreement", "compatible", "conflict"]:
    if not compatible(one, other):
        return "conflict"
    return "agreement" if one == other != NOT_NEUTRAL else "compatible"  # two who are not neutral may stand on either side


class Wing(NamedTuple):
    """A whole actor, or the part of it that a scope names, with its latest interval and the statements that give it."""

    actor: str
    interval: Interval
    statements: tuple[str, ...]
    limits: tuple[str, ...] = ()
    """What the gate holds against them, in words for a reader: "many", "on a condition", "planned"."""


def divisions(annotations: Annotations, verdicts: Iterable[Verdict], replaced: frozenset[str] = frozenset()) -> Iterator[Product]:
    """R8: members or classes of a collective C, or C itself, disjoint on one target: division within C.

    Each actor counts with its latest statements; of one actor, parts under different scopes ("most", "some") count each for itself.
    `sides` are the actors that support, that oppose, and the others that are disjoint with any of them; an actor with wings on both
    sides stands on both. Membership is taken as declared, one step deep.
    """
    camps: defaultdict[tuple[str, str], list[Wing]] = defaultdict(list)
    collectives = _collectives(annotations)
    for (actor, target), group in by_pair(v for v in verdicts if v.statement.actor in collectives).items():
        wings = list(_wings(actor, [v for v in group if v.statement.id not in replaced] or group))
        for collective in collectives[actor]:
            camps[collective, target] += wings
    for (collective, target), wings in camps.items():
        lower, upper = max(w.interval[0] for w in wings), min(w.interval[1] for w in wings)
        if lower > upper:
            yield _division(annotations, collective, target, [w for w in wings if w.interval[0] > upper or w.interval[1] < lower])


def _collectives(annotations: Annotations) -> dict[str, tuple[str, ...]]:
    """Actor to the collectives its word counts in: itself, those it is a member of, the one whose members it is a class of.

    A class is no collective of its own where it stands for the members of one: the division would be told twice. Who is neither a
    collective nor in one is left out.
    """
    found: dict[str, tuple[str, ...]] = {}
    for slug, actor in annotations.actors.items():
        if actor.member_of or actor.members_of:
            found[slug] = (*actor.member_of, *([actor.members_of] if actor.members_of else []))
    joined = {name for above in found.values() for name in above}
    for slug, actor in annotations.actors.items():
        if slug in joined or (actor.collective and (actor.type is not ActorType.CLASS or actor.members_of is None)):
            found[slug] = (slug, *found.get(slug, ()))
    return {slug: tuple(sorted(set(above))) for slug, above in found.items()}


def _wings(actor: str, verdicts: list[Verdict]) -> Iterator[Wing]:
    last = {s.id for s in latest(v.statement for v in verdicts)}
    parts: defaultdict[Scope, list[Verdict]] = defaultdict(list)
    for v in verdicts:
        if v.statement.id in last:
            parts[v.statement.scope].append(v)
    for found in parts.values():
        interval, _ = merged(v.interval for v in found if v.interval is not None)
        yield Wing(actor, interval, tuple(v.statement.id for v in found), _limits(found))


def _limits(verdicts: list[Verdict]) -> tuple[str, ...]:
    """The scope, and what every one of the statements is held back for: a reader must not take it for a plain position."""
    scope = verdicts[0].statement.scope
    shared = frozenset.intersection(*(frozenset(v.codes) for v in verdicts))
    return (*([str(scope)] if scope is not Scope.ALL else []), *(word for reason, word in _LIMITS.items() if reason in shared))


_LIMITS = {Reason.CONDITIONAL: "on a condition", Reason.NOT_YET_ACTUAL: "planned"}


def _division(annotations: Annotations, collective: str, target: str, wings: list[Wing]) -> Product:
    label = annotations.label
    supporters = sorted({w.actor for w in wings if w.interval[0] > 0})
    opponents = sorted({w.actor for w in wings if w.interval[1] < 0})
    others = sorted({w.actor for w in wings if w.interval[0] <= 0 <= w.interval[1]})
    named = ((supporters, "for"), (opponents, "against"), (others, "between"))
    limits = {w.actor: w.limits for w in wings if w.limits}
    called = {w.actor: label(w.actor) + (f" ({', '.join(limits[w.actor])})" if w.actor in limits else "") for w in wings}
    words = "; ".join(f"{word} {', '.join(called[slug] for slug in slugs)}" for slugs, word in named if slugs)
    return product(
        "R8",
        ProductKind.DIVISION,
        target=target,
        premises=(name for w in wings for name in w.statements),
        text=f"{label(collective)} is divided on {label(target)}: {words}.",
        holder=collective,
        sides=(tuple(supporters), tuple(opponents), tuple(others)),
    )


class Reported(NamedTuple):
    """A figure as numbers: `low` to `high`, both inclusive, infinite when open; `days` its first and last day, None when unknown."""

    id: str
    low: float
    high: float
    days: tuple[str, str] | None
    text: str


def figure_conflicts(annotations: Annotations) -> Iterator[Product]:
    """R9: one act, one measure, numbers whose bounds do not meet; `times` says whether the times of two such overlap.

    "about" does not widen a number; "over", "at least", "under" and "at most" leave one side open and count the number itself in.
    `times` is overlap when any two in conflict share a day, else unknown when any of them has no time, else apart. A figure's time is
    its own `when:`, else its statement's; a report's date says nothing about the day a number was true. Retracted statements give none.
    """
    groups: defaultdict[tuple[str, str], dict[str, Reported]] = defaultdict(dict)
    for statement in annotations.statements:
        if statement.status is not Status.RETRACTED:
            for figure in statement.figures:
                if figure.low is not None or figure.high is not None:
                    found = _reported(statement, figure)
                    groups[statement.object, figure.measure].setdefault(found.id, found)
    for (act, measure), figures in groups.items():
        lowest, highest = min(f.high for f in figures.values()), max(f.low for f in figures.values())
        if highest > lowest:
            rivals = [f for f in figures.values() if f.low > lowest or f.high < highest]
            yield _figure_conflict(annotations, act, measure, rivals)


def _reported(statement: Statement, figure: Figure) -> Reported:
    when = figure.when or statement.when
    days = None if when is None or (when.start is None and when.end is None) else (when.start or OPEN_START, when.end or OPEN_END)
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    return Reported(figure_id(statement, figure), low, high, days, figure.text)


def _figure_conflict(annotations: Annotations, act: str, measure: str, figures: list[Reported]) -> Product:
    """The conflict among figures of which each has another whose bounds it does not meet."""
    label = annotations.label(act)
    ordered = sorted(figures, key=lambda f: (f.low, f.high, f.text, f.id))
    values = list(dict.fromkeys(f.text for f in ordered))
    shown = ", ".join(values[:SHOWN]) + (f" and {len(values) - SHOWN} more" if len(values) > SHOWN else "")
    times = _times(figures)
    return product(
        "R9",
        ProductKind.FIGURE_CONFLICT,
        target=act,
        premises=(f.id for f in figures),
        text=f"Reports differ on {measure.replace('-', ' ')} of {label}: {shown}; {TIMES[times]}.",
        measure=measure,
        times=times,
    )


def _times(figures: list[Reported]) -> str:
    dated = [(f.low, f.high, *f.days) for f in figures if f.days is not None]
    # Two that are disjoint and share a day: counted as those that began in time, less those that were over before.
    began = _dominated([(high, start) for _, high, start, _ in dated], [(low, end) for low, _, _, end in dated])
    over = _dominated([(high, end + PAST) for _, high, _, end in dated], [(low, start) for low, _, start, _ in dated])
    if began > over:
        return "overlap"
    return "apart" if len(dated) == len(figures) else "unknown"


def _dominated(points: list[tuple[float, str]], queries: list[tuple[float, str]]) -> int:
    """How many pairs of a point and a query have the point's number below the query's and its day not after; n log n (Fenwick tree)."""
    days = sorted({day for _, day in points})
    counts = [0] * (len(days) + 1)
    waiting = sorted(points)
    total = at = 0
    for number, day in sorted(queries):
        while at < len(waiting) and waiting[at][0] < number:
            slot = bisect_right(days, waiting[at][1])
            while slot < len(counts):
                counts[slot] += 1
                slot += slot & -slot
            at += 1
        slot = bisect_right(days, day)
        while slot:
            total += counts[slot]
            slot &= slot - 1
    return total
