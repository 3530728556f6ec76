"""The JSON-LD document says what the compiler says, reads like the YAML, and needs nothing from anywhere."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from pyld import jsonld as pyld

from stancegraph import load, ontology
from stancegraph.cli import cli
from stancegraph.exports import context, jsonld, jsonnodes
from stancegraph.exports.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards" / "annotations.yaml"


def no_address(url: str, *_: object) -> NoReturn:
    raise AssertionError(f"{url} is asked for")


def in_pyoxigraph(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}


def in_pyld(text: str) -> set[ox.Triple]:
    lines = pyld.to_rdf(json.loads(text), {"format": "application/n-quads", "documentLoader": no_address})
    return {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS)}


def in_rdflib(text: str) -> set[ox.Triple]:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    return {quad.triple for quad in ox.parse(graph.serialize(format="nt11"), format=ox.RdfFormat.N_TRIPLES)}


EXPAND = """
import jsonld from 'jsonld';
import { readFileSync } from 'node:fs';
const documentLoader = (url) => { throw new Error(`${url} is asked for`); };
const document = JSON.parse(JSON.parse(readFileSync(0, 'utf8')));
console.log(JSON.stringify(await jsonld.toRDF(document, { format: 'application/n-quads', documentLoader })));
"""


READERS: dict[str, Callable[[str], set[ox.Triple]]] = {"pyoxigraph": in_pyoxigraph, "pyld": in_pyld, "rdflib": in_rdflib}


def text_of(project: Project) -> str:
    return "".join(jsonld.lines(project.derived))


def triples_of(project: Project) -> set[ox.Triple]:
    return {quad.triple for quad in project.quads()}


def written(folder: Path, text: str) -> Project:
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    return load(folder)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
    return dict(pairs)


@pytest.fixture(scope="module")
def lake() -> Project:
    return load(LAKE)


@pytest.fixture(scope="module")
def document(lake: Project) -> Any:
    return json.loads(text_of(lake))


@pytest.fixture(scope="module")
def flagship() -> Project:
    return load(ROOT)


def by_id(nodes: list[Any]) -> dict[str, Any]:
    return {node["id"]: node for node in nodes}


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_gets_the_compilers_triples_and_asks_for_no_address(
    lake: Project, flagship: Project, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", no_address)
    assert READERS[reader](text_of(lake)) == triples_of(lake)
    assert READERS[reader](text_of(flagship)) == triples_of(flagship)


def test_jsonld_js_gets_the_compilers_triples_and_asks_for_no_address(lake: Project, in_node: Callable[[str, Any], Any]) -> None:
    lines = in_node(EXPAND, text_of(lake))
    assert {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS)} == triples_of(lake)


@pytest.mark.parametrize(
    "base", ["https://example.org/lake#", "https://example.org/a/../lake/", "https://example.org/?q=lake/", "http://lake.example/"]
)
@pytest.mark.parametrize("reader", ["pyoxigraph", "pyld"])
def test_any_base_gives_the_same_triples(base: str, reader: str, tmp_path: Path) -> None:
    project = written(tmp_path, LAKE.read_text(encoding="utf-8").replace("https://example.org/lake/", base))
    assert READERS[reader](text_of(project)) == triples_of(project)


def test_a_statement_reads_like_its_yaml(document: Any) -> None:
    statement = next(node for node in document["statements"] if node["label"] == "Upland \N{GRINNING FACE} supports pumping")
    assert {
        key: statement[key] for key in ("actor", "relation", "object", "mode", "scope", "negated", "polarity_min", "because", "tags")
    } == {
        "actor": "upland",
        "relation": "supports",
        "object": "pumping",
        "mode": "actual",
        "scope": "all",
        "negated": False,
        "polarity_min": 1,
        "because": ["https://example.org/lake/findings"],
        "tags": ["a", "b"],
    }
    assert statement["said_by"] == [{"id": "ada", "label": "Ada Ås"}]
    assert statement["document"] == {"id": "wire-2010-03-01", "label": "Lake talks, part \\1", "date": "2010-03-01"}
    assert (statement["said"], statement["said_start"]) == ("2010-03-01", "2010-03-01")


def test_a_statement_has_its_quotes_inside(document: Any) -> None:
    statement = next(node for node in document["statements"] if node["label"] == "Upland \N{GRINNING FACE} supports pumping")
    assert [selector["exact"] for quote in statement["evidence"] for selector in quote["selector"]] == ["half the water", "at 5 °C"]
    assert {quote["source"] for quote in statement["evidence"]} == {"wire-2010-03-01"}


def test_a_statement_has_its_chain_of_reporters_inside(document: Any) -> None:
    statement = next(node for node in document["statements"] if node["label"] == "Upland \N{GRINNING FACE} supports pumping")
    first = statement["heard_from"]
    assert [first["reporter"]["id"], first["heard_from"]["reporter"]["id"]] == ["fishers", "wire"]


def test_a_figure_that_two_statements_have_stands_whole_in_the_first(document: Any) -> None:
    found = [node["figures"] for node in document["statements"] if "figures" in node]
    boats = [figure for each in found for figure in (each if isinstance(each, list) else [each]) if "boats" in json.dumps(figure)]
    whole = [figure for figure in boats if isinstance(figure, dict)]
    assert [(figure["text"], figure["low"]) for figure in whole] == [("about 20", "20.0"), ("about 12", "12.0")]
    assert boats.count(next(figure["id"] for figure in whole if figure["low"] == "12.0")) == 1


def test_an_actor_has_names_offices_and_direct_triples(document: Any) -> None:
    actors = by_id(document["actors"])
    assert actors["upland"]["supports"] == ["pumping"]
    assert {office["as"] for office in actors["ada"]["office"]} == {"minister", "chair"}
    (idland,) = [actor for actor in document["actors"] if actor["label"] == "Idland"]
    assert idland["labels"] == {"de": "Idland", "en": "Idland", "zh-hant-tw": "伊德蘭"}
    assert (idland["type"], idland["wikidata"], idland["is-allied-with"]) == ("state", "wd:Q1", ["lakes-union"])


def test_a_slug_that_is_a_word_of_the_syntax_is_written_whole(document: Any) -> None:
    ids = {actor["id"] for actor in document["actors"]}
    assert {"https://example.org/lake/id", "https://example.org/lake/statements"} <= ids
    assert "https://example.org/lake/findings" in {issue["id"] for issue in document["issues"]}


def test_the_sections_hold_what_the_annotations_hold(lake: Project, document: Any) -> None:
    notes = lake.annotations
    for name in ("actors", "issues", "acts", "instruments", "documents", "coders", "statements"):
        assert len(document[name]) == len(getattr(notes, name)), name
    assert len(document["stances"]) == len(lake.derived.stances)
    assert len(document["findings"]) == len(lake.derived.products)


def test_no_object_has_a_key_twice(lake: Project, flagship: Project) -> None:
    for project in (lake, flagship):
        json.loads(text_of(project), object_pairs_hook=unique)


def test_every_key_of_the_flagship_is_a_name_and_no_address(flagship: Project) -> None:
    keys = set(re.findall(r'"([^"]+)": ', text_of(flagship)))
    assert {key for key in keys if "://" in key} == set()


def test_what_can_have_several_values_has_a_list_everywhere(flagship: Project) -> None:
    document = json.loads(text_of(flagship))
    del document["@context"]
    found: list[tuple[str, bool]] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found.extend((key, isinstance(value, list)) for key, value in pairs)
        return dict(pairs)

    json.loads(json.dumps(document), object_pairs_hook=noted)
    defined = {term: definition for term, definition in context.shared().items() if isinstance(definition, dict)}
    lists = {term for term, definition in defined.items() if definition.get("@container") == "@set"}
    assert [key for key, is_list in found if key in lists and not is_list] == []
    # The words that a document takes over from another stand under one name with the words of a selector, of which there is one.
    assert {key for key, is_list in found if key in defined and key not in lists and is_list} == {"exact"}


def test_a_relation_of_the_projects_own_has_its_own_name(document: Any) -> None:
    assert by_id(document["actors"])["upland"]["haggles-over"] == ["pumping"]
    statement = next(node for node in document["statements"] if node["relation"] == "haggles-over")
    assert statement["price"] == ["talks"]


@pytest.mark.parametrize(("slug", "verb"), [("acts", "act"), ("planned", "plan"), ("saids", "said"), ("holder", "holder")])
@pytest.mark.parametrize("reader", ["pyoxigraph", "pyld"])
def test_a_relation_whose_name_is_taken_takes_nothing_away(slug: str, verb: str, reader: str, tmp_path: Path) -> None:
    project = written(
        tmp_path,
        f"project: {{base: 'https://example.org/k/'}}\nrelations: {{{slug}: {{verb: {verb}, kind: relation, object: [actor]}}}}\n"
        f"statements:\n- Russia {verb}s Serbia\n- US plans to deploy mission\n- Serbia supports peace\n",
    )
    assert project.ok, project.problems
    document = json.loads(text_of(project))
    assert [node["id"] for node in document["acts"]] == ["mission"]
    assert sorted(node["mode"] for node in document["statements"]) == ["actual", "actual", "planned"]
    assert READERS[reader](text_of(project)) == triples_of(project)


@pytest.mark.parametrize(
    ("term", "member"),
    [
        ('"calm"@en', '"note": {"en": "calm"}'),
        (r'"\"@en"', r'"http://www.w3.org/2004/02/skos/core#note": {"@value": "\"@en"}'),
        ("<https://example.org/k/a>", '"http://www.w3.org/2004/02/skos/core#note": {"id": "a"}'),
    ],
)
def test_a_value_that_its_term_would_misread_says_itself_what_it_is(term: str, member: str) -> None:
    spelling = jsonnodes.Spelling("https://example.org/k/", context.shared())
    node = Node(
        "<https://example.org/k/x>", "<https://example.org/k/graph/entities>", [("<http://www.w3.org/2004/02/skos/core#note>", term)]
    )
    assert jsonnodes.members(node, {}, spelling, {}) == [member]


def test_another_order_of_the_file_gives_the_same_bytes(lake: Project, tmp_path: Path) -> None:
    head, marker, tail = LAKE.read_text(encoding="utf-8").partition("- source: wire-2010-03-01\n")
    first, second, third = tail.partition("- source: gazette-2010-03\n")
    assert text_of(written(tmp_path, head + second + third + marker + first)) == text_of(lake)


def test_the_context_in_the_package_is_made_from_the_tables() -> None:
    remedy = "run: uv run python -c 'from stancegraph.exports import context as c; c.FILE.write_text(c.document(c.shared()), encoding=\"utf-8\")'"
    assert context.FILE.read_text(encoding="utf-8") == context.document(context.shared()), remedy


def test_the_context_beside_the_output_is_the_one_inside_the_document(lake: Project, document: Any, tmp_path: Path) -> None:
    context.write(lake.annotations, tmp_path / "context.jsonld")
    assert json.loads((tmp_path / "context.jsonld").read_text(encoding="utf-8"))["@context"] == document["@context"]


def test_no_term_of_the_context_means_two_things() -> None:
    closed = {term.name for term in (*ontology.INDIVIDUALS, *ontology.CLASSES)}
    defined = {term: definition["@id"] for term, definition in context.shared().items() if isinstance(definition, dict)}
    assert closed & context.shared().keys() == set()
    assert len(set(defined.values())) == len(defined)
    assert {f"sg:{term.name}" for term in ontology.PROPERTIES} <= set(defined.values())


def test_export_writes_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", str(LAKE), "--to", "jsonld", "--out", str(tmp_path / "lake.jsonld")])
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads((tmp_path / "lake.jsonld").read_text(encoding="utf-8"))["identifier"] == "lake"


def test_export_says_that_nothing_of_the_whole_can_be_chosen(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", str(LAKE), "--to", "jsonld", "--actor", "ada", "--out", str(tmp_path / "x")])
    assert done.exit_code == 2
    assert "leave out what sets actors" in done.stderr
    assert not (tmp_path / "x").exists()
