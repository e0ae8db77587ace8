"""The versions of a lake that requests read: each request reads one, also during a load."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.database.connection import open_database
from broadsheet.database.on_demand import define_rest
from broadsheet.lake.snapshot import open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from broadsheet.config.settings import StatementLimits

__all__ = ["Versions"]

_MOST_IDLE = 2
"""Versions that stay open while nobody reads them, so that the next request is fast."""


@dataclass
class _Open:
    """A version that is open, and how many requests read it."""

    version: str
    connection: duckdb.DuckDBPyConnection
    readers: int = 0


class Versions:
    """The open versions of a lake. Several threads may use it.

    Args:
        lake: The lake's folder.
        limits: What a statement takes at most; the memory is shared by the requests of a version.
    """

    def __init__(self, lake: Path, limits: StatementLimits) -> None:
        self._lake = lake
        self._limits = limits
        self._open: dict[str, _Open] = {}
        self._lock = threading.Lock()

    @contextmanager
    def reading(self, as_of: str | None) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
        """A version's name, and a database of it for one request.

        Args:
            as_of: The version; the live one at this moment where None.

        Raises:
            LakeError: There is no lake, it lacks that version, or the version can't be read.
        """
        opened = self._enter(as_of)
        try:
            with closing(opened.connection.cursor()) as connection:
                yield opened.version, connection
        finally:
            self._leave(opened)

    def close(self) -> None:
        """Close all versions; statements that still run end."""
        with self._lock:
            for opened in self._open.values():
                opened.connection.close()
            self._open.clear()

    def _enter(self, as_of: str | None) -> _Open:
        with self._lock:
            snapshot = open_snapshot(self._lake, as_of)
            opened = self._open.pop(snapshot.version, None)
            if opened is None:
                connection = open_database(snapshot, self._limits)
                define_rest(connection)  # cursors have what is defined before, and nothing later
                opened = _Open(snapshot.version, connection)
            self._open[snapshot.version] = opened  # the last read is the last in order
            opened.readers += 1
            return opened

    def _leave(self, opened: _Open) -> None:
        with self._lock:
            opened.readers -= 1
            idle = [each for each in self._open.values() if not each.readers]
            for each in idle[:-_MOST_IDLE]:
                del self._open[each.version]
                each.connection.close()
