"""rdflib as an engine: over its own store, or over Oxigraph, whose queries are fast (ENGINES).

rdflib 7.6 drops rows whose columns are all unbound, reads no SPARQL 1.2, and is some ten to a thousand times slower. It is here because
its users have it, and to hold the embedded engine against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph
import rdflib
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.sparql import SPARQLError

from stancegraph.engines.binding import bound, prologue
from stancegraph.engines.datasets import OxigraphStore, dataset, ours, plain_dataset
from stancegraph.engines.doors import Doors
from stancegraph.engines.native import columns, read_ntriples
from stancegraph.engines.oxigraph import NOTHING, base_of, filled, known_prefixes
from stancegraph.engines.sparql import Form, QueryError, codepoints
from stancegraph.engines.table import Row, Table, Triples

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from rdflib.query import Result

    from stancegraph.engines.terms import Term, Value

__all__ = ["RdflibEngine", "over_oxigraph", "plain"]


def plain(
    data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None, services: Collection[str] = ()
) -> RdflibEngine:
    """An engine over rdflib's own store and evaluator; the arguments and errors are those of `oxigraph`, but that it calls no server.

    Raises:
        ValueError: As there; or a server is allowed.
    """
    store = pyoxigraph.Store()
    filled(store, data)
    if services:
        raise ValueError("rdflib would follow a server that leads elsewhere: choose the engine oxigraph for SERVICE")
    return RdflibEngine(plain_dataset(store), base_of(store) if base is None else base)


def over_oxigraph(
    data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None, services: Collection[str] = ()
) -> RdflibEngine:
    """An engine over an rdflib Dataset whose store, and whose SPARQL, is Oxigraph's; the arguments and errors are those of `oxigraph`."""
    store = pyoxigraph.Store()
    filled(store, data)
    made = dataset(store)
    if isinstance(made.store, OxigraphStore):
        made.store.services = frozenset(services)
    return RdflibEngine(made, base_of(store) if base is None else base, services)


class RdflibEngine:
    """Answers through `rdflib.Dataset.query`. Use `plain` or `over_oxigraph` to make one."""

    def __init__(self, made: rdflib.Dataset, base: str, services: Collection[str] = ()) -> None:
        """Takes a filled Dataset, and the addresses that SERVICE may call."""
        self.dataset = made
        self.base = base
        self.prefixes: Mapping[str, str] = known_prefixes(base)
        self._native = isinstance(made.store, OxigraphStore)
        self._doors = Doors(base, self.prefixes, frozenset(services), self._graphs)

    def select(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table:
        """The answer to a SELECT, of at most `most` rows; `bindings` stand in a VALUES block of the query.

        Raises:
            QueryError: The query is wrong, refused, or no SELECT; or a binding's variable is not projected.
        """
        self._expect(query, Form.SELECT)
        names = columns(query, self.base, self.prefixes)
        if unknown := [name for name in bindings if name not in names]:
            raise QueryError(query, 1, 1, f"?{unknown[0]} is no column", "a variable that is given a value must stand in the SELECT line")
        found = self._solve(query, bindings)
        rows: list[Row] = []
        for solution in found.bindings:
            if most is not None and len(rows) == most:
                return Table(names, tuple(rows), self.base, None)
            rows.append(tuple(_value(solution.get(rdflib.Variable(name))) for name in names))
        return Table(names, tuple(rows), self.base)

    def ask(self, query: str, *, bindings: Mapping[str, Term] = NOTHING) -> bool:
        """The answer to an ASK.

        Raises:
            QueryError: The query is wrong, refused, or no ASK.
        """
        self._expect(query, Form.ASK)
        columns(query, self.base, self.prefixes)
        return bool(self._solve(query, bindings).askAnswer)

    def construct(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, of at most `most` triples.

        Raises:
            QueryError: The query is wrong, refused, or neither of them.
        """
        self._expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        columns(query, self.base, self.prefixes)
        found = self._solve(query, bindings).graph or rdflib.Graph()
        return read_ntriples(found.serialize(format="nt", encoding="utf-8"), self.prefixes, most=most)

    def close(self) -> None:
        """Let go of the Dataset."""
        self.dataset = plain_dataset([])

    def _graphs(self) -> Iterable[str]:
        return (str(graph.identifier) for graph in self.dataset.graphs())

    def _expect(self, query: str, *forms: Form) -> None:
        """That a query may be asked as it stands, and as rdflib reads it, which replaces characters by number before anything else."""
        for text in (query,) if self._native else dict.fromkeys((query, codepoints(query))):
            self._doors.expect(text, *forms)

    def _solve(self, query: str, bindings: Mapping[str, Term]) -> Result:
        text = prologue(bound(query, bindings), self.base, self.prefixes)
        try:
            found = self.dataset.query(text)
            if found.type == "SELECT":
                # rdflib works rows out when they are asked for, and that is where it fails; asked as an attribute it would hide how.
                rdflib.query.Result.bindings.fget(found)  # type: ignore[attr-defined]
        except QueryError:
            raise
        except (SPARQLError, ParseBaseException, RecursionError, AttributeError, TypeError, ValueError, rdflib.exceptions.Error) as error:
            raise QueryError(query, 1, 1, f"rdflib cannot answer this: {error}", "choose the engine oxigraph") from error
        return found


def _value(term: Any) -> Value:  # noqa: ANN401 - whatever rdflib puts into a row
    return None if term is None else ours(term)
