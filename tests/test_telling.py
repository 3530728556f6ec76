"""Problems as other programs take them: annotations of a GitHub workflow, and SARIF for code scanning."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft4Validator

from stancegraph import sarif
from stancegraph.checks import check
from stancegraph.cli import cli
from stancegraph.problems import NOWHERE, Place, Problem, Severity, Source, in_file_order
from stancegraph.reader import read
from stancegraph.rulebook import rules
from stancegraph.telling import annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

MISSPELT = (
    "project: {id: k, base: 'https://example.org/k/'}\nactors: {russia: state}\nissues: {talks: {}}\nstatements:\n- Russia opposess talks\n"
)
TWICE = "- Serbia opposes independance\n- Serbia opposes independence\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "annotations.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# ── annotations of a GitHub workflow ──


def test_annotation_names_file_line_columns_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, MISSPELT)
    monkeypatch.chdir(tmp_path)
    done = run("check", "--format", "github")
    expected = (
        "::error file=annotations.yaml,line=5,col=10,endLine=5,endColumn=18,title=SG110::"
        "no relation found; 'opposess' is none%0Ahelp: did you mean 'opposes'?\n"
    )
    assert (done.exit_code, done.stdout, done.stderr) == (1, expected, "")


@pytest.mark.parametrize(("severity", "command"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_severities_have_commands(severity: str, command: str) -> None:
    place = Place(Source("a.yaml", "- word\n"), 2, 6)
    assert annotation(Problem("SG999", Severity(severity), place, "t"), "a.yaml").startswith(f"::{command} file=a.yaml,line=1,col=3,")


def test_percent_and_line_ends_are_escaped_everywhere_colons_and_commas_in_properties_alone() -> None:
    place = Place(Source("x", "- word\n"), 2, 6)
    told = annotation(Problem("SG999", Severity.ERROR, place, "50%, so: a\r\nb"), "a,b/c:d/50%.yaml")
    assert told == "::error file=a%2Cb/c%3Ad/50%25.yaml,line=1,col=3,endLine=1,endColumn=7,title=SG999::50%25, so: a%0D%0Ab"


def test_place_of_several_lines_has_no_columns() -> None:
    place = Place(Source("a.yaml", "- word\n- more\n"), 2, 10)
    assert annotation(Problem("SG999", Severity.ERROR, place, "t"), "a.yaml") == "::error file=a.yaml,line=1,endLine=2,title=SG999::t"


def test_problem_of_no_file_names_none() -> None:
    assert annotation(Problem("SG999", Severity.ERROR, NOWHERE, "t"), "(none)") == "::error title=SG999::t"


def test_files_are_named_from_the_folder_the_command_runs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "codings" / "2008", MISSPELT)
    monkeypatch.chdir(tmp_path)
    assert "file=codings/2008/annotations.yaml," in run("check", "codings/2008", "--format", "github").stdout
    monkeypatch.chdir(tmp_path / "codings")
    assert "file=2008/annotations.yaml," in run("check", str(tmp_path / "codings" / "2008"), "--format", "github").stdout


def test_build_that_stops_tells_its_errors_and_one_that_does_not_its_warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "bad", MISSPELT)
    written(tmp_path / "doubtful", TWICE)
    monkeypatch.chdir(tmp_path)
    bad, doubtful = (run("build", name, "--format", "github") for name in ("bad", "doubtful"))
    assert (bad.exit_code, bad.stdout.count("::error file=bad/annotations.yaml,")) == (1, 1)
    assert (doubtful.exit_code, doubtful.stdout.count("::warning file=doubtful/annotations.yaml,")) == (0, 1)


# ── SARIF ──

CARRIER = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SCHEMA_SHA256 = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


@pytest.fixture(scope="session")
def schema(request: pytest.FixtureRequest, lacking: Callable[[str], NoReturn]) -> Draft4Validator:
    """The JSON Schema of SARIF 2.1.0, out of an npm package that carries it at first, and of pytest's cache ever after."""
    cache = request.config.cache
    assert cache is not None, "the schema is kept in pytest's cache, which is switched off"
    kept = cache.mkdir("sarif") / Path(SCHEMA).name
    if not kept.exists():
        fetch(kept, lambda why: lacking(f"SARIF is held against the schema in {CARRIER}: {why}"))
    text = kept.read_bytes()
    assert sha256(text).hexdigest() == SCHEMA_SHA256, f"{kept} is not the schema that we know; delete it"
    return Draft4Validator(json.loads(text))


def fetch(kept: Path, missing: Callable[[str], NoReturn]) -> None:
    """Puts the schema where it is kept, whole or not at all: another worker may do the same at the same time."""
    npm = shutil.which("npm")
    if npm is None:
        missing("npm is not installed")
    with TemporaryDirectory(dir=kept.parent) as folder:
        packed = subprocess.run(
            [npm, "pack", CARRIER, "--loglevel=error", "--fetch-retries=0"], cwd=folder, capture_output=True, text=True, check=False
        )
        if packed.returncode:
            missing(f"`npm pack {CARRIER}` says {packed.stderr.strip()!r}")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile(SCHEMA)
            assert member is not None
            (Path(folder) / "schema").write_bytes(member.read())
        (Path(folder) / "schema").replace(kept)


def every_problem() -> list[Problem]:
    """What the bad examples of all rules raise, each rule's in a file of its own."""
    found: list[Problem] = []
    for rule in rules().values():
        if rule.bad and not rule.annotations:
            annotations, told = read(rule.bad, f"{rule.code}.yaml")
            found += in_file_order([*told, *check(annotations)])
    return found


def test_log_of_every_rule_s_example_is_valid(schema: Draft4Validator) -> None:
    log: Any = sarif.log(every_problem(), str)
    assert [f"{error.json_path}: {error.message}" for error in schema.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) > 100


def test_schema_refuses_what_is_no_log(schema: Draft4Validator) -> None:
    log: Any = sarif.log([Problem("SG110", Severity.ERROR, Place(Source("a.yaml", "- word\n"), 2, 6), "t")], str)
    assert schema.is_valid(log)
    log["runs"][0]["results"][0]["level"] = "info"
    assert not schema.is_valid(log)


def test_log_of_a_sound_project_is_valid_and_empty(schema: Draft4Validator, tmp_path: Path) -> None:
    done = run("check", str(written(tmp_path, MISSPELT.replace("opposess", "opposes"))), "--format", "sarif")
    log = json.loads(done.stdout)
    assert (done.exit_code, schema.is_valid(log), log["runs"][0]["results"]) == (0, True, [])


def only_result(text: str, folder: Path, code: str) -> dict[str, Any]:
    """The one result of a code in what `check` says of a file; its path as seen from the folder above."""
    log = json.loads(run("check", str(written(folder, text)), "--format", "sarif").stdout)
    (found,) = (each for each in log["runs"][0]["results"] if each["ruleId"] == code)
    return {**found, "rule": log["runs"][0]["tool"]["driver"]["rules"][found["ruleIndex"]]}


def test_region_counts_code_points_and_ends_behind_its_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """U+1D54F is one code point, and two units of UTF-16, in which SARIF would count unless it were told."""
    monkeypatch.chdir(tmp_path)
    line = "- \U0001d54f\U0001d54f opposess talks"
    found = only_result(f"issues: {{talks: {{}}}}\nactors: {{x: {{name: \U0001d54f\U0001d54f}}}}\nstatements:\n{line}\n", tmp_path, "SG110")
    start = line.index("opposess") + 1
    assert found["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": start,
        "endLine": 4,
        "endColumn": start + 8,
    }
    assert json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_path_is_an_encoded_relative_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = only_result(MISSPELT, tmp_path / "März 2008 #1", "SG110")
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "M%C3%A4rz%202008%20%231/annotations.yaml",
        "uriBaseId": "%SRCROOT%",
    }


def test_log_says_nothing_of_the_machine_and_the_same_twice(tmp_path: Path) -> None:
    path = written(tmp_path / "project", MISSPELT)
    first, second = (run("check", str(path), "--format", "sarif").stdout for _ in range(2))
    assert first == second
    assert str(tmp_path) not in first


def test_rule_travels_with_its_title_level_and_page(tmp_path: Path) -> None:
    rule = only_result(MISSPELT, tmp_path, "SG110")["rule"]
    assert (rule["id"], rule["shortDescription"]["text"], rule["defaultConfiguration"]) == (
        "SG110",
        "no relation found",
        {"level": "error"},
    )
    assert "Good:\n    - Russia opposes independence" in rule["help"]["text"]


def test_further_places_are_related_locations(tmp_path: Path) -> None:
    found = only_result("actors:\n  kosovo: organization\nissues:\n  kosovo: {}\n", tmp_path, "SG206")
    assert [place["physicalLocation"]["region"]["startLine"] for place in (*found["locations"], *found["relatedLocations"])] == [4, 2]


def test_braces_of_a_message_are_no_placeholders(tmp_path: Path) -> None:
    found = only_result("- Russia opposes talks\n", tmp_path / "k", "SG210")
    assert 'write `project: {{id: k, base: "https://..."}}`' in found["message"]["text"]


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_exit_codes_are_those_of_text(form: str, tmp_path: Path) -> None:
    path = str(written(tmp_path, TWICE))
    assert [run("check", path, "--format", form, *more).exit_code for more in ([], ["--strict"])] == [0, 1]
