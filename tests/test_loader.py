"""Projects of one file or many: what `include` finds, and what is said when it finds nothing (LANGUAGE 1)."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stancegraph.loader import find, load
from stancegraph.problems import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.project import Project


def written(folder: Path, **files: str) -> Path:
    """The folder with a file for each name; `__` in a name stands for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def errors(project: Project) -> list[tuple[str, str, int]]:
    """Code, file and line of every error."""
    return [(p.code, p.place.path, p.place.line) for p in project.problems if p.severity is Severity.ERROR]


def actors(project: Project) -> list[str]:
    return sorted(statement.actor for statement in project.annotations.statements)


def test_a_folder_is_read_from_its_annotations_file(tmp_path: Path) -> None:
    assert actors(load(written(tmp_path, annotations="- Russia opposes it\n"))) == ["russia"]


def test_a_file_of_any_name_is_read_by_its_path(tmp_path: Path) -> None:
    assert actors(load(written(tmp_path, other="- Russia opposes it\n") / "other.yaml")) == ["russia"]


@pytest.mark.parametrize("name", ["", "nothing.yaml"])
def test_a_missing_file_is_told_with_a_first_sentence_to_write(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match="- Russia opposes independence"):
        find(tmp_path / name)


def test_a_folder_of_that_name_is_told_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").mkdir()
    (tmp_path / "annotations.yaml" / "annotations.yaml").mkdir()
    with pytest.raises(FileNotFoundError, match="is not a file"):
        find(tmp_path)


def test_globs_find_files_in_folders_of_any_depth(tmp_path: Path) -> None:
    main = "include: [vocab/*.yaml, codings/**/*.yaml]\nstatements:\n- US opposes it\n"
    files = {
        "codings__a": "- Russia opposes it\n",
        "codings__2008__b": "- Serbia opposes it\n",
        "codings__2008__02__c": "- Malta opposes it\n",
    }
    project = load(written(tmp_path, annotations=main, vocab__nouns="actors: {russia: {name: The Federation}}\n", **files))
    assert (errors(project), actors(project)) == ([], ["malta", "russia", "serbia", "us"])
    assert project.annotations.label("russia") == "The Federation"


def test_places_name_the_file_as_seen_from_the_project(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations="include: codings/a.yaml\n", codings__a="- Russia opposess it\n"))
    assert errors(project) == [("SG110", "codings/a.yaml", 1)]


def test_an_included_file_includes_from_its_own_folder(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations="include: [sub/a.yaml]\n", sub__a="include: [b.yaml]\n", sub__b="- Russia opposes it\n"))
    assert (errors(project), actors(project)) == ([], ["russia"])


def test_a_circle_of_includes_reads_each_file_once(tmp_path: Path) -> None:
    texts = {
        "annotations": "include: [b.yaml, annotations.yaml]\nstatements:\n- US opposes it\n",
        "b": "include: annotations.yaml\nstatements:\n- Malta opposes it\n",
    }
    project = load(written(tmp_path, **texts))
    assert (errors(project), actors(project)) == ([], ["malta", "us"])


def test_a_file_that_two_patterns_find_is_read_once(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations='include: ["*.yaml", b.yaml]\n', b="- Malta opposes it\n"))
    assert (errors(project), actors(project)) == ([], ["malta"])


@pytest.mark.parametrize("pattern", ["missing.yaml", "missing/*.yaml", "sub", "[", "'**'", ".", "**codings/*.yaml", "~/a.yaml"])
def test_a_pattern_that_finds_no_file_is_an_error_where_it_stands(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "sub").mkdir()
    project = load(written(tmp_path, annotations=f"statements: []\ninclude:\n- '{pattern.strip(chr(39))}'\n"))
    assert errors(project) == [("SG015", "annotations.yaml", 3)]


@pytest.mark.parametrize("hidden", [".venv__lib__a", "codings__.trash__a"])
def test_a_glob_leaves_hidden_folders_out(tmp_path: Path, hidden: str) -> None:
    project = load(written(tmp_path, annotations='include: ["**/*.yaml"]\nstatements:\n- US opposes it\n', **{hidden: "not: ours\n"}))
    assert (errors(project), actors(project)) == ([], ["us"])


def test_a_hidden_folder_that_a_pattern_names_is_read(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations='include: [".drafts/*.yaml"]\n', **{".drafts__a": "- US opposes it\n"}))
    assert (errors(project), actors(project)) == ([], ["us"])


@pytest.mark.parametrize("pattern", ["../secret.yaml", "/etc/hostname", "sub/../../secret.yaml"])
def test_a_file_outside_the_project_is_not_read(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "secret.yaml").write_text("- Russia opposes it\n", encoding="utf-8")
    project = load(written(tmp_path / "project", annotations=f"include: {pattern}\n", sub__x="[]\n"))
    assert (errors(project), actors(project)) == ([("SG015", "annotations.yaml", 1)], [])


def test_a_link_that_leads_outside_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("- Russia opposes it\n", encoding="utf-8")
    folder = written(tmp_path / "project", annotations="include: link.yaml\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    project = load(folder)
    assert (errors(project), actors(project)) == ([("SG015", "annotations.yaml", 1)], [])


def test_a_slug_declared_in_two_files_names_both_places(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations="include: b.yaml\nactors: {russia: state}\n", b="issues:\n  russia: policy\n"))
    (problem,) = [p for p in project.problems if p.severity is Severity.ERROR]
    assert (problem.code, str(problem.place), [str(place) for place in problem.others]) == ("SG206", "b.yaml:2", ["annotations.yaml:2"])


def test_a_second_project_block_is_an_error(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations="include: b.yaml\nproject: {id: a}\n", b="project: {id: b}\n"))
    assert (errors(project), project.annotations.project.id) == ([("SG206", "b.yaml", 1)], "a")


def test_the_same_statement_in_two_files_names_both_places(tmp_path: Path) -> None:
    project = load(written(tmp_path, annotations="include: b.yaml\nstatements:\n- Russia opposes it\n", b="- Russia opposes it\n"))
    (problem,) = [p for p in project.problems if p.severity is Severity.ERROR]
    assert (problem.code, str(problem.place), [str(place) for place in problem.others]) == ("SG301", "b.yaml:1", ["annotations.yaml:3"])


def test_defaults_hold_for_their_own_file_only(tmp_path: Path) -> None:
    main = "include: b.yaml\ndefaults: {coder: anna}\nstatements:\n- US opposes it\n"
    found = load(written(tmp_path, annotations=main, b="- Malta opposes it\n")).annotations.statements
    assert {statement.actor: statement.coder for statement in found} == {"us": "anna", "malta": None}


def test_an_ignore_comment_works_in_an_included_file(tmp_path: Path) -> None:
    text = "- Malta opposes it:\n  # sg: ignore SG105 because the paper prints it so\n  note: x\n"
    project = load(written(tmp_path, annotations="include: b.yaml\n", b=text))
    assert [p.code for p in project.problems if p.severity is Severity.WARNING] == []


def test_a_binary_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = written(tmp_path, annotations="include: [b.yaml, c.yaml]\n", c="- Malta opposes it\n")
    (folder / "b.yaml").write_bytes(bytes(range(256)))
    project = load(folder)
    assert actors(project) == ["malta"]
    assert {path for _, path, _ in errors(project)} == {"b.yaml"}


def test_a_project_with_errors_says_so(tmp_path: Path) -> None:
    good, bad = written(tmp_path / "good", annotations="- US opposes it\n"), written(tmp_path / "bad", annotations="- US likes it\n")
    assert (load(good).ok, load(bad).ok) == (True, False)


def test_a_comment_above_an_error_is_told_that_errors_cannot_be_silenced(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text("nothing here", encoding="utf-8")
    lines = ["documents: {h: {}}", "statements:", "- Arland opposes the dam:", "    source: h"]
    lines += ["    # sg: ignore SG420 because the text is cut", "    quote: not there"]
    (tmp_path / "annotations.yaml").write_text("\n".join(lines), encoding="utf-8")
    told = [(problem.code, problem.place.line) for problem in load(tmp_path, tmp_path).problems if problem.severity is not Severity.INFO]
    assert told == [("SG016", 5), ("SG420", 6)]


@pytest.mark.parametrize(("texts", "told"), [(False, []), (True, ["SG016"])])
def test_a_comment_for_a_check_of_texts_is_idle_only_where_they_are_given(tmp_path: Path, *, texts: bool, told: list[str]) -> None:
    (tmp_path / "h.txt").write_text("Arland opposes the dam.", encoding="utf-8")
    lines = ["documents: {h: {}}", "statements:", "- Arland opposes the dam:", "    source: h"]
    lines += ["    # sg: ignore SG431 because the reporter says so", "    quote: opposes the dam"]
    (tmp_path / "annotations.yaml").write_text("\n".join(lines), encoding="utf-8")
    project = load(tmp_path, tmp_path if texts else None)
    assert [problem.code for problem in project.problems if problem.code == "SG016"] == told


def test_what_reads_articles_is_imported_only_where_articles_are_given(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(
        "# sg: ignore SG431 because of this\n- Arland opposes the dam: {quote: no}\n", encoding="utf-8"
    )
    asked = "import sys, stancegraph; stancegraph.load(sys.argv[1]); print(*{'rapidfuzz', 'sentencex', 'stancegraph.passages'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
