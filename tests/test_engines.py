"""Every engine answers the same questions alike; what no engine may be asked is refused before it is parsed (DESIGN, ENGINES)."""

from __future__ import annotations

import csv
import io
import json
import pickle
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph import engines
from stancegraph.engines import Blank, Engine, Iri, Literal, QueryError, Table, Triple, Triples, remote, stored
from stancegraph.engines.guarded import GuardedEngine
from stancegraph.engines.sparql import MAX_DEPTH, MAX_LENGTH, MAX_STEPS, checked_form, tokens
from stancegraph.engines.terms import XSD, TripleTerm, parse_term, parts, spelling
from stancegraph.engines.worker import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BASE = "https://example.org/k/"
SG = "https://w3id.org/stancegraph/ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LINES = [
    f"<{BASE}russia> <{SG}opposes> <{BASE}independence> <{BASE}graph/direct> .",
    f"<{BASE}us> <{SG}supports> <{BASE}independence> <{BASE}graph/direct> .",
    f'<{BASE}russia> <{LABEL}> "Russia" <{BASE}graph/entities> .',
    f'<{BASE}us> <{LABEL}> "United States"@en <{BASE}graph/entities> .',
]
# Nothing listens on the discard port, and pyoxigraph refuses it by name: an OSError says that a query tried to call out.
NOWHERE = "<http://127.0.0.1:9/>"


ENGINES = ("oxigraph", "stored", "guarded", "rdflib", "oxrdflib", "remote")
FAULTS = {
    ("rdflib", "test_as_many_brackets_as_allowed_are_answered"): "rdflib's parser recurses, and Python lets it go no deeper",
    ("rdflib", "test_as_many_operators_as_allowed_are_answered"): "rdflib's parser takes no ! before another",
}
"""What an engine is known to do wrong: the test must fail, and tells when it no longer does."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, sparql_server: Callable[[Iterable[str]], str]) -> Iterator[Callable[[str], Engine]]:
    """Every engine over the same few lines, each made once."""
    folder = tmp_path_factory.mktemp("engines")
    (folder / "graph.nq").write_text("".join(f"{line}\n" for line in LINES), encoding="utf-8")
    known: dict[str, Engine] = {}

    def make(name: str) -> Engine:
        match name:
            case "stored":
                return stored.stored(folder / "store", [f"{line}\n" for line in LINES], base=BASE)
            case "guarded":
                return GuardedEngine(Source(str(folder / "graph.nq"), BASE), seconds=30)
            case "remote":
                return remote.remote(sparql_server(LINES), base=BASE)
            case _:
                return engines.loaded(name, LINES)

    def once(name: str) -> Engine:
        if name not in known:
            known[name] = make(name)
        return known[name]

    yield once
    for engine in known.values():
        engine.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, made: Callable[[str], Engine]) -> Engine:
    if fault := FAULTS.get((request.param, request.node.originalname)):
        request.applymarker(pytest.mark.xfail(strict=True, reason=fault))
    return made(request.param)


def refused(query: str, engine: Engine) -> QueryError:
    with pytest.raises(QueryError) as caught:
        engines.answer(engine, query)
    return caught.value


# --- The contract of every engine ---


def test_a_select_answers_with_rows_of_terms(engine: Engine) -> None:
    assert engine.select("SELECT ?who { ?who sg:opposes ?what }") == Table(("who",), ((Iri(f"{BASE}russia"),),), BASE)


def test_queries_see_the_union_of_the_named_graphs(engine: Engine) -> None:
    assert engine.select("SELECT ?name { ?who sg:opposes :independence ; rdfs:label ?name }").rows == ((Literal("Russia"),),)


def test_a_named_graph_can_be_asked_alone(engine: Engine) -> None:
    assert not engine.ask("ASK { GRAPH <graph/direct> { :russia rdfs:label ?name } }")


def test_relative_iris_stand_below_the_project_base(engine: Engine) -> None:
    assert engine.ask("ASK { <russia> sg:opposes <independence> }")


def test_an_unbound_variable_is_none(engine: Engine) -> None:
    assert engine.select("SELECT ?who ?nothing { ?who sg:opposes ?what }").rows == ((Iri(f"{BASE}russia"), None),)


def test_a_row_without_any_value_is_kept(engine: Engine) -> None:
    assert engine.select("SELECT ?nothing { ?who sg:opposes ?what }").rows == ((None,),)


def test_a_select_without_columns_keeps_its_rows(engine: Engine) -> None:
    assert engine.select("SELECT * { :russia sg:opposes :independence }").rows == ((),)


def test_an_answer_without_rows_has_its_columns(engine: Engine) -> None:
    assert engine.select("SELECT ?who { ?who sg:vetoes ?what }") == Table(("who",), (), BASE)


def test_language_and_datatype_arrive(engine: Engine) -> None:
    name, number = engine.select("SELECT ?name (2 AS ?n) { :us rdfs:label ?name }").rows[0]
    assert isinstance(name, Literal)
    assert isinstance(number, Literal)
    assert (name, name.language, number, number.datatype) == ("United States", "en", "2", f"{XSD}integer")


def test_a_construct_answers_with_sorted_triples(engine: Engine) -> None:
    answer = engine.construct("CONSTRUCT { ?b sg:x ?a } WHERE { ?a ?r ?b . FILTER(ISIRI(?b)) }")
    assert [triple.object for triple in answer] == [f"{BASE}russia", f"{BASE}us"]


def test_a_construct_can_be_written_as_turtle(engine: Engine) -> None:
    answer = engine.construct("CONSTRUCT WHERE { :russia sg:opposes ?what }")
    assert answer.to_turtle() == f"@prefix sg: <{SG}> .\n@prefix : <{BASE}> .\n:russia sg:opposes :independence .\n"


def test_a_construct_can_be_written_as_ntriples(engine: Engine) -> None:
    answer = engine.construct("CONSTRUCT WHERE { :us rdfs:label ?name }")
    assert answer.to_ntriples() == f'<{BASE}us> <{LABEL}> "United States"@en .\n'


def test_a_describe_answers_with_triples(engine: Engine) -> None:
    assert len(engine.construct("DESCRIBE :russia")) == 2


def test_a_binding_is_a_term_and_never_text(engine: Engine) -> None:
    table = engine.select("SELECT ?name { ?who rdfs:label ?name }", bindings={"name": Literal('Russia" } #')})
    assert table.rows == ()


def test_a_binding_narrows_the_answer(engine: Engine) -> None:
    table = engine.select("SELECT ?who ?what { ?who ?r ?what }", bindings={"what": Iri(f"{BASE}independence"), "who": Iri(f"{BASE}us")})
    assert table.rows == ((Iri(f"{BASE}us"), Iri(f"{BASE}independence")),)


def test_a_bound_literal_matches_with_its_language(engine: Engine) -> None:
    table = engine.select("SELECT ?who ?name { ?who rdfs:label ?name }", bindings={"name": Literal("United States", language="en")})
    assert table.column("who") == (Iri(f"{BASE}us"),)


def test_binding_a_variable_that_is_not_projected_is_an_error(engine: Engine) -> None:
    with pytest.raises(QueryError, match="must stand in the SELECT line"):
        engine.select("SELECT ?who { ?who sg:opposes ?what }", bindings={"what": Iri(f"{BASE}independence")})


def test_the_form_of_a_query_decides_the_type_of_the_answer(engine: Engine) -> None:
    queries = ("SELECT * {}", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }")
    assert [type(engines.answer(engine, query)) for query in queries] == [Table, bool, Triples]


def test_a_redeclared_prefix_wins_over_the_predeclared_one(engine: Engine) -> None:
    assert not engine.ask("PREFIX : <http://elsewhere.org/> ASK { :russia ?p ?o }")


@pytest.mark.parametrize(
    "prefix", ["sg", "rdf", "rdfs", "owl", "xsd", "skos", "prov", "oa", "org", "foaf", "dcterms", "dcat", "sem", "schema"]
)
def test_the_vocabularies_are_declared_for_every_query(engine: Engine, prefix: str) -> None:
    assert engine.select(f"SELECT ({prefix}:x AS ?iri) {{}}").rows[0][0] == engine.prefixes[prefix] + "x"


# --- Errors ---


def test_a_syntax_error_keeps_the_line_and_column_of_the_user(engine: Engine) -> None:
    error = refused("SELECT ?who {\n  ?who sg:opposes ?what\n  FILTR(?what)\n}", engine)
    assert (error.line, error.column, error.text, error.help) == (3, 3, "unknown word 'FILTR'", "did you mean FILTER?")


def test_columns_of_errors_count_code_points(engine: Engine) -> None:
    error = refused('SELECT ?who { ?who rdfs:label "\U0001f3db" . foo }', engine)
    assert error.column == 37


def test_an_unknown_prefix_is_named_with_its_neighbour(engine: Engine) -> None:
    error = refused("SELECT ?a {\n ?a sgg:opposes ?b }", engine)
    assert (error.line, error.column, error.text, error.help) == (2, 5, "the prefix sgg: is not declared", "did you mean sg:?")


def test_an_open_bracket_is_named_where_it_opens(engine: Engine) -> None:
    error = refused("SELECT ?a { ?a ?b ?c OPTIONAL { ?c ?d ?e }", engine)
    assert (error.column, error.text) == (11, "{ is not closed")


def test_a_bracket_that_closes_nothing_is_named(engine: Engine) -> None:
    error = refused("SELECT ?a { ?a ?b ?c }}", engine)
    assert (error.column, error.text) == (23, "} closes nothing that is open here")


def test_an_open_quotation_mark_is_named(engine: Engine) -> None:
    error = refused('SELECT ?a { ?a ?b "c }', engine)
    assert (error.column, error.text) == (19, "this quotation mark is not closed")


def test_a_variable_that_cannot_have_a_value_is_explained(engine: Engine) -> None:
    assert refused("SELECT ?a { ?a ?b ?c } GROUP BY ?b", engine).text == "The SELECT contains a variable that is unbound"


def test_a_query_that_begins_with_nothing_known_is_an_error_with_the_nearest_form(engine: Engine) -> None:
    assert refused("SELCT ?a { ?a ?b ?c }", engine).help == "did you mean SELECT?"


@pytest.mark.parametrize("query", ["", "   ", "# only a comment", "PREFIX x: <http://x.org/>"])
def test_a_text_without_a_query_is_an_error(engine: Engine, query: str) -> None:
    assert refused(query, engine).text == "no query here"


def test_an_error_shows_the_line_with_its_place_underlined(engine: Engine) -> None:
    assert str(refused("ASK { foo }", engine)).splitlines()[1:3] == ["     1 | ASK { foo }", "       |       ^"]


def test_a_call_for_one_form_refuses_another(engine: Engine) -> None:
    with pytest.raises(QueryError, match="this call answers ASK"):
        engine.ask("SELECT * {}")


def test_a_query_error_survives_pickling(engine: Engine) -> None:
    error = refused("ASK { foo }", engine)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - made one line above


# --- What is refused ---


@pytest.mark.parametrize(
    "update", ["INSERT DATA { :a :b :c }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://x.org/>", "CLEAR ALL", "DROP ALL"]
)
def test_updates_are_refused(engine: Engine, update: str) -> None:
    assert "a graph only changes with its annotations" in refused(update, engine).text


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{}} SERVICE{NOWHERE}{{ ?s ?p ?o }} }}",
        f"PREFIX : {NOWHERE} SELECT * {{ SERVICE:{{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?x {{ {NOWHERE} }} SERVICE?x{{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?b 1SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?b 'x'SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ FILTER(?a<?b#x>'''\n) SERVICE {NOWHERE} {{ ?s ?p ?o }} #'''\n }}",
        f"SELECT * {{ ?a ?b '# ' . SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?a ?b <http://x.org/#> . SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # '\n SERVICE {NOWHERE} {{ ?s ?p ?o }} }}",
    ],
)
def test_a_call_to_another_server_is_refused_however_it_is_written(engine: Engine, query: str) -> None:
    assert "SERVICE" in refused(query, engine).text or "comparison" in refused(query, engine).text


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s :p ?o } # SERVICE <http://x.org/> {}",
        "ASK { ?s ?p 'SERVICE <http://x.org/> {}' }",
        "ASK { ?s ?p '''\nSERVICE' <http://x.org/> {}''' }",
        "ASK { ?s ?p <http://x.org/SERVICE> }",
        "ASK { ?service :service ?SERVICE }",
        "PREFIX service: <http://x.org/> ASK { GRAPH service:g { ?s service:p ?o } }",
        "ASK { ?s ?p 'x'@service }",
    ],
)
def test_the_word_service_elsewhere_is_no_call(engine: Engine, query: str) -> None:
    assert not engine.ask(query)


FRAGMENTS = [
    f"SERVICE {NOWHERE} {{ ?s ?p ?o }}",
    f"SERVICE SILENT {NOWHERE} {{}}",
    "SERVICE:x{}",
    "SERVICE?x{}",
    "#",
    "\n",
    "'",
    "'''",
    '"',
    '"""',
    "\\",
    "<",
    ">",
    "?a<?b",
    "FILTER(",
    ")",
    "?s ?p ",
    "1",
    "true",
    ":a",
    "a:b",
    "<http://x.org/#>",
    " ",
    ".",
    "}",
    "{",
    "OPTIONAL",
    "_:b",
    "@en",
    "?x",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_no_text_that_passes_the_check_calls_another_server(body: str) -> None:
    query = f"PREFIX : {NOWHERE} PREFIX a: {NOWHERE} SELECT * {{ {body} }}"
    try:
        checked_form(query)
        called = False
        list(pyoxigraph.Store().query(query, base_iri=BASE, use_default_graph_as_union=True))  # type: ignore[arg-type]
    except (QueryError, SyntaxError):
        called = False
    except OSError:
        called = True
    assert not called


@pytest.mark.parametrize("opening", ["{", "(", "["])
def test_deep_nesting_is_refused_before_it_can_end_the_process(engine: Engine, opening: str) -> None:
    error = refused("SELECT * { ?s ?p " + opening * 20_000, engine)
    assert error.text == f"more than {MAX_DEPTH} brackets inside one another"


def test_a_long_chain_of_operators_is_refused_before_it_can_end_the_process(engine: Engine) -> None:
    assert refused(f"SELECT ({'!' * 20_000}1 AS ?x) {{}}", engine).text == f"more than {MAX_STEPS} operators and clauses"


def test_as_many_brackets_as_allowed_are_answered(engine: Engine) -> None:
    assert engine.ask("ASK" + "{" * MAX_DEPTH + "}" * MAX_DEPTH)


def test_as_many_operators_as_allowed_are_answered(engine: Engine) -> None:
    assert engine.select(f"SELECT ({'!' * (MAX_STEPS - 2)}true AS ?x) {{}}").rows == ((Literal("true"),),)


def test_a_query_that_is_too_long_is_refused(engine: Engine) -> None:
    assert refused(f"ASK {{ ?s ?p '{'x' * MAX_LENGTH}' }}", engine).help.startswith("at most 100,000 are read")


def test_tokens_leave_out_blanks_and_comments_and_know_their_offsets() -> None:
    assert [(token.kind, token.text, token.start) for token in tokens("ASK { # x\n ?s sg:p 'o' }")] == [
        ("word", "ASK", 0),
        ("mark", "{", 4),
        ("variable", "?s", 11),
        ("name", "sg:p", 14),
        ("string", "'o'", 19),
        ("mark", "}", 23),
    ]


@given(st.text())
def test_reading_tokens_loses_nothing_but_blanks_and_comments(text: str) -> None:
    read = {at for token in tokens(text) for at in range(token.start, token.start + len(token.text))}
    assert all(text[at].isspace() or text[at] == "\ufeff" or "#" in text[: at + 1] for at in set(range(len(text))) - read)


# --- Loading ---


def test_bytes_lines_and_quads_load_alike() -> None:
    data = "\n".join(LINES).encode()
    quads = list(pyoxigraph.parse(input=data, format=pyoxigraph.RdfFormat.N_QUADS))
    loaded = [engines.oxigraph(source) for source in (data, LINES, [line + "\n" for line in LINES], quads, iter(quads))]
    assert [(len(one), one.base) for one in loaded] == [(4, BASE)] * 5


def test_an_empty_graph_answers_with_nothing() -> None:
    assert engines.oxigraph([]).select("SELECT * { ?s ?p ?o }").rows == ()


def test_a_line_that_is_no_nquad_is_an_error() -> None:
    with pytest.raises(ValueError, match="no N-Quads"):
        engines.oxigraph(["<a> <b>"])


def test_a_base_can_be_given() -> None:
    assert engines.oxigraph([], base=BASE).base == BASE


def test_without_a_project_the_empty_prefix_is_not_declared() -> None:
    with pytest.raises(QueryError, match="the prefix : is not declared"):
        engines.oxigraph([]).ask("ASK { :a ?b ?c }")


# --- Terms and tables ---


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_any_text_comes_back_from_the_store_as_it_went_in(text: str) -> None:
    line = f"<{BASE}s> <{BASE}p> {spelling(Literal(text))} <{BASE}graph/entities> ."
    assert engines.oxigraph([line]).select("SELECT ?text { ?s ?p ?text }").rows == ((Literal(text),),)


@given(TEXTS)
def test_spelling_a_literal_and_parsing_it_gives_the_literal(text: str) -> None:
    assert parse_term(spelling(Literal(text, language="en"))) == Literal(text, language="en")


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("1", "integer"), ("-5", "integer"), ("0.5", "decimal"), ("1e0", "double"), ("true", "boolean")],
)
def test_bare_numbers_and_booleans_have_their_datatype(text: str, datatype: str) -> None:
    term = parse_term(text)
    assert isinstance(term, Literal)
    assert term.datatype == XSD + datatype


def test_what_is_no_term_is_an_error_that_shows_it() -> None:
    with pytest.raises(ValueError, match="'nonsense' is no RDF term"):
        parse_term("nonsense")


def test_a_triple_term_comes_apart() -> None:
    query = "SELECT (<<( :russia sg:opposes <<( :us sg:supports 'x'@en )>> )>> AS ?t) {}"
    (term,) = engines.oxigraph(LINES).select(query).rows[0]
    assert isinstance(term, TripleTerm)
    assert parts(term)[:2] == (f"{BASE}russia", f"{SG}opposes")
    assert parts(term)[2] == TripleTerm(f'<<( <{BASE}us> <{SG}supports> "x"@en )>>')


def test_a_literal_keeps_language_and_datatype_when_pickled() -> None:
    copy = pickle.loads(pickle.dumps(Literal("2008", f"{XSD}gYear")))  # noqa: S301 - made here
    assert copy.datatype == f"{XSD}gYear"


TABLE = Table(
    ("who", "words"),
    ((Iri(f"{BASE}s/cnn_russia"), Literal("It's <b>\x1b[31m\u202eno</b>")), (Blank("b0"), None), (Iri(f"{SG}opposes"), Literal("b, c"))),
    BASE,
)


def test_short_names_are_slugs_and_prefixed_names() -> None:
    assert TABLE.short().column("who") == (Literal("s/cnn_russia"), Literal("_:b0"), Literal("sg:opposes"))


def test_text_has_aligned_columns_and_a_count() -> None:
    assert Table(("a", "long"), ((Literal("xyz"), Literal("1")), (None, Literal("22222")))).to_text().splitlines() == [
        "a    long",
        "---  -----",
        "xyz  1",
        "     22222",
        "(2 rows)",
    ]


def test_a_prompt_shows_two_hundred_rows_and_how_many_more_there_are() -> None:
    shown = repr(Table(("a",), ((Literal("x"),),) * 1201)).splitlines()
    assert (shown.count("x"), shown[-1]) == (200, "(200 rows) and 1,001 more")


def test_text_moves_no_cursor_and_turns_no_writing() -> None:
    assert TABLE.to_text().replace("\n", "").isprintable()


def test_long_cells_go_on_in_the_next_line() -> None:
    assert max(map(len, Table(("a",), ((Literal("word " * 50),),)).to_text().splitlines())) <= 60


def test_wide_characters_take_two_columns() -> None:
    assert Table(("a", "b"), ((Literal("科索沃"), Literal("x")),)).to_text().splitlines()[1] == "------  -"


def test_csv_reads_back_cell_by_cell() -> None:
    read = list(csv.reader(io.StringIO(TABLE.to_csv(), newline="")))
    assert read == [["who", "words"], [f"{BASE}s/cnn_russia", TABLE.rows[0][1]], ["_:b0", ""], [f"{SG}opposes", "b, c"]]


def test_json_follows_the_recommendation() -> None:
    answer = json.loads(Table(("a", "b"), ((Literal("x", language="en"), None), (Literal("1", f"{XSD}integer"), Iri(BASE)))).to_json())
    assert answer == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {"a": {"type": "literal", "value": "x", "xml:lang": "en"}},
                {"a": {"type": "literal", "value": "1", "datatype": f"{XSD}integer"}, "b": {"type": "uri", "value": BASE}},
            ],
        },
    }


def test_json_reads_back_in_another_reader() -> None:
    answer = pyoxigraph.parse_query_results(TABLE.to_json().encode(), format=pyoxigraph.QueryResultsFormat.JSON)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert [row["words"] and row["words"].value for row in answer] == [TABLE.rows[0][1], None, "b, c"]


def test_html_for_a_notebook_is_escaped() -> None:
    assert "<b>" not in TABLE._repr_html_()


def test_html_shows_two_hundred_rows_and_says_how_many_there_are() -> None:
    html = Table(("a",), ((Literal("x"),),) * 1001)._repr_html_()
    assert (html.count("<tr>"), "1,001 rows" in html) == (201, True)


def test_a_column_that_is_not_there_is_an_error_that_lists_them() -> None:
    with pytest.raises(KeyError, match="the columns are who, words"):
        TABLE.column("why")


def test_a_blank_node_of_a_construct_arrives_as_one() -> None:
    triple = next(iter(engines.oxigraph(LINES).construct("CONSTRUCT { [] sg:x :y } WHERE {}")))
    assert isinstance(triple, Triple)
    assert isinstance(triple.subject, Blank)
