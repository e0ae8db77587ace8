"""The Parquet files of a new version, written batch by batch.

    TABLE/published_month=2021-03/<archive>-00002.parquet     a table of documents
    TABLE/<archive>-00002.parquet                             documents and problems

A data file holds rows of one batch of documents: a load needs no more memory than a batch. It holds
rows of one archive, and its name begins with a hash of the archive's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.errors import LakeError
from broadsheet.lake.names import MONTH, archive_key
from broadsheet.schema import HISTORY, PARTITION, TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = [
    "in_order",
    "merge_small_files",
    "read_file",
    "write_data_files",
    "write_file",
    "write_missing_tables",
]

_SMALL = 1024 * 1024


def write_data_files(folder: Path, name: str, tables: Mapping[str, pa.Table]) -> None:
    """Write rows into a new version, as Parquet files of this name.

    A document table gets one file a month, sorted by time; tables without rows get none.

    Args:
        folder: The staging folder.
        name: The name of the files, which no other files of the version have.
        tables: Arrow tables by name, in the tables' `row_schema`.
    """
    for table, rows in tables.items():
        if rows.num_rows:
            _write_rows(folder / table, f"{name}.parquet", TABLES[table], rows)


def merge_small_files(folder: Path, archive: str) -> None:
    """Merge an archive's small data files in a folder of a table into one.

    An archive that is loaded again and again, a few documents at a time, then has no more files
    than one that was loaded once.
    """
    small = [
        file for file in folder.glob(f"{archive_key(archive)}-*") if file.stat().st_size < _SMALL
    ]
    if len(small) < 2:
        return
    small.sort()
    rows = pa.concat_tables(map(read_file, small))
    for file in small:
        file.unlink()
    write_file(small[-1], in_order(rows))


def write_missing_tables(folder: Path) -> None:
    """Write an empty file for each table that has none, so that every table can be read."""
    for table in TABLES.values():
        if next((folder / table.name).rglob("*.parquet"), None) is None:
            rows = table.row_schema.empty_table()
            _write_rows(folder / table.name, "empty.parquet", table, rows)


def read_file(file: Path, columns: list[str] | None = None) -> pa.Table:
    """The rows of one file, as they are stored; of these columns alone where some are named.

    Raises:
        LakeError: It is missing or damaged: pages have checksums, which are compared.
    """
    try:
        return pq.ParquetFile(file, page_checksum_verification=True).read(columns)
    except (OSError, pa.ArrowException) as error:
        problem = f"{file} can't be read: {str(error).splitlines()[0]}"
        raise LakeError(problem, hint="load its archives again with --full") from error


def write_file(path: Path, rows: pa.Table) -> None:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        rows,
        path,
        compression="zstd",
        use_dictionary=_repeating(rows.schema),
        write_page_checksum=True,
    )


def _repeating(schema: pa.Schema) -> list[str]:
    """The Parquet paths of the columns whose values repeat, which are kept as a dictionary."""
    declared = {
        column.name
        for table in (TABLES | HISTORY).values()
        for column in table.columns
        if column.repeats
    }
    return [
        f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name
        for field in schema
        if field.name in declared
    ]


def _write_rows(folder: Path, file: str, table: Table, rows: pa.Table) -> None:
    if not table.partitioned:
        write_file(folder / file, rows)
        return
    for month, partition in _partitions(rows):
        columns = partition.select(table.schema.names)
        write_file(folder / f"{MONTH}{month}" / file, in_order(columns))


def in_order(rows: pa.Table) -> pa.Table:
    """Rows by time, or else by path; those of the same time, and others, stay in their order."""
    names = rows.column_names
    key = next((name for name in ("published_at", "path") if name in names), None)
    return rows.sort_by(key) if key else rows


def _partitions(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The months of rows; one empty `undated` where there are no rows."""
    if not rows.num_rows:
        yield "undated", rows
    for month in sorted(rows[PARTITION].unique().to_pylist()):
        yield month, rows.filter(pc.equal(rows[PARTITION], month))
