"""Questions to a compiled graph: named SPARQL in, tables out; and the rows that the network and the page are made of.

No SPARQL stands anywhere else. A named question is a file `<name>.rq` here, whose first lines are its question, its
parameters and, where it leaves out what the truth gate holds back, what that is.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph import engines
from stancegraph.engines import QueryError, Table
from stancegraph.engines.terms import XSD, Literal
from stancegraph.queries.doubts import doubts
from stancegraph.queries.labels import labelled
from stancegraph.queries.naming import Query, names
from stancegraph.queries.pairs import PAIRED, STEPS
from stancegraph.queries.parameters import term
from stancegraph.queries.rows import DerivedRow, NodeRow, StatementRow, derived, nodes, statements
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.engines import Engine, Term

__all__ = [
    "LISTED",
    "STEPS",
    "DerivedRow",
    "LeftOut",
    "NodeRow",
    "Query",
    "StatementRow",
    "answer",
    "bindings",
    "derived",
    "doubts",
    "labelled",
    "left_out",
    "named",
    "names",
    "nodes",
    "run",
    "statements",
    "term",
]

LISTED: Final = 10_000
"""Rows of a question that lists every statement; who wants all of them asks for more, or takes `statements.csv`."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")


def run(engine: Engine, name: str, most: int | None = None, /, **parameters: str) -> Table:
    """The answer to a named question. A parameter that is not given is open: `who-opposes` without a target lists all of them.

    What sets actors against one another (`coalitions`, `members`) is cut where it would grow with their square, and what lists every
    statement (`timeline`, `why`) after `LISTED` rows, unless more are asked for or a parameter has a value: see `more` of the table.

    A value is what a user calls a thing: its slug, name or alias ("Kosovo's independence"), a word of ours (`Conditional`),
    a prefixed name or an IRI. It is bound as a term, never spliced into the text. With `most` the table is cut after so many rows.

    Raises:
        QueryError: There is no such question, parameter or thing; the message says what comes closest.
    """
    query = named(name)
    given = bindings(engine, parameters, query)
    if step := STEPS.get(name):
        found = step(_counted(engine, query, given), given)
        over = 0 if most is None else max(0, len(found) - most)
        return found if not over else Table(found.columns, found.rows[:most], found.base, None if found.more is None else found.more + over)
    if query.by and not given and (most is None or most <= LISTED):
        return engine.select(_first(engine, query, query.by), most=LISTED if most is None else most)
    return engine.select(query.text, bindings=given, most=most)


def _counted(engine: Engine, query: Query, given: Mapping[str, Term]) -> Table:
    """The rows that an answer is counted from; of a pair of actors theirs alone, where the question asks for such."""
    ends = PAIRED.get(query.name, ())
    if not ends or not given.keys() >= set(ends):
        return engine.select(query.text)
    one, *others = (engine.select(query.text, bindings={ends[0]: who}) for who in dict.fromkeys(given[end] for end in ends))
    return Table(one.columns, (*one.rows, *(row for table in others for row in table.rows)), one.base)


def _first(engine: Engine, query: Query, by: tuple[str, str]) -> str:
    """A listing's query without the statements that come after row `LISTED`: by the first thing it is sorted by, as many as it takes.

    All of them are worked out before they are sorted: at 100,000 statements that takes seconds, of which a reader sees 10,000 rows.
    """
    variable, pattern = by
    grouped = f"WHERE {pattern} GROUP BY {variable} ORDER BY {variable}"
    counts = [int(number) for (number,) in engine.select(f"SELECT (COUNT(*) AS ?n) {grouped}") if number]
    if sum(counts) <= LISTED:
        return query.text
    enough = next(at for at, total in enumerate(accumulate(counts), start=1) if total > LISTED)
    head, where, rest = query.text.partition("\nWHERE {\n")
    return f"{head}{where}  {{ SELECT {variable} {grouped} LIMIT {enough} }}\n  {pattern}\n{rest}"


def named(name: str) -> Query:
    """The named question.

    Raises:
        QueryError: There is none of that name; the message says what comes closest.
    """
    query = names().get(name)
    if query is None:
        near = nearest(name, names())
        raise QueryError("", 1, 1, f"no question is named {name!r}", f"did you mean {near}?" if near else f"there are {', '.join(names())}")
    return query


def bindings(engine: Engine, parameters: Mapping[str, str], query: Query | None = None) -> dict[str, Term]:
    """The term that each parameter's value names, as `run` takes it; of a named question's parameters, if one is given.

    Raises:
        QueryError: The question has no such parameter, or nothing in the graph is called that.
    """
    for given in parameters if query else ():
        if query and given not in query.parameters:
            raise QueryError("", 1, 1, f"{query.name} has no parameter {given!r}", f"it has {', '.join(query.parameters) or 'none'}")
    return {name: term(engine, name, value) for name, value in parameters.items()}


class LeftOut(NamedTuple):
    """What an answer lacks because the truth gate holds it back: the number of statements, and of those each reason holds back.

    `parameters` are those with which `held-back` lists them, among `listed` statements in all. A statement that two reasons hold
    back is counted under both.
    """

    statements: int
    listed: int
    reasons: tuple[tuple[str, int], ...]
    parameters: tuple[tuple[str, str], ...]


_ALL = ("positions",)
_HELD_BACK = """
SELECT ?statement ?reason ?position ?actor ?target
WHERE {
  ?statement sg:notAssertedBecause ?reason ; rdf:subject ?actor ; rdf:object ?target .
  OPTIONAL { ?statement sg:polarityMin ?low }
  OPTIONAL { ?statement sg:polarityMax ?high }
  BIND(IF(?low = 1, "supports", IF(?high = -1, "opposes", IF(?low = 0, IF(?high = 0, "is neutral on", "does not oppose"),
    IF(?high = 0, "does not support", "is not neutral on")))) AS ?held)
  BIND(COALESCE(?held, "states no position") AS ?position)
}
"""  # as held-back, without the columns that nobody counts
_RESTED_ON = "SELECT ?statement WHERE { ?stance sg:basedOn ?statement . ?statement sg:asserted false }"


def left_out(engine: Engine, name: str, **parameters: str) -> LeftOut | None:
    """What the answer to a named question leaves out; None where that is nothing, or the question leaves nothing out by itself.

    Reasons come with the most frequent one first.

    Raises:
        QueryError: As for `run`.
    """
    positions = names()[name].leaves_out if name in names() else ()
    if not positions:
        return None
    asked = {**parameters, "position": positions[0]} if len(positions) == 1 and positions != _ALL else parameters
    held = engine.select(_HELD_BACK, bindings=bindings(engine, asked, named("held-back")))
    # A stance may rest on what is planned: that is held back from the direct graph, and no less in the answer.
    used = set(engine.select(_RESTED_ON).column("statement")) if asked is parameters else set()
    rows = [
        (statement, str(reason).rpartition("#")[2])
        for statement, reason, stated, *_ in held
        if statement not in used and (stated in positions or (positions == _ALL and stated != "states no position"))
    ]
    if not rows:
        return None
    counted = sorted(Counter(reason for _, reason in rows).items(), key=lambda item: (-item[1], item[0]))
    listed = len(set(held.column("statement")))
    return LeftOut(len({statement for statement, _ in rows}), listed, tuple(counted), tuple(asked.items()))


def answer(engine: Engine, query: str, most: int | None = None, /, **parameters: str) -> Table:
    """The answer to a named question or to a SPARQL query of any form, as a table.

    An ASK gives one row with the column `answer`, a CONSTRUCT or DESCRIBE the columns `subject predicate object`; to have
    them as they are, ask the engine. In a SELECT of one's own, parameters bind variables that it projects, in a query of another form
    those of its outermost group. With `most` the table is cut after so many rows.

    Raises:
        QueryError: The query or a parameter is wrong, with line and column.
    """
    if _NAME.fullmatch(query.strip()):
        return run(engine, query.strip(), most, **parameters)
    found = engines.answer(engine, query, bindings=bindings(engine, parameters), most=most)
    if isinstance(found, Table):
        return found
    if isinstance(found, bool):
        return Table(("answer",), ((Literal(str(found).lower(), f"{XSD}boolean"),),), engine.base)
    return Table(("subject", "predicate", "object"), tuple(map(tuple, found)), engine.base, found.more)
