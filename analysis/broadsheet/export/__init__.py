"""Rows to text and files, in formats that register themselves."""

from broadsheet.export.cells import cell, is_number
from broadsheet.export.format import MOST_ROWS, Format, View
from broadsheet.export.rows import Rows
from broadsheet.export.writing import format_named, format_names, format_of, write_file

__all__ = [
    "MOST_ROWS",
    "Format",
    "Rows",
    "View",
    "cell",
    "format_named",
    "format_names",
    "format_of",
    "is_number",
    "write_file",
]
