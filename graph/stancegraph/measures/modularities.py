"""A network in, how far its ties run within groups out: modularity, with signs or without, and the E-I index (NETWORKS 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stancegraph.measures import splits
from stancegraph.measures.pairs import basis, pairs
from stancegraph.measures.partitions import grouped, groups
from stancegraph.measures.results import Measured
from stancegraph.measures.sampling import REPLICATES, interval

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.measures.partitions import Partition

    Weights: TypeAlias = Callable[[Network], NDArray[np.float64]]

__all__ = ["EI", "Modularity", "ei_index", "modularity", "modularity_of", "signed_modularity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modularity(Measured):
    """The modularity of groups.

    Attributes:
        camps: The groups that were given, or the best two found; the second is empty where one holds all.
        exact: Whether no other two groups have a higher value; None where the groups were given.
        bound: No two groups have more than this; None where the groups were given.
        optima: How many best splits there are; None where they were not counted.
        undecided: Actors that the best splits have now on one side, now on the other; empty where a search found them.
        isolates: Actors without a tie.
    """

    camps: tuple[tuple[str, ...], ...]
    exact: bool | None
    bound: float | None
    optima: int | None
    undecided: tuple[str, ...]
    isolates: tuple[str, ...]


def modularity(
    found: Network, partition: Partition | None = None, *, seed: int = 0, interval_by: str = "bootstrap", replicates: int = REPLICATES
) -> Modularity:
    """Newman's modularity of the congruence network: the share of agreement within groups, beyond what their sizes let expect.

        Q = 1/2m · sum over i, j in one group of (C_ij - k_i k_j / 2m),   k_i = sum over j of C_ij,   2m = sum of k_i.

    An edge is a pair that agreed, its weight how often, as the network normalises it; conflict does not count at all: of two who never
    agree, those who fight and those who never met are the same to it. Without a partition the best *two* groups are sought: every split
    up to `splits.EXACT` actors, else by a seeded search with an upper bound; `best_clustering` seeks any number of groups. A fixed
    partition stays as it is in all draws; who is in no group is a group of their own.

    0: no more agreement within than chance has, or one group of all; below 0: less. Two groups reach 1/2 at most. It cannot see small
    groups in large networks (S. Fortunato, M. Barthélemy, PNAS 104, 2007), and dense networks, which discourse networks are, score low.

    Degenerate cases: without a tie `value` is None.

    Raises:
        ValueError: It is no network of agreement or too large, or an actor is in two groups.
        LookupError: The partition names one whom the network has not.

    Source: M. E. J. Newman, M. Girvan, Physical Review E 69, 2004; M. E. J. Newman, PNAS 103, 2006; weights: M. E. J. Newman, Physical
    Review E 70, 2004.

    Two pairs that agree among themselves: each holds half of all ties, a quarter of which chance would have: 2 · (1/2 - 1/4).

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("nola", "toll", 0)]
    >>> told = modularity(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), interval_by="no")
    >>> told.value, told.camps, told.exact
    (0.5, (('capua', 'nola'), ('ostia', 'rome')), True)
    """
    return _best(found, lambda at: pairs(at).congruence, partition, seed=seed, interval_by=interval_by, replicates=replicates)


def signed_modularity(
    found: Network, partition: Partition | None = None, *, seed: int = 0, interval_by: str = "bootstrap", replicates: int = REPLICATES
) -> Modularity:
    """Modularity of the net network C - D: agreement within groups and disagreement between them, beyond what chance would have.

        Q = 1/(2w+ + 2w-) · sum over i, j in one group of (w_ij - w+_i w+_j / 2w+ + w-_i w-_j / 2w-),   w = C - D,

    w+ and w- its parts above and below 0 (w- as a number above 0), w+_i and w-_i their sums over j, 2w+ and 2w- over all. A part that is
    empty adds nothing. Partition, groups, draws and limits as in `modularity`.

    0: one group of all, or ties as chance would have them; without conflict it is `modularity`. Who never meet count against a common
    group only by what they have with others.

    Degenerate cases: without a net tie `value` is None.

    Raises:
        ValueError: It is no network of agreement or too large, or an actor is in two groups.
        LookupError: The partition names one whom the network has not.

    Source: S. Gómez, P. Jensen, A. Arenas, Physical Review E 80, 2009; V. A. Traag, J. Bruggeman, Physical Review E 80, 2009.

    Rome and Ostia agree, Capua opposes both: 2w+ = 2, 2w- = 4, w+ of Rome and Ostia 1 each, w- of Rome and Ostia 1 each, of Capua 2.
    {Ostia, Rome}: 2·(1 - 1/2 + 1/4) for the pair, 2·(-1/2 + 1/4) for themselves, makes 1; {Capua}: 4/4 = 1; together 2/6.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0)]
    >>> told = signed_modularity(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), interval_by="no")
    >>> round(told.value, 4), told.camps
    (0.3333, (('capua',), ('ostia', 'rome')))
    """
    return _best(found, lambda at: pairs(at).net, partition, seed=seed, interval_by=interval_by, replicates=replicates)


def _best(  # noqa: PLR0913 - what the two above take
    found: Network, weights: Weights, partition: Partition | None, *, seed: int, interval_by: str, replicates: int
) -> Modularity:
    matrix = weights(found)
    given = None if partition is None else groups(found, partition)
    best = None if given is not None else splits.split(_beyond_chance(matrix), seed=seed)
    codes = given if given is not None else np.asarray(best.sides if best else (), np.int64)
    value = modularity_of(matrix, codes)
    total = float(np.abs(matrix).sum())

    def statistic(at: Network) -> float | None:
        drawn = weights(at)
        if given is not None:
            return modularity_of(drawn, given)
        best_of_draw = splits.split(_beyond_chance(drawn), seed=seed, starts=splits.DRAWN_STARTS, bounded=False, exact=splits.DRAWN_EXACT)
        return modularity_of(drawn, best_of_draw.sides.astype(np.int64))

    tied = (matrix != 0).any(axis=1)
    return Modularity(
        value=value,
        **basis(found),
        interval=None if value is None else interval(found, statistic, interval_by, replicates=replicates, seed=seed, within=(-1, 1)),
        seed=seed if best and not best.optima else None,
        camps=grouped(found.rows, codes) if best is None else _two(found.rows, best.sides),
        exact=best.exact if best else None,
        bound=_within(_beyond_chance(matrix), best.bound) / total if best and total else None,
        optima=best.optima if best else None,
        undecided=tuple(name for name, wavers in zip(found.rows, best.undecided, strict=True) if wavers) if best else (),
        isolates=tuple(name for name, has in zip(found.rows, tied.tolist(), strict=True) if not has),
    )


def _two(names: tuple[str, ...], sides: NDArray[np.int8]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name for name, at in zip(names, sides.tolist(), strict=True) if at == side) for side in (0, 1))


def modularity_of(weights: NDArray[np.float64], groups: NDArray[np.int64]) -> float | None:
    """The modularity of a symmetric matrix, weights below 0 as Gómez et al. have them; group -1 is one of one's own; None without ties."""
    total = float(np.abs(weights).sum())
    if not total:
        return None
    own = np.where(groups < 0, len(groups) + np.arange(len(groups)), groups)
    return float(_beyond_chance(weights)[own[:, None] == own[None, :]].sum()) / total


def _beyond_chance(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each weight less what chance would have, the diagonal too: the modularity matrix."""
    found = weights.copy()
    for sign in (1, -1):
        part = np.maximum(sign * weights, 0)
        strength, total = part.sum(axis=1), float(part.sum())
        if total:
            found -= sign * np.outer(strength, strength) / total
    return found


def _within(matrix: NDArray[np.float64], cut: float) -> float:
    return float(matrix.sum()) - 2 * cut


# --- E-I ---


@dataclass(frozen=True, slots=True, kw_only=True)
class EI(Measured):
    """The E-I index of groups.

    Attributes:
        external, internal: The weight of congruence between and within the groups, each pair once.
        expected: The value if every pair of those in groups agreed alike: what the sizes of the groups make of it; None without a pair.
        groups: The groups, in their order.
        left_out: Actors in no group; their ties are not counted.
    """

    external: float
    internal: float
    expected: float | None
    groups: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]


def ei_index(found: Network, partition: Partition, *, interval_by: str = "bootstrap", replicates: int = REPLICATES, seed: int = 0) -> EI:
    """Krackhardt and Stern's E-I index of congruence: whether actors agree across groups rather than within.

        EI = (E - I) / (E + I),   E the weight of congruence between groups, I within.

    -1: agreement within groups alone; 1: across groups alone; compare with `expected`, since with many small groups most pairs are
    external. Meant for groups that come from elsewhere, such as `declared(network, "actor_type")`; of camps found in the same ties it
    is below `expected` by construction. The groups stay as they are in all draws.

    Degenerate cases: without congruence among those in groups `value` is None.

    Raises:
        ValueError: It is no network of agreement or too large, or an actor is in two groups.
        LookupError: The partition names one whom the network has not.

    Source: D. Krackhardt, R. N. Stern, Social Psychology Quarterly 51, 1988.

    Rome and Ostia agree twice, Rome and Capua and Ostia and Capua once each; Capua is a group of its own: (2 - 2) / (2 + 2).

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 1), ("rome", "tax", 1), ("ostia", "tax", 1)]
    >>> found = network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY))
    >>> told = ei_index(found, [["rome", "ostia"], ["capua"]], interval_by="no")
    >>> told.value, told.external, round(told.expected, 4)
    (0.0, 2.0, 0.3333)
    """
    codes = groups(found, partition)
    external, internal = _across(pairs(found).congruence, codes)
    alike = np.ones((len(codes), len(codes))) - np.eye(len(codes))
    value = _ratio(external, internal)
    return EI(
        value=value,
        **basis(found),
        interval=None
        if value is None
        else interval(
            found,
            lambda at: _ratio(*_across(pairs(at).congruence, codes)),
            interval_by,
            replicates=replicates,
            seed=seed,
            within=(-1, 1),
        ),
        external=external,
        internal=internal,
        expected=_ratio(*_across(alike, codes)),
        groups=grouped(found.rows, codes),
        left_out=tuple(name for name, code in zip(found.rows, codes.tolist(), strict=True) if code < 0),
    )


def _across(weights: NDArray[np.float64], codes: NDArray[np.int64]) -> tuple[float, float]:
    told = codes >= 0
    among = weights[np.ix_(told, told)]
    external = splits.cut(weights, codes)
    return external, float(among.sum()) / 2 - external


def _ratio(external: float, internal: float) -> float | None:
    return (external - internal) / (external + internal) if external + internal else None
