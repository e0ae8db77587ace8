"""Arrow tables to text and files: aligned columns, CSV, JSON, Markdown, Parquet."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, TYPE_CHECKING

import pyarrow.parquet as pq

from broadsheet.errors import BroadsheetError
from broadsheet.style.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pyarrow as pa

__all__ = ["Format", "cell", "format_of", "is_number", "write_file", "write_text"]


class Format(StrEnum):
    """The formats that tables can be written in."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


_CSV_SPECIAL = re.compile(r"[\",\r\n]")
_WIDEST = 100_000
_SUFFIXES = {
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".parquet": Format.PARQUET,
    ".txt": Format.TABLE,
}


def format_of(path: Path) -> Format:
    """The format that a file's ending asks for.

    Raises:
        BroadsheetError: The ending is not known.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise BroadsheetError("no format for this file", received=path.name, valid=_SUFFIXES)
    return _SUFFIXES[path.suffix.lower()]


def write_file(rows: pa.Table, path: Path, form: Format) -> None:
    """Write rows to a file.

    Raises:
        BroadsheetError: The file can't be written.
    """
    try:
        if form is Format.PARQUET:
            pq.write_table(rows, path, compression="zstd")
            return
        with path.open("w", encoding="utf-8", newline="") as stream:
            write_text(rows, stream, form)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BroadsheetError(f"can't write {path}: {reason}") from error


def write_text(rows: pa.Table, stream: IO[str], form: Format) -> None:
    """Write rows to a text stream in any format but Parquet."""
    _WRITERS[form](rows, stream)


def cell(value: object) -> str:
    """A value as text: times in ISO 8601 with Z, lists and mappings as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_json)
    return str(value)


def _write_csv(rows: pa.Table, stream: IO[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        return ",".join(map(_quoted, cells)) + "\n"

    stream.write(line(rows.column_names))
    for batch in rows.to_batches(max_chunksize=10_000):
        columns = [column.to_pylist() for column in batch.columns]
        stream.writelines(line(map(cell, row)) for row in zip(*columns, strict=True))


def _quoted(text: str) -> str:
    """A CSV cell by RFC 4180; before Python 3.13 the csv module leaves a lone CR bare."""
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


def _write_json(rows: pa.Table, stream: IO[str]) -> None:
    plain = _finite(rows.to_pylist())
    json.dump(plain, stream, ensure_ascii=False, indent=2, default=_json, allow_nan=False)
    stream.write("\n")


def _write_markdown(rows: pa.Table, stream: IO[str]) -> None:
    def line(cells: list[str]) -> str:
        escaped = (text.replace("|", "\\|").replace("\n", " ").replace("\r", "") for text in cells)
        return f"| {' | '.join(escaped)} |\n"

    stream.write(line(rows.column_names))
    stream.write(line(["---:" if is_number(field) else "---" for field in rows.schema]))
    for row in rows.to_pylist():
        stream.write(line([cell(value) for value in row.values()]))


def _write_table(rows: pa.Table, stream: IO[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for field in rows.schema:
        numeric = is_number(field)
        grid.add_column(field.name, justify="right" if numeric else "left", no_wrap=numeric)
    for row in rows.to_pylist():
        grid.add_row(*(_short(value) for value in row.values()))
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDEST
        console.width = console.measure(grid).maximum
    console.print(grid)


_WRITERS: dict[Format, Callable[[pa.Table, IO[str]], None]] = {
    Format.TABLE: _write_table,
    Format.CSV: _write_csv,
    Format.JSON: _write_json,
    Format.MARKDOWN: _write_markdown,
}


def _short(value: object) -> str:
    """A value for people: floats to three decimals."""
    text = f"{value:.3f}" if isinstance(value, float) else cell(value)
    return printable(" ".join(text.split()))


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        return value.isoformat()
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _finite(value: object) -> object:
    """The value with null for what JSON lacks: infinities and not-a-number."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def is_number(field: pa.Field) -> bool:
    """Whether a column holds numbers, which stand on the right."""
    import pyarrow.types as kinds

    kind = field.type
    return bool(kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind))
