"""The list of the pages of a report that has a page for each provider or topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.templates import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from broadsheet.report.edition.each import Each

__all__ = ["each_list"]


def each_list(kind: str, files: Mapping[Each, str], *, linked: bool) -> Markup:
    """The providers or topics of a report, each with its count of articles.

    Args:
        kind: `provider` or `topic`.
        files: The file of each one's page, most articles first.
        linked: Whether the names link to these files.
    """
    return filled("each_list.html", kind=kind, files=files, linked=linked)
