"""Fields without a column: kept as JSON; nothing is dropped but the payload."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.documents.faults import is_secret
from broadsheet.documents.invisible import has_odd_name
from broadsheet.documents.payload import WITHHELD, looks_encrypted, withhold
from broadsheet.documents.written import is_as_written, names_of_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.tables.read import Read

__all__ = ["Doubts", "Extra", "extra_json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_LONG_KEY = re.compile(r'"[^"]{32,}":')
_PAYLOAD = "secured"
_PART = re.compile(r"(?<![A-Za-z0-9+/:.])[A-Za-z0-9+/=;]{12,}")
_MOST_BITS = 10_000


class Extra(NamedTuple):
    """Fields as JSON.

    Attributes:
        text: The JSON; None when there are no fields.
        has_withheld: Whether a payload was among them, or what looks like one.
        numbers: The names of those that are numbers.
        has_odd_name: Whether one has a name that is no text, or has invisible characters.
    """

    text: str | None
    has_withheld: bool = False
    numbers: frozenset[str] = frozenset()
    has_odd_name: bool = False


class Doubts:
    """Which documents that were read fast have to be read with care for what is in `extra`."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self._reads = reads
        self._known: dict[tuple[int, str], bool] = {}

    def of(self, index: int, extra: Extra) -> bool:
        """Whether only reading with care shows fields of a document as they are written."""
        read = self._reads[index]
        if read.with_care or read.document.line or not (extra.numbers or extra.has_odd_name):
            return False
        return extra.has_odd_name or not all(self._is_written(index, n) for n in extra.numbers)

    def _is_written(self, index: int, name: str) -> bool:
        """Whether a document has the numbers of a field as JSON has them: looked up once."""
        key = (index, name)
        if key not in self._known:
            self._known[key] = is_as_written(self._reads[index].document.data, name)
        return self._known[key]


def extra_json(fields: dict[str, Any]) -> Extra:
    """The fields as compact JSON.

    The payload is excluded at any depth, and what looks like one below a name that merely holds
    `secured`, as torn documents make them, is withheld. What JSON lacks (infinities,
    not-a-number, sets) becomes text, and a whole number of thousands of digits hexadecimal text.
    """
    if not fields:
        return Extra(None)
    text, has_withheld = _quick_json(fields), False
    if text is None:
        maker = _Plain()
        plain = maker.mapping(fields)
        text, has_withheld = _ENCODER.encode(plain) if plain else None, maker.has_withheld
    return Extra(text, has_withheld, names_of_numbers(fields), has_odd_name(fields))


def _quick_json(fields: dict[str, Any]) -> str | None:
    """The fields as they are; None where something in them has to be excluded or made JSON."""
    try:
        text = _ENCODER.encode(fields)
    except (TypeError, ValueError):
        return None
    return None if is_secret(text) or _LONG_KEY.search(text) else text


class _Plain:
    """Makes values that JSON has, without payloads."""

    def __init__(self) -> None:
        self.has_withheld = False

    def mapping(self, mapping: dict[Any, Any], *, is_named: bool = False) -> dict[str, object]:
        """A mapping; `is_named` below a name that holds the payload's."""
        plain: dict[str, object] = {}
        for key, value in mapping.items():
            if key == _PAYLOAD:
                self.has_withheld |= value is not None
                continue
            kept = self._value(value, is_named=is_named or is_secret(key))
            if kept != {} or value == {}:
                plain[self._noted(str(key), withhold(str(key)))] = kept
        return plain

    def _value(self, value: object, *, is_named: bool) -> object:
        if isinstance(value, dict):
            return self.mapping(value, is_named=is_named)
        if isinstance(value, list | tuple):
            return [self._value(item, is_named=is_named) for item in value]
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return hex(value)
        if isinstance(value, str) and is_named:
            return self._noted(value, WITHHELD if _may_be_payload(value) else value)
        return value if value is None or isinstance(value, str | int | float) else str(value)

    def _noted(self, given: str, kept: str) -> str:
        self.has_withheld |= kept != given
        return kept


def _may_be_payload(text: str) -> bool:
    """Whether the text below a name that holds the payload's has a part that looks encrypted."""
    return withhold(text) != text or any(map(looks_encrypted, _PART.findall(text)))
