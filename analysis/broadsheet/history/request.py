"""What a reading of history begins with, and what it comes to."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.archive.git.objects import ask_git
from broadsheet.schema import HISTORY, schema_hash
from broadsheet.version import __version__

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.archive.git.archive import GitArchive

__all__ = ["HistorySummary", "Request"]

_READING = 1
"""Raised when the same commits are read to other rows."""


@dataclass(frozen=True)
class Request:
    """A reading of history that is asked for.

    Attributes:
        archive: The archive, at the commit that is the line's end.
        lake: The lake's folder.
        since: The day with whose state it begins; None for the first commit.
        full: Whether every commit is read, whatever is known.
    """

    archive: GitArchive
    lake: Path
    since: date | None
    full: bool

    @cached_property
    def marks(self) -> dict[str, str]:
        """What a version records of it: where it has the same, there is nothing new.

        `reading` is a hash of what makes rows comparable: columns, readers, limits, selection,
        folder, mapping and start. `boundary` is a hash of the commits at which a shallow clone
        ends.
        """
        declared = [[table.name, list(map(str, table.columns))] for table in HISTORY.values()]
        about = [_READING, __version__, schema_hash(), declared, asdict(self.archive.limits)]
        since = self.since.isoformat() if self.since else None
        mapping = self.archive.mapping.digest
        chosen = [asdict(self.archive.selection), self.archive.folder, mapping, since]
        return {
            "tip": self.archive.commit,
            "reading": _hash(json.dumps([about, chosen]).encode()),
            "boundary": _hash(self._shallow()),
        }

    def _shallow(self) -> bytes:
        """The commits at which a shallow clone ends; nothing for a whole one."""
        git_dir = f"--git-dir={self.archive.repository}"
        answer = ask_git(git_dir, "rev-parse", "--git-path", "shallow")
        file = Path(self.archive.repository, os.fsdecode(answer.stdout.removesuffix(b"\n")))
        return file.read_bytes() if file.is_file() else b""


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True)
class HistorySummary:
    """What a reading of history came to.

    Attributes:
        archive: The archive's name.
        lake: The lake's folder.
        version: The lake's live version.
        commits: Commits on the line of history.
        new_commits: Those of them that were read now.
        dropped_from: The place from which commits that were read before are no longer on the line;
            None where all are.
        kinds: Versions of documents that were read now, by kind of change.
        fields: Changes of fields that were read now.
        blobs: Different contents of files that were read now.
        is_shallow: Whether there are commits before the first, which are not read.
        notes: What is unusual about the lake, in sentences.
        seconds: How long it took.
    """

    archive: str
    lake: Path
    version: str
    commits: int
    new_commits: int = 0
    dropped_from: int | None = None
    kinds: dict[str, int] = field(default_factory=dict)
    fields: int = 0
    blobs: int = 0
    is_shallow: bool = False
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready values."""
        return {**self.__dict__, "lake": str(self.lake)}
