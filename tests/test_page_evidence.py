"""The evidence panel and the corner of the picture when filters change: what they say is of what is left, and nothing folds away again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# Sixteen towns on twelve shared issues, each with an issue of its own; two change their minds about the toll in the later paper.
TOWNS = 16
SHARED = [f"issue {at}" for at in range(11)]
EARLY = [f"  - town {town} supports {issue}" for town in range(TOWNS) for issue in ["toll", *SHARED]]
OWN = [f"  - town {town} supports whim {town}" for town in range(TOWNS)]
LATE = [f"  - town {town} opposes toll" for town in range(2)]
TEXT = "\n".join(
    [
        "documents: {early: {title: Early, date: 2001-01-01}, late: {title: Late, date: 2002-01-01}}",
        "statements:",
        *("- source: early", "  statements:", *EARLY, *OWN),
        *("- source: late", "  statements:", *LATE),
    ]
)


@pytest.fixture(scope="module")
def html(page_of: Callable[[str], str]) -> str:
    return page_of(TEXT)


@pytest.fixture(scope="module")
def towns(look_at: Callable[..., Page], html: str) -> Callable[[str], Page]:
    """One page for all tests, at another address each."""
    page = look_at(html)

    def look(fragment: str = "") -> Page:
        page.evaluate("fragment => { document.activeElement.blur(); stancegraph.go(fragment); }", fragment)
        return page

    return look


def corner(page: Page) -> str:
    return page.locator("#detail-text").inner_text()


# -- the corner of the picture ------------------------------------------------------------------------------------------------------


def test_the_corner_counts_what_two_or_more_speak_of(towns: Callable[[str], Page]) -> None:
    assert corner(towns("")) == "12 issues on which two or more actors take a position"


def test_with_a_filter_the_corner_says_how_many_of_them_are_left(towns: Callable[[str], Page]) -> None:
    assert corner(towns("hide-document=early")) == "1 of 12 shared issues, as filtered"


def test_the_corner_of_the_whole_counts_everything(towns: Callable[[str], Page]) -> None:
    assert corner(towns("detail=all")) == "Everything: 28 issues"
    assert corner(towns("detail=all&hide-document=early")) == "1 of 28 issues, as filtered"


def test_the_corner_counts_each_kind_by_its_name(open_page: Callable[..., object], flagship_page: str) -> None:
    page = open_page(flagship_page, "#detail=all").page  # type: ignore[attr-defined]
    assert re.fullmatch(r"Everything: \d+ issues, \d+ acts and \d+ instruments", corner(page))


def test_the_corner_says_how_much_a_selection_unfolds(towns: Callable[[str], Page]) -> None:
    assert corner(towns("node=town-3")) == "12 issues on which two or more actors take a position, and 1 more for what is chosen"
    assert corner(towns("node=toll")) == "12 issues on which two or more actors take a position"


def test_a_phone_is_told_the_same_in_few_words(open_page: Callable[..., object], html: str) -> None:
    page = open_page(html, size=(390, 844)).page  # type: ignore[attr-defined]
    assert corner(page) == "12 shared issues"


# -- an empty picture ---------------------------------------------------------------------------------------------------------------


def test_what_is_left_but_folded_away_is_not_passed_over_in_silence(
    open_page: Callable[..., object], page_of: Callable[[str], str]
) -> None:
    html = page_of(TEXT + "\n- town 0 supports a feast: {coder: ana}\ncoders: {ana: {name: Ana}}\n")
    page = open_page(html, "#hide-coder=none").page  # type: ignore[attr-defined]
    assert page.evaluate("stancegraph.statements().length") == 1
    assert page.locator("#nothing").inner_text().startswith("What the filters leave is folded away here")
    page.click("#whole")
    assert page.locator("#nothing").is_hidden()


def test_a_chosen_actor_without_a_statement_left_says_so(towns: Callable[[str], Page]) -> None:
    page = towns("node=town-5&hide-document=early")
    assert "The filters leave none of its statements." in page.locator("#evidence").inner_text()


# -- findings -----------------------------------------------------------------------------------------------------------------------


def test_findings_are_counted_while_nothing_is_filtered(towns: Callable[[str], Page]) -> None:
    assert towns("").locator(".findings summary").inner_text() == "What stands out (2)"


@pytest.mark.parametrize("address", ["", "node=toll"])
def test_a_finding_goes_when_a_statement_below_it_does(towns: Callable[[str], Page], address: str) -> None:
    panel = towns(f"{address}&hide-document=late").locator(".findings")
    assert re.fullmatch(r"What .*stands out \(0 of 2\)", panel.locator("summary").inner_text())
    assert panel.locator("li").count() == 0
    assert panel.locator(".note").text_content() == "Of the others the filters leave out a statement that they rest on."


def test_findings_follow_the_range_too(towns: Callable[[str], Page]) -> None:
    assert towns("to=2001-06-30").locator(".findings summary").inner_text() == "What stands out (0 of 2)"


# -- what the reader opened ---------------------------------------------------------------------------------------------------------


def test_what_was_opened_stays_open_when_a_filter_changes(towns: Callable[[str], Page]) -> None:
    page = towns("node=town-4")
    page.click(".compare summary")
    page.click('.facet[data-facet="document"] [data-value="late"] input')
    assert page.locator(".compare").get_attribute("open") is not None
    assert "hide-document=late" in page.evaluate("location.hash")


def test_as_many_statements_are_shown_after_a_filter_as_before(towns: Callable[[str], Page]) -> None:
    page = towns("")
    page.click("#evidence .more")
    page.click('.facet[data-facet="document"] [data-value="late"] input')
    assert page.locator("#evidence .card").count() == 80


def test_something_else_that_is_chosen_begins_anew(towns: Callable[[str], Page]) -> None:
    page = towns("node=town-4")
    page.click(".compare summary")
    page.evaluate("stancegraph.go('node=town-6')")
    assert page.locator(".compare").get_attribute("open") is None


def test_every_actor_can_be_compared_with(towns: Callable[[str], Page]) -> None:
    page = towns("node=town-4")
    page.click(".compare summary")
    first = page.locator(".compare li").count()
    page.click("text=Show all 15")
    assert (first, page.locator(".compare li").count()) == (12, 15)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelector('.compare li:nth-child(13)')")


@pytest.mark.parametrize(("touch", "told"), [(True, "Compare with"), (False, "Hold Shift")])
def test_a_finger_is_not_told_to_hold_a_key(open_page: Callable[..., object], html: str, touch: bool, told: str) -> None:  # noqa: FBT001 - a case
    page = open_page(html, has_touch=touch, is_mobile=touch).page  # type: ignore[attr-defined]
    assert told in page.locator("#evidence .note").first.inner_text()


# -- what the filters leave ---------------------------------------------------------------------------------------------------------


def test_nothing_is_lit_by_statements_that_are_filtered_out(towns: Callable[[str], Page]) -> None:
    page = towns("node=toll&hide-document=early")
    lit = set(page.evaluate("stancegraph.nodes()")) - set(page.evaluate("stancegraph.faded()"))
    assert lit == {"toll", "town-0", "town-1"}


def test_what_is_told_of_a_node_counts_what_is_left(towns: Callable[[str], Page]) -> None:
    page = towns("node=town-0&hide-document=late")
    assert page.text_content("#live") == "town 0, type unknown, 13 statements."


def test_a_rule_says_what_it_is(towns: Callable[[str], Page]) -> None:
    page = towns("")
    page.click(".finding button")
    told = page.locator("#evidence .note").first.inner_text()
    assert re.fullmatch(r"By rule R6 from 2 statements\. Two disjoint stances of one actor on one target, one later, are a shift\.", told)


def test_the_overview_counts_every_kind_of_target_by_its_name(open_page: Callable[..., object], flagship_page: str) -> None:
    summary = open_page(flagship_page).page.locator("#evidence .summary").inner_text()  # type: ignore[attr-defined]
    assert re.fullmatch(r"\d+ statements by \d+ actors on \d+ issues, \d+ acts, \d+ instruments and \d+ actors\.", summary)


# -- the table and the matrix -------------------------------------------------------------------------------------------------------

TIMES = """\
documents: {paper: {title: Paper, date: 2008-02-14?}}
statements:
- source: paper
  statements:
  - Rome opposes the toll: {when: 199X}
  - Ostia opposes the toll: {when: ../1999}
  - Cuma opposes the toll
- Nola opposes the toll
"""


def test_the_table_says_what_was_coded_and_no_day_more(open_page: Callable[..., object], page_of: Callable[[str], str]) -> None:
    page = open_page(page_of(TIMES), "#view=table").page  # type: ignore[attr-defined]
    rows = "rows => Object.fromEntries(rows.map(row => [row.cells[2].innerText, [row.cells[0].innerText, row.cells[1].innerText]]))"
    assert page.locator("#table tbody tr").evaluate_all(rows) == {
        "Rome": ["2008-02-14?", "199X"],
        "Ostia": ["2008-02-14?", "by 1999"],
        "Cuma": ["2008-02-14?", ""],
        "Nola": ["undated", ""],
    }


def test_what_is_chosen_is_marked_in_the_table_and_brought_into_view(open_page: Callable[..., object], html: str) -> None:
    page = open_page(html, "#view=table").page  # type: ignore[attr-defined]
    page.wait_for_timeout(300)
    page.fill("#search", "whim 15")
    page.keyboard.press("Enter")
    assert page.locator("#table tr.picked").locator("td >> nth=3").all_inner_texts() == ["whim 15"]
    row, frame = (page.locator(each).first.bounding_box() for each in ("#table tr.picked", "#table"))
    assert frame["y"] <= row["y"] <= frame["y"] + frame["height"]


def test_what_is_chosen_is_brought_into_view_in_the_matrix(open_page: Callable[..., object], flagship_page: str) -> None:
    page = open_page(flagship_page, "#view=matrix", size=(1280, 700)).page  # type: ignore[attr-defined]
    page.fill("#search", "Slovakia")
    page.keyboard.press("Enter")
    row, frame = (page.locator(each).first.bounding_box() for each in ("#matrix tr.picked", "#matrix"))
    assert frame["y"] <= row["y"] <= frame["y"] + frame["height"]


# -- the search ---------------------------------------------------------------------------------------------------------------------


def test_the_search_keeps_places_for_words_and_says_how_many_there_are(towns: Callable[[str], Page]) -> None:
    page = towns("")
    page.fill("#search", "issue")
    kinds = page.locator("#found li .note").all_inner_texts()
    assert (len(kinds), kinds.count("statement")) == (12, 4)
    # eleven issues, and every statement about one of them
    assert page.locator("#found li.none").inner_text() == "12 of 187: write more to find the rest"
    page.keyboard.press("Escape")


def test_what_was_found_leaves_the_box_empty(towns: Callable[[str], Page]) -> None:
    page = towns("")
    page.fill("#search", "town 3")
    page.keyboard.press("Enter")
    assert (page.input_value("#search"), page.evaluate("location.hash")) == ("", "#node=town-3")


# -- on paper and in files ----------------------------------------------------------------------------------------------------------


def test_paper_says_what_is_filtered_what_signs_mean_and_what_is_left_out(open_page: Callable[..., object], html: str) -> None:
    page = open_page(html, "#hide-document=late&to=2001-06-30").page  # type: ignore[attr-defined]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    told = page.locator("#on-paper").inner_text()
    assert "208 of 210 statements \N{MIDDLE DOT} until 30 Jun 2001 \N{MIDDLE DOT} document: only early" in told
    assert "supports" in told
    assert "Below are the first 40 statements; the table has them all." in told


def test_a_saved_picture_says_what_is_filtered_and_what_signs_mean(towns: Callable[[str], Page]) -> None:
    page = towns("hide-document=late&node=town-3")
    with page.expect_download() as waited:
        page.click("#svg")
    text = waited.value.path().read_text(encoding="utf-8")
    assert "208 of 210 statements \N{MIDDLE DOT} document: only early \N{MIDDLE DOT} chosen: town 3" in text
    assert ">supports</text>" in text
    assert ">opposes</text>" not in text
