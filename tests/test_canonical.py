"""The canonical form is RDFC-1.0's, as other implementations have it, and the same whatever the way to the quads."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as pyld

from stancegraph import load
from stancegraph.exports import canonical, jsonld, rdf
from stancegraph.reading import read_rdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
LAKE = ROOT / "tests" / "data" / "standards"
S, P = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
TOLD: dict[str, str] = {
    # RDF 1.1 N-Quads with the errata that RDFC-1.0 (section 5) takes in: named escapes, numbers for what else XML 1.1 calls no or a
    # restricted character below U+0080, everything else as it is.
    "\b\t\n\f\r": r"\b\t\n\f\r",
    '"\\': r"\"\\",
    "\x00\x01\x07\x0b\x0e\x1f": r"\u0000\u0001\u0007\u000B\u000E\u001F",
    "\x7f": r"\u007F",
    "\ufffe\uffff": r"\uFFFE\uFFFF",
    "'\x80\x85\x9f\xa0": "'\x80\x85\x9f\xa0",
    "\u2028\u2029\u202e\ufeff\ufffd\ue000": "\u2028\u2029\u202e\ufeff\ufffd\ue000",
    "\N{GRINNING FACE}\U0010fffd": "\N{GRINNING FACE}\U0010fffd",
    r"\u0041": r"\\u0041",
    "e\u0301 \u00e9": "e\u0301 \u00e9",  # no normalisation
}
CANONIZE = """
import { canonize } from 'rdf-canonize';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
const hash = async (path) => {
  const options = { algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads' };
  const text = await canonize(readFileSync(path, 'utf8'), options);
  return [createHash('sha256').update(text).digest('hex'), text.length < 5000 ? text : ''];
};
const paths = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(await Promise.all(paths.map(hash))));
"""


def no_address(url: str, *_: object) -> NoReturn:
    raise AssertionError(f"{url} is asked for")


@pytest.fixture(scope="module")
def flagship() -> Project:
    return load(ROOT)


@pytest.fixture(scope="module")
def lake() -> Project:
    return load(LAKE)


@pytest.fixture(scope="module")
def files(lake: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canonical")
    for name, writer in rdf.WRITERS.items():
        writer(lake.derived, folder / name)
    jsonld.write(lake.derived, folder / "graph.jsonld")
    return folder


@pytest.mark.parametrize(("text", "told"), TOLD.items(), ids=ascii)
def test_a_text_is_told_with_the_escapes_of_the_specification(text: str, told: str) -> None:
    assert canonical.canonical([ox.Triple(S, P, ox.Literal(text))]) == [f'<https://example.org/s> <https://example.org/p> "{told}" .\n']


def test_oxigraph_escapes_the_same_characters() -> None:
    quads = [ox.Quad(S, P, ox.Literal(chr(code))) for code in (*range(0x3000), *range(0xE000, 0x10000), 0x10000, 0x1F600, 0x10FFFF)]
    assert canonical.canonical(quads) == sorted(f"{quad} .\n" for quad in quads)


def test_types_languages_and_graphs_are_told_as_in_canonical_n_quads() -> None:
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    quads = [
        ox.Quad(S, P, ox.Literal("1", datatype=integer), ox.NamedNode("https://example.org/g")),
        ox.Quad(S, P, ox.Literal("a", language="en")),
        ox.Quad(S, P, ox.Literal("a", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#string"))),
    ]
    assert canonical.canonical(quads) == [
        '<https://example.org/s> <https://example.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <https://example.org/g> .\n',
        '<https://example.org/s> <https://example.org/p> "a" .\n',
        '<https://example.org/s> <https://example.org/p> "a"@en .\n',
    ]


def test_lines_are_sorted_by_code_point_and_not_by_utf_16() -> None:
    low, high = ox.Triple(S, P, ox.Literal("\ufffd")), ox.Triple(S, P, ox.Literal("\N{GRINNING FACE}"))
    assert canonical.canonical([high, low]) == canonical.canonical([low]) + canonical.canonical([high])


def test_a_quad_that_is_said_twice_counts_once() -> None:
    triple = ox.Triple(S, P, ox.Literal("a"))
    assert canonical.digest([triple, triple]) == canonical.digest([triple])
    assert canonical.digest([]) == sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("term", "word"),
    [
        (ox.BlankNode("b"), "blank nodes"),
        (ox.Triple(S, P, S), "triple terms"),
        (ox.Literal("a", language="ar", direction=ox.BaseDirection.RTL), "base directions"),
    ],
)
def test_what_rdfc_would_have_to_name_is_refused(term: Any, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        canonical.digest([ox.Triple(S, P, term)])


def test_rdf_canonize_has_the_same_hash_and_the_same_lines(
    lake: Project, files: Path, in_node: Callable[[str, Any], Any], tmp_path: Path
) -> None:
    # Not what rdf-canonize leaves as it is (U+FFFE, U+FFFF), nor what it sorts by UTF-16 (beyond the BMP).
    marks = [ox.Quad(S, P, ox.Literal(text)) for text in TOLD if max(text) < "\ufffe"]
    (tmp_path / "marks").write_bytes(ox.serialize(marks, format=ox.RdfFormat.N_QUADS) or b"")
    (hash_, _), (_, lines) = in_node(CANONIZE, [str(files / "graph.nq"), str(tmp_path / "marks")])
    assert hash_ == lake.canonical_hash()
    assert lines == "".join(canonical.canonical(marks))


def test_pyld_has_the_same_hash_of_the_union(flagship: Project) -> None:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": no_address}
    text = pyld.normalize(json.loads("".join(jsonld.lines(flagship.derived))), options)
    assert sha256(text.encode()).hexdigest() == canonical.digest(quad.triple for quad in flagship.quads())


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig"])
def test_a_file_with_named_graphs_has_the_hash_of_the_graph_whoever_reads_it(lake: Project, files: Path, name: str) -> None:
    form = {"graph.nq": "nquads", "graph.trig": "trig"}[name]
    again = rdflib.Dataset(default_union=False)
    again.parse(files / name, format=form)
    by_rdflib = ox.parse(again.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)
    assert canonical.digest(read_rdf(files / name)) == canonical.digest(by_rdflib) == lake.canonical_hash()


@pytest.mark.parametrize("name", ["graph.ttl", "graph.rdf12.ttl", "graph.jsonld"])
def test_a_file_without_them_has_the_hash_of_the_union(lake: Project, files: Path, name: str) -> None:
    assert canonical.digest(read_rdf(files / name)) == canonical.digest(quad.triple for quad in lake.quads())


def test_rdflib_finds_the_hash_of_the_union_in_turtle_and_json_ld(lake: Project, files: Path) -> None:
    wanted = canonical.digest(quad.triple for quad in lake.quads())
    for name, form in (("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")):
        text = rdflib.Graph().parse(files / name, format=form).serialize(format="nt11")
        assert canonical.digest(ox.parse(text, format=ox.RdfFormat.N_TRIPLES)) == wanted, name


def test_the_order_of_the_quads_is_nothing_to_the_hash(lake: Project) -> None:
    quads = list(lake.quads())
    random.Random(1).shuffle(quads)  # noqa: S311 - an order, not a secret
    assert canonical.digest(quads) == lake.canonical_hash()


def test_one_other_word_is_another_hash(lake: Project, tmp_path: Path) -> None:
    text = (LAKE / "annotations.yaml").read_text(encoding="utf-8").replace("most,", "many,")
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    assert load(tmp_path).canonical_hash() != lake.canonical_hash()
