"""The still picture: the same network as the page opens on, as one SVG that stands anywhere."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from stancegraph import geometry, loader, payload, picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "]]></svg><script>alert(1)</script>",
    "a\0b\x0b\x1f\ufffe\ud800",
    "\u202eevil",
    "&amp;\"'",
    "x" * 10_000,
    "👩‍👩‍👧 家族",
)


def network(edges: list[tuple[str, str, dict[str, Any]]], **nodes: dict[str, Any]) -> nx.MultiDiGraph[str]:
    """Edges support unless they say else; nodes are issues unless they say else."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="A harbour", statements={}, derived=[])
    for slug, known in nodes.items():
        graph.add_node(slug, **{"label": slug, "kind": "issue", "degree_statements": 1, **known})
    for at, (source, target, known) in enumerate(edges):
        usual = {"stance": "support", "label": "supports", "polarity_min": 1, "polarity_max": 1, "mode": "actual", "asserted": True, "n": 1}
        graph.add_edge(source, target, key=str(at), **{**usual, "conditional": False, "statements": (), **known})
    return graph


ACTOR = {"kind": "actor", "type": "state"}


@pytest.fixture(scope="module")
def kosovo() -> nx.MultiDiGraph[str]:
    return loader.load(Path(__file__).parents[1]).to_networkx()


def elements(text: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter(f"{SVG}{name}"))  # noqa: S314 - our own text


def words(text: str) -> list[str]:
    return [element.text or "" for element in elements(text, "text")]


def told(text: str) -> list[str]:
    """What a pointer is told of each line of the picture; those of the key name a stance alone."""
    titles = [element.text or "" for element in elements(text, "title")[1:]]
    return [title for title in titles if title not in {*picture.STANCES.values(), "held back"}]


def test_same_graph_gives_the_same_bytes_in_any_order(kosovo: nx.MultiDiGraph[str]) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph(**kosovo.graph)
    turned.add_nodes_from(reversed(list(kosovo.nodes(data=True))))
    for actor, target, key, known in reversed(list(kosovo.edges(keys=True, data=True))):
        turned.add_edge(actor, target, key, **known)
    assert picture.svg(turned) == picture.svg(kosovo)


def test_a_reader_that_shows_no_picture_is_told_what_it_shows() -> None:
    text = picture.svg(network([("rome", "toll", {})], rome=ACTOR, toll={}))
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert (root.get("role"), root[0].tag, root[0].text, root[1].tag) == ("img", f"{SVG}title", "A harbour", f"{SVG}desc")
    assert root[1].text == (
        "Actors, the issues they speak of, and a line for each position. 2 actors and issues, 1 position. Lines by stance: supports 1."
    )


def test_every_position_that_the_page_opens_on_is_a_line(kosovo: nx.MultiDiGraph[str]) -> None:
    shown = [edge for edge in payload.edges(kosovo) if not edge.get("folded")]
    assert len(told(picture.svg(kosovo))) == len(shown)


def test_what_the_page_folds_away_is_counted_and_not_drawn(kosovo: nx.MultiDiGraph[str]) -> None:
    nodes, edges = payload.nodes(kosovo), payload.edges(kosovo)
    away = sum("folded" in node for node in nodes), sum("folded" in edge for edge in edges)
    text = picture.svg(kosovo)
    assert f"Left out: {away[0]} actors and issues, {away[1]} positions; the interactive page has them all." in text
    assert len(elements(text, "rect")) == 1 + sum(node["kind"] != "actor" and "folded" not in node for node in nodes)


@pytest.mark.parametrize(
    ("known", "dashes", "end"),
    [
        ({}, None, "Z"),
        ({"stance": "oppose", "polarity_min": -1, "polarity_max": -1}, None, "L"),
        ({"conditional": True}, "9 6", "Z"),
        ({"stance": "weak", "polarity_min": -1, "polarity_max": 0}, "12 5 2 5", "L"),
    ],
)
def test_stances_are_told_apart_without_colour(known: dict[str, Any], dashes: str | None, end: str) -> None:
    line, *ends = elements(picture.svg(network([("rome", "toll", known)], rome=ACTOR, toll={})), "path")
    assert (line.get("stroke-dasharray"), end in str(ends[0].get("d"))) == (dashes, True)


def test_a_neutral_position_ends_in_a_ring_and_is_dotted() -> None:
    text = picture.svg(network([("rome", "toll", {"stance": "neutral", "polarity_min": 0, "polarity_max": 0})], rome=ACTOR, toll={}))
    assert elements(text, "path")[0].get("stroke-dasharray") == "2 5"
    assert elements(text, "circle")[0].get("r") == "3"


def test_what_is_held_back_is_half_as_strong() -> None:
    text = picture.svg(network([("rome", "toll", {}), ("ostia", "toll", {"asserted": False})], rome=ACTOR, ostia=ACTOR, toll={}))
    strength = {element[0].text: element.get("opacity") for element in elements(text, "g") if element.get("opacity")}
    assert strength["rome supports toll"] == "0.92"
    assert strength["ostia supports toll (held back)"] == "0.46"
    assert "faint: held back" in words(text)


def test_two_positions_of_an_actor_on_one_issue_are_two_lines_apart() -> None:
    both = [("rome", "toll", {}), ("rome", "toll", {"stance": "oppose", "polarity_min": -1, "polarity_max": -1})]
    text = picture.svg(network(both, rome=ACTOR, toll={}))
    lines = [str(path.get("d")) for path in elements(text, "path") if "C" in str(path.get("d"))][:2]
    assert len(set(lines)) == 2


def test_ties_between_actors_and_of_an_actor_to_itself_are_drawn() -> None:
    tie = {"stance": "act", "label": "accuses"}
    text = picture.svg(network([("rome", "ostia", tie), ("ostia", "rome", tie), ("rome", "rome", tie)], rome=ACTOR, ostia=ACTOR))
    assert sorted(told(text)) == ["ostia accuses rome", "rome accuses ostia", "rome accuses rome"]


def test_no_name_stands_on_another_or_on_a_shape(kosovo: nx.MultiDiGraph[str]) -> None:
    found = [record for record in payload.nodes(kosovo) if "folded" not in record]
    nodes = {node.number: node for node in map(geometry.node, found)}
    names = geometry.names(nodes)
    shapes = {number: node.box for number, node in nodes.items()}
    assert [(a, b) for a, name in names.items() for b, other in names.items() if a < b and name.box.meets(other.box)] == []
    assert [(a, b) for a, name in names.items() for b, box in shapes.items() if a != b and name.box.meets(box)] == []
    assert set(names) == {number for number, node in nodes.items() if node.kind == "actor"}


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(word: str) -> None:
    text = picture.svg(network([("a", "b", {"label": word})], a={**ACTOR, "label": word, "type": word}, b={"label": word}), title=word)
    allowed = {"svg", "title", "desc", "rect", "g", "path", "circle", "text"}
    root = ET.fromstring(text.encode())  # noqa: S314 - our own text
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)


def test_nothing_in_it_leads_out_or_has_a_name(kosovo: nx.MultiDiGraph[str]) -> None:
    text = picture.svg(kosovo)
    assert re.findall(r"https?://[^\"\s]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|style|image|use|a)\b|\b(href|id|class|style|on\w+)=|url\(", text)


def test_a_network_of_nothing_says_so() -> None:
    assert "No position is held." in words(picture.svg(nx.MultiDiGraph()))


def test_a_picture_without_a_height_is_as_high_as_it_needs() -> None:
    small = network([("rome", "toll", {})], rome=ACTOR, toll={})
    root = ET.fromstring(picture.svg(small, width=600))  # noqa: S314 - our own text
    assert (root.get("width"), root.get("viewBox")) == ("600", f"0 0 600 {root.get('height')}")
    assert ET.fromstring(picture.svg(small, width=600, height=900)).get("height") == "900"  # noqa: S314


@pytest.mark.parametrize(
    ("asked", "said"), [({"theme": "blue"}, "choose light or dark"), ({"width": 0}, "give sides of 200 pixels or more")]
)
def test_what_cannot_be_drawn_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        picture.svg(nx.MultiDiGraph(), **asked)


@pytest.mark.parametrize(("theme", "selector"), [("light", ":root"), ("dark", ':root[data-theme="dark"]')])
def test_colours_are_those_of_the_page(theme: str, selector: str) -> None:
    css = (Path(picture.__file__).parent / "page" / "page.css").read_text(encoding="utf-8")
    rule = css.split(selector + " {", 1)[1].split("}", 1)[0]
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))
    assert {name: named[name] for name in picture.THEMES[theme]} == dict(picture.THEMES[theme])


def test_a_large_network_is_drawn_as_far_as_it_can_be_read() -> None:
    order = random.Random(7)  # noqa: S311 - no secret
    nodes = {f"a{at}": {**ACTOR, "degree_statements": 400 - at} for at in range(200)}
    nodes |= {f"i{at}": {"label": f"Issue number {at}", "degree_statements": 400 - at} for at in range(100)}
    graph = network([(f"a{order.randrange(200)}", f"i{order.randrange(100)}", {}) for _ in range(5000)], **nodes)
    text = picture.svg(graph)
    assert len(elements(text, "rect")) - 1 == payload.BUSIEST[1]
    assert len(told(text)) > picture.MANY_EDGES
    assert float(elements(text, "path")[0].get("stroke-width", "")) < geometry.edge({"id": 0, "from": 0, "to": 1, "n": 1}).width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_browser_shows_it_whole_and_asks_for_nothing(browser: Browser, kosovo: nx.MultiDiGraph[str], theme: str) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(picture.svg(kosovo, theme=theme))
    inside = "[...document.querySelectorAll('svg text')].every(t => { const a = t.getBoundingClientRect(), b = document.querySelector('svg').getBoundingClientRect(); return a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1; })"
    assert page.evaluate(inside)
    assert requests == []
    page.close()
