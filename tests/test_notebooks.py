"""Notebooks run from top to bottom as they are committed, without outputs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

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
def first_look(kernel: str) -> list[dict[str, str]]:
    """What each code cell of the first look shows: printed text as `stdout`, displayed values by their MIME type."""
    notebook = read(FOLDER / "01_first_look.ipynb")
    NotebookClient(notebook, timeout=TIMEOUT, kernel_name=kernel, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return [_shown(cell) for cell in notebook.cells if cell.cell_type == "code"]


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
    assert first_look[7]["text/html"].startswith("<iframe sandbox=")


def test_why_quotes_the_words(first_look: list[dict[str, str]]) -> None:
    assert "“Russia opposes independence”" in first_look[8]["stdout"]
