"""Named questions against `tests/data/dam`, whose twenty statements were answered by hand; each test says why in its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import stancegraph
from stancegraph import engines, queries
from stancegraph.engines import Iri, QueryError
from stancegraph.project import Project
from stancegraph.reader import read

if TYPE_CHECKING:
    from stancegraph.engines import Engine, Table

DAM = Path(__file__).parent / "data" / "dam"
BASE = "https://example.org/dam/"
ANSWERED = (
    "conditions",
    "contradictions",
    "corroboration",
    "derived",
    "divisions",
    "figure-conflicts",
    "held-back",
    "legal-basis",
    "planned-acts",
    "relations-between-actors",
    "shifts",
    "stances",
    "tensions",
    "who-opposes",
    "who-said-what",
    "who-supports",
    "why",
)
"""The questions that are answered here; the others have a project of their own each, in `test_questions`."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return stancegraph.load(DAM).engine()


@pytest.fixture(scope="module")
def statements(engine: Engine) -> dict[str, queries.StatementRow]:
    return {row.id: row for row in queries.statements(engine)}


def cells(table: Table, *columns: str) -> list[tuple[str, ...]]:
    """The cells of some columns as a reader sees them, "" where there is none."""
    short = table.short()
    return list(zip(*(tuple(str(value or "") for value in short.column(column)) for column in columns), strict=True))


# --- The questions ---


def test_every_question_says_what_it_asks_in_a_sentence() -> None:
    assert all(query.question.endswith((".", "?")) for query in queries.names().values())


def test_every_question_but_those_of_pairs_can_be_narrowed() -> None:
    assert [query.name for query in queries.names().values() if not query.parameters] == ["coalitions", "opposed-pairs"]


def test_every_parameter_is_a_column() -> None:
    empty = engines.oxigraph([], base=BASE)
    assert all(set(query.parameters) <= set(queries.run(empty, query.name).columns) for query in queries.names().values())


def test_a_plain_word_may_be_written_in_capitals(engine: Engine) -> None:
    assert queries.run(engine, "held-back", reason="CONDITIONAL").rows == queries.run(engine, "held-back", reason="Conditional").rows != ()
    assert queries.run(engine, "timeline", clock="Said").rows == queries.run(engine, "timeline", clock="said").rows != ()


def test_a_reason_is_told_from_the_mode_that_it_is_called_after() -> None:
    annotations, _ = read("- Arland supports the dam: {mode: hypothetical}\n")
    asked = Project(annotations=annotations, problems=()).engine()
    assert len(queries.run(asked, "held-back", reason="hypothetical")) == 1


@pytest.mark.parametrize("name", ANSWERED)
def test_every_question_can_be_asked_without_parameters(engine: Engine, name: str) -> None:
    assert len(queries.run(engine, name)) > 0


@pytest.mark.parametrize(("name", "parameter"), [(name, parameter) for name in ANSWERED for parameter in queries.names()[name].parameters])
def test_every_parameter_narrows_to_rows_with_that_value(engine: Engine, name: str, parameter: str) -> None:
    everything = queries.run(engine, name)
    value = str(everything.short().column(parameter)[0])
    narrowed = queries.run(engine, name, **{parameter: value})
    assert narrowed.rows == tuple(row for row, cell in zip(everything, everything.short().column(parameter), strict=True) if cell == value)


def test_who_opposes_counts_statements_and_documents_and_leaves_out_who_came_round(engine: Engine) -> None:
    table = queries.run(engine, "who-opposes", target="dam")
    assert cells(table, "actor", "statements", "documents", "first", "last") == [
        ("arland", "5", "4", "2010-03-01", "2011-05-05"),
        ("borland", "1", "1", "2011-05-05", "2011-05-05"),
    ]


def test_a_third_party_s_claim_about_another_is_no_opposition_of_that_other(engine: Engine) -> None:
    assert cells(queries.run(engine, "who-opposes", target="tolls"), "actor") == [("arland",)]


def test_who_supports_leaves_out_conditional_and_superseded_support(engine: Engine) -> None:
    table = queries.run(engine, "who-supports")
    assert cells(table, "target", "actor") == [("bridge", "borland"), ("tolls", "borland"), ("tunnel", "arland")]


def test_why_gives_every_quote_and_speaker_behind_a_position(engine: Engine) -> None:
    table = queries.run(engine, "why", actor="arland", target="dam", relation="opposes")
    assert cells(table, "statement", "speaker", "quote") == [
        ("s/a1", "ann-minister", "will not have a dam"),
        ("s/a5", "", "will not have a dam"),
        ("s/a7", "", "no dam, said the people | of Arland"),
        ("s/a8", "ann-minister", "still no dam"),
    ]


def test_why_shows_what_was_held_back_too(engine: Engine) -> None:
    assert cells(queries.run(engine, "why", actor="borland", target="dam"), "statement", "asserted") == [
        ("s/b3", "true"),
        ("s/b1", "false"),
    ]


def test_held_back_gives_each_reason(engine: Engine) -> None:
    assert cells(queries.run(engine, "held-back"), "statement", "reason") == [
        ("s/b1", "sg:Superseded"),
        ("s/c1", "sg:Conditional"),
        ("s/c2", "sg:InterestedSource"),
        ("s/u1", "sg:NotYetActual"),
        ("s/u2", "sg:NotYetActual"),
    ]


def test_held_back_can_be_asked_by_reason(engine: Engine) -> None:
    assert cells(queries.run(engine, "held-back", reason="Conditional"), "statement") == [("s/c1",)]


def test_a_change_of_mind_is_a_shift(engine: Engine) -> None:
    assert cells(queries.run(engine, "shifts"), "actor", "target", "from", "to") == [("borland", "dam", "supports", "opposes")]


def test_two_positions_of_one_day_are_a_contradiction(engine: Engine) -> None:
    ((actor, target, *positions),) = cells(queries.run(engine, "contradictions"), "actor", "target", "one", "other")
    assert (actor, target, sorted(positions)) == ("arland", "tunnel", ["opposes", "supports"])


def test_a_collective_is_divided_when_its_members_disagree(engine: Engine) -> None:
    table = queries.run(engine, "divisions")
    assert cells(table, "collective", "target", "side") == [("union", "tolls", "arland"), ("union", "tolls", "borland")]


def test_a_stated_position_against_what_follows_is_a_tension(engine: Engine) -> None:
    assert cells(queries.run(engine, "tensions"), "actor", "target", "stated", "derived") == [
        ("borland", "registry", "opposes", "supports"),
        ("borland", "tolls", "supports", "opposes"),
    ]


def test_two_numbers_for_one_measure_are_a_figure_conflict(engine: Engine) -> None:
    assert cells(queries.run(engine, "figure-conflicts", measure="staff"), "act", "figure", "document") == [
        ("survey", "100", "first"),
        ("survey", "120", "later"),
    ]


def test_who_said_what_keeps_the_speaker_apart_from_the_actor(engine: Engine) -> None:
    assert cells(queries.run(engine, "who-said-what", speaker="ann-minister"), "actor", "relation", "target", "voice") == [
        ("arland", "sg:accuses", "borland", "sg:own"),
        ("arland", "sg:opposes", "dam", "sg:own"),
        ("arland", "sg:opposes", "dam", "sg:own"),
        ("arland", "sg:opposes", "tolls", "sg:own"),
        ("corland", "sg:opposes", "tolls", "sg:third-party"),
    ]


def test_planned_acts_are_listed_with_their_time(engine: Engine) -> None:
    assert cells(queries.run(engine, "planned-acts"), "actor", "relation", "act", "when", "document") == [
        ("union", "sg:deploys", "survey", "2010-07", "first"),
        ("union", "sg:deploys", "survey", "", "later"),
    ]


def test_what_repeats_another_document_corroborates_once(engine: Engine) -> None:
    # first; copy repeats it; part repeats one of its quotes and has words of its own; later: four documents, three sources.
    assert cells(queries.run(engine, "corroboration", actor="arland", target="dam"), "position", "statements", "documents", "sources") == [
        ("opposes", "5", "4", "3")
    ]


def test_conditions_are_listed_in_words(engine: Engine) -> None:
    assert cells(queries.run(engine, "conditions"), "actor", "relation", "target", "condition") == [
        ("corland", "sg:supports", "dam", "the Lake Union pays")
    ]


def test_stances_are_the_latest_explicit_positions(engine: Engine) -> None:
    assert cells(queries.run(engine, "stances"), "actor", "position", "target", "contested", "from", "statements") == [
        ("arland", "opposes", "dam", "false", "2010-03-01", "1"),
        ("arland", "opposes", "tolls", "false", "2010-03-01", "1"),
        ("arland", "is contested on", "tunnel", "true", "2010-02-01", "2"),
        ("borland", "supports", "bridge", "false", "2011-05-05", "1"),
        ("borland", "opposes", "dam", "false", "2011-05-05", "1"),
        ("borland", "opposes", "registry", "false", "2011-05-05", "1"),
        ("borland", "supports", "tolls", "false", "2010-03-01", "1"),
        ("corland", "does not support", "bridge", "false", "2011-05-05", "1"),
    ]


def test_a_planned_act_gives_a_derived_stance(engine: Engine) -> None:
    assert cells(queries.run(engine, "derived"), "actor", "position", "target", "rule", "premises") == [
        ("union", "supports", "survey", "sg:R0", "s/u2")
    ]


def test_a_finding_with_two_premises_is_one_row() -> None:
    # Neither of the two is later, so both carry the derived stance.
    text = "- Arland deploys the survey: {id: b}\n- Arland launches the survey: {id: a}\n"
    annotations, _ = read(text)
    table = queries.run(Project(annotations=annotations, problems=()).engine(), "derived")
    assert cells(table, "actor", "target", "premises") == [("arland", "survey", "s/a | s/b")]


def test_the_legal_basis_of_a_plan_is_found_by_the_instrument(engine: Engine) -> None:
    assert cells(queries.run(engine, "legal-basis", instrument="Treaty 7"), "actor", "target", "asserted", "statement") == [
        ("union", "survey", "false", "s/u1")
    ]


def test_ties_between_actors_are_listed_with_their_direction(engine: Engine) -> None:
    assert cells(queries.run(engine, "relations-between-actors"), "actor", "relation", "other") == [
        ("arland", "sg:accuses", "borland"),
        ("corland", "sg:meets", "arland"),
    ]


# --- Parameters and questions that are not there ---


@pytest.mark.parametrize("name", ["dam", "the dam", "Dam on the Upper Lake", ":dam", f"{BASE}dam", " dam "])
def test_a_thing_is_found_by_whatever_it_is_called(engine: Engine, name: str) -> None:
    assert queries.run(engine, "who-opposes", target=name).rows == queries.run(engine, "who-opposes", target="dam").rows


def test_a_statement_is_found_by_its_id(engine: Engine) -> None:
    assert cells(queries.run(engine, "why", statement="s/b3"), "actor") == [("borland",)]


def test_a_misspelt_thing_is_an_error_with_its_neighbour(engine: Engine) -> None:
    with pytest.raises(QueryError, match=r"target: nothing in the graph is called 'tunel'; did you mean 'tunnel'\?"):
        queries.run(engine, "who-opposes", target="tunel")


def test_a_thing_that_nobody_knows_is_an_error_and_not_an_empty_answer(engine: Engine) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called 'volcano'"):
        queries.run(engine, "who-opposes", target="volcano")


def test_a_parameter_that_a_question_lacks_is_an_error_that_lists_them(engine: Engine) -> None:
    with pytest.raises(QueryError, match="who-opposes has no parameter 'issue'; it has target, actor"):
        queries.run(engine, "who-opposes", issue="dam")


def test_a_misspelt_question_is_an_error_with_its_neighbour(engine: Engine) -> None:
    with pytest.raises(QueryError, match=r"no question is named 'who-oposes'; did you mean who-opposes\?"):
        queries.answer(engine, "who-oposes")


def test_a_value_that_looks_like_sparql_stays_a_value(engine: Engine) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        queries.run(engine, "who-opposes", target="dam> . ?x ?y ?z } #")


# --- Listings of everything ---

LISTINGS = [name for name, question in queries.names().items() if question.by]


def test_those_that_list_every_statement_say_by_what_they_are_sorted_first() -> None:
    assert LISTINGS == ["held-back", "timeline", "who-said-what", "why"]


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_long_listing_is_cut_to_its_first_rows_and_says_so(engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    whole = queries.run(engine, name)
    assert (len(whole) > most, whole.more) == (True, 0)
    monkeypatch.setattr(queries, "LISTED", most)
    cut = queries.run(engine, name)
    assert (cut.rows, cut.more) == (whole.rows[:most], None)
    assert queries.run(engine, name, len(whole)).rows == whole.rows  # who asks for more gets them


def test_a_listing_with_a_value_is_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = queries.run(engine, "why", actor="arland")
    monkeypatch.setattr(queries, "LISTED", 1)
    assert (queries.run(engine, "why", actor="arland").rows, len(whole) > 1) == (whole.rows, True)


# --- Queries of one's own ---


def test_a_select_of_one_s_own_takes_parameters(engine: Engine) -> None:
    table = queries.answer(engine, "SELECT ?who ?what WHERE { ?who sg:opposes ?what }", what="tolls")
    assert table.rows == ((Iri(f"{BASE}arland"), Iri(f"{BASE}tolls")),)


def test_an_ask_answers_with_one_cell(engine: Engine) -> None:
    assert cells(queries.answer(engine, "ASK { :arland sg:opposes :dam }"), "answer") == [("true",)]


def test_a_construct_answers_with_triples_as_rows(engine: Engine) -> None:
    table = queries.answer(engine, "CONSTRUCT { ?a sg:x ?b } WHERE { GRAPH <graph/direct> { ?a sg:accuses ?b } }")
    assert cells(table, "subject", "predicate", "object") == [("arland", "sg:x", "borland")]


def test_an_ask_takes_parameters(engine: Engine) -> None:
    asked = "ASK { ?a sg:opposes ?what FILTER(?what != :tolls) }"
    assert [cells(queries.answer(engine, asked, what=what), "answer") for what in ("dam", "tolls")] == [[("true",)], [("false",)]]


# --- Rows ---


def test_a_statement_row_holds_all_that_was_coded(statements: dict[str, queries.StatementRow]) -> None:
    assert statements["s/u1"] == queries.StatementRow(
        id="s/u1",
        actor="union",
        relation="deploys",
        object="survey",
        sentence_label="Lake Union deploys survey mission",
        negated=False,
        mode="planned",
        certainty="certain",
        scope="all",
        condition=None,
        voice="third-party",
        asserted=False,
        reasons=("NotYetActual",),
        said_by=("fishers",),
        reported_by=("Wire Agency", "Corland"),
        document="first",
        document_label="First report",
        document_url="https://example.org/first",
        publisher="Wire Agency",
        when="2010-07",
        said="2010-03-01",
        start="2010-07-01",
        end="2010-07-31",
        quotes=(),
        coder="anna",
        polarity_min=None,
        polarity_max=None,
        because=(),
        slots=(("legal_basis", ("Lake Treaty",)),),
        verb="deploys",
    )


def test_a_negated_statement_keeps_its_relation_and_gets_its_interval(statements: dict[str, queries.StatementRow]) -> None:
    row = statements["s/c3"]
    assert (row.relation, row.negated, row.verb, row.polarity_min, row.polarity_max) == ("supports", True, "does not support", -1, 0)


def test_quotes_keep_the_order_of_the_annotations(statements: dict[str, queries.StatementRow]) -> None:
    assert statements["s/a9"].quotes == ("second words", "first words")


def test_reasons_given_are_shown_by_their_labels(statements: dict[str, queries.StatementRow]) -> None:
    assert statements["s/a1"].because == ("low water",)


def test_a_publisher_that_is_no_actor_is_shown_as_written(statements: dict[str, queries.StatementRow]) -> None:
    assert statements["s/a5"].publisher == "Morning Paper"


def test_the_time_of_the_utterance_stands_where_the_thing_has_none(statements: dict[str, queries.StatementRow]) -> None:
    assert (statements["s/a3"].start, statements["s/a3"].end) == ("2010-02-01", "2010-02-01")


def test_rows_are_plain_values(statements: dict[str, queries.StatementRow]) -> None:
    row = statements["s/u1"]
    assert {type(value) for value in (*row, *row.reported_by, *row.slots[0][1])} == {str, bool, tuple, type(None)}


def test_statements_come_by_id(engine: Engine) -> None:
    found = [row.id for row in queries.statements(engine)]
    assert found == sorted(found)


def test_a_derived_row_names_its_rule_and_premises(engine: Engine) -> None:
    (shift,) = [row for row in queries.derived(engine) if row.kind == "Shift"]
    assert (shift.rule, shift.holder, shift.target, shift.polarity_min, shift.polarity_max, shift.premises) == (
        "R6",
        "borland",
        "dam",
        1,
        1,
        ("s/b1", "s/b3"),
    )


def test_a_finding_without_a_holder_has_none(engine: Engine) -> None:
    (conflict,) = [row for row in queries.derived(engine) if row.kind == "FigureConflict"]
    assert (conflict.holder, conflict.polarity_min) == (None, None)


def test_node_rows_are_actors_issues_acts_and_instruments(engine: Engine) -> None:
    rows = {row.id: row for row in queries.nodes(engine)}
    assert rows["borland"] == queries.NodeRow("borland", "Borland", "actor", "state", None, "Q1")
    assert rows["dam"] == queries.NodeRow("dam", "dam on the upper lake", "issue", "policy", "The dam should be built.", None, ("the dam",))
    assert rows["survey"] == queries.NodeRow("survey", "survey mission", "act", "mission", None, None)
    assert rows["treaty-7"] == queries.NodeRow("treaty-7", "Lake Treaty", "instrument", "treaty", None, None, ("Treaty 7",))
    assert len(rows) == 15


def test_an_empty_graph_has_no_rows() -> None:
    empty = engines.oxigraph([], base=BASE)
    assert (queries.statements(empty), queries.derived(empty), queries.nodes(empty)) == ([], [], [])


def test_a_stance_that_rules_out_neutrality_alone_is_not_contested() -> None:
    annotations, _ = read("- Russia is not neutral on the plan\n")
    table = queries.run(Project(annotations=annotations, problems=()).engine(), "stances")
    assert cells(table, "actor", "position", "contested") == [("russia", "is not neutral on", "false")]


def test_a_node_row_knows_the_aliases_of_a_thing() -> None:
    annotations, _ = read("actors: {us: {type: state, name: United States, also: [USA, U.S.]}}\nstatements: [US opposes the plan]\n")
    rows = {row.id: row for row in queries.nodes(Project(annotations=annotations, problems=()).engine())}
    assert (rows["us"].also, rows["plan"].also) == (("U.S.", "USA"), ())
