"""Derived tables patched where what links items is as it was: no address, time or list has changed.

Then items keep their numbers and stories their items. What a document says of an item may be new:
its title, provider or quality. Such items are described again, and their stories with them. All
else is taken over from the version before.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.derived.statements import WRITTEN, opened, selected
from broadsheet.lake.names import link_file
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.processes import run_until_interrupted
from broadsheet.schema import DERIVED

if TYPE_CHECKING:
    import duckdb

__all__ = ["patch_derived"]

_KEYS = {"articles": ("article_id",), "related": ("article_id", "position")}
"""The columns that identify a row of a table."""
_LINKING = ("url", "published_at")
"""The columns that items, their numbers and their links follow from."""
_PROVIDER = ("provider_domain", "provider_name")
_SAID = {
    "articles": ("category", "type", "title", "quality", "heat", "published"),
    "related": ("type", "title", "quality"),
}
"""The other columns that derived tables are made from."""
_STEPS = (
    *("touched", "mentioning", "alike_documents", "described"),
    *("renewed", "renewed_stories", "torn_stories"),
)
_REFUSED = ("alike_documents", "torn_stories")
"""The steps that find what a patch can't make: with any row, all is derived again."""


def patch_derived(folder: Path, version: Path) -> bool:
    """Patch the derived tables of the last version, if its items and their links are the same.

    Args:
        folder: The staging folder, with all data files of `articles` and `related`.
        version: The last version, of the same schema.

    Returns:
        Whether they are patched; if not, all have to be written.
    """
    if not all((version / _file(name)).is_file() for name in DERIVED):
        return False
    import duckdb

    try:
        with opened(folder) as connection:
            patch = _Patch(connection, folder, version)
            return run_until_interrupted(patch.make, connection.interrupt)
    except duckdb.Error:  # memory or room is short: deriving all takes more, or reports it
        return False


class _Patch:
    """Patches the derived tables of one version."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, version: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._version = version

    def make(self) -> bool:
        """Patch all tables, unless items or stories are others."""
        if not all(self._compare(name) for name in _KEYS):
            return False
        self._execute("create table changed as select article_id from changed_articles")
        self._execute("insert into changed select article_id from changed_related")
        self._open()
        for name in _STEPS:
            self._execute(f"create table {name} as {selected('patch', name)}")
        if any(self._count(name) for name in _REFUSED):
            return False
        if self._count("renewed"):
            self._write()
        else:
            for name in ("items", "story_items", "stories"):
                self._link(name)
        self._link("mentions")
        self._finish_providers()
        return True

    def _compare(self, name: str) -> bool:
        """Find the rows of a table that have changed; whether no address, time or row has."""
        old, new = (_by_number(root / name) for root in (self._version, self._folder))
        before = [old[number] for number in old.keys() - new.keys()]
        after = [new[number] for number in new.keys() - old.keys()]
        keys = ", ".join(_KEYS[name])
        columns = ", ".join((*_KEYS[name], *_LINKING, *_PROVIDER, *_SAID[name]))
        for kind, found in (("old", before), ("new", after)):
            rows = parquet_rows(*(found or [self._folder / name]))
            none = "" if found else "limit 0"
            self._execute(f"create table {kind}_{name} as from {rows} select {columns} {none}")
        self._execute(
            f"create table changed_{name} as from new_{name} as new join old_{name} as old"
            f" using ({keys}) select {keys}, {_differ(_LINKING)} as is_elsewhere,"
            f" {_differ(_PROVIDER)} as has_other_provider"
            f" where is_elsewhere or has_other_provider or {_differ(_SAID[name])}"
        )
        same = f"new_{name} as new join old_{name} as old using ({keys})"
        counts = {self._count(each) for each in (f"old_{name}", f"new_{name}", same)}
        return len(counts) == 1 and not self._count(f"changed_{name} where is_elsewhere")

    def _open(self) -> None:
        """Open the tables of both versions."""
        for name in DERIVED:
            rows = parquet_rows(self._version / _file(name))
            self._execute(f"create view old_{name} as from {rows}")
        for name in _KEYS:
            self._execute(f"create view {name} as from {parquet_rows(self._folder / name)}")

    def _write(self) -> None:
        """Write items and stories. Items, which are the most to write, are written in a thread."""
        self._execute(f"create table items as {selected('patch', 'members')}")
        self._execute(f"create table components as {selected('patch', 'components')}")
        self._execute("create table assigned (item_id bigint, component bigint)")
        with self._connection.cursor() as other, ThreadPoolExecutor(1) as thread:
            written = thread.submit(self._rewrite, other, "items", "item_id", "renewed")
            self._execute(f"create table story_items as {selected('story_items')}")
            self._rewrite(self._connection, "story_items", "story_id", "story_items")
            self._execute(f"create table stories as {selected('stories')}")
            self._rewrite(self._connection, "stories", "story_id", "stories")
            written.result()

    def _finish_providers(self) -> None:
        """Write the providers, if a row has another provider; their times are the same."""
        if not any(self._count(f"changed_{name} where has_other_provider") for name in _KEYS):
            self._link("providers")
            return
        items = parquet_rows(self._folder / _file("items"))
        self._execute("drop table if exists items")
        self._execute(f"create view items as from {items}")
        self._copy(self._connection, "providers", selected("providers"))

    def _rewrite(
        self, connection: duckdb.DuckDBPyConnection, name: str, key: str, rows: str
    ) -> None:
        """Write a table with rows in place of those of the same key."""
        kept = f"from old_{name} anti join {rows} using ({key})"
        self._copy(connection, name, f"from {rows} union all ({kept})")

    def _copy(self, connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> None:
        file = self._folder / _file(name)
        file.parent.mkdir(exist_ok=True)
        connection.execute(f"copy ({rows}) to {literal(file)} ({WRITTEN})")

    def _link(self, name: str) -> None:
        link_file(self._version / _file(name), self._folder / _file(name))

    def _count(self, rows: str) -> int:
        ((count,),) = self._connection.execute(f"select count(*) from {rows}").fetchall()  # noqa: S608 - our own
        return int(count)

    def _execute(self, sql: str) -> None:
        self._connection.execute(sql)


def _differ(columns: tuple[str, ...]) -> str:
    """Whether one of these columns differs between `old` and `new`."""
    return "(" + " or ".join(f"old.{name} is distinct from new.{name}" for name in columns) + ")"


def _file(name: str) -> Path:
    return Path(name, f"{name}.parquet")


def _by_number(folder: Path) -> dict[tuple[int, int], Path]:
    """The files of a table by what they are on the disk: a link is the same file."""
    found = ((file, file.stat()) for file in folder.rglob("*.parquet"))
    return {(state.st_dev, state.st_ino): file for file, state in found}
