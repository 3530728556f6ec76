"""Files whose comments say which problems they have: `# expect: SG110 opposess` names the code and the words underlined on that line.

`# expect-below:` speaks of the next line, where a comment would change what is read; `# expect-info:` asks for an info. Every error and
warning of a file must be expected, on its line, in its column; of the infos only those that a comment names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from stancegraph.loader import load
from stancegraph.problems import Problem, Severity

GOLDEN = Path(__file__).with_name("golden")
FILES = sorted(GOLDEN.glob("*.yaml"))
EXPECTATION = re.compile(r"#[ ](expect|expect-below|expect-info):[ ](SG\d{3})[ ](.*?)(?=[ ]*(?:#[ ]expect|$))")


class Expected(NamedTuple):
    """A problem as its comment states it, with the line and column (from 1) at which its words stand."""

    line: int
    column: int
    code: str
    words: str


def expectations(text: str) -> dict[str, list[Expected]]:
    """The comments of a file by kind: what is expected, and which infos."""
    lines = text.splitlines()
    found: dict[str, list[Expected]] = {"expect": [], "expect-info": []}
    for number, line in enumerate(lines, start=1):
        for kind, code, words in EXPECTATION.findall(line):
            below = kind == "expect-below"
            written = lines[number] if below else line.partition("  # expect")[0]
            assert words in written, f"line {number}: {words!r} is not on the line that it is expected on"
            found["expect" if below else kind].append(Expected(number + below, written.index(words) + 1, code, words))
    return {kind: sorted(rows) for kind, rows in found.items()}


def as_expected(problem: Problem) -> Expected:
    place = problem.place
    words = place.source.text[place.start : place.end].splitlines()
    return Expected(place.line, place.column, problem.code, words[0].rstrip() if words else "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_errors_and_warnings_that_its_comments_expect(path: Path) -> None:
    found = sorted(as_expected(problem) for problem in load(path).problems if problem.severity is not Severity.INFO)
    assert found == expectations(path.read_text(encoding="utf-8"))["expect"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_infos_that_its_comments_name(path: Path) -> None:
    found = {as_expected(problem) for problem in load(path).problems if problem.severity is Severity.INFO}
    assert set(expectations(path.read_text(encoding="utf-8"))["expect-info"]) <= found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_of_a_file_says_what_to_write(path: Path) -> None:
    assert [problem.headline() for problem in load(path).problems if not problem.help] == []
