"""Annotations and a folder in, the texts of their documents and the passages that their quotes select out (LANGUAGE 5).

The texts are other people's and need not travel with the annotations: only `check`, `anchor`, `quote` and `coverage` open them.
"""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancegraph.passages import Span, Text, spans
from stancegraph.problems import Problem, Severity
from stancegraph.quotations import quoted
from stancegraph.records import QuoteKey
from stancegraph.segments import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancegraph.records import Annotations, Document
    from stancegraph.segments import Paragraph

__all__ = ["MAX_TEXT", "Along", "Evidence", "Unread", "evidence", "load", "read"]

MAX_TEXT = 4 * 1024 * 1024  # bytes; the longest novels have three million
MANY = 100  # texts whose folded forms are kept
WIDE = 10  # of so many bytes of a text not one is NUL; of UTF-16 every other one may be
SHOWN = 80  # letters of a path

Along: TypeAlias = "Callable[[list[str]], Iterable[str]]"
"""Gives the slugs of documents back one by one, and may show how far it has come."""


class Unread(NamedTuple):
    """Why a document has no text here, and what to do about it."""

    reason: str
    cure: str
    absent: bool = False
    """Nothing has the name of its file: folders that hold only some of the texts are normal."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Annotations beside the texts they were read in: what a check of texts looks at."""

    annotations: Annotations
    texts: Mapping[str, Text]
    """By the document's slug; a document without a text is not in it."""
    spans: Mapping[QuoteKey, tuple[Span, ...]]
    """Every quote whose document has a text, with all passages it selects, in order; () where it is not found."""
    _paragraphs: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict, repr=False, compare=False)
    _sentences: dict[str, list[Span]] = field(default_factory=dict, repr=False, compare=False)

    def paragraphs(self, document: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a document's text with their sentences, worked out once."""
        if document not in self._paragraphs:
            language = self.annotations.documents[document].language or self.annotations.project.language
            self._paragraphs[document] = tuple(paragraphs(self.texts[document].raw, language))
        return self._paragraphs[document]

    def sentences(self, document: str) -> list[Span]:
        """All sentences of a document's text, in order."""
        if document not in self._sentences:
            self._sentences[document] = [sentence for paragraph in self.paragraphs(document) for sentence in paragraph.sentences]
        return self._sentences[document]


def load(annotations: Annotations, folder: str | Path, *, along: Along = iter) -> tuple[Mapping[str, Text], list[Problem]]:
    """The texts of the documents by slug, with a warning for each document whose text is missing or cannot be read.

    A text is the file `text:` of its document below the folder, else `<slug>.txt`; a path that leaves the folder is not followed.
    `along` is what the documents are gone through with: a progress bar, say.
    """
    found, problems = dict[str, Text](), list[Problem]()
    for slug in along(sorted(annotations.documents)):
        document = annotations.documents[slug]
        text = read(document, folder)
        if isinstance(text, Text):
            found[slug] = text
        else:
            problems.append(Problem("SG423", Severity.WARNING, document.place, f"no text of {slug!r}: {text.reason}", text.cure))
    return MappingProxyType(found), problems


def read(document: Document, folder: str | Path) -> Text | Unread:
    """The text of a document, or why there is none."""
    name = document.text or f"{document.slug}.txt"
    shown = repr(name if len(name) <= SHOWN else name[:SHOWN] + "\u2026")
    try:
        data = _bytes(Path(folder), name, shown)
        return data if isinstance(data, Unread) else Text(data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError as error:
        return Unread(f"{shown} is not UTF-8 (byte {error.start})", "save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8`, say")
    except FileNotFoundError:
        cure = (
            "put it there, or correct `text:`"
            if document.text
            else f"put it into the folder as {name}, or write `text:` with its path below it"
        )
        return Unread(f"no file {shown} in the folder", cure, absent=True)
    except (OSError, RuntimeError) as error:  # a link in a circle is the one or the other, by the version of Python
        if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
            return Unread(f"{shown} is a link that leads back to itself", "put the file in its place")
        return Unread(f"{shown} cannot be read: {error.strerror or error}", "check its name and permissions")
    except ValueError:
        return Unread(f"{shown} is no path", "write `text:` with the path of a file below the folder")


def _bytes(folder: Path, name: str, shown: str) -> bytes | Unread:
    """What the file holds."""
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        return Unread(f"{shown} leaves the folder", "put the file, and not a link to it, below the folder, or give a folder above it")
    if path.exists() and not path.is_file():  # a pipe would be waited for
        return Unread(f"{shown} is no file", "name a file of plain text")
    with path.open("rb") as file:
        data = file.read(MAX_TEXT + 1)
    if not data.strip():
        return Unread(f"{shown} is empty", "put the article's words into it")
    if data.count(0) * WIDE > len(data) or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Unread(f"{shown} is not UTF-8 (it looks like UTF-16)", "save it as UTF-8: `iconv -f UTF-16 -t UTF-8`, say")
    if len(data) > MAX_TEXT:
        return Unread(f"{shown} is over {MAX_TEXT // 2**20} MiB", "cut it to what was read, or declare its parts as documents")
    return data


def evidence(annotations: Annotations, texts: Mapping[str, Text], *, along: Along = iter) -> Evidence:
    """The annotations with every passage that their quotes select in the texts; `along` goes through the documents that have quotes.

    Of many texts the folded forms are not kept: they are worked out anew for the few quotes that are not found.
    """
    wanted = dict[str, dict[QuoteKey, None]]()
    for each, _, _ in quoted(annotations):
        if each[0] in texts:
            wanted.setdefault(each[0], {})[each] = None
    found = dict[QuoteKey, tuple[Span, ...]]()
    looked_at = Evidence(annotations, texts, MappingProxyType(found))
    for slug in along(sorted(wanted)):
        found.update({each: tuple(spans(texts[slug], *each[1:])) for each in wanted[slug]})
        looked_at.paragraphs(slug)  # every check asks for them, and it is they that take time
        if len(wanted) > MANY:
            texts[slug].forget()
    return looked_at
