"""Notebooks run from top to bottom as they are committed, without outputs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TIMEOUT = 120  # seconds a cell; the first imports everything on a cold disk


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a kernel that is this very Python, whichever ones the user has installed."""
    folder = tmp_path_factory.mktemp("jupyter")
    spec = folder / "kernels" / "this-python"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "this Python", "language": "python"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        yield spec.name


@pytest.fixture(scope="module")
def executed(kernel: str) -> nbformat.NotebookNode:
    """The first look with what its cells show."""
    return _executed("01_first_look.ipynb", kernel)


@pytest.fixture(scope="module")
def twenty(kernel: str) -> list[dict[str, str]]:
    """What the code cells of the twenty questions show, the first cell being that which loads."""
    return [_shown(cell) for cell in _executed("03_sparql.ipynb", kernel).cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def networks(kernel: str) -> list[dict[str, str]]:
    """What the code cells of the networks show, the first being that which loads."""
    return [_shown(cell) for cell in _executed("02_networks.ipynb", kernel).cells if cell.cell_type == "code"]


def _executed(name: str, kernel: str) -> nbformat.NotebookNode:
    notebook = read(FOLDER / name)
    NotebookClient(notebook, timeout=TIMEOUT, kernel_name=kernel, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return notebook


@pytest.fixture(scope="module")
def first_look(executed: nbformat.NotebookNode) -> list[dict[str, str]]:
    """What each code cell of the first look shows: printed text as `stdout`, displayed values by their MIME type."""
    return [_shown(cell) for cell in executed.cells if cell.cell_type == "code"]


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def _shown(cell: Any) -> dict[str, str]:
    shown: dict[str, str] = {}
    for output in cell.outputs:
        if output.output_type == "stream":
            shown[output.name] = shown.get(output.name, "") + output.text
        else:
            shown.update(output.data)
    return shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_valid(path: Path) -> None:
    nbformat.validate(read(path))


def test_no_cell_writes_to_stderr(first_look: list[dict[str, str]]) -> None:
    assert [shown["stderr"] for shown in first_look if "stderr" in shown] == []


def test_the_project_is_loaded_without_errors(first_look: list[dict[str, str]]) -> None:
    assert "stancegraph project 'kosovo'" in first_look[0]["stdout"]
    assert first_look[1]["text/plain"] == "True"


def test_a_named_question_is_answered_by_an_alias(first_look: list[dict[str, str]]) -> None:
    assert "russia" in first_look[2]["text/plain"]
    assert ">russia</td>" in first_look[2]["text/html"]


def test_what_is_planned_is_shown_as_held_back(first_look: list[dict[str, str]]) -> None:
    assert "sg:NotYetActual" in first_look[3]["text/plain"]


def test_a_question_of_one_s_own_is_answered(first_look: list[dict[str, str]]) -> None:
    assert "united-states" in first_look[4]["text/plain"]


def test_the_network_is_drawn(first_look: list[dict[str, str]]) -> None:
    assert "MultiDiGraph with" in first_look[5]["stdout"]
    assert "Russia opposes" in first_look[6]["image/svg+xml"]


def test_the_page_stands_in_a_sandboxed_frame(first_look: list[dict[str, str]]) -> None:
    assert first_look[7]["text/html"].startswith(
        '<div class="stancegraph"><iframe class="stancegraph" title="Network of positions" sandbox="allow-scripts '
    )
    assert "allow-same-origin" not in first_look[7]["text/html"]


def test_a_kernel_is_no_terminal_so_that_showing_writes_no_file(first_look: list[dict[str, str]]) -> None:
    assert first_look[8]["text/plain"].startswith("<stancegraph page of 'kosovo': ")
    assert ".html" not in first_look[8]["text/plain"]
    assert "height:520px" in first_look[8]["text/html"]


def test_every_cell_with_the_page_has_the_still_picture_too(first_look: list[dict[str, str]]) -> None:
    assert [shown["image/svg+xml"][:4] for shown in first_look[7:9]] == ["<svg", "<svg"]


def test_why_quotes_the_words(first_look: list[dict[str, str]]) -> None:
    assert "“Russia opposes independence”" in first_look[9]["stdout"]


# -- twenty questions ---------------------------------------------------------------------------------------------------------------


def _rows(shown: dict[str, str]) -> list[list[str]]:
    """The cells of a table, without its head, its rule and its count."""
    lines = (shown.get("text/plain") or shown["stdout"]).splitlines()
    return [[cell for cell in re.split(r" {2,}", line) if cell] for line in lines[2:-1]]


def test_there_are_twenty_questions_each_with_an_answer_and_its_discussion(twenty: list[dict[str, str]]) -> None:
    cells = read(FOLDER / "03_sparql.ipynb").cells
    headings = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("### ")]
    assert [heading.split()[1] for heading in headings] == [f"{number}." for number in range(1, 21)]
    assert [cell.cell_type for cell in cells] == ["markdown", "code"] * 21 + ["markdown"]
    assert all("stderr" not in shown for shown in twenty)
    assert all(_rows(shown) for shown in twenty[1:])


def test_the_answers_are_those_that_are_discussed(twenty: list[dict[str, str]]) -> None:
    """What the text below each of these cells says of it."""
    assert _rows(twenty[1]) == [["kosovo-serbs"], ["russia"], ["serbia"]]
    assert _rows(twenty[2]) == [["true"]]
    assert {row[1] for row in _rows(twenty[3]) if row[0] == "Russia"} > {"opposes", "disputes legality of", "warns of"}
    assert {row[0] for row in _rows(twenty[5]) if "UN still has a role" in row[2]} == {"France", "United Kingdom", "United States"}
    assert [len(row) for row in _rows(twenty[6])] == [3, 2, 2]  # one speaker
    assert {row[1] for row in _rows(twenty[7]) if row[0] == "2008-02-14"} == {"Kosovo Serbs", "Russia", "Serbia"}
    assert {"greece", "romania", "slovakia"} <= {row[0] for row in _rows(twenty[9])}
    assert "cyprus" not in {row[0] for row in _rows(twenty[9])}
    assert [row[0] for row in _rows(twenty[10])][:3] == ["Expected", "Ended", "NotYetActual"]
    assert sum(row[-1] == "no UN Security Council resolution" for row in _rows(twenty[11])) == 4
    assert {row[0] for row in _rows(twenty[12])} == {"UN Security Council resolution 1244"}
    assert {row[2] for row in _rows(twenty[13])} == {"1500", "1600"}
    assert len(_rows(twenty[14])) == 4
    assert [row[:3] for row in _rows(twenty[15]) if row[0].startswith("sg:")] == [["sg:Shift", "eu", "independence"]]
    assert _rows(twenty[17])[0] == ["Russia", "Serbia", "6"]
    assert _rows(twenty[18]) == [["kosovo"], ["kosovo-albanians"], ["students"]]
    assert ":united-states :standsAgainst :kosovo-serbs , :russia , :serbia ." in twenty[19]["stdout"]
    first, second = twenty[20]["stdout"].strip().split("and more\n")
    assert first.split() == second.removesuffix("and more").split()


# -- converted to HTML, in a browser ------------------------------------------------------------------------------------------------

EMPTY = "data:text/javascript,export default {initialize() {}, registerLayoutLoaders() {}}"
"""Instead of RequireJS, MathJax and Mermaid, which nbconvert's own template fetches; no cell of ours asks for them."""


@pytest.fixture(scope="module")
def converted(executed: nbformat.NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executed notebook as `jupyter nbconvert --to html` makes it."""
    exporter = HTMLExporter(require_js_url="data:,", mathjax_url="data:,", mermaid_js_url=EMPTY, mermaid_layout_elk_js_url=EMPTY)  # type: ignore[no-untyped-call]
    path = tmp_path_factory.mktemp("converted") / "first_look.html"
    path.write_text(exporter.from_notebook_node(executed)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def frames(browser: Browser, converted: Path) -> Iterator[tuple[list[Frame], list[str], list[str]]]:
    """The frames of the converted notebook, with complaints of the console and the addresses asked for."""
    page = browser.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(converted.as_uri())
    for frame in page.frames[1:]:
        frame.wait_for_function("window.stancegraph")
    yield page.frames[1:], complaints, requests
    page.close()


DRAWN = "[...document.querySelector('#network canvas').getContext('2d').getImageData(0, 0, 4000, 4000).data].some((value) => value > 0)"


def test_the_page_works_in_its_frame(frames: tuple[list[Frame], list[str], list[str]]) -> None:
    assert len(frames[0]) == 2
    assert frames[0][0].evaluate(DRAWN)
    assert all("russia" in frame.evaluate("stancegraph.nodes()") for frame in frames[0])


def test_what_is_asked_to_be_shown_first_is(frames: tuple[list[Frame], list[str], list[str]]) -> None:
    assert [frame.evaluate("document.body.dataset.view") for frame in frames[0]] == ["network", "matrix"]
    whole, part = (set(frame.evaluate("stancegraph.statements()")) for frame in frames[0])
    assert part < whole


def test_the_frames_complain_of_nothing_and_ask_for_nothing(frames: tuple[list[Frame], list[str], list[str]]) -> None:
    _, complaints, requests = frames
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "about:"))] == []


def test_a_frame_reaches_nothing_of_the_notebook(frames: tuple[list[Frame], list[str], list[str]]) -> None:
    reach = "(() => { try { return parent.document.title; } catch (error) { return error.name; } })()"
    assert [frame.evaluate(reach) for frame in frames[0]] == ["SecurityError", "SecurityError"]


def test_without_scripts_the_still_picture_stands_in_the_frame_s_place(browser: Browser, converted: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(converted.as_uri())
    pictures = page.locator("div.stancegraph img")
    assert [pictures.nth(at).is_visible() for at in range(pictures.count())] == [True, True]
    assert not page.locator("iframe.stancegraph").first.is_visible()
    context.close()


def test_the_networks_are_those_that_are_discussed(networks: list[dict[str, str]]) -> None:
    left_out, disputed, pairs = networks[1], networks[3]["stdout"].splitlines(), networks[5]["stdout"]
    assert "30 said again within the same document" in left_out["stdout"]
    assert [line.split("  ")[0] for line in disputed[:2]] == ["Western-backed independence plan", "independence of Kosovo"]
    assert re.findall(r"1\.00  (\w+), (\w+)", pairs) == [("Greece", "Romania"), ("Greece", "Slovakia"), ("Romania", "Slovakia")]


def test_the_camps_are_those_that_are_discussed(networks: list[dict[str, str]]) -> None:
    camps = networks[7]
    one, other, none = (set(line.removeprefix("none: ").split(", ")) for line in camps["stdout"].splitlines()[:3])
    assert {"Serbia", "Russia", "Ricardo Alberto Arias", "Greece"} <= one
    assert {"Kosovo", "United States", "European Union"} <= other
    assert len(none) == 4
    assert re.search(r"True,\s*1\)$", camps["text/plain"])  # exact, and one best way
    assert networks[9]["stdout"].startswith("European Union")


def test_pictures_are_shown_and_the_number_is_explained(networks: list[dict[str, str]]) -> None:
    assert [number for number, shown in enumerate(networks) if "image/png" in shown] == [2, 4, 6, 10, 12]
    assert "= 17; ÷ 25.5 = 0.6667" in networks[-1]["text/html"]
