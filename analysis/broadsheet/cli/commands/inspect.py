"""`broadsheet inspect`: the fields of an archive, and the mapping that they suggest."""

from __future__ import annotations

from typing import Annotated

import typer

from broadsheet.cli.options import FormatOption, Output
from broadsheet.cli.printing import write_table
from broadsheet.config import read_settings
from broadsheet.errors import ArchiveError

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 22
commands = typer.Typer()


@commands.command()
def inspect(
    archive: Annotated[str, typer.Argument(help="The archive, as `load` takes it.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Read all documents, not only the first 1,000.")
    ] = False,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the fields of an archive's documents, and propose a mapping for them.

    The mapping belongs into broadsheet.yaml. Nothing is loaded.
    """
    import pyarrow as pa

    from broadsheet.loading.inspection import SOME
    from broadsheet.loading.inspection import inspect as inspect_archive

    limits = read_settings().limits
    found = inspect_archive(archive, most=None if everything else SOME, limits=limits)
    if not found.fields:
        raise ArchiveError("no document with fields", received=archive)
    write_table(pa.Table.from_pylist(found.rows()), row_format, output)
    if row_format is None and output is None and (snippet := found.snippet()):
        print(f"\nfor broadsheet.yaml:\n\n{snippet}", end="")
