"""Quads in, the dataset's canonical form and its hash out (W3C RDF Dataset Canonicalization, RDFC-1.0).

Two files hold the same dataset if and only if their canonical forms are the same bytes, whatever the format, order, prefixes and
escapes. RDFC-1.0 gives blank nodes names of their own; without any, its canonical form is the canonical N-Quads of each quad, sorted by
code point, each once (sections 4.4.3 and 5). Our graphs have none, so this is all there is to it; a dataset that has some is refused
rather than hashed by half, because pyoxigraph's `Dataset.canonicalize` does that well and slowly.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    Term = BlankNode | Literal | NamedNode | Triple

__all__ = ["canonical", "digest"]

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_NAMED: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
# The characters that canonical N-Quads writes as numbers: C0 without the five that have a name, DEL, and what XML 1.1 knows no character for.
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')


def canonical(quads: Iterable[Quad | Triple]) -> list[str]:
    """The lines of the canonical form, each with its line feed; triples are quads of the default graph.

    Raises:
        ValueError: As `digest`.
    """
    return sorted({_line(quad) for quad in quads})


def digest(quads: Iterable[Quad | Triple]) -> str:
    """SHA-256 of the canonical form in UTF-8, as 64 hexadecimal digits. Memory grows with the quads: they are sorted.

    Raises:
        ValueError: There is a blank node, a triple term or a text with a base direction.
    """
    found = sha256()
    for line in canonical(quads):
        found.update(line.encode())
    return found.hexdigest()


def _line(quad: Quad | Triple) -> str:
    terms = [_term(quad.subject), _term(quad.predicate), _term(quad.object)]
    graph = getattr(quad, "graph_name", None)
    if graph is not None and not isinstance(graph, DefaultGraph):
        terms.append(_term(graph))
    return f"{' '.join(terms)} .\n"


def _term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, Literal) and term.direction is None:
        text = f'"{_ESCAPED.sub(_escape, term.value)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype.value == _STRING else f"{text}^^<{term.datatype.value}>"
    raise ValueError(f"{term} has no canonical form here: {_CURES.get(type(term), _CURES[Literal])}")


_CURES: Final = {
    BlankNode: "let pyoxigraph name the blank nodes (`Dataset(quads).canonicalize(CanonicalizationAlgorithm.RDFC_1_0)`), or use IRIs",
    Triple: "RDFC-1.0 knows no triple terms; `stancegraph.reading.read_rdf` turns reified ones into rdf:subject, rdf:predicate, rdf:object",
    Literal: "RDFC-1.0 knows no base directions",
}


def _escape(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"\\u{ord(match[0]):04X}"
