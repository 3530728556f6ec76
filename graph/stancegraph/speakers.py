"""The keys `by:` and `via:` in, speakers with the office each speaks in out (LANGUAGE 1, "`by` and `via` take one or a list")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.fields import Fields, squeeze
from stancegraph.lexicon import fold
from stancegraph.names import Names, Reference
from stancegraph.records import Actor, Kind
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

__all__ = ["speakers"]

_ACTOR = frozenset({Kind.ACTOR})
Told = tuple[Reference, "Reference | None"]
"""An actor, and the principal that `as:` picks."""


def speakers(fields: Fields, names: Names, actors: Table[str, Actor], node: Node | None) -> tuple[Told, ...]:
    """One speaker, a list, or maps with `actor:` and `as:`; each once, in the order written."""
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    return tuple(dict.fromkeys(told for item in items for told in _told(fields, names, actors, item)))


def _told(fields: Fields, names: Names, actors: Table[str, Actor], item: Node) -> Iterator[Told]:
    if isinstance(item, Mapping):
        fields.known_keys(item, {"actor", "as"}, "a speaker")
        actor = _named(fields, names, item.get("actor"))
        if actor is not None:
            yield actor, _office(fields, names, actors.get(actor) if isinstance(actor, str) else None, item.get("as"))
        elif item.get("actor") is None and all(key.value == "as" for key, _ in item.entries):
            fields.error("SG013", item, "a speaker without `actor:`", "write {actor: socrates, as: eu}")
    else:
        actor = _named(fields, names, item)
        if actor is not None:
            yield actor, None


def _named(fields: Fields, names: Names, node: Node | None) -> Reference | None:
    if node is None or (isinstance(node, Scalar) and not node.value.strip()):
        return None
    text = fields.text(node)
    return names.find(text, _ACTOR, fields.place(node)) if text is not None else None


def _office(fields: Fields, names: Names, speaker: Actor | None, node: Node | None) -> Reference | None:
    """The principal that `as:` picks, by its name or by the office's title; whether the speaker speaks for it is a check's affair."""
    text = fields.text(node)
    if text is None or node is None:
        return None
    offices = speaker.speaks_for if speaker else ()
    for office in offices:
        called = {fold(office.actor), *names.lexicon.name(office.actor), *([fold(office.title)] if office.title else [])}
        if fold(text) in called or set(names.lexicon.name(text)) & called:
            return names.find(squeeze(office.actor), _ACTOR, fields.place(node))
    return names.find(text, _ACTOR, fields.place(node))
