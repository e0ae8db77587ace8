"""Parquet: a file for each table, with every type kept."""

from broadsheet.exporting.files import files_of

__all__ = ["KIND"]

KIND = files_of("parquet")
