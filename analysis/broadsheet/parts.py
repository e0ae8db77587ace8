"""The Parquet files of a version in the making, written part by part.

A part holds the rows of one batch of documents, so that a load needs no more memory than a batch,
and of one archive, so that a later version can take over the files of archives it does not load.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.schema import PARTITION, TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

__all__ = ["link_parts", "write_missing_tables", "write_part"]


def write_part(folder: Path, part: str, tables: Mapping[str, pa.Table]) -> None:
    """Write rows into a version in the making, as Parquet files named after the part.

    A document table gets one file a month, sorted by time; tables without rows get none.

    Args:
        folder: The staging folder.
        part: The files' name, which no other part of the version has.
        tables: Arrow tables by name, in the tables' `row_schema`.
    """
    for name, rows in tables.items():
        if rows.num_rows:
            _write_rows(folder / name, f"{part}.parquet", TABLES[name], rows)


def link_parts(folder: Path, version: Path, keep: Callable[[str], bool]) -> None:
    """Take over the files of another version whose part names are to be kept, without a copy."""
    for file in version.glob("*/**/*.parquet"):
        if keep(file.stem):
            target = folder / file.relative_to(version)
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(file, target)


def write_missing_tables(folder: Path) -> None:
    """Write an empty file for each table that has none, so that every table can be read."""
    for table in TABLES.values():
        if next((folder / table.name).rglob("*.parquet"), None) is None:
            rows = table.row_schema.empty_table()
            _write_rows(folder / table.name, "empty.parquet", table, rows)


def _write_rows(folder: Path, file: str, table: Table, rows: pa.Table) -> None:
    if not table.partitioned:
        _write_file(folder / file, rows.select(table.schema.names))
        return
    order = [(PARTITION, "ascending"), ("article_id", "ascending")]
    if "published_at" in rows.column_names:
        order.insert(1, ("published_at", "ascending"))
    if "position" in rows.column_names:
        order.append(("position", "ascending"))
    for month, part in _partitions(rows.sort_by(order)):
        _write_file(folder / f"{PARTITION}={month}" / file, part.select(table.schema.names))


def _partitions(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The months of rows that are sorted by month; one empty `undated` where there are no rows."""
    if not rows.num_rows:
        yield "undated", rows
        return
    runs = pc.run_end_encode(rows[PARTITION].combine_chunks())
    start = 0
    for month, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield month, rows.slice(start, end - start)
        start = end


def _write_file(path: Path, rows: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, compression="zstd")


def _link(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copy2(file, target)
