"""`stancegraph query` as its user meets it: formats, labels, limits, where the answer comes from, and the prompt."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import rdflib
from click.testing import CliRunner, Result

from stancegraph import compiler, engines, loader, queries
from stancegraph.cli import cli, querying
from stancegraph.cli.options import seconds
from stancegraph.engines import Iri
from stancegraph.engines.binding import bound
from stancegraph.engines.sparql import tokens
from stancegraph.queries.completing import Words, completions, words
from stancegraph.queries.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancegraph.engines import Engine

DAM = str(Path(__file__).parent / "data" / "dam")
FLAGSHIP = str(Path(__file__).parents[1])
BASE = "https://example.org/dam/"


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=typed)


def asked(*arguments: str) -> Result:
    done = run("query", *arguments, "-p", DAM)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def engine() -> Engine:
    return loader.load(DAM).engine()


# --- How answers look ---

OPPONENTS = "SELECT ?who ?does WHERE { ?who ?does :dam . ?does a sg:Relation FILTER(?does = sg:opposes) } ORDER BY ?who"


def test_a_table_has_labels_and_with_iris_the_whole_iris() -> None:
    assert asked(OPPONENTS).stdout.splitlines()[2] == "Arland   opposes"
    assert asked(OPPONENTS, "--iris").stdout.splitlines()[2] == f"<{BASE}arland>   <https://w3id.org/stancegraph/ns#opposes>"


def test_statements_keep_the_id_that_why_takes() -> None:
    row = asked("why", "--param", "actor=arland", "--limit-rows", "1").stdout.splitlines()[2]
    assert run("why", row.split()[-1], "-p", DAM).exit_code == 0


def test_a_table_for_spreadsheets_is_tsv_with_numbers_bare() -> None:
    head, first, *_ = asked("who-opposes", "--param", "target=dam", "--format", "tsv").stdout.splitlines()
    assert head.split("\t")[:3] == ["?target", "?actor", "?statements"]
    assert first.split("\t")[:2] == [f"<{BASE}dam>", f"<{BASE}arland>"]
    assert first.split("\t")[2].isdigit()


def test_json_and_xml_are_those_of_sparql() -> None:
    found = json.loads(asked(OPPONENTS, "--format", "json").stdout)
    told = ET.fromstring(asked(OPPONENTS, "--format", "xml").stdout)  # noqa: S314 - our own
    name = "{http://www.w3.org/2005/sparql-results#}"
    assert found["results"]["bindings"][0]["who"] == {"type": "uri", "value": f"{BASE}arland"}
    assert told.findtext(f"{name}results/{name}result/{name}binding/{name}uri") == f"{BASE}arland"


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_a_construct_is_rdf_that_rdflib_reads(form: str, parser: str) -> None:
    graph = rdflib.Graph().parse(data=asked("CONSTRUCT WHERE { :arland sg:opposes ?what }", "--format", form).stdout, format=parser)
    assert (rdflib.URIRef(f"{BASE}arland"), rdflib.URIRef("https://w3id.org/stancegraph/ns#opposes"), rdflib.URIRef(f"{BASE}dam")) in graph


def test_a_construct_is_turtle_unless_something_else_is_asked_for() -> None:
    assert "\n:arland sg:opposes :dam" in asked("CONSTRUCT WHERE { :arland sg:opposes ?what }").stdout


def test_an_answer_that_is_cut_says_so() -> None:
    assert asked("timeline", "--limit-rows", "2").stdout.splitlines()[4] == "(2 rows) and more"
    done = asked("timeline", "--limit-rows", "2", "--format", "csv")
    assert (len(list(csv.reader(io.StringIO(done.stdout)))), done.stderr) == (3, "cut after 2 rows: there are more\n")


def test_an_answer_as_long_as_the_limit_is_not_cut() -> None:
    whole = len(list(csv.reader(io.StringIO(asked("timeline", "--format", "csv").stdout)))) - 1
    assert f"({whole} rows)\n" in asked("timeline", "--limit-rows", str(whole)).stdout


# --- What is doubtful ---


def doubted(engine: Engine, query: str) -> list[tuple[str, int, str]]:
    return [(doubt.text, doubt.column, doubt.help) for doubt in doubts(engine, query)]


def test_a_misspelt_predicate_is_answered_with_a_warning() -> None:
    done = asked("SELECT ?who { ?who sg:oposes :dam }")
    assert "warning: query:1:20: nothing in the graph is called sg:oposes\n" in done.stderr
    assert "help: did you mean sg:opposes?" in done.stderr
    assert done.stdout.endswith("(0 rows)\n")


def test_names_that_are_nowhere_are_told_with_their_place_and_neighbour(engine: Engine) -> None:
    assert doubted(engine, "ASK { :arlnd rdfs:lable ?x }") == [
        ("nothing in the graph is called :arlnd", 7, "did you mean :arland?"),
        ("nothing in the graph is called rdfs:lable", 14, "did you mean rdfs:label?"),
    ]


def test_behind_a_template_names_are_looked_at(engine: Engine) -> None:
    assert [text for text, *_ in doubted(engine, "CONSTRUCT { ?a :new ?c } WHERE { ?a :old ?c }")] == [
        "nothing in the graph is called :old"
    ]


def test_a_name_that_is_nowhere_is_told_once(engine: Engine) -> None:
    assert len(doubted(engine, "ASK { :nobody ?a ?b . ?c ?d :nobody }")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "ASK { :arland sg:opposes :dam }",
        "ASK { GRAPH <graph/direct> { ?a ?b ?c } }",
        "PREFIX own: <http://elsewhere.org/> ASK { own:thing ?b <http://elsewhere.org/x> }",
        "ASK { ?a ?b ?c # sg:oposes\n }",
        "ASK { ?a ?b 'sg:oposes' }",
        'ASK { ?a ?b ?c FILTER(?c > "2008-02-14"^^xsd:date && ?c != "2008"^^edtf:EDTF && xsd:integer("3") = 3) }',
        "CONSTRUCT { ?a :standsAgainst ?c } WHERE { ?a ?b ?c }",
    ],
)
def test_what_is_there_or_none_of_ours_is_not_doubted(engine: Engine, query: str) -> None:
    assert doubted(engine, query) == []


# --- Values are terms ---


def test_an_iri_that_would_end_its_brackets_is_none() -> None:
    for value in ("https://example.org/x> } SELECT", "https://example.org/a b", 'https://example.org/"'):
        done = run("query", "who-opposes", "--param", f"target={value}", "-p", DAM)
        assert (done.exit_code, "is no IRI" in done.stderr) == (2, True)


@pytest.mark.parametrize("value", ['x" } #', "dam> } INSERT", "a\nb", "?what"])
def test_a_value_never_becomes_a_part_of_the_query(value: str) -> None:
    done = run("query", "who-opposes", "--param", f"target={value}", "-p", DAM)
    assert (done.exit_code, "nothing in the graph is called" in done.stderr) == (2, True)


def test_values_given_in_a_block_stand_at_the_head_of_the_outermost_group() -> None:
    who = {"who": Iri("urn:x")}
    block = "VALUES (?who) { (<urn:x>) }"
    assert bound("SELECT ?who WHERE { ?who ?a ?b }", who) == f"SELECT ?who WHERE {{ {block} ?who ?a ?b }}"
    assert bound("SELECT ?who { SELECT ?who { ?who ?a ?b } }", who) == f"SELECT ?who {{ {block} {{ SELECT ?who {{ ?who ?a ?b }} }}}}"
    assert bound("SELECT * { ?b ?c ?d BIND(?b AS ?who) }", who) == f"SELECT * {{ {block} {{ ?b ?c ?d BIND(?b AS ?who) }}}}"
    assert bound("CONSTRUCT { ?who ?a 1 } { ?who ?a ?b }", who) == f"CONSTRUCT {{ ?who ?a 1 }} {{ {block} ?who ?a ?b }}"
    assert bound("CONSTRUCT WHERE { ?who ?a ?b }", who) == f"CONSTRUCT {{ ?who ?a ?b }} WHERE {{ {block} ?who ?a ?b }}"


def test_all_named_questions_can_be_given_values_in_a_block() -> None:
    for question in queries.names().values():
        text = bound(question.text, dict.fromkeys(question.parameters, Iri("urn:x")))
        assert sum(token.text == "VALUES" for token in tokens(text)) > sum(token.text == "VALUES" for token in tokens(question.text)) - (
            not question.parameters
        )
        engines.oxigraph([]).select(text)


# --- Where the answer comes from ---


@pytest.mark.parametrize(
    "where", [["--engine", "rdflib"], ["--engine", "oxrdflib"], ["--timeout", "60s"], ["--engine", "rdflib", "--timeout", "60s"]]
)
def test_every_engine_gives_the_same_table(where: list[str]) -> None:
    assert asked("stances", *where).stdout == asked("stances").stdout


def test_a_store_on_disk_answers_where_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = str(tmp_path / "store")
    answer = asked("stances", "--store", store, "--format", "csv").stdout
    monkeypatch.chdir(tmp_path)
    assert run("query", "stances", "--store", store, "--format", "csv").stdout == answer
    assert run("query", "stances", "--store", store, "--format", "csv", "--timeout", "60s").stdout == answer


def test_an_endpoint_answers_where_there_is_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sparql_server: Callable[[Iterable[str]], str]
) -> None:
    endpoint = sparql_server(compiler.blocks(loader.load(DAM).derived))
    answer = asked("stances", "--format", "csv").stdout
    assert asked("stances", "--endpoint", endpoint, "--format", "csv").stdout == answer
    monkeypatch.chdir(tmp_path)
    done = run("query", "stances", "--endpoint", endpoint, "--format", "csv")
    assert done.stdout == answer or "holds" in done.stderr  # other tests may have put their projects there


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--timeout", "soon"], "'soon' is no duration: write a time above zero, such as 30s, 2m or 500ms"),
        (["--timeout", "0s"], "'0s' is no duration: write a time above zero"),
        (["--limit-rows", "0"], "0 is not in the range"),
        (["--endpoint", "ftp://example.org/"], "--endpoint is no web address"),
        (["--endpoint", "http://127.0.0.1:9/query"], "cannot be reached"),
        (["--endpoint", "http://127.0.0.1:9/query", "--store", "x"], "leave --engine and --store out"),
        (["--store", "x", "--engine", "rdflib"], "a store on disk is Oxigraph's"),
        (["-i"], "a prompt takes its questions itself"),
    ],
)
def test_what_cannot_be_is_misuse_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("query", "stances", *arguments, "-p", DAM)
    assert (done.exit_code, said in done.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_durations_are_written_as_people_write_them() -> None:
    assert [seconds(text) for text in ("30", "30s", "1.5m", "500ms", "1h", "2min")] == [30, 30, 90, 0.5, 3600, 120]


def test_a_question_is_stopped_when_its_time_is_over() -> None:
    began = monotonic()
    done = run("query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--timeout", "1s", "-p", DAM)
    assert (done.exit_code, "no answer within 1 second: the query was stopped" in done.stderr) == (2, True)
    assert monotonic() - began < 15


@pytest.mark.parametrize("arguments", [["--timeout", "60s"], []])
def test_ctrl_c_ends_a_question_and_leaves_nothing_behind(tmp_path: Path, arguments: list[str]) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "stancegraph", "query", query, "-p", DAM, *arguments]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE) as process:
        sleep(2)  # until it is asked
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in {130, -signal.SIGINT}
    assert list(tmp_path.iterdir()) == []


def test_whoever_reads_the_first_line_alone_is_told_of_no_error() -> None:
    line = f"{shlex.quote(sys.executable)} -m stancegraph query timeline --format csv -p {FLAGSHIP} | head -1"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout.startswith("date,clock"), done.stderr) == (True, "")


def test_an_answer_without_bound_is_cut_before_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(querying, "FILE_ROWS", 50)
    everything = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert asked(f"SELECT * {everything}", "--format", "csv").stderr == "cut after 50 rows: there are more\n"
    assert asked(f"CONSTRUCT {{ ?a ?e ?i }} WHERE {everything}").stderr == "cut after 50 triples: there are more\n"


def test_a_file_has_every_row_and_a_table_for_people_the_first() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "LISTED", 3)
        patch.setattr(querying, "ROWS", 3)
        assert "(3 rows) and more" in asked("timeline").stdout
        assert len(list(csv.reader(io.StringIO(asked("timeline", "--format", "csv").stdout)))) > 10


# --- At the prompt ---


def test_where_the_input_is_no_terminal_questions_stand_on_lines() -> None:
    typed = "who-opposes target=dam\nSELECT ?who {\n  ?who sg:opposes :dam }\nASK { :arland sg:opposes :dam }\n.quit\nstances\n"
    done = run("query", "-i", "-p", DAM, typed=typed)
    assert (done.exit_code, done.stderr, done.stdout.count("rows)"), done.stdout.splitlines()[-1]) == (0, "", 2, "yes")


def test_the_prompt_goes_on_after_a_mistake() -> None:
    done = run(
        "query", "-i", "-p", DAM, typed="who-oposes\nstances nobody\n.wrong\nSELECT ?a {\n ?a sgg:x ?b }\n.iris on\n" + OPPONENTS + "\n"
    )
    for said in ("did you mean who-opposes?", "has no =", "there is no .wrong", "did you mean sg:?"):
        assert said in done.stderr
    assert done.exit_code == 2  # a script must hear of it
    assert f"<{BASE}arland>" in done.stdout


def test_every_named_question_is_answered_on_the_flagship() -> None:
    done = run("query", "-i", "-p", FLAGSHIP, typed="\n".join(queries.names()))
    answers = done.stdout.count("row)") + done.stdout.count("rows)") + done.stdout.count("no statement says so")
    assert (done.exit_code, done.stderr, answers) == (0, "", len(queries.names()))


def test_a_terminal_completes_and_keeps_what_was_asked(tmp_path: Path) -> None:
    """Tab after `who-opp` completes the question, after `target=d` the slug; Enter asks; Ctrl-D ends."""
    lead, follow = pty.openpty()
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "stancegraph", "query", "-i", "-p", DAM], stdin=follow, stdout=follow, stderr=follow, env=environment
    )
    os.close(follow)
    shown = b""

    def until(wanted: bytes) -> None:
        nonlocal shown
        end = monotonic() + 20
        while wanted not in shown:
            assert select.select([lead], [], [], max(0, end - monotonic()))[0], shown.decode(errors="replace")
            shown += os.read(lead, 65536)

    until(b"stancegraph>")
    os.write(lead, b"who-opp\t")
    until(b"who-opposes")
    os.write(lead, b" target=da\t")
    until(b"target=dam")
    os.write(lead, b"\r")
    until(b"(2 rows)")
    shown = shown.partition(b"(2 rows)")[2]
    until(b"stancegraph>")
    os.write(lead, b"\x04")
    assert process.wait(20) == 0
    os.close(lead)
    assert "+who-opposes target=dam" in (tmp_path / "stancegraph" / "history").read_text(encoding="utf-8")


def texts(typed: str, known: Words) -> list[str]:
    return [found.text for found in completions(typed, known)]


def test_completion_knows_questions_columns_values_terms_and_variables(engine: Engine) -> None:
    known = words(engine)
    assert texts("who-", known) == ["who-opposes", "who-said-what", "who-supports"]
    assert texts("who-opposes ", known) == ["target=", "actor="]
    assert texts("who-opposes target=dam actor=arl", known) == ["arland"]
    assert texts("SELECT ?who { ?who sg:refuses", known) == ["sg:refusesToRecognise"]
    assert texts("SELECT ?who { ?who sg:opposes :ar", known) == [":arland"]
    assert texts("SELECT ?actor { ?a", known) == ["?actor"]
    assert texts("SELECT ?a { OPTI", known) == ["OPTIONAL"]
    assert "rdfs:" in texts("SELECT ?a { ?a rd", known)
