"""A database of some documents alone, as if a lake held no others."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from broadsheet.database.on_demand import postpone_relations
from broadsheet.database.relations import define_rows
from broadsheet.database.run import place_result, run_sql
from broadsheet.derived.build import derive
from broadsheet.schema import DIMENSIONS, HISTORY, OPERATIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.schema import Table

__all__ = ["documents_alone"]

_OF_DOCUMENTS = "from {} semi join tracing.chosen using (article_id)"
_OF_FILES = """
    from {} semi join (from documents semi join tracing.chosen using (article_id))
    using (archive, path)
"""
_OF_HISTORY = """
    from {} where document_id in (
        select document_id from document_versions semi join tracing.chosen using (article_id)
    )
"""
_WHOLE = "from {}"


@contextmanager
def documents_alone(
    connection: duckdb.DuckDBPyConnection, documents: pa.Array
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database that holds these documents and no others.

    Items and stories are made again from them, as a load makes them. What the archive says of
    providers and topics is whole, and so is what was done with the lake.

    Args:
        connection: The database of a lake.
        documents: The ids of the documents.
    """
    chosen = pa.table({"article_id": documents})
    place_result(connection, "chosen", chosen, schema="tracing")
    with duckdb.connect() as database:
        database.execute("set global TimeZone = 'UTC'")
        for table in (TABLES | HISTORY | OPERATIONS).values():
            sql = _selection(table).format(table.name)
            define_rows(database, table, run_sql(connection, sql).to_arrow_table())
        derive(database)
        database.execute("set enable_external_access = false")
        postpone_relations(database)
        yield database


def _selection(table: Table) -> str:
    """What selects the rows of a table that belong to the documents chosen."""
    if table.name in HISTORY:
        return _OF_HISTORY
    if table.name in OPERATIONS or table.name in DIMENSIONS:
        return _WHOLE
    has_id = any(column.name == "article_id" for column in table.columns)
    return _OF_DOCUMENTS if has_id else _OF_FILES
