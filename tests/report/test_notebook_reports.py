"""Notebooks as reports: run once with the period, set in the page's design, without scripts."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from broadsheet.errors import ReportError
from broadsheet.report import RenderedReport, read_report, render
from kit.printed import assert_fonts_embedded, assert_pdf_ua, outline, tagged

FRONT_MATTER = "---\ntitle: March in numbers\ncode: fold\nparams: {top: 3}\n---"
CODE = """
from pathlib import Path
from IPython.display import HTML
import broadsheet
with Path("runs").open("a") as file:
    file.write("run ")
print(period, since, until, tz, top, as_of)
rows = broadsheet.query("coverage_by_provider", lake=lake, as_of=as_of, since=since, until=until)
broadsheet.charts.bar(rows.head(top), x="items", y="provider_name", title="Who covered most")
"""
TWO = "display(broadsheet.charts.bar(rows.head(2), x='items', y='provider_name')); rows.head(2)"
HOSTILE = "HTML('<b onclick=x()>bold</b><script>x()</script><img src=https://e.example/x.png>')"


def _cell(kind: str, source: str, *tags: str) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}} | code


def _write(path: Path, *cells: dict[str, Any]) -> Path:
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}), "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the notebook."""
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def page(folder: Path, sample_lake: Path) -> RenderedReport:
    """A notebook rendered for a month, as HTML and PDF."""
    path = _write(
        folder / "analysis.ipynb",
        _cell("raw", FRONT_MATTER),
        _cell("code", "top = 5; since = 'never'", "parameters"),
        _cell("markdown", "## Who covered most\n\n<script>alert(1)</script>"),
        _cell("code", CODE),
        _cell("code", TWO),
        _cell("code", HOSTILE),
        _cell("code", "print('not to be seen')", "remove-cell"),
    )
    return render(str(path), sample_lake, period="2021-03", formats=("html", "pdf"))


def test_parameters_are_assigned_after_the_tagged_cell(page: RenderedReport) -> None:
    """A cell reads the period, the zone, the version and the notebook's own parameters."""
    html = page.pages["html"].decode()
    assert "<pre>2021-03 2021-03-01 2021-04-01 UTC 3 v000001\n</pre>" in html


def test_each_cell_runs_once_for_both_formats(page: RenderedReport, folder: Path) -> None:
    """HTML and PDF are set from the outputs of one run."""
    assert page.pages["pdf"].startswith(b"%PDF")
    assert (folder / "runs").read_text() == "run "


def test_charts_are_drawn_in_the_page(page: RenderedReport) -> None:
    """Charts are SVG in the page's colors, each with identifiers of its own, and none is a PNG."""
    html = page.pages["html"].decode()
    assert html.count('<div class="chart wide"><svg') == 2
    assert html.count("var(--accent, ") > 1
    assert "image/png" not in html
    idents = re.findall(r'\bid="([^"]+)"', html)
    assert len(idents) == len(set(idents))
    assert ">Who covered most</title>" in html
    assert re.search(r"<desc [^>]+>\S+", html)


def test_paper_of_a_notebook_is_for_every_reader(page: RenderedReport) -> None:
    """It is PDF/UA-1: charts have words, heads of tables are tagged, fonts are embedded."""
    pdf = pypdf.PdfReader(io.BytesIO(page.pages["pdf"]))
    assert_pdf_ua(pdf, "en")
    assert_fonts_embedded(pdf)
    assert [title for title, _ in outline(pdf)] == ["March in numbers", "Who covered most"]
    figures = [tag.get("/Alt") for tag in tagged(pdf, "/Figure")]
    assert figures[0] == "Who covered most"
    assert all(figures)
    assert tagged(pdf, "/TH")
    assert all("/Scope" in head["/A"] for head in tagged(pdf, "/TH"))


def test_a_page_of_a_notebook_has_no_script_and_no_request(page: RenderedReport) -> None:
    """HTML of a cell is cleaned: handlers, scripts and pictures from outside are gone."""
    html = page.pages["html"].decode()
    assert "x()</script>" not in html
    assert "<b>bold</b><img>" in html  # the code above is text, and names the picture's address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_code_is_folded_and_tags_leave_cells_out(page: RenderedReport) -> None:
    """The setting `code: fold` puts code in a `details`; `remove-cell` leaves a cell out."""
    html = page.pages["html"].decode()
    assert "<summary>Code</summary>" in html
    assert "not to be seen" not in html


def test_a_cell_that_fails_means_no_page(folder: Path, sample_lake: Path) -> None:
    """The error names the notebook, the cell and what it raised, in one line."""
    path = _write(folder / "broken.ipynb", _cell("markdown", "Text"), _cell("code", "1 / 0"))
    with pytest.raises(ReportError) as raised:
        render(str(path), sample_lake)
    assert str(raised.value) == "broken.ipynb: cell 2 fails: ZeroDivisionError: division by zero"


def test_a_file_that_is_no_notebook_is_refused(folder: Path) -> None:
    """A file of another form is one clear line."""
    path = folder / "other.ipynb"
    path.write_text("[]")
    with pytest.raises(ReportError, match=r"^other\.ipynb is no notebook of format 4; open it"):
        read_report(path)
