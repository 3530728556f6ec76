"""Engines: a compiled graph goes in, SPARQL is answered. One protocol; each engine is one module (DESIGN, ENGINES).

`oxigraph(quads)` is the embedded default. Answers are plain values: a `Table` of `Iri` and `Literal`, `Triples`, or a bool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from stancegraph.engines.oxigraph import NOTHING, oxigraph
from stancegraph.engines.sparql import Form, QueryError, checked_form, form_of
from stancegraph.engines.table import Row, Table, Triple, Triples
from stancegraph.engines.terms import Blank, Iri, Literal, Term, TripleTerm, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Blank",
    "Engine",
    "Form",
    "Iri",
    "Literal",
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
    "oxigraph",
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
