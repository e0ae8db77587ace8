"""Rows to text and files, in formats that register themselves."""

from broadsheet.export.cells import cell, is_number
from broadsheet.export.format import Format
from broadsheet.export.writing import format_named, format_names, format_of, write_file

__all__ = [
    "Format",
    "cell",
    "format_named",
    "format_names",
    "format_of",
    "is_number",
    "write_file",
]
