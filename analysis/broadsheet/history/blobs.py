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
from broadsheet.tables.read import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.archive.git.archive import GitArchive
    from broadsheet.documents.document import Fingerprints
    from broadsheet.history.fields import Article

__all__ = ["Blob", "Blobs", "Key"]

_TABULATED_AT_ONCE: Final = 2 * 1024 * 1024
_MOST_KEPT: Final = 32 * 1024 * 1024
"""Bytes of documents whose fields are kept; these take some three times as much memory."""
_BYTES_OF_A_BLOB: Final = 500
"""What is kept of a blob besides its fields."""
_ABOUT: Final = ["path", "status", "reason"]
_YAML: Final = (".yaml", ".yml")

Key = tuple[str, bool]
"""The id of a blob, and whether it is read as YAML, which the path says."""

Said = tuple[str, bool]
"""The content hash of a document, and whether it is YAML: those of the same say the same."""


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


@dataclass(slots=True)
class _Reading:
    """What a document was read as, how many bytes it has, and how many kept blobs say the same."""

    status: str
    reason: str | None
    article: Article | None
    size: int
    uses: int = 0


class Blobs:
    """Reads blobs of a repository; the fields of those used last are kept.

    Documents that differ in payload or line ends alone share their fields, and one of them is
    parsed: in archives of news, that is most of what changes.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: GitArchive) -> None:
        self.read = 0
        self._archive = archive
        self._allowance = Allowance(stored_bytes(archive.repository), archive.limits)
        self._kept: OrderedDict[Key, Blob] = OrderedDict()
        self._readings: dict[Said, _Reading] = {}
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
        waiting: dict[Said, Unread] = {}
        alike: list[tuple[Key, Fingerprints, int, str]] = []
        size = 0
        for key in [key for key in wanted if key not in self._kept]:
            document, refusal = self._document(key)
            if refusal is not None:
                self._kept[key] = _refused(refusal)
                self._size += _BYTES_OF_A_BLOB
                continue
            prints = fingerprints(document.data)
            alike.append((key, prints, len(document.data), _plain(document.data, prints)))
            said = (prints.content, key[1])
            if said not in self._readings and said not in waiting:
                waiting[said] = Unread(document, prints)
                size += len(document.data)
                if size > _TABULATED_AT_ONCE:
                    self._tabulate(waiting)
                    waiting, size = {}, 0
        self._tabulate(waiting)
        for facts in alike:
            self._keep(*facts)
        while self._size > _MOST_KEPT and len(self._kept) > len(wanted):
            self._drop()

    def _document(self, key: Key) -> tuple[Document, Fault | None]:
        """A document of a blob's bytes, and why it was not read. No field depends on its path."""
        blob, is_yaml = key
        limits = self._archive.limits
        path = f"{blob}.yaml" if is_yaml else f"{blob}.md"
        data = b""
        self.read += 1
        try:
            data = read_object(self._archive.repository, blob, limits.document_bytes)
            refusal = self._allowance.refusal(len(data))
        except ObjectTooLarge as error:
            refusal = too_large(error.size, limits)
        except ObjectUnreadable as error:
            refusal = Fault("unreadable", str(error))
        return Document(self._archive.name, path, data), refusal

    def _tabulate(self, documents: Mapping[Said, Unread]) -> None:
        """Read documents, each of which says something else."""
        if not documents:
            return
        limits, mapping = self._archive.limits, self._archive.mapping
        files = [
            read_mapped(*each, limits, mapping) if mapping else each for each in documents.values()
        ]
        tables = tables_of_files(files, limits).tables
        articles = articles_of(tables)
        found = {row["path"]: row for row in tables["documents"].select(_ABOUT).to_pylist()}
        for said, (document, _) in documents.items():
            about = found[document.path]
            article = articles.get(article_id(document.archive, document.path))
            size = len(document.data)
            self._readings[said] = _Reading(about["status"], about["reason"], article, size)

    def _keep(self, key: Key, prints: Fingerprints, size: int, plain: str) -> None:
        """Keep a blob whose document, or one that says the same, was read."""
        reading = self._readings[prints.content, key[1]]
        if not reading.uses:
            self._size += reading.size
        reading.uses += 1
        self._size += _BYTES_OF_A_BLOB
        self._kept[key] = Blob(reading.status, reading.reason, size, prints, plain, reading.article)

    def _drop(self) -> None:
        """Drop the blob that was used longest ago, and its fields with the last that has them."""
        key, blob = self._kept.popitem(last=False)
        self._size -= _BYTES_OF_A_BLOB
        if blob.prints is None:
            return
        said = (blob.prints.content, key[1])
        reading = self._readings[said]
        reading.uses -= 1
        if not reading.uses:
            self._size -= reading.size
            del self._readings[said]


def _refused(refusal: Fault) -> Blob:
    reason = NotLoaded.quarantined(refusal).reason
    return Blob("quarantined", reason, None, None, "", None)


def _plain(data: bytes, prints: Fingerprints) -> str:
    """A hash of bytes that line ends have no part in."""
    if b"\r" not in data:
        return prints.whole
    return blake2b(data.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()
