"""What the README shows is what happens: its files are read, its commands are run, its Python is executed."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from stancegraph.loader import load
from stancegraph.problems import Severity, render

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


COMMANDS = [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines()]


@pytest.mark.parametrize("text", blocks("yaml"), ids=lambda text: text.splitlines()[0][:30])
def test_every_yaml_example_is_free_of_errors_and_warnings(text: str, tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    assert [render(problem) for problem in load(tmp_path).problems if problem.severity is not Severity.INFO] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs_on_the_flagship(command: str, tmp_path: Path) -> None:
    program, *words = shlex.split(command)
    assert program == "stancegraph"
    out = ["--out", str(tmp_path / "build")] if words[0] == "build" else []
    done = subprocess.run(
        [sys.executable, "-m", "stancegraph", *words, *out], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    told = re.sub(r"^line \d+, offsets \d+-\d+\n", "", done.stderr) if words[0] == "quote" else done.stderr  # where the passage stands
    assert (done.returncode, told) == (0, "")
    assert done.stdout.strip()


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    (code,) = blocks("python")
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own example
    assert "serbia" in printed.getvalue()


def test_the_message_shown_is_the_message_given(tmp_path: Path) -> None:
    text = blocks("yaml")[1].replace("opposes", "opposess")
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    (shown,) = blocks("text")
    assert shown.strip() in [render(problem) for problem in load(tmp_path).problems]


def test_the_two_commands_stand_in_the_readme_word_for_word() -> None:
    assert "pip install uv && uv run stancegraph build" in README
    assert "pip install uv && uv run pytest" in README
