"""Reports: a text file of Markdown and SQL to a page of HTML or PDF.

settings  the front matter of a report
includes  the parts that reports share
document  the report document: settings, text, SQL fences
each      the providers or topics that a report has a page for each of
results   its SQL, run for a period and the one before
calls     what the text may call: numbers, tables, charts
markdown  the text, rendered in a sandbox
contents  the headings and their anchors
page      the whole page: masthead, text, imprint, fonts
paper     the page as PDF
files     the pages' files
edition   a report settled for a snapshot and what is asked
rendering all of it, page by page
"""

from broadsheet.report.edition.edition import Request
from broadsheet.report.rendering import RenderedReport, render, render_pages, render_report
from broadsheet.report.source.document import ReportDocument, find_report, read_report

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
