"""A template's name and values in, a page of ours out: every text escaped, without marks that reorder what stands around it, without a script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.responses import HTMLResponse

from stancegraph.columns import clean
from stancegraph.vocabulary import SG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from starlette.responses import Response

__all__ = ["POLICY", "RESERVED", "href", "page", "root"]

POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""What these pages may do: show themselves with our style, and send a form to us."""

RESERVED: Final = frozenset({"-", "health", "ns", "questions", "sparql", "static"})
"""First words of paths that are ours; a thing that is called so is at `/-/<its name>`, as every other is, too."""


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - loaded when the first page is asked for

    found = Environment(loader=PackageLoader("stancegraph", "server/templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.filters["clean"] = clean
    return found


def page(template: str, path: str, *, headers: Mapping[str, str] | None = None, status: int = 200, **values: object) -> Response:
    """A page at a path, which its links start from: they are relative, so that it can stand behind any prefix of another server."""
    text = _environment().get_template(template).render(root=root(path), **values)
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY, "Vary": "Accept", **(headers or {})})


def root(path: str) -> str:
    """The way from a path to the root.

    >>> root("/russia"), root("/s/cnn_1")
    ('./', '../')
    """
    return "../" * (path.count("/") - 1) or "./"


def href(iri: str, base: str, root: str) -> str:
    """Where an IRI is read about: here where it is the project's or the ontology's, else where it says; "" for what no browser should open.

    >>> href("https://e.org/k/russia", "https://e.org/k/", "../"), href("https://e.org/k/health", "https://e.org/k/", "./")
    ('../russia', './-/health')
    >>> href("javascript:alert(1)", "https://e.org/k/", "./")
    ''
    """
    if base and iri.startswith(base) and iri != base:
        local = iri.removeprefix(base)
        prefix = "-/" if local.partition("/")[0] in RESERVED or local.startswith(("/", ".")) else ""
        return f"{root}{prefix}{quote(local, safe='/-_.~')}"
    if iri.startswith(SG):
        return f"{root}ns/{quote(iri.removeprefix(SG), safe='-_.~')}"
    return iri if iri.startswith(("https://", "http://")) else ""
