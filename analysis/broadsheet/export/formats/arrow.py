"""An Arrow file (Feather 2): for pandas, polars, R and others, which map it into memory."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    import pyarrow as pa

    reader = rows.batches()
    with pa.ipc.new_file(stream, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


FORMAT = Format("arrow", ".arrow", _write, is_binary=True)
