"""The picture of the page: two arcs, what is folded, what lights up, the roll-up of a large network; and what is saved of it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import expect

from stancegraph import page
from stancegraph.camps import Tie
from stancegraph.rollup import rollup

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def position(graph: nx.MultiDiGraph[str], actor: str, target: str, stance: str, **more: Any) -> None:
    """One asserted position more, with the two nodes that it ties."""
    sign = {"support": 1, "oppose": -1}.get(stance)
    kinds = {actor: "actor", target: "actor" if target.startswith("a") else "issue"}
    for slug, kind in kinds.items():
        graph.add_node(slug, label=f"{kind.title()} {slug}", kind=kind, type="state" if kind == "actor" else "policy", degree_statements=1)
    polarity = {"polarity_min": sign, "polarity_max": sign} if sign else {}
    graph.add_edge(actor, target, f"{actor}|{target}|{stance}", stance=stance, conditional=False, mode="actual", asserted=True,
                   label=f"{stance}s", n=1, statements=(), **polarity, **more)  # fmt: skip


def quarrel() -> nx.MultiDiGraph[str]:
    """Twenty actors in two camps on four shared issues; each has an issue of its own; a0 acts against a1."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="A quarrel", statements={}, derived=[])
    for at in range(20):
        for issue in range(4):
            position(graph, f"a{at}", f"shared{issue}", "support" if at < 10 else "oppose")
        position(graph, f"a{at}", f"own{at}", "support")
    position(graph, "a0", "a1", "act")
    return graph


SHARED = {f"shared{at}" for at in range(4)} | {f"a{at}" for at in range(20)}


def crowd() -> nx.MultiDiGraph[str]:
    """Three hundred actors: the even ones support forty issues that the odd ones oppose."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="A crowd", statements={}, derived=[])
    for at in range(300):
        for step in range(4):
            position(graph, f"a{at:03}", f"i{(at // 2 + step * 7) % 40:02}", "oppose" if at % 2 else "support")
    return graph


def rally() -> nx.MultiDiGraph[str]:
    """Two hundred and sixty actors who both support and oppose one issue."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="A rally", statements={}, derived=[])
    for at in range(260):
        for stance in ("support", "oppose"):
            position(graph, f"a{at:03}", "i", stance)
    return graph


def rows(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with a statement behind each edge, so that filters have something to count."""
    from stancegraph.queries import StatementRow  # noqa: PLC0415 - heavy, and only these tests need it

    for number, (actor, target, _, known) in enumerate(sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])):
        low = known.get("polarity_min")
        row = StatementRow(
            id=f"s/{number:05}", actor=actor, relation=known["label"], object=target, sentence_label=f"{actor} {known['label']} {target}",
            negated=False, mode="actual", certainty="certain", scope="all", condition=None, voice="own", asserted=True, reasons=(),
            said_by=(), reported_by=(), document="acta", document_label="Acta", document_url=None, publisher=None, when=None, said=None,
            start=None, end=None, quotes=("we say so",), coder=None, polarity_min=low, polarity_max=low, because=(), slots=(), verb=known["label"],
        )  # fmt: skip
        graph.graph["statements"][row.id] = row
        known["statements"] = (row.id,)
    return graph


@pytest.fixture(scope="module")
def texts() -> Callable[[str], str]:
    """The page of the quarrel, the crowd or the rally, each rendered once."""
    made = {"quarrel": quarrel, "crowd": crowd, "rally": rally}
    return cache(lambda name: page.render(rows(made[name]())))


@pytest.fixture
def pages(open_page: Callable[..., Any], texts: Callable[[str], str]) -> Callable[..., Page]:
    """Opens one of them at an address."""
    return lambda name, fragment="": open_page(texts(name), fragment, accept_downloads=True).page


def nodes(shown: Page) -> set[str]:
    return set(shown.evaluate("stancegraph.nodes()"))


def test_what_one_actor_alone_speaks_of_is_folded(pages: Callable[..., Page]) -> None:
    assert nodes(pages("quarrel")) == SHARED


def test_the_picture_says_what_it_shows(pages: Callable[..., Page]) -> None:
    assert pages("quarrel").locator("#detail-text").inner_text() == "4 issues on which two or more actors take a position"


def test_show_everything_shows_everything_and_the_address_remembers(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    shown.click("#whole")
    assert (nodes(shown), shown.evaluate("location.hash")) == (SHARED | {f"own{at}" for at in range(20)}, "#detail=all")


def test_an_actor_that_is_chosen_unfolds_what_it_alone_speaks_of(pages: Callable[..., Page]) -> None:
    assert nodes(pages("quarrel", "#node=a7")) == SHARED | {"own7"}


def test_what_unfolds_lies_over_nothing_that_is_lit(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel", "#node=a7")
    spots = [shown.evaluate(f"stancegraph.at('{slug}')") for slug in ("own7", "shared0", "shared1", "shared2", "shared3", "a7")]
    apart = [max(abs(spots[0]["x"] - spot["x"]) / 60, abs(spots[0]["y"] - spot["y"]) / 20) for spot in spots[1:]]
    assert min(apart) > 1


def overlaps(shown: Page) -> list[tuple[str, str]]:
    """Pairs of cards and shapes in the picture of which one lies over the other, by the boxes that vis-network draws them in."""
    boxes = {slug: shown.evaluate(f"stancegraph.box('{slug}')") for slug in nodes(shown)}
    return [
        (one, other)
        for one, a in boxes.items()
        for other, b in boxes.items()
        if one < other and a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


BUSY = ["serbia", "russia", "eu", "united-states", "kosovo", "independence", "eu-mission"]
"""Nodes of the flagship that unfold most, or light most."""


@pytest.fixture(scope="module")
def flagship(look_at: Callable[..., Page], flagship_page: str) -> Callable[[str], Page]:
    shown = look_at(flagship_page)

    def look(fragment: str) -> Page:
        shown.evaluate("fragment => stancegraph.go(fragment)", fragment)
        return shown

    return look


@pytest.mark.parametrize("slug", ["", *BUSY])
def test_no_card_lies_over_another_whatever_is_chosen(flagship: Callable[[str], Page], slug: str) -> None:
    shown = flagship(f"node={slug}")
    assert bool(slug) == (shown.evaluate("stancegraph.faded().length") > 0)
    assert len(nodes(shown)) > 40
    assert overlaps(shown) == []


@pytest.mark.parametrize("slug", BUSY)
def test_everything_that_is_lit_has_its_name(flagship: Callable[[str], Page], slug: str) -> None:
    shown = flagship(f"node={slug}")
    with shown.expect_download() as waited:
        shown.click("#svg")
    written = set(re.findall(r">([^<>]+)</text>", Path(waited.value.path()).read_text("utf-8")))
    labels = shown.evaluate("Object.fromEntries(stancegraph.nodes().map(slug => [slug, stancegraph.lines(slug)]))")
    lit = nodes(shown) - set(shown.evaluate("stancegraph.faded()"))
    assert {
        slug for slug in lit if not {line.replace("'", "&#39;") for line in labels[slug]} & {w.replace("'", "&#39;") for w in written}
    } == set()


@pytest.mark.peers
def test_nodes_that_push_each_other_stay_in_view(open_page: Callable[..., Any], flagship_page: str) -> None:
    shown = open_page(flagship_page).page
    shown.click("#physics")
    shown.wait_for_timeout(2500)
    out = """(() => {
      const { clientWidth, clientHeight } = document.getElementById("network");
      const inside = ({ x, y }) => x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
      return stancegraph.nodes().filter(slug => !inside(stancegraph.at(slug)));
    })()"""
    assert shown.evaluate(out) == []


def test_a_tie_between_two_actors_is_shown_with_either_of_them(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    tie = "stancegraph.edges().some(({ from, to }) => from === 'a0' && to === 'a1')"
    before = shown.evaluate(tie)
    shown.evaluate("stancegraph.go('node=a1')")
    assert (before, shown.evaluate(tie)) == (False, True)


def test_the_two_camps_stand_left_and_right_of_what_they_share(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    x = {slug: shown.evaluate(f"stancegraph.at('{slug}').x") for slug in SHARED}
    first, second = ({x[f"a{at}"] > x["shared0"] for at in camp} for camp in (range(10), range(10, 20)))
    assert {frozenset(first), frozenset(second)} == {frozenset({True}), frozenset({False})}


def test_pointing_at_an_actor_fades_whoever_it_has_nothing_to_do_with(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    at = shown.evaluate("stancegraph.at('a3')")
    frame = shown.locator("#network").bounding_box()
    assert frame
    shown.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
    shown.wait_for_timeout(250)
    assert set(shown.evaluate("stancegraph.faded()")) == {f"a{at}" for at in range(20)} - {"a3"}


def test_a_small_network_is_shown_whole(open_page: Callable[..., Any]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(statements={}, derived=[])
    position(graph, "a1", "toll", "support")
    shown = open_page(page.render(rows(graph))).page
    assert (nodes(shown), shown.locator("#detail").is_visible()) == ({"a1", "toll"}, False)


# -- the roll-up ------------------------------------------------------------------------------------------------------------------


def test_who_supports_and_opposes_the_same_is_one_community() -> None:
    actors = {f"a{at:03}": 1 for at in range(200)}
    ties = [Tie(actor, f"i{at % 3}", 1.0 if at % 2 else -1.0) for at, actor in enumerate(sorted(actors)) for at in (at, at + 2)]
    parts = rollup(actors, {"i0": 1, "i1": 1, "i2": 1}, ties, {key: key for key in actors}).members
    assert all(len({int(actor[1:]) % 2 for actor in part}) == 1 for part in parts)


def test_every_actor_is_in_one_community() -> None:
    actors = {f"a{at:03}": at for at in range(120)}
    parts = rollup(actors, {"i": 1}, [Tie("a001", "i", 1.0)], {key: key for key in actors}).members
    assert sorted(actor for part in parts for actor in part) == sorted(actors)


def test_a_large_network_opens_on_communities_and_its_issues_most_spoken_of(pages: Callable[..., Page]) -> None:
    shown = nodes(pages("crowd"))
    assert {slug[0] for slug in shown} == {"c", "i", "o"}
    assert len([slug for slug in shown if slug.startswith("i")]) == 24


def test_a_bundle_counts_the_statements_that_the_filters_leave(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#hide-stance=oppose")
    assert shown.locator("#hint").is_hidden()
    assert "600" in shown.locator(".summary").first.inner_text()


def test_a_click_leads_into_a_community_and_escape_back(pages: Callable[..., Page]) -> None:
    shown = pages("crowd")
    at = shown.evaluate("stancegraph.at('c0')")
    frame = shown.locator("#network").bounding_box()
    assert frame
    shown.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    expect(shown).to_have_url(re.compile("#group=0$"))
    inside = {slug[0] for slug in nodes(shown)}
    shown.keyboard.press("Escape")
    assert (inside, {slug[0] for slug in nodes(shown)}) == ({"a", "i"}, {"c", "i", "o"})


def test_a_community_is_entered_by_keyboard(pages: Callable[..., Page]) -> None:
    shown = pages("crowd")
    shown.focus("#network")
    shown.keyboard.press("Home")
    for _ in range(40):
        shown.keyboard.press("ArrowLeft")
    shown.keyboard.press("Enter")
    assert re.fullmatch(r"#group=\d+", shown.evaluate("location.hash"))


def test_the_panel_of_a_community_says_who_found_it(pages: Callable[..., Page]) -> None:
    assert "not declared by anybody" in pages("crowd", "#group=0").locator("#evidence").inner_text()


def test_an_actor_of_a_large_network_is_shown_with_what_it_speaks_of(pages: Callable[..., Page]) -> None:
    assert nodes(pages("crowd", "#node=a000")) == {"a000", "i00", "i07", "i14", "i21"}


def test_no_more_is_lit_than_can_be_told_apart(pages: Callable[..., Page]) -> None:
    spoken_of = 300 * 4 // 40
    assert len(nodes(pages("crowd", "#node=i00"))) == spoken_of + 1


@pytest.mark.peers
def test_a_large_network_can_be_shown_whole_up_to_two_thousand_nodes(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#detail=all")
    assert len(nodes(shown)) == 340


def lines(shown: Page) -> int:
    return int(shown.evaluate("stancegraph.edges().length"))


def test_of_many_lines_the_strongest_that_the_filters_leave_are_drawn(pages: Callable[..., Page]) -> None:
    # 100 actors on one issue, each with one statement for it in one document and one against it in another
    shown = pages("rally", "#node=i")
    assert (lines(shown), shown.locator("#detail-text").inner_text()) == (48, "The 48 strongest of 520 lines")
    shown.evaluate("stancegraph.go('node=i&hide-stance=support')")
    assert (lines(shown), shown.locator("#detail-text").inner_text()) == (48, "The 48 strongest of 260 lines")


def test_an_issue_of_a_large_network_has_its_actors_around_it_and_none_on_it(pages: Callable[..., Page]) -> None:
    shown = pages("rally", "#node=i")
    assert len(nodes(shown)) > 24
    assert overlaps(shown) == []


def test_on_an_issue_of_a_large_network_the_two_sides_stand_apart(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#node=i00")
    east = {slug: shown.evaluate(f"stancegraph.at('{slug}').x > stancegraph.at('i00').x") for slug in nodes(shown) - {"i00"}}
    assert {(int(slug[1:]) % 2 == 1) == right for slug, right in east.items()} == {True}


def test_every_community_is_in_the_overview_and_counted(pages: Callable[..., Page]) -> None:
    shown = pages("crowd")
    drawn = {slug for slug in nodes(shown) if slug.startswith("c")}
    assert re.match(rf"300 actors in {len(drawn)} communities: ", shown.locator("#detail-text").inner_text())
    shown.evaluate("stancegraph.go('hide-stance=oppose')")
    assert re.match(r"150 actors in \d+ communit(y|ies): ", shown.locator("#detail-text").inner_text())


def test_a_community_tells_its_actors_and_its_statements_apart(pages: Callable[..., Page]) -> None:
    shown = pages("crowd")
    shown.focus("#network")
    told = shown.text_content("#live") or ""
    match = re.search(r"community of (\d+) actors, (\d+) statements$", told)
    assert match, told
    assert int(match[2]) == 4 * int(match[1])


def test_searching_an_actor_leads_out_of_a_community_that_is_not_its_own(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#group=0")
    inside = set(nodes(shown))
    other = next(f"a{at:03}" for at in range(300) if f"a{at:03}" not in inside)
    shown.fill("#search", f"Actor {other}")
    shown.keyboard.press("Enter")
    group = re.search(r"group=(\d+)", shown.evaluate("location.hash"))
    own = shown.evaluate("slug => stancegraph.community(slug)", other)
    assert group
    assert int(group[1]) == own


# -- what is saved ----------------------------------------------------------------------------------------------------------------


def test_the_picture_is_saved_as_an_svg_that_shows_every_name(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    with shown.expect_download() as waited:
        shown.click("#svg")
    root = ET.fromstring(Path(waited.value.path()).read_text("utf-8"))  # noqa: S314 - our own file
    texts = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {f"Actor a{at}" for at in range(20)} <= texts
    assert {"Issue shared0", "Issue shared3"} <= texts


def test_the_saved_svg_draws_a_line_for_each_position(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    with shown.expect_download() as waited:
        shown.click("#svg")
    drawn = re.findall(r'<path d="M[^"]*C[^"]*" fill="none" stroke="#(?:0072b2|d55e00)"', Path(waited.value.path()).read_text("utf-8"))
    assert len(drawn) == 20 * 4


def test_the_saved_png_is_twice_as_sharp_as_the_svg(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    files = []
    for button in ("#png", "#svg"):
        with shown.expect_download() as waited:
            shown.click(button)
        files.append(Path(waited.value.path()).read_bytes())
    root = ET.fromstring(files[1].decode("utf-8"))  # noqa: S314 - our own file
    sides = [int.from_bytes(files[0][16:20]), int.from_bytes(files[0][20:24])]
    assert sides == [2 * int(root.get(side) or 0) for side in ("width", "height")]


# -- about, and the way back to the file ------------------------------------------------------------------------------------------


def test_about_names_the_software_in_the_file_with_its_hash(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    shown.click("#about-open")
    library = page.THIRD_PARTY[0]
    assert f"{library.name} {library.version}, {library.license}" in shown.locator("#about-box").inner_text()
    assert library.sha256 in shown.locator("#about-box").inner_text()
    assert all(part in shown.locator("#about-box").inner_text() for part in library.contains)


def test_every_part_of_the_script_of_others_is_named_with_its_version() -> None:
    parts = [part.strip("@").rsplit("@", 1) for part in run_path(str(Path(__file__).parents[1] / ".ci" / "squeeze"))["PARTS"]]
    library = page.THIRD_PARTY[0]
    named = " ".join((f"{library.name} {library.version}", *library.contains)).replace("Hammer.js", "egjs/hammerjs")
    assert [part for part, version in parts if f"{part} {version}" not in named] == []


def test_the_licence_of_every_part_of_the_script_of_others_travels_with_it() -> None:
    shown = page.render(quarrel())
    licences = shown[shown.index("Licences of what is in this script") :].split("*/", 1)[0]
    parts = run_path(str(Path(__file__).parents[1] / ".ci" / "squeeze"))["PARTS"]
    assert [part for part in parts if not re.search(rf"^{re.escape(part)}: Copyright \(c\) \d{{4}}.+", licences, re.MULTILINE)] == []
    for words in (
        "Permission is hereby granted, free of charge",
        "this permission notice shall be included",
        'THE SOFTWARE IS PROVIDED "AS IS"',
    ):
        assert words in licences
    assert "Permission to use, copy, modify, and/or distribute this software for any" in shown  # 0BSD, of tslib


def test_escape_closes_about_and_nothing_else(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel", "#node=a1")
    shown.click("#about-open")
    shown.keyboard.press("Escape")
    assert (shown.locator("#about-box").is_visible(), shown.evaluate("location.hash")) == (False, "#node=a1")


def test_a_place_leads_to_its_line_where_the_project_says_where_its_files_are(open_page: Callable[..., Any]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(statements={}, derived=[])
    position(graph, "a1", "toll", "support")
    html = page.render(rows(graph), places={"s/00000": "codings/a b.yaml:7"}, source_url="https://example.org/{file}#L{line}")
    link = open_page(html).page.locator(".place a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/codings/a%20b.yaml#L7", "noopener noreferrer")


# -- the view -----------------------------------------------------------------------------------------------------------------------

SPREAD = "stancegraph.at('a0').x - stancegraph.at('a19').x"


def test_a_double_click_looks_closer(open_page: Callable[..., Any], flagship_page: str) -> None:
    shown = open_page(flagship_page, size=(1100, 800)).page
    wide = "stancegraph.at('serbia').x - stancegraph.at('united-states').x"
    before = shown.evaluate(wide)
    at = shown.evaluate("stancegraph.at('serbia')")
    frame = shown.locator("#network").bounding_box()
    shown.mouse.dblclick(frame["x"] + at["x"], frame["y"] + at["y"])
    shown.wait_for_timeout(500)
    assert shown.evaluate(wide) > before * 1.1


def test_a_window_that_keeps_its_size_keeps_the_reader_s_view(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    shown.click("#zoom-in")
    shown.wait_for_timeout(100)
    zoomed = shown.evaluate(SPREAD)
    told = shown.text_content("#live")
    shown.evaluate("dispatchEvent(new Event('resize'))")
    shown.wait_for_timeout(100)
    assert (shown.evaluate(SPREAD), shown.text_content("#live")) == (zoomed, told)


def test_another_size_of_the_window_shows_everything_again(open_page: Callable[..., Any], flagship_page: str) -> None:
    shown = open_page(flagship_page).page
    shown.set_viewport_size({"width": 1024, "height": 700})
    shown.wait_for_timeout(300)
    out = "stancegraph.nodes().filter(slug => { const { x, y } = stancegraph.at(slug); return x < 0 || y < 0 || x > document.getElementById('network').clientWidth || y > document.getElementById('network').clientHeight; })"
    assert shown.evaluate(out) == []


@pytest.mark.peers
def test_everything_of_a_large_network_is_placed_in_the_end_and_in_view(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#detail=all")
    shown.wait_for_timeout(1500)
    out = "stancegraph.nodes().filter(slug => { const { x, y } = stancegraph.at(slug); return !(x > 0 && y > 0 && x < 1440 && y < 900); })"
    assert shown.evaluate(out) == []


def test_a_line_of_the_whole_can_be_clicked(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#detail=all")
    shown.wait_for_timeout(1500)
    ends = shown.evaluate("[stancegraph.at('a000'), stancegraph.at('i00')]")
    frame = shown.locator("#network").bounding_box()
    assert frame
    near = {key: ends[0][key] * 0.9 + ends[1][key] * 0.1 for key in ("x", "y")}
    shown.mouse.click(frame["x"] + near["x"], frame["y"] + near["y"])
    assert "edge=s%2F" in shown.evaluate("location.hash")


def test_the_reader_s_view_stays_while_nodes_only_look_otherwise(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#detail=all")
    shown.wait_for_timeout(1500)
    shown.click("#zoom-in")
    wide = "stancegraph.at('a000').x - stancegraph.at('a299').x"
    zoomed = shown.evaluate(wide)
    for act in (
        "document.getElementById('theme').click()",
        "stancegraph.go('detail=all&node=a000')",
        "stancegraph.go('detail=all&hide-stance=act')",
    ):
        shown.evaluate(act)
        shown.wait_for_timeout(700)
        assert shown.evaluate(wide) == pytest.approx(zoomed, rel=1e-6), act


# -- from one view to another -----------------------------------------------------------------------------------------------------


def test_the_network_is_as_large_after_the_table_as_before(pages: Callable[..., Page]) -> None:
    shown = pages("quarrel")
    wide = "stancegraph.at('a0').x - stancegraph.at('a19').x"
    before = shown.evaluate(wide)
    shown.click("#table-view")
    shown.click("#table-view")
    shown.wait_for_timeout(300)
    assert shown.evaluate(wide) == pytest.approx(before, abs=1)


def test_the_evidence_stays_where_it_is_when_only_the_theme_changes(pages: Callable[..., Page]) -> None:
    shown = pages("crowd", "#group=0")
    shown.evaluate("document.getElementById('evidence').scrollTop = 300")
    shown.click("#theme")
    assert shown.evaluate("document.getElementById('evidence').scrollTop") == 300


@pytest.mark.parametrize("view", ["actors", "matrix", "table"])
def test_escape_leads_back_to_the_network(pages: Callable[..., Page], view: str) -> None:
    shown = pages("quarrel", f"#view={view}")
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.body.dataset.view") == "network"
