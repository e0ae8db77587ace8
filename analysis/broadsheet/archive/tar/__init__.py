"""Tar files."""

from broadsheet.archive.tar.archive import KIND

__all__ = ["KIND"]
