"""What values are, in words."""

from __future__ import annotations

__all__ = ["kind_name", "kind_of"]

_NAMES = {
    str: "text",
    list: "a list",
    dict: "a mapping",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "nothing",
}


def kind_of(value: object) -> str:
    """What a value is."""
    return kind_name(type(value))


def kind_name(kind: type) -> str:
    """What values of a type are."""
    return _NAMES.get(kind, kind.__name__)
