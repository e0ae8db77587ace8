"""A request that runs in a thread, and whose statement ends when nobody waits for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["Running", "answered"]

_BETWEEN_STOPS = 0.05  # seconds


class Running:
    """A request's statements, which another thread can interrupt."""

    def __init__(self) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def interrupts(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Let the statements of a connection be interrupted within the block."""
        self._connection = connection
        try:
            yield
        finally:
            self._connection = None

    def stop(self) -> None:
        """Interrupt the statement that runs, if one does."""
        if connection := self._connection:
            connection.interrupt()


async def answered(
    request: Request, work: Callable[[Running], Response], at_once: anyio.CapacityLimiter
) -> Response:
    """The response that work gives in a thread.

    When the client goes away, the statement of the work is interrupted.

    Args:
        request: The request.
        work: Makes the response; it raises nothing on purpose.
        at_once: How many requests work at the same time.
    """
    running = Running()

    async def stop_when_gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        while True:  # it may only be about to begin, or begin another
            running.stop()
            await anyio.sleep(_BETWEEN_STOPS)

    async with anyio.create_task_group() as group:
        group.start_soon(stop_when_gone)
        response = await anyio.to_thread.run_sync(work, running, limiter=at_once)
        group.cancel_scope.cancel()
    return response
