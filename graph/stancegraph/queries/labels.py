"""An engine and a table in, the same table out as people read it: things by their labels instead of their IRIs.

Statements, stances and findings keep their ids, which `stancegraph why` takes: their labels only repeat the other columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancegraph.engines import Iri, Literal, Table
from stancegraph.engines.terms import spelling

if TYPE_CHECKING:
    from stancegraph.engines import Engine

__all__ = ["labelled"]

MOST = 2_000  # IRIs asked for at once; with more all labels are fetched

_SOME = """
SELECT ?thing ?label WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing rdfs:label ?label .
  FILTER(LANG(?label) = "")
}}
"""
_ALL = """
SELECT ?thing ?label WHERE {
  { GRAPH <graph/entities> { ?thing rdfs:label ?label } } UNION { GRAPH <graph/vocabulary> { ?thing rdfs:label ?label } }
  FILTER(LANG(?label) = "")
}
"""


def labelled(engine: Engine, table: Table) -> Table:
    """The table with the label of each thing that has one; what has none is as `Table.short` shows it."""
    things = sorted({value for row in table.rows for value in row if isinstance(value, Iri) and _is_thing(value, engine.base)})
    if not things:
        return table
    query = _SOME.format(things=" ".join(map(spelling, things))) if len(things) <= MOST else _ALL
    labels = {thing: Literal(label) for thing, label in engine.select(query).rows if thing and label}
    rows = tuple(tuple(labels.get(value, value) if isinstance(value, Iri) else value for value in row) for row in table.rows)
    return Table(table.columns, rows, table.base, table.more)


def _is_thing(iri: Iri, base: str) -> bool:
    """Whether it is anything but a statement, a stance, a finding or a part of one, whose names go on after a slash."""
    return not (base and iri.startswith(base) and "/" in iri[len(base) :])
