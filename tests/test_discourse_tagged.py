"""Levels that a tag gives: integer scales of agreement, as imports from DNA keep them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import stancegraph
from stancegraph.cli import cli
from stancegraph.discourse import Event, events, network
from stancegraph.discourse.tagged import by_tag

if TYPE_CHECKING:
    from pathlib import Path

TOLD = [("1", "rome", "toll", "agreement=2"), ("2", "ostia", "toll", "agreement=-1"), ("3", "capua", "toll", "other=5")]
HEARD = events([Event(id_, actor, issue, 1, tag=(tag,)) for id_, actor, issue, tag in TOLD])


def test_a_tag_s_number_is_the_level_and_who_has_none_is_counted_as_left_out() -> None:
    kept = by_tag(HEARD, "agreement:-2..2")
    assert [(event.actor, event.level) for event in kept] == [("rome", 2), ("ostia", -1)]
    assert kept.left_out == (("without a number of agreement on the scale", 1),)


def test_the_distance_is_that_of_the_declared_scale() -> None:
    assert network(HEARD, type="conflict", levels="agreement:-2..2").weight_of("rome", "ostia") == 3 / 4
    assert network(HEARD, type="conflict", levels="agreement").weight_of("rome", "ostia") == 1
    assert network(HEARD, type="conflict").weight_of("rome", "ostia") == 0


@pytest.mark.parametrize(
    ("levels", "told"),
    [("agreement:2..-2", "from 2 to -2"), ("a b", "is no tag with a scale"), ("mood", "no statement has a tag like mood=2")],
)
def test_what_is_no_scale_is_told(levels: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        network(HEARD, levels=levels)


@pytest.fixture
def toy_project(tmp_path: Path, pytestconfig: pytest.Config) -> Path:
    """DNA's integer toy, imported from a table."""
    toy = (pytestconfig.rootpath / "tests/data/dna/toy_statements_int.tsv").read_text(encoding="utf-8")
    rows = list(csv.reader(toy.splitlines(), delimiter="\t"))
    with (tmp_path / "toy.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("document", "organization", "concept", "agreement"), *((r[1], *r[5:8]) for r in rows)])
    assert CliRunner().invoke(cli, ["import", str(tmp_path / "toy.csv"), "--out", str(tmp_path / "annotations.yaml")]).exit_code == 0
    return tmp_path


def test_the_integer_toy_keeps_dna_s_numbers_through_an_import(toy_project: Path) -> None:
    project = stancegraph.load(toy_project)  # NETWORKS 3: EU-US C = 3, D = 1, subtract 2
    found = {
        kind: project.network(kind, levels="agreement:-2..2", statements="all").weight_of("EU", "US")
        for kind in ("congruence", "conflict", "subtract")
    }
    assert found == {"congruence": 3, "conflict": 1, "subtract": 2}


def test_the_command_line_takes_the_scale_and_names_it(toy_project: Path) -> None:
    done = CliRunner().invoke(cli, ["network", "-p", str(toy_project), "--levels", "agreement:-2..2", "--statements", "all"])
    assert "levels agreement:-2..2" in done.stdout
    assert CliRunner().invoke(cli, ["network", "-p", str(toy_project), "--levels", "x:1..1"]).exit_code == 2
