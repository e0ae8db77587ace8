"""The Parquet files of each table of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.schema import DERIVED, HISTORY, TABLES, schema_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["check_columns", "table_files"]


def table_files(snapshot: Snapshot) -> dict[str, list[Path]]:
    """The files of each table, by absolute paths: those that the version has recorded.

    A file that somebody puts beside them is none of it. A version of an earlier broadsheet has
    recorded none, and may lack tables: then all that are in a table's folder are its files.
    """
    folder, recorded = snapshot.path.resolve(), snapshot.files
    if recorded is None:
        names = [name for name in (*TABLES, *HISTORY, *DERIVED) if (folder / name).is_dir()]
        return {name: sorted((folder / name).rglob("*.parquet")) for name in names}
    sources: dict[str, list[Path]] = {}
    for name in sorted(recorded):
        sources.setdefault(name.partition("/")[0], []).append(folder / name)
    return sources


def check_columns(snapshot: Snapshot, sources: Mapping[str, Sequence[Path]]) -> None:
    """Check that the tables of a version of another broadsheet have all columns.

    Views and named queries need them: DuckDB's own error would name a view that nobody asked for.

    Args:
        snapshot: The version.
        sources: The files of each table.

    Raises:
        LakeError: A table lacks a column.
    """
    if snapshot.load.get("format") == schema_hash():
        return
    import pyarrow.parquet as pq

    for name, table in (TABLES | DERIVED).items():
        found = pq.read_schema(sources[name][0]).names if sources.get(name) else table.schema.names
        lacking = [column for column in table.schema.names if column not in found]
        if lacking:
            problem = (
                f"the version {snapshot.version} is of an earlier broadsheet: "
                f"{name} lacks {', '.join(lacking)}"
            )
            raise LakeError(problem, hint="load its archives again")
