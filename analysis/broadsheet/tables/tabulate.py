"""Documents that were read to Arrow tables, a whole batch at a time and column by column.

Each value is what its column wants in a document that was read with care. A document that was read
fast may turn out odd: none of its rows is in the tables, and it has to be read with care.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.document import article_id
from broadsheet.documents.parsed import Parsed
from broadsheet.documents.payload import withhold
from broadsheet.documents.unknown import unknown_fields
from broadsheet.schema import EXTRA, PARTITION, TABLES, Table
from broadsheet.schema.documents import OF_LOAD, URL
from broadsheet.tables.extra import Doubts, Extra, extra_json
from broadsheet.tables.items import Items, Oddities, utc_month
from broadsheet.tables.rows import (
    Row,
    file_row,
    misfits,
    problem_row,
    table_of,
    withheld,
    withheld_fault,
    withheld_row,
)
from broadsheet.tables.urls import canonical_urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.documents.unknown import Unknown
    from broadsheet.tables.read import Read

__all__ = ["Tabulated", "identities", "tabulate"]

_Columns = dict[str, Any]
"""Values by column, as a list or as an Arrow array."""

_UNDATED = utc_month(None)


@dataclass
class Tabulated:
    """The rows of documents.

    Attributes:
        tables: Rows by table, in the tables' `row_schema`.
        odd: The indexes of those that are odd, without a row in the tables.
        fields: Fields without a column, and known fields of another kind than their column's, each
            with the kind that was found.
    """

    tables: dict[str, pa.Table]
    odd: set[int] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)


def tabulate(reads: Sequence[Read], most_related: int) -> Tabulated:
    """Make tables of documents.

    Args:
        reads: The documents, with what was read of them.
        most_related: Entries that a list of related items, or of images, has at most.
    """
    tabulation = _Tabulation(reads, most_related)
    tables = tabulation.tables_of_documents()
    odd = tabulation.odd
    if odd:
        ids = tabulation.ids_of(odd)
        tables = {
            name: rows.filter(pc.invert(pc.is_in(rows["article_id"], ids)))
            for name, rows in tables.items()
        }
    tables |= tabulation.tables_of_files()
    return Tabulated({name: tables[name] for name in TABLES}, odd, tabulation.fields)


def identities(columns: _Columns) -> _Columns:
    """The column `url` of articles or of related items: the first address that is one."""
    addresses = [columns[name] for name in ("original_url", "web_url") if name in columns]
    domains = columns["provider_domain"]
    return {URL.name: pc.coalesce(*(canonical_urls(each, domains) for each in addresses))}


class _Tabulation:
    """Makes the tables of one batch.

    Attributes:
        odd: The indexes of odd documents, once the tables of documents are made.
        fields: Fields without a column, or of another kind than their column's.
    """

    def __init__(self, reads: Sequence[Read], most_related: int) -> None:
        self._oddities = Oddities(most_related)
        self.odd = self._oddities.documents
        self.fields: set[tuple[str, str]] = set()
        self._reads = reads
        self._loaded = {
            index: each.result
            for index, each in enumerate(reads)
            if isinstance(each.result, Parsed)
        }
        self._ids = {
            index: article_id(reads[index].document.archive, reads[index].document.path)
            for index in self._loaded
        }
        is_article = {index: each.taxonomy is None for index, each in self._loaded.items()}
        self._articles = self._items([index for index in self._loaded if is_article[index]])
        self._others = self._items([index for index in self._loaded if not is_article[index]])
        self._months = dict.fromkeys(self._loaded, _UNDATED)
        self._withheld: defaultdict[int, set[str]] = defaultdict(set)
        self._doubts = Doubts(reads)

    def ids_of(self, indexes: Iterable[int]) -> pa.Array:
        """The ids of documents."""
        return pa.array([self._ids[index] for index in indexes], pa.int64())

    def tables_of_documents(self) -> dict[str, pa.Table]:
        """The tables that are kept by month, the odd documents' rows among them."""
        tables = {
            "articles": self._articles_table(),
            "related": self._related_table(),
            "images": self._images_table(),
            "article_topics": self._topics_table(),
        }
        taxonomies = {
            name: self._taxonomy_table(table)
            for name, table in TABLES.items()
            if table.partitioned and name not in tables
        }
        return self._without_payloads(tables | taxonomies)

    def tables_of_files(self) -> dict[str, pa.Table]:
        """The documents and their problems, without those of odd documents."""
        files: list[Row] = []
        problems: list[Row] = []
        for index, each in enumerate(self._reads):
            if index in self.odd:
                continue
            key = (self._ids[index], self._months[index]) if index in self._loaded else None
            files.append(file_row(each, key))
            faults = (*each.result.faults, *map(withheld_fault, sorted(self._withheld[index])))
            rows = [problem_row(each.document, fault) for fault in faults]
            problems += [withheld_row(row) for row in rows] if each.is_suspect else rows
            self._note(each, misfits(each.result.faults))
        return {
            "documents": table_of("documents", files),
            "problems": table_of("problems", problems),
        }

    def _without_payloads(self, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The tables in which no suspect document shows its payload; notes what is withheld."""
        suspects = {self._ids[at]: at for at in self._loaded if self._reads[at].is_suspect}
        if not suspects:
            return tables
        ids = pa.array(suspects, pa.int64())
        made = {name: withheld(name, rows, ids) for name, rows in tables.items()}
        for ident, name in chain.from_iterable(each.fields for each in made.values()):
            self._withheld[suspects[ident]].add(name)
        return {name: each.rows for name, each in made.items()}

    def _items(self, indexes: list[int]) -> Items:
        fields = [self._loaded[index].fields for index in indexes]
        return Items(fields, indexes, self._oddities)

    def _articles_table(self) -> pa.Table:
        items = self._articles
        documents = [self._reads[owner].document for owner in items.owners]
        loaded = [self._loaded[owner] for owner in items.owners]
        columns = self._read_columns("articles", items, without=("secured_bytes",))
        months = items.months("publishedDateTime", columns["published_at"])
        self._months |= dict(zip(items.owners, months, strict=True))
        columns |= identities(columns)
        columns |= {
            "archive": [each.archive for each in documents],
            "path": [each.path for each in documents],
            "body": [each.body for each in loaded],
            "secured_bytes": [each.secured_bytes for each in loaded],
            EXTRA: self._extras(items, TABLES["articles"], ""),
            **dict.fromkeys(OF_LOAD, [None] * len(documents)),
        }
        return _table("articles", columns | self._keys(items.owners))

    def _related_table(self) -> pa.Table:
        items = self._articles.entries("related")
        columns = self._read_columns("related", items)
        columns |= identities(columns)
        columns |= {
            "position": items.positions,
            EXTRA: self._extras(items, TABLES["related"], "related[]."),
        }
        return _table("related", columns | self._keys(items.owners))

    def _images_table(self) -> pa.Table:
        """The images of articles, of documents of a taxonomy, then of related items."""
        related = self._articles.entries("related")
        own = [items.entries("images") for items in (self._articles, self._others)]
        of_related = related.entries("images")
        positions = [related.positions[parent] for parent in of_related.parents]
        table = TABLES["images"]
        extras = [self._extras(items, table, "images[].") for items in own]
        extras.append(self._extras(of_related, table, "related[].images[]."))
        images = Items.joined([*own, of_related])
        columns = self._read_columns("images", images)
        columns |= {
            "related_position": [None] * sum(len(each.items) for each in own) + positions,
            "position": images.positions,
            EXTRA: list(chain.from_iterable(extras)),
        }
        return _table("images", columns | self._keys(images.owners))

    def _topics_table(self) -> pa.Table:
        topics = self._articles.texts_of("topics")
        owners = [self._articles.owners[at] for at, each in enumerate(topics) for _ in each]
        columns = {
            "position": [position for each in topics for position in range(1, len(each) + 1)],
            "topic": list(chain.from_iterable(topics)),
        }
        return _table("article_topics", columns | self._keys(owners))

    def _taxonomy_table(self, table: Table) -> pa.Table:
        """The rows of documents of one taxonomy, which reading has made."""
        rows: list[dict[str, Any]] = []
        for index in self._others.owners:
            taxonomy = self._loaded[index].taxonomy
            if taxonomy is None or taxonomy.table != table.name:
                continue
            document = self._reads[index].document
            keys = {"article_id": self._ids[index], PARTITION: self._months[index]}
            place = {"archive": document.archive, "path": document.path}
            try:
                for row in taxonomy.rows:
                    extra = extra_json(row[EXTRA])
                    rows.append(keys | place | row | {EXTRA: extra.text})
                    if extra.has_withheld:
                        self._withheld[index].add(EXTRA)
            except RecursionError:
                self.odd.add(index)
                continue
            self._note(self._reads[index], taxonomy.unknown)
        return table_of(table.name, rows)

    def _read_columns(self, name: str, items: Items, without: Iterable[str] = ()) -> _Columns:
        """The columns of a table that are read from fields."""
        columns = TABLES[name].read_columns
        return {each.name: items.column(each) for each in columns if each.name not in without}

    def _keys(self, owners: list[int]) -> _Columns:
        """The columns that every table of documents has, for rows of these documents."""
        return {
            "article_id": [self._ids[owner] for owner in owners],
            PARTITION: [self._months[owner] for owner in owners],
        }

    def _extras(self, items: Items, table: Table, where: str) -> list[str | None]:
        """The JSON of each item's fields without a column.

        A provider's logo is in all its articles: most items have the same as another.
        """
        extras: list[str | None] = [None] * len(items.items)
        made: dict[object, Extra] = {}
        noted: set[object] = set()
        for index in items.with_unknown(table):
            read = self._reads[items.owners[index]]
            unknown = unknown_fields(items.items[index], table.fields, table.nested)
            alike = (_alike(unknown), read.is_suspect)
            if alike not in made:
                try:
                    made[alike] = extra_json(unknown.joined())
                except RecursionError:
                    items.note_odd(index)
                    continue
            if self._doubts.of(items.owners[index], made[alike]):
                items.note_odd(index)
                continue
            if alike not in noted:
                self._note(read, unknown.kinds(where))
                noted.add(alike)
            extras[index] = made[alike].text
            if made[alike].has_withheld:
                self._withheld[items.owners[index]].add(EXTRA)
        return extras

    def _note(self, read: Read, fields: Iterable[tuple[str, str]]) -> None:
        """Note fields of a document, each with the kind of its value."""
        self.fields |= {
            (withhold(name) if read.is_suspect else name, kind) for name, kind in fields
        }


def _alike(unknown: Unknown) -> object:
    """What is equal for the same unknown fields in the same order, of the same types."""
    try:
        return pickle.dumps(tuple(unknown))
    except RecursionError:
        return object()


def _table(name: str, columns: _Columns) -> pa.Table:
    schema = TABLES[name].row_schema
    arrays = [_array(columns[each.name], each.type) for each in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:  # noqa: ANN401 - a list or an array
    return values if isinstance(values, pa.Array) else pa.array(values, kind)
