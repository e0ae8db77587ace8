"""`broadsheet serve`: pages of the archive in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import Lake, Memory, Timeout, lake_folder, limits_given
from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 36
commands = typer.Typer()

_LOOPBACK = "127.0.0.1"


@commands.command()
def serve(
    lake: Lake = None,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port; 0 for any free one.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Any but loopback lets others read the lake.")
    ] = _LOOPBACK,
    name: Annotated[
        list[str] | None,
        typer.Option(help="A further name that browsers use for this server; repeat it for more."),
    ] = None,
    timeout: Timeout = None,
    memory: Memory = None,
) -> None:
    """Show the archive in a browser: reports, documents, stories, providers, topics and SQL.

    Only this machine can connect unless --host says otherwise. There is no login and no encryption.
    Pages only read, each from the version that is live when it is requested. Ctrl-C ends it.
    """
    from broadsheet.delivery.loopback import is_loopback
    from broadsheet.lake.snapshot import open_snapshot

    folder = lake_folder(lake)
    open_snapshot(folder)
    try:
        from broadsheet.server.app import Served
        from broadsheet.server.listening import listen
    except ImportError as error:
        problem = f"serve needs {error.name}"
        raise BroadsheetError(problem, hint="pip install 'broadsheet[serve]'") from error
    if not is_loopback(host):
        say(
            f"broadsheet: warning: {host} is not only this machine: whoever reaches it can read"
            " all of the lake, without a login"
        )
    settings = read_settings()
    limits = limits_given(settings, timeout, memory)
    hosts = ("localhost", _LOOPBACK, "::1", host, *(name or ()))
    served = Served(
        folder, Path(settings.output), limits, frozenset(each.lower() for each in hosts)
    )
    listen(served, host, port, lambda address: print(address, flush=True))
