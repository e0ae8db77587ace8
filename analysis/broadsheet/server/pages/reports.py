"""The reports that were written, and where to look next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.issued import issued_reports

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/"
TITLE = "Reports"
POSITION = 1


def show(asked: Asked) -> Shown:
    """The index of the reports in the output folder."""
    return Shown(TITLE, "reports.html", {"reports": issued_reports(asked.folder)})
