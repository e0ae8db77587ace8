"""Handles of a database over a lake: a connection and its cursors, which hold the version.

DuckDB makes connections and cursors in compiled code, and has no hook for their end. A subclass
takes the place of their class: it adds no state, and what it keeps lies beside the handle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet, finalize

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["holding"]

_READ_ONLY = (
    "the files of a lake are read-only; write rows to a file with: broadsheet sql … -o FILE"
)
_LONGEST = len("copy ")


class _Hold:
    """A version that is held; released when no handle has it."""

    def __init__(self, release: Callable[[], None]) -> None:
        finalize(self, release)


class _Handle(duckdb.DuckDBPyConnection):
    """A connection or a cursor that holds a version of a lake until it is closed.

    DuckDB may read a file of the version, and for DuckDB that is leave to write it. The files are
    read-only, which does not stop a superuser: so no statement that copies to a file is run.
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

    def execute(self, query: Any, *given: Any, **named: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as DuckDB
        """Run statements, of which none copies to a file."""
        _refuse_copies(query)
        super().execute(query, *given, **named)
        return self

    def executemany(self, query: Any, *given: Any, **named: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as DuckDB
        """Run a statement for several sets of values, unless it copies to a file."""
        _refuse_copies(query)
        super().executemany(query, *given, **named)
        return self

    def sql(self, query: Any, *given: Any, **named: Any) -> duckdb.DuckDBPyRelation:  # noqa: ANN401 - as DuckDB
        """Run statements, of which none copies to a file; of a select the relation."""
        _refuse_copies(query)
        return super().sql(query, *given, **named)

    query = sql
    from_query = sql


_HOLDS: WeakKeyDictionary[duckdb.DuckDBPyConnection, _Hold] = WeakKeyDictionary()
_CURSORS: WeakKeyDictionary[duckdb.DuckDBPyConnection, WeakSet[duckdb.DuckDBPyConnection]] = (
    WeakKeyDictionary()
)


def holding(
    connection: duckdb.DuckDBPyConnection, release: Callable[[], None]
) -> duckdb.DuckDBPyConnection:
    """A connection that holds a version, as do its cursors, each until it is closed or gone.

    Args:
        connection: The connection, which is changed.
        release: Releases the version; called when the last of them is closed or gone.
    """
    return _taken(connection, _Hold(release))


def _taken(
    handle: duckdb.DuckDBPyConnection,
    hold: _Hold,
    parent: duckdb.DuckDBPyConnection | None = None,
) -> duckdb.DuckDBPyConnection:
    handle.__class__ = _Handle  # a class without state of its own: Python allows it
    _HOLDS[handle] = hold
    if parent is not None:
        _CURSORS.setdefault(parent, WeakSet()).add(handle)
    return handle


def _let_go(handle: duckdb.DuckDBPyConnection) -> None:
    """Release what a handle holds, and its cursors, which DuckDB closes with it."""
    _HOLDS.pop(handle, None)
    for cursor in _CURSORS.pop(handle, ()):
        _let_go(cursor)


def _refuse_copies(query: object) -> None:
    """Refuse what holds the keywords `copy … to`, however deep: `prepare`, `with`, `explain`.

    Raises:
        duckdb.PermissionException: There is such a statement.
    """
    sql = query.query if isinstance(query, duckdb.Statement) else str(query)
    if "copy" not in sql.lower():  # saves most statements the parse
        return
    text = sql.encode()
    words = [
        text[start : start + _LONGEST].lower()
        for start, kind in duckdb.tokenize(sql)
        if kind == duckdb.token_type.keyword
    ]
    copies = (at for at, word in enumerate(words) if re.match(rb"copy\b", word))
    if any(re.match(rb"to\b", word) for word in words[next(copies, len(words)) :]):
        raise duckdb.PermissionException(_READ_ONLY)
