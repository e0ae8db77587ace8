"""The objects below an address in an object store, by their keys.

Stores have no folders to rename and no links. They promise two things that a lake needs: who reads
an object after it was written reads it whole, and of two who create an object one alone succeeds.
The names and keys of accounts come from the environment, as `AWS_ACCESS_KEY_ID`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from obstore import ObjectMeta
    from obstore.store import ClientConfig, RetryConfig, S3Store

__all__ = ["InvalidKeyError", "Object", "Objects"]

_Given = TypeVar("_Given")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_RETRIES: RetryConfig = {"max_retries": 4, "retry_timeout": timedelta(seconds=30)}
_PATIENCE: ClientConfig = {
    "connect_timeout": timedelta(seconds=5),
    "timeout": timedelta(minutes=5),
}
_AT_ONCE = 8
_INSTALL = "install the extra: pip install 'broadsheet[s3]'"


@dataclass(frozen=True, slots=True)
class Object:
    """An object that was listed.

    Attributes:
        key: Its key below the address.
        written_at: When it was written last.
        size: Its bytes.
        tag: What changes with its content (`ETag`); empty where the store has none.
    """

    key: str
    written_at: datetime
    size: int
    tag: str


class InvalidKeyError(StoreError):
    """A key with an empty or a relative part, such as `a//b`. No object beside it can be listed."""


class Objects:
    """The objects below an address.

    Every method raises a `StoreError` where the store can't be reached or refuses.

    Attributes:
        address: Such as `s3://bucket/news/lake`.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def create(self, key: str, data: bytes) -> bool:
        """Create an object; False where there is one of this key already, which stays."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with self._failures_in_words():
            try:
                obstore.put(self._store, key, data, mode="create")
            except AlreadyExistsError:
                return False
        return True

    def upload(self, files: Mapping[str, Path]) -> None:
        """Write files as objects, by their keys, several at a time."""
        import obstore

        with self._failures_in_words():
            _in_threads(lambda key: obstore.put(self._store, key, files[key]), files)

    def read(self, key: str, most: int | None = None) -> bytes | None:
        """The bytes of an object; None where there is none.

        Args:
            key: Its key.
            most: How many bytes to read at most: of a larger object one more is read, which shows
                that it is larger.
        """
        import obstore

        with self._failures_in_words():
            try:
                found = obstore.get(self._store, key)
                if most is None or found.meta["size"] <= most:
                    return bytes(found.bytes())
                return bytes(obstore.get_range(self._store, key, start=0, length=most + 1))
            except FileNotFoundError:
                return None

    def download(self, files: Mapping[Path, str]) -> bool:
        """Write objects into new files, each by its key; False where one of them is not there."""
        import obstore

        def fetch(file: Path) -> None:
            with file.open("xb") as written:
                for part in obstore.get(self._store, files[file]).stream():
                    written.write(part)

        with self._failures_in_words():
            try:
                _in_threads(fetch, files)
            except FileNotFoundError:
                return False
        return True

    def walk(self, folder: str = "") -> Iterator[Object]:
        """The objects below a folder, or all of them; a store of S3 lists them by their keys."""
        import obstore

        with self._failures_in_words():
            for some in obstore.list(self._store, folder or None):
                yield from map(_object, some)

    def in_folder(self, folder: str = "") -> tuple[list[Object], list[str]]:
        """The objects of a folder, and the folders in it."""
        import obstore

        with self._failures_in_words():
            found = obstore.list_with_delimiter(self._store, folder or None)
        return [_object(each) for each in found["objects"]], [*found["common_prefixes"]]

    def remove(self, keys: Sequence[str]) -> None:
        """Remove objects."""
        import obstore

        with self._failures_in_words():
            obstore.delete(self._store, list(keys))

    @cached_property
    def _store(self) -> S3Store:
        try:
            from obstore.store import S3Store
        except ImportError as error:
            raise StoreError("obstore is not installed", hint=_INSTALL) from error
        is_open = any(os.environ.get(name, "").startswith("http://") for name in _ENDPOINTS)
        options: ClientConfig = {**_PATIENCE, "allow_http": is_open}
        return S3Store.from_url(self.address, client_options=options, retry_config=_RETRIES)

    @contextmanager
    def _failures_in_words(self) -> Iterator[None]:
        """Raise the library's errors as one line."""
        try:
            from obstore.exceptions import BaseError, InvalidPathError
        except ImportError as error:
            raise StoreError("obstore is not installed", hint=_INSTALL) from error
        try:
            yield
        except InvalidPathError as error:
            reason = _reason(error).partition("invalid path: ")[2]
            raise InvalidKeyError(f"a key that is no path: {reason}") from error
        except (BaseError, FileNotFoundError, PermissionError) as error:
            raise StoreError(f"{self.address} can't be reached: {_reason(error)}") from error


def _object(found: ObjectMeta) -> Object:
    return Object(found["path"], found["last_modified"], found["size"], found["e_tag"] or "")


def _reason(error: Exception) -> str:
    """The first line of an error, without the XML that a store sends."""
    return str(error).strip().splitlines()[0].partition(": <")[0]


def _in_threads(work: Callable[[_Given], object], given: Iterable[_Given]) -> None:
    """Do work for each of several things, and raise what fails first."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(work, given))
