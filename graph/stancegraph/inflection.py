"""A verb phrase in its base form or third person in, every inflected form of it out (LANGUAGE 1: -s, -ed, -ing, plural by rule)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["base_form", "inflections", "third_person"]

_FIXED = frozenset({"will", "shall", "would", "never", "not", "no", "does", "do", "did", "has", "have", "had"})
_BE = {"b": ("be", "are"), "s": ("is",), "d": ("was", "were", "been"), "g": ("being",)}
_BE_NOT = (("are", "aren't", "b"), ("is", "isn't", "s"), ("was", "wasn't", "d"), ("were", "weren't", "d"))
_VOWELS = frozenset("aeiou")
_TIES = 4  # letters: lies, ties, vies end in -ie; longer words on -ies end in -y
_ENDS_IN_ONE_VOWEL = re.compile(r"[^aeiou][aeiou][^aeiouwxy]\Z")


def third_person(verb: str) -> str:
    """The third person singular of a verb phrase.

    >>> third_person("refuse to recognise"), third_person("deny"), third_person("be allied with")
    ('refuses to recognise', 'denies', 'is allied with')
    >>> third_person("will never recognise")
    'will never recognise'
    """
    first, _, rest = verb.partition(" ")
    if first.casefold() in _FIXED:
        return verb
    inflected = "is" if first == "be" else _s(first)
    return f"{inflected} {rest}".rstrip()


def base_form(phrase: str) -> str:
    """The base form of a verb phrase in the third person singular.

    >>> base_form("refuses to recognise"), base_form("denies"), base_form("passes"), base_form("is allied with")
    ('refuse to recognise', 'deny', 'pass', 'be allied with')
    """
    first, _, rest = phrase.partition(" ")
    bases = _bases(first)
    hissing = [base for base in bases if base.endswith(("ss", "x", "zz", "ch", "sh"))]
    base = "be" if first in {"is", "are"} else (hissing or bases)[0]
    return f"{base} {rest}".rstrip()


def inflections(phrase: str) -> Iterator[tuple[str, str, bool]]:
    """(form, letter, negated): b for base and plural, s, d for -ed, g for -ing. A phrase may stand in its base form or third person.

    A fixed phrase ("will never recognise") is itself only. Forms of "be" also come negated: with "not", "never" and "no longer", and contracted.
    """
    first, _, rest = phrase.casefold().partition(" ")
    tail = f" {rest}" if rest else ""
    if first in _FIXED:
        yield phrase.casefold(), "s", False
        return
    if first in {"be", "is", "are"}:
        yield from _be(tail)
        return
    for base in _bases(first):
        yield base + tail, "b", False
        yield _s(base) + tail, "s", False
        for past in _doubled(base, "ed"):
            yield past + tail, "d", False
        for doing in _doubled(base, "ing"):
            yield doing + tail, "g", False


def _be(tail: str) -> Iterator[tuple[str, str, bool]]:
    for letter, forms in _BE.items():
        for form in forms:
            yield form + tail, letter, False
    for form, contracted, letter in _BE_NOT:
        yield contracted + tail, letter, True
        yield from ((f"{form} {no}{tail}", letter, True) for no in ("not", "never", "no longer"))


def _bases(word: str) -> list[str]:
    """The word itself and, where it may be a third person, what it is the third person of."""
    candidates = [word]
    if word.endswith("ies"):
        candidates.append(word[:-1] if len(word) == _TIES else word[:-3] + "y")
    elif word.endswith("es"):
        candidates += [word[:-1], word[:-2]]
    elif word.endswith("s"):
        candidates.append(word[:-1])
    thirds = [base for base in candidates[1:] if len(base) > 1 and _s(base) == word]
    return thirds or [word]


def _s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _doubled(base: str, ending: str) -> list[str]:
    """With the ending; a last consonant behind one vowel also doubled ("plan", "planned"), for no rule knows the stress."""
    if base.endswith("e") and ending == "ed":
        return [base + "d"]
    if base.endswith("ie"):
        return [base[:-2] + "ying"]
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return [base[:-1] + ending]
    if base.endswith("y") and base[-2:-1] not in _VOWELS and ending == "ed":
        return [base[:-1] + "ied"]
    forms = [base + ending]
    if _ENDS_IN_ONE_VOWEL.search(base):
        forms.append(base + base[-1] + ending)
    return forms
