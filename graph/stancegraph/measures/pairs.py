"""A network in, congruence and conflict of each pair of its actors out, as dense matrices; what all measures of camps start from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

import numpy as np

from stancegraph.discourse.networks import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["MOST", "Basis", "Pairs", "basis", "document_of", "pairs"]

MOST: Final = 2_500
"""Actors of a network whose pairs are measured: a dense matrix of more takes over 50 MB, and several are needed."""


class Pairs(NamedTuple):
    """Actors by actors, symmetric, with an empty diagonal; both in the network's normalisation."""

    congruence: NDArray[np.float64]
    conflict: NDArray[np.float64]

    @property
    def net(self) -> NDArray[np.float64]:
        """C - D: above 0 where two agree more than they disagree."""
        return self.congruence - self.conflict


class Basis(TypedDict):
    """What a measure rests on, as the fields of `Measured`."""

    n: int
    actors: int
    documents: int


def pairs(found: Network) -> Pairs:
    """Congruence and conflict, counted anew from the statements of the network, whichever of the two it shows.

    Raises:
        ValueError: It is no one-mode network of agreement (congruence, conflict, subtract), or has more than `MOST` rows.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [Event("1", "rome", "toll", 1), Event("2", "ostia", "toll", 1), Event("3", "ostia", "toll", 0)]
    >>> [matrix.tolist() for matrix in pairs(network(events(heard, scale=BINARY)))]
    [[[0.0, 1.0], [1.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]]]
    """
    if found.choices.type not in ("congruence", "conflict", "subtract"):
        raise ValueError(
            f"a network of type {found.choices.type!r} does not tell who agrees with whom: take congruence, conflict or subtract"
        )
    if len(found.rows) > MOST:
        raise ValueError(f"the pairs of {len(found.rows):,} {found.choices.rows}s do not fit into memory; {MOST:,} do: include fewer")
    return Pairs(*(_recounted(found, kind).array() for kind in ("congruence", "conflict")))


def _recounted(found: Network, kind: str) -> Network:
    if found.choices.type == kind:
        return found
    return counted(found.ties, replace(found.choices, type=kind), everybody=(found.rows, found.ties.columns), weight=found.weight)


def basis(found: Network) -> Basis:
    """How many statements, rows that made one, and documents a network rests on."""
    return Basis(n=found.n, actors=len(np.unique(found.ties.row)), documents=len(np.unique(document_of(found))))


def document_of(found: Network) -> NDArray[np.int64]:
    """The document of each tie as a number; a statement without one is a document of its own."""
    documents = found.ties.events.words["document"]
    codes = documents.codes[found.ties.event].astype(np.int64)
    if "" in documents.names:
        none = codes == documents.names.index("")
        codes[none] = len(documents.names) + found.ties.event[none]
    return codes
