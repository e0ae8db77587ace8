"""Single values to what their columns want: a misfit becomes None and a fault, never a guess."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, ClassVar
from unicodedata import normalize

from broadsheet.documents.faults import Fault, is_secret
from broadsheet.documents.kinds import kind_name, kind_of
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.documents.location import field_name
from broadsheet.documents.moments import (
    FIRST_MOMENT,
    LAST_MOMENT,
    is_plausible,
    read_moment,
    why_no_moment,
)
from broadsheet.documents.parsed import GAP
from broadsheet.documents.written import as_written
from broadsheet.schema import Conversion

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.documents.location import Location, Locations, Place

__all__ = ["INT64", "Values"]

_Kinds = tuple[str | None, str | None]

INT64 = range(-(2**63), 2**63)
"""The whole numbers that a column holds."""


class Values:
    """Converts the values of one document, and collects the faults on the way.

    Each method takes a value and its place.

    Attributes:
        faults: The faults found.
        needs_locations: Whether a location was needed and there were none: the document has to
            be read again with locations, and converted again.
    """

    def __init__(self, locations: Locations | None, most: int = DEFAULT_LIMITS.related) -> None:
        self.faults: list[Fault] = []
        self.needs_locations = False
        self._locations = locations
        self._most = most
        self._single: set[Place] = set()

    def converted(self, value: object, conversion: Conversion, place: Place) -> object:
        """The value as a column of this conversion takes it."""
        return self._conversions[conversion](self, value, place)

    def text(self, value: object, place: Place) -> str | None:
        """Text without surrounding blanks; a number or a boolean is text as written."""
        if value is None:
            return None
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, dict | list):
            self._misfit(place, str, value)
            return None
        location = self._location(place)
        text = location.text if location and location.text is not None else f"{value}"
        return text.strip() or None

    def key(self, value: object, place: Place) -> str | None:
        """The same in Unicode's composed form (NFC): equal for one name in two spellings."""
        text = self.text(value, place)
        return text and normalize("NFC", text)

    def lower(self, value: object, place: Place) -> str | None:
        """The same in lower case."""
        text = self.key(value, place)
        return text and text.lower()

    def integer(self, value: object, place: Place) -> int | None:
        """A 64-bit whole number; 55.5, "55" and `high` are faults."""
        if value is None:
            return None
        if type(value) is not int:
            self._misfit(place, int, value)
        elif value in INT64:
            return value
        else:
            self._fault("out-of-range", place, "beyond 64 bits", value)
        return None

    def boolean(self, value: object, place: Place) -> bool | None:
        """True or false; `yes` and 1 are faults."""
        if value is None or isinstance(value, bool):
            return value
        self._misfit(place, bool, value)
        return None

    def mapping(self, value: object, place: Place) -> dict[str, Any] | None:
        """Nested fields."""
        if value is None or isinstance(value, dict):
            return value
        self._misfit(place, dict, value)
        return None

    def plain_text(self, value: object, place: Place) -> str | None:
        """Text as it is; a number is a fault."""
        if value is None or isinstance(value, str):
            return value
        self._misfit(place, str, value)
        return None

    def moment(self, value: object, place: Place) -> str | None:
        """A date and time in UTC; one without a time zone is taken as UTC."""
        if value is None:
            return None
        text = f"{value}" if type(value) is int else value
        moment = read_moment(text) if isinstance(text, str) else None
        if moment is None:
            reason = why_no_moment(text) if isinstance(text, str) else "not a date"
            self._fault("bad-date", place, reason, value)
            return None
        if not is_plausible(moment):
            years = f"not from {FIRST_MOMENT.year} to {LAST_MOMENT.year}"
            self._fault("implausible-date", place, years, value)
            return None
        if moment.tzinfo is None:
            self._fault("no-time-zone", place, "no time zone; taken as UTC", value)
        return moment.replace(tzinfo=UTC).isoformat()

    def texts(self, value: object, place: Place) -> list[str]:
        """A list of texts; a single text is a list of one."""
        if value is None:
            return []
        items = value if isinstance(value, list) else self._single_value(value, place)
        texts = (self.entry(item, (*place, index)) for index, item in enumerate(items))
        return [text for text in texts if text]

    def entry(self, value: object, place: Place) -> str | None:
        """The text that an entry of a list is; one without a value is a fault."""
        if value is None:
            self._misfit(place, str, value)
        return self.key(value, place)

    def kept(self, value: object, place: Place) -> object:
        """A value of a field without a column: a number that JSON would change is its text."""
        if isinstance(value, dict):
            return {key: self.kept(each, (*place, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [self.kept(each, (*place, index)) for index, each in enumerate(value)]
        if type(value) not in {int, float}:
            return value
        location = self._location(place)
        return as_written(value, location.text if location else None)

    def mappings(self, value: object, place: Place) -> list[Any]:
        """A list of mappings; an entry that is something else is a fault, and `GAP`."""
        if value is None:
            return []
        if isinstance(value, dict):
            value = self._single_value(value, place)
        if not isinstance(value, list):
            self._misfit(place, list, value)
            return []
        if len(value) > self._most:
            name = field_name(place)
            message = f"{name}: {len(value):,} entries; the first {self._most:,} are kept"
            self.faults.append(Fault("too-many", message, field=name))
        return [
            item if isinstance(item, dict) else self._gap(item, (*place, index))
            for index, item in enumerate(value[: self._most])
        ]

    def _gap(self, value: object, place: Place) -> object:
        self._misfit(place, dict, value)
        return GAP

    def _single_value(self, value: object, place: Place) -> list[object]:
        self._fault("single-value", place, "one value, read as a list of one", value)
        self._single.add(place)
        return [value]

    def _misfit(self, place: Place, expected: type, value: object) -> None:
        kinds = (kind_name(expected), kind_of(value))
        message = "wants {}, got {}".format(*kinds)
        self._fault("wrong-type", place, message, value, kinds)

    def _fault(
        self, code: str, place: Place, message: str, value: object, kinds: _Kinds = (None, None)
    ) -> None:
        location = self._location(place)
        name = field_name(place)
        line, column = (location.line, location.column) if location else (None, None)
        written = None if any(map(is_secret, place)) else _written(value, location)
        self.faults.append(Fault(code, f"{name}: {message}", line, column, name, written, *kinds))

    def _location(self, place: Place) -> Location | None:
        if self._locations is None:
            self.needs_locations = True
            return None
        return self._locations.get(self._as_located(place))

    def _as_located(self, place: Place) -> Place:
        """The place as it is in the document, where a list of one is a single value."""
        return tuple(part for index, part in enumerate(place) if place[:index] not in self._single)

    _conversions: ClassVar[dict[Conversion, Callable[[Values, object, Place], object]]] = {
        Conversion.TEXT: text,
        Conversion.KEY: key,
        Conversion.LOWER: lower,
        Conversion.INTEGER: integer,
        Conversion.BOOLEAN: boolean,
        Conversion.MOMENT: moment,
        Conversion.TEXTS: texts,
        Conversion.COUNT: mappings,
        Conversion.SIZE: plain_text,
    }


def _written(value: object, location: Location | None) -> str | None:
    """A scalar as written, a collection as JSON; None if that names a payload."""
    if isinstance(value, dict | list):
        return _as_json(value)
    if location is not None:
        return location.text
    return value if isinstance(value, str) else None


def _as_json(collection: object) -> str | None:
    try:
        text = json.dumps(collection, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):  # a collection as a key, a number of thousands
        return None  # of digits, or too many levels
    return None if is_secret(text) else text
