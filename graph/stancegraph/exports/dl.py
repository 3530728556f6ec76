"""A discourse network in, a UCINET DL file out (https://sites.google.com/site/ucinetsoftware/document, "DL language").

A one-mode network has `n` and one list of labels, a two-mode network `nr`, `nc` and two. The data are the full matrix; of a matrix of more
than `FULL` cells, of which less than one in four is not 0, they are a list of its cells (edgelist1, or edgelist2 of a two-mode network):
row, column, value, counted from 1. A one-mode tie then stands there in both directions, as in the matrix.

Labels are slugs. One that is not all letters, digits, `-`, `_` and `.` stands in double quotes; double quotes in it become single ones, line
ends and tabs spaces, because DL has no way to write them. UCINET 6 reads the file as UTF-8, older versions as the system's code page.
UCINET writes labels in capitals and cuts them after `LABEL` characters in older versions: labels that would then be the same are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from stancegraph.discourse import matrices
from stancegraph.exports.files import replacing
from stancegraph.exports.matrix_csv import number

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from stancegraph.discourse import Network

__all__ = ["FULL", "LABEL", "lines", "write"]

FULL: Final = 250_000
"""Cells up to which the full matrix is always written: 500 by 500."""
LABEL: Final = 18
"""Characters of a label that UCINET keeps by its manual."""
_SPARSE: Final = 4


def write(found: Network, path: str | os.PathLike[str]) -> list[str]:
    """Write the network; what the format cannot keep comes back in words, [] if nothing.

    Raises:
        ValueError: The network is empty, which UCINET cannot read.
    """
    if not found.rows or not found.columns:
        raise ValueError("the network is empty, and UCINET reads no matrix of nothing: leave fewer statements out")
    with replacing(path) as file:
        file.writelines(lines(found))
    names = (found.rows,) if found.choices.one_mode else (found.rows, found.columns)
    return [doubt for some in names for doubt in _doubts(some)]


def lines(found: Network) -> Iterator[str]:
    """The file, line by line."""
    cells, one_mode = len(found.rows) * len(found.columns), found.choices.one_mode
    sparse = cells > FULL and found.matrix.nnz * _SPARSE < cells
    if not sparse:
        matrices.refuse_large(len(found.rows), len(found.columns))
    form = "fullmatrix" if not sparse else "edgelist1" if one_mode else "edgelist2"
    yield f"dl n={len(found.rows)}\n" if one_mode else f"dl nr={len(found.rows)}, nc={len(found.columns)}\n"
    yield f"format = {form}\n"
    for head, names in (("labels", found.rows),) if one_mode else (("row labels", found.rows), ("column labels", found.columns)):
        yield f"{head}:\n"
        yield from (f"{_label(name)}\n" for name in names)
    yield "data:\n"
    yield from _cells(found) if sparse else _matrix(found)


def _matrix(found: Network) -> Iterator[str]:
    for at in range(len(found.rows)):
        yield " ".join(map(number, found.matrix[[at]].toarray()[0].tolist())) + "\n"


def _cells(found: Network) -> Iterator[str]:
    entries = found.matrix.tocoo()
    for row, column, value in sorted(zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)):
        yield f"{row + 1} {column + 1} {number(value)}\n"


# --- Labels ---

_PLAIN: Final = re.compile(r"[\w.-]+")


def _label(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else f'"{_written(name)}"'


def _written(name: str) -> str:
    """The label without what DL cannot write."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]", " ", name.replace('"', "'"))


def _doubts(names: Iterable[str]) -> Iterator[str]:
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[_written(name)[:LABEL].upper()].append(name)
        if _written(name) != name:
            yield f"{name!r} is written {_label(name)}"
    for short, many in sorted(alike.items()):
        if len(many) > 1:
            yield f"{', '.join(many)} are all {short!r} to versions of UCINET that cut labels after {LABEL} characters"
