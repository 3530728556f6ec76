"""A graph in a file in, an engine out whose questions end when their time is over, since a process of its own answers them.

The process is started at the first question and again after it had to be ended; what it answers is the same as in this process.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import finalize

from stancegraph.engines.herd import LOADING, Copy, Herd, started
from stancegraph.engines.native import read_tsv
from stancegraph.engines.oxigraph import NOTHING, known_prefixes
from stancegraph.engines.sparql import Form, QueryError, form_of
from stancegraph.engines.worker import Question, Ready, receive, send

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

    from stancegraph.engines.answers import Written
    from stancegraph.engines.doors import Dataset
    from stancegraph.engines.table import Table, Triples
    from stancegraph.engines.terms import Term
    from stancegraph.engines.worker import Source

_Running: TypeAlias = "subprocess.Popen[bytes] | Copy"

__all__ = ["Exhausted", "GuardedEngine", "Stopped"]

EASE: Final = 15  # the niceness of a process that gives way: 0 is usual, 19 the most


class Stopped(QueryError):  # noqa: N818 - the query was stopped
    """A query that was ended before it had its answer: its time was over, or its memory used up."""


class Exhausted(Stopped):
    """A query that used up its memory, or whose process was ended by somebody else."""


class GuardedEngine:
    """Answers in a process of its own, one question at a time, each within `seconds` (None: without end)."""

    def __init__(self, source: Source, *, seconds: float | None = None, herd: Herd | None = None) -> None:
        """Starts nothing yet; `start` or the first question does. With a `herd`, a process is one of it, else it loads the graph itself."""
        self._source = source
        self._herd = herd
        self.seconds = seconds
        self.base = source.base
        self.prefixes: Mapping[str, str] = known_prefixes(source.base)
        self._process: _Process | None = None
        self._lock = Lock()

    def start(self) -> int | None:
        """Have the graph loaded, if it is not; the number of its quads, None where the engine does not say.

        Raises:
            OSError: The process cannot be started, or it cannot read the graph.
        """
        with self._lock:
            return self._running().quads

    def select(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Table:
        """The answer to a SELECT, as `OxigraphEngine.select` gives it.

        Raises:
            Stopped: The time was over, or the memory used up.
            QueryError: As there.
        """
        self._expect(query, Form.SELECT)
        if self._source.engine != "oxigraph":
            table: Table = self._asked("select", query, bindings=dict(bindings), most=most)
            return table
        # As text an answer is sent in a third of the time that its terms would take.
        found = self.write(query, tables="tsv", bindings=bindings, most=most)
        return read_tsv(found.data.decode().split("\n")[:-1], self.base, cut=found.cut)

    def ask(self, query: str, *, bindings: Mapping[str, Term] = NOTHING) -> bool:
        """The answer to an ASK, as `OxigraphEngine.ask` gives it.

        Raises:
            Stopped: The time was over, or the memory used up.
            QueryError: As there.
        """
        self._expect(query, Form.ASK)
        return bool(self._asked("ask", query, bindings=dict(bindings)))

    def construct(self, query: str, *, bindings: Mapping[str, Term] = NOTHING, most: int | None = None) -> Triples:
        """The answer to a CONSTRUCT or DESCRIBE, as `OxigraphEngine.construct` gives it.

        Raises:
            Stopped: The time was over, or the memory used up.
            QueryError: As there.
        """
        self._expect(query, Form.CONSTRUCT, Form.DESCRIBE)
        triples: Triples = self._asked("construct", query, bindings=dict(bindings), most=most)
        return triples

    def write(  # noqa: PLR0913 - as there
        self,
        query: str,
        *,
        tables: str = "json",
        graphs: str = "ttl",
        bindings: Mapping[str, Term] = NOTHING,
        most: int | None = None,
        dataset: Dataset | None = None,
    ) -> Written:
        """The answer to a query of any form, as `OxigraphEngine.write` gives it; may be called from several threads.

        Raises:
            Stopped: The time was over, or the memory used up.
            QueryError: As there.
        """
        more = {"tables": tables, "graphs": graphs, "bindings": dict(bindings), "most": most, "dataset": dataset}
        written: Written = self._asked("write", query, **more)
        return written

    def _asked(self, method: str, query: str, **more: Any) -> Any:  # noqa: ANN401 - what the engine's method takes and gives
        with self._lock:
            process = self._running()
            try:
                found = process.ask(Question(method, query, more, self.seconds), self.seconds)
            except BaseException:
                self.stop()  # an interrupt, too, must not leave an answer behind that the next question would take for its own
                raise
            if found is None:
                self.stop()
                hint = "ask for less: fewer rows, no ORDER BY or GROUP BY over everything"
                raise Exhausted(query, 1, 1, "the query used up its memory, or its process was ended", hint)
            if isinstance(found, QueryError):
                raise found
            return found

    def stop(self) -> None:
        """End the process, whatever it is at; the next question starts another one."""
        if self._process is not None:
            self._process.end()
            self._process = None

    @property
    def stopped(self) -> bool:
        """Whether no process runs: the next question has to wait for one to load the graph."""
        return self._process is None or self._process.gone()

    @property
    def worked(self) -> float | None:
        """Seconds that the process has had of the processors, all questions together; None where the system does not say."""
        return None if self._process is None else self._process.worked

    def ease(self) -> None:
        """Let the process give way to others for good: it goes on only with the time of the processors that nobody else wants."""
        if self._process is not None:
            self._process.ease()

    def close(self) -> None:
        """End the process."""
        self.stop()

    def _running(self) -> _Process:
        if self._process is None or self._process.gone():
            self._process = process = _Process(
                self._source, self._herd
            )  # kept before it is ready, so that it can be stopped while it loads
            process.load()
            return process
        return self._process

    def _expect(self, query: str, *forms: Form) -> None:
        """That the query has a form that the call answers; all else is looked at in the process."""
        form = form_of(query)
        if form not in forms:
            raise QueryError(
                query, 1, 1, f"a query of the form {form.upper()}", f"this call answers {' or '.join(f.upper() for f in forms)}"
            )


class _Process:
    """A process that has loaded a graph, and a thread that takes its answers in."""

    def __init__(self, source: Source, herd: Herd | None) -> None:
        self._source = source
        self._copied = herd is not None
        self._process = started("main") if herd is None else herd.copy()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._said: list[str] = []
        self.end = finalize(self, _end, self._process)
        Thread(target=_take_in, args=(self._process, self._answers), daemon=True).start()
        Thread(target=_listen, args=(self._process, self._said), daemon=True).start()
        self.quads: int | None = None

    def load(self) -> None:
        """Wait until the graph is loaded.

        Raises:
            OSError: The process cannot read the graph, takes too long for it, or was ended meanwhile.
        """
        try:
            ready = self._answers.get(timeout=LOADING) if self._copied else self._exchange(self._source, LOADING)
        except Empty:
            ready = None
        if not isinstance(ready, Ready):
            self.end()
            raise OSError(f"the graph {self._source.path} cannot be loaded: {' '.join(self._said[-1:]) or 'the process ended'}")
        self.quads = ready.quads

    def gone(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    @property
    def worked(self) -> float | None:
        """As `GuardedEngine.worked`."""
        if sys.platform != "linux":
            return None
        with suppress(OSError):  # it has ended
            return time.clock_gettime(~self._process.pid << 3 | 2)  # the number of that clock (clock_getcpuclockid(3))
        return None

    def ease(self) -> None:
        """Have the system prefer others to it, where the system knows such a thing."""
        if hasattr(os, "setpriority"):
            with suppress(OSError):  # it has ended
                os.setpriority(os.PRIO_PROCESS, self._process.pid, EASE)

    def ask(self, question: Question, seconds: float | None) -> Any:  # noqa: ANN401 - an answer or an error, or None where the process has ended
        try:
            return self._exchange(question, seconds)
        except Empty:
            shown = f"{seconds:g} second{'' if seconds == 1 else 's'}"
            raise Stopped(
                question.query, 1, 1, f"no answer within {shown}: the query was stopped", "ask for less, or give it more time"
            ) from None

    def _exchange(self, value: object, seconds: float | None) -> Any:  # noqa: ANN401
        stream = self._process.stdin
        with suppress(OSError):  # it has ended: its answer is that there is none
            if stream is not None:
                send(stream, value)
        return self._answers.get(timeout=seconds)


def _take_in(process: _Running, answers: SimpleQueue[Any]) -> None:
    """Put every answer of a process into the queue, and None when there are no more."""
    try:
        while process.stdout is not None and (found := receive(process.stdout)) is not None:
            answers.put(found)
    finally:
        answers.put(None)


def _listen(process: _Running, said: list[str]) -> None:
    """Keep what a process says of its faults."""
    if process.stderr is not None:
        said.extend(line.decode(errors="replace").strip() for line in process.stderr)


def _end(process: _Running) -> None:
    """End a process and wait for its end."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):  # what was still to be sent to it goes nowhere
                stream.close()
