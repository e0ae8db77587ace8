"""What a lake holds, in a few figures: days, providers and topics of one version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.database.sources import sql_of
from broadsheet.style.inline import counted, facts_html

if TYPE_CHECKING:
    import duckdb

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["contents_of", "summary_html"]


def contents_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The `first_day` and `last_day` of the articles in UTC, and how many `providers` and `topics`.

    The days are None where no article has a date.
    """
    found = run_sql(connection, sql_of("summary")["contents"])
    (row,) = found.fetchall()
    return dict(zip(found.columns, row, strict=True))


def summary_html(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> str:
    """What a version of a lake holds, as HTML for a notebook.

    Args:
        connection: A database over the version.
        snapshot: The version.
    """
    contents = contents_of(connection)
    days = "{first_day} to {last_day}, in UTC" if contents["first_day"] else "no article has a date"
    archives = snapshot.load["archives"].items()
    facts = {
        "version": f"{snapshot.version}, loaded {snapshot.load['loaded_at']}",
        "archives": ", ".join(f"{name} ({archive['path']})" for name, archive in archives),
        "days": days.format(**contents),
        "providers": f"{contents['providers']:,}",
        "topics": f"{contents['topics']:,}",
        "rows": counted(snapshot.load["rows"]),
    }
    return facts_html(f"Lake {snapshot.path.parent}", facts)
