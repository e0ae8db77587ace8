"""`broadsheet trace`: from a number to the documents that it is made of."""

from __future__ import annotations

import io
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.options import AsJson, Lake, lake_folder, limits_given
from broadsheet.cli.printing import write_table
from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError
from broadsheet.export import Rows, format_named

if TYPE_CHECKING:
    import pyarrow as pa

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.carried import Carried
    from broadsheet.tracing.question import Question

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 56
commands = typer.Typer()

_MOST = 20


@commands.command()
def trace(
    page: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAGE.html[#FIGURE]]",
            help="A page of a report, and a figure or result on it: #figure-2, #headline.articles.",
        ),
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", help="Trace a number of this statement instead.")
    ] = None,
    row: Annotated[int, typer.Option(min=1, help="The row of the number, from 1.")] = 1,
    column: Annotated[
        str | None, typer.Option(help="The column of the number; default: the first of numbers.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Most documents to print, 0 for all.")] = _MOST,
    lake: Lake = None,
    as_json: AsJson = False,
) -> None:
    """Trace a number to its SQL, its row, and the documents that give it again.

    The documents are tried out: a database that holds them alone gives the same number. Each has
    its line, where the archive still has what was loaded, and its commits, where the lake holds
    history. A page without #FIGURE lists what can be traced on it.
    """
    from broadsheet.lake.snapshot import open_snapshot
    from broadsheet.tracing.pages import asked_by, page_carries, snapshot_of
    from broadsheet.tracing.question import Question

    folder = lake_folder(lake)
    if (page is None) == (sql is None):
        raise BroadsheetError("trace a page or a statement", hint="give PAGE.html or --sql")
    if sql is not None:
        question = Question({"sql": sql}, "sql")
        _trace(open_snapshot(folder), question, row, column, limit, as_json=as_json)
        return
    file, _, address = str(page).partition("#")
    carried = page_carries(Path(file))
    snapshot = snapshot_of(carried, folder)
    if not address:
        _list(snapshot, carried, as_json=as_json)
        return
    question, named = asked_by(carried, address)
    _trace(snapshot, question, row, column or named, limit, as_json=as_json)


def _trace(
    snapshot: Snapshot,
    question: Question,
    row: int,
    column: str | None,
    limit: int,
    *,
    as_json: bool,
) -> None:
    import pyarrow as pa

    from broadsheet.database.connection import open_database
    from broadsheet.tracing.places import places_of
    from broadsheet.tracing.trace import first_number, trace

    limits = limits_given(read_settings(), None, None)
    with closing(open_database(snapshot, limits)) as connection:
        name = column or first_number(question.rows(connection))
        (found,) = trace(connection, question, row, [name])
        documents = places_of(connection, snapshot, found.documents, name, limit or None)
        bound = question.bound(connection, question.name)
    count = len(found.documents)
    facts = {
        "number": f"{question.name}.{name}",
        "value": found.value,
        "version": snapshot.version,
        "documents": count,
        "of_all": found.is_all,
    }
    parts = {
        "number": pa.Table.from_pylist([facts]),
        "row": pa.Table.from_pylist([found.row]),
        "parameters": pa.Table.from_pylist([bound] if bound else []),
        "documents": pa.Table.from_pylist(documents),
    }
    if as_json:
        objects = {part: _objects(rows) for part, rows in parts.items()}
        print(json.dumps(objects | {"sql": question.sql}, indent=2, ensure_ascii=False))
        return
    for part, rows in parts.items():
        if rows.num_rows:
            print(f"\n{part}")
            write_table(rows, format_named("table" if part == "documents" else "line"))
        if part == "number":
            print(f"\nsql\n{question.sql.strip()}")
    if count > len(documents):
        print(f"and {count - len(documents):,} more documents: --limit 0 prints all")


def _list(snapshot: Snapshot, carried: Carried, *, as_json: bool) -> None:
    """What can be traced on a page: each result, where it is shown, and its rows and columns."""
    import pyarrow as pa

    from broadsheet.database.connection import open_database
    from broadsheet.tracing.pages import asked_by

    shown: dict[str, list[str]] = {}
    for figure, result in carried.figures.items():
        shown.setdefault(result, []).append(figure)
    lines = []
    with closing(open_database(snapshot, limits_given(read_settings(), None, None))) as connection:
        for name in carried.statements:
            rows = asked_by(carried, name)[0].rows(connection)
            places = ", ".join(shown.get(name, ["text"]))
            columns = ", ".join(rows.column_names)
            lines.append({"result": name, "in": places, "rows": rows.num_rows, "columns": columns})
    table = pa.Table.from_pylist(lines)
    if as_json:
        print(json.dumps(_objects(table), indent=2, ensure_ascii=False))
    else:
        write_table(table)


def _objects(rows: pa.Table) -> Any:  # noqa: ANN401 - of any columns
    """Rows as JSON has them."""
    stream = io.BytesIO()
    format_named("json").write(Rows.in_memory(rows), stream)
    return json.loads(stream.getvalue())
