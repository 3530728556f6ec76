"""A network and two groups in, DNA's number of polarisation out: for comparison only, since what it maximises is a misfit (NETWORKS 6)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.measures.pairs import basis, pairs
from stancegraph.measures.partitions import grouped, groups
from stancegraph.measures.results import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.measures.pairs import Pairs
    from stancegraph.measures.partitions import Partition

__all__ = ["EVERY", "MOST", "Misfit", "dna_absdiff"]

EVERY: Final = 20_000
"""Splits into halves that are all looked at (up to 16 actors); beyond that DNA's search by swaps, from several starts."""
MOST: Final = 60
"""Actors among whom halves are sought; each swap looks at all pairs, as in DNA."""
STARTS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit(Measured):
    """DNA's "absdiff". `value` is that of the given groups, or the largest of two halves, which is what DNA reports.

    Attributes:
        groups: The groups of `value`.
        least, least_groups: The smallest value of two halves, where the camps that fit best are; None where groups were given.
        exact: Whether all halves were looked at; None where groups were given.
    """

    groups: tuple[tuple[str, ...], ...]
    least: float | None
    least_groups: tuple[tuple[str, ...], ...]
    exact: bool | None


def dna_absdiff(found: Network, partition: Partition | None = None, *, seed: int = 0) -> Misfit:
    """The polarisation that Discourse Network Analyzer 3 reports, normalised; do not use it but to compare with DNA.

    With c and d the sums of all C_ij and D_ij (both orders), n_g the size of group g, W and B the numbers of ordered pairs within and
    between groups,

        within g:           |C_ij - (n_g (n_g - 1) / W) · c / W| + D_ij
        between g and h:    |D_ij - (n_g n_h / B) · d / B| + C_ij
        value = sum over ordered pairs / 2(c + d).

    That is how far congruence and conflict are from two even camps: a misfit. DNA looks for the groups with the *largest* value and
    calls it polarisation, so the camps that fit best come last. Besides, the expected weight of a pair is multiplied by the group's
    share of pairs, which is divided out already: with two groups of a size it is half of what the sums can fill, and perfect camps have
    1/4, not 0. Use `frustration` or `signed_modularity`.

    DNA's networks are of `normalization="average"`; it swaps members between halves only. So do we, from several starts, where
    there are more than `EVERY` halves. There is no interval: the value is there to be compared, not to be believed.

    Degenerate cases: without ties, or with fewer than two actors, `value` is None.

    Raises:
        ValueError: It is no network of agreement, an actor is in two groups or, where groups are given, in none; without groups, there are
            more than `MOST` actors.
        LookupError: The partition names one whom the network has not.

    Source: P. Leifeld's DNA 3.0, class Polarisation (qualityAbsdiff, matrices normalised). Later revisions leave out the second summands
    and the factor 1/2, which changes neither the reason nor the remedy.

    Rome and Ostia agree, Capua and Nola agree, all others disagree once: nothing is wrong with the two pairs, and they have the least.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0), ("nola", "toll", 0)]
    >>> told = dna_absdiff(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY), normalization="average"))
    >>> round(told.value, 4), told.groups, round(told.least, 4), told.least_groups
    (0.5833, (('capua', 'ostia'), ('nola', 'rome')), 0.25, (('capua', 'nola'), ('ostia', 'rome')))
    """
    both, n = pairs(found), len(found.rows)
    total = float(both.congruence.sum() + both.conflict.sum())
    if partition is not None:
        codes = groups(found, partition)
        if (codes < 0).any():
            raise ValueError(f"{found.rows[int(np.argmin(codes))]!r} is in no group: DNA's number is over all actors")
        value = _misfit(both, codes) if total else None
        return Misfit(value=value, **basis(found), groups=grouped(found.rows, codes), least=None, least_groups=(), exact=None)
    if n < 2 or not total:  # noqa: PLR2004 - one actor has no pair
        return Misfit(value=None, **basis(found), groups=(), least=None, least_groups=(), exact=True)
    if n > MOST:
        raise ValueError(f"DNA's search among {n:,} actors would take hours, {MOST} are the most: give a partition, or include fewer")
    exact = math.comb(n, n // 2) <= EVERY
    scored = sorted(((round(_misfit(both, at), 12), tuple(at.tolist())) for at in _halves(both, seed, exact=exact)), key=lambda at: at[1])
    most, least = max(scored, key=lambda at: at[0]), min(scored, key=lambda at: at[0])
    parts = [grouped(found.rows, np.asarray(codes)) for _, codes in (most, least)]
    return Misfit(
        value=most[0],
        **basis(found),
        seed=None if exact else seed,
        groups=parts[0],
        least=least[0],
        least_groups=parts[1],
        exact=exact,
    )


def _misfit(both: Pairs, codes: NDArray[np.int64]) -> float:
    sizes = np.bincount(codes).astype(np.float64)
    n, c, d = len(codes), float(both.congruence.sum()), float(both.conflict.sum())
    within = float((sizes * (sizes - 1)).sum())
    between = n * (n - 1) - within
    same = codes[:, None] == codes[None, :]
    per_group = sizes * (sizes - 1) / within * c / within if within else np.zeros(len(sizes))
    across = np.outer(sizes, sizes)[np.ix_(codes, codes)] / between * d / between if between else np.zeros((n, n))
    off = np.where(
        same, np.abs(both.congruence - per_group[codes][:, None]) + both.conflict, np.abs(both.conflict - across) + both.congruence
    )
    np.fill_diagonal(off, 0.0)
    return float(off.sum()) / (2 * (c + d))


def _halves(both: Pairs, seed: int, *, exact: bool) -> Iterator[NDArray[np.int64]]:
    """All splits into halves, or those where swaps end; the first actor is in group 0."""
    n = len(both.congruence)
    if not exact:
        rng = np.random.default_rng(seed)
        for _ in range(max(2, STARTS * 24**2 // max(n, 24) ** 2)):
            start = rng.permutation(np.arange(n) % 2)
            for sign in (1, -1):
                ended = _swapped(both, start, sign)
                yield ended ^ ended[0]
        return
    for size in {n // 2, n - n // 2}:
        for others in combinations(range(1, n), size):
            codes = np.zeros(n, np.int64)
            codes[list(others)] = 1
            yield codes


def _swapped(both: Pairs, codes: NDArray[np.int64], sign: int) -> NDArray[np.int64]:
    """Swaps of two members while one makes the misfit larger (sign 1) or smaller (-1)."""
    codes, best = codes.copy(), sign * _misfit(both, codes)
    improved = True
    while improved:
        improved = False
        for i, j in combinations(range(len(codes)), 2):
            if codes[i] == codes[j]:
                continue
            codes[[i, j]] = codes[[j, i]]
            if (value := sign * _misfit(both, codes)) > best + 1e-12:
                best, improved = value, True
            else:
                codes[[i, j]] = codes[[j, i]]
    return codes
