"""The fields of a document that have no column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.documents.faults import is_secret
from broadsheet.documents.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NOTHING_UNKNOWN", "Unknown", "unknown_fields"]

_Fields = dict[str, Any]


class Unknown(NamedTuple):
    """Fields without a column: an item's own, and those within mappings that have columns."""

    own: _Fields
    nested: dict[str, _Fields]

    def joined(self) -> _Fields:
        """All of them as they are nested."""
        return self.own | self.nested if self.nested else self.own

    def kinds(self, where: str) -> set[tuple[str, str]]:
        """Their names, each with the kind of its value; the payload is not among them.

        Args:
            where: What the item's place is called, such as `related[].`.
        """
        found = _kinds(self.own, where)
        for name, fields in self.nested.items():
            found |= _kinds(fields, f"{where}{name}.")
        return found


NOTHING_UNKNOWN = Unknown({}, {})


def unknown_fields(
    fields: _Fields, known: frozenset[str], nested: Mapping[str, frozenset[str]]
) -> Unknown:
    """The fields of an item that have no column, in document order.

    Args:
        fields: The item's fields.
        known: Names of those that have columns.
        nested: For mappings among them the names within that have columns.
    """
    own = {} if known.issuperset(fields) else _without(fields, known)
    found = {}
    for name, names in nested.items():
        mapping = fields.get(name)
        if type(mapping) is dict and not names.issuperset(mapping):
            found[name] = _without(mapping, names)
    return Unknown(own, found)


def _without(fields: _Fields, names: frozenset[str]) -> _Fields:
    return {key: value for key, value in fields.items() if key not in names}


def _kinds(fields: _Fields, where: str) -> set[tuple[str, str]]:
    return {
        (f"{where}{key}", kind_of(value)) for key, value in fields.items() if not is_secret(key)
    }
