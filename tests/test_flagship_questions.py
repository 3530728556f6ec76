"""Named questions to the flagship, who stands where and who says so; every answer was worked out by reading the five articles.

An answer lists each row as often as the articles bear it out, in no order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

Ask: TypeAlias = Callable[..., list[str]]

REUTERS, SUMMIT, BBC_13, CNN, BBC_15 = "reuters-2007-12-10", "eu-summit-2007-12-14", "bbc-2008-02-13", "cnn-2008-02-14", "bbc-2008-02-15"


# --- Who stands where ---


def test_serbia_russia_and_the_kosovo_serbs_oppose_independence(ask: Ask) -> None:
    assert ask("who-opposes", "actor documents first last", target="independence") == [
        "kosovo-serbs, 1, 2008-02-14, 2008-02-14",
        "russia, 3, 2007-12-10, 2008-02-14",
        "serbia, 3, 2007-12-10, 2008-02-14",
    ]


def test_only_serbia_and_russia_speak_against_recognition_whatever_the_circumstances(ask: Ask) -> None:
    # Cyprus, Greece, Slovakia and Romania object only if there is no resolution.
    assert ask("who-opposes", "actor statements", target="recognition") == ["russia, 2", "serbia, 1"]


def test_independence_is_supported_in_kosovo_in_washington_and_since_february_by_the_union(ask: Ask) -> None:
    # Almost all member states are not each of them, and graffiti are one writer's. The mediators reported on 7 December.
    assert ask("who-supports", "actor documents first last", target="independence") == [
        "eu, 1, 2008-02-14, 2008-02-14",
        "kosovo, 3, 2007-12-10, 2008-02-14",
        "kosovo-albanians, 2, 2007-12-07, 2008-02-14",
        "students, 1, 2007-12-10, 2007-12-10",
        "united-states, 2, 2007-12-10, 2008-02-14",
    ]


def test_of_all_who_are_said_to_be_for_recognition_only_the_united_states_are_so_without_reserve(ask: Ask) -> None:
    assert ask("who-supports", "actor statements", target="recognition") == ["united-states, 1"]


def test_the_union_supports_its_mission_alone_against_serbia_russia_and_a_local_leader(ask: Ask) -> None:
    assert ask("allies-and-opponents", "actor position with against", target="eu-mission") == [
        "eu, supports, -, jaksic | russia | serbia",
        "jaksic, opposes, russia | serbia, eu",
        "russia, opposes, jaksic | serbia, eu",
        "serbia, opposes, jaksic | russia, eu",
    ]


def test_russia_and_serbia_stand_together_on_independence_recognition_precedent_and_the_mission_with_its_legality(ask: Ask) -> None:
    # The second closest are those who speak through one mouth: the three of the Council by the BBC's man, and Kosovo's own two.
    pairs = [row for row in ask("coalitions", "actor other together") if not row.endswith(" 1")]
    assert pairs == [
        "france, united-kingdom, 3",  # its own mind, each state decides, no role for the UN
        "france, united-states, 3",
        "kosovo, kosovo-albanians, 3",  # independence, declaration, coordination
        "kosovo-serbs, serbia, 2",  # independence, sovereignty
        "russia, serbia, 6",  # and the Council's meeting
        "united-kingdom, united-states, 3",
    ]


def test_the_union_is_as_far_from_russia_as_from_serbia_and_further_than_the_united_states(ask: Ask) -> None:
    assert ask("opposed-pairs", "actor other apart") == [
        "eu, jaksic, 1",
        "eu, kosovo-serbs, 1",
        "eu, russia, 3",  # independence, the mission, its legality
        "eu, serbia, 3",
        "kosovo, kosovo-serbs, 1",
        "kosovo, russia, 1",
        "kosovo, serbia, 2",  # independence, declaration
        "kosovo-albanians, kosovo-serbs, 1",
        "kosovo-albanians, russia, 1",
        "kosovo-albanians, serbia, 2",
        "kosovo-serbs, students, 1",
        "kosovo-serbs, united-states, 1",
        "russia, students, 1",
        "russia, united-states, 2",  # independence, recognition
        "russia, west, 1",  # the plan of 2007
        "serbia, students, 1",
        "serbia, united-states, 2",
    ]


def test_cyprus_itself_withholds_support_and_wants_the_blessing_of_the_serbs(ask: Ask) -> None:
    # Its objection to recognition is conditional, so no position stands there; the resolution it wants is the diplomats' word.
    assert ask("stances", "position target from", actor="cyprus") == [
        "does not support, declaration, 2007-12-14",
        "opposes, imposed-settlement, 2007-12-14",
        "supports, council-approval, 2007-12-14",
        "supports, serb-blessing, 2007-12-14",
    ]


def test_the_union_s_latest_position_on_independence_is_february_s(ask: Ask) -> None:
    assert ask("stances", "position contested from", actor="eu", target="independence") == ["supports, false, 2008-02-14"]


def test_those_who_stop_short_of_a_side_are_cyprus_on_the_declaration_and_russia_twice(ask: Ask) -> None:
    # To have no plans for sanctions is less than to rule them out; not to be optimistic is less than to deny.
    assert ask("uncommitted", "actor position target speaker document") == [
        f"cyprus, does not support, declaration, papadopoulos, {SUMMIT}",
        f"russia, does not support, council-can-agree, lavrov, {BBC_13}",
        f"russia, does not support, sanctions, russia, {BBC_13}",
    ]


def test_of_the_council_s_five_members_that_the_texts_name_two_take_sides_on_independence(ask: Ask) -> None:
    # France and Britain want Kosovo to decide; Panama's ambassador speaks of the Council's capacity alone.
    assert ask("members", "member position", collective="un-security-council", target="independence") == [
        "france, -",
        "panama, -",
        "russia, opposes",
        "united-kingdom, -",
        "united-states, supports",
    ]


def test_four_of_the_union_s_members_want_a_resolution_and_the_others_say_nothing_of_it(ask: Ask) -> None:
    assert ask("members", "member position", collective="eu", target="council-approval") == [
        "cyprus, supports",
        "france, -",
        "greece, supports",
        "portugal, -",
        "romania, supports",
        "slovakia, supports",
        "united-kingdom, -",
    ]


def test_no_member_of_the_union_takes_an_unconditional_side_on_recognition(ask: Ask) -> None:
    held = "opposes (held back: Conditional)"
    assert ask("members", "member position", collective="eu", target="recognition") == sorted(
        [*(f"{member}, {held}" for member in ("cyprus", "greece", "romania", "slovakia")), "france, -", "portugal, -", "united-kingdom, -"]
    )


def test_most_many_and_one_stay_parts_of_their_collective(ask: Ask) -> None:
    assert ask("partial-collectives", "collective scope relation target document") == sorted(
        [
            f"students, one, callsOn, europe, {REUTERS}",  # a placard
            f"students, one, supports, european-unity, {REUTERS}",
            f"eu-member-states, almost-all, supports, independence, {REUTERS}",
            f"eu-member-states, almost-all, affirms, best-for-stability, {REUTERS}",
            f"eu-member-states, almost-all, affirms, final-step, {REUTERS}",
            f"eu-member-states, many, supports, recognition, {BBC_15}",
            f"eu-member-states, many, recognises, independence, {BBC_15}",
            f"graffiti-writers, one, supports, independence, {BBC_15}",
            f"council-members, majority, supports, further-talks, {BBC_15}",
        ]
    )


@pytest.mark.parametrize(
    ("issue", "counted"), [("independence", "policy, 5, 3"), ("special-case", "claim, 0, 1"), ("un-role", "claim, 0, 3")]
)
def test_an_issue_has_as_many_on_each_side_as_the_texts_bear_out(ask: Ask, issue: str, counted: str) -> None:
    # Nobody says himself that Kosovo is a special case; and France, Britain and the US see no role for the UN.
    assert ask("issues", "type supporters opponents", issue=issue) == [counted]


# --- Who says so ---


def test_the_1800_staff_come_from_one_unnamed_official_through_one_reporter(ask: Ask) -> None:
    # Three passages, each carried on both days. Of which house the official is no text says.
    each = ["deploys, eu-mission", "deploys, eu-mission", "supports, stability"]
    assert ask("attribution-chains", "hop speaker office document relation target", reporter="lungescu") == sorted(
        f"1, senior-official, -, {document}, {row}" for document in (BBC_13, BBC_15) for row in each
    )


def test_the_deputy_prime_minister_s_never_is_passed_on_by_his_government(ask: Ask) -> None:
    assert ask("attribution-chains", "hop speaker office document relation target", reporter="serbian-government") == [
        f"1, djelic, deputy prime minister, for Serbia, {CNN}, refusesToRecognise, independence"
    ]


def test_what_a_rival_says_of_another_is_never_that_other_s_position(ask: Ask) -> None:
    assert ask("imputations", "speaker actor relation target asserted", teller_is="rival") == [
        "accusers, serb-forces, persecutes, kosovo-albanians, false",
        "kostunica, eu, offers, fast-track, false",  # at the price of consent
        "lavrov, foreign-powers, supports, independence, false",
        "putin, europe, affirms, special-case, false",
    ]


def test_an_interested_party_claims_a_majority_a_people_and_a_union_for_its_own_view(ask: Ask) -> None:
    assert ask("imputations", "speaker actor relation target asserted", teller_is="interested") == [
        "jaksic, kosovo-serbs, condemns, eu-mission, false",
        "jeremic, council-members, supports, further-talks, false",
        "sarkozy, eu, affirms, inevitable, false",
    ]


@pytest.mark.parametrize(
    ("actor", "target", "voices"),
    [
        ("russia", "independence", ["opposes, 2, 2, 0, 4"]),
        ("serbia", "independence", ["opposes, 11, 3, 0, 14"]),
        ("eu", "independence", ["does not support, 0, 1, 0, 0", "supports, 0, 1, 0, 1"]),
        ("greece", "recognition", ["opposes, 0, 0, 1, 0"]),
        ("cyprus", "declaration", ["does not support, 1, 0, 0, 1"]),
    ],
)
def test_own_words_are_told_from_the_reporter_s_and_from_a_third_party_s(ask: Ask, actor: str, target: str, voices: list[str]) -> None:
    assert ask("voices", "position own narrator third_party asserted", actor=actor, target=target) == voices


def test_a_local_leader_s_expectation_of_serbia_is_kept_apart_from_his_own_view(ask: Ask) -> None:
    assert ask("who-said-what", "voice actor relation target document", speaker="jaksic") == [
        f"own, jaksic, affirms, occupying-force, {REUTERS}",
        f"own, jaksic, condemns, eu-mission, {REUTERS}",
        f"own, jaksic, expects, serbian-intervention, {REUTERS}",
        f"third-party, kosovo-serbs, condemns, eu-mission, {REUTERS}",
        f"third-party, serbia, sends, serbian-intervention, {REUTERS}",
    ]


def test_that_europe_calls_kosovo_a_special_case_rests_on_its_accuser_alone(ask: Ask) -> None:
    assert ask("why", "actor relation asserted voice speaker quote", target="special-case", actor="europe") == [
        "europe, affirms, false, third-party, putin, You've been always telling us"
    ]


def test_russia_s_opposition_to_independence_rests_on_four_passages_of_three_articles(ask: Ask) -> None:
    assert ask("why", "relation voice speaker quote document", actor="russia", target="independence") == sorted(
        [
            f"opposes, narrator, -, Russia opposes independence, {CNN}",
            f"opposes, narrator, -, backed by Russia, opposes independence, {REUTERS}",
            f"opposes, own, lavrov, secession would be a mistake, {BBC_13}",
            f"warnsOf, own, russia, warned Kosovo's secession will set a precedent, {REUTERS}",
        ]
    )


def test_two_offices_are_held_by_the_summit_s_chairman_and_by_the_council_s_president(ask: Ask) -> None:
    rows = ask("offices", "speaker office principal from to")
    assert [row for row in rows if row.startswith(("arias", "socrates", "hyseni", "coalition", "unity"))] == [
        "arias, acting president, un-security-council, -, -",
        "arias, ambassador to the UN, panama, -, -",
        "coalition-government, government, kosovo, 2008-01-01, -",
        "hyseni, spokesman, unity-team, -, -",
        "socrates, chairman of the summit, eu, 2007-12-14, 2007-12-14",
        "socrates, prime minister, portugal, -, -",
        "unity-team, negotiators, kosovo, -, -",
    ]


def test_a_local_leader_unnamed_sources_and_reporters_speak_for_nobody(ask: Ask) -> None:
    assert not {"jaksic", "summit-diplomats", "reuters-diplomats", "senior-official", "mediators", "wells", "lungescu"} & set(
        ask("offices", "speaker")
    )


def test_serbia_and_russia_warn_and_one_threat_hangs_on_the_declaration(ask: Ask) -> None:
    assert ask("warnings", "speaker actor relation target because condition document") == sorted(
        [
            f"russia, russia, warnsOf, independence, precedent, -, {REUTERS}",
            f"warners, warners, warnsOf, independence, chaos, -, {REUTERS}",  # held back: of what, the text leaves open
            f"kostunica, serbia, warnsOf, recognition, precedent, -, {SUMMIT}",
            f"jeremic, serbia, threatens, kosovo, -, Kosovo declares independence, {CNN}",
            f"russia, russia, warnsOf, recognition, recognition-illegal, -, {BBC_15}",
            *[f"jeremic, serbia, warnsOf, independence, precedent, -, {BBC_15}"] * 3,
        ]
    )
