"""The catalog after a load: written where it is not of the live version.

DuckDB is imported only then. So a load of nothing new makes up for a commit that was killed before
its catalog was written, and for a lake that has moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.database.catalog_files import has_catalog
from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["catalog_notes"]


def catalog_notes(live: Snapshot) -> list[str]:
    """Write the catalog if it is not of the live version; the caller holds the lake.

    Returns:
        A note why it could not be written: the load is done all the same.
    """
    if has_catalog(live):
        return []
    from broadsheet.database.catalog import write_catalog

    try:
        write_catalog(live)
    except LakeError as error:
        return [str(error)]
    return []
