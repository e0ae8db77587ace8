"""Rows as JSON objects, as JSON and JSON Lines have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from broadsheet.export.sql_values import as_json
from broadsheet.lake.sql_text import literal

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["object_of"]


def object_of(rows: Rows) -> str:
    """The SQL of each row as a JSON object on one line; of two columns of one name, the last."""
    last = {name: index for index, name in enumerate(rows.names)}
    members = (_member(name, index, rows) for name, index in last.items())
    inside = ", ', ', ".join(members)
    return f"concat('{{', {inside}, '}}')"


def _member(name: str, index: int, rows: Rows) -> str:
    key = literal(f"{json.dumps(name, ensure_ascii=False)}: ")
    return f"{key}, {as_json(f'#{index + 1}', rows.types[index])}"
