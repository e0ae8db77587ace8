"""The page of the named queries: what each answers, with an example over a sample archive."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from broadsheet import connect, load, write_sample
from broadsheet.database.lineage import lineage
from broadsheet.database.queries import columns_of_queries, named_queries
from broadsheet.database.run import run_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from broadsheet.database.queries import NamedQuery

__all__ = ["queries_page"]


def queries_page() -> str:
    """The text of the page."""
    queries = named_queries()
    lines = [
        "# Named queries",
        "",
        "A named query is a table macro, so any SQL can use it:",
        "",
        "```sql",
        "from quality_by_provider(since := date '2021-03-01', min_articles := 10)",
        "```",
        "",
        "A parameter that is null selects everything. Documents are news unless `category` states",
        "another. The examples are over a sample archive:",
        "`broadsheet sample sample --articles 300 --months 3`.",
        "",
        "| theme | query | question |",
        "| --- | --- | --- |",
    ]
    by_theme = sorted(queries.values(), key=lambda query: (query.theme, query.name))
    lines += [f"| {q.theme} | [{q.name}](#{q.name}) | {q.question} |" for q in by_theme]
    types = columns_of_queries()
    with _sample() as lake:
        for query in queries.values():
            lines += ["", *_query(query, types[query.name], lake)]
    return "\n".join(lines) + "\n"


def _query(
    query: NamedQuery, types: dict[str, str], lake: duckdb.DuckDBPyConnection
) -> Iterator[str]:
    yield from (f"## {query.name}", "", f"*{query.question}*", "")
    yield from (query.answer, _sentence(query.grain), "")
    yield from ("```sql", query.example, "```", "")
    if query.reads_history:
        yield from (
            "It reads [history](../how-to/read-history.md), which the sample has none of.",
            "",
        )
    else:
        yield from (*_rows(run_sql(lake, query.example)), "")
    yield from ("| parameter | default | meaning |", "| --- | --- | --- |")
    for name, default in query.parameters.items():
        yield f"| {name} | `{default}` | {_in_cell(query.meanings[name])} |"
    yield from ("", "| column | type | meaning |", "| --- | --- | --- |")
    for name, meaning in query.columns.items():
        yield f"| {name} | {types[name].lower()} | {_in_cell(meaning)} |"
    yield from ("", *(f"- {definition}" for definition in query.definitions))
    if query.sums:
        yield f"- Reports check what these columns add up to: {', '.join(query.sums)}."
    yield f"- {_origin(query.name)}"
    if query.source:
        yield from ("", f"Source: {query.source}")


def _origin(query: str) -> str:
    """The tables that a query reads, and what it reads them through, with links."""
    origin = lineage(query)
    tables = ", ".join(f"[{name}](tables.md#{name})" for name in origin.tables)
    through = ", ".join(
        f"[{name}](#{name})" if name in named_queries() else f"`{name}`"
        for name in origin.relations
    )
    return f"Reads {tables}{f', through {through}' if through else ''}."


@contextmanager
def _sample() -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of a sample archive, which is the same on every machine."""
    with TemporaryDirectory() as folder:
        write_sample(Path(folder, "sample"), articles=300, months=3)
        load([Path(folder, "sample")], Path(folder, "lake"))
        with connect(Path(folder, "lake")) as connection:
            yield connection


def _rows(answer: duckdb.DuckDBPyRelation) -> Iterator[str]:
    """An answer as a Markdown table."""
    yield f"| {' | '.join(answer.columns)} |"
    yield f"| {' | '.join('---' for _ in answer.columns)} |"
    for row in answer.fetchall():
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return _in_cell(f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value))


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
