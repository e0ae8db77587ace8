"""The stamps of an archive's files, cached beside the versions in `lake/.seen`.

A file with the cached stamp has the cached hash, whatever the versions hold. The cache saves
reading, and nothing else: without it every document is read again, and is the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.lake.atomic import replaced
from broadsheet.lake.commit import SEEN
from broadsheet.lake.names import archive_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


__all__ = ["SEEN_SCHEMA", "keep_stamps", "read_stamps"]

SEEN_SCHEMA = pa.schema([(name, pa.string()) for name in ("path", "stamp", "fingerprint")])
"""The columns of the cache of file stamps."""


def read_stamps(lake: Path, archive: str) -> pa.Table:
    """The cached stamps of an archive's files, in `SEEN_SCHEMA`; none where they can't be read."""
    try:
        return pq.ParquetFile(_seen_file(lake, archive)).read().cast(SEEN_SCHEMA)
    except (OSError, ValueError, pa.ArrowException):
        return SEEN_SCHEMA.empty_table()


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
        before = read_stamps(lake, archive)
        forgotten = pa.concat_arrays([*fresh["path"].chunks, pa.array(gone, pa.string())])
        stays = before.filter(pc.invert(pc.is_in(before["path"], forgotten)))
        fresh = pa.concat_tables([stays, fresh])
    file = _seen_file(lake, archive)
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        with replaced(file) as new:
            pq.write_table(fresh, new, compression="zstd")


def _seen_file(lake: Path, archive: str) -> Path:
    return lake / SEEN / f"{archive_key(archive)}.parquet"
