"""The page: a network of positions in, one HTML file out that shows who says so, offline, with no request to anywhere.

pyvis holds nodes, edges and options and renders our own template (PAGE, "pyvis, used well"); vis-network travels inside the file.
What the graph says goes into JSON blocks and reaches the screen by `textContent` only.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypedDict, cast
from urllib.parse import urlsplit

from stancegraph import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from stancegraph.queries import DerivedRow, StatementRow

__all__ = ["THIRD_PARTY", "Library", "render"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


class Library(NamedTuple):
    """Software of others that travels inside the page."""

    name: str
    version: str
    license: str
    url: str


THIRD_PARTY = (Library("vis-network", "9.1.2", "Apache-2.0 OR MIT", "https://visjs.github.io/vis-network/"),)
"""Every third-party script in the page; the page's About names them too."""

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "words",
    "data",
    "state",
    "dom",
    "look",
    "labels",
    "network",
    "legend",
    "evidence",
    "pair",
    "table",
    "timeline",
    "search",
    "keyboard",
)
START = "main"
"""Our scripts in the order in which they are joined: each is read by using only what stands before it; START sets all going."""

OPTIONS: Mapping[str, Json] = {
    "physics": {"enabled": False, "solver": "forceAtlas2Based", "forceAtlas2Based": {"avoidOverlap": 0.6}},
    "layout": {"improvedLayout": False, "randomSeed": layout.SEED},
    "interaction": {"hover": True, "multiselect": True, "tooltipDelay": 0, "selectConnectedEdges": False, "hoverConnectedEdges": False},
}
"""vis-network's options that do not depend on the theme or the size of the screen."""

# C0 and C1 controls, the marks that reorder text across their element, lone surrogates: none can be shown and each can mislead.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def render(graph: nx.MultiDiGraph[str], *, title: str = "", places: Mapping[str, str] | None = None, lang: str = "en") -> str:
    """The page of a network as `network.positions` returns it: one HTML document, the same text for the same graph in any order.

    Args:
        graph: nodes, keyed edges, and `graph.graph["statements"]` and `["derived"]`; an empty graph gives a page that says so.
        title: shown and used as the document's title; without one, `graph.graph["title"]`.
        places: `file:line` by statement id, shown with the evidence.
        lang: the language of the page's content as a BCP 47 tag.
    """
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython along, a quarter of a second

    net = Network(directed=True, cdn_resources="in_line")
    net.nodes, net.edges, net.options = _nodes(graph), _edges(graph), dict(OPTIONS)
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    net.heading = _clean(title or str(graph.graph.get("title") or "")) or "Positions"
    net.path = "template.html.j2"
    net.templateEnv = _environment(graph, places or {}, lang)
    return str(net.generate_html())


# -- what the page knows ----------------------------------------------------------------------------------------------------------


class _Node(TypedDict, total=False):
    """What `network.positions` writes on a node, as far as the page uses it."""

    label: str
    kind: str
    type: str
    definition: str
    wikidata: str
    degree_statements: int


class _Edge(TypedDict, total=False):
    """What `network.positions` writes on an edge, as far as the page uses it."""

    stance: str
    conditional: bool
    mode: str
    asserted: bool
    label: str
    polarity_min: int
    polarity_max: int
    n: int
    statements: tuple[str, ...]


def _sorted_nodes(graph: nx.MultiDiGraph[str]) -> list[tuple[str, _Node]]:
    """Nodes that hold or meet a position; all of them where nobody holds one, so that the page is not empty."""
    found = cast("list[tuple[str, _Node]]", sorted(graph.nodes(data=True)))
    return [(slug, facts) for slug, facts in found if graph.degree(slug)] or found


def _sorted_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, _Edge]]:
    edges = cast("list[tuple[str, str, str, _Edge]]", graph.edges(keys=True, data=True))
    return sorted(edges, key=lambda edge: edge[:3])


def _nodes(graph: nx.MultiDiGraph[str]) -> list[dict[str, Json]]:
    """One record a node by slug; `id` is its number, because vis-network trips over names like `constructor`; absent facts are left out."""
    nodes = _sorted_nodes(graph)
    at = layout.positions(_boxes(nodes), _ties(graph))
    return [{"id": number, **_node(slug, facts, at[slug])} for number, (slug, facts) in enumerate(nodes)]


def _node(slug: str, facts: _Node, at: tuple[int, int]) -> dict[str, Json]:
    known: dict[str, Json] = {
        "slug": _clean(slug),
        "label": _clean(facts.get("label") or slug),
        "kind": facts.get("kind", "issue"),
        "x": at[0],
        "y": at[1],
    }
    further = {"type": facts.get("type"), "definition": facts.get("definition"), "wikidata": facts.get("wikidata")}
    return known | {"n": facts.get("degree_statements", 0)} | {name: _clean(text) for name, text in further.items() if text}


def _boxes(nodes: Iterable[tuple[str, _Node]]) -> Iterable[layout.Box]:
    """The room of each node in units of the canvas: an actor's shape with its label below, a card of up to three lines for the rest."""
    for slug, facts in nodes:
        length = min(len(facts.get("label") or slug), 60)
        if facts.get("kind") == "actor":
            yield layout.Box(slug, outside=True, width=min(max(40.0, 8.2 * length), 190), height=62)
        else:
            lines = -(-length // 18)
            yield layout.Box(slug, outside=False, width=min(8.8 * length + 24, 180), height=19.0 * lines + 16)


def _ties(graph: nx.MultiDiGraph[str]) -> Iterable[layout.Tie]:
    """Signed by the middle of the edge's interval, stronger with more statements, half as strong where they are held back."""
    for source, target, _, facts in _sorted_edges(graph):
        middle = (facts.get("polarity_min", 0) + facts.get("polarity_max", 0)) / 2
        yield layout.Tie(source, target, middle * sqrt(facts.get("n", 1)) * (1.0 if facts.get("asserted") else 0.5))


USUAL: Mapping[str, Json] = {"conditional": False, "mode": "actual", "asserted": False, "n": 1}
"""Values of an edge that the page takes for granted."""


def _edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Json]]:
    """One record an edge by (actor, target, key); `id`, `from` and `to` are numbers; what is usual is left out."""
    number = {slug: at for at, (slug, _) in enumerate(_sorted_nodes(graph))}
    return [
        {"id": at, "from": number[source], "to": number[target], **_edge(facts)}
        for at, (source, target, _, facts) in enumerate(_sorted_edges(graph))
    ]


def _edge(facts: _Edge) -> dict[str, Json]:
    names = ("stance", "conditional", "mode", "asserted", "label", "polarity_min", "polarity_max", "n")
    known = {name: _plain(facts.get(name)) for name in names}
    return {name: value for name, value in known.items() if value not in {None, USUAL.get(name)}}


def _facts(graph: nx.MultiDiGraph[str]) -> Json:
    """What the filters need of every statement, one column each, and the rule products."""
    numbered = _numbered(graph)
    rows = [row for _, row in numbered]
    return {
        "id": [_clean(row.id) for row in rows],
        "edge": [at for at, _ in numbered],
        "start": [row.start for row in rows],
        "end": [row.end for row in rows],
        "voice": _coded(row.voice for row in rows),
        "document": _coded(row.document for row in rows),
        "coder": _coded(row.coder for row in rows),
        "documents": {_clean(row.document): _document(row) for row in rows if row.document},
        "derived": [_product(row) for row in sorted(graph.graph.get("derived", ()), key=lambda row: row.id)],
    }


def _numbered(graph: nx.MultiDiGraph[str]) -> list[tuple[int, StatementRow]]:
    """Every statement with the number of its edge, by date, then id."""
    rows = graph.graph.get("statements", {})
    found = [(at, rows[key]) for at, edge in enumerate(_sorted_edges(graph)) for key in edge[3].get("statements", ()) if key in rows]
    return sorted(found, key=lambda pair: (pair[1].start or "", pair[1].id, pair[0]))


def _coded(values: Iterable[object]) -> Json:
    """A column as its distinct values, sorted by their text, and one index a row (-1 for none)."""
    column = [_json(_plain(value)) for value in values]
    distinct = sorted(set(column) - {"null"})
    code = {"null": -1} | {value: i for i, value in enumerate(distinct)}
    return {"values": [json.loads(value) for value in distinct], "codes": [code[value] for value in column]}


def _document(row: StatementRow) -> Json:
    return {
        "label": _clean(row.document_label or row.document or ""),
        "url": _web_address(row.document_url),
        "publisher": _plain(row.publisher),
    }


def _product(row: DerivedRow) -> Json:
    names = ("id", "rule", "kind", "holder", "target", "text", "premises")
    return {name: _plain(getattr(row, name)) for name in names}


COLUMNS = ("sentence_label", "quotes", "condition", "because", "slots")
REPEATING = ("said_by", "reported_by", "certainty", "scope", "reasons", "when", "said")


def _evidence(graph: nx.MultiDiGraph[str], places: Mapping[str, str]) -> Json:
    """What is shown of a statement when it is asked for, one column each; columns that repeat themselves are coded."""
    rows = [row for _, row in _numbered(graph)]
    columns: dict[str, Json] = {name: [_plain(getattr(row, name)) for row in rows] for name in COLUMNS}
    return (
        columns
        | {name: _coded(getattr(row, name) for row in rows) for name in REPEATING}
        | {"place": [_plain(places.get(row.id)) for row in rows]}
    )


# -- text that is safe anywhere ---------------------------------------------------------------------------------------------------


def _clean(text: object) -> str:
    """Text with what cannot be shown replaced by U+FFFD, as in GraphML."""
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def _plain(value: object) -> Json:
    """A value as JSON knows it: tuples become lists, words and texts are cleaned, None stays."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else _clean(value)


def _web_address(url: str | None) -> str | None:
    """The address when it leads to the web; anything else (`javascript:`, `data:`, a path) is no link."""
    try:
        return _clean(url) if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:  # an unclosed bracket in the host
        return None


def _json(value: Json) -> str:
    """JSON that can stand inside a script element: no `<`, no line separators that old parsers end a line at."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


# -- the template -----------------------------------------------------------------------------------------------------------------


def _environment(graph: nx.MultiDiGraph[str], places: Mapping[str, str], lang: str) -> object:
    """Jinja with our template first and pyvis's behind it, and what pyvis does not pass on as globals."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader  # noqa: PLC0415 - only a page needs it
    from markupsafe import Markup  # noqa: PLC0415

    loader = ChoiceLoader([PackageLoader("stancegraph", "page"), PackageLoader("pyvis", "templates")])
    environment = Environment(loader=loader, autoescape=True, keep_trailing_newline=True)
    vis, ours, style = _library(), _script(), _squeezed(_asset("page.css"))
    environment.filters["json"] = lambda value: Markup(_json(value))  # noqa: S704 - `_json` leaves no `<`
    environment.globals |= {
        "lang": lang,
        "policy": _policy([vis, ours], style),
        "vis": Markup(vis),  # noqa: S704 - a file of pyvis
        "script": Markup(ours),  # noqa: S704 - our own files
        "style": Markup(style),  # noqa: S704
        "libraries": THIRD_PARTY,
        "facts": _facts(graph),
        "evidence": _evidence(graph, places),
    }
    return environment


def _library() -> str:
    """vis-network without its pointer to a source map, which a browser with open tools would ask for."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", files("pyvis").joinpath(VIS).read_text("utf-8"))


def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in (*SCRIPTS, START))
    return f'(() => {{\n"use strict";\n{_squeezed(parts)}\n}})();'


def _asset(name: str) -> str:
    return files("stancegraph").joinpath("page", name).read_text("utf-8")


def _squeezed(text: str) -> str:
    """Our own CSS or JavaScript without indentation, empty lines and comments that have a line to themselves."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _policy(scripts: Iterable[str], style: str) -> str:
    """A Content-Security-Policy that runs these texts and fetches nothing."""
    allowed = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
