"""Workbooks: what a spreadsheet shows is what the rows say."""

from __future__ import annotations

import io
import zipfile

import duckdb
import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.export import Rows, format_named, workbook


def sheet(select: str) -> str:
    """The XML of the sheet of one row."""
    stream = io.BytesIO()
    format_named("xlsx").write(Rows.of(duckdb.connect().sql(select)), stream)
    with zipfile.ZipFile(stream) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "@sum(1)", "https://lantern.example", "1e5"])
def test_text_stays_text(text: str) -> None:
    """No formula, link or number is made of a text."""
    xml = sheet(f"select '{text}' as a")
    assert f"<t>{text}</t>" in xml
    assert "<f>" not in xml
    assert "<hyperlink" not in xml


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("7", "<v>7</v>"),
        ("0.5::double", "<v>0.5</v>"),
        ("1.10::decimal(4, 2)", "<v>1.10</v>"),
        ("true", 't="b"><v>1</v>'),
        ("date '2021-03-16'", "<v>44271</v>"),
        ("timestamptz '2021-03-16 12:00:00+00'", "<v>44271.5</v>"),
        ("1234567890123456789", "<t>1234567890123456789</t>"),
        ("'infinity'::double", "<t>inf</t>"),
        ("date '1899-01-01'", "<t>1899-01-01</t>"),
        ("['a']", '<t>["a"]</t>'),
        ("repeat('x', 40000)", "x…</t>"),
    ],
)
def test_value_of_every_type(value: str, cell: str) -> None:
    """A value is a number, a day or a moment where a cell can hold it, and text elsewhere."""
    assert cell in sheet(f"select {value} as a")


def test_rows_beyond_a_sheet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are not cut silently."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(BroadsheetError, match="a sheet has 3 rows; write parquet or csv"):
        sheet("select * from range(3)")
