"""The list of objects in a JSON text: where each is, what identifies it, and the first fault."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from broadsheet.documents.faults import Fault

__all__ = ["Item", "JsonList", "identity_of", "read_list"]

_BLANK = re.compile(r"[ \t\r\n]*")
_IDENTITIES = ("path", "id", "_id", "uuid", "guid", "url", "link")
_OF_FEED = ("title", "home_page_url", "feed_url", "link", "language")


@dataclass(frozen=True, slots=True)
class Item:
    """An element of a list.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        identity: Its own path, number or address; empty where it has none.
        is_object: Whether it is an object.
        takes_feed: Whether it is an object with fields, none of which is named `feed`.
    """

    start: int
    end: int
    identity: str
    is_object: bool
    takes_feed: bool


@dataclass(frozen=True)
class JsonList:
    """What was read of a text.

    Attributes:
        items: The elements of its list, as far as they could be read; None where it has none.
        feed: What an object around the list says of itself, such as a JSON Feed's title.
        fault: Why reading ended before the end of the text; None where it did not.
    """

    items: list[Item] | None
    feed: dict[str, Any]
    fault: Fault | None


def identity_of(value: object) -> str:
    """What identifies an object: its path, number or address; empty where it has none."""
    fields = value if isinstance(value, dict) else {}
    stated = (fields.get(name) for name in _IDENTITIES)
    texts = (str(each).strip() for each in stated if isinstance(each, str | int))
    return next((each for each in texts if each), "")


def read_list(text: str) -> JsonList:
    """Read the list at the top of a text, or the longest list of objects in the object there.

    Each element is decoded once and dropped; only its place and identity stay.
    """
    reader = _Reader(text)
    fault = None
    try:
        reader.read()
    except json.JSONDecodeError as error:
        fault = Fault("json-syntax", error.msg, line=error.lineno, column=error.colno)
    except RecursionError:
        line = text.count("\n", 0, reader.at) + 1
        fault = Fault("too-complex", "too many levels", line=line)
    lists = [each for each in reader.lists if reader.is_list or any(i.is_object for i in each)]
    return JsonList(max(lists, key=_length, default=None), reader.feed, fault)


def _length(items: list[Item]) -> int:
    """How much text the elements have."""
    return items[-1].end - items[0].start if items else 0


class _Reader:
    """Reads a text from its start; what it has found stays where it meets a fault."""

    def __init__(self, text: str) -> None:
        self.is_list = False
        self.lists: list[list[Item]] = []
        self.feed: dict[str, Any] = {}
        self.at = 0
        self._text = text
        # Numbers stay as written: the documents are read again, and Python limits their digits.
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str)

    def read(self) -> None:
        """Read the whole text.

        Raises:
            json.JSONDecodeError: It is no JSON from here on, or neither a list nor an object.
            RecursionError: A value has too many levels.
        """
        self._skip_blank()
        if self._is_at("["):
            self.is_list = True
            self._read_list()
        elif self._is_at("{"):
            self._read_object()
        else:
            raise self._error("neither a list nor an object")
        if self.at < len(self._text):
            raise self._error("text after the end of the JSON")

    def _read_object(self) -> None:
        self._take("{")
        while not self._is_at("}"):
            if not self._is_at('"'):
                raise self._error("expected the name of a field")
            name = self._value()
            self._take(":")
            if self._is_at("["):
                self._read_list()
            elif name in _OF_FEED:
                self.feed[name] = self._value()
            else:
                self._value()
            self._take_comma_before("}")
        self._take("}")

    def _read_list(self) -> None:
        items: list[Item] = []
        self.lists.append(items)
        self._take("[")
        while not self._is_at("]"):
            start = self.at
            value, end = self._decoder.raw_decode(self._text, start)
            is_object = isinstance(value, dict)
            takes_feed = is_object and bool(value) and "feed" not in value
            items.append(Item(start, end, identity_of(value), is_object, takes_feed))
            self._skip_blank(end)
            self._take_comma_before("]")
        self._take("]")

    def _value(self) -> Any:  # noqa: ANN401 - JSON holds any value
        value, end = self._decoder.raw_decode(self._text, self.at)
        self._skip_blank(end)
        return value

    def _take_comma_before(self, end: str) -> None:
        """Take the comma after a value, unless the list or object ends here."""
        if self._is_at(end):
            return
        self._take(",")
        if self._is_at(end):
            raise self._error(f"expected a value before {end!r}")

    def _take(self, sign: str) -> None:
        if not self._is_at(sign):
            raise self._error(f"expected {sign!r}")
        self._skip_blank(self.at + 1)

    def _is_at(self, sign: str) -> bool:
        return self._text.startswith(sign, self.at)

    def _skip_blank(self, start: int = 0) -> None:
        blank = _BLANK.match(self._text, start)
        self.at = blank.end() if blank else start

    def _error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._text, self.at)
