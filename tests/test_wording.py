"""What quoted words say against their statement (SG412 to SG415): slips that must be told, and ordinary English that must not."""

from __future__ import annotations

import time

import pytest

from stancegraph.checks import CHECKS
from stancegraph.reader import read


def raised(code: str, text: str) -> list[str]:
    annotations, _ = read(text, "annotations.yaml")
    return [problem.text for problem in CHECKS[code](annotations)]


def told(code: str, words: str, sentence: str, keys: str = "") -> bool:
    text = f'actors:\n  members: group\nstatements:\n- {sentence}:\n    quote: "{words}"\n{keys}'
    return bool(raised(code, text))


# ── SG412: what is still to come ──


@pytest.mark.parametrize(
    "words",
    [
        "will send a mission",
        "WILL",
        "it won't be long",
        "it plans to send",
        "a planned mission",
        "EU Plans Mission to Borland",
        "is expected soon",
        "its expected mission",
        "widely expected to send",
        "prepares a mission",
        "preparations for a mission",
        "would send a mission",
        "could be sent in May",
        "shall send it",
        "is due to send",
        "are about to go",
        "is set to sail",
        "likely to be sent",
        "intends a mission",
        "agreed to send one",
        "agreed on Friday to send one",
        "took a decision to send",
        "hopes to send one",
        "as the mission looms",
        "no plans to send one",
    ],
)
def test_words_that_look_ahead_are_no_deed(words: str) -> None:
    assert told("SG412", words, "Russia deploys a mission")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("will send a mission", "Russia supports a mission"),
        ("will send a mission", "Russia promises a mission"),
        ("will send a mission", "Russia plans to deploy a mission"),
        *(
            (words, "Russia deploys a mission")
            for words in [
                "against the will of Serbia",
                "a wilful goodwill mission on the plan",
                "of its own free will",
                "with good will",
                "where there is a will",
                "its will was done",
                "Will Ames sent it",
                "as expected, it came",
                "came sooner than expected",
                "expected since May",
                "a long-planned mission",
                "it had planned for years",
                "a well-prepared mission",
                "after much preparation it left",
                "in a prepared statement",
                "with planning permission",
                "a family planning clinic",
                "a mission that will stay",
                "a mission which would last a week",
                "the plans of the council",
                "a peace plan for the lake",
                "heirlooms",
                "agreed on the terms",
                "was sent in preparation for the vote",
                "deployed, hoping to calm the region",
            ]
        ),
    ],
)
def test_not_all_that_looks_ahead_is_a_plan(words: str, sentence: str) -> None:
    assert not told("SG412", words, sentence)


@pytest.mark.parametrize("words", ["are expected to recognize", "is widely expected to support it", "was expected to be for it"])
def test_who_is_expected_to_hold_a_thing_does_not_hold_it_yet(words: str) -> None:
    assert told("SG412", words, "Russia supports independence")
    assert not told("SG412", words, "Russia is expected to support independence")


def test_who_expects_is_told_from_who_is_expected() -> None:
    assert not told("SG412", "expected that it was best", "Russia supports independence")


# ── SG415: what is done later than it was written ──


@pytest.mark.parametrize(
    ("when", "late"), [("2031-05-02", True), ("2031-06", True), ("2031-05", False), ("2031-05-01", False), ("2030", False)]
)
def test_a_deed_lies_before_the_day_on_which_it_is_told(when: str, late: bool) -> None:  # noqa: FBT001 - the expected answer
    head = "documents:\n  herald: {date: 2031-05-01}\nstatements:\n"
    assert bool(raised("SG415", f"{head}- Arland deploys officers: {{source: herald, when: {when}}}\n")) is late


@pytest.mark.parametrize(
    "sentence", ["Arland plans to deploy officers", "Arland is expected to deploy officers", "Arland promises officers"]
)
def test_a_plan_and_a_promise_may_lie_ahead(sentence: str) -> None:
    text = f"documents:\n  herald: {{date: 2031-05-01}}\nstatements:\n- {sentence}: {{source: herald, when: 2032}}\n"
    assert raised("SG415", text) == []


@pytest.mark.parametrize(
    "statement",
    [
        "Arland deploys officers: {source: herald, when: 2032, status: retracted}",
        "Arland demands the dam: {source: herald, when: 2032}",
        "Arland warns of the dam: {source: herald, when: 2032}",
        "Arland deploys officers: {source: herald, when: 2032, said: 2032}",  # SG411
    ],
)
def test_only_a_deed_that_stands_is_done_too_early(statement: str) -> None:
    assert raised("SG415", f"documents:\n  herald: {{date: 2031-05-01}}\nstatements:\n- {statement}\n") == []


def test_without_a_date_of_the_document_nothing_lies_ahead() -> None:
    assert raised("SG415", "documents:\n  herald: {}\nstatements:\n- Arland deploys officers: {source: herald, when: 2032}\n") == []


# ── SG413: what is denied ──


@pytest.mark.parametrize(
    "words",
    [
        "does not support",
        "doesn't",
        "doesn\u2019t",
        "never",
        "no longer",
        "stopped short of",
        "stopping short",
        "fell short of support",
        "cannot support it",
        "has no plans to",
        "with no support for it",
        "refused to endorse",
        "declines to back it",
        "failed to support it",
        "unable to support",
        "has yet to support it",
        "neither backs nor blocks it",
    ],
)
def test_words_that_deny_ask_for_a_negation(words: str) -> None:
    assert told("SG413", words, "Russia supports independence")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("did not oppose the dam", "Russia opposes the dam"),
        ("has never opposed it", "Russia opposes the dam"),
        ("did not reject it", "Russia rejects the dam"),
        ("would not deny it", "Russia denies the dam"),
        ("didn't object to it", "Russia opposes the dam"),
        ("did not rule it out, and did not rule out more", "Russia rules out the dam"),
    ],
)
def test_to_deny_what_is_against_asks_for_a_negation(words: str, sentence: str) -> None:
    assert told("SG413", words, sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("does not support", "Russia does not support independence"),
        ("does not want", "Russia opposes independence"),
        ("will not let it pass", "Russia vetoes a resolution"),
        ("will not use force", "Russia rules out force"),
        ("it would not be supported", "Russia opposes force"),
        *(
            (words, "Russia supports independence")
            for words in [
                "not only supports",
                "it is not too late for independence",
                "whether or not",
                "notes another nevertheless",
                "not merely a wish",
                "could not be clearer",
                "could not be more in favour",
                "like never before",
                "has never wavered",
                "if not its price",
                "not surprisingly in favour",
                "not because it pays",
                "not without reason",
                "the dam, not the bridge",
                "does not hide its support",
                "not long ago",
                "not to be outdone",
                "better late than never",
                "never mind the cost",
                "could not agree more",
                "cannot imagine a future without it",
                "there is no plan but this one",
                "will never abandon it",
                "in favour of a dam that does not flood",
                "not for the first time in favour",
            ]
        ),
    ],
)
def test_not_every_not_is_a_denial(words: str, sentence: str) -> None:
    assert not told("SG413", words, sentence)


# ── SG414: what holds of a part ──


@pytest.mark.parametrize(
    "words",
    [
        "most of them",
        "most members back it",
        "Many members",
        "many EU countries plan",
        "almost all",
        "nearly all",
        "virtually all members",
        "a majority of",
        "a vast majority",
        "the majority of members",
        "some of them",
        "some members",
        "several member states",
        "a few members",
        "half of the members",
        "two-thirds of them",
        "70 percent of members",
        "one of its members",
        "mostly in favour",
    ],
)
def test_words_for_a_part_ask_for_a_scope(words: str) -> None:
    assert told("SG414", words, "members support independence")
    assert not told("SG414", words, "members support independence", "    scope: most\n")


def test_members_are_what_a_collective_s_name_calls_them() -> None:
    text = "actors:\n  guild: {type: group, name: the rowers of the lake}\nstatements:\n- guild supports the dam:\n    quote: some rowers are for it\n"
    assert raised("SG414", text) == ["the quote says 'some rowers', but the scope is all"]
    assert raised("SG414", text.replace("some rowers", "some oars")) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("most of them", "Russia supports independence"),
        *(
            (words, "members support independence")
            for words in [
                "Germany and all its members",
                "at most the most important",
                "most recently in May",
                "most likely",
                "most strongly",
                "most importantly",
                "most of all",
                "most of the time",
                "more than most",
                "in most cases",
                "for many years",
                "many times",
                "for many reasons",
                "in as many words",
                "many happy returns",
                "the most costly one",
                "Some 1,000 students marched",
                "for some time",
                "the ethnic majority's demand",
                "sent some police and many judges",
                "wants many dams",
                "backs 80% of the costs",
                "deployed several hundred judges",
                "backed by some 27 others",
                "an uprising of the majority",
            ]
        ),
    ],
)
def test_not_every_most_is_a_part(words: str, sentence: str) -> None:
    assert not told("SG414", words, sentence)


# ── all ──


@pytest.mark.parametrize("code", ["SG412", "SG413", "SG414"])
@pytest.mark.parametrize("piece", ["will ", "not ", "most of the ", "many a ", "plans the ", "expected ", "the majority ", "does n't "])
def test_a_quote_of_a_hundred_thousand_words_takes_no_time(code: str, piece: str) -> None:
    sentence = {"SG412": "members deploy a mission", "SG413": "members support independence", "SG414": "members support independence"}[code]
    began = time.process_time()
    told(code, piece * 50_000, sentence)
    assert time.process_time() - began < 5
