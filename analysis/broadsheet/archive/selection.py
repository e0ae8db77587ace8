"""Which files of an archive are documents to load: by suffix, and by globs where they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property

from broadsheet.documents.document import SUFFIXES

__all__ = ["EVERYTHING", "Selection"]


@dataclass(frozen=True)
class Selection:
    """Globs over paths within an archive; `*` matches any text, slashes too.

    Attributes:
        include: A path must match one of these, where there are any.
        exclude: A path that matches one of these is not loaded.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @cached_property
    def _included(self) -> re.Pattern[str]:
        return _any_of(self.include or ("*",))

    @cached_property
    def _excluded(self) -> re.Pattern[str]:
        return _any_of(self.exclude)

    def takes(self, path: str) -> bool:
        """Whether a file is a document to load; nothing below a hidden folder is."""
        return path.lower().endswith(SUFFIXES) and not _is_hidden(path) and self.matches(path)

    def matches(self, path: str) -> bool:
        """Whether the globs take a path, whatever its suffix."""
        if not self.include and not self.exclude:
            return True
        return bool(self._included.fullmatch(path)) and not self._excluded.fullmatch(path)


EVERYTHING = Selection()
"""Every document."""


def _any_of(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)) if globs else r"(?!)")


def _is_hidden(path: str) -> bool:
    """Whether one of the folders above a file is hidden."""
    folders = path.rpartition("/")[0]
    return folders.startswith(".") or "/." in folders
