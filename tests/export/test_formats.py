"""Tables to text and files."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.errors import BroadsheetError
from broadsheet.export import Rows, format_named, format_names, format_of, write_file

ROWS = pa.table(
    {
        "text": ["a|b\nc", None],
        "number": [1, None],
        "share": [0.25, None],
        "flag": [True, None],
        "moment": pa.array(
            [datetime(2021, 3, 16, 11, 6, tzinfo=UTC), None], pa.timestamp("us", "UTC")
        ),
        "day": [date(2021, 3, 16), None],
        "list": [["x", "ü"], None],
    }
)


def written(rows: pa.Table, form: str) -> str:
    """The rows as text in a format."""
    stream = io.BytesIO()
    format_named(form).write(Rows.in_memory(rows), stream)
    return stream.getvalue().decode()


def test_csv_writes_every_type() -> None:
    """Times are ISO 8601 with Z, lists JSON, null nothing."""
    assert written(ROWS, "csv") == (
        "text,number,share,flag,moment,day,list\n"
        '"a|b\nc",1,0.25,true,2021-03-16T11:06:00Z,2021-03-16,"[""x"",""ü""]"\n'
        ",,,,,,\n"
    )


def test_json_keeps_types() -> None:
    """Numbers, booleans, lists and null keep their types."""
    first, second = json.loads(written(ROWS, "json"))
    assert first["moment"] == "2021-03-16T11:06:00Z"
    assert (first["number"], first["flag"], first["list"]) == (1, True, ["x", "ü"])
    assert set(second.values()) == {None}


def test_markdown_escapes_what_would_break_a_row() -> None:
    """Bars are escaped and line ends become blanks."""
    assert "| a\\|b c | 1 |" in written(ROWS, "markdown")


def test_a_table_for_people_shows_text_as_it_is() -> None:
    """Brackets are not taken for styling."""
    assert "[bold]x[/bold]" in written(pa.table({"a": ["[bold]x[/bold]"]}), "table")


@example(["", "a,b", 'say "x"', "a\nb", "a\r", " a ", "#a"])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_csv_comes_back(values: list[str]) -> None:
    """Any text survives being written and read."""
    text = written(pa.table({"a": pa.array(values, pa.string())}), "csv")
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
    assert read == ["a", *values]


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.csv", "csv"), ("a.PARQUET", "parquet"), ("a.md", "markdown")],
)
def test_a_files_ending_is_its_format(name: str, form: str) -> None:
    """The ending decides, in either case."""
    assert format_of(Path(name)).name == form


def test_an_unknown_ending_is_refused() -> None:
    """The error names the ending received."""
    with pytest.raises(BroadsheetError, match=r"got 'a\.xls'"):
        format_of(Path("a.xls"))


def test_parquet_comes_back(tmp_path: Path) -> None:
    """What is written as Parquet is read the same."""
    write_file(Rows.in_memory(ROWS), tmp_path / "a.parquet", format_named("parquet"))
    assert pq.read_table(tmp_path / "a.parquet").to_pylist() == ROWS.to_pylist()


@pytest.mark.parametrize("form", ["csv", "markdown", "table"])
def test_two_columns_of_one_name_are_both_written(form: str) -> None:
    """Columns of one name, as `select 1 as a, 2 as a` gives them, each keep their values."""
    rows = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    lines = written(rows, form).splitlines()
    assert lines[-1].replace(",", " ").replace("|", " ").split() == ["1", "2"]


def test_json_has_no_numbers_that_json_lacks() -> None:
    """Infinities and not-a-number are null."""
    rows = pa.table({"a": [float("nan"), float("inf"), 1.5]})
    assert [row["a"] for row in json.loads(written(rows, "json"))] == [None, None, 1.5]


def test_a_table_for_people_controls_no_terminal() -> None:
    """Escape sequences and changes of writing direction do not reach the terminal."""
    text = written(pa.table({"a": ["\x1b[31mRED\x1b]0;x\a\u202e"]}), "table")
    assert "\x1b" not in text
    assert "\u202e" not in text


AWKWARD = {
    "nanoseconds": "timestamp_ns '2021-03-16 11:06:00.000000001'",
    "infinite number": "'infinity'::double",
    "infinite day": "date 'infinity'",
    "infinite moment": "timestamptz '-infinity'",
    "day before Christ": "date '0044-03-15 (BC)'",
    "interval": "interval '3 months 2 days 4 hours'",
    "bytes": "'\\xFF\\x00'::blob",
    "time with zone": "time with time zone '10:00:00+02'",
    "hugeint": "170141183460469231731687303715884105727::hugeint",
    "bits": "'101'::bit",
    "map": "map {'k': interval '1 day'}",
    "union": "union_value(n := 1)",
    "struct": "{'a': date 'infinity', 'b': [interval '1 day']}",
}


@pytest.mark.parametrize("form", format_names())
def test_every_format_writes_awkward_values(form: str) -> None:
    """A value that a format has no type for is text or nothing, and never an error."""
    columns = ", ".join(f'{value} as "{name}"' for name, value in AWKWARD.items())
    stream = io.BytesIO()
    format_named(form).write(Rows.of(duckdb.connect().sql(f"select {columns}")), stream)
    assert stream.tell() > len(AWKWARD)


def test_parquet_has_intervals_as_text(tmp_path: Path) -> None:
    """Arrow has no Parquet type for an interval or a union, alone or within a list."""
    rows = duckdb.connect().sql("select interval '3 days' as a, [interval '1 day'] as b, 7 as c")
    write_file(Rows.of(rows), tmp_path / "a.parquet", format_named("parquet"))
    found = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert found == [{"a": "3 days", "b": '["1 day"]', "c": 7}]
