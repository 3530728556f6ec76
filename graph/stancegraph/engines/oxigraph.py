"""The embedded engine: N-Quads or quads in, a pyoxigraph store in memory that answers SPARQL out (DESIGN, ENGINES).

Queries see the union of the named graphs.
"""

from __future__ import annotations

from io import BufferedReader, RawIOBase
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph

from stancegraph.engines.binding import bound
from stancegraph.engines.diagnosis import diagnosis
from stancegraph.engines.doors import Dataset, Doors
from stancegraph.engines.native import columns, lines, native, read_tsv, triples, written_graph, written_table, written_truth
from stancegraph.engines.sparql import Form, QueryError
from stancegraph.vocabulary import GRAPHS, prefixes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from _typeshed import WriteableBuffer

    from stancegraph.engines.answers import Written
    from stancegraph.engines.table import Table, Triples
    from stancegraph.engines.terms import Term

__all__ = ["NOTHING", "OxigraphEngine", "base_of", "filled", "known_prefixes", "oxigraph"]

BUFFER: Final = 1 << 20  # bytes read at a time
NOTHING: Final[Mapping[str, Term]] = MappingProxyType({})
"""No variable is given a value."""


def oxigraph(
    data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad], *, base: str | None = None, services: Collection[str] = ()
) -> OxigraphEngine:
    """An engine over N-Quads (bytes, or lines with or without their ends) or quads, loaded into memory.

    `base` is the project's, which `:` and short names stand for; None reads it off the names of the graphs
    (`<base>graph/statements`), and it is "" where no graph of ours is loaded. `services` are the addresses that SERVICE may call.

    Raises:
        ValueError: The bytes or lines are no N-Quads.
    """
    store = pyoxigraph.Store()
    filled(store, data)
    return OxigraphEngine(store, base_of(store) if base is None else base, services)


def known_prefixes(base: str) -> Mapping[str, str]:
    """The prefixes that are declared for every query; without a base none of the project's."""
    return MappingProxyType({name: iri for name, iri in prefixes(base).items() if ":" in iri})


def filled(store: pyoxigraph.Store, data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad]) -> None:
    """Put N-Quads or quads into a store.

    Raises:
        ValueError: The bytes or lines are no N-Quads.
    """
    try:
        _load(store, data)
    except SyntaxError as error:
        message = f"no N-Quads: {error.msg}"
        raise ValueError(message) from error


def _load(store: pyoxigraph.Store, data: bytes | Iterable[str] | Iterable[pyoxigraph.Quad]) -> None:
    if isinstance(data, bytes):
        store.bulk_load(input=data, format=pyoxigraph.RdfFormat.N_QUADS)
        return
    remaining = iter(data)
    first = next(remaining, None)
    if isinstance(first, str):
        text = _Stream(f"{line}\n".encode() for line in chain([first], remaining))
        store.bulk_load(input=BufferedReader(text, BUFFER), format=pyoxigraph.RdfFormat.N_QUADS)
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


def base_of(store: pyoxigraph.Store) -> str:
    """What stands before `graph/...` in the name of a graph of ours; "" where there is none."""
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))
    bases = sorted(base for base, _, name in (iri.rpartition("graph/") for iri in names) if name in GRAPHS)
    return bases[0] if bases else ""


class OxigraphEngine:
    """A graph that answers. Use `oxigraph` to make one in memory, `stored` to open one on disk."""

    def __init__(self, store: pyoxigraph.Store, base: str, services: Collection[str] = ()) -> None:
        """Takes a filled store, which is not copied, and the addresses that SERVICE may call."""
        self._store = store
        self.base = base
        self.prefixes: Mapping[str, str] = known_prefixes(base)
        self._doors = Doors(base, self.prefixes, frozenset(services), self._graphs)

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def select(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table:
        """The answer to a SELECT, of at most `most` rows.

        `bindings` give a value to a variable that the outermost SELECT projects and that its pattern always binds: one that only
        an OPTIONAL binds would take the value wherever the OPTIONAL fails. They are terms; the text is never spliced.

        Raises:
            QueryError: The query is wrong, refused, or no SELECT; or a binding's variable is not projected.
        """
        self._doors.expect(query, Form.SELECT)
        # pyoxigraph writes a table of text in a third of the time that it needs to hand the terms over one by one.
        text, cut = lines(self._solve(self._bound(query, bindings), bindings), most)
        return read_tsv(text, self.base, cut=cut)

    def ask(self, query: str, *, bindings: Mapping[str, Term] = NOTHING) -> bool:
        """The answer to an ASK; `bindings` give values to variables of its outermost group.

        Raises:
            QueryError: The query is wrong, refused, or no ASK.
        """
        self._doors.expect(query, Form.ASK)
        return bool(self._solve(self._bound(query, bindings)))

    def construct(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, of at most `most` triples; `bindings` as for `ask`.

        Raises:
            QueryError: The query is wrong, refused, or neither of them.
        """
        self._doors.expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        return triples(self._solve(self._bound(query, bindings)), self.prefixes, most)

    def write(  # noqa: PLR0913 - each says one thing about the answer
        self,
        query: str,
        *,
        tables: str = "json",
        graphs: str = "ttl",
        bindings: Mapping[str, Term] = NOTHING,
        most: int | None = None,
        dataset: Dataset | None = None,
    ) -> Written:
        """The answer to a query of any form as programs read it: a table or a truth value in one format, triples in another.

        `tables` and `graphs` are of `answers.TABLES` and `answers.GRAPHS`; `most` are rows, or triples. Without a `dataset` the query's own
        FROM counts, and without that the union of all graphs.

        Raises:
            QueryError: The query is wrong or refused.
        """
        form = self._doors.expect(query, *Form)
        if dataset is not None:
            self._doors.expect_graphs(query, dataset)
        if form is Form.SELECT:
            return written_table(self._solve(self._bound(query, bindings), bindings, dataset), tables, most)
        found = self._solve(self._bound(query, bindings), dataset=dataset)
        return written_truth(found, tables) if form is Form.ASK else written_graph(found, graphs, most, self.prefixes)

    def close(self) -> None:
        """Free the memory; the engine answers nothing afterwards."""
        self._store = pyoxigraph.Store()

    def _graphs(self) -> Iterable[str]:
        return (graph.value for graph in self._store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))

    def _bound(self, query: str, bindings: Mapping[str, Term]) -> str:
        """A query with values for its variables in its text: its plan begins with them, and only columns take them beside the text."""
        if not bindings:
            return query
        columns(query, self.base, self.prefixes)  # what is wrong with the query itself is told at its place in it
        return bound(query, bindings)

    def _solve(self, query: str, bindings: Mapping[str, Term] = NOTHING, dataset: Dataset | None = None) -> Any:  # noqa: ANN401 - pyoxigraph's answer depends on the text
        chosen = {"use_default_graph_as_union": True} if dataset is None else _graphs_of(dataset)
        try:
            return self._store.query(
                query,
                base_iri=self.base or None,
                prefixes=dict(self.prefixes),
                **chosen,
                substitutions={pyoxigraph.Variable(name): native(term) for name, term in bindings.items()},
            )
        except SyntaxError as error:
            raise diagnosis(query, error.msg, self.prefixes) from None
        except RuntimeError as error:
            raise QueryError(query, 1, 1, str(error), "a variable that is given a value must stand in the SELECT line") from None


def _graphs_of(dataset: Dataset) -> dict[str, Any]:
    """A dataset as pyoxigraph takes it."""
    default, named = ([pyoxigraph.NamedNode(graph) for graph in graphs] for graphs in dataset)
    return {"default_graph": default, "named_graphs": named}
