"""Items of one kind from many documents, and the columns that their fields make.

An item is a mapping of fields: an article, a related item, an image. A column is made of a field of
all items at once. A value that its column does not take makes the item's document odd.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, ClassVar
from unicodedata import normalize

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.moments import FIRST_MOMENT, LAST_MOMENT, is_plausible
from broadsheet.documents.parsed import GAP, Gap
from broadsheet.documents.values import INT64
from broadsheet.schema import Conversion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.schema import Column, Table

__all__ = ["Items", "Oddities", "utc_month"]

_Fields = dict[str, Any]

_MOMENT = pa.timestamp("us", tz="UTC")
_FIRST_YEAR = "0001"
_FIRST_MOMENT = pa.scalar(FIRST_MOMENT, _MOMENT)
_LAST_MOMENT = pa.scalar(LAST_MOMENT, _MOMENT)
_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z\Z")

_NONE = type(None)
_TEXT: frozenset[type] = frozenset({str, _NONE})
_INTEGER: frozenset[type] = frozenset({int, _NONE})
_BOOLEAN: frozenset[type] = frozenset({bool, _NONE})
_LIST: frozenset[type] = frozenset({list, _NONE})
_MAPPING: frozenset[type] = frozenset({dict, _NONE})


def utc_month(moment: datetime | None) -> str:
    """The partition that a document belongs to: `YYYY-MM` in UTC, or `undated`.

    >>> utc_month(datetime(2021, 3, 31, 23, 30, tzinfo=UTC))
    '2021-03'
    """
    return "undated" if moment is None else f"{moment.year:04d}-{moment.month:02d}"


@dataclass
class Oddities:
    """What makes documents odd, and those that are.

    Attributes:
        most: Entries that a list of items has at most.
        documents: The indexes of the odd documents.
    """

    most: int
    documents: set[int] = field(default_factory=set)


class Items:
    """Items of one kind.

    Attributes:
        items: The mappings of fields.
        owners: The index of each one's document.
        oddities: Where odd documents are noted.
        parents: Of entries of a list, the index of the item that has it.
        positions: Of entries of a list, the position in it, from 1.
    """

    def __init__(
        self,
        items: list[_Fields],
        owners: list[int],
        oddities: Oddities,
        parents: Sequence[int] = (),
        positions: Sequence[int] = (),
    ) -> None:
        self.items = items
        self.owners = owners
        self.parents = parents
        self.positions = positions
        self.oddities = oddities
        self._mappings: dict[str, Items] = {}
        self._entries: dict[str, Items] = {}

    @classmethod
    def joined(cls, items: Sequence[Items]) -> Items:
        """Items one after another, but for the lists that they are entries of."""
        owners = list(chain.from_iterable(each.owners for each in items))
        positions = list(chain.from_iterable(each.positions for each in items))
        fields = list(chain.from_iterable(each.items for each in items))
        return cls(fields, owners, items[0].oddities, positions=positions)

    def column(self, column: Column) -> pa.Array:
        """The values of a column that is read from fields."""
        arrays = [self._values_of(source, column.conversion) for source in column.sources]
        return arrays[0] if len(arrays) == 1 else pc.coalesce(*arrays)

    def entries(self, field: str) -> Items:
        """The mappings in the lists that items have in a field."""
        if field not in self._entries:
            self._entries[field] = self._entries_of(field)
        return self._entries[field]

    def texts_of(self, field: str) -> list[list[str]]:
        """The list of texts that each item has in a field, without empty ones."""
        lists = self._lists(field, frozenset({str}))
        lists = [[text for entry in each if (text := entry.strip())] for each in lists]
        if all(map(str.isascii, chain.from_iterable(lists))):
            return lists
        return [[normalize("NFC", text) for text in each] for each in lists]

    def months(self, field: str, moments: pa.Array) -> list[str]:
        """The partition of each moment: the beginning of its text where that is in UTC."""
        texts: list[Any] = [item.get(field) for item in self.items]
        if all(type(text) is str and _IN_UTC.match(text) for text in texts):
            return [text[:7] for text in texts]
        return list(map(utc_month, moments.to_pylist()))

    def with_unknown(self, table: Table) -> list[int]:
        """The indexes of the items with fields that have no column."""
        known = table.fields
        more = {index for index, item in enumerate(self.items) if not known.issuperset(item)}
        for name, names in table.nested.items():
            mappings = self._mappings_of(name).items
            more |= {at for at, each in enumerate(mappings) if not names.issuperset(each)}
        return sorted(more)

    def note_odd(self, index: int) -> None:
        """Note that the document of an item is odd."""
        self.oddities.documents.add(self.owners[index])

    def _values_of(self, source: str, conversion: Conversion) -> pa.Array:
        field, _, below = source.partition(".")
        items = self._mappings_of(field) if below else self
        return self._conversions[conversion](items, below or field)

    def _values(self, field: str, kinds: frozenset[type]) -> list[Any]:
        """A field's values; one of another kind is None, and makes its document odd."""
        column = list(map(dict.get, self.items, repeat(field)))
        if not kinds.issuperset(map(type, column)):
            for index, value in enumerate(column):
                if type(value) not in kinds:
                    self.note_odd(index)
                    column[index] = None
        return column

    def _texts(self, field: str) -> pa.Array:
        trimmed = pc.utf8_trim_whitespace(pa.array(self._values(field, _TEXT), pa.string()))
        is_empty = pc.equal(trimmed, "")
        return pc.if_else(is_empty, None, trimmed) if pc.any(is_empty).as_py() else trimmed

    def _keys(self, field: str) -> pa.Array:
        texts = self._texts(field)
        is_plain = pc.all(pc.string_is_ascii(texts)).as_py()
        return texts if is_plain else pc.utf8_normalize(texts, form="NFC")

    def _lower_texts(self, field: str) -> pa.Array:
        texts = self._keys(field)
        if pc.all(pc.string_is_ascii(texts)).as_py():
            return pc.ascii_lower(texts)
        return pa.array([text and text.lower() for text in texts.to_pylist()], pa.string())

    def _integers(self, field: str) -> pa.Array:
        column = self._values(field, _INTEGER)
        with suppress(OverflowError):
            return pa.array(column, pa.int64())
        for index, value in enumerate(column):
            if value and value not in INT64:
                self.note_odd(index)
                column[index] = None
        return pa.array(column, pa.int64())

    def _booleans(self, field: str) -> pa.Array:
        return pa.array(self._values(field, _BOOLEAN), pa.bool_())

    def _moments(self, field: str) -> pa.Array:
        column = self._values(field, _TEXT)
        if min(filter(None, column), default=_FIRST_YEAR) >= _FIRST_YEAR:
            with suppress(pa.ArrowInvalid):
                moments = pa.array(column, pa.string()).cast(_MOMENT)
                if _all_plausible(moments):
                    return moments
        moments = [
            None if text is None else self._moment(text, index) for index, text in enumerate(column)
        ]
        return pa.array(moments, _MOMENT)

    def _moment(self, text: str, index: int) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo is None else moment.astimezone(UTC)
            if moment.tzinfo is not None and is_plausible(moment):
                return moment
        except (ValueError, OverflowError):
            pass
        self.note_odd(index)
        return None

    def _text_lists(self, field: str) -> pa.Array:
        return pa.array(self.texts_of(field), pa.list_(pa.string()))

    def _sizes(self, field: str) -> pa.Array:
        texts = self._values(field, _TEXT)
        sizes = [None if text is None else len(text.encode()) for text in texts]
        return pa.array(sizes, pa.int32())

    def _counts(self, field: str) -> pa.Array:
        counts = [0] * len(self.items)
        for parent in self.entries(field).parents:
            counts[parent] += 1
        return pa.array(counts, pa.int32())

    def _mappings_of(self, field: str) -> Items:
        """The mapping that each item has in a field; an empty one where it has none."""
        if field not in self._mappings:
            column = [value or {} for value in self._values(field, _MAPPING)]
            self._mappings[field] = Items(column, self.owners, self.oddities)
        return self._mappings[field]

    def _entries_of(self, field: str) -> Items:
        lists = self._lists(field, frozenset({dict, Gap}), self.oddities.most)
        entries = list(chain.from_iterable(lists))
        parents = [index for index, each in enumerate(lists) for _ in each]
        positions = [position for each in lists for position in range(1, len(each) + 1)]
        if Gap in map(type, entries):
            kept = [index for index, entry in enumerate(entries) if entry is not GAP]
            entries, parents, positions = (
                [values[index] for index in kept] for values in (entries, parents, positions)
            )
        owners = [self.owners[parent] for parent in parents]
        return Items(entries, owners, self.oddities, parents, positions)

    def _lists(
        self, field: str, kinds: frozenset[type], most: int | None = None
    ) -> list[list[Any]]:
        """The list that each item has in a field, with entries of these kinds alone."""
        column = [value or [] for value in self._values(field, _LIST)]
        for index, entries in enumerate(column):
            if (most and len(entries) > most) or not kinds.issuperset(map(type, entries)):
                self.note_odd(index)
                column[index] = []
        return column

    _conversions: ClassVar[dict[Conversion, Callable[[Items, str], pa.Array]]] = {
        Conversion.TEXT: _texts,
        Conversion.KEY: _keys,
        Conversion.LOWER: _lower_texts,
        Conversion.INTEGER: _integers,
        Conversion.BOOLEAN: _booleans,
        Conversion.MOMENT: _moments,
        Conversion.TEXTS: _text_lists,
        Conversion.COUNT: _counts,
        Conversion.SIZE: _sizes,
    }


def _all_plausible(moments: pa.Array) -> bool:
    """Whether news can be of all moments."""
    bounds = pc.min_max(moments)
    if not bounds["min"].is_valid:
        return True
    is_early = pc.less(bounds["min"], _FIRST_MOMENT)
    return not pc.or_(is_early, pc.greater(bounds["max"], _LAST_MOMENT)).as_py()
