"""A version made from the one before: gone rows are removed, untouched files are linked."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.lake.data_files import (
    files_of,
    link_file,
    merge_small_files,
    month_of,
    read_file,
    write_file,
)
from broadsheet.loading.lacking import lacking_articles
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from broadsheet.loading.cache import Known

__all__ = ["Gone", "carry_over", "link_archive", "rows_of"]

_MOST_THREADS = 4


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

    Files that hold nothing of what is gone are linked. Where a month gets new rows, its small files
    are merged. What is removed is noted in `gone`.

    Args:
        folder: The staging folder, which holds the archive's new parts.
        version: The version before.
        archive: The archive's name.
        gone: What to remove.
    """
    renewed = {file.parent for file in files_of(folder, archive, "*")}
    ids = pa.array(gone.articles.keys(), pa.int64())
    paths = {
        "documents": pa.array(gone.documents, pa.string()),
        "problems": pa.array(gone.problems, pa.string()),
    }
    months = set(gone.articles.values())

    def carry(file: Path) -> tuple[str, pa.Table | None]:
        target = folder / file.relative_to(version)
        table = file.relative_to(version).parts[0]
        if table in paths:
            return table, _carry_file(file, target, "path", paths[table])
        if month_of(file) in months:
            return table, _carry_file(file, target, "article_id", ids)
        link_file(file, target)
        return table, None

    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        for table, removed in threads.map(carry, files_of(version, archive, "*")):
            if removed is not None:
                gone.note(table, removed)
        list(threads.map(lambda each: merge_small_files(each, archive), renewed))


def _carry_file(file: Path, target: Path, column: str, without: pa.Array) -> pa.Table | None:
    """Take a file over without the rows that have certain values; those rows, if there are any."""
    rows = read_file(file) if len(without) else None
    is_gone = None if rows is None else pc.is_in(rows[column], without)
    if rows is None or not pc.any(is_gone).as_py():
        link_file(file, target)
        return None
    stays = rows.filter(pc.invert(is_gone))
    if stays.num_rows:
        write_file(target, stays)
    return rows.filter(is_gone)


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
