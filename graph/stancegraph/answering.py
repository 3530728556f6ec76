"""A project, an endpoint or a store and what is wanted of them in, an engine out: what `query` and its prompt ask."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancegraph.engines import Engine
    from stancegraph.engines.worker import Source
    from stancegraph.project import Project

__all__ = ["Asked", "answering"]

_GRAPH: Final = "graph.nq"
MEMORY: Final = 4 << 30
"""Bytes that a question with a time may take beside the graph (Linux); one that wants more is ended."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which engine is wanted: one that holds the project's graph, by name, in memory or in the folder `store`; or an `endpoint`."""

    engine: str = "oxigraph"
    store: Path | None = None
    endpoint: str | None = None
    seconds: float | None = None
    """After so many an answer is no longer waited for, and its making is ended; None: as long as it takes."""
    services: frozenset[str] = frozenset()
    """The addresses that SERVICE may call."""


@contextmanager
def answering(asked: Asked, project: Callable[[], Project | None]) -> Iterator[Engine]:
    """The engine that is wanted, closed at the end; `project` is only called where its graph, or its base, is needed.

    A project that is not there (None) does without: an endpoint or a store on disk says itself whose graph it holds.

    Raises:
        ValueError: There is no such engine, or no project to ask, or the endpoint holds several.
        StoreError: The folder holds something else, or the address of the endpoint or the credentials are none.
        OSError: The store cannot be read or written, or a process cannot be started.
        QueryError: The endpoint does not answer.
    """
    with ExitStack() as held:
        if asked.endpoint:
            engine = _remote(asked, project())
        elif asked.seconds is None:
            engine = _local(asked, project())
        else:
            # Only a process of its own needs a file to load the graph from.
            folder = None if asked.store else Path(held.enter_context(TemporaryDirectory(prefix="stancegraph-")))
            engine = _guarded(asked, project(), folder)
        held.callback(engine.close)
        yield engine


def _remote(asked: Asked, project: Project | None) -> Engine:
    from stancegraph.engines import remote

    if asked.engine != "oxigraph" or asked.store:
        raise ValueError("an endpoint answers by its own engine: leave --engine and --store out")
    base = project.annotations.project.base if project else remote.base_at(asked.endpoint or "", asked.seconds)
    return remote.remote(asked.endpoint or "", base=base, services=asked.services, seconds=asked.seconds)


def _guarded(asked: Asked, project: Project | None, folder: Path | None) -> Engine:
    from stancegraph.engines import guarded

    return guarded.GuardedEngine(_source(asked, project, folder), seconds=asked.seconds)


def _local(asked: Asked, project: Project | None) -> Engine:
    if asked.store is not None:
        return _stored(asked, asked.store, project)
    if project is None:
        raise ValueError("there is no project here to ask: name one with --project, or an --endpoint")
    from stancegraph import compiler, engines

    blocks = compiler.blocks(project.derived)
    return engines.loaded(asked.engine, blocks, base=project.annotations.project.base, services=asked.services)


def _stored(asked: Asked, store: Path, project: Project | None) -> Engine:
    from stancegraph import compiler
    from stancegraph.engines import stored

    if asked.engine != "oxigraph":
        raise ValueError(f"a store on disk is Oxigraph's: leave --engine {asked.engine} out, or --store")
    if project is None:
        return stored.opened(store, services=asked.services)
    return stored.stored(store, compiler.blocks(project.derived), base=project.annotations.project.base, services=asked.services)


def _source(asked: Asked, project: Project | None, folder: Path | None) -> Source:
    """Where a process of its own finds the graph: in the store, else in a file of the folder."""
    from stancegraph import compiler
    from stancegraph.engines import stored
    from stancegraph.engines.worker import Source

    if asked.store is not None:
        _stored(asked, asked.store, project).close()
        found = stored.info(asked.store)
        return Source(str(found.path), found.base, stored=True, services=asked.services, memory=MEMORY)
    if project is None or folder is None:
        raise ValueError("there is no project here to ask: name one with --project, or an --endpoint")
    with (folder / _GRAPH).open("w", encoding="utf-8") as file:
        file.writelines(compiler.blocks(project.derived))
    return Source(str(folder / _GRAPH), project.annotations.project.base, engine=asked.engine, services=asked.services, memory=MEMORY)
