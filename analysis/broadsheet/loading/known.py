"""What the live version holds of an archive, before it is loaded again.

An archive may have millions of documents of which ten have changed. So what is held stays in Arrow
columns, and becomes objects for those documents alone that are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.lake.data_files import read_file
from broadsheet.lake.names import files_of
from broadsheet.loading.arrivals import Arrival, arrivals_of
from broadsheet.loading.cache import read_stamps
from broadsheet.schema import TABLES
from broadsheet.schema.documents import OF_LOAD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Known", "KnownArchive", "read_known"]


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


_HELD = Known._fields[:-2]


class KnownArchive:
    """What is known of an archive's documents, and which of them a load has met.

    Args:
        documents: Their rows of `documents`, with the columns that `Known` has.
        stamps: Cached stamps of files, in `SEEN_SCHEMA`. Those of other bytes than the live
            version's do not count.
        faulty: Paths of documents with problems.

    Attributes:
        stamps: The stamp of each document's file, where its bytes are the live version's; in the
            order of `paths`.
    """

    def __init__(self, documents: pa.Table, stamps: pa.Table, faulty: Iterable[str]) -> None:
        self._places = {path: place for place, path in enumerate(documents["path"].to_pylist())}
        self.stamps = _stamps_of(documents, stamps)
        self._rows = documents.drop("path")
        self._faulty = frozenset(faulty)
        self._met = bytearray(len(self._places))

    def __len__(self) -> int:
        """How many documents are known."""
        return len(self._places)

    def __contains__(self, path: str) -> bool:
        """Whether a document is known."""
        return path in self._places

    @property
    def paths(self) -> list[str]:
        """The paths of all documents."""
        return list(self._places)

    @property
    def unmet(self) -> list[str]:
        """The paths of documents that the load has not met."""
        return [path for path, place in self._places.items() if not self._met[place]]

    def meet(self, entry: Entry) -> bool:
        """Note that the archive still has a document.

        Returns:
            Whether it surely is the live version's, without reading it.
        """
        place = self._places.get(entry.path)
        if place is None:
            return False
        self._met[place] = True
        return bool(entry.stamp) and self.stamps[place] == entry.stamp

    def of(self, paths: Iterable[str]) -> dict[str, Known]:
        """What is known of documents, by path, but for those of which nothing is."""
        places = {path: self._places[path] for path in paths if path in self._places}
        rows = self._rows.take(pa.array(places.values(), pa.int64()))
        held = zip(*(rows[name].to_pylist() for name in _HELD), strict=True)
        return {
            path: Known._make([*each, arrival, path in self._faulty])
            for path, each, arrival in zip(places, held, arrivals_of(rows), strict=True)
        }


def read_known(lake: Path, live: Snapshot | None, archive: str) -> KnownArchive:
    """Read what is known of an archive; nothing where there is no live version."""
    columns = ["path", *_HELD, *OF_LOAD]
    nothing = TABLES["documents"].schema.empty_table().select(columns)
    files = files_of(live.path, archive, "documents") if live else []
    documents = pa.concat_tables([nothing, *(read_file(file, columns) for file in files)])
    problems = files_of(live.path, archive, "problems") if live else []
    faulty = (path for file in problems for path in read_file(file, ["path"])["path"].to_pylist())
    return KnownArchive(documents.combine_chunks(), read_stamps(lake, archive), faulty)


def _stamps_of(documents: pa.Table, stamps: pa.Table) -> list[str | None]:
    """The stamp of each document's file, where its bytes are the live version's."""
    at = pc.index_in(documents["path"], value_set=stamps["path"].combine_chunks())
    is_same = pc.equal(documents["fingerprint"], stamps["fingerprint"].take(at))
    found: list[str | None] = pc.if_else(is_same, stamps["stamp"].take(at), None).to_pylist()
    return found
