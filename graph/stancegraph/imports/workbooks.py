"""The bytes of a workbook (.xlsx) in, one sheet's rows of texts out; of a formula the value that was saved with it (openpyxl)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from stancegraph.imports.report import NotImportableError, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_CELLS", "MAX_UNPACKED", "cells"]

MAX_UNPACKED = 256 * 1024 * 1024  # bytes; a workbook is a compressed folder, and a small one may hold a huge one
MAX_CELLS = 20_000_000

_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError)
"""What openpyxl raises for files that are none."""
_ERRORS = frozenset({"#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!"})


def cells(data: bytes, name: str, sheet: str | None, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, empty ones included; the first sheet unless one is named.

    Raises:
        NotImportableError: openpyxl is not installed, or the file is broken or too large.
        ValueError: There is no such sheet.
    """
    if find_spec("openpyxl") is None:
        raise NotImportableError(f"{name} is read by openpyxl, which is not installed: pip install 'stancegraph[spreadsheets]'")
    _weighed(data, name)
    values, formulas = (_sheet(data, name, sheet, tally, values=values) for values in (True, False))
    number = 0
    try:
        for line, (row, written) in enumerate(zip(values, formulas, strict=False), 1):
            number += len(row)
            if number > MAX_CELLS:
                raise NotImportableError(f"{name} has over {MAX_CELLS:,} cells")
            yield line, [_text(value, formula, f"{name}:{line}", tally) for value, formula in zip(row, written, strict=False)]
    except _BROKEN as error:
        if isinstance(error, NotImportableError):
            raise
        raise NotImportableError(f"{name} is no workbook that can be read: {error}") from error


def _weighed(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            size = sum(each.file_size for each in folder.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise NotImportableError(f"{name} is no workbook: {error}") from error
    if size > MAX_UNPACKED:
        raise NotImportableError(f"{name} holds over {MAX_UNPACKED // 2**20} MiB when it is unpacked")


def _sheet(data: bytes, name: str, sheet: str | None, tally: Tally, *, values: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, with the saved values of formulas or with the formulas themselves."""
    import openpyxl  # noqa: PLC0415 - only where a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of parts that hold no values
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
        except (*_BROKEN, InvalidFileException, OSError) as error:
            raise NotImportableError(f"{name} is no workbook that can be read: {error}") from error
        names = [each.title for each in book.worksheets]
        if sheet is not None and sheet not in names:
            raise ValueError(f"{name} has no sheet {sheet!r}; it has {', '.join(map(repr, names))[:400]}")
        if not names:
            raise NotImportableError(f"{name} has no sheet with cells")
        if values:
            for other in names:
                if other != (sheet or names[0]):
                    tally.lost("sheets", "one sheet is imported: give --sheet for another", other)
        rows: Any = book[sheet or names[0]]
        rows.reset_dimensions()  # what the file says of its size may be anything
        return iter(rows.iter_rows(values_only=True))


def _text(value: object, formula: object, where: str, tally: Tally) -> str:
    """A cell as text: dates as ISO, whole numbers without a point, true and false."""
    if value is None:
        if formula is not None:
            tally.lost("cells", "they hold a formula whose value was not saved: open the file in a spreadsheet and save it", where)
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if value in _ERRORS:
        tally.lost("cells", "they hold an error of the spreadsheet", f"{where} {value}")
        return ""
    return str(value)
