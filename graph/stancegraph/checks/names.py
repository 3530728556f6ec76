"""Checks of names and references (family SG2): what is declared, what it is called, and who speaks for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.lexicon import fold
from stancegraph.problems import Problem, Severity
from stancegraph.spelling import EDITS_PER_LETTERS, LONG_ENOUGH, digits, distance, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancegraph.records import Annotations, Entity, Statement

__all__ = ["circles", "lookalikes", "twice_owned", "unused"]

MOST_EDITS = 2  # two long names that differ more are rather two phrases than one misspelt
SHOWN = 10  # nodes of a circle that a message names
COMMON = 10  # of the names that share a piece ("republic of") only so many are compared


def unused(annotations: Annotations) -> Iterator[Problem]:
    """SG220 info: declared but unused.

    Nothing refers to this actor, issue, act, instrument, document, coder or relation: no statement and no other declaration. Often it
    is a remnant, or the sentence meant for it spells the name in another way and declared a second thing on the fly.

    Bad:
        actors:
          russia: state
          serbia: state
        statements:
        - Russia opposes independence

    Good:
        actors:
          russia: state
        statements:
        - Russia opposes independence
    """
    used = _references(annotations)
    sections: tuple[Mapping[str, Entity], ...] = (*_named(annotations), annotations.documents, annotations.coders)
    for section in sections:
        for slug, entity in section.items():
            if slug not in used and not entity.implicit:
                text = f"{slug!r} is declared but nothing refers to it"
                yield Problem("SG220", Severity.INFO, entity.place, text, "code a statement with it, or delete the declaration")
    for slug in sorted(_idle_relations(annotations)):
        text = f"{slug!r} is declared but no statement has this relation"
        yield Problem(
            "SG220", Severity.INFO, annotations.relations[slug].place, text, "code a statement with it, or delete the declaration"
        )


def _idle_relations(annotations: Annotations) -> set[str]:
    """The project's own relations that no statement has, and none that is a kind of them, implies them or is their inverse."""
    own = {slug for slug, relation in annotations.relations.items() if not relation.builtin}
    waiting = {statement.relation for statement in annotations.statements} & annotations.relations.keys() if own else set()
    used = set(waiting)
    while waiting:
        relation = annotations.relations[waiting.pop()]
        near = {*relation.is_, *(stance for stance, _ in relation.implies), *([relation.inverse] if relation.inverse else [])}
        waiting |= (near & annotations.relations.keys()) - used
        used |= near
    return own - used


def twice_owned(annotations: Annotations) -> Iterator[Problem]:
    """SG221 warning: one name for two things.

    A slug, name or alias of one thing is also a slug, name or alias of another. A sentence that uses the name has two readings; as
    long as none does, this is only a trap laid for the next coder. Case, white space and a leading article do not tell names apart;
    an actor and an issue may share a name, because a sentence has its own places for them.

    Bad:
        actors:
          european-union: {type: igo, name: European Union, also: [Brussels]}
          belgium: {type: state, also: [Brussels]}
        statements:
        - European Union supports recognition
        - Belgium supports recognition

    Good:
        actors:
          european-union: {type: igo, name: European Union, also: [Brussels]}
          belgium: {type: state}
        statements:
        - European Union supports recognition
        - Belgium supports recognition
    """
    actors, issues, acts, instruments = _named(annotations)
    for entities in (actors.values(), [*issues.values(), *acts.values(), *instruments.values()], annotations.coders.values()):
        owners: dict[str, Entity] = {}
        for entity in sorted(entities, key=_file_order):
            for name in sorted(_names(entity)):
                if (first := owners.setdefault(name, entity)) is not entity:
                    yield _shared(name, first, entity)


def circles(annotations: Annotations) -> Iterator[Problem]:
    """SG222 error: declarations that run in a circle.

    `member_of`, `speaks_for`, `entails`, `broader`, `repeats` and `supersedes` lead from one thing to another and on from there. A
    circle would make every member of an organisation its own member, two issues that entail each other are one issue under two
    names, and of two statements that supersede each other none would stand.

    Bad:
        issues:
          independence: {entails: sovereignty}
          sovereignty: {entails: independence}
        statements:
        - Russia opposes independence
        - Serbia opposes sovereignty

    Good:
        issues:
          independence: {entails: sovereignty}
          sovereignty: {}
        statements:
        - Russia opposes independence
        - Serbia opposes sovereignty
    """
    for field, entities, edges in _hierarchies(annotations):
        for circle in circular(edges):
            first, *others = (entities[slug].place for slug in circle[:SHOWN])
            text = f"{field} runs in a circle: {shown_circle(circle)}"
            yield Problem("SG222", Severity.ERROR, first, text, f"delete one {field} of the circle", tuple(others))


def lookalikes(annotations: Annotations) -> Iterator[Problem]:
    """SG223 warning: two undeclared names that look alike.

    Both names were declared on the fly and are of one kind. They differ only in case, points, hyphens or spaces, or have five letters
    or more and lie within one edit in four letters, two at most. If they are one thing, its statements are now split between two
    nodes; if they are two, declare both. Names whose digits differ (resolutions 1244 and 1245) are never taken for one another.

    Bad:
        - Russia opposes independence
        - Serbia opposes independance

    Good:
        - Russia opposes independence
        - Serbia opposes independence
    """
    for section in _named(annotations):
        implicit = [entity for entity in section.values() if entity.implicit]
        for earlier, later in _alike(sorted(implicit, key=_file_order)):
            text = f"{later.label!r} looks like {earlier.label!r} ({earlier.place}), and neither is declared"
            yield Problem("SG223", Severity.WARNING, later.place, text, "write one spelling, or declare both names", (earlier.place,))


def circular(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Circles of a directed graph, each from its alphabetically first node; every node that lies on one is in at least one of them.

    Circles that share their closing nodes with one already found are left out: mending that one is the first step anyway.

    >>> list(circular({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"], "e": ["a"]}))
    [('a', 'b', 'c'), ('d',)]
    """
    done: set[str] = set()
    reported: set[str] = set()
    for root in sorted(edges):
        path: dict[str, Iterator[str]] = {} if root in done else {root: iter(edges[root])}
        while path:
            node, following = next(reversed(path.items()))
            child = next(following, None)
            if child is None:
                done.add(node)
                del path[node]
            elif child in path and not {child, node} <= reported:
                nodes = list(path)
                circle = nodes[nodes.index(child) :]
                reported.update(circle)
                first = circle.index(min(circle))
                yield (*circle[first:], *circle[:first])
            elif child in edges and child not in done and child not in path:
                path[child] = iter(edges[child])


def shown_circle(circle: tuple[str, ...]) -> str:
    """A circle in words, back to where it begins; of a long one only the beginning, since there may be many of them.

    >>> shown_circle(("a", "b"))
    'a > b > a'
    """
    left_out = ("...",) if len(circle) > SHOWN else ()
    return " > ".join((*circle[:SHOWN], *left_out, circle[0]))


def _named(annotations: Annotations) -> tuple[Mapping[str, Entity], ...]:
    """The sections whose names stand in sentences."""
    return annotations.actors, annotations.issues, annotations.acts, annotations.instruments


def _references(annotations: Annotations) -> set[str | None]:
    """Every slug that a statement or a declaration names."""
    used: set[str | None] = set()
    for s in annotations.statements:
        used.update((s.actor, s.object, s.document, s.coder, *s.because, *s.exceptions))
        for speaker in (*s.said_by, *s.reported_by):
            used.update(speaker)
        for _, slugs in s.slots:
            used.update(slugs)
    for actor in annotations.actors.values():
        used.update(actor.member_of, (actor.members_of,), (office.actor for office in actor.speaks_for))
    for issue in annotations.issues.values():
        used.update(issue.entails, issue.excludes, issue.broader, (issue.negation_of,))
    used.update(copied for document in annotations.documents.values() for copied, _ in document.repeats)
    used.update(document.publisher for document in annotations.documents.values())
    return used


def _names(entity: Entity) -> set[str]:
    """What a sentence may call the entity, folded."""
    return {fold(name) for name in entity.names}


def _shared(name: str, first: Entity, other: Entity) -> Problem:
    text = f"{name!r} names both {first.slug!r} ({first.place}) and {other.slug!r}"
    return Problem("SG221", Severity.WARNING, other.place, text, "leave the name to one of them", (first.place,))


def _file_order(entity: Entity) -> tuple[str, int]:
    return entity.place.path, entity.place.start


class _Hierarchy(NamedTuple):
    field: str
    entities: Mapping[str, Entity | Statement]
    edges: Mapping[str, Sequence[str]]


def _hierarchies(annotations: Annotations) -> Iterator[_Hierarchy]:
    """Every field that leads from a thing to others of its section and may not lead back."""
    actors, issues = annotations.actors, annotations.issues
    members = {slug: (*a.member_of, *([a.members_of] if a.members_of else [])) for slug, a in actors.items()}
    yield _Hierarchy("member_of", actors, members)
    yield _Hierarchy("speaks_for", actors, {slug: [office.actor for office in a.speaks_for] for slug, a in actors.items()})
    yield _Hierarchy("entails", issues, {slug: issue.entails for slug, issue in issues.items()})
    yield _Hierarchy("broader", issues, {slug: issue.broader for slug, issue in issues.items()})
    documents = annotations.documents
    yield _Hierarchy("repeats", documents, {slug: [name for name, _ in document.repeats] for slug, document in documents.items()})
    statements = {statement.id: statement for statement in annotations.statements if statement.supersedes}
    yield _Hierarchy("supersedes", statements, {name: statement.supersedes for name, statement in statements.items()})


def _alike(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """(earlier, later) pairs that look alike, at most one for each later one.

    Of two texts k edits apart, the one holds a piece of the other cut into k + 1, at most k places off. So a name is filed under its
    pieces, and is compared only with names that it holds a piece of: linear in the number of names. A swap of two letters across a
    cut spoils two pieces and may go unseen.
    """
    filed: dict[tuple[str, int, int, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        name = key(entity.label)
        candidates: dict[str, Entity] = {}
        for trait in _traits_of_twins(name):
            candidates.update(filed.get(trait, ()))
        if (twin := _closest(name, candidates)) is not None:
            yield twin, entity
        for trait in _traits(name):
            if len(filed[trait]) < COMMON:
                filed[trait][name] = entity


def _edits(length: int) -> int:
    """How far from a name of that length another may lie and still be taken for it."""
    return min(MOST_EDITS, length // EDITS_PER_LETTERS) if length >= LONG_ENOUGH else 0


def _cuts(length: int) -> list[tuple[int, int]]:
    count = _edits(length) + 1
    return list(pairwise(length * i // count for i in range(count + 1)))


def _traits(name: str) -> Iterator[tuple[str, int, int, str]]:
    """Digits, length, and each piece with its place."""
    known_digits = digits(name)
    for start, end in _cuts(len(name)):
        yield known_digits, len(name), start, name[start:end]


def _traits_of_twins(name: str) -> Iterator[tuple[str, int, int, str]]:
    """Every trait under which a name like this one may be filed."""
    known_digits, most = digits(name), _edits(len(name))
    for length in range(len(name) - most, len(name) + most + 1):
        for start, end in _cuts(length):
            for first in range(max(0, start - most), start + most + 1):
                yield known_digits, length, start, name[first : first + end - start]


def _closest(name: str, candidates: Mapping[str, Entity]) -> Entity | None:
    near = []
    letters = Counter(name)
    for known, entity in candidates.items():
        most = min(_edits(len(known)), _edits(len(name)))
        # One edit changes the count of at most two letters, and counting is cheaper than comparing.
        theirs = Counter(known)
        if ((letters - theirs) + (theirs - letters)).total() <= 2 * most and (apart := distance(name, known, most)) <= most:
            near.append((apart, _file_order(entity), entity))
    return min(near, key=itemgetter(0, 1))[2] if near else None
