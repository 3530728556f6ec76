"""Answers that are matrices: the pairs, camps and members of small made-up rows by hand, and what is cut from large ones."""

from __future__ import annotations

import gc
import re
import time
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from stancegraph import compiler, loader, queries
from stancegraph.cli import cli
from stancegraph.engines import Iri, Literal, Table, oxigraph
from stancegraph.gate import judge
from stancegraph.inference import derive
from stancegraph.queries import pairs
from stancegraph.reader import read

BASE = "https://example.org/k/"
DAM = Path(__file__).parent / "data" / "dam"


def sides(*rows: str) -> Table:
    """Rows such as `arland supports dam` as the SPARQL of the pairs gives them."""
    words = [row.split(" ") for row in rows]
    return Table(("actor", "position", "target"), tuple((Iri(BASE + a), Literal(p), Iri(BASE + t)) for a, p, t in words), BASE)


def shown(table: Table) -> list[tuple[str, ...]]:
    return [tuple(str(cell or "") for cell in row) for row in table.short()]


FOUR = sides(
    "a supports dam", "b supports dam", "c supports dam", "d opposes dam",
    "a opposes toll", "b opposes toll", "c supports toll",
    "a supports port", "d supports port",
)  # fmt: skip


def test_pairs_come_with_the_most_in_common_first_then_by_name() -> None:
    found = pairs.coalitions(FOUR, {})
    assert shown(found) == [("a", "b", "2", "dam | toll"), ("a", "c", "1", "dam"), ("a", "d", "1", "port"), ("b", "c", "1", "dam")]
    assert found.more == 0


def test_opposed_pairs_are_opposed_in_either_direction() -> None:
    assert shown(pairs.opposed_pairs(FOUR, {})) == [
        ("a", "c", "1", "toll"),
        ("a", "d", "1", "dam"),
        ("b", "c", "1", "toll"),
        ("b", "d", "1", "dam"),
        ("c", "d", "1", "dam"),
    ]


def test_of_many_pairs_the_strongest_are_listed_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST", 2)
    found = pairs.coalitions(FOUR, {})
    assert shown(found) == [("a", "b", "2", "dam | toll"), ("a", "c", "1", "dam")]
    assert found.more == 2


@pytest.mark.parametrize("block", [1, 2, 1024])
def test_a_matrix_made_in_pieces_gives_the_same_pairs(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(pairs, "BLOCK", block)
    monkeypatch.setattr(pairs, "MOST", 3)
    found = pairs.coalitions(FOUR, {})
    assert shown(found) == [("a", "b", "2", "dam | toll"), ("a", "c", "1", "dam"), ("a", "d", "1", "port")]
    assert found.more == 1


STANCES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["dam", "toll", "port"])), st.sampled_from(["supports", "opposes"])
)


@given(STANCES)
def test_pairs_are_those_of_comparing_every_two_actors(stances: dict[tuple[str, str], str]) -> None:
    table = sides(*(f"{actor} {side} {target}" for (actor, target), side in stances.items()))
    for answer, same in ((pairs.coalitions(table, {}), True), (pairs.opposed_pairs(table, {}), False)):
        expected = {
            (one, other, str(len(on)), " | ".join(sorted(on)))
            for one, other in combinations("abcdef", 2)
            if (
                on := [
                    t
                    for t in ("dam", "toll", "port")
                    if {(one, t), (other, t)} <= set(stances) and (stances[one, t] == stances[other, t]) is same
                ]
            )
        }
        assert set(shown(answer)) == expected
        assert len(answer) == len(expected)


def test_a_large_camp_is_named_in_part_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "NAMED", 1)
    found = pairs.allies_and_opponents(sides("a supports dam", "b supports dam", "c supports dam", "d opposes dam", "e opposes dam"), {})
    assert shown(found)[:2] == [
        ("a", "supports", "dam", "b | and 1 more", "d | and 1 more"),
        ("b", "supports", "dam", "a | and 1 more", "d | and 1 more"),
    ]


MEMBERS = Table(
    ("collective", "member", "target", "position", "from", "withheld"),
    (
        (Iri(f"{BASE}union"), Iri(f"{BASE}a"), None, None, None, None),
        (Iri(f"{BASE}union"), Iri(f"{BASE}b"), None, None, None, None),
        (None, Iri(f"{BASE}a"), Iri(f"{BASE}dam"), Literal("supports"), None, None),
        (None, Iri(f"{BASE}b"), Iri(f"{BASE}toll"), None, None, Literal("opposes (held back: Conditional)")),
        (None, Iri(f"{BASE}b"), Iri(f"{BASE}toll"), None, None, Literal("opposes (held back: Uncertain)")),
    ),
    BASE,
)


def test_every_member_stands_beside_every_target_of_any_of_them() -> None:
    assert shown(pairs.members(MEMBERS, {})) == [
        ("union", "dam", "", "b", ""),
        ("union", "dam", "supports", "a", ""),
        ("union", "toll", "", "a", ""),
        ("union", "toll", "opposes (held back: Conditional) | opposes (held back: Uncertain)", "b", ""),
    ]


def test_of_many_members_those_without_a_position_are_counted_and_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST", 3)
    found = pairs.members(MEMBERS, {})
    assert [row[1:4:2] for row in shown(found)] == [("dam", "a"), ("toll", "b")]
    assert found.more == 2
    narrow = pairs.members(MEMBERS, {"target": Iri(f"{BASE}dam")})
    assert (len(narrow), narrow.more) == (2, 0)  # few enough again


SPOKEN = Table(
    ("actor", "position", "target", "statement"),
    tuple(
        (Iri(BASE + actor), Literal(position), Iri(BASE + target), Iri(f"{BASE}s/{at}"))
        for at, (actor, position, target) in enumerate(
            [
                ("a", "supports", "dam"),
                ("b", "opposes", "dam"),
                ("b", "is neutral on", "dam"),
                ("c", "does not oppose", "dam"),
                ("c", "supports", "toll"),
            ]
        )
    ),
    BASE,
)


def test_every_two_positions_on_one_target_are_a_row_and_the_sums_the_last_one() -> None:
    found = pairs.shared_issues(SPOKEN, {"actor": Iri(f"{BASE}b"), "other": Iri(f"{BASE}c")})
    assert shown(found) == [
        ("b", "opposes", "1", "c", "does not oppose", "1", "dam", "0.25", "0.75", "s/1 | s/3"),
        ("b", "is neutral on", "1", "c", "does not oppose", "1", "dam", "0.75", "0.25", "s/2 | s/3"),
        ("b", "", "2", "c", "", "2", "", "1", "1", ""),
    ]
    assert found.more == 0


@pytest.mark.parametrize("block", [1, 2, 1024])
@pytest.mark.parametrize("asked", [{}, {"target": "dam"}, {"other": "c"}, {"actor": "b", "target": "dam"}])
def test_of_many_pairs_those_that_meet_most_come_whole_and_the_other_rows_are_counted(
    monkeypatch: pytest.MonkeyPatch, block: int, asked: dict[str, str]
) -> None:
    bindings = {name: Iri(BASE + value) for name, value in asked.items()}
    whole = pairs.shared_issues(SPOKEN, bindings)
    monkeypatch.setattr(pairs, "MOST", 4)
    monkeypatch.setattr(pairs, "BLOCK", block)
    part = pairs.shared_issues(SPOKEN, bindings)
    assert whole.more == 0
    assert part.rows == whole.rows[: len(part)]
    assert len(part) + (part.more or 0) == len(whole)


@pytest.mark.parametrize("path", [Path(__file__).parents[1], DAM, DAM.with_name("harbour")])
def test_the_sums_are_the_cells_of_the_networks_with_default_choices(path: Path) -> None:
    project = loader.load(path)
    sums = [row for row in project.query("shared-issues").short() if row[6] is None]
    for kind, column in (("congruence", 7), ("conflict", 8)):
        found = project.network(kind)
        wanted = {(one, other): float(found.matrix[i, j]) for i, one in enumerate(found.rows) for j, other in enumerate(found.rows)}
        asked = {(str(row[0]), str(row[3])): float(str(row[column])) for row in sums}
        assert {pair: asked.get(pair, 0.0) for pair in wanted} == pytest.approx(wanted)
        assert {(str(row[0]), int(str(row[2]))) for row in sums} <= {(who, int(found.explain(who, who).said[0])) for who in found.rows}


# --- No square ---

VERBS = (
    "supports hub-issue", "opposes hub-issue", "does not support hub-issue", "demands hub-issue from hub", "is neutral on hub-issue",
    "disputes legality of hub-issue", "accuses hub of hub-issue", "threatens hub with hub-issue", "urges hub to support hub-issue",
    "speaks for hub", "leads hub", "deploys hub-act under hub-law", "offers hub-issue to hub", "declares hub-act", "expects hub-issue",
)  # fmt: skip
STATEMENTS = 4_500


def crowded() -> str:
    """A project in which everything meets in one place.

    One document has half of all and the others copy it; all speak for one actor and are in one collective; there is one issue, one act
    with all the numbers, one speaker and one reporter.
    """
    many = STATEMENTS // 4
    lines = ["project: {id: hub}", "actors:", "  hub: igo", "  union: igo", "  nameless: {type: group, unnamed: true}"]
    lines += [f"  a{n}: {{type: person, member_of: union, speaks_for: {{actor: hub, as: envoy, valid: 2000/2020}}}}" for n in range(many)]
    lines += [
        "issues:",
        "  hub-issue: claim",
        "acts: {hub-act: mission}",
        "instruments: {hub-law: treaty}",
        "documents:",
        "  d0: {date: 2001}",
    ]
    lines += [f"  d{n}: {{date: 2002, repeats: {('d0', '{d0: [words]}')[n % 2]}}}" for n in range(1, many)]
    lines.append("statements:")
    for n in range(STATEMENTS):
        verb = VERBS[n % len(VERBS)]
        turn = n // len(VERBS) % 4
        who = "hub" if turn == 1 and "hub-" in verb and " hub" not in verb.replace("hub-", "") else f"a{n % many}"
        block = [f'quote: "words {n}"', f"source: d{n % many if turn % 2 else 0}", f"by: {('hub', who, 'nameless', 'a0')[turn]}"]
        block += ["via: [nameless, a1]"] if n % 5 == 0 else ["because: hub-issue"] if n % 5 == 1 else []
        block += ["if: asked"] if n % 7 == 0 else ["mode: planned"] if n % 7 == 1 else []
        block += [f'figures: {{staff: "{n}"}}'] if verb.startswith("deploys") else []
        lines += [f"- {who} {verb}: {{{', '.join(block)}}}"]
    return "\n".join(lines) + "\n"


@pytest.mark.peers
def test_no_question_pairs_the_rows_of_a_crowded_project_with_one_another() -> None:
    # A join of all with all makes a thousand rows for each of a listing of the statements; the bound is five times the listing's time.
    annotations, _ = read(crowded())
    engine = oxigraph(compiler.blocks(derive(judge(annotations))))

    def seconds(name: str, **parameters: str) -> float:
        spent = []
        for _ in range(2):
            started = time.process_time()
            queries.run(engine, name, **parameters)
            spent.append(time.process_time() - started)
        return min(spent)

    gc.collect()
    listing = seconds("why")
    assert len(queries.run(engine, "why")) == STATEMENTS
    asked: list[tuple[str, dict[str, str]]] = [(name, {}) for name in queries.names()]
    asked += [("who-supports", {"target": "hub-issue"}), ("offices", {"principal": "hub"}), ("figures", {"act": "hub-act"})]
    slow = {
        f"{name} {parameters}": round(spent / listing, 1)
        for name, parameters in asked
        if (spent := seconds(name, **parameters)) > 5 * listing
    }
    assert slow == {}


def test_a_file_that_is_cut_says_so_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST", 1)
    told = CliRunner().invoke(cli, ["query", "members", "-p", str(DAM), "--format", "csv"])
    assert re.fullmatch(r"cut after \d+ rows: \d+ more\n", told.stderr)
    assert "cut" not in told.stdout
