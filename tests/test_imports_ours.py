"""A statements.csv of our own comes back as far as it can; what it cannot hold, and what is judged otherwise for it, is told."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import stancegraph
from stancegraph import imports
from stancegraph.exports import statements_csv
from stancegraph.gate import Judged, judge
from stancegraph.imports import concluding
from stancegraph.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancegraph.imports import Report

JUDGED_OTHERWISE = "statements that "


class Trip(NamedTuple):
    """The project before, after, and the report of the way."""

    before: Judged
    after: Judged
    report: Report


@pytest.fixture
def trip(tmp_path: Path) -> Callable[..., Trip]:
    """Annotations out as statements.csv, cells of its first row changed, and in again."""

    def made(text: str, **cells: str) -> Trip:
        (tmp_path / "annotations.yaml").write_text(text)
        project = stancegraph.load(tmp_path)
        assert [problem.headline() for problem in project.problems if problem.severity is Severity.ERROR] == []
        path = tmp_path / "statements.csv"
        statements_csv.write(project.derived.judged, path)
        with path.open(newline="") as file:
            header, first, *rest = csv.reader(file)
        for column, cell in cells.items():
            first[header.index(column)] = cell
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([header, first, *rest])
        imported = imports.read_sheet(path)
        (tmp_path / "annotations.yaml").write_text(imported.text)
        return Trip(project.derived.judged, judge(stancegraph.load(tmp_path).annotations), imported.report)

    return made


def differences(told: Report) -> list[str]:
    return [line for line in told.told if line.startswith(JUDGED_OTHERWISE)]


def offices(judged: Judged) -> set[tuple[str, str]]:
    return {(slug, office.actor) for slug, actor in judged.annotations.actors.items() for office in actor.speaks_for}


def answers(judged: Judged) -> dict[str, tuple[object, ...]]:
    return {verdict.statement.id: (verdict.codes, verdict.voice) for verdict in judged.verdicts}


def test_the_flagship_is_judged_after_an_import_as_before(trip: Callable[..., Trip]) -> None:
    done = trip((Path(__file__).parents[1] / "annotations.yaml").read_text(encoding="utf-8"))
    held = Counter(str(code) for verdict in done.before.verdicts for code in verdict.codes)
    assert held["PartialScope"] > 0
    assert held["HostileSource"] > 0
    assert answers(done.after) == answers(done.before)
    assert differences(done.report) == []


def test_every_import_says_what_the_file_cannot_hold(trip: Callable[..., Trip]) -> None:
    done = trip("actors: {reds: group}\nissues: {dam: policy}\nstatements:\n- reds supports dam\n")
    (line,) = (line for line in done.report.told if line.startswith("not in a statements.csv: "))
    for missing in ("types of actors", "speaks_for", "members", "entail", "publishers", "other names"):
        assert missing in line
    assert not any(line.startswith(("concluded", JUDGED_OTHERWISE)) for line in done.report.told)


def test_an_actor_whose_scope_held_a_statement_back_is_a_collective_again(trip: Callable[..., Trip]) -> None:
    text = (
        "actors: {reds: organization, arland: state}\nissues: {dam: policy}\n"
        "statements:\n- reds supports dam: {scope: most}\n- arland supports dam: {scope: some}\n"
    )
    done = trip(text)
    assert {slug: actor.type for slug, actor in done.after.annotations.actors.items()} == {"reds": "group", "arland": None}
    assert answers(done.after) == answers(done.before)
    assert "concluded from scopes: actors of the type group: 1 (reds)" in done.report.told


@pytest.mark.parametrize(
    ("speaker", "principals", "by", "concluded"),
    [
        ("lee", "arland", "lee", {("lee", "arland")}),
        ("lee", "[{actor: arland}, {actor: ministry}]", "{actor: lee, as: arland}", {("lee", "arland")}),
        ("lee", "ministry", "{actor: lee, as: ministry}", {("lee", "ministry"), ("ministry", "arland")}),
        ("lee", "arland", "arland", set()),
        ("lee", "arland", "[lee, arland]", set()),
        ("lee", "[{actor: blues}]", "lee", set()),
    ],
)
def test_whoever_speaks_with_an_actors_own_voice_speaks_for_it(
    trip: Callable[..., Trip], speaker: str, principals: str, by: str, concluded: set[tuple[str, str]]
) -> None:
    text = (
        f"actors:\n  arland: state\n  blues: group\n  ministry: {{type: organization, speaks_for: arland}}\n"
        f"  {speaker}: {{type: person, speaks_for: {principals}}}\n"
        f"issues: {{dam: policy}}\nstatements:\n- arland supports dam: {{by: {by}}}\n"
    )
    done = trip(text)
    assert offices(done.after) == concluded
    assert answers(done.after) == answers(done.before)
    assert differences(done.report) == []


def test_an_office_of_a_third_party_comes_back_and_with_it_the_rival(trip: Callable[..., Trip]) -> None:
    text = (
        "actors:\n  arland: state\n  borduria: state\n  lee: {type: person, speaks_for: borduria}\nissues: {dam: policy}\nstatements:\n"
        "- borduria opposes dam\n- arland supports dam: {by: {actor: lee, as: borduria}}\n"
    )
    done = trip(text)
    assert [[str(code) for code in verdict.codes] for verdict in done.before.verdicts] == [["HostileSource"], []]
    assert answers(done.after) == answers(done.before)


def test_of_several_speakers_nobody_can_tell_who_spoke_for_the_actor_and_the_other_voice_is_told(trip: Callable[..., Trip]) -> None:
    text = (
        "actors:\n  arland: state\n  poe: person\n  lee: {type: person, speaks_for: arland}\nissues: {dam: policy}\n"
        "statements:\n- arland supports dam: {by: [lee, poe]}\n"
    )
    done = trip(text)
    assert offices(done.after) == set()
    assert differences(done.report) == ["statements that are in another voice than in the file: 1 (statements.csv:2 own, now third-party)"]


def test_an_office_that_had_ended_is_told_where_it_changes_a_voice(trip: Callable[..., Trip]) -> None:
    text = (
        'actors:\n  arland: state\n  lee: {type: person, speaks_for: {actor: arland, valid: "2000/2004"}}\nissues: {dam: policy, mine: policy}\n'
        "statements:\n- arland supports dam: {by: lee, said: 2003}\n- arland supports mine: {by: lee, said: 2008}\n"
    )
    assert differences(trip(text).report) == [
        "statements that are in another voice than in the file: 1 (statements.csv:3 third-party, now own)"
    ]


def test_of_offices_that_lead_round_one_is_left_out_and_told(trip: Callable[..., Trip]) -> None:
    text = (
        'actors:\n  blues: {speaks_for: {actor: reds, valid: "2000/2001"}}\n  reds: group\nissues: {dam: policy}\n'
        "statements:\n- blues supports dam: {by: {actor: reds, as: blues}}\n- reds supports dam: {by: blues, said: 2000}\n"
    )
    done = trip(text)
    assert offices(done.after) == {("blues", "reds")}
    assert ("offices", 1, ("reds for blues",), "nobody speaks for one who speaks for him") in done.report.not_carried


def test_of_too_many_offices_those_that_lead_to_others_are_left_out(trip: Callable[..., Trip], monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "actors:\n  arland: state\n  ministry: {speaks_for: arland}\n  lee: {speaks_for: ministry}\nissues: {dam: policy}\n"
        "statements:\n- arland supports dam: {by: {actor: lee, as: ministry}}\n"
    )
    monkeypatch.setattr(concluding, "MOST_OFFICES", 1)
    done = trip(text)
    assert offices(done.after) == {("ministry", "arland")}
    assert [each[:3] for each in done.report.not_carried] == [("offices", 1, ("lee for ministry",))]
    assert len(differences(done.report)) == 1


def test_the_speaker_in_the_narrators_voice_is_the_publisher(trip: Callable[..., Trip]) -> None:
    text = (
        "actors: {arland: state, herald: media}\nissues: {dam: policy}\ndocuments:\n  d: {title: The Dam, publisher: herald}\n"
        "statements:\n- source: d\n  statements:\n  - arland supports dam: {by: herald}\n"
    )
    done = trip(text)
    assert done.after.annotations.documents["d"].publisher == "herald"
    assert [verdict.voice for verdict in done.after.verdicts] == ["narrator"]
    assert differences(done.report) == []


@pytest.mark.parametrize(
    ("mode", "cells", "line"),
    [
        ("actual", {"asserted": "false", "reasons": "HostileSource"}, "pass the truth gate and in the file do not: 1 (statements.csv:2 HostileSource, now asserted)"),
        ("planned", {"asserted": "true", "reasons": ""}, "do not pass the truth gate and in the file do: 1 (statements.csv:2 asserted, now NotYetActual)"),
        ("planned", {"reasons": "NotYetActual | HostileSource"}, "are held back for other reasons than in the file: 1 (statements.csv:2 NotYetActual and HostileSource, now NotYetActual)"),
        ("actual", {"voice": "own"}, "are in another voice than in the file: 1 (statements.csv:2 own, now narrator)"),
        ("actual", {"relation": "opposes", "id": "s/of-old"}, "have another id than in the file, so that what it says of them was not compared: 1 (statements.csv:2 s/of-old)"),
    ],
)  # fmt: skip
def test_a_row_that_is_judged_otherwise_than_it_says_is_told(
    trip: Callable[..., Trip], mode: str, cells: dict[str, str], line: str
) -> None:
    text = f"actors: {{arland: state}}\nissues: {{dam: policy}}\nstatements:\n- arland supports dam: {{mode: {mode}}}\n"
    assert differences(trip(text, **cells).report) == [JUDGED_OTHERWISE + line]


def test_cells_that_say_nothing_are_not_compared(trip: Callable[..., Trip]) -> None:
    text = "actors: {reds: group}\nissues: {dam: policy}\nstatements:\n- reds supports dam: {scope: most}\n"
    done = trip(text, asserted="", reasons="", voice="")
    assert differences(done.report) == []
    assert done.after.annotations.actors["reds"].type == "group"
