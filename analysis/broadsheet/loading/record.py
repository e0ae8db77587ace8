"""What a version records of its load, in `load.json`, and whether a new load can build on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from broadsheet.errors import LakeError
from broadsheet.lake.names import archive_key
from broadsheet.lake.verification import damaged_files
from broadsheet.loading.history import history_of
from broadsheet.loading.lacking import lacking_shares, near_fields
from broadsheet.schema import TABLES, schema_hash
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from broadsheet.archive import Archive
    from broadsheet.documents.limits import Limits
    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.loading.changes import Changes

__all__ = [
    "Loaded",
    "comparable",
    "is_read_alike",
    "readable",
    "record_of",
    "record_without",
    "total",
]

_TOOL = f"broadsheet {__version__}"


class Loaded(Protocol):
    """An archive that is loaded.

    Attributes:
        archive: The archive.
        changes: What has changed.
        schema_changes: What is new about its fields, in words.
    """

    @property
    def archive(self) -> Archive: ...  # noqa: D102 - described above

    @property
    def changes(self) -> Changes: ...  # noqa: D102

    @property
    def schema_changes(self) -> list[str]: ...  # noqa: D102


def is_read_alike(live: Snapshot | None, limits: Limits) -> bool:
    """Whether the live version's documents were read as they would be now."""
    if live is None:
        return True
    record = live.load
    now = {"tool": _TOOL, "format": schema_hash(), "limits": asdict(limits)}
    return all(record.get(name) == value for name, value in now.items())


def comparable(live: Snapshot | None, loaded: Collection[str]) -> Snapshot | None:
    """The live version, if a new one can be made from it; None where all of it is loaded again.

    Raises:
        LakeError: It has another schema, and holds archives that are not loaded now.
    """
    if live is None or live.load.get("format") == schema_hash():
        return live
    others = [name for name in live.load["archives"] if name not in loaded]
    if others:
        raise LakeError(
            "the lake was written by another broadsheet, with other columns",
            hint=f"load its other archives along: {', '.join(others)}",
        )
    return None


def readable(base: Snapshot | None, loaded: Collection[str], *, full: bool) -> Snapshot | None:
    """The version that a new one is made from, if it can be read; None where it is damaged.

    A load of everything reads all files of the version first, and does without the rows of one
    that is damaged: it heals the lake.

    Raises:
        LakeError: It is damaged, and not all is loaded again.
    """
    if base is None or not full:
        if base is not None:
            base.check()
        return base
    damaged = damaged_files(base)
    keys = {archive_key(name): name for name in base.load["archives"] if name not in loaded}
    others = {keys[key] for file in damaged if (key := _key_of(file)) in keys}
    if others:
        problem = next(iter(damaged.values()))
        hint = f"load its other archives along, with --full: {', '.join(sorted(others))}"
        raise LakeError(problem, hint=hint)
    return None if damaged else base


def _key_of(file: str) -> str:
    """What the name of a data file begins with: the key of its archive."""
    return file.rpartition("/")[2].partition("-")[0]


def record_of(
    loads: Sequence[Loaded],
    records: Mapping[str, dict[str, Any]],
    live: Snapshot | None,
    limits: Limits,
) -> dict[str, Any]:
    """What `load.json` records of a load.

    Args:
        loads: The archives that are loaded.
        records: What it records of each of them, by name.
        live: The version that the load builds on.
        limits: What was taken at most.
    """
    loaded_at = datetime.now(UTC).isoformat(timespec="seconds")
    fresh = {name: {"loaded_at": loaded_at, **record} for name, record in records.items()}
    kept = live.load["archives"] if live else {}
    documents = total(record["documents"] for record in fresh.values())
    changes = {each.archive.name: each.changes.as_dict() for each in loads}
    return {
        "tool": _TOOL,
        "format": schema_hash(),
        "loaded_at": loaded_at,
        "seen": sum(documents.values()),
        **{status: documents[status] for status in ("loaded", "quarantined", "skipped")},
        "rows": {name: total(r["rows"] for r in (kept | fresh).values())[name] for name in TABLES},
        "problems": dict(total(record["problems"] for record in fresh.values()).most_common()),
        "changes": changes,
        "schema_changes": [
            f"{each.archive.name}: {change}" for each in loads for change in each.schema_changes
        ],
        "lacking": lacking_shares(fresh.values()),
        "near_fields": near_fields(fresh.values()),
        "limits": asdict(limits),
        "archives": kept | fresh,
    }


def record_without(live: Snapshot, archive: str, changes: Changes) -> dict[str, Any]:
    """What `load.json` records of a version that an archive has left.

    The tool and the limits stay those that the other archives were read with.

    Args:
        live: The version that it builds on.
        archive: The archive.
        changes: The documents that are gone.
    """
    archives = {name: each for name, each in live.load["archives"].items() if name != archive}
    read_with = ("tool", "limits")
    kept: dict[str, Any] = {name: live.load[name] for name in read_with if name in live.load}
    return {
        "format": schema_hash(),
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **dict.fromkeys(("seen", "loaded", "quarantined", "skipped"), 0),
        "rows": {name: total(r["rows"] for r in archives.values())[name] for name in TABLES},
        "problems": {},
        "changes": {archive: changes.as_dict()},
        "schema_changes": [],
        "lacking": {},
        "near_fields": {},
        **kept,
        **history_of(live, without=archive),
        "archives": archives,
    }


def total(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """The sum of counts."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total
