"""Harlequin, a terminal client of DuckDB, as a program of its own.

It has tabs, a tree of the tables and an editor. It pins its Textual, so it is installed apart from
broadsheet and found on the path.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from broadsheet.database.catalog_files import catalog_file, has_catalog

if TYPE_CHECKING:
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["harlequin_command", "run_harlequin"]


def harlequin_command(snapshot: Snapshot) -> list[str] | None:
    """How Harlequin opens the catalog of a version, read-only.

    Returns:
        The words of the command; None where Harlequin is not installed, or the catalog is not of
        this version.
    """
    program = shutil.which("harlequin")
    if program is None or not has_catalog(snapshot):
        return None
    return [program, "--adapter", "duckdb", "--read-only", str(catalog_file(snapshot.path.parent))]


def run_harlequin(command: list[str]) -> int:
    """Run it in this terminal until it ends; return its exit code."""
    return subprocess.run(command, check=False).returncode
