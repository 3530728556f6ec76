"""The graph as one JSON-LD 1.1 document that reads like our YAML, its context inside (`exports.context`).

A `Derived` in, JSON out: the project's own fields, then a list of nodes under each section. A statement stands whole, with its quotes,
reporters and figures inside it and the names of its speakers and document beside their slugs; an actor carries its direct triples.

The document is the union of the named graphs, as `graph.ttl` is, and no dataset: what belongs together in JSON (a statement and its
speaker's name, an actor and its positions) lies in different graphs, and an object inside a named graph puts all its triples there. No
triple is in two graphs, and direct triples and shadows differ by what their predicates are, so nothing but the graphs' names is left
out; `graph.trig` has those.

Statements and findings stream; entities, ontology and direct triples are held.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from stancegraph import compiler
from stancegraph.exports.context import context, spelt
from stancegraph.exports.files import replacing
from stancegraph.exports.jsonnodes import Spelling, members, named, tree
from stancegraph.exports.nodes import Group, Node, groups, nodes
from stancegraph.vocabulary import expanded, sg

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.inference import Derived

__all__ = ["lines", "write"]

_PROJECT, _EDGES = "project", "edges"
_SECTION: Final = {
    **{sg(name): "actors" for name in ("Actor", "Person", "State", "Igo", "Organization", "Group", "Media", "ActorClass")},
    **{
        sg(name[:-1].capitalize()): name
        for name in ("issues", "acts", "instruments", "documents", "coders", "statements", "positions", "stances")
    },
    expanded("dcat:Dataset"): _PROJECT,
}
"""The first class of a node to the section it stands under."""
_GRAPH: Final = {"vocabulary": "vocabulary", "direct": _EDGES, "heldback": _EDGES, "derived": "findings"}
"""What a node of another class stands under, by its graph."""
_FIRST: Final = ("actors", "issues", "acts", "instruments", "documents", "coders")
_STREAMED: Final = ("statements", "positions", "stances", "findings")
_LAST: Final = ("vocabulary", "others")


def write(derived: Derived, path: str | os.PathLike[str]) -> None:
    """Write the document."""
    with replacing(path) as file:
        file.writelines(lines(derived))


def lines(derived: Derived) -> Iterator[str]:
    """The document in pieces, a node each.

    Raises:
        TermError: As `compiler.blocks`.
    """
    annotations = derived.judged.annotations
    defined = context(annotations)
    spelling = Spelling(annotations.project.base, defined)
    held: dict[str, list[Group]] = {}
    found = groups(nodes(compiler.blocks(derived)))
    streamed: Iterable[Group] = ()
    for group in found:
        if _place(group.node) in _STREAMED:
            streamed = chain([group], found)
            break
        held.setdefault(_place(group.node), []).append(group)
    _settle(held)
    names = {group.node.iri: named(group.node, spelling) for name in ("actors", "documents") for group in held.get(name, ())}
    yield f'{{"@context": {{\n{spelt(defined)}\n }}'
    for project in held[_PROJECT]:
        yield f',\n "id": {spelling.links[project.node.iri]},\n ' + ",\n ".join(members(project.node, {}, spelling, {}))
    for name in _FIRST:
        yield from _section(name, held.get(name, ()), spelling, names)
    for name, those in groupby(streamed, key=lambda group: _place(group.node)):
        yield from _section(name, those, spelling, names)
    for name in _LAST:
        yield from _section(name, held.get(name, ()), spelling, names)
    yield "\n}\n"


def _place(node: Node) -> str:
    """The section that a node stands under."""
    return _SECTION.get(node.kind) or _GRAPH.get(node.layer, "others")


def _settle(held: dict[str, list[Group]]) -> None:
    """Moves direct triples and shadow edges to the nodes that they begin at."""
    begun_at = {group.node.iri: group.node for name in _FIRST for group in held.get(name, ())}
    for group in held.pop(_EDGES, ()):
        begun_at[group.node.iri].pairs.extend(group.node.pairs)


def _section(name: str, found: Iterable[Group], spelling: Spelling, names: Mapping[str, str]) -> Iterator[str]:
    """A section's list of objects; nothing of one without nodes."""
    opening = f',\n "{name}": [\n  '
    for group in found:
        yield opening + tree(group.node, group.parts, spelling, names)
        opening = ",\n  "
        # What no property of the node holds stands beside it.
        yield from (opening + tree(part, {}, spelling, names) for part in group.parts.values())
    if opening == ",\n  ":
        yield "\n ]"
