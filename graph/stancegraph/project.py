"""A loaded project as its user holds it: one frozen value whose methods call the functions of the flow, and no logic (DESIGN)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stancegraph.problems import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import networkx as nx
    import pyoxigraph
    import rdflib

    from stancegraph.coverage import Coverage
    from stancegraph.engines import Engine, Table
    from stancegraph.inference import Derived
    from stancegraph.records import Annotations
    from stancegraph.texts import Evidence

__all__ = ["DataError", "Project"]


class DataError(ValueError):
    """A graph was asked of annotations that have errors; the message holds the first of them."""


@dataclass(frozen=True)
class Project:
    """Annotations with every problem found in them. What a method makes is made once and kept.

    Every method that needs the graph raises `DataError` while there are errors: half of a graph would be a silent loss.
    """

    annotations: Annotations
    problems: tuple[Problem, ...]
    path: Path | None = None
    sources: tuple[Source, ...] = ()
    """Every file as it was read, the main one first."""
    evidence: Evidence | None = None
    """The annotations beside their texts, when a folder of texts was given."""

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings and infos do not count."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @cached_property
    def derived(self) -> Derived:
        """Every verdict of the truth gate, with stances and rule products."""
        from stancegraph import gate, inference

        if not self.ok:
            errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
            raise DataError(f"{len(errors)} errors, the first: {errors[0].headline()}")
        return inference.derive(gate.judge(self.annotations))

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """The graph as quads, in statement-IRI order."""
        from stancegraph import compiler

        return compiler.quads(self.derived)

    def engine(self) -> Engine:
        """The graph in a store in memory that answers SPARQL."""
        return self._engine

    def query(self, query: str, /, **parameters: str) -> Table:
        """The rows of a named question, or of a SPARQL query with the prefixes predeclared.

        `parameters` bind the variables of the query to slugs: `project.query("who-opposes", target="independence")`.

        Raises:
            QueryError: The query cannot be read, or asks for what is refused; the message holds line and column.
        """
        from stancegraph import queries

        return queries.answer(self._engine, query, **parameters)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is the union of the named ones; Oxigraph is the store underneath."""
        from stancegraph.exports import dataset

        return dataset.dataset(self.derived)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Actors, issues and acts as nodes, stances as keyed edges; `stancegraph.network.positions` names every attribute."""
        return self._graph

    def page(self) -> str:
        """The interactive page as one HTML text that makes no request."""
        return self._page

    def show(self) -> Path:
        """Writes the page into a file of its own, opens it in the browser and returns its path."""
        from stancegraph import show

        return show.in_browser(self.page(), self.annotations.project.id)

    def why(self, *words: str) -> str:
        """Every statement behind a triple or held back from it, with the gate's reasons: `why("Russia", "opposes", "independence")`.

        One word is a statement's id or a whole sentence; two are a pair of actors.

        Raises:
            LookupError: The words name nothing in this project; the message says what came closest.
        """
        from stancegraph import explain

        return explain.why(self.derived, *words)

    def coverage(self, texts: str | Path) -> Coverage:
        """What the statements cover of the texts in a folder: `.to_text()`, `.to_html()`, and the numbers of every document."""
        from stancegraph import coverage
        from stancegraph.texts import evidence, load

        return coverage.coverage(evidence(self.annotations, load(self.annotations, texts)[0]))

    def __repr__(self) -> str:
        """Counts, not contents."""
        return f"<stancegraph project {self.annotations.project.id!r}: {len(self.annotations.statements)} statements, {len(self.problems)} problems>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """What a notebook shows: the counts, and the page in a sandboxed frame."""
        from stancegraph import show

        return show.mimebundle(repr(self), self.page()) if self.ok else {"text/plain": repr(self)}

    @cached_property
    def _engine(self) -> Engine:
        from stancegraph import compiler, engines

        return engines.oxigraph(compiler.blocks(self.derived), base=self.annotations.project.base)

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[str]:
        from stancegraph import network, queries

        rows = queries.statements(self._engine), queries.derived(self._engine), queries.nodes(self._engine)
        return network.positions(*rows, title=self.annotations.project.title or self.annotations.project.id)

    @cached_property
    def _page(self) -> str:
        from stancegraph import page

        places = {statement.id: str(statement.place) for statement in self.annotations.statements}
        return page.render(self._graph, title=self._graph.graph["title"], places=places)
