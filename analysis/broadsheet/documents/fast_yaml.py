"""YAML read fast, by yaml-rs: nearly every document."""

from __future__ import annotations

import re

import yaml_rs

from broadsheet.documents.encoding import escapes_forbidden

__all__ = ["read_fast"]

_TAG_AND_ANCHORS = "&*!"
_BEFORE_TAG_OR_ANCHOR = re.compile(r"[^\"']*(?:[-:?,\[{]|^)[ \t]+")
_NEAR = 200  # characters before a sign that are looked at, so that long lines cost no more
_SIGNS_OF_DEPTH = ("- " * 16, "? " * 16)
_DEEP_INDENT = 200
_QUICK_INDENT = 64  # longer needles are sought more slowly
_DEEP = re.compile(r"(?:[-?][ \t]+){64}")
_LENGTH_OF_DEEP = 8_000  # a shorter line can't nest deeper than the fast reader's stack bears


def read_fast(text: str) -> object:
    """Read YAML with the fast reader.

    Raises:
        ValueError: It could not, or what it would make of it is not to be trusted: it drops tags
            and anchors, keeps merge keys and control characters, and has no limit to nesting.
    """
    if ("<" in text and "<<" in text) or _may_be_deep(text) or _has_tag_or_anchor(text):
        raise ValueError("left to the careful reader")
    if escapes_forbidden(text):
        raise ValueError("left to the careful reader")
    try:
        value = yaml_rs.loads(text, parse_datetime=False)
    except (TypeError, UnicodeError) as error:  # a mapping as a key; half a character
        raise ValueError("left to the careful reader") from error
    if ("{" in text or "? " in text) and _has_odd_key(value):
        raise ValueError("left to the careful reader")
    return value


def _has_odd_key(value: object) -> bool:
    """Whether a key is something else than text, such as a list."""
    if isinstance(value, dict):
        return not all(isinstance(key, str) for key in value) or any(
            map(_has_odd_key, value.values())
        )
    return isinstance(value, list) and any(map(_has_odd_key, value))


def _may_be_deep(text: str) -> bool:
    """Whether values nest dozens of levels deep, on one line or by indentation."""
    if any(sign in text for sign in _SIGNS_OF_DEPTH):
        return True
    if " " * _QUICK_INDENT in text and " " * _DEEP_INDENT in text:
        return True
    return _has_long_line(text) and _DEEP.search(text) is not None


def _has_long_line(text: str) -> bool:
    """Whether a line is so long that nesting within it can be too deep."""
    start = 0
    while start + _LENGTH_OF_DEEP <= len(text):
        end = text.rfind("\n", start, start + _LENGTH_OF_DEEP)
        if end < 0:
            return True
        start = end + 1
    return False


def _has_tag_or_anchor(text: str) -> bool:
    """Whether a value may begin with `!`, `&` or `*` outside quotes."""
    return any(_begins_value(text, sign) for sign in _TAG_AND_ANCHORS)


def _begins_value(text: str, sign: str) -> bool:
    """Whether a value may begin with a sign outside quotes."""
    at = text.find(sign)
    while at >= 0:
        if text[at - 1] in " \t":
            near = text[max(at - _NEAR, 0) : at]
            if _BEFORE_TAG_OR_ANCHOR.fullmatch(near.rpartition("\n")[2]):
                return True
        at = text.find(sign, at + 1)
    return False
