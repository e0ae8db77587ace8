"""Items, stories and providers: what all documents of a version say together.

Each table is a file in `sql/`, which reads those made before it. Items that one document names, and
that were published within seven days of it, are linked. A story is a connected component of these
links, unless it spans too long: `splitting` says how such a component is split.
"""

from __future__ import annotations

from array import array
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.derived.splitting import split_greedily
from broadsheet.derived.statements import WRITTEN, opened, selected
from broadsheet.errors import LakeError
from broadsheet.lake.names import link_file
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.processes import run_until_interrupted
from broadsheet.schema import DERIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import duckdb

    from broadsheet.derived.splitting import Star

__all__ = ["derive", "derive_in_turn", "link_derived", "write_derived"]

_KEYS = ("document_order", "item_mentions", "item_keys")
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
_COUNTED = "select (select count(*) from articles) + (select count(*) from related)"
_LEAST_MEMORY = 240_000_000
_MEMORY_OF_A_MENTION = 240
"""Bytes: with less, a search over many mentions fails late, or waits for the disk."""
_MORE = (1, 4)
"""What is tried in turn, in multiples of the memory that should do."""
_MANY_MENTIONS = 250_000  # from here on, DuckDB runs one statement on several threads
_FETCHED = 10_000
_SOURCES = ("articles", "related")
_BEFORE = "stories_before"
_NO_STORIES = "story_id bigint, items bigint"


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the derived tables in a database that has `articles` and `related`."""
    connection.execute(f"create table {_BEFORE} ({_NO_STORIES})")
    derive_in_turn(connection, partial(_make_table, connection))
    for name in (_BEFORE, "assigned", *_KEYS, *_GROUPS):
        if name not in DERIVED:
            connection.execute(f"drop table {name}")


def write_derived(folder: Path, before: Path | None = None) -> None:
    """Write the derived tables of a new version, from its tables of documents.

    Args:
        folder: The staging folder, with all data files of `articles` and `related`.
        before: The last version, in which stories have the ids that they keep.

    Raises:
        OSError: They can't be written: no space, or no permission.
        LakeError: DuckDB can't make them, for example because memory is short.
    """
    import duckdb

    *fewer, most = _MORE
    try:
        for times in fewer:
            with suppress(duckdb.OutOfMemoryException):
                _derive_files(folder, before, times)
                return
        _derive_files(folder, before, most)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    except duckdb.Error as error:
        problem = f"items and stories can't be made: {str(error).splitlines()[0]}"
        raise LakeError(problem, hint="free memory, or room on the disk of the lake") from error


def _derive_files(folder: Path, before: Path | None, times: int) -> None:
    """Derive the tables, and write them; in so many times the memory that should do."""
    with opened(folder) as connection:
        for name in _SOURCES:
            connection.execute(f"create view {name} as from {parquet_rows(folder / name)}")
        _name_stories_before(connection, before)
        ((mentions,),) = connection.execute(_COUNTED).fetchall()
        enough = max(_LEAST_MEMORY, mentions * _MEMORY_OF_A_MENTION)
        connection.execute(f"set memory_limit = '{enough * times}B'")
        if mentions < _MANY_MENTIONS:
            work = partial(_derive_at_once, connection, folder)
        else:
            work = partial(derive_in_turn, connection, partial(_make_file, connection, folder))
        run_until_interrupted(work, connection.interrupt)


def _derive_at_once(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write items and providers in a second thread while this one finds stories.

    DuckDB runs a statement over so few rows on one thread.
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


def derive_in_turn(connection: duckdb.DuckDBPyConnection, make: Callable[[str], None]) -> None:
    """Make one table after another, which needs less memory.

    Args:
        connection: A database with `articles`, `related` and `stories_before`.
        make: Makes the table of a name by its statement.
    """
    _make_all(make, (*_KEYS, *_ITEMS))
    _group(connection, make)
    _make_all(make, _STORIES)


def _name_stories_before(connection: duckdb.DuckDBPyConnection, before: Path | None) -> None:
    """Let the database have the ids of the stories of a version, if there is one that has them."""
    file = before / "stories" / "stories.parquet" if before else None
    if file and file.is_file():
        rows = f"from {parquet_rows(file)} select story_id, items"
        connection.execute(f"create view {_BEFORE} as {rows}")
    else:
        connection.execute(f"create table {_BEFORE} ({_NO_STORIES})")


def link_derived(folder: Path, version: Path) -> bool:
    """Link the derived tables of the last version, if it has the same documents.

    Args:
        folder: The staging folder, with all data files of `articles` and `related`.
        version: The last version.

    Returns:
        Whether they are linked; if not, none of them is.
    """
    made = [Path(name, f"{name}.parquet") for name in DERIVED]
    if not all((version / file).is_file() for file in made) or _source_files(
        folder
    ) != _source_files(version):
        return False
    for file in made:
        link_file(version / file, folder / file)
    return True


def _source_files(version: Path) -> set[tuple[str, int]]:
    """The files that the derived tables are made from, by name and inode."""
    found = (file for name in _SOURCES for file in (version / name).rglob("*.parquet"))
    return {(file.relative_to(version).as_posix(), file.stat().st_ino) for file in found}


def _make_all(make: Callable[[str], None], names: Iterable[str]) -> None:
    for name in names:
        make(name)


def _make_table(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute(f"create table {name} as {selected(name)}")


def _make_file(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """Make a derived table as a file with a view of it, and a temporary one as a table."""
    if name not in DERIVED:
        _make_table(connection, name)
        return
    file = folder / name / f"{name}.parquet"
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)  # it may be a hard link to the file of a version
    connection.execute(f"copy ({selected(name)}) to {literal(file)} ({WRITTEN})")
    connection.execute(f"create view {name} as from {parquet_rows(file)}")


def _group(connection: duckdb.DuckDBPyConnection, make: Callable[[str], None]) -> None:
    """Find which items belong together, and assign the items of long chains to stories."""
    _make_all(make, _GROUPS)
    connection.execute("create table assigned (item_id bigint, component bigint)")
    chains = connection.execute("select item_id, linked from chains")
    items, takers = array("q"), array("q")
    for item, taker in split_greedily(_fetched(chains)):
        items.append(item)
        takers.append(taker)
    if items:
        columns = [pa.array(items, pa.int64()), pa.array(takers, pa.int64())]
        connection.register("assignments", pa.table(columns, ["item_id", "component"]))
        connection.execute("insert into assigned from assignments")
        connection.unregister("assignments")


def _fetched(result: duckdb.DuckDBPyConnection) -> Iterator[Star]:
    while rows := result.fetchmany(_FETCHED):
        yield from rows
