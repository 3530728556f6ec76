"""Questions to a compiled graph: named SPARQL in, tables out; and the rows that the network and the page are made of.

No SPARQL stands anywhere else. A named question is a file `<name>.rq` here, whose first lines are its question, its
parameters and, where it leaves out what the truth gate holds back, what that is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.engines import Form, QueryError, Table, form_of
from stancegraph.engines.terms import XSD, Literal
from stancegraph.queries.parameters import term
from stancegraph.queries.rows import DerivedRow, NodeRow, StatementRow, derived, nodes, statements
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.engines import Engine, Term

__all__ = [
    "DerivedRow",
    "LeftOut",
    "NodeRow",
    "Query",
    "StatementRow",
    "answer",
    "bindings",
    "derived",
    "left_out",
    "named",
    "names",
    "nodes",
    "run",
    "statements",
    "term",
]

_HEADER = re.compile(r"# question: (?P<question>.+)\n# parameters:(?P<parameters>.*)\n(?:# leaves out: (?P<leaves_out>.+)\n)?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")


@dataclass(frozen=True, slots=True)
class Query:
    """A named question: what it asks in words, the variables that can be given a value, and its SPARQL."""

    name: str
    question: str
    parameters: tuple[str, ...]
    text: str
    leaves_out: tuple[str, ...] = ()
    """Which statements that the truth gate holds back would be in the answer, had they passed: some positions, or all `positions`."""


@cache
def names() -> Mapping[str, Query]:
    """The named questions by name, sorted.

    >>> names()["who-opposes"].parameters
    ('target', 'actor')
    """
    files = sorted((file for file in resources.files(__name__).iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    return MappingProxyType({query.name: query for query in (_query(file.name, file.read_text(encoding="utf-8")) for file in files)})


def _query(file: str, text: str) -> Query:
    header = _HEADER.match(text)
    if header is None:
        message = f"{file} does not begin with its question and its parameters"
        raise ValueError(message)
    return Query(file.removesuffix(".rq"), header["question"].strip(), _listed(header["parameters"]), text, _listed(header["leaves_out"]))


def _listed(words: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (words or "").split(",") if word.strip())


def run(engine: Engine, name: str, **parameters: str) -> Table:
    """The answer to a named question. A parameter that is not given is open: `who-opposes` without a target lists all of them.

    A value is what a user calls a thing: its slug, name or alias ("Kosovo's independence"), a word of ours (`Conditional`),
    a prefixed name or an IRI. It is bound as a term, never spliced into the text.

    Raises:
        QueryError: There is no such question, parameter or thing; the message says what comes closest.
    """
    query = named(name)
    return engine.select(query.text, bindings=bindings(engine, query, parameters))


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


def bindings(engine: Engine, query: Query, parameters: Mapping[str, str]) -> dict[str, Term]:
    """The terms for the values of a named question's parameters, as `run` takes them.

    Raises:
        QueryError: It has no such parameter, or nothing is called so.
    """
    for given in parameters:
        if given not in query.parameters:
            raise QueryError("", 1, 1, f"{query.name} has no parameter {given!r}", f"it has {', '.join(query.parameters) or 'none'}")
    return _bindings(engine, parameters)


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
    held = run(engine, "held-back", **asked)
    # A stance may rest on what is planned: that is held back from the direct graph, and no less in the answer.
    used = set(engine.select(_RESTED_ON).column("statement")) if asked is parameters else set()
    rows = [
        (statement, str(reason).rpartition("#")[2])
        for statement, reason, stated in zip(held.column("statement"), held.column("reason"), held.column("position"), strict=True)
        if statement not in used and (str(stated) in positions or (positions == _ALL and str(stated) != "states no position"))
    ]
    if not rows:
        return None
    counted = sorted(Counter(reason for _, reason in rows).items(), key=lambda item: (-item[1], item[0]))
    listed = len(set(held.column("statement")))
    return LeftOut(len({statement for statement, _ in rows}), listed, tuple(counted), tuple(asked.items()))


def answer(engine: Engine, query: str, /, **parameters: str) -> Table:
    """The answer to a named question or to a SPARQL query of any form, as a table.

    An ASK gives one row with the column `answer`, a CONSTRUCT or DESCRIBE the columns `subject predicate object`; to have
    them as they are, ask the engine. In a SELECT of one's own, parameters bind variables that it projects.

    Raises:
        QueryError: The query or a parameter is wrong, with line and column.
    """
    if _NAME.fullmatch(query.strip()):
        return run(engine, query.strip(), **parameters)
    form = form_of(query)
    if form is Form.SELECT:
        return engine.select(query, bindings=_bindings(engine, parameters))
    if parameters:
        raise QueryError(query, 1, 1, f"{form.upper()} takes no parameters", "write the names into the query")
    if form is Form.ASK:
        return Table(("answer",), ((Literal(str(engine.ask(query)).lower(), f"{XSD}boolean"),),), engine.base)
    return Table(("subject", "predicate", "object"), tuple(map(tuple, engine.construct(query))), engine.base)


def _bindings(engine: Engine, parameters: Mapping[str, str]) -> dict[str, Term]:
    return {name: term(engine, name, value) for name, value in parameters.items()}
