"""The named queries and the view `items` answer what their definitions say.

A case is a folder `sql/RELATION/CASE/`: `articles.csv`, `related.csv` and `images.csv` hold the
lake (only the columns that matter; an empty cell is null, or no topics), `call.sql` the statement
under a comment that says what it shows, and `expected.csv` its answer, worked out by hand: `2/3`
is two thirds.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.database.queries import named_queries
from kit.bench import Bench, opened_bench
from kit.cases import CASES, hold_case, read_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_READ_ANSWER: dict[str, Callable[[str], Any]] = {
    "VARCHAR": str,
    "BIGINT": int,
    "BOOLEAN": lambda cell: {"true": True, "false": False}[cell],
    "DATE": date.fromisoformat,
    "TIMESTAMP WITH TIME ZONE": datetime.fromisoformat,
    "DOUBLE": lambda cell: pytest.approx(float(Fraction(cell)), rel=0, abs=5e-10),
}


def _folders() -> list[Path]:
    return sorted(path for path in CASES.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("case", _folders(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_answer(case: Path, bench: Bench) -> None:
    """A small lake is answered with the columns, rows and order that were worked out by hand."""
    columns, rows = read_csv(case / "expected.csv")
    hold_case(bench, case)
    answer = bench.connection.sql((case / "call.sql").read_text("utf-8"))
    assert answer.columns == columns
    readers = [_READ_ANSWER[str(kind)] for kind in answer.types]
    assert answer.fetchall() == [
        tuple(read(cell) if cell else None for read, cell in zip(readers, row, strict=True))
        for row in rows
    ]


@pytest.mark.parametrize("relation", ["items", *named_queries()])
def test_relation_has_a_case(relation: str) -> None:
    """No named query goes without a case."""
    assert list(CASES.glob(f"{relation}/*/expected.csv"))


def test_cases_tell_what_they_show() -> None:
    """A case asks the relation that its folder is named after, under a comment that says why."""
    for case in _folders():
        comment, _, statement = (case / "call.sql").read_text("utf-8").partition("\nfrom ")
        assert comment.startswith("-- "), case
        assert statement.replace("(", " ").split()[0] == case.parent.name, case


# Two periods are compared: neither can be left out, so `since` alone selects nothing.
# test_query_periods.py holds these queries to their own property.
_OF_TWO_PERIODS = {"compare_periods", "quality_change", "quality_change_decomposition"}
_A_PERIOD = "since := date '2021-03-01', until := date '2021-03-02'"


def _call(name: str) -> str:
    return f"{name}({_A_PERIOD})" if name in _OF_TWO_PERIODS else f"{name}()"


@pytest.fixture(scope="module")
def empty() -> Iterator[Bench]:
    """The database of a lake without articles."""
    with opened_bench() as opened:
        yield opened


@pytest.mark.parametrize("relation", ["items", *map(_call, named_queries())])
def test_empty_lake(relation: str, empty: Bench) -> None:
    """A lake without articles is answered with no rows."""
    assert empty.connection.sql(f"from {relation}").fetchall() == []
