"""The command line: it finds the commands, runs one, and turns errors into exit codes.

stdout is data, stderr is talk. Exit codes: 0 done, 1 an internal error, or a check or a delivery
that failed, 2 bad input, 3 a broken check, 130 interrupted.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from broadsheet.cli import commands
from broadsheet.cli.console import say
from broadsheet.errors import BroadsheetError
from broadsheet.processes import begin_own_process

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="broadsheet",
    help="Turn a folder of news documents into tables, answers and a printed page.",
    epilog="Exit codes: 0 done, 1 an internal error, or a check or a delivery that failed,"
    " 2 bad input, 3 a broken check, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def run() -> None:
    """Run the command line in a process of its own."""
    begin_own_process()
    main()


def main() -> None:
    """Run the command line; bad input ends in one line on stderr and exit code 2."""
    try:
        code = app(prog_name="broadsheet", standalone_mode=False)
    except BroadsheetError as error:
        code = _fail(str(error))
        say(*getattr(error, "excerpt", "").splitlines())
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


@app.callback(invoke_without_command=True)
def _broadsheet(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from broadsheet.version import __version__

        print(f"broadsheet {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def _add_commands() -> None:
    """Add the command groups: the modules of `broadsheet.cli.commands`, by `HELP_POSITION`."""
    names = [found.name for found in iter_modules(commands.__path__, f"{commands.__name__}.")]
    groups = sorted(map(import_module, names), key=lambda group: int(group.HELP_POSITION))
    for group in groups:
        app.add_typer(group.commands)


_add_commands()


def _usage_message(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message.replace("Value error, ", "", 1)  # pydantic's word for any refused value
    return f"{message}; see: {context.command_path} --help" if context else message


def _fail(message: str) -> int:
    say(*(f"broadsheet: {line}" for line in message.splitlines()))
    return 2
