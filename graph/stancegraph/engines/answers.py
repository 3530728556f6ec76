"""The formats that an answer can be written in: name, media type, and which of them an Accept header asks for (SPARQL 1.1 Protocol, 2.1).

Formats of tables are those of SPARQL 1.1 Query Results (JSON, XML, CSV and TSV), of graphs those of RDF.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GRAPHS", "TABLES", "Written", "accepted"]

TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
    }
)
"""Format to media type of the answer to a SELECT or an ASK; the first is the default."""

GRAPHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ttl": "text/turtle",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "jsonld": "application/ld+json",
    }
)
"""Format to media type of the answer to a CONSTRUCT or a DESCRIBE; the first is the default."""

_ALSO: Final = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
}


class Written(NamedTuple):
    """An answer as bytes: `cut` says that it has more rows or triples than were asked for, and that these are the first of them."""

    format: str
    data: bytes
    cut: bool


def accepted(header: str, formats: Mapping[str, str]) -> str | None:
    """The format that an Accept header likes best of these; the first of them where it does not care, None where it takes none.

    Of equally liked ones the first is taken (RFC 9110, 12.5.1).

    >>> accepted("text/csv;q=0.5, application/sparql-results+xml", TABLES), accepted("image/png", TABLES), accepted("", TABLES)
    ('xml', None, 'json')
    """
    ranges = [_range(part) for part in header.split(",") if part.strip()]
    if not ranges:
        return next(iter(formats))
    liked = {name: _liking(name, media, ranges) for name, media in formats.items()}
    best = max(liked, key=lambda name: liked[name])
    return best if liked[best] > 0 else None


def _range(text: str) -> tuple[str, float]:
    """A media range and its weight, which is 1 where none, or no number, is given."""
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return media, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return media, 1.0


def _liking(name: str, media: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most special range that the format falls under."""
    found = [(_fit(name, media, wanted), weight) for wanted, weight in ranges]
    fit, weight = max(found)
    return weight if fit else 0.0


def _fit(name: str, media: str, wanted: str) -> int:
    """How special a range is that the format falls under, 0 where it does not."""
    if wanted == media or _ALSO.get(wanted) == name:
        return 3
    if wanted == f"{media.partition('/')[0]}/*":
        return 2
    return int(wanted == "*/*")
