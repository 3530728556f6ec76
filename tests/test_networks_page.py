"""What `docs/networks.md` shows is what happens: its commands and its Python are run on the flagship."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from stancegraph.cli import cli, networking
from stancegraph.exports.forms import FORMS

ROOT = Path(__file__).parents[1]
OTHERS = {"day", "path", "form", "out", "listing", "explain", "most", "measured", "plot", "picture", "actor", "issue"}
"""Options that say what becomes of a network, not how it is counted."""
PAGE = (ROOT / "docs" / "networks.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("line", blocks("console")[0].splitlines())
def test_every_command_shows_a_table(line: str) -> None:
    done = CliRunner().invoke(cli, [*shlex.split(line)[1:], "-p", str(ROOT)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "-----" in done.stdout or "÷" in done.stdout or "=" in done.stdout


@pytest.mark.parametrize("line", blocks("console")[1].splitlines())
def test_every_command_that_draws_can_be_read(line: str) -> None:
    _, name, *options = shlex.split(line)
    assert cli.commands[name].make_context(name, options).params["plot"].suffix in {".svg", ".png", ".pdf"}


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annotations.yaml").write_bytes((ROOT / "annotations.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    found: dict[str, Any] = {}
    for text in blocks("python"):
        exec(compile(text, "docs/networks.md", "exec"), found)  # noqa: S102 - our own example
    assert list(found["events"]) == list(found["project"].events())
    assert {path.suffix[1:] for path in tmp_path.iterdir()} == {"yaml", *FORMS}


def test_every_option_that_chooses_is_in_the_table() -> None:
    table = PAGE.partition("## Choices")[2].partition("## Files")[0]
    flags = {option.opts[0] for option in cli.commands["network"].params if option.name not in OTHERS}
    assert flags == set(re.findall(r"`(--[a-z]+)`", table.replace("`--since`", "")))


def test_every_word_of_a_choice_is_in_the_table() -> None:
    table = PAGE.partition("## Choices")[2].partition("## Files")[0]
    words = {*networking.TYPES, *networking.NORMALIZATIONS, *networking.DUPLICATES, *networking.STATEMENTS, *networking.KERNELS}
    assert words <= set(re.findall(r"`([a-z_-]+)`", table))


def test_every_format_is_in_the_table() -> None:
    table = PAGE.partition("## Files")[2].partition("* **Gephi**")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE) == list(FORMS)
