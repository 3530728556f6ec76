"""Annotations and a folder in, the texts of their documents and the passages that their quotes select out (LANGUAGE 5).

The texts are other people's and need not travel with the annotations: only `check`, `anchor`, `quote` and `coverage` open them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from stancegraph.passages import Span, Text, spans
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import quoted
from stancegraph.records import QuoteKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancegraph.records import Annotations, Document

__all__ = ["MAX_TEXT", "Along", "Evidence", "evidence", "load", "read"]

MAX_TEXT = 16 * 1024 * 1024  # bytes; the longest novels have three million

Along: TypeAlias = "Callable[[list[str]], Iterable[str]]"
"""Gives the slugs of documents back one by one, and may show how far it has come."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Annotations beside the texts they were read in: what a check of texts looks at."""

    annotations: Annotations
    texts: Mapping[str, Text]
    """By the document's slug; a document without a text is not in it."""
    spans: Mapping[QuoteKey, tuple[Span, ...]]
    """Every quote whose document has a text, with all passages it selects, in order; () where it is not found."""


def load(annotations: Annotations, folder: str | Path, *, along: Along = iter) -> tuple[Mapping[str, Text], list[Problem]]:
    """The texts of the documents by slug, with a warning for each document whose text is missing or cannot be read.

    A text is the file `text:` of its document below the folder, else `<slug>.txt`; a path that leaves the folder is not followed.
    `along` is what the documents are gone through with: a progress bar, say.
    """
    root, found, problems = Path(folder).resolve(), dict[str, Text](), list[Problem]()
    for slug in along(sorted(annotations.documents)):
        document = annotations.documents[slug]
        text = read(document, root)
        if isinstance(text, Text):
            found[slug] = text
        else:
            cure = f"put it into the folder as {PurePath(document.text or slug).stem}.txt and write `text:` with its path below the folder"
            if not document.text:
                cure = f"put it into the folder as {slug}.txt, or write `text:` with its path below the folder"
            problems.append(Problem("SG423", Severity.WARNING, document.place, f"no text of {slug!r}: {text}", cure))
    return MappingProxyType(found), problems


def read(document: Document, folder: str | Path) -> Text | str:
    """The text of a document, or why there is none."""
    root, name = Path(folder).resolve(), document.text or f"{document.slug}.txt"
    try:
        data = _bytes(root, root / name)
        return data if isinstance(data, str) else Text(data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError as error:
        return f"{name!r} is not UTF-8 (byte {error.start})"
    except OSError as error:
        return f"{name[:80]!r} cannot be read: {error.strerror or error}"
    except ValueError:
        return f"{name[:80]!r} is no path"


def _bytes(root: Path, path: Path) -> bytes | str:
    """What the file holds, or why it is not read."""
    path = path.resolve()
    if not path.is_relative_to(root):
        return f"{path.name!r} leaves the folder"
    if path.exists() and not path.is_file():  # a pipe would be waited for
        return f"{path.name!r} is no file"
    with path.open("rb") as file:
        data = file.read(MAX_TEXT + 1)
    return f"{path.name!r} is over {MAX_TEXT // 2**20} MiB" if len(data) > MAX_TEXT else data


def evidence(annotations: Annotations, texts: Mapping[str, Text], *, along: Along = iter) -> Evidence:
    """The annotations with every passage that their quotes select in the texts; `along` goes through the documents that have quotes."""
    wanted = dict[str, dict[QuoteKey, None]]()
    for each, _, _ in quoted(annotations):
        if each[0] in texts:
            wanted.setdefault(each[0], {})[each] = None
    found = {each: tuple(spans(texts[slug], *each[1:])) for slug in along(sorted(wanted)) for each in wanted[slug]}
    return Evidence(annotations, texts, MappingProxyType(found))
