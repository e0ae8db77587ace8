"""A version made from the one before: gone rows are removed, untouched files are linked."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.lake.data_files import in_order, merge_small_files, read_file, write_file
from broadsheet.lake.names import MONTH, files_of, link_file
from broadsheet.loading.lacking import lacking_articles
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from broadsheet.loading.known import Known

__all__ = ["Gone", "carry_over", "link_archive", "rows_of"]

_MOST_THREADS = 4
_NONE = pa.array([], pa.int64())
_ORDER = ("article_id", "related_position", "position")


@dataclass
class Gone:
    """Rows of the version before that the new one does not have.

    Attributes:
        articles: Ids of articles, with the months under which they are kept.
        documents: Paths of documents whose row is gone.
        problems: Paths of documents whose problems are gone.
        rows: Counts of the rows removed, by table.
        lacking: How many of the articles removed lack what.
        removed: The rows removed, of the tables of documents.
    """

    articles: dict[int, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)
    removed: dict[str, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))

    def tables(self) -> dict[str, pa.Table]:
        """The rows removed, by table of documents."""
        return {
            name: pa.concat_tables([table.schema.empty_table(), *self.removed[name]])
            for name, table in TABLES.items()
            if table.partitioned
        }

    def note(self, table: str, rows: pa.Table) -> None:
        """Note rows of a table that were removed."""
        self.rows[table] += rows.num_rows
        if table == "articles":
            self.lacking += lacking_articles(rows)
        if TABLES[table].partitioned:
            self.removed[table].append(rows)

    def add(self, known: Mapping[str, Known], paths: Iterable[str]) -> None:
        """Remove documents with all their rows."""
        for path in paths:
            self.documents.add(path)
            self.problems.add(path)
            ident, month = known[path].article_id, known[path].published_month
            if ident is not None and month is not None:
                self.articles[ident] = month


def link_archive(folder: Path, version: Path, archive: str) -> None:
    """Take over all of an archive's files."""
    for file in files_of(version, archive, "*"):
        link_file(file, folder / file.relative_to(version))


def carry_over(folder: Path, version: Path, archive: str, gone: Gone) -> None:
    """Take an archive's files over from the version before, but for what is gone.

    Files that hold nothing of what is gone are linked. So are those of a child table in a month
    whose rows are the same after the change. Where a file is written again, it takes the month's
    new rows along; where none is, the month's small files are merged. What is removed is noted in
    `gone`.

    Args:
        folder: The staging folder, which holds the archive's new parts.
        version: The version before.
        archive: The archive's name.
        gone: What to remove.
    """
    old, new = (_by_place(root, archive) for root in (version, folder))
    ids = pa.array(gone.articles.keys(), pa.int64())
    paths = {
        "documents": pa.array(gone.documents, pa.string()),
        "problems": pa.array(gone.problems, pa.string()),
    }
    months = {f"{MONTH}{month}" for month in gone.articles.values()}

    def carry(place: Path) -> tuple[str, pa.Table | None]:
        table = place.parts[0]
        column = "path" if table in paths else "article_id"
        without = paths.get(table, ids if place.name in months else _NONE)
        carried = _Carried(folder / place, old.get(place, []), new.get(place, []))
        removed = carried.leave_out(table, column, without) if len(without) else None
        if not carried.is_merged:
            carried.link()
            if place in new:
                merge_small_files(folder / place, archive)
        return table, removed

    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        for table, removed in threads.map(carry, sorted({*old, *new})):
            if removed is not None:
                gone.note(table, removed)


def _by_place(root: Path, archive: str) -> dict[Path, list[Path]]:
    """An archive's files by their folder below a version's."""
    found: dict[Path, list[Path]] = defaultdict(list)
    for file in files_of(root, archive, "*"):
        found[file.parent.relative_to(root)].append(file)
    return found


class _Carried:
    """The files of one folder of a table: those of the version before, and the new parts."""

    def __init__(self, folder: Path, old: list[Path], new: list[Path]) -> None:
        self.is_merged = False
        self._folder = folder
        self._old = old
        self._new = new

    def link(self) -> None:
        """Link the files of the version before beside the new parts."""
        for file in self._old:
            link_file(file, self._folder / file.name)

    def leave_out(self, table: str, column: str, without: pa.Array) -> pa.Table | None:
        """Write the files again that have rows of certain values; those rows, if any."""
        read = {file: read_file(file) for file in self._old if _may_have(file, column, without)}
        if not read:
            return None
        masks = {file: pc.is_in(rows[column], without) for file, rows in read.items()}
        removed = pa.concat_tables(rows.filter(masks[file]) for file, rows in read.items())
        fresh = [read_file(file) for file in self._new]
        if TABLES[table].has_several_rows and _are_same(removed, fresh):
            read, fresh = {}, []
        for file in self._new:
            file.unlink()
        for file in self._old:
            target = self._folder / file.name
            if file not in read:
                link_file(file, target)
                continue
            rows = pa.concat_tables([read.pop(file).filter(pc.invert(masks[file])), *fresh])
            fresh = []
            if rows.num_rows:
                write_file(target, in_order(rows))
        self.is_merged = True
        return removed


def _may_have(file: Path, column: str, values: pa.Array) -> bool:
    """Whether a file has a row of one of these values; its other columns are not read."""
    return bool(pc.any(pc.is_in(read_file(file, [column])[column], values)).as_py())


def _are_same(removed: pa.Table, fresh: list[pa.Table]) -> bool:
    """Whether the rows of a child table are those that were removed, whatever their order."""
    if sum(rows.num_rows for rows in fresh) != removed.num_rows:
        return False
    keys = [(name, "ascending") for name in _ORDER if name in removed.column_names]
    return bool(removed.sort_by(keys).equals(pa.concat_tables(fresh).sort_by(keys)))


def rows_of(version: Path, archive: str, ids: Iterable[int]) -> dict[str, pa.Table]:
    """The rows of some of an archive's articles, of every table of documents."""
    wanted = pa.array(ids, pa.int64())
    found = {}
    for name, table in TABLES.items():
        if table.partitioned:
            files = map(read_file, files_of(version, archive, name))
            parts = [rows.filter(pc.is_in(rows["article_id"], wanted)) for rows in files]
            found[name] = pa.concat_tables([table.schema.empty_table(), *parts])
    return found
