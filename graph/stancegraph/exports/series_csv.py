"""The networks of a moving window in, one long table out as CSV: a line for each tie of each window, for R, pandas and spreadsheets.

UTF-8, RFC 4180. `start`, `middle` and `end` are the window's days, `row` and `column` slugs, of one-mode networks each pair once.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from stancegraph.discourse.graphs import ties
from stancegraph.exports.files import replacing
from stancegraph.exports.matrix_csv import number

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from stancegraph.discourse import Network

__all__ = ["COLUMNS", "write"]

COLUMNS: Final = ("start", "middle", "end", "row", "column", "weight", "n")


def write(networks: Iterable[Network], path: str | os.PathLike[str]) -> list[str]:
    """Write the table; what it cannot show comes back in words: how many windows have no tie, and so no line."""
    empty = whole = 0
    with replacing(path) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for found in networks:
            whole += 1
            empty += found.matrix.nnz == 0
            writer.writerows(
                [found.start, found.middle, found.end, tie.row, tie.column, number(tie.weight), str(tie.n)] for tie in ties(found)
            )
    return [f"{empty} of {whole} windows have no tie, and so no line"] if empty else []
