"""Two spellings in, how far apart they are out; used wherever a message says "did you mean".

A name is compared by its key: case, points, hyphens, spaces and accents dropped (LANGUAGE 1, "Undeclared names").
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EDITS_PER_LETTERS", "LONG_ENOUGH", "Neighbours", "digits", "distance", "key", "nearest", "slugify"]

LONG_ENOUGH = 5  # letters; shorter names differ by a letter too often
LONGEST = 60  # letters; a longer text is no misspelt name
EDITS_PER_LETTERS = 4  # one edit is allowed in this many letters
PAIR_BITS = 1009  # so many that two pairs of letters seldom share one
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
    if abs(len(a) - len(b)) > most or not (a and b):
        return min(max(len(a), len(b)), most + 1)
    # Hyyrö's bit vectors (2003): the differences down a column of the table are the bits of two numbers, a column costs a few operations.
    where, every, last = _places(a), (1 << len(a)) - 1, 1 << (len(a) - 1)
    up, down, diagonal, before, edits = every, 0, 0, 0, len(a)
    for rest, letter in zip(range(len(b) - 1, -1, -1), b, strict=True):
        same = where.get(letter, 0)
        swapped = ((~diagonal & same) << 1) & before
        diagonal = ((((same & up) + up) ^ up) | same | down | swapped) & every
        right, left = down | ~(diagonal | up), diagonal & up
        edits += bool(right & last) - bool(left & last)
        if edits - rest > most:
            return most + 1
        right, left = right << 1 | 1, left << 1
        up, down, before = (left | ~(diagonal | right)) & every, right & diagonal & every, same
    return edits


@lru_cache(maxsize=1024)
def _places(text: str) -> Mapping[str, int]:
    """Each letter to the places at which it stands, a bit each."""
    found: dict[str, int] = {}
    for at, letter in enumerate(text):
        found[letter] = found.get(letter, 0) | 1 << at
    return found


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
        self._by_shape: dict[tuple[str, int, str], list[tuple[str, int]]] = {}
        for name in sorted(names):
            if (folded := key(name)) and folded not in self._by_key:
                self._by_key[folded] = name
                for letter in () if folded.isdigit() else {folded[0], "*" + folded[-1]}:
                    self._by_shape.setdefault((letter, len(folded), digits(folded)), []).append((folded, _pairs(folded)))

    def of(self, name: str) -> str | None:
        """The name that equals this one but for case, points, hyphens or spaces, or lies within one edit in four letters; else None.

        Names that share neither the first nor the last letter are not compared, nor names whose digits differ: resolution 1244 is no
        slip for resolution 1245.
        """
        folded = key(name)
        if folded in self._by_key:
            return self._by_key[folded]
        most = len(folded) // EDITS_PER_LETTERS
        if len(folded) < LONG_ENOUGH or len(folded) > LONGEST:
            return None
        # One edit costs a name at most three of its pairs of letters, and counting bits costs a hundredth of comparing.
        pairs, numbers = _pairs(folded), digits(folded)
        near = [
            (distance(folded, other, most), -_alike(folded, other), other)  # few misspell a name's beginning
            for length in range(len(folded) - most, len(folded) + most + 1)
            for letter in (folded[0], "*" + folded[-1])
            for other, theirs in self._by_shape.get((letter, length, numbers), ())
            if (pairs & ~theirs).bit_count() <= 3 * most and (theirs & ~pairs).bit_count() <= 3 * most
        ]
        apart, _, closest = min(near, default=(most + 1, 0, ""))
        return self._by_key[closest] if apart <= most else None


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def digits(name: str) -> str:
    """The digits of a name; names in which they differ are never taken for one another."""
    return "".join(c for c in name if c.isdigit())


def _pairs(name: str) -> int:
    """Which pairs of neighbouring letters a name has, a bit each; several pairs may share one."""
    bits = 0
    for one, other in pairwise(name):
        bits |= 1 << (31 * ord(one) + ord(other)) % PAIR_BITS
    return bits
