"""From a project to its event list: what is an event, at which level, when, whose, and what the truth gate leaves of it (NETWORKS 1, 9)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stancegraph import loader
from stancegraph.discourse import gathered, network
from stancegraph.gate import judge
from stancegraph.inference import derive
from stancegraph.problems import Severity
from stancegraph.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from stancegraph.discourse import Event, Events

HEAD = """\
project: {id: k, base: "https://example.org/k/"}
actors:
  arland: {type: state, name: Arland}
  borland: state
  corland: state
  union: {type: igo, name: the Union}
  ministry: {type: organization, speaks_for: arland}
  ann: {type: person, speaks_for: {actor: ministry, valid: 2010/2012}}
  bob: {type: person, speaks_for: [arland, borland]}
issues:
  dam: {name: the dam}
  weir: {name: the weir}
  canal: {name: the canal}
acts:
  mission: {name: the mission}
documents:
  first: {date: 2010-03-01, publisher: union}
statements:
"""


def told(*statements: str, holder: str = "written", clock: str = "said") -> Events:
    """The event list of a small project with these statements."""
    annotations, problems = read(HEAD + "".join(f"- {line}\n" for line in statements), "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity is Severity.ERROR] == []
    return gathered(derive(judge(annotations)), holder=holder, clock=clock)


def only(*statements: str, holder: str = "written", clock: str = "said") -> Event:
    (event,) = told(*statements, holder=holder, clock=clock)
    return event


# --- Levels ---


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Arland supports the dam", 1),
        ("Arland opposes the dam", -1),
        ("Arland does not support the dam", -0.5),
        ("Arland does not oppose the dam", 0.5),
        ("Arland is neutral on the dam", 0),
        ("Arland will never recognise the dam", -1),
    ],
)
def test_a_stance_is_an_event_at_the_midpoint_of_its_interval(sentence: str, level: float) -> None:
    event = only(sentence)
    assert (event.actor, event.issue, event.level, event.origin) == ("arland", "dam", level, "explicit")


def test_not_to_be_neutral_is_no_level_and_is_counted_as_left_out() -> None:
    found = told("Arland is not neutral on the dam", "Arland convenes the summit", "Arland does not deploy the mission")
    assert len(found) == 0
    assert found.left_out == (("acts and ties that show no side", 2), ("not neutral, which is no level between for and against", 1))


def test_statements_are_events_or_left_out() -> None:
    found = told(
        "Arland supports the dam", "Borland is not neutral on the dam", "Arland deploys the mission", "Arland convenes the summit",
        "Borland urges Arland: {for: [dam, weir], against: [canal]}",
    )  # fmt: skip
    statements = {event.id.partition("/dam")[0].partition("/weir")[0].partition("/canal")[0] for event in found}
    assert len(statements) + sum(n for _, n in found.left_out) == 5


# --- Deeds ---


def test_a_deed_shows_a_side_and_is_marked_as_one() -> None:
    event = only("Arland deploys the mission")
    assert (event.issue, event.level, event.origin, event.relation, event.premise) == ("mission", 1, "act", "deploys", (event.id,))
    assert event.issue_type == "act"


def test_a_deed_for_some_and_against_others_is_an_event_for_each() -> None:
    found = told("Borland urges Arland: {for: [dam, weir], against: [canal]}")
    assert {(event.actor, event.issue, event.level) for event in found} == {
        ("borland", "dam", 1), ("borland", "weir", 1), ("borland", "canal", -1),
    }  # fmt: skip
    assert len({event.id for event in found}) == 3


def test_a_deed_for_and_against_one_thing_is_two_events() -> None:
    found = told("Borland urges Arland: {for: [dam], against: [dam]}")
    assert sorted((event.level, event.id.rpartition("/")[2]) for event in found) == [(-1, "opposes"), (1, "supports")]


def test_a_deed_and_the_stance_that_is_coded_beside_it_are_two_statements_and_count_twice() -> None:
    found = told(
        "Arland deploys the mission: {source: first}", "Arland supports the mission: {source: first}", "Borland supports the mission"
    )
    assert network(found).weight_of("arland", "borland") == 1
    assert network(found, origins=("explicit", "act")).weight_of("arland", "borland") == 2
    assert network(found, origins=("explicit", "act"), duplicates="document").weight_of("arland", "borland") == 1


# --- Rules ---

RULES = """\
project: {id: k, base: "https://example.org/k/"}
issues:
  dam: {entails: water, excludes: park}
  water: {}
  park: {}
  no-dam: {negation_of: dam}
acts:
  mission: {name: the mission}
statements:
"""


def derived(*statements: str) -> list[Event]:
    annotations, problems = read(RULES + "".join(f"- {line}\n" for line in statements), "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity is Severity.ERROR] == []
    return [event for event in gathered(derive(judge(annotations))) if event.origin == "derived"]


def test_what_rules_conclude_are_events_with_their_rule_and_ground() -> None:
    found = derived("Arland supports the dam: {said: 2010-01-01, id: one}")
    assert sorted((event.relation, event.issue, event.level) for event in found) == [
        ("R1", "water", 1),
        ("R3", "park", -1),
        ("R4", "no-dam", -1),
    ]
    assert {(event.actor, event.date, event.premise, event.held) for event in found} == {("arland", "2010-01-01", ("s/one",), ())}


def test_a_weak_stance_stays_weak_in_what_follows_from_it() -> None:
    (event, *_) = [event for event in derived("Arland does not support water: {said: 2010-01-01}") if event.issue == "dam"]
    assert (event.relation, event.level) == ("R2", -0.5)


def test_a_deed_is_one_event_of_origin_act_and_none_of_r0() -> None:
    assert derived("Arland deploys the mission") == []


def test_ids_are_unique_whatever_an_event_comes_from() -> None:
    found = told(
        "Arland supports the dam", "Bob supports the dam", "Bob urges Corland: {for: [dam, weir], against: [dam]}", "Arland deploys the mission",
        holder="principal",
    )  # fmt: skip
    ids = [event.id for event in found]
    assert len(ids) == len(set(ids)) == 1 + 2 + 6 + 1


# --- Holders ---


def test_the_holder_is_the_actor_as_written_unless_asked() -> None:
    assert only("Ann supports the dam: {said: 2011-01-01}").actor == "ann"


@pytest.mark.parametrize(("said", "holders"), [("2011-01-01", ["arland"]), ("2014-01-01", ["ann"]), ("2012-12-31", ["arland"])])
def test_a_principal_is_reached_through_offices_that_are_held_on_that_day(said: str, holders: list[str]) -> None:
    found = told(f"Ann supports the dam: {{said: {said}}}", holder="principal")
    assert [event.actor for event in found] == holders


def test_who_speaks_for_two_counts_as_each() -> None:
    found = told("Bob supports the dam: {id: one}", holder="principal")
    assert [(event.id, event.actor, event.actor_type) for event in found] == [
        ("s/one/arland", "arland", "state"), ("s/one/borland", "borland", "state"),
    ]  # fmt: skip


def test_a_circle_of_offices_comes_to_an_end() -> None:
    text = "actors:\n  ann: {type: person, speaks_for: bob}\n  bob: {type: person, speaks_for: ann}\nstatements:\n- ann supports the dam\n"
    annotations, _ = read(text, "annotations.yaml")
    assert [event.actor for event in gathered(derive(judge(annotations)), holder="principal")] == ["bob"]


# --- Clocks ---


@pytest.mark.parametrize(
    ("times", "clock", "day"),
    [
        ("said: 2010-05-06, when: 2009-01-01", "said", "2010-05-06"),
        ("said: 2010-05-06, when: 2009-01-01", "when", "2009-01-01"),
        ("said: 2010-05-06, when: 2009-01-01, source: first", "document", "2010-03-01"),
        ("when: 2009-01-01", "said", "2009-01-01"),
        ("source: first", "said", "2010-03-01"),
        ("source: first", "when", "2010-03-01"),
        ("said: 2010-05-06", "document", ""),
        ("said: 2010-05", "said", "2010-05-01"),
        ("said: 2010-05?", "said", "2010-05-01"),
        ("said: 2010-05-06/2010-06-01", "said", "2010-05-06"),
        ("said: 2010-05-06/..", "said", "2010-05-06"),
        ("said: ../2010-05-06", "said", "2010-05-06"),
        ("said: by 2010-05", "said", "2010-05-31"),
        ("said: 9999-12-31", "said", "9999-12-31"),
    ],
)
def test_a_date_is_the_first_day_that_the_asked_for_time_may_mean(times: str, clock: str, day: str) -> None:
    assert only(f"Arland supports the dam: {{{times}}}", clock=clock).date == day


# --- The truth gate ---

CLAIMS = (
    "Arland supports the dam: {by: arland, id: own}",
    "Corland supports the dam: {id: narrated}",
    "Arland supports the weir: {by: arland, if: all agree, id: conditional}",
    "Borland promises to support the weir: {id: promised}",
    "Borland opposes the canal: {mode: expected, id: expected}",
    "Borland opposes the canal: {certainty: possible, id: possible}",
    "Borland opposes the dam: {id: side}",
    "Borland supports the weir: {by: corland, id: neutral-word}",
    "Corland opposes the dam: {by: borland, id: interested}",
)


@pytest.mark.parametrize(
    ("statements", "ids"),
    [
        ("asserted", {"own", "narrated", "promised", "side", "neutral-word"}),
        ("own_words", {"own"}),
        ("reported", {"narrated", "promised", "side", "neutral-word"}),
        ("all", {"own", "narrated", "conditional", "promised", "expected", "possible", "side", "neutral-word", "interested"}),
    ],
)
def test_conditional_planned_and_third_party_claims_are_in_or_out_by_a_named_choice(statements: str, ids: set[str]) -> None:
    found = network(told(*CLAIMS), statements=statements)
    assert {event.id.removeprefix("s/") for event in found.events} == ids
    assert found.n + sum(n for _, n in found.left_out) == len(CLAIMS)


def test_what_a_later_statement_overtook_was_asserted_in_its_time_and_counts() -> None:
    found = told("Arland opposes the dam: {said: 2010-01-01, id: then}", "Arland supports the dam: {said: 2011-01-01, id: now}")
    held = {event.id: event.held for event in found}
    assert held == {"s/then": ("Superseded",), "s/now": ()}
    assert network(found).n == 2
    # The network of the first year is the same whether or not the second was coded.
    early = told("Arland opposes the dam: {said: 2010-01-01, id: then}")
    assert network(found, until="2010-12-31").array().tolist() == network(early, until="2010-12-31").array().tolist()


def test_what_was_held_back_for_another_reason_as_well_does_not_count() -> None:
    found = told(
        "Arland opposes the dam: {said: 2010-01-01, if: all agree, id: then}", "Arland supports the dam: {said: 2011-01-01, id: now}"
    )
    assert {event.id for event in network(found).events} == {"s/now"}


# --- What an event knows ---


def test_an_event_knows_what_its_statement_knows(tmp_path: Path) -> None:
    quote = {"exact": "a dam", "start": 12, "end": 17, "prefix": "", "suffix": ""}
    documents = {"first": {"sha256": "0" * 64, "quotes": [quote]}}
    (tmp_path / "annotations.lock").write_text(json.dumps({"version": 1, "documents": documents}), encoding="utf-8")
    (tmp_path / "annotations.yaml").write_text(
        HEAD.replace("statements:\n", "coders: {kim: Kim}\nstatements:\n")
        + "- Arland supports the dam: {source: first, quote: a dam, by: ann, via: union, because: [weir], coder: kim, tags: [water], id: one}\n",
        encoding="utf-8",
    )
    (event,) = loader.load(tmp_path).events()
    assert (event.document, event.publisher, event.coder, event.start, event.end, event.quote) == (
        "first",
        "union",
        "kim",
        12,
        17,
        ("a dam",),
    )
    assert (event.speaker, event.reporter, event.reason, event.tag) == (("ann",), ("union",), ("weir",), ("water",))
    assert (event.actor_type, event.voice, event.mode, event.certainty, event.status) == ("state", "own", "actual", "certain", "final")
    assert loader.load(tmp_path).events().label("arland") == "Arland"


# --- Further names ---

NAMED = """\
actors:
  usa: {type: state, name: United States, also: [US, "the States"]}
  un: {type: igo, name: United Nations, also: [UN, the Union]}
  eu: {type: igo, name: European Union, also: [EU, the Union]}
issues:
  plan: {name: the peace plan, also: [Plan B]}
statements:
- usa supports plan
- un supports plan
- eu opposes plan
"""


@pytest.fixture
def named() -> Events:
    annotations, problems = read(NAMED, "annotations.yaml")
    assert [problem.headline() for problem in problems if problem.severity is Severity.ERROR] == []
    return gathered(derive(judge(annotations)))


@pytest.mark.parametrize("name", ["usa", "United States", "us", "US", "the states", "States"])
def test_a_cell_is_found_by_whatever_its_ends_are_called(named: Events, name: str) -> None:
    assert network(named).explain(name, "UN").row == "usa"
    assert network(named, type="two-mode").weight_of(name, "plan b") == 1


def test_a_name_of_two_is_nobodys(named: Events) -> None:
    with pytest.raises(LookupError, match="'the Union' is not in this network"):
        network(named).explain("the Union", "un")


def test_an_alias_that_is_misspelt_is_answered_with_one_that_there_is(named: Events) -> None:
    with pytest.raises(LookupError, match=r"'Statess' is not in this network; did you mean 'states'\?"):
        network(named).explain("Statess", "un")


def test_an_alias_of_what_ties_or_is_not_counted_is_told(named: Events) -> None:
    with pytest.raises(LookupError, match="'Plan B' is not in this network: it is one of the issues that tie actors"):
        network(named).explain("Plan B", "un")
    with pytest.raises(LookupError, match="'US' is not in this network: no statement that is counted is tied to it"):
        network(named, exclude={"actor": "usa"}).explain("US", "un")


def test_filters_take_aliases(named: Events) -> None:
    assert network(named, type="two-mode", include={"actor": ["US", "UN"]}).rows == ("un", "usa")
    assert network(named, type="two-mode", exclude={"actor": "the States"}).rows == ("eu", "un")
    with pytest.raises(ValueError, match="no event has the actor 'the Union'"):
        network(named, include={"actor": "the Union"})
