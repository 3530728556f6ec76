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


# --- The arithmetic of discourse networks ---

TOLL = """\
actors:
  rome: {type: state, name: Rome}
  ostia: {type: state, name: Ostia}
  capua: state
issues:
  toll: {type: policy, name: harbour toll}
  silt: policy
documents:
  paper: {title: A paper, date: 2008-02-14}
acts: {feast: meeting}
defaults: {source: paper}
statements:
- Rome supports toll: {quote: yes to it, said: 2008-01-01, id: r1}
- Rome supports toll: {said: 2008-01-02, id: r2}
- Rome opposes toll: {said: 2008-01-03, id: r3}
- Rome supports silt: {if: Ostia pays, id: r4}
- Rome supports silt: {id: r5}
- Rome blocks feast: {id: r6}
- Ostia supports toll: {quote: why not, by: ostia, id: o1}
- Ostia does not support silt: {id: o2}
- Capua supports toll: {if: Rome pays, id: c1}
"""


@pytest.fixture(scope="module")
def harbour() -> Project:
    annotations, problems = read(TOLL)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return Project(annotations=annotations, problems=tuple(problems))


def lines(shown: str) -> list[str]:
    """Its lines, with one blank for many."""
    return [" ".join(line.split()) for line in shown.splitlines()]


def test_two_actors_have_the_arithmetic_of_their_statements(harbour: Project) -> None:
    # Rome's two words for the toll are superseded, and count; its conditional one on silt does not. On silt +1 and -1/2 lie 3/4 apart.
    shown = lines(harbour.why("rome", "ostia"))
    assert shown[shown.index("By statements, each counted once:") + 1 :] == [
        "silt: C 1·1·0.25; D 1·1·0.75",
        "Rome supports (1)",
        "(no quote) A paper, 2008-02-14 [s/r5]",
        "Ostia does not support (1)",
        "(no quote) A paper, 2008-02-14 [s/o2]",
        "harbour toll: C 2·1; D 1·1",
        "Rome opposes (1)",
        "(no quote) A paper, 2008-01-03 [s/r3]",
        "Rome supports (2)",
        "“yes to it” A paper, 2008-01-01 [s/r1]",
        "(no quote) A paper, 2008-01-02 [s/r2]",
        "Ostia supports (1)",
        "“why not” A paper, 2008-02-14 [s/o1]",
        "congruence C 1·1·0.25 + 2·1 = 2.25; ÷ 3 = 0.75",
        "conflict D 1·1·0.75 + 1·1 = 1.75; ÷ 3 = 0.5833",
        "subtract C − D −1·1·0.5 − 1·1 + 2·1 = 0.5; ÷ 3 = 0.1667",  # noqa: RUF001
        "÷ average: half of the 4 + 2 statements of the two",
        "choices: duplicates include, statements asserted, origins explicit",
        "others: stancegraph network --explain rome ostia --normalization jaccard",
    ]


def test_of_many_statements_of_a_side_three_are_shown() -> None:
    items = "".join(f"- Rome supports toll: {{id: s{n}}}\n" for n in range(5))
    annotations, _ = read(f"{items}- Ostia supports toll: {{id: o}}\n")
    shown = Project(annotations=annotations, problems=()).why("rome", "ostia")
    assert "C 5·1\n" in shown
    assert "[s/s2]\n      and 2 more\n" in shown


NEARNESS = "Stances agree, disagree or do neither; here each statement counts by how near the two positions are."


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ("does not support", True),  # it excludes support alone: neither, and a quarter away from opposing
        ("opposes", False),
        ("supports", False),
    ],
)
def test_nearness_is_explained_where_stances_neither_agree_nor_disagree_and_statements_count(position: str, told: bool) -> None:  # noqa: FBT001
    annotations, _ = read(f"- Rome opposes toll: {{id: r}}\n- Ostia {position} toll: {{id: o}}\n")
    shown = Project(annotations=annotations, problems=()).why("rome", "ostia")
    assert ("neither agree nor disagree on" in shown, NEARNESS in shown) == (told, told)


def test_a_pair_that_shares_nothing_or_of_which_nothing_counts_has_zero(harbour: Project) -> None:
    assert harbour.why("rome", "capua").endswith("0: nothing shared; no statement of capua is counted")
    assert harbour.why("rome", "rome").endswith("0: nothing shared; an actor has no tie to itself")


def test_an_actor_and_an_issue_have_the_cell_by_level_and_what_is_not_counted(harbour: Project) -> None:
    shown = lines(harbour.why("Rome", "silt"))
    assert shown[:10] == [
        "Rome on silt, by statements, each counted once:",
        "supports (1)",
        "(no quote) A paper, 2008-02-14 [s/r5]",
        "two-mode 1 = 1",
        "subtract 1·1 = 1",
        "÷ activity 1·1 = 1; ÷ 4 = 0.25 (all statements of Rome)",
        "÷ prominence 1·1 = 1; ÷ 2 = 0.5 (all statements on silt)",
        "not counted (1)",
        "supports, held back as Conditional: (no quote) A paper, 2008-02-14 [s/r4]",
        "choices: duplicates include, statements asserted, origins explicit",
    ]
    assert shown[-1] == "Stance: Rome supports silt, since 2008-02-14 (from 1 statement)"


def test_the_side_that_a_deed_shows_is_named_and_not_counted(harbour: Project) -> None:
    shown = harbour.why("rome", "feast")
    assert "0: nothing counted" in shown
    assert "opposes, which a deed shows: (no quote) A paper, 2008-02-14 [s/r6]" in shown


@pytest.mark.parametrize(
    ("one", "other", "chosen", "arithmetic"),
    [
        ("rome", "ostia", {}, "1·1·0.25 + 2·1 = 2.25"),
        ("Rome", "ostia", {"type": "conflict", "normalization": "average"}, "1·1·0.75 + 1·1 = 1.75; ÷ 3 = 0.5833"),
        ("rome", "harbour toll", {}, "1 + 2 = 3"),
        ("toll", "rome", {"type": "two-mode-subtract"}, "1·(−1) + 2·1 = 1"),  # noqa: RUF001
        ("toll", "silt", {"duplicates": "all"}, "1·1·0.25 + 1·1 = 1.25"),
        ("rome", "silt", {"statements": "all"}, "2 = 2"),
    ],
)
def test_what_two_names_are_decides_which_cell_is_explained(
    harbour: Project, one: str, other: str, chosen: dict[str, str], arithmetic: str
) -> None:
    assert harbour.explain(one, other, **chosen).arithmetic == arithmetic


def test_unknown_names_and_uncounted_ones_are_told(harbour: Project) -> None:
    with pytest.raises(LookupError, match="nothing here is called 'ostja'; did you mean 'ostia'"):
        harbour.explain("rome", "ostja")
    with pytest.raises(LookupError, match="'capua' is not in this network: no statement that is counted is tied to it"):
        harbour.explain("rome", "capua")
