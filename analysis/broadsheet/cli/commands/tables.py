"""`broadsheet tables`: the tables and their columns, with their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.completion import table_names
from broadsheet.cli.options import AsOf, FormatOption, Lake, Output, connected, lake_folder, one_of
from broadsheet.cli.printing import write_table
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        bool, typer.Option("--stats", help="Show nulls and distinct values in the lake.")
    ] = False,
    lake: Lake = None,
    as_of: AsOf = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the tables, or the columns of one table.

    A column has its type, its meaning, the field that it is read from and, where there is a lake,
    an example.
    """
    import pyarrow as pa

    from broadsheet.lake.snapshot import current_snapshot
    from broadsheet.schema import all_tables

    if table is None:
        if stats:
            raise BroadsheetError("--stats is of one table", hint="name it: tables TABLE --stats")
        rows = [{"table": found.name, "grain": found.grain} for found in all_tables().values()]
        write_table(pa.Table.from_pylist(rows), row_format, output)
        return
    found = all_tables()[one_of("table", all_tables())(table)]
    columns: list[dict[str, object]] = [
        {
            "column": column.name,
            "type": str(column.type),
            "meaning": column.meaning,
            "source": " or ".join(column.sources),
        }
        for column in found.columns
    ]
    has_lake = current_snapshot(lake_folder(lake)) is not None
    if has_lake or stats or lake or as_of:
        from broadsheet.database.dictionary import column_examples, column_facts

        describe = column_facts if stats else column_examples
        facts: Mapping[str, Mapping[str, object]] = describe(connected(lake, as_of), found)
        columns = [{**row, **facts[str(row["column"])]} for row in columns]
    write_table(pa.Table.from_pylist(columns), row_format, output)
