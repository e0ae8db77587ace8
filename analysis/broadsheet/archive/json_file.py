"""JSON files: one text that holds a list of documents, at its top or in a field such as `items`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.archive.entry import DataEntry
from broadsheet.archive.file_archive import FileArchive, file_kind
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.archive.entry import Entry

__all__ = ["KIND", "ItemPaths", "JsonArchive"]

_LARGEST = 1 << 29
_BLANK = re.compile(r"[ \t\r\n]*")
_IDENTITIES = ("path", "id", "_id", "uuid", "guid", "url", "link")
_OF_FEED = ("title", "home_page_url", "feed_url", "link", "language")
_LONGEST_PATH = 4096


@dataclass(frozen=True)
class JsonArchive(FileArchive):
    """A JSON file; each document is an object of its list.

    A document is under its own `path`, `id` or address, so that a new one before it leaves it as it
    is. What the file says of itself, such as a JSON Feed's title, is the document's field `feed`.
    """

    @property
    def is_streamed(self) -> bool:
        """Yes: the file is read whole."""
        return True

    def entries(self) -> Iterator[Entry]:
        """The documents in the file's order.

        Raises:
            ArchiveError: The file is too large, no JSON, or holds no list of documents.
        """
        text = self._text()
        paths = ItemPaths()
        line, counted = 1, 0
        try:
            items, feed = _listed(text)
            for value, start, end in items:
                line, counted = line + text.count("\n", counted, start), start
                path = paths.of(value)
                data = _with_feed(text[start:end], value, feed).encode("utf-8", "surrogatepass")
                if self.selection.matches(path):
                    yield DataEntry(self.name, path, len(data), data=data, line=line)
        except json.JSONDecodeError as error:
            problem = f"{self.location}:{error.lineno}:{error.colno} is no JSON: {error.msg}"
            hint = "a file with one JSON object in each line ends in .jsonl"
            raise ArchiveError(problem, hint=hint) from error
        except (RecursionError, ValueError) as error:
            raise ArchiveError(f"{self.location} can't be read: {error}") from error

    def _text(self) -> str:
        with self.opened() as (file, found):
            if found.st_size > _LARGEST:
                hint = "write JSON Lines, which are read one by one: jq -c '.[]'"
                raise ArchiveError(
                    f"a JSON file has {_LARGEST:,} bytes at most", received=found.st_size, hint=hint
                )
            try:
                return file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ArchiveError(f"{self.location} is not UTF-8: {error}") from error


class ItemPaths:
    """Assigns paths to the objects of a list, each path once: what identifies it, or its number."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._count = 0

    def of(self, value: object) -> str:
        """The path of the next object."""
        self._count += 1
        fields = value if isinstance(value, dict) else {}
        stated = (fields.get(name) for name in _IDENTITIES)
        texts = (str(each).strip() for each in stated if isinstance(each, str | int))
        path = next((each for each in texts if each), "")[:_LONGEST_PATH]
        path = path.encode("utf-8", "backslashreplace").decode() or f"item-{self._count}"
        while path in self._given:
            path = f"{path} (item {self._count})"
        self._given.add(path)
        return path


_Item = tuple[Any, int, int]


def _listed(text: str) -> tuple[Iterator[_Item], dict[str, Any]]:
    """The objects of a file's list, and what the file says of itself."""
    at = _after_blank(text, 0)
    if text.startswith("[", at):
        return _elements(text, at), {}
    if not text.startswith("{", at):
        raise json.JSONDecodeError("neither a list nor an object", text, at)
    whole = {name: (value, start) for name, value, start in _members(text, at)}
    lists = [
        start
        for value, start in whole.values()
        if isinstance(value, list) and any(isinstance(each, dict) for each in value)
    ]
    if not lists:
        raise ValueError("it holds no list of objects")
    feed = {name: whole[name][0] for name in _OF_FEED if name in whole}
    return _elements(text, max(lists, key=lambda start: _length(text, start))), feed


def _members(text: str, at: int) -> Iterator[tuple[str, Any, int]]:
    """The fields of an object: name, value and where the value begins."""
    decoder = json.JSONDecoder()
    at = _after_blank(text, at + 1)
    while not text.startswith("}", at):
        name, at = decoder.raw_decode(text, at)
        at = _after(text, at, ":")
        value, end = decoder.raw_decode(text, at)
        yield str(name), value, at
        at = _after_blank(text, end)
        if not text.startswith("}", at):
            at = _after(text, at, ",")


def _elements(text: str, at: int) -> Iterator[_Item]:
    """The values of a list: value, where it begins and where it ends."""
    decoder = json.JSONDecoder()
    at = _after_blank(text, at + 1)
    while not text.startswith("]", at):
        value, end = decoder.raw_decode(text, at)
        yield value, at, end
        at = _after_blank(text, end)
        if not text.startswith("]", at):
            at = _after(text, at, ",")


def _length(text: str, start: int) -> int:
    return json.JSONDecoder().raw_decode(text, start)[1] - start


def _after(text: str, at: int, sign: str) -> int:
    at = _after_blank(text, at)
    if not text.startswith(sign, at):
        raise json.JSONDecodeError(f"expected {sign!r}", text, at)
    return _after_blank(text, at + 1)


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _with_feed(data: str, value: object, feed: dict[str, Any]) -> str:
    """The text of an object with a field `feed` before the others, on the line it begins."""
    if not feed or not isinstance(value, dict) or not value or "feed" in value:
        return data
    return f'{{"feed": {json.dumps(feed)}, {data[1:]}'


KIND = file_kind(JsonArchive, ".json")
