"""The flagship `annotations.yaml` against the five articles it codes: quotes, coverage, and the findings a reader would expect."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
TEXTS = ROOT.parent / "shared" / "texts"
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})  # noqa: RUF001 - the marks newswires mix


class Coded(NamedTuple):
    """One statement as the file writes it; `document` is its own or its group's source."""

    sentence: str
    block: Mapping[str, Any]
    document: str


def plain(text: str) -> str:
    """Straight quotation marks, plain dashes, one space between words."""
    return " ".join(text.translate(STRAIGHT).split())


def coded(items: list[Any], document: str = "") -> Iterator[Coded]:
    """Every statement below a list of items with the document that holds for it."""
    for item in items:
        if "statements" in item:
            yield from coded(item["statements"], item.get("source", document))
        else:
            ((sentence, block),) = item.items()
            yield Coded(sentence, block, block.get("source", document))


def passage(row: Coded) -> str:
    """The quote with the words that tell it from its equal, as one run."""
    quote = row.block["quote"]
    if isinstance(quote, str):
        return quote
    return str(quote.get("before", "") + quote["exact"] + quote.get("after", ""))


@pytest.fixture(scope="session")
def written() -> Any:
    return yaml.load((ROOT / "annotations.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - builds text only


@pytest.fixture(scope="session")
def rows(written: Any) -> list[Coded]:
    return list(coded(written["statements"]))


@pytest.fixture(scope="session")
def texts(written: Any) -> dict[str, str]:
    if not TEXTS.is_dir():
        pytest.skip("the articles are not ours to publish: put them in ../shared/texts beside the repository to test the quotes")
    return {slug: plain((TEXTS / row["text"]).read_text(encoding="utf-8")) for slug, row in written["documents"].items()}


def test_every_statement_has_a_quote(rows: list[Coded]) -> None:
    assert [row.sentence for row in rows if "quote" not in row.block] == []


def test_no_quote_is_longer_than_twelve_words(rows: list[Coded]) -> None:
    assert [passage(row) for row in rows if len(passage(row).split()) > 12] == []


def test_every_quote_stands_exactly_once_in_its_article(rows: list[Coded], texts: dict[str, str]) -> None:
    assert [row for row in rows if texts[row.document].count(plain(passage(row))) != 1] == []


def test_repeated_passages_stand_in_both_articles(written: Any, texts: dict[str, str]) -> None:
    taken_over = written["documents"]["bbc-2008-02-15"]["repeats"]["bbc-2008-02-13"]
    assert [(texts["bbc-2008-02-13"].count(words), texts["bbc-2008-02-15"].count(words)) for words in taken_over] == [(1, 1)] * 4


def test_at_least_sixty_statements_are_coded(rows: list[Coded]) -> None:
    assert len(rows) >= 60


def test_every_article_is_coded_with_at_least_eight_statements(written: Any, rows: list[Coded]) -> None:
    counted = Counter(row.document for row in rows)
    assert [slug for slug in written["documents"] if counted[slug] < 8] == []


@pytest.mark.parametrize("sentence", ["Russia opposes independence", "US supports recognition", "the EU deploys a mission under 1244"])
def test_the_first_sentences_stand_as_they_were_written_with_source_quote_and_mode(rows: list[Coded], sentence: str) -> None:
    blocks = [row.block for row in rows if row.sentence == sentence and row.block.keys() >= {"source", "quote", "mode"}]
    assert len(blocks) == 1
