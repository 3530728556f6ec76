"""A request of the SPARQL 1.1 Protocol in, the query with its graphs and formats out, or a refusal; and the answer as bytes.

https://www.w3.org/TR/sparql11-protocol/, section 2.1: a query by GET, by POST of a form, by POST of itself.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect

from stancegraph.engines import Form, form_of
from stancegraph.engines.answers import GRAPHS, TABLES, Written, accepted
from stancegraph.engines.doors import Dataset
from stancegraph.server.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from stancegraph.engines.guarded import GuardedEngine

__all__ = ["Asked", "answer", "asked", "fields", "media_type", "one"]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
LONGEST_ADDRESS: Final = 60_000  # bytes; what is longer is posted
LONGEST_BODY: Final = 1_300_000  # bytes: a query of the longest length, each of its characters as %XX%XX%XX%XX
MOST_FIELDS: Final = 100
BODY_TIME: Final = 15.0  # seconds in which a body must have come
READ_ONLY: Final = "the graph changes with its annotations alone: edit them, and the server reads them again"


class Asked(NamedTuple):
    """A query, the graphs to ask it over (None: those that it names itself), and the formats that its answer may have."""

    query: str
    dataset: Dataset | None
    accept: str
    format: str


async def asked(request: Request) -> Asked | None:
    """The query that a request makes; None for a GET without one.

    Raises:
        Refused: It is none that the protocol knows, an update, or too long.
    """
    given = fields(request.scope["query_string"])
    if request.method == "POST":
        kind = _content_type(request)
        body = await _body(request)
        if kind == QUERY:
            given = [*(pair for pair in given if pair[0] != "query"), ("query", _text(body))]
        else:
            given += fields(body)
    elif not any(name in {"query", "update"} for name, _ in given):
        return None
    if any(name == "update" for name, _ in given):
        raise Refused(HTTPStatus.FORBIDDEN, "this server only reads: an update is not carried out", READ_ONLY)
    query = one(given, "query")
    if query is None:
        raise Refused(HTTPStatus.BAD_REQUEST, "no query was sent", f"send one in the field query=, or as a body of the type {QUERY}")
    default, named = (tuple(value for name, value in given if name == kind) for kind in ("default-graph-uri", "named-graph-uri"))
    dataset = Dataset(default, named) if default or named else None
    return Asked(query, dataset, request.headers.get("accept", ""), one(given, "format") or "")


def answer(engine: GuardedEngine, query: Asked, rows: int) -> Written:
    """The answer to a query in the format that was asked for.

    Raises:
        Refused: No such format can be given, or there are more than `rows` rows or triples.
        QueryError: The query is wrong or refused, or was stopped.
    """
    form = form_of(query.query)
    formats = TABLES if form in {Form.SELECT, Form.ASK} else GRAPHS
    wanted = chosen(query.accept, query.format, formats)
    found = engine.write(query.query, tables=wanted, graphs=wanted, most=rows, dataset=query.dataset)
    if found.cut:
        what = "rows" if formats is TABLES else "triples"
        text = f"the answer has more than {rows:,} {what}, and this server gives no half answers"
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY, text, f"add LIMIT {rows}, with ORDER BY and OFFSET for the rest, or count with COUNT(*)"
        )
    return found


def chosen(accept: str, named: str, formats: Mapping[str, str]) -> str:
    """The format by the name that `format=` gives, or else by an Accept header.

    Raises:
        Refused: There is none.
    """
    found = (named if named in formats else None) if named else accepted(accept, formats)
    if found is None:
        listed = ", ".join(f"{media} ({name})" for name, media in formats.items())
        if named:
            raise Refused(HTTPStatus.BAD_REQUEST, f"there is no format {named!r} for this answer", f"there are {listed}")
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, "this answer cannot be had in what is asked for", f"accept one of {listed}")
    return found


def media_type(format: str) -> str:  # noqa: A002 - as in `Written`
    """The media type of a format, with its encoding where text needs one."""
    media = {**TABLES, **GRAPHS, "html": "text/html"}[format]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def fields(text: bytes) -> list[tuple[str, str]]:
    """The fields of a query string or a form, in order.

    Raises:
        Refused: It is no UTF-8, too long, or has too many fields.
    """
    if len(text) > LONGEST_BODY:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long", "send the query by POST")
    try:
        return parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise Refused(HTTPStatus.BAD_REQUEST, "the fields are no UTF-8 in percent encoding", "encode them as UTF-8") from None
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, f"there are more than {MOST_FIELDS} fields", "send the query and its graphs alone") from None


def one(given: list[tuple[str, str]], name: str) -> str | None:
    """The value of a field that may be there once.

    Raises:
        Refused: It is there several times.
    """
    values = [value for key, value in given if key == name]
    if len(values) > 1:
        raise Refused(HTTPStatus.BAD_REQUEST, f"the field {name} is there {len(values)} times", "send it once")
    return values[0] if values else None


def _content_type(request: Request) -> str:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == UPDATE:
        raise Refused(HTTPStatus.FORBIDDEN, "this server only reads: an update is not carried out", READ_ONLY)
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if kind not in {FORM, QUERY} or charset not in {"", "utf-8", "utf8"}:
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"a query is not read from {kind or 'a body without a type'}{f' in {charset}' if charset else ''}",
            f"send {FORM} with the field query, or {QUERY}, in UTF-8",
            {"Accept-Post": f"{FORM}, {QUERY}"},
        )
    if "content-encoding" in request.headers:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a packed body is not read", "send it as it is", {"Accept-Encoding": "identity"})
    return kind


async def _body(request: Request) -> bytes:
    """The body, no more of which is read than a query can need."""
    length = request.headers.get("content-length", "0")
    body = bytearray()
    if not (length.isascii() and length.isdigit() and int(length) > LONGEST_BODY):
        try:
            async with asyncio.timeout(BODY_TIME):
                async for piece in request.stream():
                    body += piece
                    if len(body) > LONGEST_BODY:
                        break
                else:
                    return bytes(body)
        except TimeoutError:
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT, f"the query did not come within {BODY_TIME:g} seconds", headers={"Connection": "close"}
            ) from None
        except ClientDisconnect:
            raise Refused(HTTPStatus.BAD_REQUEST, "the query broke off") from None
    text = f"a body may have {LONGEST_BODY:,} bytes"
    raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text, "ask several questions", {"Connection": "close"})


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(HTTPStatus.BAD_REQUEST, "the query is no UTF-8", "encode it as UTF-8") from None
