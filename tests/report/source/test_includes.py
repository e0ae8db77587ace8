"""Includes are part of a report's text, and errors name the file they are written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import ReportError
from broadsheet.report import read_report
from broadsheet.report.source.includes import with_includes


def _write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder / "mine.md"


def test_a_part_brings_its_text_and_its_sql(tmp_path: Path) -> None:
    """The text and the SQL fences of a part are the report's."""
    mine = _write(
        tmp_path,
        mine='---\ntitle: A\n---\nBefore\n{% include "part.md" %}\nAfter\n',
        part="Part\n\n```sql one\nselect 1\n```\n",
    )
    document = read_report(mine)
    assert document.text.split() == ["Before", "Part", "After"]
    assert [query.sql for query in document.queries] == ["select 1"]
    assert [file.name for file in document.files] == ["mine.md", "part.md"]


def test_a_line_is_told_where_it_is_written(tmp_path: Path) -> None:
    """A line of a part is the part's, and lines after it are the report's again."""
    mine = _write(tmp_path, mine="One\n{% include 'part.md' %}\nFour", part="Two\nThree\n")
    told = [(line.text, line.path.name, line.number) for line in _lines(mine)]
    assert told == [
        ("One", "mine.md", 1),
        ("Two", "part.md", 1),
        ("Three", "part.md", 2),
        ("Four", "mine.md", 3),
    ]


def _lines(mine: Path) -> list:  # type: ignore[type-arg]
    return with_includes(mine.read_text("utf-8"), mine, mine.parent)


def test_a_fault_in_a_part_names_the_part(tmp_path: Path) -> None:
    """A fault in an include is reported with the include's file and line."""
    mine = _write(tmp_path, mine='{% include "part.md" %}', part="\n```sql\nselect 1\n```\n")
    with pytest.raises(ReportError, match=r"^part\.md:2: a SQL fence needs a name"):
        read_report(mine)


@pytest.mark.parametrize("name", ["../other.md", "/etc/hostname", "sub/../../other.md"])
def test_a_part_lies_in_the_folder(tmp_path: Path, name: str) -> None:
    """What lies out of the report's folder is no part of it."""
    (tmp_path / "other.md").write_text("secret", "utf-8")
    (tmp_path / "reports").mkdir()
    mine = _write(tmp_path / "reports", mine=f'{{% include "{name}" %}}')
    with pytest.raises(ReportError, match="must be in the report's folder"):
        read_report(mine)


def test_a_link_out_of_the_folder_is_no_part(tmp_path: Path) -> None:
    """A symbolic link leads no further than its folder."""
    (tmp_path / "other.md").write_text("secret", "utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "part.md").symlink_to(tmp_path / "other.md")
    mine = _write(tmp_path / "reports", mine='{% include "part.md" %}')
    with pytest.raises(ReportError, match="must be in the report's folder"):
        read_report(mine)


def test_a_part_that_includes_itself_is_told(tmp_path: Path) -> None:
    """Includes that form a circle are reported, not followed."""
    mine = _write(
        tmp_path,
        mine='{% include "a.md" %}',
        a='{% include "b.md" %}',
        b='{% include "a.md" %}',
    )
    with pytest.raises(ReportError, match=r"b\.md:1: an include includes itself"):
        read_report(mine)


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    """An include that can't be read is reported with the line that names it."""
    mine = _write(tmp_path, mine='One\n{% include "part.md" %}')
    with pytest.raises(ReportError, match=r"mine\.md:2: can't read the include part\.md: No such"):
        read_report(mine)
