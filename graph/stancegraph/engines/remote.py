"""Any SPARQL 1.1 endpoint as an engine: questions go out by the SPARQL 1.1 Protocol, answers come back as JSON or N-Triples.

The project's graphs are named in each request (`default-graph-uri`, `named-graph-uri`), so that a store without a union default graph
answers as one with it, and a store that holds other graphs, too, answers from ours alone (SPARQL 1.1 Protocol, 2.1.4).
"""

from __future__ import annotations

import os
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

import httpx

from stancegraph import credentials
from stancegraph.endpoints import StoreError, checked
from stancegraph.engines.binding import bound, prologue
from stancegraph.engines.doors import Doors
from stancegraph.engines.native import columns, read_json, read_ntriples
from stancegraph.engines.oxigraph import NOTHING, known_prefixes
from stancegraph.engines.sparql import Form, QueryError, tokens
from stancegraph.engines.table import Table
from stancegraph.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancegraph.engines.table import Triples
    from stancegraph.engines.terms import Term

__all__ = ["MOST_BYTES", "RemoteEngine", "RemoteError", "remote"]

MOST_BYTES: Final = 256 << 20
"""The longest answer that is read."""
SECONDS: Final = 60.0
GRACE: Final = 0.5  # seconds beyond them for what is under way
_BASES: Final = 'SELECT DISTINCT ?graph { GRAPH ?graph { ?statement a sg:Statement } FILTER(STRENDS(STR(?graph), "graph/statements")) }'
_TABLE: Final = "application/sparql-results+json"
_GRAPH: Final = "application/n-triples, text/turtle;q=0.9"


class RemoteError(QueryError):
    """An endpoint that cannot be reached, refuses, or does not answer in full."""


def remote(
    endpoint: str, *, base: str, services: Collection[str] = (), seconds: float | None = None, graphs: Collection[str] | None = None
) -> RemoteEngine:
    """An engine that asks an endpoint for the project whose base is given; `seconds` for each answer, 60 unless told otherwise.

    `graphs` are the graphs that are asked; None stands for the six of the project, () for what the endpoint itself asks.
    Credentials are those of `credentials.found`.

    Raises:
        StoreError: The address is no http address, or it holds a password; or the credentials contradict one another.
    """
    checked(endpoint)
    who = credentials.found(endpoint, os.environ)
    asked = [f"{base}graph/{name}" for name in GRAPHS] if graphs is None else list(graphs)
    client = httpx.Client(
        auth=credentials.Answer(endpoint, who) if who else None,
        timeout=SECONDS if seconds is None else seconds,
        headers={"User-Agent": "stancegraph"},
    )
    return RemoteEngine(endpoint, base, asked, services, client)


def base_at(endpoint: str, seconds: float | None = None) -> str:
    """The base of the one project that an endpoint holds, by the names of its graphs (`<base>graph/statements`).

    Raises:
        RemoteError: The endpoint does not answer.
        ValueError: It holds none, or several; the message names them.
    """
    engine = remote(endpoint, base="", seconds=seconds, graphs=())
    try:
        found = engine.select(_BASES)
    finally:
        engine.close()
    bases = sorted(str(graph).removesuffix("graph/statements") for graph in found.column("graph"))
    if len(bases) != 1:
        held = f"holds {len(bases)} projects ({', '.join(bases[:8])})" if bases else "holds no project of stancegraph"
        raise ValueError(f"{endpoint} {held}: run this where the annotations are, or name them with --project")
    return bases[0]


class RemoteEngine:
    """A graph at an endpoint. Use `remote` to make one."""

    def __init__(self, endpoint: str, base: str, graphs: list[str], services: Collection[str], client: httpx.Client) -> None:
        """Takes a client that knows how long to wait and who asks; it connects at the first question."""
        self.endpoint = endpoint
        self.base = base
        self.prefixes: Mapping[str, str] = known_prefixes(base)
        self._graphs = graphs
        self._doors = Doors(base, self.prefixes, frozenset(services), lambda: self._graphs)
        self._client = client

    def select(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table:
        """The answer to a SELECT, of at most `most` rows; `bindings` stand in a VALUES block of the query.

        Raises:
            RemoteError: The endpoint does not answer, or not in full.
            QueryError: The query is wrong, refused, or no SELECT; or a binding's variable is not projected.
        """
        self._doors.expect(query, Form.SELECT)
        names = columns(query, self.base, self.prefixes)
        if unknown := [name for name in bindings if name not in names]:
            raise QueryError(query, 1, 1, f"?{unknown[0]} is no column", "a variable that is given a value must stand in the SELECT line")
        found = self._read(self._ask(query, bindings, _TABLE), most)
        if not isinstance(found, Table):
            raise self._fault("answered yes or no to a SELECT", "it is no SPARQL 1.1 endpoint")
        return found

    def ask(self, query: str, *, bindings: Mapping[str, Term] = NOTHING) -> bool:
        """The answer to an ASK.

        Raises:
            RemoteError: The endpoint does not answer, or not in full.
            QueryError: The query is wrong, refused, or no ASK.
        """
        self._doors.expect(query, Form.ASK)
        columns(query, self.base, self.prefixes)
        found = self._read(self._ask(query, bindings, _TABLE), None)
        if isinstance(found, Table):
            raise self._fault("answered an ASK with a table", "it is no SPARQL 1.1 endpoint")
        return found

    def construct(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, of at most `most` triples.

        Raises:
            RemoteError: The endpoint does not answer, or not in full.
            QueryError: The query is wrong, refused, or neither of them.
        """
        self._doors.expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        columns(query, self.base, self.prefixes)
        data = self._ask(query, bindings, _GRAPH)
        try:
            return read_ntriples(data, self.prefixes, most=most)
        except (SyntaxError, ValueError) as error:
            raise self._fault(f"sent no RDF: {error}", "is it the address of a SPARQL endpoint?") from error

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _ask(self, query: str, bindings: Mapping[str, Term], accept: str) -> bytes:
        """The body of the answer."""
        text = prologue(bound(query, bindings), self.base, self.prefixes)
        form: dict[str, str | list[str]] = {"query": text}
        if self._graphs and "from" not in {token.text.lower() for token in tokens(query) if token.kind == "word"}:
            form |= {"default-graph-uri": self._graphs, "named-graph-uri": self._graphs}
        seconds = self._client.timeout.read or SECONDS
        found: SimpleQueue[bytes | RemoteError] = SimpleQueue()
        # httpx has a time for each step, none for all of them: a server that sends a line of its headers every second would never end.
        Thread(target=self._exchange, args=(form, accept, monotonic() + seconds, found), daemon=True).start()
        try:
            answer = found.get(timeout=seconds + GRACE)
        except Empty:
            self._client.close()
            self._client = httpx.Client(auth=self._client.auth, timeout=self._client.timeout, headers=self._client.headers)
            raise self._late() from None
        if isinstance(answer, RemoteError):
            raise answer
        return answer

    def _exchange(self, form: Mapping[str, str | list[str]], accept: str, until: float, found: SimpleQueue[bytes | RemoteError]) -> None:
        """One request and its answer, or what went wrong, into the queue."""
        try:
            with self._client.stream("POST", self.endpoint, data=form, headers={"Accept": accept}) as response:
                found.put(self._body(response, until))
        except RemoteError as error:
            found.put(error)
        except httpx.TimeoutException:
            found.put(self._late())
        except (httpx.HTTPError, RuntimeError) as error:  # the second when nobody waits any more and the client is closed
            found.put(self._fault(f"cannot be reached: {error}", "is the address right, and does the server run?"))
        except StoreError as error:
            found.put(self._fault(str(error), ""))

    def _body(self, response: httpx.Response, until: float) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > MOST_BYTES:
                raise self._fault(f"sent more than {MOST_BYTES >> 20} MiB", "ask for less: LIMIT 100000")
            if monotonic() > until:
                raise self._late()
            pieces.append(piece)
        data = b"".join(pieces)
        if response.status_code != httpx.codes.OK:
            first = next((line.strip() for line in data[:2000].decode(errors="replace").splitlines() if line.strip()), "")
            raise self._fault(
                f"answered {response.status_code} {response.reason_phrase}: {first[:300]}", _CURES.get(response.status_code, "")
            )
        return data

    def _read(self, data: bytes, most: int | None) -> Table | bool:
        try:
            return read_json(data, self.base, most)
        except (SyntaxError, ValueError) as error:
            hint = "its own time or row limit may have cut the answer off: ask for less" if data[:1] == b"{" else "is it a SPARQL endpoint?"
            raise self._fault(f"sent no complete answer: {error}", hint) from error

    def _late(self) -> RemoteError:
        return self._fault(
            f"gave no answer within {(self._client.timeout.read or SECONDS):g} seconds", "ask for less, or give it more time"
        )

    def _fault(self, text: str, hint: str) -> RemoteError:
        """An error without the query, which is not at fault; what a server says moves no cursor."""
        return RemoteError("", 1, 1, "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in f"{self.endpoint} {text}"), hint)


_CURES: Final = {
    401: "set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD, or STANCEGRAPH_TOKEN, or write a netrc file",
    403: "this user may not ask here",
    404: "there is no endpoint at this address; the usual ones end in /query, /sparql or /repositories/NAME",
    405: "this address takes no questions by POST; the usual ones end in /query, /sparql or /repositories/NAME",
    429: "it asks for patience: try again later",
}
