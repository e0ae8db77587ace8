"""How many files and bytes the live version of a lake has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VersionSize", "size_of"]


@dataclass(frozen=True)
class VersionSize:
    """The files of a version: how many, their bytes, and the bytes that no other version shares."""

    files: int
    bytes: int
    written: int


def size_of(lake: Path) -> VersionSize:
    """Measure the live version of a lake."""
    version = lake / (lake / "CURRENT").read_text("ascii").strip()
    found = [file.stat() for file in version.rglob("*.parquet")]
    return VersionSize(
        files=len(found),
        bytes=sum(each.st_size for each in found),
        written=sum(each.st_size for each in found if each.st_nlink == 1),
    )
