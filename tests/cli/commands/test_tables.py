"""`broadsheet tables`: columns and their meaning."""

from __future__ import annotations

from kit.commandline import Run, rows_of


def test_tables_tells_columns(run: Run) -> None:
    """A table's columns come with what they mean; no lake is needed."""
    rows = rows_of(run("tables", "articles", "--format", "csv").out)
    assert rows[0]["column"] == "article_id"
    assert all(row["meaning"] for row in rows)
