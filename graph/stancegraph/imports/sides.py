"""What a source calls agreement in, the relation it means out: words, truth values, and numbers on a scale (LANGUAGE 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.closedwords import Kind
from stancegraph.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancegraph.imports.report import Tally
    from stancegraph.relations import Relation

__all__ = ["AGAINST", "FOR", "NEUTRAL", "Reading", "Side", "Sides"]

FOR, NEUTRAL, AGAINST = "supports", "is-neutral-on", "opposes"
_WORDS = {
    FOR: "support for pro aye yes y true t agree agrees agreement agreeing favour favor in+favour in+favor in+favour+of in+favor+of positive + approve approves",
    AGAINST: "oppose against con contra nay no n false f disagree disagrees disagreement disagreeing negative - disapprove disapproves",
    NEUTRAL: "neutral undecided neither abstain abstains abstention mixed ambivalent",
}
_MEANT = {word.replace("+", " ") if len(word) > 1 else word: side for side, words in _WORDS.items() for word in words.split()}


class Reading(NamedTuple):
    """What is known of a column before its values are seen.

    `boolean` says that its numbers are truth values, or that they are not, None that they tell it themselves. `values` is what the user
    says that a value means: words of this language by the folded value, "" to leave the row out.
    """

    name: str
    midpoint: float | None = None
    boolean: bool | None = None
    values: Mapping[str, str] | None = None


class Side(NamedTuple):
    """A relation; `strength` is the number it was, where a scale says more than a side."""

    relation: str
    negated: bool = False
    strength: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How one column or variable is read. `midpoint` None means truth values: 1 and 0 are yes and no."""

    lexicon: Lexicon
    """The relations, without names."""
    midpoint: float | None = None
    values: Mapping[str, str] | None = None

    @classmethod
    def of(cls, found: Iterable[str], table: Mapping[str, Relation], tally: Tally, reading: Reading) -> Sides:
        """The reading of a column, by all its values; what is taken for what is told."""
        values, middle = reading.values, reading.midpoint or 0.0
        told = (text for text in found if not (values and _folded(text) in values))
        numbers = {number for text in told if (number := _number(text)) is not None}
        truth = reading.midpoint is None and (numbers <= {0.0, 1.0} if reading.boolean is None else reading.boolean)
        if numbers and truth:
            tally.tell(f"{reading.name}: 1 is taken as {FOR}, 0 as {AGAINST}")
        elif numbers:
            tally.tell(
                f"{reading.name}: above {middle:g} is taken as {FOR}, below as {AGAINST}, {middle:g} as {NEUTRAL}; the number is a tag"
            )
            if min(numbers) > middle or max(numbers) < middle:
                where = f"all numbers lie on one side of {middle:g} ({min(numbers):g} to {max(numbers):g})"
                tally.tell(f"{reading.name}: {where}: a scale such as 1 to 5 needs --midpoint 3")
        return cls(lexicon=Lexicon((), table), midpoint=None if truth else middle, values=values)

    def side(self, text: str) -> Side | None:
        """What a value means; None where it means nothing that is known."""
        word = _folded(text)
        if self.values is not None and word in self.values:
            return self._named(self.values[word])
        if (number := _number(word)) is not None:
            if self.midpoint is None:
                return Side({1.0: FOR, 0.0: AGAINST}[number]) if number in {0.0, 1.0} else None
            return Side(FOR if number > self.midpoint else AGAINST if number < self.midpoint else NEUTRAL, strength=word)
        return self._named(word)

    def _named(self, words: str) -> Side | None:
        """A word for a side, a relation's slug, or a form of its verb, negated or not; it must take an issue."""
        folded, table = _folded(words), self.lexicon.relations
        if folded in table:
            return Side(folded) if Kind.ISSUE in table[folded].object else None
        if folded in _MEANT:
            return Side(_MEANT[folded])
        listed = folded.split()
        verb = self.lexicon.verb(listed, 0) if listed else None
        if verb is None or verb.end < len(listed) or len(verb.relations) > 1 or verb.mode or verb.asks:
            return None
        relation = verb.relations[0]
        return Side(relation, verb.negated) if Kind.ISSUE in table[relation].object else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(text: str) -> float | None:
    r"""A number as people write it, +1 and \u22121 too; None for anything else, infinite ones included."""
    plain = text.strip().replace("\u2212", "-")
    if not plain.lstrip("+-")[:1].isdecimal() or len(plain) > 30 or not plain.isascii():  # noqa: PLR2004 - no scale has as many digits
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
