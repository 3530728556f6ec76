"""The version of a project that is served now in, an ASGI application out: its routes, and what it answers at each.

Nothing here waits for a query or reads its answer: a worker's bytes are passed on as they are.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Match, Route

from stancegraph.engines import QueryError
from stancegraph.engines.answers import GRAPHS
from stancegraph.server import editor, protocol, questions, things
from stancegraph.server.description import description
from stancegraph.server.guards import Logged, Ours, Sheltered, noted
from stancegraph.server.pool import Busy
from stancegraph.server.refusals import Refused, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from stancegraph.engines.guarded import GuardedEngine
    from stancegraph.server.site import Desk

__all__ = ["application"]

T = TypeVar("T")

READ: Final = ["GET", "HEAD"]
PAGE_POLICY: Final = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a header adds to the policy that the page itself has."""


def application(desk: Desk, *, names: Collection[str] | None, origins: Collection[str], log: Callable[[str], None] | None) -> ASGIApp:
    """The application.

    Args:
        desk: holds the version that is served now.
        names: those that a Host header may have; None: any.
        origins: those whose pages may read the answers, `*` for all; none of them: no page of others.
        log: takes a line for each request; None: nothing is written.
    """
    routes = _Routes(desk).all()
    handlers = dict.fromkeys((Refused, QueryError, Busy), _refuse) | {HTTPException: _refuse_plainly}
    inner = Starlette(routes=routes, exception_handlers=handlers)
    inner.router.redirect_slashes = False
    app: ASGIApp = _Asked(inner, routes)
    if origins:
        app = CORSMiddleware(
            app, allow_origins=list(origins), allow_methods=["GET", "POST"], expose_headers=["ETag", "Link", "Retry-After"]
        )
    return Logged(Sheltered(Ours(app, names), shared=bool(origins)), log)


async def _refuse(request: Request, error: Exception) -> Response:
    return refusal(request, error)


async def _refuse_plainly(request: Request, error: Exception) -> Response:
    """What starlette refuses by itself: a path or a method that there is not."""
    if not isinstance(error, HTTPException):
        raise error
    helps = {404: "see /, /sparql and /questions", 405: f"there are {(error.headers or {}).get('Allow', '')}"}
    told = {404: f"there is nothing at {request.url.path}", 405: f"{request.method} is not answered here: this server only reads"}
    status = HTTPStatus(error.status_code)
    return refusal(request, Refused(status, told.get(status, status.phrase), helps.get(status, ""), error.headers))


class _Asked:
    """Answers OPTIONS with the methods of a route, and refuses an address that is too long."""

    def __init__(self, app: ASGIApp, routes: list[Route]) -> None:
        self._app, self._routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # there are no web sockets here
        if len(scope["query_string"]) > protocol.LONGEST_ADDRESS:
            text = f"an address may have {protocol.LONGEST_ADDRESS:,} bytes\n  help: send the query by POST\n"
            await Response(text, HTTPStatus.REQUEST_URI_TOO_LONG, media_type="text/plain")(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            methods = next((route.methods or set() for route in self._routes if route.matches(scope)[0] is not Match.NONE), set())
            await Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(sorted({*methods, "OPTIONS"}))})(
                scope, receive, send
            )
        else:
            await self._app(scope, receive, send)


class _Routes:
    """What is answered where."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[Route]:
        """Every route; the last takes what no other does."""
        return [
            Route("/", self.page, methods=READ),
            Route("/sparql", self.sparql, methods=[*READ, "POST"]),
            Route("/questions", self.questions, methods=READ),
            Route("/questions/{name}", self.question, methods=READ),
            Route("/health", self.health, methods=READ),
            Route("/static/{name}", self.static, methods=READ),
            Route("/.well-known/void", self.void, methods=READ),
            Route("/ns/{name}", self.term, methods=READ),
            Route("/-/{path:path}", self.thing, methods=READ),
            Route("/{path:path}", self.thing, methods=READ),
        ]

    async def page(self, request: Request) -> Response:
        """The project's page."""
        site = self._desk.site
        headers = {"ETag": site.tag, "Content-Security-Policy": PAGE_POLICY}
        if _has(request, site.tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(site.page, headers=headers, media_type="text/html")

    async def sparql(self, request: Request) -> Response:
        """An answer; without a query the editor for people, and the service description for programs."""
        site = self._desk.site
        asked = await protocol.asked(request)
        if asked is None:
            formats = {"ttl": GRAPHS["ttl"], "html": "text/html", **GRAPHS}
            wanted = protocol.chosen(request.headers.get("accept", ""), request.query_params.get("format", ""), formats)
            if wanted == "html":
                return editor.page(site, request.scope["path"], site.pool.limits.seconds, site.pool.limits.rows)
            return _written(description(str(request.url.replace(query="", fragment="")), site.made, wanted), wanted)
        noted(request.scope, asked.query)
        found = await self._run(request, lambda engine: protocol.answer(engine, asked, site.pool.limits.rows))
        return _written(found.data, found.format)

    async def questions(self, request: Request) -> Response:
        """The named questions."""
        return questions.listed(self._desk.site, request)

    async def question(self, request: Request) -> Response:
        """The answer to a named question."""
        name = request.path_params["name"]
        given = protocol.fields(request.scope["query_string"])
        noted(request.scope, " ".join((name, *(f"{key}={value}" for key, value in given))))
        rows = self._desk.site.pool.limits.rows
        wanted = questions.asked(name, given, request.headers.get("accept", ""))
        return questions.shown(self._desk.site, await self._run(request, lambda engine: questions.answer(engine, wanted, rows), known=True))

    async def thing(self, request: Request) -> Response:
        """What the graph says of an IRI of the project."""
        base = self._desk.site.made.base
        return await self._thing(request, base + request.path_params["path"])

    async def term(self, request: Request) -> Response:
        """What the graph says of a term of the ontology."""
        return await self._thing(request, things.term(request.path_params["name"]))

    async def _thing(self, request: Request, iri: str) -> Response:
        site = self._desk.site
        wanted = things.asked(iri, site.made.base, request, site.pool.limits.rows)
        return things.shown(site, wanted, await self._run(request, lambda engine: things.told(engine, wanted), known=True))

    async def health(self, _request: Request) -> Response:
        """Whether questions are answered: 503 where no process can be had for any."""
        site = self._desk.site
        state, well = site.pool.state(), site.pool.well
        told: dict[str, object] = {"status": "ok" if well else "failing", "version": version("stancegraph"), "graph": site.made.digest}
        told |= {"statements": site.made.statements, "quads": site.pool.quads, **state}
        return JSONResponse(told, HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, {"Cache-Control": "no-store"})

    async def static(self, request: Request) -> Response:
        """A file of the package, which never changes under its name and version."""
        found = editor.static(request.path_params["name"])
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        data, kind, tag = found
        status = HTTPStatus.NOT_MODIFIED if _has(request, tag) else HTTPStatus.OK
        return Response(b"" if status is HTTPStatus.NOT_MODIFIED else data, status, {"ETag": tag}, kind)

    async def void(self, _request: Request) -> Response:
        """The description of the data, where `making` wrote one."""
        path = self._desk.site.folder / "void.ttl"
        if not path.is_file():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, media_type=protocol.media_type("ttl"))

    async def _run(self, request: Request, work: Callable[[GuardedEngine], T], *, known: bool = False) -> T:
        """What a function makes of an engine, unless whoever asked goes away before."""
        answered = asyncio.ensure_future(self._desk.site.pool.run(work, known=known))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({answered, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not answered.done():
                raise Refused(HTTPStatus.REQUEST_TIMEOUT, "whoever asked went away")
            return answered.result()
        finally:
            gone.cancel()
            answered.cancel()


async def _gone(request: Request) -> None:
    """Returns when the client has gone away; what else it sends is passed over."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _has(request: Request, tag: str) -> bool:
    """Whether the client has the version of that entity tag (RFC 9110, 13.1.2)."""
    return any(found.strip().removeprefix("W/") in {tag, "*"} for found in request.headers.get("if-none-match", "").split(","))


def _written(data: bytes, form: str) -> Response:
    return Response(data, headers={"Vary": "Accept"}, media_type=protocol.media_type(form))
