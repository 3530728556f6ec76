"""A graph in, an rdflib `Dataset` out, for everything that speaks rdflib; its queries reach nothing but what it holds (ENGINES).

rdflib follows SERVICE, FROM and LOAD, of the Dataset and of every graph that it hands out. All of them ask their store first, so that the
store is where they are refused. A program that tells rdflib not to ask it (`use_store_provided=False`) has opened the doors itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import oxrdflib
import pyoxigraph
import rdflib
from rdflib.plugins.sparql.sparql import Query, Update
from rdflib.plugins.stores.memory import Memory

from stancegraph.engines.binding import bound, prologue
from stancegraph.engines.doors import Doors
from stancegraph.engines.oxigraph import known_prefixes
from stancegraph.engines.sparql import Form, QueryError, codepoints, error_at, tokens
from stancegraph.engines.terms import Blank, Iri, Literal, TripleTerm, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.query import Result

    from stancegraph.engines.terms import Term

__all__ = ["OxigraphStore", "dataset", "ours", "plain_dataset"]


def dataset(store: pyoxigraph.Store, base: str = "") -> rdflib.Dataset:
    """A Dataset over a filled store, its default graph the union of the others; `.query()` is answered by Oxigraph.

    The prefixes of every query are declared; those of the project, if its base is given.
    """
    return _named(rdflib.Dataset(store=OxigraphStore(store=store), default_union=True), base)


def plain_dataset(quads: Iterable[pyoxigraph.Quad], base: str = "") -> rdflib.Dataset:
    """A Dataset in rdflib's own store, its default graph the union of the others; prefixes as of `dataset`."""
    made = _named(rdflib.Dataset(store=_Memory(), default_union=True), base)
    made.addN(_quads(quads, made))
    return made


def _named(made: rdflib.Dataset, base: str) -> rdflib.Dataset:
    for prefix, iri in known_prefixes(base).items():
        made.bind(prefix, iri, replace=True)
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


def _text(asked: Any) -> str:  # noqa: ANN401 - rdflib's: a text, or what `prepareQuery` or `prepareUpdate` made of one
    """What was asked, as it was written.

    Raises:
        QueryError: It was made in a way that does not keep it.
    """
    if isinstance(asked, str):
        return asked
    made_of = getattr(asked, "_original_args", None)
    if made_of is None:
        raise QueryError("", 1, 1, "a query that does not say what it was made of", "make it by rdflib's prepareQuery, or ask in text")
    return str(made_of[0])


def _check_query(asked: Any, graphs: Iterable[str], services: frozenset[str] = frozenset()) -> None:  # noqa: ANN401
    """That a query reaches nothing outside, as it stands and as rdflib reads it, which replaces characters by number before anything else.

    Raises:
        QueryError: It calls a server, reads a graph that is not there, or is too long or too deep.
    """
    known = list(graphs)
    doors = Doors("", known_prefixes(""), services, lambda: known)
    for text in dict.fromkeys((_text(asked), codepoints(_text(asked)))):
        doors.expect(text, *Form)


def _check_update(asked: Any) -> None:  # noqa: ANN401
    """That an update holds neither LOAD nor SERVICE.

    Raises:
        QueryError: It does, or may.
    """
    for text in dict.fromkeys((_text(asked), codepoints(_text(asked)))):
        for token in tokens(text):
            if token.kind in {"word", "name"} and any(word in token.text.lower() for word in ("load", "service")):
                raise error_at(text, token.start, f"{token.text} would fetch from elsewhere", "read the file yourself: Dataset.parse(...)")


class OxigraphStore(oxrdflib.OxigraphStore):
    """oxrdflib's store, which also takes prepared queries and values for variables.

    Of both it refuses to hear, and rdflib then answers in its own evaluator without a word (ENGINES, "Facts that bite").
    """

    services: frozenset[str] = frozenset()
    """The addresses that SERVICE may call."""

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: str, **kwargs: Any) -> Result:  # noqa: ANN401, N803 - rdflib's names
        """The answer to a query as text or prepared, with values for its variables, if any, put into its text.

        Raises:
            QueryError: The query reaches for what the store does not hold.
        """
        held = (graph.value for graph in self._inner.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))
        _check_query(query, held, self.services)
        if isinstance(query, Query):
            text, known, base = query._original_args  # noqa: SLF001 - what `prepareQuery` was called with
            query = prologue(text, base or "", {name: str(iri) for name, iri in known.items()})
        if initBindings:
            query = bound(query, {str(name).lstrip("?"): ours(value) for name, value in initBindings.items()})
        return super().query(query, initNs, {}, queryGraph, **kwargs)

    def update(self, update: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Carries an update out.

        Raises:
            QueryError: It holds LOAD or SERVICE.
        """
        _check_update(update)
        super().update(_text(update) if isinstance(update, Update) else update, *args, **kwargs)


class _Memory(Memory):
    """rdflib's own store, which looks at what is asked before it leaves it to rdflib's evaluator, as a store may."""

    def query(self, query: Any, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401
        """Leaves a query to rdflib.

        Raises:
            QueryError: It reaches for what the store does not hold.
        """
        _check_query(query, (str(getattr(graph, "identifier", graph)) for graph in self.contexts()))
        raise NotImplementedError  # by rdflib's protocol for stores: its own evaluator shall answer

    def update(self, update: Any, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401
        """Leaves an update to rdflib.

        Raises:
            QueryError: It holds LOAD or SERVICE.
        """
        _check_update(update)
        raise NotImplementedError  # as above


def ours(term: Any) -> Term:  # noqa: ANN401 - whatever rdflib puts into a row
    """A term of rdflib's as ours.

    Raises:
        TypeError: It is none that we know.
    """
    match term:
        case rdflib.URIRef():
            return Iri(term)
        case rdflib.BNode():
            return Blank(term)
        case rdflib.Literal():
            return Literal(str(term), str(term.datatype) if term.datatype else f"{rdflib.XSD.string}", term.language)
        case (_, _, _):
            return TripleTerm(f"<<( {' '.join(spelling(ours(part)) for part in term)} )>>")
        case _:
            raise TypeError(f"no term of ours for {term!r}")
