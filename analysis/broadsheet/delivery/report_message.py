"""The message that announces a rendered report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.delivery.message import Kind, Message, Number
from broadsheet.style.formatting import left_to_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.report.rendered import RenderedReport

__all__ = ["report_message"]

_NUMBERS = 6


def report_message(
    report: str,
    issue: str,
    rendered: RenderedReport,
    *,
    warnings: Sequence[str] = (),
    link: str | None = None,
) -> Message:
    """The message that delivers a page of a report, or notes that its period has no articles.

    Its summary is the text's first paragraph, or else the report's description. Its figures are the
    pictures that the report was rendered with.

    Args:
        report: The report's name; the page of one provider or topic has a name of its own.
        issue: The issue: the period as in a file's name.
        rendered: The page.
        warnings: What the reader must know first.
        link: Where to read it, if that is not the channel's link and the name of its file.
    """
    title = f"{left_to_right(rendered.title) or report}, {rendered.period.title}"
    return Message(
        subject=report,
        issue=issue,
        kind=Kind.NOTE if rendered.is_empty else Kind.REPORT,
        title=f"{title}: no articles" if rendered.is_empty else title,
        page=rendered.each,
        summary=rendered.lead or rendered.description,
        numbers=_numbers(rendered),
        warnings=tuple(warnings),
        figures=rendered.pictures,
        reports=(rendered,),
        link=link,
    )


def _numbers(rendered: RenderedReport) -> tuple[Number, ...]:
    """The headline numbers, each with its change on the period before."""
    return tuple(
        Number(
            each.label,
            each.value,
            f"{each.change} on {rendered.before}" if each.change and rendered.before else "",
        )
        for each in rendered.headline[:_NUMBERS]
    )
