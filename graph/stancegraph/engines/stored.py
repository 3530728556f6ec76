"""A graph and a folder in, an engine over a store on disk out, which is only made anew when the graph has changed (ENGINES).

The folder holds `stancegraph.json` (the SHA-256 of the N-Quads, their number, the base, and which subfolder is the store) and that
subfolder. Questions open it to read only, so that any number of processes can ask at once; a store that is made anew takes the place of
the former one only when it is complete.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import pyoxigraph

from stancegraph.endpoints import StoreError
from stancegraph.engines.oxigraph import OxigraphEngine

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["StoreInfo", "info", "opened", "stored"]

DESCRIPTION: Final = "stancegraph.json"
LOCK: Final = ".stancegraph.lock"
_STORE: Final = re.compile(r"\.?store-[0-9a-f]{16}-[0-9a-f]{8}")
FORMAT: Final = 1
"""Raised when stores of an earlier make can no longer be read."""


class StoreInfo(NamedTuple):
    """What a folder holds: the store's own folder, the SHA-256 of the graph's N-Quads, its base and its number of quads."""

    path: Path
    sha256: str
    base: str
    quads: int


def stored(folder: str | os.PathLike[str], blocks: Iterable[str], *, base: str, services: Collection[str] = ()) -> OxigraphEngine:
    """An engine over the graph in a store on disk; N-Quads come in blocks of whole lines, as `compiler.blocks` gives them.

    Where the folder holds the very same graph it is opened as it is. Of several processes one makes it, the others wait.

    Raises:
        StoreError: The folder holds something else.
        OSError: It cannot be read or written.
    """
    path = Path(folder)
    with TemporaryFile() as text:
        digest = _spooled(blocks, text)
        if _known(path, digest) is None:
            path.mkdir(parents=True, exist_ok=True)
            with _alone(path):
                if _known(path, digest) is None:
                    _make(path, text, digest, base)
                return opened(path, services=services)
    return opened(path, services=services)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other process makes a store in the folder; where the system has no such locks (Windows) there is no waiting."""
    with (folder / LOCK).open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def opened(folder: str | os.PathLike[str], *, services: Collection[str] = ()) -> OxigraphEngine:
    """An engine over the store that a folder holds.

    Raises:
        StoreError: It holds none, or a broken one.
    """
    found = info(folder)
    try:
        return OxigraphEngine(pyoxigraph.Store.read_only(str(found.path)), found.base, services)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store in {folder} cannot be opened ({error}): remove the folder, and it is made anew") from error


def info(folder: str | os.PathLike[str]) -> StoreInfo:
    """What a folder holds.

    Raises:
        StoreError: No store of ours.
    """
    try:
        found = json.loads((Path(folder) / DESCRIPTION).read_text("utf-8"))
        known = StoreInfo(Path(folder) / str(found["store"]), str(found["sha256"]), str(found["base"]), int(found["quads"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder} holds no store: `stancegraph query --store {folder} ...` in a project makes it") from error
    if found.get("format") != FORMAT or not known.path.is_dir() or known.path.parent != Path(folder):
        raise StoreError(f"the store in {folder} is of another make: remove the folder, and it is made anew")
    return known


def _known(folder: Path, digest: str) -> StoreInfo | None:
    """What the folder holds, if it is this graph and can be opened; None if it has to be made.

    Raises:
        StoreError: The folder holds something that is not ours.
    """
    if not folder.exists():
        return None
    try:
        found = info(folder)
    except StoreError:
        strange = [path.name for path in folder.iterdir() if not _is_ours(path)]
        if strange:
            raise StoreError(f"{folder} holds something else ({strange[0]}): name an empty folder, or one that is not there yet") from None
        return None
    if found.sha256 != digest:
        return None
    try:
        pyoxigraph.Store.read_only(str(found.path))
    except (OSError, RuntimeError):  # broken: it is made anew
        return None
    return found


def _is_ours(path: Path) -> bool:
    """Whether a name in the folder is one that we give."""
    return path.name in {DESCRIPTION, LOCK} or path.name.startswith(f".{DESCRIPTION}.") or _STORE.fullmatch(path.name) is not None


def _spooled(blocks: Iterable[str], text: IO[bytes]) -> str:
    """The N-Quads in a file, and their SHA-256."""
    digest = sha256()
    for block in blocks:
        data = block.encode()
        digest.update(data)
        text.write(data)
    text.seek(0)
    return digest.hexdigest()


def _make(folder: Path, text: IO[bytes], digest: str, base: str) -> None:
    """Load the N-Quads into a store beside the former one, and let the description name it."""
    name = f"store-{digest[:16]}-{secrets.token_hex(4)}"
    beside = folder / f".{name}"
    try:
        store = pyoxigraph.Store(str(beside))
        store.bulk_load(input=text, format=pyoxigraph.RdfFormat.N_QUADS)
        store.optimize()
        quads = len(store)
        del store  # lets go of its lock
        beside.rename(folder / name)
        _describe(folder, {"format": FORMAT, "base": base, "quads": quads, "sha256": digest, "store": name})
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for path in sorted(folder.iterdir()):
        if _STORE.fullmatch(path.name) and path.name != name:
            with suppress(OSError):  # where open files cannot be taken away (Windows) the next run does it
                shutil.rmtree(path)


def _describe(folder: Path, found: dict[str, object]) -> None:
    """Write the description beside itself and put it in its place."""
    beside = folder / f".{DESCRIPTION}.{secrets.token_hex(4)}"
    beside.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    beside.replace(folder / DESCRIPTION)
