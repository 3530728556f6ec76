"""Checks of the logic between statements (family SG3): who contradicts whom, what a scope or an office means, what follows from what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stancegraph.checks.names import SHOWN, circular, shown_circle
from stancegraph.dates import overlap
from stancegraph.problems import Problem, Severity
from stancegraph.records import ActorType, Scope
from stancegraph.relations import RelationKind
from stancegraph.stances import relation_closure
from stancegraph.vocabulary import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.records import Actor, Annotations, Issue, Office, Statement

__all__ = [
    "circular_relations",
    "entailed_and_excluded",
    "office_holders",
    "reversed_relations",
    "scopes",
    "unsourced",
]


def scopes(annotations: Annotations) -> Iterator[Problem]:
    """SG304 warning: a scope on an actor that is no collective.

    `scope: most` says that a part of the actor holds the position. Only an igo, an organization, a group or a class has parts that
    hold positions of their own; on any other actor, and on one whose type is not declared, the scope holds nothing back.

    Bad:
        actors:
          russia: state
        statements:
        - Russia opposes independence:
            scope: most

    Good:
        actors:
          eu-members: class
        statements:
        - eu-members oppose independence:
            scope: most
    """
    everybody = Scope.ALL
    for statement in annotations.statements:
        if statement.scope is not everybody:
            actor = annotations.actors.get(statement.actor)
            if actor is None or not actor.collective:
                yield _scope_problem(statement, actor)


def office_holders(annotations: Annotations) -> Iterator[Problem]:
    """SG305 info: an office-holder as actor.

    In office, the principal is the actor and the person stands in `by:`, so that what a president and his foreign minister say for
    their state meets at one node. The person is the actor only of a personal view; if this is one, silence the message with
    `# sg: ignore SG305 because ...`.

    Bad:
        actors:
          russia: state
          putin: {type: person, speaks_for: {actor: russia, as: President}}
        statements:
        - Putin opposes independence

    Good:
        actors:
          russia: state
          putin: {type: person, speaks_for: {actor: russia, as: President}}
        statements:
        - Russia opposes independence:
            by: putin
    """
    holders = {slug: a.speaks_for for slug, a in annotations.actors.items() if a.type is ActorType.PERSON and a.speaks_for}
    stances = {slug for slug, relation in annotations.relations.items() if relation.kind is RelationKind.STANCE}
    for statement in annotations.statements if holders else ():
        if statement.actor in holders and statement.relation in stances:
            office = next((office for office in holders[statement.actor] if _held_then(office, statement)), None)
            if office is not None:
                yield _office_problem(annotations, statement, office)


def reversed_relations(annotations: Annotations) -> Iterator[Problem]:
    """SG306 error: a relation that reverses the sign of one it `is`.

    A direct triple of a relation also asserts every relation that it `is`. A relation of polarity -1 that is one of polarity +1 would
    make whoever opposes also support. Negation is no way out either: that an actor does not support is said with `not`.

    Bad:
        relations:
          tolerates: {verb: tolerate, polarity: 1, is: opposes}
        statements:
        - Russia tolerates independence

    Good:
        relations:
          tolerates: {verb: tolerate, polarity: 1, is: supports}
        statements:
        - Russia tolerates independence
    """
    relations = annotations.relations
    for slug, relation in relations.items():
        if relation.polarity and not relation.builtin:
            above = sorted(relation_closure(relations, slug) - {slug})
            contrary = [repr(parent) for parent in above if (relations[parent].polarity or 0) * relation.polarity < 0]
            if contrary:
                text = (
                    f"{slug!r} has polarity {relation.polarity:+}, but it is {' and '.join(contrary)}, of polarity {-relation.polarity:+}"
                )
                yield Problem("SG306", Severity.ERROR, relation.place, text, "change `polarity`, or leave out `is`")


def circular_relations(annotations: Annotations) -> Iterator[Problem]:
    """SG307 error: relations that are one another.

    `is` leads from a relation to a wider one. In a circle each would be wider than itself: they are one relation, and the others are
    its `forms`.

    Bad:
        relations:
          tolerates: {verb: tolerate, polarity: 1, is: condones}
          condones: {verb: condone, polarity: 1, is: tolerates}
        statements:
        - Russia tolerates independence
        - Serbia condones independence

    Good:
        relations:
          tolerates: {verb: tolerate, forms: [condone], polarity: 1, is: supports}
        statements:
        - Russia tolerates independence
        - Serbia condones independence
    """
    relations = annotations.relations
    for circle in circular({slug: relation.is_ for slug, relation in relations.items()}):
        first, *others = (relations[slug].place for slug in circle[:SHOWN])
        text = f"`is` runs in a circle: {shown_circle(circle)}"
        yield Problem("SG307", Severity.ERROR, first, text, "delete one `is` of the circle, or make one relation of it", tuple(others))


def entailed_and_excluded(annotations: Annotations) -> Iterator[Problem]:
    """SG308 error: an issue that entails and excludes the same.

    Whoever supports the issue would support and oppose the other one by rule. The entailment may run over several issues, and an
    issue excludes whatever it is the `negation_of`, or what is the negation of it. Nothing excludes itself.

    Bad:
        issues:
          independence: {entails: recognition, excludes: partition}
          recognition: {entails: partition}
          partition: {}
        statements:
        - Russia opposes independence

    Good:
        issues:
          independence: {entails: recognition, excludes: partition}
          recognition: {}
          partition: {}
        statements:
        - Russia opposes independence
    """
    issues = annotations.issues
    negations: defaultdict[str, set[str]] = defaultdict(set)
    for slug, issue in issues.items():
        if issue.negation_of is not None:
            negations[slug].add(issue.negation_of)
            negations[issue.negation_of].add(slug)
    for slug, issue in issues.items():
        excluded = {*issue.excludes, *negations.get(slug, ())}
        for other in sorted(excluded & ({slug} | _entailed(issues, slug))) if excluded else ():
            text = f"{slug!r} excludes itself" if other == slug else f"{slug!r} both entails and excludes {other!r}"
            place = issues[other].place if other in issues else issue.place
            yield Problem("SG308", Severity.ERROR, issue.place, text, "delete one of the two", (place,))


def unsourced(annotations: Annotations) -> Iterator[Problem]:
    """SG309 info: a statement without source.

    The project has documents, but this statement names none: nobody can look it up, and it has no date of a document.

    Bad:
        documents:
          cnn-2008-02-14: article
        statements:
        - Russia opposes independence:
            source: cnn-2008-02-14
        - Serbia opposes independence

    Good:
        documents:
          cnn-2008-02-14: article
        statements:
        - source: cnn-2008-02-14
          statements:
          - Russia opposes independence
          - Serbia opposes independence
    """
    for statement in annotations.statements if annotations.documents else ():
        if statement.document is None:
            yield Problem(
                "SG309", Severity.INFO, statement.place, "a statement without source", "name the document it was read in: `source: ...`"
            )


def _scope_problem(statement: Statement, actor: Actor | None) -> Problem:
    if actor is not None and actor.type is not None:
        text = f"scope {statement.scope} on {statement.actor!r}, which is a {actor.type} and no collective"
        cure = "make the actor the group that is meant, or leave `scope` out"
    else:
        text = f"scope {statement.scope} on {statement.actor!r}, whose type is not declared"
        cure = f"declare it: `{statement.actor}: group` (or igo, organization, class)"
    return Problem("SG304", Severity.WARNING, statement.place, text, cure)


def _held_then(office: Office, statement: Statement) -> bool:
    """Whether the office may be held at the time of the statement; an undated one decides nothing."""
    date = statement.said or statement.when
    return office.valid is None or date is None or overlap(office.valid, date)


def _office_problem(annotations: Annotations, statement: Statement, office: Office) -> Problem:
    person, principal = annotations.label(statement.actor), annotations.label(office.actor)
    title = f" as {office.title}" if office.title else ""
    text = f"{person} speaks for {principal}{title}, and is the actor here"
    relation = annotations.relations[statement.relation]
    sentence = f"{principal} {told(relation, negated=statement.negated)} {annotations.label(statement.object)}"
    return Problem("SG305", Severity.INFO, statement.place, text, f'in office write "{sentence}:" with `by: {statement.actor}`')


def _entailed(issues: Mapping[str, Issue], slug: str) -> set[str]:
    """Everything an issue entails, at any remove."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        issue = issues.get(waiting.pop())
        fresh = set(issue.entails) - found if issue else set()
        found |= fresh
        waiting += fresh
    return found
