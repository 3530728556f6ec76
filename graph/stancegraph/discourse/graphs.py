"""A discourse network in, a networkx graph out: what the library's algorithms, Gephi and the page take (DESIGN, "One flow")."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import networkx as nx
import numpy as np

from stancegraph.discourse import matrices
from stancegraph.discourse.events import UNDATED, iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from stancegraph.discourse.networks import Network

    Facts: TypeAlias = Mapping[str, Mapping[str, str | tuple[str, ...]]]

__all__ = ["MOST", "Node", "Tie", "nodes", "strongest", "ties", "to_networkx"]

MOST: Final = 500_000
"""Edges of a graph; networkx takes some 400 bytes for each."""


class Node(NamedTuple):
    """A row or a column: its slug, its name for people, its variable, its type ("" unknown), how many counted statements it has."""

    name: str
    label: str
    kind: str
    type: str
    n: int


class Tie(NamedTuple):
    """A cell that is not 0: slugs, weight, how many statements it rests on, their first and last day (ISO, "" undated), their documents."""

    row: str
    column: str
    weight: float
    n: int
    first: str
    last: str
    documents: tuple[str, ...]


def nodes(found: Network) -> tuple[list[Node], list[Node]]:
    """The rows and the columns, in their order; of a one-mode network both are the same."""
    rows = list(_nodes(found, found.choices.rows, found.rows, found.ties.row))
    return rows, rows if found.choices.one_mode else list(_nodes(found, found.choices.columns, found.columns, found.ties.column))


def ties(found: Network) -> Iterator[Tie]:
    """The cells that are not 0, by row and column; of a one-mode network each pair once, the row that sorts first as its row.

    >>> from stancegraph.discourse import BINARY, Event, events, network
    >>> heard = [Event("1", "rome", "toll", 1, "2008-02-01", "post"), Event("2", "ostia", "toll", 1)]
    >>> [tuple(tie) for tie in ties(network(events(heard, scale=BINARY)))]
    [('ostia', 'rome', 1.0, 2, '2008-02-01', '2008-02-01', ('post',))]
    """
    return (_tie(found, *told) for told in _ties(found))


def strongest(found: Network, most: int) -> list[Tie]:
    """The ties of the largest weights, signs aside, the largest first, equal ones by row and column; at most so many."""
    entries, cells = found.matrix.tocoo(), _cells(found)
    once = np.flatnonzero(entries.row < entries.col) if found.choices.one_mode else np.arange(entries.nnz)
    first = once[np.lexsort([entries.col[once], entries.row[once], -np.abs(entries.data[once])])][:most]
    told = zip(entries.row[first].tolist(), entries.col[first].tolist(), entries.data[first].tolist(), strict=True)
    return [_tie(found, i, j, weight, _facts(found, sorted(_behind(found, cells, i, j)))) for i, j, weight in told]


def to_networkx(found: Network) -> nx.Graph[str]:
    """The network as an undirected graph, an edge for each cell that is not 0; the same graph for the same network.

    Node attributes: `label`, `kind` ("actor", "issue" or another variable), `n` (its statements counted, int), and of actors and issues
    `type`, `definition`, `wikidata`, `also` and `member_of` (tuples of str) where they are declared; `bipartite` 0 for rows and 1 for columns of a two-mode network. A word that is both a row and a column of
    a two-mode network is, as a column, `<variable>:<word>`.

    Edge attributes: `weight` (float), `n` (int, how many statements it rests on), `first`, `last` (ISO days of them, where dated),
    `documents` (tuple of slugs, sorted).

    `graph.graph` holds every choice, as `Network.metadata` has them.

    Raises:
        ValueError: It would have more than `MOST` edges; `Network.matrix` holds them all.
    """
    if found.matrix.nnz > MOST * (2 if found.choices.one_mode else 1):
        raise ValueError(f"a graph of {found.matrix.nnz:,} cells does not fit into networkx: take the matrix, or include fewer rows")
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(found.metadata())
    rows = columns = list(found.rows)
    told = found.ties.events.facts
    _add(graph, nodes(found)[0], rows, told)
    if not found.choices.one_mode:
        nx.set_node_attributes(graph, dict.fromkeys(graph, 0), "bipartite")
        columns = [f"{found.choices.columns}:{name}" if name in graph else name for name in found.columns]
        _add(graph, nodes(found)[1], columns, told, bipartite=1)
    for i, j, weight, facts in _ties(found):
        graph.add_edge(rows[i], columns[j], weight=weight, **facts)
    return graph


def _add(graph: nx.Graph[str], found: list[Node], names: list[str], told: Facts, **facts: int) -> None:
    for name, node in zip(names, found, strict=True):
        known = {"type": node.type} if node.type else {}
        graph.add_node(name, label=node.label, kind=node.kind, **known, **told.get(node.name, {}), n=node.n, **facts)


def _ties(found: Network) -> Iterator[tuple[int, int, float, dict[str, Any]]]:
    """Row, column and weight of every cell that is not 0, of a one-mode network each pair once, and what is known of it."""
    entries, cells = found.matrix.tocoo(), _cells(found)
    for i, j, weight in sorted(zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)):
        if i < j or not found.choices.one_mode:
            yield i, j, weight, _facts(found, sorted(_behind(found, cells, i, j)))


def _nodes(found: Network, variable: str, names: tuple[str, ...], ends: NDArray[np.int64]) -> Iterator[Node]:
    counted = np.bincount(ends, minlength=len(names)).tolist()
    kinds = _types(found, variable)
    for slug, n in zip(names, counted, strict=True):
        yield Node(slug, found.label(slug), variable, kinds.get(slug, ""), n)


def _tie(found: Network, i: int, j: int, weight: float, facts: dict[str, Any]) -> Tie:
    return Tie(found.rows[i], found.columns[j], weight, facts["n"], facts.get("first", ""), facts.get("last", ""), facts["documents"])


def _types(found: Network, variable: str) -> dict[str, str]:
    """The type of each word of the variable, as the last event has it that has one."""
    if variable not in ("actor", "issue"):
        return {}
    events = found.ties.events
    told = zip(events.words[variable].words(), events.words[f"{variable}_type"].words(), strict=True)
    return {word: kind for word, kind in told if kind}


class Ground(NamedTuple):
    """Of one row: by column and level (as the counts number them) its events, and all columns and levels that it can be tied at."""

    events: dict[int, list[int]]
    reach: set[int]


def _cells(found: Network) -> list[Ground]:
    """For each row what its ties rest on."""
    ties, levels = found.ties, len(found.ties.events.scale.levels)
    weights = matrices.kernel(found.choices.type, ties.events.scale.distance()) if found.choices.one_mode else np.ones((levels, levels))
    near = [np.flatnonzero(row).tolist() for row in weights]
    cells: list[dict[int, list[int]]] = [{} for _ in found.rows]
    for row, cell, event in zip(ties.row.tolist(), (ties.column * levels + ties.level).tolist(), ties.event.tolist(), strict=True):
        cells[row].setdefault(cell, []).append(event)
    reach = ({cell - cell % levels + k for cell in row for k in near[cell % levels]} for row in cells)
    return [Ground(row, reached) for row, reached in zip(cells, reach, strict=True)]


def _behind(found: Network, cells: list[Ground], i: int, j: int) -> set[int]:
    """The events that a cell rests on."""
    if not found.choices.one_mode:
        levels = len(found.ties.events.scale.levels)
        return {event for cell in range(j * levels, (j + 1) * levels) for event in cells[i].events.get(cell, ())}
    behind: set[int] = set()
    for one, other in ((cells[i], cells[j]), (cells[j], cells[i])):
        behind.update(chain.from_iterable(map(one.events.__getitem__, one.events.keys() & other.reach)))
    return behind


def _facts(found: Network, behind: list[int]) -> dict[str, Any]:
    events = found.ties.events
    days = events.day[behind]  # in the order of time, those without a date first
    documents = events.words["document"]
    slugs = map(documents.names.__getitem__, sorted(set(documents.codes[behind].tolist())))
    dated = days[np.searchsorted(days, UNDATED, "right") :]
    known = {"first": iso(int(dated[0])), "last": iso(int(dated[-1]))} if len(dated) else {}
    return {"n": len(behind), **known, "documents": tuple(filter(None, slugs))}
