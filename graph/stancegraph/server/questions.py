"""A named question and its values in, the answer out: as a page with its form, or as a table for programs and spreadsheets."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from stancegraph import queries
from stancegraph.engines import Iri, QueryError, native
from stancegraph.engines.answers import TABLES, Written
from stancegraph.server import html
from stancegraph.server.protocol import chosen, media_type, one
from stancegraph.server.refusals import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from stancegraph.engines import Table, Value
    from stancegraph.engines.guarded import GuardedEngine
    from stancegraph.queries import LeftOut, Query
    from stancegraph.server.site import Site

__all__ = ["Found", "Wanted", "answer", "asked", "listed", "shown"]

FORMATS: Final = {"html": "text/html", **TABLES}
LONGEST_VALUE: Final = 1_000  # characters
ON_A_PAGE: Final = 1_000  # rows; a file has all


class Wanted(NamedTuple):
    """A named question, the values of its parameters as a reader writes them, and the format of the answer."""

    query: Query
    parameters: dict[str, str]
    format: str


class Found(NamedTuple):
    """The answer: a written one, or a table for the page with what it leaves out."""

    wanted: Wanted
    written: Written | None = None
    table: Table | None = None
    words: Table | None = None
    """The table as people read it, with labels."""
    left_out: LeftOut | None = None


def listed(site: Site, request: Request) -> Response:
    """The named questions, as a page or as JSON."""
    wanted = chosen(
        request.headers.get("accept", ""), request.query_params.get("format", ""), {"html": "text/html", "json": "application/json"}
    )
    known = queries.names().values()
    if wanted == "html":
        return html.page("questions.html.j2", request.scope["path"], site=site.made, questions=known)
    told = [{"name": each.name, "question": each.question, "parameters": each.parameters} for each in known]
    return JSONResponse({"questions": told}, headers={"Vary": "Accept"})


def asked(name: str, given: list[tuple[str, str]], accept: str) -> Wanted:
    """A named question with the fields of a request; an empty field gives no value.

    Raises:
        Refused: There is no such question, format or parameter, or one is given twice.
    """
    try:
        query = queries.named(name)
    except QueryError as error:
        raise Refused(HTTPStatus.NOT_FOUND, error.text, error.help) from None
    parameters = {key: one(given, key) or "" for key, _ in given if key != "format"}
    if unknown := sorted(parameters.keys() - set(query.parameters)):
        known = ", ".join(query.parameters) or "none"
        raise Refused(
            HTTPStatus.BAD_REQUEST, f"{name} has no parameter {unknown[0]!r}", f"it has {known}; and format, one of {', '.join(FORMATS)}"
        )
    if long := next((key for key, value in parameters.items() if len(value) > LONGEST_VALUE), None):
        raise Refused(HTTPStatus.BAD_REQUEST, f"the value of {long} has over {LONGEST_VALUE} characters", "write a slug, a name or an IRI")
    given_values = {key: value for key, value in parameters.items() if value.strip()}
    return Wanted(query, given_values, chosen(accept, one(given, "format") or "", FORMATS))


def answer(engine: GuardedEngine, wanted: Wanted, rows: int) -> Found:
    """The answer to a named question.

    Raises:
        Refused: It has more than `rows` rows.
        QueryError: Nothing is called as a value says, or the question was stopped.
    """
    name, parameters = wanted.query.name, wanted.parameters
    if wanted.format == "html":
        table = queries.run(engine, name, ON_A_PAGE, **parameters)
        return Found(wanted, None, table, queries.labelled(engine, table).short(), queries.left_out(engine, name, **parameters))
    if name in queries.STEPS:  # what SPARQL gives is only counted from
        table = queries.run(engine, name, rows, **parameters)
        if table.more != 0:
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"the answer has more than {len(table):,} rows",
                "the page lists the first of them; or give a parameter a value",
            )
        return Found(wanted, native.spelt(table, wanted.format))
    bindings = queries.bindings(engine, parameters, wanted.query)
    found = engine.write(wanted.query.text, tables=wanted.format, bindings=bindings, most=rows)
    if found.cut:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"the answer has more than {rows:,} rows", "give a parameter a value")
    return Found(wanted, found)


def shown(site: Site, found: Found) -> Response:
    """The answer as it is sent."""
    query, parameters, form = found.wanted
    if found.table is None or found.words is None:
        data = found.written.data if found.written else b""
        name = f'inline; filename="{query.name}.{form}"'
        return Response(data, headers={"Vary": "Accept", "Content-Disposition": name}, media_type=media_type(form))
    path = f"/questions/{query.name}"
    rows = [
        [_cell(*cell, site, html.root(path)) for cell in zip(row, words, strict=True)]
        for row, words in zip(found.table.rows, found.words.rows, strict=True)
    ]
    files = [(name, f"?{urlencode({**parameters, 'format': name})}") for name in TABLES]
    return html.page(
        "question.html.j2", path, site=site.made, query=query, parameters=parameters, columns=found.table.columns, rows=rows,
        counted=found.table.counted(), cut=found.table.more != 0, files=files, left_out=found.left_out,
    )  # fmt: skip


def _cell(value: Value, words: Value, site: Site, root: str) -> tuple[str, str]:
    """A cell's words and where it leads, "" for nowhere."""
    return str(words if words is not None else ""), html.href(value, site.made.base, root) if isinstance(value, Iri) else ""
