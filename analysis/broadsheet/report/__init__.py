"""Reports: a text file of Markdown and SQL becomes a page of HTML or PDF.

source       the report as written: settings, includes, SQL fences, text
edition      the report settled for a request: period, parameters, results, imprint
content      its text as HTML: calls, elements, Markdown
typesetting  the whole page: fonts, style, frame, PDF
rendering    all of these for one report, page by page
batch        several reports, past faults
watching     render again when a file changes
site         the index of a folder of reports

The public names are imported on first use, so that reading a report loads no typesetter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.report.edition.edition import Request
    from broadsheet.report.rendered import RenderedReport
    from broadsheet.report.rendering import render, render_pages, render_report
    from broadsheet.report.source.document import ReportDocument, find_report, read_report

_HOMES = {
    "RenderedReport": "broadsheet.report.rendered",
    "ReportDocument": "broadsheet.report.source.document",
    "Request": "broadsheet.report.edition.edition",
    "find_report": "broadsheet.report.source.document",
    "read_report": "broadsheet.report.source.document",
    "render": "broadsheet.report.rendering",
    "render_pages": "broadsheet.report.rendering",
    "render_report": "broadsheet.report.rendering",
}

__all__ = [
    "RenderedReport",
    "ReportDocument",
    "Request",
    "find_report",
    "read_report",
    "render",
    "render_pages",
    "render_report",
]


def __dir__() -> list[str]:
    """The public names, for completion."""
    return __all__


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'broadsheet.report' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
