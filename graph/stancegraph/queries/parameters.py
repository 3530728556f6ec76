"""What a user calls a thing in, the term that the graph knows it by out: slugs, names and aliases become IRIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancegraph.engines import Iri, Literal, QueryError
from stancegraph.spelling import Neighbours, key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.engines import Engine, Term

__all__ = ["term"]

TEXTS: Final = frozenset({"clock", "measure", "missing", "position", "teller_is"})
"""Parameters whose value is a plain text in the graph, in small letters, and no thing."""
SORTS: Final = {"reason": "sg:Reason"}
"""Parameters whose value is one of a few things: a reason is called like the mode it comes from, but for the capital."""

_NAMES = """
SELECT ?thing ?name WHERE {
  { GRAPH <graph/entities> { ?thing rdfs:label|skos:prefLabel|skos:altLabel ?name } }
  UNION { GRAPH <graph/vocabulary> { ?thing rdfs:label ?name . FILTER NOT EXISTS { ?thing a owl:Ontology } } }
}
"""
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_PREFIXED = re.compile(r"([A-Za-z][\w-]*)?:([\w-]+)")


def term(engine: Engine, parameter: str, value: str) -> Term:
    """The term for a parameter's value: an IRI for a thing, a literal for a plain text.

    Raises:
        QueryError: Nothing in the graph is called that; the message says what comes closest.
    """
    if parameter in TEXTS:
        return Literal(value.strip().lower())
    text = value.strip()
    if text.startswith(("https://", "http://", "urn:")):
        return Iri(text)
    if (match := _PREFIXED.fullmatch(text)) and (match[1] or "") in engine.prefixes:
        return Iri(engine.prefixes[match[1] or ""] + match[2])
    if _SLUG.fullmatch(text) and engine.ask(f"ASK {{ GRAPH <graph/entities> {{ <{text}> ?p ?o }} }}"):
        return Iri(engine.base + text)
    if "/" in text:  # a statement's or a stance's id, the IRI after the base
        return Iri(engine.base + text)
    spellings = list(_spellings(engine, SORTS.get(parameter)))
    known = _known(spellings)
    found = known.get(text) or known.get(key(text)) or known.get(key(_ARTICLE.sub("", text, count=1)))
    if found is None:
        near = Neighbours(name for name, _ in spellings).of(text)
        hint = f"did you mean {near!r}?" if near else "write a slug, a name or an alias as in the annotations, or an IRI"
        raise QueryError("", 1, 1, f"{parameter}: nothing in the graph is called {value!r}", hint)
    return Iri(found)


def _known(spellings: list[tuple[str, str]]) -> dict[str, str]:
    """Slugs, then names as they are, then names by their key; the first owner of a spelling keeps it."""
    known: dict[str, str] = {}
    for name, iri in spellings:
        known.setdefault(name, iri)
    for name, iri in spellings:
        known.setdefault(key(name), iri)
    return known


def _spellings(engine: Engine, sort: str | None) -> Iterator[tuple[str, str]]:
    """(what a thing can be called, its IRI), of one class or of all: every local name first, so that a slug wins over a name."""
    among = {str(iri) for (iri,) in engine.select(f"SELECT ?thing {{ ?thing a {sort} }}")} if sort else None
    found = engine.select(_NAMES)
    rows = [(str(iri), str(name)) for iri, name in found if iri and name and (among is None or str(iri) in among)]
    rows.sort(key=lambda row: (not row[0].startswith(engine.base), row))
    for iri, _ in rows:
        yield re.split(r"[/#]", iri)[-1], iri
    for iri, name in rows:
        yield name, iri
