"""Corners of the page: labels cut between letters, the keyboard in a large network, who may be a pair, very much of something."""

from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect

from stancegraph import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FLAGS = "\N{REGIONAL INDICATOR SYMBOL LETTER R}\N{REGIONAL INDICATOR SYMBOL LETTER S}"


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page
    complaints: list[str]


@pytest.mark.peers
def test_no_label_is_cut_inside_of_a_letter(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    lengths = range(10, 96)  # the page cuts after 18, 24, 48, 60, 72, 80 and 90 letters
    label = {at: "x" * at + FLAGS * 30 for at in lengths}
    actors = [f"  actor{at}: {{name: {label[at]}}}" for at in lengths]
    issues = [f"  issue{at}: {{name: y{label[at]}}}" for at in lengths]
    said = [
        f"- actor{at} {verb} issue{target}"
        for at in lengths
        for verb, target in (("supports", at), ("opposes", 10))
        if at != 10 or verb == "supports"
    ]
    text = "\n".join(["actors:", *actors, "issues:", *issues, "statements:", *said])
    shown = open_page(page_of(text), "#detail=all&columns=all", accept_downloads=True)
    for view in ("network", "actors", "matrix"):
        shown.page.evaluate("view => stancegraph.go(`detail=all&columns=all&view=${view}`)", view)
        for button, head in (("png", b"\x89PNG"), ("svg", b"<svg")):
            with shown.page.expect_download() as waited:
                shown.page.click(f"#{button}")
            saved = Path(waited.value.path()).read_bytes()
            assert saved.startswith(head)
            assert "\N{REPLACEMENT CHARACTER}" not in (saved.decode() if button == "svg" else "")
    assert shown.complaints == []


# -- the keyboard -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large() -> str:
    synthetic: Any = run_path(str(Path(__file__).parent / "benchmarks" / "bench_page.py"))["synthetic"]
    return page.render(synthetic(400, 1_000))


def test_arrows_walk_on_after_their_node_has_left_a_large_picture(open_page: Callable[..., Watched], large: str) -> None:
    shown = open_page(large, "#node=actor-207")
    shown.page.focus("#network")
    shown.page.keyboard.press("Escape")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "Home", "ArrowUp"):
        shown.page.keyboard.press(key)
    shown.page.evaluate("document.activeElement.blur()")
    shown.page.focus("#network")
    assert shown.complaints == []
    assert re.search(r"\d statements?$", shown.page.text_content("#live") or "")


def test_arrows_walk_while_nodes_are_still_coming(open_page: Callable[..., Watched], large: str) -> None:
    shown = open_page(large, "#detail=all")
    shown.page.focus("#network")
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("ArrowLeft")
    assert shown.complaints == []


def test_a_node_that_is_filtered_out_does_not_keep_the_keyboard(open_page: Callable[..., Watched], flagship_page: str) -> None:
    shown = open_page(flagship_page, "#node=nato").page
    shown.focus("#network")
    shown.keyboard.press("Escape")
    shown.evaluate("stancegraph.go('hide-actor=igo')")
    shown.evaluate("document.activeElement.blur()")
    shown.focus("#network")
    assert "NATO" not in (shown.text_content("#live") or "")


def test_arrows_go_on_from_a_node_that_was_clicked(open_page: Callable[..., Watched], flagship_page: str) -> None:
    shown = open_page(flagship_page).page
    at = shown.evaluate("stancegraph.at('serbia')")
    frame = shown.locator("#network").bounding_box()
    assert frame
    shown.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("Enter")
    assert re.fullmatch("#node=(?!serbia).+", shown.evaluate("location.hash"))


# -- pairs and lines ----------------------------------------------------------------------------------------------------------------


def test_an_actor_and_an_issue_are_no_pair_but_show_the_line_between_them(open_page: Callable[..., Watched], flagship_page: str) -> None:
    shown = open_page(flagship_page, "#node=serbia").page
    at = shown.evaluate("stancegraph.at('independence')")
    frame = shown.locator("#network").bounding_box()
    assert frame
    shown.keyboard.down("Shift")
    shown.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    shown.keyboard.up("Shift")
    assert shown.locator("#evidence h2").inner_text() == "Serbia opposes independence of Kosovo"
    shown.evaluate("stancegraph.go('node=independence&node=eu-mission')")
    assert shown.locator("#evidence h2").inner_text() == "independence of Kosovo"


def test_who_speaks_of_itself_has_a_line_that_can_be_clicked(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    shown = open_page(page_of("statements:\n- Rome criticizes Rome\n- Rome opposes the toll\n")).page
    at = shown.evaluate("stancegraph.middle('rome', 'rome')")
    frame = shown.locator("#network").bounding_box()
    assert frame
    shown.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    assert shown.locator("#evidence h2").inner_text() == "Rome opposes Rome"


# -- much of something --------------------------------------------------------------------------------------------------------------


@pytest.mark.peers
def test_of_very_many_documents_the_legend_shows_the_largest_first(
    open_page: Callable[..., Watched], page_of: Callable[[str], str]
) -> None:
    lines = [f"- Rome supports issue {at % 9}: {{source: d{at}}}" for at in range(300)] + ["- Rome opposes issue 1: {source: d299}"]
    papers = ", ".join(f"d{at}: {{title: Paper {at:03}}}" for at in range(300))
    shown = open_page(page_of("\n".join([f"documents: {{{papers}}}", "statements:", *lines]))).page
    rows = shown.locator("[data-facet=document] .row")
    assert (rows.count(), shown.locator("[data-facet=document] .row[data-value=d299]").count()) == (40, 1)
    shown.click("text=Show 200 more of 260")
    assert rows.count() == 240
    shown.click("text=Show 60 more of 60")
    assert rows.count() == 300


def test_paper_has_the_rows_that_the_reader_unfolded_and_says_what_it_leaves_out(
    open_page: Callable[..., Watched], page_of: Callable[[str], str]
) -> None:
    lines = [f"- actor {at % 60} supports issue {at}" for at in range(900)]
    shown = open_page(page_of("\n".join(["statements:", *lines])), "#view=table").page
    count = "document.querySelectorAll('#table tbody tr').length"
    at_once = f"(() => {{ dispatchEvent(new Event('beforeprint')); return {count}; }})()"
    assert shown.evaluate(at_once) == 400
    assert "Below are the first 400 of 900 rows: show more before you print, or filter." in (shown.text_content("#on-paper") or "")
    shown.click("#table .more")
    expect(shown.locator("#table tbody tr")).to_have_count(800)
    assert shown.evaluate(at_once) == 800
    shown.click("#table .more")
    expect(shown.locator("#table tbody tr")).to_have_count(900)
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "Below are the first" not in (shown.text_content("#on-paper") or "").replace("Below are the first 40 statements", "")


def test_an_address_that_a_browser_refuses_for_a_while_comes_later(open_page: Callable[..., Watched], flagship_page: str) -> None:
    shown = open_page(flagship_page).page
    shown.clock.install()
    shown.evaluate("void (history.replaceState = () => { throw new Error('too many'); })")
    shown.uncheck("[data-facet=stance] [data-value=act] input")
    before = shown.evaluate("location.hash")
    shown.evaluate("delete history.replaceState")
    shown.clock.run_for(6_000)
    assert (before, shown.evaluate("location.hash")) == ("", "#hide-stance=act")
