"""Every rule's own examples, and the cases that a check could easily get wrong.

`# expect: CODE` marks the lines on which a text raises that code.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph import checks, texts
from stancegraph.checks import CHECKS, check
from stancegraph.checks.names import circular
from stancegraph.checks.textual import TEXT_CHECKS
from stancegraph.loader import load
from stancegraph.problems import Problem, Severity, in_file_order
from stancegraph.reader import read
from stancegraph.rulebook import Rule, explain, rules
from stancegraph.texts import evidence

if TYPE_CHECKING:
    from stancegraph.project import Project

RULES = rules()
SHOWN = [rule for rule in RULES.values() if rule.bad and not (rule.article or rule.lock or rule.annotations)]
IN_FOLDERS = [rule for rule in RULES.values() if rule.article or rule.lock]
FAULTY = [read(rule.bad, "annotations.yaml")[0] for rule in SHOWN]


def problems(text: str) -> list[Problem]:
    annotations, found = read(text, "annotations.yaml")
    return in_file_order([*found, *check(annotations)])


def found(code: str, text: str) -> list[Problem]:
    return [problem for problem in problems(text) if problem.code == code]


def raised(code: str, text: str) -> list[int]:
    return [problem.place.line for problem in found(code, text)]


def marked(code: str, text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if f"# expect: {code}" in line]


# ── the rulebook ──


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_bad_example_raises_its_code_with_its_severity(rule: Rule) -> None:
    assert {problem.severity for problem in found(rule.code, rule.bad)} == {rule.severity}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_good_example_does_not_raise_its_code(rule: Rule) -> None:
    assert found(rule.code, rule.good) == []


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_good_example_has_no_error(rule: Rule) -> None:
    assert [problem.headline() for problem in problems(rule.good) if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_every_problem_says_what_to_write(rule: Rule) -> None:
    assert all(problem.help for problem in found(rule.code, rule.bad))


def in_folder(text: str, rule: Rule, folder: Path) -> Project:
    """A project of one file beside the rule's lock; all its documents have the rule's text."""
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    (folder / "texts").mkdir(exist_ok=True)
    for slug in load(folder).annotations.documents if rule.article else ():
        (folder / "texts" / f"{slug}.txt").write_text(rule.article, encoding="utf-8")
    if rule.lock:
        (folder / "annotations.lock").write_text(rule.lock, encoding="utf-8")
    return load(folder, folder / "texts" if rule.article else None)


@pytest.mark.parametrize("rule", IN_FOLDERS, ids=lambda rule: rule.code)
def test_bad_example_beside_its_text_raises_its_code_with_its_severity_and_help(rule: Rule, tmp_path: Path) -> None:
    raised = [problem for problem in in_folder(rule.bad, rule, tmp_path).problems if problem.code == rule.code]
    assert {(problem.severity, bool(problem.help)) for problem in raised} == {(rule.severity, True)}


@pytest.mark.parametrize("rule", IN_FOLDERS, ids=lambda rule: rule.code)
def test_good_example_beside_its_text_has_no_error_and_is_silent(rule: Rule, tmp_path: Path) -> None:
    left = in_folder(rule.good, rule, tmp_path).problems
    assert [problem.headline() for problem in left if problem.code == rule.code or problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", TEXT_CHECKS)
def test_a_check_of_texts_raises_no_code_but_its_own(code: str, tmp_path: Path) -> None:
    raised = set()
    for rule in IN_FOLDERS:
        (tmp_path / rule.code).mkdir()
        notes = in_folder(rule.bad, rule, tmp_path / rule.code).annotations
        raised |= {problem.code for problem in TEXT_CHECKS[code](evidence(notes, texts.load(notes, tmp_path / rule.code / "texts")[0]))}
    assert raised == {code}


def test_the_codes_of_texts_are_known_without_importing_what_reads_them() -> None:
    assert {*TEXT_CHECKS, "SG423"} == checks.OF_TEXTS


def test_every_check_of_texts_has_a_text_on_its_page() -> None:
    assert set(TEXT_CHECKS) <= {rule.code for rule in IN_FOLDERS if rule.article}


@pytest.mark.parametrize("code", sorted(set(CHECKS) - {rule.code for rule in IN_FOLDERS}))
def test_a_check_raises_no_code_but_its_own(code: str) -> None:
    assert {problem.code for annotations in FAULTY for problem in CHECKS[code](annotations)} == {code}


def test_only_what_a_text_cannot_show_has_no_example() -> None:
    assert {code for code, rule in RULES.items() if not rule.bad} == {"SG001", "SG015", "SG425"}


def test_every_code_that_the_program_raises_has_a_page() -> None:
    package = Path(str(checks.__file__)).parents[1]
    written = {code for path in package.rglob("*.py") for code in re.findall(r'"(SG\d{3})",', path.read_text(encoding="utf-8"))}
    assert written - set(RULES) == set()


def test_rules_come_in_the_order_of_codes() -> None:
    assert list(RULES) == sorted(RULES)


def test_a_page_begins_with_code_severity_and_title() -> None:
    assert explain(RULES["SG302"]).splitlines()[0] == "SG302 info: a contradiction"


def test_a_page_ends_with_the_good_example() -> None:
    assert explain(RULES["SG004"]).endswith("Good:\n    - Russia opposes independence:\n        source: cnn-2008-02-14")


# ── SG220: declared but unused ──


@pytest.mark.parametrize(
    "block",
    ["by: serbia", "via: serbia", "by: {actor: putin, as: serbia}", "except: serbia", "{from: serbia}"],
)
def test_an_actor_named_anywhere_in_a_block_is_used(block: str) -> None:
    text = f"actors:\n  serbia: state\nstatements:\n- Russia demands talks:\n    {block.strip('{}') if 'from' in block else block}\n"
    assert raised("SG220", text) == []


def test_an_issue_given_as_a_reason_is_used() -> None:
    assert raised("SG220", "issues:\n  stability: {}\nstatements:\n- Russia opposes independence:\n    because: stability\n") == []


def test_an_instrument_that_an_act_rests_on_is_used() -> None:
    text = "instruments:\n  resolution-1244: {also: [1244]}\nstatements:\n- the EU deploys a mission under 1244\n"
    assert raised("SG220", text) == []


def test_a_group_that_members_belong_to_is_used() -> None:
    assert raised("SG220", "actors:\n  eu: igo\n  greece: {type: state, member_of: eu}\nstatements:\n- Greece opposes independence\n") == []


def test_a_publisher_is_used() -> None:
    text = (
        "actors:\n  cnn: media\ndocuments:\n  article: {publisher: CNN}\nstatements:\n- Russia opposes independence:\n    source: article\n"
    )
    assert raised("SG220", text) == []


def test_a_document_that_another_repeats_is_used() -> None:
    text = "documents:\n  first: {}\n  copy: {repeats: first}\nstatements:\n- Russia opposes independence:\n    source: copy\n"
    assert raised("SG220", text) == []


def test_what_is_declared_and_never_named_is_unused() -> None:
    text = """\
actors:
  serbia: state  # expect: SG220
documents:
  cnn: {}  # expect: SG220
coders:
  anna: {}  # expect: SG220
statements:
- Russia opposes independence
"""
    assert raised("SG220", text) == marked("SG220", text)


# ── SG221: one name for two things ──


def test_a_leading_article_and_case_do_not_tell_names_apart() -> None:
    text = "issues:\n  independence: {also: [the Plan]}\n  partition: {also: [plan]}  # expect: SG221\n"
    assert raised("SG221", text) == marked("SG221", text)


def test_an_actor_and_an_issue_may_share_a_name() -> None:
    assert raised("SG221", "actors:\n  kosovo: {also: [the province]}\nissues:\n  status: {also: [the province]}\n") == []


def test_an_alias_that_repeats_the_own_name_is_no_second_owner() -> None:
    assert raised("SG221", "actors:\n  eu: {type: igo, name: EU, also: [EU, the EU]}\n") == []


# ── SG222: circles ──


@pytest.mark.parametrize(
    "declarations",
    [
        "actors:\n  eu: {member_of: un}\n  un: {member_of: eu}\n",
        "actors:\n  eu: {member_of: eu-members}\n  eu-members: {type: class, members_of: eu}\n",
        "actors:\n  putin: {speaks_for: russia}\n  russia: {speaks_for: putin}\n",
        "issues:\n  a-status: {broader: b-status}\n  b-status: {broader: c-status}\n  c-status: {broader: a-status}\n",
        "issues:\n  a-status: {entails: a-status}\n",
    ],
)
def test_each_hierarchy_may_not_run_in_a_circle(declarations: str) -> None:
    assert len(found("SG222", declarations)) == 1


def test_two_ways_to_one_thing_are_no_circle() -> None:
    text = "issues:\n  a-status: {entails: [b-status, c-status]}\n  b-status: {entails: d-status}\n  c-status: {entails: d-status}\n  d-status: {}\n"
    assert found("SG222", text) == []


def test_separate_circles_are_each_found() -> None:
    assert sorted(circular({"a": "b", "b": "a", "c": "d", "d": "c", "e": "ac"})) == [("a", "b"), ("c", "d")]


def test_two_circles_through_one_node_are_both_found() -> None:
    assert sorted(circular({"a": "bc", "b": "a", "c": "a"})) == [("a", "b"), ("a", "c")]


def test_a_chain_of_ten_thousand_is_no_circle() -> None:
    assert list(circular({str(i): [str(i + 1)] for i in range(10_000)})) == []


def test_a_circle_of_ten_thousand_is_found() -> None:
    assert [len(circle) for circle in circular({str(i): [str((i + 1) % 10_000)] for i in range(10_000)})] == [10_000]


# ── SG223: lookalikes ──


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("independence", "independance"),
        ("recognition", "recogniton"),
        ("negotiations", "negotiatoins"),
        ("sanctions", "sanction"),
        ("Talks", "talcs"),
    ],
)
def test_a_misspelt_undeclared_name_is_noticed(one: str, two: str) -> None:
    text = f"- Russia opposes {one}\n- Serbia opposes {two}  # expect: SG223\n"
    assert raised("SG223", text) == marked("SG223", text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("resolution 1244", "resolution 1245"),
        ("aid", "aids"),
        ("recognition", "independence"),
        ("the plan of March", "the plan of April"),
    ],
)
def test_different_undeclared_names_are_left_alone(one: str, two: str) -> None:
    assert raised("SG223", f"- Russia opposes {one}\n- Serbia opposes {two}\n") == []


def test_an_actor_is_not_taken_for_an_issue() -> None:
    assert raised("SG223", "- Albania opposes independence\n- Russia opposes Albanians\n") == []


def test_declared_names_may_look_alike() -> None:
    assert raised("SG223", "actors:\n  slovenia: state\n  slovakia: state\nstatements:\n- Slovenia and Slovakia support talks\n") == []


# ── SG224: no office on that date ──

PUTIN = "actors:\n  russia: state\n  putin: {type: person, speaks_for: {actor: russia, valid: 2000-05-07/2008-05-07}}\n"


@pytest.mark.parametrize("said", ["2008-05-07", "2008-05", "2008", "../2001", "2008-02-14?"])
def test_an_office_that_may_be_held_on_that_date_is_enough(said: str) -> None:
    assert raised("SG224", f"{PUTIN}statements:\n- Russia opposes independence:\n    by: putin\n    said: {said}\n") == []


def test_the_day_after_the_office_ended_is_too_late() -> None:
    text = f"{PUTIN}statements:\n- Russia opposes independence:  # expect: SG224\n    by: putin\n    said: 2008-05-08\n"
    assert raised("SG224", text) == marked("SG224", text)


def test_without_a_date_an_office_is_not_doubted() -> None:
    assert raised("SG224", f"{PUTIN}statements:\n- Russia opposes independence:\n    by: putin\n") == []


def test_the_date_of_the_document_stands_in_for_said() -> None:
    text = f"{PUTIN}documents:\n  cnn: {{date: 2009}}\nstatements:\n- Russia opposes independence:  # expect: SG224\n    by: putin\n    source: cnn\n"
    assert raised("SG224", text) == marked("SG224", text)


def test_who_never_spoke_for_the_actor_is_a_third_party_and_no_mistake() -> None:
    assert raised("SG224", f"{PUTIN}statements:\n- Serbia opposes independence:\n    by: putin\n    said: 2009\n") == []


def test_a_later_office_for_the_same_actor_counts() -> None:
    text = """\
actors:
  russia: state
  putin:
    type: person
    speaks_for:
    - {actor: russia, as: President, valid: 2000/2008-05-07}
    - {actor: russia, as: Prime Minister, valid: 2008-05-08/2012}
statements:
- Russia opposes independence:
    by: putin
    said: 2009
"""
    assert raised("SG224", text) == []


def test_a_spokesman_speaks_through_his_minister_for_the_state() -> None:
    text = """\
actors:
  russia: state
  lavrov: {type: person, speaks_for: {actor: russia, valid: 2004/2010}}
  spokesman: {type: person, speaks_for: lavrov}
statements:
- Russia opposes independence:
    by: spokesman
    said: 2008
- Russia opposes recognition:  # expect: SG224
    by: spokesman
    said: 2011
"""
    assert raised("SG224", text) == marked("SG224", text)


# ── SG302: contradictions ──


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("supports", "opposes"),
        ("supports", "does not support"),
        ("opposes", "does not oppose"),
        ("is neutral on", "supports"),
        ("is neutral on", "opposes"),
        ("endorses", "rejects"),
    ],
)
def test_disjoint_positions_at_no_stated_time_contradict(one: str, two: str) -> None:
    text = f"- Russia {one} independence\n- Russia {two} independence  # expect: SG302\n"
    assert raised("SG302", text) == marked("SG302", text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("opposes", "does not support"),
        ("supports", "does not oppose"),
        ("does not support", "does not oppose"),
        ("is neutral on", "does not support"),
        ("deploys", "does not deploy"),
    ],
)
def test_positions_that_meet_do_not_contradict(one: str, two: str) -> None:
    assert raised("SG302", f"- Russia {one} independence\n- Russia {two} independence\n") == []


@pytest.mark.parametrize(
    "key",
    ["if: no resolution", "certainty: possible", "mode: hypothetical", "status: retracted", "scope: most", "when: 2008-03", "when: 2007"],
)
def test_what_does_not_plainly_hold_at_that_time_does_not_contradict(key: str) -> None:
    text = f"- Russia supports independence:\n    when: 2008-02\n- Russia opposes independence:\n    {key}\n"
    assert raised("SG302", text if key.startswith("when") else text.replace("when: 2008-02", "note: ''")) == []


@pytest.mark.parametrize("key", ["certainty: probable", "status: draft", "when: 2008-02-29", "when: ../2008-02-01", "note: undated"])
def test_what_plainly_holds_contradicts(key: str) -> None:
    text = f"- Russia supports independence:\n    when: 2008-02\n- Russia opposes independence:  # expect: SG302\n    {key}\n"
    assert raised("SG302", text) == marked("SG302", text)


def test_a_position_of_years_contradicts_a_day_within_them() -> None:
    text = """\
- Russia supports independence:
    when: 2007/2010
- Russia supports independence:
    when: 2008-02
- Russia opposes independence:  # expect: SG302
    when: 2009-06-01
"""
    assert raised("SG302", text) == marked("SG302", text)


def test_one_message_stands_for_all_contradictions_of_an_actor_on_an_object() -> None:
    text = "".join(
        f"- Russia {verb} independence:\n    note: '{i}'\n    quote: '{i}'\n" for i in range(20) for verb in ("supports", "opposes")
    )
    assert len(found("SG302", text)) == 1


def test_a_contradiction_names_both_places() -> None:
    (problem,) = found("SG302", "- Russia supports independence\n- Russia opposes independence\n")
    assert [place.line for place in (problem.place, *problem.others)] == [2, 1]


def test_a_contradiction_is_told_in_words() -> None:
    (problem,) = found("SG302", "- Russia supports independence\n- Russia opposes independence\n")
    assert problem.text == "Russia opposes independence here and supports it in annotations.yaml:1, and neither is later"


# ── SG303: both sides in one document ──

BOTH = "- Russia supports independence:\n    {one}\n- Russia opposes independence:\n    {two}\n"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("source: cnn", "source: bbc"),
        ("{source: cnn, by: serbia}", "{source: cnn, by: albania}"),
        ("source: cnn", "{source: cnn, by: albania}"),
        ("{source: cnn, coder: anna}", "{source: cnn, coder: ben}"),
        ("note: none", "note: none"),
    ],
)
def test_another_document_speaker_or_coder_is_not_one_coder_on_both_sides(one: str, two: str) -> None:
    lines = [line.strip("{}").replace(", ", "\n    ") for line in (one, two)]
    assert raised("SG303", BOTH.format(one=lines[0], two=lines[1])) == []


OFFICES = """\
actors:
  arland: state
  orr: {type: person, speaks_for: arland}
  kay: {type: person, speaks_for: arland}
documents: {cnn: {}}
statements:
"""


@pytest.mark.parametrize(
    ("one", "two"), [("by: orr", "by: kay"), ("by: arland", "by: orr"), ("note: x", "by: orr"), ("by: orr", "by: [orr, kay]")]
)
def test_whoever_speaks_for_the_actor_the_coder_is_on_both_sides(one: str, two: str) -> None:
    text = (
        f"{OFFICES}- Arland supports the dam: {{source: cnn, {one}}}\n- Arland opposes the dam: {{source: cnn, {two}}}  # expect: SG303\n"
    )
    assert raised("SG303", text) == marked("SG303", text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("deploys a mission", "does not deploy a mission"),
        ("is allied with Borland", "is not allied with Borland"),
        ("deploys a mission", "opposes a mission"),
        ("supports the dam", "vetoes the dam"),
    ],
)
def test_a_deed_and_its_denial_or_the_contrary_side_are_both_sides(one: str, two: str) -> None:
    text = f"{OFFICES}- Arland {one}: {{source: cnn}}\n- Arland {two}: {{source: cnn}}  # expect: SG303\n"
    assert raised("SG303", text) == marked("SG303", text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("calls on Borland for the dam", "does not call on Borland for the tunnel"),
        ("deploys a mission", "supports a mission"),
        ("does not deploy a mission", "opposes a mission"),
    ],
)
def test_deeds_that_go_together_are_one_side(one: str, two: str) -> None:
    assert raised("SG303", f"{OFFICES}- Arland {one}: {{source: cnn}}\n- Arland {two}: {{source: cnn}}\n") == []


def test_a_claim_is_denied_in_the_coder_s_own_words() -> None:
    text = f"issues: {{flood: claim}}\n{OFFICES}- Arland affirms flood: {{source: cnn}}\n- Arland denies flood: {{source: cnn}}\n"
    (problem,) = found("SG303", text)
    assert problem.text == "arland denies flood here and affirms it in annotations.yaml:8, in one document"


# ── SG312: told twice ──

TWICE = "documents: {{cnn: {{}}, bbc: {{}}}}\nstatements:\n- Russia {one}\n- Russia {two}\n"


def twice(one: str, two: str) -> list[int]:
    return raised("SG312", TWICE.format(one=one, two=two))


def test_the_same_on_fewer_of_the_same_words_is_told_twice() -> None:
    first = "backs Serbia: {source: cnn, quote: they have the support of Russia}"
    assert twice(first, "backs Serbia: {source: cnn, quote: the support of Russia}") == [4]
    assert twice(first, 'backs Serbia: {source: cnn, quote: "they  have"}') == [4]


def test_what_a_relation_is_and_the_relation_are_told_twice_on_the_same_words() -> None:
    assert twice("endorses the dam: {source: cnn, quote: for it}", "supports the dam: {source: cnn, quote: for it}") == [4]


@pytest.mark.parametrize(
    "other",
    [
        "backs Serbia: {source: cnn, quote: of an ally}",
        "backs Serbia: {source: bbc, quote: the support}",
        "backs Serbia: {source: cnn, quote: the support, by: albania}",
        "backs Serbia: {source: cnn, quote: the support, mode: planned}",
        "backs Serbia: {source: cnn, quote: the support, if: asked}",
        "backs Serbia: {source: cnn, quote: the support, when: 2007}",
        "backs Serbia: {source: cnn, quote: the support, coder: ben}",
        "backs Serbia: {source: cnn, quote: the support, status: retracted}",
        "does not back Serbia: {source: cnn, quote: the support}",
        "is allied with Serbia: {source: cnn, quote: the support}",
        "backs Albania: {source: cnn, quote: the support}",
        "backs Serbia: {source: cnn}",
        "backs Serbia: {source: cnn, quote: the support, via: albania}",
        "backs Serbia: {source: cnn, quote: the support, certainty: probable}",
        "backs Serbia: {source: cnn, quote: the sup}",
    ],
)
def test_what_differs_in_anything_else_is_not_told_twice(other: str) -> None:
    assert twice("backs Serbia: {source: cnn, quote: they have the support of Russia}", other) == []


def test_another_number_is_not_told_twice() -> None:
    first = "deploys a force: {source: cnn, quote: a force of 1800 officers, figures: {officers: 1800}}"
    assert twice(first, "deploys a force: {source: cnn, quote: 1800 officers, figures: {judges: 200}}") == []


@pytest.mark.peers
def test_eight_thousand_statements_of_one_pair_are_compared_in_no_time() -> None:
    text = "documents: {cnn: {}}\nstatements:\n" + "".join(
        f"- Russia opposes the dam: {{source: cnn, quote: word {number} of it}}\n" for number in range(8_000)
    )
    annotations, _ = read(text, "annotations.yaml")
    began = time.process_time()
    assert list(CHECKS["SG312"](annotations)) == []
    assert time.process_time() - began < 2


# ── SG220, SG227: relations and offices ──


def test_a_relation_of_ones_own_that_nothing_uses_is_told() -> None:
    text = "relations:\n  hails: {verb: hail, is: supports, polarity: 1}  # expect: SG220\nstatements:\n- Russia opposes the dam\n"
    assert raised("SG220", text) == marked("SG220", text)


@pytest.mark.parametrize(
    "other",
    [
        "cheers: {verb: cheer, is: hails, polarity: 1}",
        "cheers: {verb: cheer, kind: act, object: issue, implies: hails}",
    ],
)
def test_a_relation_that_another_one_in_use_is_or_implies_is_used(other: str) -> None:
    text = f"relations:\n  hails: {{verb: hail, is: supports, polarity: 1}}\n  {other}\nstatements:\n- Russia cheers the dam\n"
    assert raised("SG220", text) == []


@pytest.mark.parametrize(
    ("office", "sentence", "told"),
    [
        ("", "Orr speaks for Arland", True),
        ("speaks_for: borland", "Orr speaks for Arland", True),
        ("speaks_for: arland", "Orr speaks for Arland", False),
        ("speaks_for: {actor: arland, valid: 2009}", "Orr speaks for Arland: {said: 2010}", True),
        ("speaks_for: {actor: arland, valid: 2009}", "Orr speaks for Arland: {said: 2010, when: 2009}", False),
        ("", "Orr does not speak for Arland", False),
        ("", "Orr speaks for Arland: {mode: ended}", False),
        ("speaks_for: ministry", "Orr speaks for Arland", False),
        ("", "Orr speaks for Arland: {status: retracted}", False),
        ("", "Orr speaks for Arland: {certainty: unclear}", False),
        ("", "Orr speaks for Arland: {by: borland}", False),
        ("", "Orr speaks for Arland: {by: orr}", True),
        ("", "Kay speaks for Arland", False),  # whom nothing declares
    ],
)
def test_an_office_that_is_stated_is_declared(office: str, sentence: str, told: bool) -> None:  # noqa: FBT001 - the expected answer
    text = f"actors:\n  arland: state\n  borland: state\n  ministry: {{speaks_for: arland}}\n  orr: {{type: person, {office}}}\n"
    assert bool(raised("SG227", f"{text}statements:\n- {sentence}\n")) is told


@pytest.mark.parametrize(
    ("office", "told"),
    [
        ("", "write `speaks_for: arland` under 'orr'"),
        (
            ", speaks_for: {actor: borland, as: minister, valid: 2009/..}",
            'write `speaks_for: [{actor: borland, as: "minister", valid: "2009/.."}, {actor: arland}]` under \'orr\', or correct the statement',
        ),
        (", speaks_for: {actor: arland, valid: 2009}", "its `valid` is 2009: correct it, or the statement's `when`"),
    ],
)
def test_the_help_fits_what_the_speaker_s_declaration_has(office: str, told: str) -> None:
    text = f"actors:\n  arland: state\n  borland: state\n  orr: {{type: person{office}}}\nstatements:\n- Orr speaks for Arland: {{said: 2010}}\n"
    assert [problem.help for problem in found("SG227", text)] == [told]
    if "`speaks_for:" in told:  # what is written as told is a cure
        key = told.partition("`")[2].partition("`")[0]
        mended = f"actors:\n  arland: state\n  borland: state\n  orr: {{type: person, {key}}}\nstatements:\n- Orr speaks for Arland: {{said: 2010}}\n"
        assert [problem for problem in problems(mended) if problem.code == "SG227" or problem.severity is Severity.ERROR] == []


# ── SG304, SG305: scopes and offices ──


@pytest.mark.parametrize("kind", ["igo", "organization", "group", "class"])
def test_a_collective_may_have_a_scope(kind: str) -> None:
    assert raised("SG304", f"actors:\n  members: {kind}\nstatements:\n- members oppose independence:\n    scope: many\n") == []


def test_a_scope_on_an_undeclared_actor_asks_for_its_type() -> None:
    (problem,) = found("SG304", "- Albanians support independence:\n    scope: most\n")
    assert problem.help == "declare it: `albanians: group` (or igo, organization, class)"


def test_a_former_office_holder_may_be_an_actor() -> None:
    text = "actors:\n  gorbachev: {type: person, speaks_for: {actor: russia, valid: 1985/1991}}\nstatements:\n- Gorbachev opposes independence:\n    said: 2008\n"
    assert raised("SG305", text) == []


def test_an_office_holder_may_do_an_act() -> None:
    assert raised("SG305", "actors:\n  putin: {type: person, speaks_for: russia}\nstatements:\n- Putin meets Sarkozy\n") == []


def test_help_names_the_principal() -> None:
    text = "actors:\n  russia: {name: Russia}\n  putin: {type: person, name: Putin, speaks_for: russia}\nstatements:\n- Putin does not support independence\n"
    (problem,) = found("SG305", text)
    assert problem.help == 'in office write "Russia does not support independence:" with `by: putin`'


# ── SG306, SG308 ──


def test_a_sign_is_not_reversed_over_two_steps() -> None:
    text = """\
relations:
  bears: {verb: bear, is: tolerates, polarity: -1}  # expect: SG306
  tolerates: {verb: tolerate, is: supports}
statements:
- Russia bears independence
"""
    assert raised("SG306", text) == marked("SG306", text)


def test_neutrality_reverses_no_sign() -> None:
    assert (
        raised(
            "SG306", "relations:\n  shrugs-at: {verb: shrug at, is: opposes, polarity: 0}\nstatements:\n- Russia shrugs at independence\n"
        )
        == []
    )


def test_an_issue_cannot_entail_its_own_negation() -> None:
    text = "issues:\n  independence: {entails: status-quo, negation_of: status-quo}  # expect: SG308\n  status-quo: {}\n"
    assert raised("SG308", text) == marked("SG308", text)


# ── SG309 ──


def test_a_project_without_documents_needs_no_source() -> None:
    assert raised("SG309", "- Russia opposes independence\n") == []


# ── SG410 to SG414: quotes and dates ──


def quoting(words: str, sentence: str = "Russia supports independence") -> str:
    return f'actors:\n  members: group\nstatements:\n- {sentence}:\n    quote: "{words}"\n'


def test_a_quote_of_25_words_is_short_enough() -> None:
    assert raised("SG410", quoting(" ".join(["word"] * 25))) == []


def test_a_quote_of_26_words_is_too_long() -> None:
    assert raised("SG410", quoting(" ".join(["word"] * 26))) == [5]


def test_the_mark_of_an_elision_is_no_word() -> None:
    assert raised("SG410", quoting(" ".join(["word"] * 25) + " \u2026 ...")) == []


@pytest.mark.parametrize(
    ("said", "date"), [("2008-02-14", "2008-02-14"), ("2008-02", "2008-02-14"), ("../2009", "2008"), ("2009", "2008/..")]
)
def test_said_may_not_be_later_than_the_document_can_be(said: str, date: str) -> None:
    text = f"documents:\n  cnn: {{date: {date}}}\nstatements:\n- Russia opposes independence:\n    source: cnn\n    said: {said}\n"
    assert raised("SG411", text) == []


def test_a_document_without_date_dates_nothing() -> None:
    assert raised("SG411", "documents:\n  cnn: {}\nstatements:\n- Russia opposes independence:\n    source: cnn\n    said: 2008\n") == []


def test_the_words_themselves_are_underlined() -> None:
    (problem,) = found("SG413", quoting("does not support"))
    assert problem.place.source.text[problem.place.start : problem.place.end] == '"does not support"'


def test_sound_annotations_have_no_problem() -> None:
    annotations, _ = read("- Russia opposes independence\n", "annotations.yaml")
    assert check(annotations) == []


# ── addresses ──


def test_a_base_in_our_own_namespace_is_refused() -> None:
    assert raised("SG225", 'project: {base: "https://w3id.org/stancegraph/ns#"}\nstatements: [Russia opposes talks]') == [1]


def test_a_noun_at_the_address_of_a_relation_is_refused() -> None:
    assert raised(
        "SG225", "relations:\n  likes-2: {verb: fancy, polarity: 1}\nissues:\n  likes2: policy\nstatements: [Russia opposes likes2]"
    ) == [2]


def test_an_issue_that_is_its_own_negation_is_told() -> None:
    assert raised("SG308", "issues:\n  talks: {negation_of: talks}\nstatements: [Russia opposes talks]") == [2]


def test_an_issue_that_entails_its_negation_is_told() -> None:
    assert raised("SG308", "issues:\n  talks: {entails: war}\n  war: {negation_of: talks}\nstatements: [Russia opposes talks]") == [2]


def test_a_long_circle_is_told_by_its_beginning() -> None:
    issues = "".join(f"  a{i:03}: {{entails: a{(i + 1) % 300:03}}}\n" for i in range(300))
    (problem,) = found("SG222", f"issues:\n{issues}statements:\n- Russia opposes a000\n")
    assert problem.text == f"entails runs in a circle: {' > '.join(f'a{i:03}' for i in range(10))} > ... > a000"
    assert len(problem.others) == 9


def test_statements_that_supersede_each_other_run_in_a_circle() -> None:
    text = "- Russia opposes talks: {id: one, supersedes: two}\n- Russia supports talks: {id: two, supersedes: one}"
    assert raised("SG222", text) == [1]


def test_an_office_that_was_never_declared_is_told_when_as_names_it() -> None:
    text = "actors: {russia: state, putin: person}\nstatements:\n- Russia opposes talks:\n    by: {actor: putin, as: russia}"
    assert raised("SG224", text) == [3]
