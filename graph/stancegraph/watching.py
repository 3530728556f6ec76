"""A project's path and a way to make a page of it in, the page as its files stand now out."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from stancegraph import loader, lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancegraph.project import Project

__all__ = ["Stamps", "Watched", "files", "seen", "stamps"]

Stamp: TypeAlias = tuple[int, int]
Stamps: TypeAlias = "dict[Path, Stamp | None]"


def files(project: Project) -> list[Path]:
    """Every file that a loaded project was read from, and its lock, which need not be there."""
    if project.path is None:
        return []
    return [*(project.path.parent / source.path for source in project.sources), lock.beside(project.path)]


def seen(project: Project) -> Stamps:
    """The stamps of a loaded project's files; None for one that has been changed, or taken away, since it was read."""
    return stamps(files(project)) | dict.fromkeys(_changed(project))


def stamps(paths: Iterable[Path]) -> Stamps:
    """When each file and its folder were changed (nanoseconds), with the size; None for what is not there."""
    paths = list(paths)
    return {path: _stamp(path) for path in [*paths, *{path.parent for path in paths}]}


class Watched:
    """A page that is made again when one of the project's files has changed since, or a folder of them has a new file.

    While the project has errors, or cannot be read, the last page that could be made stays.
    """

    def __init__(self, project: Project, first: str, make: Callable[[Project], str | None], fault: Callable[[OSError], None]) -> None:
        """Begins with a page that is made already.

        Args:
            project: as it was loaded, without errors.
            first: its page.
            make: the page of a project, or None where none can be made; it tells why by itself.
            fault: told when the project cannot be read any more.
        """
        self._make, self._fault, self._lock = make, fault, Lock()
        self._project = project
        self._seen = seen(project)
        self._page = first

    def page(self) -> str:
        """The page as the files stand; one thread at a time makes it."""
        with self._lock:
            now = stamps(files(self._project))
            if now != self._seen:
                self._seen = now
                self._again()
            return self._page

    def _again(self) -> None:
        try:
            project = loader.load(self._project.path or ".")
        except OSError as error:
            self._fault(error)
            return
        self._page = self._make(project) or self._page
        self._project = project
        self._seen = {path: self._seen.get(path) or stamp for path, stamp in stamps(files(project)).items()}


def _changed(project: Project) -> list[Path]:
    """Files that have been changed, or taken away, since the project was read from them."""
    folder = (project.path or Path()).parent
    return [folder / source.path for source in project.sources if _text(folder / source.path) != source.text]


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
