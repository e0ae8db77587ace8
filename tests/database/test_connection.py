"""A connection holds a lake's tables, views and named queries, and nothing outside them."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from broadsheet.config.settings import StatementLimits
from broadsheet.database.connection import connect, open_database
from broadsheet.database.on_demand import needed_for
from broadsheet.database.queries import named_queries
from broadsheet.database.relations import queries, relations_in_order, views
from broadsheet.database.run import run_sql
from broadsheet.errors import BroadsheetError, LakeError, QueryError
from broadsheet.lake.retention import prune
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.schema import DERIVED, TABLES
from kit.attempts import ATTEMPTS, ENDLESS, filled_in, states_below
from kit.lakes import make_writable

if TYPE_CHECKING:
    from collections.abc import Callable

    Connection = duckdb.DuckDBPyConnection


def _value(connection: Connection, sql: str) -> object:
    return connection.sql(sql).fetchall()[0][0]


def _macros(connection: Connection) -> set[str]:
    """DuckDB's own list of the table macros."""
    rows = connection.sql(
        "select function_name from duckdb_functions()"
        " where function_type = 'table_macro' and not internal"
    )
    return {name for (name,) in rows.fetchall()}


def _is_one_line(error: BroadsheetError) -> bool:
    return len(str(error).splitlines()) == 1


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
    assert _macros(database) >= {*named_queries()}


def test_relations_on_demand_are_the_same(lake: Path) -> None:
    """A connection that defines what statements name ends with the catalog of any other."""
    asked = (
        "select * exclude (function_oid, database_oid) from duckdb_functions()"
        " where not internal order by all"
    )
    with connect(lake) as whole, open_database(open_snapshot(lake)) as on_demand:
        assert run_sql(on_demand, asked).fetchall() == whole.execute(asked).fetchall()


@pytest.mark.parametrize("name", [*queries(), *views()])
def test_each_relation_can_be_the_first_that_is_named(name: str) -> None:
    """Whatever a relation names in turn is defined with it, and before it."""
    relations = {relation.name: relation for relation in relations_in_order()}
    needed = needed_for({name}, relations)
    for at, each in enumerate(needed):
        assert relations[each].words & relations.keys() <= {*needed[:at], each}


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
    """Without a name the lake is the folder `lake`."""
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
def test_folder_name(name: str, tmp_path: Path, write_versions: Callable[..., Path]) -> None:
    """A lake may be in a folder of any name."""
    with connect(write_versions(tmp_path / name)) as connection:
        assert _value(connection, "select count(*) from articles") == 1


@pytest.mark.parametrize("name", ["lake [2021]", "what?", "all*"])
def test_folder_name_that_duckdb_takes_for_a_pattern(
    name: str, tmp_path: Path, write_versions: Callable[..., Path]
) -> None:
    """A folder that DuckDB could only take for a pattern is refused, with what to do."""
    with pytest.raises(LakeError, match="rename a folder above it") as error:
        connect(write_versions(tmp_path / name))
    assert _is_one_line(error.value)


def test_a_version_with_a_broken_file_is_named(
    tmp_path: Path, write_versions: Callable[..., Path]
) -> None:
    """A file of a version that is garbage is named, with what to do."""
    lake = write_versions(tmp_path / "lake")
    for file in (make_writable(lake / "v000001") / "articles").rglob("*.parquet"):
        file.write_bytes(b"garbage")
    with pytest.raises(LakeError, match=r"v000001/articles/.* is damaged: 7 bytes of") as error:
        connect(lake)
    assert _is_one_line(error.value)


# What is not a lake


def test_no_such_lake(tmp_path: Path) -> None:
    """A folder that is not there is named by its path, with the way to make a lake."""
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
    """A version that is not there is refused in one line that names those that are."""
    with pytest.raises(LakeError) as error:
        connect(lake, as_of=version)
    assert _is_one_line(error.value)
    assert repr(version) in str(error.value)
    assert "v000001" in str(error.value)


# The lake's walls


@pytest.mark.parametrize("sql", ATTEMPTS)
def test_walls(sql: str, lake: Path, database: Connection) -> None:
    """SQL can neither read nor write outside the opened version, nor move its walls."""
    before = states_below(lake.parent)
    with pytest.raises(duckdb.Error):
        database.execute(filled_in(sql, lake)).fetchall()
    assert states_below(lake.parent) == before


def test_a_word_is_no_copy(database: Connection) -> None:
    """What only reads may have the words `copy` and `to` in it."""
    assert database.execute("select 'copy it to us' as copy -- copy to").fetchall()
    assert database.sql("select 1 as to_copy").fetchall() == [(1,)]


# What holds a version


@pytest.fixture
def held(lake: Path, tmp_path: Path) -> Path:
    """A copy of the lake, from which `prune` would remove a version."""
    return Path(shutil.copytree(lake, tmp_path / "held"))


def test_closing_a_connection_closes_its_cursors(held: Path) -> None:
    """A connection closes its cursors with it, so they hold nothing any more."""
    with connect(held, as_of="v000001") as connection:
        cursor = connection.cursor()
    assert prune(held, 1).removed == ["v000001"]
    with pytest.raises(duckdb.ConnectionException):
        cursor.execute("from articles")


def test_a_cursor_outlives_its_connection(held: Path) -> None:
    """Without the connection that it came from, a cursor reads on, and the version stays."""
    cursor = connect(held, as_of="v000001").cursor().duplicate()
    gc.collect()
    assert prune(held, 1).held == ["v000001"]
    assert cursor.execute("select count(*) from articles").fetchall() == [(1,)]
    cursor.close()
    assert prune(held, 1).removed == ["v000001"]


def test_closing_frees_at_once(held: Path) -> None:
    """A connection that is closed holds nothing, even while somebody has it."""
    connection = connect(held, as_of="v000001")
    assert prune(held, 1).held == ["v000001"]
    connection.close()
    assert prune(held, 1).removed == ["v000001"]


# What a statement may take


def test_statement_has_a_time_limit(lake: Path) -> None:
    """A statement that takes longer ends with an error of one line, which names the option."""
    with open_database(open_snapshot(lake), StatementLimits(timeout=0.05)) as connection:
        with pytest.raises(QueryError, match=r"longer than it may.*--timeout") as error:
            run_sql(connection, ENDLESS)
        assert _is_one_line(error.value)
        assert run_sql(connection, "select 1").fetchall() == [(1,)]


def test_statement_has_a_memory_limit(lake: Path) -> None:
    """So does one that needs more memory."""
    with open_database(open_snapshot(lake), StatementLimits(memory="100MB")) as connection:
        with pytest.raises(QueryError, match=r"more memory than it may.*--memory") as error:
            run_sql(connection, "select list(range) from range(20000000)")
        assert _is_one_line(error.value)


def test_limits_of_connect(lake: Path) -> None:
    """A program's own connection has limits where it asks for some."""
    asked = "select current_setting('max_execution_time'), current_setting('memory_limit')"
    with connect(lake, timeout=1.5, memory="1GB") as connection:
        assert connection.execute(asked).fetchall() == [(1500, "953.6 MiB")]


def test_working_folder_is_outside(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even DuckDB's own folder for temporary files, `.tmp` where there is one, can be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tmp").mkdir()
    (tmp_path / ".tmp" / "secret.csv").write_text("secret\n42\n", "utf-8")
    with connect(lake, locked=True) as connection, pytest.raises(duckdb.Error):
        connection.execute("from read_csv('.tmp/secret.csv')").fetchall()


def test_python_variables_are_outside(database: Connection) -> None:
    """A Python variable is no table: SQL sees the lake, not the program around it."""
    secret = pa.table({"answer": [42]})
    with pytest.raises(duckdb.Error, match="secret does not exist"):
        database.sql("from secret")
    assert secret.num_rows == 1
