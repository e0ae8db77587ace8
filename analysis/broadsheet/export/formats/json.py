"""JSON: a list with an object per row, each on a line of its own."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format
from broadsheet.export.objects import object_of

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    stream.write(b"[")
    is_first = True
    for text in rows.texts(f"',' || chr(10) || {object_of(rows)}"):
        stream.write(text[1:] if is_first else text)
        is_first = False
    stream.write(b"]\n" if is_first else b"\n]\n")


FORMAT = Format("json", ".json", _write)
