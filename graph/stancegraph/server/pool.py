"""A graph in a file in, processes that answer from it out: warm, bounded in number and memory, ended when their time is over.

A question that is not done after `QUICK` seconds of a processor is a long one. It gives way to the others, its place is taken by a fresh process, and there are
only so many long ones at a time: a handful of hopeless queries cannot keep the quick ones waiting (measured in `docs/serving.md`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from stancegraph.engines.guarded import Exhausted, GuardedEngine
from stancegraph.engines.herd import Herd

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from stancegraph.engines.worker import Source

__all__ = ["Busy", "Limits", "Pool"]

T = TypeVar("T")

QUICK: Final = 0.2  # seconds of a processor after which a question is a long one
LONG: Final = 2  # long questions that may run, to each worker
AGAIN: Final = 1.0  # seconds until a process is tried again that could not be started


class Busy(Exception):  # noqa: N818 - the server is
    """Too many questions wait, or run long, for one more; it may be asked again in `seconds`."""

    def __init__(self, text: str, seconds: int) -> None:
        """Takes what there is too much of."""
        super().__init__(text)
        self.seconds = seconds


class Limits(NamedTuple):
    """What the questions to one graph may take."""

    workers: int
    """Processes for questions that have just begun, and twice as many for long ones."""
    seconds: float
    """Time of one question, from when a process has it."""
    rows: int
    """Rows, or triples, of one answer."""
    waiting: int = 200
    """Questions that may wait for a process."""
    patience: float = 30.0
    """Seconds that a question may wait for a process."""


class Pool:
    """Processes that answer from one graph. All methods belong to one event loop."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Starts nothing yet."""
        self.limits = limits
        self.quads = 0
        self._source = source
        self._herd = Herd(source) if Herd.possible and not source.stored else None
        self._threads = ThreadPoolExecutor(2 * (1 + LONG) * limits.workers + 4, thread_name_prefix="question")
        self._engines: set[GuardedEngine] = set()
        self._idle: deque[GuardedEngine] = deque()
        self._queue: deque[asyncio.Future[GuardedEngine]] = deque()
        self._chores: set[asyncio.Future[None]] = set()
        self._running = self._long = 0
        self._closed = self._failing = False

    async def start(self) -> None:
        """Have every process load the graph.

        Raises:
            OSError: One cannot be started, or cannot read the graph.
        """
        engines = [self._engine() for _ in range(self.limits.workers)]
        loop = asyncio.get_running_loop()
        quads, *_ = await asyncio.gather(*(loop.run_in_executor(self._threads, engine.start) for engine in engines))
        self.quads = quads or 0
        self._idle.extend(engines)

    @property
    def well(self) -> bool:
        """Whether questions are answered: not where it is closed, or no process can be started any more."""
        return not self._closed and not (self._failing and not self._idle and not self._running)

    def state(self) -> dict[str, int]:
        """Counts of processes and questions, for `/health`."""
        return {
            "workers": self.limits.workers,
            "idle": len(self._idle),
            "running": self._running,
            "long": self._long,
            "waiting": sum(not place.done() for place in self._queue),
        }

    async def run(self, work: Callable[[GuardedEngine], T], *, known: bool = False) -> T:
        """What a function makes of an engine; it is called in a thread, and its process is ended when the caller is cancelled.

        What is `known` to come to an end, since its queries are ours, has its place until then, and is no long question.

        Raises:
            Busy: There is no process for it, nor will there be soon; or it takes long, as too many others do.
            QueryError: As the function does; `Stopped` among them.
        """
        engine = await self._take()
        job = asyncio.get_running_loop().run_in_executor(self._threads, work, engine)
        job.add_done_callback(lambda done: done.cancelled() or done.exception())  # whoever has gone away does not ask how it ended
        self._running += 1
        long = False
        try:
            if not known and not await self._is_quick(engine, job):
                long = self._lengthen(engine)
            return await asyncio.shield(job)
        except Exhausted:
            if self._closed:
                raise Busy("the server is stopping", 5) from None
            raise
        except OSError as error:
            raise Busy(f"no process can be started ({error})", 10) from error
        finally:
            self._running -= 1
            self._long -= long
            self._give_back(engine, spent=long or not job.done(), replaced=long)

    async def retire(self) -> None:
        """Close when the last question that was put to it is answered."""
        while self._running or self._queue:  # noqa: ASYNC110 - nobody waits for it
            await asyncio.sleep(0.1)
        await self.close()

    def stop(self) -> None:
        """End every process at once, whatever it is at, and start none again; questions that run get `Stopped`."""
        self._closed = True
        for engine in list(self._engines):
            engine.stop()
        if self._herd is not None:
            self._herd.end()
        for place in self._queue:
            place.cancel()

    async def close(self) -> None:
        """End every process and thread."""
        self.stop()
        await asyncio.gather(*self._chores, return_exceptions=True)
        self.stop()  # what was just being started
        await asyncio.get_running_loop().run_in_executor(None, self._threads.shutdown)

    # -- places ---------------------------------------------------------------------------------------------------------------------

    async def _take(self) -> GuardedEngine:
        """An idle engine, as soon as there is one, in the order of asking."""
        if self._closed:
            raise Busy("the server is stopping", 5)
        if self._idle and not self._queue:
            return self._idle.popleft()
        if len(self._queue) >= self.limits.waiting:
            raise Busy(f"as many questions are waiting already as may ({self.limits.waiting})", 5)
        place: asyncio.Future[GuardedEngine] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        engine = None
        try:
            async with asyncio.timeout(self.limits.patience):
                engine = await place
        except TimeoutError:
            raise Busy(f"no place came free within {self.limits.patience:g} seconds", 10) from None
        except asyncio.CancelledError:
            if self._closed:
                raise Busy("the server is stopping", 5) from None
            raise
        finally:
            if place in self._queue:
                self._queue.remove(place)
            elif engine is None and not place.cancelled():
                self._put(place.result())  # it came in the moment in which it was given up
        return engine

    def _put(self, engine: GuardedEngine) -> None:
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_result(engine)
                return
        self._idle.append(engine)

    async def _is_quick(self, engine: GuardedEngine, job: asyncio.Future[T]) -> bool:
        """Whether it is done before it has had its time of the processors: on a busy machine a quick question takes longer, and is no long one."""
        before, left = engine.worked, QUICK
        while not (await asyncio.wait({job}, timeout=max(left, QUICK / 10)))[0]:
            now = engine.worked
            left = QUICK - (now - before) if now is not None and before is not None else 0
            if left <= 0:
                return False
        return True

    def _lengthen(self, engine: GuardedEngine) -> bool:
        """Let a question take its time, in a place of its own."""
        if self._long >= LONG * self.limits.workers:
            raise Busy(f"as many long questions are running as may ({self._long}), and this is another", 10)
        self._long += 1
        engine.ease()
        self._chore(self._begin(self._engine()))
        return True

    def _give_back(self, engine: GuardedEngine, *, spent: bool, replaced: bool) -> None:
        """Take an engine back that has answered, or end one that has not, or that has given way to others."""
        if not spent and not engine.stopped:
            self._put(engine)
            return
        self._engines.discard(engine)
        self._chore(self._end(engine))
        if not replaced:
            self._chore(self._begin(self._engine()))

    # -- processes ------------------------------------------------------------------------------------------------------------------

    def _engine(self) -> GuardedEngine:
        engine = GuardedEngine(self._source, seconds=self.limits.seconds, herd=self._herd)
        self._engines.add(engine)
        return engine

    def _chore(self, work: Coroutine[None, None, None]) -> None:
        """Do something in the background; the loop itself only knows it weakly."""
        task = asyncio.ensure_future(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _begin(self, engine: GuardedEngine) -> None:
        """Have a process started, again and again where the system refuses it, and take it in."""
        while not self._closed:
            try:
                await asyncio.get_running_loop().run_in_executor(self._threads, engine.start)
            except OSError:
                self._failing = True
                await asyncio.sleep(AGAIN)
            else:
                self._failing = False
                self._put(engine)
                return
        self._engines.discard(engine)

    async def _end(self, engine: GuardedEngine) -> None:
        with suppress(RuntimeError):  # the threads have ended, and the process with them
            await asyncio.get_running_loop().run_in_executor(self._threads, engine.stop)
