"""A session of the shell: its connection and settings, and what each line that is entered does."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from broadsheet.cli.console import say
from broadsheet.cli.printing import write_result, write_table
from broadsheet.cli.shell.descriptions import columns_of, described
from broadsheet.cli.statements import run_statements
from broadsheet.database.statements import has_ended
from broadsheet.errors import BroadsheetError
from broadsheet.export import MOST_ROWS, Format, format_named

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

__all__ = ["COMMANDS", "Session", "is_complete"]

_ALL_ROWS = 0


@dataclass
class Session:
    """What a session keeps between two lines.

    Attributes:
        connection: The database, locked to one version of the lake.
        row_format: The format of rows; None for a table.
        most_rows: How many rows a terminal shows, 0 for all.
        has_timing: Whether the time of each entry is shown.
        is_open: Whether it takes a further entry.
    """

    connection: duckdb.DuckDBPyConnection
    row_format: Format | None = None
    most_rows: int = MOST_ROWS
    has_timing: bool = False
    is_open: bool = True

    def enter(self, text: str) -> None:
        """Run an entry: a command of the shell, or statements. Errors and Ctrl-C end it alone."""
        entry = text.strip()
        try:
            if entry.startswith("\\"):
                self._command(entry)
            elif entry:
                self._statements(text)
        except BroadsheetError as error:
            say(str(error), *error.excerpt.splitlines())
        except KeyboardInterrupt:
            say("interrupted")

    def _statements(self, text: str) -> None:
        begun = perf_counter()
        run_statements(self.connection, text, self._write)
        if self.has_timing:
            say(f"{perf_counter() - begun:.3f} s")

    def _write(self, relation: duckdb.DuckDBPyRelation) -> None:
        write_result(self.connection, relation, self.row_format, most_rows=self.most_rows)

    def _command(self, entry: str) -> None:
        name, _, argument = entry.rstrip(";").partition(" ")
        if name not in COMMANDS:
            raise BroadsheetError("no such command of the shell", received=name, valid=COMMANDS)
        COMMANDS[name].run(self, argument.strip())


@dataclass(frozen=True)
class Command:
    """A command of the shell.

    Attributes:
        run: Does it in a session, with what follows its name.
        meaning: What it does.
        argument: What may follow its name.
    """

    run: Callable[[Session, str], None]
    meaning: str
    argument: str = ""


def is_complete(text: str) -> bool:
    """Whether an entry needs no further line: a command, nothing, or statements up to a `;`."""
    entry = text.strip()
    return not entry or entry.startswith("\\") or has_ended(entry)


def _describe(session: Session, name: str) -> None:
    import pyarrow as pa

    if name:
        rows = columns_of(session.connection, name.lower())
    else:
        found = described().items()
        rows = [{"name": name, "kind": each.kind, "holds": each.holds} for name, each in found]
    write_table(pa.Table.from_pylist(rows), session.row_format, most_rows=_ALL_ROWS)


def _set_format(session: Session, name: str) -> None:
    chosen = format_named(name or "table")
    if chosen.is_binary:
        hint = "write it to a file with: broadsheet sql -o FILE"
        raise BroadsheetError(f"the format {name} is not for a terminal", hint=hint)
    session.row_format = chosen
    say(f"rows are shown as {chosen.name}")


def _switch_timing(session: Session, _: str) -> None:
    session.has_timing = not session.has_timing
    say(f"the time is {'shown' if session.has_timing else 'not shown'}")


def _help(_session: Session, _: str) -> None:
    lines = {f"{name} {each.argument}".rstrip(): each.meaning for name, each in COMMANDS.items()}
    width = max(map(len, lines))
    say(
        "A statement ends with `;` and may have several lines. Tab completes names.",
        *(f"  {line:{width}}  {meaning}" for line, meaning in lines.items()),
        "Ctrl-C ends a statement, or clears the line. Ctrl-D leaves.",
    )


def _leave(session: Session, _: str) -> None:
    session.is_open = False


COMMANDS = {
    "\\d": Command(
        _describe, "the tables, views and queries; or the columns of one of them", "[NAME]"
    ),
    "\\format": Command(_set_format, "the format of rows; default: table", "[NAME]"),
    "\\timing": Command(_switch_timing, "show the time of each entry, or stop showing it"),
    "\\?": Command(_help, "this help"),
    "\\q": Command(_leave, "leave"),
}
"""The commands of the shell, by what is typed."""
