"""Write the generated pages from their sources, such as tables, queries, commands and settings.

Run it by `make reference` after a change to any of them; a test fails while a page is stale.
"""

from __future__ import annotations

from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from checks_page import checks_page
from docstrings import attributes_of
from query_page import queries_page
from room_map import room_diagram, room_table
from settings_page import settings_page
from typer.main import get_command

from broadsheet.charts import kinds
from broadsheet.cli.app import make_app
from broadsheet.database.relations import views
from broadsheet.documents.faults import CODES
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.schema import DERIVED, HISTORY, OPERATIONS, all_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from click import Command, Context

_HERE = Path(__file__).parent
_ARCHITECTURE, _PYTHON = "explanation/architecture.md", "reference/python.md"
_KINDS = """\
::: broadsheet.charts
    options:
      show_root_heading: false
      show_root_toc_entry: false
      members: [{}]"""
_HELP_WIDTH = 78


def pages() -> dict[str, str]:
    """The texts of all generated files, by their path in `docs/`."""
    return {
        "reference/tables.md": _tables(),
        "reference/queries.md": queries_page(),
        "reference/problems.md": _problems(),
        "reference/commands.md": _commands(),
        "reference/settings.md": settings_page(),
        "reference/checks.md": checks_page(),
        "explanation/rooms.svg": room_diagram(),
        "explanation/architecture.md": _filled(
            "explanation/architecture.md", "rooms", room_table()
        ),
        "reference/python.md": _filled("reference/python.md", "kinds", _chart_kinds()),
    }


def _filled(page: str, name: str, text: str) -> str:
    """A page that is written by hand, with today's text between the marks of this name."""
    before, mark, rest = (_HERE / page).read_text("utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- end of {name} -->")
    return f"{before}{mark}\n{text}\n\n{end}{after}"


def _chart_kinds() -> str:
    """What mkdocstrings is to document of `broadsheet.charts`: each kind is a module."""
    return _KINDS.format(", ".join(module.name for module in iter_modules(kinds.__path__)))


def _tables() -> str:
    lines = [
        "# Tables",
        "",
        "Each table is a folder of Parquet files in a version of the lake, but for",
        f"{_listed(OPERATIONS)},",
        "which are rows of the lake's journal: they are of no version, and survive `prune`.",
        f"A load derives {_listed(DERIVED)} from the others",
        "([What is counted](../explanation/counting.md)).",
        f"{_listed(HISTORY)} are empty until",
        "`broadsheet history` reads them from git ([Read history](../how-to/read-history.md)).",
    ]
    for table in all_tables().values():
        lines += ["", f"## {table.name}", "", _sentence(table.grain), ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| {c.name} | {c.type} | {c.meaning} |" for c in table.columns]
    lines += ["", "## Views", "", "`connect` makes these over the tables.", ""]
    lines += ["| view | a row, and what it holds |", "| --- | --- |"]
    lines += [f"| {view.signature} | {_prose(view.header)} |" for view in views().values()]
    return "\n".join(lines) + "\n"


def _listed(names: Iterable[str]) -> str:
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}"


def _problems() -> str:
    lines = [
        "# Problems",
        "",
        "A document is never lost and never stops a load. The table `problems` has a row for each",
        "fault, with its line; `broadsheet problems` lists them, and",
        "[Find problems](../how-to/find-problems.md) shows how to work with them.",
        "",
        "| code | severity | what happens to the data |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {name} | {code.severity} | {code.meaning} |" for name, code in CODES.items()]
    lines += ["", "## Limits", "", "`broadsheet.yaml` sets other limits, as whole numbers:", ""]
    lines += ["```yaml", "limits:", f"  related: {DEFAULT_LIMITS.related}", "```", ""]
    lines += ["| limit | default | what it means |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {_amount(name, getattr(DEFAULT_LIMITS, name))} | {meaning} |"
        for name, meaning in attributes_of(Limits).items()
    ]
    return "\n".join(lines) + "\n"


def _amount(name: str, value: int) -> str:
    """A limit for readers, bytes also in MiB."""
    return f"{value:,} ({value // 2**20} MiB)" if name.endswith("_bytes") else f"{value:,}"


def _commands() -> str:
    lines = ["# Commands", "", "[Exit codes](exit-codes.md) are on a page of their own."]
    for words, text in _helps():
        lines += ["", f"## {words}", "", "```console", f"$ {words} --help", *text, "```"]
    return "\n".join(lines) + "\n"


def _helps() -> Iterator[tuple[str, list[str]]]:
    """Each command as it is typed, with the lines of its help; groups before their commands."""

    def walk(
        command: Command, name: str, parent: Context | None
    ) -> Iterator[tuple[str, list[str]]]:
        context = command.context_class(
            command, info_name=name, parent=parent, terminal_width=_HELP_WIDTH
        )
        text = command.get_help(context).strip()
        yield context.command_path, [line.rstrip() for line in text.splitlines()]
        for below, subcommand in getattr(command, "commands", {}).items():
            yield from walk(subcommand, below, context)

    return walk(get_command(make_app()), "broadsheet", None)


def _prose(comments: str) -> str:
    text = " ".join(comments.split())
    return f"{text[0].upper()}{text[1:]}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


if __name__ == "__main__":
    for name, text in pages().items():
        (_HERE / name).write_text(text, "utf-8")
