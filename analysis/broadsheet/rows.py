"""Rows of all tables, gathered document by document, and the Arrow tables they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.document import Document, article_id, fingerprint
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.faults import Fault

__all__ = ["Rows"]


@dataclass
class Rows:
    """Rows of all tables, each a tuple in the order of the table's `row_schema`."""

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    related: list[tuple[Any, ...]] = field(default_factory=list)
    images: list[tuple[Any, ...]] = field(default_factory=list)
    article_topics: list[tuple[Any, ...]] = field(default_factory=list)
    documents: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[tuple[Any, ...]] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Append another document's rows."""
        for name in TABLES:
            getattr(self, name).extend(getattr(other, name))

    def change_texts(self, change: Callable[[str], str]) -> None:
        """Put every text through a function, but for those of the table of documents."""
        for name in TABLES.keys() - {"documents"}:
            rows = getattr(self, name)
            rows[:] = [tuple(_changed(value, change) for value in row) for row in rows]

    def tables(self) -> dict[str, pa.Table]:
        """The rows as one Arrow table a name, in the tables' `row_schema`."""
        return {
            name: _arrow(getattr(self, name), table.row_schema) for name, table in TABLES.items()
        }

    def add_document(
        self, document: Document, status: str, *, reason: str | None = None, read: bool = True
    ) -> None:
        """Note a file that was seen; `read=False` if its bytes could not be had."""
        self.documents.append(
            (
                document.archive,
                document.path,
                article_id(document.archive, document.path) if status == "loaded" else None,
                len(document.data) if read else None,
                fingerprint(document.data) if read else None,
                status,
                reason,
            )
        )

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
