"""When documents were first seen, and by what: a load of the lake, or a commit of git.

A document keeps this from version to version, through loads of everything too. One that has moved
keeps it where its bytes are the same. What git says comes before what loads have seen.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.errors import LakeError
from broadsheet.lake.data_files import read_file, write_file
from broadsheet.lake.names import files_of
from broadsheet.schema import TABLES
from broadsheet.schema.documents import FIRST_SEEN_AT, OF_LOAD

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = [
    "Arrival", "arrivals_before", "arrivals_of", "arrivals_table", "set_arrivals", "with_arrivals",
]  # fmt: skip

_TABLES = tuple(name for name, table in TABLES.items() if FIRST_SEEN_AT in table.columns)


class Arrival(NamedTuple):
    """When a document was first seen, and by what.

    Attributes:
        at: The time, in microseconds since 1970 in UTC.
        version: The version of the lake, or the hash of the commit.
    """

    at: int
    version: str

    @classmethod
    def of_load(cls, moment: datetime, version: str) -> Arrival:
        """The arrival of what a load has seen first: the second of it, and its version."""
        return cls(int(moment.timestamp()) * 1_000_000, version)


def arrivals_before(live: Snapshot | None, archive: str) -> dict[str, Arrival]:
    """The arrivals of an archive's documents in a version, by path.

    A version of an earlier broadsheet has recorded none: its documents were there when it was
    loaded, at the latest. Of a version that can't be read, nothing is known.
    """
    record = live.load["archives"].get(archive) if live else None
    if live is None or record is None:
        return {}
    loaded_at = record.get("loaded_at") or live.load["loaded_at"]
    latest = Arrival.of_load(datetime.fromisoformat(loaded_at), live.version)
    found: dict[str, Arrival] = {}
    with suppress(LakeError):
        for file in files_of(live.path, archive, "documents"):
            found |= _by_path(read_file(file), latest)
    return found


def _by_path(rows: pa.Table, latest: Arrival) -> dict[str, Arrival]:
    paths = rows["path"].to_pylist()
    if not set(OF_LOAD) <= set(rows.column_names):
        return dict.fromkeys(paths, latest)
    return dict(zip(paths, arrivals_of(rows), strict=True))


def arrivals_of(rows: pa.Table) -> list[Arrival]:
    """The arrivals in rows; those of one load or commit are one object."""
    at, version = OF_LOAD
    times = rows[at].cast(pa.int64()).to_pylist()
    same: dict[tuple[int, str], Arrival] = {}
    found = []
    for pair in zip(times, rows[version].to_pylist(), strict=True):
        if pair not in same:
            same[pair] = Arrival._make(pair)
        found.append(same[pair])
    return found


def arrivals_table(found: Mapping[str, Arrival]) -> pa.Table:
    """Arrivals by path as rows, as `set_arrivals` takes them."""
    return pa.Table.from_arrays(
        [pa.array(found, pa.string()), *_columns(found.values())], ["path", *OF_LOAD]
    )


def with_arrivals(
    tables: Mapping[str, pa.Table], arrival: Arrival, earlier: Mapping[str, Arrival]
) -> dict[str, pa.Table]:
    """Rows in which each document has its arrival.

    Args:
        tables: Rows by table.
        arrival: The arrival of documents that are new.
        earlier: The arrivals of those that were seen before, by path.
    """
    filled = {}
    for name in _TABLES:
        paths = tables[name]["path"].to_pylist()
        columns = _columns([earlier.get(path, arrival) for path in paths])
        filled[name] = _replaced(tables[name], columns)
    return {**tables, **filled}


def set_arrivals(folder: Path, archive: str, wanted: pa.Table) -> bool:
    """Write those files of an archive again in which documents have other arrivals than wanted.

    Args:
        folder: The staging folder, with all files of the archive.
        archive: The archive's name.
        wanted: Arrivals by path; those of other documents stay.

    Returns:
        Whether a file was written.
    """
    wanted = _differing(folder, archive, wanted)
    if not wanted.num_rows:
        return False
    paths = wanted["path"].combine_chunks()
    for table in _TABLES:
        for file in files_of(folder, archive, table):
            at = pc.index_in(read_file(file, ["path"])["path"], value_set=paths)
            if at.null_count < len(at):
                rows = read_file(file)
                columns = [pc.coalesce(wanted[name].take(at), rows[name]) for name in OF_LOAD]
                file.unlink()  # it may be a hard link to the file of a version
                write_file(file, _replaced(rows, columns))
    return True


def _differing(folder: Path, archive: str, wanted: pa.Table) -> pa.Table:
    """The arrivals of those documents of a folder that have others."""
    files = files_of(folder, archive, "documents")
    if not files or not wanted.num_rows:
        return wanted.slice(0, 0)
    held = pa.concat_tables(read_file(file, ["path", *OF_LOAD]) for file in files)
    at = pc.index_in(wanted["path"], value_set=held["path"].combine_chunks())
    is_other = [pc.not_equal(held[name].take(at), wanted[name]) for name in OF_LOAD]
    return wanted.filter(pc.fill_null(pc.or_(*is_other), fill_value=False))


def _columns(arrivals: Collection[Arrival]) -> list[pa.Array]:
    """The columns `OF_LOAD` of arrivals."""
    times = pa.array([each.at for each in arrivals], pa.int64()).cast(FIRST_SEEN_AT.type.arrow)
    return [times, pa.array([each.version for each in arrivals], pa.string())]


def _replaced(rows: pa.Table, columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """Rows with other columns `OF_LOAD`."""
    for name, column in zip(OF_LOAD, columns, strict=True):
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, rows.schema.field(at), column)
    return rows
