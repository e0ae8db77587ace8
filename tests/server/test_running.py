"""A request whose client goes away."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from broadsheet.config.settings import StatementLimits
from broadsheet.server.app import Served, make_app

ENDLESS = "select count(*) from range(10000000) a, range(10000000) b"


def test_a_statement_ends_when_its_client_has_gone(sample_lake: Path, tmp_path: Path) -> None:
    """Without a time limit that would end it: the disconnect does."""
    limits = StatementLimits(timeout=3600.0, memory="1GB")
    app = make_app(Served(sample_lake, tmp_path, limits, frozenset({"localhost"})))
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sql.json",
        "query_string": f"statement={quote(ENDLESS)}".encode(),
        "headers": [(b"host", b"localhost")],
    }
    waiting = [{"type": "http.request"}, {"type": "http.disconnect"}]
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return waiting.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def answered() -> None:
        await asyncio.wait_for(app(scope, receive, send), timeout=60)

    # in a thread: a test of pages in a browser leaves this one with an event loop
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(answered())).result()
    assert sent[0]["status"] == 400
