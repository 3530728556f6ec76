"""The levels of agreement that a statement can have, and how far apart two of them are (NETWORKS 2, 9)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["BINARY", "LIKERT", "STANCE", "Scale"]

MOST: Final = 101
"""Levels of a scale; one of more is a measurement, which is to be put into classes first."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A declared scale: its levels in ascending order, at least two.

    The scale is declared and not observed, so that a distance means the same whichever statements are left in.

    Raises:
        ValueError: Fewer than two levels, more than `MOST`, not in ascending order, or not all finite numbers.
    """

    levels: tuple[float, ...]

    def __post_init__(self) -> None:
        """Holds the levels against what a scale is."""
        object.__setattr__(self, "levels", tuple(self.levels))
        for level in self.levels:
            if not isinstance(level, Real) or not math.isfinite(level):
                raise ValueError(f"the levels of a scale are finite numbers, and {level!r} is none")
        if not 2 <= len(self.levels) <= MOST:  # noqa: PLR2004 - with one level nobody could disagree
            raise ValueError(f"a scale has 2 to {MOST} levels, not {len(self.levels)}: {self.levels[:5]}")
        if any(not low < high for low, high in zip(self.levels, self.levels[1:], strict=False)):
            raise ValueError(f"the levels of a scale ascend: {self.levels[:5]} do not")

    @property
    def span(self) -> float:
        """The distance between the highest and the lowest level."""
        return self.levels[-1] - self.levels[0]

    @property
    def dyadic(self) -> bool:
        """Whether levels are whole, halves, quarters ... to 1/1024: sums of such numbers are exact in any order."""
        return all(abs(level) < 1 << 20 and float(level * 1024).is_integer() for level in self.levels)

    def gaps(self) -> NDArray[np.float64]:
        """Levels by levels: |k - k'|."""
        levels = np.asarray(self.levels, np.float64)
        return np.asarray(np.abs(levels[:, None] - levels[None, :]), np.float64)

    def distance(self) -> NDArray[np.float64]:
        """Levels by levels: d(k, k') = |k - k'| / span, 0 for the same level and 1 for the two ends (NETWORKS 2).

        >>> BINARY.distance().tolist()
        [[0.0, 1.0], [1.0, 0.0]]
        """
        return self.gaps() / self.span

    def signs(self) -> NDArray[np.float64]:
        """The level that counts in a two-mode network that subtracts: k itself; on a scale {0, 1} -1 and 1 (NETWORKS 4).

        >>> BINARY.signs().tolist(), STANCE.signs().tolist()
        ([-1.0, 1.0], [-1.0, -0.5, 0.0, 0.5, 1.0])
        """
        return np.asarray((-1.0, 1.0) if self.levels == (0, 1) else self.levels, dtype=np.float64)

    def index(self, level: float) -> int:
        """Where a level stands on the scale, from 0.

        Raises:
            ValueError: The scale has no such level.
        """
        try:
            return self.levels.index(level)
        except ValueError:
            raise ValueError(f"{level!r} is no level of the scale {', '.join(map(_plain, self.levels))}") from None


def observed(levels: Iterable[float]) -> Scale:
    """The scale of the levels that occur; as DNA takes it (NETWORKS 2)."""
    found = sorted(set(levels))
    return Scale(tuple(found)) if len(found) > 1 else Scale((*found, found[0] + 1) if found else (0, 1))


def _plain(level: float) -> str:
    return f"{level:g}"


BINARY: Final = Scale((0, 1))
"""Disagrees, agrees: DNA's boolean qualifier."""
LIKERT: Final = Scale((-2, -1, 0, 1, 2))
"""A five-point scale of whole numbers."""
STANCE: Final = Scale((-1, -0.5, 0, 0.5, 1))
"""Ours: opposes, does not support, is neutral, does not oppose, supports; the midpoints of the stance intervals (NETWORKS 9)."""
