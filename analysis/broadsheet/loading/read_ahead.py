"""Documents read one after another, or several at the same time where each is far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.archive import EntryRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.archive import Entry
    from broadsheet.documents.document import Document
    from broadsheet.documents.limits import Limits

__all__ = ["read_entries"]

_AT_ONCE = 16
"""Requests to an object store at the same time: each waits for tens of milliseconds."""


def read_entries(
    entries: Sequence[Entry], limits: Limits
) -> Iterator[tuple[Entry, Document | EntryRefused]]:
    """Read the entries of a batch.

    Yields:
        Each entry in its order, with its document, or with why there is none. Documents that are
        far are all held until they are taken, which a batch has the size for.
    """
    if not any(entry.is_far for entry in entries):
        for entry in entries:
            yield entry, _read(entry, limits)
        return
    from concurrent.futures import ThreadPoolExecutor

    threads = ThreadPoolExecutor(_AT_ONCE)
    try:
        found = threads.map(lambda entry: _read(entry, limits), entries)
        yield from zip(entries, found, strict=True)
    finally:
        threads.shutdown(cancel_futures=True)  # whoever ends a load does not wait for the rest


def _read(entry: Entry, limits: Limits) -> Document | EntryRefused:
    try:
        return entry.read(limits)
    except EntryRefused as refusal:
        return refusal
