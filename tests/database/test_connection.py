"""A connection holds a lake's tables, views and named queries, and nothing outside them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from broadsheet.database.connection import connect
from broadsheet.database.queries import named_queries
from broadsheet.database.relations import views
from broadsheet.database.run import run_query, run_sql
from broadsheet.database.statements import parameters_of
from broadsheet.documents.document import Document
from broadsheet.errors import BroadsheetError, LakeError, PeriodError, QueryError
from broadsheet.lake.commit import writing
from broadsheet.schema import DERIVED, TABLES
from broadsheet.tables.flatten import flatten
from kit.lakes import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Connection = duckdb.DuckDBPyConnection

OLD = Document(
    "archive",
    "old.md",
    b"""---
title: Old
publishedDateTime: "2021-03-01T08:00:00Z"
webUrl: https://one.example/old
provider: {name: One, domain: one.example}
topics: [AI, "Women's health"]
quality: 61
published: true
---
""",
)
NEW = Document("archive", "new.md", OLD.data.replace(b"Old", b"New").replace(b"old", b"new"))


def _write(lake: Path, *versions: list[Document]) -> Path:
    for documents in versions:
        with writing(lake):
            write_snapshot(lake, flatten(documents), load={})
    return lake


def _value(connection: Connection, sql: str) -> object:
    return connection.sql(sql).fetchall()[0][0]


def _macros(connection: Connection) -> dict[str, list[str]]:
    """DuckDB's own idea of the table macros and their parameters."""
    rows = connection.sql(
        "select function_name, parameters from duckdb_functions()"
        " where function_type = 'table_macro' and not internal"
    )
    return dict(rows.fetchall())


def _is_one_line(error: BroadsheetError) -> bool:
    return len(str(error).splitlines()) == 1


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two versions: one document, then two; beside it lies a file that is none of its."""
    folder = tmp_path_factory.mktemp("database")
    (folder / "secret.csv").write_text("secret\n42\n", "utf-8")
    return _write(folder / "lake", [OLD], [OLD, NEW])


@pytest.fixture(scope="module")
def database(lake: Path) -> Iterator[Connection]:
    """A connection to the lake, which no test changes."""
    with connect(lake) as connection:
        yield connection


# What is there


def test_tables(database: Connection) -> None:
    """Every table of the data dictionary is there with its columns, in their order."""
    columns = {name: database.table(name).columns for name in TABLES}
    assert columns == {name: table.schema.names for name, table in TABLES.items()}


def test_derived_tables(database: Connection) -> None:
    """So are the tables that a load derives from these."""
    columns = {name: database.table(name).columns for name in DERIVED}
    assert columns == {name: table.schema.names for name, table in DERIVED.items()}


def test_named_queries_are_table_macros(database: Connection) -> None:
    """Every named query can be called from any SQL."""
    assert {*_macros(database)} >= {*named_queries()}


def test_rows(database: Connection) -> None:
    """The tables hold what the live version holds."""
    titles = database.sql("select title from articles order by title").fetchall()
    assert titles == [("New",), ("Old",)]


def test_times_are_shown_in_utc(database: Connection) -> None:
    """Whatever the machine's time zone, times come out in UTC."""
    shown = _value(database, "select min(published_at)::text from articles")
    assert shown == "2021-03-01 08:00:00+00"


def test_as_of(lake: Path) -> None:
    """An older version can be opened by its name."""
    with connect(lake, as_of="v000001") as connection:
        assert _value(connection, "select count(*) from articles") == 1


def test_as_of_the_live_version(lake: Path) -> None:
    """The live version can be opened by its name too."""
    with connect(lake, as_of="v000002") as connection:
        assert _value(connection, "select count(*) from articles") == 2


def test_default_lake(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name the lake is the folder `lake` where one stands."""
    monkeypatch.chdir(lake.parent)
    with connect() as connection:
        assert _value(connection, "select count(*) from articles") == 2


def test_connection_outlives_the_working_folder(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lake opened by a relative path stays readable when the working folder changes."""
    monkeypatch.chdir(lake.parent)
    with connect(lake.name) as connection:
        monkeypatch.chdir(tmp_path)
        assert _value(connection, "select count(*) from articles") == 2


@pytest.mark.parametrize("name", ["O'Brien's lake", "lake {a,b}", "Köln 100%"])
def test_folder_name(name: str, tmp_path: Path) -> None:
    """A lake may stand in a folder of any name."""
    with connect(_write(tmp_path / name, [OLD])) as connection:
        assert _value(connection, "select count(*) from articles") == 1


@pytest.mark.parametrize("name", ["lake [2021]", "what?", "all*"])
def test_folder_name_that_duckdb_takes_for_a_pattern(name: str, tmp_path: Path) -> None:
    """A folder that DuckDB could only take for a pattern is refused, with what to do."""
    with pytest.raises(LakeError, match="rename a folder above it") as error:
        connect(_write(tmp_path / name, [OLD]))
    assert _is_one_line(error.value)


def test_a_version_with_a_broken_file_is_told(tmp_path: Path) -> None:
    """A version whose Parquet is garbage is named, with what to do."""
    lake = _write(tmp_path / "lake", [OLD])
    for file in (lake / "v000001" / "articles").rglob("*.parquet"):
        file.write_bytes(b"garbage")
    with pytest.raises(LakeError, match="v000001 can't be read") as error:
        connect(lake)
    assert _is_one_line(error.value)


# What is not a lake


def test_no_such_lake(tmp_path: Path) -> None:
    """A folder that is not there is told by its path, with the way to make a lake."""
    with pytest.raises(LakeError) as error:
        connect(tmp_path / "nowhere")
    assert _is_one_line(error.value)
    assert str(error.value).startswith("no such lake, got ")
    assert str(tmp_path / "nowhere") in str(error.value)
    assert "broadsheet load" in str(error.value)


def test_not_a_lake(tmp_path: Path) -> None:
    """A folder that holds something else is not taken for a lake."""
    with pytest.raises(LakeError, match=r"^not a lake, got ") as error:
        connect(tmp_path)
    assert _is_one_line(error.value)


@pytest.mark.parametrize("version", ["v000003", "1", "", "../lake/v000001"])
def test_missing_version(version: str, lake: Path) -> None:
    """A version that is not there is told in one line that names those that are."""
    with pytest.raises(LakeError) as error:
        connect(lake, as_of=version)
    assert _is_one_line(error.value)
    assert repr(version) in str(error.value)
    assert "v000001" in str(error.value)


# The lake's walls


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('{outside}/secret.csv')",
        "from read_text('{outside}/secret.csv')",
        "from read_blob('{outside}/*')",
        "from sniff_csv('{outside}/secret.csv')",
        "from glob('{outside}/*')",
        "from '{outside}/secret.csv'",
        "from '/etc/passwd'",
        "from read_text('{lake}/CURRENT')",
        "from read_text('{lake}/v000002/../CURRENT')",
        "from read_text('{lake}/v000002/../v000001/load.json')",
        "from read_text('{lake}/v000002/../../secret.csv')",
        "from read_parquet('{lake}/v000002/../v000001/articles/*/*.parquet')",
        "from read_csv('https://127.0.0.1:9/secret.csv')",
        "from 's3://bucket/secret.parquet'",
        "attach '{outside}/new.db'",
        "copy articles to '{outside}/new.csv'",
        "copy (select 1) to '{outside}/new.parquet'",
        "export database '{outside}/new'",
        "import database '{outside}'",
        "install httpfs",
        "load httpfs",
        "load '{outside}/secret.csv'",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "reset allowed_directories",
        "set lock_configuration = false",
        "set TimeZone = 'Europe/Berlin'",
        "pragma threads = 1",
    ],
)
def test_walls(sql: str, lake: Path, database: Connection) -> None:
    """SQL can neither read nor write outside the opened version, nor move its walls."""
    outside = lake.parent
    before = sorted(outside.rglob("*"))
    with pytest.raises(duckdb.Error):
        database.execute(sql.format(outside=outside, lake=lake)).fetchall()
    assert sorted(outside.rglob("*")) == before


def test_working_folder_is_outside(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even DuckDB's own folder for temporary files, `.tmp` where one stands, can be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tmp").mkdir()
    (tmp_path / ".tmp" / "secret.csv").write_text("secret\n42\n", "utf-8")
    with connect(lake) as connection, pytest.raises(duckdb.Error):
        connection.execute("from read_csv('.tmp/secret.csv')").fetchall()


def test_python_variables_are_outside(database: Connection) -> None:
    """A Python variable is no table: SQL sees the lake, not the program around it."""
    secret = pa.table({"answer": [42]})
    with pytest.raises(duckdb.Error, match="secret does not exist"):
        database.sql("from secret")
    assert secret.num_rows == 1


# SQL that reads


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
    with pytest.raises(QueryError, match=r"^SQL must be one statement that reads") as error:
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
def test_writing_within_a_query(sql: str, tmp_path: Path) -> None:
    """A query that writes on its way is refused, and nothing is written."""
    version = _write(tmp_path / "lake", [OLD]) / "v000001"
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
    """SQL that fails is told in DuckDB's words, in one line."""
    with pytest.raises(QueryError) as error:
        run_sql(database, sql)
    assert _is_one_line(error.value)
    assert message in str(error.value)


def test_answer_is_independent_of_later_sql(database: Connection) -> None:
    """An answer is kept when the connection is asked for something else."""
    first = run_sql(database, "select title from articles order by title")
    run_sql(database, "select 42")
    assert first.fetchall() == [("New",), ("Old",)]


# Parameters

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
    assert _value(database, "select count(*) from articles") == 2


def test_none_keeps_the_default(database: Connection) -> None:
    """A parameter of None is as good as none."""
    given = {"since": None, "topic": None, "tz": None, "min_articles": None}
    default = run_query(database, "articles_by_provider", {}).fetchall()
    assert run_query(database, "articles_by_provider", given).fetchall() == default
    assert default


def test_unknown_query(database: Connection) -> None:
    """A query that is nearly named like another is told that other's name."""
    with pytest.raises(QueryError, match="no such query, got 'quality_by_providers'") as error:
        run_query(database, "quality_by_providers", {})
    assert "did you mean quality_by_provider" in str(error.value)
    assert _is_one_line(error.value)


def test_unlike_any_query(database: Connection) -> None:
    """A query that is named like no other is told their names."""
    with pytest.raises(QueryError, match="valid: articles_by_date, articles_by_provider"):
        run_query(database, "xyz", {})


@pytest.mark.parametrize("name", ["articles_by_date() as x --", "articles", "items"])
def test_not_a_named_query(name: str, database: Connection) -> None:
    """Neither SQL nor a table passes for a query's name."""
    with pytest.raises(QueryError, match="no such query"):
        run_query(database, name, {})


def test_unknown_parameter(database: Connection) -> None:
    """A parameter that the query lacks is told the nearest that it has."""
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
    """A time zone that does not exist is told in one line, with an example of one that does."""
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


def test_parameters_of(database: Connection) -> None:
    """The parameters of a statement are those that it binds, each once, text that looks so not."""
    sql = "from articles where published_at between $since and $until or title > $since || '$x'"
    assert parameters_of(database, sql) == {"since", "until"}


def test_parameters_of_a_writing_statement(database: Connection) -> None:
    """Only reading statements are asked for their parameters."""
    with pytest.raises(QueryError, match="SQL must be one statement that reads"):
        parameters_of(database, "delete from articles where title = $title")


# What is told of the named queries


@pytest.mark.parametrize("name", named_queries())
def test_named_query_is_described(name: str) -> None:
    """A named query tells its grain, its measure and the question that it answers."""
    query = named_queries()[name]
    assert query.name == name
    assert query.grain.startswith("one row per ")
    assert query.measure.startswith("measures ")
    assert query.question.endswith("?")


@pytest.mark.parametrize("name", named_queries())
def test_parameters_are_those_of_duckdb(name: str, database: Connection) -> None:
    """The parameters told are those that DuckDB takes, in its order."""
    assert list(named_queries()[name].parameters) == _macros(database)[name]


def _arguments(given: dict[str, str]) -> str:
    return ", ".join(f"{parameter} := {value}" for parameter, value in given.items())


@pytest.mark.parametrize("name", named_queries())
def test_defaults_are_those_of_duckdb(name: str, database: Connection) -> None:
    """The defaults told change nothing when they are given."""
    defaults = named_queries()[name].parameters
    needed = {"since": "date '2021-03-01'", "until": "date '2021-03-02'"}
    needed = needed if "previous_since" in defaults else {}
    answer = database.sql(f"from {name}({_arguments(defaults | needed)})").fetchall()
    assert answer == database.sql(f"from {name}({_arguments(needed)})").fetchall()


@pytest.mark.parametrize("name", named_queries())
def test_every_query_takes_a_period(name: str) -> None:
    """Every named query can be asked for a period in a time zone."""
    defaults = named_queries()[name].parameters
    assert {key: defaults[key] for key in ("since", "until", "tz")} == {
        "since": "null",
        "until": "null",
        "tz": "'UTC'",
    }


def test_named_queries_are_in_alphabetical_order() -> None:
    """The list of named queries is sorted by name."""
    assert list(named_queries()) == sorted(named_queries())


@pytest.mark.parametrize("name", views())
def test_view_is_described(name: str) -> None:
    """A view tells its grain, a scalar macro what it makes of a value."""
    assert views()[name].header.startswith(("one row per ", "whether ", "a "))
