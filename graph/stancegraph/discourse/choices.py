"""Every choice that a discourse network depends on, named, with its default; what the result keeps of how it came about (NETWORKS)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from stancegraph.discourse.events import ATTRIBUTES, LISTS, number
from stancegraph.discourse.tagged import parsed
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "COMPAT",
    "DUPLICATES",
    "KERNELS",
    "NORMALIZATIONS",
    "ONE_MODE",
    "ORIGINS",
    "STATEMENTS",
    "TWO_MODE",
    "TYPES",
    "UNITS",
    "VARIABLES",
    "Choices",
    "Window",
]

ONE_MODE: Final = ("congruence", "conflict", "subtract", "ignore")
TWO_MODE: Final = ("two-mode", "two-mode-subtract", "two-mode-combine")
TYPES: Final = (*ONE_MODE, *TWO_MODE)
"""What is counted. One-mode, between two actors (or issues): congruence (the same level), conflict (different ones), subtract (the one
minus the other), ignore (both take it up at all). Two-mode, actors by issues: how many statements; agreement minus disagreement; which
levels occur at all, as bits."""
NORMALIZATIONS: Final = ("no", "average", "jaccard", "cosine", "dna_cosine", "activity", "prominence")
DUPLICATES: Final = ("include", "document", "day", "week", "month", "year", "window", "all")
STATEMENTS: Final = ("asserted", "own_words", "reported", "all")
ORIGINS: Final = ("explicit", "act", "derived")
KERNELS: Final = ("no", "uniform", "epanechnikov", "triangular", "gaussian")
UNITS: Final[Mapping[str, str]] = MappingProxyType({"d": "days", "w": "weeks", "m": "months", "y": "years", "e": "events"})
COMPAT: Final = ("", "dna")
VARIABLES: Final = tuple(name for name in (*ATTRIBUTES, *LISTS) if name not in {"quote", "premise", "condition"})
"""What can be the rows or the columns of a network."""

_TWO_MODE_ONLY: Final = ("activity", "prominence")
MOST_UNITS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Window:
    """A moving window of `size` whole units, at least 1: d days, w ISO weeks, m calendar months, y calendar years, e events.

    It stands in the middle of a unit, with as many on one side as on the other: `1m` is a month and `3m` are three, but an even size
    holds one unit more, so that `2m` are three months, too, and `30d` 31 days (NETWORKS 5). `windows` says where it stands.
    """

    size: int
    unit: str = "d"

    def __post_init__(self) -> None:
        """Holds size and unit against what there is."""
        if self.unit not in (*UNITS,) or not isinstance(self.size, int) or not 1 <= self.size <= MOST_UNITS:
            raise ValueError(f"a window has 1 to {MOST_UNITS:,} of a unit {', '.join(f'{u} ({name})' for u, name in UNITS.items())}")

    @classmethod
    def of(cls, text: str) -> Window:
        """The window that is written so.

        Raises:
            ValueError: It is none.

        >>> Window.of("30d"), str(Window.of("2m"))
        (Window(size=30, unit='d'), '2m')
        """
        match = re.fullmatch(r"([0-9]{1,9})\s*([dwmye])", text.strip())
        if not match:
            raise ValueError(
                f"{text!r} is no window: write a number and a unit, such as 30d, 4w, 2m, 1y or 50e (days, weeks, months, years, events)"
            )
        return cls(int(match[1]), match[2])

    @property
    def half(self) -> int:
        """Units on either side of the middle: round half up((size - 1) / 2) (NETWORKS 5).

        >>> Window(30).half, Window(3).half, Window(1).half
        (15, 1, 0)
        """
        return math.floor((self.size - 1) / 2 + 0.5)

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.size}{self.unit}"


def _none() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a network is to be counted; `TYPES`, `NORMALIZATIONS` and so on hold the words that there are.

    Attributes:
        type: What is counted.
        rows: The variable that the network is of: one-mode its actors (or issues), two-mode its rows.
        columns: The variable that ties them: issues (of an issue network actors); `reason` for what is given under `because`.
        normalization: no; average, jaccard, cosine, dna_cosine (one-mode); activity, prominence (two-mode).
        duplicates: Within what the same row, column and level count once; the level only where the type looks at it. `window` is all time
            in a network without windows.
        statements: asserted: what the truth gate lets pass, and what only later statements have overtaken; own_words: of these what the
            actor says itself; reported: of these what others say of it; all: conditional, planned and told by rivals, too.
        origins: explicit stances, what acts imply, what rules derive.
        holder: `written`, or `principal`: a minister's statements count as those of whom he speaks for.
        clock: The date of an event: `said`, `when`, or that of its `document`.
        include, exclude: For attributes the words (slugs or labels; one, or a list) that are kept, or left out; "" is having none.
        levels: "": the midpoints of stances. A tag with its scale, such as `agreement:-2..2`: the number that the tag gives (`agreement=2`).
        since, until: Inclusive ISO days; "" leaves a side open. With either, events without a date are left out.
        isolates: Whether those without an event left stay, as empty rows and columns.
        window, kernel: Of networks over time: `30d`, `4w`, `1m` (each calendar month), `1y`, `50e` (events), and how it weighs.
        compat: "" is right by the field's definitions; "dna" gives DNA's numbers where they differ.

    Raises:
        ValueError: A word that there is not, or two that do not go together; the message says what there is.
    """

    type: str = "congruence"
    rows: str = "actor"
    columns: str = ""
    normalization: str = "no"
    duplicates: str = "include"
    statements: str = "asserted"
    origins: tuple[str, ...] = ("explicit",)
    holder: str = "written"
    clock: str = "said"
    include: Mapping[str, tuple[str, ...]] = field(default_factory=_none)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=_none)
    since: str = ""
    until: str = ""
    levels: str = ""
    isolates: bool = False
    window: Window | None = None
    kernel: str = "no"
    compat: str = ""

    def __post_init__(self) -> None:
        """Holds every word against the words there are."""
        self._settled("columns", lambda value: value or ("actor" if self.rows == "issue" else "issue"))
        self._settled("origins", lambda value: _listed("origins", value))
        self._settled("window", lambda value: Window.of(value) if isinstance(value, str) and value else value or None)
        self._settled("include", lambda value: _filters("include", value))
        self._settled("exclude", lambda value: _filters("exclude", value))
        for name, value, known in (
            ("type", self.type, TYPES),
            ("rows", self.rows, VARIABLES),
            ("columns", self.columns, VARIABLES),
            ("normalization", self.normalization, NORMALIZATIONS),
            ("duplicates", self.duplicates, DUPLICATES),
            ("statements", self.statements, STATEMENTS),
            ("holder", self.holder, ("written", "principal")),
            ("clock", self.clock, ("said", "when", "document")),
            ("kernel", self.kernel, KERNELS),
            ("compat", self.compat, COMPAT),
            *(("origins", origin, ORIGINS) for origin in self.origins),
            *(("include", name, (*ATTRIBUTES, *LISTS)) for name in self.include),
            *(("exclude", name, (*ATTRIBUTES, *LISTS)) for name in self.exclude),
        ):
            _known(name, value, known)
        if self.levels:
            parsed(self.levels)
        self._days()
        self._together()

    def _settled(self, name: str, rule: Callable[[Any], Any]) -> None:
        object.__setattr__(self, name, rule(getattr(self, name)))

    def _days(self) -> None:
        for name, day in (("since", self.since), ("until", self.until)):
            try:
                number(day or "2000-01-01")
            except (ValueError, TypeError):
                raise ValueError(f"{name}: {day!r} is no day; write one like 2008-02-14") from None
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is after until {self.until}: no day lies between them")

    def _together(self) -> None:
        if self.rows == self.columns:
            raise ValueError(f"rows and columns are both {self.rows!r}: choose two variables, such as actor and issue")
        one_mode_only = self.normalization not in ("no", *_TWO_MODE_ONLY)
        if (self.one_mode and self.normalization in _TWO_MODE_ONLY) or (not self.one_mode and one_mode_only):
            fit = [n for n in NORMALIZATIONS if (n in _TWO_MODE_ONLY) != self.one_mode or n == "no"]
            raise ValueError(f"normalization {self.normalization!r} is not for {self.type!r}; for that there are {', '.join(fit)}")
        if self.type == "two-mode-combine" and self.normalization != "no":
            raise ValueError("the cells of two-mode-combine are codes, not counts: leave the normalization out")
        if self.kernel != "no" and self.window is None:
            raise ValueError(f"kernel {self.kernel!r} weighs by the distance from a window's middle: give a window, such as 30d")
        if self.kernel != "no" and self.type == "two-mode-combine":
            raise ValueError("the cells of two-mode-combine are codes, not counts: leave the kernel out")
        if not isinstance(self.window, Window | None):
            raise ValueError(f"window: {self.window!r} is none; write one like 30d")  # noqa: TRY004 - a wrong choice like the others
        if not isinstance(self.isolates, bool):
            raise ValueError(f"isolates: {self.isolates!r} is neither True nor False")  # noqa: TRY004 - a wrong choice like the others
        if not self.origins:
            raise ValueError(f"origins: name at least one of {', '.join(ORIGINS)}")

    @property
    def one_mode(self) -> bool:
        """Whether rows are tied to rows."""
        return self.type in ONE_MODE

    @property
    def levelled(self) -> bool:
        """Whether levels make a difference: two statements that differ in nothing else are then no duplicates."""
        return self.type not in ("ignore", "two-mode")

    def told(self) -> dict[str, str]:
        """Every choice as name and text, in the order above: what a result says of how it came about."""
        return {f.name: _told(getattr(self, f.name)) for f in fields(self)}


def _listed(name: str, words: object) -> tuple[str, ...]:
    """One word or several as a tuple.

    Raises:
        ValueError: It is neither.
    """
    told = (words,) if isinstance(words, str) else tuple(words) if isinstance(words, Iterable) else (None,)
    if not all(isinstance(word, str) for word in told):
        raise ValueError(f"{name}: {words!r} is neither a word nor a list of words")
    return told


def _filters(name: str, given: object) -> Mapping[str, tuple[str, ...]]:
    """For each attribute its words.

    Raises:
        ValueError: It is no mapping from attributes to words.
    """
    if not isinstance(given, Mapping):
        raise ValueError(  # noqa: TRY004 - a wrong choice like the others
            f"{name}: {given!r} does not say of which attribute these are the words: write {{'actor': ['russia', 'serbia']}}"
        )
    return MappingProxyType({key: _listed(f"{name}, {key}", words) for key, words in given.items()})


def _known(name: str, value: str, known: Iterable[str]) -> None:
    if value in (words := tuple(known)):
        return
    near = nearest(value, words) if value and isinstance(value, str) else None
    raise ValueError(
        f"{name}: there is no {value!r}; " + (f"did you mean {near!r}?" if near else f"there are {', '.join(filter(None, words))}")
    )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " | ".join(value)
    if hasattr(value, "items"):
        return "; ".join(f"{name}: {' | '.join(words)}" for name, words in sorted(value.items()))
    return "" if value is None else str(value)
