"""A network in, groups of actors by what they say out: trees, communities, and the best of them by modularity (NETWORKS 8).

networkx and scipy.cluster are loaded when a method that needs them is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.discourse import matrices
from stancegraph.measures.modularities import modularity_of
from stancegraph.measures.pairs import basis, pairs
from stancegraph.measures.partitions import grouped
from stancegraph.measures.results import Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx
    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["COMMUNITIES", "LINKAGES", "Clustering", "Tree", "best_clustering", "clustering", "tree"]

LINKAGES: Final = ("average", "complete", "single")
"""Agglomerative methods. Ward's and the centroid's need Euclidean distances, which Jaccard's are not."""


class Tree(NamedTuple):
    """A dendrogram. `names` are the leaves (actors with a side on some issue), sorted; `silent` the others, which have no distance.

    `linkage` is scipy's: n - 1 rows of two clusters (below n a leaf, else n + the row that made it), their distance, their leaves;
    `distance` the matrix of leaves by leaves. `scipy.cluster.hierarchy.dendrogram(tree.linkage, labels=tree.names)` draws it.
    """

    names: tuple[str, ...]
    linkage: NDArray[np.float64]
    distance: NDArray[np.float64]
    method: str
    silent: tuple[str, ...]


def tree(found: Network, method: str = "average") -> Tree:
    """Agglomerative clustering of actors on the Jaccard distance of what they support and what they oppose.

    With x+ the statements of an actor above the scale's middle and x- those below it, by issue, side by side as one vector x,

        d(x, y) = 1 - sum of min(x, y) / sum of max(x, y):

    0 where two say the same as often, 1 where they share no side of any issue (whether they disagree or never met). Statements in the
    middle of the scale are on no side and do not count. Where equal distances leave a choice, scipy takes the first by name.

    Degenerate cases: with fewer than two actors on a side the linkage has no rows.

    Raises:
        ValueError: There is no such method.

    Source: P. Jaccard 1912; weights: M. Ružička 1958; linkage: R. R. Sokal, C. D. Michener 1958 (average), as in DNA's rDNA.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("ostia", "tax", 1), ("capua", "toll", 0)]
    >>> told = tree(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> told.names, told.linkage.tolist()
    (('capua', 'ostia', 'rome'), [[1.0, 2.0, 0.5, 2.0], [0.0, 3.0, 1.0, 3.0]])
    """
    if method not in LINKAGES:
        raise ValueError(f"method: there is no {method!r}; there are {', '.join(LINKAGES)}")
    from scipy.cluster.hierarchy import linkage  # noqa: PLC0415 - 0.2 s, and only a tree needs it

    x = _for_and_against(found)
    told = x.any(axis=1)
    distance = _jaccard(x[told])
    n = len(distance)
    rows = linkage(distance[np.triu_indices(n, 1)], method) if n > 1 else np.zeros((0, 4))
    names = np.asarray(found.ties.rows, np.object_)
    return Tree(tuple(names[told].tolist()), np.asarray(rows, np.float64), distance, method, tuple(names[~told].tolist()))


def _for_and_against(found: Network) -> NDArray[np.float64]:
    """Rows by columns above the middle, then columns below it."""
    scale = np.asarray(found.ties.events.scale.levels)
    levels, middle = len(scale), (scale[0] + scale[-1]) / 2
    x = matrices.counts(found.ties, found.weight).toarray().reshape(len(found.ties.rows), len(found.ties.columns), levels)
    return np.concatenate([x[:, :, scale > middle].sum(axis=2), x[:, :, scale < middle].sum(axis=2)], axis=1)


def _jaccard(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """By sums: min(x, y) + max(x, y) = x + y."""
    shared = np.stack([np.minimum(row, x).sum(axis=1) for row in x]) if len(x) else np.zeros((0, 0))
    said = x.sum(axis=1)
    found: NDArray[np.float64] = 1 - shared / (said[:, None] + said[None, :] - shared)
    np.fill_diagonal(found, 0.0)
    return found


# --- Communities ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering(Measured):
    """Groups found, largest first, then by name. `value` is the modularity of the congruence network with them.

    `method` is the one that found them, `tried` the modularity of every method that was tried (None without ties), `isolates` have no
    agreement with anybody, and are in no group.
    """

    clusters: tuple[tuple[str, ...], ...]
    method: str
    tried: tuple[tuple[str, float | None], ...]
    isolates: tuple[str, ...]


def clustering(found: Network, method: str = "louvain", *, seed: int = 0) -> Clustering:
    """Groups of actors who agree among themselves, any number of them, by one of the methods of `COMMUNITIES` or `LINKAGES`.

    Communities are sought in the congruence network: an edge is a pair that agreed, its weight how often; conflict does not count, so
    that `camps` is the better question wherever there is any. A tree is cut where modularity is highest, into `MOST_GROUPS` at
    most. Louvain draws with the seed.
    Groups of one community method are no better than their modularity: no method has a guarantee, and small differences mean nothing.

    Degenerate cases: without agreement `value` is None, and there is no group.

    Raises:
        ValueError: There is no such method, it is no network of agreement, or it is too large for the method.

    Source: V. D. Blondel et al., Journal of Statistical Mechanics 2008 (louvain); A. Clauset, M. E. J. Newman, C. Moore, Physical Review
    E 70, 2004 (greedy); M. E. J. Newman, PNAS 103, 2006 (eigenvector); the first two as networkx has them.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("nola", "toll", 0)]
    >>> told = clustering(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> told.value, told.clusters
    (0.5, (('capua', 'nola'), ('ostia', 'rome')))
    """
    if method not in (*COMMUNITIES, *LINKAGES):
        raise ValueError(f"method: there is no {method!r}; there are {', '.join((*COMMUNITIES, *LINKAGES))}")
    return _best(found, (method,), seed)


def best_clustering(found: Network, *, seed: int = 0) -> Clustering:
    """The groups of highest modularity that any method finds, with the method, and what each came to.

    Of equal modularity (to 1e-9) the first method in the order of `COMMUNITIES`, then `LINKAGES`, is named. Above `MOST_TIES` ties
    louvain and greedy are not tried. See `clustering`.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("nola", "toll", 0)]
    >>> told = best_clustering(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> told.method, [name for name, _ in told.tried]
    ('louvain', ['louvain', 'greedy', 'eigenvector', 'average', 'complete', 'single'])
    """
    crowded = found.matrix.nnz // 2 > MOST_TIES and np.count_nonzero(pairs(found).congruence) // 2 > MOST_TIES
    return _best(found, (*(name for name in COMMUNITIES if not crowded or name == "eigenvector"), *LINKAGES), seed)


def _best(found: Network, methods: tuple[str, ...], seed: int) -> Clustering:
    weights = pairs(found).congruence
    tied: NDArray[np.bool_] = np.asarray((weights > 0).any(axis=1), np.bool_)
    tried: list[tuple[str, float | None]] = []
    best: tuple[float, str, NDArray[np.int64]] | None = None
    for method in methods:
        codes = COMMUNITIES[method](weights, seed) if method in COMMUNITIES else _cut(found, weights, method)
        codes = np.where(tied, codes, -1)
        value = modularity_of(weights, codes)
        tried.append((method, value))
        if value is not None and (best is None or value > best[0] + NOISE):
            best = value, method, codes
    clusters = grouped(found.rows, best[2]) if best else ()
    return Clustering(
        value=best[0] if best else None,
        **basis(found),
        seed=seed if "louvain" in methods else None,
        clusters=tuple(sorted(clusters, key=lambda part: (-len(part), part))),
        method=best[1] if best else "",
        tried=tuple(tried),
        isolates=tuple(name for name, has in zip(found.rows, tied.tolist(), strict=True) if not has),
    )


NOISE: Final = 1e-9


def _cut(found: Network, weights: NDArray[np.float64], method: str) -> NDArray[np.int64]:
    """The tree's groups of highest modularity; of equal ones the fewest."""
    from scipy.cluster.hierarchy import cut_tree  # noqa: PLC0415 - as above

    grown = tree(found, method)
    codes = np.full(len(found.rows), -1, np.int64)
    if len(grown.names) < 2:  # noqa: PLR2004 - nothing to cut
        return codes
    place = np.asarray([found.rows.index(name) for name in grown.names], np.intp)
    best = (-2.0, codes)
    for count in range(1, min(len(place), MOST_GROUPS) + 1):
        trial = codes.copy()
        trial[place] = cut_tree(grown.linkage, n_clusters=count).ravel()
        value = modularity_of(weights, trial)
        if value is not None and value > best[0] + NOISE:
            best = (value, trial)
    return best[1]


MOST_TIES: Final = 100_000
"""Ties of a network that networkx is given to find communities in."""
MOST_GROUPS: Final = 50
"""Groups into which a tree is cut at most."""


def _louvain(weights: NDArray[np.float64], seed: int) -> NDArray[np.int64]:
    import networkx as nx  # noqa: PLC0415 - 0.3 s, and only communities need it

    return _numbered(nx.community.louvain_communities(_graph(weights), weight="weight", seed=seed), len(weights))


def _graph(weights: NDArray[np.float64]) -> nx.Graph[int]:
    import networkx as nx  # noqa: PLC0415 - as above

    if (ties := np.count_nonzero(weights) // 2) > MOST_TIES:
        raise ValueError(
            f"communities among {ties:,} ties would take hours, {MOST_TIES:,} are the most: take eigenvector, or include fewer"
        )
    return nx.from_numpy_array(weights)


def _greedy(weights: NDArray[np.float64], _: int) -> NDArray[np.int64]:
    import networkx as nx  # noqa: PLC0415 - as above

    if not weights.any():
        return np.arange(len(weights))
    return _numbered(nx.community.greedy_modularity_communities(_graph(weights), weight="weight"), len(weights))


def _numbered(parts: list[set[int]] | list[frozenset[int]], nodes: int) -> NDArray[np.int64]:
    codes = np.zeros(nodes, np.int64)
    for number, part in enumerate(parts):
        codes[list(part)] = number
    return codes


def _eigenvector(weights: NDArray[np.float64], _: int) -> NDArray[np.int64]:
    """Each part is split by the signs of its leading eigenvector, as long as that raises modularity."""
    codes = np.zeros(len(weights), np.int64)
    strength, total = weights.sum(axis=1), float(weights.sum())
    if not total:
        return codes
    matrix = weights - np.outer(strength, strength) / total
    waiting, number = [np.arange(len(weights))], 0
    while waiting:
        part = waiting.pop()
        own = matrix[np.ix_(part, part)]
        own = own - np.diag(own.sum(axis=1))
        leading = np.linalg.eigh(own)[1][:, -1]
        signs = np.where(leading * np.sign(leading[np.argmax(np.abs(leading) > NOISE)]) < -NOISE, -1.0, 1.0)
        if float(signs @ own @ signs) <= NOISE * total or np.ptp(signs) == 0:
            codes[part] = number
            number += 1
        else:
            waiting += [part[signs < 0], part[signs > 0]]
    return codes


COMMUNITIES: Final[Mapping[str, Callable[[NDArray[np.float64], int], NDArray[np.int64]]]] = {
    "louvain": _louvain,
    "greedy": _greedy,
    "eigenvector": _eigenvector,
}
"""Methods that seek communities in the congruence network, by name."""
