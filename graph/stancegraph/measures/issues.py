"""A network in, for each issue who is on which side and how far all agree out: the bars and what they come to (NETWORKS 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stancegraph.measures.pairs import document_of
from stancegraph.measures.sampling import REPLICATES, interval
from stancegraph.measures.sides import standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stancegraph.discourse import Network
    from stancegraph.measures.results import Interval
    from stancegraph.measures.sides import Standings

__all__ = ["IssueAgreement", "agreement_by_issue", "consensus"]


class IssueAgreement(NamedTuple):
    """What is said on one issue. Actors stand by their mean level: above the scale's middle, below, or in it.

    Attributes:
        levels: How many statements at each level of the scale, ascending; those of a kernel are sums of weights.
        agreement: Van der Eijk's A over actors, each at the level closest to its mean, -1 to 1; None without an actor.
        disagreement: The mean distance of two actors' mean levels as a share of the scale, 0 to 1; None with fewer than two.
        interval: Of `disagreement`, over documents.
        supporters, opponents, undecided: Actors above, below, in the middle.
        opposed: Pairs on opposite sides, each sorted.
        n, documents: Statements and documents on the issue.
    """

    issue: str
    levels: tuple[float, ...]
    agreement: float | None
    disagreement: float | None
    interval: Interval | None
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]
    undecided: tuple[str, ...]
    opposed: tuple[tuple[str, str], ...]
    n: int
    documents: int

    @property
    def actors(self) -> int:
        """How many actors take it up."""
        return len(self.supporters) + len(self.opponents) + len(self.undecided)

    @property
    def opposed_share(self) -> float | None:
        """Pairs on opposite sides as a share of all pairs; None with fewer than two actors.

        A measure of conflict by heads: 0 where all are on one side, about 1/2 where two halves are opposed.
        """
        pairs = self.actors * (self.actors - 1) // 2
        return len(self.supporters) * len(self.opponents) / pairs if pairs else None


def agreement_by_issue(
    found: Network, *, interval_by: str = "bootstrap", replicates: int = REPLICATES, seed: int = 0
) -> tuple[IssueAgreement, ...]:
    """For each issue (column) the statements by level, the sides, and how far those who take it up agree; by name.

        disagreement = mean over pairs of actors of |mean level - mean level| / span

    Each actor counts once, however often it speaks, and `levels` counts statements. 0: all at one level; with n actors in two halves at
    the ends n / 2(n - 1), a little over 1/2, is the most. `agreement` is 1 where all are at one level, 0 where they are spread evenly, -1
    where they are at the two ends in equal parts; on a scale of two levels, 1 for one side alone and -1 for halves.

    Degenerate cases: with one actor `disagreement` and `opposed_share` are None, `agreement` 1; no issue, no row.

    Source: C. van der Eijk, Quality and Quantity 35, 2001 (A); the mean distance of two: C. Gini 1912, C. R. Rao 1982 (quadratic entropy).

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0)]
    >>> told, = agreement_by_issue(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> told.levels, told.supporters, told.opponents, round(told.disagreement, 4), told.opposed
    ((1.0, 3.0), ('ostia', 'rome'), ('capua',), 0.6667, (('capua', 'ostia'), ('capua', 'rome')))
    """
    ties, told = found.ties, standings(found)
    levels = len(ties.events.scale.levels)
    counts = np.bincount(ties.column * levels + ties.level, found.weight, minlength=len(ties.columns) * levels).reshape(-1, levels)
    documents = document_of(found)
    rows = []
    for at, issue in enumerate(ties.columns):
        here = ties.column == at
        if not here.any():
            continue
        sides = {side: tuple(ties.rows[i] for i in np.flatnonzero(told.side[:, at] == side)) for side in (1, -1, 0)}
        value = _disagreement(told, at)
        rows.append(
            IssueAgreement(
                issue,
                tuple(counts[at].tolist()),
                consensus(_heads(told, at, ties.events.scale.levels)),
                value,
                None if value is None else _interval(found, at, interval_by, replicates, seed),
                sides[1],
                sides[-1],
                sides[0],
                tuple(sorted((min(one, other), max(one, other)) for one in sides[1] for other in sides[-1])),
                len(np.unique(ties.event[here])),
                len(np.unique(documents[here])),
            )
        )
    return tuple(rows)


def _interval(found: Network, at: int, interval_by: str, replicates: int, seed: int) -> Interval | None:
    """Over the documents of the issue: others say nothing of it."""
    here = found.ties.column == at
    own = replace(found, ties=found.ties.take(here), weight=found.weight[here])
    return interval(own, lambda one: _disagreement(standings(one), at), interval_by, replicates=replicates, seed=seed, within=(0, 1))


def _disagreement(told: Standings, at: int) -> float | None:
    """The mean distance of two actors on one issue, by the order of their levels: no pair is looked at."""
    means = np.sort(told.mean[~np.isnan(told.mean[:, at]), at])
    n = len(means)
    if n < 2:  # noqa: PLR2004 - one has nobody to differ from
        return None
    return float(((2 * np.arange(n) - n + 1) * means).sum()) / (n * (n - 1) / 2) / told.span


def _heads(told: Standings, at: int, scale: tuple[float, ...]) -> NDArray[np.int64]:
    """How many actors at each level, each at the one closest to its mean (of two as close the lower one)."""
    means = told.mean[~np.isnan(told.mean[:, at]), at]
    return np.bincount(np.abs(means[:, None] - np.asarray(scale)[None, :]).argmin(axis=1), minlength=len(scale))


def consensus(counts: Sequence[float] | NDArray[np.int64]) -> float | None:
    """Van der Eijk's agreement A of counts in ordered classes, -1 to 1; None where all are 0.

    The counts are peeled into layers, each with the same number in all classes that it has: of a layer with S of K classes A is
    U · (1 - (S - 1)/(K - 1)), where U = ((K - 2) TU - (K - 1) TDU) / ((K - 2)(TU + TDU)), TU the triples of classes (in order) of the
    pattern 110 or 011, TDU those of 101; U is 1 where there is neither, and with S = K the layer has 0. A is the mean of the layers'
    weighed by their numbers. With two classes, for which U is not defined, a layer of both counts -1.

    Source: C. van der Eijk, Measuring Agreement in Ordered Rating Scales, Quality and Quantity 35, 2001.

    All in one class; even; halves at the ends of five.

    >>> consensus([0, 4, 0]), consensus([2, 2, 2, 2]), consensus([5, 0, 0, 0, 5])
    (1.0, 0.0, -1.0)
    """
    left, total = np.asarray(counts, np.float64).copy(), float(np.sum(counts))
    if not total:
        return None
    value = 0.0
    while (here := left > NOTHING).any():
        least = float(left[here].min())
        value += least * int(here.sum()) / total * _layer(here)
        left[here] -= least
    return value + 0.0


NOTHING = 1e-12


def _layer(here: NDArray[np.bool_]) -> float:
    k, s = len(here), int(here.sum())
    if k == 2:  # noqa: PLR2004 - a gap between two classes there is not
        return 1.0 if s == 1 else -1.0
    if s == k:
        return 0.0
    before: NDArray[np.int64] = np.cumsum(here) - here
    after = s - before - here
    gaps = np.arange(k) - before
    beyond = (k - 1 - np.arange(k)) - after
    split = float((before * after)[~here].sum())
    whole = float((before * beyond + gaps * after)[here].sum())
    u = ((k - 2) * whole - (k - 1) * split) / ((k - 2) * (whole + split)) if whole + split else 1.0
    return u * (1 - (s - 1) / (k - 1))
