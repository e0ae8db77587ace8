"""Handles of a database over a lake: a connection and its cursors, which hold the version.

DuckDB makes connections and cursors in compiled code, and has no hook for their end. A subclass
takes the place of their class: it adds no state, and what it keeps lies beside the handle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet, finalize

import duckdb

from broadsheet.database.copies import refuse_copies, refuse_copies_into
from broadsheet.database.summary import summary_html
from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["holding", "snapshot_of"]


class _Hold:
    """A version that is held; released when no handle has it.

    Attributes:
        snapshot: The version.
        lake: The lake's folder, into which no handle copies; None where none copies to any file.
    """

    def __init__(self, snapshot: Snapshot, release: Callable[[], None], lake: Path | None) -> None:
        self.snapshot = snapshot
        self.lake = lake
        finalize(self, release)


class _Handle(duckdb.DuckDBPyConnection):
    """A connection or a cursor that holds a version of a lake until it is closed.

    DuckDB may read a file of the version, and for DuckDB that is leave to write it. So a statement
    that copies to a file of the lake is not run. The frames of these methods are between DuckDB and
    the caller's: their arguments have names that no table of the caller has.
    """

    __slots__ = ()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Another connection to the same database, which holds the version as well."""
        return _taken(super().cursor(), _HOLDS[self], self)

    duplicate = cursor

    def close(self) -> None:
        """Close the connection and its cursors, and release the version."""
        super().close()
        _let_go(self)

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def execute(self, *_given: Any, **_named: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as DuckDB
        """Run statements, unless one copies to a file of the lake."""
        _refuse(self, _given, _named)
        super().execute(*_given, **_named)
        return self

    def executemany(self, *_given: Any, **_named: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as DuckDB
        """Run a statement for several sets of values, unless it copies to a file of the lake."""
        _refuse(self, _given, _named)
        super().executemany(*_given, **_named)
        return self

    def sql(self, *_given: Any, **_named: Any) -> duckdb.DuckDBPyRelation:  # noqa: ANN401 - as DuckDB
        """Run statements, unless one copies to a file of the lake; of a select the relation."""
        _refuse(self, _given, _named)
        return super().sql(*_given, **_named)

    query = sql
    from_query = sql

    def _repr_html_(self) -> str:
        """What the version holds, for a notebook."""
        hold = _HOLDS.get(self)
        if hold is None:
            return "<p>A lake that is closed.</p>"
        with self.cursor() as cursor:  # a result of this connection stays as it is
            return summary_html(cursor, hold.snapshot)


_HOLDS: WeakKeyDictionary[duckdb.DuckDBPyConnection, _Hold] = WeakKeyDictionary()
_CURSORS: WeakKeyDictionary[duckdb.DuckDBPyConnection, WeakSet[duckdb.DuckDBPyConnection]] = (
    WeakKeyDictionary()
)


def holding(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    release: Callable[[], None],
    lake: Path | None,
) -> duckdb.DuckDBPyConnection:
    """A connection that holds a version, as do its cursors, each until it is closed or gone.

    Args:
        connection: The connection, which is changed.
        snapshot: The version.
        release: Releases the version; called when the last of them is closed or gone.
        lake: The lake's folder, resolved, into which no statement copies; None where no statement
            copies to any file.
    """
    return _taken(connection, _Hold(snapshot, release, lake))


def snapshot_of(connection: duckdb.DuckDBPyConnection) -> Snapshot:
    """The version that a connection or a cursor holds.

    Raises:
        LakeError: It holds none: it was closed, or is no connection to a lake.
    """
    hold = _HOLDS.get(connection)
    if hold is None:
        raise LakeError("the connection is to no lake, or closed", hint="open one with connect")
    return hold.snapshot


def _taken(
    handle: duckdb.DuckDBPyConnection,
    hold: _Hold,
    parent: duckdb.DuckDBPyConnection | None = None,
) -> duckdb.DuckDBPyConnection:
    handle.__class__ = _Handle  # a class without state of its own: Python allows it
    _HOLDS[handle] = hold
    if hold.lake is not None:  # DuckDB looks for a table in the frame that calls it: one of ours
        handle.execute("set python_scan_all_frames = true")
    if parent is not None:
        _CURSORS.setdefault(parent, WeakSet()).add(handle)
    return handle


def _let_go(handle: duckdb.DuckDBPyConnection) -> None:
    """Release what a handle holds, and its cursors, which DuckDB closes with it."""
    _HOLDS.pop(handle, None)
    for cursor in _CURSORS.pop(handle, ()):
        _let_go(cursor)


def _refuse(
    handle: duckdb.DuckDBPyConnection, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """Refuse statements that copy to where a handle does not.

    Raises:
        duckdb.PermissionException: There is such a statement.
    """
    query, *bound = given or (named.get("query"),)
    sql = query.query if isinstance(query, duckdb.Statement) else str(query)
    hold = _HOLDS.get(handle)
    if hold is None or hold.lake is None:
        refuse_copies(sql)
        return
    refuse_copies_into(
        hold.lake, sql, (bound or [named.get("parameters") or named.get("params")])[0]
    )
