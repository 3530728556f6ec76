"""The page for whoever reads it without a mouse, with a screen reader or in the dark: axe-core's rules, Tab, focus, contrast."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.peers

# Every stance, asserted and held back, a finding, two documents, two coders, a name too long for the actors view of a telephone.
HARBOUR = """\
project: {id: harbour, title: A harbour town argues, license: "https://example.org/licence", creators: [Ana Example]}
actors:
  rome: {type: state, name: Rome, definition: The city upstream., wikidata: Q220}
  ostia: {type: state, name: Ostia}
  guild: {name: Rowers and dockworkers of the lower basin}
  gaius: {type: person, name: Gaius, speaks_for: {actor: rome, as: consul}}
issues:
  toll: {name: The harbour toll, definition: A fee on every ship., entails: fee}
  fee: {name: Any fee}
  silt: {type: claim, name: The harbour silts up}
documents:
  acta: {title: Acta of the town, publisher: Forum, date: 2008-03-01, url: "https://example.org/acta"}
  gazette: {title: The gazette, date: 2008-04-01}
coders: {ana: Ana Example, ben: Ben Example}
defaults: {coder: ana, source: acta}
statements:
  - Rome supports toll: {id: just, by: gaius, quote: the toll is just and fair}
  - Rome supports toll: {quote: once more the toll, source: gazette, coder: ben}
  - Rome opposes silt: {quote: no silt anywhere}
  - Ostia opposes toll: {quote: no toll for Ostia}
  - Ostia supports silt: {when: 2008-02, certainty: possible}
  - guild supports toll: {if: Rome pays its share}
  - guild does not support silt: {by: gaius}
  - guild opposes toll: {source: gazette}
  - Ostia is neutral on fee
  - Rome convenes assembly: {mode: planned}
"""
THEMES = ("light", "dark")
WIDE, NARROW = (1440, 900), (390, 844)


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page
    complaints: list[str]


@pytest.fixture(scope="module")
def harbour(page_of: Callable[[str], str]) -> str:
    return page_of(HARBOUR)


@pytest.fixture(scope="module")
def shown(browser: Browser, harbour: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page for all tests that only look at a screen."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(harbour, encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.set_default_timeout(10_000)
    page.goto(path.as_uri())
    page.wait_for_function("window.stancegraph")
    yield page
    page.close()


# -- axe-core ---------------------------------------------------------------------------------------------------------------------

AXE = "axe-core@4.14.1"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> str:
    """The text of axe-core, from npm at first and from pytest's cache ever after."""
    cache = request.config.cache
    assert cache is not None, "axe-core is kept in pytest's cache, which is switched off"
    kept = cache.mkdir("axe") / f"{AXE}.min.js"
    if not kept.exists():
        fetch(kept, lambda why: lacking(f"the page is examined with {AXE}: {why}"))
    text = kept.read_bytes()
    assert sha256(text).hexdigest() == AXE_SHA256, f"{kept} is not the {AXE} that we know; delete it"
    return text.decode()


def fetch(kept: Path, missing: Callable[[str], NoReturn]) -> None:
    """Puts axe-core where it is kept, whole or not at all: another worker may do the same at the same time."""
    npm = shutil.which("npm")
    if npm is None:
        missing("npm is not installed")
    with TemporaryDirectory(dir=kept.parent) as folder:
        packed = subprocess.run(
            [npm, "pack", AXE, "--loglevel=error", "--fetch-retries=0"], cwd=folder, capture_output=True, text=True, check=False
        )
        if packed.returncode:
            missing(f"`npm pack {AXE}` says {packed.stderr.strip()!r}")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            (Path(folder) / "axe.min.js").write_bytes(member.read())
        (Path(folder) / "axe.min.js").replace(kept)


# The policy of the page keeps foreign scripts out; what playwright evaluates is none of the page's and may come in.
GRAVE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target}: ${failureSummary}`));
}"""
SCREENS = {
    "network": (WIDE, ""),
    "actor": (WIDE, "node=rome"),
    "issue": (WIDE, "node=toll"),
    "pair": (WIDE, "node=rome&node=ostia"),
    "edge": (WIDE, "edge=s/just"),
    "nothing left": (WIDE, "hide-asserted=asserted&hide-asserted=held"),
    "actors": (WIDE, "view=actors"),
    "matrix": (WIDE, "view=matrix"),
    "table": (WIDE, "view=table&edge=s/just"),
    "actors, narrow": (NARROW, "view=actors"),
    "matrix, narrow": (NARROW, "view=matrix"),
    "table, narrow": (NARROW, "view=table"),
}
"""Size and address by what is seen there."""


@pytest.fixture
def examined(shown: Page, axe: str) -> Callable[..., str]:
    """Everything that axe-core holds to be serious or critical on a screen, after what is done there."""

    def examine(size: tuple[int, int], fragment: str, theme: str, act: Callable[[Page], object] = lambda page: page) -> str:
        shown.set_viewport_size({"width": size[0], "height": size[1]})
        shown.evaluate("fragment => stancegraph.go(fragment)", f"{fragment}&theme={theme}")
        shown.evaluate(f"() => {{ if (!window.axe) {{ {axe} }} }}")
        act(shown)
        found: list[str] = shown.evaluate(GRAVE)
        shown.keyboard.press("Escape")
        return "\n".join(found)

    return examine


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_has_a_grave_fault(examined: Callable[..., str], screen: str, theme: str) -> None:
    assert examined(*SCREENS[screen], theme) == ""


@pytest.mark.parametrize("theme", THEMES)
def test_about_has_no_grave_fault(examined: Callable[..., str], theme: str) -> None:
    assert examined(WIDE, "", theme, lambda page: page.click("#about-open")) == ""


@pytest.mark.parametrize("theme", THEMES)
def test_drawer_of_filters_has_no_grave_fault(examined: Callable[..., str], theme: str) -> None:
    assert examined(NARROW, "", theme, lambda page: page.click("#open-filters")) == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", ["r", "zzz"])
def test_what_the_search_finds_has_no_grave_fault(examined: Callable[..., str], theme: str, words: str) -> None:
    assert examined(WIDE, "", theme, lambda page: page.fill("#search", words)) == ""


# -- Tab --------------------------------------------------------------------------------------------------------------------------

# Where the focus is: the part of the page, a name for it, whether it can be seen there and how its outline looks. What shows the focus
# by another sign than an outline (a mark inside an SVG) has its own test.
STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const part = at.closest("#skip, #skip-picture, .search, .views, .tools, #filters, .picture, #timeline, #evidence")
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { width, height, right, bottom, left, top } = at.getBoundingClientRect();
  return {
    part: part.id || part.classList[0],
    name: `${at.tagName} ${at.id || at.ariaLabel || at.textContent}`,
    hidden: Boolean(at.closest("[inert], [hidden], [aria-hidden=true]")) || !at.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    away: width * height === 0 || right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight,
    outline: (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || at instanceof SVGElement,
  };
}"""
MOST_STOPS = 150


def walk(page: Page) -> list[dict[str, Any]]:
    """Every stop that Tab makes from the beginning of the page until it leaves it."""
    page.evaluate("document.activeElement.blur()")
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"Tab never leaves the page: {stops[-1]['name']}")


@pytest.fixture(scope="module")
def walks(browser: Browser, harbour: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """The walk through a screen, each walked once."""
    path = tmp_path_factory.mktemp("walk") / "page.html"
    path.write_text(harbour, encoding="utf-8")
    known: dict[tuple[tuple[int, int], str], list[dict[str, Any]]] = {}

    def walked(size: tuple[int, int], fragment: str) -> list[dict[str, Any]]:
        if (size, fragment) not in known:
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.goto(f"{path.as_uri()}#{fragment}")
            page.wait_for_function("window.stancegraph")
            known[size, fragment] = walk(page)
            page.close()
        return known[size, fragment]

    return walked


PARTS = ["skip", "skip-picture", "search", "views", "tools", "filters", "picture", "timeline", "evidence"]


@pytest.mark.parametrize("fragment", ["", "view=table&edge=s/just"])
def test_tab_reaches_every_part_in_the_order_of_the_page(walks: Callable[..., list[dict[str, Any]]], fragment: str) -> None:
    assert list(dict.fromkeys(stop["part"] for stop in walks(WIDE, fragment))) == PARTS


def test_tab_passes_by_a_drawer_that_is_closed(walks: Callable[..., list[dict[str, Any]]]) -> None:
    assert "filters" not in {stop["part"] for stop in walks(NARROW, "")}


SEEN = {"hidden": False, "away": False, "outline": True}


@pytest.mark.parametrize(
    ("size", "fragment"),
    [(WIDE, "view=table&edge=s/just"), (WIDE, "node=rome"), (WIDE, "view=actors"), (WIDE, "view=matrix"), (NARROW, "")],
)
def test_whatever_has_the_focus_is_seen_to_have_it(
    walks: Callable[..., list[dict[str, Any]]], size: tuple[int, int], fragment: str
) -> None:
    seen = {stop["name"]: {sign: stop[sign] for sign in SEEN} for stop in walks(size, fragment)}
    assert {name: signs for name, signs in seen.items() if signs != SEEN} == {}


def test_an_actor_that_has_the_focus_is_ringed_and_underlined(open_page: Callable[..., Watched], harbour: str) -> None:
    page = open_page(harbour, "#view=actors").page
    page.focus("#congruence select")
    while not page.evaluate("document.activeElement.matches('.tie-actor')"):
        page.keyboard.press("Tab")
    ring = page.locator(".tie-actor:focus .back").evaluate("back => getComputedStyle(back).stroke")
    name = page.locator(".tie-actor:focus text").evaluate("text => getComputedStyle(text).textDecorationLine")
    assert (ring, name) == ("rgb(91, 63, 184)", "underline")


def test_focus_comes_back_to_about_when_its_box_closes(open_page: Callable[..., Watched], harbour: str) -> None:
    page = open_page(harbour).page
    page.click("#about-open")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "about-open"


def test_focus_stays_inside_the_open_about(open_page: Callable[..., Watched], harbour: str) -> None:
    page = open_page(harbour).page
    page.click("#about-open")
    inside = "document.activeElement === document.body || document.getElementById('about-box').contains(document.activeElement)"
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)


# -- what is told -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("node=rome", "Rome, state, 4 statements."),
        ("node=rome&hide-mode=planned", "Rome, state, 3 statements."),
        ("node=rome&node=ostia", "Rome and Ostia. 1 shared target."),
        ("edge=s/just", "Rome supports The harbour toll \N{MULTIPLICATION SIGN}2. 2 statements."),
        ("hide-mode=planned", "9 statements shown."),
        ("hide-document=acta&hide-mode=planned&hide-coder=ben", "1 statement shown."),
    ],
)
def test_what_is_chosen_is_told(shown: Page, fragment: str, told: str) -> None:
    shown.evaluate("fragment => stancegraph.go(fragment)", fragment)
    assert shown.locator("#live").text_content() == told


def test_what_is_told_waits_politely(shown: Page) -> None:
    assert shown.locator("#live").evaluate("live => [live.role, live.ariaLive]") == ["status", "polite"]


# -- contrast ---------------------------------------------------------------------------------------------------------------------

PAIRS = [
    *(("ink", paper) for paper in ("paper", "panel", "raised", "wash", "card")),
    *(("muted", paper) for paper in ("paper", "panel", "raised")),
    *((f"{stance}-text", paper) for stance in ("support", "oppose", "conditional", "neutral", "weak", "act") for paper in ("paper", "panel", "raised")),
    ("held", "raised"),
    ("good", "raised"),
    ("paper", "ink"),
]  # fmt: skip
"""Names of the stylesheet for a text and for what it stands on, on the canvas (names, cards, counts) and beside it."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_what_is_below_it(shown: Page, theme: str) -> None:
    shown.evaluate(f"stancegraph.go('theme={theme}')")
    read = "name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()"
    colours = {name: shown.evaluate(read, name) for pair in PAIRS for name in pair}
    assert [f"{text} on {below}" for text, below in PAIRS if contrast(colours[text], colours[below]) < 4.5] == []


def test_colours_are_written_in_six_digits(shown: Page) -> None:
    ink = shown.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()")
    assert re.fullmatch("#[0-9a-f]{6}", ink)
