"""Every cell of every network explains itself: its terms come to its number, and its statements are those that were counted."""

from __future__ import annotations

import csv
import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph import loader
from stancegraph.discourse import BINARY, LIKERT, STANCE, Event, Explanation, Network, Scale, events, network, windows
from stancegraph.discourse.choices import DUPLICATES, KERNELS, NORMALIZATIONS, ONE_MODE, TWO_MODE
from stancegraph.discourse.events import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

DNA = Path(__file__).parent / "data" / "dna"
VARIABLES = {"organization": "actor", "concept": "issue", "person": "speaker", "id": "document"}


def cells(found: Network) -> Iterator[tuple[Explanation, float]]:
    """Every cell's explanation beside what the matrix holds there."""
    matrix = found.array()
    for (i, row), (j, column) in product(enumerate(found.rows), enumerate(found.columns)):
        yield found.explain(row, column), matrix[i, j]


def quotient(found: Explanation) -> float:
    return found.total / found.divisor if found.divisor else 0.0


def worth(kind: str, scale: Scale, level: float, other: float | None) -> float:
    """What a level, or a pair of levels, adds (NETWORKS 2, 4)."""
    if other is None:
        sign = (-1.0, 1.0)[int(level)] if scale == BINARY else level
        return {"two-mode": 1.0, "two-mode-subtract": sign, "two-mode-combine": 2.0 ** (len(scale.levels) - 1 - scale.levels.index(level))}[
            kind
        ]
    apart = abs(level - other) / (scale.levels[-1] - scale.levels[0])
    return {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart, "ignore": 1.0}[kind]


# --- Zero ---

TAKEN_UP = events(
    [Event("1", "rome", "toll", 1), Event("2", "ostia", "toll", 1), Event("3", "capua", "toll", -1), Event("4", "gabii", "toll", 0)]
)


@pytest.mark.parametrize(
    ("kind", "other", "told"),
    [
        ("conflict", "ostia", "no contrary positions on what both take up"),
        ("congruence", "capua", "no like positions on what both take up"),
        ("subtract", "gabii", "neither like nor contrary positions on what both take up"),
        ("conflict", "rome", "nothing shared"),
    ],
)
def test_zero_among_what_is_shared_is_told_from_nothing_shared(kind: str, other: str, told: str) -> None:
    assert network(TAKEN_UP, type=kind).explain("rome", other).arithmetic == f"0: {told}"


def test_issues_share_who_takes_them_up() -> None:
    both = events([Event("1", "rome", "toll", 1), Event("2", "rome", "silt", 1), Event("3", "ostia", "walls", 1)])
    apart = network(both, type="conflict", rows="issue")
    assert apart.explain("silt", "toll").arithmetic == "0: no contrary positions of those who take up both"
    assert apart.explain("silt", "walls").arithmetic == "0: nothing shared"
    taken = network(both, type="conflict", rows="issue", columns="mode")
    assert taken.explain("silt", "walls").arithmetic == "0: no contrary positions on what both share"


# --- The toy, with DNA's own results ---


def toy(kind: str) -> tuple[list[Event], Scale]:
    with (DNA / "toy_documents.tsv").open(encoding="utf-8") as file:
        days = {row[0]: iso(int(row[6]) // 86_400) for row in csv.reader(file, delimiter="\t")}
    with (DNA / f"toy_statements_{kind}.tsv").open(encoding="utf-8") as file:
        rows = [
            Event(r[0], r[5], r[6], float(r[7]), days[r[1]], r[1], int(r[2]), int(r[3]), speaker=(r[4],) if r[4] else ())
            for r in csv.reader(file, delimiter="\t")
        ]
    return rows, BINARY if kind == "bool" else LIKERT


@pytest.mark.parametrize("kind", ["bool", "int"])
def test_the_terms_of_every_cell_come_to_the_number_that_dna_gives(kind: str) -> None:
    rows, scale = toy(kind)
    heard = events(rows, scale=scale)
    seen = 0
    for each in json.loads((DNA / f"toy_networks_{kind}.json").read_text("utf-8")):
        spec, result = each["spec"], each["results"][0]
        two_mode = {"ignore": "two-mode", "subtract": "two-mode-subtract", "combine": "two-mode-combine"}
        aggregation = spec["qualifierAggregation"]
        found = network(
            heard,
            type=two_mode[aggregation] if spec["networkType"] == "twomode" else aggregation,
            rows=VARIABLES[spec["variable1"]],
            columns=VARIABLES[spec["variable2"]],
            normalization=spec["normalization"],
            duplicates={"acrossrange": "all"}.get(spec["duplicates"], spec["duplicates"]),
            compat="dna",
        )
        wanted = [cell for row in result["m"] for cell in row]
        assert [quotient(cell) for cell, _ in cells(found)] == pytest.approx(wanted, abs=1e-12)
        seen += 1
    assert seen == 119


def test_the_arithmetic_of_the_toy_is_that_of_the_definition() -> None:
    # NETWORKS: 3·1 + 1·1 = 4, and 3.5 is half of the four and three statements of the two.
    rows, scale = toy("bool")
    heard = events(rows, scale=scale)
    told = network(heard, normalization="average").explain("US", "EU")
    assert told.arithmetic == "3·1 + 1·1 = 4; ÷ 3.5 = 1.1429"
    assert "÷ 3.5: half of the 4 + 3 statements of the two" in str(told)
    assert network(heard, type="subtract", normalization="average").explain("Russia", "US").arithmetic == (
        "−2·3 = −6; ÷ 3.5 = −1.7143"  # noqa: RUF001
    )
    assert network(heard, type="two-mode-subtract").explain("Russia", "independence").arithmetic == "2·(−1) = −2"  # noqa: RUF001


# --- Any events, any choices ---


class Drawn(NamedTuple):
    """Statements, their scale, and choices by keyword."""

    rows: list[Event]
    scale: Scale
    chosen: dict[str, Any]


ACTORS, ISSUES, WORDS = ("rome", "ostia", "capua"), ("toll", "silt"), ("thrift", "custom", "fear")


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Four to nine statements and choices that go together; half of the networks are over time, with a kernel."""
    scale = draw(st.sampled_from([BINARY, LIKERT, STANCE]))
    rows = [
        Event(
            str(at),
            draw(st.sampled_from(ACTORS)),
            draw(st.sampled_from(ISSUES)),
            draw(st.sampled_from(scale.levels)),
            f"2008-01-0{draw(st.integers(1, 5))}",
            draw(st.sampled_from("ab")),
            reason=tuple(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))),
            speaker=tuple(draw(st.lists(st.sampled_from(("ann", "bo")), min_size=1, max_size=2))),
        )
        for at in range(draw(st.integers(4, 9)))
    ]
    kind = draw(st.sampled_from((*ONE_MODE, *TWO_MODE)))
    variables = [("actor", "issue"), ("actor", "issue"), ("issue", "actor"), ("actor", "reason"), ("speaker", "reason")]
    one_mode = kind in ONE_MODE
    fit = [n for n in NORMALIZATIONS if n == "no" or (n in ("activity", "prominence")) != one_mode]
    chosen: dict[str, Any] = {"type": kind, "isolates": draw(st.booleans()), "compat": draw(st.sampled_from(["", "dna"]))}
    chosen["rows"], chosen["columns"] = draw(st.sampled_from(variables))
    chosen["normalization"] = "no" if kind == "two-mode-combine" else draw(st.sampled_from(fit))
    chosen["duplicates"] = draw(st.sampled_from(DUPLICATES))
    if draw(st.booleans()):
        chosen["window"] = draw(st.sampled_from(["3d", "5d", "3e", "1w"]))
        chosen["kernel"] = "no" if kind == "two-mode-combine" else draw(st.sampled_from(KERNELS))
    return Drawn(rows, scale, chosen)


def made(case: Drawn) -> list[Network]:
    heard = events(case.rows, scale=case.scale)
    return list(windows(heard, **case.chosen)) if "window" in case.chosen else [network(heard, **case.chosen)]


@settings(max_examples=40)
@given(drawn())
def test_the_terms_come_to_the_cell_whatever_is_counted_and_however(case: Drawn) -> None:
    for found in made(case):
        for cell, value in cells(found):
            assert cell.value == value
            assert quotient(cell) == pytest.approx(value, abs=1e-12)


@settings(max_examples=40)
@given(drawn())
def test_a_term_is_worth_what_its_own_statements_are_by_the_definition(case: Drawn) -> None:
    for found in made(case):
        scale = found.ties.events.scale
        for cell, _ in cells(found):
            for term in cell.terms:
                by_side = ((term.level, term.events, term.weights), (term.other_level, term.other_events, term.other_weights))
                assert all(event.level == level for level, said, _ in by_side for event in said)
                power = 0.5 if found.choices.one_mode else 1
                counts = [sum(weight**power for weight in weights) for _, _, weights in by_side]
                expected = worth(found.choices.type, scale, term.level, term.other_level)
                if found.choices.type != "two-mode-combine":
                    expected *= counts[0] * (counts[1] if found.choices.one_mode else 1)
                assert term.value == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40)
@given(drawn())
def test_the_sum_that_is_written_is_the_sum(case: Drawn) -> None:
    for found in made(case):
        for cell, _ in cells(found):
            written, equals, rest = cell.arithmetic.partition(" = ")
            if not equals:
                assert cell.arithmetic.startswith("0: n")
                assert cell.value == 0
                continue
            python = written.replace("·", "*").replace("−", "-")  # noqa: RUF001
            assert re.fullmatch(r"[\d.()*+ -]+", python)
            # Counts are written to four decimals, so of a kernel the sum is as exact as these.
            assert eval(python) == pytest.approx(cell.total, abs=0.005)  # noqa: S307 - digits and signs alone
            assert float(rest.partition(";")[0].replace("−", "-")) == pytest.approx(cell.total, abs=6e-5)  # noqa: RUF001


@settings(max_examples=15)
@given(drawn())
def test_an_explanation_can_be_written_as_text_html_and_json(case: Drawn) -> None:
    for found in made(case):
        for cell, _ in cells(found):
            again = json.loads(json.dumps(cell.to_dict()))
            assert sum(term["value"] for term in again["terms"]) == pytest.approx(cell.total)
            assert cell.arithmetic in str(cell)
            assert "<details>" in cell._repr_html_() or not cell.terms


# --- Words ---

KERNELLED = [
    Event("1", "rome", "toll", 1, "2008-01-01"),
    Event("2", "rome", "toll", 1, "2008-01-02"),
    Event("3", "ostia", "toll", 1, "2008-01-03"),
]


def test_with_a_kernel_the_text_says_that_a_pair_counts_the_roots_of_both_weights() -> None:
    # Three days around the second of January: x is 2/3 for the first and the third, so that triangular weights are 1/3, 1 and 1/3.
    (found,) = windows(events(KERNELLED, scale=BINARY), window="3d", kernel="triangular")
    told = str(found.explain("rome", "ostia"))
    assert found.explain("rome", "ostia").arithmetic == "1.5774·0.5774 = 0.9107"
    assert "rome agrees (2 statements, sum of √w = 1.5774)" in told
    assert "[1] w = 0.3333" in told
    assert "w: the weight by the triangular kernel, 3d around 2008-01-02; a pair counts √w·√w" in told


def test_statements_beyond_twenty_are_counted_and_not_listed() -> None:
    rows = [Event(f"{at:02}", "rome", "toll", 1) for at in range(23)] + [Event("x", "ostia", "toll", 1)]
    told = str(network(events(rows, scale=BINARY)).explain("rome", "ostia"))
    assert "[19]\n      and 3 more\n" in told


def test_what_annotations_say_is_escaped_in_a_notebook() -> None:
    rows = [Event("1", "a", "toll", 1, quote=("<script>alert(1)</script>",)), Event("2", "b", "toll", 1)]
    heard = events(rows, scale=BINARY, labels={"a": "<img src=x>", "toll": '"&'})
    shown = network(heard).explain("a", "b")._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;img src=x&gt;" in shown


def test_the_choices_that_matter_are_named_and_others_where_they_are_not_the_usual() -> None:
    found = network(events(KERNELLED, scale=BINARY), duplicates="day", since="2008-01-02", include={"actor": ["rome", "ostia"]})
    assert str(found.explain("rome", "ostia")).endswith(
        "choices: duplicates day, statements asserted, origins explicit, include actor: rome | ostia, since 2008-01-02"
    )


def test_an_issue_asked_for_among_actors_leads_to_the_two_mode_network() -> None:
    with pytest.raises(LookupError, match="'toll' is not in this network: it is one of the issues that tie actors; a two-mode network"):
        network(events(KERNELLED, scale=BINARY)).explain("rome", "toll")


def test_the_flagship_s_cells_are_what_their_terms_come_to() -> None:
    project = loader.load(Path(__file__).parents[1])
    for kind in ("congruence", "two-mode-subtract"):
        for cell, value in cells(project.network(kind)):
            assert quotient(cell) == pytest.approx(value, abs=1e-12)
