"""A query in, the names in it that nothing in the graph is called out: it is answered all the same, but likely not as meant."""

from __future__ import annotations

import re
from itertools import pairwise
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
    """Names and relative IRIs, without those of the prologue, of datatypes and functions, and of what a CONSTRUCT makes."""
    found = list(tokens(query))
    declared = {token.text.partition(":")[0] for word, token in pairwise(found) if word.text.lower() == "prefix"}
    made = _template(found)
    for at, token in enumerate(found):
        before = found[at - 1].text.lower() if at else ""
        after = found[at + 1].text if at + 1 < len(found) else ""
        if token.kind not in {"name", "iri"} or token.text.partition(":")[0] in declared or token.start in made:
            continue
        if before not in {"base", "prefix", "from", "named"} and after != "(" and not query[: token.start].endswith("^^"):
            yield token


def _template(found: list[Token]) -> range:
    """The offsets of a CONSTRUCT's template; none of any other query."""
    opening = next((brace for word, brace in pairwise(found) if word.text.lower() == "construct" and brace.text == "{"), None)
    if opening is None:
        return range(0)
    depth = 0
    for token in found:
        if token.start >= opening.start and token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return range(opening.start, token.start)
    return range(0)


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
