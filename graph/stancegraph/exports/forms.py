"""A discourse network, a series of them or an event list in, a file of a named format out: what `stancegraph network --to` can make.

A writer returns what its format could not keep, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from stancegraph.discourse import Events, Network

    Writer: TypeAlias = Callable[[Any, Path], Iterable[str]]

__all__ = ["FORMS", "Form", "form_of"]


class Form(NamedTuple):
    """A format: whether it is text, and what writes a network, a series of a moving window and an event list; None where it has none."""

    text: bool
    network: Writer | None
    series: Writer | None
    events: Writer | None


# Each module is loaded by whoever writes its format: pyarrow alone takes half a second.


def _matrix(found: Network, path: Path) -> Iterable[str]:
    from stancegraph.exports import matrix_csv

    matrix_csv.write(found, path)
    return ()


def _long(found: Iterable[Network], path: Path) -> Iterable[str]:
    from stancegraph.exports import series_csv

    return series_csv.write(found, path)


def _events(found: Events, path: Path) -> Iterable[str]:
    from stancegraph.exports import events_csv

    events_csv.write(found, path)
    return ()


def _graphml(found: Network, path: Path) -> Iterable[str]:
    from stancegraph.exports import graphml

    return map(str, graphml.write(found.to_networkx(), path))


def _gexf(found: Network, path: Path) -> Iterable[str]:
    from stancegraph.exports import gexf

    return map(str, gexf.write(found.to_networkx(), path))


def _gexf_series(found: Iterable[Network], path: Path) -> Iterable[str]:
    from stancegraph.exports import gexf

    return gexf.write_series(found, path)


def _json(found: Network, path: Path) -> Iterable[str]:
    from stancegraph.exports import network_json

    network_json.write(found, path)
    return ()


def _json_series(found: Iterable[Network], path: Path) -> Iterable[str]:
    from stancegraph.exports import network_json

    network_json.write_series(found, path)
    return ()


def _dl(found: Network, path: Path) -> Iterable[str]:
    from stancegraph.exports import dl

    return dl.write(found, path)


def _parquet(name: str) -> Writer:
    def write(found: Any, path: Path) -> Iterable[str]:  # noqa: ANN401 - what the writer of that name takes
        from stancegraph.exports import parquet

        try:
            getattr(parquet, name)(found, path)
        except ImportError as error:
            raise ValueError(str(error)) from error
        return ()

    return write


FORMS: Final[Mapping[str, Form]] = {
    "csv": Form(True, _matrix, _long, _events),
    "graphml": Form(True, _graphml, None, None),
    "gexf": Form(True, _gexf, _gexf_series, None),
    "json": Form(True, _json, _json_series, None),
    "dl": Form(True, _dl, None, None),
    "parquet": Form(False, _parquet("write_edges"), _parquet("write_series"), _parquet("write_events")),
}
"""Format, which is also the file's ending, to what writes it."""

_KINDS: Final[Mapping[str, str]] = {"network": "one network", "series": "the networks of a moving window", "events": "an event list"}


def form_of(name: str, kind: str) -> Writer:
    """What writes a network, a series or an event list (`kind`: network, series, events) in that format.

    Raises:
        ValueError: The format has none; the message says which have.

    >>> form_of("dl", "series")
    Traceback (most recent call last):
    ...
    ValueError: dl cannot hold the networks of a moving window: csv, gexf, json, parquet can
    """
    writer: Writer | None = getattr(FORMS[name], kind)
    if writer is None:
        can = ", ".join(other for other, form in FORMS.items() if getattr(form, kind))
        raise ValueError(f"{name} cannot hold {_KINDS[kind]}: {can} can")
    return writer
