"""A path in, an open file out that takes the path's place only when it is complete (DESIGN, "any to file").

Whoever reads the path sees the former file or the new one, never a half of either.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from typing import IO, TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

__all__ = ["replacing"]

BUFFER = 1 << 20  # bytes; the default of 8 KiB costs twice the system time on files of hundreds of MiB


@overload
def replacing(path: str | os.PathLike[str], mode: Literal["w"] = "w") -> AbstractContextManager[IO[str]]: ...
@overload
def replacing(path: str | os.PathLike[str], mode: Literal["wb"]) -> AbstractContextManager[IO[bytes]]: ...
def replacing(path: str | os.PathLike[str], mode: Literal["w", "wb"] = "w") -> AbstractContextManager[IO[Any]]:
    """Open a new file beside `path`; it is renamed to `path` when the block ends, removed when the block raises.

    Text is UTF-8 and line ends stay as written. The folder must exist; an existing `path` is replaced and keeps its permissions. Where
    it is a link, what it leads to is replaced; a device or a pipe is written to as it is.

    Raises:
        OSError: Nothing can be written there, or `path` is a folder or a link that leads back to itself.
    """
    return _replacing(Path(path), mode)


@contextmanager
def _replacing(path: Path, mode: Literal["w", "wb"]) -> Iterator[IO[Any]]:
    text = {"encoding": "utf-8", "newline": ""} if mode == "w" else {}
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open(mode, BUFFER, **text) as file:
            yield file
        return
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    # Not `tempfile`: its files are readable by their owner alone, and the rename would keep that.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open(mode, BUFFER, **text) as file:
            yield file
        if path.exists():
            copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
