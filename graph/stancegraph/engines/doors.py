"""What a query may reach: the graphs that are there, no server but those that were allowed, in a form that the call answers.

FROM is refused for a graph that the engine does not hold: pyoxigraph would answer with nothing, and rdflib would fetch the address,
a `file://` too (ENGINES, "Facts that bite").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from stancegraph.engines.sparql import Form, QueryError, Token, checked_form, error_at, tokens
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Dataset", "Doors"]

LISTED = 8  # graphs that a message names


class Dataset(NamedTuple):
    """The graphs that a query is asked over, by name, in place of those that its FROM names (SPARQL 1.1 Protocol, 2.1.4).

    Triples outside of GRAPH are looked for in `default`, GRAPH goes through `named`; where one of the two is empty, nothing is found there.
    """

    default: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doors:
    """What the queries of one engine may reach: `services` that SERVICE may call, and the graphs that there are."""

    base: str
    prefixes: Mapping[str, str]
    services: frozenset[str]
    graphs: Callable[[], Iterable[str]]

    def expect(self, query: str, *forms: Form) -> Form:
        """The query's form, once it is sure that the engine may be asked.

        Raises:
            QueryError: It is of another form, too long, too deep, an update, calls a server, or reads a graph that is not there.
        """
        form = checked_form(query, services=self.services)
        if form not in forms:
            wanted = " or ".join(name.upper() for name in forms)
            raise QueryError(query, 1, 1, f"a query of the form {form.upper()}", f"this call answers {wanted}")
        if "from" in query.casefold():
            self._check_graphs(query)
        return form

    def expect_graphs(self, query: str, dataset: Dataset) -> None:
        """That every graph is there that a query is asked over.

        Raises:
            QueryError: One is not.
        """
        known = set(self.graphs())
        for graph in (*dataset.default, *dataset.named):
            if graph not in known:
                raise QueryError(query, 1, 1, f"there is no graph {graph} here, and none is fetched", self._hint(graph, known))

    def _check_graphs(self, query: str) -> None:
        found = list(tokens(query))
        base, prefixes = _prologue(found, self.base, self.prefixes)
        known: set[str] | None = None
        for token in _sources(found):
            known = set(self.graphs()) if known is None else known
            graph = _iri(token, base, prefixes)
            if graph not in known:
                raise error_at(
                    query, token.start, f"there is no graph {graph or token.text} here, and none is fetched", self._hint(graph, known)
                )

    def _hint(self, graph: str, known: set[str]) -> str:
        near = nearest(graph, known)
        return (
            f"did you mean <{near}>?"
            if near
            else f"there are {', '.join(sorted(known)[:LISTED]) or 'none'}; or leave FROM out: all are read"
        )


def _prologue(found: list[Token], base: str, prefixes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The base and the prefixes as the query declares them."""
    known = dict(prefixes)
    for at, token in enumerate(found):
        word = token.text.lower() if token.kind == "word" else ""
        if word == "base" and found[at + 1 : at + 2]:
            base = _iri(found[at + 1], base, known)
        elif word == "prefix" and len(found) > at + 2:
            known[found[at + 1].text.partition(":")[0]] = _iri(found[at + 2], base, known)
    return base, known


def _iri(token: Token, base: str, prefixes: Mapping[str, str]) -> str:
    """The IRI that a token stands for; "" where it is none."""
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, colon, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local if colon else ""


def _sources(found: list[Token]) -> Iterator[Token]:
    """What stands after each FROM and FROM NAMED."""
    for before, token in pairwise(found):
        word = before.text.lower() if before.kind == "word" else ""
        if word == "named" or (word == "from" and token.text.lower() != "named"):
            yield token
