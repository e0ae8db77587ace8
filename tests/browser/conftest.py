"""One browser, and the shipped reports as pages, for all the tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from broadsheet.database.connection import connect
from broadsheet.report import RenderedReport, render
from broadsheet.report.site import add_to_site
from kit.chromium import PATIENCE, chromium
from kit.visits import HEIGHT, Visit

PROJECT = Path(__file__).resolve().parents[2]
SHIPPED = ("coverage", "quality", "weekly")
_OPENED = datetime(2021, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def pages(
    tmp_path_factory: pytest.TempPathFactory,
    rendered: Callable[..., RenderedReport],
    sample_lake: Path,
    seed_lake: Path,
) -> Path:
    """A folder with the shipped reports of a sample, and coverage of the lone seed."""
    folder = tmp_path_factory.mktemp("pages")
    for name in SHIPPED:
        formats = ("html",) if name == "weekly" else ("html", "pdf")
        _write(folder, name, rendered(name, sample_lake, "2021-03", formats).pages)
    _write(folder, "seed", rendered("coverage", seed_lake, "all", ("html",)).pages)
    listed, page = _of_each(sample_lake, PROJECT / "reports")
    _write(folder, "provider", page.pages)
    _write(folder, "providers", listed.pages)
    mine = str(Path(__file__).with_name("awkward.md"))
    awkward = render(mine, sample_lake, period="2021-03", formats=("html", "pdf"))
    _write(folder, "awkward", awkward.pages)
    add_to_site(folder / "site", [awkward, listed])
    return folder


def _of_each(lake: Path, shipped: Path) -> tuple[RenderedReport, RenderedReport]:
    """The list of providers, and the page of the first of these."""
    with closing(connect(lake)) as connection:
        ((first, *_), *_) = connection.sql("from articles_by_provider()").fetchall()
    listed = render("provider", lake, period="2021-03", folder=shipped)
    return listed, render("provider", lake, period="2021-03", folder=shipped, each=first)


def _write(folder: Path, name: str, pages: dict[str, bytes]) -> None:
    (folder / f"{name}.html").write_bytes(pages["html"])


@pytest.fixture(scope="session")
def visited(browser: Browser, pages: Path) -> Iterator[Callable[[str], Visit]]:
    """Opens a page, once in a session; its fonts are loaded."""
    with ExitStack() as stack:

        @cache
        def visit(name: str) -> Visit:
            window = stack.enter_context(closing(browser.new_page()))
            found = Visit((pages / f"{name}.html").as_uri(), window, [], [])
            window.on("request", lambda request: found.requested.append(request.url))
            window.on("console", lambda message: found.said.append(message.text))
            window.on("pageerror", lambda error: found.said.append(str(error)))
            window.set_default_timeout(PATIENCE)
            window.goto(found.address, wait_until="load")
            window.wait_for_function("document.fonts.status === 'loaded'")
            return found

        yield visit


@pytest.fixture
def opened(browser: Browser, pages: Path) -> Iterator[Callable[..., Page]]:
    """Open a report in a window of its own; any message in the console fails the test.

    With `stopped`, the page's clock runs only when the test moves it.
    """
    windows = []
    said: list[str] = []

    def open_(
        name: str, *, width: int = 1000, scheme: str = "light", stopped: bool = False
    ) -> Page:
        window = browser.new_page(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        window.on("console", lambda message: said.append(message.text))
        window.on("pageerror", lambda error: said.append(str(error)))
        window.set_default_timeout(PATIENCE)
        windows.append(window)
        if stopped:
            window.clock.install(time=_OPENED)
        window.goto((pages / f"{name}.html").as_uri())
        if stopped:
            window.clock.pause_at(_OPENED + timedelta(days=1))
        return window

    yield open_
    for window in windows:
        window.close()
    assert said == []
