"""The Parquet files of each table of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.schema import DERIVED, HISTORY, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["table_files"]


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
