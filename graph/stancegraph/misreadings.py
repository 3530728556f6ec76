"""Words that nothing declares in, why they can be no name out: a slip must not become a new actor or issue (LANGUAGE 1).

Only words that cannot stand in a name are looked at; a name that holds one all the same is declared, and a declared name always wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.auxiliaries import AUXILIARY_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PREPOSITIONS", "Misreading", "misread_actor", "misread_object"]

# fmt: off
PREPOSITIONS = frozenset({
    "about", "after", "against", "at", "before", "between", "by", "despite", "during", "for", "from", "in", "into", "of", "on", "over",
    "since", "through", "to", "until", "with", "without",
})
_OPENINGS = (PREPOSITIONS - {"for"}) | {"according"}  # "For Britain" is a party
_ADVERBS = frozenset({"also", "still", "again", "now", "often", "already", "soon", "then", "it", "ever", "both"})
_DENIALS = frozenset({"not", "never", "nor", "cannot"})
_PAIRED = frozenset({"both", "either"})
_NOBODY = frozenset({"no", "neither", "nobody", "none", "nothing"})
_REPORTING = frozenset({
    "say", "says", "said", "tell", "tells", "told", "claim", "claims", "claimed", "report", "reports", "reported", "believe", "believes",
    "believed",
})
# fmt: on
_CLAUSES = {
    "because": "the reason goes into the block: `because: illegality`",
    "if": "the condition goes into the block: `if: the Council agrees`",
    "unless": "the condition goes into the block: `if: the Council does not agree`",
    "when": "a time goes into the block: `when: 2008-02`",
    "while": "write a sentence of its own for it",
    "whereas": "write a sentence of its own for it",
    "although": "write a sentence of its own for it",
    "though": "write a sentence of its own for it",
    "but": "write a sentence of its own for it",
}
_NEGATE = "name who, and negate the verb: `Russia does not support independence`; or write `not: true` in the block"
_TO = "before another verb the language has will, would, plans to, promises to, is preparing to, is expected to and stops short of"
_NUANCE = "leave it out; nuances go into the block: `certainty:`, `mode:`, `note:`"


_MARKS = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|(?<!\\S)['\u2018]")


class Misreading(NamedTuple):
    """Which of the words (end exclusive) make this no name, why, and what to write."""

    start: int
    end: int
    text: str
    help: str


def misread_actor(words: Sequence[str], *, following: str = "") -> Misreading | None:
    """Why the words before a relation are no actor; None when they may be one. `following` is the word behind the relation."""
    folded = [_folded(word) for word in words]
    return (
        _marked(words) or _misread_inside(words, folded) or _misread_opening(words, folded[0]) or _misread_end(words, folded[-1], following)
    )


def _misread_inside(words: Sequence[str], folded: Sequence[str]) -> Misreading | None:
    """A negation, a reporting verb or a clause among the words before a relation."""
    for at, word in enumerate(folded):
        if word in _DENIALS or word.endswith("n't") or (at == 0 and word in _NOBODY):
            return Misreading(at, at + 1, f"{words[at]!r} negates no verb here", _NEGATE)
        if at > 0 and word in _REPORTING:
            return Misreading(at, at + 1, _no_part(words[at]), f"who said it goes into the block: `by: {' '.join(words[:at])}`")
        if word in _CLAUSES:
            return Misreading(at, at + 1, _no_part(words[at]), _CLAUSES[word])
    return None


def _misread_opening(words: Sequence[str], first: str) -> Misreading | None:
    if first in _PAIRED:
        return Misreading(0, 1, _no_part(words[0]), "leave it out: `Russia and Serbia oppose independence`")
    if first in _OPENINGS:
        text = f"{' '.join(words)!r} stands where WHO holds the position is expected"
        return Misreading(0, len(words), text, "begin with the actor; dates, places and sources go into the block")
    return None


def _misread_end(words: Sequence[str], last: str, following: str) -> Misreading | None:
    """Why the word before the relation ends no name: an auxiliary that does not fit, "to", an adverb."""
    at, written = len(words) - 1, words[-1]
    if last in AUXILIARY_WORDS and not written.istitle():
        if following == "by":
            return Misreading(at, at + 1, "the passive is not part of this language", "turn it round: `Russia opposes independence`")
        cure = "write `does oppose`, `has opposed`, `is opposing` or the verb alone; what is not so yet has its `mode:` in the block"
        return Misreading(at, at + 1, f"{written!r} does not fit the verb behind it", cure)
    if last == "to":
        return Misreading(at, at + 1, _no_part(written), _TO)
    if not written.istitle() and (last in _ADVERBS or (at > 0 and written.islower() and last.endswith("ly"))):
        return Misreading(at, at + 1, _no_part(written), _NUANCE)
    return None


def misread_object(words: Sequence[str], *, verb_behind: bool = False) -> Misreading | None:
    """Why the words behind a relation or preposition are no name; None when they may be one.

    `verb_behind` says that a relation form stands at the second word: "refuses *to support* independence".
    """
    return _marked(words) or _misread_start(words, verb_behind=verb_behind) or _clause(words)


def _misread_start(words: Sequence[str], *, verb_behind: bool) -> Misreading | None:
    first = _folded(words[0])
    if first in _DENIALS or (first in _NOBODY and len(words) == 1):
        return Misreading(0, 1, f"{words[0]!r} negates no verb here", _NEGATE)
    if first == "to" and verb_behind:
        return Misreading(0, 2, f"a second verb: {' '.join(words[:2])!r}", _TO)
    if first == "by":
        return Misreading(
            0, len(words), f"{' '.join(words)!r} is left over", "who said or did it stands first, or in the block: `by: putin`"
        )
    if first in PREPOSITIONS:
        return Misreading(
            0, 1, f"{words[0]!r} begins no name", "write the object directly behind the relation, or declare it with its name"
        )
    return None


def _clause(words: Sequence[str]) -> Misreading | None:
    """A condition, a reason or a contrast that belongs into the block."""
    for at, word in enumerate(words):
        if (cure := _CLAUSES.get(_folded(word))) is not None:
            return Misreading(at, len(words), f"{' '.join(words[at:])!r} is left over", cure)
    return None


def _marked(words: Sequence[str]) -> Misreading | None:
    """Quotation marks or brackets in what should be a name."""
    for at, word in enumerate(words):
        if _MARKS.search(word):
            return Misreading(
                at, at + 1, f"quotation marks around {word!r}", "write names without them; the words of the text go under `quote:`"
            )
        if "(" in word:
            cure = "what stands in brackets goes into the block: `source: cnn`, `when: 2008-02`, `note: ...`"
            return Misreading(at, len(words), f"{' '.join(words[at:])!r} is part of no name", cure)
    return None


def _no_part(word: str) -> str:
    return f"{word!r} is part of no name and of no relation"


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'")
