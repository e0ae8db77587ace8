"""`broadsheet config`: show the settings in force and where each comes from."""

from __future__ import annotations

import typer

from broadsheet.cli.options import FormatOption, Output
from broadsheet.cli.printing import write_table

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 80
commands = typer.Typer()


@commands.command()
def config(row_format: FormatOption = None, output: Output = None) -> None:
    """Show the settings in force, and where each comes from; secrets are masked.

    Settings come from `broadsheet.yaml` in the working folder, with environment variables over it.
    A faulty file ends with all its faults, each with its line.
    """
    import pyarrow as pa

    from broadsheet.config.in_force import rows_in_force
    from broadsheet.config.reading import read_configuration

    write_table(pa.Table.from_pylist(rows_in_force(read_configuration())), row_format, output)
