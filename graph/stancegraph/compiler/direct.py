"""The triples that passed the truth gate, and the shadows of those that did not (LANGUAGE 4, layer 2).

Verdicts in, N-Quads lines of the graphs `direct` and `heldback` out, sorted, each triple once however many statements carry it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancegraph.vocabulary import sg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.compiler.names import Names
    from stancegraph.gate import Verdict
    from stancegraph.relations import Relation

__all__ = ["Reading", "direct", "entailed", "heldback"]


class Reading(NamedTuple):
    """A relation that holds with another; `reverse` when it runs from the object to the actor."""

    relation: str
    reverse: bool


def entailed(relations: Mapping[str, Relation], slug: str) -> tuple[Reading, ...]:
    """What holds where an un-negated `slug` holds, itself included, sorted: all that it `is`, their inverses, their reverses.

    An inverse holds in both directions, whichever of the two rows names it. Relations that the table lacks are passed over.
    """
    found: set[Reading] = set()
    waiting = [Reading(slug, reverse=False)]
    while waiting:
        reading = waiting.pop()
        row = relations.get(reading.relation)
        if row is not None and reading not in found:
            found.add(reading)
            waiting += (Reading(parent, reading.reverse) for parent in row.is_)
            waiting += (Reading(inverse, not reading.reverse) for inverse in _inverses(relations, row))
            if row.symmetric:
                waiting.append(Reading(row.slug, not reading.reverse))
    return tuple(sorted(found))


def reversals(relations: Mapping[str, Relation], slug: str) -> tuple[str, ...]:
    """The relations that hold from object to actor exactly where `slug` holds from actor to object, sorted: so do their negatives."""
    row = relations.get(slug)
    if row is None:
        return ()
    return tuple(sorted(_inverses(relations, row) | ({slug} if row.symmetric else set())))


def _inverses(relations: Mapping[str, Relation], row: Relation) -> set[str]:
    return {other.slug for other in relations.values() if other.inverse == row.slug} | ({row.inverse} if row.inverse else set())


def direct(verdicts: Iterable[Verdict], relations: Mapping[str, Relation], names: Names) -> Iterator[str]:
    """The triples of asserted statements with all they entail; of a negated one its negative, with the reverse that it is as true of."""
    edges = {(s.actor, s.relation, s.negated, s.object) for s in (v.statement for v in verdicts if v.asserted)}
    readings = {slug: entailed(relations, slug) for slug in sorted({relation for _, relation, _, _ in edges})}
    triples: set[str] = set()
    for actor, relation, negated, target in edges:
        subject, object_ = names.iris[actor], names.iris[target]
        if negated:
            triples.add(f"{subject} {names.relations[relation].negated} {object_}")
            triples.update(f"{object_} {names.relations[other].negated} {subject}" for other in reversals(relations, relation))
        else:
            triples.update(
                f"{object_} {names.relations[other].affirmed} {subject}"
                if reverse
                else f"{subject} {names.relations[other].affirmed} {object_}"
                for other, reverse in readings[relation]
            )
    yield from _sorted(triples, names.graphs["direct"])


def heldback(verdicts: Iterable[Verdict], names: Names) -> Iterator[str]:
    """The shadow edge of every statement that has one: exactly one reason holds it back."""
    triples = {
        f"{names.iris[v.statement.actor]} {sg(v.shadow)} {names.iris[v.statement.object]}" for v in verdicts if v.shadow and not v.asserted
    }
    yield from _sorted(triples, names.graphs["heldback"])


def _sorted(triples: set[str], graph: str) -> Iterator[str]:
    for triple in sorted(triples):
        yield f"{triple} {graph} .\n"
