"""The truth gate: which statements assert their triple, and every reason why the others do not (LANGUAGE 4).

Checked annotations in, a `Judged` out. Pure; three passes, none looks back. `TABLE` is the gate: a reason, when it holds, how it
reads, and what the edge kept in graph/heldback is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.disputes import Reading, disputes
from stancegraph.records import Certainty, Mode, Scope, Status
from stancegraph.shadows import FORMS, Form, form_of
from stancegraph.sources import Clue, Offices, Source, bearings, sides, worth
from stancegraph.stances import interval_of, told
from stancegraph.supersession import history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from stancegraph.disputes import Dispute
    from stancegraph.records import Actor, Annotations, Statement
    from stancegraph.stances import Interval

__all__ = ["TABLE", "Case", "Clue", "Form", "Judged", "Reason", "Row", "Verdict", "Voice", "Why", "judge", "shadow_relations"]


class Voice(StrEnum):
    """Who speaks in a statement: the actor itself, the document, or somebody else about the actor."""

    OWN = "own"
    NARRATOR = "narrator"
    THIRD_PARTY = "third-party"


class Reason(StrEnum):
    """A reason not to assert; the value is the individual's local name in RDF and the word in CSV."""

    CONDITIONAL = "Conditional"
    NOT_YET_ACTUAL = "NotYetActual"
    EXPECTED = "Expected"
    HYPOTHETICAL = "Hypothetical"
    ENDED = "Ended"
    UNCERTAIN = "Uncertain"
    PARTIAL_SCOPE = "PartialScope"
    RETRACTED = "Retracted"
    UNRESOLVED = "Unresolved"
    HOSTILE_SOURCE = "HostileSource"
    INTERESTED_SOURCE = "InterestedSource"
    SUPERSEDED = "Superseded"


class Why(NamedTuple):
    """A reason with what it rests on: `text` in plain words, `premises` the ids of the statements that gave it."""

    reason: Reason
    text: str
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's judgement of one statement. `interval` is its polarity interval inside {-1, 0, 1}, None for acts and relations.

    `shadow` is the local name of the shadow relation of the edge kept in graph/heldback, None unless exactly one reason holds.
    """

    statement: Statement
    interval: tuple[int, int] | None
    voice: Voice
    reasons: tuple[Why, ...] = ()
    shadow: str | None = None
    about_source: str = ""
    """What is known of the speaker's side, in plain words; "" for own words and the narrator."""

    @property
    def asserted(self) -> bool:
        """Whether the statement passes: it has no reason not to."""
        return not self.reasons

    @property
    def codes(self) -> tuple[Reason, ...]:
        """The reasons alone, each once, in the order of the gate's table."""
        return tuple(why.reason for why in self.reasons)


@dataclass(frozen=True, slots=True)
class Judged:
    """Annotations with one verdict for each statement, in the statements' order (by id)."""

    annotations: Annotations
    verdicts: tuple[Verdict, ...]


class Case(NamedTuple):
    """All that the table looks at: the statement, its actor, and what coders, sources and later statements say against it."""

    statement: Statement
    actor: Actor | None = None
    dispute: Clue | None = None
    hostile: Clue | None = None
    interested: Clue | None = None
    superseded: Clue | None = None


class Row(NamedTuple):
    """One reason: the pass that finds it, its test, its plain words, and its shadow relation's name and definition.

    `words` may name fields of `{statement}` and `{actor}`, and `{clue}`, what was found elsewhere. `shadow` is a pattern over
    `shadows.Names`. `meaning` ends the sentence "The subject supports the object only ..." of the definition.
    """

    reason: Reason
    step: int
    test: Callable[[Case], Clue | bool | None]
    words: str
    shadow: str
    meaning: str


UNSURE: Final = frozenset({Certainty.POSSIBLE, Certainty.UNCLEAR})

TABLE: Final = (
    Row(
        Reason.CONDITIONAL,
        1,
        lambda case: case.statement.condition is not None,
        "holds only if {statement.condition}",
        "conditionally{third}",
        "under a condition",
    ),
    Row(
        Reason.NOT_YET_ACTUAL,
        1,
        lambda case: case.statement.mode is Mode.PLANNED,
        "is planned, not yet so",
        "plansTo{base}",
        "by a plan not yet carried out",
    ),
    Row(
        Reason.EXPECTED,
        1,
        lambda case: case.statement.mode is Mode.EXPECTED,
        "is expected, not yet so",
        "isExpectedTo{base}",
        "in what somebody expects",
    ),
    Row(
        Reason.HYPOTHETICAL,
        1,
        lambda case: case.statement.mode is Mode.HYPOTHETICAL,
        "is only imagined",
        "would{base}",
        "in a case that is only imagined",
    ),
    Row(
        Reason.ENDED,
        1,
        lambda case: case.statement.mode is Mode.ENDED,
        "is over",
        "formerly{past}",
        "at a time that is over",
    ),
    Row(
        Reason.UNCERTAIN,
        1,
        lambda case: case.statement.certainty in UNSURE,
        "is {statement.certainty}, no more: the coder is not sure of the reading",
        "possibly{third}",
        "by a reading its coder is not sure of",
    ),
    Row(
        Reason.PARTIAL_SCOPE,
        1,
        lambda case: case.statement.scope is not Scope.ALL and case.actor is not None and case.actor.collective,
        "holds for {statement.scope} of {actor.label}, not for all",
        "partly{third}",
        "in a part of its members",
    ),
    Row(
        Reason.RETRACTED,
        1,
        lambda case: case.statement.status is Status.RETRACTED,
        "was retracted by its coder",
        "isNoLongerCodedTo{base}",
        "in a coding since retracted",
    ),
    Row(
        Reason.UNRESOLVED,
        1,
        lambda case: case.dispute,
        "{clue}",
        "disputedly{third}",
        "by a reading that another coder does not share",
    ),
    Row(
        Reason.HOSTILE_SOURCE,
        2,
        lambda case: case.hostile,
        "is the word of a rival: {clue}",
        "isSaidByRivalTo{base}",
        "in the words of a rival",
    ),
    Row(
        Reason.INTERESTED_SOURCE,
        2,
        lambda case: case.interested,
        "is the word of an interested party: {clue}",
        "isSaidByAllyTo{base}",
        "in the words of somebody who is on the same side",
    ),
    Row(
        Reason.SUPERSEDED,
        3,
        lambda case: case.superseded,
        "is overtaken: {clue}",
        "once{past}",
        "until a later statement says otherwise",
    ),
)
"""The truth gate. A statement asserts its triple when no row's test holds; it keeps every reason it has, in this order."""

STEPS: Final = {step: tuple(row for row in TABLE if row.step == step) for step in (1, 2, 3)}
SIDE_GIVING: Final = ((), (Reason.NOT_YET_ACTUAL,))
"""What pass 1 may have found about a statement from which a principal's side is read."""


@cache
def _shadow_names() -> Mapping[tuple[Reason, Form], str]:
    return {(row.reason, form): row.shadow.format_map(names._asdict()) for row in TABLE for form, names in FORMS.items()}


def shadow_relations() -> dict[str, str]:
    """Every shadow relation, local name to definition, sorted: what an edge held back for exactly one reason is called (LANGUAGE 4).

    >>> shadow_relations()["conditionallySupports"]
    'The subject supports the object only under a condition. Not asserted: the statement behind it is held back as Conditional.'
    """
    meanings = {row.reason: row.meaning for row in TABLE}
    return {
        name: f"The subject {form} the object only {meanings[reason]}. Not asserted: the statement behind it is held back as {reason}."
        for (reason, form), name in sorted(_shadow_names().items(), key=lambda item: item[1])
    }


class Heard(NamedTuple):
    """A statement as the passes see it: its interval, what it bears on, its voice, and the speakers of a third party."""

    statement: Statement
    interval: Interval | None
    bearings: tuple[tuple[str, Interval], ...]
    voice: Voice
    sources: tuple[Source, ...]


def judge(annotations: Annotations) -> Judged:
    """One verdict for each statement, by the gate's table, in three passes of which none looks back (LANGUAGE 4).

    Linear in the number of statements but for sorting. What cannot be judged (an undeclared relation) has no interval.
    """
    heard = list(_heard(annotations))
    alone = list(_alone(annotations, heard))
    sided = [(h.statement, h.bearings) for h, whys in zip(heard, alone, strict=True) if _gives_side(h, whys)]
    told = list(_told(annotations, heard, alone, sided))
    reasons = _overtaken(annotations, heard, [whys for whys, _ in told])
    verdicts = (_verdict(annotations, *row) for row in zip(heard, reasons, (about for _, about in told), strict=True))
    return Judged(annotations, tuple(verdicts))


def _heard(annotations: Annotations) -> Iterator[Heard]:
    relations, offices = annotations.relations, Offices(annotations.actors)
    intervals: dict[tuple[str, bool], Interval | None] = {}
    for s in annotations.statements:
        form = s.relation, s.negated
        if form not in intervals:
            intervals[form] = interval_of(relations, s.relation, negated=s.negated)
        interval = intervals[form]
        sources = tuple(Source(speaker.actor, offices.principals(speaker, s.said)) for speaker in s.said_by) if s.said_by else ()
        yield Heard(s, interval, bearings(relations, s, interval), _voice(annotations, s, sources), sources)


def _voice(annotations: Annotations, statement: Statement, sources: tuple[Source, ...]) -> Voice:
    """Own when any speaker is or speaks for the actor; the narrator's when nobody is named or the document's publisher speaks."""
    if not sources:
        return Voice.NARRATOR
    if any(statement.actor == source.speaker or statement.actor in source.principals for source in sources):
        return Voice.OWN
    document = annotations.documents.get(statement.document or "")
    if document and any(document.publisher == source.speaker for source in sources):
        return Voice.NARRATOR
    return Voice.THIRD_PARTY


def _found(step: int, case: Case) -> tuple[Why, ...]:
    """The reasons that the rows of one pass find in a case."""
    return tuple(_why(row, case, clue) for row in STEPS[step] if (clue := row.test(case)))


def _why(row: Row, case: Case, clue: Clue | bool) -> Why:  # noqa: FBT001 - a row's answer
    found = clue if isinstance(clue, Clue) else Clue()
    return Why(row.reason, row.words.format(statement=case.statement, actor=case.actor, clue=found.text), found.premises)


def _alone(annotations: Annotations, heard: list[Heard]) -> Iterator[tuple[Why, ...]]:
    """Pass 1: the statement alone, and what other coders read in its words."""
    against = disputes(Reading(h.statement, h.interval) for h in heard if h.interval is not None)
    for h in heard:
        dispute = against.get(h.statement.id)
        clue = _disputed(annotations, dispute) if dispute else None
        yield _found(1, Case(h.statement, annotations.actors.get(h.statement.actor), dispute=clue))


def _disputed(annotations: Annotations, dispute: Dispute) -> Clue:
    coder = annotations.label(dispute.coder)
    text = (
        f"is overruled by the adjudicated reading of {coder}"
        if dispute.overruled
        else f"is unresolved: {coder} reads the same words otherwise"
    )
    return Clue(text, (dispute.rival,))


def _gives_side(heard: Heard, whys: tuple[Why, ...]) -> bool:
    return heard.voice is not Voice.THIRD_PARTY and tuple(why.reason for why in whys) in SIDE_GIVING


def _told(
    annotations: Annotations,
    heard: list[Heard],
    alone: list[tuple[Why, ...]],
    sided: list[tuple[Statement, tuple[tuple[str, Interval], ...]]],
) -> Iterator[tuple[tuple[Why, ...], str]]:
    """Pass 2: the third parties, by the sides their principals take in own or the narrator's words; with what is known of the source."""
    held = sides(annotations, sided)
    for h, whys in zip(heard, alone, strict=True):
        if h.voice is not Voice.THIRD_PARTY:
            yield whys, ""
            continue
        said = worth(annotations, held, h.statement, h.bearings, h.sources)
        case = Case(h.statement, hostile=said.hostile, interested=said.interested)
        yield whys + _found(2, case), said.about


def _overtaken(annotations: Annotations, heard: list[Heard], before: list[tuple[Why, ...]]) -> Iterator[tuple[Why, ...]]:
    """Pass 3: what a later statement overtakes that is itself not held back by the first two passes."""
    free = ((h.statement, h.interval) for h, whys in zip(heard, before, strict=True) if _may_overtake(h, whys))
    past = history(annotations.relations, free)
    by_id = {h.statement.id: h.statement for h in heard}
    for h, whys in zip(heard, before, strict=True):
        last = past.superseder(h.statement, h.interval)
        if last is None:
            yield whys
            continue
        day = by_id[last].time[0]
        clue = Clue(f"{told(annotations, by_id[last])!r}" + (f" ({day})" if day else ""), (last,))
        yield whys + _found(3, Case(h.statement, superseded=clue))


def _may_overtake(heard: Heard, whys: tuple[Why, ...]) -> bool:
    """Nothing holds it back, or it is an act or relation of which all that is known is that it ended."""
    return not whys or (heard.interval is None and len(whys) == 1 and whys[0].reason is Reason.ENDED)


def _verdict(annotations: Annotations, heard: Heard, reasons: tuple[Why, ...], about: str) -> Verdict:
    shadow = (
        _shadow_names()[reasons[0].reason, form_of(annotations.relations, heard.statement, heard.interval)] if len(reasons) == 1 else None
    )
    return Verdict(
        statement=heard.statement,
        interval=heard.interval,
        voice=heard.voice,
        reasons=reasons,
        shadow=shadow,
        about_source=about,
    )
