"""An index of the reports in a folder: newest first, each with a small picture and its numbers.

`issues.json` beside the pages keeps the entries of the index, so that older issues stay in it.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from broadsheet.errors import ReportError
from broadsheet.report.content.templates import filled
from broadsheet.report.edition.imprint import TOOL
from broadsheet.report.rendered import file_name, write_page
from broadsheet.report.typesetting.page import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from broadsheet.report.rendered import RenderedReport

__all__ = ["Issue", "add_to_site", "recorded_issues"]

_RECORD = "issues.json"
_NUMBERS = 3
_SCALE = 0.6  # pixels to a point: twice as many as are shown, for sharp screens
_IMAGES = "'self' file:"  # the pictures beside the page, on a server or on a disk


@dataclass(frozen=True)
class Issue:
    """A report for a period, as an entry of the index.

    Attributes:
        report: The report's name.
        title: Its headline.
        period: The period's title.
        slug: The period as files are named.
        until: The day after the period's last, as ISO 8601; empty for all time.
        files: The pages' files by format.
        picture: The file of a picture of its first page; empty without a PDF.
        numbers: Its first numbers, each with its label.
    """

    report: str
    title: str
    period: str
    slug: str
    until: str
    files: dict[str, str] = field(default_factory=dict)
    picture: str = ""
    numbers: list[list[str]] = field(default_factory=list)


def add_to_site(folder: Path, rendered: Iterable[RenderedReport]) -> Path:
    """Write reports into a folder, and an index of these and of the older ones there.

    Args:
        folder: The folder. Pages of one provider or topic are written, but not listed.
        rendered: The reports.

    Returns:
        The path of the index.

    Raises:
        ReportError: The folder can't be written, or its record can't be read.
    """
    issues = {(issue.report, issue.slug): issue for issue in recorded_issues(folder)}
    for report in rendered:
        report.write(folder)
        if not report.is_part:
            issue = _issue(folder, report)
            issues[issue.report, issue.slug] = issue
    kept = [issue for issue in issues.values() if _is_there(folder, issue)]
    kept.sort(key=lambda issue: issue.title)
    kept.sort(key=lambda issue: (issue.until or date.max.isoformat(), issue.slug), reverse=True)
    write_page(folder / _RECORD, json.dumps([asdict(issue) for issue in kept], indent=1).encode())
    periods = [(title, list(group)) for title, group in groupby(kept, lambda issue: issue.period)]
    content = filled("site.html", periods=periods, tool=TOOL)
    frame = Frame(content=content, title="Reports", tool=TOOL, kind="site", images=_IMAGES)
    index = folder / "index.html"
    write_page(index, frame.html().encode())
    return index


def _issue(folder: Path, report: RenderedReport) -> Issue:
    picture = ""
    if "pdf" in report.pages:
        picture = file_name(report.name, report.period, "png")
        write_page(folder / picture, _first_page(report.pages["pdf"]))
    return Issue(
        report=report.name,
        title=report.title,
        period=report.period.title,
        slug=report.period.slug,
        until=report.period.until.isoformat() if report.period.until else "",
        files={form: report.file(form) for form in report.pages},
        picture=picture,
        numbers=[[number.label, number.value] for number in report.headline[:_NUMBERS]],
    )


def _first_page(pdf: bytes) -> bytes:
    """A picture of a document's first page, as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_SCALE).to_pil()
    finally:
        document.close()
    stream = io.BytesIO()
    picture.convert("P", palette=1, colors=64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def recorded_issues(folder: Path) -> list[Issue]:
    """The issues in the index of a folder; none where it has no index.

    Raises:
        ReportError: The record of the index can't be read.
    """
    record = folder / _RECORD
    try:
        issues: Any = json.loads(record.read_text("utf-8"))
        return [Issue(**issue) for issue in issues]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        hint = "remove it to start a new index"
        raise ReportError(f"{record} does not list issues", hint=hint) from error


def _is_there(folder: Path, issue: Issue) -> bool:
    return all((folder / file).is_file() for file in issue.files.values())
