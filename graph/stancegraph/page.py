"""The page: a network of positions in, one HTML file out that shows who says so, offline, with no request to anywhere.

pyvis holds nodes, edges and options and renders our own template (PAGE, "pyvis, used well"); vis-network travels inside the file, in its build for
today's browsers, which `.ci/squeeze` joins: the one that pyvis brings is a third larger, for browsers of 2015.
What the graph says goes into JSON blocks and reaches the screen by `textContent` only.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from stancegraph import columns, layout, payload
from stancegraph.about import About, record
from stancegraph.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from stancegraph.columns import Json

__all__ = ["THIRD_PARTY", "About", "Library", "Opening", "render"]


class Library(NamedTuple):
    """Software of others that travels inside the page."""

    name: str
    version: str
    license: str
    url: str
    sha256: str
    """Hexadecimal digest of the very text that stands in the page, UTF-8."""
    contains: tuple[str, ...] = ()
    """Software of others again that was built into it, each with version and licence."""


THIRD_PARTY = (
    Library(
        name="vis-network",
        version="9.1.2",
        license="Apache-2.0 OR MIT",
        url="https://visjs.github.io/vis-network/",
        sha256="52bbb2074345774f3b3869777fdd3b17e7aa1b5dbc1954fa72f79a512bc21085",
        contains=(
            "vis-data 7.1.4 and vis-util 5.0.3 (Apache-2.0 OR MIT, visjs contributors)",
            "Hammer.js 2.0.17 (MIT, Jorik Tangelder, as @egjs/hammerjs by NAVER Corp.)",
            "keycharm 0.4.0 (Apache-2.0 OR MIT, Almende B.V.)",
            "component-emitter 1.3.0 (MIT, Component contributors)",
            "timsort 0.3.0 (MIT, Marco Ziccardi)",
            "uuid 8.3.2 (MIT, Robert Kieffer and others)",
            "tslib (0BSD, Microsoft)",
            "Alea in vis-util (MIT, Johannes Baag\N{LATIN SMALL LETTER O WITH STROKE}e)",
        ),
    ),
)
"""Every third-party script in the page; the page's About names them too. The parts are those that `.ci/squeeze` joins, and what stands in those."""

SCRIPTS = (
    "words", "dom", "data", "state", "look", "labels", "places", "ego", "rollup", "lines", "thicket", "corner", "network", "saving", "legend", "evidence", "pair", "sums", "congruence", "matrix", "grid", "painted", "caption", "table", "timeline", "film", "search", "about", "keyboard", "main",
)  # fmt: skip
"""Our scripts in the order in which `.ci/squeeze` joins them into `page.min.js`; the last one starts them."""
STYLES = ("page", "congruence", "matrix")
"""Our styles in the order in which `.ci/squeeze` joins them into `page.min.css`."""

OPTIONS: Mapping[str, Json] = {
    "physics": {"enabled": False, "solver": "forceAtlas2Based", "forceAtlas2Based": {"avoidOverlap": 0.6}},
    "layout": {"improvedLayout": False, "randomSeed": layout.SEED},
    "interaction": {"hover": True, "multiselect": True, "tooltipDelay": 0, "selectConnectedEdges": False, "hoverConnectedEdges": False},
}
"""vis-network's options that do not depend on the theme or the size of the screen."""


def render(  # noqa: PLR0913 - each says one thing about the page
    graph: nx.MultiDiGraph[str],
    *,
    title: str = "",
    places: Mapping[str, str] | None = None,
    lang: str = "en",
    source_url: str = "",
    opening: Opening | None = None,
    about: About | None = None,
) -> str:
    """The page of a network as `network.positions` returns it: one HTML document, the same text for the same graph in any order.

    Args:
        graph: nodes, keyed edges, and `graph.graph["statements"]` and `["derived"]`; an empty graph gives a page that says so.
        title: shown and used as the document's title; without one, `graph.graph["title"]`.
        places: `file:line` by statement id, shown with the evidence.
        lang: the language of the page's content as a BCP 47 tag.
        source_url: the web address of a file at a line, with `{file}` and `{line}` in their places; each `file:line` then is a link.
        opening: what the page shows first.
        about: what the project declares of itself; without it the page knows its title and what can be counted.

    Raises:
        ValueError: `source_url` is no web address with both places.
    """
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.nodes, net.edges, net.options = payload.nodes(graph), payload.edges(graph), dict(OPTIONS)
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    net.heading = columns.clean(title or str(graph.graph.get("title") or "")) or "Positions"
    net.path = "template.html.j2"
    net.templateEnv = _environment(
        facts=payload.facts(graph),
        rollup=payload.overview(graph),
        evidence=payload.evidence(graph, places or {}),
        lang=lang,
        source=_checked(source_url),
        opening=(opening or Opening()).fragment,
        about=record(about or About(title=net.heading), graph, [library._asdict() for library in THIRD_PARTY]),
    )
    return str(net.generate_html())


def _checked(source_url: str) -> str:
    """The address template, when its two places stand in it and nothing else is to be filled in."""
    wanted = "write one such as https://example.org/project/blob/main/{file}#L{line}"
    try:
        address = urlsplit(source_url)
    except ValueError as error:
        raise ValueError(f"the source address {source_url!r} cannot be read ({error}): {wanted}") from error
    if source_url and (address.scheme not in {"http", "https"} or not address.netloc):
        raise ValueError(f"the source address {source_url!r} does not begin with https:// or http:// and a host: {wanted}")
    if source_url and not ("{file}" in source_url and "{line}" in source_url):
        raise ValueError(f"the source address {source_url!r} lacks {{file}} or {{line}}: {wanted}")
    return columns.clean(source_url)


def _environment(**known: Json) -> object:
    """Jinja with our template first and pyvis's behind it, and what pyvis does not pass on as globals."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader
    from markupsafe import Markup

    loader = ChoiceLoader([PackageLoader("stancegraph", "page"), PackageLoader("pyvis", "templates")])
    environment = Environment(loader=loader, autoescape=True, keep_trailing_newline=True)
    scripts, style = (_asset("vis-network.min.js"), _asset("page.min.js")), _asset("page.min.css")
    environment.filters["columns"] = columns.columns
    environment.filters["json"] = lambda value: Markup(columns.as_json(value))  # noqa: S704 - it holds no `<`
    environment.globals.update(
        policy=_policy(scripts, style),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of our package
        style=Markup(style),  # noqa: S704 - our own
        libraries=THIRD_PARTY,
        **known,
    )
    return environment


def _asset(name: str) -> str:
    return files("stancegraph").joinpath("page", name).read_text("utf-8")


def _policy(scripts: Iterable[str], style: str) -> str:
    """A Content-Security-Policy that runs these texts and fetches nothing."""
    allowed = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
