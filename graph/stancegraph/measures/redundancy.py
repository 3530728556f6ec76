"""A network in, its issues in the order in which they can be done without out: backbone and redundant issues (NETWORKS 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from stancegraph.discourse import matrices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse import Network

__all__ = ["MOST", "Backbone", "Step", "backbone", "spectrum"]

MOST: Final = 1e12
"""Columns squared times rows cubed, up to which a network has its backbone sought: 300 issues among 200 actors are 7.2e11."""


class Step(NamedTuple):
    """An issue that is left out, and the loss of all that were left out so far, 0 to 2."""

    issue: str
    loss: float


class Backbone(NamedTuple):
    """`removed`: all issues in the order in which they are left out, least loss first; `n`, `actors`: what the whole network rests on."""

    removed: tuple[Step, ...]
    n: int
    actors: int

    def kept(self, loss: float = 0.0) -> tuple[str, ...]:
        """The issues that are needed to stay within a loss, sorted: with 0 all but those that change nothing.

        What is left out is the longest beginning of `removed` whose every loss is within it.
        """
        beyond = next((at for at, step in enumerate(self.removed) if step.loss > loss + NOISE), len(self.removed))
        return tuple(sorted(step.issue for step in self.removed[beyond:]))


NOISE: Final = 1e-9


def backbone(found: Network, *, progress: Callable[[int, int], None] | None = None) -> Backbone:
    """The order in which issues can be left out with the least change to the structure of the network, one nested in the other.

        loss(B) = sum over r of |λ_r(all) - λ_r(B)|,

    λ(B) the eigenvalues, sorted, of the Laplacian diag(A 1) - A of the network counted from the issues B alone, those below 0 set to 0
    and the rest divided by their sum; of a network without ties all are 0. At each step that issue goes without which the loss of the
    rest is least; of equal ones (to 1e-9) the first by name. The network's type, duplicates and weights stay; actors stay too.

    The last issues to go are the backbone. Issues that one actor alone takes up tie nobody: they are redundant, with loss 0. The order is
    greedy: a set of the same size with less loss may exist. The spectrum is that of the graph's shape, up to scale: issues that repeat
    the same ties in proportion are redundant, too, whatever they are about. It says nothing of who stands where.

    `progress` is called with the number of issues left out and of all. Time: issues² · actors³ / 2 at most, some minutes for 300 issues
    among 200 actors; on a busy machine numpy is faster with OPENBLAS_NUM_THREADS=1.

    Degenerate cases: no issue, no step; without ties all issues have loss 0.

    Raises:
        ValueError: The network is no one-mode network, has another normalisation than `no` or `average`, or exceeds `MOST`.

    Source: P. Leifeld's DNA 3.0 (backbone, nested), there with the degrees for a spectrum; a spectrum as a density: M. De Domenico,
    J. Biamonte, Physical Review X 6, 2016.

    The toll ties all three, the tax the same pair that it leaves, the road nobody.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 1), ("rome", "tax", 1), ("ostia", "tax", 1), ("rome", "road", 1)]
    >>> told = backbone(network(events([Event(str(i), *row) for i, row in enumerate(heard)], scale=BINARY)))
    >>> [(step.issue, round(step.loss, 4)) for step in told.removed], told.kept(0.3)
    ([('road', 0.0), ('tax', 0.25), ('toll', 1.0)], ('toll',))
    """
    if not found.choices.one_mode or found.choices.normalization not in ("no", "average"):
        raise ValueError("a backbone is that of a one-mode network, with normalization no or average")
    rows, columns = len(found.rows), len(found.ties.columns)
    if float(columns) ** 2 * float(rows) ** 3 > MOST:
        raise ValueError(f"the backbone of {columns:,} columns among {rows:,} rows would take hours: include fewer of either")
    parts = _Parts(found)
    whole, left = spectrum(parts.matrix(np.ones(columns, np.bool_))), np.ones(columns, np.bool_)
    removed = []
    while left.any():
        at, loss = min(_losses(parts, left, whole), key=lambda one: (round(one[1], 9), one[0]))
        left[at] = False
        removed.append(Step(found.ties.columns[at], loss))
        if progress:
            progress(len(removed), columns)
    return Backbone(tuple(removed), found.n, len(np.unique(found.ties.row)))


def spectrum(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The eigenvalues of the Laplacian, ascending, those below 0 set to 0, divided by their sum; zeros where there is nothing to divide.

    A path of two edges has 0, 1 and 3.

    >>> spectrum(np.asarray([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])).round(4).tolist()
    [0.0, 0.25, 0.75]
    """
    found = np.maximum(np.linalg.eigvalsh(np.diag(matrix.sum(axis=1)) - matrix), 0.0) if len(matrix) else np.zeros(0)
    total = float(found.sum())
    return np.asarray(found / total if total > NOISE else np.zeros(len(found)))


class _Parts:
    """What each column adds to a network, so that one of fewer columns is a subtraction."""

    def __init__(self, found: Network) -> None:
        ties, self.average = found.ties, found.choices.normalization == "average"
        levels, n = len(ties.events.scale.levels), len(found.rows)
        like = matrices.kernel(found.choices.type, ties.events.scale.distance())
        counts = matrices.counts(ties, np.sqrt(found.weight)).tocsc()
        self.who, self.added, self.said = [], [], np.zeros((len(ties.columns), n))
        for at in range(len(ties.columns)):
            own = counts[:, [at * levels + level for level in range(levels)]].toarray()
            here = np.flatnonzero(own.any(axis=1))
            added = own[here] @ like @ own[here].T
            np.fill_diagonal(added, 0.0)
            self.who.append(here)
            self.added.append(added)
        np.add.at(self.said, (ties.column, ties.row), found.weight)
        self.left: tuple[NDArray[np.float64], NDArray[np.float64]] = (np.zeros((n, n)), np.zeros(n))

    def matrix(self, left: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The network counted from these columns."""
        total = np.zeros((self.said.shape[1],) * 2)
        for at in np.flatnonzero(left).tolist():
            total[np.ix_(self.who[at], self.who[at])] += self.added[at]
        self.left = total, self.said[left].sum(axis=0)
        return self._normalized(*self.left)

    def without(self, at: int) -> NDArray[np.float64]:
        """The network last counted, without one column more."""
        total = self.left[0].copy()
        total[np.ix_(self.who[at], self.who[at])] -= self.added[at]
        return self._normalized(total, self.left[1] - self.said[at])

    def _normalized(self, total: NDArray[np.float64], said: NDArray[np.float64]) -> NDArray[np.float64]:
        return matrices.ratio(total, (said[:, None] + said[None, :]) / 2) if self.average else total

    nothing = b""

    def key(self, at: int) -> bytes:
        """What a column adds, as bytes: columns that add the same are looked at once, those that add nothing not at all."""
        if not self.average and not self.added[at].any():
            return self.nothing
        return b"".join((self.who[at].tobytes(), self.added[at].tobytes(), self.said[at].tobytes() if self.average else b""))


def _losses(parts: _Parts, left: NDArray[np.bool_], whole: NDArray[np.float64]) -> Iterator[tuple[int, float]]:
    """For each column left the loss without it, too."""
    known = {parts.nothing: _loss(parts.matrix(left), whole)}
    for at in np.flatnonzero(left).tolist():
        key = parts.key(at)
        if key not in known:
            known[key] = _loss(parts.without(at), whole)
        yield at, known[key]


def _loss(matrix: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    return float(np.abs(whole - spectrum(matrix)).sum())
