"""`annotations.lock`: equal content gives equal bytes, a broken file is one problem with its line and never a crash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph import lock
from stancegraph.lock import Lock, lock_text
from stancegraph.problems import Problem, Source
from stancegraph.records import Anchor
from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "0123456789abcdef" * 4
ONE = f"""\
{{
 "version": 1,
 "documents": {{
  "herald": {{"sha256": "{DIGEST}", "quotes": [
    {{"exact": "the dam", "before": "on", "start": 10, "end": 17, "prefix": "a word on ", "suffix": " in \\"Corland\\""}},
    {{"exact": "the weir", "start": 40, "end": 48, "prefix": "", "suffix": ""}}
  ]}},
  "tribune": {{"sha256": "{DIGEST}", "quotes": []}}
 }}
}}
"""
HELD = Lock(
    {"tribune": DIGEST, "herald": DIGEST},
    {
        ("herald", "the weir", None, None): Anchor(40, 48, "", ""),
        ("herald", "the dam", "on", None): Anchor(10, 17, "a word on ", ' in "Corland"'),
    },
)


def problem(text: str) -> Problem:
    found = lock.read(Source("annotations.lock", text))
    assert isinstance(found, Problem)
    assert (found.code, found.severity) == ("SG425", "error")
    return found


def with_quote(**fields: object) -> str:
    entry = {"exact": "the dam", "start": 1, "end": 8, "prefix": "", "suffix": "", **fields}
    return json.dumps({"version": 1, "documents": {"herald": {"sha256": DIGEST, "quotes": [entry]}}})


def test_a_lock_is_written_sorted_with_a_quote_a_line() -> None:
    assert lock_text(HELD) == ONE


def test_a_lock_is_read_as_it_was_written() -> None:
    assert lock.read(Source("annotations.lock", ONE)) == HELD


def test_a_lock_of_nothing_is_a_lock() -> None:
    assert lock.read(Source("annotations.lock", lock_text(Lock({}, {})))) == Lock({}, {})


WORDS = st.text(max_size=20).filter(lambda text: not FORBIDDEN.search(text))
ANCHORS = st.tuples(st.integers(0, 10**6), st.integers(1, 99), WORDS, WORDS).map(lambda a: Anchor(a[0], a[0] + a[1], a[2], a[3]))
KEYS = st.tuples(st.sampled_from(["a", "b-1"]), WORDS.filter(bool), st.none() | WORDS, st.none() | WORDS)


@given(st.dictionaries(KEYS, ANCHORS, max_size=8))
def test_reading_undoes_writing_in_any_order(anchors: dict[tuple[str, str, str | None, str | None], Anchor]) -> None:
    held = Lock({"a": DIGEST, "b-1": DIGEST}, anchors)
    turned = Lock({"b-1": DIGEST, "a": DIGEST}, dict(reversed(anchors.items())))
    assert lock.read(Source("annotations.lock", lock_text(held))) == held
    assert lock_text(turned) == lock_text(held)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"end": 17', '"end": 10', 5, "0 <= start < end"),
        ('"end": 17', '"end": 9', 5, "0 <= start < end"),
        ('"start": 10', '"start": -1', 5, "0 <= start < end"),
        ('"start": 10', '"start": "10"', 5, "0 <= start < end"),
        ('"start": 10', '"start": true', 5, "0 <= start < end"),
        ('"start": 10', '"start": 1.5', 5, "0 <= start < end"),
        ('"start": 10, ', "", 5, "0 <= start < end"),
        ('"end": 17', '"end": 99999999999999', 5, "0 <= start < end"),
        ('"end": 48', '"end": NaN', 6, "NaN"),
        ('"end": 48', '"end": Infinity', 6, "Infinity"),
        ('"end": 48', f'"end": {"9" * 5000}', 1, "a number"),
        ('"the weir"', '["the weir"]', 4, "not all quotes"),
        ('"the weir"', '""', 4, "not all quotes"),
        ('"the weir"', '"the \\u0000 weir"', 6, "are no text"),
        ('"the weir"', '"the \\ud800 weir"', 4, "are no text"),
        ('"before": "on"', '"before": 5', 5, "are no text"),
        ('"before": "on"', '"place": "on"', 4, "not all quotes"),
        ('"exact": "the weir"', '"exact": "the dam", "before": "on"', 5, "stands twice"),
        ('"exact": "the weir"', '"exact": "the weir", "exact": "x"', 5, "stands twice"),
        ('"tribune"', '"herald"', 4, "stands twice"),
        (f'"tribune": {{"sha256": "{DIGEST}"', '"tribune": {"sha256": "ab"', 8, "SHA-256"),
        (', "quotes": []', "", 8, "more or less"),
        ('"version": 1', '"version": true', 2, "`version` 1"),
        ('"version": 1', '"version": 1.0', 2, "`version` 1"),
        ('"version": 1', '"version": 0', 2, "`version` 1"),
        ('"version": 1,', "", 1, "`version` 1"),
        ("  ]},", "  ]}", 8, "no JSON"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(old: str, new: str, line: int, told: str) -> None:
    assert ONE.count(old) == 1
    found = problem(ONE.replace(old, new))
    assert (found.place.line, told in found.text, "stancegraph anchor" in found.help) == (line, True, True)


def test_a_lock_of_a_later_version_asks_for_a_later_program() -> None:
    found = problem(ONE.replace('"version": 1', '"version": 2, "more": {}'))
    assert (found.place.line, "version 2" in found.text, found.help) == (2, True, "update stancegraph")
    assert lock.newer(found)


@pytest.mark.parametrize("text", ["[1]", "null", "version = 1"])
def test_what_no_anchor_can_mend_is_moved_away(text: str) -> None:
    assert "move it away" in problem(text).help


def test_a_byte_order_mark_is_none_of_the_lock(tmp_path: Path) -> None:
    (tmp_path / "annotations.lock").write_text("\ufeff" + ONE, encoding="utf-8")
    assert lock.load(tmp_path / "annotations.yaml") == (HELD, [])


@pytest.mark.parametrize("text", ["", "[]", "null", "1", '"x"', "[" * 100_000, '{"a":' * 100_000, "{} {}", "\ufeff{}", "\x00"])
def test_what_is_no_lock_is_told(text: str) -> None:
    problem(text)


def test_conflict_markers_are_told_as_such() -> None:
    lines = ONE.splitlines(keepends=True)
    merged = "".join([*lines[:4], "<<<<<<< HEAD\n", lines[4], "=======\n", lines[5], ">>>>>>> other\n", *lines[6:]])
    found = problem(merged)
    assert (found.place.line, "merged" in found.text, "git checkout" in found.help) == (5, True, True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["exact", "start", "end", "quotes", "sha256", "before"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_whatever_crashes_the_reader(value: object) -> None:
    for root in (
        value,
        {"version": 1, "documents": value},
        {"version": 1, "documents": {"a": value}},
        {"version": 1, "documents": {"a": {"sha256": DIGEST, "quotes": value}}},
        {"version": 1, "documents": {"a": {"sha256": DIGEST, "quotes": [value]}}},
    ):
        assert isinstance(lock.read(Source("annotations.lock", json.dumps(root))), Lock | Problem)


@given(st.integers(0, len(ONE) - 1), st.text(max_size=3))
def test_no_slip_of_the_hand_crashes_the_reader(at: int, new: str) -> None:
    assert isinstance(lock.read(Source("annotations.lock", ONE[:at] + new + ONE[at + 1 :])), Lock | Problem)


def test_the_lock_lies_beside_the_main_file(tmp_path: Path) -> None:
    assert lock.beside(tmp_path / "annotations.yaml") == tmp_path / "annotations.lock"
    assert lock.beside(tmp_path / "annotations.lock") == tmp_path / "annotations.lock.lock"


def test_no_lock_is_no_problem(tmp_path: Path) -> None:
    assert lock.load(tmp_path / "annotations.yaml") == (None, [])


def test_a_lock_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "annotations.lock").mkdir()
    found, (told,) = lock.load(tmp_path / "annotations.yaml")
    assert (found, told.code) == (None, "SG425")


def test_a_lock_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "MAX_LOCK", 10)
    lock.write(HELD, tmp_path / "annotations.lock")
    assert [problem.code for problem in lock.load(tmp_path / "annotations.yaml")[1]] == ["SG425"]


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    lock.write(HELD, tmp_path / "annotations.lock")
    assert lock.load(tmp_path / "annotations.yaml") == (HELD, [])


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [("", True), ("{", True), ("<<<<<<< a\n", True), ("version = 1\n", False), ("- Arland", False), ('{"packages": []}', False)],
)
def test_a_file_of_another_program_is_known(text: str, *, is_ours: bool) -> None:
    assert lock.ours(text) is is_ours


def test_quoted_words_stand_once_and_never_in_the_order_of_the_text() -> None:
    line = next(line for line in lock_text(HELD).splitlines() if "the dam" in line)
    assert line.count("the dam") == 1
    assert line.index("the dam") < line.index("a word on") < line.index("Corland")
