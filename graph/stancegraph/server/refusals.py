"""A request that is refused, or a question that went wrong, in; an answer that says why, and what to do, out: as text, or as JSON for programs.

What has a limit never looks like success: a time or memory that is used up, or an answer that is too long, is an error with nothing of the answer in it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, PlainTextResponse

from stancegraph.engines import QueryError
from stancegraph.engines.answers import accepted
from stancegraph.engines.guarded import Exhausted, Stopped
from stancegraph.engines.worker import TooLong
from stancegraph.server import html
from stancegraph.server.pool import Busy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["Refused", "refusal"]

FORMATS: Final = {"txt": "text/plain", "json": "application/json", "html": "text/html"}
STATUSES: Final[tuple[tuple[type[Exception], HTTPStatus], ...]] = (
    (Exhausted, HTTPStatus.INSUFFICIENT_STORAGE),
    (Stopped, HTTPStatus.GATEWAY_TIMEOUT),
    (TooLong, HTTPStatus.UNPROCESSABLE_ENTITY),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""What goes wrong to its status. Only `Busy` is 503, which asks to try again: the same query over the same graph will use up its time again."""


class Refused(Exception):  # noqa: N818 - the request is
    """A request that is not answered, with its status, the reason, and what to do instead."""

    def __init__(self, status: HTTPStatus, text: str, help: str = "", headers: Mapping[str, str] | None = None) -> None:  # noqa: A002 - as in Problem
        """Takes the finding; `headers` go with the answer."""
        super().__init__(text)
        self.status = status
        self.text = text
        self.help = help
        self.headers = dict(headers or {})


def refusal(request: Request, error: Exception) -> Response:
    """The answer to a request that is not answered otherwise.

    A program that asks for JSON gets `{"error": {"status", "message", "help"?, "line"?, "column"?}}`, a browser a page, everybody else text.
    """
    if isinstance(error, Refused):
        status, headers = error.status, error.headers
        told: dict[str, object] = {"message": error.text, "help": error.help}
        text = f"{error.text}\n  help: {error.help}" if error.help else error.text
    elif isinstance(error, QueryError):
        status, headers = _status(error), {}
        told = {"message": error.text, "help": error.help, **({"line": error.line, "column": error.column} if error.query else {})}
        text = str(error) if status is HTTPStatus.BAD_REQUEST else f"{error.text}\n  help: {error.help}"
    else:
        status, headers = _status(error), {"Retry-After": str(error.seconds)} if isinstance(error, Busy) else {}
        told, text = {"message": str(error)}, str(error)
    headers |= {"Cache-Control": "no-store", "Vary": "Accept"}
    wanted = accepted(request.headers.get("accept", "").replace("sparql-results+json", "json"), FORMATS)
    if wanted == "html":
        return html.page("refusal.html.j2", request.scope["path"], headers=headers, status=status, phrase=status.phrase, text=text)
    if wanted == "json":
        told = {"status": status.value, **{name: value for name, value in told.items() if value}}
        return JSONResponse({"error": told}, status, headers)
    return PlainTextResponse(f"{text}\n", status, headers)


def _status(error: Exception) -> HTTPStatus:
    return next(status for kind, status in STATUSES if isinstance(error, kind))
