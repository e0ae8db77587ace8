"""Report documents: front matter, text and SQL fences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.errors import ReportError
from broadsheet.report import ReportDocument, find_report

Read = Callable[[str], ReportDocument]

WHOLE = """---
title: The week
period: 2021
formats: [html]
schedule: "0 7 * * MON"
---
First line.

```sql numbers
select 1 as one
```
Last line.
"""


def test_front_matter_is_read_as_text(report: Read) -> None:
    """A period of 2021 is the text `2021`, not a number."""
    assert report(WHOLE).period == "2021"


def test_byte_order_mark_is_none_of_the_text(report: Read) -> None:
    """A report that an editor saved with a byte order mark has its settings all the same."""
    assert report(f"\ufeff{WHOLE}").period == "2021"


def test_what_the_front_matter_leaves_out_has_a_default(report: Read) -> None:
    """A report without a time zone is in that of the request."""
    assert report(WHOLE).timezone == ""


def test_formats_may_be_a_list(report: Read) -> None:
    """A YAML list of formats is taken as such."""
    assert report(WHOLE).formats == ("html",)


def test_a_report_needs_no_front_matter(report: Read) -> None:
    """Plain Markdown is a report under its file's name."""
    assert report("Hello.\n").title == "mine"


def test_fences_name_their_results(report: Read) -> None:
    """A fence has a name, its SQL and the line it begins on."""
    (query,) = report(WHOLE).queries
    assert (query.name, query.sql, query.line) == ("numbers", "select 1 as one", 9)


def test_the_text_keeps_its_line_numbers(report: Read) -> None:
    """Front matter and fences are blanked, so a line of the text is a line of the file."""
    assert report(WHOLE).text.splitlines().index("Last line.") == 11


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: A\nperoid: all\n---\n", "mine.md:3: unknown setting, got 'peroid'"),
        ("---\ntitle: A\ntitle: B\n---\n", "mine.md:3: title occurs twice"),
        ('---\ntitle: "A\n---\n', "mine.md:"),
        ("---\nformats: [docx]\n---\n", "no such format, got 'docx'"),
        ("```sql one\nselect 1\n```\n```sql one\nselect 2\n```\n", "mine.md:4: a second result"),
        ("text\n```sql\nselect 1\n```\n", "mine.md:2: a SQL fence needs a name"),
    ],
)
def test_a_fault_is_told_with_file_and_line(report: Read, text: str, told: str) -> None:
    """A faulty report is refused with its file, line and what is wrong."""
    with pytest.raises(ReportError, match=told.replace("[", r"\[")):
        report(text)


def test_a_name_finds_a_shipped_report(tmp_path: Path) -> None:
    """`coverage` is found wherever one works."""
    assert find_report("coverage", tmp_path).title == "Coverage"


def test_ones_own_report_goes_before_a_shipped_one(tmp_path: Path) -> None:
    """A report in one's own folder hides a shipped one of that name."""
    (tmp_path / "coverage.md").write_text("---\ntitle: Mine\n---\n", "utf-8")
    assert find_report("coverage", tmp_path).title == "Mine"


def test_an_unknown_report_is_told_with_the_known_ones(tmp_path: Path) -> None:
    """A misspelt name is answered with the nearest."""
    with pytest.raises(ReportError, match="did you mean coverage"):
        find_report("covrage", tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A path that leads nowhere is named with the reason."""
    with pytest.raises(ReportError, match="No such file"):
        find_report(str(tmp_path / "none.md"), tmp_path)
