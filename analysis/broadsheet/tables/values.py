"""Plain values to column values: what does not fit is told, never guessed.

With marks at hand a misfit becomes null and a fault with line and text; without them it raises
`NeedsMarks`, and the caller reads the document again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.documents.faults import Fault, is_secret
from broadsheet.documents.kinds import kind_name, kind_of
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.documents.yaml_reader import field_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.documents.yaml_reader import Mark, Marks, Place

__all__ = ["INT64", "NeedsMarks", "Values", "utc_month"]

Fields = dict[str, Any]

INT64 = range(-(2**63), 2**63)

_TEXT_LISTS = frozenset({"topics", "otherNames"})


class NeedsMarks(Exception):  # noqa: N818 - a request, not an error
    """The document holds something odd and must be read with marks to tell what."""


def utc_month(moment: datetime | None) -> str:
    """The partition a document belongs to: `YYYY-MM` in UTC, or `undated`.

    >>> utc_month(datetime(2021, 3, 31, 23, 30, tzinfo=UTC))
    '2021-03'
    """
    return "undated" if moment is None else f"{moment.year:04d}-{moment.month:02d}"


class Values:
    """Takes typed values out of a document's fields and collects the faults on the way.

    Each method takes the fields, the key and the place where the fields stand.
    """

    def __init__(self, marks: Marks | None, most: int = DEFAULT_LIMITS.related) -> None:
        self.faults: list[Fault] = []
        self._marks = marks
        self._most = most
        self._single: set[Place] = set()

    def text(self, fields: Fields, key: str, place: Place) -> str | None:
        """Text without surrounding blanks; a number or truth value is text as written."""
        value = fields.get(key)
        if value.__class__ is str:
            return str.strip(value) or None
        if value is None:
            return None
        return self._as_written(value, (*place, key))

    def texts(self, fields: Fields, keys: tuple[str, ...], place: Place) -> list[str | None]:
        """The texts of several fields, as `text` gives each."""
        get = fields.get
        return [
            str.strip(value) or None
            if (value := get(key)).__class__ is str
            else None
            if value is None
            else self._as_written(value, (*place, key))
            for key in keys
        ]

    def integer(self, fields: Fields, key: str, place: Place) -> int | None:
        """A 64-bit whole number; 55.5, "55" and `high` are faults."""
        value = fields.get(key)
        if value is None:
            return None
        if value.__class__ is not int:
            self._wrong_type((*place, key), "a whole number", value)
            return None
        if value in INT64:
            return value
        self._fault("out-of-range", (*place, key), "beyond 64 bits", value)
        return None

    def boolean(self, fields: Fields, key: str, place: Place) -> bool | None:
        """A truth value; `yes` and 1 are faults."""
        value: bool | None = self._of_type(bool, fields, key, place)
        return value

    def mapping(self, fields: Fields, key: str, place: Place) -> Fields | None:
        """Nested fields."""
        value: Fields | None = self._of_type(dict, fields, key, place)
        return value

    def size(self, fields: Fields, key: str, place: Place) -> int | None:
        """The size of a text in bytes, and nothing else of it."""
        value = self._of_type(str, fields, key, place)
        return None if value is None else len(value.encode())

    def moment(self, fields: Fields, key: str, place: Place) -> datetime | None:
        """A point in time in UTC; one without a time zone is taken as UTC and told."""
        value = fields.get(key)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is UTC:
                return moment
            if moment.tzinfo is None:
                self._fault("no-time-zone", (*place, key), "no time zone; taken as UTC", value)
                return moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            self._fault("bad-date", (*place, key), "not a date and time that exists", value)
            return None

    def text_list(self, fields: Fields, key: str, place: Place) -> list[str]:
        """A list of texts; a single text is a list of one."""
        items = self._list(fields, key, place)
        here = (*place, key)
        texts = (self.item_text(item, (*here, index)) for index, item in enumerate(items))
        return [text for text in texts if text]

    def mappings(self, fields: Fields, key: str, place: Place) -> Iterable[tuple[int, Fields]]:
        """The mappings of a list with their indexes; anything else in it is a fault."""
        if fields.get(key) is None:
            return ()
        items = self._list(fields, key, place)
        if len(items) > self._most:
            name = field_name((*place, key))
            message = f"{name}: {len(items):,} entries; the first {self._most:,} are kept"
            self.faults.append(Fault("too-many", message, field=name))
            items = items[: self._most]
        return self._mappings(items, (*place, key))

    def _mappings(self, items: list[Any], place: Place) -> Iterator[tuple[int, Fields]]:
        for index, item in enumerate(items):
            if item.__class__ is dict:
                yield index, item
            else:
                self._wrong_type((*place, index), "a mapping", item)

    def _list(self, fields: Fields, key: str, place: Place) -> list[Any]:
        value = fields.get(key)
        if value is None:
            return []
        if value.__class__ is list:
            return value
        wants_text = key in _TEXT_LISTS
        if value.__class__ is dict or (wants_text and not isinstance(value, dict)):
            self._fault("single-value", (*place, key), "one value, read as a list of one", value)
            self._single.add((*place, key))
            return [value]
        self._wrong_type((*place, key), "a list", value)
        return []

    def item_text(self, value: object, place: Place) -> str | None:
        """The text that an entry of a list is."""
        if isinstance(value, str):
            return value.strip() or None
        if value is None:
            self._wrong_type(place, "text", value)
            return None
        return self._as_written(value, place)

    def _of_type(self, kind: type, fields: Fields, key: str, place: Place) -> Any:  # noqa: ANN401
        value = fields.get(key)
        if value is None or value.__class__ is kind:
            return value
        self._wrong_type((*place, key), kind_name(kind), value)
        return None

    def _as_written(self, value: object, place: Place) -> str | None:
        if isinstance(value, dict | list):
            self._wrong_type(place, "text", value)
            return None
        mark = self._mark(place)
        text = mark.text if mark and mark.text is not None else f"{value}"
        return text.strip() or None

    def _wrong_type(self, place: Place, wanted: str, value: object) -> None:
        self._fault("wrong-type", place, f"wants {wanted}, got {kind_of(value)}", value)

    def _fault(self, code: str, place: Place, message: str, value: object) -> None:
        mark = self._mark(place)
        name = field_name(place)
        self.faults.append(
            Fault(
                code,
                f"{name}: {message}",
                line=mark.line if mark else None,
                column=mark.column if mark else None,
                field=name,
                value=None if any(map(is_secret, place)) else _written(value, mark),
            )
        )

    def _mark(self, place: Place) -> Mark | None:
        if self._marks is None:
            raise NeedsMarks
        return self._marks.get(self._as_marked(place))

    def _as_marked(self, place: Place) -> Place:
        """The place as it stands in the document, where a list of one is a single value."""
        return tuple(part for index, part in enumerate(place) if place[:index] not in self._single)


def _written(value: object, mark: Mark | None) -> str | None:
    """A scalar as written; a collection's text is not repeated, since it may hold a payload."""
    if mark is not None:
        return mark.text
    return value if isinstance(value, str) else None
