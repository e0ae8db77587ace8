"""Zip files."""

from broadsheet.archive.zip.archive import KIND

__all__ = ["KIND"]
