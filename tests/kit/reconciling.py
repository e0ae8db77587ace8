"""Whether a shipped report reconciles, without its charts, which hold no number."""

from __future__ import annotations

from pathlib import Path

import duckdb
from markupsafe import Markup

from broadsheet.charts.kinds import chart_kinds
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report import Request, find_report
from broadsheet.report.content.calls import Calls
from broadsheet.report.content.markdown import render_text
from broadsheet.report.content.reconciliation import mismatches
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.results import Results

__all__ = ["assert_reconciles"]

_REPORTS = Path(__file__).resolve().parents[2] / "reports"


def assert_reconciles(
    name: str, connection: duckdb.DuckDBPyConnection, lake: Path, request: Request
) -> None:
    """Assert that the numbers of a report's page agree with each other and with their data.

    A period without articles has a page that says so, and no number.
    """
    document = find_report(name, _REPORTS)
    edition = settle(document, open_snapshot(lake), connection, request)
    if not edition.articles:
        return
    calls = Calls(Results(connection, document, edition.scope), in_print=False)
    drawn = dict.fromkeys([*chart_kinds(), "side_by_side"], lambda *_, **__: Markup(""))
    html = render_text(document, calls.names() | drawn).html
    assert calls.printed
    assert mismatches(calls.results, [(calls, html)]) == ()
