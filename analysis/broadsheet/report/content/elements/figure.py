"""Figures: a table, a chart or a number strip with its title, its note, its SQL and its data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from broadsheet.export import Rows, format_named
from broadsheet.report.content.templates import filled
from broadsheet.report.content.values import text

if TYPE_CHECKING:
    from broadsheet.report.content.finding import Finding
    from broadsheet.report.edition.results import Result

__all__ = ["Figure", "nothing", "side_by_side"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure of a page.

    Attributes:
        ident: Its identifier in the page.
        body: What it shows.
        title: The line above it.
        note: The line below it.
        source: The result it shows; None in print, where nothing can be unfolded.
        has_data: Whether it has the rows as CSV; figures of one result share them.
    """

    ident: str
    body: Markup
    title: str | Finding | None
    note: str | None
    source: Result | None
    has_data: bool

    def html(self) -> Markup:
        """The figure, with its SQL and data folded away."""
        source = self.source
        return filled(
            "figure.html",
            figure=self,
            sql=_sql_text(source) if source else None,
            csv=_csv_text(source) if source and self.has_data else None,
        )


def side_by_side(*figures: Markup) -> Markup:
    """Figures beside each other where the page is wide enough."""
    return filled("columns.html", figures=figures)


def nothing() -> Markup:
    """The sentence in place of a figure without rows."""
    return filled("nothing.html")


def _sql_text(source: Result) -> str:
    bound = ", ".join(f"${name} = {text(value)}" for name, value in source.bound.items())
    return f"{source.query.sql}\n-- {bound}" if bound else source.query.sql


def _csv_text(source: Result) -> Markup:
    """The rows as CSV, escaped so that a browser reads the very same text, line ends too."""
    stream = io.BytesIO()
    format_named("csv").write(Rows.in_memory(source.rows), stream)
    escaped = str(escape(stream.getvalue().decode())).replace("\r", "&#13;")
    return Markup(escaped)  # noqa: S704 - escaped
