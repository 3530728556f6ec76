"""A query and values for its variables in, the text that says both out: for engines that take nothing but text.

The values are terms, written as N-Triples writes them, and stand in a VALUES block (SPARQL 1.1, 10.2); what a user types never
becomes a part of the query. pyoxigraph needs none of this: it takes values beside the text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stancegraph.engines.sparql import QueryError, Token, error_at, tokens
from stancegraph.engines.terms import Iri, spelling
from stancegraph.vocabulary import is_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.engines.terms import Term

__all__ = ["bound", "prologue"]


def bound(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with a VALUES block at the head of its outermost group, on the same line: places in the text above it stay.

    There it holds for the filters of that group, as a value given beside the text does. A group that is one subquery, or that makes the
    variable itself (`BIND(... AS ?x)`), is put into braces, with the block before it; `CONSTRUCT WHERE` gets a template of its own.

    Raises:
        QueryError: There is no group for the block, or a value is no IRI that can be written.

    >>> from stancegraph.engines.terms import Iri
    >>> bound("SELECT ?who { ?who sg:opposes ?what }", {"what": Iri("https://example.org/x")})
    'SELECT ?who { VALUES (?what) { (<https://example.org/x>) } ?who sg:opposes ?what }'
    """
    if not bindings:
        return query
    found = list(tokens(query))
    short = _short_construct(found)
    opening = _outermost(query, found, template=short is None)
    start, end = opening.start + 1, _closing(query, found, opening)
    made = {name for name in bindings if _is_made(found, name)}
    head = _values({name: term for name, term in bindings.items() if name not in made})
    template = f" {{{query[start:end]}}}" if short is not None else ""
    before = query[: short or start] + template + (query[short:start] if short is not None else "")
    following = next((token for token in found if token.start >= start), None)
    if following is not None and following.text.lower() == "select":
        made = set(bindings)
    if not made:
        return f"{before}{head}{query[start:]}"
    around = _values({name: term for name, term in bindings.items() if name in made})
    inner = "" if made == set(bindings) else head
    return f"{before}{around} {{{inner}{query[start:end]}}}{query[end:]}"


def _values(bindings: Mapping[str, Term]) -> str:
    if wrong := next((term for term in bindings.values() if isinstance(term, Iri) and not is_iri(term)), None):
        raise QueryError("", 1, 1, f"{wrong!r} is no IRI", "one has no spaces, quotation marks, brackets or invisible characters")
    return f" VALUES ({' '.join(f'?{name}' for name in bindings)}) {{ ({' '.join(map(spelling, bindings.values()))}) }}"


def _is_made(found: list[Token], name: str) -> bool:
    """Whether the query itself gives the variable its value (`AS ?name`), which nothing in the same group may do before."""
    return any(before.text.lower() == "as" and token.text[1:] == name for before, token in pairwise(found) if token.kind == "variable")


def prologue(query: str, base: str, prefixes: Mapping[str, str]) -> str:
    """The query after one line with the base and the prefixes that it uses; its own declarations come later and win."""
    used = {token.text.partition(":")[0] for token in tokens(query) if token.kind == "name"}
    lines = [f"BASE <{base}>"] if base else []
    lines += [f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items() if name in used]
    return " ".join(lines) + f"\n{query}" if lines else query


def _short_construct(found: list[Token]) -> int | None:
    """The offset behind the word of a CONSTRUCT without a template, with FROM clauses or without; None for any other query."""
    for token, following in pairwise(found):
        if token.kind == "word" and token.text.lower() == "construct":
            return token.start + len(token.text) if following.text != "{" else None
    return None


def _outermost(query: str, found: list[Token], *, template: bool) -> Token:
    """The brace that opens the outermost group: the first outside of brackets, after the template that a CONSTRUCT may have."""
    depth, template = 0, template and any(token.kind == "word" and token.text.lower() == "construct" for token in found)
    for token in found:
        if token.kind != "mark":
            continue
        if token.text == "{" and depth == 0:
            if not template:
                return token
            template = False
        depth += (token.text in {"{", "(", "["}) - (token.text in {"}", ")", "]"})
    raise error_at(query, len(query), "there is no group { ... } whose variables could be given a value", "write WHERE { ... }")


def _closing(query: str, found: list[Token], opening: Token) -> int:
    """The offset of the brace that closes a group."""
    depth = 0
    for token in found:
        if token.kind == "mark" and token.start >= opening.start:
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return token.start
    raise QueryError(query, 1, 1, "{ is not closed", "close it with }")
