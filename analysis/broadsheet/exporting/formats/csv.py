"""CSV: a file for each table, as `broadsheet sql` writes it."""

from broadsheet.exporting.files import files_of

__all__ = ["KIND"]

KIND = files_of("csv")
