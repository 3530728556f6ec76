"""`annotations.lock` as a value: what each document's text was when it was anchored, and where each quote stands in it (LANGUAGE 5).

The file is JSON, sorted, one quote a line, so that git shows what has changed; a quote goes by its words as written, so that an id
that moves does not lose its anchor. It holds no more of a text than the quote and at most three words on either side of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from stancegraph.exports.files import replacing
from stancegraph.problems import Place, Problem, Severity, Source
from stancegraph.records import Anchor, QuoteKey
from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["MAX_LOCK", "MAX_OFFSET", "Lock", "beside", "load", "lock_text", "merged", "newer", "ours", "read", "renamed", "write"]

VERSION = 1
MAX_LOCK = 64 * 1024 * 1024  # bytes; a hundred thousand quotes take twenty million
MAX_OFFSET = 1 << 32  # code points; no text that is read is as long

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_KEY = re.compile(r'"[^"]*"\s*:')
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_REPAIR = "run `stancegraph anchor --texts DIR`, which writes it anew"
_FOREIGN = "it is none of stancegraph's: move it away"
_UPDATE = "update stancegraph"
_QUOTE_KEYS = frozenset({"exact", "before", "after", "start", "end", "prefix", "suffix"})


@dataclass(frozen=True, slots=True)
class Lock:
    """The content of a lock: by document the SHA-256 of its text's file, by quote its anchor."""

    digests: Mapping[str, str]
    anchors: Mapping[QuoteKey, Anchor]


class _BrokenError(ValueError):
    """Says what is wrong with a lock, and by which words the line is found: the first of them that the file holds to the letter."""

    def __init__(self, text: str, *near: str, cure: str = _REPAIR) -> None:
        super().__init__(text)
        self.near = near
        self.cure = cure


def beside(main: Path) -> Path:
    """Where the lock of a project's main file lies: `annotations.lock` beside `annotations.yaml`."""
    return main.with_name(f"{main.name}.lock") if main.suffix == ".lock" else main.with_suffix(".lock")


def load(main: Path) -> tuple[Lock | None, list[Problem]]:
    """The lock beside a project's main file, with the problem of a broken one; None where there is none that can be used."""
    path = beside(main)
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            return None, [_problem(Source(path.name, ""), 0, "the lock is no file", "move away what has its name")]
        with path.open("rb") as file:
            data = file.read(MAX_LOCK + 1)
    except FileNotFoundError:
        return None, []
    except OSError as error:
        source = Source(path.name, "")
        return None, [
            Problem("SG425", Severity.ERROR, Place(source, 0, 0), f"the lock cannot be read: {error.strerror}", "check its permissions")
        ]
    source = Source(path.name, data.decode("utf-8-sig", "replace"), main.parent.name)
    if len(data) > MAX_LOCK:
        return None, [_problem(source, 0, f"the lock is over {MAX_LOCK // 2**20} MiB", "split the project")]
    found = read(source)
    return (found, []) if isinstance(found, Lock) else (None, [found])


def newer(problem: Problem) -> bool:
    """Whether a broken lock is one of a later version, which only that version can write."""
    return problem.help == _UPDATE


def ours(text: str) -> bool:
    """Whether a broken file can have been a lock: an object of JSON with our documents, or two that git has merged."""
    begun = text.lstrip().startswith("{") and ('"documents"' in text or not _KEY.search(text))
    return not text.strip() or begun or merged(text)


def merged(text: str) -> bool:
    """Whether git has left two versions of a file in it."""
    return _CONFLICT.search(text) is not None


def read(source: Source) -> Lock | Problem:
    """The lock that a file holds, or the first thing that is wrong with it (SG425)."""
    if conflict := _CONFLICT.search(source.text):
        help_ = f"take either side (`git checkout --ours {source.path}`), then run `stancegraph anchor --texts DIR`"
        return _problem(source, conflict.start(), "two versions of the lock were merged and left to you", help_)
    try:
        return _lock(json.loads(source.text, parse_constant=_no_number, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        return _problem(source, error.pos, f"the lock is no JSON: {error.msg}", _REPAIR if ours(source.text) else _FOREIGN)
    except RecursionError:
        return _problem(source, 0, "the lock nests too deep")
    except _BrokenError as error:
        at = next((at for words in error.near if (at := source.text.find(words)) >= 0), 0)
        return _problem(source, at, str(error), error.cure)
    except ValueError:
        return _problem(source, 0, "the lock holds a number that is none")


def _problem(source: Source, at: int, text: str, help_: str = _REPAIR) -> Problem:
    return Problem("SG425", Severity.ERROR, Place(source, at, at + 1), text, help_)


def _no_number(word: str) -> NoReturn:
    raise _BrokenError(f"{word} is no offset", word)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; the same key twice would lose one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise _BrokenError(f"the key {twice[:80]!r} stands twice", json.dumps(twice, ensure_ascii=False))
    return found


def _lock(root: object) -> Lock:
    if not isinstance(root, dict):
        raise _BrokenError("a lock is an object of JSON", cure=_FOREIGN)
    version = root.get("version")
    if type(version) is int and version > VERSION:
        raise _BrokenError(f"the lock has version {str(version)[:20]}, this program reads {VERSION}", '"version"', cure=_UPDATE)
    if type(version) is not int or version != VERSION or root.keys() != {"version", "documents"} or not isinstance(root["documents"], dict):
        raise _BrokenError(f"a lock holds `version` {VERSION} and `documents`, and nothing else", '"version"')
    digests, anchors = dict[str, str](), dict[QuoteKey, Anchor]()
    for slug, entry in root["documents"].items():
        near = json.dumps(slug, ensure_ascii=False)
        if not isinstance(entry, dict) or entry.keys() != {"sha256", "quotes"} or not isinstance(entry["quotes"], list):
            raise _BrokenError(f"the document {slug[:80]!r} has more or less than `sha256` and `quotes`", near)
        if not isinstance(entry["sha256"], str) or not _DIGEST.match(entry["sha256"]):
            raise _BrokenError(f"the document {slug[:80]!r} has no SHA-256 of 64 hexadecimal digits", near)
        digests[slug] = entry["sha256"]
        for quote in entry["quotes"]:
            key, anchor = _anchored(slug, quote, near)
            if key in anchors:
                raise _BrokenError(f"the quote {key[1][:80]!r} stands twice", json.dumps(key[1], ensure_ascii=False))
            anchors[key] = anchor
    return Lock(MappingProxyType(digests), MappingProxyType(anchors))


def _anchored(slug: str, entry: object, near: str) -> tuple[QuoteKey, Anchor]:
    """One line: a quote and its anchor."""
    if not isinstance(entry, dict) or not entry.keys() <= _QUOTE_KEYS or not isinstance(exact := entry.get("exact"), str) or not exact:
        raise _BrokenError(f"what stands under {slug[:80]!r} is not all quotes", near)
    texts = [entry.get(name) for name in ("before", "after", "prefix", "suffix")]
    for words in (exact, *texts):
        if not (words is None or isinstance(words, str)) or (words and FORBIDDEN.search(words)):
            raise _of_quote(exact, "words that are no text", near)
    before, after, prefix, suffix = texts
    start, end = entry.get("start"), entry.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= MAX_OFFSET:
        raise _of_quote(exact, "no offsets with 0 <= start < end", near)
    return (slug, exact, before, after), Anchor(start, end, prefix or "", suffix or "")


def _of_quote(exact: str, fault: str, near: str) -> _BrokenError:
    return _BrokenError(f"the quote {exact[:80]!r} has {fault}", f'"exact": {json.dumps(exact, ensure_ascii=False)}', near)


def renamed(lock: Lock, was: Mapping[str, str]) -> Lock:
    """The lock under the present slugs of documents; `was` leads there from former ones. What the present slug has already stays."""
    if not any(slug in was for slug in lock.digests):
        return lock
    old = {slug for slug in lock.digests if was.get(slug, slug) not in lock.digests}
    digests = {was[slug] if slug in old else slug: digest for slug, digest in lock.digests.items()}
    anchors = {(was[key[0]], *key[1:]) if key[0] in old else key: anchor for key, anchor in lock.anchors.items()}
    return Lock(MappingProxyType(digests), MappingProxyType(anchors))


def lock_text(lock: Lock) -> str:
    """The file's text: equal for equal locks, whatever the order in which they were made."""
    quotes = dict[str, list[tuple[str, str, str, str]]]()
    for (slug, exact, before, after), anchor in lock.anchors.items():
        entry = {"exact": exact, "before": before, "after": after, **anchor._asdict()}
        shown = json.dumps({name: value for name, value in entry.items() if value is not None}, ensure_ascii=False)
        quotes.setdefault(slug, []).append((exact, before or "", after or "", shown))
    documents = [_document(slug, digest, quotes.get(slug, ())) for slug, digest in sorted(lock.digests.items())]
    return "".join(_lines(documents))


def _document(slug: str, digest: str, quotes: Iterable[tuple[str, str, str, str]]) -> str:
    listed = ",\n".join(f"    {shown}" for shown in map(itemgetter(3), sorted(quotes)))
    return f'  {json.dumps(slug)}: {{"sha256": "{digest}", "quotes": [' + (f"\n{listed}\n  ]}}" if listed else "]}")


def _lines(documents: list[str]) -> Iterator[str]:
    yield f'{{\n "version": {VERSION},\n "documents": {{'
    yield "\n" + ",\n".join(documents) + "\n }\n}\n" if documents else "}\n}\n"


def write(lock: Lock, path: Path) -> None:
    """Puts the lock into its place, whole.

    Raises:
        OSError: The file cannot be written; the former one is as it was.
    """
    with replacing(path) as file:
        file.write(lock_text(lock))
