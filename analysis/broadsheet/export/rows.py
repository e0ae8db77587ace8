"""Rows to write: a relation of DuckDB, which formats them and hands them on batch by batch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb
    import pyarrow as pa

__all__ = ["Rows", "bytes_of"]

_BATCH = 50_000
"""Rows of a batch: as many are held in memory at a time."""


@dataclass(frozen=True)
class Rows:
    """Rows that are computed while they are written, so that they need not fit in memory.

    Attributes:
        relation: The relation.
        names: The names of its columns, of which two may be the same.
        types: The type of each column.
    """

    relation: duckdb.DuckDBPyRelation
    names: tuple[str, ...]
    types: tuple[duckdb.sqltypes.DuckDBPyType, ...]

    @classmethod
    def of(cls, relation: duckdb.DuckDBPyRelation) -> Rows:
        """The rows of a relation."""
        return cls(relation, tuple(relation.columns), tuple(relation.types))

    @classmethod
    def in_memory(cls, table: pa.Table) -> Rows:
        """The rows of an Arrow table."""
        numbered = table.rename_columns([f"c{index}" for index in range(table.num_columns)])
        relation = _connection().cursor().from_arrow(numbered)
        return cls(relation, tuple(table.column_names), tuple(relation.types))

    def batches(self) -> pa.RecordBatchReader:
        """The rows as they are, under their names."""
        import pyarrow as pa

        reader = self.relation.to_arrow_reader(_BATCH)
        fields = zip(self.names, reader.schema.types, strict=True)
        schema = pa.schema([pa.field(*field) for field in fields])
        batches = (pa.record_batch(batch.columns, schema=schema) for batch in reader)
        return pa.RecordBatchReader.from_batches(schema, batches)

    def converted(self, expressions: Sequence[str]) -> Rows:
        """The rows with other values under the same names.

        Args:
            expressions: The SQL of each column, of the columns `#1`, `#2` and so on.
        """
        projection = ", ".join(f"{text} as c{i}" for i, text in enumerate(expressions))
        relation = self.relation.project(projection)
        return Rows(relation, self.names, tuple(relation.types))

    def projected(self, expressions: Sequence[str]) -> Iterator[list[pa.Array]]:
        """The columns that SQL expressions give, batch by batch.

        Args:
            expressions: Each of the columns `#1`, `#2` and so on.
        """
        for batch in self.converted(expressions).relation.to_arrow_reader(_BATCH):
            yield batch.columns

    def texts(self, expression: str) -> Iterator[memoryview]:
        """The texts that a SQL expression gives for the rows, joined; batch by batch, in UTF-8.

        Args:
            expression: The text of a row, line end included; never null.
        """
        for (texts,) in self.projected([expression]):
            yield bytes_of(texts)

    def write_text(self, expression: str, stream: IO[bytes]) -> None:
        """Write the texts that a SQL expression gives for the rows."""
        for text in self.texts(expression):
            stream.write(text)

    def ends(self, most: int | None) -> tuple[pa.Table, int]:
        """The first and the last half of so many rows, and how many rows there are.

        Rows between them are counted and dropped.
        """
        import pyarrow as pa

        reader = self.batches()
        if most is None:
            table = reader.read_all()
            return table, table.num_rows
        first = last = reader.schema.empty_table()
        count = 0
        for batch in reader:
            count += batch.num_rows
            rows = pa.Table.from_batches([batch])
            missing = most - first.num_rows
            first = pa.concat_tables([first, rows.slice(0, missing)])
            last = pa.concat_tables([last, rows.slice(missing)])
            last = last.slice(max(0, last.num_rows - most // 2))
        if count > most:
            half = most - most // 2
            rest = pa.concat_tables([first.slice(half), last])
            last = rest.slice(rest.num_rows - most // 2)
            first = first.slice(0, half)
        return pa.concat_tables([first, last]).combine_chunks(), count


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """A connection for rows that are in memory; each use takes a cursor of it."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    return connection


def bytes_of(texts: pa.Array) -> memoryview:
    """The texts of an array one after the other: Arrow holds them so."""
    import pyarrow as pa

    texts = texts.cast(pa.large_string())
    offsets = memoryview(texts.buffers()[1]).cast("q")
    first, last = offsets[texts.offset], offsets[texts.offset + len(texts)]
    return memoryview(texts.buffers()[2] or b"")[first:last]
