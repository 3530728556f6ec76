"""A discourse network in, its matrix out as CSV: labelled rows and columns, for spreadsheets, R, pandas and UCINET's editor.

UTF-8 without a byte order mark, RFC 4180 (comma, CRLF, quotes doubled). The first line holds the columns' slugs, after the name of the
rows' variable; the first cell of every other line its slug. R reads it by `read.csv(path, row.names = 1, check.names = FALSE)`, pandas by
`read_csv(path, index_col=0)`. Numbers read back exactly: whole ones as `4`, others with as many digits as that takes.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse import matrices
from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    import os

    from stancegraph.discourse import Network

__all__ = ["number", "write"]


def write(found: Network, path: str | os.PathLike[str]) -> None:
    """Write the matrix, every cell; a network without ties gives its labels and zeros, one without rows the header alone.

    Raises:
        ValueError: It has more than 40 million cells, or a slug that UTF-8 cannot hold.
    """
    matrices.refuse_large(len(found.rows), len(found.columns))
    with replacing(path) as file:
        writer = csv.writer(file)
        writer.writerow([found.choices.rows, *found.columns])
        for at, name in enumerate(found.rows):
            writer.writerow([name, *map(number, _row(found, at))])


def _row(found: Network, at: int) -> list[float]:
    low, high = found.matrix.indptr[at : at + 2].tolist()
    cells = np.zeros(len(found.columns))
    cells[found.matrix.indices[low:high]] = found.matrix.data[low:high]
    row: list[float] = cells.tolist()
    return row


EXACT: Final = 2**53
"""Up to here a float holds every whole number."""


def number(value: float) -> str:
    """The shortest text that reads back as this number, whole numbers without a point.

    >>> number(4.0), number(1 / 3), number(-0.5)
    ('4', '0.3333333333333333', '-0.5')
    """
    return str(int(value)) if abs(value) <= EXACT and float(value).is_integer() else repr(float(value))
