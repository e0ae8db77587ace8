"""What is known of an archive before it is loaded again: its documents, and its files' stamps.

The documents are those of the live version. File stamps are cached beside the versions, in
`lake/.seen`: a file with the cached stamp has the cached hash, whatever the versions hold. The
cache saves reading, and nothing else: without it every document is read again, and is the same.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.lake.atomic import replaced
from broadsheet.lake.commit import SEEN
from broadsheet.lake.data_files import read_file
from broadsheet.lake.names import archive_key, files_of
from broadsheet.loading.arrivals import Arrival, arrivals_of
from broadsheet.schema.documents import OF_LOAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["SEEN_SCHEMA", "Known", "KnownArchive", "keep_stamps", "read_known"]

SEEN_SCHEMA = pa.schema([(name, pa.string()) for name in ("path", "stamp", "fingerprint")])
"""The columns of the cache of file stamps."""


class Known(NamedTuple):
    """What the live version holds of a document, by the columns of `documents`, and its arrival."""

    fingerprint: str | None
    content_fingerprint: str | None
    article_id: int | None
    published_month: str | None
    status: str
    reason: str | None
    arrival: Arrival
    has_problems: bool = False


@dataclass(frozen=True)
class KnownArchive:
    """What is known of an archive.

    Attributes:
        documents: Its documents by path.
        stamps: The stamps of those files whose bytes are the live version's, by path.
    """

    documents: dict[str, Known] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)

    def is_same(self, entry: Entry) -> bool:
        """Whether a document surely is the live version's, without reading it."""
        return bool(entry.stamp) and self.stamps.get(entry.path) == entry.stamp


def read_known(lake: Path, live: Snapshot | None, archive: str) -> KnownArchive:
    """Read what is known of an archive; nothing where there is no live version."""
    if live is None:
        return KnownArchive()
    documents = _documents(live, archive)
    stamps = {
        path: stamp
        for path, stamp, fingerprint in _rows(_read_stamps(lake, archive))
        if path in documents and documents[path].fingerprint == fingerprint
    }
    return KnownArchive(documents, stamps)


def keep_stamps(
    lake: Path, archive: str, fresh: pa.Table, gone: Iterable[str], *, full: bool
) -> None:
    """Cache the stamps of the files that were read, and forget those of files that are gone.

    Args:
        lake: The lake; the caller holds it.
        archive: The archive's name.
        fresh: Stamps of the files that were read, in `SEEN_SCHEMA`.
        gone: Paths of the files that are gone.
        full: Whether the stamps cached before are forgotten.
    """
    if not full:
        before = _read_stamps(lake, archive)
        forgotten = pa.concat_arrays([*fresh["path"].chunks, pa.array(gone, pa.string())])
        stays = before.filter(pc.invert(pc.is_in(before["path"], forgotten)))
        fresh = pa.concat_tables([stays, fresh])
    file = _seen_file(lake, archive)
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        with replaced(file) as new:
            pq.write_table(fresh, new, compression="zstd")


def _documents(live: Snapshot, archive: str) -> dict[str, Known]:
    columns = ["path", *Known._fields[:-2], *OF_LOAD]
    faulty = set(_column(live, archive, "problems", "path"))
    known: dict[str, Known] = {}
    for file in files_of(live.path, archive, "documents"):
        rows = read_file(file, columns)
        arrivals = arrivals_of(rows)
        for (path, *rest), arrival in zip(_rows(rows.drop(OF_LOAD)), arrivals, strict=True):
            known[path] = Known._make([*rest, arrival, path in faulty])
    return known


def _column(live: Snapshot, archive: str, table: str, column: str) -> Iterator[Any]:
    for file in files_of(live.path, archive, table):
        yield from read_file(file, [column])[column].to_pylist()


def _read_stamps(lake: Path, archive: str) -> pa.Table:
    try:
        return pq.ParquetFile(_seen_file(lake, archive)).read().cast(SEEN_SCHEMA)
    except (OSError, ValueError, pa.ArrowException):
        return SEEN_SCHEMA.empty_table()


def _seen_file(lake: Path, archive: str) -> Path:
    return lake / SEEN / f"{archive_key(archive)}.parquet"


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
