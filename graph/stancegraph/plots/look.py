"""Levels of a scale in, fills, hatches, marks and words out that also tell them apart in grey; and how figures are set (PAGE).

Supports are dark and plain, opposes lighter and hatched; the weaker a level, the lighter; neutral is white. The colours are those of the
page, mixed with white.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import numpy as np

from stancegraph.discourse.scales import BINARY, STANCE
from stancegraph.plots.lettering import FONTS, Lettering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stancegraph.discourse.scales import Scale

__all__ = ["GREY", "INK", "LOOK", "OPPOSE", "SUPPORT", "Look", "Shade", "mixed", "shades", "sides", "styled", "tint"]

SUPPORT: Final = "#0072B2"
OPPOSE: Final = "#D55E00"
INK: Final = "#1b2127"
GREY: Final = "#59636e"
NARROWEST, WIDEST = 3.0, 30.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is set: `width` in inches (3 to 30; maps of many cells take what they need), its `fonts`, a `title` of one's own.

    Characters that `fonts` lacks are not drawn: a name that has one stands by its slug, which the caption tells.

    Raises:
        ValueError: A font that is not installed, or a width out of range.
    """

    width: float = 7.0
    fonts: tuple[str, ...] = FONTS
    title: str = ""

    def __post_init__(self) -> None:
        """Holds width and fonts against what there is."""
        if not NARROWEST <= self.width <= WIDEST:
            raise ValueError(f"a picture is {NARROWEST:g} to {WIDEST:g} inches wide, not {self.width!r}")
        object.__setattr__(self, "fonts", (self.fonts,) if isinstance(self.fonts, str) else tuple(self.fonts))
        Lettering(self.fonts)

    @property
    def lettering(self) -> Lettering:
        """The fonts."""
        return Lettering(self.fonts)


LOOK: Final = Look()
"""How pictures are set unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Shade:
    """How one level is drawn: fill, hatch, colour of its edge and hatch, of text on it, of lines; mark and stroke of a line; its name."""

    name: str
    side: float
    fill: str
    hatch: str
    edge: str
    ink: str
    line: str
    mark: str
    fillstyle: str
    stroke: Any


def sides(scale: Scale) -> NDArray[np.float64]:
    """Where each level stands between wholly against, -1, and wholly for, 1; the zero of a scale that has both signs, else its middle, is 0.

    >>> sides(BINARY).tolist(), sides(STANCE).tolist()
    ([-1.0, 1.0], [-1.0, -0.5, 0.0, 0.5, 1.0])
    """
    levels = np.asarray(scale.levels, np.float64)
    if levels[0] < 0 < levels[-1]:
        return np.asarray(levels / max(-levels[0], levels[-1]), np.float64)
    return np.asarray(2 * (levels - levels[0]) / scale.span - 1, np.float64)


def shades(scale: Scale) -> tuple[Shade, ...]:
    """How the levels of a scale are drawn, in its order."""
    return tuple(_shade(name, side) for name, side in zip(_names(scale), sides(scale).tolist(), strict=True))


def tint(side: float) -> str:
    """The fill of a side between -1 and 1: white at 0.

    >>> tint(1.0), tint(0.0)
    ('#0072b2', '#ffffff')
    """
    share = abs(side)
    return mixed(SUPPORT, share**1.5) if side >= 0 else mixed(OPPOSE, 0.75 * share**1.75)


def mixed(colour: str, share: float) -> str:
    """A colour on white paper, as thick as the share, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


_LINE: Final[dict[str, Any]] = {"for": "-", "rather for": (0, (7, 1.5)), "neutral": (0, (1, 1.5)), "rather against": (0, (3, 1.5, 1, 1.5))}
_LINE["against"] = (0, (3, 1.5))
DARK: Final = 0.8
WHOLLY: Final = 0.75


def _shade(name: str, side: float) -> Shade:
    share = abs(side)
    if side == 0:
        return Shade(name, side, "#ffffff", "", "#7F7F7F", INK, "#7F7F7F", "o", "none", _LINE["neutral"])
    wholly = share > WHOLLY
    if side > 0:
        hatch = "" if wholly else "." * (2 + round(2 * (1 - share)))
        stroke = _LINE["for" if wholly else "rather for"]
        ink = "#ffffff" if share > DARK else INK
        return Shade(name, side, tint(side), hatch, SUPPORT, ink, SUPPORT, "^", "full" if wholly else "left", stroke)
    hatch, stroke = ("////", _LINE["against"]) if wholly else ("\\\\\\", _LINE["rather against"])
    return Shade(name, side, tint(side), hatch, OPPOSE, INK, OPPOSE, "v", "full" if wholly else "left", stroke)


def _names(scale: Scale) -> list[str]:
    if scale.levels == STANCE.levels:
        return ["opposes", "does not support", "neutral", "does not oppose", "supports"]
    if scale.levels == BINARY.levels:
        return ["disagrees", "agrees"]
    signed = scale.levels[0] < 0
    return [(f"{level:+g}" if signed and level else f"{level:g}").replace("-", "\u2212") for level in scale.levels]


@contextmanager
def styled(look: Look) -> Iterator[None]:
    """Within, matplotlib is set as it comes, but for what pictures need; after, as it was."""
    as_it_comes: dict[Any, Any] = {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_OF_THE_SESSION)}
    with mpl.rc_context(as_it_comes | _SET | {"font.sans-serif": list(look.fonts)}):
        yield


_OF_THE_SESSION: Final = ("backend", "interactive", "toolbar", "webagg", "date.epoch", "figure.hooks")
_SET: Final[dict[str, Any]] = {
    "font.family": ["sans-serif"],
    "font.size": 8.0,
    "text.parse_math": False,  # a name with two dollar signs is a name
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "axes.axisbelow": True,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 8.0,
    "legend.frameon": False,
    "legend.fontsize": 7.5,
    "hatch.linewidth": 0.6,
    "figure.titlesize": 10.0,
    "figure.titleweight": "bold",
    # Text stays text: it can be searched, read aloud and edited by those who set the article; where DejaVu Sans is not installed a
    # viewer takes its own font. PNG and PDF hold the font.
    "svg.fonttype": "none",
    "svg.hashsalt": "stancegraph",
    "pdf.fonttype": 42,  # TrueType: journals refuse Type 3
}
