"""`broadsheet show`: what became of a document."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.options import AsJson, AsOf, Lake, connected
from broadsheet.cli.printing import write_table
from broadsheet.export import Rows, format_named

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 55
commands = typer.Typer()

_AS_LINES = ("document", "article")


@commands.command()
def show(
    document: Annotated[
        str, typer.Argument(help="Path within an archive, or its end, or ARCHIVE/PATH.")
    ],
    lake: Lake = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show what became of a document: its status, rows, problems and story."""
    from broadsheet.database.document import find_document, parts_of_document

    connection = connected(lake, as_of)
    parts = parts_of_document(connection, *find_document(connection, document))
    if as_json:
        print(json.dumps({name: _objects(rows) for name, rows in parts.items()}, indent=2))
        return
    for name, rows in parts.items():
        if rows.num_rows:
            print(f"\n{name}")
            write_table(rows, format_named("line" if name in _AS_LINES else "table"), None)


def _objects(rows: pa.Table) -> Any:  # noqa: ANN401 - of any columns
    """Rows as JSON has them."""
    stream = io.BytesIO()
    format_named("json").write(Rows.in_memory(rows), stream)
    return json.loads(stream.getvalue())
