"""A page that may change in, a small web server on this machine alone out: for `stancegraph show --port`.

It answers `GET /` and nothing else. Only this machine reaches it, and only under a name of this machine: a foreign page that had its own
name resolved to 127.0.0.1 (DNS rebinding) is refused by the Host header that its reader's browser sends.
"""

from __future__ import annotations

import os
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ADDRESS", "server"]

ADDRESS = "127.0.0.1"
NAMES = frozenset({ADDRESS, "localhost", "::1"})
PATIENCE = 10.0  # seconds
PIECE = 16_384  # bytes
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer, refusals too."""


def server(page: Callable[[], str], port: int, *, patience: float = PATIENCE) -> ThreadingHTTPServer:
    """A server that listens on 127.0.0.1 and asks for the page at each visit; `serve_forever` runs it.

    Args:
        page: the page as it is now; called from several threads.
        port: 0 for any that is free; `server_port` of what is returned says which.
        patience: seconds that a client may let pass between two signs of life, asking or reading.

    Raises:
        OSError: The port is in use, or this user may not have it.
        OverflowError: There is no such port.
    """
    return _Server((ADDRESS, port), type("Visit", (_Visit,), {"page": staticmethod(page), "timeout": patience}))


class _Server(ThreadingHTTPServer):
    """One thread a visit; threads that still answer do not keep the program from ending."""

    daemon_threads = True
    # Where it lets a port be used again right after a stop; on Windows it would let a second server steal visits.
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever goes away before all is said is let go without a word; what else goes wrong is told as ever."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        """Binds without asking a name server what this machine is called, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.server_address[1]


class _Visit(BaseHTTPRequestHandler):
    """One request."""

    page: Callable[[], str]
    server_version, sys_version = "stancegraph", ""

    def do_GET(self) -> None:
        """Answers with the page."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answers with the page's headers."""
        self._answer()

    def _answer(self) -> None:
        if _host(self.headers.get("Host", "")) not in NAMES:
            self.send_error(HTTPStatus.FORBIDDEN, "Only this machine is answered, as 127.0.0.1 or localhost")
        elif self.path.partition("?")[0] != "/":
            self.send_error(HTTPStatus.NOT_FOUND, "There is one page, at /")
        else:
            self._send(self.page().encode())

    def _send(self, body: bytes) -> None:
        """The page, in pieces: each has its own time, so that a slow line gets all of it; whoever goes away is let go."""
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                for at in range(0, len(body), PIECE):
                    self.wfile.write(body[at : at + PIECE])
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def end_headers(self) -> None:
        """Adds what keeps the page to its reader."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Says nothing: who looks at a page of his own need not be told."""


def _host(header: str) -> str:
    """The name in a Host header, without its port; "" for what is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
