"""Event lists and discourse networks in, Parquet out and back, lossless, by pyarrow (`pip install 'stancegraph[frames]'`).

The schema's metadata hold, under `stancegraph`, a JSON object with what is no column: of an event list its scale, the names of all slugs
and how many statements are no events; of a network its choices. The same input gives the same bytes with the same pyarrow.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from stancegraph.discourse import Event, Scale, events
from stancegraph.discourse.events import ATTRIBUTES, LISTS, UNDATED
from stancegraph.discourse.frames import needed
from stancegraph.discourse.graphs import Tie, ties
from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from stancegraph.discourse import Events, Network

__all__ = ["read_events", "write_edges", "write_events", "write_series"]

KEY: Final = b"stancegraph"
BATCH: Final = 100_000
"""Ties of a series that are held in memory before they are written."""


def write_events(found: Events, path: str | os.PathLike[str]) -> None:
    """Write the event list, a row an event: words as dictionaries, lists as lists, `date` as date32, unknown offsets as null.

    Raises:
        ValueError: A word holds half of a surrogate pair, which Parquet cannot hold.
        ImportError: pyarrow is not installed.
    """
    pa = needed("pyarrow")
    whole = {
        "scale": list(found.scale.levels),
        "labels": dict(sorted(found.labels.items())),
        "left_out": [list(line) for line in found.left_out],
        "aliases": dict(sorted(found.aliases.items())),
    }
    words = pa.dictionary(pa.int32(), pa.string())
    types = {"id": pa.string(), "level": pa.float64(), "date": pa.date32(), "start": pa.int64(), "end": pa.int64()}
    types |= dict.fromkeys(ATTRIBUTES, words) | dict.fromkeys(LISTS, pa.list_(pa.string()))
    schema = pa.schema([(name, types[name]) for name in Event._fields], metadata={KEY: json.dumps(whole).encode()})
    try:
        columns = {name: pa.array(values, types[name]) for name, values in _plain(found, pa).items()}
    except UnicodeEncodeError as error:
        _refuse(error)
    table = pa.table([columns[name] for name in Event._fields], schema=schema)
    with replacing(path, "wb") as file:
        needed("pyarrow.parquet").write_table(table, file)


def _plain(found: Events, pa: Any) -> dict[str, object]:  # noqa: ANN401 - a module without types
    dated = found.day != UNDATED
    dates = np.full(len(found), np.datetime64("NaT"), "datetime64[D]")
    dates[dated] = found.day[dated].astype("datetime64[D]")
    columns: dict[str, object] = {
        "id": found.ids.tolist(),
        "level": np.asarray(found.scale.levels, np.float64)[found.level],
        "date": dates,
        **{name: pa.array(numbers, mask=numbers == -1) for name, numbers in (("start", found.start), ("end", found.end))},
    }
    for name in ATTRIBUTES:
        codes, names = found.words[name].codes, found.words[name].names
        used = np.unique(codes)
        columns[name] = pa.DictionaryArray.from_arrays(
            pa.array(np.searchsorted(used, codes), pa.int32()), pa.array([names[code] for code in used.tolist()], pa.string())
        )
    return columns | {name: found.lists[name].words() for name in LISTS}


def read_events(path: str | os.PathLike[str]) -> Events:
    """Read a file that `write_events` wrote: an equal event list, with its scale, names and counts of what was left out.

    Raises:
        ValueError: It is no such file.
        OSError: It cannot be read.
        ImportError: pyarrow is not installed.
    """
    pa = needed("pyarrow")
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path of any sort
            table = needed("pyarrow.parquet").read_table(file)
    except pa.ArrowInvalid as error:
        raise ValueError(f"{path} is no Parquet file: {error}") from None
    whole = json.loads((table.schema.metadata or {}).get(KEY, b"{}"))
    if table.column_names != list(Event._fields) or "scale" not in whole:
        raise ValueError(f"{path} is no event list that stancegraph wrote")
    columns = {name: table.column(name).to_pylist() for name in Event._fields}
    columns["date"] = [day.isoformat() if day else "" for day in columns["date"]]
    for name in ("start", "end"):
        columns[name] = [-1 if number is None else number for number in columns[name]]
    for name in LISTS:
        columns[name] = [tuple(words) for words in columns[name]]
    rows = map(Event._make, zip(*columns.values(), strict=True))
    scale = Scale(tuple(whole["scale"]))
    left_out = tuple((why, n) for why, n in whole["left_out"])
    return events(rows, scale=scale, labels=whole["labels"], left_out=left_out, aliases=whole.get("aliases", {}))


def write_edges(found: Network, path: str | os.PathLike[str]) -> None:
    """Write the ties of a network: row, column, weight, n, first, last (date32), documents (list); the metadata hold its choices.

    Raises:
        ValueError: A slug holds half of a surrogate pair, which Parquet cannot hold.
        ImportError: pyarrow is not installed.
    """
    _write_ties([found], path, ())


def write_series(networks: Iterable[Network], path: str | os.PathLike[str]) -> None:
    """Write the ties of the networks of a moving window, each after `start`, `middle` and `end` of its window (date32).

    The metadata hold the choices of the first; without a network there is no line, and no choice.

    Raises:
        ValueError, ImportError: As `write_edges`.
    """
    _write_ties(networks, path, ("start", "middle", "end"))


def _write_ties(networks: Iterable[Network], path: str | os.PathLike[str], days: tuple[str, ...]) -> None:
    pa, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    waiting = iter(networks)
    first = next(waiting, None)
    types = {"weight": pa.float64(), "n": pa.int64(), "documents": pa.list_(pa.string())}
    types |= dict.fromkeys((*days, "first", "last"), pa.date32())
    about = {} if first is None else first.choices.told() if days else first.metadata()
    names = (*days, *Tie._fields)
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names], metadata={KEY: json.dumps(about).encode()})
    try:
        with replacing(path, "wb") as file, parquet.ParquetWriter(file, schema) as writer:
            for rows in _batches(_rows(chain([] if first is None else [first], waiting), days)):
                columns = zip(names, zip(*rows, strict=True), strict=True) if rows else ((name, ()) for name in names)
                dated = {name for name in names if types.get(name) == pa.date32()}
                told = [_days(values) if name in dated else list(values) for name, values in columns]
                writer.write_table(pa.table([pa.array(v, schema.field(i).type) for i, v in enumerate(told)], schema=schema))
    except UnicodeEncodeError as error:
        _refuse(error)


def _rows(networks: Iterable[Network], days: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    for found in networks:
        own = tuple(getattr(found, name) for name in days)
        yield from ((*own, *tie) for tie in ties(found))


def _batches(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    """Rows in lists; one list at least, so that a file without rows has its columns."""
    held: list[tuple[object, ...]] = []
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield held
            held = []
    yield held


def _days(texts: Iterable[object]) -> object:
    return np.asarray([text or "NaT" for text in texts], "datetime64[D]")


def _refuse(error: UnicodeEncodeError) -> NoReturn:
    raise ValueError(f"{error.object!r} holds half of a surrogate pair, which Parquet cannot: take it out of the annotations") from None
