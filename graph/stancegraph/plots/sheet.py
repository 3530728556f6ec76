"""A title and notes in, an empty figure out; a figure in, a file out: SVG, PNG or PDF, the same bytes for the same figure (NETWORKS 8).

Figures are made without pyplot: there is no window, no state between them, and no display needed.
"""

from __future__ import annotations

import os
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, ParamSpec

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from stancegraph.exports.files import replacing
from stancegraph.plots.look import GREY, LOOK, Look, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["CAPTION_SIZE", "FORMATS", "Picture", "drawn", "key", "nothing", "save", "sheet"]

FORMATS: Final = ("svg", "png", "pdf")
DPI: Final = 300
"""Pixels of an inch of a PNG that is saved; what print asks for."""
SHOWN_DPI: Final = 144
"""Pixels of an inch in a notebook, shown at half their size."""
CAPTION_SIZE: Final = 6.5
KEY_SIZE: Final = 7.5
MOST_KEYS: Final = 9
HINTED: Final = 0.95
"""How much of a line text may take as it is measured: on a grid of pixels small type runs wider."""
BOLD: Final = 0.85
PASSES: Final = 2
"""How often a figure is laid out: labels of ticks are where they are only after the first time."""
MOST_LINES: Final = 12

_P = ParamSpec("_P")


class Picture(Figure):
    """A matplotlib figure that shows itself as the last value of a notebook's cell, and whose files hold no date and no program's name.

    All of matplotlib's methods are there to change it. What it says of `look` is how it was set.
    """

    look: Look = LOOK

    def savefig(self, fname: str | os.PathLike[str] | IO[bytes], *, format: str | None = None, **rest: Any) -> None:  # noqa: A002, ANN401 - matplotlib's own words
        """As matplotlib has it, in the settings that it was drawn with; the same figure gives the same bytes."""
        kind = format or (Path(fname).suffix[1:] if isinstance(fname, str | os.PathLike) else "") or "png"
        told = dict.fromkeys(_UNTOLD.get(kind.lower(), ())) | {"Title": self.get_suptitle()}
        known = rest.pop("metadata", None) or (told if kind.lower() in _UNTOLD else None)
        with styled(self.look):
            super().savefig(fname, format=kind, metadata=known, **rest)

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """The picture, and its size in a notebook in CSS pixels."""
        file = BytesIO()
        self.savefig(file, format="png", dpi=SHOWN_DPI)
        width, height = (round(inches * SHOWN_DPI / 1.5) for inches in self.get_size_inches())
        return file.getvalue(), {"width": width, "height": height}


_UNTOLD: Final = {"svg": ("Date", "Creator"), "png": ("Software",), "pdf": ("CreationDate", "Creator", "Producer")}


def save(figure: Figure, path: str | os.PathLike[str], *, dpi: int = DPI) -> None:
    """Write a figure as SVG, PNG or PDF, by the end of the path; an existing file is replaced when the new one is complete.

    Text in SVG stays text; PNG has `dpi` pixels an inch; PDF holds its fonts (TrueType).

    Raises:
        ValueError: The path ends otherwise, or `dpi` is not between 20 and 1200.
        OSError: Nothing can be written there.
    """
    kind = Path(path).suffix[1:].lower()
    if kind not in FORMATS:
        raise ValueError(f"{str(path)!r}: pictures are written as {', '.join('.' + name for name in FORMATS)}")
    if not 20 <= dpi <= 1200:  # noqa: PLR2004 - said in the message
        raise ValueError(f"dpi is 20 to 1200, not {dpi}")
    file = BytesIO()
    figure.savefig(file, format=kind, dpi=dpi)
    with replacing(path, "wb") as out:
        out.write(file.getvalue())


def drawn(picture: Callable[_P, Picture]) -> Callable[_P, Picture]:
    """The function, within the settings of the `look` it is called with; what it draws is laid out once and for all.

    Laid out anew at each drawing, the same figure would move a little from one file to the next.
    """

    @wraps(picture)
    def within(*args: _P.args, **named: _P.kwargs) -> Picture:
        look = named.get("look", LOOK)
        if not isinstance(look, Look):
            raise TypeError(f"look is a `Look`, not {look!r}")
        with styled(look):
            figure = picture(*args, **named)
            for _ in range(PASSES if figure.get_layout_engine() else 0):
                figure.draw_without_rendering()
            figure.set_layout_engine("none")
            return figure

    return within


def sheet(title: str, notes: Sequence[str], *, height: float, look: Look, width: float | None = None) -> Picture:
    """An empty figure of so many inches with its title (that of the look goes first) and, below, the notes in small type."""
    wide = width or look.width
    lettering = look.lettering
    notes_set = [line for note in notes for line in lettering.lines(note, CAPTION_SIZE, (wide - 0.2) * 72 * HINTED)]
    if len(notes_set) > MOST_LINES:
        notes_set = [*notes_set[: MOST_LINES - 1], "…"]
    title_set = lettering.lines(look.title or title, 10, (wide - 0.2) * 72 * BOLD)[:3]
    tall = height + 0.13 * len(notes_set) + 0.2 * len(title_set)
    figure = Picture(figsize=(wide, tall), layout="constrained")
    figure.look = look
    FigureCanvasAgg(figure)
    figure.suptitle("\n".join(title_set), x=0.1 / wide, ha="left")
    figure.supxlabel("\n".join(notes_set), x=0.1 / wide, ha="left", fontsize=CAPTION_SIZE, color=GREY)
    return figure


def key(axes: Axes, handles: Sequence[Artist], *, below: float) -> None:
    """The key of a picture, in the middle of its width, so many points below its axes; of a long scale every few levels."""
    figure = axes.get_figure(root=True)
    if not isinstance(figure, Picture) or not handles:
        return
    if len(handles) > MOST_KEYS:
        handles = [handles[round(at * (len(handles) - 1) / (MOST_KEYS - 1))] for at in range(MOST_KEYS)]
    lettering, wide = figure.look.lettering, float(figure.get_size_inches()[0])
    entry = max(lettering.width(str(handle.get_label()), KEY_SIZE) for handle in handles) + 46
    across = max(1, min(len(handles), int((wide - 0.2) * 72 / entry)))
    rows = -(-len(handles) // across)
    figure.set_size_inches(wide, float(figure.get_size_inches()[1]) + 0.16 * (rows - 1))
    shift = ScaledTranslation(0, -below / 72, figure.dpi_scale_trans)
    axes.legend(
        handles=list(handles), loc="upper center", bbox_to_anchor=(0.5, 0.0), borderaxespad=0, handlelength=3.0, columnspacing=1.5,
        bbox_transform=blended_transform_factory(figure.transFigure, axes.transAxes + shift),
        ncols=-(-len(handles) // rows), fontsize=KEY_SIZE,
    )  # fmt: skip


def nothing(title: str, why: str, notes: Sequence[str], *, look: Look) -> Picture:
    """The figure of nothing: it says why there is nothing to draw."""
    figure = sheet(title, notes, height=1.2, look=look)
    axes: Axes = figure.subplots()
    axes.set_axis_off()
    axes.text(0.5, 0.5, "\n".join(look.lettering.lines(why, 9, (look.width - 1) * 72)), ha="center", va="center", color=GREY, fontsize=9)
    return figure
