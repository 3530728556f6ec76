"""The command `network` as its user meets it: tables, files, explanations, and what it says of a wrong word."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import stancegraph
from stancegraph.cli import cli, networking
from stancegraph.discourse import choices
from stancegraph.discourse.events import ATTRIBUTES, LISTS
from stancegraph.exports import events_csv, forms, parquet

ROOT = Path(__file__).parents[1]
DAM = str(ROOT / "tests" / "data" / "dam")

# By hand, of tests/data/dam: Arland opposes the dam five times, Borland supports it once and opposes it once: 5 x 1 = 5 agree. Corland does
# not support the bridge (-0.5), Borland supports it (1): at three quarters of the scale from one another they agree by 0.25.


def run(*words: str, project: str = DAM) -> Result:
    return CliRunner().invoke(cli, ["network", "-p", project, *words])


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


# -- tables -------------------------------------------------------------------------------------------------------------------------


def test_a_network_is_shown_by_its_strongest_ties_its_matrix_its_choices_and_what_is_left_out() -> None:
    assert run().stdout == (
        "congruence of actors by issue: 3 actors, 2 ties, 14 statements, 2010-02-01 to 2011-05-05\n"
        "choices: normalization no, duplicates include, statements asserted, origins explicit, holder written, clock said, kernel no\n"
        "\n"
        "a        b        weight  statements\n"
        "-------  -------  ------  ----------\n"
        "Arland   Borland  5       6\n"
        "Borland  Corland  0.25    2\n"
        "(2 rows)\n"
        "\n"
        "           1  2     3\n"
        "---------  -  ----  ----\n"
        "1 Arland      5     .\n"
        "2 Borland  5        0.25\n"
        "3 Corland  .  0.25\n"
        "\n"
        "left out:\n"
        "  2 acts and ties that show no side\n"
        "  2 of another origin than explicit\n"
        "  1 held back as Conditional\n"
        "  1 held back as InterestedSource\n"
    )


def test_what_is_cut_is_counted() -> None:
    assert "(1 row) and 5 more" in run("--type", "two-mode-subtract", "--limit-rows", "1").stdout


def test_the_strongest_tie_of_a_two_mode_network_is_the_largest_of_either_sign() -> None:
    assert "Arland  dam on the upper lake  -5      5\n" in run("--type", "two-mode-subtract", "--limit-rows", "1").stdout


def test_a_window_has_a_row_for_each_place() -> None:
    shown = run("--window", "3m", "--limit-rows", "2").stdout
    assert "2010-02-01  2010-03-16  2010-04-30  9  0\n" in shown
    assert "(2 rows) and 1 more" in shown
    assert "11 windows without a statement not listed" in shown


def test_the_event_list_is_shown_in_the_order_of_time() -> None:
    shown = run("--type", "events", "--limit-rows", "3").stdout
    assert shown.startswith("14 events\n")
    assert "2010-03-01  Arland  -1     dam on the upper lake  first     will not have a dam\n" in shown
    assert run("--events", "--limit-rows", "3").stdout == shown


def test_measures_stand_below_the_ties_with_what_they_are() -> None:
    shown = run("--measures").stdout
    # Arland and Borland: 5 agree (no dam, no dam), and disagree on the dam 5 times, on the tolls once; Borland and Corland 0.75 on the bridge.
    assert ["conflict", "0.5625", "14"] in [line.split()[:3] for line in shown.splitlines()]  # 6.75 of 12
    assert "share of conflict in all congruence and conflict, 0 to 1" in shown
    assert "DNA absdiff" in shown


def test_an_empty_network_says_so() -> None:
    assert "no two have anything in common" in run("--from", "2020").stdout


def test_filters_take_slugs_and_names_and_may_be_repeated() -> None:
    shown = run("--include", "actor=Arland", "--include", "actor=borland", "--exclude", "document=later", "--type", "two-mode").stdout
    assert shown.startswith("two-mode of actors by issue: 2 actors, 3 issues, 5 ties, 9 statements")


def test_a_year_is_its_days() -> None:
    assert "7 statements, 2010-03-01 to 2010-03-03" in run("--from", "2010-03", "--until", "2010", "--type", "two-mode").stdout


def test_a_plan_counts_among_all_statements_and_acts() -> None:
    shown = run("--statements", "all", "--origin", "explicit", "--origin", "act", "--include", "mode=planned", "--isolates").stdout
    assert shown.startswith("congruence of actors by issue: 4 actors, 0 ties, 2 statements")


def test_the_flagship_has_the_number_that_its_explanation_adds_up_to() -> None:
    shown = run("--explain", "cyprus", "Serbia", project=str(ROOT)).stdout
    assert shown.startswith("Cyprus and Serbia: congruence 3\n")
    assert "\n  1·4·0.75 = 3\n" in shown


# -- files --------------------------------------------------------------------------------------------------------------------------


def test_csv_goes_to_the_standard_output_and_what_is_left_out_to_the_other() -> None:
    done = run("--to", "csv")
    assert rows(done.stdout) == [
        ["actor", "arland", "borland", "corland"],
        ["arland", "0", "5", "0"],
        ["borland", "5", "0", "0.25"],
        ["corland", "0", "0.25", "0"],
    ]
    assert done.stderr == (
        "left out: 2 acts and ties that show no side; 2 of another origin than explicit; 1 held back as Conditional; "
        "1 held back as InterestedSource\n"
    )


def test_a_dash_is_the_standard_output() -> None:
    assert run("--to", "json", "--out", "-").stdout == run("--to", "json").stdout


@pytest.mark.parametrize("form", ["csv", "graphml", "gexf", "json", "dl", "parquet"])
def test_the_ending_of_the_file_says_the_format(form: str, tmp_path: Path) -> None:
    done = run("--out", str(tmp_path / f"dam.{form}"))
    assert done.exit_code == 0
    assert done.stdout == f"{tmp_path}/dam.{form}: {(tmp_path / f'dam.{form}').stat().st_size:,} bytes\n"


@pytest.mark.parametrize("form", ["csv", "gexf", "json", "parquet"])
def test_a_window_makes_one_file_of_all_its_networks(form: str, tmp_path: Path) -> None:
    assert run("--window", "3m", "--out", str(tmp_path / f"dam.{form}")).exit_code == 0


def test_every_format_is_the_one_it_is_named() -> None:
    assert nx.parse_graphml(run("--to", "graphml").stdout).edges["arland", "borland"]["weight"] == 5.0
    assert json.loads(run("--to", "json").stdout)["cells"][0]["weight"] == 5.0
    assert run("--to", "dl").stdout.startswith("dl n=3\n")
    assert "<gexf" in run("--to", "gexf").stdout


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_event_list_reads_back(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"events.{form}"
    chosen = ("--statements", "all", "--origin", "explicit", "--origin", "act", "--origin", "derived")
    assert run("--events", "--out", str(path), *chosen).exit_code == 0
    assert list((events_csv.read if form == "csv" else parquet.read_events)(path)) == list(stancegraph.load(DAM).events())


def test_windows_without_a_tie_are_told_where_the_format_has_no_line_for_them(tmp_path: Path) -> None:
    # Only in that of March to May 2011 two agree: Arland and Borland on the dam, Borland and Corland by 0.25 on the bridge.
    assert "warning: 13 of 14 windows have no tie, and so no line\n" in run("--window", "3m", "--out", str(tmp_path / "s.csv")).stderr


def test_statements_without_a_day_are_told_to_be_in_no_window(tmp_path: Path) -> None:
    text = (
        (Path(DAM) / "annotations.yaml").read_text(encoding="utf-8").replace("title: Later report, date: 2011-05-05", "title: Later report")
    )
    (tmp_path / "annotations.yaml").write_text(text, encoding="utf-8")
    told = "5 without a date, and so in no window"
    assert told in run("--window", "3d", project=str(tmp_path)).stdout
    assert told in run("--window", "3d", "--to", "csv", project=str(tmp_path)).stderr
    assert told not in run("--to", "csv", project=str(tmp_path)).stderr


def test_parquet_reads_in_pandas(tmp_path: Path) -> None:
    run("--out", str(tmp_path / "dam.parquet"), "--normalization", "average")
    assert pd.read_parquet(tmp_path / "dam.parquet")["weight"].tolist() == [5 / ((8 + 5) / 2), 0.25 / 3]


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
def test_the_whole_project_is_exported_too(form: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["export", DAM, "--to", form, "--out", str(tmp_path / "dam")])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "borland" in (tmp_path / "dam").read_text(encoding="utf-8")


# -- pictures -----------------------------------------------------------------------------------------------------------------------


def test_a_picture_is_drawn_beside_the_table(tmp_path: Path) -> None:
    path = tmp_path / "dam.svg"
    done = run("--plot", str(path))
    assert done.stdout == f"{run().stdout}{path}: {path.stat().st_size:,} bytes\n"
    assert "Arland" in path.read_text(encoding="utf-8")


def test_an_ending_of_pictures_draws_instead_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "dam.png"
    assert run("--picture", "timeline", "--actor", "arland", "--out", str(path)).stdout == f"{path}: {path.stat().st_size:,} bytes\n"
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_picture_beside_a_file_on_the_standard_output_is_told_on_the_other(tmp_path: Path) -> None:
    done = run("--to", "csv", "--plot", str(tmp_path / "dam.svg"))
    assert (rows(done.stdout)[0][0], "dam.svg: " in done.stderr) == ("actor", True)


# -- misuse -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--type", "congurence"], "type: there is no 'congurence'; did you mean 'congruence'?"),
        (["--type", "onemode"], "type: there is no 'onemode' here: a one-mode network is congruence, conflict, subtract or ignore"),
        (["--type", "Two Mode"], "type: there is no 'Two Mode'; did you mean 'two-mode'?"),
        (["--normalization", "activity"], "normalization 'activity' is not for 'congruence'"),
        (["--include", "actor_typ=state"], "include: there is no 'actor_typ'; did you mean 'actor_type'?"),
        (["--include", "actor=arlnad"], "no event has the actor 'arlnad'; did you mean 'arland'?"),
        (["--include", "arland"], "'arland': write ATTRIBUTE=WORD, such as actor_type=state"),
        (["--from", "soon"], "soon"),
        (["--from", "2011", "--until", "2010"], "since 2011-01-01 is after until 2010-12-31"),
        (["--window", "often"], "'often' is no window"),
        (["--kernel", "gaussian"], "give a window, such as 30d"),
        (["--window", "3m", "--to", "dl"], "dl cannot hold the networks of a moving window: csv, gexf, json, parquet can"),
        (["--window", "3m", "--to", "graphml"], "graphml cannot hold the networks of a moving window"),
        (["--events", "--to", "gexf"], "gexf cannot hold an event list: csv, parquet can"),
        (["--events", "--duplicates", "document", "--isolates"], "leave --duplicates, --isolates out"),
        (["--to", "parquet"], "parquet is no text: give a file by --out"),
        (["--out", "dam.xyz"], "dam.xyz: the ending names no format"),
        (["--out", "-"], "--out - needs --to"),
        (["--out", "/nowhere/dam.csv"], "/nowhere/dam.csv cannot be written: No such file or directory"),
        (["--explain", "arland", "borlnd"], "'borlnd' is not in this network; did you mean 'borland'?"),
        (["--explain", "arland", "tolls"], "'tolls' is not in this network: it is one of the issues that tie actors"),
        (["--explain", "arland", "borland", "--to", "csv"], "leave --events, --to and --out out, and with --window"),
        (["--from", "2020", "--to", "dl"], "the network is empty"),
        (["--measures", "--to", "csv"], "--measures adds to the table of one network"),
        (["--measures", "--type", "two-mode"], "take congruence, conflict or subtract"),
        (["--limit-rows", "3", "--to", "csv"], "--limit-rows cuts a table, and here is none"),
        (["--picture", "bars"], "name the file by --plot"),
        (["--plot", "x.gif"], "x.gif: pictures are written as .svg, .png, .pdf"),
        (["--to", "svg"], "a picture is written to a file: say which by --out"),
        (["--to", "svg", "--out", "x.png"], "x.png: a picture's file ends as its format, .svg"),
        (["--plot", "x.svg", "--out", "y.svg"], "--plot and the format svg both ask for a picture"),
        (["--plot", "x.svg", "--events"], "a picture is of networks: leave --events out"),
        (["--plot", "x.svg", "--window", "3m", "--picture", "bars"], "with --window the picture is polarisation"),
        (["--plot", "x.svg", "--picture", "polarisation"], "give --window, such as 30d"),
        (["--plot", "x.svg", "--picture", "timelin"], "there is no picture 'timelin'; did you mean 'timeline'?"),
        (["--plot", "x.svg", "--picture", "timeline", "--actor", "nobody"], "'nobody' is not in this network"),
        (["--plot", "/nowhere/x.svg"], "/nowhere/x.svg cannot be written"),
        (["--window", "50y", "--to", "gexf"], "no window fits into the time of the events"),
    ],
)
def test_misuse_ends_with_2_and_says_what_to_write(words: list[str], told: str) -> None:
    done = run(*words)
    assert (done.exit_code, told in done.stderr) == (2, True), done.stderr
    assert done.stdout == ""


def test_a_project_with_errors_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("statements:\n- Russia opposess independence\n", encoding="utf-8")
    done = run(project=str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing was counted" in done.stderr


def test_the_project_s_own_file_is_never_written_over(tmp_path: Path) -> None:
    own = tmp_path / "annotations.yaml"
    own.write_bytes((Path(DAM) / "annotations.yaml").read_bytes())
    done = run("--to", "csv", "--out", str(own), project=str(tmp_path))
    assert (done.exit_code, "is a file of the project" in done.stderr) == (2, True)


# -- words --------------------------------------------------------------------------------------------------------------------------


def test_the_command_s_words_are_those_that_a_network_knows() -> None:
    assert networking.TYPES == choices.TYPES
    assert set(networking.VARIABLES) | {"condition"} == set(choices.VARIABLES) | {"condition"}
    assert set(networking.FILTERS) == {*ATTRIBUTES, *LISTS}
    assert (networking.NORMALIZATIONS, networking.DUPLICATES) == (choices.NORMALIZATIONS, choices.DUPLICATES)
    assert (networking.STATEMENTS, networking.ORIGINS, networking.KERNELS) == (choices.STATEMENTS, choices.ORIGINS, choices.KERNELS)
    assert tuple(forms.FORMS) == networking.FORMS


def completions(words: list[str], incomplete: str) -> list[str]:
    shell = ShellComplete(cli, {}, "stancegraph", "_STANCEGRAPH_COMPLETE")
    return [item.value for item in shell.get_completions(["network", *words], incomplete)]


def test_words_attributes_and_their_values_are_completed() -> None:
    assert completions(["--type"], "two") == ["two-mode", "two-mode-subtract", "two-mode-combine"]
    assert completions(["--normalization"], "a") == ["average", "activity"]
    assert completions(["--include"], "actor") == ["actor=", "actor_type="]
    assert completions(["-p", DAM, "--include"], "actor=b") == ["actor=borland"]
    assert completions(["-p", DAM, "--explain"], "arl") == ["arland"]


def test_other_commands_load_nothing_that_networks_need() -> None:
    code = "import sys; from stancegraph.cli import cli; print(sorted({'numpy', 'scipy', 'pandas', 'networkx', 'pyarrow', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_text_of_a_document_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(
        "documents:\n  post: {date: 2008-02-14, text: texts/post.txt}\nstatements:\n- Rome opposes the toll:\n    source: post\n"
    )
    text = tmp_path / "texts" / "post.txt"
    text.parent.mkdir()
    text.write_text("Rome said no.")
    done = run("--to", "csv", "--out", str(text), project=str(tmp_path))
    assert (done.exit_code, text.read_text()) == (2, "Rome said no.")
    assert "looks like the text of post" in done.stderr


def test_a_node_has_what_is_declared_of_it(tmp_path: Path) -> None:
    out = tmp_path / "n.graphml"
    assert run("--out", str(out), project=str(Path(__file__).parents[1])).exit_code == 0
    assert nx.read_graphml(out).nodes["serbia"]["wikidata"] == "Q403"


def test_a_number_of_one_window_is_explained_with_its_kernel() -> None:
    done = run("--window", "3m", "--kernel", "triangular", "--at", "2011-04-15", "--explain", "Arland", "Borland")
    assert done.exit_code == 0
    assert done.stdout.startswith("2011-03-01 to 2011-05-31\nArland and Borland: congruence")
    assert "kernel" in done.stdout


def test_a_day_that_is_no_middle_is_told_with_those_there_are() -> None:
    done = run("--window", "3m", "--at", "2011-04-16", "--explain", "Arland", "Borland")
    assert (done.exit_code, "the middles run from 2010-03-16 to 2011-04-15" in done.stderr) == (2, True)
    assert run("--at", "2011-04-16").exit_code == 2
