"""The history of archives, which a load takes over as it is: `broadsheet history` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.lake.names import archive_key, link_file
from broadsheet.schema import HISTORY

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["history_of", "link_history"]


def history_of(live: Snapshot | None, without: str | None = None) -> dict[str, Any]:
    """What the record of a version says of the history of archives, to be recorded again.

    Args:
        live: The version.
        without: An archive whose history is left out.
    """
    found = live.load.get("history", {}) if live else {}
    kept = {name: each for name, each in found.items() if name != without}
    return {"history": kept} if kept else {}


def link_history(folder: Path, live: Snapshot | None, without: str | None = None) -> None:
    """Take the files of history over, those of archives that are not in the lake too.

    Args:
        folder: The staging folder of the new version.
        live: The version before.
        without: An archive whose history is left out.
    """
    if live is None:
        return
    left_out = f"{archive_key(without)}-" if without is not None else None
    for table in HISTORY:
        for file in sorted((live.path / table).rglob("*.parquet")):
            target = folder / file.relative_to(live.path)
            if not target.exists() and not (left_out and file.name.startswith(left_out)):
                link_file(file, target)
