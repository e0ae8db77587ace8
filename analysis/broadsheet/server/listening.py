"""Listening for requests, until Ctrl-C."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from broadsheet.errors import BroadsheetError
from broadsheet.server.app import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.server.app import Served

__all__ = ["listen"]

_SECONDS_TO_END = 2


def listen(served: Served, host: str, port: int, report_address: Callable[[str], object]) -> None:
    """Answer requests until the process is interrupted.

    Args:
        served: What is shown.
        host: The address to listen on.
        port: The port; 0 for any that is free.
        report_address: Called with the URL of the server when it listens.

    Raises:
        BroadsheetError: The address can't be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        problem = f"can't listen on {host} port {port}: {error.strerror or error}"
        raise BroadsheetError(problem, hint="choose another with --port") from error
    with listening:
        shown = f"[{host}]" if ":" in host else host
        report_address(f"http://{shown}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            make_app(served),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        uvicorn.Server(config).run(sockets=[listening])
