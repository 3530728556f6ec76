"""The words that may stand before a verb, each with what it sets: negation, mode, and the inflection it takes (LANGUAGE 1, `aux`).

Built by crossing few words: "has not", "hasn't", "has never" and "has no longer" say one thing, so that no spelling of a negation
can be taken for a part of a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AUXILIARIES", "AUXILIARY_WORDS", "Aux"]


class Aux(NamedTuple):
    """What an auxiliary does. `asks`: it leaves open whether the thing is so. `inflection`: which forms may follow, letters of "bsdg"."""

    negated: bool
    mode: str | None
    asks: bool
    inflection: str


_BEFORE_BASE: tuple[tuple[tuple[str, str], str | None, bool], ...] = (
    (("does", "doesn't"), None, False),
    (("do", "don't"), None, False),
    (("did", "didn't"), None, False),
    (("will", "won't"), "planned", False),
    (("shall", "shan't"), "planned", False),
    (("would", "wouldn't"), None, True),
    (("may", "mayn't"), None, True),
    (("might", "mightn't"), None, True),
    (("can", "can't"), None, True),
    (("could", "couldn't"), None, True),
    (("should", "shouldn't"), None, True),
    (("must", "mustn't"), None, True),
)
"""A word with its contraction, the mode it sets on an act, and whether it asks for one."""
_BE = (("is", "isn't"), ("are", "aren't"), ("was", "wasn't"), ("were", "weren't"))
_HAVE = (("has", "hasn't"), ("have", "haven't"), ("had", "hadn't"))
_NEVER = (" not", " never", " no longer")
_INTENT = (("plan", "planned", "planning"), ("promise", "promised", "promising"))


def _spellings(word: tuple[str, str]) -> Iterator[tuple[str, bool]]:
    """The word plain, then in every negated spelling."""
    plain, contracted = word
    yield plain, False
    yield contracted, True
    yield from ((plain + never, True) for never in _NEVER)


def _rows() -> Iterator[tuple[str, Aux]]:
    for word, mode, asks in _BEFORE_BASE:
        for spelling, negated in _spellings(word):
            yield spelling, Aux(negated, mode, asks, "b")
            if asks:
                yield f"{spelling} have", Aux(negated, mode, asks, "d")
            if mode is None and not asks:
                yield from ((f"{spelling} {base} to", Aux(negated, "planned", False, "b")) for base, _, _ in _INTENT)
    yield "cannot", Aux(True, None, True, "b")
    yield "cannot have", Aux(True, None, True, "d")
    yield "ought to", Aux(False, None, True, "b")
    yield "ought not to", Aux(True, None, True, "b")
    yield from _with_be_and_have()
    for base, past, _ in _INTENT:
        for form in (base, base + "s", past):
            yield f"{form} to", Aux(False, "planned", False, "b")
            yield f"{form} not to", Aux(True, "planned", False, "b")
            yield f"never {form} to", Aux(True, "planned", False, "b")
            yield f"no longer {form} to", Aux(True, "planned", False, "b")
    for form in ("stops", "stop", "stopped"):
        yield f"{form} short of", Aux(True, None, False, "g")
    yield "no longer", Aux(True, None, False, "bsdg")
    yield "never", Aux(True, None, False, "bsdg")


def _with_be_and_have() -> Iterator[tuple[str, Aux]]:
    being = [row for word in _BE for row in _spellings(word)]
    having = [row for word in _HAVE for row in _spellings(word)]
    for spelling, negated in having:
        yield spelling, Aux(negated, None, False, "d")
        if not negated:
            yield f"{spelling} stopped short of", Aux(True, None, False, "g")
        yield from ((f"{spelling} {past} to", Aux(negated, "planned", False, "b")) for _, past, _ in _INTENT)
    for spelling, negated in (*being, *((f"{spelling} been", negated) for spelling, negated in having)):
        yield spelling, Aux(negated, None, False, "g")
        for doing, mode in (("preparing", "planned"), ("expected", "expected"), *((doing, "planned") for _, _, doing in _INTENT)):
            yield f"{spelling} {doing} to", Aux(negated, mode, False, "b")
            yield f"{spelling} {doing} not to", Aux(True, mode, False, "b")


AUXILIARIES = dict(_rows())
"""Every auxiliary by its folded words."""
AUXILIARY_WORDS = frozenset({*(words.split()[0] for words in AUXILIARIES), "be", "been", "being"}) - frozenset(
    {"plan", "plans", "promise", "promises", "planned", "promised", "stop", "stops", "stopped"}
)
"""Words that end no name: before a verb form they are an auxiliary that does not fit it."""
