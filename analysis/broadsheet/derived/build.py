"""Items, stories and providers: what a version's documents tell together.

Items that stand in one document together, and were published within seven days of it, belong to one
story: a story is a connected component of such links. Lists that roll on, each document naming the
ones before it, would weld unrelated stories to a chain. So a component that spans more than
fourteen days, which no story does whose members are within seven of its head, is dealt out anew,
undated items last.

The relations are the files in `sql/derived/`, made in the order in which they build on each other.
"""

from __future__ import annotations

from array import array
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.errors import LakeError
from broadsheet.lake.data_files import link_file
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.schema import DERIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import duckdb

__all__ = ["deal", "derive", "link_derived", "write_derived"]

_SQL = files("broadsheet.derived") / "sql"
_KEYS = ("item_mentions", "item_keys")
_ITEMS = ("items", "providers")
_GROUPS = (
    "mentions",
    "links",
    "neighbours",
    "core_links",
    "core_components",
    "components",
    "chains",
)
_STORIES = ("story_items", "stories")
_MEMORY = ("300MB", "1GB", "4GB")  # tried in turn: most loads do with the first
_SHARED_OUT = 250_000  # mentions, from which on DuckDB shares a statement out among threads
_COUNTED = "select (select count(*) from articles) + (select count(*) from related)"
_WRITTEN = "format parquet, row_group_size 20480"  # a group is held in memory while it is written
_FETCHED = 10_000
_SOURCES = ("articles", "related")

Star = tuple[int, list[int] | None]
"""An item, and the items that it is linked to."""


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the derived tables in a database that has `articles` and `related`."""
    _derive_in_turn(connection, partial(_make_table, connection))
    for name in ("dealt", *_KEYS, *_GROUPS):
        if name not in DERIVED:
            connection.execute(f"drop table {name}")


def deal(stars: Iterable[Star]) -> Iterator[tuple[int, int]]:
    """Deal the items of chains out to stories.

    In the order given, each item that is still free takes those linked to it that are free too. So
    no story spans more than twice the time that a link may, if the undated items come last.

    Args:
        stars: Every item of the chains once, each with those linked to it, the dated before the
            undated, of these the best first.

    Yields:
        Each item once, with the item that took it.
    """
    taken: set[int] = set()
    for item, linked in stars:
        if item in taken:
            continue
        members = {item, *(linked or ())} - taken
        taken |= members
        yield from ((member, item) for member in sorted(members))


def write_derived(folder: Path) -> None:
    """Write the derived tables of a version in the making, from its tables of documents.

    Args:
        folder: The staging folder, with all parts of `articles` and `related`.

    Raises:
        OSError: They can't be written, for want of room or of permission.
        LakeError: DuckDB can't make them, for want of memory.
    """
    import duckdb

    *fewer, most = _MEMORY
    try:
        for limit in fewer:
            with suppress(duckdb.OutOfMemoryException):
                _derive_files(folder, limit)
                return
        _derive_files(folder, most)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    except duckdb.Error as error:
        problem = f"items and stories can't be made: {str(error).splitlines()[0]}"
        raise LakeError(problem, hint="free memory, or room on the disk of the lake") from error


def _derive_files(folder: Path, limit: str) -> None:
    """Derive the tables in as much memory, and write them."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{limit}'")
        connection.execute(f"set temp_directory = {literal(folder / '.spill')}")
        connection.execute("set preserve_insertion_order = false")
        for name in _SOURCES:
            connection.execute(f"create view {name} as from {parquet_rows(folder / name)}")
        ((mentions,),) = connection.execute(_COUNTED).fetchall()
        if mentions < _SHARED_OUT:
            _derive_at_once(connection, folder)
        else:
            _derive_in_turn(connection, partial(_make_file, connection, folder))


def _derive_at_once(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write items and providers in a second thread while stories are found in this one.

    DuckDB would not share a statement over so few rows out among threads.
    """
    here = partial(_make_file, connection, folder)
    _make_all(here, _KEYS)
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as thread:
        there = partial(_make_file, cursor, folder)
        items = thread.submit(there, "items")
        providers = thread.submit(there, "providers")
        _group(connection, here)
        items.result()
        _make_all(here, _STORIES)
        providers.result()


def _derive_in_turn(connection: duckdb.DuckDBPyConnection, make: Callable[[str], None]) -> None:
    """Make one table after another, which takes less memory."""
    _make_all(make, (*_KEYS, *_ITEMS))
    _group(connection, make)
    _make_all(make, _STORIES)


def link_derived(folder: Path, version: Path) -> bool:
    """Take the derived tables over from a version whose documents tell the same.

    Args:
        folder: The staging folder, with all parts of `articles` and `related`.
        version: The version before.

    Returns:
        Whether they could be taken over; if not, none has been.
    """
    made = [Path(name, f"{name}.parquet") for name in DERIVED]
    if not all((version / file).is_file() for file in made) or _parts(folder) != _parts(version):
        return False
    for file in made:
        link_file(version / file, folder / file)
    return True


def _parts(version: Path) -> set[tuple[str, int]]:
    """The files that the derived tables are made of; the same name and inode is the same file."""
    found = (file for name in _SOURCES for file in (version / name).rglob("*.parquet"))
    return {(file.relative_to(version).as_posix(), file.stat().st_ino) for file in found}


def _make_all(make: Callable[[str], None], names: Iterable[str]) -> None:
    for name in names:
        make(name)


def _make_table(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute(f"create table {name} as {_select(name)}")


def _make_file(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """Make a derived table as a file, with a view of it; others, which pass, as a table."""
    if name not in DERIVED:
        _make_table(connection, name)
        return
    file = folder / name / f"{name}.parquet"
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)  # which may be a version's too, by a hard link
    connection.execute(f"copy ({_select(name)}) to {literal(file)} ({_WRITTEN})")
    connection.execute(f"create view {name} as from {parquet_rows(file)}")


def _select(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8").rstrip().removesuffix(";") + "\n"


def _group(connection: duckdb.DuckDBPyConnection, make: Callable[[str], None]) -> None:
    """Find which items belong together."""
    _make_all(make, _GROUPS)
    connection.execute("create table dealt (item_id bigint, component bigint)")
    chains = connection.execute("select item_id, linked from chains")
    items, takers = array("q"), array("q")
    for item, taker in deal(_fetched(chains)):
        items.append(item)
        takers.append(taker)
    if items:
        columns = [pa.array(items, pa.int64()), pa.array(takers, pa.int64())]
        connection.register("dealing", pa.table(columns, ["item_id", "component"]))
        connection.execute("insert into dealt from dealing")
        connection.unregister("dealing")


def _fetched(result: duckdb.DuckDBPyConnection) -> Iterator[Star]:
    while rows := result.fetchmany(_FETCHED):
        yield from rows
