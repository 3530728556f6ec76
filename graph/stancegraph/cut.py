"""A network of positions in, the part of it that is about certain actors or targets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Collection

    from stancegraph.queries import DerivedRow

__all__ = ["cut"]


def cut(graph: nx.MultiDiGraph[str], *, actors: Collection[str] = (), targets: Collection[str] = ()) -> nx.MultiDiGraph[str]:
    """The edges that start at one of the actors and end at one of the targets, with their ends, statements and findings.

    An empty collection asks for no side in particular. A finding stays when every statement and finding that it rests on does. The graph
    given is left as it is; what is left keeps its attributes.

    >>> graph = nx.MultiDiGraph([("rome", "toll", "a"), ("ostia", "toll", "b")], statements={}, derived=[])
    >>> sorted(cut(graph, actors={"rome"}).nodes)
    ['rome', 'toll']
    """
    kept = [
        (actor, target, key)
        for actor, target, key in graph.edges(keys=True)
        if (not actors or actor in actors) and (not targets or target in targets)
    ]
    ids = {statement for edge in kept for statement in graph.edges[edge].get("statements", ())}
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        **{
            **graph.graph,
            "statements": {key: row for key, row in graph.graph.get("statements", {}).items() if key in ids},
            "derived": _resting_on(ids, graph.graph.get("derived", [])),
        }
    )
    ends = {end for actor, target, _ in kept for end in (actor, target)}
    for slug, known in graph.nodes(data=True):
        if slug in ends:
            part.add_node(slug, **known)
    for actor, target, key in kept:
        part.add_edge(actor, target, key, **graph.edges[actor, target, key])
    return _counted(part)


def _resting_on(ids: set[str], rows: list[DerivedRow]) -> list[DerivedRow]:
    known, left = set(ids), list(rows)
    while True:
        found = [row for row in left if known.issuperset(row.premises)]
        if not found:
            return [row for row in rows if row.id in known]
        known.update(row.id for row in found)
        left = [row for row in left if row.id not in known]


def _counted(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """With the numbers of statements that are left of each node."""
    count = dict.fromkeys(graph.nodes, 0)
    for actor, target, known in graph.edges(data=True):
        for slug in {actor, target}:
            count[slug] += len(known.get("statements", ()))
    nx.set_node_attributes(graph, count, "degree_statements")
    return graph
