"""The other end of `guarded`: a process of its own that loads one graph and answers one question after another until it is stopped.

pyoxigraph has neither a time-out nor a way to stop a query (ENGINES, "Facts that bite"), so that whoever wants one must be able to end the
process. Messages on stdin and stdout are pickled values after their length; nobody but the process that started this one writes them.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Sized
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from stancegraph.engines.sparql import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.engines import Engine

__all__ = ["Question", "Ready", "Source", "main", "receive", "send"]

LENGTH: Final = struct.Struct(">Q")
GRACE: Final = 2  # seconds after its time in which a process ends itself, should nobody have ended it


class Source(NamedTuple):
    """What a process answers from: `path` is a file of N-Quads, loaded into memory, or the folder of a store, opened to read only."""

    path: str
    base: str
    stored: bool = False
    engine: str = "oxigraph"
    """A name in `engines.LOADERS`; a store is always Oxigraph's."""
    services: frozenset[str] = frozenset()
    """The addresses that SERVICE may call."""
    memory: int | None = None
    """Bytes that a question may take beside the graph; None: as many as there are. Only where the system has such a limit (Linux)."""


class Question(NamedTuple):
    """A call of an engine's method, and the seconds after which nobody waits for its answer any more."""

    method: str
    query: str
    more: Mapping[str, Any]
    seconds: float | None


class Ready(NamedTuple):
    """The graph is loaded; it has so many quads, or the engine does not say."""

    quads: int | None


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    data = pickle.dumps(value)
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    """The next message; None where the other end is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    data = stream.read(size)
    return pickle.loads(data) if len(data) == size else None  # noqa: S301 - from the process that we started, or that started us


def main() -> None:
    """Load what the first message names, then answer until the other end is gone, in the midst of a question, too."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not stand between messages
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asks; it ends this process itself
    source: Source | None = receive(asked)
    if source is None:
        return
    engine = _engine(source)
    _limit_memory(source.memory)
    send(answers, Ready(len(engine) if isinstance(engine, Sized) else None))
    questions: SimpleQueue[Question] = SimpleQueue()
    Thread(target=_listen, args=(asked, questions), daemon=True).start()
    while True:
        question = questions.get()
        _alarm(question.seconds)
        found = _answer(engine, question)
        _alarm(None)
        send(answers, found)


def _listen(asked: IO[bytes], questions: SimpleQueue[Question]) -> None:
    while (question := receive(asked)) is not None:
        questions.put(question)
    os._exit(0)  # nobody waits for the answer


def _engine(source: Source) -> Engine:
    import pyoxigraph  # noqa: PLC0415 - the process that asks needs none

    from stancegraph import engines  # noqa: PLC0415

    if source.stored:
        return engines.OxigraphEngine(pyoxigraph.Store.read_only(source.path), source.base, source.services)
    with open(source.path, encoding="utf-8") as lines:  # noqa: PTH123 - as a stream
        return engines.loaded(source.engine, lines, base=source.base, services=source.services)


def _answer(engine: Engine, question: Question) -> object:
    """What the engine answers, or the error that it raises."""
    try:
        return getattr(engine, question.method)(question.query, **question.more)
    except QueryError as error:
        return error


def _alarm(seconds: float | None) -> None:
    """End this process after so many seconds; None: no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + GRACE)


def _limit_memory(more: int | None) -> None:
    """Let this process have so many bytes more than it has; what goes beyond ends it."""
    if more is None or sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every system

    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - no file that has a path of its own
        taken = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
    resource.setrlimit(resource.RLIMIT_DATA, (taken + more, taken + more))
