"""Exports: every format has the rows of the lake, as its own library reads them."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from broadsheet import export_lake
from broadsheet.exporting.content import EXPORTED

Rows = list[tuple[Any, ...]]
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _plain(value: object) -> object:
    """A value as text formats have it: moments in ISO 8601, lists as JSON, booleans as 0 or 1."""
    if isinstance(value, datetime):
        text = value.astimezone(UTC).isoformat().removesuffix("+00:00")
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}Z"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value


def _csv_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    plain = _plain(value)
    return "" if plain is None else str(plain)


def _csv_rows(target: Path, table: str) -> Rows:
    with (target / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def _parquet_rows(target: Path, table: str) -> Rows:
    return [tuple(row.values()) for row in pq.read_table(target / f"{table}.parquet").to_pylist()]


def _delta_rows(target: Path, table: str) -> Rows:
    rows = DeltaTable(target / table).to_pyarrow_table().to_pylist()
    return [tuple(row.values()) for row in rows]


def _sqlite_rows(target: Path, table: str) -> Rows:
    with closing(sqlite3.connect(target)) as database:
        return database.execute(f"select * from {table}").fetchall()  # noqa: S608 - a table of ours


def _duckdb_rows(target: Path, table: str) -> Rows:
    with duckdb.connect(target, read_only=True) as database:
        database.execute("set TimeZone = 'UTC'")
        return database.table(table).fetchall()


READERS: dict[str, tuple[Callable[[Path, str], Rows], Callable[[object], object]]] = {
    "csv": (_csv_rows, _csv_text),
    "parquet": (_parquet_rows, _plain),
    "delta": (_delta_rows, _plain),
    "sqlite": (_sqlite_rows, _plain),
    "duckdb": (_duckdb_rows, _plain),
}


@pytest.fixture(scope="module", params=READERS)
def whole(request: pytest.FixtureRequest, lake: Path) -> tuple[str, Path, dict[str, int]]:
    """A whole export in each format: its name, where it is, the rows that it reports."""
    target = lake.parent / f"whole-{request.param}"
    done = export_lake(lake, target, format=request.param)
    return request.param, target, done.rows


def _counted(rows: Rows, plain: Callable[[object], object]) -> Counter[str]:
    return Counter(repr(tuple(plain(value) for value in row)) for row in rows)


def test_every_row_of_the_lake_is_exported(
    whole: tuple[str, Path, dict[str, int]], database: duckdb.DuckDBPyConnection
) -> None:
    """Row by row, a table read back is the table of the lake, and the counts reported are its."""
    name, target, counts = whole
    read, plain = READERS[name]
    for table in EXPORTED:
        expected = database.table(table).fetchall()
        rows = read(target, table)
        assert _counted(rows, plain) == _counted(expected, plain), table
        assert counts[table] == len(rows)


def _cells(book: zipfile.ZipFile, number: int) -> Iterator[list[str]]:
    sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - ours
    for row in sheet.iter(f"{_SHEET}row"):
        yield ["".join(cell.itertext()).replace("_x000D_", "\r") for cell in row]


@pytest.fixture(scope="module")
def book(lake: Path) -> Iterator[zipfile.ZipFile]:
    """A workbook of the whole lake."""
    export_lake(lake, lake.parent / "whole.xlsx")
    with zipfile.ZipFile(lake.parent / "whole.xlsx") as file:
        yield file


def test_a_workbook_has_a_sheet_for_each_table(
    book: zipfile.ZipFile, database: duckdb.DuckDBPyConnection
) -> None:
    """Behind the notes are the tables, and each row's texts and numbers are those of the lake."""
    titles = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_SHEET}sheet")  # noqa: S314 - ours
    assert [sheet.get("name") for sheet in titles] == ["notes", *EXPORTED]
    for number, table in enumerate(EXPORTED, 2):
        head, *rows = _cells(book, number)
        assert head == database.table(table).columns
        expected = database.table(table).fetchall()
        assert [_texts(row) for row in expected] == [
            [cell for cell in row if not _is_of_time(cell)] for row in rows
        ], table


def _is_of_time(cell: str) -> bool:
    """Whether a cell has a day number of 2021, which no other value of this lake is."""
    return cell.startswith("44") and "." in cell


def _texts(row: tuple[Any, ...]) -> list[str]:
    """What a row's cells show, those of moments and nulls aside."""
    shown = [value for value in row if value is not None and not isinstance(value, datetime)]
    return [f"{value:.16G}" if isinstance(value, float) else str(_plain(value)) for value in shown]
