"""Two actors in, how far apart they stand on what both take up out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stancegraph.measures.pairs import document_of
from stancegraph.measures.results import Measured
from stancegraph.measures.sampling import REPLICATES, interval
from stancegraph.measures.sides import standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["Distance", "position_distance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance(Measured):
    """How far apart two actors stand. `n` and `documents` are those of both on the shared issues.

    Attributes:
        shared: For each issue that both take up the distance of their mean levels, 0 to 1; by the distance, largest first, then by name.
    """

    shared: tuple[tuple[str, float], ...]


def position_distance(  # noqa: PLR0913 - two actors, and what an interval needs
    found: Network, a: str, b: str, *, interval_by: str = "bootstrap", replicates: int = REPLICATES, seed: int = 0
) -> Distance:
    """The distance of two actors' positions: of their mean levels, as a share of the scale, averaged over the issues both take up.

        value = mean over shared issues j of |mean level of a on j - mean level of b on j| / span of the scale.

    0: they say the same on all that both take up; 1: always the two ends. It does not look at how much they share (`shared` tells): two
    who share one issue can be as far apart as two who share twenty. Unlike conflict it does not grow with the number of statements, and
    who is on both sides of an issue stands in the middle.

    Degenerate cases: `value` is None where nothing is shared, also for an actor without statements; an actor has distance 0 to itself.

    Raises:
        LookupError: The network has no such actor; the message says what comes closest.

    Source: the city-block (Gower) distance over what both have; J. C. Gower, Biometrics 27, 1971.

    Rome and Ostia are one on the toll; on the tax Ostia says both: (0 + 1/2) / 2.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("rome", "tax", 1), ("ostia", "tax", 1), ("ostia", "tax", 0)]
    >>> told = position_distance(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)), "rome", "ostia")
    >>> told.value, told.shared
    (0.25, (('tax', 0.5), ('toll', 0.0)))
    """
    i, j = found.place(a, found.ties.rows), found.place(b, found.ties.rows)
    apart = _apart(found, i, j)
    which = np.isin(found.ties.row, (i, j)) & ~np.isnan(apart)[found.ties.column]
    value = _mean(apart)
    shared = [(name, float(gap)) for name, gap in zip(found.ties.columns, apart, strict=True) if not np.isnan(gap)]
    return Distance(
        value=value,
        n=len(np.unique(found.ties.event[which])),
        actors=len({i, j}) if value is not None else 0,
        documents=len(np.unique(document_of(found)[which])),
        interval=None
        if value is None
        else interval(found, lambda at: _mean(_apart(at, i, j)), interval_by, replicates=replicates, seed=seed, within=(0, 1)),
        shared=tuple(sorted(shared, key=lambda at: (-at[1], at[0]))),
    )


def _apart(found: Network, i: int, j: int) -> NDArray[np.float64]:
    """For each column the distance of two rows; NaN where one of them is silent."""
    told = standings(found)
    return np.asarray(np.abs(told.mean[i] - told.mean[j]) / told.span)


def _mean(apart: NDArray[np.float64]) -> float | None:
    shared = apart[~np.isnan(apart)]
    return float(shared.mean()) if len(shared) else None
