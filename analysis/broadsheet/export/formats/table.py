"""Aligned columns: for people at a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.fitting import fitting
from broadsheet.export.format import Format, View
from broadsheet.export.padding import BETWEEN, joined, padded, width_of
from broadsheet.export.people import counted, texts_for_people
from broadsheet.export.rows import Rows
from broadsheet.export.sql_values import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from broadsheet.export.fitting import Column

__all__ = ["FORMAT"]

_GAP = "⋯"
_ROWS_LEFT_OUT = "·"
_RULE = "─"


def _write(rows: Rows, stream: IO[bytes]) -> None:
    """Write all rows, with columns as wide as their longest text."""
    for line in _laid_out(rows, View(), None)[0]:
        stream.write(line)


def _show(rows: Rows, stream: IO[bytes], view: View) -> None:
    """Write as many rows and columns as a view has room for, and say how many there are."""
    shown, count = rows.ends(view.most_rows)
    is_cut = shown.num_rows < count
    lines, columns = _laid_out(Rows.in_memory(shown), view, shown.num_rows if is_cut else None)
    for line in lines:
        stream.write(line)
    words = counted(count, shown.num_rows)
    if any(column.which is None for column in columns):
        words += f"; {len(rows.names)} columns, {len(columns) - 1} shown: --line shows all"
    stream.write(f"\n{words}\n".encode())


def _laid_out(
    rows: Rows, view: View, cut: int | None
) -> tuple[Iterator[bytes | memoryview], list[Column]]:
    """The lines of a table, joined as they come, and its columns.

    Args:
        rows: All rows to show.
        view: How wide it may be, and whether it has types.
        cut: How many rows are shown, where some are left out in their middle.
    """
    import pyarrow as pa

    batches = list(texts_for_people(rows, one_line=True))
    heads = [pa.array([" ".join(name.split())]) for name in rows.names]
    kinds = [pa.array([str(kind).lower()]) for kind in rows.types] if view.has_types else []
    above = [heads, kinds] if kinds else [heads]
    widths = [
        max(width_of(batch[index]) for batch in (*above, *batches)) for index in range(len(heads))
    ]
    numbers = [is_number(kind) for kind in rows.types]
    columns = fitting(widths, [not each for each in numbers], view.width)
    rule = _RULE * (sum(column.width for column in columns) + BETWEEN * (len(columns) - 1))

    def lines() -> Iterator[bytes | memoryview]:
        yield from (_line(batch, columns, numbers) for batch in above)
        yield f"{rule}\n".encode()
        for batch in batches:
            half = len(batch[0]) if cut is None else cut - cut // 2
            yield _line([texts.slice(0, half) for texts in batch], columns, numbers)
            if cut is not None:
                dots = [pa.array([_ROWS_LEFT_OUT])] * len(heads)
                yield _line(dots, columns, numbers)
                yield _line([texts.slice(half) for texts in batch], columns, numbers)

    return lines(), columns


def _line(
    texts: Sequence[pa.Array], columns: Sequence[Column], numbers: Sequence[bool]
) -> memoryview:
    """The lines of a batch."""
    import pyarrow as pa

    gap = pa.array([_GAP] * len(texts[0]), pa.string())
    cells = [
        gap if index is None else padded(texts[index], width, to_right=numbers[index])
        for index, width in columns
    ]
    return joined(cells)


FORMAT = Format("table", ".txt", _write, show=_show)
