"""A graph in a file in, processes that have it loaded out, each within milliseconds: a process loads it once, and copies of that process answer.

The copies share its memory until they write to it (fork), so that ending one and starting another costs next to nothing, and ten need hardly
more room than one. Where the system has no fork that is safe, or the graph is a store on disk, each process loads for itself (`guarded`).
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from stancegraph.engines.worker import LENGTH, Ready, receive, send

if TYPE_CHECKING:
    from typing import IO

    from stancegraph.engines.worker import Source

__all__ = ["LOADING", "Copy", "Herd", "started"]

LOADING: Final = 600.0
"""Seconds that a graph may take to load: some ten million quads."""
COPYING: Final = 10.0  # seconds that a copy may take
LEAVING: Final = 3.0  # seconds that the end may take


def started(function: str, stdin: int = subprocess.PIPE, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A process that runs a function of `worker`.

    Raises:
        OSError: The system refuses one.
    """
    # -P: what lies in the folder that the user is in is no module of ours.
    command = [sys.executable, "-P", "-c", f"from stancegraph.engines.worker import {function}; {function}()"]
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
    )


class Copy:
    """A copy of the process that has loaded the graph, with as much of what `subprocess.Popen` has as `guarded` needs."""

    stderr = None  # its words are those of the process that it is a copy of

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        """Takes our ends of its pipes; the process is named by a descriptor from now on, since a number may come to mean another one."""
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """None while it runs."""
        return -1 if self._handle < 0 or select.select([self._handle], [], [], 0)[0] else None

    def kill(self) -> None:
        """End it."""
        with suppress(ProcessLookupError):
            if self._handle >= 0:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end; it is not asked for afterwards."""
        if self._handle >= 0:
            select.select([self._handle], [], [])
            os.close(self._handle)
            self._handle = -1
        return -1


class Herd:
    """The process that has the graph, and is copied; may be asked from several threads."""

    possible = sys.platform == "linux" and hasattr(os, "pidfd_open")

    def __init__(self, source: Source) -> None:
        """Starts nothing yet."""
        self._source = source
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._ready = False
        self._lock = Lock()
        self._said: list[str] = []

    def copy(self) -> Copy:
        """A process that has the graph, as soon as that is loaded.

        Raises:
            OSError: The graph cannot be read, or the system refuses another process.
        """
        with self._lock:
            line = self._running()
            (theirs_in, ours_in), (ours_out, theirs_out) = os.pipe(), os.pipe()
            try:
                return Copy(self._copied(line, theirs_in, theirs_out), os.fdopen(ours_in, "wb"), os.fdopen(ours_out, "rb"))
            except OSError:
                for end in (ours_in, ours_out):
                    os.close(end)
                self.end()
                raise
            finally:
                for end in (theirs_in, theirs_out):
                    os.close(end)

    def end(self) -> None:
        """End the process, which first takes leave of the copies that have ended; those that have not go on until each of them is ended."""
        process, line = self._process, self._line
        if process is None or line is None:
            return
        if not self._ready:
            process.kill()  # it does not listen yet
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        try:
            process.wait(LEAVING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        line.close()

    def _copied(self, line: socket.socket, stdin: int, stdout: int) -> int:
        """The number of a new copy."""
        socket.send_fds(line, [b"+"], [stdin, stdout])
        answer = line.recv(LENGTH.size)
        pid: int = LENGTH.unpack(answer)[0] if len(answer) == LENGTH.size else 0
        if not pid:
            raise OSError(f"no process for {self._source.path}: {self._why()}")
        return pid

    def _running(self) -> socket.socket:
        if self._process is None or self._line is None or self._process.poll() is not None:
            self._ready = False
            self._line, theirs = socket.socketpair()
            with theirs:
                self._process = started("breed", theirs.fileno(), subprocess.DEVNULL)
            Thread(target=self._listen, args=(self._process,), daemon=True).start()
            self._line.settimeout(LOADING)
            with self._line.makefile("wb") as out, self._line.makefile("rb") as back:
                send(out, self._source)
                ready = receive(back)
            if not isinstance(ready, Ready):
                self.end()
                raise OSError(f"the graph {self._source.path} cannot be loaded: {self._why()}")
            self._line.settimeout(COPYING)
            self._ready = True
        return self._line

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Keep the last words of the process and its copies."""
        if process.stderr is not None:
            with process.stderr as stream:
                for line in stream:
                    self._said = [*self._said[-4:], line.decode(errors="replace").strip()]

    def _why(self) -> str:
        return " ".join(self._said[-1:]) or "the process ended"
