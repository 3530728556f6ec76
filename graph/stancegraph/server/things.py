"""An IRI of the project in, what the graph says of it out: as a page for people, or as RDF for programs.

Things and what is written about them are not told apart by address: the answer to an IRI is its description itself, 200, with the address of
the format that was chosen as its Content-Location. A redirect (303) would cost every reader a second request and tell nobody anything, for
no one takes a web page for the Russian Federation.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from stancegraph.engines import Iri, Literal
from stancegraph.engines.answers import GRAPHS, Written
from stancegraph.engines.oxigraph import known_prefixes
from stancegraph.queries import things as sparql
from stancegraph.server import html
from stancegraph.server.protocol import chosen, media_type
from stancegraph.server.refusals import Refused
from stancegraph.spelling import nearest
from stancegraph.vocabulary import GRAPHS as OF_THE_PROJECT
from stancegraph.vocabulary import SG, is_iri

if TYPE_CHECKING:
    from starlette.requests import Request

    from stancegraph.engines import Table, Value
    from stancegraph.engines.guarded import GuardedEngine
    from stancegraph.server.site import Site

__all__ = ["Told", "Wanted", "asked", "shown", "term", "told"]

FORMATS: Final = {"html": "text/html", **GRAPHS}
LONGEST_NAME: Final = 200  # characters; for a longer one no name that is like it is looked for
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
ASSERTED: Final = f"{SG}asserted"
SUMMED_UP: Final = ("document", "said", "when", "saidBy", "reportedBy", "coder")
"""What the head of a statement's page tells, by its name in the ontology, in this order."""


class Wanted(NamedTuple):
    """An IRI, the path at which it was asked for, and the format."""

    iri: str
    path: str
    format: str
    most: int


class Link(NamedTuple):
    """A thing by its label; `href` is "" for a text, or for what should not be opened."""

    text: str
    href: str
    language: str = ""


class Fact(NamedTuple):
    """A predicate with its objects, or with those that point to the thing by it."""

    name: Link
    values: list[Link]


@dataclass(frozen=True)
class Told:
    """What the graph says of a thing: tables for a page, or the written answer."""

    written: Written | None
    facts: Table | None = None
    pointing: Table | None = None
    quotes: Table | None = None
    triples: str = ""


def term(name: str) -> str:
    """The IRI of a term of the ontology."""
    return f"{SG}{name}"


def asked(iri: str, base: str, request: Request, most: int) -> Wanted:
    """What a request for an IRI wants.

    Raises:
        Refused: It is no IRI, or there is no such format.
    """
    if not is_iri(iri) or iri == base:
        raise Refused(HTTPStatus.NOT_FOUND, f"there is nothing at {request.url.path}", "see / and /questions")
    wanted = chosen(request.headers.get("accept", ""), request.query_params.get("format", ""), FORMATS)
    return Wanted(iri, request.scope["path"], wanted, most)


def told(engine: GuardedEngine, wanted: Wanted) -> Told:
    """What the graph says of a thing.

    Raises:
        Refused: It says nothing of it; the message says what comes closest. Or it says more than one answer may hold.
        QueryError: The query was stopped.
    """
    iri, base = wanted.iri, engine.base
    if iri in {f"{base}graph/{name}" for name in OF_THE_PROJECT}:
        if wanted.format == "html":
            return Told(None, triples=str(engine.select(sparql.size(iri)).rows[0][0]))
        found = engine.write(sparql.graph(iri), graphs=wanted.format, most=wanted.most)
        if found.cut:
            text = f"{iri} has more than {wanted.most:,} triples, and this server gives no half answers"
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, text, "`stancegraph build` writes it as a file; or ask /sparql for a part of it")
        return Told(found)
    if wanted.format != "html":
        if not engine.ask(sparql.occurs(iri)):
            raise _unknown(engine, wanted)
        return Told(engine.write(sparql.described(iri), graphs=wanted.format))
    facts, pointing = engine.select(sparql.facts(iri)), engine.select(sparql.pointing(iri))
    if not (facts.rows or pointing.rows):
        raise _unknown(engine, wanted)
    return Told(None, facts, pointing, engine.select(sparql.quotes(iri)))


def _unknown(engine: GuardedEngine, wanted: Wanted) -> Refused:
    """The refusal of an IRI that is not in the graph, with the name that is most like it."""
    local = wanted.iri.removeprefix(engine.base)
    names = [str(thing).removeprefix(engine.base) for (thing,) in engine.select(sparql.known()).rows]
    near = nearest(local, names) if len(local) <= LONGEST_NAME else None
    hint = f"did you mean {html.href(engine.base + near, engine.base, '/')}?" if near else "see / and /questions for what there is"
    return Refused(HTTPStatus.NOT_FOUND, f"the graph says nothing of {wanted.iri}", hint)


# -- shown --------------------------------------------------------------------------------------------------------------------------


def shown(site: Site, wanted: Wanted, found: Told) -> Response:
    """The answer: a page, or the bytes of a worker as they are."""
    own = wanted.path.rpartition("/")[2] or "."
    links = ", ".join(f'<{_quoted(own)}?format={name}>; rel="alternate"; type="{media}"' for name, media in FORMATS.items())
    headers = {"Link": links, "Vary": "Accept", "Content-Location": f"{_quoted(own)}?format={wanted.format}"}
    if found.written is not None:
        return Response(found.written.data, headers=headers, media_type=media_type(wanted.format))
    view = _View(site, html.root(wanted.path))
    if found.facts is None or found.pointing is None:
        return html.page("graph.html.j2", wanted.path, headers=headers, site=site.made, iri=wanted.iri, triples=found.triples)
    values = {str(row[0]): row[2] for row in found.facts.rows}
    return html.page(
        "thing.html.j2",
        wanted.path,
        headers=headers,
        site=site.made,
        iri=wanted.iri,
        label=str(values.get(LABEL) or wanted.iri.removeprefix(site.made.base).removeprefix(SG)),
        asserted=str(values[ASSERTED]) if ASSERTED in values else "",
        reasons=[str(row[2]) for row in found.facts.rows if str(row[0]) == f"{SG}reasonText"],
        summary=[fact for name in SUMMED_UP for fact in view.facts([row for row in found.facts.rows if str(row[0]) == SG + name])],
        quotes=[(str(words), str(source or "")) for words, source in found.quotes.rows] if found.quotes else [],
        facts=view.facts(found.facts.rows),
        pointing=view.facts(found.pointing.rows[: sparql.POINTING]),
        more=len(found.pointing.rows) > sparql.POINTING,
        most=sparql.POINTING,
    )


def _quoted(segment: str) -> str:
    return quote(segment, safe="-_.~")


class _View:
    """How terms are shown on a page of this site."""

    def __init__(self, site: Site, root: str) -> None:
        self._base, self._root = site.made.base, root
        self._known = sorted(((namespace, name) for name, namespace in known_prefixes("").items()), reverse=True)

    def facts(self, rows: list[tuple[Value, ...]] | tuple[tuple[Value, ...], ...]) -> list[Fact]:
        """Rows of predicate, its label, a term, its label; those of one predicate under one name, each term once."""
        found = []
        rows = sorted(rows, key=lambda row: not str(row[0]).startswith((self._base, SG)))  # ours first, the words of others below
        for (predicate, label), group in groupby(rows, key=lambda row: row[:2]):
            values = list(dict.fromkeys(self.link(term, text) for _, _, term, text in group))
            found.append(Fact(self.link(predicate, label), values))
        return found

    def link(self, term: Value, label: Value) -> Link:
        """A term by its label, or by what a reader knows it as."""
        if isinstance(term, Iri):
            return Link(str(label or self._short(term)), html.href(term, self._base, self._root))
        return Link(str(term), "", (isinstance(term, Literal) and term.language) or "")

    def _short(self, iri: str) -> str:
        if iri.startswith((self._base, SG)):
            return iri.removeprefix(self._base).removeprefix(SG)
        return next((f"{name}:{iri.removeprefix(space)}" for space, name in self._known if iri.startswith(space)), iri)
