"""The command line as its user meets it: exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import cli
from stancegraph.queries import names

ROOT = Path(__file__).parents[1]
FLAGSHIP = str(ROOT / "annotations.yaml")
DAM = str(ROOT / "tests" / "data" / "dam")
NEWCOMER = """\
# my first file
- Russia opposess independence
- US supports recognition:
    source: cnn-2008-02-14
   quote: "supports it"
- the EU deploys a mission under 1244
- Serbia opposes independance
- Serbia opposes independence
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "annotations.yaml").write_text(NEWCOMER, encoding="utf-8")
    return tmp_path


def test_check_of_a_clean_project_ends_with_0() -> None:
    done = run("check", FLAGSHIP)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("0 errors, 0 warnings, 0 infos\n")


def test_check_takes_a_folder() -> None:
    assert run("check", str(ROOT / "tests" / "data" / "three-sentences")).exit_code == 0


def test_a_newcomer_s_misspelling_wrong_indent_and_odd_name_are_all_told_in_one_run(folder: Path) -> None:
    done = run("check", str(folder))
    assert done.exit_code == 1
    told = [line.split(" ", 3)[:3] for line in done.stderr.splitlines() if line.startswith("annotations.yaml:")]
    assert [row for row in told if row[1] != "info"] == [
        ["annotations.yaml:2:10:", "error", "SG110"],
        ["annotations.yaml:5:4:", "error", "SG005"],
        ["annotations.yaml:8:18:", "warning", "SG223"],
    ]
    assert "help: did you mean 'opposes'?" in done.stderr


def test_problems_as_json_are_records_on_stdout(folder: Path) -> None:
    done = run("check", str(folder), "--format", "json")
    assert (done.exit_code, done.stderr) == (1, "")
    first = next(row for row in json.loads(done.stdout) if row["severity"] == "error")
    assert (first["file"], first["line"], first["column"], first["end_line"], first["end_column"]) == ("annotations.yaml", 2, 10, 2, 18)
    assert set(first) == {"file", "line", "column", "end_line", "end_column", "severity", "code", "text", "help"}


def test_warnings_alone_end_with_0_and_strictly_with_1(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Serbia opposes independance\n- Serbia opposes independence\n", encoding="utf-8")
    assert run("check", str(tmp_path)).exit_code == 0
    assert run("check", str(tmp_path), "--strict").exit_code == 1


def test_a_path_that_is_not_there_is_misuse_and_says_what_to_do(tmp_path: Path) -> None:
    done = run("check", str(tmp_path))
    assert done.exit_code == 2
    assert "write your first sentence into it" in done.stderr
    assert "Russia opposes independence" in done.stderr


def test_build_with_errors_prints_them_and_writes_nothing(folder: Path) -> None:
    done = run("build", str(folder))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "SG110" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (folder / "build").exists()


def test_build_prints_four_lines_and_writes_beside_the_annotations(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposes independence\n", encoding="utf-8")
    done = run("build", str(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["read", "graph", "problems", "look"]
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == sorted(
        [
            "graph.trig",
            "graph.nq",
            "graph.ttl",
            "graph.rdf12.ttl",
            "graph.graphml",
            "graph.html",
            "statements.csv",
            "void.ttl",
            "context.jsonld",
        ]
    )


def test_build_into_a_file_s_place_is_misuse_without_traceback(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposes independence\n", encoding="utf-8")
    (tmp_path / "build").write_text("a file", encoding="utf-8")
    done = run("build", str(tmp_path))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert (tmp_path / "build").read_text(encoding="utf-8") == "a file"


def test_query_answers_a_named_question_with_a_parameter() -> None:
    # Arland has always been against the dam, Borland is so by now; Corland is against tolls alone.
    done = run("query", "who-opposes", "--param", "target=the dam", "--format", "csv", "-p", DAM)
    assert done.exit_code == 0
    base = "https://example.org/dam/"
    assert [line.split(",")[1] for line in done.stdout.splitlines()[1:]] == [f"{base}arland", f"{base}borland"]


HELD_BACK = """\
- Arland supports the dam
- Borland supports the dam: {if: "Arland's share is paid"}
- Borland plans to deploy a mission
"""


def test_a_table_says_what_it_leaves_out_and_how_to_list_it(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(HELD_BACK, encoding="utf-8")
    done = run("query", "who-supports", "--param", "target=the dam", "-p", str(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "")
    command = f"stancegraph query held-back --param 'target=the dam' --param position=supports -p {tmp_path}"
    assert done.stdout.splitlines()[-1] == f"left out: 1 statement held back (Conditional 1); `{command}` lists it"
    listed = run(*shlex.split(command)[1:])
    assert listed.stdout.splitlines()[-1] == "(1 row)"


def test_what_is_listed_besides_is_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annotations.yaml").write_text(HELD_BACK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    last = run("query", "stances").stdout.splitlines()[-1]
    assert last == "left out: 1 statement held back (Conditional 1); `stancegraph query held-back` lists it among 2"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_formats_for_programs_hold_the_answer_alone(form: str, tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(HELD_BACK, encoding="utf-8")
    done = run("query", "who-supports", "--format", form, "-p", str(tmp_path))
    assert (done.exit_code, "left out" in done.output) == (0, False)


def test_query_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK { :russia sg:opposes :independence }", encoding="utf-8")
    done = run("query", str(tmp_path / "mine.rq"), "--format", "csv", "-p", FLAGSHIP)
    assert done.stdout.split() == ["answer", "true"]


def test_construct_makes_turtle_and_select_does_not() -> None:
    made = run("query", "CONSTRUCT { :x sg:opposes :y } WHERE { }", "--format", "ttl", "-p", FLAGSHIP)
    assert ":x sg:opposes :y ." in made.stdout
    refused = run("query", "SELECT ?x { ?x ?y ?z }", "--format", "ttl", "-p", FLAGSHIP)
    assert refused.exit_code == 2
    assert "CONSTRUCT" in refused.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x { ?x sgg:opposes ?y }", "did you mean sg:?"),
        ("who-oposes", "did you mean who-opposes?"),
        ("INSERT DATA { :a :b :c }", "changes a graph"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
        ("no-such.rq", "cannot be read"),
    ],
)
def test_a_query_that_cannot_be_answered_is_misuse_with_its_reason(query: str, said: str) -> None:
    done = run("query", query, "-p", FLAGSHIP)
    assert done.exit_code == 2
    assert said in done.stderr


def test_every_named_question_is_listed() -> None:
    listed = run("query", "--list").stdout
    assert len(names()) >= 10
    for name in names():
        assert f"{name} " in listed


def test_rules_lists_every_code_and_explains_one() -> None:
    assert "SG110  error" in run("rules").stdout
    page = run("rules", "sg110").stdout
    assert "Bad:" in page
    assert "Good:" in page
    assert run("rules", "SG999").exit_code == 2


def test_why_names_what_came_closest() -> None:
    done = run("why", "Borlan", "opposes", "the dam", "-p", DAM)
    assert done.exit_code == 2
    assert "did you mean 'borland'?" in done.stderr


@pytest.mark.parametrize(
    "command", ["", "init", "check", "build", "query", "why", "show", "serve", "fmt", "declare", "rules", "anchor", "quote"]
)
def test_every_help_shows_an_example(command: str) -> None:
    assert "Example:\n" in run(*command.split(), "--help").stdout


def test_init_begins_a_project_that_builds_and_never_writes_over_one(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "mine")).exit_code == 0
    written = (tmp_path / "mine" / "annotations.yaml").read_text(encoding="utf-8")
    again = run("init", str(tmp_path / "mine"))
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    assert (tmp_path / "mine" / "annotations.yaml").read_text(encoding="utf-8") == written
    assert run("build", str(tmp_path / "mine")).exit_code == 0


def test_show_opens_the_page_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    done = run("show", FLAGSHIP)
    assert done.exit_code == 0
    page = Path(done.stdout.strip())
    assert opened == [page.as_uri()]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_checking_loads_neither_rdf_nor_graph_libraries() -> None:
    code = "import sys; sys.argv = ['stancegraph', 'check', sys.argv[1]]\nfrom stancegraph.cli import cli\ntry: cli()\nexcept SystemExit: pass\nprint(sorted({m.split('.')[0] for m in sys.modules} & {'rdflib', 'networkx', 'pyvis', 'pyoxigraph', 'numpy', 'rich', 'httpx'}))"
    done = subprocess.run([sys.executable, "-c", code, FLAGSHIP], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_building_the_flagship_loads_no_rdflib(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['stancegraph', 'build', sys.argv[1], '--out', sys.argv[2]]\nfrom stancegraph.cli import cli\ntry: cli()\nexcept SystemExit: pass\nprint(sorted({m.split('.')[0] for m in sys.modules} & {'rdflib', 'scipy', 'httpx'}))"
    done = subprocess.run(
        [sys.executable, "-c", code, FLAGSHIP, str(tmp_path / "out")], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_path_that_cannot_be_looked_at_is_misuse_with_its_reason() -> None:
    done = run("check", "a" * 300)
    assert (done.exit_code, done.stderr) == (2, f"Error: {'a' * 300} cannot be read: File name too long\n")


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own, with further variables in its environment."""
    return subprocess.run([sys.executable, "-m", "stancegraph", *words], env=os.environ | environment, capture_output=True, check=False)


def test_a_character_that_the_output_s_encoding_lacks_is_written_as_its_code(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- \u6771\u4eac opposes it\n", encoding="utf-8")
    done = process("declare", str(tmp_path), PYTHONIOENCODING="cp1252")
    assert (done.returncode, b"\\u6771\\u4eac" in done.stdout) == (0, True)


def test_a_full_disk_behind_the_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "stancegraph", "query", "--list"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"Error: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_messages_are_coloured_on_a_terminal_unless_no_color_is_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "stancegraph", "check", str(folder)], stdout=subprocess.DEVNULL, stderr=theirs, check=False
    )
    os.close(theirs)
    assert (done.returncode, b"\x1b[" in os.read(ours, 1000)) == (1, coloured)


@pytest.mark.parametrize(("number", "shown"), [(400, True), (3, False)])
def test_looking_up_the_quotes_of_many_documents_shows_a_bar_on_a_terminal(tmp_path: Path, number: int, *, shown: bool) -> None:
    items = (f"- Arland opposes the dam: {{source: d{each}, quote: the dam}}\n" for each in range(number))
    (tmp_path / "annotations.yaml").write_text("".join(items), encoding="utf-8")
    for each in range(number):
        (tmp_path / f"d{each}.txt").write_text("of the dam", encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "stancegraph", "anchor", str(tmp_path), "--texts", str(tmp_path)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=False, env={**os.environ, "TERM": "xterm"})
    os.write(theirs, b"the end")
    os.close(theirs)
    assert (done.returncode, b"looking quotes up" in os.read(ours, 100_000)) == (0, shown)


def test_a_folder_of_texts_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    assert run("check", FLAGSHIP, "--texts", str(tmp_path / "nowhere")).exit_code == 2
