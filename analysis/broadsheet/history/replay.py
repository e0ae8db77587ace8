"""Commits replayed one after another: the state of every path, and a row for each change of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from broadsheet.documents.document import article_id
from broadsheet.history.fields import CARRIED, FIELDS
from broadsheet.history.moves import moves_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.archive.git.archive import GitArchive
    from broadsheet.archive.git.line import Commit, PathChange
    from broadsheet.history.blobs import Blob, Blobs, Key

__all__ = ["Live", "Replay", "Rows", "State", "Step", "kind_of_change"]

_NOTHING: Final = (None,) * len(FIELDS)
_NOT_CARRIED: Final = (None,) * len(CARRIED)
_GONE: Final = "gone"
_PAYLOAD: Final = frozenset({"secured_bytes"})

Row = tuple[Any, ...]


class Live(NamedTuple):
    """A document at a path: its id, and its bytes' blob."""

    document_id: int
    blob: str


@dataclass
class State:
    """What the line of history says up to a commit.

    Attributes:
        live: The document at each path.
        removed: The document that was removed from each path last, where none is there.
        seen: Hashes of document and content, of all versions.
    """

    live: dict[str, Live] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def saw(self, document_id: int, content: str | None) -> bool:
        """Note what a document says, and return whether an earlier version said the same."""
        key = hash((document_id, content))
        was_seen = key in self.seen
        self.seen.add(key)
        return was_seen


@dataclass
class Rows:
    """Rows of history, by table, in the order of their columns."""

    versions: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)


class Step(NamedTuple):
    """A commit on the line: its place, itself and the files that it changed.

    `is_base` says that its files are all there were, not what it changed.
    """

    sequence: int
    commit: Commit
    changes: list[PathChange]
    is_base: bool = False


class Replay:
    """Replays commits.

    Args:
        archive: The archive.
        state: What the line says up to the first commit to replay; it is changed.
        blobs: Reads the bytes.
    """

    def __init__(self, archive: GitArchive, state: State, blobs: Blobs) -> None:
        self._archive = archive
        self._state = state
        self._blobs = blobs
        self._rows = Rows()

    def rows_of(self, steps: Sequence[Step]) -> Rows:
        """The rows of some commits: their documents must fit into memory together."""
        self._rows = Rows()
        self._blobs.take(self._needed(steps))
        for step in steps:
            self._replay(step)
        return self._rows

    def _needed(self, steps: Sequence[Step]) -> list[Key]:
        """The blobs that commits bring, and those that were there before."""
        live, key = self._state.live, self._blobs.key
        needed = []
        for change in chain.from_iterable(step.changes for step in steps):
            if change.path in live:
                needed.append(key(change.path, live[change.path].blob))
            if change.blob is not None:
                needed.append(key(change.path, change.blob))
        return needed

    def _replay(self, step: Step) -> None:
        live = self._state.live
        after = {change.path: change.blob for change in step.changes}
        removed = {path: live[path] for path, blob in after.items() if not blob and path in live}
        added = {path: blob for path, blob in after.items() if blob and path not in live}
        moves = self._moves(removed, added)
        moved_to = {old: new for new, old in moves.items()}
        for path, blob in after.items():
            before = live.get(path)
            if path in moves:
                self._move(step, path, removed[moves[path]], blob or "", moves[path])
            elif path in added:
                self._add(step, path, blob or "")
            elif path in removed:
                self._remove(step, path, moved_to.get(path))
            elif before is not None and blob is not None and blob != before.blob:
                self._change(step, path, before, blob)

    def _moves(self, removed: Mapping[str, Live], added: Mapping[str, str]) -> dict[str, str]:
        if not removed or not added:
            return {}
        old = {path: self._blob(path, each.blob) for path, each in removed.items()}
        return moves_between(old, {path: self._blob(path, blob) for path, blob in added.items()})

    def _add(self, step: Step, path: str, blob: str) -> None:
        state, new = self._state, self._blob(path, blob)
        returned = state.removed.pop(path, None)
        if returned is None:
            document_id = article_id(self._archive.name, f"{path}\0{step.commit.commit}")
        else:
            document_id = returned
        was_seen = state.saw(document_id, _content(new))
        change = "present" if step.is_base else "reverted" if was_seen else "added"
        state.live[path] = Live(document_id, blob)
        self._version(step, path, change, new)
        self._fields(step, path, document_id, None, new)

    def _remove(self, step: Step, path: str, moved_to: str | None) -> None:
        state = self._state
        document_id, blob = state.live[path]
        self._gone(step, path, "moved_away" if moved_to else "removed", moved_to)
        if moved_to is None:
            state.removed[path] = document_id
            self._fields(step, path, document_id, self._blob(path, blob), None)
        if state.live[path].document_id == document_id:
            del state.live[path]

    def _move(self, step: Step, path: str, before: Live, blob: str, origin: str) -> None:
        state = self._state
        old, new = self._blob(origin, before.blob), self._blob(path, blob)
        is_same = old.prints and new.prints and old.prints.content == new.prints.content
        state.saw(before.document_id, _content(new))
        state.removed.pop(path, None)
        state.live[path] = Live(before.document_id, blob)
        self._version(step, path, "moved" if is_same else "moved_and_changed", new, origin)
        self._fields(step, path, before.document_id, old, new)

    def _change(self, step: Step, path: str, before: Live, blob: str) -> None:
        old, new = self._blob(path, before.blob), self._blob(path, blob)
        self._state.live[path] = before._replace(blob=blob)
        was_seen = self._state.saw(before.document_id, _content(new))
        change = kind_of_change(old, new)
        if change == "content" and was_seen and new.prints is not None:
            change = "reverted"
        self._version(step, path, change, new)
        self._fields(step, path, before.document_id, old, new)

    def _blob(self, path: str, blob: str) -> Blob:
        return self._blobs[self._blobs.key(path, blob)]

    def _place(self, step: Step, path: str, document_id: int) -> Row:
        name, commit = self._archive.name, step.commit
        return (
            document_id,
            article_id(name, path),
            name,
            path,
            step.sequence,
            commit.commit,
            commit.committed_at,
        )

    def _version(
        self, step: Step, path: str, change: str, new: Blob, other: str | None = None
    ) -> None:
        document_id, blob = self._state.live[path]
        whole, content = new.prints or (None, None)
        self._rows.versions.append(
            (
                *self._place(step, path, document_id),
                step.commit.authored_at,
                change,
                other,
                new.status,
                new.reason,
                blob,
                new.size,
                whole,
                content,
                *(new.article[1] if new.article else _NOT_CARRIED),
            )
        )

    def _gone(self, step: Step, path: str, change: str, other: str | None) -> None:
        place = self._place(step, path, self._state.live[path].document_id)
        about = (step.commit.authored_at, change, other, _GONE)
        self._rows.versions.append((*place, *about, *(None,) * 5, *_NOT_CARRIED))

    def _fields(
        self, step: Step, path: str, document_id: int, old: Blob | None, new: Blob | None
    ) -> None:
        before, after = _texts(old), _texts(new)
        if before == after:
            return
        place = self._place(step, path, document_id)
        self._rows.changes += [
            (*place, name, one, other)
            for name, one, other in zip(FIELDS, before, after, strict=True)
            if one != other
        ]


def kind_of_change(old: Blob, new: Blob) -> str:
    """What kind of change leads from one version of a document to the next at the same path.

    Only the payload has changed where the content hash is the same, or where its size is the only
    value that differs.
    """
    if old.prints is None or new.prints is None:
        return "content"
    if old.prints.content == new.prints.content:
        return "line_ends_only" if old.plain == new.plain else "payload_only"
    if old.article is None or new.article is None:
        return "content"
    pairs = zip(FIELDS, old.article[0], new.article[0], strict=True)
    differ = {name for name, one, other in pairs if one != other}
    if not differ:
        return "format_only"
    return "content" if differ - _PAYLOAD else "payload_only"


def _texts(blob: Blob | None) -> tuple[str | None, ...]:
    return blob.article[0] if blob is not None and blob.article is not None else _NOTHING


def _content(blob: Blob) -> str | None:
    return blob.prints.content if blob.prints else None
