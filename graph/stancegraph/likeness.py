"""A text and words that do not stand in it in, the passage that is most like them out, with what differs.

Coders slip: a letter, a word left out, the American for the British spelling. Stretches of the text are ranked by the rare words they
share with the quote, in one walk over the text; only the best few are compared letter by letter.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from stancegraph.folding import folded
from stancegraph.passages import WORD, Span, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancegraph.passages import Text

__all__ = ["LIKE", "SLIP", "Closest", "Difference", "closest"]

COMPARED = 4  # stretches compared letter by letter
LOOKED_FOR = 40  # words of the quote; more do not make the place plainer
LETTERS = 1000  # of either side that are compared; a text may be one word of a million
LIKE = 0.5  # similarity from which a passage is shown
SLIP = 0.8  # similarity from which it is offered for pasting
SLACK = 2  # words by which a stretch may be longer on either side than the quote
ALIKE = 0.65  # likeness from which a word of the text is taken for a misspelt one of the quote: "the" and "teh" have 0.67


class Difference(NamedTuple):
    """Words of the text and the words that the quote has in their place; one of both may be ""."""

    text: str
    quote: str


class Closest(NamedTuple):
    """The passage most like a quote. `similarity` is twice the letters that both have in the same order by all their letters: 0 to 1.

    It is one minus the normalised Indel distance, without regard to case, over the first `LETTERS` code points of either.
    """

    span: Span
    similarity: float
    differences: tuple[Difference, ...]

    @property
    def percent(self) -> int:
        """The similarity in whole per cent, rounded down, 99 at most: what differs in case alone is not the same."""
        return min(99, int(self.similarity * 100))


def closest(text: Text, exact: str) -> Closest | None:
    """The passage of the text that is most like the words; None when they share no word, not even a misspelt one.

    >>> from stancegraph.passages import Text
    >>> found = closest(Text("They will never recognise it."), "will never recognize")
    >>> found.span, round(found.similarity, 2), found.differences
    (Span(start=5, end=25), 0.95, (Difference(text='recognise', quote='recognize'),))
    """
    listed = words(exact)[:LOOKED_FOR]
    if not listed:
        return None
    quote = " ".join(exact[: listed[-1].end].split())
    wanted = _compared(quote)
    best: tuple[float, int, int] | None = None
    for first, last in _stretches(text, [_key(exact[word.start : word.end]) for word in listed]):
        found = _narrowed(text, wanted, first, last)
        best = max(best, found) if best else found
    if best is None:
        return None
    _, first, last = best
    span = _trimmed(text, Span(text.words[first].start, text.words[last].end), exact)
    passage = text.raw[span.start : span.end]
    return Closest(span, Indel.normalized_similarity(_compared(passage), wanted), tuple(_differences(passage, quote)))


def _compared(words: str) -> str:
    return folded(words[:LETTERS]).casefold()


def _key(word: str) -> str:
    return folded(word[:WORD]).casefold().strip("\"'.,;:!?()[]\u2026-")


@lru_cache(maxsize=8)
def _keys(raw: str) -> tuple[list[str], Counter[str], list[str]]:
    """The words of a text without case and punctuation, how often each stands in it, and each once; kept, as slips come several to a text."""
    keys = [_key(raw[word.start : word.end]) for word in words(raw)]
    counts = Counter(keys)
    return keys, counts, list(counts)


def _stretches(text: Text, quote: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of the text, first and last word, that share the rarest words with the quote; the best first, none twice."""
    keys, counts, each = _keys(text.raw)
    weights = dict[str, float]()
    for word in set(quote) - {""}:
        for like in [word] if word in counts else _alike(word, each):
            weights[like] = 1 / counts[like]
    size = len(quote)
    sums, total = list[tuple[float, int]](), 0.0
    for at, key in enumerate(keys):
        total += weights.get(key, 0) - (weights.get(keys[at - size], 0) if at >= size else 0)
        if key in weights:
            sums.append((-total, at))
    taken = list[int]()
    for _, last in sorted(sums):
        if len(taken) == COMPARED:
            return
        if all(abs(last - other) > size // 2 for other in taken):
            taken.append(last)
            yield max(0, last - size + 1 - SLACK), min(len(keys) - 1, last + SLACK)


def _alike(word: str, listed: Sequence[str]) -> list[str]:
    """The three of these words that are spelt most like a word, if any are."""
    return [like for like, _, _ in process.extract(word, listed, scorer=Indel.normalized_similarity, limit=3, score_cutoff=ALIKE)]


def _narrowed(text: Text, wanted: str, first: int, last: int) -> tuple[float, int, int]:
    """The stretch without the words at its ends that make it less like the quote, behind its likeness."""
    likeness = _likeness(text, wanted, first, last)
    while first < last:
        shorter = [(_likeness(text, wanted, *ends), *ends) for ends in ((first + 1, last), (first, last - 1))]
        if max(shorter)[0] < likeness:
            break
        likeness, first, last = max(shorter)
    return likeness, first, last


def _likeness(text: Text, wanted: str, first: int, last: int) -> float:
    return Indel.normalized_similarity(_compared(text.raw[text.words[first].start : text.words[last].end]), wanted)


def _trimmed(text: Text, span: Span, exact: str) -> Span:
    """The span without the punctuation at its ends that the quote does not have."""
    start, end = span
    while start < end and _is_punctuation(text.raw[start]) and folded(text.raw[start]) != folded(exact)[:1]:
        start += 1
    while start < end and _is_punctuation(text.raw[end - 1]) and folded(text.raw[end - 1]) != folded(exact)[-1:]:
        end -= 1
    return Span(start, end)


def _is_punctuation(letter: str) -> bool:
    """Whether a character is no part of a word; the vowels of many scripts are marks on the letter before them."""
    return not letter.isalnum() and unicodedata.category(letter)[0] != "M"


def _differences(passage: str, quote: str) -> Iterator[Difference]:
    """The words in which the two differ, punctuation beside equal words left out."""
    ours, theirs = ([text[word.start : min(word.end, word.start + WORD)] for word in words(text)] for text in (passage, quote))
    matcher = SequenceMatcher(None, [*map(folded, ours)], [*map(folded, theirs)], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(" ".join(ours[i:j]), " ".join(theirs[k:m]))
