"""Where paragraphs and sentences begin and end, on made-up news of Arland and Borland."""

# ruff: noqa: RUF001 - words cut short are read in Cyrillic too
from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.segments import paragraphs


def cut(text: str, language: str = "en") -> list[list[str]]:
    """The sentences of each paragraph, as they stand in the text."""
    return [[text[start:end] for start, end in paragraph.sentences] for paragraph in paragraphs(text, language)]


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text of one paragraph."""
    (paragraph,) = cut(text, language)
    return paragraph


# A stroke marks where one sentence ends and the next begins; the blank before it belongs to the text.
ENGLISH = [
    "Arland sues. |Borland does not.",
    "The U.S. envoy met Gen. Orr and Mr. Ames on Jan. 28 in Washington D.C. |The talks failed.",
    "They flew to the U.S. |The talks failed.",
    "The U.N. Security Council met. |A U.N. force stayed.",
    "The bid comes in May. |Diplomats doubt it.",
    "It would come no earlier than \u201cMay\u201d. |Diplomats doubt it.",
    "They meet at 5 p.m. Monday. |Then they dine.",
    "It cost $1.8 million, 3.5 per cent more. |Art. 5 of the pact, see p. 12, says No. 10 pays.",
    "J. K. Orr met George W. Ames. |They talked.",
    'He said no. |"We shall never yield. |Not now. |Never." |Then he left.',
    '"The dam is ours," he said. |"It is ours and stays ours."',
    '"Never!" she said. |"No." |He left.',
    'Borland called it "a theft. |It went to court.',
    "The Arlanders\u2019 offer failed. |The Borlanders\u2019 demand stayed.",
    "He left. |(It was late.) |She stayed. |[Applause.] |He came back.",
    "They hoped for [a dam]. |It failed.",
    "Well \u2026 he said. |And then... nothing.",
    "Really?! |Yes.",
    "\U0001f600 First. |Second \U0001f600\U0001f600. |Third.",
    "Arland said so.\u00a0|Borland did not.",
    "They went to \u201cthe U.N.\u201d. |It was shut.",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_news(marked: str) -> None:
    pieces = [piece.strip() for piece in marked.split("|")]
    assert sentences(marked.replace("|", "")) == pieces


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "Am 5. Mai kam Dr. Orr z.B. nicht. |\u201eNein.\u201c |Er ging."),
        ("de-AT", "Sie sagte \u00bbNein.\u00ab |Er ging."),
        ("fr", "Il est venu. |\u00ab Non. \u00bb |Il est parti."),
        (
            "sr",
            "\u0410\u0440\u043b\u0430\u043d\u0434 \u0458\u0435 \u043f\u0440\u043e\u0442\u0438\u0432. |\u0411\u043e\u0440\u043b\u0430\u043d\u0434 \u043d\u0438\u0458\u0435.",
        ),
        ("zh", "\u7b2c\u4e00\u53e5\u3002|\u7b2c\u4e8c\u53e5\uff01|\u300c\u5417\uff1f\u300d|\u6ca1\u6709\u3002"),
        ("sr-Latn", "Potpisali su g. Orr i dr. Ames, tj. tzv. predsednik, itd. i oti\u0161li. |Arland ostaje."),
        (
            "sr",
            "\u041a\u043e\u0441\u043e\u0432\u043e \u0458\u0435 \u0442\u0437\u0432. \u0434\u0440\u0436\u0430\u0432\u0430. |\u041d\u0435.",
        ),
        ("sq", "Ka p.sh. dy diga. |Arlanda hesht."),
        ("sq", "ka dy diga. |arlanda hesht."),
        ("xx", "No such tongue. |It is read like English."),
    ],
)
def test_other_languages(language: str, marked: str) -> None:
    pieces = [piece.strip() for piece in marked.split("|")]
    assert sentences(marked.replace("|", ""), language) == pieces


# ── paragraphs ──


def test_a_line_is_a_paragraph() -> None:
    text = "Arland sues over the dam\n\u2022 Borland is silent\n\u2022 Corland waits\nThe court met on Monday, and its judges heard both.\n\nMore"
    assert [paragraph[0] for paragraph in cut(text)] == [*text.split("\n")[:4], "More"]


WRAPPED = """\
Arland goes to court over the dam

BORLAND CITY - The government of Arland said on Monday that it
would sue Borland over the dam. Its minister called the plan of
the neighbour unlawful and spoke of a theft of water that his
country would not bear.
Borland has not answered yet, and those who know its minister of
the interior say that he will wait for the court.
- A bullet stands on its own
- Another one does so
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert [len(paragraph) for paragraph in cut(WRAPPED)] == [1, 2, 1, 1, 1]


def test_a_sentence_runs_over_the_breaks_of_a_hard_wrapped_text() -> None:
    assert cut(WRAPPED)[1][0] == WRAPPED[WRAPPED.index("BORLAND") : WRAPPED.index(" Its minister")]


def test_one_long_line_says_that_the_text_is_not_wrapped() -> None:
    assert len(cut(WRAPPED + "\n" + "word " * 40)) == len(WRAPPED.split("\n")) - 2 + 1


def test_lines_may_end_in_any_way() -> None:
    assert cut("One.\r\n\r\nTwo.\rThree.\u2028Four.") == [["One."], ["Two."], ["Three."], ["Four."]]


def test_a_wrapped_text_of_windows_is_wrapped() -> None:
    assert [len(paragraph) for paragraph in cut(WRAPPED.replace("\n", "\r\n"))] == [1, 2, 1, 1, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t"])
def test_white_space_has_no_paragraph(text: str) -> None:
    assert list(paragraphs(text)) == []


def test_a_mark_alone_is_a_sentence() -> None:
    assert cut('"\n\n.') == [['"'], ["."]]


# ── whatever the text ──

NEWS = st.lists(
    st.sampled_from(
        [*"aB1.?!\u2026\"'\u201c\u201d\u00ab\u00bb()[] \n\r\t\u00a0\u3002\u300c\u0301", "U.S.", "Mr.", "said ", ". ", "\n\n", "5 p.m. "]
    )
).map("".join)


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\u202f"])
def test_an_initial_behind_a_wide_blank_is_read(blank: str) -> None:
    text = f"1{blank}B{blank}. _. U.S."
    spans = [text[start:end] for paragraph in paragraphs(text) for start, end in paragraph.sentences]
    assert "".join(spans).replace(blank, "").replace(" ", "") == "1B._.U.S."


@given(NEWS | st.text())
def test_every_character_but_white_space_stands_in_one_sentence(text: str) -> None:
    spans = [span for paragraph in paragraphs(text) for span in paragraph.sentences]
    inside = [at for start, end in spans for at in range(start, end) if not text[at].isspace()]
    assert inside == [at for at, letter in enumerate(text) if not letter.isspace()]


@given(NEWS | st.text())
def test_no_passage_begins_or_ends_in_white_space(text: str) -> None:
    spans = [span for paragraph in paragraphs(text) for span in (paragraph.span, *paragraph.sentences)]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(NEWS | st.text())
def test_sentences_lie_in_order_within_their_paragraph(text: str) -> None:
    for paragraph in paragraphs(text):
        ends = [paragraph.span.start, *(at for span in paragraph.sentences for at in span), paragraph.span.end]
        assert all(one <= other for one, other in pairwise(ends))


@pytest.mark.peers
@pytest.mark.parametrize(
    "piece",
    [
        "Arland sues. ",
        "word ",
        "x",
        ". ",
        "U.S. ",
        '"A b. ',
        "' a. ",
        "(\u201ca. B\u201d) ",
        "a\n\n",
        "5 p.m. Monday ",
        "word " * 14 + "\n",
        " ",
    ],
)
def test_a_text_of_megabytes_takes_seconds(piece: str) -> None:
    """Linear, on the shapes on which pairing marks is quadratic: 88 seconds for the brackets, were they paired."""
    began = time.process_time()
    assert sum(1 for _ in paragraphs(piece * (2_000_000 // len(piece)))) >= 0
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("sr", "Рекао је проф. Петровић да не. Онда је отишао.", 2),
        ("sr", "Г. Тадић је рекао да неће. По чл. 4. устава.", 2),
        ("hr", "Rekla je gđa. Marković. Broj br. 5 je dobar.", 2),
        ("sr", "То је било 2007. год. Тада је отишао.", 2),
        ("fr", "M. Sarkozy a dit non. Il est parti.", 2),
        ("ru", "Это ст. 5 закона. Да.", 2),
    ],
)
def test_a_title_before_a_name_and_a_word_before_its_number_end_no_sentence(language: str, text: str, number: int) -> None:
    assert [len(paragraph.sentences) for paragraph in paragraphs(text, language)] == [number]


@pytest.mark.peers
def test_a_paragraph_of_a_million_letters_without_a_blank_takes_seconds() -> None:
    """Its sentences are five letters each; pieces in which it is read make no sentence of their own."""
    began = time.process_time()
    (paragraph,) = paragraphs("\u4e2d\u6587\u5f88\u957f\u3002" * 200_000, "zh")
    assert len(paragraph.sentences) == 200_000
    assert time.process_time() - began < 30


def test_where_a_long_paragraph_is_cut_into_pieces_no_sentence_is() -> None:
    sentence = "This is a sentence of some forty-odd letters. "
    (paragraph,) = paragraphs(sentence * 1_000)
    assert {end - start for start, end in paragraph.sentences} == {len(sentence) - 1}
