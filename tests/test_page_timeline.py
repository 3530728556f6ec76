"""The page's time axis: bars by day and stance, a range with two handles that can be dragged, a film of positions coming and going."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# Six days of January 2008, three of them with statements; one statement years before, one years after, one without a date: 21 in all.
SUPPORTS = [f"  - actor {at} supports toll: {{when: 2008-01-10}}" for at in range(8)]
OPPOSES = [f"  - actor {at} opposes toll: {{when: 2008-01-10}}" for at in range(8, 10)]
LATER = [f"  - actor {at} opposes silt: {{when: 2008-01-11}}" for at in range(3)]
LAST = [f"  - actor {at} supports feast: {{when: 2008-01-15}}" for at in range(5)]
FAR = ["  - Rome opposes toll: {when: 1999-03-01}", "  - Rome supports feast: {when: 2016-06-01}", "  - Rome supports silt"]
DASH = "\N{EN DASH}"
STEP = 1500  # milliseconds of a film: twelve seconds for the six days and the two ends


@pytest.fixture(scope="module")
def text(page_of: Callable[[str], str]) -> str:
    return page_of("\n".join(["statements:", *SUPPORTS, *OPPOSES, *LATER, *LAST, *FAR]))


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page


@pytest.fixture
def opened(open_page: Callable[..., Watched], text: str) -> Callable[..., Page]:
    return lambda *words, **more: open_page(text, *words, **more).page


@pytest.fixture
def playing(opened: Callable[..., Page]) -> Page:
    """The page right after its play button was pressed, its clock in our hands."""
    page = opened()
    page.clock.install()
    page.click("#play")
    return page


def shown(page: Page) -> int:
    """How many statements the filters leave."""
    return int(page.evaluate("stancegraph.statements().length"))


def range_text(page: Page) -> str:
    return page.locator("#timeline .range").inner_text()


# -- the axis ---------------------------------------------------------------------------------------------------------------------


def test_bars_stand_for_days_and_for_what_is_far_before_or_after(opened: Callable[..., Page]) -> None:
    assert opened().locator("#timeline .bars title").all_text_contents() == [
        "Before 10 Jan 2008: 1 opposes",
        "10 Jan 2008: 8 supports, 2 opposes",
        "11 Jan 2008: 3 opposes",
        "15 Jan 2008: 5 supports",
        "After 15 Jan 2008: 1 supports",
    ]


def test_filters_change_what_a_bar_says(opened: Callable[..., Page]) -> None:
    assert opened("#hide-stance=support").locator("#timeline .bars title").nth(1).text_content() == "10 Jan 2008: 2 opposes"


def test_ends_of_the_axis_are_named(opened: Callable[..., Page]) -> None:
    ticks = opened().locator("#timeline .ticks span").all_text_contents()
    assert (ticks[0], ticks[-1]) == ("earlier · 10 Jan 2008", "15 Jan 2008 · later")


@pytest.mark.parametrize("size", [(1440, 900), (1000, 700), (390, 844)])
def test_no_two_days_below_the_bars_overlap(opened: Callable[..., Page], size: tuple[int, int]) -> None:
    boxes = (
        opened(size=size)
        .locator("#timeline .ticks span")
        .evaluate_all("ticks => ticks.map(each => each.getBoundingClientRect()).map(({ left, right }) => [left, right])")
    )
    assert all(right < left for (_, right), (left, _) in pairwise(boxes))


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_no_day_below_the_bars_is_cut_off(opened: Callable[..., Page], size: tuple[int, int]) -> None:
    ticks = opened(size=size).locator("#timeline .ticks")
    assert ticks.evaluate("ticks => ticks.scrollWidth <= ticks.clientWidth")


# -- the range --------------------------------------------------------------------------------------------------------------------


def test_whole_range_says_so(opened: Callable[..., Page]) -> None:
    assert range_text(opened()) == "All dates"


def test_first_handle_leaves_out_what_is_far_before_by_one_key(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#timeline .from").press("ArrowRight")
    assert (shown(page), range_text(page)) == (20, "from 10 Jan 2008")


def test_last_handle_leaves_out_what_is_far_after_by_one_key(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#timeline .until").press("ArrowLeft")
    assert (shown(page), range_text(page)) == (20, "until 15 Jan 2008")


def test_what_is_far_before_can_be_seen_alone_with_the_undated(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#timeline .until").press("Home")
    assert (shown(page), range_text(page)) == (2, "before 10 Jan 2008")


def test_handles_say_their_days(opened: Callable[..., Page]) -> None:
    page = opened("#from=2008-01-11")
    values = page.locator("#timeline input").evaluate_all("handles => handles.map(each => each.getAttribute('aria-valuetext'))")
    assert values == ["11 Jan 2008", "after 15 Jan 2008"]


def test_single_day_is_said_once(opened: Callable[..., Page]) -> None:
    assert range_text(opened("#from=2008-01-11&to=2008-01-11")) == "11 Jan 2008"


def test_range_is_dragged_by_its_middle(opened: Callable[..., Page]) -> None:
    page = opened("#from=2008-01-10&to=2008-01-11")
    box = page.locator("#timeline .bars").bounding_box()
    assert box
    slot = box["width"] / 8  # six days and two ends
    page.mouse.move(box["x"] + 1.5 * slot, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 5.5 * slot, box["y"] + 10)
    page.mouse.up()
    assert (shown(page), range_text(page)) == (6, f"14 Jan 2008 {DASH} 15 Jan 2008")


def test_bars_outside_of_the_range_fade(opened: Callable[..., Page]) -> None:
    faded = opened("#from=2008-01-11&to=2008-01-15").locator("#timeline .bars g.outside title").all_text_contents()
    assert [words.split(":")[0] for words in faded] == ["Before 10 Jan 2008", "10 Jan 2008", "After 15 Jan 2008"]


# -- the film ---------------------------------------------------------------------------------------------------------------------


def test_film_begins_with_what_is_earliest_and_goes_on_by_itself(playing: Page) -> None:
    first = shown(playing)
    playing.clock.run_for(STEP)
    assert (first, shown(playing)) == (2, 11)


def test_film_shows_the_end_then_everything_again(playing: Page) -> None:
    playing.clock.run_for(7 * STEP)
    last = range_text(playing)
    playing.clock.run_for(STEP)
    assert (last, playing.get_attribute("#play", "aria-pressed"), range_text(playing)) == ("after 15 Jan 2008", "false", "All dates")


def test_film_keeps_within_the_range_and_gives_it_back(opened: Callable[..., Page]) -> None:
    page = opened("#from=2008-01-11&to=2008-01-13")
    page.clock.install()
    page.click("#play")
    days = [range_text(page)]
    for _ in range(3):
        page.clock.run_for(STEP)
        days.append(range_text(page))
    assert days == ["11 Jan 2008", "12 Jan 2008", "13 Jan 2008", f"11 Jan 2008 {DASH} 13 Jan 2008"]
    assert page.evaluate("location.hash") == "#from=2008-01-11&to=2008-01-13"


@pytest.mark.parametrize("place", ["#play", "#network"])
def test_escape_gives_the_range_back(opened: Callable[..., Page], place: str) -> None:
    page = opened("#from=2008-01-10&to=2008-01-12")
    page.clock.install()
    page.click("#play")
    page.clock.run_for(STEP)
    page.locator(place).press("Escape")
    assert (page.get_attribute("#play", "aria-pressed"), range_text(page)) == ("false", f"10 Jan 2008 {DASH} 12 Jan 2008")


def test_film_that_was_held_gives_the_range_back_at_its_end(opened: Callable[..., Page]) -> None:
    page = opened("#from=2008-01-10&to=2008-01-12")
    page.clock.install()
    page.click("#play")
    page.click("#evidence h2")
    page.click("#play")
    page.clock.run_for(4 * STEP)
    assert range_text(page) == f"10 Jan 2008 {DASH} 12 Jan 2008"


def test_button_says_whether_it_plays(playing: Page) -> None:
    button = playing.get_by_role("button", name="Play through time")
    assert (button.get_attribute("aria-pressed"), button.text_content()) == ("true", "❚❚")


def test_film_is_started_and_held_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    page.clock.install()
    page.locator("#play").press("Enter")
    started = page.get_attribute("#play", "aria-pressed")
    page.locator("#play").press("Enter")
    assert (started, page.get_attribute("#play", "aria-pressed")) == ("true", "false")


def test_film_goes_on_where_it_was_held(playing: Page) -> None:
    playing.clock.run_for(STEP)
    playing.click("#play")
    playing.click("#play")
    assert range_text(playing) == "11 Jan 2008"


@pytest.mark.parametrize("key", ["a", "Tab"])
def test_any_key_holds_the_film(playing: Page, key: str) -> None:
    playing.locator("#network").press(key)
    playing.clock.run_for(STEP)
    assert (playing.get_attribute("#play", "aria-pressed"), shown(playing)) == ("false", 2)


def test_click_elsewhere_holds_the_film(playing: Page) -> None:
    playing.click("#evidence h2")
    playing.clock.run_for(STEP)
    assert (playing.get_attribute("#play", "aria-pressed"), shown(playing)) == ("false", 2)


def test_another_range_holds_the_film(playing: Page) -> None:
    playing.evaluate("stancegraph.go('from=2008-01-15')")
    playing.clock.run_for(STEP)
    assert range_text(playing) == "from 15 Jan 2008"


def test_film_leaves_address_and_history_alone_until_it_is_held(playing: Page) -> None:
    before = playing.evaluate("[location.hash, history.length]")
    playing.clock.run_for(2 * STEP)
    during = playing.evaluate("[location.hash, history.length]")
    playing.click("#play")
    assert (during, playing.evaluate("[location.hash, history.length]")) == (before, ["#from=2008-01-11&to=2008-01-11", before[1]])


def test_film_is_announced_once_it_is_held(playing: Page) -> None:
    before = playing.text_content("#live")
    playing.clock.run_for(STEP)
    during = playing.text_content("#live")
    playing.click("#play")
    assert (during, playing.text_content("#live")) == (before, "11 statements shown.")
