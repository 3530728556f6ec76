"""Names and fonts in, text that can be drawn out: measured, shortened, without a character that the fonts lack (NETWORKS 8).

Whatever a project calls its actors and issues stands as it is written: nothing in it is a formula, a control or a line end.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from matplotlib import font_manager

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FONTS", "Lettering"]

FONTS: Final = ("DejaVu Sans",)
"""The font that comes with matplotlib, so that a picture is the same on every machine."""
JOINERS: Final = "\u200c\u200d"
"""Format characters that Persian and Indian scripts are written with; all others are shown by their number."""
ELLIPSIS: Final = "…"
PILED: Final = 6
"""Marks on one letter; more are no script but a tower that leaves no room for the picture."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The fonts that text is drawn in, the first that has a character first.

    Raises:
        ValueError: A font is not installed; the message names it.
    """

    fonts: tuple[str, ...] = FONTS

    def __post_init__(self) -> None:
        """Holds the fonts against those that are installed."""
        if not self.fonts:
            raise ValueError(f"name at least one font, such as {FONTS[0]!r}")
        for name in self.fonts:
            _file(name)

    def drawable(self, text: str) -> bool:
        """Whether a font has every character of it, and no more than `PILED` marks stand on one letter."""
        return all(here for _, here in self._drawn(text))

    def shown(self, label: str, slug: str = "") -> str:
        r"""The label on one line; where a font lacks one of its characters the slug; without one, characters by their number.

        >>> Lettering().shown("Ρώμη\nand\tOstia", "rome"), Lettering().shown("\u7f85\u99ac", "rome"), Lettering().shown("a\x07")
        ('Ρώμη and Ostia', 'rome', 'a\\x07')
        """
        for name in (label, slug):
            line = " ".join(name.split())
            if line and self.drawable(line):
                return line
        told = self._drawn(" ".join(label.split()))
        return "".join(c if here else c.encode("unicode_escape", "surrogatepass").decode() for c, here in told)

    def width(self, text: str, size: float) -> float:
        """How wide text of this size (points) is, in points; pairs are not kerned."""
        return size * sum(_advance(self.fonts, character) for character in text)

    def shortened(self, text: str, size: float, room: float) -> str:
        """The text, cut to so many points with an ellipsis where it is wider."""
        if self.width(text, size) <= room:
            return text
        left, kept = room - self.width(ELLIPSIS, size), 0
        while kept < len(text) and (left := left - self.width(text[kept], size)) >= 0:
            kept += 1
        while kept and (unicodedata.combining(text[kept]) or text[kept - 1] in JOINERS):
            kept -= 1
        return text[:kept].rstrip() + ELLIPSIS

    def labels(self, names: Iterable[tuple[str, str]], size: float, room: float) -> list[str]:
        """For each label and slug what stands in the picture, in order; what would be cut to the same text keeps its end instead.

        >>> Lettering().labels([("The long name of Rome", ""), ("The long name of Ostia", ""), ("Capua", "")], 10, 80)
        ['Th…e of Rome', 'Th…e of Ostia', 'Capua']
        """
        whole = [self.shown(*name) for name in names]
        cut = [self.shortened(text, size, room) for text in whole]
        often = Counter(cut)
        ends = [text if often[text] == 1 else self._by_its_end(long, size, room) for text, long in zip(cut, whole, strict=True)]
        seen: Counter[str] = Counter()
        often = Counter(ends)
        for at, text in enumerate(ends):
            seen[text] += 1
            if often[text] > 1:
                ends[at] = f"{text} ({seen[text]})"
        return ends

    def _by_its_end(self, text: str, size: float, room: float) -> str:
        """The first letters and, in most of the room, the last ones."""
        if self.width(text, size) <= room:
            return text
        head = self.shortened(text, size, room / 3)
        left, kept = room - self.width(head, size), len(text)
        while kept and (left := left - self.width(text[kept - 1], size)) >= 0:
            kept -= 1
        while kept < len(text) and unicodedata.combining(text[kept]):
            kept += 1
        return head + text[kept:].lstrip()

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """The text in lines of at most so many points, broken between words; a word wider than that is shortened."""
        lines: list[str] = []
        for word in self.shown(text).split(" "):
            if lines and self.width(f"{lines[-1]} {word}", size) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(self.shortened(word, size, room))
        return lines

    def _drawn(self, text: str) -> Iterator[tuple[str, bool]]:
        """Each character, and whether it can be drawn where it stands."""
        marks = 0
        for character in text:
            marks = marks + 1 if unicodedata.combining(character) else 0
            yield character, marks <= PILED and self._has(character)

    def _has(self, character: str) -> bool:
        odd = unicodedata.category(character).startswith("C") and character not in JOINERS
        return not odd and any(ord(character) in _characters(name) for name in self.fonts)


def _file(name: str) -> str:
    try:
        return str(font_manager.findfont(font_manager.FontProperties(family=[name]), fallback_to_default=False))
    except ValueError:
        raise ValueError(f"there is no font {name!r} on this machine; without `fonts` pictures are in {FONTS[0]!r}") from None


@lru_cache(maxsize=32)
def _characters(name: str) -> frozenset[int]:
    return frozenset(font_manager.get_font(_file(name)).get_charmap())


@lru_cache(maxsize=20_000)
def _advance(fonts: Sequence[str], character: str) -> float:
    """How far a character moves the pen, as a share of the font's size; 1 where no font has it."""
    for name in fonts:
        if ord(character) in _characters(name):
            font = font_manager.get_font(_file(name))
            font.set_size(100, 72)
            return float(font.load_char(ord(character)).linearHoriAdvance) / 65536 / 100
    return 1.0
