"""What `docs/dna.md` says of the toy is what is counted, and its words are those that there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph.discourse import Choices, Events, network
from stancegraph.discourse.choices import KERNELS, Window

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (Path(__file__).parents[1] / "docs" / "dna.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of all tables that begin with this line."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for rest in PAGE.split(f"{heading}\n")[1:]
        for line in rest.partition("\n\n")[0].splitlines()[1:]
    ]


def pairs(cell: str) -> dict[str, Any]:
    """The choices that a cell shows as code."""
    return dict(token.split("=", 1) for code in re.findall(r"`([^`]*)`", cell) for token in code.split() if "=" in token)


ROWS = table("| statements | choices | pair | DNA | ours |")


@pytest.mark.parametrize(("kind", "choices", "pair", "dna", "ours"), ROWS, ids=lambda cell: cell.strip("`"))
def test_the_toys_numbers_are_those_of_the_page(  # noqa: PLR0913, PLR0917 - a row of the table
    kind: str, choices: str, pair: str, dna: str, ours: str, toy: Callable[[str], Events]
) -> None:
    row, column = pair.split(", ")
    found = [network(toy(kind), **pairs(choices), compat=compat).weight_of(row, column) for compat in ("dna", "")]
    assert [f"{round(value, 4):g}" for value in found] == [dna, ours]


def test_the_page_has_rows_where_both_agree_and_where_they_do_not() -> None:
    assert (len(ROWS), sum(row[3] != row[4] for row in ROWS)) == (22, 5)


def test_every_choice_of_the_table_of_words_is_one() -> None:
    words = [
        (name, value)
        for row in table("| DNA | here |")
        for code in re.findall(r"`([^`]*)`", row[1])
        for name, value in pairs(f"`{code}`").items()
    ]
    for name, value in words:
        shown: dict[str, Any] = {"window": "30d"} if name == "kernel" else {}
        Choices(**{**shown, name: value == "True" if name == "isolates" else value})
    assert len(words) == 19


def test_every_kernel_is_in_the_table_of_kernels() -> None:
    assert [row[0].strip("`") for row in table("| kernel | weight at x = 2 (t' - t) / w |")] == list(KERNELS)


@pytest.mark.parametrize("window", re.findall(r"`(\d+[dwmye])`", PAGE))
def test_every_window_of_the_page_is_one(window: str) -> None:
    assert str(Window.of(window)) == window


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent / "data" / "dam")
    (text,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    exec(compile(text, "docs/dna.md", "exec"), {})  # noqa: S102 - our own example
