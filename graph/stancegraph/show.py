"""A finished page in, a browser window or a notebook cell out."""

from __future__ import annotations

import html
import tempfile
import webbrowser
from pathlib import Path

__all__ = ["in_browser", "mimebundle"]

LARGEST_IN_A_CELL = 1_000_000  # characters of a page kept inside a notebook
FRAME_HEIGHT = 640  # CSS pixels


def in_browser(page: str, name: str) -> Path:
    """Opens the page from a file in a folder of its own; the file stays, for the browser reads it when it likes."""
    path = Path(tempfile.mkdtemp(prefix="stancegraph-")) / f"{name}.html"
    path.write_text(page, encoding="utf-8")
    webbrowser.open(path.as_uri())
    return path


def mimebundle(text: str, page: str) -> dict[str, str]:
    """The text for every viewer, and the page in a sandboxed frame where it is small enough for a notebook file."""
    if len(page) > LARGEST_IN_A_CELL:
        return {"text/plain": f"{text}; its page is too large for a cell: use .show()"}
    frame = f'<iframe sandbox="allow-scripts" style="width:100%;height:{FRAME_HEIGHT}px;border:1px solid #ccc" srcdoc="{html.escape(page)}"></iframe>'
    return {"text/plain": text, "text/html": frame}
