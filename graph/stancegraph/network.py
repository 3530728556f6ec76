"""Rows of statements, rule products and nodes in, a networkx graph of positions out (DESIGN, "One flow").

An edge is (actor, target, polarity interval, mode, asserted): what several statements say alike is one edge that knows them all.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import networkx as nx

from stancegraph.stances import NEUTRAL, OPPOSE, SUPPORT, position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancegraph.queries import DerivedRow, NodeRow, StatementRow

__all__ = ["positions"]

_STANCES: Final = {SUPPORT: "support", OPPOSE: "oppose", NEUTRAL: "neutral"}


class _Edge(NamedTuple):
    """What makes an edge one and the same; `interval` is None for acts and ties between actors, of which `denied` tells "does not"."""

    actor: str
    target: str
    interval: tuple[int, int] | None
    mode: str
    asserted: bool
    denied: bool

    @property
    def key(self) -> str:
        """The edge's key, unique in the graph: `russia|independence|-1..-1|actual|asserted`, `eu|mission|act|planned|held`."""
        polarity = f"{self.interval[0]}..{self.interval[1]}" if self.interval else "not-act" if self.denied else "act"
        return "|".join((self.actor, self.target, polarity, self.mode, "asserted" if self.asserted else "held"))


def positions(
    statements: Iterable[StatementRow], derived: Iterable[DerivedRow] = (), nodes: Iterable[NodeRow] = (), *, title: str = ""
) -> nx.MultiDiGraph[str]:
    """The network of who stands where: a node for each slug, an edge for each position; the same graph for the same rows in any order.

    Node attributes:
        label: What a reader knows it by (str).
        kind: actor, issue, act or instrument (str).
        type: state, igo, policy, deployment ... (str; left out when unknown).
        definition, wikidata: As declared (str; left out when there is none).
        also: Aliases, sorted (tuple of str; left out when there is none).
        degree_statements: In how many statements it is the actor or the object (int, 0 for what only slots or speakers name).

    Edge attributes:
        stance: support, oppose, neutral, weak (does not support, does not oppose) or act (also for ties between actors) (str).
        label: The position in words: "opposes"; of an act its verbs (str).
        relation: Slugs of the relations that it sums up, sorted (tuple of str).
        polarity_min, polarity_max: The interval inside -1, 0, 1, inclusive (int; left out for acts).
        mode: actual, planned, expected, hypothetical or ended (str).
        asserted: Whether its statements passed the truth gate (bool).
        negated: Whether every statement of it denies its relation: "does not deploy" (bool).
        conditional: Whether every statement of it holds only under a condition (bool).
        reasons: Why its statements were held back, sorted (tuple of str, empty when asserted).
        n, weight: Number of statements (int, and the same as a float, which algorithms and Gephi look for).
        statements, documents: Their ids and their documents' slugs, sorted (tuples of str).
        first, last: First and last day of the statements' own times (ISO days, str; left out when none is known, or one is open on that side).

    `graph.graph` holds the `title`, `statements` (id to row) and `derived` (rows by id). Without rows the graph is empty.
    """
    rows = sorted(statements, key=lambda row: (_edge(row)._replace(interval=None), _edge(row).interval or (2, 2), row.id))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=title,
        statements={row.id: row for row in sorted(rows, key=lambda row: row.id)},
        derived=sorted(derived, key=lambda row: row.id),
    )
    degrees = _degrees(rows)
    for node in sorted(nodes, key=lambda node: node.id):
        known = {"type": node.type, "definition": node.definition, "wikidata": node.wikidata, "also": node.also}
        facts = {name: value for name, value in known.items() if value}
        graph.add_node(node.id, label=node.label, kind=node.kind, **facts, degree_statements=degrees.get(node.id, 0))
    for edge, group in groupby(rows, key=_edge):
        graph.add_edge(edge.actor, edge.target, edge.key, **_attributes(edge, list(group)))
    return graph


def _edge(row: StatementRow) -> _Edge:
    interval = None if row.polarity_min is None or row.polarity_max is None else (row.polarity_min, row.polarity_max)
    return _Edge(row.actor, row.object, interval, row.mode, row.asserted, row.negated and interval is None)


def _degrees(rows: Iterable[StatementRow]) -> dict[str, int]:
    degrees: dict[str, int] = {}
    for row in rows:
        for slug in {row.actor, row.object}:
            degrees[slug] = degrees.get(slug, 0) + 1
    return degrees


def _attributes(edge: _Edge, rows: list[StatementRow]) -> dict[str, object]:
    known = [row for row in rows if row.start or row.end]
    starts, ends = [row.start for row in known if row.start], [row.end for row in known if row.end]
    return {
        "stance": _STANCES.get(edge.interval, "weak") if edge.interval else "act",
        "label": position(edge.interval) if edge.interval else ", ".join(sorted({row.verb or row.relation for row in rows})),
        "relation": _distinct(row.relation for row in rows),
        **({"polarity_min": edge.interval[0], "polarity_max": edge.interval[1]} if edge.interval else {}),
        "mode": edge.mode,
        "asserted": edge.asserted,
        "negated": all(row.negated for row in rows),
        "conditional": all(row.condition for row in rows),
        "reasons": _distinct(reason for row in rows for reason in row.reasons),
        "n": len(rows),
        "weight": float(len(rows)),
        "statements": tuple(row.id for row in rows),
        "documents": _distinct(row.document for row in rows if row.document),
        **({"first": min(starts)} if starts and len(starts) == len(known) else {}),
        **({"last": max(ends)} if ends and len(ends) == len(known) else {}),
    }


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))
