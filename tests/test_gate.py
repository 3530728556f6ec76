"""The truth gate, by a truth table worked out by hand from LANGUAGE 4: each reason alone, pairs, and the order of passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph.dates import parse
from stancegraph.gate import Judged, Reason, Verdict, Voice, judge, shadow_relations
from stancegraph.problems import NOWHERE
from stancegraph.records import (
    Actor,
    ActorType,
    Annotations,
    Certainty,
    Document,
    Mode,
    Office,
    Project,
    Quote,
    Scope,
    Speaker,
    Statement,
    Status,
)
from stancegraph.relations import Relation, RelationKind

RELATIONS = {
    row.slug: row
    for row in (
        Relation(slug="supports", verb="support", polarity=1),
        Relation(slug="endorses", verb="endorse", polarity=1, is_=("supports",)),
        Relation(slug="is-neutral-on", verb="be neutral on", polarity=0),
        Relation(slug="opposes", verb="oppose", polarity=-1),
        Relation(slug="deploys", verb="deploy", kind=RelationKind.ACT, implies=(("supports", None),)),
        Relation(slug="airlifts", verb="airlift", kind=RelationKind.ACT, is_=("deploys",)),
        Relation(slug="blocks", verb="block", kind=RelationKind.ACT, implies=(("opposes", None),)),
        Relation(slug="accuses", verb="accuse", kind=RelationKind.ACT, object=("actor",)),
        Relation(slug="threatens", verb="threaten", kind=RelationKind.ACT, object=("actor",)),
        Relation(slug="meets", verb="meet", kind=RelationKind.ACT, object=("actor",)),
        Relation(slug="is-allied-with", verb="be allied with", kind=RelationKind.RELATION, object=("actor",)),
    )
}
ACTORS = {
    actor.slug: actor
    for actor in (
        Actor(slug="russia", type=ActorType.STATE),
        Actor(slug="serbia", type=ActorType.STATE),
        Actor(slug="us", type=ActorType.STATE),
        Actor(slug="eu", type=ActorType.IGO),
        Actor(slug="council", type=ActorType.ORGANIZATION, speaks_for=(Office("eu", None, None, NOWHERE),)),
        Actor(
            slug="solana",
            type=ActorType.PERSON,
            speaks_for=(Office("council", "High Representative", parse("1999-10-18/2009-12-01"), NOWHERE),),
        ),
        Actor(slug="tadic", type=ActorType.PERSON, speaks_for=(Office("serbia", "president", None, NOWHERE),)),
        Actor(slug="diplomats", type=ActorType.GROUP),
        Actor(slug="cnn", type=ActorType.MEDIA),
    )
}
DOCUMENTS = {"cnn-1": Document(slug="cnn-1", publisher="cnn"), "cnn-2": Document(slug="cnn-2", publisher="cnn")}


def says(name: str, sentence: str, **fields: Any) -> Statement:
    """A statement `s/<name>` from "actor relation object"; `by` names speakers, `day` its time, `quote` its words."""
    actor, relation, target = sentence.split()
    by, day, quote = fields.pop("by", ()), fields.pop("day", None), fields.pop("quote", None)
    when = parse(day) if day else None
    time = (when.start or "", when.end or "9999-12-31") if when else ("", "9999-12-31")
    quotes = (Quote(quote, None, None, NOWHERE),) if quote else ()
    speakers = tuple(Speaker(slug) for slug in by)
    return Statement(
        id=f"s/{name}",
        place=NOWHERE,
        sentence=sentence,
        actor=actor,
        relation=relation,
        object=target,
        said=fields.pop("said", when),
        time=time,
        said_by=fields.pop("said_by", speakers),
        quotes=quotes,
        **fields,
    )


def project(*statements: Statement) -> Annotations:
    return Annotations(
        project=Project(id="test", base="https://example.org/test/"),
        actors=ACTORS,
        issues={},
        acts={},
        instruments={},
        documents=DOCUMENTS,
        coders={},
        relations=RELATIONS,
        statements=tuple(sorted(statements, key=lambda s: s.id)),
    )


def verdicts(*statements: Statement) -> dict[str, Verdict]:
    return {v.statement.id.removeprefix("s/"): v for v in judge(project(*statements)).verdicts}


def reasons(name: str, *statements: Statement) -> tuple[str, ...]:
    return tuple(str(code) for code in verdicts(*statements)[name].codes)


# --- Pass 1: the statement alone ----------------------------------------------------------------------------------------


def test_plain_statement_asserts() -> None:
    assert verdicts(says("a", "russia opposes independence"))["a"].asserted


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"condition": "no resolution"}, "Conditional"),
        ({"mode": Mode.PLANNED}, "NotYetActual"),
        ({"mode": Mode.EXPECTED}, "Expected"),
        ({"mode": Mode.HYPOTHETICAL}, "Hypothetical"),
        ({"mode": Mode.ENDED}, "Ended"),
        ({"certainty": Certainty.POSSIBLE}, "Uncertain"),
        ({"certainty": Certainty.UNCLEAR}, "Uncertain"),
        ({"scope": Scope.MOST}, "PartialScope"),
        ({"scope": Scope.ALMOST_ALL}, "PartialScope"),
        ({"status": Status.RETRACTED}, "Retracted"),
    ],
)
def test_one_field_gives_one_reason(fields: dict[str, Any], reason: str) -> None:
    assert reasons("a", says("a", "eu supports independence", **fields)) == (reason,)


@pytest.mark.parametrize("fields", [{"certainty": Certainty.PROBABLE}, {"status": Status.DRAFT}, {"status": Status.ADJUDICATED}])
def test_probable_draft_and_adjudicated_assert(fields: dict[str, Any]) -> None:
    assert reasons("a", says("a", "eu supports independence", **fields)) == ()


def test_scope_of_a_state_is_no_part_of_a_collective() -> None:
    assert reasons("a", says("a", "russia opposes independence", scope=Scope.MOST)) == ()


def test_every_reason_is_kept_in_the_order_of_the_table() -> None:
    a = says("a", "eu supports independence", condition="a vote", mode=Mode.PLANNED, certainty=Certainty.UNCLEAR, scope=Scope.SOME)
    assert reasons("a", a) == ("Conditional", "NotYetActual", "Uncertain", "PartialScope")


def test_condition_is_told_in_its_own_words() -> None:
    verdict = verdicts(says("a", "russia opposes independence", condition="no {UN} resolution"))["a"]
    assert verdict.reasons[0].text == "holds only if no {UN} resolution"


def test_undeclared_relation_is_judged_without_an_interval() -> None:
    assert verdicts(says("a", "russia likes independence"))["a"].interval is None


# --- Pass 1: two coders ---------------------------------------------------------------------------------------------------


def read(name: str, sentence: str, coder: str | None, quote: str | None = "opposed the plan", **fields: Any) -> Statement:
    return says(name, sentence, **{"coder": coder, "document": "cnn-1", "quote": quote, **fields})


PRO = "eu supports independence"
CON = "eu opposes independence"


@pytest.mark.parametrize(
    "other",
    [
        read("b", CON, "ben"),
        read("b", CON, "ben", "OPPOSED, the plan!"),
        read("b", CON, "ben", "diplomats opposed the plan today"),
        read("b", CON, "ben", "the plan of the envoy"),
        read("b", "eu supports independence", "ben", negated=True),
    ],
    ids=["same words", "folded", "containment", "suffix is prefix", "negated"],
)
def test_two_coders_on_the_same_words_are_unresolved(other: Statement) -> None:
    assert reasons("a", read("a", PRO, "ann"), other) == ("Unresolved",)


def test_quotes_that_share_only_the_word_where_they_touch_do_not_overlap() -> None:
    assert reasons("a", read("a", PRO, "ann"), read("b", CON, "ben", "they all opposed")) == ()


def test_a_word_of_one_quote_that_is_the_whole_other_overlaps() -> None:
    assert reasons("a", read("a", PRO, "ann", "opposed"), read("b", CON, "ben", "they all opposed it")) == ("Unresolved",)


@pytest.mark.parametrize(
    "other",
    [
        read("b", CON, "ann"),
        read("b", CON, None),
        read("b", CON, "ben", "quite another passage"),
        read("b", CON, "ben", None),
        read("b", CON, "ben", document="cnn-2"),
        read("b", CON, "ben", by=["eu"]),
        read("b", "us opposes independence", "ben"),
        read("b", "eu opposes recognition", "ben"),
        read("b", "eu endorses independence", "ben"),
        read("b", "eu opposes independence", "ben", negated=True),
        read("b", CON, "ben", status=Status.RETRACTED),
    ],
    ids=[
        "same coder",
        "no coder",
        "other words",
        "no quote against one",
        "other document",
        "other speaker",
        "other actor",
        "other object",
        "same side",
        "compatible",
        "retracted",
    ],
)
def test_what_is_no_dispute(other: Statement) -> None:
    assert reasons("a", read("a", PRO, "ann"), other) == ()


def test_two_coders_without_any_quote_are_unresolved() -> None:
    assert reasons("a", read("a", PRO, "ann", None), read("b", CON, "ben", None)) == ("Unresolved",)


def test_without_a_document_there_is_no_dispute() -> None:
    assert reasons("a", read("a", PRO, "ann", document=None), read("b", CON, "ben", document=None)) == ()


def test_elided_quotes_overlap_only_in_their_parts() -> None:
    a, b = read("a", PRO, "ann", "they said \u2026 a plan"), read("b", CON, "ben", "said a")
    assert reasons("a", a, b) == ()


def test_adjudicated_reading_is_clean() -> None:
    assert reasons("a", read("a", PRO, "ann", status=Status.ADJUDICATED), read("b", CON, "ben")) == ()


def test_reading_against_the_adjudicated_one_stays_unresolved() -> None:
    overruled = verdicts(read("a", PRO, "ann", status=Status.ADJUDICATED), read("b", CON, "ben"))["b"]
    assert overruled.codes == (Reason.UNRESOLVED,)
    assert overruled.reasons[0].text == "is overruled by the adjudicated reading of ann"


def test_adjudication_clears_the_readings_that_agree_with_it() -> None:
    assert reasons("c", read("a", PRO, "ann", status=Status.ADJUDICATED), read("b", CON, "ben"), read("c", PRO, "cem")) == ()


def test_two_adjudicated_readings_settle_nothing() -> None:
    both = read("a", PRO, "ann", status=Status.ADJUDICATED), read("b", CON, "ben", status=Status.ADJUDICATED)
    assert reasons("a", *both) == ("Unresolved",)
    assert reasons("b", *both) == ("Unresolved",)


def test_dispute_names_the_rival_statement() -> None:
    assert verdicts(read("a", PRO, "ann"), read("b", CON, "ben"))["a"].reasons[0].premises == ("s/b",)


# --- Voice ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "voice"),
    [
        ({}, Voice.NARRATOR),
        ({"by": ["cnn"], "document": "cnn-1"}, Voice.NARRATOR),
        ({"by": ["cnn"]}, Voice.THIRD_PARTY),
        ({"by": ["eu"]}, Voice.OWN),
        ({"by": ["council"]}, Voice.OWN),
        ({"by": ["solana"]}, Voice.OWN),
        ({"by": ["solana"], "said": parse("2008-02-17")}, Voice.OWN),
        ({"by": ["solana"], "said": parse("1999")}, Voice.OWN),
        ({"by": ["solana"], "said": parse("2010-01-01")}, Voice.THIRD_PARTY),
        ({"by": ["diplomats", "solana"]}, Voice.OWN),
        ({"by": ["diplomats"]}, Voice.THIRD_PARTY),
        ({"said_by": (Speaker("solana", "council"),)}, Voice.OWN),
        ({"said_by": (Speaker("tadic", "eu"),)}, Voice.THIRD_PARTY),
    ],
)
def test_voice_is_computed_from_the_speaker(fields: dict[str, Any], voice: Voice) -> None:
    assert verdicts(says("a", "eu supports independence", **fields))["a"].voice is voice


def test_picked_office_leaves_the_others_out() -> None:
    two = Actor(slug="envoy", speaks_for=(Office("us", None, None, NOWHERE), Office("eu", None, None, NOWHERE)))
    told = says("a", "eu supports independence", said_by=(Speaker("envoy", "us"),))
    with_envoy = replace(project(told), actors={**ACTORS, "envoy": two})
    assert judge(with_envoy).verdicts[0].voice is Voice.THIRD_PARTY


# --- Pass 2: the speaker ----------------------------------------------------------------------------------------------------

TOLD = says("told", "serbia supports independence", by=["tadic"])  # own words, for contrast


def test_disinterested_third_party_asserts() -> None:
    assert reasons("a", says("a", "russia opposes independence", by=["diplomats"])) == ()


def test_why_a_third_party_is_trusted_is_said() -> None:
    told = verdicts(says("a", "russia opposes independence", by=["diplomats"]))["a"]
    assert told.about_source == "no own position of diplomats on independence stands: taken as disinterested"


def test_own_words_need_no_trust() -> None:
    assert verdicts(TOLD)["told"].about_source == ""


def test_the_other_side_is_a_hostile_source() -> None:
    assert reasons("a", says("a", "russia opposes independence", by=["us"]), says("b", "us supports independence")) == ("HostileSource",)


def test_the_same_side_is_an_interested_source() -> None:
    assert reasons("a", says("a", "eu supports independence", by=["us"]), says("b", "us supports independence")) == ("InterestedSource",)


def test_side_is_that_of_the_principal() -> None:
    a = says("a", "us supports independence", by=["tadic"])
    assert reasons("a", a, says("b", "serbia opposes independence")) == ("HostileSource",)


def test_side_of_a_distant_principal_counts() -> None:
    a = says("a", "us supports independence", by=["solana"])
    assert reasons("a", a, says("b", "eu supports independence")) == ("InterestedSource",)


@pytest.mark.parametrize("enmity", ["us opposes russia", "us accuses russia", "us threatens russia", "russia accuses us"])
def test_enmity_in_either_direction_makes_a_hostile_source(enmity: str) -> None:
    assert reasons("a", says("a", "russia meets serbia", by=["us"]), says("b", enmity)) == ("HostileSource",)


@pytest.mark.parametrize(
    "harmless",
    [
        says("b", "us accuses russia", negated=True),
        says("b", "us meets russia"),
        says("b", "us accuses serbia"),
        says("b", "us accuses russia", condition="troops move"),
        says("b", "us accuses russia", by=["diplomats"]),
        says("b", "us accuses russia", status=Status.RETRACTED),
    ],
    ids=["negated", "no hostile relation", "another actor", "held back", "third party", "retracted"],
)
def test_what_makes_no_enmity(harmless: Statement) -> None:
    assert reasons("a", says("a", "russia meets serbia", by=["us"]), harmless) == ()


def test_planned_side_counts() -> None:
    side = says("b", "us deploys mission", mode=Mode.PLANNED)
    assert reasons("a", says("a", "russia opposes mission", by=["us"]), side) == ("HostileSource",)


def test_side_on_another_object_does_not_count() -> None:
    assert reasons("a", says("a", "russia opposes independence", by=["us"]), says("b", "us supports recognition")) == ()


def test_latest_side_counts() -> None:
    old, new = says("b", "us opposes independence", day="2007"), says("c", "us supports independence", day="2008")
    assert reasons("a", says("a", "russia opposes independence", by=["us"]), old, new) == ("HostileSource",)


def test_both_reasons_are_kept() -> None:
    side, enmity = says("b", "us opposes independence"), says("c", "us accuses russia")
    assert reasons("a", says("a", "russia opposes independence", by=["us"]), side, enmity) == ("HostileSource", "InterestedSource")


def test_one_disinterested_speaker_vouches_for_the_others() -> None:
    a = says("a", "russia opposes independence", by=["us", "diplomats"])
    assert reasons("a", a, says("b", "us supports independence")) == ()


def test_all_speakers_tainted_hold_back() -> None:
    a = says("a", "russia opposes independence", by=["us", "serbia"])
    sides = says("b", "us supports independence"), says("c", "serbia opposes independence")
    assert reasons("a", a, *sides) == ("HostileSource", "InterestedSource")


def test_two_rivals_who_report_on_each_other_are_both_held_back() -> None:
    """Neither's report of the other is a side: sides are read before pass 2, from own and the narrator's words."""
    own = says("c", "us supports independence", by=["us"]), says("d", "serbia opposes independence", by=["serbia"])
    each = says("a", "serbia supports independence", by=["us"]), says("b", "us opposes independence", by=["serbia"])
    assert reasons("a", *own, *each) == ("InterestedSource",)
    assert reasons("b", *own, *each) == ("InterestedSource",)


def test_two_strangers_who_report_on_each_other_are_both_believed() -> None:
    each = says("a", "serbia opposes independence", by=["us"]), says("b", "us supports independence", by=["serbia"])
    assert reasons("a", *each) == ()
    assert reasons("b", *each) == ()


def test_third_party_report_of_an_act_is_judged_by_what_the_act_implies() -> None:
    assert reasons("a", says("a", "eu deploys mission", by=["us"]), says("b", "us supports mission")) == ("InterestedSource",)


def test_hostile_source_names_the_side_and_its_statement() -> None:
    why = verdicts(says("a", "russia opposes independence", by=["us"]), says("b", "us supports independence"))["a"].reasons[0]
    assert why.text == "is the word of a rival: us itself supports independence"
    assert why.premises == ("s/b",)


# --- Pass 3: the others ---------------------------------------------------------------------------------------------------

OLD = says("a", "us opposes independence", day="2007-01-01")


def test_later_disjoint_statement_supersedes() -> None:
    assert reasons("a", OLD, says("b", "us supports independence", day="2008-01-01")) == ("Superseded",)


def test_refusal_supersedes_support() -> None:
    support = says("a", "us supports independence", day="2007-01-01")
    assert reasons("a", support, says("b", "us supports independence", negated=True, day="2008-01-01")) == ("Superseded",)


def test_later_statement_is_not_superseded_by_the_earlier_one() -> None:
    assert reasons("b", OLD, says("b", "us supports independence", day="2008-01-01")) == ()


@pytest.mark.parametrize(
    "other",
    [
        says("b", "us supports independence", day="2007-01-01"),
        says("b", "us supports independence", day="2007"),
        says("b", "us supports independence"),
        says("b", "us supports independence", negated=True, day="2008-01-01"),
        says("b", "us supports recognition", day="2008-01-01"),
        says("b", "serbia supports independence", day="2008-01-01"),
        says("b", "us supports independence", day="2008-01-01", condition="a vote"),
        says("b", "us supports independence", day="2008-01-01", mode=Mode.PLANNED),
        says("b", "us supports independence", day="2008-01-01", mode=Mode.ENDED),
        says("b", "us supports independence", day="2008-01-01", status=Status.RETRACTED),
    ],
    ids=["same day", "same year", "undated", "compatible", "other object", "other actor", "conditional", "planned", "ended", "retracted"],
)
def test_what_does_not_supersede(other: Statement) -> None:
    assert reasons("a", OLD, other) == ()


def test_statement_held_back_in_pass_two_supersedes_nothing() -> None:
    smear = says("b", "us supports independence", by=["serbia"], day="2008-01-01")
    assert reasons("a", OLD, smear, says("c", "serbia supports independence")) == ()


def test_superseded_statement_still_supersedes_an_older_one() -> None:
    """No pass looks back: the middle one is not held back by passes 1 and 2."""
    middle = says("b", "us supports independence", day="2008")
    last = says("c", "us supports independence", negated=True, day="2009")
    assert reasons("a", OLD, middle, last) == ("Superseded",)
    assert reasons("b", OLD, middle, last) == ("Superseded",)


def test_superseded_comes_on_top_of_other_reasons() -> None:
    conditional = replace(OLD, condition="a vote")
    assert reasons("a", conditional, says("b", "us supports independence", day="2008")) == ("Conditional", "Superseded")


def test_who_gave_up_opposition_is_an_ally_of_the_supporter() -> None:
    told = says("d", "eu supports independence", by=["us"], day="2009")
    assert reasons("d", OLD, says("b", "us supports independence", day="2008"), told) == ("InterestedSource",)


def test_act_is_superseded_by_its_negation() -> None:
    act = says("a", "eu deploys mission", day="2007")
    assert reasons("a", act, says("b", "eu deploys mission", negated=True, day="2008")) == ("Superseded",)


def test_act_is_superseded_by_its_end() -> None:
    act = says("a", "eu deploys mission", day="2007")
    assert reasons("a", act, says("b", "eu deploys mission", mode=Mode.ENDED, day="2008")) == ("Superseded",)


def test_end_that_another_reason_holds_back_supersedes_nothing() -> None:
    act = says("a", "eu deploys mission", day="2007")
    assert reasons("a", act, says("b", "eu deploys mission", mode=Mode.ENDED, certainty=Certainty.UNCLEAR, day="2008")) == ()


@pytest.mark.parametrize(("first", "second"), [("deploys", "airlifts"), ("airlifts", "deploys")])
def test_act_is_superseded_along_its_line_of_relations(first: str, second: str) -> None:
    act = says("a", f"eu {first} mission", day="2007")
    assert reasons("a", act, says("b", f"eu {second} mission", negated=True, day="2008")) == ("Superseded",)


def test_other_act_on_the_same_object_supersedes_nothing() -> None:
    assert reasons("a", says("a", "us meets russia", day="2007"), says("b", "us accuses russia", negated=True, day="2008")) == ()


def test_repeated_act_is_not_superseded() -> None:
    assert reasons("a", says("a", "eu deploys mission", day="2007"), says("b", "eu deploys mission", day="2008")) == ()


def test_supersedes_key_overrides_the_dates() -> None:
    assert reasons("a", OLD, says("b", "us supports independence", supersedes=("s/a",))) == ("Superseded",)


def test_superseding_statement_is_named_with_its_day() -> None:
    why = verdicts(OLD, says("b", "us supports independence", day="2008-01-01"))["a"].reasons[0]
    assert why.premises == ("s/b",)
    assert "2008-01-01" in why.text


# --- Shadows --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "shadow"),
    [
        (says("a", "us supports independence", condition="x"), "conditionallySupports"),
        (says("a", "us opposes independence", condition="x"), "conditionallyOpposes"),
        (says("a", "us supports independence", mode=Mode.PLANNED), "plansToSupport"),
        (says("a", "us opposes independence", mode=Mode.EXPECTED), "isExpectedToOppose"),
        (says("a", "eu deploys mission", mode=Mode.PLANNED), "plansToActFor"),
        (says("a", "eu deploys mission", mode=Mode.PLANNED, negated=True), "plansToNotActOn"),
        (says("a", "eu deploys mission", mode=Mode.EXPECTED), "isExpectedToActFor"),
        # A planned veto is no plan of what it strikes down, nor does who means to consult somebody plan him.
        (says("a", "us blocks mission", mode=Mode.PLANNED), "plansToActAgainst"),
        (says("a", "us meets eu", mode=Mode.PLANNED), "plansToActOn"),
        (says("a", "us supports independence", mode=Mode.ENDED), "formerlySupported"),
        (says("a", "us supports independence", certainty=Certainty.POSSIBLE), "possiblySupports"),
        (says("a", "eu supports independence", scope=Scope.MOST), "partlySupports"),
        (says("a", "us supports independence", negated=True, condition="x"), "conditionallyDoesNotSupport"),
        (says("a", "us is-neutral-on independence", condition="x"), "conditionallyNeutralOn"),
        (says("a", "us is-allied-with eu", condition="x"), "conditionallyTiedTo"),
        (says("a", "us supports independence", mode=Mode.PLANNED, condition="x"), None),
        (says("a", "us supports independence"), None),
    ],
)
def test_shadow_of_a_single_reason(statement: Statement, shadow: str | None) -> None:
    assert verdicts(statement)["a"].shadow == shadow


def test_shadow_of_a_rivals_word() -> None:
    judged = verdicts(says("a", "russia opposes independence", by=["us"]), says("b", "us supports independence"))
    assert judged["a"].shadow == "isSaidByRivalToOppose"


def test_shadow_of_a_superseded_statement() -> None:
    assert verdicts(OLD, says("b", "us supports independence", day="2008"))["a"].shadow == "onceOpposed"


def test_every_reason_and_form_has_a_shadow_of_its_own() -> None:
    """Twelve reasons; five intervals and the one open to every side, acts for, against and of no side, ties, and both denied: twelve forms."""
    assert len(shadow_relations()) == 12 * 12


def test_no_shadow_is_called_like_a_relation() -> None:
    assert not {"supports", "opposes", "doesNotSupport", "doesNotOppose", "deploys"} & set(shadow_relations())


# --- Properties -----------------------------------------------------------------------------------------------------------

DAYS = st.sampled_from([None, "2007", "2008-01", "2008-02-17"])


@st.composite
def codings(draw: st.DrawFn) -> list[Statement]:
    size = draw(st.integers(min_value=1, max_value=8))
    return [
        says(
            str(number),
            f"{draw(st.sampled_from(['us', 'serbia', 'eu']))} "
            f"{draw(st.sampled_from(['supports', 'opposes', 'is-neutral-on', 'deploys', 'accuses']))} "
            f"{draw(st.sampled_from(['mission', 'russia']))}",
            negated=draw(st.booleans()),
            mode=draw(st.sampled_from(list(Mode))),
            condition=draw(st.sampled_from([None, None, "a vote"])),
            scope=draw(st.sampled_from([Scope.ALL, Scope.MOST])),
            status=draw(st.sampled_from(list(Status))),
            by=draw(st.sampled_from([(), ("us",), ("tadic",), ("diplomats", "eu")])),
            day=draw(DAYS),
            document=draw(st.sampled_from([None, "cnn-1"])),
            coder=draw(st.sampled_from([None, "ann", "ben"])),
            quote=draw(st.sampled_from([None, "the plan was opposed", "was opposed", "nothing of it"])),
        )
        for number in range(size)
    ]


def by_id(judged: Judged) -> dict[str, Verdict]:
    return {v.statement.id: v for v in judged.verdicts}


@settings(deadline=None)
@given(codings())
def test_asserted_exactly_without_reasons(statements: list[Statement]) -> None:
    assert all(v.asserted == (v.codes == ()) for v in judge(project(*statements)).verdicts)


@settings(deadline=None)
@given(codings())
def test_shadow_exactly_with_one_reason(statements: list[Statement]) -> None:
    assert all((v.shadow is not None) == (len(v.codes) == 1) for v in judge(project(*statements)).verdicts)


@settings(deadline=None)
@given(codings())
def test_every_shadow_is_a_declared_one(statements: list[Statement]) -> None:
    assert {v.shadow for v in judge(project(*statements)).verdicts} - {None} <= set(shadow_relations())


@settings(deadline=None)
@given(codings(), st.randoms(use_true_random=False))
def test_order_of_statements_does_not_matter(statements: list[Statement], chance: Any) -> None:
    shuffled = list(statements)
    chance.shuffle(shuffled)
    disordered = replace(project(), statements=tuple(shuffled))
    assert by_id(judge(disordered)) == by_id(judge(project(*statements)))


@settings(deadline=None)
@given(codings(), st.integers(min_value=0))
def test_retracted_statement_changes_no_other_verdict(statements: list[Statement], pick: int) -> None:
    gone = statements[pick % len(statements)].id
    rest = [s for s in statements if s.id != gone]
    with_it = by_id(judge(project(*(replace(s, status=Status.RETRACTED) if s.id == gone else s for s in statements))))
    assert {name: v for name, v in with_it.items() if name != gone} == by_id(judge(project(*rest)))


WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5)


def meet(a: list[str], b: list[str]) -> bool:
    """Whether one holds the other whole, or they run into each other by two words or more; compared place by place."""
    within = any(b == a[i : i + len(b)] for i in range(len(a))) or any(a == b[i : i + len(a)] for i in range(len(b)))
    chained = any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in range(2, min(len(a), len(b)) + 1))
    return within or chained


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.sampled_from(["ann", "ben", "cem"])), max_size=5))
def test_disputes_agree_with_comparing_every_pair(rows: list[tuple[list[str], bool, str]]) -> None:
    told = [read(str(n), PRO if pro else CON, coder, " ".join(words)) for n, (words, pro, coder) in enumerate(rows)]
    expected = {
        f"s/{n}"
        for n, (words, pro, coder) in enumerate(rows)
        if any(pro != side and coder != other and meet(words, heard) for heard, side, other in rows)
    }
    assert {v.statement.id for v in judge(project(*told)).verdicts if Reason.UNRESOLVED in v.codes} == expected


def test_a_retracted_statement_keeps_every_other_reason_and_so_has_no_shadow() -> None:
    later = says("b", "us supports independence", day="2008-01-01")
    mine = says("a", "us opposes independence", day="2007-01-01", status=Status.RETRACTED)
    assert reasons("a", mine, later) == ("Retracted", "Superseded")
    assert verdicts(mine, later)["a"].shadow is None
    side = says("side", "russia opposes independence")
    assert reasons("smear", side, says("smear", "us supports independence", by=("russia",), status=Status.RETRACTED)) == (
        "Retracted",
        "HostileSource",
    )


def test_a_principal_with_two_positions_is_told_as_such() -> None:
    sides = says("one", "russia opposes independence"), says("two", "russia supports independence")
    verdict = verdicts(*sides, says("claim", "us supports independence", by=("russia",)))["claim"]
    assert "holds several positions on" in verdict.reasons[0].text
