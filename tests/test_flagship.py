"""The flagship `annotations.yaml` against the five articles it codes: quotes, coverage, and the findings a reader would expect."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from stancegraph import loader
from stancegraph.gate import Reason, Verdict, Voice, judge
from stancegraph.inference import Derived, ProductKind, derive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})  # noqa: RUF001 - the marks newswires mix


class Coded(NamedTuple):
    """One statement as the file writes it; `document` is its own or its group's source."""

    sentence: str
    block: Mapping[str, Any]
    document: str


def plain(text: str) -> str:
    """Straight quotation marks, plain dashes, one space between words."""
    return " ".join(text.translate(STRAIGHT).split())


def coded(items: list[Any], document: str = "") -> Iterator[Coded]:
    """Every statement below a list of items with the document that holds for it."""
    for item in items:
        if "statements" in item:
            yield from coded(item["statements"], item.get("source", document))
        else:
            ((sentence, block),) = item.items()
            yield Coded(sentence, block, block.get("source", document))


def passages(row: Coded) -> list[str]:
    """The quotes, each with the words that tell it from its equal, as one run."""
    quotes = row.block["quote"] if isinstance(row.block["quote"], list) else [row.block["quote"]]
    return [q if isinstance(q, str) else str(q.get("before", "") + q["exact"] + q.get("after", "")) for q in quotes]


@pytest.fixture(scope="session")
def written() -> Any:
    return yaml.load((ROOT / "annotations.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - builds text only


@pytest.fixture(scope="session")
def rows(written: Any) -> list[Coded]:
    return list(coded(written["statements"]))


@pytest.fixture(scope="session")
def texts(written: Any, articles: Path) -> dict[str, str]:
    return {slug: plain((articles / row["text"]).read_text(encoding="utf-8")) for slug, row in written["documents"].items()}


def cut_out(lock: Path, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Every quote of a lock beside what its offsets cut out of the raw text; offsets are code points, the end exclusive."""
    held = json.loads(lock.read_text(encoding="utf-8"))["documents"]
    return [
        (plain(quote["exact"]), plain(texts[slug][quote["start"] : quote["end"]])) for slug, row in held.items() for quote in row["quotes"]
    ]


def test_every_anchor_of_the_lock_cuts_its_quote_out_of_the_article(written: Any, texts: dict[str, str], articles: Path) -> None:
    raw = {slug: (articles / row["text"]).read_text(encoding="utf-8") for slug, row in written["documents"].items()}
    assert texts.keys() == raw.keys()
    assert [pair for pair in cut_out(ROOT / "annotations.lock", raw) if pair[0] != pair[1]] == []


def test_every_anchor_of_the_invented_project_cuts_its_quote_out_of_its_text() -> None:
    folder = ROOT / "tests" / "data" / "harbour"
    raw = {"morning-post": (folder / "texts" / "morning-post.txt").read_text(encoding="utf-8")}
    found = cut_out(folder / "annotations.lock", raw)
    assert len(found) == 4
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_every_quote_is_anchored(flagship: Project) -> None:
    """`annotations.lock` holds each: the graph of who has no articles has the same offsets (SG424 would tell)."""
    quotes = {(s.document, q.exact, q.before, q.after) for s in flagship.annotations.statements for q in s.quotes}
    assert quotes == set(flagship.annotations.anchors)


def test_with_the_articles_at_hand_nothing_is_found_wrong(articles: Path) -> None:
    assert [problem.headline() for problem in loader.load(ROOT, texts=articles).problems] == []


def test_every_sentence_is_coded_or_explained(articles: Path) -> None:
    assert [
        [s for s in document.sentences if not (s.statements or s.reason)] for document in loader.load(ROOT).coverage(articles).documents
    ] == [[]] * 5


def test_every_statement_has_a_quote(rows: list[Coded]) -> None:
    assert [row.sentence for row in rows if "quote" not in row.block] == []


def test_no_quote_is_longer_than_twelve_words(rows: list[Coded]) -> None:
    assert [words for row in rows for words in passages(row) if len(words.split()) > 12] == []


def test_every_quote_stands_exactly_once_in_its_article(rows: list[Coded], texts: dict[str, str]) -> None:
    assert [words for row in rows for words in passages(row) if texts[row.document].count(plain(words)) != 1] == []


def test_repeated_passages_stand_in_both_articles(written: Any, texts: dict[str, str]) -> None:
    taken_over = written["documents"]["bbc-2008-02-15"]["repeats"]["bbc-2008-02-13"]
    assert [(texts["bbc-2008-02-13"].count(words), texts["bbc-2008-02-15"].count(words)) for words in taken_over] == [(1, 1)] * 5


def test_at_least_two_hundred_statements_are_coded(rows: list[Coded]) -> None:
    assert len(rows) >= 200


def test_every_article_is_coded_with_at_least_thirty_sentences(written: Any, rows: list[Coded]) -> None:
    counted = Counter(row.document for row in rows)
    assert [slug for slug in written["documents"] if counted[slug] < 30] == []


@pytest.mark.parametrize("sentence", ["Russia opposes independence", "US supports recognition", "the EU deploys a mission under 1244"])
def test_the_first_sentences_stand_as_they_were_written_with_source_quote_and_mode(rows: list[Coded], sentence: str) -> None:
    blocks = [row.block for row in rows if row.sentence == sentence and row.block.keys() >= {"source", "quote", "mode"}]
    assert len(blocks) == 1


# What follows was worked out by reading the articles, before any build.


@pytest.fixture(scope="session")
def flagship() -> Project:
    return loader.load(ROOT)


@pytest.fixture(scope="session")
def derived(flagship: Project) -> Derived:
    return derive(judge(flagship.annotations))


def verdicts(derived: Derived, actor: str, relation: str, target: str) -> list[Verdict]:
    """The verdicts on every statement of one triple."""
    wanted = (actor, relation, target)
    return [v for v in derived.judged.verdicts if (v.statement.actor, v.statement.relation, v.statement.object) == wanted]


def reasons(derived: Derived, actor: str, relation: str, target: str) -> set[tuple[Reason, ...]]:
    """Every combination of reasons that holds a statement of one triple back; () stands for an asserting one."""
    return {v.codes for v in verdicts(derived, actor, relation, target)}


def test_the_flagship_has_no_problem_of_any_severity(flagship: Project) -> None:
    assert [problem.headline() for problem in flagship.problems] == []


def test_russia_opposes_independence_is_asserted_by_the_reporter_and_in_its_own_words(derived: Derived) -> None:
    assert {v.voice for v in verdicts(derived, "russia", "opposes", "independence") if v.asserted} == {Voice.NARRATOR, Voice.OWN}


def test_us_support_for_recognition_is_asserted(derived: Derived) -> None:
    assert () in reasons(derived, "united-states", "supports", "recognition")


def test_the_mission_is_nowhere_deployed_yet(derived: Derived) -> None:
    assert {v.codes[0] for v in verdicts(derived, "eu", "deploys", "eu-mission")} == {Reason.NOT_YET_ACTUAL, Reason.EXPECTED}


def test_the_planned_mission_under_1244_keeps_its_legal_basis_and_its_shadow_edge(derived: Derived) -> None:
    (verdict,) = [v for v in verdicts(derived, "eu", "deploys", "eu-mission") if v.statement.slots]
    assert (verdict.statement.slots, verdict.shadow) == ((("legal_basis", ("resolution-1244",)),), "plansToActFor")


def test_the_union_supports_its_mission_in_its_own_voice(derived: Derived) -> None:
    assert Voice.OWN in {v.voice for v in verdicts(derived, "eu", "supports", "eu-mission") if v.asserted}


def test_a_mission_that_stands_shows_that_its_sender_supports_it(derived: Derived) -> None:
    found = [p.interval for p in derived.products if (p.rule, p.holder, p.target) == ("R0", "un", "un-mission")]
    assert found == [(1, 1)]


def test_nobody_has_declared_independence_yet(derived: Derived) -> None:
    assert [
        v.statement.id
        for v in derived.judged.verdicts
        if v.statement.relation == "declares" and v.statement.object == "independence" and v.asserted
    ] == []


def test_nobody_has_recognised_kosovo_yet(derived: Derived) -> None:
    assert [v.statement.id for v in derived.judged.verdicts if v.statement.relation == "recognises" and v.asserted] == []


@pytest.mark.parametrize("member", ["cyprus", "greece", "slovakia", "romania"])
def test_the_four_members_object_on_a_condition_only(derived: Derived, member: str) -> None:
    assert reasons(derived, member, "opposes", "recognition") == {(Reason.CONDITIONAL,)}


def test_stopping_short_of_endorsing_is_no_opposition(derived: Derived) -> None:
    assert [v.interval for v in verdicts(derived, "eu", "endorses", "independence")] == [(-1, 0)]


def test_december_is_superseded_by_february_for_the_union(derived: Derived) -> None:
    assert reasons(derived, "eu", "endorses", "independence") == {(Reason.SUPERSEDED,)}


def test_the_union_shifts_to_support_of_independence(derived: Derived) -> None:
    found = [(p.holder, p.target, p.interval, p.other) for p in derived.products if p.kind is ProductKind.SHIFT]
    assert found == [("eu", "independence", (-1, 0), (1, 1))]


def test_almost_all_member_states_are_not_the_union(derived: Derived) -> None:
    assert reasons(derived, "eu-member-states", "supports", "independence") == {(Reason.PARTIAL_SCOPE,)}


def test_what_putin_says_that_europe_holds_is_held_back(derived: Derived) -> None:
    assert reasons(derived, "europe", "affirms", "special-case") == {(Reason.HOSTILE_SOURCE,)}


def test_the_price_that_kostunica_puts_on_the_offer_is_held_back(derived: Derived) -> None:
    (verdict,) = [v for v in verdicts(derived, "eu", "offers", "fast-track") if v.voice is Voice.THIRD_PARTY]
    assert verdict.codes == (Reason.HOSTILE_SOURCE,)


def test_the_majority_that_serbia_claims_is_partial_and_comes_from_an_interested_party(derived: Derived) -> None:
    assert reasons(derived, "council-members", "supports", "further-talks") == {(Reason.PARTIAL_SCOPE, Reason.INTERESTED_SOURCE)}


def test_a_hardliners_expectation_is_no_plan_of_serbias(derived: Derived) -> None:
    assert reasons(derived, "serbia", "sends", "serbian-intervention") == {(Reason.EXPECTED,)}


def test_russia_and_serbia_dispute_the_legality_of_the_mission(derived: Derived) -> None:
    assert {actor: reasons(derived, actor, "disputes-legality-of", "eu-mission") for actor in ("russia", "serbia")} == {
        "russia": {()},
        "serbia": {()},
    }


def test_the_offer_of_autonomy_puts_serbia_behind_autonomy(derived: Derived) -> None:
    assert reasons(derived, "serbia", "offers", "autonomy") | reasons(derived, "serbia", "supports", "autonomy") == {()}


def test_the_union_and_the_council_are_divided_and_nobody_else(derived: Derived) -> None:
    found = {(p.holder, p.target) for p in derived.products if p.kind is ProductKind.DIVISION}
    assert found == {
        ("eu", "recognition"),
        ("un-security-council", "independence"),
        ("un-security-council", "recognition"),
    }


def test_the_reports_differ_on_the_number_of_police_officers(derived: Derived) -> None:
    found = [(p.target, p.measure, p.times) for p in derived.products if p.kind is ProductKind.FIGURE_CONFLICT]
    assert found == [("eu-mission", "police-officers", "unknown")]


def test_nobody_contradicts_himself(derived: Derived) -> None:
    assert [p.text for p in derived.products if p.kind is ProductKind.CONTRADICTION] == []


def test_the_bare_three_sentences_all_assert() -> None:
    project = loader.load(ROOT / "tests" / "data" / "three-sentences")
    asserted = {(v.statement.actor, v.statement.relation, v.statement.object) for v in judge(project.annotations).verdicts if v.asserted}
    assert asserted == {("russia", "opposes", "independence"), ("us", "supports", "recognition"), ("eu", "deploys", "mission")}
