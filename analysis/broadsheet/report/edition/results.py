"""The results of a report's SQL, for a period and, where a change is shown, the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.database.run import place_result, run_sql
from broadsheet.database.statements import parameters_of, results_read
from broadsheet.database.totals import direct_totals
from broadsheet.errors import QueryError, ReportError
from broadsheet.report.edition.long_texts import bounded_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import duckdb

    from broadsheet.period import Period
    from broadsheet.report.edition.against import Against
    from broadsheet.report.edition.each import Each
    from broadsheet.report.source.document import Query, ReportDocument
    from broadsheet.report.source.settings import Param

__all__ = ["Result", "Results", "Scope", "Shared"]


@dataclass(frozen=True)
class Result:
    """A named result: its query, the parameters that were bound and its rows.

    Attributes:
        query: Its query.
        bound: The parameters that were bound, in the order of the docs.
        rows: Its rows as a page shows them: times in the report's time zone, long texts shortened.
        whole: Its rows as other queries read them.
        is_of_each: Whether it depends on the provider or topic of the page.
    """

    query: Query
    bound: dict[str, Any]
    rows: pa.Table
    whole: pa.Table
    is_of_each: bool = False


@dataclass(frozen=True)
class Scope:
    """What the queries of a report are run for.

    Attributes:
        period: The period.
        zone: The IANA time zone that its days are cut on.
        bucket: The unit of time that gives a line a fitting number of points.
        params: The author's parameters by name.
        each: The provider or topic of the page, for a report with a page for each.
        against: What the page is compared with, for a report that compares.
        holidays: The days that are shaded, and with which nothing is compared.
    """

    period: Period
    zone: str
    bucket: str
    params: Mapping[str, Param] = field(default_factory=dict)
    each: Each | None = None
    against: Against | None = None
    holidays: tuple[date, ...] = ()

    @property
    def before(self) -> Period | None:
        """The period that numbers are compared with; None where there is none."""
        if self.against is None:
            return self.period.previous
        return None if self.against.is_version else self.against.period

    @property
    def before_title(self) -> str | None:
        """What numbers are compared with, for readers."""
        if self.against:
            return self.against.before
        return self.before.title if self.before else None

    def parameters(self, period: Period) -> dict[str, date | list[date] | Param]:
        """The parameters that queries can name, for a period."""
        before = self.before if period == self.period else period.previous
        known: dict[str, date | list[date] | Param] = {
            "since": period.since,
            "until": period.until,
            "previous_since": before.since if before else None,
            "previous_until": before.until if before else None,
            "timezone": self.zone,
            "bucket": self.bucket,
            "holidays": list(self.holidays),
            **self.params,
        }
        return known | {"each": self.each.key} if self.each else known


Shared = dict[tuple[str, "Period"], Result]
"""Results that all pages of a report share, by query and period."""


class Results:
    """The results of a report's queries, by name.

    A query reads the results of those above it as tables of the schema `results`.

    Args:
        connection: The database.
        document: The report.
        scope: What its queries are run for.
        shared: The results that all pages of the report share; new ones are added.

    Raises:
        ReportError: A query fails; the message has the report's file and line.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        document: ReportDocument,
        scope: Scope,
        shared: Shared | None = None,
    ) -> None:
        self.scope = scope
        self._connection = connection
        self._document = document
        self._shared = {} if shared is None else shared
        self._above = _above(connection, document)
        self._own: Shared = {}
        self._placed: dict[str, Result] = {}
        self._now = {query.name: self._run(query, scope.period) for query in document.queries}

    def __getitem__(self, name: str) -> Result:
        """The result of a name."""
        if name not in self._now:
            raise ReportError("no such result", received=name, valid=self._now)
        return self._now[name]

    def __iter__(self) -> Iterator[Result]:
        """The results for the period, in the order of their queries."""
        return iter(self._now.values())

    def direct_totals(self, result: Result) -> tuple[str, dict[str, int]] | None:
        """What a result's columns add up to, counted without the named query that it calls."""
        return direct_totals(self._connection, result.query.sql, result.bound)

    def named_by(self, text: str) -> str | None:
        """The result whose value a text names, as `number` reads it; None where it names none."""
        found = _found(self._now, text)
        return found[0] if found else None

    def number(self, name: str) -> Any:  # noqa: ANN401 - a value of any SQL type
        """A single value: `result.column`, a result's first value, or a one-row result's column."""
        return _single_value(self._now, name)

    def number_before(self, name: str) -> Any:  # noqa: ANN401
        """The same value for the period before; None where there is none.

        Only the query of this value runs for that period, once.
        """
        previous = self.scope.before
        if previous is None:
            return None
        result, column = _address(self._now, name)
        return _first(self._run(self._now[result].query, previous).rows, column, name)

    def _run(self, query: Query, period: Period) -> Result:
        """The result of a query for a period, which is run once."""
        known = self._shared.get((query.name, period)) or self._own.get((query.name, period))
        if known:
            return known
        above = [self._place(each, period) for each in self._above[query.name]]
        try:
            bound = self._bound(query, period)
            found = run_sql(self._connection, query.sql, bound).to_arrow_table()
        except QueryError as error:
            raise self._document.error(f"in {query.name}: {error}", query.line) from error
        is_of_each = "each" in bound or any(result.is_of_each for result in above)
        whole = _on_clock(found, self.scope.zone)
        result = Result(query, bound, bounded_texts(whole), whole, is_of_each)
        kept = self._own if is_of_each else self._shared
        kept[query.name, period] = result
        return result

    def _place(self, query: Query, period: Period) -> Result:
        """The result of a query, placed in the schema that other queries read it from."""
        result = self._run(query, period)
        if self._placed.get(query.name) is not result:
            place_result(self._connection, query.name, result.whole)
            self._placed[query.name] = result
        return result

    def _bound(self, query: Query, period: Period) -> dict[str, Any]:
        """The parameters that a query names, in the order in which they are documented."""
        known = self.scope.parameters(period)
        named = parameters_of(self._connection, query.sql)
        for name in named - known.keys():
            raise QueryError("no such parameter", received=f"${name}", valid=known)
        return {name: value for name, value in known.items() if name in named}


def _above(
    connection: duckdb.DuckDBPyConnection, document: ReportDocument
) -> dict[str, list[Query]]:
    """The queries whose results each query reads, by its name."""
    above: dict[str, list[Query]] = {}
    known: dict[str, Query] = {}
    for query in document.queries:
        read = results_read(connection, query.sql)
        for name in sorted(read - known.keys()):
            problem = ReportError(
                f"in {query.name}: no such result above", received=name, valid=known
            )
            raise document.error(str(problem), query.line)
        above[query.name] = [each for name, each in known.items() if name in read]
        known[query.name.lower()] = query
    return above


def _single_value(results: dict[str, Result], name: str) -> Any:  # noqa: ANN401
    result, column = _address(results, name)
    return _first(results[result].rows, column, name)


def _address(results: dict[str, Result], name: str) -> tuple[str, str]:
    """The result and the column that a value's name means."""
    found = _found(results, name)
    if found:
        return found
    columns = [
        column
        for each in results.values()
        if each.rows.num_rows == 1
        for column in each.rows.column_names
    ]
    raise ReportError("no such value", received=name, valid=[*results, *columns])


def _found(results: dict[str, Result], name: str) -> tuple[str, str] | None:
    result, dot, column = name.partition(".")
    if result in results:
        return result, column if dot else results[result].rows.column_names[0]
    for key, each in results.items():
        if each.rows.num_rows == 1 and name in each.rows.column_names:
            return key, name
    return None


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
