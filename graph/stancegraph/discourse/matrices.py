"""Ties in, matrices out: counts, products of one-mode networks, their divisors; scipy's sparse arrays throughout (NETWORKS 2 to 4).

Sums run in the order of rows and columns, so the same ties give the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.scales import Scale

__all__ = ["MOST", "Counts", "combined", "counts", "divisors", "kernel", "product", "ratio", "refuse_large", "two_mode"]

Sparse: TypeAlias = Any
"""A `scipy.sparse.csr_array` of float64; scipy has no types."""
Counts: TypeAlias = Sparse
"""Rows by columns times levels: entry [i, j * levels + k] is X_ijk, how heavily row i took up column j at level k."""

MOST: Final = 40_000_000
"""Entries that a network may have at most: some 500 MB."""
MOST_FULL: Final = 40_000_000
"""Cells of a full matrix, empty ones included: 320 MB, as a text 80 MB at least."""


def counts(ties: Incidence, weight: NDArray[np.float64] | None = None) -> Counts:
    """X_ijk; with `weight` (one a tie) the sums of weights instead of numbers of ties."""
    levels = len(ties.events.scale.levels)
    shape = (len(ties.rows), len(ties.columns) * levels)
    data = np.ones(len(ties.row)) if weight is None else weight
    found = sparse.coo_array((data, (ties.row, ties.column * levels + ties.level)), shape=shape).tocsr()
    found.sort_indices()
    return found


def kernel(kind: str, distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Levels by levels: what two statements on one thing add to a one-mode network of this type (NETWORKS 2)."""
    return {"congruence": 1 - distance, "conflict": distance, "subtract": 1 - 2 * distance, "ignore": np.ones_like(distance)}[kind]


def product(x: Counts, weights: NDArray[np.float64]) -> Sparse:
    """Rows by rows: sum over columns j and levels k, k' of X_ijk weights[k, k'] X_i'jk'; the diagonal is kept.

    Raises:
        ValueError: It could have more than `MOST` entries.
    """
    levels = len(weights)
    _bounded(x, levels)
    found = (_spread(x, weights) @ x.T).tocsr()
    found.sort_indices()
    return found


def _bounded(x: Counts, levels: int) -> None:
    """Holds the number of pairs against `MOST` before they are made."""
    rows, columns = x.shape[0], x.shape[1] // levels
    coo = x.tocoo()
    cells = np.unique(coo.row.astype(np.int64) * columns + coo.col // levels) if columns else np.zeros(0, np.int64)
    sharing = np.bincount(cells % columns, minlength=columns).astype(np.float64) if columns else np.zeros(0)
    pairs = min(float(rows) ** 2, float((sharing**2).sum()))
    if pairs > MOST:
        raise ValueError(
            f"a network of {rows:,} rows could have {pairs:,.0f} ties, and {MOST:,} fit into memory: "
            "include fewer, by type, document or date"
        )


def two_mode(x: Counts, values: NDArray[np.float64]) -> Sparse:
    """Rows by columns: sum over levels of values[k] X_ijk; ones count, `Scale.signs` subtract (NETWORKS 4)."""
    columns = x.shape[1] // len(values)
    return (x @ sparse.kron(sparse.eye_array(columns), sparse.csr_array(values[:, None]), format="csr")).tocsr()


def combined(x: Counts, levels: int) -> Sparse:
    """Rows by columns: sum over levels of [X_ijk > 0] 2^(levels - 1 - k), which levels occur as bits (NETWORKS 4)."""
    present = x.copy()
    present.data = (present.data > 0).astype(np.float64)
    return two_mode(present, np.asarray(2.0 ** np.arange(levels - 1, -1, -1), np.float64))


def divisors(choices: Choices, x: Counts, said: NDArray[np.float64], scale: Scale, at: tuple[Any, Any]) -> NDArray[np.float64]:
    """What the entries of a one-mode network at the pairs `at` (rows, columns) are divided by (NETWORKS 3).

    `said` is how much each row said, a = sum over j, k of X_ijk. The cosine is that of the vectors whose product the type is: each
    row with itself gives their lengths, of a conflict those of the congruence. `dna_cosine` is a times b.
    """
    row, column = at
    a: NDArray[np.float64] = said[row]
    b: NDArray[np.float64] = said[column]
    kind = "dna_cosine" if choices.compat == "dna" and choices.normalization == "cosine" else choices.normalization
    if kind == "average":
        return (a + b) / 2
    if kind == "dna_cosine":
        return a * b
    if kind == "jaccard":
        return _jaccard(x, a + b, at)
    like = kernel("congruence" if choices.type == "conflict" else choices.type, scale.distance())
    own = _with_itself(x, like)
    return np.asarray(np.sqrt(own[row] * own[column]), np.float64)


def _with_itself(x: Counts, like: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row the sum over j, k, k' of X_ijk like[k, k'] X_ijk'."""
    return np.asarray((_spread(x, like).multiply(x)).sum(axis=1), np.float64).ravel()


def _spread(x: Counts, like: NDArray[np.float64]) -> Counts:
    """The counts, each spread over the levels that it is alike with."""
    return x @ sparse.kron(sparse.eye_array(x.shape[1] // len(like)), sparse.csr_array(like), format="csr")


def _jaccard(x: Counts, both: NDArray[np.float64], at: tuple[Any, Any]) -> NDArray[np.float64]:
    """Sum X[X'=0] + sum X'[X=0] + sum XX' over cells where both count."""
    present = x.copy()
    present.data = (present.data > 0).astype(np.float64)
    met = (x @ present.T).tocsr()
    shared = (x @ x.T).tocsr()
    row, column = at
    return np.asarray(both - met[row, column] - met[column, row] + shared[row, column], np.float64)


def ratio(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quotients; 0 where the divisor is 0 (NETWORKS 3)."""
    return np.asarray(np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0), np.float64)


def refuse_large(rows: int, columns: int) -> None:
    """Keeps a full matrix of too many cells from memory and disk.

    Raises:
        ValueError: It would have more than `MOST_FULL`.
    """
    if rows * columns > MOST_FULL:
        raise ValueError(f"a full matrix of {rows * columns:,} cells is too large: include fewer rows, or take the list of ties")
