"""What keeps the page light at any size, told without a clock: bytes in the file, and elements that stay while nothing about them changed.

Times are measured beside peers in `benchmarks/bench_page.py`; ten thousand nodes with fifty thousand statements are built only there,
because their layout takes longer than all tests of the page.
"""

from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect

from stancegraph import columns, page, payload

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from playwright.sync_api import Page

pytestmark = pytest.mark.peers

synthetic: Callable[[int, int], nx.MultiDiGraph[str]] = run_path(str(Path(__file__).parent / "benchmarks" / "bench_page.py"))["synthetic"]


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph[str]:
    return synthetic(1_000, 5_000)


@pytest.fixture(scope="module")
def text(network: nx.MultiDiGraph[str]) -> str:
    return page.render(network)


@pytest.fixture
def opened(open_page: Callable[..., Watched], text: str) -> Callable[..., Page]:
    def opened(fragment: str = "") -> Page:
        return open_page(text, fragment).page

    return opened


# -- bytes ------------------------------------------------------------------------------------------------------------------------


def test_thousand_nodes_and_five_thousand_quotes_stay_below_their_budget(text: str) -> None:
    assert len(text.encode()) <= 1.5e6


def test_a_small_project_stays_below_its_budget() -> None:
    assert len(page.render(synthetic(60, 200)).encode()) <= 600_000


def test_data_of_a_small_project_are_a_fraction_of_the_file() -> None:
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page.render(synthetic(60, 200)), re.DOTALL)
    assert sum(len(block.encode()) for block in blocks) <= 26_000


def test_statement_takes_few_bytes_beside_its_quote(network: nx.MultiDiGraph[str]) -> None:
    quotes = sum(len(row.quotes[0].encode()) for row in network.graph["statements"].values())
    written = len(columns.as_json([payload.facts(network), payload.evidence(network, {})]).encode())
    assert (written - quotes) / 5_000 <= 26


# -- columns ----------------------------------------------------------------------------------------------------------------------


def test_every_id_is_read_as_it_was_written(opened: Callable[..., Page], network: nx.MultiDiGraph[str]) -> None:
    assert set(opened().evaluate("stancegraph.statements()")) == set(network.graph["statements"])


def test_every_quote_stands_with_its_statement(opened: Callable[..., Page], network: nx.MultiDiGraph[str]) -> None:
    cells = (
        opened("#view=table")
        .locator("#table tbody tr")
        .evaluate_all("rows => rows.map(row => [row.dataset.statement, row.cells[5].innerText])")
    )
    rows: dict[str, Any] = network.graph["statements"]
    assert {words for _, words in cells} == {
        f"\N{LEFT DOUBLE QUOTATION MARK}{rows[key].quotes[0]}\N{RIGHT DOUBLE QUOTATION MARK}" for key, _ in cells
    }


def test_findings_lead_to_their_premises(opened: Callable[..., Page], network: nx.MultiDiGraph[str]) -> None:
    found = network.graph["derived"][0]
    shown = opened(f"#finding={found.id}").locator("#evidence .card").evaluate_all("cards => cards.map(card => card.dataset.statement)")
    assert set(shown) == set(found.premises)


# -- what stays while nothing about it changed ------------------------------------------------------------------------------------

WATCH = """selector => {
  window.changes = 0;
  new MutationObserver((records) => { window.changes += records.length; }).observe(document.querySelector(selector), { childList: true, subtree: true });
}"""


def changes(shown: Page, selector: str, act: str) -> int:
    """How many times elements came or went below what is selected while something was done."""
    shown.evaluate(WATCH, selector)
    shown.evaluate(act)
    return int(shown.evaluate("new Promise(done => setTimeout(() => done(window.changes)))"))


@pytest.mark.parametrize("address", ["node=actor-1", "from=2008-01-01", "view=table"])
def test_bars_stay_while_nothing_but_the_range_or_the_selection_changes(opened: Callable[..., Page], address: str) -> None:
    assert changes(opened(), "#timeline .bars", f"stancegraph.go('{address}')") == 0


def test_bars_follow_a_filter(opened: Callable[..., Page]) -> None:
    assert changes(opened(), "#timeline .bars", "document.querySelector('[data-facet=stance] input').click()") > 0


@pytest.fixture
def table(opened: Callable[..., Page]) -> Page:
    shown = opened("#view=table")
    expect(shown.locator("#table tbody tr")).to_have_count(400)
    return shown


@pytest.mark.parametrize("act", ["stancegraph.go('view=table&node=actor-1')", "document.querySelector('#table tbody button').click()"])
def test_rows_stay_while_they_only_get_picked(table: Page, act: str) -> None:
    assert changes(table, "#table", act) == 0


def test_rows_stay_when_the_table_is_left_and_opened_again(table: Page) -> None:
    assert changes(table, "#table", "for (const _ of [1, 2]) document.getElementById('table-view').click()") == 0


def test_sorting_the_table_leaves_everything_else_alone(table: Page) -> None:
    assert changes(table, "#evidence", "document.querySelectorAll('#table th button')[4].click()") == 0


def test_rows_come_by_the_four_hundred_when_they_are_asked_for(table: Page) -> None:
    table.click("#table .more")
    expect(table.locator("#table tbody tr")).to_have_count(800)
    assert table.inner_text("#table .more") == "Show 400 more of 5,000"


def test_new_rows_leave_the_old_ones_where_they_are(table: Page) -> None:
    table.evaluate("window.first = document.querySelector('#table tbody tr')")
    table.click("#table .more")
    expect(table.locator("#table tbody tr")).to_have_count(800)
    assert table.evaluate("window.first === document.querySelector('#table tbody tr')")


@pytest.fixture(scope="module")
def many() -> nx.MultiDiGraph[str]:
    return synthetic(120, 13_001)  # three portions of words, the last of them short


@pytest.fixture
def long_table(open_page: Callable[..., Watched], many_text: str) -> Page:
    """On a machine so slow that no column is ranked without a breath."""
    shown = open_page(many_text, "#view=table").page
    shown.evaluate("void ((at) => { performance.now = () => (at += 20); })(performance.now())")
    return shown


@pytest.fixture(scope="module")
def many_text(many: nx.MultiDiGraph[str]) -> str:
    return page.render(many)


def test_table_sorts_more_words_than_one_portion_from_a_to_z_and_back(long_table: Page, many: nx.MultiDiGraph[str]) -> None:
    wanted = sorted(row.quotes[0] for row in many.graph["statements"].values())
    words = "[...document.querySelectorAll('#table tbody tr')].slice(0, 40).map((row) => row.cells[5].textContent.slice(1, -1))"
    found = []
    for order in ("ascending", "descending"):
        long_table.click("#table thead button:has-text('Words')")
        long_table.locator(f"#table th[aria-sort={order}]:has-text('Words')").wait_for()
        found.append(long_table.evaluate(words))
    assert found == [wanted[:40], wanted[:-41:-1]]


def test_two_quick_clicks_turn_the_order_round_and_who_goes_on_typing_is_left_alone(long_table: Page) -> None:
    long_table.evaluate(
        "for (const _ of [1, 2]) document.querySelectorAll('#table thead button')[5].click(); document.getElementById('search').focus()"
    )
    long_table.locator("#table th[aria-sort=descending]:has-text('Words')").wait_for()
    assert long_table.evaluate("document.activeElement.id") == "search"


def test_another_column_wins_over_one_that_is_still_being_sorted(long_table: Page) -> None:
    long_table.evaluate("for (const at of [5, 0, 7]) document.querySelectorAll('#table thead button')[at].click()")
    expect(long_table.locator("#table th[aria-sort]")).to_have_text(["Document \N{UPWARDS ARROW}"])
    long_table.wait_for_timeout(600)  # and stays, when the other would have been sorted
    expect(long_table.locator("#table th[aria-sort]")).to_have_text(["Document \N{UPWARDS ARROW}"])
    long_table.evaluate("document.querySelectorAll('#table thead button')[7].click()")
    expect(long_table.locator("#table th[aria-sort]")).to_have_text(["Document \N{DOWNWARDS ARROW}"])


def test_the_matrix_comes_row_by_row_and_is_marked_when_it_is_whole(opened: Callable[..., Page], network: nx.MultiDiGraph[str]) -> None:
    shown = opened()
    rows = "document.querySelectorAll('#matrix tbody tr').length"
    at_once = shown.evaluate(f"stancegraph.go('view=matrix'); {rows}")
    expect(shown.locator("#matrix [tabindex='0']")).to_have_count(1)
    assert 0 < at_once < shown.evaluate(rows) <= 120
    name = shown.locator("#matrix tbody tr").last.locator("th").inner_text()
    slug = next(slug for slug, known in network.nodes(data=True) if known["label"] == name)
    # Another day of the range makes all rows anew.
    shown.evaluate(f"stancegraph.go('view=matrix&from=1990-01-01&hide-stance=act&node={slug}')")
    expect(shown.locator("#matrix tr.picked th")).to_have_text(name)
    assert shown.evaluate(f"stancegraph.go('view=matrix'); document.getElementById('svg').click(); {rows}") > at_once


@pytest.fixture
def matrix(opened: Callable[..., Page]) -> Page:
    shown = opened("#view=matrix")
    expect(shown.locator("#matrix [tabindex='0']")).to_have_count(1)
    return shown


def test_two_changes_in_a_row_leave_the_matrix_where_the_reader_was(matrix: Page) -> None:
    matrix.evaluate("document.getElementById('matrix').scrollTop = 900")
    before = matrix.evaluate("document.getElementById('matrix').scrollTop")
    matrix.evaluate("for (const hidden of ['&hide-stance=oppose', '']) stancegraph.go(`view=matrix${hidden}`)")
    assert (before, matrix.evaluate("document.getElementById('matrix').scrollTop")) == (900, 900)


def test_the_focus_stays_in_the_matrix_while_its_rows_are_made_anew(matrix: Page) -> None:
    named = "document.activeElement.getAttribute('aria-label')"
    matrix.evaluate("[...document.querySelectorAll('#matrix .matrix-cell')].at(-1).focus()")
    before = matrix.evaluate(named)
    matrix.evaluate("for (const order of ['&order=name', '']) stancegraph.go(`view=matrix${order}`)")
    assert before == matrix.evaluate(named)
    assert matrix.evaluate("document.querySelectorAll('#matrix [tabindex=\"0\"]').length") == 1


def test_who_chooses_another_order_stands_on_its_button_and_goes_on_from_there(matrix: Page) -> None:
    at_once = matrix.evaluate(
        "(() => { const made = [...document.querySelectorAll('#matrix button')].find(({ textContent }) => textContent === 'Name');"
        " made.focus(); made.click(); return document.activeElement.textContent; })()"
    )
    matrix.keyboard.press("Tab")
    matrix.wait_for_timeout(300)
    assert (at_once, matrix.evaluate("document.activeElement.textContent")) == ("Name", "Most statements")


def test_a_cell_taken_while_rows_are_coming_is_the_one_to_walk_from(opened: Callable[..., Page]) -> None:
    shown = opened()
    chosen = shown.evaluate(
        "(() => { stancegraph.go('view=matrix'); const cell = [...document.querySelectorAll('#matrix .matrix-cell')].at(-1);"
        " cell.focus(); return cell.getAttribute('aria-label'); })()"
    )
    shown.wait_for_timeout(300)
    assert shown.locator("#matrix [tabindex='0']").evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))") == [chosen]


def test_search_reads_all_statements_in_the_end(opened: Callable[..., Page], network: nx.MultiDiGraph[str]) -> None:
    shown = opened()
    last = max(network.graph["statements"].values(), key=lambda row: (row.start or "", row.id))
    shown.fill("#search", last.quotes[0])
    shown.locator("#found [role=option]").first.wait_for()
    assert last.quotes[0] in shown.inner_text("#found")
