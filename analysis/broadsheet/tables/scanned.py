"""Rows of the documents that the compiled reader reads, in the form that tabulating makes.

What follows from other columns is made here: ids, months, addresses as identities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.document import article_id
from broadsheet.documents.scanned_columns import PARENT, POSITION
from broadsheet.documents.scanner import scan
from broadsheet.schema import PARTITION, TABLES
from broadsheet.schema.documents import OF_LOAD
from broadsheet.tables.items import utc_month
from broadsheet.tables.tabulate import Tabulated, identities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.documents.limits import Limits
    from broadsheet.documents.scanner import Rows, Scanned
    from broadsheet.tables.read import Unread

__all__ = ["scan_documents"]

_Columns = dict[str, Any]


def scan_documents(
    documents: Mapping[int, Unread], limits: Limits
) -> tuple[Tabulated | None, frozenset[int]]:
    """The rows of those documents that the compiled reader reads, and their numbers.

    The others are left to the readers in Python; all are, where it is not installed.
    """
    files = {
        number: each
        for number, each in documents.items()
        if not (each.document.line or each.document.is_yaml)
    }
    scanned = scan([each.document.data for each in files.values()], limits)
    if scanned is None:
        return None, frozenset()
    numbers = pa.array(files, pa.int64()).take(scanned.levels[0].columns[PARENT]).to_pylist()
    done = _Tables(scanned, [documents[number] for number in numbers])
    return Tabulated(done.tables(), fields=scanned.fields), frozenset(numbers)


class _Tables:
    """Makes the tables of documents that were scanned: an article each, in their order."""

    def __init__(self, scanned: Scanned, documents: Sequence[Unread]) -> None:
        self._levels = scanned.levels
        self._documents = documents
        self._articles = scanned.levels[0].columns
        places = [(each.document.archive, each.document.path) for each in documents]
        self._ids = pa.array([article_id(*place) for place in places], pa.int64())
        self._months = _months(self._articles["published_at"])
        self._archives = pa.array([archive for archive, _ in places], pa.string())
        self._paths = pa.array([path for _, path in places], pa.string())

    def tables(self) -> dict[str, pa.Table]:
        """The rows of every table."""
        places = {"archive": self._archives, "path": self._paths, **dict.fromkeys(OF_LOAD)}
        keys = {"article_id": self._ids, PARTITION: self._months}
        made = {
            "articles": [self._articles | identities(self._articles) | places | keys],
            "article_topics": [self._topics(self._articles["topics"])],
            "documents": [self._files() | places | keys],
        }
        for rows in self._levels[1:]:
            made.setdefault(rows.table, []).append(self._entries(rows))
        return {name: _table(name, made.get(name, [])) for name in TABLES}

    def _entries(self, rows: Rows) -> _Columns:
        columns = rows.columns
        if "related_position" in TABLES[rows.table].schema.names:
            above = self._levels[rows.above].columns[POSITION]
            positions = above.take(columns[PARENT]) if rows.above else None
            columns = columns | {"related_position": positions}
        else:
            columns = columns | identities(columns)
        return columns | self._keys(self._owners(rows))

    def _owners(self, rows: Rows) -> pa.Array:
        """The number of the article that each entry is of."""
        owners = rows.columns[PARENT]
        while rows.above:
            rows = self._levels[rows.above]
            owners = rows.columns[PARENT].take(owners)
        return owners

    def _topics(self, lists: pa.Array) -> _Columns:
        owners = pc.list_parent_indices(lists)
        numbers = pa.array(range(len(owners)), pa.int32())
        positions = pc.add(pc.subtract(numbers, lists.offsets.take(owners)), 1)
        return {"position": positions, "topic": lists.flatten(), **self._keys(owners)}

    def _files(self) -> _Columns:
        prints = [each.fingerprints for each in self._documents]
        return {
            "bytes": [len(each.document.data) for each in self._documents],
            "fingerprint": [each.whole for each in prints],
            "content_fingerprint": [each.content for each in prints],
            "status": pa.repeat("loaded", len(prints)),
            "reason": None,
        }

    def _keys(self, owners: pa.Array) -> _Columns:
        return {"article_id": self._ids.take(owners), PARTITION: self._months.take(owners)}


def _months(moments: pa.Array) -> pa.Array:
    """The partition of each moment."""
    months = pc.floor_temporal(moments, unit="month").dictionary_encode()
    texts = [utc_month(month) for month in months.dictionary.to_pylist()]
    named = pa.array(texts, pa.string()).take(months.indices)
    return named.fill_null(utc_month(None))


def _table(name: str, parts: list[_Columns]) -> pa.Table:
    """A table of rows that were made in parts."""
    schema = TABLES[name].row_schema
    made = [
        pa.Table.from_arrays(
            [_array(columns[each.name], each.type, columns) for each in schema], schema=schema
        )
        for columns in parts
    ]
    return pa.concat_tables(made) if made else schema.empty_table()


def _array(values: Any, kind: pa.DataType, columns: _Columns) -> pa.Array:  # noqa: ANN401 - a list, too
    if values is None:
        return pa.nulls(len(columns["article_id"]), kind)
    return values if isinstance(values, pa.Array) else pa.array(values, kind)
