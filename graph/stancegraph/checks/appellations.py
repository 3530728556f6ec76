"""Annotations in, what their actors may be called in a text out: names, aliases, offices, the adjective of a country.

Texts and names are compared without case, accents, invisible characters and kinds of blanks and marks: newswires drop what their
keyboards lack.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.folding import fold
from stancegraph.records import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.records import Actor, Annotations
    from stancegraph.speech import Report

__all__ = ["Names", "bare", "of_country", "plain"]

LONGEST = 6  # words of a name
NEAR = 400  # code points beside a verb in which its subject is looked for
SHORT = 4  # letters below which a stem takes the commonest endings alone: "Malian" is from Mali, "male" is not

# What many may be: of "a senior official" the office tells who he is.
_VAGUE = frozenset(
    [
        *("anonymous", "former", "high", "leading", "local", "many", "most", "other", "ranking", "senior", "several", "some", "their"),
        *("those", "unidentified", "unknown", "unnamed"),
    ]
)
_POINTS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\.?\Z")
_SKIPPED = frozenset(
    [
        *("the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "lord", "lady"),
        *("president", "minister", "king", "queen", "prime", "chancellor", "general"),
    ]
)
# Right before the verb these say that its subject is nobody who is named: "he said", "Orr was told".
_NO_NAME = frozenset(["he", "i", "it", "she", "they", "we", "who", "is", "are", "was", "were", "been"])
# Behind these somebody else is named than the subject: "critics of Orr", "in Arland, officials".
_AWAY = frozenset(
    [
        *("about", "above", "after", "against", "among", "as", "at", "before", "behind", "beside", "between", "by", "despite", "for"),
        *("from", "in", "inside", "into", "like", "near", "of", "off", "on", "outside", "over", "since", "than", "through", "to"),
        *("toward", "towards", "under", "unlike", "until", "upon", "via", "with", "within", "without"),
    ]
)
_WORD = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?")


class _Bare(dict[int, str]):
    """Letters without the marks on them, each worked out when it first occurs."""

    def __missing__(self, letter: int) -> str:
        parts = unicodedata.normalize("NFD", chr(letter))
        self[letter] = "".join(part for part in parts if unicodedata.category(part)[0] != "M")
        return self[letter]


_BARE = _Bare(
    {
        ord(letter): bare
        for small, bare in {"\u0111": "d", "\u0142": "l", "\u0131": "i", "\xf8": "o", "\xe6": "ae", "\u0153": "oe"}.items()
        for letter, bare in ((small, bare), (small.upper(), bare.upper()))
    }
)


def bare(words: str) -> str:
    """The words without accents, invisible characters and the points of abbreviations.

    >>> bare("Hashim  Tha\u00e7i of the U.N.")
    'Hashim Thaci of the UN'
    """
    return _POINTS.sub(lambda match: match[0].replace(".", ""), fold(words).text.strip().translate(_BARE))


def plain(words: str) -> str:
    """The same without case."""
    return bare(words).casefold()


class Names:
    """What the actors of annotations may be called."""

    def __init__(self, annotations: Annotations) -> None:
        """Nothing is worked out before it is asked for."""
        self._annotations = annotations
        self._ways: dict[str, list[list[_Part]]] = {}

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """Names to the actors that bear them; a name that two bear is nobody's."""
        found: dict[str, str | None] = {}
        for slug, actor in self._annotations.actors.items():
            for name in _called(actor):
                words = " ".join(word.rstrip(".") for word in _WORD.findall(plain(name)))
                found[words] = slug if found.get(words, slug) == slug else None
        return {name: slug for name, slug in found.items() if slug}

    def named(self, raw: str, report: Report) -> str | None:
        """The actor who is named as the subject of a cue: the one nearest to it, persons before all others; the longest name wins.

        Who is named behind a preposition, or as the owner of something, is not the one who speaks.
        """
        before = report.named.end <= report.cue.start
        near = raw[slice(*report.named)][-NEAR:] if before else raw[slice(*report.named)][:NEAR]
        words = [word.rstrip(".") for word in _WORD.findall(plain(near))]
        if before and words[-1:] and words[-1] in _NO_NAME:
            return None
        within, found, start = report.named == report.cue, list[str](), 0
        while start < len(words):
            runs = ((" ".join(words[start:end]), end) for end in range(min(len(words), start + LONGEST), start, -1))
            slug, end = next(((self._owners[run], end) for run, end in runs if run in self._owners), ("", start + 1))
            if slug and (within or (not self._is_away(words, start) and words[end : end + 1] != ["s"])):
                found.append(slug)
            start = end
        ordered = found if report.cue.end <= report.named.start else found[::-1]
        persons = (slug for slug in ordered if self._annotations.actors[slug].type is ActorType.PERSON)
        return next(persons, next(iter(ordered), None))

    def is_person(self, slug: str) -> bool:
        """Whether an actor is a single person."""
        return self._annotations.actors[slug].type is ActorType.PERSON

    @staticmethod
    def _is_away(words: list[str], at: int) -> bool:
        """Whether a preposition stands before a word, its article and title aside."""
        while at > 0 and words[at - 1] in _SKIPPED:
            at -= 1
        return at > 0 and words[at - 1] in _AWAY

    def stand(self, slug: str, text: str) -> bool:
        """Whether a `bare` text names an actor in a way that the page of SG432 lists."""
        if slug not in self._ways:
            self._ways[slug] = [list(way) for way in self._written(slug)]
        return any(all(part.stands(text) for part in way) for way in self._ways[slug])

    def _written(self, slug: str) -> Iterator[tuple[_Part, ...]]:
        """What an actor is known by; of what comes together all has to stand in the text."""
        actor = self._annotations.actors.get(slug)
        if actor is None:
            yield (_Part.of(_whole(slug.replace("-", " ")), ""),)
            return
        yield from ((_Part.of(_whole(name), name),) for name in _called(actor))
        person = actor.type is ActorType.PERSON
        if not person or not actor.label[:1].isupper():
            words = (word for word in re.findall(r"\w{4,}", plain(actor.label)) if word not in _VAGUE)
            yield from ((_Part.of(rf"(?<!\w){re.escape(word.removesuffix('s'))}s?(?!\w)", ""),) for word in words)
        if actor.type is ActorType.STATE:
            yield from ((_Part.of(of_country(name), name),) for name in _called(actor))
        for office in actor.speaks_for:
            principal = self._annotations.actors.get(office.actor)
            title = re.split(r"\s(?:of|to|at|for|in)\s", office.title or "")[0].split()
            noun = [_Part.of(_whole(title[-1]), "")] if person and title else []
            yield from ((_Part.of(of_country(name), name), *noun) for name in (_called(principal) if principal else [office.actor]))


class _Part(NamedTuple):
    """Words to look for; those of a name with a capital have one in the text: "may burst" names no Theresa May."""

    pattern: re.Pattern[str]
    capital: bool

    @classmethod
    def of(cls, pattern: str, name: str) -> _Part:
        """The part for a name, or for words that are none ("")."""
        return cls(re.compile(pattern, re.IGNORECASE), name[:1].isupper())

    def stands(self, text: str) -> bool:
        """Whether the words stand in a text."""
        return any(not self.capital or not text[match.start()].islower() for match in self.pattern.finditer(text))


def _called(actor: Actor) -> list[str]:
    """Names and aliases of an actor, and the last word of a person's name."""
    names = [*((actor.name,) if actor.name else (actor.label,)), *actor.also, *(label for _, label in actor.labels)]
    if actor.type is ActorType.PERSON and actor.name and len(actor.name.split()) > 1:
        names.append(_SUFFIX.sub("", actor.name).split()[-1])
    return names


def _whole(name: str) -> str:
    """A pattern for a name as whole words."""
    words = re.sub(r"\A(?:the|an?)\s+", "", plain(name))
    return r"(?<!\w)" + r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", words))) + r"(?!\w)"


# ── countries ──


def of_country(name: str) -> str:
    """A pattern for a country and what is its: Serbia, Serbian, Serbs; for other names the pattern of the name.

    >>> pattern = of_country("Austria")
    >>> [bool(re.search(pattern, text)) for text in ("austria", "austrians", "australian")]
    [True, True, False]
    """
    country = re.sub(r"\A(?:the\s+)?(?:(?:\w+\s+){0,2}republic\s+of\s+(?:the\s+)?)?|\s+republic\Z", "", plain(name))
    forms = [form for part in (country, *country.split(" and ")) for form in (_IRREGULAR.get(part) or _derived(part))]
    return rf"(?:{_whole(name)}|(?<!\w)(?:{'|'.join(dict.fromkeys(forms))})(?!\w))"


_COMMON = "(?:n|an|ian|ese|i)s?"
_ENDINGS = "(?:n|an|ian|ean|nian|ish|ese|i|ic|er|ar|in)s?"


def _derived(name: str) -> tuple[str, ...]:
    """The country and the words that English makes of its name, as patterns."""
    forms = [rf"{re.escape(name)}(?:s|{_ENDINGS})?"]
    for ending, alone in (("stan", True), ("istan", True), ("ia", True), ("y", True), *((vowel, False) for vowel in "aeio")):
        stem = name.removesuffix(ending)
        if stem != name and stem:
            bare = "s?|" if alone and len(stem) >= SHORT else ""
            forms.append(rf"{re.escape(stem)}(?:{bare}{_ENDINGS if len(stem) >= SHORT else _COMMON})")
    return tuple(forms)


_IRREGULAR = {
    country: tuple(words.split("|"))
    for country, words in (
        line.split(":", 1)
        for line in """\
argentina:argentina|argentin(?:e|ian)s?
belgium:belgium|belgians?
congo:congo|congolese
cyprus:cyprus|cypriots?
denmark:denmark|danish|danes?
england:england|english
finland:finland|finnish|finns?
france:france|french
greece:greece|greeks?
ireland:ireland|irish
lebanon:lebanon|lebanese
monaco:monaco|monegasques?
netherlands:netherlands|dutch
niger:niger|nigeriens?
north macedonia:(?:north )?macedonians?
norway:norway|norwegians?
peru:peru|peruvians?
philippines:philippines?|filipin[oa]s?
poland:poland|polish|poles?
portugal:portugal|portuguese
saudi arabia:saudi arabia|saudis?
scotland:scotland|scottish|scots?
slovenia:slovenia|sloven(?:e|ian)s?
south africa:south africans?
soviet union:soviets?
spain:spain|spanish|spaniards?
sweden:sweden|swedish|swedes?
switzerland:switzerland|swiss
thailand:thailand|thais?
turkey:turkey|turkiye|turkish|turks?
turkiye:turkiye|turkey|turkish|turks?
united arab emirates:emiratis?
united kingdom:british|britons?|britain
united states:americans?
wales:wales|welsh""".splitlines()
    )
}
"""What English does not make by an ending."""
