"""Rows of the built-in and the user's relation tables in, the one table in force out, with what rows inherit by `is` (LANGUAGE 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stancegraph.lexicon import UNDER
from stancegraph.problems import Problem, Severity
from stancegraph.relations import Relation, RelationKind
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.records import Entity, Kind

__all__ = ["completed"]

_OBJECTS = {RelationKind.STANCE: ("issue", "act", "instrument"), RelationKind.ACT: ("act",), RelationKind.RELATION: ("actor",)}


def completed(
    rows: Iterable[tuple[Relation, bool]], declared: Mapping[str, tuple[Kind, Entity]], problems: list[Problem]
) -> dict[str, Relation]:
    """The table by slug: references checked, kind, polarity and objects filled in from the nearest ancestor that has them.

    Without a kind of its own or its parents', a row with a polarity is a stance, one that implies something is an act, else a stance.
    """
    written: dict[str, tuple[Relation, bool]] = {}
    for relation, has_kind in rows:
        first = written[relation.slug][0].place if relation.slug in written else None
        if first is None and not relation.builtin and relation.slug in declared:
            first = declared[relation.slug][1].place
        if first is not None:
            builtin = relation.slug in written and written[relation.slug][0].builtin
            where = "in the built-in table" if builtin else f"on line {first.line} of {first.path}"
            problems.append(
                _problem(
                    "SG206",
                    relation,
                    f"{relation.slug!r} is declared twice: also {where}",
                    "choose another slug; a relation that refines a built-in one says `is:`",
                )
            )
        else:
            written[relation.slug] = (relation, has_kind)
    known = {slug: _checked(relation, written, problems) for slug, (relation, _) in written.items()}
    table = {slug: _filled(relation, known, written) for slug, relation in known.items()}
    problems += (
        _problem(
            "SG213",
            relation,
            f"the stance {relation.slug!r} takes no side",
            "write `polarity: +1`, `0` or `-1`, or `is:` a relation that has one, or `kind: act`",
        )
        for relation in table.values()
        if relation.kind is RelationKind.STANCE and relation.polarity is None
    )
    return table


def _problem(code: str, relation: Relation, text: str, help_: str) -> Problem:
    return Problem(code, Severity.ERROR, relation.place, text, help_)


def _checked(relation: Relation, written: Mapping[str, tuple[Relation, bool]], problems: list[Problem]) -> Relation:
    """The row without references to relations that are not there, each reported."""

    def there(slug: str, key: str) -> bool:
        if slug in written:
            return True
        close = nearest(slug, sorted(written))
        problems.append(
            _problem(
                "SG209",
                relation,
                f"`{key}:` names {slug!r}, which is no relation",
                f"did you mean {close!r}?" if close else "declare it under `relations:`",
            )
        )
        return False

    return replace(
        relation,
        is_=tuple(slug for slug in relation.is_ if there(slug, "is")),
        implies=tuple(
            (stance, role)
            for stance, written_role in relation.implies
            for role in (_role(relation, written_role, problems) if there(stance, "implies") else ())
        ),
        inverse=relation.inverse if relation.inverse is None or there(relation.inverse, "inverse") else None,
    )


def _role(relation: Relation, written: str | None, problems: list[Problem]) -> tuple[str | None, ...]:
    """The role on which something implied falls, written as a slot's preposition or role; None is the object, () what is no slot."""
    if written is None:
        return (None,)
    slots = (UNDER, *relation.slots)
    named = {slot.role: slot.role for slot in slots} | {slot.preposition: slot.role for slot in slots}
    if written in named:
        return (named[written],)
    close = nearest(written, sorted(named))
    problems.append(
        _problem(
            "SG209",
            relation,
            f"`implies:` names {written!r}, which is no slot of {relation.slug!r}",
            f"did you mean {close!r}?" if close else f"declare it under `slots:`, or write one of {', '.join(sorted(named))}",
        )
    )
    return ()


def _filled(relation: Relation, known: Mapping[str, Relation], written: Mapping[str, tuple[Relation, bool]]) -> Relation:
    ancestors = [relation, *_ancestors(relation, known)]
    kind = next((each.kind for each in ancestors if written[each.slug][1]), None)
    polarity = next((each.polarity for each in ancestors if each.polarity is not None), None)
    if kind is None:
        kind = RelationKind.ACT if polarity is None and any(each.implies for each in ancestors) else RelationKind.STANCE
    objects = next((each.object for each in ancestors if each.object), _OBJECTS[kind])
    return replace(relation, kind=kind, polarity=polarity if kind is RelationKind.STANCE else relation.polarity, object=objects)


def _ancestors(relation: Relation, known: Mapping[str, Relation]) -> Iterator[Relation]:
    """Parents, then their parents, nearest first; a cycle ends where it closes."""
    seen, queue = {relation.slug}, list(relation.is_)
    while queue:
        slug = queue.pop(0)
        if slug not in seen:
            seen.add(slug)
            yield known[slug]
            queue += known[slug].is_
