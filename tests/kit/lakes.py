"""Lakes made from tables at hand."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from broadsheet.lake.commit import commit, staging
from broadsheet.lake.data_files import write_data_files
from broadsheet.lake.snapshot import RECORD, Snapshot


def make_writable(folder: Path) -> Path:
    """Let the files of a lake or a version be written, as their owner can; return the folder."""
    for file in folder.rglob("*"):
        file.chmod(file.stat().st_mode | stat.S_IWUSR)
    return folder


def forget_files(version: Path) -> None:
    """Let the record of a version have no sizes and hashes, as that of an earlier broadsheet."""
    make_writable(version)
    record = json.loads((version / RECORD).read_text("utf-8"))
    del record["files"]
    (version / RECORD).write_text(json.dumps(record), "utf-8")


def write_snapshot(lake: Path, tables: Mapping[str, pa.Table], load: dict[str, Any]) -> Snapshot:
    """Write a version of these tables, as one data file each; the caller holds the lake.

    What `load` lacks of what every load records is made up.
    """
    load = {
        "archives": {},
        "loaded_at": "2021-03-01T00:00:00+00:00",
        "rows": {},
        "tool": "t",
    } | load
    with staging(lake) as folder:
        write_data_files(folder, "part", tables)
        return commit(lake, folder, load)
