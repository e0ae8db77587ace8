"""The text in place of a report whose period has no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.templates import filled
from broadsheet.report.content.values import text

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from broadsheet.period import Period

__all__ = ["no_articles"]


def no_articles(period: Period, first: date | None, last: date | None) -> Markup:
    """The sentence that a period has no articles, with the days of the first and the last."""
    return filled(
        "no_articles.html", period=period, first=first and text(first), last=last and text(last)
    )
