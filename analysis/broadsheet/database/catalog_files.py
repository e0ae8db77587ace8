"""The files of a lake's catalog, and whether they are of its live version. It needs no DuckDB.

    lake/catalog.duckdb    for any client of DuckDB, to open read-only
    lake/catalog.sql       the same as statements; the first line names version and place

`catalog.sql` is written last, so its first line holds for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["catalog_file", "catalog_script", "first_line", "has_catalog"]

_LONGEST = 10_000


def catalog_file(lake: Path) -> Path:
    """The database."""
    return lake / "catalog.duckdb"


def catalog_script(lake: Path) -> Path:
    """The statements."""
    return lake / "catalog.sql"


def first_line(snapshot: Snapshot) -> str:
    """The first line of the statements: the version, where it is, and who has written it."""
    place = str(snapshot.path.resolve()).encode("unicode_escape").decode("ascii")
    return f"-- {place}, by broadsheet {__version__}\n"


def has_catalog(snapshot: Snapshot) -> bool:
    """Whether the catalog is of this version, in this place; not where the lake has moved."""
    lake = snapshot.path.parent
    try:
        with catalog_script(lake).open(encoding="utf-8") as script:
            found = script.readline(_LONGEST)
    except (OSError, ValueError):
        return False
    return found == first_line(snapshot) and catalog_file(lake).is_file()
