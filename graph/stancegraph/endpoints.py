"""A web address of a triple store in, what can be told from it out: its origin, whether it is this machine, where queries go.

No request is made here. An address is checked before anything is sent, and what it may hold of a password is never repeated.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LAYOUTS", "StoreError", "checked", "is_local", "origin", "query_address", "takes_graphs", "usual"]


class StoreError(RuntimeError):
    """A store, or the address or credentials given for it, is not what is needed; the message says what to do and holds no secret."""


class Layout(NamedTuple):
    """How a store lays out its addresses, by its documentation."""

    store: str
    graphs: str
    """How the address of its Graph Store Protocol ends."""
    queries: str
    """What stands in that place in the address that answers SPARQL queries."""
    example: str
    """A whole address; "" where the store has a more usual one."""


LAYOUTS: Final[Sequence[Layout]] = (
    Layout("Oxigraph", "/store", "/query", "http://localhost:7878/store"),
    Layout("Fuseki", "/data", "/sparql", "http://localhost:3030/DATASET/data"),
    Layout("GraphDB, RDF4J", "/rdf-graphs/service", "", "http://localhost:7200/repositories/NAME/rdf-graphs/service"),
    Layout("Virtuoso", "/sparql-graph-crud-auth", "/sparql", "http://localhost:8890/sparql-graph-crud-auth"),
    Layout("Virtuoso", "/sparql-graph-crud", "/sparql", ""),
    Layout("Neptune", "/sparql/gsp", "/sparql", "https://CLUSTER:8182/sparql/gsp/"),
)
"""The stores whose query address follows from the other one."""

_ELSEWHERE = re.compile(r"/(?:blazegraph|bigdata)(?:/.*)?/sparql")


def checked(address: str, option: str = "--endpoint") -> str:
    """The address, if requests can be sent to it; a stroke at its end stays, since some stores insist on theirs.

    Raises:
        StoreError: It is no http address, or it holds what belongs elsewhere: a password, a query string.
    """
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close; its text may repeat a password
        raise StoreError(f"{option} is no web address: write one such as {LAYOUTS[0].example}") from None
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            f"{option} holds a user or a password, which would end up in histories and logs: write the address without them, and set "
            "STANCEGRAPH_USER and STANCEGRAPH_PASSWORD (or STANCEGRAPH_TOKEN) in the environment, or keep them in a netrc file"
        )
    if parts.query or parts.fragment or "?" in address:
        raise StoreError(f"{option} goes up to the question mark: what follows is added, and a token belongs into STANCEGRAPH_TOKEN")
    if not usable or re.search(r"[\x00-\x20\x7f]", address):
        raise StoreError(f"{option} is no web address: write one such as {LAYOUTS[0].example}")
    return address


def takes_graphs(address: str) -> str:
    """The address of a Graph Store, as `checked` checks it, if its store has that protocol.

    Raises:
        StoreError: As for `checked`; or the store is one that does without.
    """
    if _ELSEWHERE.search(urlsplit(checked(address)).path):
        raise StoreError(
            "Blazegraph has no Graph Store Protocol and would put everything into one graph: load `graph.nq` of `stancegraph build` "
            "with its own interface (docs/publishing.md)"
        )
    return address


def usual() -> str:
    """The usual addresses of the Graph Store Protocol, store by store, for a message."""
    return "; ".join(f"{layout.store} {layout.example}" for layout in LAYOUTS if layout.example)


def query_address(address: str) -> str | None:
    """Where the store of a Graph Store address answers SPARQL queries, by the layouts known; None if none fits.

    A store at the root of its host is taken to answer both there, as QLever does.

    >>> query_address("http://localhost:7200/repositories/kosovo/rdf-graphs/service")
    'http://localhost:7200/repositories/kosovo'
    >>> query_address("http://localhost:7001")
    'http://localhost:7001'
    """
    path = urlsplit(address).path.rstrip("/")
    if not path:
        return address
    for layout in LAYOUTS:
        if path.endswith(layout.graphs):
            return address.rstrip("/").removesuffix(layout.graphs) + layout.queries
    return None


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port: what credentials belong to (RFC 6454).

    >>> origin("https://store.example/data?graph=x") == origin("https://STORE.example:443/query")
    True
    """
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", _port(parts)


def _port(parts: SplitResult) -> int:
    return parts.port or {"https": 443}.get(parts.scheme, 80)


def is_local(address: str) -> bool:
    """Whether the address is this machine's own loopback, so that nothing sent there crosses a network.

    >>> is_local("http://127.0.0.1:7878/store"), is_local("http://192.168.0.7/store")
    (True, False)
    """
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
