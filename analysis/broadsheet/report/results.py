"""A report's SQL, run for a period and, where asked, for the period before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.database import parameters_of, run_sql
from broadsheet.errors import QueryError, ReportError

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from broadsheet.period import Period
    from broadsheet.report.document import Query, ReportDocument

__all__ = ["Result", "Results"]


@dataclass(frozen=True)
class Result:
    """A named result: its query, the parameters that were bound and its rows."""

    query: Query
    bound: dict[str, Any]
    rows: pa.Table


class Results:
    """The results of a report's queries, by name.

    Raises:
        ReportError: A query fails; the message has the report's file and line.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        document: ReportDocument,
        period: Period,
        zone: str,
        bucket: str,
    ) -> None:
        self.period = period
        self._connection = connection
        self._document = document
        self._zone = zone
        self._bucket = bucket
        self._now = {query.name: self._run(query, period) for query in document.queries}
        self._before: dict[str, Result] = {}

    def __getitem__(self, name: str) -> Result:
        """The result of a name."""
        if name not in self._now:
            raise ReportError("no such result", received=name, valid=self._now)
        return self._now[name]

    def number(self, name: str) -> Any:  # noqa: ANN401 - a value of any SQL type
        """A single value: `result.column`, a result's first value, or a one-row result's column."""
        return _single_value(self._now, name)

    def number_before(self, name: str) -> Any:  # noqa: ANN401
        """The same value for the period before; None where there is none.

        Only the query that is asked for runs for that period, once.
        """
        previous = self.period.previous
        if previous is None:
            return None
        result, column = _address(self._now, name)
        if result not in self._before:
            self._before[result] = self._run(self._now[result].query, previous)
        return _first(self._before[result].rows, column, name)

    def _run(self, query: Query, period: Period) -> Result:
        try:
            bound = self._bound(query, period)
            rows = _on_clock(
                run_sql(self._connection, query.sql, bound).to_arrow_table(), self._zone
            )
        except QueryError as error:
            raise self._document.error(f"in {query.name}: {error}", query.line) from error
        return Result(query, bound, rows)

    def _bound(self, query: Query, period: Period) -> dict[str, Any]:
        """The parameters that a query names, in the order in which they are documented."""
        known = self._parameters(period)
        named = parameters_of(self._connection, query.sql)
        for name in named - known.keys():
            raise QueryError("no such parameter", received=f"${name}", valid=known)
        return {name: value for name, value in known.items() if name in named}

    def _parameters(self, period: Period) -> dict[str, date | str | None]:
        before = period.previous
        return {
            "since": period.since,
            "until": period.until,
            "previous_since": before.since if before else None,
            "previous_until": before.until if before else None,
            "timezone": self._zone,
            "bucket": self._bucket,
        }


def _single_value(results: dict[str, Result], name: str) -> Any:  # noqa: ANN401
    result, column = _address(results, name)
    return _first(results[result].rows, column, name)


def _address(results: dict[str, Result], name: str) -> tuple[str, str]:
    """The result and the column that a value's name means."""
    result, dot, column = name.partition(".")
    if result in results:
        return result, column if dot else results[result].rows.column_names[0]
    columns = []
    for key, each in results.items():
        if each.rows.num_rows == 1:
            if name in each.rows.column_names:
                return key, name
            columns += each.rows.column_names
    raise ReportError("no such value", received=name, valid=[*results, *columns])


def _first(rows: pa.Table, column: str, name: str) -> Any:  # noqa: ANN401
    if column not in rows.column_names:
        raise ReportError("no such value", received=name, valid=rows.column_names)
    return rows[column][0].as_py() if rows.num_rows else None


def _on_clock(rows: pa.Table, zone: str) -> pa.Table:
    """The rows with their times on the clock of a time zone."""
    schema = pa.schema(
        field.with_type(pa.timestamp(field.type.unit, tz=zone))
        if pa.types.is_timestamp(field.type) and field.type.tz
        else field
        for field in rows.schema
    )
    return rows.cast(schema)
