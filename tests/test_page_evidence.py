"""The evidence panel and the corner of the picture when filters change: what they say is of what is left, and nothing folds away again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stancegraph import loader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("towns") / "annotations.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return loader.load(path).page()


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


def test_a_selection_changes_nothing_in_the_corner(towns: Callable[[str], Page]) -> None:
    assert corner(towns("node=town-3")) == "12 issues on which two or more actors take a position"


def test_a_phone_is_told_the_same_in_few_words(open_page: Callable[..., object], html: str) -> None:
    page = open_page(html, size=(390, 844)).page  # type: ignore[attr-defined]
    assert corner(page) == "12 shared issues"


# -- an empty picture ---------------------------------------------------------------------------------------------------------------


def test_what_is_left_but_folded_away_is_not_passed_over_in_silence(open_page: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "annotations.yaml"
    path.write_text(TEXT + "\n- town 0 supports a feast: {coder: ana}\ncoders: {ana: {name: Ana}}\n", encoding="utf-8")
    page = open_page(loader.load(path).page(), "#hide-coder=none").page  # type: ignore[attr-defined]
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
