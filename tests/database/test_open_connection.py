"""An open connection is an ordinary one of DuckDB, but for copies into the lake."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars
import pyarrow as pa
import pytest

from broadsheet.database.connection import connect
from kit.attempts import ATTEMPTS, filled_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Connection = duckdb.DuckDBPyConnection

_JOINED = "select title from articles join {} using (title)"


@pytest.fixture(scope="module")
def opened(lake: Path) -> Iterator[Connection]:
    """An open connection; tests leave its catalog as it is."""
    with connect(lake) as connection:
        yield connection


@pytest.mark.parametrize("make", [pd.DataFrame, pa.table])
def test_tables_of_the_caller_have_their_names(opened: Connection, make: type) -> None:
    """A DataFrame or an Arrow table is a table by the name of its variable, even `query`."""
    mine = query = make({"title": ["Old"]})
    assert len(mine) == len(query) == 1
    for name in ("mine", "query"):
        assert opened.sql(_JOINED.format(name)).fetchall() == [("Old",)]
        assert opened.execute(_JOINED.format(name)).fetchall() == [("Old",)]
        assert opened.cursor().sql(_JOINED.format(name)).fetchall() == [("Old",)]


def test_polars(opened: Connection) -> None:
    """So is a polars DataFrame, and a result becomes one."""
    mine = polars.DataFrame({"title": ["Old"]})
    assert opened.sql(_JOINED.format("mine")).pl().equals(mine)


def test_registered_table(opened: Connection) -> None:
    """A table is registered under a name, and taken back."""
    opened.register("given", pa.table({"title": ["New"]}))
    assert opened.sql(_JOINED.format("given")).df()["title"].tolist() == ["New"]
    opened.unregister("given")


def test_settings_can_be_changed(lake: Path) -> None:
    """Times are shown in the time zone that is set."""
    with connect(lake) as connection:
        connection.execute("set TimeZone = 'Europe/Berlin'")
        shown = connection.sql("select min(published_at)::text from articles").fetchall()
    assert shown == [("2021-03-01 09:00:00+01",)]


def test_files_outside_are_read_and_written(lake: Path, opened: Connection, tmp_path: Path) -> None:
    """Files of other places are read and written, by SQL, by a relation and by a parameter."""
    opened.sql("from articles").to_parquet(str(tmp_path / "1.parquet"))
    opened.execute(f"copy articles to '{tmp_path}/2.parquet'")
    opened.execute("copy (from articles) to $1", [str(tmp_path / "3.parquet")])
    assert opened.sql(f"from '{tmp_path}/*.parquet'").count("*").fetchall() == [(6,)]
    assert opened.read_csv(str(lake.parent / "secret.csv")).fetchall() == [(42,)]


@pytest.mark.parametrize(
    "sql",
    [
        "copy articles to '{live}'",
        "copy articles to '{live}' (use_tmp_file false)",
        "copy articles to '{lake}/current/articles/new.parquet'",
        "Copy (from articles) TO 'file://{live}'",
        "copy articles to '{lake}' (format parquet, partition_by (title), overwrite)",
        "select 1; copy articles to '{lake}/../{name}/new.csv'",
        "prepare copying as copy articles to '{live}'",
        "explain analyze copy articles to '{live}'",
    ],
)
def test_copy_into_the_lake_is_refused(sql: str, lake: Path, opened: Connection) -> None:
    """A statement that copies to a file of the lake is refused in one line, and changes nothing."""
    live = next((lake / "v000002" / "articles").rglob("*.parquet"))
    before = live.read_bytes()
    text = sql.format(live=live, lake=lake, name=lake.name)
    for run in (opened.execute, opened.sql, opened.cursor().execute):
        with pytest.raises(duckdb.PermissionException, match="read-only") as error:
            run(text)
        assert len(str(error.value).splitlines()) == 1
    assert live.read_bytes() == before


def test_bound_path_into_the_lake_is_refused(lake: Path, opened: Connection) -> None:
    """Nor may the path be the value of a parameter."""
    live = str(next((lake / "v000002" / "articles").rglob("*.parquet")))
    for given in ([live], (live,)):
        with pytest.raises(duckdb.PermissionException, match="read-only"):
            opened.execute("copy articles to $1", given)
    with pytest.raises(duckdb.PermissionException, match="read-only"):
        opened.execute("copy articles to $file", {"file": live})


ALLOWED = [
    "from read_text('{outside}/secret.csv')",
    "from glob('{outside}/*')",
    "attach ':memory:' as another",
    "create table mine as select 1",
    "set threads = 1",
    "pragma database_list",
]


@pytest.mark.parametrize("sql", ALLOWED)
def test_what_a_locked_connection_refuses(sql: str, lake: Path) -> None:
    """The open connection reads other files, attaches databases, makes tables, takes settings."""
    with connect(lake) as connection:
        connection.execute(sql.format(outside=lake.parent))


_NOT_TRIED = ("https://", "s3://", "install", "load ")
"""Attempts that need the network, or an extension, which DuckDB then gets."""

_OURS = "the files of a lake are read-only"
_NOT_ALLOWED = {
    "copy articles to '{lake}/new.csv'": _OURS,
    "copy articles to '{lake}/v000002/new.parquet'": _OURS,
    "copy articles to '{lake}/v000002/articles' (format parquet, partition_by (title))": _OURS,
    "copy articles to '{live}'": _OURS,
    "copy articles to '{live}' (use_tmp_file false)": _OURS,
    "/* é */ Copy (select 1) TO '{live}' (use_tmp_file false)": _OURS,
    "prepare copying as copy (select 1) to '{live}' (use_tmp_file false)": _OURS,
    "with c as (copy (select 1) to '{live}' (use_tmp_file false)) select 1": _OURS,
    "explain analyze copy (select 1) to '{live}' (use_tmp_file false)": _OURS,
    "from '/etc/passwd'": "Binder Error: No extension found",
    "import database '{outside}'": "IO Error: Cannot open file",
    "set enable_external_access = true": "Cannot enable external access while database is running",
}
"""What fails in an open connection, and why: copies into the lake by ours, the rest by DuckDB."""


def test_attempts_that_an_open_connection_allows(lake: Path, tmp_path: Path) -> None:
    """All attempts that a locked connection refuses are allowed, but those that are declared."""
    copied = shutil.copytree(lake, tmp_path / "lake")
    shutil.copy(lake.parent / "secret.csv", tmp_path)
    failed = {}
    with connect(copied) as connection:
        for sql in ATTEMPTS:
            if any(word in sql for word in _NOT_TRIED):
                continue
            try:
                connection.execute(filled_in(sql, copied)).fetchall()
            except duckdb.Error as error:
                failed[sql] = str(error)
            connection.execute("detach database if exists new")  # two attempts attach one
    assert failed.keys() == _NOT_ALLOWED.keys()
    assert [sql for sql, why in _NOT_ALLOWED.items() if why not in failed[sql]] == []
    with connect(copied) as connection:
        assert connection.sql("select count(*) from articles").fetchall() == [(2,)]
