"""What the words around a quote say against its statement (SG430 to SG432), on made-up news of Arland and Borland."""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.checks.textual import TEXT_CHECKS
from stancegraph.passages import Text
from stancegraph.reader import read
from stancegraph.segments import paragraphs
from stancegraph.speech import quotations, reports
from stancegraph.texts import evidence

if TYPE_CHECKING:
    from stancegraph.problems import Problem

VOCABULARY = """\
actors:
  arland: {type: state, name: Arland, also: [Republic of Arland]}
  serbia: {type: state, name: Serbia}
  france: {type: state, name: France}
  orr: {type: person, name: Ada Orr, speaks_for: {actor: arland, as: foreign minister}}
  ames: {type: person, name: Bob Ames, speaks_for: {actor: serbia, as: prime minister}}
  blanc: {type: person, name: Cy Blanc, speaks_for: {actor: france, as: ambassador to the UN}}
  ministry: {type: organization, name: Ministry of Waters, speaks_for: {actor: serbia, as: ministry}}
  diplomats: {type: group, name: unnamed diplomats, also: [diplomats]}
  senior-official: {type: person, name: a senior official in Brussels}
documents:
  herald: {LANGUAGE}
statements:
"""


def raised(code: str, text: str, statements: str, language: str = "language: en") -> list[Problem]:
    """The problems of one check; the statements are read in one document with this text."""
    annotations, _ = read(VOCABULARY.replace("LANGUAGE", language) + statements, "annotations.yaml")
    return list(TEXT_CHECKS[code](evidence(annotations, MappingProxyType({"herald": Text(text)}))))


# ── SG430 ──

MISSION = "Arland will send 1,800 officers.\n\nThey come over four months.\n\nIt has 250 judges.\n\nAnd 10 to 20 cooks, 1.5 million in all."


def figure(measure: str, number: str, quote: str = "Arland will send") -> str:
    return f'- Arland plans to deploy officers:\n    source: herald\n    quote: "{quote}"\n    figures: {{{measure}: "{number}"}}\n'


@pytest.mark.parametrize("number", ["1800", "1,800", "about 1800", "over 1800", "4", "4-1800"])
def test_a_figure_near_its_quote_is_fine(number: str) -> None:
    assert raised("SG430", MISSION, figure("officers", number)) == []


def test_a_comma_parts_thousands_in_english_and_may_be_a_decimal_point_elsewhere() -> None:
    assert len(raised("SG430", MISSION, figure("officers", "1.800"))) == 1
    assert raised("SG430", MISSION, figure("officers", "1.8"), language="language: de") == []
    assert raised("SG430", "Arland will send 10-12,000 officers.", figure("officers", "10000-12000")) == []


@pytest.mark.parametrize("written", ["1,8\u00ad00", "1\u200b,800", "1\u2019800"])
def test_what_nobody_sees_does_not_part_a_number(written: str) -> None:
    assert raised("SG430", f"Arland will send {written} officers.", figure("officers", "1800")) == []


@pytest.mark.parametrize(("number", "missing"), [("1600", "1,600"), ("4-1900", "1,900"), ("3-1800", "3"), ("250", "250"), ("1.5", "1.5")])
def test_a_figure_that_stands_elsewhere_or_nowhere_is_told(number: str, missing: str) -> None:
    assert [p.text for p in raised("SG430", MISSION, figure("officers", number))] == [f"{missing} (officers) does not stand near the quote"]


def test_a_figure_is_placed_where_it_is_written() -> None:
    (problem,) = raised("SG430", MISSION, figure("officers", "1600"))
    assert problem.place.source.text[problem.place.start : problem.place.end] == "officers"


def test_both_bounds_of_a_range_stand_in_the_text() -> None:
    assert raised("SG430", MISSION, figure("cooks", "10-20", "10 to 20 cooks")) == []


def test_millions_may_be_written_out_in_digits() -> None:
    assert raised("SG430", MISSION, figure("all", "1500000", "in all")) == []


def test_a_figure_in_words_alone_is_not_looked_for() -> None:
    statement = figure("officers", "1").replace('"1"', "{text: hundreds}")
    assert raised("SG430", MISSION, statement) == []


def test_a_figure_is_near_if_it_is_near_one_of_two_quotes() -> None:
    statement = figure("judges", "250").replace('"Arland will send"', '["Arland will send", "10 to 20 cooks"]')
    assert raised("SG430", MISSION, statement) == []


def test_small_figures_are_spelled_out_in_other_languages() -> None:
    assert raised("SG430", "Arland schickt vier Richter.", figure("judges", "4", "Arland schickt"), "language: de") == []


def test_large_figures_are_digits_in_every_language() -> None:
    assert len(raised("SG430", "Arland schickt 1.800 Beamte.", figure("officers", "1600", "Arland schickt"), "language: de")) == 1


@pytest.mark.parametrize("block", ["    quote: not in the text\n", ""])
def test_without_a_quote_in_the_text_nothing_is_near(block: str) -> None:
    assert raised("SG430", MISSION, f"- Arland plans to deploy officers:\n    source: herald\n{block}    figures: {{officers: 7}}\n") == []


# ── SG431 ──


def unsaid(
    text: str, quote: str = "the dam is bad", sentence: str = "Arland opposes the dam", block: str = "", language: str = "language: en"
) -> list[str]:
    """The texts of SG431 for one statement."""
    statement = f"- {sentence}:\n    source: herald\n    quote: |-\n      {quote}\n{block}"
    return [problem.text + "; " + problem.help for problem in raised("SG431", text, statement, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Orr said the dam is bad.",
        "Orr said that the dam is bad.",
        "Orr said on Monday that the dam is bad.",
        "Orr told reporters the dam is bad.",
        "Orr told a conference in the capital that the dam is bad.",
        "Diplomats say the dam is bad.",
        "Orr warned that the dam is bad.",
        "Orr warned the council that the dam is bad.",
        "Orr announced on Monday that the dam is bad.",
        "Leaders declared after a one-day summit that the dam is bad.",
        "Leaders declared that talks are dead, the dam is bad and a way must be found.",
        "Orr argued the river would rise and the dam is bad.",
        "According to a report, the dam is bad.",
        "In Arland the dam is bad, according to Orr.",
        "The dam, according to Orr, is done for and the dam is bad.",
        "In truth the dam is bad, a government statement said.",
        "As far as they can see the dam is bad, our correspondent says.",
        "In truth the dam is bad, officials said on Monday.",
        '"In truth the dam is bad," Orr said.',
        '"In truth the dam is bad, and the river. It rises," said Orr, the minister.',
        "\u201cIn truth the dam is bad,\u201d Orr said.",
        "\u00abAu fond the dam is bad\u00bb, dit-elle.",
        "\u201eEigentlich the dam is bad\u201c, so Orr.",
        "'In truth the dam is bad,' Orr said.",
        'Orr was clear: "It is so. In truth the dam is bad and stays it.',
        'To him the dam is bad, "a plain theft of water," he said.',
        "Orr said the plan - an old one - fails as the dam is bad.",
        "Orr accused Borland of knowing that the dam is bad.",
        "Orr insisted, adding that the dam is bad.",
        "In truth the dam is bad, said Ada Orr.",
        "In truth the dam is bad, said Ada Orr, the minister of Arland.",
        "In truth, the dam is bad, said the minister.",
        "In truth the dam is bad, says Orr.",
        "In truth the dam is bad, said officials in Arland.",
        "In truth the dam is bad, warned the foreign minister on Monday.",
        "In truth the dam is bad, Orr told the BBC on Monday evening.",
        "In truth the dam is bad, Orr told reporters in the capital.",
        "In truth the dam is bad, the deputy foreign minister of the Republic of Arland said in a statement.",
        "In truth the dam is bad, Orr said in an interview with the Herald last week.",
        "On Monday, Orr told the council the dam is bad.",
        "On Monday, Orr said in public it fell and the dam is bad.",
        "Ada Orr, the minister, said the dam is bad.",
        "The minister, Ada Orr, said the dam is bad.",
        "Orr claims the dam is bad.",
        "Arland claimed it had won and the dam is bad.",
        "Orr replied: the dam is bad.",
        "Orr told reporters: the dam is bad.",
        "Orr said no one doubts that the dam is bad.",
        "Orr said nothing would change while the dam is bad.",
        "The report, seen by the Herald, says the dam is bad.",
        "In truth the dam is bad, engineers warned, unless it is closed.",
        "The talks, officials say, failed where the dam is bad.",
        "In the view of Orr, the dam is bad.",
        "Orr was told that the dam is bad.",
        "Orr said the dam is bad for a valley that floods.",
        "Orr said the dam is bad but warned that rain would come.",
        "Orr said on Monday the dam is bad and that rain would come.",
        "Orr said on 4 May that the dam is bad.",
        "Orr said after the talks in the capital that the dam is bad.",
        "Orr told reporters the dam is bad for a valley that floods.",
        "Orr warned Arland knows the dam is bad for a valley that floods.",
        "Orr warned the council of the republic that the dam is bad.",
        "Orr said Arland, a small state, knows the dam is bad.",
        "Orr said that Arland, which is small, knows the dam is bad.",
        "Orr said that, despite the rain, the dam is bad.",
        "Orr said on Monday, a day after the talks, that the dam is bad.",
        "Orr said: Arland waits; the dam is bad.",
        "Orr claimed Arland knows the dam is bad.",
        "Orr insists Borland thinks the dam is bad.",
        "Orr admitted the dam is bad.",
        "In Orr's view, the dam is bad.",
        "Orr made clear that the dam is bad.",
        "Orr pointed out that the dam is bad.",
        "Orr vowed that the dam is bad and will go.",
        'Orr said "the dam" was old and the dam is bad.',
    ],
)
def test_reported_words_want_a_speaker(text: str) -> None:
    assert len(unsaid(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In Arland the dam is bad.",
        "In Arland the dam is bad, as everyone in the town knows.",
        'In Arland the dam is bad. "It is not," Orr said.',
        '"It is not," Orr said, though in Arland the dam is bad.',
        '"It is not," Orr said after hearing that the dam is bad.',
        "As Orr said it would, the river rose, and the dam is bad.",
        "Arland, which said it would wait, sues as the dam is bad.",
        "Orr said the river would rise, a bad omen where the dam is bad.",
        "Orr said the river would rise, the clearest sign that the dam is bad.",
        "Orr said the river would rise -- for in Arland the dam is bad.",
        "Orr said the river (in Arland the dam is bad) would rise.",
        "Orr said the river - in Arland the dam is bad - would rise.",
        "The council called a meeting as the dam is bad.",
        "Arland announced a plan as the dam is bad.",
        "Arland has a say as the dam is bad.",
        "All goes according to plan and the dam is bad.",
        'Its "green" policy fails where the dam is bad.',
        'In Arland the "dam" is gone. In Borland the dam is bad.',
        "The Arlanders\u2019 claim that the Borlanders\u2019 river rose as the dam is bad",
        "Borland is accused of much, and the dam is bad.",
        "Having said that, in Arland the dam is bad.",
        "That said, in Arland the dam is bad.",
        "With all that said, in Arland the dam is bad.",
        "It goes without saying that in Arland the dam is bad.",
        "Arland said no, and the dam is bad.",
        "Arland said yes but the dam is bad.",
        "Arland said nothing where the dam is bad.",
        "Little was said of the river, and the dam is bad.",
        "Arland closed the border, warned Borland and knew the dam is bad.",
        "The river rises, said Ada Orr, who knows that in Arland the dam is bad.",
        "Arland claims the river, and the dam is bad.",
        "All told, in Arland the dam is bad.",
        "Easier said than done: in Arland the dam is bad.",
        "Arland was told to go where the dam is bad.",
        "The said river floods where the dam is bad.",
        'The council said "no" on Monday and the dam is bad.',
        "What she said next shook a town where the dam is bad.",
        "Arland's claims to a river where the dam is bad.",
        "Arland claims a river that was its own where the dam is bad.",
        "It must be said that the dam is bad.",
        "Truth be told, the dam is bad.",
        "You can tell that the dam is bad.",
        "Saying goodbye to Borland, Arland knows the dam is bad.",
        "In Arland the dam is bad, though its minister told a different story.",
        "In Arland the dam is bad, a view that the minister of waters has never explained.",
        "In Arland the dam is bad, as we reported last week.",
        'The sign says "Keep Out" and the dam is bad.',
        "Arland, whose minister told reporters nothing on Monday, knows the dam is bad.",
        "Arland, as its ministers have said for years, knows the dam is bad.",
        "The ministers have had their say and the dam is bad.",
    ],
)
def test_the_article_s_own_words_want_none(text: str) -> None:
    assert unsaid(text) == []


def test_one_or_two_words_in_marks_are_no_speech() -> None:
    assert unsaid('Arland calls the dam a "green theft" of water.', 'the dam a "green theft"') == []


def test_three_words_in_marks_are_speech() -> None:
    assert len(unsaid('Arland calls the dam a "theft of water" by all.', 'the dam a "theft of water"')) == 1


def test_a_speech_that_is_never_closed_runs_to_the_end_of_its_paragraph_only() -> None:
    text = 'Orr wrote: "It is time.\n\nIn Arland the dam is bad.'
    assert unsaid(text) == []


def test_a_statement_with_a_speaker_is_fine() -> None:
    assert unsaid("Orr said the dam is bad.", block="    by: orr\n") == []


def test_ties_are_background_whoever_speaks() -> None:
    assert unsaid("Diplomats say the foreign minister, Orr, is ill.", "the foreign minister, Orr", "Orr speaks for Arland") == []


def test_an_act_of_speech_is_told_by_the_article() -> None:
    assert unsaid("Arland warned that the dam is bad.", sentence="Arland warns of the dam") == []


def test_an_act_of_speech_that_another_tells_wants_him_as_its_speaker() -> None:
    assert len(unsaid("Diplomats said the dam is bad to Arland.", sentence="Arland warns of the dam")) == 1


def test_words_in_marks_are_no_act_that_the_article_tells() -> None:
    assert len(unsaid('"In truth the dam is bad," Arland said.', sentence="Arland warns of the dam")) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In Borland, Ada Orr said the dam is bad.", "orr"),
        ("Arland's minister Orr said the dam is bad.", "orr"),
        ("Arland said the dam is bad.", "arland"),
        ('"In truth the dam is bad," said Ada Orr of Serbia.', "orr"),
        ('"In truth the dam is bad," Bob Ames, the minister, told Arland.', "ames"),
        ("In truth the dam is bad, diplomats say.", "diplomats"),
        ("In truth the dam is bad, said Ada Orr of Serbia.", "orr"),
        ("According to unnamed diplomats the dam is bad, at least to Arland.", "diplomats"),
        ("In Orr's view, the dam is bad.", "orr"),
        ("In Serbia, the minister Orr said the dam is bad.", "orr"),
    ],
)
def test_the_help_names_who_stands_beside_the_verb(text: str, speaker: str) -> None:
    assert [help_.rpartition("; ")[2] for help_ in unsaid(text)] == [f"say who speaks, perhaps `by: {speaker}`"]


@pytest.mark.parametrize(
    "text",
    [
        "Critics of Ada Orr said the dam is bad.",
        "Responding to Ada Orr, officials said the dam is bad.",
        "Serbia's rivals said the dam is bad.",
        "Officials in Arland said the dam is bad.",
        "A report on Arland said the dam is bad.",
    ],
)
def test_who_is_named_beside_the_subject_is_not_offered(text: str) -> None:
    assert [help_.rpartition("; ")[2] for help_ in unsaid(text)] == ["say who speaks: `by:`"]


def test_an_act_of_speech_is_told_by_the_article_only_of_its_subject() -> None:
    assert len(unsaid("A report on Arland warned that the dam is bad.", sentence="Arland warns of the dam")) == 1


def test_where_nobody_stands_beside_the_verb_the_help_names_nobody() -> None:
    assert unsaid("He said the dam is bad.") == [
        "the quote lies in what 'said' reports, but the statement has no speaker; say who speaks: `by:`"
    ]


def test_verbs_of_other_languages_are_not_read() -> None:
    assert unsaid("Orr said the dam is bad.", language="language: de") == []


def test_marks_are_read_in_every_language() -> None:
    assert len(unsaid("\u201eJa, the dam is bad\u201c, sagte Orr.", language="language: de")) == 1


@given(st.text(alphabet="aB .,-()\"'\u201c\u201d\u2019\n", max_size=80))
def test_speech_lies_within_its_paragraph(text: str) -> None:
    for paragraph in paragraphs("He said it. " + text):
        spoken = quotations("He said it. " + text, paragraph.span)
        found = [*spoken, *(report.span for report in reports("He said it. " + text, paragraph, spoken))]
        assert all(paragraph.span.start <= start <= end <= paragraph.span.end for start, end in found)


@pytest.mark.peers
@pytest.mark.parametrize("piece", ["He said that ", '"a b c," he said. ', "'a b ", '" a', "(a said - b) ", ", he said", "according to "])
def test_a_paragraph_of_megabytes_takes_seconds(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    began = time.process_time()
    for paragraph in paragraphs(text):
        spoken = quotations(text, paragraph.span)
        assert sum(1 for _ in reports(text, paragraph, spoken)) >= 0
    assert time.process_time() - began < 20


@pytest.mark.peers
def test_many_quotations_in_one_paragraph_are_each_looked_up_at_once() -> None:
    """Four times the quotations take four times as long, not sixteen: the bound is ten."""

    def seconds(number: int) -> float:
        said = [f'"The dam number {each} is bad," Orr said.' for each in range(number)]
        quotes = "".join(
            f"- Arland opposes the dam: {{id: s{each}, source: herald, quote: number {each} is}}\n" for each in range(0, number, 4)
        )
        annotations, _ = read(VOCABULARY.replace("LANGUAGE", "language: en") + quotes, "annotations.yaml")
        found = evidence(annotations, MappingProxyType({"herald": Text(" ".join(said))}))
        begin = time.perf_counter()
        assert len(list(TEXT_CHECKS["SG431"](found))) == number // 4
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(8000) < 10 * max(seconds(2000), 0.05)


# ── SG437 ──


def others(text: str, speaker: str = "ames") -> list[str]:
    statement = f"- Arland opposes the dam:\n    source: herald\n    by: {speaker}\n    quote: the dam is bad\n"
    return [problem.help.rpartition("; ")[2] for problem in raised("SG437", text, statement)]


@pytest.mark.parametrize(
    "text", ["Ada Orr said the dam is bad.", "Bob Ames sat. Ada Orr said the dam is bad.", '"The water and the dam is bad," said Ada Orr.']
)
def test_words_of_another_are_told(text: str) -> None:
    assert others(text) == ["perhaps `by: orr`"]


@pytest.mark.parametrize(
    "text",
    [
        "Bob Ames said the dam is bad.",
        "Bob Ames, who met Ada Orr, said that the dam is bad.",
        "Bob Ames, rebutting Ada Orr, said that the dam is bad.",
        "Ada Orr listened as Bob Ames said the dam is bad.",
        "Ada Orr was told by Bob Ames that the dam is bad.",
        "Bob Ames and Ada Orr said the dam is bad.",
        "When Ada Orr asked him, he said the dam is bad.",
        "Ada Orr asked and he said the dam is bad.",
        "Officials said the dam is bad.",
        "Arland said the dam is bad.",
    ],
)
def test_where_the_speaker_or_nobody_else_is_named_nothing_is_told(text: str) -> None:
    assert others(text) == []


def test_who_speaks_for_the_one_named_under_by_is_he() -> None:
    assert others("Ada Orr said the dam is bad.", "arland") == []
    assert others("Ada Orr said the dam is bad.", "serbia") == ["perhaps `by: orr`"]


# ── SG432 ──


def test_an_adjective_names_nobody() -> None:
    assert len(unnamed("A senior citizen said the dam is bad.", "senior-official")) == 1


def unnamed(text: str, speaker: str, quote: str = "the dam is bad") -> list[str]:
    statement = f"- Arland opposes the dam:\n    source: herald\n    by: {speaker}\n    quote: {quote}\n"
    return [problem.text for problem in raised("SG432", text, statement)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Orr said the dam is bad.", "orr"),
        ("Ms Orr said the dam is bad.", "orr"),
        ("Mr. Ames\u2019s view: the dam is bad.", "ames"),
        ("Orr rose.\n\nShe sat.\n\nShe rose.\n\nShe said the dam is bad.", "orr"),
        ("In truth the dam is bad.\n\nOrr left.", "orr"),
        ("Arland's foreign minister said the dam is bad.", "orr"),
        ("The Serbian prime minister said the dam is bad.", "ames"),
        ("Serbia's premier minister said the dam is bad.", "ames"),
        ("The French ambassador said the dam is bad.", "blanc"),
        ("Serbian officials said the dam is bad.", "ministry"),
        ("Serbs at the Ministry said the dam is bad.", "ministry"),
        ("Diplomats said the dam is bad.", "diplomats"),
        ("An official in the capital said the dam is bad.", "senior-official"),
        ("The Republic of\nArland said the dam is bad.", "arland"),
        ("Arlanders said the dam is bad.", "arland"),
        ("Officials said the dam is bad.", "senior-official"),
        ("One diplomat said the dam is bad.", "diplomats"),
    ],
)
def test_a_speaker_who_is_named_near_the_quote_is_fine(text: str, speaker: str) -> None:
    assert unnamed(text, speaker) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bob Ames said the dam is bad.", "orr"),
        ("Oratory aside, the dam is bad.", "orr"),
        ("Orr rose.\n\nShe sat.\n\nShe rose.\n\nShe sat.\n\nShe said the dam is bad.", "orr"),
        ("In truth the dam is bad.\n\nHe left.\n\nOrr came.", "orr"),
        ("Arland said the dam is bad.", "orr"),
        ("A prime minister said the dam is bad.", "ames"),
        ("Arland said the dam is bad.", "ministry"),
        ("He said the dam is bad.", "diplomats"),
        ("He said the dam is bad.", "senior-official"),
    ],
)
def test_a_speaker_of_whom_no_name_stands_near_is_told(text: str, speaker: str) -> None:
    assert len(unnamed(text, speaker)) == 1


def test_the_problem_names_the_speaker_as_the_project_does() -> None:
    assert unnamed("Bob Ames said the dam is bad.", "orr") == ["no name of the speaker 'Ada Orr' stands near the quote"]


def test_each_of_two_speakers_is_looked_for() -> None:
    assert unnamed("Orr said the dam is bad.", "[orr, ames]") == ["no name of the speaker 'Bob Ames' stands near the quote"]
