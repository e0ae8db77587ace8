"""SQL and named queries run with bound parameters, and refuse parameters that they lack."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from broadsheet.database.run import run_query, run_sql
from broadsheet.errors import BroadsheetError, PeriodError, QueryError

if TYPE_CHECKING:
    import duckdb

    Connection = duckdb.DuckDBPyConnection


def _is_one_line(error: BroadsheetError) -> bool:
    return len(str(error).splitlines()) == 1


INJECTION = "'; drop view articles; --"


def test_sql_parameters_are_bound(database: Connection) -> None:
    """A parameter of SQL is a value, whatever it looks like."""
    answer = run_sql(database, "select $text as text", {"text": INJECTION})
    assert answer.fetchall() == [(INJECTION,)]


@pytest.mark.parametrize(("topic", "articles"), [("AI", 2), ("Women's health", 2), (INJECTION, 0)])
def test_query_parameters_are_bound(topic: str, articles: int, database: Connection) -> None:
    """A parameter of a named query is a value, whatever it looks like."""
    rows = run_query(database, "articles_by_provider", {"topic": topic}).fetchall()
    assert sum(row[2] for row in rows) == articles


@pytest.mark.parametrize("name", ["tz", "bucket", "since", "provider"])
def test_every_parameter_is_bound(name: str, database: Connection) -> None:
    """No parameter of a named query is pasted into its SQL."""
    with contextlib.suppress(BroadsheetError):
        run_query(database, "articles_by_date", {name: INJECTION})
    assert len(database.sql("from articles").fetchall()) == 2


def test_none_keeps_the_default(database: Connection) -> None:
    """A parameter of None is as good as none."""
    given = {"since": None, "topic": None, "tz": None, "min_articles": None}
    default = run_query(database, "articles_by_provider", {}).fetchall()
    assert run_query(database, "articles_by_provider", given).fetchall() == default
    assert default


def test_unknown_query(database: Connection) -> None:
    """A query that is nearly named like another is refused with that other's name."""
    with pytest.raises(QueryError, match="no such query, got 'quality_by_providers'") as error:
        run_query(database, "quality_by_providers", {})
    assert "did you mean quality_by_provider" in str(error.value)
    assert _is_one_line(error.value)


def test_unlike_any_query(database: Connection) -> None:
    """A query that is named like no other is refused with their names."""
    with pytest.raises(QueryError, match="valid: archive_activity, archive_lateness"):
        run_query(database, "xyz", {})


@pytest.mark.parametrize("name", ["articles_by_date() as x --", "articles", "items"])
def test_not_a_named_query(name: str, database: Connection) -> None:
    """Neither SQL nor a table passes for a query's name."""
    with pytest.raises(QueryError, match="no such query"):
        run_query(database, name, {})


def test_unknown_parameter(database: Connection) -> None:
    """A parameter that the query lacks is refused with the nearest that it has."""
    with pytest.raises(QueryError, match="articles_by_date has no such parameter") as error:
        run_query(database, "articles_by_date", {"topics": "AI"})
    assert "got 'topics'; did you mean topic?" in str(error.value)
    assert _is_one_line(error.value)


def test_parameter_of_another_query(database: Connection) -> None:
    """A parameter that makes no sense for the query is refused, and the others are named."""
    with pytest.raises(
        QueryError, match="valid: since, until, topic, tz, category, type, min_articles"
    ):
        run_query(database, "quality_by_provider", {"bucket": "week"})


@pytest.mark.parametrize(
    "zone", ["Nowhere", "Europe", "europe/london ", "", "../UTC", "/etc/passwd"]
)
def test_no_such_time_zone(zone: str, database: Connection) -> None:
    """A time zone that does not exist is refused in one line, with an example of one that does."""
    with pytest.raises(PeriodError, match="no such time zone") as error:
        run_query(database, "articles_by_date", {"tz": zone})
    assert _is_one_line(error.value)
    assert "Europe/London" in str(error.value)


@pytest.mark.parametrize("bucket", ["hour", "Day", "", "year'"])
def test_no_such_bucket(bucket: str, database: Connection) -> None:
    """Articles are counted by day, week or month, and by nothing else."""
    with pytest.raises(QueryError, match="no such bucket") as error:
        run_query(database, "articles_by_date", {"bucket": bucket})
    assert error.value.valid == ("day", "week", "month")
    assert _is_one_line(error.value)
