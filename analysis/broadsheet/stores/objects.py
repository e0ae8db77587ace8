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

from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from obstore.store import ClientConfig, RetryConfig, S3Store

__all__ = ["Object", "Objects"]

_Given = TypeVar("_Given")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_RETRIES: RetryConfig = {"max_retries": 4, "retry_timeout": timedelta(seconds=30)}
_PATIENCE: ClientConfig = {
    "connect_timeout": timedelta(seconds=5),
    "timeout": timedelta(minutes=5),
}
_AT_ONCE = 8
_INSTALL = "install the extra: pip install 'broadsheet[s3]'"


@dataclass(frozen=True)
class Object:
    """An object: its key below the address, and when it was written last."""

    key: str
    written_at: datetime


class Objects:
    """The objects below an address.

    Every method raises a `LakeError` where the store can't be reached or refuses.

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

    def read(self, key: str) -> bytes | None:
        """The bytes of an object; None where there is none."""
        import obstore

        with self._failures_in_words():
            try:
                return bytes(obstore.get(self._store, key).bytes())
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

    def list(self, folder: str = "") -> list[Object]:
        """The objects below a folder, or all of them."""
        import obstore

        with self._failures_in_words():
            found = [each for some in obstore.list(self._store, folder or None) for each in some]
        return [Object(each["path"], each["last_modified"]) for each in found]

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
            raise LakeError("obstore is not installed", hint=_INSTALL) from error
        is_open = any(os.environ.get(name, "").startswith("http://") for name in _ENDPOINTS)
        options: ClientConfig = {**_PATIENCE, "allow_http": is_open}
        return S3Store.from_url(self.address, client_options=options, retry_config=_RETRIES)

    @contextmanager
    def _failures_in_words(self) -> Iterator[None]:
        """Raise the library's errors as one line."""
        try:
            from obstore.exceptions import BaseError
        except ImportError as error:
            raise LakeError("obstore is not installed", hint=_INSTALL) from error
        try:
            yield
        except (BaseError, PermissionError) as error:
            reason = str(error).strip().splitlines()[0].partition(": <")[0]  # what is in XML
            raise LakeError(f"{self.address} can't be reached: {reason}") from error


def _in_threads(work: Callable[[_Given], object], given: Iterable[_Given]) -> None:
    """Do work for each of several things, and raise what fails first."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(work, given))
