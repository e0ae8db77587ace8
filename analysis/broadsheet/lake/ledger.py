"""The ledger of a lake: one line per load, also for loads without changes."""

from __future__ import annotations

import json
from os import SEEK_END
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["note_load", "read_loads"]

_LEDGER = "loads.jsonl"
_READ = {"version", "seconds", "loaded_at", "changes", "commits"}
_RECORDED = ("loaded_at", "seen", "loaded", "quarantined", "skipped", "changes", "schema_changes")


def note_load(lake: Path, version: str, record: dict[str, Any], seconds: float) -> None:
    """Add a load to the ledger; on a full disk the line is lost, not the load."""
    line = {"version": version, "seconds": seconds} | {name: record[name] for name in _RECORDED}
    line["changes"] = {name: each["counts"] for name, each in record["changes"].items()}
    line["commits"] = {
        name: record["archives"][name]["commit"]
        for name in record["changes"]
        if "commit" in record["archives"].get(name, {})  # one that was forgotten has no record
    }
    try:
        with (lake / _LEDGER).open("a+b") as ledger:
            is_whole = ledger.tell() == 0 or _last_byte(ledger) == b"\n"
            ledger.write((b"" if is_whole else b"\n") + json.dumps(line).encode() + b"\n")
    except OSError:
        return


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, SEEK_END)
    return file.read(1)


def read_loads(lake: Path) -> list[dict[str, Any]]:
    """The loads of a lake, oldest first; an incomplete or damaged line is skipped."""
    try:
        lines = (lake / _LEDGER).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    loads = []
    for line in lines:
        try:
            load = json.loads(line)
        except ValueError:
            continue
        if isinstance(load, dict) and load.keys() >= _READ:
            loads.append(load)
    return loads
