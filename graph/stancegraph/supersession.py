"""Which statement is overtaken by a later one of the same actor on the same object (LANGUAGE 4, pass 3).

Statements that are not held back in, a `History` out that answers for any statement. For each interval only the last lower bound is
kept, so that 100,000 statements on one pair cost no more than 100,000 look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from stancegraph.records import Mode
from stancegraph.stances import compatible, relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.records import Statement
    from stancegraph.relations import Relation
    from stancegraph.stances import Interval

__all__ = ["History", "history", "replaced_by"]

Last: TypeAlias = tuple[str, str]
"""(lower bound of its time, id) of the last statement of its sort."""
Deed: TypeAlias = tuple[str, str, str, bool, bool]
"""(actor, object, relation, negated, ended)."""


@dataclass(frozen=True, slots=True)
class History:
    """The last statements of each sort: `stances` by (actor, object) and interval, `acts` by relation and by what it `is`."""

    relations: Mapping[str, Relation]
    stances: dict[tuple[str, str], dict[Interval, Last]] = field(default_factory=dict)
    acts: dict[Deed, Last] = field(default_factory=dict)
    kinds_of: dict[Deed, Last] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    _closures: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def superseder(self, statement: Statement, interval: Interval | None) -> str | None:
        """The id of the statement that overtakes this one, the latest of several; None when none does.

        A stance is overtaken by a later disjoint one; an act or relation by a later one of the same relation (or one that `is` it,
        either way) with the opposite `not`, or that says it ended; any statement by one that names it under `supersedes:`.
        """
        if statement.id in self.replaced:
            return self.replaced[statement.id]
        rivals = self._stances(statement, interval) if interval else self._acts(statement)
        last: Last | None = None
        for rival in rivals:
            if rival[0] > statement.time[1]:
                last = _last(last, rival)
        return last[1] if last else None

    def _stances(self, statement: Statement, interval: Interval) -> Iterator[Last]:
        for other, last in self.stances.get((statement.actor, statement.object), {}).items():
            if not compatible(interval, other):
                yield last

    def _acts(self, statement: Statement) -> Iterator[Last]:
        s = statement
        endings = [(not s.negated, False)]
        # What ended once is not overtaken by hearing again that it is over.
        if s.mode is not Mode.ENDED:
            endings.append((s.negated, True))
        for negated, ended in endings:
            if (last := self.kinds_of.get((s.actor, s.object, s.relation, negated, ended))) is not None:
                yield last
            for relation in self.closure(s.relation):
                if (last := self.acts.get((s.actor, s.object, relation, negated, ended))) is not None:
                    yield last

    def closure(self, slug: str) -> frozenset[str]:
        """The relation and all that it `is`."""
        if slug not in self._closures:
            self._closures[slug] = relation_closure(self.relations, slug)
        return self._closures[slug]


def history(relations: Mapping[str, Relation], statements: Iterable[tuple[Statement, Interval | None]]) -> History:
    """The history that statements with their intervals make; which of them may overtake another is the gate's affair."""
    past = History(relations)
    for statement, interval in statements:
        s, last = statement, (statement.time[0], statement.id)
        for old in replaced_by(s):
            past.replaced[old] = min(s.id, past.replaced.get(old, s.id))
        if interval is not None:
            stances = past.stances.setdefault((s.actor, s.object), {})
            stances[interval] = _last(stances.get(interval), last)
            continue
        ended = s.mode is Mode.ENDED
        deed = (s.actor, s.object, s.relation, s.negated, ended)
        past.acts[deed] = _last(past.acts.get(deed), last)
        for relation in past.closure(s.relation):
            kind = (s.actor, s.object, relation, s.negated, ended)
            past.kinds_of[kind] = _last(past.kinds_of.get(kind), last)
    return past


def _last(a: Last | None, b: Last) -> Last:
    """The one with the later lower bound; of two such the one with the smaller id, so that the order of statements does not matter."""
    if a is None or a[0] < b[0]:
        return b
    return a if a[0] > b[0] else min(a, b)


def replaced_by(statement: Statement) -> tuple[str, ...]:
    """The ids of the statements that this one names under `supersedes:`, itself left out."""
    return tuple(name for name in statement.supersedes if name != statement.id)
