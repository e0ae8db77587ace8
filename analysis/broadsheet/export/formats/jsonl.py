"""JSON Lines: an object per row and line, for programs that read one by one."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format
from broadsheet.export.objects import object_of

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    rows.write_text(f"{object_of(rows)} || chr(10)", stream)


FORMAT = Format("jsonl", ".jsonl", _write)
