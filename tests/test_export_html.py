"""`stancegraph export`: one file that holds what was asked of a project, or a reason why there is none."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import networkx as nx
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import stancegraph
from stancegraph import formats
from stancegraph.choosing import Wanted
from stancegraph.cli import cli
from stancegraph.cut import cut
from stancegraph.queries import DerivedRow

if TYPE_CHECKING:
    from collections.abc import Callable

DAM = Path(__file__).parent / "data" / "dam"
TWO_CAMPS = """\
project: {id: lake, base: "https://example.org/lake/", title: The lake}
actors: {arland: {type: state, name: Arland, also: [the Republic]}, borland: state}
issues: {dam: {name: the dam}, tolls: {}}
documents:
  a-2010: {title: A, date: 2010-01-15}
  b-2011: {title: B, date: 2011-03-02}
statements:
- Arland opposes the dam: {source: a-2010}
- Borland supports the dam: {source: b-2011}
- Borland opposes tolls: {source: b-2011}
- Borland plans to deploy a patrol: {source: b-2011}
"""


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "annotations.yaml").write_text(TWO_CAMPS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*words: str, to: str = "html") -> Result:
    return CliRunner().invoke(cli, ["export", "lake", "--to", to, *words])


def opening(*words: str) -> list[tuple[str, str]]:
    """What the page shows first when these options are given."""
    done = export(*words)
    assert (done.exit_code, done.stderr) == (0, "")
    found = re.search(r'id="opening">(.*?)</script>', Path("lake.html").read_text(encoding="utf-8"))
    assert found
    return parse_qsl(json.loads(found[1]))


def refusal(*words: str) -> str:
    """Why nothing was written."""
    done = export(*words)
    assert done.exit_code == 2
    assert not Path("lake.html").exists()
    return done.stderr


@pytest.mark.usefixtures("lake")
def test_without_options_it_is_the_page_of_the_project_named_after_it() -> None:
    done = export()
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(r"lake\.html: 0\.\d\d MB\n", done.stdout)
    assert Path("lake.html").read_text(encoding="utf-8") == stancegraph.load("lake").page()


@pytest.mark.usefixtures("lake")
def test_a_still_picture_is_a_format_of_its_own() -> None:
    assert export("--theme", "dark", "--title", "Water", to="svg").exit_code == 0
    text = Path("lake.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg ")
    assert "<title>Water</title>" in text
    assert 'fill="#10151a"' in text


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("view", ["actors", "matrix", "table"])
def test_views_are_called_what_their_buttons_say(view: str) -> None:
    assert opening("--view", view) == [("view", view)]


@pytest.mark.usefixtures("lake")
def test_the_network_is_what_a_page_opens_on_anyway() -> None:
    assert opening("--view", "network") == []


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2008", "2008", ("2008-01-01", "2008-12-31")),
        ("2008-02", "2008-02", ("2008-02-01", "2008-02-29")),
        ("2008-02-14", "2008-02-14", ("2008-02-14", "2008-02-14")),
    ],
)
def test_a_month_and_a_year_stand_for_all_their_days(since: str, until: str, days: tuple[str, str]) -> None:
    done = export("--from", since, "--until", until)  # what opens on nothing warns, which `opening` would not have
    assert (done.exit_code, done.stderr.startswith("warning: the page opens on nothing"), done.stderr.count("\n")) == (0, True, 1)
    assert Path("lake.html").read_text(encoding="utf-8").count(f'id="opening">"from={days[0]}&to={days[1]}"</script>') == 1


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("day", ["2008-13", "2008-02-30", "14.2.2008", "0000", "2008-2", ""])
def test_a_day_that_is_none_is_refused_with_what_to_write(day: str) -> None:
    assert "write 2008-02-14, 2008-02 or 2008" in refusal("--from", day)


@pytest.mark.usefixtures("lake")
def test_an_end_before_the_beginning_is_refused() -> None:
    assert "--from 2009-01-01 is later than --until 2008-12-31: swap them" in refusal("--from", "2009", "--until", "2008")


@pytest.mark.usefixtures("lake")
def test_what_is_hidden_is_filtered_out_at_first() -> None:
    assert opening("--hide", "stance=oppose", "--hide", "mode=planned") == [("hide-stance", "oppose"), ("hide-mode", "planned")]


@pytest.mark.usefixtures("lake")
def test_a_page_that_opens_on_nothing_is_written_with_a_warning() -> None:
    done = export("--only", "stance=weak")
    assert (done.exit_code, done.stderr.count("warning: the page opens on nothing")) == (0, 1)
    assert Path("lake.html").exists()


@pytest.mark.usefixtures("lake")
def test_only_hides_the_other_values_that_the_project_has() -> None:
    assert opening("--only", "stance=oppose", "--only", "document=a-2010") == [
        ("hide-stance", "act"),
        ("hide-stance", "support"),
        ("hide-document", "b-2011"),
    ]


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("stance", "write FACET=VALUE, such as stance=oppose"),
        ("stanc=oppose", "there is no facet 'stanc': did you mean 'stance'?"),
        ("stance=oposes", "no stance is 'oposes': did you mean 'oppose'?"),
        ("document=c-2010", "no document is 'c-2010': "),
    ],
)
def test_a_facet_or_value_that_is_none_is_refused_with_the_closest(pair: str, said: str) -> None:
    assert said in refusal("--hide", pair)


def slugs(text: str) -> set[str]:
    """Slugs of the nodes in a page."""
    found = re.search(r'id="nodes">(.*?)</script>', text)
    assert found
    column = json.loads(found[1])["slug"]
    return set(column["values"] if isinstance(column, dict) else column)


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("name", ["arland", "Arland", "the republic", "ARLAND"])
def test_an_actor_named_by_slug_name_or_alias_leaves_its_own_positions(name: str) -> None:
    assert export("--actor", name).exit_code == 0
    text = Path("lake.html").read_text(encoding="utf-8")
    assert slugs(text) == {"arland", "dam"}
    assert "Borland" not in text


@pytest.mark.usefixtures("lake")
def test_an_issue_leaves_what_is_said_of_it() -> None:
    assert export("--issue", "tolls", "--issue", "the dam", "--actor", "borland").exit_code == 0
    assert slugs(Path("lake.html").read_text(encoding="utf-8")) == {"borland", "dam", "tolls"}


@pytest.mark.usefixtures("lake")
def test_an_unknown_actor_is_refused_with_the_closest() -> None:
    assert "no actor of this project is called 'Borlnd': did you mean 'borland'?" in refusal("--actor", "Borlnd")


@pytest.mark.usefixtures("lake")
def test_an_issue_is_no_actor() -> None:
    assert "no actor of this project is called 'tolls'" in refusal("--actor", "tolls")


@pytest.mark.usefixtures("lake")
def test_a_page_of_nothing_is_refused() -> None:
    assert "nothing is left: arland holds no position on tolls" in refusal("--actor", "arland", "--issue", "tolls")


@pytest.mark.usefixtures("lake")
def test_places_lead_to_the_source() -> None:
    address = "https://example.org/blob/main/{file}#L{line}"
    assert export("--source-url", address).exit_code == 0
    assert f'id="source">"{address}"</script>' in Path("lake.html").read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["build", "lake", "--source-url", address]).exit_code == 0
    assert f'id="source">"{address}"</script>' in Path("lake/build/graph.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("lake")
def test_a_source_that_is_no_web_address_is_refused_and_nothing_is_written() -> None:
    assert "does not begin with https://" in refusal("--source-url", "javascript:{file}{line}")
    done = CliRunner().invoke(cli, ["build", "lake", "--source-url", "https://example.org"])
    assert (done.exit_code, Path("lake/build").exists()) == (2, False)


@pytest.mark.parametrize("out", ["lake/annotations.yaml", "link.yaml", "lake/../lake/annotations.yaml"])
def test_the_annotations_are_never_written_over(lake: Path, out: str) -> None:
    (lake / "link.yaml").symlink_to(lake / "lake" / "annotations.yaml")
    assert "is a file of the project: give another --out" in refusal("--out", out)
    assert (lake / "lake" / "annotations.yaml").read_text(encoding="utf-8") == TWO_CAMPS


@pytest.mark.usefixtures("lake")
def test_a_former_export_is_replaced_and_a_place_that_cannot_be_written_is_told() -> None:
    assert (export().exit_code, export("--title", "Anew").exit_code) == (0, 0)
    assert "<title>Anew</title>" in Path("lake.html").read_text(encoding="utf-8")
    done = export("--out", "nowhere/lake.html")
    assert (done.exit_code, done.stderr) == (2, "Error: nowhere/lake.html cannot be written: No such file or directory\n")


def test_a_project_with_errors_is_not_exported(lake: Path) -> None:
    (lake / "lake" / "annotations.yaml").write_text("- Arland opposess the dam\n", encoding="utf-8")
    done = export()
    assert (done.exit_code, Path("lake.html").exists()) == (1, False)
    assert "nothing was written" in done.stderr


def test_help_shows_an_example_and_every_format() -> None:
    told = CliRunner().invoke(cli, ["export", "--help"]).stdout
    assert "Example:\n" in told
    assert all(name in told for name in formats.FORMATS)


@pytest.mark.parametrize("form", formats.FORMATS)
def test_every_format_writes_the_same_bytes_twice(form: str, tmp_path: Path) -> None:
    project = stancegraph.load(DAM)
    for name in ("one", "two"):
        assert list(formats.FORMATS[form](project, tmp_path / name, Wanted())) == []
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


# -- what the README shows --------------------------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
SHOWN = re.findall(r"^stancegraph ((?:export|show).*)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("words", [line for line in SHOWN if line.startswith("export")])
def test_every_export_in_the_readme_writes_a_file(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annotations.yaml").write_bytes((ROOT / "annotations.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, shlex.split(words))
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("kosovo.*"))) == 1


@pytest.mark.parametrize("words", [line for line in SHOWN if line.startswith("show")])
def test_every_show_in_the_readme_can_be_read(words: str) -> None:
    name, *options = shlex.split(words)
    assert cli.commands[name].make_context(name, options).params["path"] == Path()


# -- completion -----------------------------------------------------------------------------------------------------------------------


def completions(words: list[str], incomplete: str) -> list[str]:
    shell = ShellComplete(cli, {}, "stancegraph", "_STANCEGRAPH_COMPLETE")
    return [item.value for item in shell.get_completions(words, incomplete)]


def test_facets_and_their_closed_values_are_completed() -> None:
    assert completions(["export", "--hide"], "st") == ["stance="]
    assert completions(["export", "--only"], "stance=o") == ["stance=oppose"]


def test_slugs_of_the_project_here_are_completed(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completions(["show", "--issue"], "") == []
    monkeypatch.chdir(lake / "lake")
    assert completions(["show", "--actor"], "b") == ["borland"]
    assert completions(["export", "--issue"], "") == ["dam", "tolls", "patrol"]


# -- what is left of a network ----------------------------------------------------------------------------------------------------------


def derived(name: str, *premises: str) -> DerivedRow:
    return DerivedRow(
        id=name, rule="R1", kind="Shift", holder="a", target="i", polarity_min=None, polarity_max=None, text=name, premises=premises
    )


def test_a_finding_stays_when_all_that_it_rests_on_does() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(statements={"s1": 1, "s2": 2}, derived=[])
    graph.graph["derived"] = [derived("d3", "d1"), derived("d1", "s1"), derived("d2", "s1", "s2"), derived("d4", "d2")]
    graph.add_edge("a", "i", "k", statements=("s1",))
    graph.add_edge("b", "i", "k", statements=("s2",))
    part = cut(graph, actors={"a"})
    assert [row.id for row in part.graph["derived"]] == ["d3", "d1"]
    assert part.graph["statements"] == {"s1": 1}


def test_the_statements_of_a_node_are_counted_anew_and_the_network_stays_as_it_was() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(statements={}, derived=[])
    graph.add_node("i", degree_statements=3)
    graph.add_edge("a", "i", "k", statements=("s1", "s2"))
    graph.add_edge("b", "i", "k", statements=("s3",))
    assert cut(graph, actors={"b"}, targets={"i"}).nodes["i"]["degree_statements"] == 1
    assert (graph.nodes["i"]["degree_statements"], graph.number_of_edges()) == (3, 2)


# -- in a browser -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("lake")
def test_the_page_opens_as_it_was_asked_to(open_page: Callable[..., Any]) -> None:
    export("--view", "table", "--only", "stance=oppose", "--theme", "dark", "--until", "2010")
    shown = open_page(Path("lake.html").read_text(encoding="utf-8"))
    assert shown.page.evaluate("[document.body.dataset.view, document.documentElement.dataset.theme]") == ["table", "dark"]
    assert len(shown.page.evaluate("stancegraph.statements()")) == 1
    assert shown.complaints == []


@pytest.mark.parametrize("words", [("--view", "matrix"), ("--from", "2011"), ("--until", "2010-12"), ("--hide", "stance=oppose")])
def test_a_still_picture_refuses_what_only_a_page_can_show_first(lake: Path, words: tuple[str, str]) -> None:
    done = export(*words, to="svg")
    assert (done.exit_code, (lake / "lake.svg").exists()) == (2, False)
    assert "leave them out, or cut with --actor and --issue" in done.stderr


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("name", ["annotations.yaml", "annotations.lock", "../lake/annotations.lock"])
def test_no_file_of_the_project_is_written_whether_it_is_there_or_not(name: str) -> None:
    done = export("--out", f"lake/{name}")
    assert (done.exit_code, "is a file of the project: give another --out" in done.stderr) == (2, True)
    assert not Path("lake/annotations.lock").exists()


@pytest.mark.usefixtures("lake")
def test_a_name_too_long_for_a_file_is_told() -> None:
    done = export("--out", "x" * 300 + ".html")
    assert (done.exit_code, "cannot be written: File name too long" in done.stderr) == (2, True)


@pytest.mark.usefixtures("lake")
def test_a_small_file_is_told_in_kilobytes() -> None:
    assert re.fullmatch(r"lake.svg: \d+ kB\n", export(to="svg").stdout)


@pytest.mark.usefixtures("lake")
def test_a_still_picture_takes_no_address_of_the_source() -> None:
    done = export("--source-url", "https://example.org/{file}#L{line}", to="svg")
    assert (done.exit_code, "a still picture has none" in done.stderr) == (2, True)


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("detail", ["all", "shared"])
def test_how_much_is_shown_can_be_asked_as_in_python_and_the_address(detail: str) -> None:
    assert opening("--detail", detail) == [("detail", detail)]
