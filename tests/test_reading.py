"""RDF that we wrote, and RDF 1.2 in any spelling, comes back in our shape; nothing is fetched, and a slip is told with its place."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from stancegraph import engines, load
from stancegraph.exports import jsonld, rdf
from stancegraph.reading import FORMATS, read_rdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = f"PREFIX : <https://example.org/>\nPREFIX rdf: <{RDF}>\n"
SPELLINGS = {
    "a reifier by name": 'VERSION "1.2"\n:s1 rdf:reifies <<( :a :p :b )>> ; :mode :planned .',
    "a triple that stands and is annotated": ":a :p :b ~ :s1 {| :mode :planned |} .",
    "a reified triple as subject": "<< :a :p :b ~ :s1 >> :mode :planned .",
    "the three parts": ":s1 rdf:subject :a ; rdf:predicate :p ; rdf:object :b ; :mode :planned .",
}


@pytest.fixture(scope="module")
def lake() -> Project:
    return load(LAKE)


@pytest.fixture(scope="module")
def files(lake: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    for name, writer in rdf.WRITERS.items():
        writer(lake.derived, folder / name)
    jsonld.write(lake.derived, folder / "graph.jsonld")
    return folder


@pytest.fixture
def address() -> Iterator[tuple[str, socket.socket]]:
    """An address of this machine at which somebody listens, and the listener."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/context.jsonld", listener


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig"])
def test_a_file_with_named_graphs_gives_the_compilers_quads(lake: Project, files: Path, name: str) -> None:
    assert set(read_rdf(files / name)) == set(lake.quads())


@pytest.mark.parametrize("name", ["graph.ttl", "graph.rdf12.ttl", "graph.jsonld"])
def test_a_file_without_them_gives_the_compilers_triples(lake: Project, files: Path, name: str) -> None:
    found = list(read_rdf(files / name))
    assert {quad.triple for quad in found} == {quad.triple for quad in lake.quads()}
    assert {quad.graph_name for quad in found} == {ox.DefaultGraph()}


def test_the_flagship_in_rdf_1_2_loses_nothing(tmp_path: Path) -> None:
    flagship = load(ROOT)
    rdf.turtle12(flagship.derived, tmp_path / "graph.rdf12.ttl")
    assert {quad.triple for quad in read_rdf(tmp_path / "graph.rdf12.ttl")} == {quad.triple for quad in flagship.quads()}


@pytest.mark.parametrize("name", ["graph.nq", "graph.rdf12.ttl", "graph.jsonld"])
def test_an_engine_answers_over_a_file_as_over_the_project(lake: Project, files: Path, name: str) -> None:
    query = "SELECT ?who ?mode { ?s a sg:Statement ; rdf:subject ?who ; sg:mode ?mode } ORDER BY ?who ?mode"
    again = engines.oxigraph(read_rdf(files / name), base=lake.annotations.project.base)
    assert list(again.select(query)) == list(lake.engine().select(query))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_statement_in_any_spelling_has_its_three_parts(spelling: str, tmp_path: Path) -> None:
    found = {str(quad.triple) for quad in read_rdf(put(tmp_path, "s.ttl", HEAD + SPELLINGS[spelling]))}
    s1 = "<https://example.org/s1>"
    assert {
        f"{s1} <{RDF}subject> <https://example.org/a>",
        f"{s1} <{RDF}predicate> <https://example.org/p>",
        f"{s1} <{RDF}object> <https://example.org/b>",
        f"{s1} <https://example.org/mode> <https://example.org/planned>",
    } == found - {"<https://example.org/a> <https://example.org/p> <https://example.org/b>"}
    assert len(found) == (5 if "stands" in spelling else 4)


def test_a_reifier_in_a_named_graph_stays_in_it(tmp_path: Path) -> None:
    found = list(read_rdf(put(tmp_path, "s.trig", HEAD + ":g { :s1 rdf:reifies <<( :a :p :b )>> }")))
    assert {str(quad.graph_name) for quad in found} == {"<https://example.org/g>"}
    assert len(found) == 3


@pytest.mark.parametrize(
    "context",
    ["ADDRESS", ["ADDRESS"], {"@import": "ADDRESS"}, {"p": {"@id": "https://example.org/p", "@context": "ADDRESS"}}],
    ids=["whole", "in a list", "imported", "of a property"],
)
def test_a_context_on_the_web_is_refused_and_nobody_is_asked(context: object, address: tuple[str, socket.socket], tmp_path: Path) -> None:
    url, listener = address
    text = json.dumps({"@context": context, "@id": "https://example.org/a", "p": {"https://example.org/q": "r"}}).replace("ADDRESS", url)
    with pytest.raises(ValueError, match=r"c\.jsonld: .*context.*never fetched: put the context itself into the file"):
        list(read_rdf(put(tmp_path, "c.jsonld", text)))
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_context_in_a_file_is_refused_too(tmp_path: Path) -> None:
    secret = put(tmp_path, "context.jsonld", '{"@context": {"p": "https://example.org/p"}}')
    text = json.dumps({"@context": secret.as_uri(), "@id": "https://example.org/a", "p": "x"})
    with pytest.raises(ValueError, match="never fetched"):
        list(read_rdf(put(tmp_path, "c.jsonld", text)))
    with pytest.raises(ValueError, match="never fetched"):
        list(read_rdf(put(tmp_path, "c.jsonld", text.replace(secret.as_uri(), "context.jsonld")), base=f"{tmp_path.as_uri()}/"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ttl", "<https://example.org/a>\n<https://example.org/b> .", r"a\.ttl:2:\d+: "),
        ("a.nq", "<https://example.org/a> <https://example.org/b> 'x' .\n", r"a\.nq:1:\d+: "),
        ("a.trig", ":a :b :c .", r"a\.trig:1:1: .*prefix"),
        ("a.ttl", "<a> <b> <c> .", r"a\.ttl:1:1: .*write whole IRIs, or give `base`"),
        ("a.ttl", b'<https://example.org/a> <https://example.org/b> "\xff" .', r"a\.ttl:1:\d+: .*save the file as UTF-8"),
        ("a.jsonld", '{"@id": "https://example.org/a",\n"p": }', r"a\.jsonld:2:\d+: "),
        ("a.rdf", "<rdf:RDF/>", r"a\.rdf: \.rdf is no format that is read: \.jsonld, \.nq"),
        ("a", "", r"a: a name without an ending"),
        ("a.ttl", HEAD + ":a :p <<( :a :p :b )>> .", r"a\.ttl: .*no plain object of rdf:reifies"),
        ("a.ttl", HEAD + ":a rdf:reifies <<( :a :p <<( :a :p :b )>> )>> .", r"a\.ttl: .*no plain object of rdf:reifies"),
        (
            "a.ttl",
            HEAD + ":s rdf:reifies <<( :a :p :b )>> , <<( :a :p :c )>> .",
            r"a\.ttl: <https://example.org/s> reifies .* give each its own IRI",
        ),
        ("a.ttl", HEAD + ':a :p "x"@ar--rtl .', r"a\.ttl: .*base direction"),
        ("a.ttl", HEAD + ":a :p " + "<<( :a :p " * 200_000, r"a\.ttl: over 1,000 triple terms are begun"),
        ("a.ttl", HEAD + "<< " * 200_000, r"a\.ttl: over 1,000 triple terms are begun"),
    ],
)
def test_a_slip_is_told_with_its_place_and_cure(name: str, text: str | bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=told):
        list(read_rdf(put(tmp_path, name, text)))


@pytest.mark.parametrize(
    "text", [HEAD + ":a :p " + "(" * 60_000 + ")" * 60_000 + " .", HEAD + ":a :p " + "[ :p " * 60_000 + "1" + "]" * 60_000 + " ."]
)
def test_deep_lists_and_blank_nodes_are_read(text: str, tmp_path: Path) -> None:
    assert len(list(read_rdf(put(tmp_path, "deep.ttl", text)))) > 60_000


def test_json_of_any_depth_ends_in_a_message(tmp_path: Path) -> None:
    text = '{"@id": "https://example.org/a", "https://example.org/p": ' + "[" * 200_000 + "]" * 200_000 + "}"
    with pytest.raises(ValueError, match="Max stack size"):
        list(read_rdf(put(tmp_path, "deep.jsonld", text)))


def test_relative_addresses_are_resolved_against_a_base_that_is_given(tmp_path: Path) -> None:
    (quad,) = read_rdf(put(tmp_path, "a.ttl", "<a> <b> <c> ."), base="https://example.org/x/")
    assert str(quad.triple) == "<https://example.org/x/a> <https://example.org/x/b> <https://example.org/x/c>"


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_rdf(tmp_path / "none.ttl"))


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_graph_is_read_as_one(ending: str, tmp_path: Path) -> None:
    assert list(read_rdf(put(tmp_path, f"empty{ending}", "{}" if ending == ".jsonld" else ""))) == []
