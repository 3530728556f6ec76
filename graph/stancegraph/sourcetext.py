"""Bytes of one file in, its text with every forbidden character, tab and ignore comment out (LANGUAGE 1, "YAML profile").

What is looked at here comes before YAML: the encoding, the limits, and characters that no text of this language holds.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stancegraph.problems import Place, Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORBIDDEN", "MAX_FILE", "MAX_LINE", "characters", "decode", "ignore_comments", "limits", "one_line_end"]

MAX_FILE = 64 * 1024 * 1024  # bytes
MAX_LINE = 1024 * 1024  # code points
MAX_CHARACTER_PROBLEMS = 20  # a binary file is not worth ten thousand messages
BYTES_PER_CHARACTER = 4  # at most, in UTF-8

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|(?<!^)\ufeff")
_TABBED_LINE = re.compile(r"^(?![ ]*#)[^\n\t]*(\t+)", re.MULTILINE)
_LONE_CR = re.compile(r"\r(?!\n)")
_IGNORE = re.compile(r"^[ ]*#[ ]*sg:[ ]*ignore\b[ ]*(.*)$", re.MULTILINE)
_IGNORED_CODES = re.compile(r"((?:SG\d{3}[, ]*)+)because[ ]+\S")


def decode(data: bytes, path: str) -> tuple[Source, list[Problem]]:
    """Bytes as a `Source`; what is not UTF-8 becomes U+FFFD and one problem at the first place. A byte order mark is dropped.

    UTF-16 is read as such, so that the rest of the file is not drowned in messages; it is an error all the same.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if (codec := _utf_16(data)) is not None:
        source = Source(path, data.decode(codec, "replace").removeprefix("\ufeff").replace("\0", "\ufffd"))
        return source, [
            Problem("SG001", Severity.ERROR, Place(source, 0, min(1, len(source.text))), "the file is UTF-16", "save it as UTF-8")
        ]
    try:
        return Source(path, data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8", "replace"))
        at = len(data[: error.start].decode("utf-8", "replace"))
        byte = data[error.start : error.start + 1]
        text = f"byte {error.start} (0x{byte.hex()}) is not UTF-8"
        letter = byte.decode("cp1252", "replace")
        guess = f"; in Windows-1252 the byte would be {letter!r}" if letter.isalpha() else ""
        return source, [Problem("SG001", Severity.ERROR, Place(source, at, at + 1), text, f"save the file as UTF-8{guess}")]


def _utf_16(data: bytes) -> str | None:
    """The codec of bytes with a byte order mark of UTF-16, or with a NUL in every second place of their beginning."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    beginning = data[:64]
    if len(beginning) > BYTES_PER_CHARACTER and len(beginning) % 2 == 0:
        if not any(beginning[1::2]):
            return "utf-16-le"
        if not any(beginning[::2]):
            return "utf-16-be"
    return None


def one_line_end(text: str) -> str:
    """The text with LF for a lone CR, so that every line ends in LF; offsets do not move."""
    return _LONE_CR.sub("\n", text) if "\r" in text else text


def limits(source: Source) -> Iterator[Problem]:
    """The first line beyond a limit, if any: everything after it is better not looked at."""
    text = source.text
    if len(text) > MAX_FILE or (len(text) > MAX_FILE // BYTES_PER_CHARACTER and len(text.encode("utf-8", "surrogatepass")) > MAX_FILE):
        what, help_ = f"the file is over {MAX_FILE // 2**20} MiB", "split it and `include:` the parts"
        yield Problem("SG003", Severity.ERROR, Place(source, 0, 1), what, help_)
        return
    if len(text) <= MAX_LINE:
        return
    for start, end in pairwise([*source.line_starts(), len(text)]):
        if end - start > MAX_LINE:
            what = f"a line of {end - start:,} characters; the limit is {MAX_LINE:,}"
            yield Problem("SG003", Severity.ERROR, Place(source, start, start + 1), what, "break the line")
            return


def characters(source: Source) -> Iterator[Problem]:
    """Characters that a text file of ours never holds, and tabs; the first ones stand for all."""
    for count, match in enumerate(FORBIDDEN.finditer(source.text)):
        if count == MAX_CHARACTER_PROBLEMS:
            break
        what, help_ = f"the character U+{ord(match[0]):04X} is not allowed", "delete it, or write a space or a line break"
        yield Problem("SG002", Severity.ERROR, Place(source, match.start(), match.end()), what, help_)
    if "\t" in source.text:
        for count, match in enumerate(_TABBED_LINE.finditer(one_line_end(source.text))):
            if count == MAX_CHARACTER_PROBLEMS:
                break
            yield Problem("SG004", Severity.ERROR, Place(source, *match.span(1)), "a tab", "write spaces: YAML does not read tabs")


def ignore_comments(source: Source) -> tuple[dict[tuple[str, int], dict[str, Place]], list[Problem]]:
    """`# sg: ignore CODE because ...` by the line it silences (the next line that is no comment), with a problem for each malformed one.

    Each code has the place of its comment.
    """
    found: dict[tuple[str, int], dict[str, Place]] = {}
    problems: list[Problem] = []
    if "sg:" not in source.text:
        return found, problems
    silenced: dict[int, int] = {}
    for match in reversed(list(_IGNORE.finditer(one_line_end(source.text)))):
        line = source.line_column(match.start())[0]
        silenced[line] = _next_line(source, line, silenced)
        codes = _IGNORED_CODES.match(match[1])
        place = Place(source, match.start() + match[0].index("#"), match.end())
        if codes:
            found.setdefault((source.path, silenced[line]), {}).update(dict.fromkeys(re.findall(r"SG\d{3}", codes[1]), place))
        else:
            text, help_ = "an ignore comment needs a code and a reason", "write `# sg: ignore SG413 because ...`"
            problems.append(Problem("SG011", Severity.WARNING, place, text, help_))
    return found, problems[::-1]


def _next_line(source: Source, line: int, silenced: dict[int, int]) -> int:
    """The next line that is no comment; known already from the next ignore comment on, so that many of them cost no more than one."""
    last = len(source.line_starts())
    line += 1
    while line < last and source.line_text(line).lstrip().startswith("#"):
        if line in silenced:
            return silenced[line]
        line += 1
    return line
