"""Parquet: for other tools, with every type kept."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT"]


def _write(rows: pa.Table, stream: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows, stream, compression="zstd")


FORMAT = Format("parquet", ".parquet", _write, is_binary=True)
