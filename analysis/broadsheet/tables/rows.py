"""Rows of all tables, gathered document by document, and the Arrow tables they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.documents.document import fingerprints
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.documents.document import Document
    from broadsheet.documents.faults import Fault

__all__ = ["Rows"]


@dataclass
class Rows:
    """Rows of all tables, each a tuple in the order of the table's `row_schema`."""

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    related: list[tuple[Any, ...]] = field(default_factory=list)
    images: list[tuple[Any, ...]] = field(default_factory=list)
    article_topics: list[tuple[Any, ...]] = field(default_factory=list)
    provider_profiles: list[tuple[Any, ...]] = field(default_factory=list)
    topic_tree: list[tuple[Any, ...]] = field(default_factory=list)
    documents: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[tuple[Any, ...]] = field(default_factory=list)
    unknown: set[tuple[str, str]] = field(default_factory=set)
    """Fields without a column, each with the kind of its value."""

    def extend(self, other: Rows) -> None:
        """Append another document's rows."""
        self.articles += other.articles
        self.related += other.related
        self.images += other.images
        self.article_topics += other.article_topics
        self.provider_profiles += other.provider_profiles
        self.topic_tree += other.topic_tree
        self.documents += other.documents
        self.problems += other.problems
        self.unknown |= other.unknown

    def change_texts(self, change: Callable[[str], str]) -> None:
        """Put every text through a function, but for those of the table of documents."""
        for name in TABLES.keys() - {"documents"}:
            rows = getattr(self, name)
            rows[:] = [tuple(_changed(value, change) for value in row) for row in rows]
        self.unknown = {(change(name), kind) for name, kind in self.unknown}

    def tables(self) -> dict[str, pa.Table]:
        """The rows as one Arrow table a name, in the tables' `row_schema`."""
        return {
            name: _arrow(getattr(self, name), table.row_schema) for name, table in TABLES.items()
        }

    def add_document(
        self,
        document: Document,
        status: str,
        reason: str | None = None,
        article: tuple[int | None, str | None] = (None, None),
    ) -> None:
        """Note a file that was read, with the id and the month of its article if it has one."""
        ident, month = article
        whole, content = fingerprints(document.data)
        size = len(document.data)
        row = (document.archive, document.path, ident, size, whole, content, month, status, reason)
        self.documents.append(row)

    def add_refused(self, document: Document, fault: Fault) -> None:
        """Note a file whose bytes could not be had."""
        reason = f"{fault.code}: {fault.message}"
        row = (document.archive, document.path, *[None] * 5, "quarantined", reason)
        self.documents.append(row)
        self.add_problem(document, fault)

    def add_problem(self, document: Document, fault: Fault) -> None:
        """Note a fault found in a document."""
        fault = fault.trimmed()
        self.problems.append(
            (
                document.archive,
                document.path,
                fault.line,
                fault.column,
                fault.field,
                fault.code,
                str(fault.severity),
                fault.message,
                fault.value,
            )
        )


def _arrow(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [
        pa.array(column, type=kind) for column, kind in zip(columns, schema.types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - a cell of any column
    if isinstance(value, str):
        return change(value)
    return [change(text) for text in value] if isinstance(value, list) else value
