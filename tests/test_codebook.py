"""The hard cases of the flagship's codebook, each decided once: what the articles say, and what the graph may and may not say.

Every expected value was worked out by reading the articles.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph import loader
from stancegraph.gate import Reason, Verdict, Voice, judge
from stancegraph.inference import Derived, ProductKind, derive

if TYPE_CHECKING:
    from stancegraph.project import Project

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project() -> Project:
    return loader.load(ROOT)


@pytest.fixture(scope="session")
def derived(project: Project) -> Derived:
    return derive(judge(project.annotations))


def verdicts(derived: Derived, actor: str, relation: str, target: str, document: str = "") -> list[Verdict]:
    wanted = (actor, relation, target)
    return [
        v
        for v in derived.judged.verdicts
        if (v.statement.actor, v.statement.relation, v.statement.object) == wanted
        and v.statement.document in {document, document or v.statement.document}
    ]


def asserted(derived: Derived, actor: str, relation: str, target: str) -> bool:
    return any(v.asserted for v in verdicts(derived, actor, relation, target))


def test_every_issue_says_what_it_is_to_support_it(project: Project) -> None:
    assert [issue.slug for issue in project.annotations.issues.values() if not issue.definition] == []


def test_every_own_relation_is_defined(project: Project) -> None:
    assert [r.slug for r in project.annotations.relations.values() if not r.builtin and not r.definition] == []


def test_not_supporting_the_declaration_is_no_opposition(derived: Derived) -> None:
    (verdict,) = verdicts(derived, "cyprus", "supports", "declaration")
    assert (verdict.interval, verdict.voice, verdict.asserted) == ((-1, 0), Voice.OWN, True)


def test_no_plans_to_is_weaker_than_ruling_out(derived: Derived) -> None:
    (article,) = verdicts(derived, "russia", "seeks", "sanctions")
    assert (article.interval, article.asserted) == ((-1, 0), True)


def test_a_headline_stronger_than_its_article_is_held_back(derived: Derived) -> None:
    (headline,) = verdicts(derived, "russia", "rules-out", "sanctions")
    assert (headline.interval, headline.codes) == ((-1, -1), (Reason.UNCERTAIN,))


def test_would_not_use_force_rules_force_out(derived: Derived) -> None:
    (verdict,) = verdicts(derived, "serbia", "rules-out", "force")
    assert (verdict.interval, verdict.voice, verdict.asserted) == ((-1, -1), Voice.OWN, True)


@pytest.mark.parametrize(
    ("holder", "relation", "target", "speaker"),
    [
        ("eu", "offers", "fast-track", "kostunica"),
        ("europe", "affirms", "special-case", "putin"),
        ("foreign-powers", "supports", "independence", "lavrov"),
        ("council-members", "supports", "further-talks", "jeremic"),
        ("eu", "affirms", "inevitable", "sarkozy"),
        ("kosovo-serbs", "condemns", "eu-mission", "jaksic"),
    ],
)
def test_what_one_claims_that_others_hold_is_never_those_others_own_stance(
    derived: Derived, holder: str, relation: str, target: str, speaker: str
) -> None:
    claimed = [v for v in verdicts(derived, holder, relation, target) if [s.actor for s in v.statement.said_by] == [speaker]]
    assert [(v.voice, v.asserted) for v in claimed] == [(Voice.THIRD_PARTY, False)]


def test_the_summits_chairman_spoke_for_the_union_and_not_for_portugal(derived: Derived) -> None:
    spoken = [v.statement for v in derived.judged.verdicts if any(s.actor == "socrates" for s in v.statement.said_by)]
    assert {(s.actor, s.said_by[0].office) for s in spoken} == {("eu", "eu")}


def test_the_councils_acting_president_speaks_for_himself(derived: Derived) -> None:
    (verdict,) = verdicts(derived, "arias", "denies", "council-can-agree")
    assert (verdict.voice, verdict.asserted) == (Voice.OWN, True)
    assert verdicts(derived, "panama", "denies", "council-can-agree") == []


@pytest.mark.parametrize("state", ["france", "united-kingdom", "united-states"])
def test_the_correspondents_summary_of_three_governments_asserts_as_his_word(derived: Derived, state: str) -> None:
    (verdict,) = verdicts(derived, state, "supports", "self-determination")
    assert ([s.actor for s in verdict.statement.said_by], verdict.voice, verdict.asserted) == (["wells"], Voice.THIRD_PARTY, True)


def test_many_and_almost_all_members_are_never_the_union_nor_each_member(derived: Derived) -> None:
    partial = {
        (v.statement.object, str(v.statement.scope), v.asserted)
        for v in derived.judged.verdicts
        if v.statement.actor == "eu-member-states" and v.statement.relation == "supports"
    }
    assert partial == {("independence", "almost-all", False), ("recognition", "many", False)}
    assert {
        member for member in ("germany", "italy", "france", "portugal") if verdicts(derived, member, "supports", "recognition")
    } == set()


def test_a_placard_speaks_for_one_of_the_students_and_their_chant_for_all(derived: Derived) -> None:
    (placard,) = verdicts(derived, "students", "supports", "european-unity")
    (chant,) = verdicts(derived, "students", "supports", "independence")
    assert (placard.codes, chant.codes) == ((Reason.PARTIAL_SCOPE,), ())


def test_an_expectation_is_no_wish(derived: Derived) -> None:
    assert [v.interval for v in verdicts(derived, "eu", "expects", "independence")] == [None]


@pytest.mark.parametrize("relation", ["speaks-for", "sends", "leads"])
def test_a_hardliner_in_mitrovica_holds_no_office_for_serbia(derived: Derived, relation: str) -> None:
    assert verdicts(derived, "jaksic", relation, "serbia") == []


def test_legality_of_the_mission_is_contested_by_russia_and_serbia_alone(derived: Derived) -> None:
    contesting = {v.statement.actor for v in derived.judged.verdicts if v.statement.relation == "disputes-legality-of"}
    assert contesting == {"russia", "serbia"}


def test_the_basis_claimed_for_the_mission_is_resolution_1244(derived: Derived) -> None:
    basis = {
        slug
        for v in verdicts(derived, "eu", "deploys", "eu-mission")
        for role, slugs in v.statement.slots
        if role == "legal_basis"
        for slug in slugs
    }
    assert basis == {"resolution-1244"}


def test_illegal_and_immoral_is_said_of_recognition_and_not_of_the_mission(derived: Derived) -> None:
    claimed = [v for v in derived.judged.verdicts if v.statement.object == "recognition-illegal"]
    assert [(v.statement.actor, v.statement.quotes[0].exact) for v in claimed] == [("russia", "would be illegal and immoral")]


def test_weekdays_are_counted_from_the_right_day(project: Project) -> None:
    """Monday 10 December 2007; "last Friday" before it; Wednesday 13 February 2008, its Thursday, and its weekend."""
    said = {
        (s.relation, s.said.edtf if s.said else "")
        for s in project.annotations.statements
        if s.said_by and s.said_by[0].actor == "mediators"
    }
    assert {date for _, date in said} == {"2007-12-07?"}
    council = project.annotations.acts["council-meeting"].when
    assert council is not None
    assert (council.start, council.edtf) == ("2008-02-14", "2008-02-14")
    weekend = {
        s.when.edtf
        for s in project.annotations.statements
        if s.relation == "declares" and s.when and not s.when.text and s.document in {"bbc-2008-02-13", "cnn-2008-02-14"}
    }
    assert weekend == {"2008-02-16/2008-02-17"}


def test_copies_without_a_date_are_dated_with_a_doubt_and_say_why(project: Project) -> None:
    doubtful = {d.slug: bool(d.note) for d in project.annotations.documents.values() if d.date and d.date.edtf.endswith("?")}
    assert doubtful == {"cnn-2008-02-14": True, "eu-summit-2007-12-14": True, "reuters-2007-12-10": True}


@pytest.mark.parametrize("relation", ["declares", "recognises", "deploys", "sends", "vetoes"])
def test_nothing_is_known_from_hindsight(derived: Derived, relation: str) -> None:
    """Nobody has declared, recognised or vetoed anything yet, and no staff of the new mission is there; the UN's and NATO's people are."""
    done = {v.statement.object for v in derived.judged.verdicts if v.statement.relation == relation and v.asserted}
    assert done <= {"un-mission", "peace-force", "russian-plan"}


def test_repeated_sentences_corroborate_once(project: Project) -> None:
    """The official's "to maintain stability" stands in both BBC articles; with Ferrero-Waldner's word the two articles are one source."""
    answer = project.query("corroboration", actor="eu", target="stability")
    found = dict(zip(answer.columns, map(str, answer.rows[0]), strict=True))
    assert (found["statements"], found["documents"], found["sources"]) == ("3", "2", "1")


def test_police_officers_are_reported_as_1600_and_as_1500(derived: Derived) -> None:
    (conflict,) = [p for p in derived.products if p.kind is ProductKind.FIGURE_CONFLICT]
    assert (conflict.target, conflict.measure) == ("eu-mission", "police-officers")
    assert "1500, 1600" in conflict.text


@pytest.mark.parametrize(
    "slug", ["serbia", "kosovo", "russia", "united-states", "eu", "un", "un-security-council", "nato", "kosovo-albanians", "kosovo-serbs"]
)
def test_main_actors_are_named_in_english_serbian_and_albanian(project: Project, slug: str) -> None:
    actor = project.annotations.actors[slug]
    assert actor.name
    assert {language for language, _ in actor.labels} >= {"sr", "sq"}
