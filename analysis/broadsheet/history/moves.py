"""Which of the documents that a commit removed are those that it added elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from broadsheet.history.blobs import Blob

__all__ = ["moves_between"]

_Key = TypeVar("_Key")


def moves_between(removed: Mapping[str, Blob], added: Mapping[str, Blob]) -> dict[str, str]:
    """The paths that documents moved to, each with the path that it moved from.

    A document that was removed and one that was added by the same commit are one document if their
    bytes are the same, or else what they say but for payload and line ends, or else their address.
    Of several with the same bytes, the first by path moved to the first. An address pairs two only
    where no other that is left has it.

    Args:
        removed: Documents that the commit removed, by path.
        added: Documents that it added, by path.
    """
    moves: dict[str, str] = {}
    for key in (_whole, _content):
        old, new = (_by(key, _left(side, moves)) for side in (removed, added))
        for found, paths in new.items():
            moves |= dict(zip(paths, old.get(found, ()), strict=False))
    old, new = (_by(_address, _left(side, moves)) for side in (removed, added))
    for found, paths in new.items():
        if len(paths) == len(old.get(found, ())) == 1:
            moves[paths[0]] = old[found][0]
    return moves


def _left(side: Mapping[str, Blob], moves: Mapping[str, str]) -> list[tuple[str, Blob]]:
    """The documents of one side that have not been paired, by path."""
    paired = {*moves, *moves.values()}
    return [(path, side[path]) for path in sorted(side) if path not in paired]


def _by(
    key: Callable[[Blob], _Key | None], documents: Iterable[tuple[str, Blob]]
) -> dict[_Key, list[str]]:
    found: dict[_Key, list[str]] = {}
    for path, blob in documents:
        value = key(blob)
        if value is not None:
            found.setdefault(value, []).append(path)
    return found


def _whole(blob: Blob) -> str | None:
    return blob.prints.whole if blob.prints else None


def _content(blob: Blob) -> str | None:
    return blob.prints.content if blob.prints else None


def _address(blob: Blob) -> str | None:
    from broadsheet.history.fields import CARRIED

    return blob.article[1][CARRIED.index("url")] if blob.article else None
