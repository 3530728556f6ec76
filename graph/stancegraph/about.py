"""What a page says of itself: a network and a project's declared metadata in, one record as JSON out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from stancegraph.columns import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from stancegraph.columns import Json
    from stancegraph.queries import StatementRow
    from stancegraph.records import Annotations

__all__ = ["About", "counts", "declared", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a project declares of itself; "" and () where it says nothing."""

    title: str = ""
    description: str = ""
    license: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    version: str = ""
    coders: tuple[str, ...] = ()
    """Names of those who coded, sorted."""


def declared(annotations: Annotations) -> About:
    """What the section `project:` says, with the names of the coders."""
    project = annotations.project
    return About(
        title=project.title or project.id,
        description=project.description or "",
        license=project.license or "",
        creators=project.creators,
        publisher=project.publisher or "",
        version=project.version or "",
        coders=tuple(sorted(coder.label for coder in annotations.coders.values())),
    )


def record(about: About, graph: nx.MultiDiGraph[str], libraries: Iterable[Mapping[str, Json]]) -> dict[str, Json]:
    """Everything that the page's About shows: declared, counted, and what software made the page and travels inside it."""
    declared: dict[str, Json] = {
        name: [clean(each) for each in value] if isinstance(value, tuple) else clean(value) for name, value in asdict(about).items()
    }
    return {**declared, "counts": counts(graph), "generator": f"stancegraph {version('stancegraph')}", "libraries": list(libraries)}


def counts(graph: nx.MultiDiGraph[str]) -> dict[str, Json]:
    """Numbers of what the page holds.

    `documents` that a statement rests on; actors, issues, acts and instruments that hold or meet a position; `speakers` are actors who
    hold one.
    """
    rows: Mapping[str, StatementRow] = graph.graph.get("statements", {})
    kinds = [known.get("kind", "issue") for slug, known in graph.nodes(data=True) if graph.degree(slug)]
    asserted = sum(row.asserted for row in rows.values())
    return {
        "statements": len(rows),
        "documents": len({row.document for row in rows.values() if row.document}),
        "actors": kinds.count("actor"),
        "speakers": sum(1 for slug in graph if graph.out_degree(slug)),
        "issues": kinds.count("issue"),
        "acts": kinds.count("act"),
        "instruments": kinds.count("instrument"),
        "asserted": asserted,
        "held_back": len(rows) - asserted,
    }
