"""What every measure returns: its value, what it rests on, and how sure one can be of it (NETWORKS 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Interval", "Measured"]


class Interval(NamedTuple):
    """How far a value would wander with other documents; `level` is the share of such intervals that hold the truth, as far as theory goes.

    `method` says how it was made: `bootstrap` (percentiles over documents drawn anew) or `jackknife` (each document left out once, and
    Student's t). `replicates` are those that gave a value; `seed` is None where nothing is drawn.
    """

    low: float
    high: float
    level: float
    method: str
    replicates: int
    seed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number and what it rests on.

    Attributes:
        value: The measure; None where it is not defined, and never 0 for that.
        n: Statements counted.
        actors: Actors with a statement counted.
        documents: Documents with a statement counted; a statement without a document is one of its own.
        interval: None where the value is none, rests on a single document, or was not asked for.
        seed: What drew random numbers on the way to the value (not the interval); None where nothing did.
    """

    value: float | None
    n: int
    actors: int
    documents: int
    interval: Interval | None = None
    seed: int | None = None
