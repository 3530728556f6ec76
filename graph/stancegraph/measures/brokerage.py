"""A network and its camps in, who ties them to one another out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stancegraph.measures.balance import frustration
from stancegraph.measures.centrality import nearness, walkable
from stancegraph.measures.pairs import pairs
from stancegraph.measures.partitions import groups

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.measures.partitions import Partition

__all__ = ["Broker", "brokers"]


class Broker(NamedTuple):
    """An actor's agreement with its own camp and with others.

    Attributes:
        camp: The number of its camp; None where it is in none.
        own, across: The weight of its congruence with its camp, and with others; with those in no camp it counts nowhere.
        participation: 1 - sum over camps of (its congruence with the camp / with all camps)², 0 to 1 - 1 / camps; None without any.
        betweenness: Of the shortest paths between two others of different camps the share that it lies on, 0 to 1; None where no two
            others are in different camps, or where there would be more than `stancegraph.measures.centrality.PATHS` steps to go.
    """

    actor: str
    camp: int | None
    own: float
    across: float
    participation: float | None
    betweenness: float | None


def brokers(found: Network, partition: Partition | None = None, *, seed: int = 0) -> tuple[Broker, ...]:
    """Who agrees with more than one camp, by participation, then weight across, then name.

    The camps are given, or those of `frustration`. An edge is a pair that agreed, its weight how often; paths have 1 / weight for the
    length of an edge. High `participation` with little weight is one remark that others share; look at `across` as well. Two who
    agree across camps on something beside the dispute are no bridge yet: `explain` shows on what.

    Gould and Fernandez' roles (coordinator, gatekeeper, ...) are not given: they need directed ties, and agreement has no direction.
    Burt's constraint is not given either: whom one agrees with is tied by the same issue, so that nearly all triangles are closed.

    Degenerate cases: without agreement participation is None, betweenness 0; with one camp participation is 0, betweenness None.

    Raises:
        ValueError: It is no network of agreement or too large, or an actor is in two camps.
        LookupError: The partition names one whom the network has not.

    Source: R. Guimerà, L. A. N. Amaral, Nature 433, 2005 (participation); betweenness of a subset: U. Brandes, Social Networks 30, 2008;
    roles: R. V. Gould, R. M. Fernandez, Sociological Methodology 19, 1989; R. S. Burt, Structural Holes, 1992.

    Ostia agrees once with Rome, its camp, and once with Capua, and is on the only path: 1 - (1/2)² - (1/2)².

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("ostia", "tax", 1), ("capua", "tax", 1)]
    >>> found = network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY))
    >>> told = brokers(found, [["rome", "ostia"], ["capua"]])
    >>> [(one.actor, one.own, one.across, one.participation, one.betweenness) for one in told]
    [('ostia', 1.0, 1.0, 0.5, 1.0), ('capua', 0.0, 1.0, 0.0, None), ('rome', 1.0, 0.0, 0.0, 0.0)]
    """
    given = frustration(found, seed=seed, interval_by="no").camps if partition is None else partition
    codes, weights = groups(found, given), pairs(found).congruence
    by_camp = np.stack(
        [weights[:, codes == number].sum(axis=1) for number in range(int(codes.max(initial=-1)) + 1)] or [np.zeros(len(codes))]
    )
    told, between = by_camp.sum(axis=0), _between(weights, codes)
    rows = []
    for at, name in enumerate(found.rows):
        camp = int(codes[at]) if codes[at] >= 0 else None
        own = float(by_camp[camp, at]) if camp is not None else 0.0
        shares = by_camp[:, at] / told[at] if told[at] else None
        rows.append(Broker(name, camp, own, float(told[at]) - own, None if shares is None else 1 - float((shares**2).sum()), between[at]))
    return tuple(sorted(rows, key=lambda one: (-(one.participation or 0), -one.across, one.actor)))


def _between(weights: NDArray[np.float64], codes: NDArray[np.int64]) -> list[float | None]:
    """For each node the share of pairs of others in different camps whose shortest paths pass it, a pair's paths in parts of one."""
    import networkx as nx  # noqa: PLC0415 - 0.3 s, and only paths need it

    if not walkable(weights):
        return [None] * len(codes)
    graph, sizes = nearness(weights), np.bincount(codes[codes >= 0])
    passed = np.zeros(len(codes))
    for number in range(len(sizes)):
        inside, outside = (np.flatnonzero(which).tolist() for which in (codes == number, (codes >= 0) & (codes != number)))
        found = nx.betweenness_centrality_subset(graph, inside, outside, weight="length")
        passed += np.asarray([found[at] for at in range(len(codes))])
    told: list[float | None] = []
    for at, code in enumerate(codes.tolist()):
        rest = sizes - (np.arange(len(sizes)) == code)
        across = (float(rest.sum()) ** 2 - float((rest**2).sum())) / 2
        told.append(float(passed[at]) / across if across else None)
    return told
