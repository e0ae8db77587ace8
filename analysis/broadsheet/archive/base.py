"""What every archive has: a name, a location, and documents in a fixed order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.archive.selection import EVERYTHING, Selection
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.archive.entry import Entry

__all__ = ["Archive"]


@dataclass(frozen=True)
class Archive(ABC):
    """Documents under a name.

    Attributes:
        name: The archive's name in the tables.
        location: Where it is, for people to read.
        selection: Which of its files are loaded.
        mapping: Which of their fields are read as which of ours.
        is_named: Whether the user named it, rather than the end of its path.
    """

    name: str
    location: str
    selection: Selection = EVERYTHING
    mapping: FieldMapping = field(default=NO_MAPPING, kw_only=True, compare=False)
    is_named: bool = field(default=False, kw_only=True, compare=False)

    @property
    def place(self) -> str:
        """Where it is, without what names one of its states, such as a revision."""
        return self.location

    @property
    def stamp(self) -> str:
        """Text that changes whenever any document may have; empty where only entries know."""
        return ""

    @property
    def state(self) -> str:
        """Text that changes when the whole is written to; empty where entries alone can show it.

        Unlike the stamp it serves within one load: to notice that the archive changed meanwhile.
        """
        return ""

    @property
    def is_streamed(self) -> bool:
        """Whether entries carry their bytes; then only a few may be held at once."""
        return False

    @property
    def is_read_once(self) -> bool:
        """Whether it can be read only once, as standard input can."""
        return False

    @property
    def facts(self) -> dict[str, str]:
        """What `load.json` records besides the location, such as a commit."""
        return {}

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """The documents in a fixed order, each path once.

        Raises:
            ArchiveError: The archive can't be read at all.
        """
