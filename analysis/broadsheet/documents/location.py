"""Where a value is in a document, and what its fields are called."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Location", "Locations", "Place", "field_name"]

Place = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the top, such as ("related", 1, "title")."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value begins, counted from 1, and a scalar's text as written."""

    line: int
    column: int
    text: str | None


Locations = dict[Place, Location]


def field_name(place: Place) -> str:
    """A place as text, with positions counted from 1.

    >>> field_name(("related", 1, "title"))
    'related[2].title'
    """
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")
