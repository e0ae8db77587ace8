"""`broadsheet tables`: the tables and their columns, with their meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from broadsheet.cli.options import FormatOption, Output, one_of
from broadsheet.cli.printing import write_table

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 80
commands = typer.Typer()


@commands.command()
def tables(
    table: Annotated[str | None, typer.Argument(help="Show the columns of this table.")] = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the tables, or the columns of one table."""
    import pyarrow as pa

    from broadsheet.schema import DERIVED, OPERATIONS, TABLES

    all_tables = TABLES | DERIVED | OPERATIONS
    rows = (
        [{"table": found.name, "grain": found.grain} for found in all_tables.values()]
        if table is None
        else [
            {"column": column.name, "type": str(column.type), "meaning": column.meaning}
            for column in all_tables[one_of("table", all_tables)(table)].columns
        ]
    )
    write_table(pa.Table.from_pylist(rows), row_format, output)
