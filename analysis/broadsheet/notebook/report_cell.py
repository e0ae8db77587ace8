"""Render the text of a cell as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from broadsheet.config import read_settings
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.notebook.variables import values_of
from broadsheet.report import Request, render_report
from broadsheet.report.source.document import parse_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.report import RenderedReport
    from broadsheet.report.source.settings import Param

__all__ = ["render_cell"]

_FILE = Path("cell.md")
"""The file that errors name; includes are searched in its folder, which is the notebook's."""


def render_cell(  # noqa: PLR0913 - the options of a cell, each by its name
    text: str,
    namespace: Mapping[str, object],
    lake: str | None,
    *,
    as_of: str | None = None,
    period: str | None = None,
    params: Iterable[str] = (),
) -> RenderedReport:
    """The HTML page of a report that is written in a cell.

    Args:
        text: The report, as a file of it would have it.
        namespace: The variables of the notebook.
        lake: The lake's folder; None for that of the settings.
        as_of: A version; the live one where None.
        period: Such as `2021-03`; else the report's own.
        params: Parameters of the report that take the values of the variables of their names.

    Raises:
        BroadsheetError: The report, the lake, the period or the report's SQL has a fault.
    """
    settings = read_settings()
    values = cast("dict[str, Param]", values_of(params, namespace))
    request = Request(period, formats=("html",), params=values, limits=settings.statements)
    snapshot = open_snapshot(Path(lake or settings.lake), as_of)
    return render_report(parse_report(text, _FILE), snapshot, request)
