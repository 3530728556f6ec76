"""Engines: a compiled graph goes in, SPARQL is answered. One protocol; each engine is one module (DESIGN, ENGINES).

`oxigraph(quads)` is the embedded default; `loaded` takes any by its name. `stored.stored` keeps a graph on disk, `remote.remote` asks an
endpoint, `guarded.GuardedEngine` ends a question whose time is over. Answers are plain values: a `Table` of `Iri` and `Literal`,
`Triples`, or a bool.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from stancegraph.engines.oxigraph import NOTHING, OxigraphEngine, oxigraph
from stancegraph.engines.sparql import Form, QueryError, checked_form, form_of, tokens
from stancegraph.engines.table import Row, Table, Triple, Triples
from stancegraph.engines.terms import Blank, Iri, Literal, Term, TripleTerm, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pyoxigraph import Quad

__all__ = [
    "LOADERS",
    "Blank",
    "Engine",
    "Form",
    "Iri",
    "Literal",
    "Loader",
    "OxigraphEngine",
    "QueryError",
    "Row",
    "Table",
    "Term",
    "Triple",
    "TripleTerm",
    "Triples",
    "Value",
    "answer",
    "checked_form",
    "form_of",
    "loaded",
    "oxigraph",
    "tokens",
]


class Engine(Protocol):
    """Answers SPARQL over the union of a project's graphs. How one is loaded is the matter of the function that makes it."""

    @property
    def base(self) -> str:
        """The project's base, which `:` stands for; "" when no graph of ours is loaded."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace, as declared for every query."""

    def select(self, query: str, *, bindings: Mapping[str, Term] = ..., most: int | None = ...) -> Table:
        """The answer to a SELECT, of at most `most` rows; `bindings` give values to projected variables that the pattern always binds."""

    def ask(self, query: str, *, bindings: Mapping[str, Term] = ...) -> bool:
        """The answer to an ASK."""

    def construct(self, query: str, *, bindings: Mapping[str, Term] = ..., most: int | None = ...) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, of at most `most` triples."""

    def close(self) -> None:
        """Let go of memory, files and connections."""


class Loader(Protocol):
    """Makes an engine that holds a graph."""

    def __call__(self, data: bytes | Iterable[str] | Iterable[Quad], *, base: str | None = ..., services: Collection[str] = ...) -> Engine:
        """An engine over N-Quads or quads; `base` None is read off the names of the graphs; SERVICE may call `services`."""


LOADERS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "oxigraph": ("stancegraph.engines.oxigraph", "oxigraph"),
        "rdflib": ("stancegraph.engines.rdflib", "plain"),
        "oxrdflib": ("stancegraph.engines.rdflib", "over_oxigraph"),
    }
)
"""The engines that hold a graph themselves: name to the module and the function that load one. rdflib is imported when it is asked for."""


def loaded(name: str, data: bytes | Iterable[str] | Iterable[Quad], *, base: str | None = None, services: Collection[str] = ()) -> Engine:
    """A graph in the engine of that name; the arguments are those of `oxigraph`.

    Raises:
        ValueError: There is no such engine, or the bytes or lines are no N-Quads.
    """
    if name not in LOADERS:
        raise ValueError(f"there is no engine {name!r}; there are {', '.join(LOADERS)}")
    module, function = LOADERS[name]
    load: Loader = getattr(import_module(module), function)
    return load(data, base=base, services=services)


def answer(engine: Engine, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table | Triples | bool:
    """The answer to a query of any form: a table, triples, or yes or no.

    Raises:
        QueryError: The query is wrong or refused.
    """
    match form_of(query):
        case Form.SELECT:
            return engine.select(query, bindings=bindings, most=most)
        case Form.ASK:
            return engine.ask(query, bindings=bindings)
        case Form.CONSTRUCT | Form.DESCRIBE:
            return engine.construct(query, bindings=bindings, most=most)
