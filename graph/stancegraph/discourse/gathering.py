"""Judged statements with what follows from them in, the event list out (NETWORKS 1, 9).

A statement of a stance is an event; so is the side that a deed shows, and what a rule concludes, each marked with its origin. A network
takes the explicit ones unless told otherwise: what is derived would count one disagreement several times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from stancegraph.discourse.events import Event, Events, events
from stancegraph.discourse.scales import STANCE
from stancegraph.lexicon import fold
from stancegraph.products import ProductKind
from stancegraph.records import Actor, Speaker
from stancegraph.sources import Offices
from stancegraph.stances import NOT_NEUTRAL, implied, position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.dates import Date
    from stancegraph.gate import Verdict
    from stancegraph.products import Derived, Product
    from stancegraph.records import Annotations, Entity, Statement
    from stancegraph.stances import Interval

__all__ = ["gathered"]

NO_LEVEL = "not neutral, which is no level between for and against"
NO_STANCE = "acts and ties that show no side"


def gathered(derived: Derived, *, holder: str = "written", clock: str = "said") -> Events:
    """The event list of a project: statements, deeds and derived stances on the scale `STANCE`, by the midpoint of their interval.

    With `holder="principal"` whoever speaks for others at that time counts as each of those; `clock` says which of a statement's times
    is its date: `said` (else `when`), `when` (else `said`), or that of its `document`. `left_out` counts what has no level.
    """
    notes = derived.judged.annotations
    rows = [*_stated(derived, clock), *_concluded(derived, clock)]
    if holder == "principal":
        rows = list(_rolled_up(rows, derived))
    lost = Counter(why for verdict in derived.judged.verdicts if (why := _levelless(notes, verdict)))
    labels = {entity.slug: entity.label for section in notes.sections for entity in section.values()}
    listed = events(rows, scale=STANCE, labels=labels, left_out=tuple(sorted(lost.items())), aliases=_aliases(notes))
    return replace(
        listed, facts=MappingProxyType({entity.slug: _facts(entity) for section in notes.sections for entity in section.values()})
    )


def _facts(entity: Entity) -> Mapping[str, str | tuple[str, ...]]:
    """What is declared of an entity, as far as there is anything."""
    told: dict[str, str | tuple[str, ...]] = {
        "definition": entity.definition or "",
        "wikidata": entity.wikidata or "",
        "also": tuple(sorted(entity.also)),
        "member_of": tuple(sorted(entity.member_of)) if isinstance(entity, Actor) else (),
    }
    return {name: value for name, value in told.items() if value}


def _aliases(notes: Annotations) -> dict[str, str]:
    """The slug of every name that is one thing's alone."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for section in (notes.actors, notes.issues, notes.acts, notes.instruments):
        for slug, thing in section.items():
            for name in thing.names:
                owners[fold(name)].add(slug)
    return {name: slug for name, slugs in owners.items() if len(slugs) == 1 for slug in slugs}


def _levelless(notes: Annotations, verdict: Verdict) -> str:
    """Why a statement is no event; "" where it is one."""
    if verdict.interval is not None:
        return NO_LEVEL if verdict.interval == NOT_NEUTRAL else ""
    return "" if implied(notes.relations, verdict.statement) else NO_STANCE


def _midpoint(side: Interval) -> float:
    return (side[0] + side[1]) / 2


def _stated(derived: Derived, clock: str) -> Iterator[Event]:
    """What statements say: their own stance, or those that a deed implies."""
    notes = derived.judged.annotations
    for verdict in derived.judged.verdicts:
        statement = verdict.statement
        if verdict.interval is not None:
            if verdict.interval != NOT_NEUTRAL:
                yield _event(notes, verdict, clock)._replace(issue=statement.object, level=_midpoint(verdict.interval))
            continue
        sides = implied(notes.relations, statement)
        uses = Counter(target for target, _ in sides)
        for target, side in sides:
            own_id = statement.id if len(sides) == 1 else f"{statement.id}/{target}"
            if uses[target] > 1:  # for and against one thing: "urges us to support the plan, against the plan"
                own_id = f"{own_id}/{position(side).replace(' ', '-')}"
            shown = _event(notes, verdict, clock)._replace(id=own_id, issue=target, level=_midpoint(side))
            yield shown._replace(origin="act", issue_type=_kind(notes, target), premise=(statement.id,))


def _event(notes: Annotations, verdict: Verdict, clock: str) -> Event:
    """A statement as an event, but for its level."""
    statement = verdict.statement
    document = notes.documents.get(statement.document or "")
    actor = notes.actors.get(statement.actor)
    first = statement.quotes[0] if statement.quotes else None
    anchor = notes.anchors.get((statement.document or "", *first[:3])) if first else None
    return Event(
        id=statement.id,
        actor=statement.actor,
        issue=statement.object,
        level=0,
        date=_day(statement, document.date if document else None, clock),
        document=statement.document or "",
        start=anchor.start if anchor else -1,
        end=anchor.end if anchor else -1,
        actor_type=str(actor.type) if actor and actor.type else "",
        issue_type=_kind(notes, statement.object),
        publisher=(document.publisher if document else None) or "",
        coder=statement.coder or "",
        mode=str(statement.mode),
        voice=str(verdict.voice),
        certainty=str(statement.certainty),
        scope=str(statement.scope),
        status=str(statement.status),
        relation=statement.relation,
        condition=statement.condition or "",
        speaker=tuple(speaker.actor for speaker in statement.said_by),
        reporter=tuple(speaker.actor for speaker in statement.reported_by),
        reason=statement.because,
        tag=statement.tags,
        held=tuple(map(str, verdict.codes)),
        quote=tuple(quote.exact for quote in statement.quotes),
    )


def _kind(notes: Annotations, slug: str) -> str:
    """policy, claim or frame; of what is no issue act, instrument or actor."""
    if slug in notes.issues:
        return str(notes.issues[slug].type)
    return "act" if slug in notes.acts else "instrument" if slug in notes.instruments else "actor"


def _day(statement: Statement, documented: Date | None, clock: str) -> str:
    """The first day that the time may mean, else its last; "" when neither is known."""
    times = {"said": (statement.said, statement.when), "when": (statement.when, statement.said), "document": (documented,)}[clock]
    return next((day for time in times if time for day in (time.start, time.end) if day), "")


# --- Derived stances ---


def _concluded(derived: Derived, clock: str) -> Iterator[Event]:
    """What rules conclude beyond single deeds, each with the attributes of the last of the statements that it rests on."""
    notes = derived.judged.annotations
    verdicts = {verdict.statement.id: verdict for verdict in derived.judged.verdicts}
    rests_on = {stance.id: stance.based_on for stance in derived.stances} | {product.id: product.premises for product in derived.products}
    for product in derived.products:
        if product.kind is not ProductKind.DERIVED_STANCE or product.rule == "R0" or product.interval in (None, NOT_NEUTRAL):
            continue
        ground = sorted(_statements(product, rests_on, verdicts.keys()))
        shown = [_event(notes, verdicts[id_], clock) for id_ in ground]
        if not shown or product.interval is None:
            continue
        last = max(shown, key=lambda event: (event.date, event.id))
        yield last._replace(
            id=product.id,
            actor=product.holder or last.actor,
            issue=product.target,
            level=_midpoint(product.interval),
            issue_type=_kind(notes, product.target),
            origin="derived",
            relation=product.rule,
            held=(),
            premise=tuple(ground),
        )


def _statements(product: Product, rests_on: dict[str, tuple[str, ...]], known: Iterable[str]) -> set[str]:
    """The statements at the ground of a product."""
    ground, waiting, seen = set(), list(product.premises), set(product.premises)
    statements = set(known)
    while waiting:
        id_ = waiting.pop()
        if id_ in statements:
            ground.add(id_)
            continue
        further = set(rests_on.get(id_, ())) - seen
        seen |= further
        waiting += further
    return ground


# --- Principals ---


def _rolled_up(rows: Iterable[Event], derived: Derived) -> Iterator[Event]:
    """The events with their principals as actors: one for each of those that an actor speaks for in the end; its own where there are none."""
    notes = derived.judged.annotations
    offices = Offices(notes.actors)
    said = {verdict.statement.id: verdict.statement.said for verdict in derived.judged.verdicts}
    for row in rows:
        day = said.get(row.id) or said.get(next(iter(row.premise), ""))
        reached = offices.principals(Speaker(row.actor), day)
        ends = sorted(name for name in reached if not offices.principals(Speaker(name), day)) or sorted(reached)
        if not ends:
            yield row
        for name in ends:
            actor = notes.actors.get(name)
            own_id = row.id if len(ends) == 1 else f"{row.id}/{name}"
            yield row._replace(id=own_id, actor=name, actor_type=str(actor.type) if actor and actor.type else "")
