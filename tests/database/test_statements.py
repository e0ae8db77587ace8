"""Only a single statement that reads is run, and what it names is known before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect
from broadsheet.database.run import run_sql
from broadsheet.database.statements import parameters_of, results_read
from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    Connection = duckdb.DuckDBPyConnection


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from articles",
        "from articles",
        "from articles;",
        "-- how many?\nfrom articles select count(*)",
        "with recent as (from articles) from recent",
        "values (1)",
        "describe articles",
        "summarize articles",
        "show tables",
        "from articles_by_provider(since := date '2021-03-01')",
        "select 'copy; drop view articles'",
    ],
)
def test_reading(sql: str, database: Connection) -> None:
    """One statement that reads is run."""
    assert run_sql(database, sql).fetchall()


@pytest.mark.parametrize(
    ("sql", "received"),
    [
        ("", "nothing"),
        (" ; ", "nothing"),
        ("-- nothing to see", "nothing"),
        ("from articles; drop view articles", "2 statements"),
        ("select 1; select 2; select 3", "3 statements"),
        ("copy articles to 'articles.csv'", "copy"),
        ("create table mine as from articles", "create"),
        ("create or replace view articles as select 1", "create"),
        ("create macro mine() as 1", "create"),
        ("insert into articles default values", "insert"),
        ("update articles set title = 'mine'", "update"),
        ("delete from articles", "delete"),
        ("drop view articles", "drop"),
        ("alter view articles rename to mine", "alter"),
        ("attach ':memory:' as mine", "attach"),
        ("detach memory", "detach"),
        ("set threads = 1", "set"),
        ("reset threads", "set"),
        ("use memory", "set"),
        ("pragma show_tables", "pragma"),
        ("load httpfs", "load"),
        ("install httpfs", "load"),
        ("export database 'mine'", "export"),
        ("call pragma_version()", "call"),
        ("begin", "transaction"),
        ("prepare mine as from articles", "prepare"),
        ("vacuum", "vacuum"),
    ],
)
def test_not_reading(sql: str, received: str, database: Connection) -> None:
    """Anything else is refused, and named."""
    with pytest.raises(
        QueryError, match=r"^SQL must (be one statement that reads|only read), got"
    ) as error:
        run_sql(database, sql)
    assert error.value.received == received


@pytest.mark.parametrize(
    "sql",
    [
        "with written as (copy (select 42 as a) to '{version}/new.csv') from written",
        "with written as (copy (select 42 as a) to '{version}/new.parquet') select 1",
        "with written as (insert into mine values (42) returning *) from written",
        "with written as (delete from mine returning *) from written",
        "with written as (update mine set a = 42 returning *) from written",
    ],
)
def test_writing_within_a_query(
    sql: str, tmp_path: Path, write_versions: Callable[..., Path]
) -> None:
    """A query that writes on its way is refused, and nothing is written."""
    version = write_versions(tmp_path / "lake") / "v000001"
    before = sorted(version.rglob("*"))
    with connect(tmp_path / "lake") as connection:
        connection.execute("create table mine as select 1 as a")
        with pytest.raises(QueryError):
            run_sql(connection, sql.format(version=version))
        assert connection.table("mine").fetchall() == [(1,)]
    assert sorted(version.rglob("*")) == before


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("selct 1", "syntax error"),
        ("from article", 'Did you mean "articles'),
        ("select titel from articles", '"title"'),
        ("select 'x'::int", "Could not convert string 'x' to INT32"),
        ("from articles_by_date(tz := 'Nowhere')", "Nowhere"),
        ("from articles_by_date(bucket := 'year')", "bucket is day, week or month, not year"),
        ("from articles_by_date(since := '2021-02-31')", "2021-02-31"),
        ("from articles where topics = $topic", "topic"),
    ],
)
def test_failing_sql(sql: str, message: str, database: Connection) -> None:
    """SQL that fails is reported in DuckDB's words, in one line."""
    with pytest.raises(QueryError) as error:
        run_sql(database, sql)
    assert len(str(error.value).splitlines()) == 1
    assert message in str(error.value)


def test_answer_is_independent_of_later_sql(database: Connection) -> None:
    """An answer is kept when the connection is asked for something else."""
    first = run_sql(database, "select title from articles order by title")
    run_sql(database, "select 42")
    assert first.fetchall() == [("New",), ("Old",)]


@pytest.mark.parametrize("terms", [300, 900])
def test_reading_deep_sql(terms: int, database: Connection) -> None:
    """SQL may nest as deep as DuckDB allows."""
    ((total,),) = run_sql(database, f"select {' + '.join(['1'] * terms)}").fetchall()
    assert total == terms


def test_parameters_of(database: Connection) -> None:
    """The parameters of a statement are those that it binds, each once, text that looks so not."""
    sql = "from articles where published_at between $since and $until or title > $since || '$x'"
    assert parameters_of(database, sql) == {"since", "until"}


def test_parameters_of_a_writing_statement(database: Connection) -> None:
    """Only reading statements are asked for their parameters."""
    with pytest.raises(QueryError, match="SQL must only read"):
        parameters_of(database, "delete from articles where title = $title")


@pytest.mark.parametrize(
    ("sql", "results"),
    [
        ("from articles", set()),
        ("select 'results.daily' from articles", set()),
        ("from results.daily", {"daily"}),
        ('from Results."By Day" join memory.results.daily using (day)', {"by day", "daily"}),
        ("with found as (from results.daily) select (select max(n) from found)", {"daily"}),
        ("select results.n, results.upper() from articles as results", set()),
        ("summarize results.daily", {"daily"}),
    ],
)
def test_results_read(sql: str, results: set[str], database: Connection) -> None:
    """The results that a statement reads are the tables of that schema, at any depth."""
    assert results_read(database, sql) == results
