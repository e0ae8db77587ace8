"""An index of the reports in a folder: newest first, each with a small picture and its numbers.

A number has its change from the period before, and a line of the issues before it.

`issues.json` beside the pages keeps the entries of the index, so that older issues stay in it.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.sparkline import sparkline
from broadsheet.report.content.templates import filled
from broadsheet.report.edition.imprint import TOOL
from broadsheet.report.rendered import file_name, write_page
from broadsheet.report.typesetting.page import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from broadsheet.report.rendered import RenderedReport

__all__ = ["Issue", "add_to_site", "recorded_issues"]

_RECORD = "issues.json"
_NUMBERS = 3
_FEWEST_IN_A_LINE = 3
_DIGIT = re.compile(r"\d")
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
        numbers: Its first numbers: label, value and change as text, and the bare value. A record of
            an older version has label and value alone.
        previous: The title of the period before.
    """

    report: str
    title: str
    period: str
    slug: str
    until: str
    files: dict[str, str] = field(default_factory=dict)
    picture: str = ""
    numbers: list[list[Any]] = field(default_factory=list)
    previous: str = ""


@dataclass(frozen=True)
class _Shown:
    """A number as the index shows it: with its change, and a line of those before it."""

    label: str
    value: str
    change: str | None
    line: Markup | None


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
    periods = [
        (title, [(issue, _numbers(issue, kept)) for issue in group])
        for title, group in groupby(kept, lambda issue: issue.period)
    ]
    content = filled("site.html", periods=periods, tool=TOOL)
    frame = Frame(content=content, title="Reports", tool=TOOL, kind="site", images=_IMAGES)
    index = folder / "index.html"
    write_page(index, frame.html().encode())
    return index


def _numbers(issue: Issue, issues: Sequence[Issue]) -> Iterator[_Shown]:
    """The numbers of an issue, each with its line over the issues of the same report until it."""
    series = [each for each in reversed(issues) if _is_before(each, issue)]
    for label, value, *more in issue.numbers:
        change, _ = more or (None, None)
        amounts = [_amount(each, label) for each in series]
        known = sum(amount is not None for amount in amounts)
        line = sparkline(amounts, color="var(--accent)") if known >= _FEWEST_IN_A_LINE else None
        yield _Shown(label, value, change, line)


def _is_before(each: Issue, issue: Issue) -> bool:
    """Whether an issue is of the same report and of a period of the same kind, and not later."""
    is_same = each.report == issue.report and _kind(each.slug) == _kind(issue.slug)
    return is_same and each.until <= issue.until


def _kind(slug: str) -> str:
    """The kind of a period: `2021-03` and `2021-04` are of the same."""
    return _DIGIT.sub("0", slug)


def _amount(issue: Issue, label: str) -> float | None:
    """The bare value of a number of an issue; None where its record has none."""
    found = [number[3] for number in issue.numbers if number[0] == label and len(number) > 3]
    return found[0] if found else None


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
        numbers=[
            [number.label, number.value, number.change, number.amount]
            for number in report.headline[:_NUMBERS]
        ],
        previous=report.before,
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
