"""A loaded project as its user holds it: one frozen value whose methods call the functions of the flow, and no logic (DESIGN)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stancegraph.problems import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Unpack

    import networkx as nx
    import pyoxigraph
    import rdflib

    from stancegraph.choosing import Choices, Still, Wanted
    from stancegraph.coverage import Coverage
    from stancegraph.discourse import Events, Explanation, Network
    from stancegraph.engines import Engine, Table
    from stancegraph.inference import Derived
    from stancegraph.records import Annotations
    from stancegraph.show import Shown
    from stancegraph.texts import Evidence

__all__ = ["DataError", "Project"]


class DataError(ValueError):
    """A graph was asked of annotations that have errors; the message holds the first of them."""


@dataclass(frozen=True)
class Project:
    """Annotations with every problem found in them. The graph and its store are made once and kept.

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

    def canonical_hash(self) -> str:
        """SHA-256 of the graph's canonical form (RDFC-1.0), 64 hexadecimal digits: the same in any order.

        It is the hash of the dataset: a file without the named graphs has another one.
        """
        from stancegraph.exports import canonical

        return canonical.digest(self.quads())

    def engine(self, name: str = "oxigraph") -> Engine:
        """The graph in an engine that answers SPARQL: `oxigraph` in memory, `rdflib`, or `oxrdflib`, which is rdflib over Oxigraph.

        The first is kept; the others are made at each call.

        Raises:
            ValueError: There is no engine of that name.
        """
        from stancegraph import compiler, engines

        if name == "oxigraph":
            return self._engine
        return engines.loaded(name, compiler.blocks(self.derived), base=self.annotations.project.base)

    def query(self, query: str, /, **parameters: str) -> Table:
        """The rows of a named question, or of a SPARQL query with the prefixes predeclared.

        `parameters` bind the variables of the query to slugs: `project.query("who-opposes", target="independence")`.

        Raises:
            QueryError: The query cannot be read, or asks for what is refused; the message holds line and column.
        """
        from stancegraph import queries

        return queries.answer(self._engine, query, **parameters)

    def to_rdflib(self, *, plain: bool = False) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is the union of the named ones.

        Oxigraph is the store underneath and answers `.query()`, prepared queries too; with `plain` both are rdflib's own, some ten to
        a thousand times slower. Queries reach nothing but the Dataset: SERVICE and FROM of another address raise `QueryError`.
        """
        import pyoxigraph

        from stancegraph.engines import datasets

        if plain:
            return datasets.plain_dataset(self.quads(), self.annotations.project.base)
        store = pyoxigraph.Store()
        store.bulk_extend(self.quads())
        return datasets.dataset(store, self.annotations.project.base)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Actors, issues and acts as nodes, stances as keyed edges; `stancegraph.network.positions` names every attribute."""
        return self._graph

    def events(self, *, holder: str = "written", clock: str = "said") -> Events:
        """The event list that discourse networks are counted from; `stancegraph.discourse.gathered` says what is one event.

        Raises:
            DataError: The project has errors.
        """
        from stancegraph.discourse import gathered

        return gathered(self.derived, holder=holder, clock=clock)

    def network(self, type: str = "congruence", /, **chosen: object) -> Network:  # noqa: A002 - the field's word
        """The discourse network of the project: who agrees with whom, on what, how often.

        `type` is congruence, conflict, subtract or ignore among actors (with `rows="issue"` among issues), or two-mode,
        two-mode-subtract or two-mode-combine; the other choices are those of `stancegraph.discourse.Choices`:
        `project.network("congruence", normalization="average", duplicates="document")`.

        Raises:
            ValueError: A choice that there is not; the message says what there is.
        """
        from stancegraph import discourse

        asked = discourse.chosen_of(None, {"type": type, **chosen})
        return discourse.network(self.events(holder=asked.holder, clock=asked.clock), asked)

    def networks(self, type: str = "congruence", /, **chosen: object) -> Iterator[Network]:  # noqa: A002 - the field's word
        """A network for each place of a moving window: `project.networks("congruence", window="30d")`; choices as for `network`.

        Raises:
            ValueError: A choice that there is not, or no window.
        """
        from stancegraph import discourse

        asked = discourse.chosen_of(None, {"type": type, **chosen})
        return discourse.windows(self.events(holder=asked.holder, clock=asked.clock), asked)

    def explain(self, one: str, other: str, /, **chosen: object) -> Explanation:
        """Why a cell of a network is what it is: the statements, quotes and documents behind it, and the arithmetic.

        Of two actors that is their congruence, of an actor and an issue the cell of the two-mode network, unless `type` says otherwise;
        choices as for `network`: `project.explain("cyprus", "serbia", type="conflict", normalization="average")`.

        Raises:
            LookupError: Nothing is called that, or no statement of it is counted; the message says what comes closest.
            ValueError: A choice that there is not, or that does not fit.
        """
        from stancegraph import cells

        return cells.explained(self.derived, one, other, **chosen)

    def page(self, **asked: Unpack[Choices]) -> str:
        """The interactive page as one HTML text that makes no request.

        What can be asked: `title`; what is shown first (`view="matrix"`, `theme="dark"`, `since="2008-01"`, `until`, `hide`, `only`,
        `detail`); what is in it at all (`actors=["Russia", "Serbia"]`, `issues`); and `source_url`, the web address of a file at a line
        (`https://example.org/project/blob/main/{file}#L{line}`), which turns places into links. `stancegraph.choosing.Choices` says more.

        Raises:
            TypeError: A keyword that there is not, or a value of the wrong sort.
            ValueError: A keyword says what no page can show; the message says what can be written.

        Warns:
            UserWarning: The page opens on nothing, because its filters leave no statement.
        """
        from stancegraph import choosing

        return choosing.page(self.annotations, self._graph, self._wanted(asked))

    def picture(self, *, width: int = 1200, height: int | None = None, **asked: Unpack[Still]) -> str:
        """The network as one SVG text, as far as the page shows it at first; sides in pixels.

        What can be asked: `title`, `theme` ("light" or "dark"), and what is in it at all (`actors`, `issues`).

        Raises:
            TypeError: A keyword that there is not, or a value of the wrong sort.
            ValueError: As for `page`; or the sides are too small for a picture.
        """
        from stancegraph import choosing

        return choosing.still(self._graph, choosing.pictured(self.annotations, self._graph, **asked), width=width, height=height)

    def show(self, *, height: int = 640, **asked: Unpack[Choices]) -> Shown:
        """Shows the page: in a notebook as the last value of a cell, `height` CSS pixels high; elsewhere in the browser.

        The other keywords are those of `page`. `.path` of what is returned is the file that was written, if one was.

        Raises:
            TypeError: As for `page`.
            ValueError: As for `page`.

        Warns:
            UserWarning: As for `page`.
        """
        from stancegraph import choosing, show

        wanted = self._wanted(asked)
        page, picture = choosing.page(self.annotations, self._graph, wanted), choosing.still(self._graph, wanted)
        return show.shown(repr(self), page, picture, name=self.annotations.project.id, height=height)

    def _wanted(self, asked: Choices) -> Wanted:
        from warnings import warn

        from stancegraph import choosing

        wanted = choosing.wanted(self.annotations, self._graph, **asked)
        if wanted.doubt:
            warn(wanted.doubt, stacklevel=3)
        return wanted

    def why(self, *words: str) -> str:
        """Every statement behind a triple or held back from it, with the gate's reasons: `why("Russia", "opposes", "independence")`.

        One word is a statement's id or a whole sentence; two are a pair of actors, or an actor and an issue.

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

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - the caller's filter
        """What a notebook shows: the page in a sandboxed frame, and the picture; of a project with errors the first of them."""
        from stancegraph import show

        if not self.ok:
            return {"text/plain": show.faults(repr(self), self.problems)}
        return show.mimebundle(repr(self), self.page(), self.picture())

    def _mime_(self) -> tuple[str, str]:
        """What marimo shows."""
        from stancegraph import show

        return show.richest(self._repr_mimebundle_())

    @cached_property
    def _engine(self) -> Engine:
        from stancegraph import compiler, engines

        return engines.oxigraph(compiler.blocks(self.derived), base=self.annotations.project.base)

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[str]:
        from stancegraph import network, queries

        rows = queries.statements(self._engine), queries.derived(self._engine), queries.nodes(self._engine)
        return network.positions(*rows, title=self.annotations.project.title or self.annotations.project.id)
