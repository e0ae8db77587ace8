"""How much may be read from an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.archive.entry import EntryRefused, check_size
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from broadsheet.documents.limits import Limits

__all__ = ["Allowance", "too_large"]

_GIBIBYTE = 1 << 30
_FEW_FILES = 10_000
_BYTES_OF_A_FILE = 2


class Allowance:
    """How much an archive may unpack to: a small file must not fill memory or disk."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self._limits = limits
        self._left = self.most(packed, limits)

    @staticmethod
    def most(packed: int, limits: Limits) -> int:
        """How many bytes an archive of so many packed bytes may unpack to."""
        return _GIBIBYTE + limits.expansion * packed

    @staticmethod
    def most_files(packed: int) -> int:
        """How many files an archive of so many packed bytes may list.

        A file takes some 20 bytes in a list of its own. Where a list may be used several times, as
        a folder of git may, this leaves room for a tenfold use.
        """
        return _FEW_FILES + packed // _BYTES_OF_A_FILE

    def refusal(self, size: int) -> Fault | None:
        """Count a document of this size, or return why it is refused."""
        if fault := too_large(size, self._limits):
            return fault
        if size > self._left:
            return Fault("too-large", "the archive unpacks to far more than its size")
        self._left -= size
        return None


def too_large(size: int, limits: Limits) -> Fault | None:
    """The fault of a document that is too large, if it is."""
    try:
        check_size(size, limits)
    except EntryRefused as refused:
        return refused.fault
    return None
