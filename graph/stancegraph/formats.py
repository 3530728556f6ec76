"""A project and what is wanted of it in, one file out: what `stancegraph export --to` can make.

A format is a function that writes a project into a path; `FORMATS` names them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from stancegraph.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import networkx as nx

    from stancegraph.project import Project

    Writer: TypeAlias = Callable[["Project", Path, "Wanted"], Iterable[str]]

__all__ = ["FORMATS", "Wanted", "network", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a project is to be written, and how it is to look; a format takes what it can use."""

    title: str = ""
    """Instead of the project's own."""
    opening: Opening = field(default_factory=Opening)
    """What a page shows first."""
    actors: frozenset[str] = frozenset()
    """Slugs: positions of nobody else are written; of everybody where it is empty."""
    targets: frozenset[str] = frozenset()
    """Slugs: positions on nothing else are written; on everything where it is empty."""
    source: str = ""
    """The web address of a file at a line, with `{file}` and `{line}` in their places."""


def network(project: Project, wanted: Wanted) -> nx.MultiDiGraph[str]:
    """The network of the project, cut to the actors and targets that are wanted."""
    from stancegraph.cut import cut

    graph = project.to_networkx()
    return cut(graph, actors=wanted.actors, targets=wanted.targets) if wanted.actors or wanted.targets else graph


def page(project: Project, wanted: Wanted) -> str:
    """The interactive page of that network.

    Raises:
        ValueError: `source` is no web address with both places.
    """
    from stancegraph import page as pages
    from stancegraph.about import declared

    return pages.render(
        network(project, wanted),
        title=wanted.title,
        places=project.places(),
        source=wanted.source,
        opening=wanted.opening,
        about=declared(project.annotations),
    )


def _html(project: Project, path: Path, wanted: Wanted) -> Iterable[str]:
    from stancegraph.exports.files import replacing

    text = page(project, wanted)
    with replacing(path) as file:
        file.write(text)
    return ()


def _svg(project: Project, path: Path, wanted: Wanted) -> Iterable[str]:
    from stancegraph import picture
    from stancegraph.exports.files import replacing

    first = wanted.opening
    if first.view != "graph" or first.since or first.until or any(first.hide.values()):
        raise ValueError(
            "--view, --from, --until, --hide and --only say what a page shows first, and a still picture shows one thing: leave them out, or cut with --actor and --issue"
        )
    text = picture.svg(network(project, wanted), theme=wanted.opening.theme or "light", title=wanted.title)
    with replacing(path) as file:
        file.write(text)
    return ()


FORMATS: Final[Mapping[str, Writer]] = {"html": _html, "svg": _svg}
"""Format, which is also the file's ending, to the function that writes it and returns what its reader should be warned of."""
