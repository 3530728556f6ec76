"""The other end of `guarded`: a process of its own that loads one graph and answers one question after another until it is stopped.

pyoxigraph has neither a time-out nor a way to stop a query (ENGINES, "Facts that bite"), so that whoever wants one must be able to end the
process. Messages on stdin and stdout are pickled values after their length; nobody but the process that started this one writes them.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import struct
import sys
import time
from collections.abc import Sized
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from stancegraph.engines.answers import Written
from stancegraph.engines.sparql import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph.engines import Engine

__all__ = ["LENGTH", "Question", "Ready", "Source", "TooLong", "breed", "main", "receive", "send"]

LENGTH: Final = struct.Struct(">Q")
GONE: Final = 0.1  # seconds that a copy which was ended needs to be gone
GRACE: Final = 2  # seconds after its time in which a process ends itself, should nobody have ended it


class TooLong(QueryError):  # noqa: N818 - the answer is
    """A query whose answer has more bytes than one may have."""


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
    largest: int | None = None
    """Bytes that an answer may have: a longer one is refused before it leaves the process; None: any."""


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
    if source is not None:
        _serve(_engine(source), source, asked, answers)


def breed() -> None:
    """Load what the first message names, then become two for every pair of pipes that is sent, one of which answers through them.

    The line is a socket in the place of stdin; what goes back through it is `Ready`, then the number of each new process, 0 where there is none.
    """
    line = socket.socket(fileno=sys.stdin.fileno())
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with line.makefile("rb") as told:
        source: Source | None = receive(told)
    if source is None:
        return
    engine = _engine(source)
    with line.makefile("wb") as out:
        send(out, Ready(len(engine) if isinstance(engine, Sized) else None))
    gc.collect()
    gc.freeze()  # a collection would write to every value, and so copy it
    while True:
        asked, pipes, *_ = socket.recv_fds(line, 1, 2)
        _bury()
        if not asked:
            time.sleep(GONE)
            _bury()
            return
        line.sendall(LENGTH.pack(_fork(line, engine, source, pipes)))
        for pipe in pipes:
            os.close(pipe)


def _bury() -> None:
    """Take leave of the copies that have ended since: where nobody asks how they ended, their numbers stay taken."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork(line: socket.socket, engine: Engine, source: Source, pipes: list[int]) -> int:
    """The number of a copy of this process that answers; 0 where the system refuses one. In the copy it does not return."""
    try:
        pid = os.fork()
    except OSError:
        return 0
    if pid:
        return pid
    try:
        line.close()
        with os.fdopen(pipes[0], "rb") as asked, os.fdopen(pipes[1], "wb") as answers:
            _serve(engine, source, asked, answers)
    finally:
        os._exit(1)


def _serve(engine: Engine, source: Source, asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer one question after another."""
    _limit_memory(source.memory)
    send(answers, Ready(len(engine) if isinstance(engine, Sized) else None))
    questions: SimpleQueue[Question] = SimpleQueue()
    Thread(target=_listen, args=(asked, questions), daemon=True).start()
    while True:
        question = questions.get()
        _alarm(question.seconds)
        found = _answer(engine, question, source.largest)
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


def _answer(engine: Engine, question: Question, largest: int | None) -> object:
    """What the engine answers, or the error that it raises."""
    try:
        found = getattr(engine, question.method)(question.query, **question.more)
    except QueryError as error:
        return error
    if largest is not None and isinstance(found, Written) and len(found.data) > largest:
        return TooLong(question.query, 1, 1, f"the answer is longer than {largest:,} bytes", "ask for less: fewer columns, or LIMIT")
    return found


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
