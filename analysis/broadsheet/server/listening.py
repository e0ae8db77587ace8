"""Listening for requests, until Ctrl-C."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from broadsheet.errors import BroadsheetError
from broadsheet.server.app import make_app

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from broadsheet.config.settings import StatementLimits

__all__ = ["listen"]

_SECONDS_TO_END = 2


def listen(
    lake: Path,
    folder: Path,
    limits: StatementLimits,
    host: str,
    port: int,
    hosts: Collection[str],
) -> None:
    """Answer requests until the process is interrupted; the address is printed to stdout.

    Args:
        lake: The lake's folder.
        folder: The folder that reports are written to.
        limits: What a statement takes at most.
        host: The address to listen on.
        port: The port; 0 for any that is free.
        hosts: The names that requests may come by.

    Raises:
        BroadsheetError: The address can't be listened on.
    """
    try:
        listening = socket.create_server((host, port), family=_family(host), backlog=128)
    except OSError as error:
        problem = f"can't listen on {host} port {port}: {error.strerror or error}"
        raise BroadsheetError(problem, hint="choose another with --port") from error
    with listening:
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{listening.getsockname()[1]}/", flush=True)
        sys.stdout.flush()
        config = uvicorn.Config(
            make_app(lake, folder, limits, hosts),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
