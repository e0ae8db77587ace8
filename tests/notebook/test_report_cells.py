"""`%%report` cells: a report written in a notebook."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from IPython.core.error import UsageError

from broadsheet.report import render
from kit.cells import Cells

REPORT = """---
title: Much
params: {{top: 2}}
---
```sql best
from quality_by_provider($since, $until) where articles >= $least limit $top
```

{{{{ table("best") }}}}
"""


def test_a_cell_is_the_page_of_the_same_file(
    cells: Cells, sample_lake: Path, tmp_path: Path
) -> None:
    """The page is that of a file, with a variable in place of a declared parameter."""
    report = REPORT.format()
    cells.run("least = 3")
    made = cells.run(f"%%report {sample_lake} --period 2021-03\n{report}")
    file = tmp_path / "cell.md"
    file.write_text(report.replace("top: 2", "top: 2, least: 3"))
    page = render(str(file), sample_lake, period="2021-03").pages["html"].decode()
    assert made.pages["html"].decode() == page
    assert page.count("<tr>") == 3


def test_the_page_is_shown_inline(cells: Cells, sample_lake: Path) -> None:
    """A notebook shows the page in a frame, where its scripts reach nothing else."""
    made = cells.run(f"%%report {sample_lake} --period 2021-03\nNothing but text.")
    frame = cells.shown(made)["text/html"]
    assert frame.startswith('<iframe title="cell" srcdoc="&lt;!doctype html&gt;')
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert "<p>Nothing but text.</p>" in unescape(frame)


@pytest.mark.parametrize(
    ("options", "report", "message"),
    [
        ("", "```sql a\nselect $unknown\n```", "no variable of the notebook has the name of the"),
        ("", "{{ nothing }}", "cell.md:1: "),
        ("", "```sql a\ncopy articles to 'a.csv'\n```", "SQL must only read, got 'copy'"),
        ("--period never", "Text.", "no such period"),
    ],
)
def test_an_error_is_one_line(
    cells: Cells, sample_lake: Path, options: str, report: str, message: str
) -> None:
    """A fault of the report or of an option is one line without a traceback."""
    with pytest.raises(UsageError) as raised:
        cells.run(f"%%report {sample_lake} {options}\n{report}")
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)
