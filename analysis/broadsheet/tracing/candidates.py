"""The documents that a number may be made of, small sets first.

A row of an answer often names what it counts: a provider, a topic, a day. Each file in `sql/keys`
selects the documents of one such column, whose name it has. It may use the row's other values. The
provider or topic of a page is one of its parameters, `each`.
"""

from __future__ import annotations

from functools import cache, reduce
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from broadsheet.database.run import run_sql
from broadsheet.database.statements import parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pyarrow as pa

__all__ = ["candidates"]

_GIVEN = {
    "since": None,
    "until": None,
    "previous_since": None,
    "timezone": "UTC",
    "bucket": "day",
}
_SPANS = ("period", "two_periods", "until")


def candidates(
    connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any], parameters: Mapping[str, Any]
) -> list[pa.Array]:
    """Different sets of ids of documents, the smallest first; the last is that of all.

    Args:
        connection: The database of a lake.
        row: The row that the number is in.
        parameters: The parameters of its statement.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    known = {**_GIVEN, **given, **row}
    keys = {"each": given.get("each"), **row}
    scopes = {name: _ids(connection, sql, known) for name, sql in _statements("scopes").items()}
    keyed = [
        _ids(connection, sql, known)
        for name, sql in _statements("keys").items()
        if keys.get(name) is not None and parameters_of(connection, sql) <= known.keys()
    ]
    sets = [scopes[span] for span in _SPANS]
    if keyed:
        named = reduce(_in_both, keyed)
        sets += [*(_in_both(named, scopes[span]) for span in _SPANS), named]
    distinct = {
        tuple(found.to_pylist()): found for found in sets if len(found) < len(scopes["all"])
    }
    return [*sorted(distinct.values(), key=len), scopes["all"]]


def _in_both(one: pa.Array, other: pa.Array) -> pa.Array:
    return one.filter(pc.is_in(one, other))


def _ids(connection: duckdb.DuckDBPyConnection, sql: str, known: Mapping[str, Any]) -> pa.Array:
    named = parameters_of(connection, sql)
    rows = run_sql(connection, sql, {name: known[name] for name in named}).to_arrow_table()
    return pc.unique(rows["article_id"]).drop_null().sort()


@cache
def _statements(folder: str) -> dict[str, str]:
    """The statements of a folder in `sql/`, by name, in alphabetical order."""
    found = (files("broadsheet.tracing") / "sql" / folder).iterdir()
    texts = {each.name.removesuffix(".sql"): each.read_text("utf-8") for each in found}
    return dict(sorted(texts.items()))
