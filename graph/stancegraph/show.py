"""A finished page and picture in, a browser window or a notebook cell out.

A cell holds the page in a sandboxed frame, as text inside the notebook file: nothing is fetched, and the page cannot reach the notebook.
Viewers that run no scripts, or take scripts out of a notebook that they do not trust, show the picture, and so do cells for which the page
is too large.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
import webbrowser
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.problems import Severity
from stancegraph.spelling import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancegraph.problems import Problem

__all__ = ["FRAME_HEIGHT", "LARGEST_IN_A_CELL", "Opened", "Shown", "faults", "in_browser", "in_notebook", "mimebundle", "richest", "shown"]

LARGEST_IN_A_CELL = 1_000_000  # bytes of a page kept inside a notebook
FRAME_HEIGHT = 640  # CSS pixels
_WIDTH = re.compile(r' width="([0-9]+)"')  # of a picture, in its first element
FIRST_FAULTS = 5  # errors told in a cell
# No `allow-same-origin`: the page's scripts reach neither the notebook nor its server. A link opens in a tab of its own, which is a tab
# like any other, or articles would be shown without their scripts.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


class Opened(NamedTuple):
    """The file that a page was written into, and whether a browser could be asked to open it."""

    path: Path
    opened: bool


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A page that is shown: in a cell, when it is the cell's last value, or in the browser."""

    text: str
    """What it is, in words."""
    path: Path | None
    """The file that holds the page; None where only a cell does."""
    bundle: Mapping[str, str] = field(compare=False)
    """What a cell shows, by MIME type."""

    def __repr__(self) -> str:
        """What it is and where."""
        return self.text if self.path is None else f"{self.text[:-1]} in {str(self.path)!r}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - the caller's filter
        """What a notebook shows; outside of one the words alone."""
        return {**self.bundle, "text/plain": repr(self)}

    def _mime_(self) -> tuple[str, str]:
        """What marimo shows, which would put every part of a bundle under a tab of its own."""
        return richest(self._repr_mimebundle_())


def richest(bundle: Mapping[str, str]) -> tuple[str, str]:
    """The page of a bundle with its MIME type, or the words where there is nothing else."""
    kind = "text/html" if "text/html" in bundle else "text/plain"
    return kind, bundle[kind]


def shown(text: str, page: str, picture: str, *, name: str, height: int = FRAME_HEIGHT) -> Shown:
    """Shows a page: in a notebook the value returned does, elsewhere the browser; a page too large for a cell is written beside it.

    Args:
        text: what the page is of, as a project's repr says it.
        page: HTML.
        picture: the same as SVG.
        name: the file's, without an ending.
        height: of the frame, in CSS pixels.

    Raises:
        TypeError: `height` is no whole number.
        ValueError: `height` is not positive.
    """
    _checked(height)
    words = text.replace("<stancegraph project", "<stancegraph page of", 1)
    if not in_notebook():
        return Shown(words, in_browser(page, name).path, {})
    path = _written(page, name) if _large(page) else None
    return Shown(words, path, mimebundle(words, page, picture, height=height, path=path))


def in_notebook() -> bool:
    """Whether a notebook's kernel runs this code: Jupyter's and its kin (JupyterLab, VS Code, Colab), or marimo's."""
    marimo, ipython = sys.modules.get("marimo"), sys.modules.get("IPython")
    if marimo is not None and marimo.running_in_notebook():
        return True
    # IPython in a terminal has a shell, too, but no kernel behind it.
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


# -- a browser ----------------------------------------------------------------------------------------------------------------------


def in_browser(page: str, name: str) -> Opened:
    """Opens the page from a file in a folder of its own; the file stays, for the browser reads it when it likes."""
    path = _written(page, name)
    return Opened(path, webbrowser.open(path.as_uri()))


def _written(page: str, name: str) -> Path:
    path = Path(tempfile.mkdtemp(prefix="stancegraph-")) / f"{slugify(name) or 'positions'}.html"
    path.write_text(page, encoding="utf-8", newline="")
    return path


# -- a cell -------------------------------------------------------------------------------------------------------------------------


def mimebundle(text: str, page: str, picture: str, *, height: int = FRAME_HEIGHT, path: Path | None = None) -> dict[str, str]:
    """The words and the picture for every viewer, and the page in a sandboxed frame where it is small enough for a notebook file.

    `path` is the file to name where the page is too large.

    Raises:
        TypeError: `height` is no whole number.
        ValueError: `height` is not positive.
    """
    _checked(height)
    shown = _beside(page, picture, path) if _large(page) else _framed(page, picture, height)
    return {"text/plain": text, "text/html": shown, "image/svg+xml": _fitting(picture)}


def _checked(height: int) -> None:
    if not isinstance(height, int):
        raise TypeError(f"height={height!r} is no whole number of CSS pixels")
    if height <= 0:
        raise ValueError(f"height={height} shows nothing: give the frame's height in CSS pixels, such as {FRAME_HEIGHT}")


def _large(page: str) -> bool:
    return len(page.encode()) > LARGEST_IN_A_CELL


def _framed(page: str, picture: str, height: int) -> str:
    # Not a bare `<` in the attribute: viewers that look for scripts in a cell's text would find the page's.
    source = page.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    look = f"box-sizing:border-box;width:100%;height:{height}px;border:1px solid #ccc"
    frame = f'<iframe class="stancegraph" title="Network of positions" sandbox="{SANDBOX}" allow="clipboard-write" style="{look}" srcdoc="{source}"></iframe>'
    # Where the frame was taken out, or scripts do not run, the picture shows.
    without = "<noscript><style>div.stancegraph iframe{display:none}div.stancegraph:has(iframe) img{display:inline}</style></noscript>"
    return f'<div class="stancegraph">{frame}{_image(picture)}<style>div.stancegraph:has(iframe) img{{display:none}}</style>{without}</div>'


def _beside(page: str, picture: str, path: Path | None) -> str:
    where = f"it is in <code>{html.escape(str(path))}</code>" if path else "<code>.show().path</code> is a file with it"
    size = f"{len(page.encode()) / 1e6:.1f} MB"
    return f"{_image(picture)}<p>The interactive page has {size}, too much for a cell: {where}, and <code>stancegraph show</code> opens it.</p>"


def _image(picture: str) -> str:
    """The picture as an image: what cleans a cell of scripts would take elements of SVG apart into their words."""
    data, natural = b64encode(picture.strip().encode()).decode(), _WIDTH.search(picture)
    most = f";max-width:{natural[1]}px" if natural else ""
    return f'<img alt="Network of positions" style="width:100%{most}" src="data:image/svg+xml;base64,{data}">'


def _fitting(picture: str) -> str:
    """The picture no wider than the cell."""
    return picture.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1).strip()


def faults(text: str, problems: Iterable[Problem]) -> str:
    """What a cell says of a project with errors: its counts and the first of them."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    more = [f"and {len(errors) - FIRST_FAULTS} more: `stancegraph check` lists them"] if len(errors) > FIRST_FAULTS else []
    return "\n".join([f"{text}: no page while there are errors", *(problem.headline() for problem in errors[:FIRST_FAULTS]), *more])
