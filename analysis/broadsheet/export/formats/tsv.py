"""TSV: like CSV, with tabs; what spreadsheets paste."""

from broadsheet.export.format import Format
from broadsheet.export.separated import separated_by

__all__ = ["FORMAT"]

FORMAT = Format("tsv", ".tsv", separated_by("\t"))
