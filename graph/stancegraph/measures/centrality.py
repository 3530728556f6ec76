"""A network in, how central each actor is out, by the measures that mean something on networks of agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.measures.pairs import document_of, pairs
from stancegraph.measures.splits import components

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["PATHS", "Centrality", "centralities", "eigenvector", "nearness", "walkable"]


PATHS: Final = 20_000_000
"""Actors times ties up to which shortest paths are sought: 500 actors with 40,000 ties."""


class Centrality(NamedTuple):
    """One actor.

    Attributes:
        statements, issues, documents: How many it has: the degrees of the two-mode network.
        agreement, disagreement: The sums of its congruence and conflict with all others (strength, or weighted degree).
        allies, opponents: With how many it agrees, and disagrees, at all.
        eigenvector: Its part in the leading eigenvector of the congruence in its connected part, 0 to 1 (1: the most central of it).
        betweenness: The share of shortest paths between two others on which it lies, 0 to 1; None with fewer than three actors, or
            where there would be more than `PATHS` steps to go.
    """

    actor: str
    statements: int
    issues: int
    documents: int
    agreement: float
    disagreement: float
    allies: int
    opponents: int
    eigenvector: float
    betweenness: float | None


def centralities(found: Network) -> tuple[Centrality, ...]:
    """How central each actor is, by the degrees of what it says and the ties that follow from it; by name.

    An edge of congruence is a pair that agreed, its weight how often: a similarity. What follows from that:

    - degree of the two-mode network (`statements`, `issues`): who is heard, and on how much; it depends on no tie at all;
    - strength (`agreement`, `disagreement`) grows with the number of statements: with normalization "no" the loud are central;
    - `eigenvector`: who agrees with those who agree much. It is of each connected part alone, 1 for its first: do not compare parts;
    - `betweenness`, with 1 / weight for the length of an edge: who holds together what would fall apart. Nothing flows in such a network,
      so it is a description of shape and no power to broker; with dense ties nearly all have 0, and ties of equal length share.

    Left out for what they would feign: closeness (distances in dense congruence hardly differ, and across parts there are none), PageRank
    and Katz (without direction they repeat the degree), HITS (hubs and authorities are the same), and all on conflict or on C - D but the
    strength (the enemy of an enemy is on no path to me, and eigenvectors of signed matrices point to camps, not to the top).

    Degenerate cases: an actor without ties has 0 everywhere; in a network without actors there is no row.

    Raises:
        ValueError: It is no network of agreement, or too large.

    Source: L. C. Freeman, Social Networks 1, 1978; P. Bonacich, Journal of Mathematical Sociology 2, 1972; weights in paths: T. Opsahl,
    F. Agneessens, J. Skvoretz, Social Networks 32, 2010 (their alpha 1); U. Brandes, Social Networks 30, 2008.

    Ostia agrees with both, on different things: it is on the only path between them.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("ostia", "tax", 1), ("capua", "tax", 1)]
    >>> told = centralities(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> [(one.actor, one.agreement, round(one.eigenvector, 4), one.betweenness) for one in told]
    [('capua', 1.0, 0.7071, 0.0), ('ostia', 2.0, 1.0, 1.0), ('rome', 1.0, 0.7071, 0.0)]
    """
    import networkx as nx  # noqa: PLC0415 - 0.3 s, and only paths need it

    both, ties = pairs(found), found.ties
    n, documents = len(found.rows), document_of(found)
    said = [_distinct(ties.row, what, n) for what in (ties.event.astype(np.int64), ties.column, documents)]
    leading = eigenvector(both.congruence)
    sought = n > 2 and walkable(both.congruence)  # noqa: PLR2004 - between two there is nobody
    paths = nx.betweenness_centrality(nearness(both.congruence), weight="length") if sought else dict.fromkeys(range(n))
    return tuple(
        Centrality(
            name,
            said[0][at],
            said[1][at],
            said[2][at],
            float(both.congruence[at].sum()),
            float(both.conflict[at].sum()),
            int(np.count_nonzero(both.congruence[at])),
            int(np.count_nonzero(both.conflict[at])),
            float(leading[at]),
            paths[at],
        )
        for at, name in enumerate(found.rows)
    )


def _distinct(rows: NDArray[np.int64], what: NDArray[np.int64], n: int) -> list[int]:
    """For each row how many different things it has."""
    counted: list[int] = np.bincount(np.unique(np.stack([rows, what]), axis=1)[0], minlength=n).tolist()
    return counted


def walkable(weights: NDArray[np.float64]) -> bool:
    """Whether shortest paths between all are found in some minutes."""
    return bool(len(weights) * np.count_nonzero(weights) // 2 <= PATHS)


def nearness(weights: NDArray[np.float64]) -> nx.Graph[int]:
    """The graph of a matrix of similarities, each edge with `weight` and `length` = 1 / weight; all nodes, by index."""
    import networkx as nx  # noqa: PLC0415 - as above

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(weights)))
    for i, j in np.argwhere(np.triu(weights, 1) > 0).tolist():
        graph.add_edge(i, j, weight=float(weights[i, j]), length=1 / float(weights[i, j]))
    return graph


def eigenvector(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The leading eigenvector of each connected part, its largest entry 1; 0 for nodes without ties. Rounded to 1e-9.

    >>> eigenvector(np.asarray([[0, 2, 0], [2, 0, 0], [0, 0, 0.0]])).tolist()
    [1.0, 1.0, 0.0]
    """
    found, part = np.zeros(len(weights)), components(weights)
    for number in range(int(part.max(initial=-1)) + 1):
        here = np.flatnonzero(part == number)
        leading = np.abs(np.linalg.eigh(weights[np.ix_(here, here)])[1][:, -1])
        found[here] = np.round(leading / leading.max(), 9)
    return found
