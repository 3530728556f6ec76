"""What would share an address or hang on the wrong thing in the graph: SG225, SG310, SG311 (LANGUAGE 2, "IRIs" and "Names")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.problems import Problem, Severity
from stancegraph.vocabulary import SG, negative_iri, relation_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.problems import Place
    from stancegraph.records import Annotations

__all__ = ["far_superseding", "figures_of_no_act", "shared_addresses"]


def shared_addresses(annotations: Annotations) -> Iterator[Problem]:
    """SG225 error: two things at one address.

    A relation of your own is spelt in camel case below the project's base, and so is its negation: `likes` also makes
    `doesNotLike`. A second relation, or a noun, that comes out the same would be the same thing in the graph.

    Bad:
        relations:
          likes: {verb: like, polarity: 1}
          does-not-like: {verb: mislike, polarity: -1}
        statements:
        - Russia likes talks
        - Serbia mislikes talks

    Good:
        relations:
          likes: {verb: like, polarity: 1}
          dislikes: {verb: dislike, polarity: -1}
        statements:
        - Russia likes talks
        - Serbia dislikes talks
    """
    base = annotations.project.base
    if base.startswith(SG.rstrip("#")):
        text = f"the base {base!r} is where our own vocabulary lives"
        yield Problem("SG225", Severity.ERROR, annotations.project.place, text, "choose an address of your own")
        return
    taken: dict[str, tuple[str, Place]] = {}
    for section in annotations.sections:
        taken.update((f"<{base}{slug}>", (slug, entity.place)) for slug, entity in section.items())
    for slug, relation in sorted(annotations.relations.items()):
        if relation.builtin:
            continue
        for iri, name in ((relation_iri(relation, base), slug), (negative_iri(relation, base), f"not {slug}")):
            other, place = taken.setdefault(iri, (name, relation.place))
            if other != name:
                text = f"{name!r} and {other!r} would both be {iri}"
                yield Problem("SG225", Severity.ERROR, relation.place, text, "rename one of the two", (place,))


def far_superseding(annotations: Annotations) -> Iterator[Problem]:
    """SG310 warning: superseding a statement of another actor or on another thing.

    `supersedes:` takes the named statement out of the plain graph, whatever the dates. It is meant for a later word of the same
    actor on the same thing; over anything else it hides a position that nobody gave up.

    Bad:
        statements:
        - Russia opposes independence: {id: one}
        - Serbia opposes independence: {supersedes: one}

    Good:
        statements:
        - Russia opposes independence: {id: one}
        - Russia supports independence: {supersedes: one}
    """
    by_id = {statement.id: statement for statement in annotations.statements}
    for statement in annotations.statements:
        for name in statement.supersedes:
            old = by_id.get(name)
            if old is not None and (old.actor, old.object) != (statement.actor, statement.object):
                text = f"supersedes {name.removeprefix('s/')!r}, which is of {old.actor} on {old.object}"
                yield Problem(
                    "SG310", Severity.WARNING, statement.place, text, "name a statement of the same actor on the same thing", (old.place,)
                )


def figures_of_no_act(annotations: Annotations) -> Iterator[Problem]:
    """SG311 warning: figures of what is no act.

    A figure is a reported number of an act: the officers of a mission, the marchers of a march. Of an issue nothing can be counted,
    and two reports could never be compared.

    Bad:
        - the EU supports independence:
            figures: {police-officers: 1500}

    Good:
        - the EU deploys a mission:
            figures: {police-officers: 1500}
    """
    for statement in annotations.statements:
        if statement.figures and statement.object not in annotations.acts:
            text = f"figures of {statement.object!r}, which is no act"
            yield Problem("SG311", Severity.WARNING, statement.figures[0].place, text, "give them to the statement about the act")
