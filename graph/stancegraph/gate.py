"""The truth gate: which statements assert their triple, and every reason why the others do not (LANGUAGE 4).

Checked annotations in, a `Judged` out. Pure; three passes, none looks back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stancegraph.records import Annotations, Statement

__all__ = ["Judged", "Reason", "Verdict", "Voice", "Why"]


class Voice(StrEnum):
    """Who speaks in a statement: the actor itself, the document, or somebody else about the actor."""

    OWN = "own"
    NARRATOR = "narrator"
    THIRD_PARTY = "third-party"


class Reason(StrEnum):
    """A reason not to assert; the value is the individual's local name in RDF and the word in CSV."""

    CONDITIONAL = "Conditional"
    NOT_YET_ACTUAL = "NotYetActual"
    EXPECTED = "Expected"
    HYPOTHETICAL = "Hypothetical"
    ENDED = "Ended"
    UNCERTAIN = "Uncertain"
    PARTIAL_SCOPE = "PartialScope"
    RETRACTED = "Retracted"
    UNRESOLVED = "Unresolved"
    HOSTILE_SOURCE = "HostileSource"
    INTERESTED_SOURCE = "InterestedSource"
    SUPERSEDED = "Superseded"


class Why(NamedTuple):
    """A reason with what it rests on: `text` in plain words, `premises` the ids of the statements that gave it."""

    reason: Reason
    text: str
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's judgement of one statement. `interval` is its polarity interval inside {-1, 0, 1}, None for acts and relations.

    `shadow` is the local name of the shadow relation of the edge kept in graph/heldback, None unless exactly one reason holds.
    """

    statement: Statement
    interval: tuple[int, int] | None
    voice: Voice
    reasons: tuple[Why, ...] = ()
    shadow: str | None = None
    about_source: str = ""
    """What is known of the speaker's side, in plain words; "" for own words and the narrator."""

    @property
    def asserted(self) -> bool:
        """Whether the statement passes: it has no reason not to."""
        return not self.reasons

    @property
    def codes(self) -> tuple[Reason, ...]:
        """The reasons alone, in the order of the gate's table."""
        return tuple(why.reason for why in self.reasons)


@dataclass(frozen=True, slots=True)
class Judged:
    """Annotations with one verdict for each statement, in the statements' order (by id)."""

    annotations: Annotations
    verdicts: tuple[Verdict, ...]
