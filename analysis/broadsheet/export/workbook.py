"""Workbooks of spreadsheets: a sheet for each table, written row by row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Self

from broadsheet.errors import BroadsheetError
from broadsheet.export.sql_values import as_text, is_number
from broadsheet.style.formatting import ELLIPSIS

if TYPE_CHECKING:
    from types import TracebackType

    import duckdb

    from broadsheet.export.rows import Rows

__all__ = ["MOST_ROWS", "Workbook"]

MOST_ROWS = 1_048_576
"""The rows of a sheet, its head among them."""
_MOST_COLUMNS = 16_384
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_LARGEST = 999_999_999_999_999
"""The largest number that a spreadsheet keeps to the last digit before the point."""
_EARLIEST, _LATEST = "'0001-01-01'", "'9999-12-31 23:59:59'"  # what Python's dates hold
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was


class Workbook:
    """A workbook that is being written; `with` closes it.

    Text stays text: nothing that begins with `=` becomes a formula, and nothing a link. Moments are
    in UTC. What a cell can't hold is text: whole numbers of more than 15 digits, infinite numbers
    and days before March 1900. A day or a moment that is infinite, or outside the years 1 to 9999,
    is an empty cell. A text of more than 32,767 characters is cut and ends with an ellipsis.

    Raises:
        BroadsheetError: XlsxWriter is not installed.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            from xlsxwriter import Workbook as Writer
        except ModuleNotFoundError as error:
            hint = "pip install 'broadsheet[xlsx]'"
            raise BroadsheetError("a workbook needs XlsxWriter", hint=hint) from error
        self._book = Writer(stream, {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        })  # fmt: skip
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the end of the file."""
        self._book.close()

    def add_sheet(self, name: str, rows: Rows) -> None:
        """Add a sheet with a head that stays in view and filters.

        Raises:
            BroadsheetError: There are more rows or columns than a sheet has.
        """
        width = len(rows.names)
        if width > _MOST_COLUMNS:
            raise BroadsheetError(f"a sheet has {_MOST_COLUMNS:,} columns", received=width)
        sheet = self._book.add_worksheet(name[:_LONGEST_NAME])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(rows.names):
            sheet.write_string(0, column, title, self._head)
        expressions = [_value(f"#{index}", kind) for index, kind in enumerate(rows.types, 1)]
        line = 0
        for batch in rows.projected(expressions):
            for values in zip(*(column.to_pylist() for column in batch), strict=True):
                line += 1
                if line >= MOST_ROWS:
                    hint = "write parquet or csv, or fewer rows"
                    raise BroadsheetError(f"a sheet has {MOST_ROWS:,} rows", hint=hint)
                for column, value in enumerate(values):
                    self._write(sheet, line, column, value)
        sheet.autofilter(0, 0, line, width - 1)

    def _write(self, sheet: Any, line: int, column: int, value: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        if isinstance(value, bool):
            sheet.write_boolean(line, column, value)
        elif isinstance(value, datetime) and value.date() >= _FIRST_DAY:
            sheet.write_datetime(line, column, value, self._moment)
        elif type(value) is date and value >= _FIRST_DAY:
            sheet.write_datetime(line, column, value, self._day)
        elif isinstance(value, int | float | Decimal) and -_LARGEST <= value <= _LARGEST:
            sheet.write_number(line, column, value)
        elif value is not None:
            text = str(value)
            is_long = len(text) > _LONGEST_TEXT
            text = text[: _LONGEST_TEXT - 1] + ELLIPSIS if is_long else text
            sheet.write_string(line, column, text)


def _value(column: str, kind: duckdb.sqltypes.DuckDBPyType) -> str:
    """The SQL of what a cell is written from: a number, a day, a moment in UTC, or text."""
    if kind.id in {"hugeint", "uhugeint"}:
        return f"{column}::varchar"
    if is_number(kind) or kind.id == "boolean":
        return column
    if kind.id == "date" or kind.id.startswith("timestamp"):
        in_utc = f"{column} at time zone 'UTC'" if "zone" in kind.id else column
        shown = in_utc if kind.id == "date" else f"({in_utc})::timestamp"
        return f"case when {shown} between {_EARLIEST} and {_LATEST} then {shown} end"
    return as_text(column, kind)
