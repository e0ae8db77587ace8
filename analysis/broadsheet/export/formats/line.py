"""A line for each column: for people who read a row as a whole."""

from __future__ import annotations

from itertools import count as counting
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len

from broadsheet.export.format import Format, View
from broadsheet.export.people import counted, texts_for_people
from broadsheet.export.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FORMAT"]

_RULE = "─"
_BETWEEN = "  "


def _write(rows: Rows, stream: IO[bytes]) -> None:
    _write_records(rows, counting(1), stream)


def _show(rows: Rows, stream: IO[bytes], view: View) -> None:
    """Write as many rows as a view has, each with its number among all, and how many there are."""
    shown, count = rows.ends(view.most_rows)
    first = shown.num_rows - shown.num_rows // 2
    numbers = [*range(1, first + 1), *range(count - shown.num_rows + first + 1, count + 1)]
    _write_records(Rows.in_memory(shown), numbers, stream)
    stream.write(f"\n{counted(count, shown.num_rows)}\n".encode())


def _write_records(rows: Rows, numbers: Iterable[int], stream: IO[bytes]) -> None:
    names = [" ".join(name.split()) for name in rows.names]
    room = max(map(cell_len, names))
    heads = [name + " " * (room - cell_len(name)) + _BETWEEN for name in names]
    below = "\n" + " " * (room + len(_BETWEEN))
    numbering = iter(numbers)
    for batch in texts_for_people(rows, one_line=False):
        for values in zip(*(texts.to_pylist() for texts in batch), strict=True):
            cells = zip(heads, values, strict=True)
            lines = [(head + value.replace("\n", below)).rstrip() for head, value in cells]
            rule = f"{_RULE * 2} row {next(numbering)} {_RULE * 2}"
            stream.write("\n".join((rule, *lines, "")).encode())


FORMAT = Format("line", ".line", _write, show=_show)
