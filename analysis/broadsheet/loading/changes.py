"""What a load has changed, document by document and field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.schema import TABLES, Conversion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.schema import Column, Table

__all__ = ["Changes", "changed_fields"]

_MOST_LISTED = 1_000
_ORDER = ("article_id", "related_position", "position")


@dataclass
class Changes:
    """The documents of an archive that a load found to differ from the version before.

    Attributes:
        added: Paths of documents that are new.
        changed: Paths of documents with other content, with the fields that differ.
        reissued: Paths of documents whose payload or line ends alone differ.
        removed: Paths of documents that are gone.
        renamed: Paths of documents that have moved, before and after.
        unchanged: How many documents are the same.
        added_first: How many documents a first load has brought; they are not listed.
    """

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    reissued: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    added_first: int = 0

    @classmethod
    def of(
        cls,
        *,
        added: Mapping[str, str | None],
        changed: Mapping[str, list[str]],
        reissued: Sequence[str],
        removed: Mapping[str, str | None],
        seen: int,
    ) -> Changes:
        """Find the documents that moved among those added and removed, and those reissued.

        Args:
            added: Fingerprints of new documents by path.
            changed: Fields that differ by path.
            reissued: Documents with the same content.
            removed: Fingerprints of documents that are gone by path.
            seen: How many documents there are.
        """
        places = {whole: path for path, whole in removed.items() if whole}
        renamed = {
            places.pop(whole): path for path, whole in added.items() if whole and whole in places
        }
        moved = set(renamed.values())
        content = {path: fields for path, fields in changed.items() if set(fields) - {"secured"}}
        same = seen - len(added) - len(changed) - len(reissued)
        return cls(
            added=[path for path in added if path not in moved],
            changed=content,
            reissued=[*reissued, *(path for path in changed if path not in content)],
            removed=[path for path in removed if path not in renamed],
            renamed=renamed,
            unchanged=same,
        )

    def counts(self) -> dict[str, int]:
        """How many documents each kind of change has."""
        kinds = ("added", "changed", "reissued", "removed", "renamed")
        counts = {kind: len(getattr(self, kind)) for kind in kinds}
        counts["added"] += self.added_first
        return counts | {"unchanged": self.unchanged}

    def fields(self) -> dict[str, int]:
        """How many documents have changed in each field, the commonest first."""
        return dict(Counter(chain.from_iterable(self.changed.values())).most_common())

    def as_dict(self) -> dict[str, Any]:
        """Counts, fields and the documents themselves, as JSON-ready values."""
        listed = {kind: getattr(self, kind) for kind in ("added", "changed", "removed", "renamed")}
        return {
            "counts": self.counts(),
            "fields": self.fields(),
            **{kind: _first(documents) for kind, documents in listed.items()},
        }


def changed_fields(
    old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]
) -> dict[int, list[str]]:
    """The fields in which documents differ, by id, for those of the same kind on both sides.

    Args:
        old: Rows of the tables of documents, by table.
        new: The same of the version after.
    """
    found: dict[int, list[str]] = {}
    tables = [table for table in TABLES.values() if table.partitioned]
    for table in tables:
        if not table.has_several_rows:
            found |= _changed_columns(table, old[table.name], new[table.name])
        elif table.source is None:
            both = _in_both(old[table.name], new[table.name])
            found |= {ident: [] for ident in both.to_pylist()}
    both = pa.array(found, pa.int64())
    for table in tables:
        if table.has_several_rows:
            before, after = (_texts(rows[table.name], both) for rows in (old, new))
            for ident, fields in found.items():
                if before.get(ident) != after.get(ident):
                    fields.append(table.source or table.name)
    return found


def _changed_columns(table: Table, old: pa.Table, new: pa.Table) -> dict[int, list[str]]:
    """The columns in which rows differ, by id, of a table with one row a document."""
    both = _in_both(old, new)
    found: dict[int, list[str]] = {ident: [] for ident in both.to_pylist()}
    before, after = (_of(rows, both) for rows in (old, new))
    for column in _compared(table):
        is_size = column.conversion is Conversion.SIZE
        name = column.sources[0] if is_size else column.name
        for ident in _ids(before, _differ(before[column.name], after[column.name])):
            found[ident].append(name)
    return found


def _compared(table: Table) -> list[Column]:
    """The columns of a table that are neither derived nor have their entries in another table."""
    elsewhere = {other.source for other in TABLES.values() if other.source}
    return [
        column
        for column in table.columns
        if not column.derived and elsewhere.isdisjoint(column.sources)
    ]


def _in_both(old: pa.Table, new: pa.Table) -> pa.Array:
    ids = pc.unique(old["article_id"])
    return ids.filter(pc.is_in(ids, new["article_id"].combine_chunks()))


def _of(rows: pa.Table, ids: pa.Array) -> pa.Table:
    return rows.filter(pc.is_in(rows["article_id"], ids)).sort_by("article_id")


def _differ(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether values differ, absent from present, too."""
    if pa.types.is_list(before.type):
        before, after = (pc.binary_join(texts, "\x1f") for texts in (before, after))
    values = pc.fill_null(pc.not_equal(before, after), fill_value=False)
    return pc.or_(values, pc.not_equal(pc.is_null(before), pc.is_null(after)))


def _ids(rows: pa.Table, mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = rows["article_id"].filter(mask).to_pylist()
    return found


def _texts(rows: pa.Table, ids: pa.Array) -> dict[int, list[str]]:
    """An article's rows in a child table, each as one text, in document order."""
    rows = rows.filter(pc.is_in(rows["article_id"], ids))
    rows = rows.sort_by([(name, "ascending") for name in _ORDER if name in rows.column_names])
    columns = [pc.cast(column, pa.string()) for column in rows.columns]
    joined = pc.binary_join_element_wise(
        *columns, "\x1f", null_handling="replace", null_replacement="\x1e"
    )
    texts: dict[int, list[str]] = {}
    for ident, text in zip(rows["article_id"].to_pylist(), joined.to_pylist(), strict=True):
        texts.setdefault(ident, []).append(text)
    return texts


def _first(documents: list[str] | dict[str, Any]) -> list[str] | dict[str, Any]:
    """The documents that a record lists, which are not all where there are very many."""
    if isinstance(documents, dict):
        return dict(islice(documents.items(), _MOST_LISTED))
    return documents[:_MOST_LISTED]
