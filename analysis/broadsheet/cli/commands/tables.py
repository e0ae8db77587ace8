"""`broadsheet tables`: the tables and their columns, with their meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from broadsheet.cli.completion import table_names
from broadsheet.cli.options import AsOf, FormatOption, Lake, Output, connected, one_of
from broadsheet.cli.printing import write_table
from broadsheet.errors import BroadsheetError

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 80
commands = typer.Typer()


@commands.command()
def tables(
    table: Annotated[
        str | None,
        typer.Argument(
            help="Show the columns of this table.",
            autocompletion=table_names,
        ),
    ] = None,
    stats: Annotated[
        bool, typer.Option("--stats", help="Show nulls, distinct values and examples in the lake.")
    ] = False,
    lake: Lake = None,
    as_of: AsOf = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the tables, or the columns of one table.

    Every format but the table also has the field that a column is read from.
    """
    import pyarrow as pa

    from broadsheet.schema import DERIVED, HISTORY, OPERATIONS, TABLES

    all_tables = TABLES | DERIVED | HISTORY | OPERATIONS
    if table is None:
        if stats:
            raise BroadsheetError("--stats is of one table", hint="name it: tables TABLE --stats")
        rows = [{"table": found.name, "grain": found.grain} for found in all_tables.values()]
        write_table(pa.Table.from_pylist(rows), row_format, output)
        return
    found = all_tables[one_of("table", all_tables)(table)]
    columns = [
        {
            "column": column.name,
            "type": str(column.type),
            "meaning": column.meaning,
            "source": " or ".join(column.sources),
        }
        for column in found.columns
    ]
    if stats:
        from broadsheet.database.dictionary import column_facts

        facts = column_facts(connected(lake, as_of), found)
        columns = [{**row, **facts[row["column"]]} for row in columns]
    rows_of_all = pa.Table.from_pylist(columns)
    is_for_people = row_format is None and output is None
    shown = rows_of_all.drop_columns(["source"]) if is_for_people else rows_of_all
    write_table(shown, row_format, output)
