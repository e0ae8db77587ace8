"""Writes the pages of the fifty providers with most articles: `fifty.py LAKE FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report import Request, edition, find_report, render_pages

_PAGES = 50


def main() -> None:
    """Render them as `broadsheet report provider --period all` does, but for the others."""
    every = edition.each_of

    def first(*asked: Any) -> list[Any]:  # noqa: ANN401 - passed on
        return every(*asked)[:_PAGES]

    edition.each_of = first
    lake, folder = map(Path, sys.argv[1:])
    request = Request(period="all", formats=("html", "pdf"))
    for pages in render_pages(find_report("provider", folder), open_snapshot(lake), request):
        pages.write(folder)


if __name__ == "__main__":
    main()
