"""`Project.page` and `Project.show` asked in the project's own words: the part that is wanted, what it opens on, and refusals that help."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph import choosing, loader
from stancegraph.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.project import Project

LAKE = """\
project: {id: lake, base: "https://example.org/lake/", title: The lake}
actors: {arland: {type: state, name: Arland, also: [the Republic]}, borland: state}
issues: {dam: {name: the dam}, tolls: {}}
acts: {patrol: {type: deployment, name: the patrol}}
instruments: {treaty: {type: treaty, name: the Lake Treaty}}
documents: {a-2010: {title: A, date: 2010-01-15}, b-2011: {title: B, date: 2011-03-02}}
statements:
- Arland opposes the dam: {source: a-2010}
- Borland supports the dam: {source: b-2011}
- Borland opposes tolls: {source: b-2011}
- Borland supports the Lake Treaty: {source: b-2011}
- Arland opposes the patrol: {source: b-2011}
"""


@pytest.fixture
def lake(tmp_path: Path) -> Project:
    (tmp_path / "annotations.yaml").write_text(LAKE, encoding="utf-8")
    return loader.load(tmp_path)


def block(text: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


def labels(text: str) -> set[str]:
    column = block(text, "nodes")["label"]
    return set(column if isinstance(column, list) else column["values"])


def test_nothing_asked_is_everything(lake: Project) -> None:
    text = lake.page()
    assert (block(text, "opening"), labels(text)) == ("", {"Arland", "borland", "the dam", "tolls", "the patrol", "the Lake Treaty"})


def test_about_counts_every_kind(lake: Project) -> None:
    counts = block(lake.page(), "about")["counts"]
    assert {kind: counts[kind] for kind in ("actors", "issues", "acts", "instruments")} == {
        "actors": 2,
        "issues": 2,
        "acts": 1,
        "instruments": 1,
    }


def test_the_title_can_be_another(lake: Project) -> None:
    assert "<title>Water</title>" in lake.page(title="Water")


@pytest.mark.parametrize("name", ["arland", "Arland", "the Republic", "THE REPUBLIC"])
def test_actors_are_named_as_in_a_sentence(lake: Project, name: str) -> None:
    assert labels(lake.page(actors=[name])) == {"Arland", "the dam", "the patrol"}


def test_issues_are_issues_acts_and_instruments(lake: Project) -> None:
    assert labels(lake.page(issues=["tolls", "the Lake Treaty"])) == {"borland", "tolls", "the Lake Treaty"}


def test_a_month_or_year_is_a_range(lake: Project) -> None:
    assert block(lake.page(since="2010", until="2010-06"), "opening") == "from=2010-01-01&to=2010-06-30"


def test_only_hides_all_others(lake: Project) -> None:
    assert block(lake.page(only={"stance": ["support"]}), "opening") == "hide-stance=oppose"


@pytest.mark.parametrize(
    "asked",
    [
        {"only": {"stance": ["weak"]}},
        {"only": {"stance": ["oppose"], "document": ["b-2011"]}, "actors": ["borland"], "issues": ["dam", "treaty"]},
        {"until": "2010-01-14"},
        {"since": "2011-03-03"},
        {"since": "2010-02", "until": "2011-02"},
    ],
)
def test_who_is_left_nothing_by_the_filters_is_warned(lake: Project, asked: choosing.Choices) -> None:
    with pytest.warns(UserWarning, match="the page opens on nothing"):
        lake.page(**asked)


@pytest.mark.parametrize(
    "asked", [{}, {"only": {"stance": ["support"]}}, {"until": "2010-01-15"}, {"since": "2011-03-02"}, {"hide": {"document": ["b-2011"]}}]
)
def test_a_page_that_opens_on_something_is_no_cause_for_a_warning(
    lake: Project, asked: choosing.Choices, recwarn: pytest.WarningsRecorder
) -> None:
    lake.page(**asked)
    assert not recwarn.list


def test_python_and_the_command_line_write_the_same_page(lake: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - this test alone runs commands

    monkeypatch.chdir(tmp_path)
    words = shlex.split(
        "export --to html --out x.html --title Water --view matrix --theme dark --from 2010 --until 2011-03 --hide stance=act --only document=b-2011 --actor borland"
    )
    assert CliRunner().invoke(cli, words).exit_code == 0
    asked: choosing.Choices = {
        "title": "Water", "view": "matrix", "theme": "dark", "since": "2010", "until": "2011-03", "hide": {"stance": ["act"]},
        "only": {"document": ["b-2011"]}, "actors": ["borland"],
    }  # fmt: skip
    assert lake.page(**asked) == (tmp_path / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actors": ["Arlend"]}, "no actor of this project is called 'Arlend': did you mean 'Arland'?"),
        ({"issues": ["the damm"]}, "no issue of this project is called 'the damm': did you mean 'the dam'?"),
        ({"actors": ["arland"], "issues": ["tolls"]}, "nothing is left: arland holds no position on tolls"),
        ({"hide": {"stence": ["act"]}}, "there is no facet 'stence': did you mean 'stance'?"),
        ({"only": {"stance": ["supports"]}}, "no stance is 'supports': did you mean 'support'?"),
        ({"view": "graph"}, "'graph' is no view: choose network, actors, matrix, table"),
        ({"since": "last year"}, "'last year' is no day, month or year: write 2008-02-14, 2008-02 or 2008"),
        ({"since": "2011", "until": "2010"}, "swap them"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(lake: Project, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        lake.page(**asked)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actor": ["Arland"]}, "there is no 'actor' to choose: did you mean 'actors'?"),
        ({"viev": "matrix"}, "there is no 'viev' to choose: did you mean 'view'?"),
        ({"lang": "de"}, "there is no 'lang' to choose: choose title, theme, actors, issues"),
        ({"actors": "arland"}, "actors='arland' is no list of texts: write one, such as ['arland']"),
        ({"actors": None}, "actors=None is no list of texts"),
        ({"issues": [1]}, "issues=[1] is no list of texts"),
        ({"hide": None}, "hide=None names no facet: write a dict, such as {'stance': ['act']}"),
        ({"only": ["stance"]}, "only=['stance'] names no facet"),
        ({"hide": {"stance": "act"}}, "hide stance='act' is no list of texts: write one, such as ['act']"),
        ({"hide": {"stance": [1]}}, "hide stance=[1] is no list of texts"),
    ],
)
@pytest.mark.parametrize("method", ["page", "show"])
def test_what_cannot_be_asked_is_never_passed_over(lake: Project, method: str, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=re.escape(said)):
        getattr(lake, method)(**asked)


@pytest.mark.parametrize("day", [date(2010, 3, 4), datetime(2010, 3, 4, 5, 6, tzinfo=UTC)])
def test_a_date_is_a_day(lake: Project, day: date) -> None:
    assert block(lake.page(since=day), "opening") == "from=2010-03-04"


def test_a_number_is_a_year(lake: Project) -> None:
    assert block(lake.page(since=2010), "opening") == "from=2010-01-01"  # type: ignore[arg-type]


def test_a_picture_is_cut_as_a_page_is(lake: Project) -> None:
    text = lake.picture(title="Water", actors=["borland"], theme="dark")
    assert "<title>Water</title>" in text
    assert "Arland" not in text
    assert "#10151a" in text


@pytest.mark.parametrize(("width", "height"), [(44, None), (0, None), (600, 20)])
def test_a_picture_too_small_to_show_anything_is_refused(lake: Project, width: int, height: int | None) -> None:
    with pytest.raises(ValueError, match="give sides of 200 pixels or more"):
        lake.picture(width=width, height=height)


@pytest.mark.parametrize(
    "asked", [{"view": "matrix"}, {"since": "2010"}, {"hide": {"stance": ["act"]}}, {"source_url": "x"}, {"actor": ["borland"]}]
)
def test_a_picture_passes_over_nothing_that_is_asked(lake: Project, asked: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"there is no '{next(iter(asked))}' to choose"):
        lake.picture(**asked)


@pytest.mark.parametrize("asked", [{"width": "1200"}, {"width": float("nan")}, {"height": 300.5}])
def test_sides_of_a_picture_are_whole_numbers(lake: Project, asked: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="give whole numbers of pixels"):
        lake.picture(**asked)


def test_any_collection_of_names_will_do(lake: Project) -> None:
    assert lake.page(actors=(name for name in ["borland"])) == lake.page(actors={"borland": 1}.keys()) == lake.page(actors=["borland"])


def test_a_frame_without_a_height_is_refused_outside_of_a_notebook_too(lake: Project) -> None:
    with pytest.raises(ValueError, match="such as 640"):
        lake.show(height=0)


def test_what_is_shown_is_what_was_asked(lake: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.show.in_notebook", lambda: True)
    cell = lake.show(title="Water", actors=["borland"]).bundle
    assert "Water" in cell["text/html"]
    assert "Arland" not in cell["image/svg+xml"]
    assert "<title>Water</title>" in cell["image/svg+xml"]
