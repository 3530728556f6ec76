"""A project's path and what was asked for in, a server that runs until it is told to stop out: made, reloaded, stopped.

uvicorn listens; it stops at SIGINT, SIGTERM and SIGHUP, lets what runs have `GRACE` seconds, and leaves no process and no folder behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import uvicorn

from stancegraph.server.app import application
from stancegraph.server.guards import LOCAL, to_stderr
from stancegraph.server.patience import Patient
from stancegraph.server.site import Desk, Site, folder
from stancegraph.watching import stamps

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from types import FrameType

    from stancegraph.server.pool import Limits

__all__ = ["Options", "Unmade", "names", "serve"]

GRACE: Final = 3.0  # seconds that what runs is given at the end
MOST_CONNECTIONS: Final = 500  # at once; further ones get 503
IDLE: Final = 15  # seconds that a connection is kept for the next request
LOOK: Final = 0.5  # seconds between two looks at the files


class Unmade(Exception):  # noqa: N818 - the project is
    """The project cannot be served; it has been told why, and `code` is the exit code."""

    def __init__(self, code: int) -> None:
        """Takes the exit code of `making`."""
        super().__init__(code)
        self.code = code


class Options(NamedTuple):
    """How a project is served."""

    limits: Limits
    names: frozenset[str] | None
    """What a Host header may say; None: anything."""
    origins: tuple[str, ...] = ()
    quiet: bool = False
    reload: bool = True


def names(host: str, given: tuple[str, ...]) -> frozenset[str] | None:
    """The names that a server at an address answers to: those given, and those of this machine; all where it listens to all and has none.

    >>> sorted(names("127.0.0.1", ())), names("0.0.0.0", ())
    (['127.0.0.1', '::1', 'localhost'], None)
    """
    everywhere = host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound
    if everywhere and not given:
        return None
    return frozenset({*LOCAL, *given, *(() if everywhere else (host,))})


async def serve(path: Path, listener: socket.socket, address: str, options: Options) -> None:
    """Serve a project on a socket until SIGINT, SIGTERM or SIGHUP; `address` is what is printed on stdout when it answers.

    Raises:
        Unmade: The project has errors, or cannot be read.
        OSError: No process can be started.
    """
    with _ended_by_signals():
        desk = Desk(await _begun(await _site(path, options.limits)))
    try:
        app = application(desk, names=options.names, origins=options.origins, log=None if options.quiet else to_stderr)
        server = _Server(
            uvicorn.Config(
                app, lifespan="off", ws="none", http=Patient, loop="asyncio", log_config=None, access_log=False, server_header=False,
                limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=IDLE, timeout_graceful_shutdown=int(GRACE) + 2,
                h11_max_incomplete_event_size=128 * 1024,
            ),
            desk,
        )  # fmt: skip
        logging.getLogger("uvicorn").setLevel(logging.ERROR)  # what is no fault of ours is told to the client
        chores = [asyncio.create_task(_reloading(path, desk, options.limits))] if options.reload else []
        with server.capture_signals():  # whoever reads the address may end it at once
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            to_stderr("Ctrl-C stops it")
            await server.serve(sockets=[listener])
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
    finally:
        await desk.close()


def _ends() -> list[signal.Signals]:
    """The signals that end a server as Ctrl-C does: from whoever runs it, and from a terminal that is closed, unless `nohup` says otherwise."""
    known = (signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
    return [each for each in known if signal.getsignal(each) is not signal.SIG_IGN]


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have these signals end what is not served yet as Ctrl-C does, with all that belongs to it."""
    task, loop, ends = asyncio.current_task(), asyncio.get_running_loop(), _ends()
    with contextlib.suppress(NotImplementedError):  # asyncio on Windows has no such handlers: there Ctrl-C alone ends it
        if task is not None:
            for number in ends:
                loop.add_signal_handler(number, task.cancel)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):  # as above
            for number in ends:
                loop.remove_signal_handler(number)


class _Server(uvicorn.Server):
    """A server that stops at a signal, and leaves it to us to end: uvicorn would send the signal to this process once more."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk
        self._loop = asyncio.get_running_loop()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have the signals end the serving."""
        signals = (signal.SIGINT, *_ends())
        before = {each: signal.signal(each, self.handle_exit) for each in signals}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, at once at the second signal, and end what still runs after its time of grace."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._loop.call_later, GRACE, self._desk.stop)


# -- versions -----------------------------------------------------------------------------------------------------------------------


async def _site(path: Path, limits: Limits) -> Site:
    """The project as it is now, compiled by a process of its own; no worker is started yet."""
    made = folder()
    try:
        await _make(path, made)
        return Site.of(made, limits)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


async def _begun(site: Site) -> Site:
    """The same with warm workers."""
    try:
        await site.pool.start()
    except BaseException:
        await site.close()
        raise
    return site


async def _make(path: Path, made: Path) -> None:
    """Have a process compile the project into a folder."""
    command = [sys.executable, "-P", "-c", "from stancegraph.server.making import main; main()", str(path), str(made)]
    paths = os.pathsep.join(each for each in sys.path if each)
    making = await asyncio.create_subprocess_exec(*command, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths})
    try:
        code = await making.wait()
    finally:
        if making.returncode is None:
            making.kill()
            await making.wait()
    if code:
        raise Unmade(code)


async def _reloading(path: Path, desk: Desk, limits: Limits) -> None:
    """Serve a new version whenever a file of the project has changed; while that has errors, the last good one stays."""
    seen = dict(desk.site.made.seen)
    while True:
        await asyncio.sleep(LOOK)
        now = _stamps(seen)
        if now == seen:
            continue
        seen = now
        try:
            site = await _site(path, limits)
            seen = dict(site.made.seen)
            if site.same(desk.site):  # another file of the folder has changed, or a comment
                await site.close()
                continue
            desk.put(await _begun(site))
        except Unmade:
            to_stderr("the last version without errors is served")
        except OSError as error:
            to_stderr(f"the new version cannot be served: {error.strerror or error}; the last one is")
        else:
            to_stderr(f"served anew: {site.made.statements:,} statements, {site.made.quads:,} quads")


def _stamps(seen: dict[str, tuple[int, int] | None]) -> dict[str, tuple[int, int] | None]:
    return {
        name: stamp for name, stamp in ((str(path), stamp) for path, stamp in stamps(Path(each) for each in seen).items()) if name in seen
    }
