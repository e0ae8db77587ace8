"""Names that a shell completes: queries, reports, formats, tables, and what a lake holds.

A lake or settings that can't be read complete nothing: an error would be on the line being typed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typer import Context  # Typer evaluates the annotations

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "archive_names",
    "exported_table_names",
    "format_names_for",
    "provider_names",
    "query_names",
    "report_names",
    "table_names",
    "topic_names",
    "version_names",
]


def query_names(incomplete: str) -> list[str]:
    """Named queries."""
    from broadsheet.database.relations import queries

    return _beginning(incomplete, list(queries()))


def format_names_for(incomplete: str) -> list[str]:
    """Formats of rows."""
    from broadsheet.export import format_names

    return _beginning(incomplete, list(format_names()))


def table_names(incomplete: str) -> list[str]:
    """Tables of a lake."""
    from broadsheet.schema import all_tables

    return _beginning(incomplete, list(all_tables()))


def exported_table_names(incomplete: str) -> list[str]:
    """Tables that an export may hold."""
    from broadsheet.exporting.content import EXPORTED

    return _beginning(incomplete, list(EXPORTED))


def report_names(incomplete: str) -> list[str]:
    """Reports: shipped ones, and those in the folder of the settings."""
    from broadsheet.config import read_settings
    from broadsheet.report.source.document import known_reports

    return _silently(incomplete, lambda: sorted(known_reports(Path(read_settings().reports))))


def version_names(ctx: Context, incomplete: str) -> list[str]:
    """Versions of the lake, newest first."""
    from broadsheet.lake.retention import list_versions

    return _silently(incomplete, lambda: [each.version for each in list_versions(_lake(ctx))])


def archive_names(ctx: Context, incomplete: str) -> list[str]:
    """Archives in the lake."""
    return _column(ctx, incomplete, "documents", "archive")


def provider_names(ctx: Context, incomplete: str) -> list[str]:
    """Domains of the providers of articles in the lake."""
    return _column(ctx, incomplete, "articles", "provider_domain")


def topic_names(ctx: Context, incomplete: str) -> list[str]:
    """Topics in the lake."""
    return _column(ctx, incomplete, "article_topics", "topic")


def _column(ctx: Context, incomplete: str, table: str, column: str) -> list[str]:
    """The values of a column, read without a database, which would take as long again to open."""

    def read() -> list[str]:
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        from broadsheet.lake.snapshot import open_snapshot

        rows = pq.read_table(open_snapshot(_lake(ctx)).path / table, columns=[column])
        return sorted(filter(None, pc.unique(rows[column]).to_pylist()))

    return _silently(incomplete, read)


def _lake(ctx: Context) -> Path:
    from broadsheet.config import read_settings

    return Path(ctx.params.get("lake") or read_settings().lake)


def _silently(incomplete: str, read: Callable[[], list[str]]) -> list[str]:
    try:
        return _beginning(incomplete, read())
    except (BroadsheetError, OSError):
        return []


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.lower().startswith(incomplete.lower())]
