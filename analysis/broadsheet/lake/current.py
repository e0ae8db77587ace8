"""`lake/current`: a symbolic link to the live version, for readers of plain Parquet.

It is replaced by one rename, right after `CURRENT`. A path through it leads to a whole version
whenever it is resolved. Who opens several files through it resolves it once, to have one version.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from secrets import token_hex
from typing import TYPE_CHECKING

from broadsheet.lake.atomic import TEMPORARY
from broadsheet.lake.snapshot import RECORD

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["LINK", "link_current"]

LINK = "current"


def link_current(snapshot: Snapshot) -> None:
    """Let the link lead to a version; the caller holds the lake.

    Nothing is done where the disk has no links, or the user may not make any, as on Windows. A copy
    of a lake may have a folder in place of the link: a copy of a version, which is removed.
    """
    link = snapshot.path.parent / LINK
    with suppress(OSError):
        if link.is_symlink() and link.readlink().name == snapshot.version:
            return
        if link.is_dir() and not link.is_symlink():
            _remove_copy(link)
        new = link.with_name(f"{TEMPORARY}{token_hex(8)}.new")
        new.symlink_to(snapshot.version, target_is_directory=True)
        try:
            new.replace(link)
        except OSError:
            new.unlink()
            raise


def _remove_copy(folder: Path) -> None:
    if (folder / RECORD).is_file():
        shutil.rmtree(folder)
