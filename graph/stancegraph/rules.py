"""R0 to R4: stances that follow from what an actor does, and from how issues hang together (LANGUAGE 4, "Rules").

Explicit stances and implying statements in, derived stances and tensions out. Each rule is one function over one ground.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.products import ProductKind, distinct, product
from stancegraph.stances import NOT_NEUTRAL, OPPOSE, SUPPORT, compatible, implied, latest, mirrored, position, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from stancegraph.products import Product, Stance
    from stancegraph.records import Annotations, Issue, Statement
    from stancegraph.stances import Interval

__all__ = ["RULES", "Conclusion", "Ground", "Links", "derived_stances", "implied_stances", "links"]

DEEPEST: Final = 2  # applications of rules on the way from a statement or an explicit stance (LANGUAGE 4)


class Ground(NamedTuple):
    """A stance that a rule applies to: an explicit one (depth 0) or a product; `id` is the premise."""

    holder: str
    target: str
    interval: Interval
    id: str
    depth: int


class Conclusion(NamedTuple):
    """What a rule says follows for the same holder; `link` gives the tie between the two issues, ready for labels."""

    target: str
    interval: Interval
    link: str


@dataclass(frozen=True, slots=True)
class Links:
    """How issues hang together, each relation in the direction its rule walks; every list sorted."""

    entails: Mapping[str, list[str]]
    entailed_by: Mapping[str, list[str]]
    excludes: Mapping[str, list[str]]
    negations: Mapping[str, list[str]]
    negated_by: Mapping[str, list[str]]
    tied: frozenset[str]
    """Every issue that has any of these."""


def links(issues: Iterable[Issue]) -> Links:
    """The links that issues declare; `excludes` counts as written and is not symmetric."""
    tables: tuple[defaultdict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(5))
    entails, entailed_by, excludes, negations, negated_by = tables
    for issue in issues:
        for other in issue.entails:
            entails[issue.slug].add(other)
            entailed_by[other].add(issue.slug)
        for other in issue.excludes:
            excludes[issue.slug].add(other)
        if issue.negation_of is not None:
            negations[issue.slug].add(issue.negation_of)
            negated_by[issue.negation_of].add(issue.slug)
    a, b, c, d, e = ({slug: sorted(others) for slug, others in table.items()} for table in tables)
    return Links(a, b, c, d, e, tied=frozenset().union(*tables))


def entailed(links: Links, ground: Ground) -> Iterator[Conclusion]:
    """R1: A supports X, X `entails` Y: A supports Y."""
    if ground.interval == SUPPORT:
        for other in links.entails.get(ground.target, ()):
            yield Conclusion(other, SUPPORT, "{ground} entails {target}")


def undercut(links: Links, ground: Ground) -> Iterator[Conclusion]:
    """R2: A on Y is at most 0, X `entails` Y: A on X is in [-1, A's upper bound on Y]; weak stays weak."""
    upper = ground.interval[1]
    if upper <= 0:
        for other in links.entailed_by.get(ground.target, ()):
            yield Conclusion(other, (-1, upper), "{target} entails {ground}")


def excluded(links: Links, ground: Ground) -> Iterator[Conclusion]:
    """R3: A supports X, X `excludes` Y: A opposes Y. Opposing X says nothing about what X excludes."""
    if ground.interval == SUPPORT:
        for other in links.excludes.get(ground.target, ()):
            yield Conclusion(other, OPPOSE, "{ground} excludes {target}")


def negated(links: Links, ground: Ground) -> Iterator[Conclusion]:
    """R4: X is `negation_of` Y: the mirrored interval, in both directions; what leaves every position open says nothing."""
    if ground.interval == NOT_NEUTRAL:
        return
    for other in links.negations.get(ground.target, ()):
        yield Conclusion(other, mirrored(ground.interval), "{ground} is the negation of {target}")
    for other in links.negated_by.get(ground.target, ()):
        yield Conclusion(other, mirrored(ground.interval), "{target} is the negation of {ground}")


RULES: Final[Mapping[str, Callable[[Links, Ground], Iterator[Conclusion]]]] = {
    "R1": entailed,
    "R2": undercut,
    "R3": excluded,
    "R4": negated,
}


def derived_stances(annotations: Annotations, stances: Iterable[Stance], acts: Iterable[Statement]) -> list[Product]:
    """R0 to R4, at most two applications deep, R0 included: derived stances and tensions by id, premises before what rests on them.

    An explicit stance always wins: on its holder and target nothing is derived, and a disjoint conclusion is a tension.
    """
    explicit = {(stance.holder, stance.target): stance for stance in stances}
    tied = links(annotations.issues.values())
    grounds = [Ground(s.holder, s.target, s.interval, s.id, 0) for s in explicit.values()]
    first = distinct([*implied_stances(annotations, explicit, acts), *_applied(annotations, explicit, tied, grounds)])
    grounds = [
        Ground(p.holder, p.target, p.interval, p.id, p.depth)
        for p in first
        if p.kind is ProductKind.DERIVED_STANCE and p.depth < DEEPEST and p.holder is not None and p.interval is not None
    ]
    return first + distinct(_applied(annotations, explicit, tied, grounds), taken=(p.id for p in first))


def implied_stances(annotations: Annotations, explicit: Mapping[tuple[str, str], Stance], acts: Iterable[Statement]) -> Iterator[Product]:
    """R0: A does, or plans, an un-negated act whose relation `implies` V on T: A's stance V on T, from the latest such acts."""
    bearing: defaultdict[tuple[str, str], defaultdict[Interval, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for act in acts:
        for target, interval in implied(annotations.relations, act):
            bearing[act.actor, target][interval].append(act)
    for (holder, target), sides in bearing.items():
        last = {act.id for act in latest(act for found in sides.values() for act in found)}
        for interval, found in sides.items():
            premises = [act for act in found if act.id in last]
            if premises:
                text = f"{_holds(annotations, holder, interval, target)}: implied by {_sentences(annotations, premises)}"
                new = Ground(holder, target, interval, "", 1)
                yield from _weighed(annotations, explicit, new, rule="R0", premises=[act.id for act in premises], text=text)


def _applied(
    annotations: Annotations, explicit: Mapping[tuple[str, str], Stance], tied: Links, grounds: Iterable[Ground]
) -> Iterator[Product]:
    """One application of R1 to R4 to every ground."""
    label = cache(annotations.label)
    for ground in grounds:
        if ground.target not in tied.tied:
            continue
        for rule, conclude in RULES.items():
            for target, interval, link in conclude(tied, ground):
                stance = explicit.get((ground.holder, target))
                if stance is not None and compatible(stance.interval, interval):
                    continue
                tie = link.format(ground=label(ground.target), target=label(target))
                basis = f"it {position(ground.interval)} {label(ground.target)}, and {tie}"
                text = f"{label(ground.holder)} {position(interval)} {label(target)}, since {basis}"
                new = Ground(ground.holder, target, interval, "", ground.depth + 1)
                yield from _weighed(annotations, explicit, new, rule=rule, premises=[ground.id], text=text)


def _weighed(  # noqa: PLR0913 - one border for every rule's conclusion
    annotations: Annotations,
    explicit: Mapping[tuple[str, str], Stance],
    new: Ground,
    *,
    rule: str,
    premises: list[str],
    text: str,
) -> Iterator[Product]:
    """A conclusion as a derived stance where nothing explicit stands, as a tension where something disjoint does."""
    holder, target, interval, _, depth = new
    stance = explicit.get((holder, target))
    if stance is None:
        kind = ProductKind.DERIVED_STANCE
        yield product(rule, kind, target=target, premises=premises, text=f"{text}.", holder=holder, interval=interval, depth=depth)
    elif not compatible(stance.interval, interval):
        yield product(
            rule,
            ProductKind.TENSION,
            target=target,
            premises=[stance.id, *premises],
            text=f"{_holds(annotations, holder, stance.interval, target)} in so many words, yet {text}.",
            holder=holder,
            interval=stance.interval,
            other=interval,
            depth=depth,
        )


def _holds(annotations: Annotations, holder: str, interval: Interval, target: str) -> str:
    return f"{annotations.label(holder)} {position(interval)} {annotations.label(target)}"


def _sentences(annotations: Annotations, statements: list[Statement]) -> str:
    """The first sentence by id, quoted, and how many more there are."""
    first = min(statements, key=lambda s: s.id)
    more = len(statements) - 1
    return f"{told(annotations, first)!r}" + (f" and {more} more" if more else "")
