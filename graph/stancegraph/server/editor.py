"""The query editor: a page of ours around YASGUI's editor and table, which `.ci/editor` takes from npm (https://github.com/rdfjs/Yasgui).

It asks nobody but this server: its prefixes and what it completes are ours, and the page's policy forbids all else.
"""

from __future__ import annotations

import mimetypes
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from stancegraph import queries
from stancegraph.columns import as_json
from stancegraph.engines.oxigraph import known_prefixes
from stancegraph.engines.sparql import tokens
from stancegraph.server import html
from stancegraph.vocabulary import SG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from stancegraph.columns import Json
    from stancegraph.queries import Query
    from stancegraph.server.site import Site

__all__ = ["SHA256", "VERSION", "page", "static"]

VERSION: Final = "4.6.2"
"""The version of @zazuko/yasgui that the editor is made of."""
SHA256: Final = {
    "yasgui.min.js": "ed594b42b7027fa72eb5ece7cc8b44b27ffe220d37c90fd253b8fd01b0f6e636",
    "yasgui.min.css": "396ba7c1693455c2f557bfdb9abbe3c0486407562915e40736aa63754355f6cf",
}
"""Hexadecimal digests of what `.ci/editor` made of it."""

FOLDER: Final = "static"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The editor draws itself with styles in its elements, which is all that it may do more than a page of ours."""


def page(site: Site, path: str, seconds: float, rows: int) -> Response:
    """The editor, with the named questions as examples."""
    from markupsafe import Markup  # noqa: PLC0415 - as the templates are

    told: Mapping[str, Json] = {
        "prefixes": dict(known_prefixes(site.made.base)),
        "base": site.made.base,
        "terms": SG,
        "questions": {name: _readable(each, site.made.base) for name, each in queries.names().items()},
    }
    return html.page(
        "editor.html.j2", path, headers={"Content-Security-Policy": POLICY}, site=site.made, questions=queries.names().values(),
        told=Markup(as_json(told)), seconds=seconds, rows=rows,  # noqa: S704 - it holds no `<`
    )  # fmt: skip


def _readable(asked: Query, base: str) -> str:
    """A named question as any endpoint would take it: with its prefixes, without the lines that tell programs what it takes."""
    text = asked.text
    found = list(tokens(text))
    known = known_prefixes(base)
    used = sorted({token.text.partition(":")[0] for token in found if token.kind == "name"} & known.keys())
    head = [f"BASE <{base}>"] if any(token.kind == "iri" and ":" not in token.text for token in found) else []
    head += [f"PREFIX {name}: <{known[name]}>" for name in used]
    question, *rest = (line for line in text.splitlines() if not line.startswith(("# parameters:", "# leaves out:", "# by:")))
    if asked.name in queries.STEPS:
        head.insert(0, f"# SPARQL gives what the answer is counted from; the answer itself is at questions/{asked.name}")
    return "\n".join([question, *head, *rest]) + "\n"


@cache
def static(name: str) -> tuple[bytes, str, str] | None:
    """A file of ours with its media type and entity tag; None where there is none of that name."""
    folder = files("stancegraph").joinpath("server", FOLDER)
    found = next((file for file in folder.iterdir() if file.name == name and file.is_file()), None)
    if found is None:
        return None
    data = found.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return data, kind, f'"{sha256(data).hexdigest()[:32]}"'
