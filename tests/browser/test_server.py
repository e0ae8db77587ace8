"""The pages of `broadsheet serve` in a real browser, from a server of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address(sample_lake: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample, on a free port."""
    command = [
        sys.executable,
        "-m",
        "broadsheet.cli",
        "serve",
        "--lake",
        str(sample_lake),
        "--port",
        "0",
    ]
    folder = tmp_path_factory.mktemp("served")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Page]:
    """A dark telephone at the list of documents; any message in its console fails the test."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}documents")
    yield page
    page.close()
    assert said == []


def test_filters_lead_to_a_document_and_its_provider(window: Page) -> None:
    """A search, then links: each page says where it is."""
    window.get_by_label("Search").fill("school")
    window.get_by_label("Period").fill("2021-03")
    window.get_by_role("button", name="Show").click()
    expect(window).to_have_url(re.compile(r"search=school&period=2021-03"))
    expect(window.get_by_label("Search")).to_have_value("school")
    window.locator("tbody a[href^='/document?']").first.click()
    expect(window.get_by_role("heading", name="Article")).to_be_visible()
    window.locator("dd a[href^='/provider?']").first.click()
    expect(window.get_by_role("heading", name="Documents")).to_be_visible()


def test_a_permalink_shows_the_same_list(window: Page) -> None:
    """The link at the foot keeps the filters, and adds the version."""
    window.get_by_role("link", name="Quality").click()
    first = window.locator("tbody tr").first.inner_text()
    window.get_by_role("link", name="Permalink to this version").click()
    expect(window).to_have_url(re.compile(r"sort=-quality&as_of=v000001"))
    expect(window.locator("tbody tr").first).to_have_text(re.compile(re.escape(first.split()[0])))
    expect(window.get_by_role("link", name="Live version")).to_be_visible()


def test_sql_shows_rows_and_errors(window: Page) -> None:
    """A statement is run by its form; an error is beside the statement."""
    window.get_by_role("link", name="SQL").click()
    statement = window.get_by_label("One statement that reads")
    statement.fill("select 41 + 1 as answer")
    window.get_by_role("button", name="Run").click()
    expect(window.locator("tbody td")).to_have_text("42")
    statement.fill("select nothing")
    window.get_by_role("button", name="Run").click()
    expect(window.get_by_role("alert")).to_contain_text("LINE 1: select nothing")


def test_a_telephone_in_the_dark_has_room(window: Page) -> None:
    """No page scrolls sideways, and the style of the server is in force."""
    window.wait_for_function(FITS)
    expect(window.locator("html")).to_have_css("background-color", "rgb(20, 24, 26)")
