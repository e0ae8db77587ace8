"""A rendered report: its pages by format, and the files that they are written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import ReportError
from broadsheet.lake.atomic import replaced
from broadsheet.report.source.output import PageFormat
from broadsheet.style.inline import framed

if TYPE_CHECKING:
    from broadsheet.period import Period
    from broadsheet.report.content.elements.numbers import Number
    from broadsheet.report.content.elements.picture import Picture

__all__ = ["RenderedReport", "file_name", "write_page"]


@dataclass(frozen=True)
class RenderedReport:
    """A report for a period, as pages by format. A notebook shows the HTML page inline.

    Attributes:
        name: The report's name; for the page of a provider or topic, with its slug at the end.
        period: The period.
        pages: The pages by format.
        title: The page's headline.
        headline: The numbers of its first strip.
        is_part: Whether it is the page of one provider or topic, which the report's list links.
        each: The key of that provider or topic; empty for any other page.
        description: The line under the headline.
        lead: The text's first paragraph.
        pictures: The first charts as pictures, as many as were requested.
        is_empty: Whether the period has no articles, so that the page says only that.
        mismatches: Numbers of the page that should agree and don't, each pair with its places;
            empty where the page reconciles.
        warnings: What is not as it should be, though the page is right, such as a missing font.
        before: What its numbers are compared with, for readers; empty where there is nothing.
    """

    name: str
    period: Period
    pages: dict[str, bytes] = field(repr=False)
    title: str = ""
    headline: tuple[Number, ...] = field(default=(), repr=False)
    is_part: bool = False
    each: str = ""
    description: str = ""
    lead: str = ""
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    is_empty: bool = False
    mismatches: tuple[str, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), repr=False)
    before: str = field(default="", repr=False)

    def file(self, form: str) -> str:
        """The name of a page's file."""
        return file_name(self.name, self.period, form)

    def write(self, folder: str | Path) -> list[Path]:
        """Write the pages into a folder, as `NAME-PERIOD.FORMAT`, and return their paths.

        Raises:
            ReportError: The folder can't be written.
        """
        paths = [Path(folder) / self.file(form) for form in self.pages]
        for path, content in zip(paths, self.pages.values(), strict=True):
            write_page(path, content)
        return paths

    def _repr_html_(self) -> str | None:
        if PageFormat.HTML not in self.pages:
            return None
        page = self.pages[PageFormat.HTML].decode()
        return framed(page, self.name, "width:100%;height:900px;border:1px solid #ccc")


def file_name(name: str, period: Period, form: str) -> str:
    """The file of a page: `NAME-PERIOD.FORMAT`."""
    return f"{name}-{period.slug}.{form}"


def write_page(path: Path, content: bytes) -> None:
    """Write the file of a page, whole or not at all, and its folder where it is missing.

    Raises:
        ReportError: It can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as new:
            new.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportError(f"can't write to {path.parent}: {reason}") from error
