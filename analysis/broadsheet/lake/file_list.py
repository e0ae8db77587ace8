"""The data files of a version, for tools that read plain Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.lake.stored import key_of, stored_lake

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["data_files"]


def data_files(table: str, lake: str | Path = "lake", *, as_of: str | None = None) -> list[str]:
    """The Parquet files of a table, for other tools: their paths, or their addresses in a store.

    In an object store a folder of a table has the files of all versions. A tool that reads the
    folder would count rows several times, so it is given the files of one version.

    Args:
        table: A table such as `articles`.
        lake: The lake's folder, or its address such as `s3://bucket/news`.
        as_of: A version such as `v000011`; the live one where None.

    Raises:
        LakeError: There is no lake, or it lacks that version or the table.
    """
    folder = local_lake(lake, as_of)
    snapshot = open_snapshot(folder, as_of)
    snapshot.check()
    stored = stored_lake(folder)
    files = snapshot.files
    if files is None:  # a version of an earlier broadsheet
        names = [file.relative_to(snapshot.path) for file in snapshot.path.rglob("*.parquet")]
        files = {name.as_posix(): (0, "") for name in sorted(names)}
    found = {name: digest for name, (_, digest) in files.items() if name.startswith(f"{table}/")}
    if not found:
        tables = sorted({name.partition("/")[0] for name in files})
        raise LakeError("no such table", received=table, valid=tables)
    if stored:
        return [f"{stored.address}/{key_of(name, digest)}" for name, digest in found.items()]
    return [str(snapshot.path / name) for name in found]
