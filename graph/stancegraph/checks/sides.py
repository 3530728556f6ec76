"""Checks of statements against one another (family SG3): who stands on both sides, and what is told twice."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.folding import folded
from stancegraph.problems import Problem, Severity
from stancegraph.records import Certainty, Mode, Scope, Status
from stancegraph.sources import Offices
from stancegraph.stances import OPPOSE, SUPPORT, compatible, implied, interval_of, merged, relation_closure
from stancegraph.vocabulary import told

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from stancegraph.records import Annotations, Statement
    from stancegraph.stances import Interval

__all__ = ["both_sides", "contradictions", "told_twice"]

_NO_WORD = re.compile(r"\W+")
COMPARED = 100  # statements of one reading on one thing that are compared with one another


def contradictions(annotations: Annotations) -> Iterator[Problem]:
    """SG302 info: a contradiction.

    Two statements give one actor disjoint positions on one object, neither is later than the other (the same day and undated
    included), and both hold plainly: actual, unconditional, of the whole actor, certain or probable, not retracted. The graph keeps
    both and says so. It is an info because people do contradict themselves; a date, a condition or a speaker may be missing though.
    One message stands for all such pairs of an actor and an object.

    Bad:
        - Russia supports independence:
            when: 2008-02
        - Russia opposes independence:
            when: 2008-02-14

    Good:
        - Russia supports independence:
            when: 2008-02
        - Russia opposes independence:
            when: 2008-03
    """
    for members in _opposed(annotations, _held):
        if pair := _disjoint(members):
            yield _clash(annotations, "SG302", Severity.INFO, pair)


def both_sides(annotations: Annotations) -> Iterator[Problem]:
    """SG303 warning: the same coder coding both sides in one document.

    One coder read in one document that one actor holds two disjoint positions on one object at a time, or does a thing and does it
    not; in the words of the narrator, of the actor or of who speaks for it, or of one third party. An act counts for the side that it
    implies. Rarely does a document say so; mostly the object is two things (independence, and independence without a resolution), or
    one of the two is a plan, a condition or somebody else's claim.

    Bad:
        documents:
          cnn-2008-02-14: article
        statements:
        - Russia supports independence:
            source: cnn-2008-02-14
        - Russia opposes independence:
            source: cnn-2008-02-14

    Good:
        documents:
          cnn-2008-02-14: article
        statements:
        - Russia supports independence:
            source: cnn-2008-02-14
            if: a UN Security Council resolution
        - Russia opposes independence:
            source: cnn-2008-02-14
    """
    offices = Offices(annotations.actors)

    def reading(s: Statement) -> Hashable:
        own = any(s.actor == each.actor or s.actor in offices.principals(each, s.said) for each in s.said_by)
        return s.document, s.coder, () if own else s.said_by

    for members in _opposed(annotations, _shown):
        sourced = [member for member in members if member[0].document]
        for one_reading in _subgroups(sourced, reading):
            if pair := _disjoint(one_reading):
                yield _clash(annotations, "SG303", Severity.WARNING, pair)


def told_twice(annotations: Annotations) -> Iterator[Problem]:
    """SG312 warning: the same thing told twice.

    Two statements of one coder say the same of one actor and object, or one says what the other implies ("backs" is "supports"), in
    the voice of the same speakers, and the words of one lie within the words of the other. It counts twice wherever statements are
    counted. Statements that are the same to the letter are SG301, an error.

    Bad:
        documents:
          cnn-2008-02-14: article
        statements:
        - Russia backs Serbia:
            source: cnn-2008-02-14
            quote: they have the support of Russia
        - Russia backs Serbia:
            source: cnn-2008-02-14
            quote: the support of Russia

    Good:
        documents:
          cnn-2008-02-14: article
        statements:
        - Russia backs Serbia:
            source: cnn-2008-02-14
            quote: the support of Russia
    """
    relations = annotations.relations
    closures = {slug: relation_closure(relations, slug) for slug in {statement.relation for statement in annotations.statements}}
    readings: defaultdict[Hashable, list[Statement]] = defaultdict(list)
    for s in annotations.statements:
        if s.document and s.quotes and s.status is not Status.RETRACTED:
            readings[s.document, s.coder, s.actor, s.object, s.negated, s.mode, s.said_by].append(s)
    for members in readings.values():
        if len(members) > 1:
            in_order = sorted(members, key=lambda s: (s.place.path, s.place.start, s.id))[:COMPARED]
            for earlier, later in combinations(in_order, 2):
                alike = later.relation in closures[earlier.relation] or earlier.relation in closures[later.relation]
                if alike and _same_but_for_words(earlier, later) and _within(earlier, later):
                    text = f"{annotations.label(later.actor)} {told(relations[later.relation], negated=later.negated)} "
                    text += f"{annotations.label(later.object)} stands in {earlier.place} already, on the same words"
                    yield Problem(
                        "SG312", Severity.WARNING, later.place, text, "delete one of the two, or quote other words", (earlier.place,)
                    )


def _same_but_for_words(one: Statement, other: Statement) -> bool:
    """Whether nothing but the relation and the quote tells two statements apart."""
    return _content(one) == _content(other)


def _content(s: Statement) -> tuple[object, ...]:
    figures = tuple((figure.measure, figure.text, figure.value, figure.when) for figure in s.figures)
    return s.slots, s.condition, s.scope, s.certainty, s.when, s.said, s.reported_by, s.because, s.exceptions, figures


def _within(one: Statement, other: Statement) -> bool:
    """Whether each quote of one of the two lies in a quote of the other, whole words both."""
    ours, theirs = ([f" {_NO_WORD.sub(' ', folded(quote.exact)).strip()} " for quote in s.quotes] for s in (one, other))
    return any(all(any(few in many for many in longer) for few in shorter) for shorter, longer in ((ours, theirs), (theirs, ours)))


class _Side(NamedTuple):
    """A statement that holds plainly, what it is about, and its side there."""

    about: tuple[str, ...]
    statement: Statement
    interval: Interval


def _opposed(annotations: Annotations, sides: Callable[[Annotations], Iterator[_Side]]) -> Iterator[list[tuple[Statement, Interval]]]:
    """The statements, with their intervals, on each thing on which not all of them meet."""
    first: dict[tuple[str, ...], Interval] = {}
    differing: dict[tuple[str, ...], list[tuple[Statement, Interval]]] = {}
    for about, _, side in sides(annotations):
        if first.setdefault(about, side) != side:
            differing[about] = []
    for about, statement, side in sides(annotations) if differing else ():
        if (members := differing.get(about)) is not None:
            members.append((statement, side))
    yield from (members for members in differing.values() if merged({side for _, side in members})[1])


def _plain(annotations: Annotations) -> Iterator[Statement]:
    """Statements that the truth gate's first pass lets assert (LANGUAGE 4)."""
    # Compared by identity and looked up once: hashing an enum member, or finding it in its class, costs more than all the rest.
    actual, everybody, retracted, sure, probable = Mode.ACTUAL, Scope.ALL, Status.RETRACTED, Certainty.CERTAIN, Certainty.PROBABLE
    for s in annotations.statements:
        plain = s.mode is actual and s.condition is None and s.scope is everybody and s.status is not retracted
        if plain and (s.certainty is sure or s.certainty is probable):
            yield s


def _held(annotations: Annotations) -> Iterator[_Side]:
    """What statements of a stance hold of their objects."""
    relations = annotations.relations
    sides = {slug: tuple(interval_of(relations, slug, negated=negated) for negated in (False, True)) for slug in relations}
    for s in _plain(annotations):
        side = sides[s.relation][s.negated]
        if side is not None:
            yield _Side((s.actor, s.object), s, side)


def _shown(annotations: Annotations) -> Iterator[_Side]:
    """The same, and what is done or not done, with the sides that acts imply."""
    yield from _held(annotations)
    relations = annotations.relations
    sideless = {slug for slug in relations if interval_of(relations, slug, negated=False) is None}
    for s in _plain(annotations):
        if s.relation in sideless:
            slots = tuple(f"{role} {slug}" for role, slugs in s.slots for slug in slugs)
            yield _Side((s.actor, s.object, s.relation, *slots), s, OPPOSE if s.negated else SUPPORT)
            yield from (_Side((s.actor, target), s, side) for target, side in implied(relations, s))


def _subgroups(
    members: list[tuple[Statement, Interval]], key: Callable[[Statement], Hashable]
) -> Iterable[list[tuple[Statement, Interval]]]:
    groups: dict[Hashable, list[tuple[Statement, Interval]]] = defaultdict(list)
    for member in members:
        groups[key(member[0])].append(member)
    return groups.values()


def _disjoint(members: list[tuple[Statement, Interval]]) -> tuple[Statement, Statement] | None:
    """The first disjoint pair that overlaps in time, by a sweep over first days that keeps, of each interval, who lasts longest."""
    longest: dict[Interval, Statement] = {}
    for statement, side in sorted(members, key=lambda member: (member[0].time, member[0].id)):
        for other, rival in longest.items():
            if not compatible(side, other) and rival.time[1] >= statement.time[0]:
                return rival, statement
        if side not in longest or statement.time[1] > longest[side].time[1]:
            longest[side] = statement
    return None


def _clash(annotations: Annotations, code: str, severity: Severity, pair: tuple[Statement, Statement]) -> Problem:
    earlier, later = sorted(pair, key=lambda s: (s.place.path, s.place.start, s.id))
    one, two = (told(annotations.relations[s.relation], negated=s.negated) for s in (later, earlier))
    where = "in one document" if code == "SG303" else "and neither is later"
    actor, target = annotations.label(later.actor), annotations.label(later.object)
    other = "it" if earlier.object == later.object else annotations.label(earlier.object)
    text = f"{actor} {one} {target} here and {two} {other} in {earlier.place}, {where}"
    cure = "tell them apart by what the text gives: `when`, `said`, `if`, `mode`, `by`, or a more exact object"
    return Problem(code, severity, later.place, text, cure, (earlier.place,))
