"""A project and what is wanted of it in, one file out: what `stancegraph export --to` can make.

A format is a function that writes a project into a path: `FORMATS` are for people, who choose what is shown, `DATA` for programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from stancegraph import choosing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from stancegraph.choosing import Wanted
    from stancegraph.project import Project

    Writer: TypeAlias = Callable[["Project", Path, "Wanted"], Iterable[str]]

__all__ = ["DATA", "FORMATS", "Data"]


def _html(project: Project, path: Path, wanted: Wanted) -> Iterable[str]:
    from stancegraph.exports.files import replacing

    text = choosing.page(project.annotations, project.to_networkx(), wanted)
    with replacing(path) as file:
        file.write(text)
    return ()


def _svg(project: Project, path: Path, wanted: Wanted) -> Iterable[str]:
    from stancegraph.exports.files import replacing

    first = wanted.opening
    if first.view != "network" or first.since or first.until or any(first.hide.values()):
        raise ValueError(
            "--view, --from, --until, --hide and --only say what a page shows first, and a still picture shows one thing: leave them out, or cut with --actor and --issue"
        )
    if wanted.source_url:
        raise ValueError("--source-url makes links of a page's places, and a still picture has none: leave it out")
    with replacing(path) as file:
        file.write(choosing.still(project.to_networkx(), wanted))
    return ()


FORMATS: Final[Mapping[str, Writer]] = {"html": _html, "svg": _svg}
"""Format, which is also the file's ending, to the function that writes it and returns what its reader should be warned of."""


class Data(NamedTuple):
    """A format of the whole graph, of which no part can be chosen: the file's ending and what writes it, and returns warnings."""

    ending: str
    write: Callable[[Project, Path], Iterable[str]]


def _jsonld(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import jsonld

    jsonld.write(project.derived, path)
    return ()


def _nanopubs(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import nanopubs

    nanopubs.write(project.derived, path)
    return ()


def _graphml(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import graphml

    return map(str, graphml.write(project.to_networkx(), path))


def _gexf(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import gexf

    return map(str, gexf.write(project.to_networkx(), path))


def _csv(project: Project, path: Path) -> Iterable[str]:
    from stancegraph.exports import statements_csv

    statements_csv.write(project.derived.judged, path)
    return ()


DATA: Final[Mapping[str, Data]] = {
    "jsonld": Data("jsonld", _jsonld),
    "nanopubs": Data("nanopubs.trig", _nanopubs),
    "graphml": Data("graphml", _graphml),
    "gexf": Data("gexf", _gexf),
    "csv": Data("csv", _csv),
}
"""What `export --to` writes for programs."""
