"""The bytes of documents, each read once by the readers of loads, and kept while memory allows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from broadsheet.archive.allowance import Allowance, too_large
from broadsheet.archive.git.objects import (
    ObjectTooLarge,
    ObjectUnreadable,
    read_object,
    stored_bytes,
)
from broadsheet.documents.document import Document, article_id, fingerprints
from broadsheet.documents.faults import Fault
from broadsheet.documents.parsed import NotLoaded
from broadsheet.history.fields import articles_of
from broadsheet.tables.flatten import read_mapped, tables_of_files
from broadsheet.tables.read import Read, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.archive.git.archive import GitArchive
    from broadsheet.documents.document import Fingerprints
    from broadsheet.history.fields import Article

__all__ = ["Blob", "Blobs", "Key"]

_TABULATED_AT_ONCE: Final = 2 * 1024 * 1024
_MOST_KEPT: Final = 64 * 1024 * 1024
"""Bytes of documents whose fields are kept; these take some three times as much memory."""
_YAML: Final = (".yaml", ".yml")

Key = tuple[str, bool]
"""The id of a blob, and whether it is read as YAML, which the path says."""


@dataclass(frozen=True, slots=True)
class Blob:
    """What a document's bytes say.

    Attributes:
        status: `loaded`, `quarantined` or `skipped`.
        reason: Why it was quarantined or skipped.
        size: Its size in bytes; None where it was not read.
        prints: The hashes of its bytes; None where it was not read.
        plain: A hash of its bytes but for their line ends.
        article: The article's fields; None where it is none.
    """

    status: str
    reason: str | None
    size: int | None
    prints: Fingerprints | None
    plain: str
    article: Article | None


class Blobs:
    """Reads blobs of a repository; the fields of those used last are kept.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: GitArchive) -> None:
        self.read = 0
        self._archive = archive
        self._allowance = Allowance(stored_bytes(archive.repository), archive.limits)
        self._kept: OrderedDict[Key, Blob] = OrderedDict()
        self._size = 0

    def __getitem__(self, key: Key) -> Blob:
        """A blob that `take` was called with last."""
        return self._kept[key]

    def key(self, path: str, blob: str) -> Key:
        """The key of a blob at a path."""
        return blob, path.lower().endswith(_YAML)

    def take(self, keys: Iterable[Key]) -> None:
        """Read those of these blobs that are not kept; then all of them are.

        What is over the limit of memory is dropped from before: those used longest ago first.
        """
        wanted = list(dict.fromkeys(keys))
        for key in wanted:
            if key in self._kept:
                self._kept.move_to_end(key)
        missing = [key for key in wanted if key not in self._kept]
        files: list[Read | Unread] = []
        size = 0
        for key in missing:
            file = self._file(key)
            files.append(file)
            size += len(file.document.data)
            if size > _TABULATED_AT_ONCE:
                self._tabulate(files)
                files, size = [], 0
        if files:
            self._tabulate(files)
        while self._size > _MOST_KEPT and len(self._kept) > len(wanted):
            _, dropped = self._kept.popitem(last=False)
            self._size -= dropped.size or 0

    def _file(self, key: Key) -> Read | Unread:
        """A document of a blob's bytes. Its path is the blob's id: no field depends on the path."""
        blob, is_yaml = key
        limits = self._archive.limits
        path = f"{blob}.yaml" if is_yaml else f"{blob}.md"
        self.read += 1
        try:
            data = read_object(self._archive.repository, blob, limits.document_bytes)
            refusal = self._allowance.refusal(len(data))
        except ObjectTooLarge as error:
            refusal = too_large(error.size, limits)
        except ObjectUnreadable as error:
            refusal = Fault("unreadable", str(error))
        if refusal is not None:
            empty = Document(self._archive.name, path, b"")
            return Read(empty, None, NotLoaded.quarantined(refusal))
        document, prints = Document(self._archive.name, path, data), fingerprints(data)
        if mapping := self._archive.mapping:
            return read_mapped(document, prints, limits, mapping)
        return Unread(document, prints)

    def _tabulate(self, files: list[Read | Unread]) -> None:
        tables = tables_of_files(files, self._archive.limits).tables
        articles = articles_of(tables)
        documents = tables["documents"].select(["path", "status", "reason"]).to_pydict()
        found = dict(
            zip(
                documents["path"],
                zip(documents["status"], documents["reason"], strict=True),
                strict=True,
            )
        )
        for file in files:
            document, prints = file.document, file.fingerprints
            status, reason = found[document.path]
            blob, _, suffix = document.path.rpartition(".")
            self._kept[blob, suffix == "yaml"] = Blob(
                status,
                reason,
                len(document.data) if prints else None,
                prints,
                _plain(document.data, prints),
                articles.get(article_id(document.archive, document.path)),
            )
            self._size += len(document.data)


def _plain(data: bytes, prints: Fingerprints | None) -> str:
    """A hash of bytes that line ends have no part in."""
    if prints is None or b"\r" not in data:
        return prints.whole if prints else ""
    return blake2b(data.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()
