"""uvicorn's connections in, the same that do not wait for ever out: for a request that does not come to its end, for a reader who does not read.

uvicorn ends a connection that is idle between two requests, and none that sends a byte now and then, or takes none of its answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["PATIENCE", "Patient"]

PATIENCE: Final = 15.0
"""Seconds that the head of a request may take, and that a reader may let pass without taking anything."""


class Patient(H11Protocol):
    """A connection to one client."""

    patience = PATIENCE
    _begun: asyncio.TimerHandle | None = None
    _read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._begin()

    def data_received(self, data: bytes) -> None:
        """Take a piece in; the time of a request runs from its first byte to the end of its head."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._begun is None:
            self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client reads more slowly than it is answered: look from time to time whether it reads at all."""
        super().pause_writing()
        self._read = self.loop.call_later(self.patience, self._look, self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """It has read."""
        super().resume_writing()
        if self._read is not None:
            self._read.cancel()
            self._read = None

    def _begin(self) -> None:
        self._begun = self.loop.call_later(self.patience, self.transport.abort)

    def _stop(self) -> None:
        if self._begun is not None:
            self._begun.cancel()
            self._begun = None

    def _look(self, before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left >= before:
            self.transport.abort()
        else:
            self._read = self.loop.call_later(self.patience, self._look, left)
