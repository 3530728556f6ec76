from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pyoxigraph as ox
import pytest
import rdflib

from stancegraph import compiler
from stancegraph.exports import nanopubs, rdf, void
from stancegraph.gate import judge
from stancegraph.inference import Derived, derive
from stancegraph.reader import read
from stancegraph.records import Anchor
from stancegraph.vocabulary import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = """\
project: {id: k, base: "https://example.org/k/"}
actors:
  "1244": {type: igo, name: "\N{GRINNING FACE} \\"quoted\\" \\\\ <b>"}
  russia: {type: state, name: "\u202eaissuR", labels: {zh-Hant-TW: 俄羅斯, sr-Latn: Rusija}, also: ["@prefix : <x:> ."]}
documents:
  cnn-2008-02-14: {title: "a . b ; c , d", date: "2008-02-14", url: "javascript:alert(1)"}
statements:
- Russia opposes independence: {source: cnn-2008-02-14, quote: "> <x:p> <x:o> .", if: "a' or \\"b\\"", id: 1-a_b}
- "1244 does not support independence": {source: cnn-2008-02-14, quote: "{{ x }} %s", id: 2}
"""
FORMATS = {"graph.nq": ox.RdfFormat.N_QUADS, "graph.trig": ox.RdfFormat.TRIG, "graph.ttl": ox.RdfFormat.TURTLE}
NAMES = {"graph.nq": ("nquads", "nquads"), "graph.trig": ("trig", "trig"), "graph.ttl": ("turtle", "turtle")}
RDF = NAMESPACES["rdf"]
PARTS = [ox.NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object")]


@pytest.fixture(scope="module", params=["flagship", "hostile", "anchored"])
def source(request: pytest.FixtureRequest) -> Derived:
    text = (ROOT / "annotations.yaml").read_text(encoding="utf-8") if request.param == "flagship" else HOSTILE
    annotations = read(text)[0]
    if request.param == "anchored":
        key = ("cnn-2008-02-14", "> <x:p> <x:o> .", None, None)
        annotations = replace(annotations, anchors={key: Anchor(0, 15, '"" . <x:s> ', ' \\u0022\n"@en')}, digests={key[0]: "0" * 64})
    return derive(judge(annotations))


@pytest.fixture(scope="module")
def written(source: Derived, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the four files."""
    folder = tmp_path_factory.mktemp("rdf")
    for name, writer in rdf.WRITERS.items():
        writer(source, folder / name)
    return folder


@pytest.fixture(scope="session")
def rapper(lacking: Callable[[str], NoReturn]) -> str:
    return shutil.which("rapper") or lacking("rapper is not installed (Debian: raptor2-utils)")


READ = """
import N3 from 'n3';
import { readFileSync, writeFileSync } from 'node:fs';
const formats = { nq: 'application/n-quads', trig: 'application/trig', ttl: 'text/turtle' };
const counts = JSON.parse(readFileSync(0, 'utf8')).map((path) => {
  const quads = new N3.Parser({ format: formats[path.split('.').at(-1)] }).parse(readFileSync(path, 'utf8'));
  writeFileSync(`${path}.n3`, new N3.Writer({ format: 'application/n-quads' }).quadsToString(quads));
  return quads.length;
});
console.log(JSON.stringify(counts));
"""
"""Reads each file, writes its quads as N-Quads beside it, and says how many there are."""


@pytest.fixture(scope="module")
def more(source: Derived, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what other exporters write in Turtle and TriG."""
    folder = tmp_path_factory.mktemp("more")
    void.write(source, folder / "void.ttl", files=["graph.nq", "graph.html"])
    nanopubs.write(source, folder / "nanopubs.trig")
    return folder


def _unreified(triples: set[ox.Triple]) -> set[ox.Triple]:
    """The triples with each rdf:reifies spelt out as rdf:subject, rdf:predicate and rdf:object."""
    reifies = ox.NamedNode(f"{RDF}reifies")
    spelt = {
        ox.Triple(triple.subject, part, term)
        for triple in triples
        if triple.predicate == reifies and isinstance(triple.object, ox.Triple)
        for part, term in zip(PARTS, triple.object, strict=True)
    }
    return {triple for triple in triples if triple.predicate != reifies} | spelt


def _turtle(path: Path) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}


def test_build_writes_the_four_files(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == ["graph.nq", "graph.rdf12.ttl", "graph.trig", "graph.ttl"]


def test_n_quads_are_the_compilers_lines(source: Derived, written: Path) -> None:
    assert (written / "graph.nq").read_bytes() == "".join(compiler.lines(source)).encode()


def test_trig_holds_the_same_quads(source: Derived, written: Path) -> None:
    assert set(ox.parse(path=written / "graph.trig", format=ox.RdfFormat.TRIG)) == set(compiler.quads(source))


def test_turtle_holds_the_same_triples_without_graphs(source: Derived, written: Path) -> None:
    assert _turtle(written / "graph.ttl") == {quad.triple for quad in compiler.quads(source)}


@pytest.mark.parametrize("name", FORMATS)
def test_pyoxigraph_reads_as_many_triples_as_were_written(source: Derived, written: Path, name: str) -> None:
    assert len(list(ox.parse(path=written / name, format=FORMATS[name]))) == sum(1 for _ in compiler.lines(source))


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_reads_as_many_triples_as_were_written(source: Derived, written: Path, name: str) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(written / name, format=NAMES[name][0])
    assert len(dataset) == sum(1 for _ in compiler.lines(source))


@pytest.mark.parametrize("name", NAMES)
def test_rapper_reads_as_many_triples_as_were_written_and_says_nothing(source: Derived, written: Path, name: str, rapper: str) -> None:
    command = [rapper, "-q", "-i", NAMES[name][1], "-o", "ntriples", str(written / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == sum(1 for _ in compiler.lines(source))


@pytest.mark.parametrize("name", ["void.ttl", "nanopubs.trig"])
def test_rapper_reads_the_description_and_the_nanopublications_and_says_nothing(more: Path, name: str, rapper: str) -> None:
    form = {"void.ttl": "turtle", "nanopubs.trig": "trig"}[name]
    command = [rapper, "-q", "-i", form, "-o", "nquads", str(more / name)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)) == set(ox.parse(path=more / name))


def test_n3_js_reads_the_same_quads_in_every_file_rdf_1_2_included(written: Path, more: Path, in_node: Callable[[str, Any], Any]) -> None:
    paths = [*(written / name for name in rdf.WRITERS), more / "void.ttl", more / "nanopubs.trig"]
    counts = in_node(READ, list(map(str, paths)))
    for path, count in zip(paths, counts, strict=True):
        read_by_n3, read_by_us = Path(f"{path}.n3"), list(ox.parse(path=path))
        found = set(ox.parse(path=read_by_n3, format=ox.RdfFormat.N_QUADS))
        read_by_n3.unlink()
        assert (path.name, count, found == set(read_by_us)) == (path.name, len(read_by_us), True)


def test_rdflib_reads_the_same_triples_as_pyoxigraph(written: Path) -> None:
    graph = rdflib.Graph()
    graph.parse(written / "graph.ttl")
    read_by_rdflib = graph.serialize(format="nt11").encode()
    assert {quad.triple for quad in ox.parse(read_by_rdflib, format=ox.RdfFormat.N_TRIPLES)} == _turtle(written / "graph.ttl")


def test_the_rdf_1_2_file_begins_with_its_version(written: Path) -> None:
    assert (written / "graph.rdf12.ttl").read_bytes().startswith(b'VERSION "1.2"\n')


def test_the_rdf_1_2_file_loses_nothing(written: Path) -> None:
    assert _unreified(_turtle(written / "graph.rdf12.ttl")) == _turtle(written / "graph.ttl")


def test_in_rdf_1_2_a_statement_reifies_its_triple_under_the_same_iri(source: Derived, written: Path) -> None:
    base = source.judged.annotations.project.base
    reifiers = [triple.subject for triple in _turtle(written / "graph.rdf12.ttl") if triple.predicate == ox.NamedNode(f"{RDF}reifies")]
    assert sorted(map(str, reifiers)) == sorted(f"<{base}{statement.id}>" for statement in source.judged.annotations.statements)


def test_in_rdf_1_2_no_triple_is_reified_in_parts(written: Path) -> None:
    assert not {triple.predicate for triple in _turtle(written / "graph.rdf12.ttl")} & set(PARTS)


def test_in_rdf_1_2_an_asserted_statement_reifies_a_triple_that_stands(written: Path) -> None:
    triples = _turtle(written / "graph.rdf12.ttl")
    asserted = {
        triple.subject
        for triple in triples
        if triple.predicate.value.endswith("ns#asserted") and isinstance(triple.object, ox.Literal) and triple.object.value == "true"
    }
    reified = {triple.object for triple in triples if triple.predicate == ox.NamedNode(f"{RDF}reifies") and triple.subject in asserted}
    assert reified <= triples


@pytest.mark.parametrize("name", rdf.WRITERS)
def test_the_same_content_gives_the_same_bytes(source: Derived, written: Path, name: str, tmp_path: Path) -> None:
    rdf.WRITERS[name](source, tmp_path / name)
    assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


@pytest.mark.parametrize("name", ["graph.trig", "graph.ttl", "graph.rdf12.ttl"])
def test_the_projects_own_names_are_written_short(written: Path, name: str) -> None:
    assert ":russia a sg:State , " in (written / name).read_text(encoding="utf-8")
