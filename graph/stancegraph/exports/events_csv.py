r"""An event list in, `events.csv` out and back, lossless: what DNA exports as its event list, with everything else that an event has.

UTF-8 without a byte order mark, RFC 4180 (comma, CRLF, quotes doubled), in the order of time. `level` is on the scale that `scale` lists
in every row. `date` is an ISO day; `start` and `end` are code points, empty for unknown. Columns that end in `_label` hold the names of the
slugs before them. A cell with several values joins them by ` | `; a `|` or backslash inside one of them has a backslash before it, and
`listed` takes them apart. One empty value alone is a backslash.

What is not there: names of what no event mentions, and how many statements are no events; Parquet has them, too. Cells hold what the
annotations hold, to the letter, formulas included: in a spreadsheet import the columns as text.
"""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from stancegraph.discourse import Event, Scale, events
from stancegraph.discourse.events import LISTS
from stancegraph.exports.files import replacing
from stancegraph.exports.matrix_csv import number

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from stancegraph.discourse import Events

__all__ = ["COLUMNS", "LABELLED", "listed", "read", "write"]

SEPARATOR: Final = " | "
LABELLED: Final = ("actor", "issue", "document", "publisher", "coder", "speaker", "reporter", "reason")
"""Columns of slugs that have names."""
COLUMNS: Final = (*Event._fields, "scale", *(f"{name}_label" for name in LABELLED))
"""Every column, in its order."""
_NEEDED: Final = ("id", "actor", "issue", "level")
_NUMBERS: Final = ("start", "end")


def write(found: Events, path: str | os.PathLike[str]) -> None:
    """Write the file; a list without events gives the header alone.

    Raises:
        ValueError: A word holds U+0000 or half of a surrogate pair, which no CSV reader takes; the message names event and column.
    """
    with replacing(path) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        scale = SEPARATOR.join(map(number, found.scale.levels))
        for event in found:
            row = [*_cells(event), scale, *_labels(event, found)]
            if _UNWRITABLE.search("".join(row)):
                _refuse(event, row)
            writer.writerow(row)


def read(path: str | os.PathLike[str], *, scale: Scale | None = None) -> Events:
    """Read a file that `write` wrote, or one with at least the columns id, actor, issue and level; in any order of columns and rows.

    `scale` is that of a file without the column `scale`. The labels are those of the words in the list.

    Raises:
        ValueError: It is no such file; the message says the line, the column and what to do.
        OSError: It cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file, _any_size():  # noqa: PTH123 - a path of any sort
            return _read(file, scale)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no UTF-8 at byte {error.start}: save it as CSV UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"{path} is no CSV: {error}") from None


def listed(cell: str) -> tuple[str, ...]:
    r"""The values of a cell that joins several; () for an empty one.

    >>> listed(r"Russia | 10 \| 12"), listed("")
    (('Russia', '10 | 12'), ())
    """
    if cell == "\\":
        return ("",)
    return tuple(re.sub(r"\\(.)", r"\1", value) for value in cell.split(SEPARATOR)) if cell else ()


# --- Writing ---

_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def _joined(values: Iterable[str]) -> str:
    told = [value.replace("\\", "\\\\").replace("|", "\\|") for value in values]
    return "\\" if told == [""] else SEPARATOR.join(told)


def _cells(event: Event) -> Iterator[str]:
    for name, value in event._asdict().items():
        if name in LISTS:
            yield _joined(value)
        elif name in _NUMBERS:
            yield "" if value == -1 else str(value)
        else:
            yield number(value) if name == "level" else value


def _labels(event: Event, found: Events) -> Iterator[str]:
    for name in LABELLED:
        value = getattr(event, name)
        yield _joined(map(found.label, value)) if name in LISTS else found.label(value) if value else ""


def _refuse(event: Event, row: list[str]) -> NoReturn:
    name, cell = next((name, cell) for name, cell in zip(COLUMNS, row, strict=True) if _UNWRITABLE.search(cell))
    code = ord(_UNWRITABLE.findall(cell)[0])
    raise ValueError(f"event {event.id!r}: its {name} holds U+{code:04X}, which no CSV file can: take it out of the annotations")


# --- Reading ---


@contextmanager
def _any_size() -> Iterator[None]:
    """Python's reader takes no cell of more than 128 KiB unless it is told to; the limit is the whole program's."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _read(file: Iterable[str], scale: Scale | None) -> Events:
    reader = csv.reader(file, strict=True)
    header = next(reader, [])
    _check_header(header)
    rows: list[Event] = []
    labels: dict[str, str] = {}
    for cells in reader:
        line = f"line {reader.line_num}"
        if len(cells) != len(header):
            raise ValueError(f"{line}: {len(cells)} cells under {len(header)} columns")
        row = dict(zip(header, cells, strict=True))
        scale = _scale(row.get("scale", ""), scale, line)
        rows.append(_event(row, line))
        _take_labels(row, labels, line)
    if scale is None and rows:
        raise ValueError("the file has no column scale: say what levels there are, such as scale=BINARY")
    return events(rows, labels=labels) if scale is None else events(rows, scale=scale, labels=labels)


def _check_header(header: list[str]) -> None:
    if lacking := [name for name in _NEEDED if name not in header]:
        raise ValueError(f"line 1: an event list has the columns {', '.join(_NEEDED)}; {', '.join(lacking)} is not there")
    if strange := [name for name in header if name not in COLUMNS]:
        raise ValueError(f"line 1: {strange[0]!r} is no column of an event list: there are {', '.join(COLUMNS)}")
    if twice := [name for name in COLUMNS if header.count(name) > 1]:
        raise ValueError(f"line 1: the column {twice[0]} is there twice")


def _scale(cell: str, before: Scale | None, line: str) -> Scale | None:
    """The scale of a row, which is that of all rows before."""
    if not cell:
        return before
    try:
        found = Scale(tuple(map(_level, listed(cell))))
    except ValueError as error:
        raise ValueError(f"{line}: scale: {error}") from None
    if before and found != before:
        raise ValueError(f"{line}: scale: {cell} differs from {SEPARATOR.join(map(number, before.levels))} before")
    return found


def _level(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no number") from None
    return int(value) if value.is_integer() else value


def _event(row: Mapping[str, str], line: str) -> Event:
    values: dict[str, object] = {}
    for name in Event._fields:
        cell = row.get(name)
        if cell is None:
            continue
        try:
            values[name] = listed(cell) if name in LISTS else _number(name, cell) if name in {*_NUMBERS, "level"} else cell
        except ValueError as error:
            raise ValueError(f"{line}: {name}: {error}") from None
    return Event(**values)  # type: ignore[arg-type]


def _number(name: str, cell: str) -> float:
    if name == "level":
        return _level(cell)
    if not cell:
        return -1
    if not re.fullmatch(r"-?\d{1,18}", cell):
        raise ValueError(f"{cell!r} is no whole number")
    return int(cell)


def _take_labels(row: Mapping[str, str], labels: dict[str, str], line: str) -> None:
    for name in LABELLED:
        cell = row.get(f"{name}_label")
        if cell is None:
            continue
        slugs = listed(row.get(name, "")) if name in LISTS else filter(None, (row.get(name, ""),))
        told = listed(cell) if name in LISTS else (cell,)
        for slug, label in zip(slugs, told, strict=False):
            if labels.setdefault(slug, label) != label:
                raise ValueError(f"{line}: {name}_label: {slug!r} is {label!r} here and {labels[slug]!r} before")
