"""`broadsheet trace`: from a number or a sentence to the documents that it is made of."""

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
    from collections.abc import Mapping, Sequence

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.carried import Carried
    from broadsheet.tracing.question import Question

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 56
commands = typer.Typer()

_MOST = 20
_WORDS = 60  # letters of a block in the list of a page


@commands.command()
def trace(
    page: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAGE.html[#ADDRESS]]",
            help="A page of a report, and a place on it: #text-3, #figure-2, #headline.articles.",
        ),
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", help="Trace a number of this statement instead.")
    ] = None,
    row: Annotated[
        int | None, typer.Option(min=1, help="The row of the number; default: the first.")
    ] = None,
    column: Annotated[
        str | None, typer.Option(help="The column of the number; default: the first of numbers.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Most documents to print, 0 for all.")] = _MOST,
    lake: Lake = None,
    as_json: AsJson = False,
) -> None:
    """Trace what a page prints to its SQL, its rows, and the documents that give it again.

    An address is that of a sentence, a table or a chart, or RESULT.COLUMN for one number. The
    documents are tried out: a database that holds them alone gives the same. Each has its line,
    where the archive still has what was loaded, and its commits, where the lake holds history. A
    page without an address lists all of them.
    """
    from broadsheet.lake.snapshot import open_snapshot
    from broadsheet.report.carried import carried_by
    from broadsheet.tracing.pages import asked_by, read_page, snapshot_of
    from broadsheet.tracing.question import Question

    folder = lake_folder(lake)
    if (page is None) == (sql is None):
        raise BroadsheetError("trace a page or a statement", hint="give PAGE.html or --sql")
    if sql is not None:
        question = Question({"sql": sql}, "sql")
        _trace_number(open_snapshot(folder), question, row or 1, column, limit, as_json=as_json)
        return
    file, _, address = str(page).partition("#")
    html = read_page(Path(file))
    carried = carried_by(html, file)
    snapshot = snapshot_of(carried, folder)
    if not address:
        _list(snapshot, html, carried, as_json=as_json)
    elif "." in address or row or column:
        question, named = asked_by(carried, address)
        _trace_number(snapshot, question, row or 1, column or named, limit, as_json=as_json)
    else:
        _trace_block(snapshot, html, carried, address, limit, as_json=as_json)


def _trace_number(
    snapshot: Snapshot,
    question: Question,
    row: int,
    column: str | None,
    limit: int,
    *,
    as_json: bool,
) -> None:
    from broadsheet.tracing.places import places_of
    from broadsheet.tracing.trace import first_number, trace

    with closing(_database(snapshot)) as connection:
        name = column or first_number(question.rows(connection))
        (found,) = trace(connection, question, row, [name])
        documents = places_of(connection, snapshot, found.documents, name, limit or None)
        bound = question.bound(connection, question.name)
    facts = {
        "number": f"{question.name}.{name}",
        "value": found.value,
        "version": snapshot.version,
        "documents": len(found.documents),
        "of_all": found.is_all,
    }
    parts = {"number": [facts], "row": [found.row], "parameters": [bound] if bound else []}
    if as_json:
        _write_json(parts | {"sql": question.sql, "documents": documents})
        return
    _write_line("number", parts["number"])
    print(f"\nsql\n{question.sql.strip()}")
    _write_line("row", parts["row"])
    _write_line("parameters", parts["parameters"])
    _write_documents(documents, len(found.documents))


def _trace_block(
    snapshot: Snapshot, html: str, carried: Carried, address: str, limit: int, *, as_json: bool
) -> None:
    from broadsheet.tracing.block import trace_blocks
    from broadsheet.tracing.pages import block_at
    from broadsheet.tracing.places import places_of
    from broadsheet.tracing.printed import words_of_blocks

    questions = block_at(carried, address)
    with closing(_database(snapshot)) as connection:
        found = trace_blocks(connection, {address: questions}, carried.parameters)[address]
        documents = places_of(connection, snapshot, found.documents, "", limit or None)
        bound = {
            name: question.bound(connection, question.name) for name, question in questions.items()
        }
    facts = {
        "address": address,
        "text": words_of_blocks(html).get(address, ""),
        "version": snapshot.version,
        "documents": len(found.documents),
        "of_all": found.is_all,
    }
    if as_json:
        results = {
            name: {"sql": question.sql, "parameters": [bound[name]], "rows": found.rows[name]}
            for name, question in questions.items()
        }
        _write_json({"block": [facts], "results": results, "documents": documents})
        return
    _write_line("block", [facts])
    for name, question in questions.items():
        print(f"\n{name}\n{question.sql.strip()}")
        _write_line("parameters", [bound[name]] if bound[name] else [])
        print()
        write_table(found.rows[name])
    _write_documents(documents, len(found.documents))


def _list(snapshot: Snapshot, html: str, carried: Carried, *, as_json: bool) -> None:
    """What can be traced on a page: its blocks, then its results with their rows and columns."""
    import pyarrow as pa

    from broadsheet.style.formatting import shorten
    from broadsheet.tracing.pages import asked_by
    from broadsheet.tracing.printed import words_of_blocks

    words = words_of_blocks(html)
    blocks = [
        {
            "address": f"#{address}",
            "text": shorten(words.get(address, ""), _WORDS),
            "results": ", ".join(names),
        }
        for address, names in carried.blocks.items()
    ]
    results = []
    with closing(_database(snapshot)) as connection:
        for name in carried.statements:
            rows = asked_by(carried, name)[0].rows(connection)
            columns = ", ".join(rows.column_names)
            results.append({"result": name, "rows": rows.num_rows, "columns": columns})
    if as_json:
        _write_json({"blocks": blocks, "results": results})
        return
    for lines in (blocks, results):
        if lines:
            write_table(pa.Table.from_pylist(lines))
            print()


def _database(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    from broadsheet.database.connection import open_database

    return open_database(snapshot, limits_given(read_settings(), None, None))


def _write_line(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows below a title, a line for each column; nothing where there are none."""
    import pyarrow as pa

    if rows:
        print(f"\n{title}")
        write_table(pa.Table.from_pylist(list(rows)), format_named("line"))


def _write_documents(documents: list[dict[str, Any]], count: int) -> None:
    import pyarrow as pa

    if documents:
        print("\ndocuments")
        write_table(pa.Table.from_pylist(documents), format_named("table"))
    if count > len(documents):
        print(f"and {count - len(documents):,} more documents: --limit 0 prints all")


def _write_json(parts: Mapping[str, Any]) -> None:
    print(json.dumps(_plain(parts), indent=2, ensure_ascii=False))


def _plain(value: Any) -> Any:  # noqa: ANN401 - rows, texts, and mappings of both
    """A value as JSON has it: a list of rows, or a table, through the format of exports."""
    import pyarrow as pa

    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    table = value if isinstance(value, pa.Table) else pa.Table.from_pylist(list(value))
    stream = io.BytesIO()
    format_named("json").write(Rows.in_memory(table), stream)
    return json.loads(stream.getvalue())
