"""A network and a statistic in, an interval over its documents out (NETWORKS 6).

The document is what is drawn: statements of one article hang together, and an interval over statements would be too narrow. What
duplicates were left out stays out; a statement that was kept belongs to the document where it stands first. Actors whose documents are
not drawn stay as actors without ties.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse.networks import counted
from stancegraph.measures.pairs import document_of
from stancegraph.measures.results import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["LEVEL", "METHODS", "REPLICATES", "bootstrap", "drawn", "interval", "jackknife"]

LEVEL: Final = 0.95
REPLICATES: Final = 200
METHODS: Final = ("bootstrap", "jackknife", "no")


def interval(  # noqa: PLR0913 - what each kind of interval needs
    found: Network,
    statistic: Callable[[Network], float | None],
    method: str = "bootstrap",
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
    within: tuple[float, float] = (-math.inf, math.inf),
) -> Interval | None:
    """The interval that a measure was asked for, cut off where the measure ends (`within`); None for "no".

    Raises:
        ValueError: There is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"interval: there is no {method!r}; there are {', '.join(METHODS)}")
    if method == "no":
        return None
    made = jackknife(found, statistic) if method == "jackknife" else bootstrap(found, statistic, replicates=replicates, seed=seed)
    if made is None:
        return None
    low, high = (min(max(end, within[0]), within[1]) for end in made[:2])
    return made._replace(low=low, high=high)


def bootstrap(
    found: Network, statistic: Callable[[Network], float | None], *, replicates: int = REPLICATES, seed: int = 0, level: float = LEVEL
) -> Interval | None:
    """Percentile bootstrap over documents: D documents are drawn from D with replacement, one drawn twice counts twice.

    The interval lies between the (1 - level)/2 and (1 + level)/2 quantiles of the statistic. A draw for which it is not defined is left
    out, which `replicates` of the result shows. With few documents (below some ten) such an interval is too narrow; take it as a hint.

    Returns:
        None with fewer than two documents, which say nothing of how others would differ, or where over half of the draws had no value.

    Raises:
        ValueError: Fewer than one replicate, or a level that is not between 0 and 1.

    Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; documents as clusters: A. C. Davison, D. V. Hinkley,
    Bootstrap Methods and their Application, 1997, sec. 3.8.
    """
    if replicates < 1 or not 0 < level < 1:
        raise ValueError(f"a bootstrap has at least one replicate and a level between 0 and 1, not {replicates} and {level}")
    documents = len(np.unique(document_of(found)))
    if documents < 2:  # noqa: PLR2004 - from one nothing can be drawn but itself
        return None
    rng = np.random.default_rng(seed)
    draws = (rng.multinomial(documents, np.full(documents, 1 / documents)) for _ in range(replicates))
    values = [value for at in draws if (value := statistic(drawn(found, at))) is not None]
    if 2 * len(values) < replicates:
        return None
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return Interval(low, high, level, "bootstrap", len(values), seed)


def jackknife(found: Network, statistic: Callable[[Network], float | None], *, level: float = LEVEL) -> Interval | None:
    """Leave one document out: value ± t(D - 1, (1 + level)/2) · √((D - 1)/D · Σ (θ_d - mean θ)²), θ_d the statistic without document d.

    Returns:
        None with fewer than two documents, or where the statistic is not defined for all of them or one left out.

    Source: J. W. Tukey, Annals of Mathematical Statistics 29, 1958; B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - only this interval needs it

    value = statistic(found)
    left_out = [statistic(at) for at in _without_each(found)]
    values = [at for at in left_out if at is not None]
    if value is None or len(values) < len(left_out) or len(values) < 2:  # noqa: PLR2004 - of one document no spread
        return None
    d = len(values)
    half = float(stdtrit(d - 1, (1 + level) / 2)) * float(np.sqrt((d - 1) / d * ((np.asarray(values) - np.mean(values)) ** 2).sum()))
    return Interval(value - half, value + half, level, "jackknife", d, None)


def _without_each(found: Network) -> Iterator[Network]:
    documents = len(np.unique(document_of(found)))
    for at in range(documents if documents > 1 else 0):
        yield drawn(found, (np.arange(documents) != at).astype(np.int64))


def drawn(found: Network, times: NDArray[np.int64]) -> Network:
    """The network counted from so many copies of each document, in the order of the documents' names."""
    _, place = np.unique(document_of(found), return_inverse=True)
    which = np.repeat(np.arange(len(place)), times[place])
    ties = replace(found.ties, event=found.ties.event[which], row=found.ties.row[which], column=found.ties.column[which])
    return counted(ties, found.choices, everybody=(ties.rows, ties.columns), weight=found.weight[which], between=(found.start, found.end))
