"""Where a lake is on this machine: in its folder, or in the mirror of one in an object store."""

from __future__ import annotations

from pathlib import Path

from broadsheet.stores.address import address_of

__all__ = ["local_lake"]


def local_lake(lake: str | Path, as_of: str | None = None) -> Path:
    """The folder of a lake: itself, or the mirror of one in an object store, up to date.

    Args:
        lake: The lake's folder, or its address such as `s3://bucket/news/lake`.
        as_of: A version that a mirror is to have besides the live one.

    Raises:
        StoreError: It is no address, or the store can't be reached.
        LakeError: It holds no lake that can be read.
    """
    address = address_of(lake)
    if address is None:
        return Path(lake)
    from broadsheet.lake.mirror import mirror_of

    return mirror_of(address, as_of)
