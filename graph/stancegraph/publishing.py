"""A compiled project and a store in, the project's graphs in that store out, and nothing sent that is there already.

What has been published stands in the store itself, in the small graph `<base>graph/published`: for each graph its number of triples
(`void:triples`) and the SHA-256 of its N-Triples (`schema:sha256`). An entry is taken out before its graph is sent and put back when the
store has counted as many triples as were sent: whatever happens in between, the next run sends that graph again, and the rest not.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from stancegraph import compiler
from stancegraph.endpoints import StoreError, usual
from stancegraph.graphstore import Span
from stancegraph.vocabulary import GRAPHS, expanded, iri, literal, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from stancegraph.graphstore import GraphStore
    from stancegraph.inference import Derived

__all__ = ["PIECE", "Entry", "Event", "Layer", "Plan", "Step", "layers", "plan", "push"]

PIECE: Final = 50_000_000
"""Bytes sent in one request: stores and the proxies before them have limits, and Neptune's is 150 MB."""
SPOOL: Final = 1 << 20
TRIPLES: Final = "http://rdfs.org/ns/void#triples"


class Entry(NamedTuple):
    """What is known of a published graph."""

    triples: int
    digest: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One named graph of the project, its N-Triples in a temporary file."""

    name: str
    """What follows `<base>graph/`."""
    iri: str
    entry: Entry
    size: int
    """Bytes."""
    file: IO[bytes]


class Step(NamedTuple):
    """What is to be done with a graph: sent for this reason, or left as it is ("")."""

    layer: Layer
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do."""

    base: str
    steps: tuple[Step, ...]
    published: Mapping[str, Entry]
    """The record as it stands in the store: graph IRI to entry."""

    @property
    def to_send(self) -> tuple[Step, ...]:
        """The steps that send something."""
        return tuple(step for step in self.steps if step.why)

    @property
    def strays(self) -> tuple[str, ...]:
        """Graphs that were published from here and that the project no longer has."""
        return tuple(sorted(self.published.keys() - {step.layer.iri for step in self.steps}))


class Event(NamedTuple):
    """Something done: a graph "unchanged", "sending", "sent" or "removed", and why."""

    done: str
    graph: str
    why: str = ""


# -- what there is to publish ---------------------------------------------------------------------------------------------------------


@contextmanager
def layers(derived: Derived) -> Iterator[tuple[Layer, ...]]:
    """The six graphs, each as N-Triples in a file that is gone when the block ends; memory does not grow with them."""
    base = derived.judged.annotations.project.base
    with ExitStack() as stack:
        files = {f"{base}graph/{name}": stack.enter_context(tempfile.SpooledTemporaryFile(SPOOL)) for name in GRAPHS}
        digests = {graph: sha256() for graph in files}
        lines = dict.fromkeys(files, 0)
        for block in compiler.blocks(derived):
            end = block[block.rindex(" <") :]  # ` <graph> .\n`: the lines of a block are of one graph
            graph, text = end[2:-4], block.replace(end, " .\n").encode()
            files[graph].write(text)
            digests[graph].update(text)
            lines[graph] += text.count(b"\n")
        yield tuple(
            Layer(graph.rpartition("/")[2], graph, Entry(lines[graph], digests[graph].hexdigest()), file.tell(), file)
            for graph, file in files.items()
        )


# -- what is there already ------------------------------------------------------------------------------------------------------------


def plan(found: tuple[Layer, ...], base: str, store: GraphStore) -> Plan:
    """What has to be sent to a store, after a look at its record and at the number of triples that it holds; nothing is written.

    Raises:
        StoreError: The store does not answer, or not as a store does.
    """
    published = dict(_published(base, store))
    return Plan(base, tuple(Step(layer, _why(layer, published.get(layer.iri), store)) for layer in found), published)


def _why(layer: Layer, entry: Entry | None, store: GraphStore) -> str:
    if entry is None:
        return "not published yet"
    if entry != layer.entry:
        return "changed"
    held = store.count(layer.iri)
    return "" if held == layer.entry.triples else f"the store holds {held:,} triples of {layer.entry.triples:,}"


def _published(base: str, store: GraphStore) -> Iterator[tuple[str, Entry]]:
    """The entries of a store's record that are whole and speak of a graph of this project."""
    found: dict[str, dict[str, str]] = {}
    with store.read(_record_iri(base)) as quads:
        for quad in quads:
            found.setdefault(getattr(quad.subject, "value", ""), {})[quad.predicate.value] = getattr(quad.object, "value", "")
    for graph, values in found.items():
        number, digest = values.get(TRIPLES, ""), values.get(expanded("schema:sha256")[1:-1], "")
        if graph.startswith(f"{base}graph/") and number.isdecimal() and digest:
            yield graph, Entry(int(number), digest)


def _record_iri(base: str) -> str:
    return f"{base}graph/published"


def _record(base: str, entries: Mapping[str, Entry]) -> str:
    """The record as N-Triples, in the order of graphs; it is never empty, so that a store that takes it has shown that it takes triples."""
    title = f"{iri(_record_iri(base))} {expanded('rdfs:label')} {literal('What stancegraph has published here')} .\n"
    return title + "".join(
        f"{iri(graph)} {iri(TRIPLES)} {typed(str(entry.triples), 'xsd:integer')} .\n"
        f"{iri(graph)} {expanded('schema:sha256')} {literal(entry.digest)} .\n"
        for graph, entry in sorted(entries.items())
    )


# -- sending --------------------------------------------------------------------------------------------------------------------------


def push(
    todo: Plan, store: GraphStore, *, piece: int = PIECE, prune: bool = False, passed: Callable[[int], None] = lambda _: None
) -> Iterator[Event]:
    """Sends what a plan says, graph by graph, and counts each in the store before it is called published.

    Args:
        todo: the plan.
        store: where to.
        piece: bytes in one request; the first replaces a graph, further ones add to it.
        prune: also removes the graphs that were published from here and that the project no longer has.
        passed: told how many bytes have left, all graphs taken together; where a graph is tried again it goes back.

    Raises:
        StoreError: The store refuses, or holds another number of triples than were sent. What was sent before stays published.
    """
    entries = dict(todo.published)
    for step in todo.to_send:
        entries.pop(step.layer.iri, None)
    gone = todo.strays if prune else ()
    if todo.to_send or gone:
        _keep(todo.base, entries, store, look=True)
    done = 0
    for layer, why in todo.steps:
        if why:
            yield Event("sending", layer.name, why)
            _send(layer, store, piece, _after(done, passed))
            done += layer.size
            _hold(layer.iri, layer.entry.triples, store)
            entries[layer.iri] = layer.entry
            _keep(todo.base, entries, store)
        yield Event("sent" if why else "unchanged", layer.name, why)
    for graph in gone:
        store.delete(graph)
        del entries[graph]
        _keep(todo.base, entries, store)
        yield Event("removed", graph.removeprefix(f"{todo.base}graph/"), "no longer in the project")


def _after(done: int, passed: Callable[[int], None]) -> Callable[[int], None]:
    return lambda at: passed(done + at)


def _send(layer: Layer, store: GraphStore, piece: int, passed: Callable[[int], None]) -> None:
    """A graph in one request, or in several whose borders are line ends; an empty one is removed, since not every store has such."""
    if not layer.size:
        store.delete(layer.iri)
    start = 0
    while start < layer.size:
        end = _line_end(layer, start + piece)
        (store.add if start else store.put)(layer.iri, Span(layer.file, start, end, passed))
        start = end


def _line_end(layer: Layer, at: int) -> int:
    """The end of the line in which an offset lies, or of the file."""
    if at >= layer.size:
        return layer.size
    layer.file.seek(at)
    return at + len(layer.file.readline())


def _hold(graph: str, sent: int, store: GraphStore) -> None:
    held = store.count(graph)
    if held != sent:
        raise StoreError(
            f"<{graph}>: {sent:,} triples were sent and the store holds {held:,}: it is not called published and is sent again the next time; "
            "the store's log may say which triples it did not take"
        )


def _keep(base: str, entries: Mapping[str, Entry], store: GraphStore, *, look: bool = False) -> None:
    """Writes the record; the first time looks whether it has gone where it belongs, since some servers overlook `?graph=`."""
    record = _record(base, entries).encode()
    with tempfile.SpooledTemporaryFile(SPOOL) as file:
        file.write(record)
        store.put(_record_iri(base), Span(file, 0, len(record)))
    sent = record.count(b"\n")
    if look and (held := store.count(_record_iri(base))) != sent:
        raise StoreError(
            f"{store.address} took {sent} triples for <{_record_iri(base)}> and holds {held} there: it does not speak the Graph Store Protocol, "
            f"or answers queries elsewhere (--query-endpoint); nothing else was sent. The usual addresses: {usual()}"
        )
