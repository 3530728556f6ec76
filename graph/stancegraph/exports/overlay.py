"""The networks of a moving window in, one networkx graph out whose ties change in time: what GEXF holds of a series.

A window's numbers hold from its middle day until the day before the middle of the next; those of the last, for its middle alone.
Neighbouring windows with the same numbers make one spell. What a window has no tie for is not there at that time.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from stancegraph.discourse.graphs import to_networkx
from stancegraph.discourse.windows import OUTSIDE
from stancegraph.exports.elements import Course

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.discourse import Network

__all__ = ["overlaid"]

Moments = dict[Any, dict[str, list[tuple[str, "int | float"]]]]
"""For each node, or pair of nodes, its numbers by name, each with the middle of its window."""


def overlaid(networks: Iterable[Network]) -> tuple[nx.Graph[str], list[str]]:
    """The graph, and in words what GEXF cannot tell apart.

    Nodes and edges have what `Network.to_networkx` gives them; `n` of both and `weight` of edges are a `Course`; `first`, `last` and
    `documents` are of all windows together.

    Raises:
        ValueError: There is no network, or one of them is of no window.
    """
    whole: nx.Graph[str] = nx.Graph()
    middles: list[str] = []
    nodes: Moments = {}
    edges: Moments = {}
    twice = 0
    for found in networks:
        if not found.middle:
            raise ValueError("only the networks of a window make a series: give a window, such as 30d")
        if middles and found.middle == middles[-1]:
            twice += 1
            _forget(found.middle, nodes, edges)
        else:
            middles.append(found.middle)
        _laid(found, whole, nodes, edges)
    if not middles:
        raise ValueError("no window fits into the time of the events: choose a smaller one")
    last_days = dict(zip(middles, [*(_before(later) for _, later in pairwise(middles)), middles[-1]], strict=True))
    for store, facts in ((nodes, whole.nodes), (edges, whole.edges)):
        for key, numbers in store.items():
            facts[key].update({name: _course(moments, last_days) for name, moments in numbers.items() if moments})
    whole.remove_edges_from([pair for pair, numbers in edges.items() if not numbers["weight"]])
    told = f"{twice} windows have the same middle day as the one after them: of such windows GEXF holds the last alone"
    return whole, [told] if twice else []


def _laid(found: Network, whole: nx.Graph[str], nodes: Moments, edges: Moments) -> None:
    """One network's facts beside those of the networks before."""
    graph = to_networkx(found)
    for name, value in graph.graph.items():
        whole.graph[name] = value if name not in {"n", "start", "middle", "end"} or name not in whole.graph else whole.graph[name]
    whole.graph["end"] = graph.graph["end"]
    whole.graph["left_out"] = "; ".join(f"{n} {why}" for why, n in found.left_out if why != OUTSIDE)
    for name in ("n", "middle"):  # they differ from window to window, and stand with the ties
        whole.graph.pop(name, None)
    for node, facts in graph.nodes.items():
        whole.add_node(node, **{**facts, "n": 0})
        nodes.setdefault(node, {"n": []})["n"].append((found.middle, facts["n"]))
    for one, other, facts in graph.edges(data=True):
        pair = next((ends for ends in ((one, other), (other, one)) if ends in edges), (one, other))
        store = edges.setdefault(pair, {"weight": [], "n": []})
        for name in store:
            store[name].append((found.middle, facts[name]))
        whole.add_edge(one, other, **_united(whole.get_edge_data(one, other, {}), facts))


def _united(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    documents = tuple(sorted({*before.get("documents", ()), *now["documents"]}))
    firsts = [facts["first"] for facts in (before, now) if "first" in facts]
    lasts = [facts["last"] for facts in (before, now) if "last" in facts]
    return {"documents": documents, **({"first": min(firsts), "last": max(lasts)} if firsts else {})}


def _forget(middle: str, *stores: Moments) -> None:
    """Takes away what was noted for a middle."""
    for store in stores:
        for numbers in store.values():
            for moments in numbers.values():
                if moments and moments[-1][0] == middle:
                    moments.pop()


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _course(moments: list[tuple[str, int | float]], last_days: dict[str, str]) -> Course:
    """Numbers at middles as spells: those of neighbours that are equal are one."""
    spells: list[tuple[str, str, int | float]] = []
    for middle, number in moments:
        if spells and spells[-1][2] == number and _before(middle) == spells[-1][1]:
            spells[-1] = (spells[-1][0], last_days[middle], number)
        else:
            spells.append((middle, last_days[middle], number))
    return Course(spells)
