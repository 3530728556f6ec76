"""An application in, the same with what every answer of ours has out: a Host that is ours, headers that keep it to its reader, a line in the log."""

from __future__ import annotations

import sys
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOCAL", "Logged", "Ours", "Sheltered", "log_line", "noted", "to_stderr"]

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names of this machine for itself."""

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
"""Sent with every answer that does not say otherwise."""

SHOWN: Final = 80  # characters of a query in the log
LONGEST_PATH: Final = 200  # characters of a path in the log


class Sheltered:
    """Every answer with the headers that keep it to its reader; where other origins may read it, without the one that forbids that."""

    def __init__(self, app: ASGIApp, *, shared: bool) -> None:
        """`shared` says that CORS was asked for."""
        self._app = app
        self._headers = {name: value for name, value in HEADERS.items() if not (shared and name == "Cross-Origin-Resource-Policy")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def sheltered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sheltered)


class Ours:
    """Only what is asked of a name of ours is answered: a foreign page whose own name was resolved to this machine (DNS rebinding) is not."""

    def __init__(self, app: ASGIApp, names: Collection[str] | None) -> None:
        """`names` are those that a Host header may have; None: any."""
        self._app = app
        self._names = None if names is None else frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = _host(Headers(scope=scope).get("host", ""))
        if self._names is None or name in self._names:
            await self._app(scope, receive, send)
            return
        known = ", ".join(sorted(self._names))
        text = f"this server is not called {name or 'that'}\n  help: it answers as {known}; start it with --name for another name\n"
        await PlainTextResponse(text, HTTPStatus.FORBIDDEN, {"Cache-Control": "no-store"})(scope, receive, send)


def _host(header: str) -> str:
    """The name in a Host header, without its port; "" for what is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "") if header.isprintable() else ""
    except ValueError:
        return ""


class Logged:
    """Each request in one line: method, path, status, bytes, milliseconds, the beginning of its query."""

    def __init__(self, app: ASGIApp, write: Callable[[str], None] | None) -> None:
        """`write` takes a line without its end; None: nothing is written."""
        self._app = app
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._write is None or scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, told = time.perf_counter(), {"status": 0, "bytes": 0}

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            else:
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            spent = (time.perf_counter() - started) * 1000
            query = scope.get("state", {}).get("query", "")
            self._write(log_line(scope["method"], scope["path"], told["status"], told["bytes"], spent, query))


def log_line(method: str, path: str, status: int, size: int, milliseconds: float, query: str) -> str:  # noqa: PLR0913, PLR0917 - its columns
    r"""One line of the log; what a terminal would obey, or a reader take for another line, is a dot in it.

    >>> log_line("GET", "/a\nb", 200, 12, 3.21, "SELECT *\n{ ?s ?p ?o }")
    'GET /a·b 200 12 B 3 ms  SELECT * { ?s ?p ?o }'
    """
    shown = _visible(" ".join(query[: 4 * SHOWN].split()))[:SHOWN]
    line = f"{_visible(method)} {_visible(path[:LONGEST_PATH])} {status or 'broken off'} {size} B {milliseconds:.0f} ms"
    return f"{line}  {shown}" if shown else line


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in text)


def noted(scope: Scope, query: str) -> None:
    """Have the log show a query."""
    scope.setdefault("state", {})["query"] = query


def to_stderr(line: str) -> None:
    """Write a line on stderr; where nobody reads it any more, it is lost."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        return
