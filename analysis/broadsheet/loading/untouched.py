"""Archives that surely are as they were: a load gives them no look, and needs no Arrow for them.

An archive's stamp changes whenever a document of it may have. The stamp of its last load is in the
record of the version. A later load may find other stamps and yet no change, as after a copy: then
there is no new version, and the stamp is noted in `lake/.seen`, for the version that is live.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from broadsheet.lake.atomic import replaced
from broadsheet.lake.commit import SEEN
from broadsheet.lake.names import archive_key
from broadsheet.lake.snapshot import RECORD
from broadsheet.loading.changes import Changes
from broadsheet.loading.places import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from broadsheet.archive import Archive
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Untouched", "is_mapped_alike", "is_untouched", "note_stamp"]


@dataclass
class Untouched:
    """An archive within a load that surely holds what the live version holds of it.

    Attributes:
        archive: The archive.
        lake: The lake.
        before: What the live version records of it.
    """

    archive: Archive
    lake: Path
    before: dict[str, Any]
    schema_changes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> Changes:
        """No changes."""
        return Changes(unchanged=sum(self.before["documents"].values()))

    @property
    def record(self) -> dict[str, Any]:
        """What `load.json` records of it: what it did before, and what names it now."""
        return {**self.before, **place_of(self.archive, self.lake), **self.archive.facts}


def is_untouched(archive: Archive, stamp: str, lake: Path, live: Snapshot | None) -> bool:
    """Whether an archive surely holds what the live version holds of it.

    Args:
        archive: The archive.
        stamp: Its stamp.
        lake: The lake.
        live: The lake's live version.
    """
    record = live.load["archives"].get(archive.name) if live else None
    if not live or not record or not stamp or not is_mapped_alike(archive, record):
        return False
    now = _described(archive, stamp)
    return now.items() <= record.items() or _noted(lake, archive) == now | {"of": _digest(live)}


def is_mapped_alike(archive: Archive, record: Mapping[str, Any]) -> bool:
    """Whether an archive was loaded with the mapping that it has now."""
    return not record or record.get("mapping", "") == archive.mapping.digest


def note_stamp(archive: Archive, stamp: str, lake: Path, live: Snapshot) -> None:
    """Note the stamp of an archive that was found to hold what the live version holds of it.

    Args:
        archive: The archive.
        stamp: Its stamp from before it was listed.
        lake: The lake; the caller holds it.
        live: The live version.
    """
    if not stamp or is_untouched(archive, stamp, lake, live):
        return
    file = _file(lake, archive)
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        with replaced(file) as new:
            new.write_text(json.dumps(_described(archive, stamp) | {"of": _digest(live)}), "utf-8")


def _described(archive: Archive, stamp: str) -> dict[str, Any]:
    selection = {name: list(globs) for name, globs in asdict(archive.selection).items()}
    return {"stamp": stamp, "selection": selection}


def _noted(lake: Path, archive: Archive) -> object:
    try:
        return json.loads(_file(lake, archive).read_bytes())
    except (OSError, ValueError):
        return None


def _file(lake: Path, archive: Archive) -> Path:
    return lake / SEEN / f"{archive_key(archive.name)}.json"


def _digest(live: Snapshot) -> str:
    """A hash of a version's record, and so of its files, whose hashes are in it."""
    return blake2b((live.path / RECORD).read_bytes(), digest_size=16).hexdigest()
