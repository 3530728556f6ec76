"""What `docs/standards.md` shows is what happens: its Python and JavaScript is run beside a build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph import load
from stancegraph.build import build
from stancegraph.exports import jsonld

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
LAKE = ROOT / "tests" / "data" / "standards"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page")
    shutil.copy(LAKE / "annotations.yaml", made)
    project = load(made)
    list(build(project, made / "build"))
    jsonld.write(project.derived, made / "lake.jsonld")
    return made


def test_the_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found: dict[str, Any] = {}
    for text in blocks("python"):
        exec(compile(text, "docs/standards.md", "exec"), found)  # noqa: S102 - our own example
    quads = list(load(folder).quads())
    assert len(found["graph"]) == len(quads)
    assert len(list(found["engine"].select("SELECT ?s { ?s a sg:Statement }"))) == 12
    assert len(found["held_back"]) == sum(not verdict.asserted for verdict in load(folder).derived.judged.verdicts)


def test_the_javascript_runs(folder: Path, in_node: Callable[[str, Any], Any]) -> None:
    (text,) = blocks("js")
    script = text.replace("build/", f"{(folder / 'build').as_posix()}/") + "console.log(quads.length);"
    assert in_node(script, None) == len(list(load(folder).quads()))


def test_every_file_of_the_page_is_one_that_is_written(folder: Path) -> None:
    table = PAGE.partition("|---|---|---|")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z0-9.]+\.(?:nq|trig|ttl|jsonld))`", table))
    assert named <= {path.name for path in (folder / "build").iterdir()}
    assert len(named) == 6
