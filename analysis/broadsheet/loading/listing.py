"""The listings of archives: what entries they have, and which of them have to be read."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from broadsheet.documents.document import SUFFIXES
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from broadsheet.archive import Archive, Entry
    from broadsheet.loading.archive_load import ArchiveLoad

__all__ = ["Listings", "entries_to_read", "list_archive"]

_MOST_HELD = 50_000

Listings = dict[str, "Iterable[Entry]"]
"""The entries of archives by name, but for archives that are surely as they were."""


def list_archive(archive: Archive) -> Iterable[Entry]:
    """An archive's entries, which are at least one."""
    entries = archive.entries()
    first = next(entries, None)
    if first is None:
        hint = f"documents end in {', '.join(SUFFIXES)}"
        raise ArchiveError(f"no documents in {archive.location}", hint=hint)
    return _held(chain([first], entries), streamed=archive.is_streamed)


def _held(entries: Iterator[Entry], *, streamed: bool) -> Iterable[Entry]:
    """Entries as a list, which can be counted, unless they are too many or too large."""
    if streamed:
        return entries
    held = list(islice(entries, _MOST_HELD))
    return held if len(held) < _MOST_HELD else chain(held, entries)


def entries_to_read(loads: Sequence[ArchiveLoad], listings: Listings) -> dict[str, Iterable[Entry]]:
    """The entries that have to be read, by archive; the listings are used up, to free memory."""
    to_read: dict[str, Iterable[Entry]] = {}
    for each in loads:
        listing = listings.pop(each.archive.name, None)
        entries = each.to_read(listing or list_archive(each.archive))
        to_read[each.archive.name] = _held(entries, streamed=each.archive.is_streamed)
    return to_read
