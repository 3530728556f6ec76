"""A project in, a folder with all that a server answers from out; in a process of its own, so that the one that listens stays small and quick.

`graph.nq`, or the folder `store` where the graph is large; `page.html`; `void.ttl`; and `made.json`, which says what there is.
"""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancegraph import compiler, loader
from stancegraph.engines.worker import Source
from stancegraph.exports import void
from stancegraph.problems import Severity
from stancegraph.telling import summary, tell
from stancegraph.watching import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.project import Project
    from stancegraph.watching import Stamp

__all__ = ["IN_MEMORY", "Made", "made", "main", "make"]

IN_MEMORY: Final = 500_000
"""Quads up to which every worker has the graph in its memory, some 300 bytes each; above, all of them read one store on disk."""


@dataclass(frozen=True)
class Made:
    """What was made of a project."""

    base: str
    title: str
    language: str
    statements: int
    quads: int
    stored: bool
    digest: str
    """SHA-256 of the graph as N-Quads."""
    seen: Mapping[str, Stamp | None] = field(repr=False)
    """The stamps of the project's files, as `watching.seen` gives them."""

    def source(self, folder: Path, memory: int | None, largest: int | None) -> Source:
        """What a worker answers from; the two limits are those of `Source`."""
        path = folder / ("store" if self.stored else "graph.nq")
        return Source(str(path), self.base, self.stored, memory=memory, largest=largest)


def make(project: Project, folder: Path, stamps: Mapping[str, Stamp | None], *, in_memory: int = IN_MEMORY) -> Made:
    """Write what a server answers from into an empty folder; the project has no errors.

    Raises:
        OSError: The folder cannot be written.
    """
    graph, digest, quads = folder / "graph.nq", sha256(), 0
    with graph.open("wb") as file:
        for block in compiler.blocks(project.derived):
            data = block.encode()
            digest.update(data)
            quads += data.count(b"\n")
            file.write(data)
    if stored := quads > in_memory:
        _store(graph, folder / "store")
        graph.unlink()
    (folder / "page.html").write_text(project.page(), encoding="utf-8")
    void.write(project.derived, folder / "void.ttl")
    about = project.annotations.project
    statements = len(project.annotations.statements)
    found = Made(about.base, about.title or about.id, about.language, statements, quads, stored, digest.hexdigest(), stamps)
    (folder / "made.json").write_text(json.dumps(asdict(found)), encoding="utf-8")
    return found


def _store(graph: Path, folder: Path) -> None:
    """Load a file of N-Quads into a store on disk."""
    import pyoxigraph  # noqa: PLC0415 - a small graph needs none

    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def made(folder: Path) -> Made:
    """What another process made in a folder."""
    found = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    stamps = {path: tuple(stamp) if stamp else None for path, stamp in found.pop("seen").items()}
    return Made(**found, seen=stamps)


def main() -> None:
    """`making.main` with a project's path and a folder as arguments: exit code 1 where the project has errors, 2 where it cannot be read."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C is for the server; this process ends without a word
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        project = loader.load(path)
    except OSError as error:
        sys.stderr.write(f"{error if isinstance(error, FileNotFoundError) else f'{path} cannot be read: {error.strerror}'}\n")
        sys.exit(2)
    if not project.ok:
        tell([problem for problem in project.problems if problem.severity is Severity.ERROR], "text")
        sys.stderr.write(f"{summary(project.problems)}: nothing was served of it\n")
        sys.exit(1)
    make(project, folder, {str(file): stamp for file, stamp in seen(project).items()})
