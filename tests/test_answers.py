"""What an analyst must not miss in an answer: dates, plans, what is withheld, numbers; each worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from stancegraph import queries
from stancegraph.cli import cli
from stancegraph.exports.statements_csv import COLUMNS
from stancegraph.gate import judge
from stancegraph.project import Project
from stancegraph.reader import read
from stancegraph.spelling import Neighbours

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.engines import Engine


def project(text: str) -> Project:
    return Project(annotations=read(text)[0], problems=())


def engine(text: str) -> Engine:
    return project(text).engine()


def cells(engine: Engine, name: str, *columns: str, **parameters: str) -> list[tuple[str, ...]]:
    table = queries.run(engine, name, **parameters).short()
    return list(zip(*(tuple(str(cell or "") for cell in table.column(column)) for column in columns), strict=True))


@pytest.mark.parametrize(("question", "verb"), [("who-supports", "supports"), ("who-opposes", "opposes")])
def test_a_statement_without_a_date_hides_no_date_of_the_others(question: str, verb: str) -> None:
    dam = engine(f"- Arland {verb} the dam: {{said: 2010-02-01}}\n- Arland {verb} the dam: {{said: 2011-03-04}}\n- Arland {verb} the dam\n")
    assert cells(dam, question, "actor", "statements", "first", "last") == [("arland", "3", "2010-02-01", "2011-03-04")]


def test_an_actor_without_any_date_is_still_listed() -> None:
    assert cells(engine("- Arland supports the dam\n"), "who-supports", "actor", "first", "last") == [("arland", "", "")]


def test_a_planned_tie_is_a_plan_and_a_planned_stance_is_none() -> None:
    tie, deed, stance = (
        f"- Arland {words}: {{mode: planned}}\n" for words in ("administers Borland", "deploys a survey", "supports the dam")
    )
    assert cells(engine(tie + deed + stance), "planned-acts", "relation", "act") == [
        ("sg:administers", "borland"),
        ("sg:deploys", "survey"),
    ]


def test_what_is_promised_or_announced_is_still_to_come() -> None:
    # To declare an issue, as independence, brings it about; to announce an act does not.
    nouns = "acts: {survey: mission}\nissues: {dam: policy, tunnel: policy}\n"
    said = "- Arland promises the dam: {by: Arland}\n- Arland declares the survey\n- Arland declares the tunnel\n"
    assert cells(engine(f"{nouns}statements:\n{said}"), "planned-acts", "relation", "act", "speaker") == [
        ("sg:promises", "dam", "arland"),
        ("sg:declares", "survey", ""),
    ]


CLAIMED = """\
actors: {arland: state, ann: {type: person, speaks_for: arland}}
issues: {dam: policy, low-water: claim, trick: frame}
statements:
- Arland opposes the dam: {by: ann}
- Arland affirms low-water
- Arland affirms trick
- Borland denies low-water
"""


def asked(folder: Path, *words: str) -> list[str]:
    (folder / "annotations.yaml").write_text(CLAIMED, encoding="utf-8")
    done = CliRunner().invoke(cli, ["query", *words, "-p", str(folder)])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_a_table_of_positions_says_what_it_is_to_support_a_claim(tmp_path: Path) -> None:
    last = "claims and frames: to support one is to affirm it, to oppose one is to deny it"
    assert asked(tmp_path, "stances")[-1] == f"{last} (low-water, trick)"
    assert asked(tmp_path, "who-opposes")[-1] == f"{last} (low-water)"
    assert asked(tmp_path, "who-opposes", "--param", "target=dam")[-1] == "(1 row)"


def test_who_asks_for_a_speaker_is_told_for_whom_he_speaks(tmp_path: Path) -> None:
    assert asked(tmp_path, "stances", "--param", "actor=Ann")[-1] == (
        "ann speaks for arland: ask for `arland`, or `stancegraph query who-said-what --param speaker=ann`"
    )


def test_what_somebody_said_is_told_with_its_mode_and_all_its_words() -> None:
    said = engine('- Arland deploys a survey: {by: ann, mode: planned, quote: ["we will go", "next year"]}\n')
    assert cells(said, "who-said-what", "speaker", "mode", "asserted", "quote") == [
        ("ann", "sg:planned", "false", "we will go | next year")
    ]


def test_a_speaker_who_is_asked_for_is_the_speaker_of_every_row() -> None:
    told = [
        "- Arland opposes the dam: {by: ann, via: wire}",
        "- Borland opposes the dam: {by: bo, via: wire}",
        "- Corland opposes the dam: {via: wire}",
    ]
    assert cells(engine("\n".join(told)), "attribution-chains", "speaker", "actor", speaker="ann") == [("ann", "arland")]


def test_withheld_support_that_is_held_back_is_counted_below_the_uncommitted() -> None:
    held = engine("- Arland does not support the dam: {if: asked}\n- Borland supports the dam: {if: asked}\n")
    found = queries.left_out(held, "uncommitted")
    assert found is not None
    assert (found.statements, found.listed, found.reasons) == (1, 2, (("Conditional", 1),))


def test_an_empty_answer_to_a_named_question_says_that_nothing_coded_says_so(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Arland supports the dam\n", encoding="utf-8")
    ask = ["query", "who-opposes", "-p", str(tmp_path)]
    assert "no statement says so" in CliRunner().invoke(cli, ask).stdout
    assert CliRunner().invoke(cli, [*ask, "--format", "csv"]).stdout.strip() == "target,actor,statements,documents,first,last"


def test_why_tells_the_numbers_that_a_statement_reports() -> None:
    told = project("- Arland deploys a survey: {figures: {staff: about 100, boats: {value: 3, when: 2011}}}\n").why("arland deploys survey")
    assert "    figures    staff: about 100; boats: 3, 2011\n" in told


def test_a_figure_of_a_document_that_repeats_another_as_a_whole_says_so() -> None:
    told = """documents: {first: {title: First}, copy: {title: Copy, repeats: first}}
statements:
- Arland deploys the survey: {source: first, figures: {staff: 100}}
- Borland deploys the survey: {source: copy, figures: {staff: 90}}
"""
    assert cells(engine(told), "figures", "figure", "document", "repeats") == [("90", "copy", "first"), ("100", "first", "")]


def test_a_table_writes_dates_as_people_do_and_csv_as_edtf() -> None:
    table = queries.run(engine("- Arland plans to deploy a survey: {when: by summer 2011}\n"), "planned-acts")
    assert "by summer 2011" in table.to_text()
    assert "../2011-22" in table.to_csv()


def test_of_two_names_as_near_the_one_that_begins_alike_is_offered() -> None:
    assert Neighbours(["Rusia", "Russia"]).of("Russa") == "Russia"


@pytest.mark.parametrize(
    ("sentence", "implied"),
    [
        ("Arland deploys a survey", "supports survey"),
        ("Arland does not deploy a survey", ""),
        ("Arland urges Borland to oppose the dam", "opposes dam"),
        ("Arland accuses Borland", ""),
        ("Arland supports the dam", ""),
        ("Arland plans to veto a treaty", "opposes treaty"),
    ],
)
def test_a_row_of_the_csv_says_which_side_its_act_shows(sentence: str, implied: str) -> None:
    annotations, _ = read(f"- {sentence}\n")
    (verdict,) = judge(annotations).verdicts
    assert COLUMNS["implied"](verdict, annotations) == implied
