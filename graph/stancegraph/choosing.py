"""What somebody wants of a network in, in the project's own words; the part that is wanted out, as a page or a picture.

The command line and `Project.page` ask the same way and are refused with the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from stancegraph import opening
from stancegraph.opening import Opening
from stancegraph.spelling import Neighbours, key, nearest

if TYPE_CHECKING:
    from datetime import date
    from typing import Unpack

    import networkx as nx

    from stancegraph.records import Annotations, Entity

__all__ = ["Choices", "Still", "Wanted", "closest", "page", "pictured", "places", "still", "wanted"]

LISTED = 12  # values that a message names
EMPTY = "the page opens on nothing: no statement is left by what it hides and by its range of days; its reader can bring all of them back"


class Still(TypedDict, total=False):
    """What can be asked of a still picture, and of a page; all of it may be left out."""

    title: str
    """Instead of the project's own."""
    theme: str | None
    """light or dark; None leaves it to the reader's system, and is light in a still picture."""
    actors: Iterable[str]
    """Slugs or names: what nobody else says and does is in it."""
    issues: Iterable[str]
    """Slugs or names of issues, acts and instruments: positions on nothing else are in it."""


class Choices(Still, total=False):
    """What can be asked of a page."""

    view: str
    """What is shown first: network, actors, matrix or table."""
    since: str | date | None
    """The first day, month or year shown at first: 2008-02-14, 2008-02, 2008; or a date."""
    until: str | date | None
    """The last one."""
    hide: Mapping[str, Iterable[str]]
    """Facet to the values that are filtered out at first, such as `{"stance": ["act"]}`."""
    only: Mapping[str, Iterable[str]]
    """Facet to the values that are left in at first."""
    detail: str | None
    """all (every node) or shared (what two or more speak of); None leaves it to the page."""
    source_url: str
    """The web address of a file at a line, with `{file}` and `{line}` in their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a project is to be shown or written, and how it is to look; a format takes what it can use."""

    title: str = ""
    """Instead of the project's own."""
    opening: Opening = field(default_factory=Opening)
    """What a page shows first."""
    actors: frozenset[str] = frozenset()
    """Slugs: positions of nobody else are taken; of everybody where it is empty."""
    targets: frozenset[str] = frozenset()
    """Slugs: positions on nothing else are taken; on everything where it is empty."""
    source_url: str = ""
    """The web address of a file at a line, with `{file}` and `{line}` in their places."""
    doubt: str = ""
    """What to warn of, when the page opens on nothing because its filters leave no statement."""


# -- what is shown ------------------------------------------------------------------------------------------------------------------


def page(annotations: Annotations, graph: nx.MultiDiGraph[str], wanted: Wanted) -> str:
    """The interactive page of what is wanted.

    Raises:
        ValueError: `source_url` is no web address with both places.
    """
    from stancegraph import page as pages
    from stancegraph.about import declared

    return pages.render(
        _part(graph, wanted),
        title=wanted.title,
        places=places(annotations),
        source_url=wanted.source_url,
        opening=wanted.opening,
        about=declared(annotations),
    )


def still(graph: nx.MultiDiGraph[str], wanted: Wanted, *, width: int = 1200, height: int | None = None) -> str:
    """The same as one SVG text, as far as the page shows it before any filter; sides in pixels.

    Raises:
        TypeError: A side is no whole number.
        ValueError: The sides are too small for a picture.
    """
    from stancegraph import picture

    return picture.svg(_part(graph, wanted), theme=wanted.opening.theme or "light", title=wanted.title, width=width, height=height)


def places(annotations: Annotations) -> dict[str, str]:
    """`file:line` by statement id, files as seen from the project's folder."""
    return {statement.id: str(statement.place) for statement in annotations.statements}


def _part(graph: nx.MultiDiGraph[str], wanted: Wanted) -> nx.MultiDiGraph[str]:
    """The network, cut to the actors and targets that are wanted."""
    from stancegraph.cut import cut

    return cut(graph, actors=wanted.actors, targets=wanted.targets) if wanted.actors or wanted.targets else graph


# -- what is asked ------------------------------------------------------------------------------------------------------------------


def wanted(annotations: Annotations, graph: nx.MultiDiGraph[str], **asked: Unpack[Choices]) -> Wanted:
    """What is asked, names and values held against the project and its network.

    Raises:
        TypeError: A keyword that there is not, or a value of the wrong sort, such as a text where a list is asked.
        ValueError: A name, facet, value, view or day that there is not, or actors and issues between which there is no position; the
            message says what can be written.
    """
    _known(asked, Choices)
    for name in ("title", "source_url"):
        if not isinstance(asked.get(name, ""), str):
            raise TypeError(f"{name}={asked.get(name)!r} is no text")
    targets = {**annotations.instruments, **annotations.acts, **annotations.issues}
    found = Wanted(
        title=asked.get("title", ""),
        source_url=asked.get("source_url", ""),
        actors=frozenset(_slug(name, "actor", annotations.actors) for name in _texts("actors", asked.get("actors", ()))),
        targets=frozenset(_slug(name, "issue", targets) for name in _texts("issues", asked.get("issues", ()))),
    )
    part = _part(graph, found)
    if (found.actors or found.targets) and not part.number_of_edges():
        raise ValueError(f"nothing is left: {_named(found.actors, 'anybody')} holds no position on {_named(found.targets, 'anything')}")
    first = Opening(
        view=asked.get("view", "network"),
        theme=asked.get("theme"),
        since=asked.get("since"),
        until=asked.get("until"),
        detail=asked.get("detail"),
        hide=_hidden(_facets("hide", asked.get("hide", {})), _facets("only", asked.get("only", {})), opening.values(part)),
    )
    return replace(found, opening=first, doubt=EMPTY if part.graph.get("statements") and not opening.shows(part, first) else "")


def pictured(annotations: Annotations, graph: nx.MultiDiGraph[str], **asked: Unpack[Still]) -> Wanted:
    """What is asked of a still picture.

    Raises:
        TypeError: A keyword that no picture has, or a value of the wrong sort.
        ValueError: As `wanted`.
    """
    _known(asked, Still)
    return wanted(annotations, graph, **asked)


def _known(asked: Mapping[str, object], choices: type) -> None:
    """Refuses what nobody can choose: what is passed over in silence would be believed to be there."""
    for name in asked:
        if name not in choices.__annotations__:
            raise TypeError(f"there is no {name!r} to choose: {closest(name, choices.__annotations__)}")


def _texts(name: str, value: Iterable[str]) -> list[str]:
    """A list of texts, as it should be."""
    listed = list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else None
    if listed is None or not all(isinstance(each, str) for each in listed):
        raise TypeError(f"{name}={value!r} is no list of texts: write one, such as [{str(value)!r}]")
    return listed


def _facets(name: str, value: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """A list of values by facet, as it should be."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{name}={value!r} names no facet: write a dict, such as {{'stance': ['act']}}")
    for facet in value:
        if facet not in opening.FACETS:
            raise ValueError(f"there is no facet {facet!r}: {closest(facet, opening.FACETS)}")
    return {facet: _texts(f"{name} {facet}", words) for facet, words in value.items()}


def _named(slugs: Iterable[str], otherwise: str) -> str:
    return " or ".join(sorted(slugs)) or otherwise


def _slug(name: str, kind: str, section: Mapping[str, Entity]) -> str:
    """The slug of what is called so, by slug, name or alias; case, hyphens and spaces do not matter."""
    if name in section:
        return name
    called = {key(each): entity.slug for entity in section.values() for each in entity.names}
    if key(name) not in called:
        names = sorted({each for entity in section.values() for each in entity.names})
        raise ValueError(f"no {kind} of this project is called {name!r}: {closest(name, names)}")
    return called[key(name)]


def _hidden(hide: Mapping[str, list[str]], only: Mapping[str, list[str]], present: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Facet to the values that are filtered out: those of `hide`, and of a facet under `only` all others."""
    hidden: dict[str, set[str]] = defaultdict(set)
    for chosen in (hide, only):
        for facet, values in chosen.items():
            known = list(dict.fromkeys([*present[facet], *opening.WORDS.get(facet, ())]))
            for value in values:
                if value not in known:
                    raise ValueError(f"no {facet} is {value!r}: {closest(value, known)}")
            hidden[facet].update(values if chosen is hide else set(present[facet]) - set(values))
    return {facet: sorted(values) for facet, values in hidden.items()}


def closest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, else what there is."""
    words = list(known)
    near = Neighbours(words).of(word) or nearest(word, words)
    if near:
        return f"did you mean {near!r}?"
    return f"choose {', '.join(words[:LISTED])}{f' or one of {len(words) - LISTED} more' if len(words) > LISTED else ''}"
