"""The catalog file holds one version of the lake, for any client of DuckDB."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq
import pytest

import broadsheet
from broadsheet.database.catalog import renew_catalog, write_catalog
from broadsheet.database.catalog_files import catalog_file, has_catalog
from broadsheet.database.connection import connect, open_lake
from broadsheet.database.queries import named_queries
from broadsheet.database.relations import relations_in_order
from broadsheet.errors import LakeError
from broadsheet.lake.commit import roll_back
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.schema import DERIVED, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.commandline import Run

    Connection = duckdb.DuckDBPyConnection

_COMMENTS = {
    "duckdb_views()": "view_name",
    "duckdb_columns()": "column_name",
    "duckdb_functions()": "function_name",
}


@pytest.fixture(scope="module")
def client(lake: Path) -> Iterator[Connection]:
    """The catalog as another program opens it."""
    with duckdb.connect(catalog_file(lake), read_only=True) as connection:
        yield connection


@pytest.fixture
def moved(lake: Path, tmp_path: Path) -> Path:
    """A copy of the lake in another place, which a test may change."""
    return Path(shutil.copytree(lake, tmp_path / "it's moved", symlinks=True))


def _titles(file: Path) -> list[str]:
    with duckdb.connect(file, read_only=True) as connection:
        return [title for (title,) in connection.execute("select title from articles").fetchall()]


def test_every_table_can_be_read(client: Connection) -> None:
    """All tables of the version are there, with their columns in order."""
    for name, table in (TABLES | DERIVED).items():
        assert client.table(name).columns == table.schema.names


def test_every_relation_is_there(client: Connection) -> None:
    """So are all views, helping macros and named queries."""
    names = client.execute(
        "select function_name from duckdb_functions() where not internal"
        " union select view_name from duckdb_views() where not internal"
    ).fetchall()
    assert {(relation.name,) for relation in relations_in_order()} <= {*names}


@pytest.mark.parametrize(("source", "name"), _COMMENTS.items())
def test_comments_describe_it(client: Connection, source: str, name: str) -> None:
    """Tables, columns and named queries have comments, which clients show."""
    described = client.execute(
        f"select {name} from {source} where not internal and comment is not null"  # noqa: S608
    ).fetchall()
    wanted = {"view_name": "articles", "column_name": "title"}.get(name, "quality_by_provider")
    assert (wanted,) in described


def test_queries_return_what_a_connection_returns(client: Connection, lake: Path) -> None:
    """A named query has the same rows in the catalog as in broadsheet."""
    asked = "from quality_by_provider(min_articles := 1)"
    with broadsheet.connect(lake) as connection:
        assert client.execute(asked).fetchall() == connection.execute(asked).fetchall()


def test_newest_client_of_duckdb_reads_it(lake: Path, tmp_path: Path) -> None:
    """The command `duckdb`, an older DuckDB than the one that writes, runs a named query."""
    command = Path(sys.executable).with_name("duckdb")
    asked = "from quality_by_provider(min_articles := 1) select provider_domain"
    for given in (["-readonly", catalog_file(lake)], ["-init", lake / "catalog.sql"]):
        done = subprocess.run(
            [command, *given, "-csv", "-c", asked], cwd=tmp_path, capture_output=True, check=True
        )
        assert done.stdout.split() == [b"provider_domain", b"one.example"]


def test_older_client_runs_each_named_query(lake: Path) -> None:
    """The command `duckdb` binds names as its own version does: each query runs there."""
    command = Path(sys.executable).with_name("duckdb")
    span = "since := date '2021-01-01', until := date '2022-01-01'"
    asked = " union all ".join(f"select count(*) from {name}({span})" for name in named_queries())  # noqa: S608 - our own
    words = ["-readonly", catalog_file(lake), "-csv", "-noheader", "-c", asked]
    done = subprocess.run([command, *words], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.split()) == len(named_queries())


def test_client_that_has_it_open_keeps_its_version(moved: Path) -> None:
    """After a commit, who had the catalog open reads the version of before, and others the new."""
    renew_catalog(moved)
    with duckdb.connect(catalog_file(moved), read_only=True) as before:
        roll_back(moved, "v000001")
        renew_catalog(moved)
        assert before.execute("select count(*) from articles").fetchall() == [(2,)]
    assert _titles(catalog_file(moved)) == ["Old"]


def test_command_writes_it_where_the_lake_has_moved(moved: Path, run: Run) -> None:
    """A catalog has absolute paths; after a move `broadsheet catalog` writes it again."""
    assert not has_catalog(open_snapshot(moved))
    assert run("catalog", "--lake", moved).out.strip() == str(moved / "catalog.duckdb")
    assert has_catalog(open_snapshot(moved))


def test_damaged_template_is_made_again(
    moved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache of macros is safe to lose or to damage."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for damage in (Path.unlink, lambda template: template.write_bytes(b"nonsense")):
        write_catalog(open_snapshot(moved))
        (template,) = tmp_path.glob("broadsheet/catalog-*.duckdb")
        whole = template.read_bytes()
        damage(template)
        write_catalog(open_snapshot(moved))
        assert sorted(_titles(catalog_file(moved))) == ["New", "Old"]
        assert len(template.read_bytes()) == len(whole)


def test_template_names_no_lake(
    moved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache is shared by all lakes of a user, and a catalog may be given to others."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    write_catalog(open_snapshot(moved))
    (template,) = tmp_path.glob("broadsheet/catalog-*.duckdb")
    assert str(moved).encode() not in template.read_bytes()


def test_cache_that_can_not_be_written_is_done_without(
    moved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the user's cache is no folder, the catalog is made from nothing."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    write_catalog(open_snapshot(moved))
    assert sorted(_titles(catalog_file(moved))) == ["New", "Old"]


def test_load_is_done_where_it_can_not_be_written(moved: Path, write_document: object) -> None:
    """A catalog that can't be written is a note of the load, which has been done."""
    (moved / "catalog.sql").unlink()
    (moved / "catalog.sql").mkdir()
    archive = write_document("a.md")  # type: ignore[operator]
    summary = broadsheet.load([archive], moved)
    assert summary.version == "v000003"
    assert any("broadsheet catalog" in note for note in summary.notes)


def test_version_without_derived_tables_has_none(moved: Path) -> None:
    """A version of an earlier broadsheet has no catalog, and the one of another version goes."""
    version = open_snapshot(moved)
    files = {name: found for name, found in (version.files or {}).items() if "stories" not in name}
    version.load["files"] = files
    with pytest.raises(LakeError, match="load its archives again"):
        write_catalog(version)
    assert not catalog_file(moved).exists()


def test_version_without_a_column_is_refused_in_one_line(moved: Path) -> None:
    """A version of an earlier broadsheet lacks columns that views need: the error names them."""
    version = open_snapshot(moved)
    for file in (version.path / "articles").rglob("*.parquet"):
        rows = pq.ParquetFile(file).read()
        file.unlink()
        pq.write_table(rows.drop_columns(["first_seen_at", "first_version"]), file)
    record = {name: each for name, each in version.load.items() if name not in {"files", "format"}}
    (version.path / "load.json").unlink()
    (version.path / "load.json").write_text(json.dumps(record), "utf-8")
    problem = r"v000002 is of an earlier broadsheet: articles lacks first_seen_at, first_version;"
    for using in (connect, open_lake, renew_catalog):
        with pytest.raises(LakeError, match=problem) as raised:
            using(moved)
        assert "load its archives again" in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_current_leads_to_the_live_version(moved: Path) -> None:
    """`current` is a link that follows each commit; a copy of a lake may have a folder there."""
    roll_back(moved, "v000001")
    assert (moved / "current").readlink() == Path("v000001")
    (moved / "current").unlink()
    shutil.copytree(moved / "v000001", moved / "current")
    roll_back(moved, "v000002")
    assert (moved / "current").readlink() == Path("v000002")
