"""What is saved of a page: the matrix as SVG and PNG says what the table says, for readers of files who have no stylesheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"
# Two camps on the toll and the silt; nobody else speaks of the walls, which are a camp of their own.
HARBOUR = """\
statements:
  - Rome supports toll: {id: one}
  - Rome supports toll: {id: two}
  - Rome opposes silt
  - Ostia opposes toll
  - Ostia supports silt
  - Nola supports toll
  - Nola opposes toll
  - Cuma supports walls
issues: {walls: {name: "walls <b>&amp;"}}
"""


@pytest.fixture(scope="module")
def matrix(look_at: Callable[..., Page], page_of: Callable[[str], str]) -> Page:
    return look_at(page_of(HARBOUR), "#view=matrix")


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as waited:
        page.click(f"#{button}")
    return Path(waited.value.path()).read_bytes()


def drawing(page: Page) -> ET.Element:
    return ET.fromstring(saved(page, "svg").decode("utf-8"))  # noqa: S314 - our own file


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_it_names_every_row_and_column_and_count(matrix: Page) -> None:
    found = texts(drawing(matrix))
    shown = matrix.locator("#matrix :is(thead, tbody) th bdi").all_text_contents()
    assert sorted(shown) == sorted(["Rome", "Ostia", "Nola", "Cuma", "toll", "silt", "walls <b>&amp;"])
    assert set(shown) | {"\N{MULTIPLICATION SIGN}2"} <= set(found)


def test_it_has_the_signs_of_every_cell_and_of_the_key(matrix: Page) -> None:
    signs = matrix.locator("#matrix tbody .matrix-cell svg, #matrix tbody th svg, .matrix-key svg").count()
    assert len(list(drawing(matrix).iter(f"{SVG}svg"))) == signs + 1


def test_its_signs_keep_their_colours_without_a_stylesheet(matrix: Page) -> None:
    root = drawing(matrix)
    assert {"rgb(0, 114, 178)", "rgb(213, 94, 0)"} <= {path.get("fill") for path in root.iter(f"{SVG}path")}
    assert "class=" not in ET.tostring(root, encoding="unicode")


def test_thick_lines_divide_its_camps_as_they_do_on_the_page(matrix: Page) -> None:
    thick = [path for path in drawing(matrix).iter(f"{SVG}path") if path.get("stroke-width") == "1.6"]
    divided = (
        matrix.locator("#matrix tbody tr.start:not(:first-child)").count()
        + matrix.locator("#matrix thead th.start:not(:nth-child(2))").count()
    )
    assert len(thick) == divided > 0


def test_nothing_of_it_lies_outside_of_its_frame(matrix: Page) -> None:
    box = """text => {
      const holder = document.createElement("div");
      holder.append(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
      document.body.append(holder);
      const frame = holder.firstChild.getBoundingClientRect();
      const out = [...holder.querySelectorAll("text, svg svg")].map(each => each.getBoundingClientRect())
        .filter(each => each.left < frame.left || each.right > frame.right || each.top < frame.top || each.bottom > frame.bottom);
      holder.remove();
      return out.length;
    }"""
    assert matrix.evaluate(box, saved(matrix, "svg").decode("utf-8")) == 0


def test_it_is_saved_as_pixels_twice_as_sharp(matrix: Page) -> None:
    root = drawing(matrix)
    head = saved(matrix, "png")[16:24]
    assert [int.from_bytes(head[:4]), int.from_bytes(head[4:])] == [2 * int(root.get(side) or 0) for side in ("width", "height")]


@pytest.mark.peers
def test_the_largest_matrix_is_saved_too(open_page: Callable[..., object], page_of: Callable[[str], str]) -> None:
    lines = [f"  - actor {a} supports issue {(a * 7 + b) % 60}" for a in range(150) for b in range(4)]
    page = open_page(page_of("\n".join(["statements:", *lines])), "#view=matrix&columns=all", accept_downloads=True).page  # type: ignore[attr-defined]
    signs = page.locator("#matrix tbody .matrix-cell svg, #matrix tbody th svg, .matrix-key svg").count()
    assert len(list(drawing(page).iter(f"{SVG}svg"))) == signs + 1
    assert saved(page, "png")[:4] == b"\x89PNG"


def test_filters_that_leave_nothing_give_a_picture_all_the_same(matrix: Page) -> None:
    matrix.evaluate("stancegraph.go('view=matrix&hide-stance=support&hide-stance=oppose')")
    assert [text for text in texts(drawing(matrix)) if text in {"Rome", "toll"}] == []
    matrix.evaluate("stancegraph.go('view=matrix')")
