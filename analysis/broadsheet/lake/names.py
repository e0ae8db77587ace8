"""The names of a version's data files, and links to them. It needs no Arrow.

A name begins with a hash of the archive's name, and ends with the number of a batch.
"""

from __future__ import annotations

import shutil
from hashlib import blake2b
from typing import TYPE_CHECKING

from broadsheet.schema import PARTITION

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "MONTH", "archive_key", "data_file_name", "files_of", "link_file", "next_number",
]  # fmt: skip

MONTH = f"{PARTITION}="
"""What the name of a month's folder begins with."""


def archive_key(archive: str) -> str:
    """What the names of an archive's data files begin with: a hash of the archive's name."""
    return blake2b(archive.encode(), digest_size=6).hexdigest()


def data_file_name(archive: str, number: int) -> str:
    """The name of the data files of one batch of an archive."""
    return f"{archive_key(archive)}-{number:05d}"


def next_number(version: Path, archive: str) -> int:
    """A number that no data file of an archive has in a version."""
    numbers = (int(file.stem.partition("-")[2]) for file in files_of(version, archive, "*"))
    return max(numbers, default=-1) + 1


def files_of(version: Path, archive: str, table: str) -> list[Path]:
    """The data files of a table with an archive's rows; `*` means every table."""
    return sorted(version.glob(f"{table}/**/{archive_key(archive)}-*.parquet"))


def link_file(file: Path, target: Path) -> None:
    """Link a file of another version into this one; copy it where the disk has no links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copy2(file, target)
