"""CSV: for spreadsheets and other programs."""

from broadsheet.export.format import Format
from broadsheet.export.separated import separated_by

__all__ = ["FORMAT"]

FORMAT = Format("csv", ".csv", separated_by(","))
