"""Equations of a report: which agree, how a disagreement is named, what is no equation."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from broadsheet.errors import ReportError
from broadsheet.period import parse_period
from broadsheet.report import ReportDocument
from broadsheet.report.edition.equations import disagreement
from broadsheet.report.edition.results import Results, Scope

Read = Callable[[str], ReportDocument]

TEXT = """
```sql headline
select 40 as articles, 0.3::double as share, null::bigint as nothing, 'x' as word
```
```sql by_date
select unnest([20, null, 21]) as articles
```
```sql parts
select
    unnest([0.1, 0.2]::double[]) as share,
    unnest([4611686018427387904, 4611686018427387905]) as n
```
```sql none
select 1 as n where false
```
"""


@pytest.fixture
def results(report: Read, connection: duckdb.DuckDBPyConnection) -> Results:
    """Results that add up, and others that don't."""
    return Results(connection, report(TEXT), Scope(parse_period("2021-03"), "UTC", "day"))


@pytest.mark.parametrize(
    "equation",
    [
        "sum(by_date.articles) = headline.articles + 1",
        "sum(by_date.articles) - 1 = headline.articles = 40",
        "count(by_date) = 3",
        "sum(parts.share) = headline.share",
        "sum(parts.n) = 9223372036854775809",
        "sum(none.n) = 0",
        "-1 + headline.articles=39",
    ],
)
def test_sides_that_agree(equation: str, results: Results) -> None:
    """Whole numbers of any size agree exactly, others to nine digits; a missing one is nothing."""
    assert disagreement(equation, results) is None


@pytest.mark.parametrize(
    ("equation", "found"),
    [
        (
            "sum(by_date.articles) = headline.articles",
            "by_date.articles sums to 41, headline.articles is 40",
        ),
        ("headline.articles - 1 = 40", "headline.articles - 1 is 39, 40 is 40"),
        (
            "sum(parts.n) = headline.articles",
            "parts.n sums to 9,223,372,036,854,775,809, headline.articles is 40",
        ),
        ("headline.nothing = 0", "headline.nothing is missing, 0 is 0"),
    ],
)
def test_sides_that_disagree_are_named(equation: str, found: str, results: Results) -> None:
    """Each side is named with its value."""
    assert disagreement(equation, results) == found


@pytest.mark.parametrize(
    ("equation", "problem"),
    [
        ("headline.articles", "needs two sides"),
        ("headline.articles = ", "not a side"),
        ("headline.articles 1 = 41", "not a side"),
        ("headline.share = 0.3", "not a side"),
        ("max(by_date.articles) = 1", "not a side"),
        ("sum(by_dat.articles) = 1", "no such result, got 'by_dat'; did you mean by_date"),
        ("sum(by_date.article) = 1", "no such column, got 'article'; did you mean articles"),
        ("headline.article = 1", "no such value, got 'headline.article'; did you mean|valid"),
        ("headline.word = 1", "headline.word is none, got 'x'"),
    ],
)
def test_what_is_no_equation(equation: str, problem: str, results: Results) -> None:
    """An equation that can't be read, or that names what isn't there, is an error."""
    with pytest.raises(ReportError, match=problem):
        disagreement(equation, results)
