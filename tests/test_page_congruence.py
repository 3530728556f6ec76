"""The page's actors alone: ties that count what two agree and disagree on, camps on either side, every name to be read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FloatRect, Locator, Page

# Positions as intervals, by target:
#          toll      silt     feast
#   Rome   +1        -1       -1..0
#   Ostia  +1        -1       -1
#   Capua  -1        +1       +1
#   Gabii  +1       +1
#   Nola   -1..+1
# Cuma speaks of the walls alone; Capua's word on the walls has a condition, and Gabii's first one on the
# toll is superseded: both are held back.
HARBOUR = """\
statements:
  - Rome supports toll
  - Rome opposes silt
  - Rome does not support feast
  - Rome convenes assembly
  - Ostia supports toll
  - Ostia opposes silt
  - Ostia opposes feast
  - Ostia convenes assembly
  - Capua opposes toll
  - Capua supports silt
  - Capua supports feast
  - Capua supports walls: {if: Rome pays}
  - Gabii opposes toll: {said: 2001-01-01}
  - Gabii supports toll: {said: 2002-01-01}
  - Gabii supports silt
  - Nola supports toll
  - Nola opposes toll
  - Cuma supports walls
"""
TIES = {
    "Ostia and Rome agree on 2 of 3 shared targets",
    "Capua and Rome disagree on 3 of 3 shared targets",
    "Capua and Ostia disagree on 3 of 3 shared targets",
    "Capua and Gabii agree on 1 of 2 shared targets",
    "Capua and Gabii disagree on 1 of 2 shared targets",
    "Gabii and Ostia agree on 1 of 2 shared targets",
    "Gabii and Ostia disagree on 1 of 2 shared targets",
    "Gabii and Rome agree on 1 of 2 shared targets",
    "Gabii and Rome disagree on 1 of 2 shared targets",
}
HOSTILE = """\
actors:
  bad: {name: "<img src=x onerror=alert(1)>\\u202Egnp"}
  worse: {name: "</script><script>alert(2)</script> __LONG__"}
statements:
  - bad supports toll
  - worse supports toll
"""


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page
    complaints: list[str]


@pytest.fixture(scope="module")
def harbour(page_of: Callable[[str], str]) -> str:
    return page_of(HARBOUR)


@pytest.fixture(scope="module")
def shown(look_at: Callable[..., Page], harbour: str) -> Page:
    return look_at(harbour, "#view=actors")


@pytest.fixture
def opened(shown: Page) -> Page:
    """One page for all tests, with everything as it is at first."""
    shown.mouse.move(0, 0)
    shown.evaluate("stancegraph.go('view=actors'); document.activeElement.blur()")
    for name in ("Agreement", "Disagreement"):
        shown.get_by_label(name, exact=True).check()
    shown.get_by_label("Width").select_option("count")
    shown.get_by_label("at least").fill("1")
    return shown


def ties(page: Page) -> set[str]:
    return set(page.locator(".ties .tie > title").all_text_contents())


def tie(page: Page, words: str) -> Locator:
    return page.locator(".ties .tie", has=page.locator("title", has_text=words))


def width(page: Page, words: str) -> float:
    return float(tie(page, words).locator(".line").get_attribute("stroke-width") or 0)


def actor(page: Page, name: str) -> Locator:
    return page.locator(f'.tie-actor[aria-label^="{name}:"]')


def names(page: Page, selector: str = ".tie-actor") -> set[str]:
    return set(page.locator(f"{selector} text").all_text_contents())


def point_at(page: Page, words: str) -> None:
    """Moves the pointer over a tie, a quarter of the way along it, where no other crosses."""
    at = (
        tie(page, words)
        .locator(".hit")
        .evaluate(
            """path => {
          const point = path.getPointAtLength(path.getTotalLength() / 4).matrixTransform(path.getScreenCTM());
          return [point.x, point.y];
        }"""
        )
    )
    page.mouse.move(*at)


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found
    return found


def test_it_is_shown_in_its_own_view_alone(opened: Page) -> None:
    assert opened.locator("#congruence svg.ties").is_visible()
    opened.click("#network-view")
    assert not opened.locator("#congruence").is_visible()
    opened.click("#actors-view")
    assert opened.locator("#congruence svg.ties").is_visible()


def test_a_tie_counts_same_and_excluding_positions_on_shared_targets(opened: Page) -> None:
    assert ties(opened) == TIES


def test_who_is_tied_to_nobody_is_named_below(opened: Page) -> None:
    assert opened.locator(".tie-none").inner_text() == "Not tied to anybody: Cuma, Nola."
    opened.locator(".tie-none").get_by_text("Nola").click()
    assert opened.locator("#evidence h2").inner_text() == "Nola"


def test_who_supports_and_opposes_the_same_stands_on_the_same_side(opened: Page) -> None:
    left, right = ({"Rome", "Ostia"}, {"Capua"})
    x = {name: box(actor(opened, name).locator(".sign"))["x"] for name in left | right}
    middle = box(opened.locator("svg.ties"))["x"] + box(opened.locator("svg.ties"))["width"] / 2
    assert {name for name in x if x[name] < middle} in (left, right)


def test_agreement_and_conflict_differ_without_colour(opened: Page) -> None:
    dashes = "tie => getComputedStyle(tie.querySelector('.line')).strokeDasharray"
    agreed, apart = tie(opened, "Ostia and Rome agree"), tie(opened, "Capua and Rome disagree")
    assert (agreed.evaluate(dashes), agreed.locator(".bar").count()) == ("none", 0)
    assert (apart.evaluate(dashes) != "none", apart.locator(".bar").count()) == (True, 1)


def test_width_is_the_count_or_the_share_of_shared_targets(opened: Page) -> None:
    # One pixel and five more for the largest: counts are 3, 2 and 1, shares 3/3, 2/3 and 1/2.
    expected = {"Capua and Rome disagree": 6.0, "Ostia and Rome agree": 4.33, "Gabii and Rome agree": 2.67}
    assert {words: width(opened, words) for words in expected} == expected
    opened.get_by_label("Width").select_option("share")
    expected |= {"Gabii and Rome agree": 3.5}
    assert {words: width(opened, words) for words in expected} == expected
    assert "width is their share" in opened.locator("#congruence > .note").first.inner_text()


@pytest.mark.parametrize(("name", "word"), [("Agreement", " agree "), ("Disagreement", " disagree ")])
def test_each_kind_of_tie_can_be_hidden(opened: Page, name: str, word: str) -> None:
    opened.get_by_label(name, exact=True).uncheck()
    assert ties(opened) == {each for each in TIES if word not in each}


def test_without_any_tie_the_picture_says_so(opened: Page) -> None:
    for name in ("Agreement", "Disagreement"):
        opened.get_by_label(name, exact=True).uncheck()
    assert opened.locator(".tie-picture").inner_text().startswith("No two actors are tied")
    assert opened.locator(".tie-none").inner_text() == "Not tied to anybody: Capua, Cuma, Gabii, Nola, Ostia, Rome."


def test_a_least_number_of_shared_targets_can_be_asked_for(opened: Page) -> None:
    least = opened.get_by_label("at least")
    assert least.get_attribute("max") == "3"
    least.fill("3")
    assert ties(opened) == {each for each in TIES if "of 3" in each}
    assert opened.locator("#live").inner_text() == "3 actors tied."
    assert opened.locator(".tie-none").inner_text() == "Not tied to anybody: Cuma, Gabii, Nola."


def test_only_what_the_filters_leave_is_counted(opened: Page) -> None:
    # Until the middle of 2001 Gabii has not come round to the toll, and its word against it is superseded, so held back: silt alone counts.
    opened.evaluate("stancegraph.go('view=actors&to=2001-06-30')")
    assert "Capua and Gabii agree on 1 of 1 shared target" in ties(opened)
    assert "Gabii and Rome disagree on 1 of 1 shared target" in ties(opened)
    opened.evaluate("stancegraph.go('view=actors&hide-stance=oppose')")
    assert "Ostia and Rome agree on 1 of 1 shared target" in ties(opened)


def test_an_actor_says_with_how_many_it_agrees_and_disagrees(opened: Page) -> None:
    assert actor(opened, "Rome").get_attribute("aria-label") == "Rome: agrees with 2, disagrees with 2 actors"
    assert actor(opened, "Capua").get_attribute("aria-label") == "Capua: agrees with 1, disagrees with 3 actors"


def test_pointing_at_an_actor_lights_its_ties_and_fades_the_rest(opened: Page) -> None:
    actor(opened, "Rome").locator("text").hover()
    lit = set(opened.locator(".tie.lit > title").all_text_contents())
    assert lit == {each for each in TIES if "Rome" in each}
    assert tie(opened, "Capua and Ostia").evaluate("tie => getComputedStyle(tie).opacity") == "0.06"
    assert names(opened, ".tie-actor.lit") == {"Rome", "Ostia", "Capua", "Gabii"}
    opened.mouse.move(0, 0)
    assert opened.locator(".ties.fading").count() == 0


def test_an_actor_opens_its_evidence_and_a_second_one_with_shift_the_pair(opened: Page) -> None:
    actor(opened, "Rome").locator("text").click()
    assert opened.locator("#evidence h2").inner_text() == "Rome"
    assert names(opened, ".tie-actor.picked") == {"Rome"}
    actor(opened, "Ostia").locator("text").click(modifiers=["Shift"])
    assert opened.locator("#evidence h2").inner_text() == "Rome and Ostia"


def test_a_tie_opens_the_arithmetic_of_its_pair(opened: Page) -> None:
    point_at(opened, "Ostia and Rome agree")
    opened.mouse.down()
    opened.mouse.up()
    assert opened.locator("#evidence h2").inner_text() == "Ostia and Rome"
    assert "2 of 3 shared targets" in opened.locator("#evidence .summary").inner_text()
    opened.mouse.move(0, 0)
    assert set(opened.locator(".tie.lit > title").all_text_contents()) == {"Ostia and Rome agree on 2 of 3 shared targets"}


def test_arrows_walk_over_the_actors_and_enter_opens(opened: Page) -> None:
    assert opened.locator('.tie-actor[tabindex="0"]').count() == 1
    focused = "document.activeElement.getAttribute('aria-label').split(':')[0]"
    actor(opened, "Rome").focus()
    sides = [box(actor(opened, name).locator(".sign"))["x"] for name in ("Rome", "Capua")]
    opened.keyboard.press("ArrowRight" if sides[0] < sides[1] else "ArrowLeft")
    assert opened.evaluate(focused) in {"Capua", "Gabii"}
    opened.keyboard.press("ArrowLeft" if sides[0] < sides[1] else "ArrowRight")
    higher = box(actor(opened, "Rome").locator(".sign"))["y"] < box(actor(opened, "Ostia").locator(".sign"))["y"]
    actor(opened, "Rome").focus()
    opened.keyboard.press("ArrowDown" if higher else "ArrowUp")
    assert opened.evaluate(focused) != "Rome"
    actor(opened, "Ostia").focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#evidence h2").inner_text() == "Ostia"
    assert opened.evaluate(focused) == "Ostia"


@pytest.mark.parametrize(("size", "scheme"), [((1440, 900), "light"), ((1024, 768), "dark"), ((390, 844), "dark")])
def test_every_name_is_read_in_the_view_without_another_over_it(
    open_page: Callable[..., Watched], flagship_page: str, size: tuple[int, int], scheme: str
) -> None:
    watched = open_page(flagship_page, "#view=actors", size=size, color_scheme=scheme)
    frame = box(watched.page.locator("#congruence"))
    labels = watched.page.locator(".tie-actor text").evaluate_all(
        "texts => texts.map(text => (({ left, right, top, bottom }) => ({ left, right, top, bottom }))(text.getBoundingClientRect()))"
    )
    assert len(labels) > 10
    assert all(frame["x"] <= each["left"] and each["right"] <= frame["x"] + frame["width"] for each in labels)
    meet = [
        (a, b)
        for a, b in combinations(labels, 2)
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] - 3 and b["top"] < a["bottom"] - 3
    ]
    assert meet == []
    assert watched.page.evaluate("(view => view.scrollHeight <= view.clientHeight + 1)(document.getElementById('congruence'))")
    assert watched.complaints == []


def test_the_picture_follows_the_size_of_the_screen(open_page: Callable[..., Watched], harbour: str) -> None:
    page = open_page(harbour, "#view=actors").page
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("svg.ties")).to_have_attribute("width", "390")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.peers
def test_of_very_many_actors_the_most_active_are_compared(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    lines = [f"  - actor {at} supports toll\n" for at in range(122)]
    page = open_page(page_of(f"statements:\n{''.join(lines)}"), "#view=actors").page
    assert page.locator(".tie-actor").count() == 120
    note = page.locator("#congruence > .note").first.inner_text()
    assert "Compared are the 120 of 122 actors who take most positions." in note
    # 120 actors make 7,140 pairs, all equal: 300 are drawn, and one of everybody who would have none.
    drawn = page.locator(".ties .tie").count()
    assert 300 <= drawn < 420
    assert f"{7_140 - drawn:,} weaker ties are not drawn." in note


def test_hostile_names_stay_text(open_page: Callable[..., Watched], page_of: Callable[[str], str]) -> None:
    watched = open_page(page_of(HOSTILE.replace("__LONG__", "x" * 5000)), "#view=actors")
    assert watched.page.locator(".tie-actor").count() == 2
    assert sorted(text[:8] for text in watched.page.locator(".tie-actor text").all_text_contents()) == ["</script", "<img src"]
    assert watched.page.locator("#congruence img, #congruence script").count() == 0
    assert watched.complaints == []
