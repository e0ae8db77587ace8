"""The command line: it finds the commands, runs one, and turns errors into exit codes.

stdout is data, stderr is talk. Exit codes: 0 done, 1 an internal error, or a check or a delivery
that failed, 2 bad input, 3 a broken check, 130 interrupted.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from broadsheet.cli import commands
from broadsheet.cli.console import say
from broadsheet.cli.light_command import LightGroup
from broadsheet.errors import BroadsheetError
from broadsheet.processes import begin_own_process

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["main", "make_app", "run"]


def run() -> None:
    """Run the command line in a process of its own."""
    begin_own_process()
    main()


def main() -> None:
    """Run the command line; bad input ends in one line on stderr and exit code 2."""
    try:
        code = make_app(*sys.argv[1:2])(prog_name="broadsheet", standalone_mode=False)
    except BroadsheetError as error:
        code = _fail(str(error))
        say(*error.excerpt.splitlines())
    except TyperException as error:
        code = _fail(_usage_message(error))
    except OSError as error:
        code = _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exit as done:
        code = done.exit_code
    except (Abort, KeyboardInterrupt):
        say("broadsheet: interrupted")
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


def make_app(command: str = "") -> typer.Typer:
    """The command line: all commands, or the group that a command is named after alone.

    A group is a module of `broadsheet.cli.commands`. They take a tenth of a second to import.
    """
    app = typer.Typer(
        name="broadsheet",
        cls=LightGroup,
        help="Turn a folder of news documents into tables, answers and a printed page.",
        epilog="Exit codes: 0 done, 1 an internal error, or a check or a delivery that failed,"
        " 2 bad input, 3 a broken check, 130 interrupted.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_broadsheet)
    for group in _groups(command):
        app.add_typer(group.commands)
    return app


def _groups(command: str) -> list[ModuleType]:
    """The modules of commands, by `HELP_POSITION`; or the one that a command is named after."""
    names = [found.name for found in iter_modules(commands.__path__)]
    wanted = [command] if command in names else names
    groups = (import_module(f"{commands.__name__}.{name}") for name in wanted)
    return sorted(groups, key=lambda group: int(group.HELP_POSITION))


def _broadsheet(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from broadsheet.version import __version__

        print(f"broadsheet {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def _usage_message(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message.replace("Value error, ", "", 1)  # pydantic's word for any refused value
    return f"{message}; see: {context.command_path} --help" if context else message


def _fail(message: str) -> int:
    say(*(f"broadsheet: {line}" for line in message.splitlines()))
    return 2
