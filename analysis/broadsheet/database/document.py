"""What became of one file of an archive: its status, rows, problems and story.

Each part is a file in `sql/document`, in the order of their numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.database.run import run_sql
from broadsheet.database.sources import sql_of
from broadsheet.errors import QueryError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["find_document", "parts_of_document"]


def find_document(connection: duckdb.DuckDBPyConnection, given: str) -> tuple[str, str]:
    """The archive and the path of the file that a text names.

    Args:
        connection: A database over a lake.
        given: A path within an archive, its end, or the archive's name and the path.

    Raises:
        QueryError: No file is named so, with the nearest; or several are, with all.
    """
    bound = {"given": given.removeprefix("./")}
    search = sql_of("search")
    found = run_sql(connection, search["named"], bound).fetchall()
    if not found:
        near = [path for (path,) in run_sql(connection, search["nearest"], bound).fetchall()]
        raise QueryError("no such document in the lake", received=given, valid=near)
    if len(found) > 1:
        places = [f"{archive}/{path}" for archive, path in found]
        raise QueryError("several documents are named so", received=given, valid=places)
    ((archive, path),) = found
    return archive, path


def parts_of_document(
    connection: duckdb.DuckDBPyConnection, archive: str, path: str
) -> dict[str, pa.Table]:
    """The rows that a lake has of a file, by part: document, article, related and so on."""
    place = {"archive": archive, "path": path}
    return {
        name.partition("_")[2]: run_sql(connection, sql, place).to_arrow_table()
        for name, sql in sql_of("document").items()
    }
