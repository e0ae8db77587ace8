"""A database whose rows a test replaces: tables, views and named queries, without a lake."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from broadsheet.database.relations import define_relations, define_rows
from broadsheet.derived.build import derive
from broadsheet.schema import DERIVED, HISTORY, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Bench", "Row", "opened_bench"]

Row = dict[str, Any]

_HELD = ("articles", "related", "images", "document_versions")
_DECLARED = TABLES | HISTORY
_NEWS = {"category": "news"}


@dataclass(frozen=True)
class Bench:
    """A database, and ways to fill and to call it.

    DuckDB runs on one thread: over a few rows, more threads only wait for each other.
    """

    connection: duckdb.DuckDBPyConnection

    def hold(
        self,
        articles: Sequence[Mapping[str, Any]],
        related: Sequence[Mapping[str, Any]] = (),
        images: Sequence[Mapping[str, Any]] = (),
        versions: Sequence[Mapping[str, Any]] = (),
        *,
        derived: bool = True,
    ) -> None:
        """Hold these rows and no others; columns that they lack are null, but the category `news`.

        Args:
            articles: Each with its article_id.
            related: Each with its article_id and position.
            images: Each with its article_id and position.
            versions: Each with its document_id and sequence.
            derived: Whether to derive items and stories; where a test reads none, they stay stale.
        """
        filled = [_NEWS | row | {"topics": row.get("topics") or []} for row in articles]
        rows = (filled, related, images, [_NEWS | row for row in versions])
        for name, found in zip(_HELD, rows, strict=True):
            self.connection.execute(f"truncate {name}")
            if found:
                table = pa.Table.from_pylist(list(found), schema=_DECLARED[name].schema)
                self.connection.register("given", table)
                self.connection.execute(f"insert into {name} from given")
                self.connection.unregister("given")
        if derived:
            for name in DERIVED:
                self.connection.execute(f"drop table {name}")
            derive(self.connection)

    def rows(self, relation: str, **parameters: object) -> list[Row]:
        """The rows of a macro's answer, in its order."""
        arguments = ", ".join(f"{name} := ${name}" for name in parameters)
        answer = self.connection.execute(f"from {relation}({arguments})", parameters)
        columns = [column for column, *_ in answer.description]
        return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


@contextmanager
def opened_bench() -> Iterator[Bench]:
    """A bench without rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("pragma disable_optimizer")  # it takes longer than such small queries
        for table in _DECLARED.values():
            if table.name in _HELD:
                connection.register("empty", table.schema.empty_table())
                connection.execute(f"create table {table.name} as from empty")
                connection.unregister("empty")
            else:
                define_rows(connection, table)
        derive(connection)
        define_relations(connection)
        yield Bench(connection)
