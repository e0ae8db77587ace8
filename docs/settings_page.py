"""The page of all settings, from the dataclasses that declare them."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from docstrings import attributes_of

from broadsheet.config.reading import variables
from broadsheet.config.settings import Settings

__all__ = ["settings_page"]

_INTRO = """\
# Settings

The keys of `broadsheet.yaml`, and the environment variables that go before them.
[Change settings](../how-to/settings.md) shows how to use them, and `broadsheet config` prints those
in force. The settings of a plan are also keys of a report's front matter.
"""
_HEAD = ["| setting | default | environment | meaning |", "| --- | --- | --- | --- |"]


def settings_page() -> str:
    """The Markdown of the page."""
    lines = [_INTRO, "## Top level", "", *_HEAD, *_rows(Settings)]
    hints = get_type_hints(Settings)
    for each in fields(Settings):
        kind = _dataclass_in(hints[each.name])
        if kind is not None:
            prefix = (
                f"{each.name}.NAME." if get_origin(hints[each.name]) is dict else f"{each.name}."
            )
            lines += ["", f"## {each.name}", "", *_HEAD, *_rows(kind, prefix)]
    return "\n".join(lines) + "\n"


def _rows(kind: type, prefix: str = "") -> list[str]:
    meanings = attributes_of(kind)
    rows = []
    for each in fields(kind):  # type: ignore[arg-type]
        key = f"{prefix}{each.name}"
        name = variables().get(key)
        variable = f"`{name}`" if name else ""
        rows.append(f"| `{key}` | {_default(each)} | {variable} | {meanings[each.name]} |")
    return rows


def _default(each: Field[Any]) -> str:
    if each.default is MISSING and each.default_factory is MISSING:
        return "required"
    value = each.default
    is_plain = isinstance(value, str | int | float)
    return f"`{value}`" if is_plain else ""


def _dataclass_in(hint: object) -> type | None:
    found = [part for part in (hint, *get_args(hint)) if is_dataclass(part)]
    return found[0] if found else None  # type: ignore[return-value]
