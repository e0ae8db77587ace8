"""Parquet: for other tools, with every type kept."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    reader = rows.batches()
    with pq.ParquetWriter(stream, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


FORMAT = Format("parquet", ".parquet", _write, is_binary=True)
