"""Text that goes into SQL comes back from DuckDB as it was."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.lake.sql_text import identifier, literal, parquet_rows

_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    """A database without tables."""
    return duckdb.connect()


@given(_text)
@example("")
@example("it's")
@example("'; drop table articles; --")
@example("back\\slash")
def test_a_literal_has_the_value_of_its_text(
    database: duckdb.DuckDBPyConnection, text: str
) -> None:
    """Any text, quotes included, is the value of its literal."""
    assert database.sql(f"select {literal(text)}").fetchall() == [(text,)]


@given(_text.filter(bool))
@example('say "hello"')
@example("select")
def test_an_identifier_names_a_column(database: duckdb.DuckDBPyConnection, name: str) -> None:
    """Any name, quotes and keywords included, can be the name of a column."""
    assert database.sql(f"select 1 as {identifier(name)}").columns == [name]


@pytest.mark.parametrize("name", ["plain", "it's", "a*b", "a?b", "[ab]"])
def test_rows_of_a_folder_are_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    """Signs of a pattern in the name of a folder stand for themselves."""
    for folder, value in ((name, 1), ("aab", 2), ("b", 3)):
        file = tmp_path / folder / "part" / "rows.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table({"value": [value]}), file)
    database = duckdb.connect()
    for path in (tmp_path / name, tmp_path / name / "part" / "rows.parquet"):
        assert database.sql(f"from {parquet_rows(path)}").fetchall() == [(1,)]
