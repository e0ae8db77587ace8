"""Addresses are told from folders, and from what is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import StoreError
from broadsheet.stores.address import address_of


@pytest.mark.parametrize("place", ["lake", "/data/lake", "./s3", "C:\\lake", "C:/lake", "a:b/c"])
def test_a_folder_is_no_address(place: str) -> None:
    """Paths of any system are folders."""
    assert address_of(place) is None


@pytest.mark.parametrize("place", ["s3://bucket/a/b", "s3://bucket/a/b/", Path("s3://bucket/a/b")])
def test_an_address_has_one_form(place: str | Path) -> None:
    """A slash at its end is no part of it, and a path that was made of it is it again."""
    assert address_of(place) == "s3://bucket/a/b"


@pytest.mark.parametrize(
    "place",
    ["gs://bucket/a", "s3://key:secret@bucket/a", "s3://bucket/a?b", "s3://B/a", "s3://b//a"],
)
def test_other_addresses_are_refused(place: str) -> None:
    """What was given is not shown: there may be a password in it."""
    with pytest.raises(StoreError, match="not the address of a folder in an object store") as error:
        address_of(place)
    assert "secret" not in str(error.value)
