"""Checks of offices (family SG2): whether who speaks holds the office, and whether an office that is stated is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.problems import Problem, Severity
from stancegraph.records import Certainty, Mode, Speaker, Status
from stancegraph.sources import Offices
from stancegraph.stances import relation_closure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.records import Actor, Annotations, Office, Statement

__all__ = ["no_office", "undeclared_offices"]


def no_office(annotations: Annotations) -> Iterator[Problem]:
    """SG224 warning: a speaker who holds no office for the actor on that date.

    The speaker is declared to speak for the actor, but in another time than the statement's `said`; or `as:` names an office that
    the speaker was never declared to hold. Then the voice is a third party's, not the actor's own, and the truth gate weighs it as
    such. Mostly a date is wrong, an office has no end yet, or `speaks_for` is still to be written.

    Bad:
        actors:
          russia: state
          putin: {type: person, speaks_for: {actor: russia, as: President, valid: 2000-05-07/2008-05-07}}
        statements:
        - Russia opposes independence:
            by: putin
            said: 2009-02-14

    Good:
        actors:
          russia: state
          putin: {type: person, speaks_for: {actor: russia, as: President, valid: 2000-05-07/2008-05-07}}
        statements:
        - Russia opposes independence:
            by: putin
            said: 2008-02-14
    """
    offices = Offices(annotations.actors)
    for statement in annotations.statements:
        for speaker in statement.said_by:
            principal = speaker.office or statement.actor
            ever = offices.principals(speaker, None)
            if principal in ever:
                if principal not in offices.principals(speaker, statement.said):
                    yield _without_office(annotations, statement, speaker.actor, principal)
            elif speaker.office is not None and speaker.office != speaker.actor:
                yield _without_office(annotations, statement, speaker.actor, speaker.office)


def undeclared_offices(annotations: Annotations) -> Iterator[Problem]:
    """SG227 warning: an office that is stated, and not declared.

    A statement says in the narrator's or the speaker's own voice that somebody speaks for an actor, and the declaration of the one who
    speaks does not say so, or not for that day. A statement ties two nodes of the graph; whose words count as whose is read from the
    declaration alone.

    Bad:
        actors:
          russia: state
          serbia: state
          lavrov: {type: person, speaks_for: {actor: serbia, as: foreign minister}}
        statements:
        - Lavrov speaks for Russia

    Good:
        actors:
          russia: state
          serbia: state
          lavrov: {type: person, speaks_for: {actor: russia, as: foreign minister}}
        statements:
        - Lavrov speaks for Russia
    """
    offices = Offices(annotations.actors)
    ties = {slug for slug in annotations.relations if "speaks-for" in relation_closure(annotations.relations, slug)}
    for s in annotations.statements:
        actor = annotations.actors.get(s.actor)
        stated = s.relation in ties and not s.negated and s.mode is Mode.ACTUAL and s.condition is None and s.status is not Status.RETRACTED
        sure = s.certainty in {Certainty.CERTAIN, Certainty.PROBABLE} and {each.actor for each in s.said_by} <= {s.actor}
        known = s.object in offices.principals(Speaker(s.actor), s.when or s.said)
        if stated and sure and actor and not actor.implicit and not known:
            yield _undeclared_office(annotations, s, actor)


def _undeclared_office(annotations: Annotations, statement: Statement, actor: Actor) -> Problem:
    principal = statement.object
    terms = [office.valid.edtf for office in actor.speaks_for if office.valid and office.actor == principal]
    text = f"{actor.label} is said to speak for {annotations.label(principal)}, and the declaration of {actor.slug!r} does not say so"
    if terms:
        day = statement.when or statement.said
        text += f" for {day.edtf if day else 'that day'}"
        cure = f"its `valid` is {' and '.join(terms)}: correct it, or the statement's `when`"
    elif actor.speaks_for:
        held = ", ".join(map(_written, actor.speaks_for))
        cure = f"write `speaks_for: [{held}, {{actor: {principal}}}]` under {actor.slug!r}, or correct the statement"
    else:
        cure = f"write `speaks_for: {principal}` under {actor.slug!r}"
    return Problem("SG227", Severity.WARNING, statement.place, text, cure, (actor.place,))


def _written(office: Office) -> str:
    """An office as a declaration may write it."""
    title = f', as: "{office.title}"' if office.title else ""
    valid = f', valid: "{office.valid.edtf}"' if office.valid else ""
    return f"{{actor: {office.actor}{title}{valid}}}"


def _without_office(annotations: Annotations, statement: Statement, speaker: str, principal: str) -> Problem:
    held = annotations.actors[speaker].speaks_for if speaker in annotations.actors else ()
    then = f" on {statement.said.edtf}" if statement.said and any(office.actor == principal for office in held) else ""
    text = f"{speaker!r} holds no office for {principal!r}{then}"
    terms = [office.valid.edtf for office in held if office.valid]
    known = f"; it is valid {' and '.join(terms)}" if terms else ""
    cure = (
        f"correct `said` or the office's `valid`{known}"
        if then
        else f"declare it: `{speaker}: {{speaks_for: {{actor: {principal}, as: ...}}}}`"
    )
    return Problem("SG224", Severity.WARNING, statement.place, text, cure, tuple(office.place for office in held))
