"""The page's matrix: a cell for each actor and issue, read without colour, walked by keyboard, never wider than asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

# Rome and Ostia are for the toll and against the silt, Capua the other way round; Nola says both of the toll; Cuma speaks of the walls
# alone. Capua's word on dredging has a condition and Nola's is a plan: both are held back.
HARBOUR = """\
actors: {ostia: {name: Ostia}}
statements:
  - Rome supports toll: {id: one}
  - Rome supports toll: {id: two}
  - Rome opposes silt
  - Rome does not support feast
  - Rome convenes assembly
  - Rome backs Ostia
  - Ostia supports toll
  - Ostia opposes silt
  - Ostia opposes feast
  - Capua opposes toll
  - Capua supports silt
  - Capua supports feast
  - Capua opposes dredging: {if: Rome pays}
  - Nola supports toll
  - Nola opposes toll
  - Nola supports dredging: {mode: planned}
  - Cuma supports walls
"""
HOSTILE = """\
actors: {bad: {name: "<img src=x onerror=alert(1)>\\u202Egnp"}}
issues: {worse: {name: "</script><script>alert(2)</script> __LONG__"}}
statements:
  - bad supports worse
"""
# 41 issues are too many at once. Rome speaks of all of them, Ostia of two.
WIDE = "".join(f"  - Rome supports issue {at}\n" for at in range(41))
WIDE = f"statements:\n{WIDE}  - Ostia opposes issue 3\n  - Ostia opposes issue 7\n"


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page
    complaints: list[str]


HEADINGS = "#matrix thead th bdi"
ROWS = "#matrix tbody th bdi"


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def looks(page: Page) -> dict[str, str]:
    """The stances of every cell by its accessible name up to the count."""
    cells = page.locator("#matrix tbody .matrix-cell")
    return dict(cells.evaluate_all("cells => cells.map(cell => [cell.ariaLabel, cell.dataset.looks])"))


@pytest.fixture(scope="module")
def harbour(page_of: Callable[[str], str]) -> str:
    return page_of(HARBOUR)


@pytest.fixture(scope="module")
def shown(look_at: Callable[..., Page], harbour: str) -> Page:
    return look_at(harbour)


@pytest.fixture
def opened(shown: Page) -> Page:
    """One page for all tests, with everything as it is at first."""
    shown.mouse.move(0, 0)
    shown.evaluate("stancegraph.go('view=matrix'); document.activeElement.blur()")
    for name in ("Camps", "Positions only"):
        shown.evaluate("name => document.querySelector(`[data-matrix='${name}']`).click()", name)
    return shown


def cell(page: Page, name: str) -> Locator:
    return page.locator("#matrix").get_by_role("button", name=name)


def test_it_is_shown_in_its_own_view_alone(opened: Page) -> None:
    assert opened.locator("#matrix").is_visible()
    opened.click("#network-view")
    assert not opened.locator("#matrix").is_visible()
    opened.click("#matrix-view")
    assert opened.locator("#matrix table").is_visible()


def test_every_pair_with_a_position_has_one_cell_that_says_it(opened: Page) -> None:
    assert looks(opened) == {
        "Rome supports toll, 2 statements": "support",
        "Rome opposes silt, 1 statement": "oppose",
        "Rome does not support feast, 1 statement": "weak",
        "Ostia supports toll, 1 statement": "support",
        "Ostia opposes silt, 1 statement": "oppose",
        "Ostia opposes feast, 1 statement": "oppose",
        "Capua opposes toll, 1 statement": "oppose",
        "Capua supports silt, 1 statement": "support",
        "Capua supports feast, 1 statement": "support",
        "Capua opposes dredging on a condition (held back), 1 statement": "conditional",
        "Nola supports toll, 1 statement; also opposes, 1 statement; a contradiction": "support oppose",
        "Nola supports dredging (held back), 1 statement": "support",
        "Cuma supports walls, 1 statement": "support",
    }


def test_it_is_a_table_with_headers_of_rows_and_columns(opened: Page) -> None:
    assert opened.locator('#matrix thead th[scope="col"]').count() == 5
    assert opened.locator('#matrix tbody th[scope="row"]').count() == 5
    assert opened.get_by_role("rowheader", name="Capua").count() == 1
    assert opened.get_by_role("columnheader", name="dredging").count() == 1


def test_a_cell_stands_in_the_row_and_column_of_its_names(opened: Page) -> None:
    cells = opened.locator("#matrix tbody .matrix-cell").evaluate_all(
        """cells => cells.map(cell => {
          const at = cell.closest("td");
          return [at.parentNode.querySelector("th").textContent, document.querySelectorAll("#matrix thead th")[at.cellIndex - 1].textContent, cell.ariaLabel];
        })"""
    )
    assert [name for row, column, name in cells if not (name.startswith(f"{row} ") and column in name)] == []


def test_every_stance_has_a_shape_of_its_own(opened: Page) -> None:
    shapes = opened.locator("#matrix .matrix-table .mark").evaluate_all(
        "marks => [...new Set(marks.map(mark => [mark.classList[1], ...[...mark.children].map(path => path.getAttribute('d'))].join(' ')))]"
    )
    by_stance = {shape.split(" ", 1)[0]: shape.split(" ", 1)[1] for shape in shapes}
    assert set(by_stance) == {"mark-support", "mark-oppose", "mark-weak", "mark-conditional"}
    solid = {stance: shape for stance, shape in by_stance.items() if stance != "mark-conditional"}
    assert len(set(solid.values())) == 3
    assert by_stance["mark-conditional"] == by_stance["mark-oppose"]


def test_a_condition_breaks_the_outline_of_the_side_it_is_on(opened: Page) -> None:
    dashes = "mark => getComputedStyle(mark.querySelector('.outline')).strokeDasharray"
    assert opened.locator(".matrix-table .mark-conditional").evaluate(dashes) != "none"
    assert opened.locator(".matrix-table .mark-oppose").first.evaluate(dashes) == "none"


def test_only_a_number_above_one_is_written(opened: Page) -> None:
    assert texts(opened, "#matrix .matrix-n") == ["\N{MULTIPLICATION SIGN}2"]


def test_what_is_held_back_is_faint(opened: Page) -> None:
    opacity = "cell => [...cell.querySelectorAll('.mark')].map(mark => getComputedStyle(mark).opacity)"
    assert cell(opened, "Nola supports dredging").evaluate(opacity) == ["0.5"]
    assert cell(opened, "Rome supports toll").evaluate(opacity) == ["1"]


def test_a_contradiction_is_a_split_cell_with_both_signs(opened: Page) -> None:
    split = opened.locator(".matrix-table .split")
    assert split.count() == 1
    assert split.locator(".mark-support").count() == split.locator(".mark-oppose").count() == 1


def test_the_key_names_the_signs_in_use_alone(opened: Page) -> None:
    assert texts(opened, ".matrix-key li") == [
        "supports", "opposes", "on a condition", "stops short", "faint: held back", "both: contradiction",
    ]  # fmt: skip


def test_camps_stand_together_and_who_shares_nothing_with_them_stands_last(opened: Page) -> None:
    rows, columns = texts(opened, ROWS), texts(opened, HEADINGS)
    assert (rows[0], set(rows[1:4]), rows[4:]) == ("Capua", {"Rome", "Ostia", "Nola"}, ["Cuma"])
    assert (set(columns[:2]), set(columns[2:4]), columns[4:]) == ({"silt", "feast"}, {"toll", "dredging"}, ["walls"])


@pytest.mark.parametrize("fragment", ["", "hide-stance=act", "columns=all", "acts=yes", "hide-asserted=held"])
def test_whoever_stands_on_the_left_of_the_network_stands_above_whatever_is_filtered(
    look_at: Callable[..., Page], flagship_page: str, fragment: str
) -> None:
    page = look_at(flagship_page, f"#view=matrix&{fragment}")
    rows = texts(page, ROWS)
    west, east = (page.evaluate(f"stancegraph.at('{slug}').x") for slug in ("united-states", "serbia"))
    assert west < east
    assert rows.index("United States") < rows.index("Serbia")


def test_a_line_divides_the_camps(opened: Page) -> None:
    starts = opened.locator("#matrix tbody tr.start th").all_text_contents()
    assert starts == ["Capua", texts(opened, ROWS)[1], "Cuma"]


def test_order_by_name_is_alphabetic_both_ways(opened: Page) -> None:
    opened.get_by_role("button", name="Name", exact=True).click()
    assert texts(opened, ROWS) == ["Capua", "Cuma", "Nola", "Ostia", "Rome"]
    assert texts(opened, HEADINGS) == ["dredging", "feast", "silt", "toll", "walls"]
    assert opened.get_by_role("button", name="Name", exact=True).get_attribute("aria-pressed") == "true"


def test_order_by_statements_puts_most_first_and_equals_by_name(opened: Page) -> None:
    opened.get_by_role("button", name="Most statements").click()
    # Capua 4, Rome 4, Nola 3, Ostia 3, Cuma 1; toll 6, feast 3, silt 3, dredging 2, walls 1.
    assert texts(opened, ROWS) == ["Capua", "Rome", "Nola", "Ostia", "Cuma"]
    assert texts(opened, HEADINGS) == ["toll", "feast", "silt", "dredging", "walls"]


def test_acts_come_in_when_they_are_asked_for(opened: Page) -> None:
    assert "assembly" not in texts(opened, HEADINGS)
    opened.get_by_role("button", name="With acts").click()
    assert "assembly" in texts(opened, HEADINGS)
    assert cell(opened, "Rome convenes assembly, 1 statement").locator(".mark-act").count() == 1
    opened.get_by_role("button", name="Positions only").click()
    assert "assembly" not in texts(opened, HEADINGS)


def test_positions_on_actors_have_no_column_and_the_line_says_so(opened: Page) -> None:
    assert opened.locator(".matrix-line").inner_text() == "5 actors, 5 issues. Not here: 1 position statement on other actors."


def test_a_filter_takes_its_cells_away(opened: Page) -> None:
    opened.evaluate("stancegraph.go('view=matrix&hide-asserted=held')")
    assert texts(opened, ".matrix-key li") == ["supports", "opposes", "stops short", "both: contradiction"]
    assert "dredging" not in texts(opened, HEADINGS)


def test_filters_that_leave_nothing_are_told(opened: Page) -> None:
    opened.evaluate("stancegraph.go('view=matrix&hide-asserted=held&hide-asserted=asserted')")
    assert opened.locator(".matrix-empty").inner_text() == "No position on an issue is left by the filters."


def test_a_cell_shows_its_evidence_and_is_marked(opened: Page) -> None:
    cell(opened, "Ostia opposes silt").click()
    assert opened.locator("#evidence h2").inner_text() == "Ostia opposes silt"
    assert opened.locator("#matrix .picked").get_attribute("aria-label") == "Ostia opposes silt, 1 statement"
    assert opened.locator("#matrix [aria-current]").get_attribute("aria-label") == "Ostia opposes silt, 1 statement"


def test_headers_show_the_evidence_of_their_node_and_light_it(opened: Page) -> None:
    opened.locator("#matrix thead").get_by_text("feast").click()
    assert opened.locator("#evidence h2").inner_text() == "feast"
    assert opened.locator("#matrix col.picked").count() == 1
    opened.locator("#matrix tbody th").get_by_text("Capua").click()
    assert opened.locator("#evidence h2").inner_text() == "Capua"
    assert texts(opened, "#matrix tr.picked th") == ["Capua"]
    assert opened.locator("#matrix col.picked").count() == 0


def test_picking_does_not_make_the_table_anew(opened: Page) -> None:
    opened.evaluate("document.querySelector('#matrix table').dataset.same = 'yes'")
    cell(opened, "Ostia opposes silt").click()
    assert opened.locator("#matrix table[data-same=yes]").count() == 1


def test_pointing_at_a_cell_lights_its_column(opened: Page) -> None:
    cell(opened, "Ostia opposes silt").hover()
    silt = texts(opened, HEADINGS).index("silt") + 1
    assert opened.evaluate("[...document.querySelectorAll('#matrix col')].findIndex(col => col.className === 'lit')") == silt


def test_arrows_walk_over_cells_and_enter_opens(opened: Page) -> None:
    opened.get_by_role("button", name="Name", exact=True).click()
    focused = "document.activeElement.ariaLabel ?? document.activeElement.textContent"
    cell(opened, "Capua opposes dredging").focus()
    walk = {
        "ArrowRight": "Capua supports feast, 1 statement",
        "ArrowDown": "Ostia opposes feast, 1 statement",  # Cuma and Nola say nothing of it
        "End": "Ostia supports toll, 1 statement",
        "ArrowUp": "Nola supports toll, 1 statement; also opposes, 1 statement; a contradiction",
        "Home": "Nola",
    }
    for key, expected in walk.items():
        opened.keyboard.press(key)
        assert opened.evaluate(focused) == expected
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    assert opened.locator("#evidence h2").inner_text() == "Nola supports dredging"


def test_one_button_of_the_table_is_a_tab_stop(opened: Page) -> None:
    assert opened.locator('#matrix table button[tabindex="0"]').count() == 1
    cell(opened, "Ostia opposes silt").focus()
    assert opened.locator('#matrix table button[tabindex="0"]').get_attribute("aria-label") == "Ostia opposes silt, 1 statement"


def test_focus_stays_on_a_control_that_rebuilds_the_table(opened: Page) -> None:
    opened.get_by_role("button", name="Most statements").focus()
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.textContent") == "Most statements"


def test_a_choice_is_announced_and_leaves_the_evidence_alone(opened: Page) -> None:
    opened.evaluate("document.querySelector('#evidence-body').firstChild.dataset.same = 'yes'")
    opened.get_by_role("button", name="With acts").click()
    assert opened.locator("#live").inner_text().startswith("5 actors, 6 issues and acts.")
    assert opened.locator("#evidence [data-same=yes]").count() == 1


def test_a_wide_matrix_opens_on_what_two_or_more_speak_of(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    page = open_page(page_of(WIDE), "#view=matrix").page
    assert page.locator(".matrix-line").inner_text() == "Showing 2 of 41 issues: those on which two or more take a position. Show all"
    assert sorted(texts(page, HEADINGS)) == ["issue 3", "issue 7"]
    page.get_by_role("button", name="Show all", exact=True).last.click()
    assert page.locator("#matrix thead th").count() == 41
    assert page.locator(".matrix-line").inner_text() == "2 actors, 41 issues. Only shared ones"
    page.get_by_role("button", name="Only shared ones").click()
    assert page.locator("#matrix thead th").count() == 2


@pytest.mark.peers
def test_a_huge_matrix_is_cut_to_those_with_the_most_statements(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    # 160 actors on 61 issues make 9,760 cells. Actor 0 speaks of every issue, everybody of issue 0.
    lines = [f"  - actor {at} supports issue 0\n" for at in range(160)] + [f"  - actor 0 opposes issue {at}\n" for at in range(1, 61)]
    page = open_page(page_of(f"statements:\n{''.join(lines)}"), "#view=matrix").page
    page.locator(".matrix-line button").click()
    assert page.locator("#matrix tbody tr").count() == 120
    assert page.locator("#matrix thead th").count() == 50
    assert (
        page.locator(".matrix-line")
        .inner_text()
        .startswith("Showing 50 of 61 issues, and 120 of 160 actors: those with the most statements.")
    )


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_names_stay_in_view_while_the_table_scrolls(open_page: Callable[..., Watched], flagship_page: str, size: tuple[int, int]) -> None:
    page = open_page(flagship_page, "#view=matrix", size=size).page
    page.evaluate("document.getElementById('matrix').scrollTo(300, 500)")
    frame = page.locator("#matrix").bounding_box()
    head, name = page.locator("#matrix thead").bounding_box(), page.locator("#matrix tbody th").last.bounding_box()
    assert frame
    assert head
    assert name
    assert abs(head["y"] - frame["y"]) < 2
    assert abs(name["x"] - frame["x"]) < 2
    assert name["width"] < 0.4 * frame["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_names_stay_text(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    watched = open_page(page_of(HOSTILE.replace("__LONG__", "x" * 5000)), "#view=matrix")
    page = watched.page
    assert texts(page, ROWS) == ["<img src=x onerror=alert(1)>�gnp"]
    assert page.locator("#matrix thead th").inner_text().startswith("</script>")
    assert page.locator("#matrix img, #matrix script").count() == 0
    assert watched.complaints == []


def test_no_control_makes_the_console_complain(open_page: Callable[..., Watched], harbour: str) -> None:
    watched = open_page(harbour, "#view=matrix", color_scheme="dark")
    page = watched.page
    for name in ("Name", "Most statements", "Camps", "With acts", "Positions only"):
        page.get_by_role("button", name=name, exact=True).click()
    cell(page, "Ostia opposes silt").click()
    assert watched.complaints == []
