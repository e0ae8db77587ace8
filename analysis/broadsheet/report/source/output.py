"""What a report is written as: the formats of its pages, and the sheets that PDF is set on."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["PageFormat", "Paper"]


class PageFormat(StrEnum):
    """The formats of a page."""

    HTML = "html"
    PDF = "pdf"


class Paper(StrEnum):
    """The sizes of the sheet that PDF is set on."""

    A4 = "a4"
    LETTER = "letter"
