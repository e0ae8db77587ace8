"""Rows at a terminal: what has no room is left out, and the reader learns of it."""

from __future__ import annotations

import io

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.export import Rows, View, format_named
from broadsheet.export.fitting import Column, fitting


def shown(rows: pa.Table | str, view: View, form: str = "table") -> list[str]:
    """The lines that a terminal shows of a table, or of a statement."""
    show = format_named(form).show
    assert show is not None
    is_sql = isinstance(rows, str)
    given = Rows.of(duckdb.connect().sql(rows)) if is_sql else Rows.in_memory(rows)
    stream = io.BytesIO()
    show(given, stream, view)
    return stream.getvalue().decode().splitlines()


def test_every_row_is_one_line_within_the_terminal() -> None:
    """Line ends are blanks, and long texts end with an ellipsis."""
    rows = pa.table({"a": ["x\ny", "long " * 40], "n": [1, 22]})
    head, _, first, second, _, count = shown(rows, View(30, 40))
    assert (head.split(), first.split()) == (["a", "n"], ["x", "y", "1"])
    assert (second[-4:], "…" in second, len(second)) == ("  22", True, 30)
    assert count == "2 rows"


@pytest.mark.parametrize(("count", "numbers"), [(6, range(6)), (7, [0, 1, 2, 4, 5, 6])])
def test_the_first_and_the_last_rows_are_shown(count: int, numbers: list[int]) -> None:
    """Rows in the middle are left out where there are more than asked for, and are counted."""
    lines = shown(pa.table({"n": range(count)}), View(80, 6))
    assert [int(line) for line in lines if line.strip().isdigit()] == list(numbers)
    cut = count > len(numbers)
    assert any(line.strip() == "·" for line in lines) == cut
    assert lines[-1] == (f"{count} rows, 6 shown" if cut else f"{count} rows")


def test_middle_columns_are_left_out_and_counted() -> None:
    """A gap is in place of the columns for which there is no room."""
    columns = ", ".join(f"'{'value' * 4}' as column_{i}" for i in range(30))
    head, rule, _, _, count = shown(f"select {columns}", View(120, 40))
    assert head.startswith("column_0")
    assert head.endswith("column_29")
    assert "⋯" in head
    assert len(rule) <= 120
    assert count == "1 row; 30 columns, 8 shown: --line shows all"


def test_wide_characters_are_aligned() -> None:
    """A Chinese character takes two cells, a combining accent none."""
    rows = pa.table({"a": ["新聞", "e\u0301", "abcd"], "b": ["|", "|", "|"]})
    from rich.cells import cell_len

    lines = shown(rows, View(80, 40))[2:5]
    assert {cell_len(line.partition("|")[0]) for line in lines} == {6}


def test_types_are_below_the_names() -> None:
    """Types are shown on request."""
    assert shown("select 1 as n, [1] as l", View(80, 40, has_types=True))[1].split() == [
        "integer", "integer[]",
    ]  # fmt: skip


def test_no_rows_are_said_to_be_none() -> None:
    """A table without rows has its head."""
    head, _, _, count = shown("select 1 as n where false", View(80, 40))
    assert (head, count) == ("n", "0 rows")


def test_a_row_is_a_line_for_each_column() -> None:
    """Lines of a value are below each other; rows keep their number among all."""
    lines = shown("select i as n, e'a\\nb' as text from range(3) r(i)", View(80, 2), "line")
    assert lines == [
        "── row 1 ──", "n     0", "text  a", "      b",
        "── row 3 ──", "n     2", "text  a", "      b",
        "", "3 rows, 2 shown",
    ]  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(1, 99), st.booleans()), min_size=1, max_size=30),
    st.integers(20, 200),
)
def test_columns_fit(columns: list[tuple[int, bool]], room: int) -> None:
    """What is shown is in order, no wider than it is, and within the terminal if one can be."""
    widths, is_cut = zip(*columns, strict=True)
    found = fitting(widths, is_cut, room)
    which = [column.which for column in found if column.which is not None]
    assert which == sorted(set(which))
    assert (len(which) < len(widths)) == any(column.which is None for column in found)
    assert all(column.width <= widths[column.which] for column in found if column.which is not None)
    if len(which) > 1 or (len(widths) == 1 and is_cut[0]):
        assert sum(column.width + 2 for column in found) - 2 <= room


def test_numbers_are_never_cut() -> None:
    """A number that is cut would be another one."""
    assert fitting([50, 50], [True, False], 70) == [Column(0, 18), Column(1, 50)]
