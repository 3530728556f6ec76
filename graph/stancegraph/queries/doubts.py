"""A query in, the names in it that nothing in the graph is called out: it is answered all the same, but likely not as meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancegraph.engines.sparql import QueryError, Token, error_at, tokens
from stancegraph.spelling import Neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.engines import Engine

__all__ = ["doubts"]

MOST = 40  # names of one query that are looked up

_USED = "ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s {iri} ?o }} UNION {{ ?s ?p {iri} }} UNION {{ GRAPH {iri} {{ ?a ?b ?c }} }} }}"
_NAMES = "SELECT DISTINCT ?name {{ {{ ?name a ?class }} UNION {{ ?s ?name ?o }} FILTER(STRSTARTS(STR(?name), {namespace})) }}"


def doubts(engine: Engine, query: str) -> Iterator[QueryError]:
    """One warning for each name that stands nowhere in the graph, with its place and the nearest name that does.

    Only names with a prefix that the engine declares are looked at, and names below the base: `sg:oposes`, `:rusia`, `<rusia>`.
    """
    seen: set[str] = set()
    for token in _named(query):
        iri = _iri(engine, token)
        if iri is None or iri in seen or len(seen) >= MOST:
            continue
        seen.add(iri)
        if not engine.ask(_USED.format(iri=f"<{iri}>")):
            yield error_at(query, token.start, f"nothing in the graph is called {token.text}", _nearest(engine, iri))


def _named(query: str) -> Iterator[Token]:
    """Names and relative IRIs, without those of the prologue."""
    declared: set[str] = set()
    before = ""
    for token in tokens(query):
        if before == "prefix":
            declared.add(token.text.partition(":")[0])
        elif token.kind in {"name", "iri"} and token.text.partition(":")[0] not in declared and before not in {"base", "from", "named"}:
            yield token
        before = token.text.lower() if token.kind == "word" else ""


def _iri(engine: Engine, token: Token) -> str | None:
    """The IRI of a name in a namespace that is ours to know; None for any other."""
    if token.kind == "iri":
        text = token.text[1:-1]
        relative = engine.base and re.fullmatch(r"[a-z0-9][\w/.-]*", text)
        return engine.base + text if relative else text if engine.base and text.startswith(engine.base) else None
    prefix, _, local = token.text.partition(":")
    return engine.prefixes[prefix] + local if prefix in engine.prefixes and re.fullmatch(r"[\w-]+", local) else None


def _nearest(engine: Engine, iri: str) -> str:
    """What to write instead: the nearest name of the same namespace."""
    prefix, namespace = max(
        ((name, space) for name, space in engine.prefixes.items() if iri.startswith(space)), key=lambda found: len(found[1])
    )
    found = engine.select(_NAMES.format(namespace=f'"{namespace}"')).column("name")
    near = Neighbours(str(name)[len(namespace) :] for name in found).of(iri[len(namespace) :])
    return f"did you mean {prefix}:{near}?" if near else "so that what it stands in finds nothing"
