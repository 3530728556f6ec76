"""Who a speaker speaks for, where that principal itself stands, and what its word about others is worth (LANGUAGE 4, pass 2).

Actors with their offices and statements in; principals, sides and the worth of a third party's word out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.dates import overlap
from stancegraph.stances import compatible, implied, merged, position, relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.dates import Date
    from stancegraph.records import Actor, Annotations, Speaker, Statement
    from stancegraph.relations import Relation
    from stancegraph.stances import Interval

__all__ = ["Clue", "Enmity", "Offices", "Side", "Sides", "Source", "Worth", "bearings", "sides", "worth"]

HOSTILE: Final = frozenset({"opposes", "accuses", "threatens"})
"""An actor that does one of these to another, by that relation or one that `is` it, is its rival."""

NOBODY: Final[frozenset[str]] = frozenset()


class Clue(NamedTuple):
    """What a look at other statements found against one: in plain words, with the statements that show it."""

    text: str = ""
    premises: tuple[str, ...] = ()


class Source(NamedTuple):
    """A speaker with every actor it speaks for on that date; none when it speaks for itself."""

    speaker: str
    principals: frozenset[str]


class Worth(NamedTuple):
    """What speaks against a third party's word: as a rival's, as an interested party's; `about` is what is known of the source."""

    hostile: Clue | None
    interested: Clue | None
    about: str


class Side(NamedTuple):
    """Where an actor stands on a target; `premises` holds one statement for each interval that the latest ones have."""

    interval: Interval
    premises: tuple[str, ...]
    contested: bool = False
    """The latest ones disagree: `interval` is then their hull."""


class Enmity(NamedTuple):
    """What makes two actors rivals: the relation and the statement that says it, with actor and object as written there."""

    actor: str
    relation: str
    object: str
    statement: str


@dataclass(frozen=True, slots=True)
class Offices:
    """Who speaks for whom, and when; answers are kept, since a coding has few speakers and days."""

    actors: Mapping[str, Actor]
    _known: dict[tuple[str, str | None, str | None, str | None], frozenset[str]] = field(default_factory=dict, repr=False)

    def principals(self, speaker: Speaker, said: Date | None) -> frozenset[str]:
        """Every actor the speaker speaks for on that date, through any number of offices; empty for one who speaks for itself.

        An office counts when its time meets the bounds of `said`; an unknown date on either side counts as meeting. `Speaker.office`
        leaves only that first office.
        """
        actor = self.actors.get(speaker.actor)
        if actor is None or not actor.speaks_for:
            return NOBODY
        key = (speaker.actor, speaker.office, said.start if said else None, said.end if said else None)
        if key not in self._known:
            self._known[key] = self._reach(speaker, said)
        return self._known[key]

    def _reach(self, speaker: Speaker, said: Date | None) -> frozenset[str]:
        first = [name for name in self._offices(speaker.actor, said) if speaker.office in (None, name)]
        reached, waiting = set(first), first
        while waiting:
            for name in self._offices(waiting.pop(), said):
                if name not in reached:
                    reached.add(name)
                    waiting.append(name)
        return frozenset(reached - {speaker.actor})

    def _offices(self, slug: str, said: Date | None) -> Iterator[str]:
        actor = self.actors.get(slug)
        for office in actor.speaks_for if actor else ():
            if said is None or office.valid is None or overlap(office.valid, said):
                yield office.actor


@dataclass(frozen=True, slots=True)
class Sides:
    """Where principals stand: `on` by (actor, target), `enmities` by (actor, object) as written."""

    on: Mapping[tuple[str, str], Side]
    enmities: Mapping[tuple[str, str], Enmity]

    def between(self, a: str, b: str) -> Enmity | None:
        """What makes the two rivals, whichever of them said or did it; None when nothing coded does."""
        return self.enmities.get((a, b)) or self.enmities.get((b, a))


def bearings(relations: Mapping[str, Relation], statement: Statement, interval: Interval | None) -> tuple[tuple[str, Interval], ...]:
    """The (target, interval) pairs a statement speaks of: its own on the object, and what an un-negated act implies elsewhere."""
    if interval is not None:
        return ((statement.object, interval),)
    return implied(relations, statement)


def sides(annotations: Annotations, statements: Iterable[tuple[Statement, tuple[tuple[str, Interval], ...]]]) -> Sides:
    """The sides and enmities that statements with their bearings give; which statements may give one is the gate's affair.

    A side is the latest interval; of several latest ones the intersection, else the hull.
    """
    held: defaultdict[tuple[str, str], list[tuple[Statement, Interval]]] = defaultdict(list)
    enmities: dict[tuple[str, str], Enmity] = {}
    closures: dict[str, bool] = {}
    for statement, pairs in statements:
        for target, interval in pairs:
            held[statement.actor, target].append((statement, interval))
        if (
            statement.object in annotations.actors
            and not statement.negated
            and _hostile(annotations.relations, statement.relation, closures)
        ):
            enmity = Enmity(statement.actor, statement.relation, statement.object, statement.id)
            known = enmities.setdefault((statement.actor, statement.object), enmity)
            if enmity.statement < known.statement:
                enmities[statement.actor, statement.object] = enmity
    return Sides({key: _side(found) for key, found in held.items()}, enmities)


def _hostile(relations: Mapping[str, Relation], slug: str, known: dict[str, bool]) -> bool:
    if slug not in known:
        known[slug] = not HOSTILE.isdisjoint(relation_closure(relations, slug))
    return known[slug]


def _side(found: list[tuple[Statement, Interval]]) -> Side:
    if len(found) == 1:
        return Side(found[0][1], (found[0][0].id,))
    bound = max(statement.time[0] for statement, _ in found)
    # One witness an interval: a position held in thousands of places need not be listed at each statement it compromises.
    witness: dict[Interval, str] = {}
    for statement, interval in found:
        if statement.time[1] >= bound:
            witness[interval] = min(statement.id, witness.get(interval, statement.id))
    interval, contested = merged(witness)
    return Side(interval, tuple(sorted(witness.values())), contested)


def worth(
    annotations: Annotations,
    held: Sides,
    statement: Statement,
    pairs: tuple[tuple[str, Interval], ...],
    sources: tuple[Source, ...],
) -> Worth:
    """What a third party's statement is worth, by what its speakers' principals themselves hold (LANGUAGE 4, pass 2).

    `pairs` is what the statement bears on. It is tainted only if every speaker is: one who has no side in the matter vouches for the
    rest. A speaker is tainted if any principal is; every finding is kept.
    """
    hostile: list[Clue] = []
    interested: list[Clue] = []
    about: list[str] = []
    trusted = False
    for source in sources:
        principals = sorted(source.principals) or [source.speaker]
        rivals = [clue for name in principals for clue in _rivalry(annotations, held, statement, pairs, name)]
        allies = [clue for name in principals for clue in _interest(annotations, held, pairs, name)]
        about += [clue.text for clue in (*rivals, *allies)]
        if not rivals and not allies:
            trusted = True
            about += [_no_side(annotations, statement, pairs, name) for name in principals]
        hostile += rivals
        interested += allies
    known = "; ".join(dict.fromkeys(about))
    return Worth(None, None, known) if trusted else Worth(_together(hostile), _together(interested), known)


def _rivalry(
    annotations: Annotations, held: Sides, statement: Statement, pairs: tuple[tuple[str, Interval], ...], principal: str
) -> Iterator[Clue]:
    enmity = held.between(principal, statement.actor)
    if enmity:
        words = f"{annotations.label(enmity.actor)} {enmity.relation.replace('-', ' ')} {annotations.label(enmity.object)}"
        yield Clue(words, (enmity.statement,))
    for target, interval in pairs:
        side = held.on.get((principal, target))
        if side and not compatible(side.interval, interval):
            yield _stand(annotations, principal, target, side)


def _interest(annotations: Annotations, held: Sides, pairs: tuple[tuple[str, Interval], ...], principal: str) -> Iterator[Clue]:
    for target, interval in pairs:
        side = held.on.get((principal, target))
        if side and compatible(side.interval, interval):
            yield _stand(annotations, principal, target, side)


def _stand(annotations: Annotations, principal: str, target: str, side: Side) -> Clue:
    held = "holds several positions on" if side.contested else position(side.interval)
    return Clue(f"{annotations.label(principal)} itself {held} {annotations.label(target)}", side.premises)


def _no_side(annotations: Annotations, statement: Statement, pairs: tuple[tuple[str, Interval], ...], principal: str) -> str:
    name = annotations.label(principal)
    if not pairs:
        return f"no quarrel of {name} with {annotations.label(statement.actor)} stands: taken as disinterested"
    targets = " or ".join(annotations.label(target) for target, _ in pairs)
    return f"no own position of {name} on {targets} stands: taken as disinterested"


def _together(clues: list[Clue]) -> Clue | None:
    """All findings of one sort as one; None from none."""
    if not clues:
        return None
    texts = dict.fromkeys(clue.text for clue in clues)
    premises = {premise for clue in clues for premise in clue.premises}
    return Clue("; ".join(texts), tuple(sorted(premises)))
