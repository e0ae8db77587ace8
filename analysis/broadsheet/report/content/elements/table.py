"""Tables of rows, and the first rows in words for readers who can't see a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.export import cell, is_number
from broadsheet.report.content.elements.figure import nothing
from broadsheet.report.content.templates import filled
from broadsheet.report.content.values import form_of, heading, is_numeric, written

if TYPE_CHECKING:
    import pyarrow as pa
    from markupsafe import Markup

__all__ = ["describe", "table"]

_DESCRIBED_ROWS = 5


def table(rows: pa.Table, labels: dict[str, str], limit: int) -> Markup:
    """Rows as a table of at most `limit` rows, with the number of rows beyond them."""
    if not rows.num_rows:
        return nothing()
    columns = [
        {"label": labels.get(field.name, heading(field.name)), "numeric": is_number(field)}
        for field in rows.schema
    ]
    forms = [form_of(name) for name in rows.column_names]
    lines = [
        [_cell(value, form) for value, form in zip(row.values(), forms, strict=True)]
        for row in rows.slice(0, limit).to_pylist()
    ]
    more = max(rows.num_rows - limit, 0)
    return filled("table.html", columns=columns, lines=lines, more=more)


def describe(rows: pa.Table) -> str:
    """A chart's data in words: the number of rows, and the first few."""
    first = rows.slice(0, _DESCRIBED_ROWS).to_pylist()
    sentences = "; ".join(
        ", ".join(f"{heading(name)} {written(value, form_of(name))}" for name, value in row.items())
        for row in first
    )
    count = f"{rows.num_rows} rows" if rows.num_rows != 1 else "1 row"
    more = " The first are: " if rows.num_rows > len(first) else " "
    return f"{count}.{more}{sentences}."


def _cell(value: object, form: str) -> dict[str, str]:
    """A cell's text, and the value that sorting compares."""
    sort = str(value) if is_numeric(value) else cell(value)
    return {"text": written(value, form), "sort": sort}
