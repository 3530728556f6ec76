from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

import networkx as nx
import pytest
from playwright.sync_api import expect

from stancegraph import page
from stancegraph.queries import DerivedRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Scheme = Literal["dark", "light"]

# A harbour town argues: two camps, a pair of rivals, one statement of every sort that the legend can filter.
NODES: dict[str, dict[str, Any]] = {
    "ostia": {"label": "Ostia", "kind": "actor", "type": "state"},
    "rome": {"label": "Rome", "kind": "actor", "type": "state", "also": ("SPQR", "ti")},
    "cato": {"label": "Cato the Élder", "kind": "actor", "type": "person"},
    "guild": {"label": "Rowers' Guild", "kind": "actor", "type": "organization"},
    "toll": {"label": "The harbour toll", "kind": "issue", "type": "policy", "definition": "A fee on every ship."},
    "silt": {"label": "The harbour silts up", "kind": "issue", "type": "claim"},
    "dredging": {"label": "Dredging of the basin", "kind": "act", "type": "works"},
}


class Said(NamedTuple):
    """One statement of the fixture in short."""

    id: str
    actor: str
    object: str
    low: int | None
    high: int | None
    day: str | None = "0045-03-01"
    mode: str = "actual"
    voice: str = "own"
    reasons: tuple[str, ...] = ()
    condition: str | None = None
    document: str = "acta"
    coder: str = "ana"
    quote: str = "we say so"
    url: str | None = "https://example.org/acta"


SAID = (
    Said("s/a1", "ostia", "toll", 1, 1, quote="the toll is just"),
    Said("s/a2", "ostia", "toll", 1, 1, day="0045-04-01", quote="once more the toll", document="gazette", coder="ben"),
    Said("s/b1", "rome", "toll", -1, -1, day="0045-03-10", quote="no toll for Rome"),
    Said("s/b2", "rome", "silt", 1, 1, day="0045-03-12", voice="narrator"),
    Said("s/b3", "rome", "dredging", None, None, mode="planned", reasons=("NotYetActual",), day="0045-05-01"),
    Said("s/c1", "cato", "toll", -1, -1, reasons=("Conditional",), condition="the guild pays", day="0045-05-20"),
    Said("s/c2", "cato", "silt", 0, 0, day=None),
    Said("s/g1", "guild", "silt", -1, 0, voice="third-party", reasons=("HostileSource",)),
    Said("s/o1", "ostia", "silt", 1, 1),
)
EVERY = {said.id for said in SAID}


def stance_of(said: Said) -> str:
    interval = (said.low, said.high)
    return {(1, 1): "support", (-1, -1): "oppose", (0, 0): "neutral", (-1, 0): "weak"}.get(interval, "act")  # type: ignore[arg-type]


VERBS = {"support": "supports", "oppose": "opposes", "neutral": "is neutral on", "weak": "does not support", "act": "carries out"}


def row(said: Said, labels: dict[str, str]) -> StatementRow:
    verb = VERBS[stance_of(said)]
    return StatementRow(
        id=said.id, actor=said.actor, relation=verb, object=said.object, sentence_label=f"{labels[said.actor]} {verb} {labels[said.object]}",
        negated=False, mode=said.mode, certainty="certain", scope="all", condition=said.condition, voice=said.voice, asserted=not said.reasons,
        reasons=said.reasons, said_by=("Gaius",), reported_by=("a sailor",), document=said.document, document_label=f"Daily {said.document}",
        document_url=said.url, publisher="Forum", when=None, said=said.day, start=said.day, end=said.day, quotes=(said.quote,), coder=said.coder,
        polarity_min=said.low, polarity_max=said.high, because=(), slots=(), verb=verb,
    )  # fmt: skip


def finding(rule: str, kind: str, text: str, *premises: str) -> DerivedRow:
    return DerivedRow(
        id=f"derived/{rule}_00000000",
        rule=rule,
        kind=kind,
        holder="rome",
        target="toll",
        polarity_min=-1,
        polarity_max=-1,
        text=text,
        premises=premises,
    )


DERIVED = (
    finding("R7", "Tension", "Ostia and Rome are apart", "s/a1", "s/b1"),
    finding("R3", "DerivedStance", "Rome opposes the tax, because the tax entails the toll", "s/b1"),
)


def network(nodes: dict[str, dict[str, Any]] = NODES, said: tuple[Said, ...] = SAID, *, backwards: bool = False) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="A harbour town")
    way: Callable[[list[str]], list[str]] = lambda keys: keys[::-1] if backwards else keys  # noqa: E731 - shorter than a function
    for slug in way(list(nodes)):
        graph.add_node(slug, **nodes[slug], degree_statements=sum(slug in {one.actor, one.object} for one in said))
    groups: dict[str, list[Said]] = {}
    for one in said:
        groups.setdefault(f"{one.actor}|{one.object}|{one.low}..{one.high}|{one.mode}|{'held' if one.reasons else 'asserted'}", []).append(
            one
        )
    for key in way(list(groups)):
        graph.add_edge(groups[key][0].actor, groups[key][0].object, key=key, **edge(groups[key]))
    labels = {slug: facts["label"] for slug, facts in nodes.items()}
    rows = {one.id: row(one, labels) for one in said}
    graph.graph["statements"] = {key: rows[key] for key in way(list(rows))}
    graph.graph["derived"] = list(DERIVED)[:: -1 if backwards else 1]
    return graph


def edge(group: list[Said]) -> dict[str, object]:
    first = group[0]
    polarity = {} if first.low is None else {"polarity_min": first.low, "polarity_max": first.high}
    return polarity | {
        "stance": stance_of(first), "conditional": first.condition is not None, "mode": first.mode, "asserted": not first.reasons,
        "label": VERBS[stance_of(first)], "n": len(group), "statements": tuple(sorted(one.id for one in group)),
    }  # fmt: skip


PLACES = {said.id: f"annotations.yaml:{at + 10}" for at, said in enumerate(SAID)}

# -- the text ---------------------------------------------------------------------------------------------------------------------


def test_same_graph_gives_same_bytes() -> None:
    assert page.render(network(), places=PLACES) == page.render(network(), places=PLACES)


def test_order_of_nodes_edges_and_statements_changes_no_byte() -> None:
    assert page.render(network(), places=PLACES) == page.render(network(backwards=True), places=PLACES)


def test_render_leaves_the_graph_as_it_was() -> None:
    graph = network()
    page.render(graph)
    assert nx.utils.graphs_equal(graph, network())


def policy(text: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    return found[1].replace("&#39;", "'")


def test_policy_forbids_everything_but_hashed_scripts_and_styles() -> None:
    directives = dict(part.strip().split(" ", 1) for part in policy(page.render(network())).split(";"))
    hashed = r"('sha256-[\w+/]{43}='( |$))+"
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(hashed, directives["script-src"])
    assert re.fullmatch(hashed, directives["style-src"])


def test_every_script_that_runs_is_hashed_in_the_policy() -> None:
    text = page.render(network())
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]
    assert hashes == re.findall(r"'sha256-[^']+'", policy(text).split("style-src")[0])


def test_no_element_carries_a_handler_or_a_style() -> None:
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page.render(network()), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(on\w+|style)=", markup)


def test_third_party_software_is_named_with_version_and_licence() -> None:
    assert "vis-network 9.1.2, Apache-2.0 OR MIT" in page.render(network())


def test_vis_in_the_page_is_the_version_that_we_name() -> None:
    assert f"@version {page.THIRD_PARTY[0].version}" in page.render(network())


def test_title_given_wins_over_the_title_of_the_graph() -> None:
    assert "<title>Ships &amp; tolls</title>" in page.render(network(), title="Ships & tolls")


def test_page_of_a_small_project_stays_below_its_budget() -> None:
    nodes = {f"a{i}": {"label": f"Actor number {i}", "kind": "actor", "type": "state"} for i in range(35)}
    nodes |= {f"i{i}": {"label": f"Some issue of the day {i}", "kind": "issue", "type": "policy"} for i in range(25)}
    said = tuple(
        Said(f"s/doc_a{i % 35}_supports_i{i % 24}_{i:08x}", f"a{i % 35}", f"i{i % 24}", 1, 1, quote="words " * 8) for i in range(200)
    )
    assert len(page.render(network(nodes, said)).encode()) <= 600_000


@pytest.mark.peers
def test_what_travels_in_the_page_is_made_from_the_files_beside_it(lacking: Callable[[str], NoReturn]) -> None:
    if shutil.which("npm") is None:
        lacking("npm fetches what squeezes the page's scripts and style, and it is not installed")
    subprocess.run([sys.executable, Path(__file__).parents[1] / ".ci" / "squeeze", "--check"], check=True)


def test_rendering_imports_neither_numpy_nor_rdflib() -> None:
    code = "import sys, networkx, stancegraph.page as p; p.render(networkx.MultiDiGraph()); print({'numpy', 'scipy', 'rdflib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "set()\n"


# -- in a browser -----------------------------------------------------------------------------------------------------------------

PATIENCE = 10_000  # milliseconds that a control may take on a busy machine


class Opened(NamedTuple):
    """A page in the browser with what went wrong in it and what it asked for."""

    page: Page
    complaints: list[str]
    requests: list[str]

    def statements(self) -> set[str]:
        """Ids of the statements that the filters leave."""
        return set(self.page.evaluate("stancegraph.statements()"))

    def nodes(self) -> set[str]:
        """Slugs of the nodes in the picture."""
        return set(self.page.evaluate("stancegraph.nodes()"))

    def point_at(self, point: str) -> None:
        """Moves the pointer over the picture to where a call of `window.stancegraph` says."""
        at = self.page.evaluate(f"stancegraph.{point}")
        frame = self.page.locator("#network").bounding_box()
        assert frame
        self.page.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])

    def click_at(self, point: str) -> None:
        """Clicks on the picture there."""
        self.point_at(point)
        self.page.mouse.down()
        self.page.mouse.up()

    def evidence(self) -> str:
        """The text of the right panel."""
        return self.page.locator("#evidence").inner_text()

    def hash(self) -> str:
        """The state in the address."""
        return str(self.page.evaluate("decodeURIComponent(location.hash)"))


def html(graph: nx.MultiDiGraph[str] | None = None) -> str:
    return page.render(network() if graph is None else graph, places=PLACES)


@pytest.fixture(scope="module")
def looked_at(look_at: Callable[..., Page]) -> Callable[[str], Opened]:
    """One page for all tests that only look: its address is set anew for each, and the state with it."""
    shown = Opened(look_at(html()), [], [])

    def look(fragment: str = "") -> Opened:
        shown.page.evaluate("fragment => { document.activeElement.blur(); stancegraph.go(fragment); }", fragment)
        return shown

    return look


@pytest.fixture
def opened(open_page: Callable[..., Opened]) -> Callable[..., Opened]:
    def opened(fragment: str = "", *, graph: nx.MultiDiGraph[str] | None = None, scheme: Scheme = "light", **more: Any) -> Opened:
        shown = open_page(html(graph), fragment, color_scheme=scheme, **more)
        return Opened(shown.page, shown.complaints, shown.requests)

    return opened


def test_opening_the_page_asks_for_the_file_alone(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.wait_for_timeout(200)
    assert [url.split("/")[0] for url in shown.requests if not url.startswith("data:")] == ["file:"]


def test_no_control_makes_the_console_complain(opened: Callable[..., Opened]) -> None:
    shown = opened()
    for selector in (
        "#theme",
        "#fit",
        "#zoom-in",
        "#zoom-out",
        "#physics",
        "#physics",
        "#table-view",
        "#table th button >> nth=3",
        "#table-view",
    ):
        shown.page.click(selector)
    with shown.page.expect_download():
        shown.page.click("#png")
    assert shown.complaints == []


def test_everything_is_shown_at_first(looked_at: Callable[..., Opened]) -> None:
    assert looked_at().statements() == EVERY


def test_slash_leads_to_the_search(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.keyboard.press("/")
    assert shown.page.evaluate("document.activeElement.id") == "search"


def test_search_selects_an_actor_by_keyboard_alone(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("guild")
    shown.page.keyboard.press("Enter")
    assert "node=guild" in shown.hash()


def test_search_is_blind_to_accents_and_case(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.fill("#search", "ELDER")
    assert shown.page.locator("#found li").first.inner_text().startswith("Cato the Élder")


def test_search_knows_aliases_and_puts_a_whole_name_before_a_part_of_one(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    for alias in ("spqr", "ti"):
        shown.page.fill("#search", alias)
        assert shown.page.locator("#found li").first.inner_text().startswith("Rome")


def test_search_finds_the_words_of_a_quote(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.fill("#search", "once more")
    shown.page.locator("#found li").first.click()
    assert "“once more the toll”" in shown.evidence()


def test_search_without_a_hit_says_so(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.fill("#search", "carthage")
    assert shown.page.locator("#found").inner_text() == "Nothing found"


@pytest.mark.parametrize(
    ("facet", "value", "gone"),
    [
        ("stance", "oppose", {"s/b1"}),
        ("stance", "conditional", {"s/c1"}),
        ("stance", "weak", {"s/g1"}),
        ("actor", "person", {"s/c1", "s/c2"}),
        ("target", "claim", {"s/b2", "s/c2", "s/g1", "s/o1"}),
        ("mode", "planned", {"s/b3"}),
        ("voice", "narrator", {"s/b2"}),
        ("asserted", "held", {"s/b3", "s/c1", "s/g1"}),
        ("document", "gazette", {"s/a2"}),
        ("coder", "ben", {"s/a2"}),
    ],
)
def test_a_box_of_the_legend_hides_its_statements(looked_at: Callable[..., Opened], facet: str, value: str, gone: set[str]) -> None:
    shown = looked_at()
    shown.page.uncheck(f"[data-facet={facet}] [data-value={value}] input")
    assert shown.statements() == EVERY - gone


def test_a_filtered_actor_leaves_the_picture(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.uncheck("[data-facet=actor] [data-value=organization] input")
    assert shown.nodes() == set(NODES) - {"guild"}


def test_an_edge_counts_only_the_statements_that_are_left(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    labels = "stancegraph.edges().filter(e => e.from == 'ostia' && e.to == 'toll').map(e => e.label)"
    before = shown.page.evaluate(labels)
    shown.page.uncheck("[data-facet=document] [data-value=gazette] input")
    assert (before, shown.page.evaluate(labels)) == (["\N{MULTIPLICATION SIGN}2"], [" "])


def test_counts_in_the_legend_follow_the_other_filters(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    count = shown.page.locator("[data-facet=stance] [data-value=support] .count")
    before = count.inner_text()
    shown.page.uncheck("[data-facet=target] [data-value=claim] input")
    assert (before, count.inner_text()) == ("4", "2")


def test_only_keeps_one_value_of_a_facet(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.click("[data-facet=stance] [data-value=neutral] .only")
    assert shown.statements() == {"s/c2"}


def test_show_all_takes_every_filter_back(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#hide-stance=support&hide-mode=planned&from=0045-03-10")
    shown.page.focus("#reset")
    shown.page.keyboard.press("Enter")
    assert shown.statements() == EVERY
    assert shown.page.evaluate("document.activeElement === document.querySelector('#facets input')"), (
        "the button is gone, so the focus moves on"
    )


def test_filters_that_leave_nothing_say_so(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#hide-asserted=asserted&hide-asserted=held")
    assert shown.page.locator("#nothing").inner_text() == "No statement is left by these filters."


def test_click_on_an_actor_shows_all_it_said_and_nothing_else(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.click_at("at('rome')")
    cards = shown.page.locator("[data-statement]").evaluate_all("all => all.map(e => e.dataset.statement)")
    assert set(cards) == {"s/b1", "s/b2", "s/b3"}


def test_click_on_an_edge_shows_its_evidence(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#hide-stance=support&hide-stance=conditional&hide-stance=act&hide-stance=weak&hide-stance=neutral")
    shown.click_at("middle('rome', 'toll')")
    evidence = shown.evidence()
    parts = [
        "Rome opposes The harbour toll",
        "“no toll for Rome”",
        "Said by Gaius",
        "reported by a sailor",
        "Daily acta",
        "Forum",
        "0045-03-10",
    ]
    assert [part for part in parts if part not in evidence] == []


def test_evidence_names_the_line_of_the_file(looked_at: Callable[..., Opened]) -> None:
    assert "annotations.yaml:12" in looked_at("#edge=s/b1").evidence()


def test_evidence_says_in_plain_words_why_a_statement_is_held_back(looked_at: Callable[..., Opened]) -> None:
    assert "Held back: it holds only on a condition." in looked_at("#edge=s/c1").evidence()


def test_evidence_says_that_a_statement_is_asserted(looked_at: Callable[..., Opened]) -> None:
    assert "Asserted: " in looked_at("#edge=s/b1").evidence()


def test_evidence_shows_the_condition(looked_at: Callable[..., Opened]) -> None:
    assert "If the guild pays" in looked_at("#edge=s/c1").evidence()


def test_evidence_shows_what_follows_by_which_rule(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#edge=s/b1")
    shown.page.click(".follows summary")
    assert re.search(r"R3\s+Rome opposes the tax", shown.evidence())


def test_a_finding_leads_to_its_premises(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.click("text=Ostia and Rome are apart")
    assert set(shown.page.locator("[data-statement]").evaluate_all("all => all.map(e => e.dataset.statement)")) == {"s/a1", "s/b1"}


def test_document_link_opens_apart_and_tells_nobody_where_from(looked_at: Callable[..., Opened]) -> None:
    link = looked_at("#edge=s/b1").page.locator("#evidence .source a")
    assert [link.get_attribute(name) for name in ("href", "rel", "target")] == ["https://example.org/acta", "noopener noreferrer", "_blank"]


def test_pointing_at_an_actor_tells_what_it_is(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.point_at("at('rome')")
    assert shown.page.locator("#hint").inner_text() == "Rome, state, 3 statements"


def test_paper_is_light_whatever_the_theme(opened: Callable[..., Opened]) -> None:
    shown = opened(scheme="dark")
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert paper(shown) == "rgb(255, 255, 255)"


def test_two_actors_are_compared_with_the_arithmetic(looked_at: Callable[..., Opened]) -> None:
    evidence = looked_at("#node=ostia&node=rome").evidence()
    assert "Agree on 1 of 2 shared targets: 1 ÷ 2 = 0.50." in evidence


def test_two_actors_agree_and_disagree_on_named_issues(looked_at: Callable[..., Opened]) -> None:
    evidence = looked_at("#node=ostia&node=rome").evidence()
    assert re.search(r"They agree on \(1\)\s+The harbour silts up.*They disagree on \(1\)\s+The harbour toll", evidence, re.DOTALL)


def test_who_withholds_support_neither_agrees_nor_disagrees_with_an_opponent(opened: Callable[..., Opened]) -> None:
    said = (Said("s/b", "rome", "toll", -1, -1), Said("s/o", "ostia", "toll", -1, 0))
    evidence = opened("#node=ostia&node=rome", graph=network(said=said)).evidence()
    assert "Agree on 0 of 1 shared target" in evidence
    assert re.search(r"They neither agree nor disagree on \(1\)\s+The harbour toll", evidence)
    assert "They disagree on" not in evidence


def test_shift_and_a_second_actor_make_a_pair(opened: Callable[..., Opened]) -> None:
    shown = opened("#node=ostia")
    shown.page.keyboard.down("Shift")
    shown.click_at("at('rome')")
    assert shown.hash() == "#node=ostia&node=rome"


def test_table_has_a_row_for_each_statement_that_is_shown(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#hide-stance=support")
    shown.page.click("#table-view")
    rows = shown.page.locator("#table tbody tr").evaluate_all("all => all.map(e => e.dataset.statement)")
    assert set(rows) == shown.statements()


def test_table_has_headings_for_screen_readers(looked_at: Callable[..., Opened]) -> None:
    headings = looked_at("#view=table").page.locator("#table thead th[scope=col]").all_inner_texts()
    assert [text.strip(" ↑") for text in headings] == [
        "Said",
        "About",
        "Actor",
        "Stance",
        "Target",
        "Words",
        "Said by",
        "Document",
        "Asserted",
    ]


def test_table_sorts_by_a_heading(opened: Callable[..., Opened]) -> None:
    shown = opened("#view=table")
    shown.page.click("#table th button:has-text('Actor')")
    assert shown.page.locator("#table tbody th").first.inner_text() == "Cato the Élder"


def test_row_that_is_chosen_keeps_the_focus(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#view=table")
    shown.page.locator("#table [data-statement='s/b1'] button").focus()
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate("document.activeElement.closest('tr.picked').dataset.statement") == "s/b1"


def test_range_leaves_out_what_came_before_and_keeps_the_undated(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.locator("#timeline .from").evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input')); }")
    assert shown.statements() == {"s/c1", "s/c2"}


def test_address_restores_filters_range_and_selection(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#hide-stance=support&from=0045-03-10&to=0045-05-01&node=rome")
    assert (shown.statements(), "Rome\n" in shown.evidence()) == ({"s/b1", "s/b3", "s/c2"}, True)


def test_address_follows_what_is_chosen(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at()
    shown.page.uncheck("[data-facet=mode] [data-value=planned] input")
    shown.page.click("#table-view")
    assert shown.hash() == "#hide-mode=planned&view=table"


def test_back_returns_to_what_was_looked_at_before(opened: Callable[..., Opened]) -> None:
    shown = opened("#node=rome")
    shown.page.click("#table-view")
    assert shown.hash() == "#node=rome&view=table"
    shown.page.go_back()
    expect(shown.page).to_have_url(re.compile("#node=rome$"))
    assert shown.page.locator("#table-view").get_attribute("aria-pressed") == "false"


def test_an_address_that_names_nothing_known_shows_everything(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#node=carthage&edge=s/none&from=yesterday&hide-stance=love&view=x&theme=<b>")
    assert (shown.statements(), shown.complaints) == (EVERY, [])


def paper(shown: Opened) -> str:
    return str(shown.page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_dark_system_gives_a_dark_page(opened: Callable[..., Opened]) -> None:
    assert paper(opened(scheme="dark")) == "rgb(16, 21, 26)"


def test_switch_turns_the_page_dark_and_the_address_remembers(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.click("#theme")
    assert (paper(shown), shown.hash()) == ("rgb(16, 21, 26)", "#theme=dark")


def test_arrows_walk_over_the_nodes_and_enter_shows_one(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.focus("#network")
    shown.page.keyboard.press("ArrowLeft")
    shown.page.keyboard.press("Enter")
    assert re.fullmatch("#node=(?!silt)[a-z]+", shown.hash())


def test_walking_tells_the_node_and_its_statements(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.focus("#network")
    assert shown.page.locator("#live").inner_text() == "The harbour silts up, claim, 4 statements"


def test_escape_takes_the_selection_back(looked_at: Callable[..., Opened]) -> None:
    shown = looked_at("#node=rome")
    shown.page.keyboard.press("Escape")
    assert shown.hash() == ""


def test_tab_reaches_a_way_to_the_table_first(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    assert shown.page.locator("#table tbody tr").count() == len(SAID)


def test_filters_are_a_drawer_on_a_narrow_screen(opened: Callable[..., Opened]) -> None:
    shown = opened(size=(390, 844))
    before = shown.page.locator("#facets").is_visible()
    shown.page.click("#open-filters")
    assert (before, shown.page.locator("#facets").is_visible()) == (False, True)


def test_escape_closes_the_drawer(opened: Callable[..., Opened]) -> None:
    shown = opened(size=(390, 844))
    shown.page.click("#open-filters")
    shown.page.keyboard.press("Escape")
    assert shown.page.evaluate("document.activeElement.id") == "open-filters"


def test_a_narrow_screen_is_never_scrolled_sideways(opened: Callable[..., Opened]) -> None:
    assert opened(size=(390, 844)).page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_empty_graph_gives_a_page_that_says_so(opened: Callable[..., Opened]) -> None:
    shown = opened(graph=nx.MultiDiGraph())
    assert (shown.page.locator("#nothing").inner_text(), shown.complaints) == ("There are no positions to show yet.", [])


# -- hostile words ----------------------------------------------------------------------------------------------------------------

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "\u202egnitsiver\u2066",
    "N\x00U\x07L",
    "a\u2028b\u2029c",
    "😀🏴‍☠️ é",
    "\ud800 alone",
    "{{ 7*7 }}${7*7}",
    "__proto__",
    "x" * 10_000,
)


def hostile() -> nx.MultiDiGraph[str]:
    nodes = {f"a{at}": {"label": word, "kind": "actor", "type": "person", "definition": word} for at, word in enumerate(HOSTILE)}
    nodes |= {f"i{at}": {"label": word, "kind": "issue", "type": "claim", "definition": word} for at, word in enumerate(HOSTILE)}
    nodes |= {"__proto__": {"label": "proto", "kind": "actor", "type": "constructor"}}
    said = [
        Said(f"s/{at}", f"a{at}", f"i{at}", 1, 1, condition=word, document=word, coder=word, quote=word, url=f"javascript:alert({at})")
        for at, word in enumerate(HOSTILE)
    ]
    graph = network(nodes, (*said, Said("s/proto", "__proto__", "i0", -1, -1, url="JAVASCRIPT://example.org/%0aalert(1)")))
    graph.graph["derived"] = [finding("R1", "Shift", word, "s/0") for word in HOSTILE]
    return graph


def test_hostile_words_open_no_dialog_and_disturb_no_console(opened: Callable[..., Opened]) -> None:
    shown = opened(graph=hostile())
    shown.page.click("#table-view")
    shown.page.click("#table-view")
    shown.page.fill("#search", "img")
    for at in range(len(HOSTILE)):
        shown.page.evaluate(f"location.hash = 'node=a{at}'")
    assert shown.complaints == []


def test_hostile_words_become_no_element(opened: Callable[..., Opened]) -> None:
    shown = opened("#node=a0", graph=hostile())
    found = shown.page.evaluate("[document.querySelectorAll('img, iframe, object, [onerror]').length, document.scripts.length]")
    assert found == [0, len(re.findall(r"^<script", page.render(network()), re.MULTILINE))]


def test_hostile_words_are_shown_as_they_are_written(opened: Callable[..., Opened]) -> None:
    assert "<img src=x onerror=alert(1)>" in opened("#node=a0", graph=hostile()).page.locator("#evidence h2").inner_text()


def test_no_link_leads_to_a_script(opened: Callable[..., Opened]) -> None:
    shown = opened("#view=table", graph=hostile())
    assert shown.page.locator("#evidence a, #table a").count() == 0


def test_marks_that_reorder_text_are_replaced() -> None:
    assert not set("\u202e\u2066\x00\x07\ud800") & set(page.render(hostile()))


def test_a_long_name_widens_nothing(opened: Callable[..., Opened]) -> None:
    shown = opened("#node=a10", graph=hostile())
    assert shown.page.evaluate("[document.documentElement.scrollWidth, document.getElementById('evidence').scrollWidth]") == [1440, 329]


def test_hostile_title_stays_text() -> None:
    text = page.render(network(), title="</title><script>alert(1)</script>")
    assert "&lt;/title&gt;&lt;script&gt;" in text
