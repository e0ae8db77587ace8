"""Every named query, with every relation that it reads in turn read twice.

A case notices, or the mutant answers a sample as the query does: `in (…)` and `distinct` count a
row once, however often it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from broadsheet.database.connection import connect
from broadsheet.database.queries import named_queries
from kit.bench import Bench, opened_bench
from kit.cases import hold_case
from kit.mutants import answers, cases_of, is_noticed, mutants_of


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """A database whose rows each case replaces."""
    with opened_bench() as opened:
        yield opened


@pytest.fixture(scope="module")
def sample(sample_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample in DuckDB."""
    with connect(sample_lake) as connection:
        yield connection


@pytest.mark.parametrize("name", named_queries())
def test_what_no_case_notices_counts_nothing_twice(
    name: str, bench: Bench, sample: duckdb.DuckDBPyConnection
) -> None:
    """Each mutant is noticed by a case, or its answer is the query's own."""
    left = mutants_of(name)
    for case in cases_of(name):
        hold_case(bench, case)
        left = [mutant for mutant in left if not is_noticed(bench, case, mutant)]
    for mutant in left:
        asked, changed = answers(sample, name, named_queries()[name].example, mutant)
        assert asked == changed
