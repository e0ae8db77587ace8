"""JSON files: one text that holds a list of documents, at its top or in a field such as `items`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.archive.entry import DataEntry, RestEntry
from broadsheet.archive.file_archive import REST, FileArchive, file_kind
from broadsheet.archive.json_list import read_list
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.archive.entry import Entry

__all__ = ["KIND", "ItemPaths", "JsonArchive"]

_LONGEST_PATH = 4096


@dataclass(frozen=True)
class JsonArchive(FileArchive):
    """A JSON file; each document is an object of its list.

    A document is under its own `path`, `id` or address, so that a new one before it leaves it as it
    is. What the file says of itself, such as a JSON Feed's title, is the document's field `feed`.

    Memory is bounded by the file: its text, which takes one to four bytes a character; a few
    hundred bytes for each document's place; and one decoded document at a time.

    Attributes:
        most_bytes: How large the file may be.
    """

    most_bytes: int = 1 << 29

    @property
    def is_streamed(self) -> bool:
        """Yes: the file is read whole."""
        return True

    def entries(self) -> Iterator[Entry]:
        """The documents in the file's order, and what follows a fault as one entry.

        Raises:
            ArchiveError: The file is too large, holds no list of objects, or is no JSON before its
                first document.
        """
        text = self._text()
        found = read_list(text)
        if not found.items and found.fault:
            fault = found.fault
            place = f"{self.location}:{fault.line}:{fault.column or 1}"
            hint = "a file with one JSON object in each line ends in .jsonl"
            raise ArchiveError(f"{place} is no JSON: {fault.message}", hint=hint)
        if found.items is None:
            raise ArchiveError(f"{self.location} holds no list of objects")
        feed = f'{{"feed": {json.dumps(found.feed)}, ' if found.feed else ""
        paths = ItemPaths()
        line, counted = 1, 0
        for item in found.items:
            line, counted = line + text.count("\n", counted, item.start), item.start
            path = paths.of(item.identity)
            written = text[item.start : item.end]
            if feed and item.takes_feed:  # before the others, so that lines stay
                written = feed + written[1:]
            data = written.encode("utf-8", "surrogatepass")
            if self.selection.matches(path):
                yield DataEntry(self.name, path, len(data), data=data, line=line)
        if found.fault:
            yield RestEntry(self.name, REST, fault=found.fault)

    def _text(self) -> str:
        with self.opened() as (file, found):
            if found.st_size > self.most_bytes:
                hint = "write JSON Lines, which are read one by one: jq -c '.[]'"
                problem = f"a JSON file has {self.most_bytes:,} bytes at most"
                raise ArchiveError(problem, received=found.st_size, hint=hint)
            try:
                return file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ArchiveError(f"{self.location} is not UTF-8: {error}") from error


class ItemPaths:
    """Assigns paths to the objects of a list, each path once: what identifies it, or its number."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._count = 0

    def of(self, identity: str) -> str:
        """The path of the next object.

        Args:
            identity: What identifies it, as `identity_of` gives it.
        """
        self._count += 1
        path = identity[:_LONGEST_PATH].encode("utf-8", "backslashreplace").decode()
        path = path or f"item-{self._count}"
        while path in self._given:
            path = f"{path} (item {self._count})"
        self._given.add(path)
        return path


KIND = file_kind(JsonArchive, ".json")
