"""Parquet: for other tools, with every type kept that Parquet has."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format
from broadsheet.export.sql_values import as_text, holds

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]

_LACKING = frozenset({"interval", "union"})
"""The types that Arrow writes to no Parquet file; their values are text."""


def _write(rows: Rows, stream: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    columns = [
        as_text(f"#{index}", kind) if holds(kind, _LACKING) else f"#{index}"
        for index, kind in enumerate(rows.types, 1)
    ]
    reader = rows.converted(columns).batches()
    with pq.ParquetWriter(stream, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


FORMAT = Format("parquet", ".parquet", _write, is_binary=True)
