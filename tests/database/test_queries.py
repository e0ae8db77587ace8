"""The named queries and the view `items` answer what their definitions say.

A case is a folder `sql/RELATION/CASE/`: `articles.csv`, `related.csv` and `images.csv` hold the
lake (only the columns that matter; an empty cell is null, or no topics), `call.sql` the statement
under a comment that says what it shows, and `expected.csv` its answer, worked out by hand: `2/3`
is two thirds.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from broadsheet.database.queries import named_queries
from broadsheet.database.relations import queries, views
from broadsheet.schema import DERIVED, TABLES
from kit.bench import Bench, opened_bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Row = dict[str, Any]

CASES = Path(__file__).parent / "sql"

_READ: dict[pa.DataType, Callable[[str], Any]] = {
    pa.string(): str,
    pa.int32(): int,
    pa.int64(): int,
    pa.bool_(): lambda cell: {"true": True, "false": False}[cell],
    pa.timestamp("us", tz="UTC"): datetime.fromisoformat,
    pa.list_(pa.string()): lambda cell: cell.split("|"),
}
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


def _read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def _read_rows(path: Path, table: str) -> list[Row]:
    """The rows of a table's CSV; none where there is no file."""
    if not path.exists():
        return []
    header, rows = _read_csv(path)
    schema = TABLES[table].schema
    return [
        {
            name: _READ[schema.field(name).type](cell) if cell else None
            for name, cell in zip(header, row, strict=True)
        }
        for row in rows
    ]


RELATIONS = views() | queries()


def _reads_derived(name: str) -> bool:
    """Whether a relation reads a derived table, itself or by way of another relation."""
    words = RELATIONS[name].words if name in RELATIONS else {name}
    others = words & RELATIONS.keys() - {name}
    return bool(words & DERIVED.keys()) or any(map(_reads_derived, others))


@pytest.mark.parametrize("case", _folders(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_answer(case: Path, bench: Bench) -> None:
    """A small lake is answered with the columns, rows and order that were worked out by hand."""
    articles = _read_rows(case / "articles.csv", "articles")
    related = _read_rows(case / "related.csv", "related")
    images = _read_rows(case / "images.csv", "images")
    columns, rows = _read_csv(case / "expected.csv")
    bench.hold(articles, related, images, derived=_reads_derived(case.parent.name))
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
_OF_TWO_PERIODS = {"compare_periods", "quality_change_decomposition"}
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
