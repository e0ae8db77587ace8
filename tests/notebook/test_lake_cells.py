"""`%%lake` cells: SQL on the lake, with the notebook's variables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from IPython.core.error import UsageError

from broadsheet.loading.loader import load
from broadsheet.notebook.lake_cell import CellRows
from kit.cells import Cells


def test_a_cell_shows_the_first_rows_and_counts_all(cells: Cells, sample_lake: Path) -> None:
    """The rows are a table of as many rows as asked for, as text too, with the number of all."""
    shown = cells.shown(cells.run(f"%%lake {sample_lake} --rows 2\nfrom articles"))
    assert shown["text/html"].count("<tr>") == 3
    assert "<p>300 rows in all</p>" in shown["text/html"]
    assert shown["text/plain"].endswith("300 rows in all")
    assert len(shown["text/plain"].splitlines()) == 5


def test_the_result_of_a_cell_is_a_dataframe_on_request(cells: Cells, sample_lake: Path) -> None:
    """What a cell gave has all rows, though it shows some."""
    result = cells.run(f"%%lake {sample_lake} --rows 1\nselect path, title from articles")
    assert isinstance(result, CellRows)
    assert result.df().shape == (300, 2)
    assert list(result.df().columns) == ["path", "title"]


def test_out_assigns_a_dataframe_and_shows_nothing(cells: Cells, sample_lake: Path) -> None:
    """`--out` puts rows into a variable, as `broadsheet.query` returns them."""
    assert cells.run(f"%%lake {sample_lake} --out frame\nfrom quality_by_topic()") is None
    frame = cells.run(
        f"import broadsheet\nbroadsheet.query('quality_by_topic', lake={str(sample_lake)!r})"
    )
    pd.testing.assert_frame_equal(cells.run("frame"), frame)


@pytest.mark.parametrize(
    ("value", "sql", "expected"),
    [
        ("'x\\'; select 1 --'", "$value", "x'; select 1 --"),
        ("np.int64(3)", "$value + 1", 4),
        ("np.float64(0.5)", "$value", 0.5),
        ("np.bool_(True)", "$value", True),
        ("datetime.date(2021, 3, 1)", "$value::date::varchar", "2021-03-01"),
        ("pd.Timestamp('2021-03-01')", "$value::varchar", "2021-03-01 00:00:00"),
        ("np.datetime64('2021-03-01T10:00:00.5')", "$value::varchar", "2021-03-01 10:00:00.5"),
        ("pd.NaT", "$value is null", True),
        ("[1, 2]", "list_sum($value)", 3),
        ("pd.Series([1, 2])", "list_sum($value)", 3),
        ("np.array(['a', 'b'])", "list_contains($value, 'b')", True),
        ("pl.Series(['a', 'b'])", "list_contains($value, 'b')", True),
        ("None", "$value is null", True),
    ],
)
def test_a_parameter_is_the_value_of_a_variable(
    cells: Cells, sample_lake: Path, value: str, sql: str, expected: object
) -> None:
    """Values of Python, NumPy, pandas and polars are bound, and no part of the statement."""
    cells.run("import datetime\nimport numpy as np, pandas as pd, polars as pl")
    answer = cells.run(f"value = {value}", f"%%lake {sample_lake}\nselect {sql} as found")
    assert answer.table.to_pylist() == [{"found": expected}]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("%%lake nowhere\nselect 1", "no such lake, got 'nowhere'; make one with: broadsheet load"),
        ("%%lake {lake}\nselect $unknown", "no variable of the notebook has the name of the param"),
        ("%%lake {lake}\nselect 1; select 2", "SQL must be one statement that reads, got '2 state"),
        ("%%lake {lake}\ncopy articles to 'a.csv'", "SQL must only read, got 'copy'"),
        ("%%lake {lake}\nfrom 'other.csv'", "Permission Error: "),
        ("%%lake {lake} --rows 0\nselect 1", "a cell shows one row or more, got 0"),
        ("%%lake {lake} --rows many\nselect 1", "argument --rows: invalid int value: 'many'"),
        ("%%lake {lake} --out for\nselect 1", "--out takes the name of a variable, got 'for'"),
        ("%%lake {lake} --as-of v9\nselect 1", "no such version in "),
    ],
)
def test_an_error_is_one_line(cells: Cells, sample_lake: Path, cell: str, message: str) -> None:
    """IPython shows the text of a UsageError without a traceback."""
    with pytest.raises(UsageError) as raised:
        cells.run(cell.format(lake=sample_lake))
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_an_error_of_sql_has_the_place(cells: Cells, sample_lake: Path) -> None:
    """Below the line is DuckDB's excerpt, with a caret."""
    with pytest.raises(UsageError, match=r"(?s)^Binder Error: .*\nLINE 2: {4}titel\n.*\^"):
        cells.run(f"%%lake {sample_lake}\nselect\n   titel\nfrom articles")


def test_hostile_texts_are_escaped(cells: Cells, tmp_path: Path) -> None:
    """Markup in a title is text in the table, and a dollar sign begins no formula."""
    (tmp_path / "archive").mkdir()
    title = "<script>alert(1)</script> $5 to $6"
    (tmp_path / "archive" / "a.md").write_text(f"---\ntitle: '{title}'\n---\n")
    load(tmp_path / "archive", tmp_path / "lake")
    shown = cells.shown(cells.run(f"%%lake {tmp_path / 'lake'}\nselect title from articles"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $5 to $6" in shown["text/html"]
    assert "<script" not in shown["text/html"]
    assert shown["text/html"].startswith('<div class="tex2jax_ignore mathjax_ignore">')
