"""Derived tables patched: only what changed documents touch is derived again.

An item has the same id in every version, and what is known of it comes from the documents that
mention it. So the items of changed documents, and all that links connect them with, are derived by
the same statements from the documents that mention them. All else is taken over.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.derived.build import derive_in_turn
from broadsheet.derived.statements import WRITTEN, opened, selected
from broadsheet.lake.names import link_file
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.processes import run_until_interrupted
from broadsheet.schema import DERIVED

if TYPE_CHECKING:
    import duckdb

__all__ = ["patch_derived"]

_OF_PROVIDERS = ("provider_domain", "provider_name", "published_at")
"""The columns of documents that providers follow from."""
_COLUMNS = {
    "articles": (
        *("article_id", "url", "category", "type", "title", *_OF_PROVIDERS),
        *("quality", "heat", "published"),
    ),
    "related": ("article_id", "position", "url", "type", "title", *_OF_PROVIDERS, "quality"),
}
"""The columns of documents that derived tables are made from."""
_MOST_ROUNDS = 20
"""How often linked stories are followed. Where there are more, all is derived again."""
_SHARE = 4
"""Where more than one document in so many is read again, deriving all is no slower."""


def patch_derived(folder: Path, version: Path) -> bool:
    """Patch the derived tables of the last version, if few documents have changed.

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
    except (duckdb.OutOfMemoryException, duckdb.IOException):  # deriving all takes more
        return False


class _Patch:
    """Patches the derived tables of one version."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, version: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._version = version

    def make(self) -> bool:
        """Patch all tables, unless that is as much work as to derive them."""
        for name in DERIVED:
            rows = parquet_rows(self._version / _file(name))
            self._execute(f"create view old_{name} as from {rows}")
        self._execute("create view stories_before as select story_id, items from old_stories")
        self._find_changed()
        self._find_touched()
        if not (self._take_stories() and self._gather()):
            return False
        derive_in_turn(self._connection, self._derive)
        self._write_all()
        return True

    def _find_changed(self) -> None:
        """Find the documents that differ in what derived tables are made from."""
        for name, columns in _COLUMNS.items():
            old, new = (_by_number(root / name) for root in (self._version, self._folder))
            for kind, files in (
                ("old", [old[number] for number in old.keys() - new.keys()]),
                ("new", [new[number] for number in new.keys() - old.keys()]),
            ):
                rows = parquet_rows(*(files or [self._folder / name]))
                none = "" if files else "limit 0"
                listed = ", ".join(columns)
                self._execute(f"create table {kind}_{name} as from {rows} select {listed} {none}")
        self._make("changed", "patch")
        self._make("other_providers", "patch")

    def _find_touched(self) -> None:
        """Find the items that changed documents mention, before and now."""
        for name in _COLUMNS:
            rows = f"from new_{name} semi join changed using (article_id)"
            self._execute(f"create view {name} as {rows}")
        self._execute("create view document_order as select article_id, 0 as place from changed")
        self._execute(f"create table new_mentions as {selected('item_mentions')}")
        for name in (*_COLUMNS, "document_order"):
            self._execute(f"drop view {name}")
        self._make("touched", "patch")

    def _take_stories(self) -> bool:
        """Take the stories that may change, and all that links connect them with.

        Returns:
            Whether their end was found.
        """
        self._execute(f"create table taken as {selected('patch', 'near_stories')}")
        self._execute("create table reached as from taken")
        for _ in range(_MOST_ROUNDS):
            self._make("linked_stories", "patch")
            if not self._count("linked_stories"):
                return True
            self._execute("insert into taken from linked_stories")
            self._execute("create or replace table reached as from linked_stories")
        return False

    def _gather(self) -> bool:
        """Gather the documents that mention the items to derive again; whether they are few."""
        self._make("members", "patch")
        self._make("documents", "patch")
        for name, columns in _COLUMNS.items():
            kept = f"{parquet_rows(self._folder / name)} semi join documents using (article_id)"
            self._execute(f"create table {name} as from {kept} select {', '.join(columns)}")
        of_all = self._count(parquet_rows(self._folder / "articles"))
        return self._count("articles") * _SHARE <= of_all

    def _derive(self, name: str) -> None:
        """Make a table of the items to derive again. Providers follow from all documents."""
        if name == "item_mentions":  # of other items in these documents, other documents say more
            rows = f"from ({selected(name)}) semi join members using (item_id)"
            self._execute(f"create table {name} as {rows}")
        elif name != "providers":
            self._make(name)

    def _write_all(self) -> None:
        """Write each table with what was derived in place of what was; link what is the same."""
        said = f"select item_id, {', '.join(_OF_PROVIDERS)} from"
        has_other_providers = self._count("other_providers") or self._differ(
            f"{said} old_items semi join members using (item_id)", f"{said} items"
        )
        self._write("mentions", "changed", "article_id")
        for name in ("items", "story_items"):
            self._write(name, "members", "item_id")
        self._write("stories", "taken", "story_id", "from stories")
        if has_other_providers:
            self._write_providers()
        else:
            self._link("providers")

    def _write(self, name: str, others: str, key: str, made: str = "") -> None:
        """Write a table: its old rows, but of those with a key in `others` the new ones."""
        new = made or f"from {name} semi join {others} using ({key})"
        if self._differ(f"from old_{name} semi join {others} using ({key})", new):
            self._copy(name, f"{new} union all (from old_{name} anti join {others} using ({key}))")
        else:
            self._link(name)

    def _write_providers(self) -> None:
        """Write the providers, which follow from all documents and items."""
        for name in (*_COLUMNS, "items"):
            self._execute(f"drop table {name}")
            self._execute(f"create view {name} as from {parquet_rows(self._folder / name)}")
        self._copy("providers", selected("providers"))

    def _copy(self, name: str, rows: str) -> None:
        file = self._folder / _file(name)
        file.parent.mkdir(exist_ok=True)
        self._execute(f"copy ({rows}) to {literal(file)} ({WRITTEN})")

    def _link(self, name: str) -> None:
        link_file(self._version / _file(name), self._folder / _file(name))

    def _differ(self, one: str, other: str) -> bool:
        """Whether two selections have other rows."""
        found = f"((from ({one}) except all from ({other})) union all"
        return bool(self._count(f"{found} (from ({other}) except all from ({one})))"))

    def _make(self, name: str, *folder: str) -> None:
        self._execute(f"create or replace table {name} as {selected(*folder, name)}")

    def _count(self, rows: str) -> int:
        ((count,),) = self._connection.execute(f"select count(*) from {rows}").fetchall()  # noqa: S608 - our own
        return int(count)

    def _execute(self, sql: str) -> None:
        self._connection.execute(sql)


def _file(name: str) -> Path:
    return Path(name, f"{name}.parquet")


def _by_number(folder: Path) -> dict[tuple[int, int], Path]:
    """The files of a table by what they are on the disk: a link is the same file."""
    found = ((file, file.stat()) for file in folder.rglob("*.parquet"))
    return {(state.st_dev, state.st_ino): file for file, state in found}
