"""Two spellings in, how far apart they are out; used wherever a message says "did you mean".

A name is compared by its key: case, points, hyphens, spaces and accents dropped (LANGUAGE 1, "Undeclared names").
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Neighbours", "distance", "key", "nearest", "slugify"]

LONG_ENOUGH = 5  # letters; shorter names differ by a letter too often
LONGEST = 60  # letters; a longer text is no misspelt name
EDITS_PER_LETTERS = 4  # one edit is allowed in this many letters
_DROPPED = str.maketrans("", "", " .-_'\u2019\u00a0")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The name without case, points, hyphens and spaces.

    >>> key("U.S.") == key("us")
    True
    """
    return name.casefold().translate(_DROPPED)


def slugify(name: str) -> str:
    """The slug a name gets when no section gives it one; "" where no Latin letter or digit is left.

    >>> slugify("the Côte d'Ivoire talks")
    'the-cote-d-ivoire-talks'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def distance(a: str, b: str, most: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two texts, or `most + 1` as soon as there are more.

    >>> distance("independance", "independence", 3), distance("abc", "xyz", 1)
    (1, 2)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, c in enumerate(a, 1):
        row = [i]
        for j, d in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (c != d))
            if i > 1 and j > 1 and c == b[j - 2] and a[i - 2] == d:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word within one edit in three letters (at least one), the closest and then alphabetically first; None if there is none.

    A word that shares neither the first nor the last letter is not compared: nobody would see a likeness in it.
    """
    most = max(1, len(word) // 3)
    if not word or len(word) > LONGEST:
        return None
    best: tuple[int, str] | None = None
    folded = word.casefold()
    for candidate in known:
        other = candidate.casefold()
        if abs(len(other) - len(folded)) > most or not other or (other[0] != folded[0] and other[-1] != folded[-1]):
            continue
        apart = distance(folded, other, most)
        if apart <= most and (best is None or (apart, candidate) < best):
            best = (apart, candidate)
    return best[1] if best else None


class Neighbours:
    """Names by key, ready to be asked which of them another name was probably meant to be."""

    def __init__(self, names: Iterable[str]) -> None:
        """Takes every declared slug, name and alias."""
        self._by_key: dict[str, str] = {}
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for name in sorted(names):
            if (folded := key(name)) and folded not in self._by_key:
                self._by_key[folded] = name
                for letter in {folded[0], "*" + folded[-1]}:
                    self._by_shape.setdefault((letter, len(folded)), []).append(folded)

    def of(self, name: str) -> str | None:
        """The name that equals this one but for case, points, hyphens or spaces, or lies within one edit in four letters; else None.

        Names that share neither the first nor the last letter are not compared: that keeps ten thousand names affordable.
        """
        folded = key(name)
        if folded in self._by_key:
            return self._by_key[folded]
        most = len(folded) // EDITS_PER_LETTERS
        if len(folded) < LONG_ENOUGH or len(folded) > LONGEST:
            return None
        near: list[tuple[int, str]] = []
        for length in range(len(folded) - most, len(folded) + most + 1):
            for letter in (folded[0], "*" + folded[-1]):
                near += [
                    (distance(folded, other, most), other) for other in self._by_shape.get((letter, length), ()) if not other.isdigit()
                ]
        apart, closest = min(near, default=(most + 1, ""))
        return self._by_key[closest] if apart <= most and not _numbers_differ(folded, closest) else None


def _numbers_differ(a: str, b: str) -> bool:
    """Whether the digits differ: resolution 1244 is not a slip for resolution 1245."""
    return [c for c in a if c.isdigit()] != [c for c in b if c.isdigit()]
