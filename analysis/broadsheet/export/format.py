"""What a format of rows is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.export.rows import Rows

__all__ = ["MOST_ROWS", "Format", "View"]

MOST_ROWS = 40
"""How many rows a terminal shows where nobody asks for more."""


@dataclass(frozen=True)
class View:
    """How much of the rows is shown to people.

    Attributes:
        width: The columns of the terminal; None where everything is shown as wide as it is.
        most_rows: How many rows are shown, the first and the last half of them; None for all.
        has_types: Whether the type of each column is below its name.
    """

    width: int | None = None
    most_rows: int | None = None
    has_types: bool = False


@dataclass(frozen=True)
class Format:
    """A format that rows can be written in.

    Attributes:
        name: Its name, such as `csv`.
        suffix: The ending of its files, such as `.csv`.
        write: Writes rows to a binary stream, batch by batch.
        show: For a format that people read at a terminal, the same with a view.
        is_binary: Whether it is of no use on a terminal.
    """

    name: str
    suffix: str
    write: Callable[[Rows, IO[bytes]], None]
    show: Callable[[Rows, IO[bytes], View], None] | None = None
    is_binary: bool = False
