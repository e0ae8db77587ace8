"""Addresses of folders in object stores, such as `s3://bucket/news/lake`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["address_of"]

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/{1,2}(?=[^/])")  # a path has one slash of the two
_ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]+(/[^/@?#]+)*/?")


def address_of(place: str | Path) -> str | None:
    """The address that a text or a path is, without a slash at its end; None for a folder.

    Raises:
        StoreError: It is of a store that is not known, or no address of a folder.
    """
    text = str(place)
    scheme = _SCHEME.match(text)
    if scheme is None:
        return None
    address = f"{scheme[1]}://{text[scheme.end() :]}"
    if not _ADDRESS.fullmatch(address):
        # What is received is not shown: it may have a password in it.
        hint = "keys and passwords are read from the environment"
        raise StoreError(
            "not the address of a folder in an object store: s3://BUCKET/FOLDER", hint=hint
        )
    return address.rstrip("/")
