"""One graph in every engine: the named questions, the user's three and two hundred that were made up give the same rows in each."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph import compiler, engines, loader, queries
from stancegraph.engines import remote, stored
from stancegraph.engines.guarded import GuardedEngine
from stancegraph.engines.worker import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stancegraph.engines import Engine, Table

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[1]
FLAGSHIP, HARBOUR = ROOT, ROOT / "tests" / "data" / "harbour"
OTHERS = ("stored", "guarded", "oxrdflib", "rdflib", "remote")
THREE = {
    "who opposes independence": "SELECT ?who { ?who sg:opposes :independence }",
    "who supports recognition": "SELECT ?who { ?who sg:supports :recognition }",
    "who deploys a mission under 1244": """
        SELECT ?who ?mission ?document {
          ?statement rdf:subject ?who ; rdf:predicate sg:deploys ; rdf:object ?mission ; sg:legalBasis ?law ; sg:document ?document .
          ?law rdfs:label ?name FILTER(CONTAINS(?name, "1244"))
        }""",
}
"""The sentences that the language begins with (LANGUAGE 1, stage 0), as questions."""


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, sparql_server: Callable[[Iterable[str]], str]
) -> Iterator[Callable[[Path, str], Engine]]:
    """An engine over a project, each made once."""
    known: dict[tuple[Path, str], Engine] = {}

    def make(path: Path, name: str) -> Engine:
        project = loader.load(path)
        base, blocks, folder = project.annotations.project.base, list(compiler.blocks(project.derived)), tmp_path_factory.mktemp("engine")
        match name:
            case "stored":
                return stored.stored(folder / "store", blocks, base=base)
            case "guarded":
                (folder / "graph.nq").write_text("".join(blocks), encoding="utf-8")
                return GuardedEngine(Source(str(folder / "graph.nq"), base), seconds=60)
            case "remote":
                return remote.remote(sparql_server(blocks), base=base)
            case _:
                return engines.loaded(name, blocks, base=base)

    def once(path: Path, name: str) -> Engine:
        if (path, name) not in known:
            known[path, name] = make(path, name)
        return known[path, name]

    yield once
    for engine in known.values():
        engine.close()


def rows(table: Table) -> Counter[tuple[str, ...]]:
    """The rows in no order, each term with its datatype and language."""
    return Counter(tuple(map(repr, row)) for row in table.rows)


@pytest.mark.parametrize("name", OTHERS)
def test_every_named_question_has_the_same_rows_in_every_engine(made: Callable[[Path, str], Engine], name: str) -> None:
    expected, other = made(FLAGSHIP, "oxigraph"), made(FLAGSHIP, name)
    different = [question for question in queries.names() if rows(queries.run(other, question)) != rows(queries.run(expected, question))]
    assert different == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_value_for_a_column_narrows_every_engine_alike(made: Callable[[Path, str], Engine], name: str) -> None:
    """For each question and parameter the value of its last row that has one; rdflib takes long, and has a smaller graph."""
    path = HARBOUR if name == "rdflib" else FLAGSHIP
    expected, other = made(path, "oxigraph"), made(path, name)
    asked = [
        (question.name, {parameter: str(values[-1])})
        for question in queries.names().values()
        for parameter in question.parameters
        if (values := [value for value in queries.run(expected, question.name).column(parameter) if value])
    ]
    assert len(asked) > 40
    different = [
        (question, given)
        for question, given in asked
        if rows(queries.run(other, question, **given)) != rows(queries.run(expected, question, **given))
    ]
    assert different == []


@pytest.mark.parametrize("question", THREE.values(), ids=THREE)
@pytest.mark.parametrize("name", OTHERS)
def test_the_first_three_questions_have_the_same_rows_in_every_engine(
    made: Callable[[Path, str], Engine], name: str, question: str
) -> None:
    answer = made(FLAGSHIP, "oxigraph").select(question)
    assert len(answer) > 0
    assert rows(made(FLAGSHIP, name).select(question)) == rows(answer)


# --- Questions that were made up ---

MADE_UP = 200
SHAPES = ("plain", "distinct", "optional", "union", "minus", "exists", "count", "path", "graph", "values", "filter", "subquery", "bind")


class Inventor:
    """Makes up questions that a graph has answers to: each begins with triples that are in it."""

    def __init__(self, engine: Engine, seed: int) -> None:
        """Reads the graph; the same seed gives the same questions."""
        self.chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        known = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(?g != <graph/vocabulary> && ISIRI(?o)) } ORDER BY ?s ?p ?o"
        self.triples = engine.select(known).rows
        self.about: dict[str, list[str]] = {}
        for subject, predicate, _ in engine.select("SELECT DISTINCT ?s ?p ?n { ?s ?p ?n } ORDER BY ?s ?p").rows:
            self.about.setdefault(str(subject), []).append(str(predicate))

    def question(self, shape: str) -> str:
        """A question of a shape: about a thing of the graph, what leads to it, and what else is known of that."""
        subject, predicate, target = self.chance.choice(self.triples)
        first = f"?a <{predicate}> <{target}> ."
        one, two = (f"<{self.chance.choice(self.about[str(subject)])}>" for _ in range(2))
        return {
            "plain": f"SELECT ?a ?b {{ {first} ?a {one} ?b }}",
            "distinct": f"SELECT DISTINCT ?b {{ {first} ?a {one} ?b }} ORDER BY ?b",
            "optional": f"SELECT ?a ?b ?c {{ {first} OPTIONAL {{ ?a {one} ?b }} OPTIONAL {{ ?a {two} ?c FILTER(?c != ?b) }} }}",
            "union": f"SELECT ?a ?b {{ {first} {{ ?a {one} ?b }} UNION {{ ?a {two} ?b }} UNION {{ ?b {one} ?a }} }}",
            "minus": f"SELECT ?a ?b {{ {first} ?a {one} ?b MINUS {{ ?a {two} <{target}> }} }}",
            "exists": f"SELECT ?a {{ {first} FILTER EXISTS {{ ?a {one} ?b }} FILTER NOT EXISTS {{ ?x {two} ?a }} }}",
            "count": f"SELECT ?b (COUNT(DISTINCT ?a) AS ?n) {{ {first} ?a {one} ?b }} GROUP BY ?b HAVING (COUNT(?a) > 0) ORDER BY DESC(?n) ?b",
            "path": f"SELECT ?b {{ {first} ?a ({one}|{two})+ ?b }}",
            "graph": f"SELECT ?a ?g ?b {{ {first} GRAPH ?g {{ ?a {one} ?b }} }}",
            "values": f"SELECT ?a ?b {{ VALUES ?t {{ <{target}> <{subject}> UNDEF }} ?a <{predicate}> ?t . ?a {one} ?b }}",
            "filter": f'SELECT ?a ?b {{ {first} ?a {one} ?b FILTER(STRLEN(STR(?b)) > 9 && !(ISBLANK(?b)) || CONTAINS(LCASE(STR(?b)), "e")) }}',
            "subquery": f"SELECT ?a ?b ?n {{ {first} ?a {one} ?b {{ SELECT ?a (COUNT(*) AS ?n) {{ ?a {two} ?c }} GROUP BY ?a }} }}",
            "bind": f'SELECT ?a ?x ?y {{ {first} ?a {one} ?b BIND(STRAFTER(STR(?b), "/") AS ?x) BIND(IF(ISIRI(?b), "thing", STR(?b)) AS ?y) }}',
        }[shape]


@pytest.fixture(scope="module")
def made_up(made: Callable[[Path, str], Engine]) -> list[str]:
    inventor = Inventor(made(HARBOUR, "oxigraph"), seed=1244)
    found: dict[str, None] = {}
    while len(found) < MADE_UP:
        found[inventor.question(SHAPES[len(found) % len(SHAPES)])] = None
    return list(found)


def test_what_was_made_up_has_answers(made: Callable[[Path, str], Engine], made_up: list[str]) -> None:
    found = [len(made(HARBOUR, "oxigraph").select(question)) for question in made_up]
    assert (len(set(made_up)), sum(number > 0 for number in found) > MADE_UP * 0.8, max(found) > 20) == (MADE_UP, True, True)


RDFLIB_IS_WRONG = {
    "{ SELECT ": "rdflib works a subquery out once for each row around it, so that counts of nothing make rows (test_doors)",
    "FILTER(?c != ?b)": "rdflib takes values of a datatype that it does not know for different from all others (test_doors)",
}


@pytest.mark.parametrize("name", OTHERS)
def test_two_hundred_made_up_questions_have_the_same_rows_in_every_engine(
    made: Callable[[Path, str], Engine], made_up: list[str], name: str
) -> None:
    """But for the two faults of rdflib, which show in a few of the questions that have what they are about."""
    expected, other = made(HARBOUR, "oxigraph"), made(HARBOUR, name)
    different = [question for question in made_up if rows(other.select(question)) != rows(expected.select(question))]
    known = [question for question in different if name == "rdflib" and any(mark in question for mark in RDFLIB_IS_WRONG)]
    assert (different, len(known) <= 4) == (known, True)
