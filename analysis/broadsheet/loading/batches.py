"""Batches of documents, each read, flattened and written by one process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.archive import EntryRefused
from broadsheet.documents.document import fingerprints
from broadsheet.documents.fast_reader import read_plain
from broadsheet.lake.data_files import write_data_files
from broadsheet.loading.cache import SEEN_SCHEMA, Known
from broadsheet.loading.schema_drift import fields_of
from broadsheet.processes import no_garbage_collection
from broadsheet.schema import TABLES
from broadsheet.tables.columns import Plain, flatten_plain
from broadsheet.tables.flatten import flatten_document
from broadsheet.tables.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.documents.document import Document, Fingerprints
    from broadsheet.documents.limits import Limits

__all__ = ["Batch", "Outcome", "cut_batches", "load_batch"]

_FLATTENED_AT_ONCE = 2 * 1024 * 1024


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
        anew: Whether documents are flattened even if the live version has the same.
    """

    archive: str
    part: str
    folder: Path
    entries: list[Entry]
    known: dict[str, Known]
    limits: Limits
    first: bool
    anew: bool


@dataclass
class Outcome:
    """What came of a batch.

    Attributes:
        seen: Documents read.
        rows: Rows written, by table.
        added: Fingerprints of documents that the archive lacked, by path; empty for a first load.
        changed: Paths of documents that say something else than before.
        reissued: Paths of documents in which the payload or line ends alone have changed.
        moved: Paths of documents that are the same, but perhaps on another line of their file.
        fields: Fields that were found without a column, or of another kind than their column's,
            each with the kind found.
        marks: Marks and fingerprints of the files read, as tables in `SEEN_SCHEMA`.
    """

    seen: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    added: dict[str, str | None] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    reissued: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    fields: set[tuple[str, str]] = field(default_factory=set)
    marks: list[pa.Table] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Add what came of another batch."""
        self.seen += other.seen
        self.rows += other.rows
        self.added |= other.added
        self.changed += other.changed
        self.reissued += other.reissued
        self.moved += other.moved
        self.fields |= other.fields
        self.marks += other.marks


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
    """Read, flatten and write a batch."""
    with no_garbage_collection():
        reading = _Reading(batch)
        for entry in batch.entries:
            reading.take(entry)
        return reading.finish()


class _Reading:
    """Takes a batch's documents one after another, and gathers rows, marks and what changed."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._plain: list[Plain] = []
        self._size = 0
        self._rows = Rows()
        self._tables: list[dict[str, pa.Table]] = []
        self._marks: list[tuple[str, str, str]] = []
        self._outcome = Outcome(seen=len(batch.entries))

    def take(self, entry: Entry) -> None:
        """Read a document, and flatten it unless it is known to say the same."""
        known = self._batch.known.get(entry.path)
        try:
            document = entry.read(self._batch.limits)
        except EntryRefused as refusal:
            self._refuse(entry, refusal, known)
            return
        prints = fingerprints(document.data)
        if entry.mark:
            self._marks.append((entry.path, entry.mark, prints.whole))
        if known is None:
            if not self._batch.first:
                self._outcome.added[entry.path] = prints.whole
        elif self._keeps(document, known, prints):
            return
        self._flatten(document, prints)

    def finish(self) -> Outcome:
        """Write the rows, and tell what came of the batch."""
        self._flush()
        tables = {
            name: pa.concat_tables(each[name] for each in self._tables).combine_chunks()
            for name in TABLES
        }
        write_data_files(self._batch.folder, self._batch.part, tables)
        self._outcome.rows.update({name: rows.num_rows for name, rows in tables.items()})
        self._outcome.fields |= fields_of(tables)
        columns = list(zip(*self._marks, strict=True)) or [(), (), ()]
        arrays = [pa.array(column, pa.string()) for column in columns]
        self._outcome.marks = [pa.Table.from_arrays(arrays, schema=SEEN_SCHEMA)]
        return self._outcome

    def _flatten(self, document: Document, prints: Fingerprints) -> None:
        """Put a document by to be flattened in bulk if it seems plain, or flatten it with care."""
        plain = read_plain(document, self._batch.limits)
        if plain is None:
            self._rows.extend(flatten_document(document, self._batch.limits))
            return
        self._plain.append(Plain(document, prints, plain))
        self._size += len(document.data)
        if self._size > _FLATTENED_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        """Make tables of the rows gathered, so that no more than a few MB stay Python objects."""
        limits = self._batch.limits
        flattened = flatten_plain(self._plain, limits.related)
        for index in sorted(flattened.odd):
            self._rows.extend(flatten_document(self._plain[index].document, limits))
        self._outcome.fields |= flattened.unknown | self._rows.unknown
        self._tables += [flattened.tables, self._rows.tables()]
        self._plain, self._rows, self._size = [], Rows(), 0

    def _keeps(self, document: Document, known: Known, prints: Fingerprints) -> bool:
        """Note what has changed; whether the document's rows stay as they are."""
        if known.fingerprint == prints.whole:
            return not self._batch.anew and not self._has_moved(document, known)
        if known.content_fingerprint != prints.content:
            self._outcome.changed.append(document.path)
            return False
        self._outcome.reissued.append(document.path)
        if not self._batch.anew:
            article = (known.article_id, known.published_month)
            self._rows.add_document(document, known.status, known.reason, article)
        return not self._batch.anew

    def _has_moved(self, document: Document, known: Known) -> bool:
        """Whether a document's problems may tell of lines on which it stands no more."""
        has_moved = document.line > 0 and known.has_problems
        if has_moved and not self._batch.anew:
            self._outcome.moved.append(document.path)
        return has_moved

    def _refuse(self, entry: Entry, refusal: EntryRefused, known: Known | None) -> None:
        rows = Rows()
        rows.add_refused(entry.unread(), refusal.fault)
        (*_, reason) = rows.documents[0]
        if known is None and not self._batch.first:
            self._outcome.added[entry.path] = None
        is_same = known is not None and known.fingerprint is None and known.reason == reason
        if known is not None and not is_same:
            self._outcome.changed.append(entry.path)
        if not is_same or self._batch.anew:
            self._rows.extend(rows)
