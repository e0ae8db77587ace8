"""Folders of object stores, such as `s3://bucket/news`.

Objects are read by the process that parses them, wherever it runs: executors of a cluster need an
account of the store, and no shared disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, RestEntry, check_size, path_text
from broadsheet.archive.file_archive import CHANGED, REST
from broadsheet.archive.kind import BEFORE_FOLDERS, Kind, Source
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault
from broadsheet.errors import StoreError
from broadsheet.stores.address import address_of
from broadsheet.stores.objects import InvalidKeyError, Objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.limits import Limits
    from broadsheet.stores.objects import Object

__all__ = ["KIND", "BucketArchive", "ObjectEntry"]

_objects_at = cache(Objects)
"""A client for each address: the objects of an archive are read through one.

It keeps the account that it found in the environment, so each listing begins with a new one.
"""


@dataclass(frozen=True, slots=True)
class ObjectEntry(Entry):
    """An object below an archive's address.

    Attributes:
        address: The archive's address.
        key: The object's key below it.
    """

    address: str = ""
    key: str = ""

    @property
    def is_far(self) -> bool:
        """Each is a request."""
        return True

    def read(self, limits: Limits) -> Document:
        """Read the object as it is now.

        Raises:
            EntryRefused: It is too large, is gone or can't be read.
        """
        check_size(self.size, limits)
        try:
            data = _objects_at(self.address).read(self.key, limits.document_bytes)
        except StoreError as error:
            raise EntryRefused(Fault("unreadable", str(error)), is_lost=True) from error
        if data is None:
            raise EntryRefused(CHANGED, is_lost=True)
        check_size(len(data), limits)
        return Document(self.archive, self.path, data)


@dataclass(frozen=True)
class BucketArchive(Archive):
    """A folder of an object store; its location is its address.

    It has no stamp: to make one is to list it, which is all that a load of nothing new does.
    """

    def entries(self) -> Iterator[Entry]:
        """The folder's documents by their suffix.

        A subfolder that can't be listed is an entry of its own, for all that is below it.

        Raises:
            StoreError: The store can't be reached.
        """
        for each in self._listed():
            if isinstance(each, RestEntry):
                yield each
                continue
            path = path_text(each.key.encode())
            if self.selection.takes(path):
                stamp = f"{each.size}:{each.tag}" if each.tag else ""
                yield ObjectEntry(self.name, path, each.size, stamp, self.location, each.key)

    def _listed(self) -> Iterator[Object | RestEntry]:
        """Its objects by their keys; folder by folder from the first key on that is no path."""
        _objects_at.cache_clear()
        last = b""
        try:
            for each in _objects_at(self.location).walk():
                yield each
                last = each.key.encode()
        except InvalidKeyError:
            for found in self._walk():
                if isinstance(found, RestEntry) or found.key.encode() > last:
                    yield found

    def _walk(self) -> Iterator[Object | RestEntry]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                objects, folders = _objects_at(self.location).in_folder(folder)
            except InvalidKeyError as error:
                path = path_text(folder.encode())
                fault = Fault("unreadable", f"a folder that can't be listed: {error}")
                yield RestEntry(self.name, path or REST, fault=fault, prefix=path and f"{path}/")
                continue
            yield from objects
            waiting += folders


def _claim(source: Source) -> int:
    if source.path.exists():
        return 0
    return BEFORE_FOLDERS if address_of(source.place) else 0


def _open(source: Source) -> BucketArchive:
    address = str(address_of(source.place))
    name = source.name or address.rpartition("/")[2]
    return BucketArchive(name, address, source.selection)


KIND = Kind(_claim, _open, ("s3://BUCKET/FOLDER",))
