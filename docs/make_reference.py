"""Write the reference pages from their sources: tables, queries, problems, commands.

Run it after a change to any of them; a test fails while a page is stale.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_group

from broadsheet.cli.app import app
from broadsheet.database.queries import columns_of_queries, named_queries, views
from broadsheet.documents.faults import CODES
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.schema import DERIVED, TABLES

_HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """The pages' texts by file name."""
    return {
        "tables.md": _tables(),
        "queries.md": _queries(),
        "problems.md": _problems(),
        "commands.md": _commands(),
    }


def commands() -> list[str]:
    """The names of all commands."""
    return list(get_group(app).commands)


def _tables() -> str:
    lines = [
        "# Tables",
        "",
        "Each is a folder of Parquet files in a version of the lake. The last five",
    ]
    lines += ["are derived from the others ([counting.md](counting.md))."]
    for table in (TABLES | DERIVED).values():
        lines += ["", f"## {table.name}", "", _sentence(table.grain), ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| {c.name} | {c.type} | {c.meaning} |" for c in table.columns]
    lines += ["", "# Views", "", "Made by `connect` over the tables.", ""]
    lines += ["| view | a row, and what it holds |", "| --- | --- |"]
    lines += [f"| {name} | {_sentence(meaning)} |" for name, meaning in views().items()]
    return "\n".join(lines) + "\n"


def _queries() -> str:
    lines = [
        "# Named queries",
        "",
        "Table macros: `from quality_by_provider(since := date '2021-03-01', min_articles := 10)`.",
        "`since` and `until` are dates or times on the clock of `tz`; `until` is excluded.",
    ]
    columns_of = columns_of_queries()
    for query in named_queries().values():
        lines += [
            "",
            f"## {query.name}",
            "",
            f"*{query.question[0].upper()}{query.question[1:]}*",
            "",
        ]
        lines += [f"{_sentence(query.grain)} {_sentence(query.measure)}", ""]
        defaults = ", ".join(f"`{name} := {value}`" for name, value in query.parameters.items())
        columns = ", ".join(f"`{name}`" for name in columns_of[query.name])
        lines += [f"Parameters: {defaults}.", "", f"Columns: {columns}."]
    return "\n".join(lines) + "\n"


def _problems() -> str:
    lines = [
        "# Problems",
        "",
        "A document is never lost and never stops a load. What is wrong with it stands in the",
        "table `problems`, with its line: `broadsheet problems`.",
        "",
        "| code | severity | what became of the data |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {name} | {code.severity} | {code.meaning} |" for name, code in CODES.items()]
    lines += ["", "## Limits", "", "`broadsheet.yaml` sets others, as whole numbers:", ""]
    lines += ["```yaml", "limits:", f"  related: {DEFAULT_LIMITS.related}", "```", ""]
    lines += ["| limit | default | what it means |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {_amount(name, getattr(DEFAULT_LIMITS, name))} | {meaning} |"
        for name, meaning in _attributes(Limits).items()
    ]
    return "\n".join(lines) + "\n"


def _attributes(kind: type) -> dict[str, str]:
    """The attributes that a dataclass's docstring tells, which are all it has, with meanings."""
    found = re.findall(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", inspect.getdoc(kind) or "", re.MULTILINE)
    meanings = {name: " ".join(text.split()) for name, text in found}
    return {field.name: meanings[field.name] for field in dataclasses.fields(kind)}


def _amount(name: str, value: int) -> str:
    """A limit for readers, bytes also in MiB."""
    return f"{value:,} ({value // 2**20} MiB)" if name.endswith("_bytes") else f"{value:,}"


def _commands() -> str:
    lines = ["# Commands"]
    for words in ((), *((command,) for command in commands())):
        shown = " ".join(("broadsheet", *words, "--help"))
        lines += ["", f"## {' '.join(('broadsheet', *words))}", "", "```console", f"$ {shown}"]
        lines += [*_help(words).splitlines(), "```"]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _help(words: tuple[str, ...]) -> str:
    command = (sys.executable, "-m", "broadsheet.cli", *words, "--help")
    settings = {**os.environ, "COLUMNS": "90", "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=settings)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


if __name__ == "__main__":
    for name, text in pages().items():
        (_HERE / name).write_text(text, "utf-8")
