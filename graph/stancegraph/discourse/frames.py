"""Event lists and discourse networks in, pandas frames out (`pip install 'stancegraph[frames]'`)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from stancegraph.discourse import matrices
from stancegraph.discourse.events import ATTRIBUTES, LISTS, UNDATED, Event
from stancegraph.discourse.graphs import Node, Tie, nodes, ties

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

    from stancegraph.discourse.events import Events
    from stancegraph.discourse.networks import Network

    Frame: TypeAlias = Any

__all__ = ["edges_frame", "events_frame", "matrix_frame", "needed", "nodes_frame"]


def events_frame(found: Events) -> Frame:
    """A row an event, in the order of time, with the columns of `Event`.

    `level` is float64, `date` datetime64[s] (NaT for none), `start` and `end` nullable integers; words are categories, lists tuples.
    `frame.attrs` holds `scale`, the levels there are, and `left_out`.
    """
    pandas = needed("pandas")
    columns: dict[str, object] = {
        "id": found.ids,
        "level": np.asarray(found.scale.levels, np.float64)[found.level],
        "date": _dates(found.day),
        "start": _offsets(pandas, found.start),
        "end": _offsets(pandas, found.end),
    }
    for name in ATTRIBUTES:
        used = np.unique(found.words[name].codes)
        names = [found.words[name].names[code] for code in used.tolist()]
        columns[name] = pandas.Categorical.from_codes(np.searchsorted(used, found.words[name].codes), names)
    for name in LISTS:
        columns[name] = pandas.Series(found.lists[name].words(), dtype=object)
    frame = pandas.DataFrame({name: columns[name] for name in Event._fields})
    frame.attrs = {"scale": list(found.scale.levels), "left_out": list(found.left_out)}
    return frame


def matrix_frame(found: Network) -> Frame:
    """The matrix: rows and columns by slug, float64; the names of index and columns are the variables.

    Raises:
        ValueError: It has more than 40 million cells; `edges_frame` holds those that are not 0.
    """
    pandas = needed("pandas")
    matrices.refuse_large(len(found.rows), len(found.columns))
    variables = found.choices.rows, found.choices.rows if found.choices.one_mode else found.choices.columns
    index, columns = (
        pandas.Index(names, dtype=object, name=name) for names, name in zip((found.rows, found.columns), variables, strict=True)
    )
    frame = pandas.DataFrame(found.array(), index=index, columns=columns)
    frame.attrs = found.metadata()
    return frame


def edges_frame(found: Network) -> Frame:
    """A row for each cell that is not 0, of a one-mode network for each pair: row, column, weight, n, first, last, documents.

    `first` and `last` are datetime64[s] (NaT for undated), `documents` tuples of slugs. `frame.attrs` holds every choice.
    """
    pandas = needed("pandas")
    told = list(ties(found))
    frame = pandas.DataFrame(
        {
            **{name: pandas.Series([getattr(tie, name) for tie in told], dtype=object) for name in ("row", "column")},
            "weight": np.asarray([tie.weight for tie in told], np.float64),
            "n": np.asarray([tie.n for tie in told], np.int64),
            **{name: np.asarray([getattr(tie, name) or "NaT" for tie in told], "datetime64[s]") for name in ("first", "last")},
            "documents": pandas.Series([tie.documents for tie in told], dtype=object),
        },
        columns=list(Tie._fields),
    )
    frame.attrs = found.metadata()
    return frame


def nodes_frame(found: Network) -> Frame:
    """A row for each row, then for each column of a two-mode network: name, label, kind (its variable), type, n (its statements)."""
    pandas = needed("pandas")
    rows, columns = nodes(found)
    told = rows if found.choices.one_mode else [*rows, *columns]
    frame = pandas.DataFrame([tuple(node) for node in told], columns=list(Node._fields))
    frame["n"] = frame["n"].astype("int64")
    frame.attrs = found.metadata()
    return frame


def needed(name: str) -> ModuleType:
    """The module of a library that not everybody has: pandas or pyarrow.

    Raises:
        ImportError: It is not installed; the message says how to get it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{name.partition('.')[0]} is needed and not installed: pip install 'stancegraph[frames]'") from error


def _dates(days: NDArray[np.int64]) -> NDArray[np.datetime64]:
    dated = days != UNDATED
    found = np.full(len(days), np.datetime64("NaT"), "datetime64[s]")
    found[dated] = days[dated].astype("datetime64[D]").astype("datetime64[s]")
    return found


def _offsets(pandas: ModuleType, offsets: NDArray[np.int64]) -> object:
    """Nullable integers; -1 is unknown."""
    return pandas.arrays.IntegerArray(offsets.copy(), offsets == -1)
