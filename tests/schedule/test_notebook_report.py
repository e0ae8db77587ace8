"""A notebook is scheduled and delivered as any report is."""

from __future__ import annotations

import json

import pytest

from kit.desk import READERS, Desk

_SETTINGS = """\
checks: {{run: [duplicate_url]}}
mail: {{host: {post.host}, port: {post.port}, security: none, sender: desk@example.org}}
schedules:
  analysis:
    deliver:
      - folder: site
      - mail: [ann@example.org, bob@example.org, cat@example.org]
"""
_FRONT_MATTER = "---\ntitle: The analysis\nperiod: yesterday\nschedule: 0 7 * * *\n---"
_CODE = """\
from pathlib import Path
import broadsheet
with Path("runs").open("a") as file:
    file.write(f"{period} ")
rows = broadsheet.query("articles_by_provider", lake=lake, since=since, until=until)
broadsheet.charts.bar(rows, x="articles", y="provider_name", title="Who wrote most")
"""


@pytest.fixture
def analyst(desk: Desk) -> Desk:
    """A desk whose only report is a notebook that is due daily."""
    (desk.folder / "reports" / "brief.md").unlink()
    desk.write("broadsheet.yaml", _SETTINGS)
    write_notebook(desk, _CODE)
    return desk


def write_notebook(desk: Desk, code: str) -> None:
    """Write the notebook with one cell of code."""
    cell = {"cell_type": "code", "source": code, "outputs": [], "execution_count": None}
    settings = {"cell_type": "raw", "source": _FRONT_MATTER}
    cells = [each | {"metadata": {}} for each in (settings, cell)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    desk.write("reports/analysis.ipynb", json.dumps(notebook))


def test_a_notebook_that_is_due_is_delivered_once(analyst: Desk) -> None:
    """Folder and readers get its page; its cells run once for both formats and all readers."""
    done = analyst.run()
    again = analyst.run("2021-03-10T08:05")
    assert [(run["issue"], run["outcome"]) for run in done.runs] == [("2021-03-09", "delivered")]
    assert again.runs == []
    assert (analyst.folder / "reports" / "runs").read_text() == "2021-03-09 "
    page = (analyst.folder / "site" / "analysis-2021-03-09.html").read_text("utf-8")
    assert '<div class="chart wide"><svg' in page
    ((mail, readers),) = analyst.post.mails
    assert (readers, mail["Subject"]) == (READERS, "The analysis, 9 March 2021")
    kinds = {part.get_content_type() for part in mail.walk()}
    assert {"application/pdf", "image/png"} <= kinds


def test_a_notebook_whose_cell_fails_is_not_delivered(analyst: Desk) -> None:
    """There is no page and no mail; the row of the run names the cell and what it raised."""
    write_notebook(analyst, "1 / 0")
    done = analyst.run()
    assert (done.has_failed, analyst.post.mails) == (True, [])
    assert done.runs[0]["error"].startswith("analysis.ipynb: cell 1 fails: ZeroDivisionError")
    assert not (analyst.folder / "site").exists()
