"""Aligned columns: for people at a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.cells import cell, is_number
from broadsheet.export.format import Format
from broadsheet.style.formatting import printable

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT"]

_WIDEST = 100_000


def _write(rows: pa.Table, stream: IO[str]) -> None:
    """Write rows as wide as the terminal; as wide as needed where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for field in rows.schema:
        numeric = is_number(field)
        grid.add_column(field.name, justify="right" if numeric else "left", no_wrap=numeric)
    columns = (column.to_pylist() for column in rows.columns)
    for row in zip(*columns, strict=True):
        grid.add_row(*map(_short, row))
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDEST
        console.width = console.measure(grid).maximum
    console.print(grid)


def _short(value: object) -> str:
    """A value for people: floats to three decimals, and nothing that controls the terminal."""
    text = f"{value:.3f}" if isinstance(value, float) else cell(value)
    return printable(" ".join(text.split()))


FORMAT = Format("table", ".txt", _write)
