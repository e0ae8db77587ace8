"""What a format of rows is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

__all__ = ["Format"]


@dataclass(frozen=True)
class Format:
    """A format that rows can be written in.

    Attributes:
        name: Its name, such as `csv`.
        suffix: The ending of its files, such as `.csv`.
        write: Writes rows to a stream: a text stream, or a binary one for a binary format.
        is_binary: Whether the format is binary, so that it is of no use on a terminal.
    """

    name: str
    suffix: str
    write: Callable[[pa.Table, IO[Any]], None]
    is_binary: bool = False
