"""Polarity and time of single statements, as pure functions: intervals, what an act implies, which statement is the later one.

A relation table and statements in, intervals and orderings out (LANGUAGE 3). Everything that judges or derives counts with these.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from stancegraph import vocabulary
from stancegraph.relations import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.records import Annotations, Figure, Statement
    from stancegraph.relations import Relation

__all__ = [
    "NEUTRAL",
    "NOT_NEUTRAL",
    "NOT_OPPOSE",
    "NOT_SUPPORT",
    "OPEN_END",
    "OPEN_START",
    "OPPOSE",
    "POSITIONS",
    "SUPPORT",
    "Interval",
    "compatible",
    "figure_id",
    "implied",
    "interval_of",
    "later",
    "latest",
    "merged",
    "mirrored",
    "polarity_of",
    "position",
    "relation_closure",
    "told",
]

Interval: TypeAlias = tuple[int, int]
"""The positions a statement leaves open, as inclusive bounds inside {-1, 0, 1}."""

SUPPORT: Final[Interval] = (1, 1)
OPPOSE: Final[Interval] = (-1, -1)
NEUTRAL: Final[Interval] = (0, 0)
NOT_SUPPORT: Final[Interval] = (-1, 0)
NOT_OPPOSE: Final[Interval] = (0, 1)
NOT_NEUTRAL: Final[Interval] = (-1, 1)

OPEN_START: Final = ""
"""A time's lower bound when nothing bounds it: it sorts before every ISO day."""
OPEN_END: Final = "9999-12-31"
"""A time's upper bound when nothing bounds it: no ISO day sorts after it."""

AFFIRMED: Final[dict[int, Interval]] = {1: SUPPORT, 0: NEUTRAL, -1: OPPOSE}
NEGATED: Final[dict[int, Interval]] = {1: NOT_SUPPORT, 0: NOT_NEUTRAL, -1: NOT_OPPOSE}

POSITIONS: Final[dict[Interval, str]] = {
    SUPPORT: "supports",
    OPPOSE: "opposes",
    NEUTRAL: "is neutral on",
    NOT_SUPPORT: "does not support",
    NOT_OPPOSE: "does not oppose",
    NOT_NEUTRAL: "is not neutral on",
}


def interval_of(relations: Mapping[str, Relation], slug: str, *, negated: bool) -> Interval | None:
    """The interval of a stance relation, affirmed or negated; None for acts, relations and what the table does not have.

    Negation is not inversion (LANGUAGE 3): who does not support may be neutral. A relation without a polarity of its own has that of
    the nearest relation it `is`.
    """
    relation = relations.get(slug)
    if relation is None or relation.kind is not RelationKind.STANCE:
        return None
    polarity = polarity_of(relations, slug)
    return None if polarity is None else (NEGATED if negated else AFFIRMED)[polarity]


def polarity_of(relations: Mapping[str, Relation], slug: str) -> int | None:
    """The polarity of a relation, else that of the nearest relation it `is`, else None."""
    for ancestor in _upwards(relations, slug):
        polarity = relations[ancestor].polarity
        if polarity is not None:
            return polarity
    return None


def relation_closure(relations: Mapping[str, Relation], slug: str) -> frozenset[str]:
    """The relation and every declared relation that it `is`, at any distance; a circle ends where it closes."""
    return frozenset(_upwards(relations, slug)) | {slug}


def _upwards(relations: Mapping[str, Relation], slug: str) -> Iterator[str]:
    """The declared relations that `slug` is, itself first, then nearest first."""
    seen, level = {slug}, [slug] if slug in relations else []
    while level:
        yield from level
        above = dict.fromkeys(parent for child in level for parent in relations[child].is_ if parent in relations)
        level = [parent for parent in above if parent not in seen]
        seen.update(level)


def implied(relations: Mapping[str, Relation], statement: Statement) -> tuple[tuple[str, Interval], ...]:
    """The (target, interval) pairs that a statement's relation `implies`, sorted; () when it is negated (LANGUAGE 3, 4 R0).

    A row `{supports: for}` falls on what fills the slot `for`, a bare `supports` on the object. A sub-relation that implies nothing
    itself implies what the nearest relation it `is` implies.
    """
    if statement.negated:
        return ()
    rows = next((relations[slug].implies for slug in _upwards(relations, statement.relation) if relations[slug].implies), ())
    found: set[tuple[str, Interval]] = set()
    for stance, role in rows:
        side = interval_of(relations, stance, negated=False)
        if side is not None:
            found.update((target, side) for target in _fillers(statement, role))
    return tuple(sorted(found))


def _fillers(statement: Statement, role: str | None) -> tuple[str, ...]:
    if role is None:
        return (statement.object,)
    return next((slugs for name, slugs in statement.slots if name == role), ())


def compatible(a: Interval, b: Interval) -> bool:
    """Whether two intervals meet; two that do not are disjoint (LANGUAGE 3).

    >>> compatible(SUPPORT, NOT_OPPOSE), compatible(SUPPORT, NOT_SUPPORT)
    (True, False)
    """
    return a[0] <= b[1] and b[0] <= a[1]


def mirrored(side: Interval) -> Interval:
    """The interval seen from the negation of its target (LANGUAGE 4, R4).

    >>> mirrored(NOT_SUPPORT)
    (0, 1)
    """
    return -side[1], -side[0]


def merged(sides: Iterable[Interval]) -> tuple[Interval, bool]:
    """The intersection of at least one interval and False; where it is empty their hull and True, for contested (LANGUAGE 4).

    >>> merged([SUPPORT, NOT_OPPOSE]), merged([SUPPORT, OPPOSE])
    (((1, 1), False), ((-1, 1), True))
    """
    lower, upper = zip(*sides, strict=True)
    meet = max(lower), min(upper)
    return (meet, False) if meet[0] <= meet[1] else ((min(lower), max(upper)), True)


def position(side: Interval) -> str:
    """An interval in words: "supports", "does not oppose"."""
    return POSITIONS[side]


def told(annotations: Annotations, statement: Statement) -> str:
    """A statement as a plain sentence made of labels: "Russia does not support independence of Kosovo"."""
    verb = vocabulary.told(annotations.relations[statement.relation], negated=statement.negated)
    return f"{annotations.label(statement.actor)} {verb} {annotations.label(statement.object)}"


def later(a: Statement, b: Statement) -> bool:
    """Whether `a` is later than `b`: its lower bound lies after the other's upper bound (LANGUAGE 2); never when either is open there."""
    return a.time[0] > b.time[1]


def latest(statements: Iterable[Statement]) -> list[Statement]:
    """The statements to which none of the others is later, in the order given; [] from none. Linear: only the last lower bound matters."""
    pool = list(statements)
    bound = max((s.time[0] for s in pool), default=OPEN_START)
    return [s for s in pool if s.time[1] >= bound]


def figure_id(statement: Statement, figure: Figure) -> str:
    """The IRI after the base of a reported number: `f/<document or none>_<act>_<measure>_<h8>` (LANGUAGE 2).

    h8 is 8 hex digits of SHA-256 over value, words, qualifier, time and note: in one document the same number of the same act, said the
    same way, is one node however many statements carry it. Without a document nothing says that two numbers are one report, so the
    statement's id is hashed too.
    """
    when = figure.when.edtf if figure.when else ""
    owner = "" if statement.document else statement.id
    content = "\x1f".join((figure.value or "", figure.text, figure.qualifier or "", when, figure.note or "", owner))
    digest = sha256(content.encode()).hexdigest()[:8]
    return f"f/{statement.document or 'none'}_{statement.object}_{figure.measure}_{digest}"
