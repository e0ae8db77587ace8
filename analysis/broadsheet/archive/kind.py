"""What a kind of archive declares, so that archives of it can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.archive.base import Archive
    from broadsheet.archive.selection import Selection
    from broadsheet.documents.limits import Limits

__all__ = ["BEFORE_FOLDERS", "Kind", "Source"]

BEFORE_FOLDERS = 2
"""The claim to a source that may be a folder as well, which folders claim with 1."""


@dataclass(frozen=True)
class Source:
    """An archive as a user names it.

    Attributes:
        place: A path, or what stands for one, such as `news.git@v1` or `-`.
        name: The name that the user gives the archive, if any.
        selection: Which of its files to load.
        limits: The limits of what is read from it.
        is_path: Whether the place is certainly a path, as a `pathlib.Path` is.
    """

    place: str
    name: str | None
    selection: Selection
    limits: Limits
    is_path: bool

    @property
    def path(self) -> Path:
        """The place as a path."""
        return Path(self.place)


@dataclass(frozen=True)
class Kind:
    """A kind of archive.

    Attributes:
        claim: How specifically a source is of this kind; 0 if it is not. The kind with the highest
            claim opens it: a bare git repository is a folder too, and git claims more.
        open: Opens a source that the kind claims.
        accepts: What it takes, in the words of an error: `.zip`, or `a folder`.
    """

    claim: Callable[[Source], int]
    open: Callable[[Source], Archive]
    accepts: tuple[str, ...]
