"""A section `relations:` in, one row of the relation table for each entry out; built-in or a user's own, one syntax (LANGUAGE 3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.declarations import short, usable_slug
from stancegraph.fields import Fields, squeeze
from stancegraph.inflection import base_form, third_person
from stancegraph.lexicon import UNDER
from stancegraph.relations import Relation, RelationKind, Slot
from stancegraph.yamltext import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_ROLE = re.compile(r"[a-z][a-z0-9_]*\Z")


def rows(fields: Fields, section: Node | None, *, builtin: bool = False) -> Iterator[tuple[Relation, bool]]:
    """Every row of a relation table, in the order written, and whether it says its kind; what it inherits by `is` is filled in by the reader."""
    if section is None or (isinstance(section, Scalar) and section.absent):
        return
    if not isinstance(section, Mapping):
        fields.wrong_shape(section, "a map of relations")
        return
    for key, value in section.entries:
        if usable_slug(fields, key):
            yield _relation(fields, key, value, builtin=builtin), isinstance(value, Mapping) and value.get("kind") is not None


_RELATION = frozenset(
    {"verb", "forms", "irregular", "definition", "is", "polarity", "implies", "kind", "object", "inverse", "symmetric", "slots", "plover"}
)


def _relation(fields: Fields, key: Scalar, value: Node, *, builtin: bool) -> Relation:
    details = value if isinstance(value, Mapping) else Mapping((), value.start, value.end)
    if isinstance(value, Mapping):
        fields.known_keys(value, _RELATION, "a relation")
    return Relation(
        slug=key.value,
        verb=_verb(short(fields, value) or fields.text(details.get("verb")), key.value.replace("-", " ")),
        definition=fields.text(details.get("definition")) or "",
        forms=fields.texts(details.get("forms")),
        irregular=fields.texts(details.get("irregular")),
        is_=fields.texts(details.get("is")),
        polarity=_polarity(fields, details.get("polarity")),
        implies=tuple(_implies(fields, details.get("implies"))),
        kind=fields.word(details.get("kind"), RelationKind, RelationKind.STANCE),
        object=tuple(_kinds(fields, details.get("object"))),
        inverse=fields.text(details.get("inverse")),
        symmetric=bool(fields.flag(details.get("symmetric"))),
        slots=tuple(_slots(fields, details.get("slots"))),
        plover=fields.text(details.get("plover")),
        builtin=builtin,
        place=fields.place(key),
    )


def _verb(written: str | None, third: str) -> str:
    """The verb in its base form, whether it is written so, in the third person like the slug, or not at all."""
    if written is None or (written == third and third_person(written) != third):
        return base_form(third)
    return written


def _polarity(fields: Fields, node: Node | None) -> int | None:
    text = fields.text(node)
    if text is None or node is None:
        return None
    if text not in {"1", "+1", "0", "-1"}:
        fields.error("SG102", node, f"{text!r} is not a polarity", "write +1 (for), 0 (neutral) or -1 (against)")
        return None
    return int(text)


def _kinds(fields: Fields, node: Node | None) -> Iterator[str]:
    for item in fields.scalars(node):
        if item.value.strip() in {"actor", "issue", "act", "instrument"}:
            yield item.value.strip()
        else:
            fields.error("SG102", item, f"{item.value!r} is not a kind of object", "write actor, issue, act or instrument")


def _implies(fields: Fields, node: Node | None) -> Iterator[tuple[str, str | None]]:
    if isinstance(node, Mapping):
        for relation, slot in node.entries:
            yield relation.value, fields.text(slot)
    else:
        yield from ((text, None) for text in fields.texts(node))


def _slots(fields: Fields, node: Node | None) -> Iterator[Slot]:
    """Each preposition with its role and kind; a further form of a preposition is a slot of the same role."""
    if node is None or not isinstance(node, Mapping):
        if node is not None:
            fields.wrong_shape(node, "a map of prepositions")
        return
    for preposition, value in node.entries:
        details = value if isinstance(value, Mapping) else Mapping((), value.start, value.end)
        fields.known_keys(details, {"role", "kind", "forms"}, "a slot")
        role = fields.text(details.get("role")) or preposition.value
        kinds = details.get("kind") if isinstance(value, Mapping) else value
        forms = fields.texts(details.get("forms"))
        kind = next(_kinds(fields, kinds), "issue")
        role = UNDER.role if preposition.value == UNDER.preposition else role.replace(" ", "_").replace("-", "_")
        if not _ROLE.match(role):
            fields.error("SG207", preposition, f"{role[:40]!r} cannot name a role", "give it one: {role: recipient, kind: actor}")
            continue
        for form in (preposition.value, *forms):
            yield Slot(squeeze(form).casefold(), role, kind)
