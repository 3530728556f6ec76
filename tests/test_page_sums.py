"""The page counts statements as Python's networks do: of two actors, and of an actor and what it speaks of, with what the filters leave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph import Project, loader
from stancegraph.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from stancegraph.discourse import Network

# Rome's first word on the toll is superseded and counts; what it says on a condition, and that it is not neutral, does not.
HARBOUR = """\
statements:
  - Rome opposes toll: {said: 2001-01-01}
  - Rome supports toll: {said: 2002-01-01, id: r2}
  - Rome supports toll: {said: 2003-01-01, id: r3}
  - Rome supports silt: {if: Ostia pays}
  - Rome does not support silt: {id: r5}
  - Rome is neutral on walls
  - Rome is not neutral on feast: {id: r7}
  - Rome convenes assembly
  - Ostia supports toll
  - Ostia opposes silt
  - Ostia does not oppose walls
  - Ostia supports feast
  - Gabii supports feast
"""
KINDS = ("congruence", "conflict", "subtract")


def arithmetic(project: Project, **chosen: Any) -> dict[str, Network]:
    return {kind: project.network(kind, normalization="average", **chosen) for kind in KINDS}


def told(page: Page, pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """What the page counts of each pair, in one call."""
    found: list[dict[str, Any]] = page.evaluate("pairs => pairs.map(([one, other]) => stancegraph.pair(one, other))", pairs)
    return found


def same_pairs(page: Page, project: Project) -> int:
    """Holds what the page writes of every pair, from both ends, against what Python does; how many share something."""
    nets = arithmetic(project)
    pairs = [(one, other) for one in nets["congruence"].rows for other in nets["congruence"].rows]
    for (one, other), shown in zip(pairs, told(page, pairs), strict=True):
        cells = {kind: net.explain(one, other) for kind, net in nets.items()}
        assert {kind: shown[kind] for kind in KINDS} == {kind: cell.arithmetic for kind, cell in cells.items()}, (one, other)
        assert tuple(shown["said"]) == cells["congruence"].said
    return sum(bool(net.matrix.nnz) for net in nets.values())


def same_cells(page: Page, project: Project) -> None:
    counts, signed = project.network("two-mode"), project.network("two-mode-subtract")
    shares = {name: project.network("two-mode-subtract", normalization=name) for name in ("activity", "prominence")}
    cells = [(counts.rows[i], counts.columns[j]) for i, j in zip(*(at.tolist() for at in counts.matrix.nonzero()), strict=True)]
    cells.append((counts.rows[0], next(column for column in counts.columns if not counts.weight_of(counts.rows[0], column))))
    for (actor, target), shown in zip(
        cells, page.evaluate("cells => cells.map(([actor, target]) => stancegraph.cell(actor, target))", cells), strict=True
    ):
        expected = {"count": counts, "sum": signed, **shares}
        assert {name: shown[name] for name in expected} == {name: net.explain(actor, target).arithmetic for name, net in expected.items()}


@pytest.fixture(scope="module")
def harbour() -> Project:
    annotations, problems = read(HARBOUR)
    return Project(annotations=annotations, problems=tuple(problems))


@pytest.fixture(scope="module")
def shown(look_at: Callable[..., Page], page_of: Callable[[str], str]) -> Page:
    return look_at(page_of(HARBOUR), "")


@pytest.fixture
def opened(shown: Page) -> Page:
    shown.evaluate("stancegraph.go('node=rome&node=ostia')")
    return shown


def rows(page: Page) -> list[str]:
    return plain(page.locator(".counted tbody tr").all_inner_texts())


def plain(texts: list[str]) -> list[str]:
    """Each with one blank for many, and x for the sign of times."""
    return [" ".join(text.replace("\N{MULTIPLICATION SIGN}", "x").split()) for text in texts]


def test_every_pair_and_cell_of_the_flagship_has_the_numbers_of_python(look_at: Callable[..., Page], flagship_page: str) -> None:
    page, project = look_at(flagship_page, ""), loader.load(Path(__file__).parents[1])
    assert same_pairs(page, project) == len(KINDS)
    same_cells(page, project)


def test_every_pair_and_cell_of_a_small_project_has_the_numbers_of_python(shown: Page, harbour: Project) -> None:
    shown.evaluate("stancegraph.go('')")
    assert same_pairs(shown, harbour) == len(KINDS)
    same_cells(shown, harbour)


def test_a_pair_shows_by_issue_how_often_each_says_what_and_what_that_adds(opened: Page) -> None:
    # In the order of the slugs: silt, toll, walls; on silt -1/2 and -1 lie a quarter apart, and so do 0 and +1/2 on walls.
    assert rows(opened) == [
        "silt",
        "does not support x1 opposes x1 0.75 0.25",
        "toll",
        "opposes x1 supports x1 0 1",
        "supports x2 supports x1 2 0",
        "walls",
        "is neutral x1 does not oppose x1 0.75 0.25",
    ]
    assert opened.locator(".counted tfoot").inner_text().split() == ["Sum", "3.5", "1.5"]
    sums = opened.locator(".counted dl").inner_text().split("\n")
    assert sums == [
        *("Congruence C", "1·1·0.75 + 2·1 + 1·1·0.75 = 3.5; ÷ 4.5 = 0.7778"),
        *("Conflict D", "1·1·0.25 + 1·1 + 1·1·0.25 = 1.5; ÷ 4.5 = 0.3333"),
        *("C − D", "1·1·0.5 − 1·1 + 2·1 + 1·1·0.5 = 2; ÷ 4.5 = 0.4444"),  # noqa: RUF001
    ]
    assert "half of the 5 + 4 statements of the two" in opened.locator(".counted .note").last.inner_text()


def test_levels_are_told_in_words(opened: Page) -> None:
    note = opened.locator(".counted .note").last.inner_text()
    assert "opposes −1, does not support −½, neutral 0, does not oppose ½, supports 1" in note  # noqa: RUF001


@pytest.mark.parametrize(("pair", "told"), [("node=rome&node=ostia", True), ("node=gabii&node=ostia", False)])
def test_nearness_is_explained_where_stances_neither_agree_nor_disagree(opened: Page, pair: str, told: bool) -> None:  # noqa: FBT001
    opened.evaluate("pair => stancegraph.go(pair)", pair)
    whole = opened.locator("#evidence-body").inner_text()
    assert ("They neither agree nor disagree on" in whole) is told
    assert ("each statement counts by how near the two positions are" in whole) is told


def test_only_what_the_filters_leave_is_counted(opened: Page) -> None:
    opened.evaluate("stancegraph.go('node=rome&node=ostia&hide-stance=support')")
    assert [row for row in rows(opened) if " x" not in row] == ["silt", "walls"]
    assert "as far as the filters leave it" in opened.locator(".counted .note").last.inner_text()
    opened.evaluate("stancegraph.go('node=rome&node=ostia&to=2001-06-01')")
    assert "opposes x1 supports x1 0 1" in rows(opened)
    assert "supports x2 supports x1 2 0" not in rows(opened)


def test_two_who_share_nothing_have_zero(opened: Page) -> None:
    opened.evaluate("stancegraph.go('node=rome&node=gabii')")
    assert opened.locator(".counted table").count() == 0
    assert opened.locator(".counted dd").all_inner_texts() == ["0: nothing shared"] * 3


def test_two_who_share_something_and_never_differ_have_no_contrary_positions(opened: Page) -> None:
    opened.evaluate("stancegraph.go('node=gabii&node=ostia')")
    # Both support the feast: d = 0.
    assert opened.locator(".counted dd").all_inner_texts() == [
        "1·1 = 1; ÷ 2.5 = 0.4",
        "0: no contrary positions on what both take up",
        "1·1 = 1; ÷ 2.5 = 0.4",
    ]


def test_a_line_shows_the_cell_of_its_two_ends_by_level(opened: Page) -> None:
    opened.evaluate("stancegraph.go('edge=s/r3')")
    opened.locator(".counted summary").focus()
    opened.keyboard.press("Enter")
    assert plain(opened.locator(".counted li").all_inner_texts()) == ["opposes x1", "supports x2"]
    assert opened.locator(".counted dd").all_inner_texts() == [
        "1 + 2 = 3",
        "1·(−1) + 2·1 = 1",  # noqa: RUF001
        "1·(−1) + 2·1 = 1; ÷ 5 = 0.2",  # noqa: RUF001
        "1·(−1) + 2·1 = 1; ÷ 4 = 0.25",  # noqa: RUF001
    ]


def test_a_line_tells_its_divisors(opened: Page) -> None:
    # Rome: three on the toll, one each on silt and walls; on the toll these three and Ostia's.
    opened.evaluate("stancegraph.go('edge=s/r3')")
    note = opened.locator(".counted .note").text_content() or ""
    assert note.endswith("÷ activity: all 5 counted statements of the actor; ÷ prominence: all 4 on the issue.")


@pytest.mark.parametrize(("statement", "told"), [("r5", "1 held back"), ("r7", "1 not neutral, which is no level")])
def test_a_line_tells_how_much_between_its_ends_is_not_counted(opened: Page, statement: str, told: str) -> None:
    opened.evaluate("id => stancegraph.go(`edge=s/${id}`)", statement)
    assert opened.locator(".counted dt").last.text_content() == "Not counted"
    assert opened.locator(".counted dd").last.text_content() == told
    opened.evaluate("stancegraph.go('edge=s/r3')")
    assert "Not counted" not in opened.locator(".counted dt").all_text_contents()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_short_level_stays_on_one_line_with_its_count(open_page: Callable[..., Any], flagship_page: str, width: int) -> None:
    page = open_page(flagship_page, "#node=russia&node=serbia", size=(width, 900)).page
    heights = page.locator(".counted .side").evaluate_all("all => all.map(each => each.clientHeight)")
    assert len(heights) == 2 * 6  # both oppose or support six things
    assert max(heights) < 30  # two lines are 2 x 16 pixels and more


def test_a_line_of_a_deed_has_no_cell(opened: Page) -> None:
    opened.evaluate("stancegraph.go('node=rome')")
    opened.locator(".card h4 button", has_text="convenes").click()
    assert opened.locator("#evidence h2").inner_text().startswith("Rome convenes")
    assert opened.locator(".counted").count() == 0


def test_the_table_has_headers_for_those_who_hear_it(opened: Page) -> None:
    table = opened.locator(".counted table")
    assert table.locator("caption").inner_text().startswith("How often each says what")
    assert table.locator("thead th[scope=col]").all_inner_texts() == ["Rome", "Ostia", "C", "D"]
    assert table.locator("tbody th[scope=rowgroup]").all_inner_texts() == ["silt", "toll", "walls"]
    assert table.locator("thead th[abbr]").evaluate_all("all => all.map(each => each.abbr)") == ["Congruence", "Conflict"]


def test_an_issue_in_the_table_opens_its_evidence_by_keyboard(opened: Page) -> None:
    opened.locator(".counted tbody button", has_text="toll").focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#evidence h2").inner_text() == "toll"


@pytest.mark.parametrize("width", [1440, 390])
def test_it_stays_within_its_panel(open_page: Callable[..., Any], flagship_page: str, width: int) -> None:
    watched = open_page(flagship_page, "#node=eu&node=serbia", size=(width, 900))
    assert watched.page.locator(".counted").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.complaints == []
