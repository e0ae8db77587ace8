"""Where archives are, so that none takes the place of another of its name by accident."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.archive import shown
from broadsheet.errors import ArchiveError
from broadsheet.stores.address import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.archive import Archive
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["loaded_twice", "place_of", "refuse_others"]

_FROM_LAKE = "from_lake"


def place_of(archive: Archive, lake: Path) -> dict[str, str]:
    """What `load.json` records of where an archive is: its path, and the way to it from the lake.

    A lake and its archive may be copied or moved together. Then the way from one to the other is
    the same.
    """
    place = {"path": shown(archive.location)}
    way = _way(archive, lake)
    return place | {_FROM_LAKE: way} if way else place


def refuse_others(lake: Path, live: Snapshot | None, archives: Iterable[Archive]) -> None:
    """Refuse an archive that would replace another of its name, which is still where it was.

    Folders of different places often have one name, such as `news`. An archive that has moved, and
    one that the user names, takes the place of the other.

    Raises:
        ArchiveError: With both ways out.
    """
    known = live.load["archives"] if live else {}
    for archive in archives:
        before = known.get(archive.name, {})
        if not archive.is_named and _is_other(archive, lake, before):
            other, name = shlex.quote(shown(archive.location)), shlex.quote(archive.name)
            raise ArchiveError(
                f"the lake has an archive {archive.name} from another place, {before['path']}",
                received=shown(archive.location),
                hint=f"add it under a name of its own: load NAME={other};"
                f" or put it in place of the other: load {name}={other}",
            )


def loaded_twice(lake: Path, live: Snapshot | None, archives: Iterable[Archive]) -> list[str]:
    """Notes on archives that are new to the lake, and whose place it has under another name."""
    known = live.load["archives"] if live else {}
    places = {each.get(_FROM_LAKE) or each["path"]: name for name, each in known.items()}
    notes = []
    for archive in archives:
        here = place_of(archive, lake)
        name = places.setdefault(here.get(_FROM_LAKE) or here["path"], archive.name)
        if archive.name not in known and name != archive.name:
            notes.append(
                f"{archive.name} is loaded from the same place as {name}, so its documents count"
                f" twice; remove one with: broadsheet forget {shlex.quote(archive.name)}"
            )
    return notes


def _is_other(archive: Archive, lake: Path, before: Mapping[str, Any]) -> bool:
    place = before.get("path", "").removesuffix(f"@{before.get('revision', '')}")
    if not place or place == shown(archive.place):
        return False
    if not address_of(place) and not Path(place).exists():
        return False
    way = _way(archive, lake)
    return not way or before.get(_FROM_LAKE) != way


def _way(archive: Archive, lake: Path) -> str:
    """The path of an archive seen from the lake; empty for one that has none."""
    if not os.path.isabs(archive.place):  # noqa: PTH117 - a text
        return ""
    try:
        return shown(os.path.relpath(archive.place, lake.resolve()))
    except ValueError:
        return ""  # on another drive of Windows
