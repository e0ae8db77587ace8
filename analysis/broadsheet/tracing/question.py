"""A question: statements with their parameters, one of which has the numbers to trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.database.run import place_result, run_sql
from broadsheet.database.statements import parameters_of, results_read
from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pyarrow as pa

__all__ = ["Question"]


@dataclass(frozen=True)
class Question:
    """Statements, one of which has the numbers to trace.

    Attributes:
        statements: Statements by name. One reads the results of others as `results.NAME`.
        name: The statement with the numbers.
        parameters: The values of parameters, by name.
    """

    statements: Mapping[str, str]
    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """The statement with the numbers."""
        return self.statements[self.name]

    def rows(self, connection: duckdb.DuckDBPyConnection) -> pa.Table:
        """The answer of a database.

        Raises:
            QueryError: A statement fails, or lacks a parameter.
        """
        return self._run(connection, self.name)

    def bound(self, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
        """The parameters that a statement names.

        Raises:
            QueryError: One of them has no value.
        """
        named = parameters_of(connection, self.statements[name])
        for each in sorted(named - self.parameters.keys()):
            raise QueryError("no value for a parameter", received=f"${each}", valid=self.parameters)
        return {each: value for each, value in self.parameters.items() if each in named}

    def _run(self, connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
        sql = self.statements[name]
        known = {each.lower(): each for each in self.statements}
        for read in sorted(results_read(connection, sql)):
            if read not in known:
                raise QueryError("no such result", received=read, valid=self.statements)
            place_result(connection, known[read], self._run(connection, known[read]))
        return run_sql(connection, sql, self.bound(connection, name)).to_arrow_table()
