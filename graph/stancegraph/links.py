"""A declared noun in, its references to other nouns resolved out: memberships, offices, entailments (LANGUAGE 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from stancegraph.names import Names, Reference, slug_of
from stancegraph.records import Actor, Document, Entity, Issue, Kind, Office

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.problems import Place

__all__ = ["Links", "linked", "links"]

Noun = TypeVar("Noun", bound=Entity)
Links = dict[str, tuple["Reference | None", ...]]
"""Field name to its references, in the order written; None for one that is in error."""

_ACTOR = frozenset({Kind.ACTOR})
_ISSUE = frozenset({Kind.ISSUE})
_DOCUMENT = frozenset({Kind.DOCUMENT})


def links(entity: Entity, names: Names, named: Mapping[tuple[int, str], Place]) -> Links:
    """Every reference of a noun as the names stand before the undeclared ones are settled; `named` says where each is written."""

    def found(texts: tuple[str, ...], kinds: frozenset[Kind]) -> tuple[Reference | None, ...]:
        return tuple(names.find(text, kinds, named.get((entity.place.start, text), entity.place)) for text in texts)

    match entity:
        case Actor():
            offices = tuple(names.find(office.actor, _ACTOR, office.place) for office in entity.speaks_for)
            members = () if entity.members_of is None else (entity.members_of,)
            return {"member_of": found(entity.member_of, _ACTOR), "members_of": found(members, _ACTOR), "speaks_for": offices}
        case Issue():
            negated = () if entity.negation_of is None else (entity.negation_of,)
            lists = {name: found(getattr(entity, name), _ISSUE) for name in ("entails", "excludes", "broader")}
            return {**lists, "negation_of": found(negated, _ISSUE)}
        case Document():
            known = entity.publisher is not None and any(names.kinds[slug] is Kind.ACTOR for slug in names.lexicon.name(entity.publisher))
            publisher = found((entity.publisher,), _ACTOR) if known and entity.publisher else ()
            return {"publisher": publisher, "repeats": found(tuple(document for document, _ in entity.repeats), _DOCUMENT)}
        case _:
            return {}


def linked(entity: Noun, found: Mapping[str, tuple[Reference | None, ...]]) -> Noun:
    """The noun with slugs in place of what was written; a reference in error is left out, a publisher that is no actor stays as text."""
    slugs = {name: tuple(None if each is None else slug_of(each) for each in references) for name, references in found.items()}
    kept = {name: tuple(dict.fromkeys(slug for slug in each if slug)) for name, each in slugs.items()}
    match entity:
        case Actor():
            offices = tuple(Office(slug, *office[1:]) for slug, office in zip(slugs["speaks_for"], entity.speaks_for, strict=True) if slug)
            members_of = kept["members_of"][0] if kept["members_of"] else None
            return replace(entity, member_of=kept["member_of"], members_of=members_of, speaks_for=offices)
        case Issue():
            negation_of = kept["negation_of"][0] if kept["negation_of"] else None
            return replace(entity, entails=kept["entails"], excludes=kept["excludes"], broader=kept["broader"], negation_of=negation_of)
        case Document():
            repeats = tuple((slug, quotes) for slug, (_, quotes) in zip(slugs["repeats"], entity.repeats, strict=True) if slug)
            return replace(entity, publisher=kept["publisher"][0] if kept["publisher"] else entity.publisher, repeats=repeats)
        case _:
            return entity
