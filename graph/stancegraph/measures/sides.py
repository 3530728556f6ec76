"""A network in, where each actor stands on each issue out: mean levels, and on which side of the scale's middle they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["NOISE", "Standings", "standings"]

NOISE = 1e-9
"""A mean this close to the middle lies there."""


class Standings(NamedTuple):
    """Rows by columns of the ties. `mean` is the mean level (NaN where nothing was said), `weight` how heavily it was said.

    `middle` of the scale lies halfway between its ends, `span` is their distance.
    """

    mean: NDArray[np.float64]
    weight: NDArray[np.float64]
    middle: float
    span: float

    @property
    def side(self) -> NDArray[np.float64]:
        """1 above the middle, -1 below, 0 in it; NaN where nothing was said."""
        away = self.mean - self.middle
        return np.where(np.abs(away) <= NOISE, np.where(np.isnan(away), np.nan, 0.0), np.sign(away))


def standings(found: Network) -> Standings:
    """Where the rows of a network stand on its columns, by all statements that it counts, weighed as it weighs them.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [Event("1", "rome", "toll", 1), Event("2", "rome", "toll", 0), Event("3", "ostia", "toll", 1)]
    >>> told = standings(network(events(heard, scale=BINARY)))
    >>> told.mean.tolist(), told.side.tolist()
    ([[1.0], [0.5]], [[1.0], [0.0]])
    """
    ties = found.ties
    shape = len(ties.rows), len(ties.columns)
    levels = np.asarray(ties.events.scale.levels)
    at = ties.row * shape[1] + ties.column
    weight = np.bincount(at, found.weight, minlength=shape[0] * shape[1]).astype(np.float64)
    total = np.bincount(at, found.weight * levels[ties.level], minlength=shape[0] * shape[1])
    mean = np.divide(total, weight, out=np.full(len(weight), np.nan), where=weight > 0)
    scale = ties.events.scale
    return Standings(mean.reshape(shape), weight.reshape(shape), (scale.levels[0] + scale.levels[-1]) / 2, scale.span)
