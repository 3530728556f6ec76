"""Words that name somebody or something in, slugs out; what nothing declares is declared on the fly (LANGUAGE 1, "Undeclared names").

A reference is a slug (str) or an `Unknown`, whose slug and kind are settled when every sentence of the project has been read.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from stancegraph.fields import SLUG
from stancegraph.lexicon import Lexicon, fold
from stancegraph.problems import Place, Problem, Severity
from stancegraph.records import RESERVED, Act, Actor, Coder, Document, Entity, Instrument, Issue, Kind
from stancegraph.spelling import Neighbours, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancegraph.relations import Relation

__all__ = ["Names", "Reference", "Unknown", "slug_of"]

_ARTICLE = {
    Kind.ACTOR: "an actor",
    Kind.ISSUE: "an issue",
    Kind.ACT: "an act",
    Kind.INSTRUMENT: "an instrument",
    Kind.DOCUMENT: "a document",
    Kind.CODER: "a coder",
}
_ACTORS = frozenset({Kind.ACTOR})
_SEVERAL = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_PREFERRED = (Kind.ISSUE, Kind.ACT, Kind.INSTRUMENT, Kind.ACTOR, Kind.DOCUMENT, Kind.CODER)
"""What an undeclared name is taken as where its uses allow several kinds, the likeliest first."""
_RECORDS: dict[Kind, type[Entity]] = {
    Kind.ACTOR: Actor,
    Kind.ISSUE: Issue,
    Kind.ACT: Act,
    Kind.INSTRUMENT: Instrument,
    Kind.DOCUMENT: Document,
    Kind.CODER: Coder,
}


class Unknown:
    """A name that no section declares: how it was spelled, what kinds its uses allow, and the slug it gets in the end."""

    __slots__ = ("demands", "slug", "spellings")

    def __init__(self) -> None:
        """Not used anywhere yet."""
        self.spellings: Counter[str] = Counter()
        self.demands: dict[frozenset[Kind], list[Place]] = {}
        self.slug = ""

    def use(self, spelling: str, kinds: frozenset[Kind], place: Place) -> None:
        """Notes one use."""
        self.spellings[spelling] += 1
        self.demands.setdefault(kinds, []).append(place)

    def first(self) -> Place:
        """The first place of use, by file and offset."""
        return min((place for places in self.demands.values() for place in places), key=lambda p: (p.path, p.start))

    def name(self) -> str:
        """The commonest spelling, then the alphabetically first."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


Reference = str | Unknown


def slug_of(reference: Reference) -> str:
    """The slug of a reference, once the unknown ones are settled."""
    return reference if isinstance(reference, str) else reference.slug


class Names:
    """Every declared name of a project, and the undeclared ones met so far."""

    def __init__(self, entities: Mapping[str, tuple[Kind, Entity]], relations: Mapping[str, Relation], *, closed: bool) -> None:
        """`entities` are the declared ones by slug with their kinds; in a `closed` project every undeclared name is an error."""
        self.kinds = {slug: kind for slug, (kind, _) in entities.items()}
        pairs = [(name, slug) for slug, (_, entity) in entities.items() for name in entity.names]
        self.lexicon = Lexicon(pairs, relations)
        self._neighbours = Neighbours(name for name, _ in pairs)
        self._unknown: dict[str, Unknown] = {}
        self._closed = closed
        self.problems: list[Problem] = []

    def find(self, text: str, kinds: frozenset[Kind], place: Place) -> Reference | None:
        """The reference for a whole text; None after an error. `kinds` is what the place allows."""
        if kinds == _ACTORS and _SEVERAL.search(text) and not self.lexicon.name(text):
            listed = ", ".join(_SEVERAL.split(text))
            self._error(
                "SG113", place, f"{text!r} names more than one actor", f"write a list, [{listed}], or declare the whole as one name"
            )
            return None
        return self.resolve(text, self.lexicon.name(text), kinds, place)

    def resolve(self, text: str, slugs: tuple[str, ...], kinds: frozenset[Kind], place: Place) -> Reference | None:
        """The reference for a text whose declared slugs are known already (() for none)."""
        if len(slugs) == 1:
            if self.kinds[slugs[0]] in kinds:
                return slugs[0]
            self._wrong_kind(text, slugs[0], kinds, place)
            return None
        if slugs:
            fitting = [slug for slug in slugs if self.kinds[slug] in kinds]
            if len(fitting) == 1:
                return fitting[0]
            self._error("SG111", place, f"{text!r} names {' and '.join(slugs)}", f"write the slug: {' or '.join(slugs)}")
            return None
        return self._undeclared(text, kinds, place)

    def _wrong_kind(self, text: str, slug: str, kinds: frozenset[Kind], place: Place) -> None:
        wanted = next(kind for kind in Kind if kind in kinds)
        self._error(
            "SG204",
            place,
            f"{text!r} is {_ARTICLE[self.kinds[slug]]}; here stands {_either(kinds)}",
            f"name {_either(kinds)}, or declare a second slug for it under `{wanted}s:`",
        )

    def _undeclared(self, text: str, kinds: frozenset[Kind], place: Place) -> Unknown | None:
        folded = fold(text)
        if "-" in folded and SLUG.match(text):
            folded = folded.replace("-", " ")  # the slug that "special case" has got is special-case: one thing
        unknown = self._unknown.get(folded)
        if unknown is None:
            if self._refused(text, kinds, place):
                return None
            unknown = self._unknown[folded] = Unknown()
        words = text.split()
        spelling = " ".join(words[1:] if len(words) > 1 and words[0].casefold() in {"the", "a", "an"} else words)
        unknown.use(spelling, kinds, place)
        return unknown

    def _refused(self, text: str, kinds: frozenset[Kind], place: Place) -> bool:
        close = self._neighbours.of(text)
        if close is not None:
            self._error(
                "SG202",
                place,
                f"{text!r} is not declared, but {close!r} is",
                f"did you mean {close!r}? Else declare {text!r} too, or add it under `also:`",
            )
            return True
        if self._closed:
            kind = next(kind for kind in Kind if kind in kinds)
            self._error(
                "SG203",
                place,
                f"{text!r} is not declared, and the project is closed",
                f"declare it under `{kind}s:`, or drop `closed: true`",
            )
            return True
        return False

    def settle(self) -> Iterator[tuple[Kind, Entity]]:
        """Gives every undeclared name its kind and slug, and yields its record; to be called once, after the last use."""
        taken: dict[str, Unknown] = {}
        for folded, unknown in sorted(self._unknown.items(), key=lambda item: (-sum(item[1].spellings.values()), item[0])):
            unknown.slug = slugify(unknown.name()) or f"n-{sha256(folded.encode()).hexdigest()[:8]}"
            if unknown.slug in RESERVED:
                self._error(
                    "SG208",
                    unknown.first(),
                    f"the slug {unknown.slug!r} is reserved",
                    "declare the name under another slug: `my-slug: {name: ...}`",
                )
            elif unknown.slug in self.kinds:
                self._error(
                    "SG202",
                    unknown.first(),
                    f"{unknown.name()!r} is not declared, but {unknown.slug!r} is",
                    f"did you mean {unknown.slug!r}? Else add {unknown.name()!r} under its `also:`",
                )
            elif unknown.slug in taken:
                self._written_twice(unknown, taken[unknown.slug])
            else:
                taken[unknown.slug] = unknown
                yield self._settled(unknown)

    def _written_twice(self, unknown: Unknown, other: Unknown) -> None:
        """Two spellings that would be one slug: the rarer one is in the wrong."""
        text = f"{unknown.name()!r} is written {other.name()!r} on line {other.first().line} of {other.first().path}"
        help_ = f"write it one way, or declare it: `{unknown.slug}: {{name: {other.name()}, also: [{unknown.name()}]}}`"
        self.problems.append(Problem("SG202", Severity.ERROR, unknown.first(), text, help_, (other.first(),)))

    def _settled(self, unknown: Unknown) -> tuple[Kind, Entity]:
        kinds = frozenset.intersection(*unknown.demands)
        if not kinds:
            (first, one), (second, other) = _clash(unknown)
            text = f"{unknown.name()!r} is {_either(other)} here, but {_either(one)} on line {first.line} of {first.path}"
            self.problems.append(
                Problem("SG205", Severity.ERROR, second, text, "use two names, or declare it in the section it belongs to", (first,))
            )
        kind = next((kind for kind in _PREFERRED if kind in kinds), Kind.ISSUE)
        name, place = unknown.name(), unknown.first()
        uses = sum(unknown.spellings.values())
        text = f"{name!r} is not declared: taken as {_ARTICLE[kind]}" + (f" ({uses} times)" if uses > 1 else "")
        if kind is Kind.DOCUMENT and Kind.DOCUMENT in self.kinds.values():
            cure = "is it a slip for a declared one? Else declare it too: without a date and a publisher it explains little"
            self.problems.append(Problem("SG226", Severity.WARNING, place, f"{name!r} is not declared, as other documents are", cure))
        else:
            self.problems.append(Problem("SG201", Severity.INFO, place, text, f"declare it under `{kind}s:`, or leave it so"))
        return kind, _RECORDS[kind](slug=unknown.slug, place=place, name=name if name != unknown.slug else None, implicit=True)

    def _error(self, code: str, place: Place, text: str, help_: str) -> None:
        self.problems.append(Problem(code, Severity.ERROR, place, text, help_))


def _either(kinds: frozenset[Kind]) -> str:
    """The kinds in words: "an issue, an act or an instrument"."""
    *most, last = (_ARTICLE[kind] for kind in Kind if kind in kinds)
    return f"{', '.join(most)} or {last}" if most else last


def _clash(unknown: Unknown) -> tuple[tuple[Place, frozenset[Kind]], tuple[Place, frozenset[Kind]]]:
    """The first use that leaves no kind possible, behind an earlier use that it disagrees with (the first one where none alone does)."""
    uses = sorted(
        ((place, kinds) for kinds, places in unknown.demands.items() for place in places), key=lambda use: (use[0].path, use[0].start)
    )
    allowed = uses[0][1]
    for number, (place, kinds) in enumerate(uses):
        allowed &= kinds
        if not allowed:
            return next((use for use in uses[:number] if not use[1] & kinds), uses[0]), (place, kinds)
    return uses[0], uses[-1]
