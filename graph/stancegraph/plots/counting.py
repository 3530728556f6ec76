"""Events or a network and choices in, what a picture is drawn from out, with the sentences below it: n, choices, what is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from stancegraph.discourse.choices import Choices
from stancegraph.discourse.networks import Network, network

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from stancegraph.discourse.events import Events
    from stancegraph.plots.look import Look

__all__ = ["BRACKETS", "aside", "caption", "levels", "most_active", "pairs", "plural", "renamed", "signed"]


BRACKETS: Final = "Numbers in brackets: statements."
_OTHER_TIES: Final = ("conflict", "subtract", "ignore", "two-mode-combine")
"""Types of network that no picture draws: all are drawn from the statements themselves."""


def pairs(found: Events | Network, choices: Choices | None, kind: str = "two-mode-subtract", *, normalised: bool = False) -> Network:
    """The two-mode network of the statements that the choices leave; of a network those that it counts.

    A normalization stays only where it is one of two-mode networks and `normalised`; windows have networks of their own.
    """
    asked = _asked(found, choices)
    if isinstance(found, Network):
        found = found.events
    kept = asked.normalization if normalised and asked.normalization in ("activity", "prominence") else "no"
    return network(found, replace(asked, type=kind, normalization=kept, window=None, kernel="no"))


def _asked(found: Events | Network, choices: Choices | None) -> Choices:
    return choices or (found.choices if isinstance(found, Network) else Choices())


def aside(found: Events | Network, choices: Choices | None, ties: Network) -> list[str]:
    """A note on what the choices say that a picture of these statements does not follow; else nothing.

    A window is followed where a network of one window is given: its statements are those of the window.
    """
    asked = _asked(found, choices)
    told, kept = asked.told(), ties.choices.told()
    names = [name for name in ("normalization", "kernel") if told[name] != kept[name]]
    if asked.type in _OTHER_TIES:
        names.insert(0, "type")
    if asked.window is not None and not (isinstance(found, Network) and found.middle):
        names.append("window")
    return [f"Not applied here: {'; '.join(f'{name} {told[name]}' for name in names)}."] if names else []


def levels(ties: Network, end: str) -> NDArray[np.int64]:
    """Words by levels: how many statements each row (`end` "rows") or column has at each level of the scale."""
    at, names = (ties.ties.row, ties.rows) if end == "rows" else (ties.ties.column, ties.columns)
    counts = np.zeros((len(names), len(ties.ties.events.scale.levels)), np.int64)
    np.add.at(counts, (at, ties.ties.level), 1)
    return counts


def most_active(counts: NDArray[np.int64], most: int) -> NDArray[np.intp]:
    """The indices of the words with most statements, of equal ones the first, in their order; words without one are not among them."""
    order = np.argsort(-counts, kind="stable")[:most]
    return np.sort(order[counts[order] > 0])


def renamed(names: Sequence[str], ties: Network, look: Look) -> list[str]:
    """A note where names could not be drawn and stand otherwise; else nothing."""
    lost = sum(not look.lettering.drawable(" ".join(ties.label(name).split())) for name in set(names))
    if not lost:
        return []
    verb = "name has characters" if lost == 1 else "names have characters"
    return [f"{lost} {verb} that {', '.join(look.fonts)} cannot draw, and stand as slugs or numbers of characters."]


def plural(n: int, word: str) -> str:
    """A number and its noun.

    >>> plural(1, "issue"), plural(1200, "issue"), plural(2, "party")
    ('1 issue', '1,200 issues', '2 parties')
    """
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{n:,} {word if n == 1 else many}"


def signed(value: float) -> str:
    """A value with its sign, short enough for a cell.

    >>> signed(3), signed(0.5), signed(0.0), signed(1234)
    ('+3', '+.5', '0', '+1.2k')
    """
    size = abs(value)
    text = f"{size / 1000:.1f}".rstrip("0").rstrip(".") + "k" if size >= 1000 else f"{size:.2f}".rstrip("0").rstrip(".")  # noqa: PLR2004
    if float(text.rstrip("k") or 0) == 0:
        return "0" if value == 0 else "≈0"
    return ("+" if value > 0 else "\u2212") + (text[1:] if text.startswith("0.") else text)


_SAID: Final = (
    "rows", "columns", "normalization", "duplicates", "statements", "origins", "holder", "clock",
    "include", "exclude", "since", "until", "compat",
)  # fmt: skip
_LONG: Final = 160


def caption(ties: Network, *notes: str) -> list[str]:
    """What stands below a picture: how many statements of whom on what, when; notes; the choices; what they left out."""
    rows, columns = len(np.unique(ties.ties.row)), len(np.unique(ties.ties.column))
    words = ties.choices.rows.replace("_", " "), ties.choices.columns.replace("_", " ")
    dated = f", {ties.start} to {ties.end}" if ties.start else ""
    first = f"n = {plural(ties.n, 'statement')}: {plural(rows, words[0])}, {plural(columns, words[1])}{dated}."
    told = ties.choices.told()
    chosen = "; ".join(f"{name} {_cut(told[name])}" for name in _SAID if told[name] and (name, told[name]) != ("normalization", "no"))
    return [first, *notes, f"Choices: {chosen}.", *_left_out(ties.left_out)]


def _left_out(gone: Iterable[tuple[str, int]]) -> list[str]:
    """One sentence; what the truth gate holds back is added up."""
    told: Counter[str] = Counter()
    for why, n in gone:
        told["held back by the truth gate" if why.startswith("held back as ") else why] += n
    return [f"Not counted: {_cut('; '.join(f'{n:,} {why}' for why, n in told.items()), 400)}."] if told else []


def _cut(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
