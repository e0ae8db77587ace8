"""A report's results: what a fence reads of those above it, and what is run only once."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from broadsheet.errors import ReportError
from broadsheet.period import parse_period
from broadsheet.report import ReportDocument
from broadsheet.report.edition.each import Each
from broadsheet.report.edition.results import Results, Scope, Shared

Read = Callable[[str], ReportDocument]

CHAIN = """
```sql days
select date_diff('day', cast($since as date), cast($until as date)) as days
```
```sql Twice
select 2 * days as days from results.days
```
```sql more
select days + 1 as days, $each as each from results.twice
```
```sql last
select days from (select days from results.more)
```
"""


def scope(each: str = "one") -> Scope:
    """March 2021, of a provider."""
    return Scope(parse_period("2021-03"), "UTC", "day", each=Each(each, each, 1, each))


def test_a_fence_reads_the_results_above_it(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """In as many steps as are written, whatever the case of their names."""
    assert Results(connection, report(CHAIN), scope()).number("last.days") == 63


def test_the_period_before_reads_what_was_then(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """A result's value before rests on the values before of all that it reads; February has 28."""
    results = Results(connection, report(CHAIN), scope())
    assert results.number_before("last.days") == 57
    assert results.number("last.days") == 63


def test_what_is_of_no_page_is_shared(report: Read, connection: duckdb.DuckDBPyConnection) -> None:
    """What names `$each`, or reads what does, is of one page; all else serves the others."""
    shared: Shared = {}
    Results(connection, report(CHAIN), scope(), shared)
    assert [name for name, _ in shared] == ["days", "Twice"]


def test_pages_do_not_read_each_others_results(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """On one connection the second page reads its own."""
    text = f"{CHAIN}\n```sql whose\nselect each from results.more\n```\n"
    shared: Shared = {}
    Results(connection, report(text), scope("one"), shared)
    assert Results(connection, report(text), scope("two"), shared).number("whose.each") == "two"


def test_a_result_of_the_page_runs_once(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """What several read is what the page shows, even where chance is in it."""
    text = """
```sql drawn
select random() as number, $each as each
```
```sql again
select number from results.drawn
```
```sql once_more
select number from results.drawn
```
"""
    results = Results(connection, report(text), scope())
    names = ("drawn.number", "again.number", "once_more.number")
    assert len({results.number(name) for name in names}) == 1


@pytest.mark.parametrize("name", ["later", "self"])
def test_a_result_that_is_not_above_is_told(
    report: Read, connection: duckdb.DuckDBPyConnection, name: str
) -> None:
    """With the fence's line and the results that are above."""
    text = """
```sql first
select 1 as n
```
```sql self
from results.NAME
```
```sql later
select 2 as n
```
"""
    with pytest.raises(ReportError, match=f"mine.md:5: in self: no such .* '{name}'.* first"):
        Results(connection, report(text.replace("NAME", name)), scope())


def test_results_of_a_report_are_no_part_of_the_lake(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """A result may have a table's name; the table stays what it is."""
    text = """
```sql articles
select 1 as n
```
```sql both
select (select count(*) from articles) as all, (select count(*) from results.articles) as one
```
"""
    results = Results(connection, report(text), scope())
    assert results.number("both.one") == 1
    assert results.number("both.all") == 300
