"""The documents' texts come from a folder, never from outside it, and what is missing is a warning at the document."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from stancegraph import texts
from stancegraph.loader import load
from stancegraph.passages import Span, Text
from stancegraph.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.problems import Problem
    from stancegraph.records import Annotations

TEXT = "Arland opposes the dam. It opposes the weir, too.\n"


def notes(document: str = "herald: {}", statement: str = "{source: herald, quote: the dam}") -> Annotations:
    return read(f"documents:\n  {document}\nstatements:\n- Arland opposes the dam: {statement}\n", "annotations.yaml")[0]


def missing(annotations: Annotations, folder: Path) -> Problem:
    found, (problem,) = texts.load(annotations, folder)
    assert dict(found) == {}
    assert (problem.code, problem.place.line) == ("SG423", 2)
    return problem


def test_a_text_is_the_file_named_after_its_document(tmp_path: Path) -> None:
    (tmp_path / "herald.txt").write_text(TEXT, encoding="utf-8")
    found, problems = texts.load(notes(), tmp_path)
    assert (found["herald"].raw, problems) == (TEXT, [])


def test_a_text_is_the_file_that_its_document_names(tmp_path: Path) -> None:
    (tmp_path / "2010").mkdir()
    (tmp_path / "2010" / "a text.txt").write_text(TEXT, encoding="utf-8")
    assert texts.load(notes("herald: {text: 2010/a text.txt}"), tmp_path)[0]["herald"].raw == TEXT


def test_line_ends_stay_as_they_are_and_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo"
    (tmp_path / "herald.txt").write_bytes(data)
    assert texts.load(notes(), tmp_path)[0]["herald"] == Text("one\r\ntwo", hashlib.sha256(data).hexdigest())


def test_a_missing_text_is_told_with_the_name_it_should_have(tmp_path: Path) -> None:
    assert "herald.txt" in missing(notes(), tmp_path).help


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "a/../../secret.txt", '"\\0"', "a" * 5000, "."])
def test_what_leaves_the_folder_or_is_no_file_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    missing(notes(f"herald: {{text: {name}}}"), tmp_path / "texts")


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_characters_are_no_utf_8(tmp_path: Path, coding: str) -> None:
    (tmp_path / "herald.txt").write_bytes(TEXT.encode(coding))
    assert "is not UTF-8" in missing(notes(), tmp_path).text


def test_an_empty_file_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "herald.txt").write_text(" \n", encoding="utf-8")
    assert "is empty" in missing(notes(), tmp_path).text


def test_a_pipe_is_no_text(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "herald.txt")
    assert "is no file" in missing(notes(), tmp_path).text


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "herald.txt").symlink_to(tmp_path / "secret.txt")
    assert "leaves the folder" in missing(notes(), tmp_path / "texts").text


@pytest.mark.parametrize(("name", "other"), [("herald.txt", "herald.txt"), ("herald.txt", "b.txt")])
def test_a_link_in_a_circle_is_no_text(tmp_path: Path, name: str, other: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / other)
    if other != name:
        (tmp_path / other).symlink_to(tmp_path / name)
    assert "leads back to itself" in missing(notes(), tmp_path).text


def test_every_cause_has_its_own_cure(tmp_path: Path) -> None:
    cures = [missing(notes(), tmp_path).help, missing(notes("herald: {text: other.txt}"), tmp_path).help]
    (tmp_path / "herald.txt").write_bytes(b"\xff")
    cures += [missing(notes(), tmp_path).help, missing(notes("herald: {text: ../other.txt}"), tmp_path).help]
    (tmp_path / "herald.txt").unlink()
    (tmp_path / "herald.txt").mkdir()
    cures.append(missing(notes(), tmp_path).help)
    assert cures == [
        "put it into the folder as herald.txt, or write `text:` with its path below it",
        "put it there, or correct `text:`",
        "save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8`, say",
        "put the file, and not a link to it, below the folder, or give a folder above it",
        "name a file of plain text",
    ]


def test_a_text_that_is_not_utf_8_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "herald.txt").write_bytes(b"caf\xe9")
    assert "not UTF-8 (byte 3)" in missing(notes(), tmp_path).text


@pytest.mark.parametrize(("size", "read_"), [(texts.MAX_TEXT, True), (texts.MAX_TEXT + 1, False)])
def test_a_text_has_a_limit(tmp_path: Path, size: int, *, read_: bool) -> None:
    (tmp_path / "herald.txt").write_bytes(b"a" * size)
    assert bool(texts.load(notes(), tmp_path)[0]) is read_


def test_evidence_holds_every_passage_of_every_quote() -> None:
    annotations = notes(statement="{source: herald, quote: [opposes the, {exact: opposes the, before: It}, never]}")
    found = texts.evidence(annotations, {"herald": Text(TEXT)})
    assert dict(found.spans) == {
        ("herald", "opposes the", None, None): (Span(7, 18), Span(27, 38)),
        ("herald", "opposes the", "It", None): (Span(27, 38),),
        ("herald", "never", None, None): (),
    }


def test_quotes_without_a_text_are_not_looked_up() -> None:
    assert dict(texts.evidence(notes(), {}).spans) == {}
    assert dict(texts.evidence(notes(statement="{quote: the dam}"), {"herald": Text(TEXT)}).spans) == {}


def test_a_project_loaded_with_its_texts_knows_where_its_quotes_stand(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam: {source: herald, quote: never}\n", encoding="utf-8")
    (tmp_path / "herald.txt").write_text(TEXT, encoding="utf-8")
    project = load(tmp_path, texts=tmp_path)
    assert project.evidence is not None
    assert [problem.code for problem in project.problems if problem.severity == "error"] == ["SG420"]
    assert (load(tmp_path).evidence, load(tmp_path).ok) == (None, True)


def test_a_folder_of_texts_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland opposes the dam\n", encoding="utf-8")
    with pytest.raises(NotADirectoryError, match="name the one that holds the texts"):
        load(tmp_path, texts=tmp_path / "nowhere")


def test_a_warning_of_the_texts_can_be_ignored_with_a_reason(tmp_path: Path) -> None:
    text = "documents:\n  # sg: ignore SG423 because the paper is on microfilm\n  herald: {}\nstatements:\n- Arland opposes the dam: {source: herald}\n"
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    assert "SG423" not in {problem.code for problem in load(tmp_path, tmp_path).problems}
