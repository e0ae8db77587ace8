"""What a format of exports is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from broadsheet.exporting.content import Content

__all__ = ["Kind"]


@dataclass(frozen=True)
class Kind:
    """A format that a lake is exported in.

    Attributes:
        name: Its name, such as `sqlite`.
        suffixes: The endings of a single file of it, such as `.sqlite`; of a folder there is none.
        write: Writes the content to a path that does not exist, as a file or a folder.
    """

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Content, Path], None]
