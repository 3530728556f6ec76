"""A CSV file or a workbook in, its header and rows of texts out, each row with its place (RFC 4180; ECMA-376 by openpyxl).

What a file does not say is told from the file: its encoding, what separates its cells. What was told is reported, and can be overruled.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.imports.report import NotImportableError, Tally, shown
from stancegraph.imports.workbooks import cells as cells_of_workbook

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["MAX_FILE", "MAX_ROWS", "Row", "Table", "read"]

MAX_FILE = 256 * 1024 * 1024  # bytes
MAX_ROWS = 2_000_000
MAX_COLUMNS = 1000
MAX_CELL = 4 * 1024 * 1024  # code points
LOOKED_AT = 50  # records from which the delimiter is told

_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_OTHERS = {".xls": "save it as .xlsx", ".ods": "save it as .xlsx or .csv", ".numbers": "export it as .xlsx or .csv"}


class Row(NamedTuple):
    """A row below the header: its place as `file:line`, and as many cells as the header has, trimmed."""

    where: str
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A header and what stands below it; rows that are empty are left out."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read(
    path: str | os.PathLike[str],
    tally: Tally,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """The table of a file; the first row that is not empty is its header.

    Raises:
        NotImportableError: The file is too large, broken, empty, or of a kind that is not read.
        ValueError: The delimiter is no single character, or there is no such sheet.
        LookupError: There is no such encoding.
        OSError: The file cannot be opened.
    """
    file = Path(path)
    data = _bytes(file)
    if data[:4] == b"PK\3\4" or file.suffix.lower() in {".xlsx", ".xlsm"}:
        records: Iterable[tuple[int, list[str]]] = cells_of_workbook(data, file.name, sheet, tally)
    elif file.suffix.lower() in _OTHERS:
        raise NotImportableError(f"{file.name} is not read: {_OTHERS[file.suffix.lower()]}")
    else:
        records = _records(_decoded(data, file.name, encoding, tally), file.name, delimiter, tally)
    return _table(file.name, records, tally)


def _bytes(file: Path) -> bytes:
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise NotImportableError(f"{file} is no file")
    with file.open("rb") as stream:
        data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise NotImportableError(f"{file.name} is over {MAX_FILE // 2**20} MiB")
    return data


def _table(name: str, records: Iterable[tuple[int, list[str]]], tally: Tally) -> Table:
    header, rows = tuple[str, ...](), list[Row]()
    for line, record in records:
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if not header:
            header = _header(name, cells)
            continue
        if any(cells[len(header) :]):
            over = "; ".join(cell for cell in cells[len(header) :] if cell)
            tally.lost("cells", "they stand right of the last column that has a name", f"{name}:{line} {over}")
        rows.append(Row(f"{name}:{line}", (*cells[: len(header)], *[""] * (len(header) - len(cells)))))
        if len(rows) > MAX_ROWS:
            raise NotImportableError(f"{name} has over {MAX_ROWS:,} rows")
    if not header:
        raise NotImportableError(f"{name} is empty")
    return Table(name, header, tuple(rows))


def _header(name: str, cells: list[str]) -> tuple[str, ...]:
    """The names of the columns; one without a name is called by its number, a name that stands twice names its first column."""
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise NotImportableError(f"{name} has {len(cells):,} columns; the limit is {MAX_COLUMNS:,}")
    found = list[str]()
    for number, cell in enumerate(cells, 1):
        word = cell or f"column {number}"
        found.append(word if word not in found else f"{word} (column {number})")
    return tuple(found)


def _decoded(data: bytes, name: str, encoding: str | None, tally: Tally) -> str:
    """The text in the encoding that is asked for, else UTF-8 or UTF-16, else Windows-1252, which is told."""
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeError as error:
            raise NotImportableError(f"{name} is not {encoding}: {error}") from error
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return data.decode("utf-16")
        if data[1:64:2].count(0) > data[:64:2].count(0) + 8:
            return data.decode("utf-16-le")
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        where = f"{name}:{data[: getattr(error, 'start', 0)].count(10) + 1}"
    try:
        text = data.decode("cp1252")
    except UnicodeError:
        raise NotImportableError(f"{where} is neither UTF-8 nor Windows-1252: give --encoding, or save it as UTF-8") from None
    tally.tell(f"{where} is not UTF-8: the file is read as Windows-1252; where letters look wrong, give --encoding")
    return text


def _records(text: str, name: str, delimiter: str | None, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.casefold().startswith("sep=") and len(first.rstrip("\r")) == len("sep=") + 1:  # what Excel writes and reads
        delimiter, text, skipped = delimiter or first[4], rest, 1
    if delimiter is None:
        delimiter = _delimiter(text)
        tally.tell(f"cells are separated by {_DELIMITERS[delimiter]}")
    elif len(delimiter) != 1 or delimiter in '\r\n"':
        raise ValueError(f"{delimiter!r} is no delimiter: give one character")
    with _large_cells():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 0
        try:
            for record in reader:
                yield line + 1 + skipped, record
                line = reader.line_num
        except csv.Error as error:
            raise NotImportableError(f"{name}:{line + 1 + skipped} is no row of a CSV file: {shown(str(error))}") from error


def _delimiter(text: str) -> str:
    """The character that parts the first records into most cells, of those that part them all alike."""
    found = []
    for rank, candidate in enumerate(_DELIMITERS):
        widths = list[int]()
        with _large_cells():
            try:
                for record in csv.reader(io.StringIO(text, newline=""), delimiter=candidate):
                    if any(record):
                        widths.append(len(record))
                    if len(widths) == LOOKED_AT:
                        break
            except csv.Error:
                continue
        if widths:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            found.append((widths[0] > 1, alike, widths[0], -rank, candidate))
    return max(found)[-1] if found else ","


@contextmanager
def _large_cells() -> Iterator[None]:
    """The limit of `csv` is one of the whole process: it is put back."""
    before = csv.field_size_limit(MAX_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
