"""The browser of the tests: Debian's Chromium, for which every assertion waits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

__all__ = ["PATIENCE", "chromium"]

PATIENCE = 30_000
"""How long an assertion waits, in milliseconds: a busy machine makes a browser slow, not wrong."""

_QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; without one the test is skipped, or fails where one is required."""
    expect.set_options(timeout=PATIENCE)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        _refuse("no chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        except Error as error:
            _refuse(f"chromium does not start: {error.message.splitlines()[0]}")
        yield started
        started.close()


def _refuse(reason: str) -> None:
    """Skip the tests, or fail them where a browser is required."""
    if os.environ.get("BROADSHEET_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(f"PAGES ARE NOT TESTED IN A BROWSER: {reason}")
