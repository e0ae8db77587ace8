"""The named queries, each with the question that it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.database.queries import named_queries
from broadsheet.server.asked import Shown

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/queries"
TITLE = "Queries"
POSITION = 7


def show(_: Asked) -> Shown:
    """The list of named queries."""
    rows = [
        {"query": query.name, "theme": query.theme, "answers": query.question}
        for query in named_queries().values()
    ]
    found = pa.Table.from_pylist(rows)
    return Shown(TITLE, "parts.html", {"rows": found}, {"parts": {"": found}, "as_fields": ()})
