"""The errors that broadsheet raises on purpose.

    BroadsheetError
    ├── ArchiveError    an archive that is missing, empty or can't be read
    ├── StoreError      an address that is none, or an object store that can't be reached
    ├── LakeError       a folder that is no lake, or a lake that is locked or lacks a version
    ├── QueryError      an unknown query, a wrong parameter or SQL that fails
    ├── PeriodError     a period, date or time zone that can't be understood
    ├── ChartError      data or options that a chart can't be drawn from
    ├── ReportError     a report document that is unknown or faulty
    ├── CheckError      a check that is unknown or faulty
    └── EngineError     a cluster that can't be reached, or that fails

Every message is one line: what is wrong, the value received, the valid ones, the fix.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ArchiveError",
    "BroadsheetError",
    "ChartError",
    "CheckError",
    "EngineError",
    "LakeError",
    "PeriodError",
    "QueryError",
    "ReportError",
    "StoreError",
]

_MOST_VALUES = 12


class BroadsheetError(Exception):
    """The base of all errors below: bad input, described in one line.

    Args:
        problem: What is wrong, naming the thing, as the start of a sentence.
        received: The value received, if any.
        valid: The valid values; an error names the nearest, or the first twelve.
        hint: The fix.

    Attributes:
        excerpt: The line where it is, with a caret below, where that is known, as of SQL.
    """

    excerpt: str = ""

    def __init__(
        self,
        problem: str,
        *,
        received: object = None,
        valid: Iterable[str] = (),
        hint: str | None = None,
    ) -> None:
        self.problem = problem
        self.received = received
        self.valid = tuple(valid)
        self.hint = hint
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        text = self.problem
        if self.received is not None:
            text += f", got {self.received!r}"
        if self.valid:
            text += f"; {_choices(str(self.received), self.valid)}"
        if self.hint:
            text += f" {self.hint}" if text.endswith("?") else f"; {self.hint}"
        return " ".join(text.split())


class ArchiveError(BroadsheetError):
    """An archive that is missing, holds no documents or can't be read."""


class StoreError(BroadsheetError):
    """An address of no object store that is known, or a store that can't be reached or refuses."""


class LakeError(BroadsheetError):
    """A folder that is no lake, or a lake that is being written or lacks the requested version."""


class QueryError(BroadsheetError):
    """An unknown query, a wrong parameter or SQL that fails."""


class PeriodError(BroadsheetError):
    """A period, date or time zone that can't be understood."""


class ChartError(BroadsheetError):
    """Data that a chart can't be drawn from: a wrong column, type or option."""


class ReportError(BroadsheetError):
    """A report document that is unknown or has a fault."""


class CheckError(BroadsheetError):
    """A check that is unknown or has a fault."""


class EngineError(BroadsheetError):
    """A cluster that can't be reached, lacks what a load needs, or has failed."""


def _choices(received: str, valid: tuple[str, ...]) -> str:
    near = get_close_matches(received, valid, n=3)
    if near:
        return f"did you mean {' or '.join(near)}?"
    shown = ", ".join(valid[:_MOST_VALUES])
    more = len(valid) - _MOST_VALUES
    return f"valid: {shown}" + (f" and {more} more" if more > 0 else "")
