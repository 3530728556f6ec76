"""What the page shows, kept: back and forward, a link sent to somebody, an address that means nothing, and paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from stancegraph import loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

HARBOUR = """\
project: {id: harbour, title: A harbour town argues}
actors:
  rome: {type: state, name: Rome}
  ostia: {type: state, name: Ostia}
  gaius: {type: person, name: Gaius}
issues:
  toll: {name: The harbour toll, entails: fee}
  fee: {name: Any fee}
  silt: {type: claim, name: The harbour silts up}
documents:
  acta: {title: Acta, date: 2008-03-01}
  gazette: {title: The gazette, date: 2008-03-20}
statements:
  - Rome supports toll: {id: r1, source: acta, quote: the toll is just}
  - Rome opposes silt: {id: r2, source: gazette}
  - Ostia opposes toll: {id: o1, source: acta}
  - Ostia supports silt: {id: o2, source: gazette}
  - Ostia opposes silt: {id: o3, source: gazette}
  - Gaius supports toll: {id: g1, source: acta, if: Rome pays}
  - Gaius plans to convene assembly: {id: g2, source: gazette}
"""
# What whoever looks at the page sees of each part of its state.
SEEN = """() => {
  const all = (selector, of) => [...document.querySelectorAll(selector)].map(of);
  const text = (each) => each.textContent;
  return {
    view: ["network", "congruence", "matrix", "table"].filter((id) => document.getElementById(id).checkVisibility({ visibilityProperty: true })),
    pressed: all(".views [aria-pressed=true]", text),
    evidence: document.querySelector("#evidence h2").textContent,
    cards: all("#evidence [data-statement]", ({ dataset }) => dataset.statement),
    faded: stancegraph.faded(),
    unticked: all("#facets input:not(:checked)", (box) => box.closest("[data-value]").dataset.value),
    statements: stancegraph.statements(),
    sliders: all("#timeline input", ({ value }) => value),
    range: document.querySelector("#timeline output").textContent,
    paper: getComputedStyle(document.body).backgroundColor,
    rows: all("#table:not([hidden]) tbody tr", ({ dataset }) => dataset.statement),
    picked: all("#table .picked, #matrix .matrix-cell.picked", (each) => each.ariaLabel ?? each.dataset.statement),
  };
}"""
FIRST = {
    "view": ["network"],
    "pressed": ["Network"],
    "evidence": "Who says so?",
    "faded": [],
    "unticked": [],
    "statements": ["s/g1", "s/o1", "s/r1", "s/g2", "s/o2", "s/o3", "s/r2"],
    "paper": "rgb(255, 255, 255)",
    "picked": [],
}
"""What is seen before anything is chosen, without what only repeats it."""


class Part(NamedTuple):
    """A part of the state: how a hand chooses it and what is seen of it then."""

    act: Callable[[Page], object]
    seen: dict[str, object]


def search(page: Page) -> None:
    page.locator("#search").press_sequentially("gaius")
    page.keyboard.press("Enter")


def slide(page: Page) -> None:
    page.locator("#timeline .from").evaluate("slider => { slider.value = slider.max; slider.dispatchEvent(new Event('input')); }")


STEPS = {
    "actors": Part(lambda page: page.click("#actors-view"), {"view": ["congruence"], "pressed": ["Actors"]}),
    "matrix": Part(lambda page: page.click("#matrix-view"), {"view": ["matrix"], "pressed": ["Matrix"]}),
    "table": Part(lambda page: page.click("#table-view"), {"view": ["table"], "pressed": ["Table"]}),
    "node": Part(search, {"evidence": "Gaius", "cards": ["s/g1", "s/g2"], "faded": ["ostia", "rome", "silt"]}),
    "edge": Part(
        lambda page: page.click("#evidence [data-statement='s/r1'] h4 button"),
        {"evidence": "Rome supports The harbour toll", "cards": ["s/r1"], "faded": ["assembly", "gaius", "ostia", "silt"]},
    ),
    "finding": Part(lambda page: page.click("#evidence .Contradiction button"), {"evidence": "Contradiction", "cards": ["s/o2", "s/o3"]}),
}
"""Parts that are looked at, each a step to come back to."""
FILTERS = {
    "stance": Part(lambda page: page.uncheck("[data-facet=stance] [data-value=oppose] input"), {"unticked": ["oppose"]}),
    "document": Part(lambda page: page.uncheck("[data-facet=document] [data-value=acta] input"), {"unticked": ["acta"]}),
    "range": Part(slide, {"range": "from 20 Mar 2008", "statements": ["s/g2", "s/o2", "s/o3", "s/r2"]}),
    "theme": Part(lambda page: page.click("#theme"), {"paper": "rgb(16, 21, 26)"}),
}
"""Parts that change how things are seen, which stay while one goes back and forth."""


VIEWS = {
    "view=matrix&order=name": "[data-matrix='Name'][aria-pressed=true]",
    "view=matrix&order=statements": "[data-matrix='Most statements'][aria-pressed=true]",
    "view=matrix&acts=yes": "[data-matrix='With acts'][aria-pressed=true]",
    "view=actors&agree=no": "[data-tie=agree]:not(:checked)",
    "view=actors&apart=no": "[data-tie=apart]:not(:checked)",
    "view=actors&width=share": "[data-tie=measure] option[value=share]:checked",
}
"""What a view is set to, as the address has it, and the control that says so."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "annotations.yaml").write_text(HARBOUR, encoding="utf-8")
    (folder / "page.html").write_text(loader.load(folder).page(), encoding="utf-8")
    return (folder / "page.html").as_uri()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", color_scheme="light")
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.fixture
def fresh(window: Page, address: str) -> Callable[[str], Page]:
    """Opens the page anew at a fragment."""

    def opened(fragment: str = "") -> Page:
        window.goto("about:blank")
        window.goto(f"{address}{fragment}")
        window.wait_for_selector("body[data-ready]", timeout=5_000)
        return window

    return opened


def seen(page: Page) -> dict[str, Any]:
    known: dict[str, Any] = page.evaluate(SEEN)
    return known


def go(page: Page, steps: int) -> dict[str, Any]:
    """What is seen after so many steps through the history, which the page learns of some time later."""
    page.evaluate(
        "steps => new Promise(done => { addEventListener('hashchange', () => setTimeout(done), { once: true }); history.go(steps); })",
        steps,
    )
    return seen(page)


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash"))


# -- back and forward -------------------------------------------------------------------------------------------------------------


def test_the_page_opens_on_everything(fresh: Callable[..., Page]) -> None:
    assert seen(fresh()) | FIRST == seen(fresh())


@pytest.mark.parametrize("part", STEPS.values(), ids=STEPS)
def test_a_choice_is_seen(fresh: Callable[..., Page], part: Part) -> None:
    page = fresh()
    part.act(page)
    assert seen(page) | part.seen == seen(page)


@pytest.mark.parametrize("part", STEPS.values(), ids=STEPS)
def test_back_undoes_a_choice_and_forward_makes_it_again(fresh: Callable[..., Page], part: Part) -> None:
    page = fresh()
    before = seen(page)
    part.act(page)
    after = seen(page)
    assert before != after
    assert (go(page, -1), go(page, 1)) == (before, after)


@pytest.mark.parametrize("part", FILTERS.values(), ids=FILTERS)
def test_a_filter_is_seen_and_stays_while_one_goes_back_and_forth(fresh: Callable[..., Page], part: Part) -> None:
    page = fresh()
    part.act(page)
    filtered = seen(page)
    assert filtered | part.seen == filtered
    page.click("#matrix-view")
    assert go(page, -1) == filtered
    assert go(page, 1)["unticked"] == filtered["unticked"]


def test_back_walks_through_all_that_was_looked_at(fresh: Callable[..., Page]) -> None:
    page = fresh()
    walked = [seen(page)]
    for part in STEPS.values():
        page.evaluate("stancegraph.go('')")
        walked.append(seen(page))
        part.act(page)
        walked.append(seen(page))
    assert [go(page, -1) for _ in walked[2:]] == walked[-2:0:-1]


def test_two_actors_come_back_together(fresh: Callable[..., Page]) -> None:
    page = fresh("#node=rome")
    page.click("#evidence .compare summary")
    page.click("#evidence .compare button")
    assert (seen(page)["evidence"], go(page, -1)["evidence"], go(page, 1)["evidence"]) == ("Rome and Ostia", "Rome", "Rome and Ostia")


def test_back_shows_all_that_was_folded_away_no_less(open_page: Callable[..., Any], flagship_page: str) -> None:
    page = open_page(flagship_page).page
    page.click("#whole")
    whole = page.evaluate("stancegraph.nodes()")
    page.click("#table-view")
    back = "new Promise(done => { addEventListener('hashchange', () => setTimeout(() => done(stancegraph.nodes())), { once: true }); history.back(); })"
    assert page.evaluate(back) == whole


# -- a link -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [*STEPS.values(), *FILTERS.values()], ids=[*STEPS, *FILTERS])
def test_a_link_shows_what_a_hand_chose(fresh: Callable[..., Page], part: Part) -> None:
    page = fresh()
    part.act(page)
    chosen = seen(page)
    assert seen(fresh(fragment(page))) == chosen


@pytest.mark.parametrize("fragment", VIEWS)
def test_a_link_keeps_what_a_view_is_set_to(fresh: Callable[..., Page], fragment: str) -> None:
    assert fresh(f"#{fragment}").locator(VIEWS[fragment]).count() == 1


def test_what_a_view_is_set_to_by_hand_stands_in_the_address(fresh: Callable[..., Page]) -> None:
    page = fresh("#view=matrix")
    page.click("[data-matrix='Name']")
    page.click("[data-matrix='With acts']")
    page.click("#actors-view")
    page.uncheck("[data-tie=agree]")
    page.select_option("[data-tie=measure]", "share")
    page.locator("[data-tie=least]").evaluate("slider => { slider.max = 3; slider.value = 2; slider.dispatchEvent(new Event('input')); }")
    assert fragment(page) == "#order=name&acts=yes&agree=no&width=share&least=2&view=actors"


@pytest.mark.parametrize(
    "junk", ["order=best", "acts=1", "columns=", "agree=maybe", "width=9", "least=0", "least=-1", "least=1e9", "least=x"]
)
def test_a_view_set_to_what_means_nothing_is_as_at_first(fresh: Callable[..., Page], junk: str) -> None:
    page = fresh(f"#view=matrix&{junk}")
    assert [page.locator(f"[data-matrix='{name}'][aria-pressed=true]").count() for name in ("Camps", "Positions only")] == [1, 1]
    page.click("#actors-view")
    assert [page.locator(f"[data-tie={name}]:checked").count() for name in ("agree", "apart")] == [1, 1]
    assert fragment(page) == "#view=actors"


def test_reloading_keeps_everything(fresh: Callable[..., Page]) -> None:
    page = fresh("#hide-stance=support&theme=dark&view=table&edge=s/o1&from=2008-03-01&to=2008-03-20")
    before = seen(page)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert seen(page) == before
    assert (before["picked"], before["paper"], before["unticked"]) == (["s/o1"], "rgb(16, 21, 26)", ["support"])


def crowd(actors: int, issues: int) -> str:
    return "".join(f"- actor number {at} supports issue number {at % issues}\n" for at in range(actors))


def test_back_leaves_a_community_and_forward_enters_it_again(open_page: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "annotations.yaml"
    path.write_text(crowd(240, 6), encoding="utf-8")
    page = open_page(loader.load(path).page(), "#group=0").page
    heading = page.locator("#evidence h2")
    inside = heading.text_content()
    page.click("#evidence .back")
    outside = heading.text_content()
    travel = "steps => new Promise(done => { addEventListener('hashchange', () => setTimeout(done), { once: true }); history.go(steps); })"
    page.evaluate(travel, -1)
    assert (heading.text_content(), inside != outside) == (inside, True)
    page.evaluate(travel, 1)
    assert heading.text_content() == outside


# -- an address that means nothing ------------------------------------------------------------------------------------------------

JUNK = (
    "x" * 10_000, "%", "%E0%A4%A", "%00", "#", "&&&===", "node", "node=__proto__", "node=constructor", "node=", "edge=", "edge=__proto__",
    "finding=constructor", "view=constructor", "view=__proto__", "theme=constructor", "detail=constructor", "hide-stance=__proto__",
    "hide-__proto__=support", "hide-constructor=x", "group=99", "group=-1", "group=1e9", "from=9999-99-99", "to=0000-00-00",
    "from=2008-02-31", "from=yesterday", "from=2008-03-20&to=2008-03-01", "<img src=x onerror=window.hurt=1>", "javascript:window.hurt=1",
)  # fmt: skip


def test_an_address_that_means_nothing_shows_everything(fresh: Callable[..., Page]) -> None:
    page = fresh()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    follow = "junk => new Promise(done => { location.hash = junk; setTimeout(done, 20); })"
    shown = {junk[:30]: (page.evaluate(follow, junk), seen(page))[1] for junk in JUNK}
    assert ([junk for junk, now in shown.items() if now | FIRST != now], complaints) == ([], [])


@pytest.mark.parametrize("junk", ["from=9999-99-99", "to=0000-00-00", "%E0%A4%A", "node=__proto__&view=constructor&group=99"])
def test_a_page_opened_at_an_address_that_means_nothing_shows_everything(fresh: Callable[..., Page], junk: str) -> None:
    page = fresh(f"#{junk}")
    assert seen(page) | FIRST == seen(page)


def test_an_actor_named_twice_is_no_pair(fresh: Callable[..., Page]) -> None:
    assert seen(fresh("#node=rome&node=rome"))["evidence"] == "Rome"


def test_what_follows_leads_to_the_statements_that_it_rests_on(fresh: Callable[..., Page]) -> None:
    page = fresh("#node=rome")
    page.click("#evidence .findings .DerivedStance button")
    assert seen(page)["cards"] == ["s/r1"]


def test_of_three_actors_two_make_the_pair(fresh: Callable[..., Page]) -> None:
    assert seen(fresh("#node=rome&node=ostia&node=gaius"))["evidence"] == "Rome and Ostia"


# -- paper ------------------------------------------------------------------------------------------------------------------------

SHEET = {"width": 718, "height": 1000}  # CSS pixels of an A4 sheet within its margins


@pytest.fixture(scope="module")
def printed(browser: Browser, address: str) -> Iterator[Page]:
    """A dark page as it goes to the printer."""
    page = browser.new_page(viewport={"width": SHEET["width"], "height": SHEET["height"]}, reduced_motion="reduce", color_scheme="dark")
    page.set_default_timeout(10_000)
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    yield page
    page.close()


SHOWN = "selector => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => each.outerHTML.slice(0, 80))"


CONTROLS = "#filters, .search, .views, .tools, .zoom, #skip, #timeline, .back, .view-controls, #whole, .ask, .matrix-line .link"


@pytest.mark.parametrize("view", ["network", "actors", "matrix", "table"])
def test_on_a_screen_too_narrow_for_a_legend_nothing_is_left_empty_beside_the_picture(
    open_page: Callable[..., Any], flagship_page: str, view: str
) -> None:
    page = open_page(flagship_page, f"#view={view}", size=(1024, 768)).page
    picture, evidence = page.locator(".picture").bounding_box(), page.locator("#evidence").bounding_box()
    assert (picture["x"], picture["x"] + picture["width"]) == (0, evidence["x"] if evidence else 1024)
    assert page.locator("#timeline").bounding_box()["width"] == picture["width"]


@pytest.mark.parametrize("view", ["network", "actors", "matrix", "table"])
def test_paper_has_no_controls(printed: Page, view: str) -> None:
    printed.evaluate(f"stancegraph.go('view={view}&node=rome')")
    assert printed.evaluate(SHOWN, CONTROLS) == []


@pytest.mark.parametrize("part", ["h1", "#network", "#evidence h2", "#evidence .card"])
def test_paper_has_title_picture_and_evidence(printed: Page, part: str) -> None:
    printed.evaluate("stancegraph.go('node=rome')")
    assert printed.evaluate(SHOWN, part) != []


def test_paper_is_white_in_the_dark_too(printed: Page) -> None:
    assert printed.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_page_is_dark_again_after_printing(open_page: Callable[..., Any], flagship_page: str) -> None:
    page = open_page(flagship_page, color_scheme="dark").page
    for event in ("beforeprint", "afterprint"):
        page.evaluate("name => dispatchEvent(new Event(name))", event)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 26)"


def test_the_reader_s_view_is_back_after_printing_even_where_the_paper_s_layout_outlasts_it(
    open_page: Callable[..., Any], flagship_page: str
) -> None:
    page = open_page(flagship_page, color_scheme="dark").page
    page.click("#zoom-in")
    page.wait_for_timeout(400)
    view = "JSON.stringify([stancegraph.at('russia'), document.querySelector('#network canvas').width])"
    before = page.evaluate(view)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(200)  # vis-network sees the paper's shape
    assert page.evaluate(view) != before
    # Printed twice in a row, longer than a page waits for its screen.
    for event in ("afterprint", "beforeprint"):
        page.evaluate("name => dispatchEvent(new Event(name))", event)
    page.wait_for_timeout(1300)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen", color_scheme="dark")
    page.wait_for_timeout(400)
    assert page.evaluate(view) == before
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 26)"


def test_the_network_keeps_its_shape_on_paper(printed: Page) -> None:
    printed.evaluate("stancegraph.go('')")
    fit = printed.locator("#network canvas").evaluate("canvas => getComputedStyle(canvas).objectFit")
    assert fit == "contain"


def test_the_whole_table_goes_to_paper(printed: Page) -> None:
    printed.evaluate("stancegraph.go('view=table')")
    sizes = printed.locator("#table").evaluate("table => [table.scrollWidth - table.clientWidth, table.scrollHeight - table.clientHeight]")
    assert sizes == [0, 0]


def test_nothing_around_the_table_cuts_it_off(printed: Page) -> None:
    printed.evaluate("stancegraph.go('view=table')")
    ends = printed.evaluate(
        "['.picture', '#table tbody tr:last-child'].map((part) => document.querySelector(part).getBoundingClientRect().bottom)"
    )
    assert ends[0] >= ends[1]


@pytest.mark.parametrize("view", ["actors", "matrix"])
def test_other_views_go_to_paper_whole(printed: Page, view: str) -> None:
    printed.evaluate(f"stancegraph.go('view={view}')")
    picture = printed.locator(".picture").evaluate("each => [each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight]")
    assert picture == [0, 0]


def test_every_row_of_a_long_table_is_there_when_it_is_printed_at_once(open_page: Callable[..., Any], flagship_page: str) -> None:
    page = open_page(flagship_page).page
    count = "document.querySelectorAll('#table tbody tr').length"
    rows = page.evaluate(f"[stancegraph.go('view=table'), dispatchEvent(new Event('beforeprint')), {count}]")
    assert rows[2] == page.evaluate("stancegraph.statements().length")


@pytest.mark.parametrize("view", ["network", "actors", "matrix", "table"])
def test_a_pdf_has_pages_and_disturbs_no_console(fresh: Callable[..., Page], view: str) -> None:
    page = fresh(f"#view={view}&theme=dark")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    assert (bool(re.search(rb"/Type\s*/Page\b", page.pdf(format="A4"))), complaints) == (True, [])
