"""Commits in batches whose documents fit into memory together."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from broadsheet.archive.git.objects import answer_in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.archive.git.line import PathChange
    from broadsheet.history.replay import Step

__all__ = ["batches_of"]

_FILES_AT_ONCE: Final = 4_000
_BYTES_AT_ONCE: Final = 16 * 1024 * 1024


def batches_of(repository: str, steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Commits in batches of some thousand files and a few MB.

    A commit that only adds or changes files may be split. One that removes files too stays whole,
    since what it removed may be what it added elsewhere.
    """
    waiting: list[Step] = []
    files = 0
    for step in steps:
        for part in _parts(step, len(step.changes) > _FILES_AT_ONCE):
            waiting.append(part)
            files += len(part.changes)
            if files >= _FILES_AT_ONCE:
                yield from _by_size(repository, waiting)
                waiting, files = [], 0
    yield from _by_size(repository, waiting)


def _parts(step: Step, is_large: bool) -> list[Step]:
    if not is_large or any(change.blob is None for change in step.changes):
        return [step]
    starts = range(0, len(step.changes), _FILES_AT_ONCE)
    return [step._replace(changes=step.changes[at : at + _FILES_AT_ONCE]) for at in starts]


def _by_size(repository: str, steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps in batches by the bytes of their files; git knows sizes without reading these."""
    changes = list(chain.from_iterable(step.changes for step in steps))
    sizes = _sizes(repository, changes)
    batch: list[Step] = []
    filled = 0
    for step in steps:
        batch.append(step)
        filled += sum(sizes.get(change.blob or "", 0) for change in step.changes)
        if filled >= _BYTES_AT_ONCE:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _sizes(repository: str, changes: Sequence[PathChange]) -> Mapping[str, int]:
    """The sizes of blobs, of those that the repository has."""
    blobs = list(dict.fromkeys(change.blob for change in changes if change.blob))
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    question = (f"--git-dir={repository}", "cat-file", "--batch-check=%(objectname) %(objectsize)")
    answer = b"".join(answer_in_pieces(*question, stdin=asked)).decode()
    found = (line.split() for line in answer.splitlines())
    return {blob: int(size) for blob, size in found if size.isdigit()}
