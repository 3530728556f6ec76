"""The forms of a verb, by the rules of English spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.inflection import inflections, third_person


def forms(phrase: str) -> dict[str, tuple[str, bool]]:
    return {form: (letter, negated) for form, letter, negated in inflections(phrase)}


@pytest.mark.parametrize(
    ("verb", "s", "d", "g"),
    [
        ("oppose", "opposes", "opposed", "opposing"),
        ("support", "supports", "supported", "supporting"),
        ("deny", "denies", "denied", "denying"),
        ("deploy", "deploys", "deployed", "deploying"),
        ("plan", "plans", "planned", "planning"),
        ("commit to", "commits to", "committed to", "committing to"),
        ("press for", "presses for", "pressed for", "pressing for"),
        ("veto", "vetoes", "vetoed", "vetoing"),
        ("launch", "launches", "launched", "launching"),
        ("push", "pushes", "pushed", "pushing"),
        ("agree to", "agrees to", "agreed to", "agreeing to"),
        ("foresee", "foresees", "foreseed", "foreseeing"),
        ("tie to", "ties to", "tied to", "tying to"),
        ("reject", "rejects", "rejected", "rejecting"),
        ("offer", "offers", "offered", "offering"),
        ("call on", "calls on", "called on", "calling on"),
        ("relax", "relaxes", "relaxed", "relaxing"),
        ("argue", "argues", "argued", "arguing"),
    ],
)
def test_a_verb_takes_s_ed_and_ing_on_its_first_word(verb: str, s: str, d: str, g: str) -> None:
    found = forms(verb)
    assert [found.get(form) for form in (verb, s, d, g)] == [("b", False), ("s", False), ("d", False), ("g", False)]


def test_a_phrase_in_the_third_person_has_the_same_forms_as_its_base() -> None:
    assert forms("objects to") == forms("object to")


@pytest.mark.parametrize(
    ("third", "base"), [("denies", "deny"), ("ties", "tie"), ("vetoes", "veto"), ("opposes", "oppose"), ("presses", "press")]
)
def test_the_base_is_found_behind_a_third_person(third: str, base: str) -> None:
    assert forms(third)[base] == ("b", False)


def test_a_last_consonant_behind_two_vowels_is_not_doubled() -> None:
    assert "seekking" not in forms("seek")


@pytest.mark.parametrize(
    ("form", "letter", "negated"),
    [
        ("be against", "b", False),
        ("are against", "b", False),
        ("is against", "s", False),
        ("was against", "d", False),
        ("been against", "d", False),
        ("being against", "g", False),
        ("is not against", "s", True),
        ("isn't against", "s", True),
        ("aren't against", "b", True),
        ("wasn't against", "d", True),
        ("weren't against", "d", True),
        ("was never against", "d", True),
        ("are no longer against", "b", True),
    ],
)
def test_be_is_inflected_and_negated_in_place(form: str, letter: str, negated: bool) -> None:  # noqa: FBT001 - a column of the table
    assert forms("be against")[form] == (letter, negated)


def test_a_fixed_phrase_has_no_other_form() -> None:
    assert forms("Will never recognise") == {"will never recognise": ("s", False)}


@pytest.mark.parametrize(
    ("verb", "third"),
    [
        ("oppose", "opposes"),
        ("be opposed to", "is opposed to"),
        ("be", "is"),
        ("rule out", "rules out"),
        ("stand by", "stands by"),
        ("will never recognise", "will never recognise"),
    ],
)
def test_the_third_person_names_the_relation(verb: str, third: str) -> None:
    assert third_person(verb) == third


@given(phrase=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda text: text.strip() == text))
def test_any_phrase_is_among_its_own_forms(phrase: str) -> None:
    assert phrase.casefold() in forms(phrase) or phrase.casefold().split(" ")[0].endswith("s")
