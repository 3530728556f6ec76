"""What follows from the statements that passed the gate: stances and the products of rules R0 to R9 (LANGUAGE 4).

A `Judged` in, a `Derived` out. Each rule is one function that yields its products with their premises; none asserts a triple. R0 to
R4 stand in `rules`, R5 to R9 in `findings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancegraph.findings import Agreement, agreements, by_pair, contradictions, divisions, figure_conflicts, shifts
from stancegraph.gate import Reason
from stancegraph.products import Derived, Product, ProductKind, Stance, distinct
from stancegraph.rules import derived_stances
from stancegraph.stances import OPEN_START, compatible, latest, merged
from stancegraph.supersession import replaced_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.gate import Judged, Verdict
    from stancegraph.records import Statement
    from stancegraph.stances import Interval

__all__ = ["Agreement", "Derived", "Product", "ProductKind", "Stance", "agreements", "derive", "stances"]

STANDING: Final = frozenset({(), (Reason.NOT_YET_ACTUAL,), (Reason.SUPERSEDED,)})
"""What the gate may have found about a premise of R0 to R7: nothing, or one of these alone."""
COUNTED_IN_DIVISIONS: Final = frozenset({Reason.CONDITIONAL, Reason.PARTIAL_SCOPE, Reason.NOT_YET_ACTUAL, Reason.SUPERSEDED})
"""Reasons that a premise of R8 may have, in any number: who wants a thing only on conditions still takes a side within."""


def derive(judged: Judged) -> Derived:
    """Every stance and every product of R0 to R6, R8 and R9, each by id; R7 is `agreements`, a matrix and not a list.

    Pure, and independent of the order of statements.
    """
    annotations = judged.annotations
    standing = [v for v in judged.verdicts if v.codes in STANDING]
    replaced = _replaced(standing)
    explicit = by_pair(standing)
    held = list(stances(explicit, replaced))
    follows = derived_stances(annotations, held, (v.statement for v in standing if v.interval is None))
    within = [v for v in judged.verdicts if v.interval is not None and COUNTED_IN_DIVISIONS.issuperset(v.codes)]
    found = distinct(
        [
            *contradictions(annotations, explicit, replaced),
            *shifts(annotations, explicit),
            *divisions(annotations, within, replaced),
            *figure_conflicts(annotations),
        ],
    )
    return Derived(
        judged,
        tuple(sorted(held, key=lambda stance: stance.id)),
        tuple(sorted([*follows, *found], key=lambda finding: finding.id)),
    )


def _replaced(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Ids named under `supersedes:` by statements that the gate lets overtake others."""
    return frozenset(old for v in verdicts if v.codes != (Reason.NOT_YET_ACTUAL,) for old in replaced_by(v.statement))


def stances(pairs: Mapping[tuple[str, str], list[Verdict]], replaced: frozenset[str] = frozenset()) -> Iterator[Stance]:
    """One stance for each (holder, target): the latest statements, intersected, else their hull, contested (LANGUAGE 4, layer 3).

    `pairs` are the verdicts a stance may rest on, by (holder, target); ids in `replaced` count as earlier than all others, whatever
    their dates. It is valid from the first day that the latest statements, and those before them which say no less and which nothing
    disjoint has followed, may mean; to the last end only when each of the latest wrote under `when:` an interval with both ends: a
    single day says when a position was seen, not when it was given up.
    """
    for (holder, target), group in pairs.items():
        current = [v for v in group if v.statement.id not in replaced] or group
        last = latest(v.statement for v in current)
        names = {s.id for s in last}
        interval, contested = merged({v.interval for v in current if v.interval is not None and v.statement.id in names})
        yield Stance(
            id=f"stance/{holder}_{target}",
            holder=holder,
            target=target,
            interval=interval,
            valid_from=_first_day(last if contested else [*last, *_unbroken(current, interval)]),
            valid_to=_last_day(last),
            based_on=tuple(sorted(names)),
            contested=contested,
        )


def _unbroken(verdicts: list[Verdict], side: Interval) -> Iterator[Statement]:
    """The statements of a position, or of a narrower one, to which none of a disjoint one is later."""
    broken = max((v.statement.time[0] for v in verdicts if v.interval and not compatible(v.interval, side)), default=OPEN_START)
    for v in verdicts:
        if v.interval and side[0] <= v.interval[0] and v.interval[1] <= side[1] and v.statement.time[1] >= broken:
            yield v.statement


def _first_day(statements: list[Statement]) -> str | None:
    first = min(s.time[0] for s in statements)
    return None if first == OPEN_START else first


def _last_day(statements: list[Statement]) -> str | None:
    ends = [_written_end(s) for s in statements]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _written_end(statement: Statement) -> str | None:
    when = statement.when
    return when.end if when is not None and "/" in when.edtf and when.start is not None else None
