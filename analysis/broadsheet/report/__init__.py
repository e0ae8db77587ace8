"""Reports: a text file of Markdown and SQL to a page of HTML or PDF.

document  the report document: front matter, text, SQL fences
results   its SQL, run for a period and the one before
calls     what the text may call: numbers, tables, charts
markdown  the text, rendered in a sandbox
page      the whole page: masthead, text, imprint, fonts
paper     the page as PDF
rendering all of it, for one report or several
"""

from broadsheet.report.document import ReportDocument, find_report, read_report
from broadsheet.report.rendering import RenderedReport, Request, render, render_report

__all__ = [
    "RenderedReport",
    "ReportDocument",
    "Request",
    "find_report",
    "read_report",
    "render",
    "render_report",
]
