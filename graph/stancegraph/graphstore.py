"""A store reached over HTTP: graphs put, added to, deleted and read by the Graph Store Protocol, triples counted (W3C, SPARQL 1.1).

Every request that is sent here may be sent twice: PUT, DELETE and GET by their definition, and POST because a graph without blank nodes is
a set of triples, to which adding the same again changes nothing. So all are tried again where a store is busy or a connection breaks.
"""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, NamedTuple, Self
from urllib.parse import quote, urlsplit

import httpx
from pyoxigraph import RdfFormat, parse

from stancegraph.credentials import REFUSED
from stancegraph.endpoints import StoreError, is_local, origin, query_address, usual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from stancegraph.credentials import Answer

__all__ = ["GraphStore", "Patience", "Span"]

BUSY: Final = frozenset({429, 502, 503, 504})
LONGEST_PAUSE: Final = 60.0
MOVED: Final = frozenset({301, 302, 307, 308})
HOPS: Final = 5
READ: Final = 1 << 16  # bytes that leave, or are read, at a time
TOLD: Final = 200  # characters of a store's answer that are passed on
SPOOL: Final = 1 << 20  # bytes that are kept in memory before a file is written
# N-Triples is Turtle, too: a store that does not know the first type by name takes the same bytes under the second.
TYPES: Final = ("application/n-triples", "text/turtle; charset=utf-8")
READABLE: Final = "application/n-triples, text/turtle;q=0.5"
# What every httpx.TransportError but these means: the connection could not be made or did not hold, and may the next time.
LASTING: Final = (httpx.ReadTimeout, httpx.UnsupportedProtocol, httpx.LocalProtocolError)


class Span:
    """Bytes of an open file from `start` to `end`, which can be read as often as they have to be sent.

    `passed` is told where in the file sending has come to.
    """

    def __init__(self, file: IO[bytes], start: int, end: int, passed: Callable[[int], None] = lambda _: None) -> None:
        """The bytes of the file from `start` up to, and without, `end`."""
        self._file, self._start, self.end, self._passed = file, start, end, passed

    def __len__(self) -> int:
        """How many bytes there are."""
        return self.end - self._start

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, some at a time, from the first."""
        at = self._start
        while at < self.end:
            self._file.seek(at)
            piece = self._file.read(min(READ, self.end - at))
            yield piece
            at += len(piece)
            self._passed(at)


class Patience(NamedTuple):
    """How long a store is waited for."""

    timeout: float = 300
    """Seconds that it may be silent."""
    pauses: tuple[float, ...] = (1, 3, 9)
    """Seconds before the second, third and fourth try, where it is busy or out of reach."""
    waiting: Callable[[str], None] = lambda _: None
    """Told why, before each pause."""


PATIENT: Final = Patience()


class GraphStore:
    """An open connection to a store; a context manager."""

    def __init__(self, address: str, queries: str | None = None, answers: Iterable[Answer] = (), patience: Patience = PATIENT) -> None:
        """Opens nothing yet.

        Args:
            address: of the Graph Store Protocol, as `endpoints.checked` lets it pass.
            queries: of SPARQL queries; without one, by the layouts known.
            answers: what is shown to origins that ask who we are.
            patience: with a slow or busy store.

        Raises:
            StoreError: The environment names a proxy or certificates that cannot be used.
        """
        self.address, self.queries = address, queries or query_address(address)
        self._must_answer = queries is not None
        self._answers, self._patience = {answer.origin: answer for answer in answers}, patience
        self._types = list(TYPES)
        self._client = _client(address, self.queries or "", patience.timeout)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connections."""
        self._client.close()

    # -- the protocol --------------------------------------------------------------------------------------------------------------

    def put(self, graph: str, triples: Span) -> None:
        """Makes these N-Triples the whole content of a graph."""
        self._send("PUT", graph, triples)

    def add(self, graph: str, triples: Span) -> None:
        """Adds these N-Triples, which have no blank node, to a graph."""
        self._send("POST", graph, triples)

    def delete(self, graph: str) -> None:
        """Removes a graph; one that is not there is no fault."""
        with self._asked("DELETE", self._at(graph), allowed=frozenset({404})):
            pass

    @contextmanager
    def read(self, graph: str) -> Iterator[Iterator[Quad]]:
        """The triples of a graph, as a stream; none where there is no such graph."""
        with tempfile.SpooledTemporaryFile(SPOOL) as file:
            with self._asked("GET", self._at(graph), {"Accept": READABLE}, allowed=frozenset({404})) as response:
                media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                for piece in response.iter_bytes(READ) if response.status_code != httpx.codes.NOT_FOUND else ():
                    file.write(piece)
            form = RdfFormat.N_TRIPLES if media == "text/plain" else RdfFormat.from_media_type(media)
            if file.tell() and form is None:
                raise StoreError(f"{self.address} sends a graph as {media or 'nothing that it names'!r}; {_ASK_ADDRESS}")
            file.seek(0)
            try:
                yield parse(file, format=form or RdfFormat.N_TRIPLES)
            except SyntaxError as error:
                raise StoreError(f"{self.address} sends a graph that cannot be read: {self._told(str(error))}") from None

    def count(self, graph: str) -> int:
        """How many triples a graph has: by SPARQL where the store answers that, else by reading the graph."""
        if self.queries:
            found = self._counted(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
            if found is not None:
                return found
            self.queries = None
        with self.read(graph) as quads:
            return sum(1 for _ in quads)

    def _counted(self, query: str) -> int | None:
        """The one number that answers a query; None where a query address that was only guessed does not answer."""
        url = f"{self.queries}?query={quote(query, safe='')}"
        allowed = frozenset() if self._must_answer else frozenset({400, 401, 403, 404, 405, 406, 501})
        with self._asked("GET", url, {"Accept": "application/sparql-results+json"}, allowed=allowed) as response:
            body = _read(response)
            try:
                return int(httpx.Response(200, content=body).json()["results"]["bindings"][0]["n"]["value"])
            except (ValueError, KeyError, IndexError, TypeError):
                if not self._must_answer:
                    return None
        raise StoreError(f"--query-endpoint {self.queries} answers no SPARQL query: {self._told(_line(response, body))}")

    def _send(self, method: str, graph: str, triples: Span) -> None:
        """Sends under the first type that the store has not refused, with a length: Virtuoso takes a chunked body for an empty one."""
        while True:
            headers = {"Content-Type": self._types[0], "Content-Length": str(len(triples))}
            more = frozenset({415}) if len(self._types) > 1 else frozenset[int]()
            with self._asked(method, self._at(graph), headers, triples, allowed=more) as response:
                if response.status_code != httpx.codes.UNSUPPORTED_MEDIA_TYPE:
                    return
            del self._types[0]

    def _at(self, graph: str) -> str:
        return f"{self.address}?graph={quote(graph, safe='')}"

    # -- requests ------------------------------------------------------------------------------------------------------------------

    @contextmanager
    def _asked(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: Span | None = None,
        allowed: frozenset[int] = frozenset(),
    ) -> Iterator[httpx.Response]:
        """The answer to a request, its body unread: a success or one of the statuses allowed."""
        response = self._tried(method, url, headers or {}, body)
        try:
            if not response.is_success and response.status_code not in allowed:
                raise self._refusal(method, response)
            yield response
        except httpx.TransportError as error:
            raise StoreError(f"{_bare(url)} broke off its answer: {self._told(str(error))}") from None
        finally:
            response.close()

    def _tried(self, method: str, url: str, headers: Mapping[str, str], body: Span | None) -> httpx.Response:
        """The answer of a store that is neither busy nor out of reach, after as many tries as there are pauses and one."""
        for pause in (*self._patience.pauses, None):
            try:
                response = self._sent(method, url, headers, body)
            except httpx.TransportError as error:
                if pause is None or isinstance(error, LASTING) or "CERTIFICATE" in str(error):
                    raise self._unreached(method, url, error) from None
                self._pause(f"{_bare(url)}: {self._told(str(error) or type(error).__name__)}", pause)
            else:
                if response.status_code not in BUSY or pause is None:
                    return response
                response.close()
                asked = response.headers.get("retry-after", "")
                wanted = float(asked) if re.fullmatch(r"\d{1,4}", asked) else pause
                self._pause(f"{_bare(url)} answered {_status(response)}", min(wanted, LONGEST_PAUSE))
        raise AssertionError(method)  # the last try returns or raises

    def _pause(self, why: str, seconds: float) -> None:
        self._patience.waiting(f"{why}; once more in {seconds:g} s")
        time.sleep(seconds)

    def _sent(self, method: str, url: str, headers: Mapping[str, str], body: Span | None) -> httpx.Response:
        """One answer; a store that has moved within its origin is followed, to another it is not, whoever may wait there."""
        url = str(httpx.URL(url))  # a host beyond ASCII as it is asked for
        for _ in range(HOPS):
            request = self._client.build_request(method, url, headers=dict(headers), content=body)
            response = self._client.send(request, stream=True, auth=self._answers.get(origin(url)), follow_redirects=False)
            if response.status_code not in MOVED or "location" not in response.headers:
                return response
            response.close()
            there = self._led(url, response)
            if origin(there) != origin(url):
                raise StoreError(f"{_bare(url)} sends us on to another place, {_bare(there)}: if you know it, give that as the endpoint")
            url = there
        raise StoreError(f"{_bare(url)} sends us on and on: is this the Graph Store address?")

    def _led(self, url: str, response: httpx.Response) -> str:
        """Where a redirect leads."""
        try:
            there = str(httpx.URL(url).join(response.headers["location"]))
            origin(there)
        except (httpx.InvalidURL, ValueError):
            raise StoreError(f"{_bare(url)} sends us on to what is no web address") from None
        return there

    # -- what went wrong -----------------------------------------------------------------------------------------------------------

    def _told(self, text: str) -> str:
        """A store's words as they may stand in a message: without our secrets, one line, no controls of a terminal."""
        clean = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+", " ", text).strip()
        for answer in self._answers.values():
            clean = answer.credentials.scrubbed(clean)
        return clean if len(clean) <= TOLD else f"{clean[:TOLD]} ..."

    def _unreached(self, method: str, url: str, error: httpx.TransportError) -> StoreError:
        told = self._told(str(error) or type(error).__name__)
        if isinstance(error, httpx.ReadTimeout):
            return StoreError(
                f"{_bare(url)} was silent for too long after {method}: the store may still be at work; a longer --timeout waits"
            )
        if "CERTIFICATE" in told:
            return StoreError(
                f"{_bare(url)} shows a certificate that this machine does not trust ({told}): SSL_CERT_FILE names your own authority"
            )
        return StoreError(f"{_bare(url)} cannot be reached: {told}; is the store running, and is this its address?")

    def _refusal(self, method: str, response: httpx.Response) -> StoreError:
        """A refused request as a message: what the store answered, and what can be done."""
        line = self._told(_line(response, _read(response)))
        answered = f"{method} {_bare(str(response.url))}: the store answered {_status(response)}{f' ({line})' if line else ''}"
        return StoreError(f"{answered}: {self._advice(response.status_code)}")

    def _advice(self, status: int) -> str:
        shown = self._answers.get(origin(str(httpx.URL(self.address))))
        if status in REFUSED and shown:
            return f"it does not know who we are, or does not let us write: look at {shown.credentials.source}"
        if status in REFUSED:
            host = urlsplit(self.address).hostname
            return f"set STANCEGRAPH_USER and STANCEGRAPH_PASSWORD, or STANCEGRAPH_TOKEN, or write an entry for {host} into ~/.netrc"
        if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            return "send smaller pieces (--piece 1), or let the store or the proxy before it take larger ones"
        if status >= httpx.codes.INTERNAL_SERVER_ERROR and status != httpx.codes.NOT_IMPLEMENTED:
            return "the store's own log says more; running this again sends only what is not there yet"
        if status == httpx.codes.BAD_REQUEST:
            return f"it cannot read what it was sent, or {_ASK_ADDRESS}"
        return _ASK_ADDRESS


def _client(address: str, queries: str, timeout: float) -> httpx.Client:
    """What makes the requests. A proxy would see what is meant for this machine alone, and gets only what goes to others.

    Certificates, which take 30 ms to read, are read unless none can be shown: between this machine's own http addresses.
    """
    local = is_local(address)
    shown = not local or any(urlsplit(where).scheme == "https" for where in (address, queries))
    limits = httpx.Timeout(timeout, connect=min(10, timeout), write=min(60, timeout))
    try:
        return httpx.Client(timeout=limits, verify=httpx.create_ssl_context() if shown else False, trust_env=not local)
    except (ImportError, ValueError, httpx.InvalidURL):  # their texts may repeat a proxy's password
        raise StoreError(
            "the proxy that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names cannot be used: mend or unset it (SOCKS needs `pip install 'httpx[socks]'`)"
        ) from None
    except OSError as error:
        raise StoreError(f"the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: {error.strerror or error}") from None


_ASK_ADDRESS: Final = f"is this the address of its Graph Store Protocol? The usual ones: {usual()}"


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _bare(url: str) -> str:
    """An address for a message: up to its question mark, and without what stands before an @."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _read(response: httpx.Response) -> bytes:
    """The beginning of an answer's body."""
    body = b""
    for piece in response.iter_bytes(READ):
        body += piece
        if len(body) >= READ:
            break
    return body


def _line(response: httpx.Response, body: bytes) -> str:
    """The first line of a body that says something; of an HTML page its first words."""
    text = body.decode("utf-8", "replace")
    if "html" in response.headers.get("content-type", ""):
        text = re.sub(r"(?is)<(style|script)\b.*?</\1>|<[^>]*>", "\n", text)
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
