"""pyoxigraph's terms, answers and errors in, ours out, and the reverse: all conversion between the two happens here."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph

from stancegraph.engines.answers import Written
from stancegraph.engines.diagnosis import diagnosis
from stancegraph.engines.table import Table, Triple, Triples
from stancegraph.engines.terms import XSD, Iri, Literal, Term, Value, parse_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import ReadableBuffer

    Native: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

__all__ = [
    "columns",
    "lines",
    "native",
    "read_json",
    "read_ntriples",
    "read_tsv",
    "spelt",
    "to_jsonld",
    "triples",
    "written_graph",
    "written_table",
    "written_truth",
]

_TABLES: Final = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def native(term: Term) -> Native:
    """A term of ours for pyoxigraph.

    Raises:
        TypeError: It is neither an IRI nor a literal.
    """
    match term:
        case Iri():
            return pyoxigraph.NamedNode(term)
        case Literal(language=None):
            return pyoxigraph.Literal(term, datatype=pyoxigraph.NamedNode(term.datatype))
        case Literal():
            return pyoxigraph.Literal(term, language=term.language)
        case _:
            message = f"a variable takes an IRI or a literal, not {term!r}"
            raise TypeError(message)


def columns(query: str, base: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """The columns of a query's answer, () for a form without; an empty store reads it, so that no data is looked at.

    Raises:
        QueryError: It is no SPARQL, with the likeliest reason.
    """
    try:
        found = pyoxigraph.Store().query(query, base_iri=base or None, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise diagnosis(query, error.msg, prefixes) from None
    return tuple(variable.value for variable in found.variables) if isinstance(found, pyoxigraph.QuerySolutions) else ()


# --- Tables ---


class _Enough(Exception):  # noqa: N818 - no error: the answer has all the rows that were wanted
    """Ends the writing of an answer."""


class _Sink(BytesIO):
    """Keeps what is written to it until it has `most` lines, the head not counted."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most + 1

    def write(self, data: ReadableBuffer, /) -> int:
        """Keep a piece; end the writing when there are more lines than wanted."""
        self._left -= bytes(data).count(b"\n")
        size = super().write(data)
        if self._left < 0:
            raise _Enough
        return size


def lines(solutions: pyoxigraph.QuerySolutions, most: int | None) -> tuple[list[str], bool]:
    """The lines of a SELECT's answer as SPARQL TSV, the head first, at most `most` more, and whether there would be others.

    An answer that is cut is not worked out to its end.
    """
    if most is None:
        return (solutions.serialize(format=_TABLES["tsv"]) or b"").decode().split("\n")[:-1], False
    sink = _Sink(most)
    try:
        solutions.serialize(sink, format=_TABLES["tsv"])
    except _Enough:
        return sink.getvalue().decode(errors="ignore").split("\n")[: most + 1], True
    return sink.getvalue().decode().split("\n")[:-1], False


class _Terms(dict[str, Value]):
    """The terms of one answer by their spelling: a slug that stands in a thousand rows is parsed once, and is one object."""

    def __missing__(self, spelling: str) -> Value:
        """Parse and keep a new one; IRIs, which are most, without a detour."""
        plain = spelling[:1] == "<" and spelling[:3] != "<<(" and "\\" not in spelling
        self[spelling] = term = Iri(spelling[1:-1]) if plain else parse_term(spelling)
        return term


def read_tsv(text: list[str], base: str, *, cut: bool) -> Table:
    """Lines of SPARQL TSV as a table; `cut` says that there were more."""
    head, *rest = text
    more = None if cut else 0
    if not head:
        return Table((), ((),) * len(rest), base, more)
    terms = _Terms()
    rows = tuple(tuple([terms[cell] for cell in line.split("\t")]) for line in rest)
    return Table(tuple(name[1:] for name in head.split("\t")), rows, base, more)


def read_json(data: bytes, base: str, most: int | None) -> Table | bool:
    """An answer in SPARQL JSON: a table of at most `most` rows, or a truth value. Truth values of rows are `true` and `false`.

    Virtuoso writes them 1 and 0, which mean the same (XML Schema 1.1 Datatypes, 3.3.2).

    Raises:
        ValueError: It is no such answer, or half of one.
    """
    found = pyoxigraph.parse_query_results(data, format=pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    text, cut = lines(found, most)
    return read_tsv([line.replace(_NO, "false").replace(_YES, "true") for line in text], base, cut=cut)


_NO, _YES = (f'"{number}"^^<{XSD}boolean>' for number in (0, 1))  # no text of a literal holds these: its quotation marks are escaped


def spelt(table: Table, form: str) -> Written:
    """A table in a format of tables."""
    found = pyoxigraph.parse_query_results(table.to_tsv().encode(), format=_TABLES["tsv"])
    return Written(form, found.serialize(format=_TABLES[form]) or b"", table.more != 0)


def written_table(solutions: pyoxigraph.QuerySolutions, form: str, most: int | None) -> Written:
    """The answer to a SELECT in a format of tables, of at most `most` rows."""
    if most is None:
        return Written(form, solutions.serialize(format=_TABLES[form]) or b"", cut=False)
    text, cut = lines(solutions, most)
    data = "".join(f"{line}\n" for line in text).encode()
    if form != "tsv":
        data = pyoxigraph.parse_query_results(data, format=_TABLES["tsv"]).serialize(format=_TABLES[form]) or b""
    return Written(form, data, cut)


def written_truth(answer: pyoxigraph.QueryBoolean, form: str) -> Written:
    """The answer to an ASK; CSV and TSV, which have no form for it, hold the bare word."""
    return Written(form, answer.serialize(format=_TABLES[form]) or b"", cut=False)


# --- Triples ---


def _some(found: Iterable[pyoxigraph.Triple], most: int | None) -> tuple[list[pyoxigraph.Triple], bool]:
    """At most `most` different triples, sorted, and whether there are others."""
    seen: set[pyoxigraph.Triple] = set()
    for triple in found:
        seen.add(triple)
        if most is not None and len(seen) > most:
            seen.discard(triple)
            return sorted(seen, key=str), True
    return sorted(seen, key=str), False


def triples(found: Iterable[pyoxigraph.Triple], prefixes: Mapping[str, str], most: int | None = None) -> Triples:
    """The answer to a CONSTRUCT or DESCRIBE: at most `most` triples, each once, sorted."""
    some, cut = _some(found, most)
    return Triples(tuple(_triple(triple) for triple in some), _spelt(some, "ttl", prefixes).decode(), None if cut else 0)


def to_jsonld(found: Triples, prefixes: Mapping[str, str]) -> str:
    """Triples as expanded JSON-LD with the prefixes that they need in its context."""
    some = [quad.triple for quad in pyoxigraph.parse(found.to_ntriples().encode(), format=_GRAPHS["ttl"])]
    return _spelt(some, "jsonld", prefixes).decode()


def written_graph(found: Iterable[pyoxigraph.Triple], form: str, most: int | None, prefixes: Mapping[str, str]) -> Written:
    """The same in a format of graphs."""
    some, cut = _some(found, most)
    return Written(form, _spelt(some, form, prefixes), cut)


def read_ntriples(data: bytes, prefixes: Mapping[str, str], *, cut: bool = False, most: int | None = None) -> Triples:
    """Triples as N-Triples or Turtle has them; `cut` says that there were more.

    Raises:
        SyntaxError: They are none, or the last is half of one.
    """
    found = triples((quad.triple for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)), prefixes, most)
    return Triples(found.triples, found.turtle, None) if cut else found


def _spelt(some: list[pyoxigraph.Triple], form: str, prefixes: Mapping[str, str]) -> bytes:
    return pyoxigraph.serialize(some, format=_GRAPHS[form], prefixes=_used(some, prefixes)) or b""


def _used(some: list[pyoxigraph.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that the triples need: a file that declares twenty for one triple hides it."""
    text = "\n".join(map(str, some))
    return {name: namespace for name, namespace in prefixes.items() if f"<{namespace}" in text}


def _triple(triple: pyoxigraph.Triple) -> Triple:
    return Triple(*(_term(part) for part in triple))


def _term(found: Any) -> Term:  # noqa: ANN401 - whatever pyoxigraph makes of a term
    text = f"<<( {found} )>>" if isinstance(found, pyoxigraph.Triple) else str(found)
    term = parse_term(text)
    if term is None:
        message = f"no term of ours for {found!r}"
        raise TypeError(message)
    return term
