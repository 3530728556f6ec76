"""`why` says who said what, in which voice, and why it counts or not."""

from __future__ import annotations

import pytest

from stancegraph import Project
from stancegraph.explain import why
from stancegraph.problems import Severity
from stancegraph.reader import read

TEXT = """\
actors:
  russia: {type: state, name: Russia}
  lavrov: {type: person, name: Sergei Lavrov, speaks_for: {actor: russia, as: foreign minister}}
  serbia: {type: state, name: Serbia}
  albania: {type: state, name: Albania}
  reporter: person
issues:
  independence: policy
  recognition: {type: policy, entails: independence}
documents:
  paper-2008-02-14: {title: A paper, publisher: Press, date: 2008-02-14}
defaults: {source: paper-2008-02-14}
statements:
- Russia opposes independence:
    by: lavrov
    via: reporter
    quote: a mistake
    id: own
- Serbia supports recognition:
    if: talks fail
    id: conditional
- Serbia supports independence:
    by: albania
    id: smear
- Albania supports independence:
    id: side
"""


@pytest.fixture(scope="module")
def project() -> Project:
    annotations, problems = read(TEXT)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return Project(annotations=annotations, problems=tuple(problems))


def test_an_asserted_triple_shows_words_speaker_voice_reporter_document_and_date(project: Project) -> None:
    shown = project.why("Russia", "opposes", "independence")
    assert shown.startswith("Russia opposes independence: asserted, by 1 of 1 statement\n")
    for part in (
        "\u201ca mistake\u201d",
        "Sergei Lavrov, foreign minister of Russia (its own voice)",
        "reporter",
        "A paper, Press",
        "2008-02-14",
        "annotations.yaml:14",
    ):
        assert part in shown


def test_what_follows_is_shown_with_its_rule_and_premises(project: Project) -> None:
    # Whoever opposes what recognition entails opposes recognition at most as strongly (R2).
    shown = project.why("russia opposes independence")
    assert "R2: Russia opposes recognition" in shown
    assert "from stance/russia_independence" in shown


def test_a_held_back_statement_shows_its_reason_in_plain_words_and_its_shadow_edge(project: Project) -> None:
    shown = project.why("Serbia supports recognition")
    assert "not asserted; its one statement is held back" in shown
    assert "held back as Conditional: holds only if talks fail" in shown
    assert "Serbia sg:conditionallySupports recognition" in shown


def test_an_ally_s_word_names_the_statement_that_shows_its_interest(project: Project) -> None:
    shown = project.why("Serbia supports independence")
    assert "held back as InterestedSource" in shown
    assert "because of s/side" in shown


def test_a_statement_is_found_by_its_id_with_or_without_prefix_and_by_its_iri(project: Project) -> None:
    base = project.annotations.project.base
    assert project.why("own") == project.why("s/own") == project.why(f"{base}s/own")


def test_two_actors_are_compared_on_what_both_have_a_stance_on(project: Project) -> None:
    shown = project.why("Russia", "Albania")
    assert "0 agreed, 1 disputed" in shown
    assert "They disagree on independence" in shown


def test_a_relation_may_be_called_as_answers_write_it(project: Project) -> None:
    assert project.why("Russia sg:opposes independence") == project.why("Russia opposes independence")
    for words in ("Serbia doesNotSupport recognition", "Serbia not-supports recognition"):
        assert project.why(words).startswith("Serbia does not support recognition: no statement says so")


def test_a_minister_and_his_country_are_one_voice(project: Project) -> None:
    assert "Sergei Lavrov speaks for Russia, as foreign minister" in project.why("lavrov", "Russia")


def test_a_triple_that_nobody_stated_is_told_with_the_actor_s_other_statements(project: Project) -> None:
    shown = project.why("Russia supports independence")
    assert "no statement says so" in shown
    assert "+ Russia opposes independence [asserted]" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [("Russa opposes independence", "did you mean 'russia'?"), ("Russia opposess independence", "did you mean 'opposes'?")],
)
def test_unknown_words_name_the_closest_known_ones(project: Project, words: str, said: str) -> None:
    with pytest.raises(LookupError) as caught:
        why(project.derived, words)
    assert said in str(caught.value)


def test_of_many_premises_a_statement_shows_the_first_and_how_many_more() -> None:
    items = "".join(f"- Russia {'opposes' if n % 2 else 'supports'} independence: {{id: s{n:02}}}\n" for n in range(12))
    annotations, _ = read(items)
    shown = Project(annotations=annotations, problems=()).why("s00")
    assert "from s/s00, s/s01, s/s02, s/s03, s/s04 and 7 more\n" in f"{shown}\n"
