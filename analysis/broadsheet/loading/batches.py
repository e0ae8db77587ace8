"""Batches of documents, each read, tabulated and written by one process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.archive import EntryRefused
from broadsheet.documents.document import fingerprints
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping
from broadsheet.documents.parsed import NotLoaded
from broadsheet.lake.data_files import write_data_files
from broadsheet.loading.arrivals import Arrival, with_arrivals
from broadsheet.loading.cache import SEEN_SCHEMA
from broadsheet.loading.lacking import lacking_articles
from broadsheet.loading.read_ahead import read_entries
from broadsheet.loading.schema_drift import fields_of
from broadsheet.processes import no_garbage_collection
from broadsheet.schema import TABLES
from broadsheet.tables.flatten import read_mapped, tables_of_files
from broadsheet.tables.read import Read, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.documents.document import Document, Fingerprints
    from broadsheet.documents.limits import Limits
    from broadsheet.loading.known import Known

__all__ = ["Batch", "Outcome", "cut_batches", "load_batch"]

_TABULATED_AT_ONCE = 2 * 1024 * 1024


@dataclass(frozen=True)
class Batch:
    """Documents of one archive to read, and where and under which name their rows are written.

    Attributes:
        archive: The archive's name.
        part: The name of the files to write.
        folder: The staging folder.
        entries: The documents to read.
        known: What the live version holds of these documents, by path.
        limits: What is taken at most.
        first: Whether the live version holds no documents of this archive.
        mapping: Which fields of the documents are read as which of ours.
        full: Whether the rows of documents are made even if the live version has the same.
        arrival: The arrival of documents that are new.
        earlier: The arrivals of those that were seen before, by path.
        place: The archive's path, for a reader on another machine to check that it has it; empty
            where entries carry their bytes.
    """

    archive: str
    part: str
    folder: Path
    entries: list[Entry]
    known: dict[str, Known]
    limits: Limits
    first: bool
    full: bool
    arrival: Arrival
    earlier: dict[str, Arrival]
    mapping: FieldMapping = NO_MAPPING
    place: str = ""


@dataclass
class Outcome:
    """The result of a batch.

    Attributes:
        seen: Documents read.
        rows: Rows written, by table.
        added: Hashes of documents that the archive lacked, by path; empty for a first load.
        changed: Paths of documents whose content is another than before.
        reissued: Paths of documents whose payload or line ends alone have changed.
        moved: Paths of documents that are the same, but perhaps on another line of their file.
        fields: Fields found, each with the kinds found.
        stamps: Stamps and hashes of the files read, as tables in `SEEN_SCHEMA`.
        lacking: How many articles lack what, by what they lack.
        lost: Why documents could not be read, by path, whose archive has changed or broken off.
        unread: Documents that could not be read, and perhaps can be another time as they are.
    """

    seen: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    added: dict[str, str | None] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    reissued: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    fields: set[tuple[str, str]] = field(default_factory=set)
    stamps: list[pa.Table] = field(default_factory=list)
    lacking: Counter[str] = field(default_factory=Counter)
    lost: dict[str, str] = field(default_factory=dict)
    unread: int = 0

    def add(self, other: Outcome) -> None:
        """Add the result of another batch."""
        self.seen += other.seen
        self.rows += other.rows
        self.added |= other.added
        self.changed += other.changed
        self.reissued += other.reissued
        self.moved += other.moved
        self.fields |= other.fields
        self.stamps += other.stamps
        self.lacking += other.lacking
        self.lost |= other.lost
        self.unread += other.unread


def cut_batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Cut entries into lists of about `size` bytes each."""
    batch: list[Entry] = []
    filled = 0
    for entry in entries:
        batch.append(entry)
        filled += entry.size
        if filled >= size:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def load_batch(batch: Batch) -> Outcome:
    """Read, tabulate and write a batch."""
    with no_garbage_collection():
        reading = _Reading(batch)
        for entry, found in read_entries(batch.entries, batch.limits):
            reading.take(entry, found)
        return reading.finish()


class _Reading:
    """Takes a batch's documents one after another, and gathers rows, stamps and what changed."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._files: list[Read | Unread] = []
        self._size = 0
        self._tables: list[dict[str, pa.Table]] = []
        self._stamps: list[tuple[str, str, str]] = []
        self._outcome = Outcome(seen=len(batch.entries))

    def take(self, entry: Entry, document: Document | EntryRefused) -> None:
        """Put a document by to be tabulated, unless it is refused or known to be the same."""
        known = self._batch.known.get(entry.path)
        if isinstance(document, EntryRefused):
            self._refuse(entry, document, known)
            return
        prints = fingerprints(document.data)
        if entry.stamp:
            self._stamps.append((entry.path, entry.stamp, prints.whole))
        if known is None:
            if not self._batch.first:
                self._outcome.added[entry.path] = prints.whole
        elif self._keeps(document, known, prints):
            return
        mapping = self._batch.mapping
        unread = Unread(document, prints)
        self._put_by(read_mapped(*unread, self._batch.limits, mapping) if mapping else unread)

    def finish(self) -> Outcome:
        """Write the rows, and return the batch's result."""
        self._tabulate()
        tables = {
            name: pa.concat_tables(each[name] for each in self._tables).combine_chunks()
            for name in TABLES
        }
        batch = self._batch
        tables = with_arrivals(tables, batch.arrival, batch.earlier)
        write_data_files(batch.folder, batch.part, tables)
        self._outcome.rows.update({name: rows.num_rows for name, rows in tables.items()})
        self._outcome.fields |= fields_of(tables)
        self._outcome.lacking += lacking_articles(tables["articles"])
        columns = list(zip(*self._stamps, strict=True)) or [(), (), ()]
        arrays = [pa.array(column, pa.string()) for column in columns]
        self._outcome.stamps = [pa.Table.from_arrays(arrays, schema=SEEN_SCHEMA)]
        return self._outcome

    def _put_by(self, file: Read | Unread) -> None:
        self._files.append(file)
        self._size += len(file.document.data)
        if self._size > _TABULATED_AT_ONCE:
            self._tabulate()

    def _tabulate(self) -> None:
        """Make tables of what was put by: no more than a few MB stay Python objects."""
        done = tables_of_files(self._files, self._batch.limits)
        self._outcome.fields |= done.fields
        self._tables.append(done.tables)
        self._files, self._size = [], 0

    def _keeps(self, document: Document, known: Known, prints: Fingerprints) -> bool:
        """Note what has changed; whether the document's rows stay as they are."""
        if known.fingerprint == prints.whole:
            return not self._batch.full and not self._has_moved(document, known)
        if known.content_fingerprint != prints.content:
            self._outcome.changed.append(document.path)
            return False
        self._outcome.reissued.append(document.path)
        if not self._batch.full:
            key = (known.article_id, known.published_month)
            kept = NotLoaded(known.status, known.reason, (), *key)
            self._put_by(Read(document, prints, kept))
        return not self._batch.full

    def _has_moved(self, document: Document, known: Known) -> bool:
        """Whether a document's problems may name lines on which it no longer is."""
        has_moved = document.line > 0 and known.has_problems
        if has_moved and not self._batch.full:
            self._outcome.moved.append(document.path)
        return has_moved

    def _refuse(self, entry: Entry, refusal: EntryRefused, known: Known | None) -> None:
        self._outcome.unread += bool(entry.stamp) and refusal.fault.code != "too-large"
        if refusal.is_lost:
            self._outcome.lost[entry.path] = refusal.fault.message
            if known is not None:  # its rows stay; `ArchiveLoad` refuses a full load
                return
        refused = NotLoaded.quarantined(refusal.fault)
        if known is None and not self._batch.first:
            self._outcome.added[entry.path] = None
        before = None if known is None or known.fingerprint else known.reason
        is_same = before == refused.reason
        if known is not None and not is_same:
            self._outcome.changed.append(entry.path)
        if not is_same or self._batch.full:
            self._put_by(Read(entry.unread(), None, refused))
