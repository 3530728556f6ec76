"""rdflib as an engine, and Datasets for those who speak rdflib: over its own store, or over Oxigraph, whose queries are fast (ENGINES).

rdflib 7.6 drops rows whose columns are all unbound, reads no SPARQL 1.2, and is some ten to a thousand times slower. It is here because
its users have it, and to hold the embedded engine against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import oxrdflib
import pyoxigraph
import rdflib
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query, SPARQLError

from stancegraph.engines.binding import bound, prologue
from stancegraph.engines.doors import Doors
from stancegraph.engines.native import columns, read_ntriples
from stancegraph.engines.oxigraph import NOTHING, base_of, filled, known_prefixes
from stancegraph.engines.sparql import Form, QueryError, error_at, tokens
from stancegraph.engines.table import Row, Table, Triples
from stancegraph.engines.terms import Blank, Iri, Literal, Term, TripleTerm, Value, spelling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rdflib.query import Result

__all__ = ["RdflibEngine", "dataset", "over_oxigraph", "plain", "plain_dataset"]


def plain(
    data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None, services: Collection[str] = ()
) -> RdflibEngine:
    """An engine over rdflib's own store and evaluator; the arguments and errors are those of `oxigraph`."""
    store = pyoxigraph.Store()
    filled(store, data)
    return RdflibEngine(plain_dataset(store), base_of(store) if base is None else base, services)


def over_oxigraph(
    data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None, services: Collection[str] = ()
) -> RdflibEngine:
    """An engine over an rdflib Dataset whose store, and whose SPARQL, is Oxigraph's; the arguments and errors are those of `oxigraph`."""
    store = pyoxigraph.Store()
    filled(store, data)
    return RdflibEngine(dataset(store), base_of(store) if base is None else base, services)


def dataset(store: pyoxigraph.Store) -> _Dataset:
    """A Dataset over a filled store, its default graph the union of the others; `.query()` is answered by Oxigraph."""
    return _Dataset(store=_Store(store=store), default_union=True)


def plain_dataset(quads: Iterable[pyoxigraph.Quad]) -> _Dataset:
    """A Dataset in rdflib's own store, its default graph the union of the others."""
    made = _Dataset(default_union=True)
    made.addN(_quads(quads, made))
    return made


def _quads(quads: Iterable[pyoxigraph.Quad], made: rdflib.Dataset) -> Iterator[Any]:
    """The quads with rdflib's terms; a name that stands in thousands of them is made once."""
    terms: dict[Any, Any] = {}
    for quad in quads:
        for term in (*quad.triple, quad.graph_name):
            if term not in terms:
                terms[term] = _theirs(term)
        yield terms[quad.subject], terms[quad.predicate], terms[quad.object], made.graph(terms[quad.graph_name])


def _theirs(term: Any) -> Any:  # noqa: ANN401 - pyoxigraph's in, rdflib's out
    match term:
        case pyoxigraph.NamedNode():
            return rdflib.URIRef(term.value)
        case pyoxigraph.BlankNode():
            return rdflib.BNode(term.value)
        case pyoxigraph.Literal():
            language = term.language
            datatype = None if language or term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=language, datatype=datatype, normalize=False)
        case _:
            raise TypeError(f"rdflib has no term for {term}")


_STRING = pyoxigraph.NamedNode(str(rdflib.XSD.string))


class _Store(oxrdflib.OxigraphStore):
    """oxrdflib's store, which also takes prepared queries and values for variables.

    Of both it refuses to hear, and rdflib then answers in its own evaluator without a word (ENGINES, "Facts that bite").
    """

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: str, **kwargs: Any) -> Result:  # noqa: ANN401, N803 - rdflib's names
        """The answer to a query as text or prepared, with values for its variables, if any, put into its text."""
        if isinstance(query, Query):
            text, known, base = query._original_args  # noqa: SLF001 - what `prepareQuery` was called with
            query = prologue(text, base or "", {name: str(iri) for name, iri in known.items()})
        if initBindings:
            query = bound(query, {str(name).lstrip("?"): _ours(value) for name, value in initBindings.items()})
        return super().query(query, initNs, {}, queryGraph, **kwargs)


class _Dataset(rdflib.Dataset):
    """A Dataset whose default graph is the union of the others, and whose queries reach nothing but what it holds."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - rdflib's
        """As rdflib answers it, once SERVICE and FROM are known to reach nothing outside.

        Raises:
            QueryError: The query calls a server, reads a graph that is not there, or is too long or too deep.
        """
        text = query_object if isinstance(query_object, str) else query_object._original_args[0]  # noqa: SLF001 - what `prepareQuery` was called with
        prefixes = {name: str(iri) for name, iri in self.namespaces()}
        Doors("", prefixes, frozenset(), lambda: (str(graph.identifier) for graph in self.graphs())).expect(text, *Form)
        return super().query(query_object, *args, **kwargs)

    def update(self, update_object: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - rdflib's
        """As rdflib carries it out, but for LOAD and SERVICE, which would fetch what somebody's text names.

        Raises:
            QueryError: The update holds one of them.
        """
        text = update_object if isinstance(update_object, str) else update_object._original_args[0]  # noqa: SLF001 - as above
        for token in tokens(text):
            if token.text.lower() in {"load", "service"}:
                raise error_at(text, token.start, f"{token.text} would fetch from elsewhere", "read the file yourself: Dataset.parse(...)")
        super().update(update_object, *args, **kwargs)


class RdflibEngine:
    """Answers through `rdflib.Dataset.query`. Use `plain` or `over_oxigraph` to make one."""

    def __init__(self, made: _Dataset, base: str, services: Collection[str] = ()) -> None:
        """Takes a filled Dataset, and the addresses that SERVICE may call."""
        self.dataset = made
        self.base = base
        self.prefixes: Mapping[str, str] = known_prefixes(base)
        self._native = isinstance(made.store, _Store)
        self._doors = Doors(base, self.prefixes, frozenset(services), self._graphs)

    def select(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table:
        """The answer to a SELECT, of at most `most` rows; `bindings` stand in a VALUES block of the query.

        Raises:
            QueryError: The query is wrong, refused, or no SELECT; or a binding's variable is not projected.
        """
        self._doors.expect(query, Form.SELECT)
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
        self._doors.expect(query, Form.ASK)
        columns(query, self.base, self.prefixes)
        return bool(self._solve(query, bindings).askAnswer)

    def construct(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, of at most `most` triples.

        Raises:
            QueryError: The query is wrong, refused, or neither of them.
        """
        self._doors.expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        columns(query, self.base, self.prefixes)
        found = self._solve(query, bindings).graph or rdflib.Graph()
        return read_ntriples(found.serialize(format="nt", encoding="utf-8"), self.prefixes, most=most)

    def close(self) -> None:
        """Let go of the Dataset."""
        self.dataset = _Dataset(default_union=True)

    def _graphs(self) -> Iterable[str]:
        return (str(graph.identifier) for graph in self.dataset.graphs())

    def _solve(self, query: str, bindings: Mapping[str, Term]) -> Result:
        text = prologue(bound(query, bindings), self.base, self.prefixes)
        ask = super(_Dataset, self.dataset).query  # the doors are this engine's own
        if self._native:
            return ask(text)
        try:
            return ask(translateQuery(parseQuery(text)))
        except (SPARQLError, ParseBaseException, NotImplementedError, RecursionError, rdflib.exceptions.Error) as error:
            raise QueryError(query, 1, 1, f"rdflib cannot answer this: {error}", "choose the engine oxigraph") from error


def _value(term: Any) -> Value:  # noqa: ANN401 - whatever rdflib puts into a row
    return None if term is None else _ours(term)


def _ours(term: Any) -> Term:  # noqa: ANN401
    match term:
        case rdflib.URIRef():
            return Iri(term)
        case rdflib.BNode():
            return Blank(term)
        case rdflib.Literal():
            return Literal(str(term), str(term.datatype) if term.datatype else f"{rdflib.XSD.string}", term.language)
        case (_, _, _):
            return TripleTerm(f"<<( {' '.join(spelling(_ours(part)) for part in term)} )>>")
        case _:
            raise TypeError(f"no term of ours for {term!r}")
