"""Render the text of a cell as a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import duckdb

from broadsheet.config import read_settings
from broadsheet.database.statements import parameters_of
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.notebook.variables import values_of
from broadsheet.report import Request, render_report
from broadsheet.report.source.document import parse_report
from broadsheet.report.source.settings import TAKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.report import RenderedReport, ReportDocument
    from broadsheet.report.source.settings import Param

__all__ = ["render_cell"]

_FILE = Path("cell.md")
"""The file that errors name; includes are searched in its folder, which is the notebook's."""


def render_cell(
    text: str,
    variables: Mapping[str, object],
    lake: str | None,
    as_of: str | None = None,
    period: str | None = None,
) -> RenderedReport:
    """The HTML page of a report that is written in a cell.

    A parameter of its SQL that a report does not bind itself, and that the cell does not declare,
    takes the value of the variable of its name.

    Args:
        text: The report, as a file of it would have it.
        variables: The variables of the notebook.
        lake: The lake's folder; None for that of the settings.
        as_of: A version; the live one where None.
        period: Such as `2021-03`; else the report's own.

    Raises:
        BroadsheetError: The report, the lake, the period or the report's SQL has a fault, or a
            parameter has no variable.
    """
    settings = read_settings()
    document = parse_report(text, _FILE)
    given = values_of(_open_parameters(document), variables)
    params = {**document.params, **cast("dict[str, Param]", given)}
    request = Request(period, formats=("html",), limits=settings.statements)
    snapshot = open_snapshot(local_lake(lake or settings.lake, as_of), as_of)
    return render_report(replace(document, params=params), snapshot, request)


def _open_parameters(document: ReportDocument) -> set[str]:
    """The parameters of a report's SQL that neither the report nor its settings give a value."""
    with duckdb.connect() as connection:
        named = [parameters_of(connection, query.sql) for query in document.queries]
    return set().union(*named) - {*TAKEN, *document.params}
