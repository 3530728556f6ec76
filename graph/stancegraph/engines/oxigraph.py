"""The embedded engine: N-Quads or quads in, a pyoxigraph store in memory that answers SPARQL out (DESIGN, ENGINES).

All conversion between pyoxigraph's terms and ours happens here. Queries see the union of the named graphs.
"""

from __future__ import annotations

from io import BufferedReader, RawIOBase
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph

from stancegraph.engines.diagnosis import diagnosis
from stancegraph.engines.sparql import Form, QueryError, checked_form
from stancegraph.engines.table import Table, Triple, Triples
from stancegraph.engines.terms import Iri, Literal, Term, Value, parse_term
from stancegraph.vocabulary import GRAPHS, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import WriteableBuffer

    _Native: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

__all__ = ["OxigraphEngine", "oxigraph"]

BUFFER: Final = 1 << 20  # bytes read at a time
_NOTHING: Final[Mapping[str, Term]] = MappingProxyType({})


def oxigraph(data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None) -> OxigraphEngine:
    """An engine over N-Quads (bytes, or lines with or without their ends) or quads, loaded into memory.

    `base` is the project's, which `:` and short names stand for; None reads it off the names of the graphs
    (`<base>graph/statements`), and it is "" where no graph of ours is loaded.

    Raises:
        ValueError: The bytes or lines are no N-Quads.
    """
    store = pyoxigraph.Store()
    try:
        _load(store, data)
    except SyntaxError as error:
        message = f"no N-Quads: {error.msg}"
        raise ValueError(message) from error
    return OxigraphEngine(store, _base_of(store) if base is None else base)


def _load(store: pyoxigraph.Store, data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad]) -> None:
    if isinstance(data, bytes):
        store.bulk_load(input=data, format=pyoxigraph.RdfFormat.N_QUADS)
        return
    remaining = iter(data)
    first = next(remaining, None)
    if isinstance(first, str):
        lines = _Stream(f"{text}\n".encode() for text in chain([first], remaining))
        store.bulk_load(input=BufferedReader(lines, BUFFER), format=pyoxigraph.RdfFormat.N_QUADS)
    elif first is not None:
        store.bulk_extend(quad for quad in chain([first], remaining) if isinstance(quad, pyoxigraph.Quad))


class _Stream(RawIOBase):
    """Pieces of bytes as a file, so that one load reads them all: loading piece by piece takes twice as long."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with what is left of a piece; 0 at the end."""
        view = memoryview(buffer).cast("B")
        self._rest = self._rest or next(self._pieces, b"")
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _base_of(store: pyoxigraph.Store) -> str:
    """What stands before `graph/...` in the name of a graph of ours; "" where there is none."""
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))
    bases = sorted(base for base, _, name in (iri.rpartition("graph/") for iri in names) if name in GRAPHS)
    return bases[0] if bases else ""


class OxigraphEngine:
    """A graph in memory that answers. Use `oxigraph` to make one."""

    def __init__(self, store: pyoxigraph.Store, base: str) -> None:
        """Takes a filled store; it is not copied."""
        self._store = store
        self.base = base
        self.prefixes: Mapping[str, str] = MappingProxyType({name: iri for name, iri in prefixes(base).items() if ":" in iri})

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def select(self, query: str, *, bindings: Mapping[str, Term] = _NOTHING) -> Table:
        """The answer to a SELECT.

        `bindings` give a value to a variable that the outermost SELECT projects and that its pattern always binds: one that only
        an OPTIONAL binds would take the value wherever the OPTIONAL fails. They are terms; the text is never spliced.

        Raises:
            QueryError: The query is wrong, refused, or no SELECT; or a binding's variable is not projected.
        """
        _expect(query, Form.SELECT)
        solutions = self._solve(query, bindings)
        # pyoxigraph writes a table of text in a third of the time that it needs to hand the terms over one by one.
        head, *lines = solutions.serialize(format=pyoxigraph.QueryResultsFormat.TSV).decode().split("\n")[:-1]
        if not head:
            return Table((), ((),) * len(lines), self.base)
        terms = _Terms()
        rows = tuple(tuple([terms[cell] for cell in line.split("\t")]) for line in lines)
        return Table(tuple(name[1:] for name in head.split("\t")), rows, self.base)

    def ask(self, query: str) -> bool:
        """The answer to an ASK.

        Raises:
            QueryError: The query is wrong, refused, or no ASK.
        """
        _expect(query, Form.ASK)
        return bool(self._solve(query))

    def construct(self, query: str) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE.

        Raises:
            QueryError: The query is wrong, refused, or neither of them.
        """
        _expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        found = sorted(set(self._solve(query)), key=str)
        turtle = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.TURTLE, prefixes=self._used(found)) or b""
        return Triples(tuple(_triple(triple) for triple in found), turtle.decode())

    def close(self) -> None:
        """Free the memory; the engine answers nothing afterwards."""
        self._store = pyoxigraph.Store()

    def _solve(self, query: str, bindings: Mapping[str, Term] = _NOTHING) -> Any:  # noqa: ANN401 - pyoxigraph's answer depends on the text
        substitutions: dict[pyoxigraph.Variable, _Native] = {pyoxigraph.Variable(name): _native(term) for name, term in bindings.items()}
        try:
            return self._store.query(
                query,
                base_iri=self.base or None,
                prefixes=dict(self.prefixes),
                use_default_graph_as_union=True,
                substitutions=substitutions,
            )
        except SyntaxError as error:
            raise diagnosis(query, error.msg, self.prefixes) from None
        except RuntimeError as error:
            raise QueryError(query, 1, 1, str(error), "a variable that is given a value must stand in the SELECT line") from None

    def _used(self, triples: list[pyoxigraph.Triple]) -> dict[str, str]:
        """The prefixes that the triples need: a file that declares twenty for one triple hides it."""
        text = "\n".join(map(str, triples))
        return {name: namespace for name, namespace in self.prefixes.items() if f"<{namespace}" in text}


def _expect(query: str, *forms: Form) -> None:
    form = checked_form(query)
    if form not in forms:
        wanted = " or ".join(name.upper() for name in forms)
        raise QueryError(query, 1, 1, f"a query of the form {form.upper()}", f"this call answers {wanted}")


class _Terms(dict[str, Value]):
    """The terms of one answer by their spelling: a slug that stands in a thousand rows is parsed once, and is one object."""

    def __missing__(self, spelling: str) -> Value:
        """Parse and keep a new one; IRIs, which are most, without a detour."""
        plain = spelling[:1] == "<" and spelling[:3] != "<<(" and "\\" not in spelling
        self[spelling] = term = Iri(spelling[1:-1]) if plain else parse_term(spelling)
        return term


def _native(term: Term) -> _Native:
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


def _triple(triple: pyoxigraph.Triple) -> Triple:
    return Triple(*(_term(part) for part in triple))


def _term(native: object) -> Term:
    text = f"<<( {native} )>>" if isinstance(native, pyoxigraph.Triple) else str(native)
    term = parse_term(text)
    if term is None:
        message = f"no term of ours for {native!r}"
        raise TypeError(message)
    return term
