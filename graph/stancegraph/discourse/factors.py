"""One attribute of many events as a column: names once, and for each event the number of its name, or of several."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Factor", "Lists"]


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A word for each event. `names` are sorted, each once; `codes` (int32, one an event) point into them. No word is ""."""

    names: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, words: Iterable[str]) -> Factor:
        """The column of these words.

        >>> Factor.of(["toll", "", "tax", "toll"]).codes.tolist()
        [2, 0, 1, 2]
        """
        told = list(words)
        names = tuple(sorted(set(told)))
        number = {name: at for at, name in enumerate(names)}
        return cls(names, np.fromiter((number[word] for word in told), np.int32, len(told)))

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Factor:
        """The events chosen by index or mask; names stay, also those that no event has any more."""
        return Factor(self.names, self.codes[which])

    def words(self) -> list[str]:
        """The word of each event."""
        return [self.names[code] for code in self.codes.tolist()]

    def used(self) -> list[str]:
        """The names that an event has, sorted; "" is none."""
        return [self.names[code] for code in np.unique(self.codes).tolist() if self.names[code]]

    def among(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """For each event whether its word is one of these."""
        asked = set(wanted)
        found: NDArray[np.bool_] = np.fromiter((name in asked for name in self.names), np.bool_, len(self.names))[self.codes]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Any number of words for each event: those of event i are `names[items[starts[i]:starts[i + 1]]]`."""

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    items: NDArray[np.int32]

    @classmethod
    def of(cls, lists: Iterable[Sequence[str]]) -> Lists:
        """The column of these lists, each in the order given."""
        told = list(lists)
        names = tuple(sorted({word for words in told for word in words}))
        number = {name: at for at, name in enumerate(names)}
        starts = np.zeros(len(told) + 1, np.int64)
        np.cumsum([len(words) for words in told], out=starts[1:])
        return cls(names, starts, np.fromiter((number[word] for words in told for word in words), np.int32, int(starts[-1])))

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Lists:
        """The events chosen by index or mask."""
        chosen = np.flatnonzero(which) if which.dtype == np.bool_ else which
        lengths = np.diff(self.starts)[chosen]
        starts = np.zeros(len(chosen) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        positions = np.arange(int(starts[-1])) - np.repeat(starts[:-1] - self.starts[:-1][chosen], lengths)
        return Lists(self.names, starts, self.items[positions])

    def words(self) -> list[tuple[str, ...]]:
        """The words of each event."""
        named = [self.names[item] for item in self.items.tolist()]
        ends = self.starts.tolist()
        return [tuple(named[low:high]) for low, high in pairwise(ends)]

    def used(self) -> list[str]:
        """The names that an event has, sorted."""
        return [self.names[item] for item in np.unique(self.items).tolist()]

    def among(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """For each event whether one of its words is one of these; "" asks for events without any."""
        asked = set(wanted)
        known = np.fromiter((name in asked for name in self.names), np.bool_, len(self.names))
        found = np.zeros(len(self.starts) - 1, np.bool_)
        found[self.owners()[known[self.items]]] = True
        return found | (np.diff(self.starts) == 0) if "" in asked else found

    def owners(self) -> NDArray[np.intp]:
        """For each item the event it belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
