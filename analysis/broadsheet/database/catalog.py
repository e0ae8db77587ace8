"""The catalog of a lake: a database file with the tables, views and named queries of a version.

Any client of DuckDB opens it, from any folder. It holds no rows: its views read the files of the
version by their absolute paths. A commit writes it aside and renames it into place, so a client
that has it open keeps the version that it had.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from broadsheet.database.catalog_files import catalog_file, catalog_script, first_line
from broadsheet.database.catalog_template import copy_template, keep_template, template_file
from broadsheet.database.queries import named_queries
from broadsheet.database.relations import relations_in_order
from broadsheet.database.sources import sql_of
from broadsheet.database.table_files import check_columns, table_files
from broadsheet.errors import LakeError
from broadsheet.lake.atomic import replaced, sync
from broadsheet.lake.commit import staging, writing
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.lake.sql_text import identifier, literal, parquet_rows
from broadsheet.schema import DERIVED, HISTORY, TABLES
from broadsheet.schema.types import Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.schema import Table

__all__ = ["STORAGE_VERSION", "descriptions", "renew_catalog", "write_catalog"]

_SQL_TYPES = {
    Type.TEXT: "varchar",
    Type.INTEGER: "bigint",
    Type.COUNT: "integer",
    Type.NUMBER: "double",
    Type.BOOLEAN: "boolean",
    Type.MOMENT: "timestamptz",
    Type.DAY: "date",
    Type.TEXTS: "varchar[]",
    Type.HASHES: "ubigint[]",
}
STORAGE_VERSION = "v1.2.0"
"""The version of the file's format: clients of DuckDB 1.2 and later read it."""


def renew_catalog(lake: Path) -> Path:
    """Write the catalog of the live version again, as after the lake was moved.

    Returns:
        The database file.

    Raises:
        LakeError: There is no lake, it is being written, or the catalog can't be written.
    """
    open_snapshot(lake)
    with writing(lake):
        write_catalog(open_snapshot(lake))
    return catalog_file(lake)


def write_catalog(snapshot: Snapshot) -> None:
    """Write the catalog of a version, and rename it into place; the caller holds the lake.

    Raises:
        LakeError: It can't be written, or the version is of an earlier broadsheet. Then there is
            either the catalog of before or none; both are true.
    """
    lake = snapshot.path.parent
    sources = table_files(snapshot)
    if not sources.keys() >= {*TABLES, *DERIVED}:
        for file in (catalog_script(lake), catalog_file(lake)):
            file.unlink(missing_ok=True)
        problem = f"the version {snapshot.version} is of an earlier broadsheet and has no catalog"
        raise LakeError(problem, hint="load its archives again")
    check_columns(snapshot, sources)
    tables, relations = list(_tables(sources)), list(_relations())
    try:
        with staging(lake) as folder:
            new = folder / "catalog.duckdb"
            _build(new, tables, relations)
            sync(new)
            new.replace(catalog_file(lake))
        with replaced(catalog_script(lake)) as script:
            text = "".join(f"{statement}\n\n" for statement in (*tables, *relations))
            script.write_text(f"{first_line(snapshot)}\n{text}", "utf-8")
    except (OSError, duckdb.Error) as error:
        problem = f"the catalog of {snapshot.version} can't be written: {error}"
        raise LakeError(problem, hint="write it with: broadsheet catalog") from error


def _build(new: Path, tables: Sequence[str], relations: Sequence[str]) -> None:
    """Make a catalog from the template; make that first where there is none, or it is damaged."""
    statements = (*_tables({}), *relations)
    template = template_file((STORAGE_VERSION, *statements))
    if copy_template(template, new):
        with suppress(duckdb.Error):
            _run(new, tables)
            return
        new.unlink()
    _run(new, statements)
    keep_template(new, template)
    _run(new, tables)


def _run(file: Path, statements: Sequence[str]) -> None:
    """Run statements on a database file, all or none."""
    with duckdb.connect() as connection:
        written = f"attach {literal(file)} as written"
        connection.execute(f"{written} (storage_version {STORAGE_VERSION!r})")
        connection.execute("use written")
        connection.execute("begin")
        for statement in statements:
            connection.execute(statement)
        connection.execute("commit")


def _tables(sources: dict[str, list[Path]]) -> Iterator[str]:
    """The statements that define and describe the tables of a version."""
    for name, table in (TABLES | HISTORY | DERIVED).items():
        found = sources.get(name)
        rows = f"from {parquet_rows(*found)}" if found else _no_rows(table)
        yield f"create or replace view {name} as {rows};"
        yield from descriptions(table, "view", name)


def descriptions(table: Table, kind: str, place: str) -> Iterator[str]:
    """The statements that describe a table and its columns in a database.

    Args:
        table: The table.
        kind: What it is there: `view` or `table`.
        place: Its name there, in SQL.
    """
    yield f"comment on {kind} {place} is {literal(table.grain)};"
    yield "\n".join(
        f"comment on column {place}.{identifier(column.name)} is {literal(column.meaning)};"
        for column in table.columns
    )


def _no_rows(table: Table) -> str:
    """A statement that returns the columns of a table that the version has no rows of."""
    columns = ", ".join(
        f"null::{_SQL_TYPES[column.type]} as {identifier(column.name)}" for column in table.columns
    )
    return f"select {columns} where false"


def _relations() -> Iterator[str]:
    """The statements that define views and macros, and describe the named queries."""
    yield from sql_of("catalog").values()
    queries = named_queries()
    for relation in relations_in_order():
        yield relation.sql.rstrip()
        if query := queries.get(relation.name):
            text = f"{query.question} {query.answer} {query.grain.capitalize()}."
            yield f"comment on macro table {query.name} is {literal(text)};"
