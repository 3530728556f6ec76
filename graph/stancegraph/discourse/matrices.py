"""Ties in, matrices out: counts, products of one-mode networks, their divisors; scipy's sparse arrays throughout (NETWORKS 2 to 4).

Without a kernel all sums are sums of whole numbers, so that they are exact and do not depend on the order of rows or on the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from scipy import sparse

from stancegraph.discourse.incidence import once

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.incidence import Incidence
    from stancegraph.discourse.scales import Scale

__all__ = ["MOST", "Counts", "combined", "counts", "divisors", "hollow", "kernel", "product", "ratio", "refuse_large", "two_mode"]

Sparse: TypeAlias = Any
"""A `scipy.sparse.csr_array` of float64; scipy has no types."""
Matrix: TypeAlias = Any
"""The same, or an array."""
Counts: TypeAlias = Sparse
"""Rows by columns times levels: entry [i, j * levels + k] is X_ijk, how heavily row i took up column j at level k."""

MOST: Final = 40_000_000
"""Entries that a network may have at most: some 500 MB."""
MOST_FULL: Final = 40_000_000
"""Cells of a full matrix, empty ones included: 320 MB, as a text 80 MB at least."""
_DENSE: Final = 40_000_000
"""Entries that a dense intermediate matrix may have: 320 MB."""
_FASTER: Final = 25
"""How many multiplications of dense matrices take as long as one of sparse ones."""
_SMALL: Final = 2_000_000
"""Multiplications of dense matrices that are made sooner than sparse ones are set up."""
_FEW: Final = 20_000
"""Entries of an array that is filled sooner than a sparse one is set up."""
_BLOCK: Final = 10_000_000
"""Entries of the counts spread over their levels that are made at once: some 120 MB."""
_NOISE: Final = 1e-13
"""A sum of terms that cancel is 0 below this share of their absolute sum."""
_BITS: Final = 53
"""Levels that a float64 can hold as bits."""


def counts(ties: Incidence, weight: NDArray[np.float64] | None = None) -> Counts:
    """X_ijk; with `weight` (one a tie) the sums of weights instead of numbers of ties."""
    levels = len(ties.events.scale.levels)
    shape = (len(ties.rows), len(ties.columns) * levels)
    at = (ties.row, ties.column * levels + ties.level)
    if shape[0] * shape[1] <= _FEW:
        return _sparse(np.bincount(at[0] * shape[1] + at[1], weight, shape[0] * shape[1]).astype(np.float64).reshape(shape))
    data = np.ones(len(ties.row)) if weight is None else weight
    found = sparse.coo_array((data, at), shape=shape).tocsr()
    found.sort_indices()
    return found


def _sparse(dense: NDArray[np.float64]) -> Sparse:
    """The entries of an array that are not 0, in order; sooner than scipy sorts them."""
    row, column = np.nonzero(dense)
    return _sorted(row, column, dense[row, column], dense.shape)


def _sorted(row: NDArray[np.int64], column: NDArray[np.int64], data: NDArray[np.float64], shape: tuple[int, ...]) -> Sparse:
    """Entries that are already in the order of rows and columns, each at a place of its own."""
    ends = np.zeros(shape[0] + 1, np.int32)
    ends[1:] = np.cumsum(np.bincount(row, minlength=shape[0]))
    return sparse.csr_array((data, column.astype(np.int32), ends), shape=shape)


def kernel(kind: str, gap: NDArray[np.float64], span: float = 1.0) -> NDArray[np.float64]:
    """Levels by levels: what two statements on one thing add to a one-mode network of this type, times the scale's span (NETWORKS 2).

    `gap` are the scale's gaps; its distances, for a span of 1.
    """
    return {"congruence": span - gap, "conflict": gap, "subtract": span - 2 * gap, "ignore": np.full_like(gap, span)}[kind]


# --- One-mode ---


def product(x: Counts, kind: str, scale: Scale) -> Sparse:
    """Rows by rows: sum over columns j and levels k, k' of X_ijk kernel[k, k'] X_i'jk'; the diagonal is kept, zeros are not.

    Raises:
        ValueError: It could have more than `MOST` entries.
    """
    _bounded(x, len(scale.levels))
    like = kernel(kind, scale.gaps(), scale.span)
    exact = _whole(x) and scale.dyadic
    made = _times(x, x, like, dense=exact)
    if isinstance(made, np.ndarray):
        return _sparse(made / scale.span)
    found = sparse.csr_array(made) / scale.span
    if not exact:
        found = _cleaned(sparse.csr_array((found + found.T) / 2), x, kind, like)
    found.sort_indices()
    found.eliminate_zeros()
    return found


def hollow(found: Sparse) -> Sparse:
    """The same entries in order, without those of the diagonal."""
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    off = row != found.indices
    return _sorted(row[off], found.indices[off], found.data[off], found.shape)


def _cleaned(found: Sparse, x: Counts, kind: str, like: NDArray[np.float64]) -> Sparse:
    """The product without what rounding leaves of terms that cancel, which only those of subtract do."""
    if kind == "subtract":
        found.sort_indices()
        entries = found.tocoo()
        every = _entries(_times(x, x, np.ones_like(like)), (entries.row, entries.col))
        found.data[np.abs(found.data) <= _NOISE * every] = 0
    return found


def _whole(x: Counts) -> bool:
    return bool(np.all(x.data == np.rint(x.data)))


def _bounded(x: Counts, levels: int) -> None:
    """Holds the number of pairs against `MOST` before they are made."""
    rows, columns = x.shape[0], x.shape[1] // levels
    if float(rows) ** 2 <= MOST:
        return
    coo = x.tocoo()
    cells = once(np.sort(coo.row.astype(np.int64) * columns + coo.col // levels))
    sharing = np.bincount(cells % columns, minlength=columns).astype(np.float64) if columns else np.zeros(0)
    pairs = min(float(rows) ** 2, float((sharing**2).sum()))
    if pairs > MOST:
        raise ValueError(
            f"a network of {rows:,} rows could have {pairs:,.0f} ties, and {MOST:,} fit into memory: "
            "include fewer, by type, document or date"
        )


def _times(x: Counts, other: Counts, like: NDArray[np.float64] | None = None, *, dense: bool = False) -> Matrix:
    """The product of x, `like` (levels by levels, within each column) and the other turned over: rows by rows.

    It is made of dense matrices where that is sooner and `dense` says that the order of sums is free.
    """
    if dense and _fits(x, other, 1 if like is None else len(like)):
        left, right = x.toarray(), other.toarray()
        if like is not None:
            left = (left.reshape(-1, len(like)) @ like).reshape(left.shape)
        return left @ right.T
    turned = other.T.tocsr()
    if like is None:
        return x @ turned
    step = max(1, _BLOCK * max(1, x.shape[0]) // max(1, x.nnz * len(like)))
    blocks = [_spread(x[at : at + step], like) @ turned for at in range(0, x.shape[0], step)]
    return blocks[0] if len(blocks) == 1 else sparse.vstack(blocks, format="csr") if blocks else x @ turned


def _fits(x: Counts, other: Counts, levels: int) -> bool:
    """Whether the product fits into memory as dense matrices and is made sooner so."""
    rows, width = x.shape
    if max(rows * rows, rows * width) > _DENSE:
        return False
    if rows * rows * max(1, width) <= _SMALL:
        return True
    column = np.bincount(x.indices, minlength=width).astype(np.float64)
    wide = np.repeat(column.reshape(-1, levels).sum(axis=1), levels)
    return bool(float(wide @ np.bincount(other.indices, minlength=width)) * _FASTER > float(rows) ** 2 * width)


def _spread(x: Counts, like: NDArray[np.float64]) -> Counts:
    """The counts, each spread over the levels that it is alike with."""
    entries, levels = x.tocoo(), len(like)
    column, level = np.divmod(entries.col.astype(np.int64), levels)
    at = (np.repeat(entries.row, levels), (column[:, None] * levels + np.arange(levels)).ravel())
    spread = sparse.coo_array(((entries.data[:, None] * like[level]).ravel(), at), shape=x.shape).tocsr()
    spread.eliminate_zeros()
    return spread


def _entries(matrix: Matrix, at: tuple[Any, Any]) -> NDArray[np.float64]:
    """The entries at rows and columns."""
    row, column = at
    height, width = matrix.shape
    if height * width <= _DENSE:
        return np.asarray((matrix if isinstance(matrix, np.ndarray) else matrix.toarray())[row, column], np.float64)
    matrix = matrix.tocsr()
    matrix.sum_duplicates()
    keys = np.repeat(np.arange(height, dtype=np.int64), np.diff(matrix.indptr)) * width + matrix.indices
    wanted = row.astype(np.int64) * width + column
    if not len(keys):
        return np.zeros(len(wanted))
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, matrix.data[place], 0.0)


def divisors(choices: Choices, ties: Incidence, weight: NDArray[np.float64], at: tuple[Any, Any], kind: str = "") -> NDArray[np.float64]:
    """What the entries of a one-mode network at the pairs `at` (rows, columns) are divided by; `kind` is its type, if not that chosen.

    a and b are how heavily the two rows count, a = sum over j, k of X_ijk. The cosine is that of the vectors whose product the type is:
    each row with itself gives their lengths, of a conflict those of the congruence. `dna_cosine` is a times b. With a kernel, what
    one row says counts with its weight, and a pair with the root of both, as in the network itself (NETWORKS 5).

    Source: NETWORKS 3.
    """
    row, column = at
    said = np.bincount(ties.row, weight, minlength=len(ties.rows)).astype(np.float64)
    a: NDArray[np.float64] = said[row]
    b: NDArray[np.float64] = said[column]
    divided = "dna_cosine" if choices.compat == "dna" and choices.normalization == "cosine" else choices.normalization
    if divided == "average":
        return (a + b) / 2
    if divided == "dna_cosine":
        return a * b
    roots = counts(ties, np.sqrt(weight))
    if divided == "jaccard":
        return _jaccard(roots, counts(ties, weight), a + b, at)
    kind = kind or choices.type
    own = _with_itself(roots, "congruence" if kind == "conflict" else kind, ties.events.scale)
    return np.asarray(np.sqrt(own[row] * own[column]), np.float64)


def _with_itself(x: Counts, kind: str, scale: Scale) -> NDArray[np.float64]:
    """For each row the sum over j, k, k' of X_ijk kernel[k, k'] X_ijk'."""
    every, own = (
        np.asarray(_spread(x, kernel(name, scale.gaps(), scale.span)).multiply(x).sum(axis=1), np.float64).ravel() / scale.span
        for name in ("ignore", kind)
    )
    return np.where(own <= _NOISE * every, 0.0, own)


def _jaccard(x: Counts, z: Counts, both: NDArray[np.float64], at: tuple[Any, Any]) -> NDArray[np.float64]:
    """Sum Z[Z'=0] + sum Z'[Z=0] + sum XX' over cells where both count; X holds the roots of weights, Z weights, without a kernel counts."""
    present = z.copy()
    present.data = (present.data > 0).astype(np.float64)
    exact = _whole(z)
    met, shared = _times(z, present, dense=exact), _times(x, x, dense=exact)
    return both + _entries(shared - (met + met.T), at)


# --- Two-mode ---


def two_mode(x: Counts, values: NDArray[np.float64]) -> Sparse:
    """Rows by columns: sum over levels of values[k] X_ijk; ones count, `Scale.signs` subtract (NETWORKS 4)."""
    levels, (rows, width) = len(values), x.shape
    column, level = np.divmod(x.indices.astype(np.int64), levels)
    row = np.repeat(np.arange(rows), np.diff(x.indptr))
    begins = np.flatnonzero((np.diff(row, prepend=-1) != 0) | (np.diff(column, prepend=-1) != 0))
    told = x.data * values[level]
    found, every = (np.add.reduceat(part, begins) if len(begins) else part for part in (told, np.abs(told)))
    left = np.abs(found) > _NOISE * every
    at = begins[left]
    return _sorted(row[at], column[at], found[left], (rows, width // levels))


def combined(x: Counts, levels: int) -> Sparse:
    """Rows by columns: sum over levels of [X_ijk > 0] 2^(levels - 1 - k), which levels occur as bits (NETWORKS 4).

    Raises:
        ValueError: The scale has more levels than a float64 has bits.
    """
    if levels > _BITS:
        raise ValueError(f"two-mode-combine holds {_BITS} levels as bits, and the scale has {levels}")
    present = x.copy()
    present.data = (present.data > 0).astype(np.float64)
    return two_mode(present, np.asarray(2.0 ** np.arange(levels - 1, -1, -1), np.float64))


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
