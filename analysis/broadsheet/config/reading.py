"""The settings in force: those of `broadsheet.yaml`, with environment variables over them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from broadsheet.config.settings import Settings
from broadsheet.config.validation import SettingsError, validated
from broadsheet.documents.faults import UnreadableError
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.location import Locations

__all__ = ["FILE", "Configuration", "read_configuration", "read_settings", "variables"]

FILE = "broadsheet.yaml"
"""The file's name, in the working folder."""

_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True)
class Configuration:
    """The settings in force, and where each comes from.

    Attributes:
        settings: The settings.
        file: The file's path, whether or not there is one.
        origins: Where a setting's value comes from, by its key: `broadsheet.yaml:3`, or the name
            of an environment variable. Settings that have their default are not in it.
        locations: Where each value is in the file.
    """

    settings: Settings
    file: Path
    origins: dict[str, str] = field(default_factory=dict)
    locations: Locations = field(default_factory=dict)


def read_settings(folder: Path | None = None) -> Settings:
    """Read the settings for a working folder.

    Raises:
        BroadsheetError: The file is not YAML, or settings are unknown or wrong; a line for each.
    """
    return read_configuration(folder).settings


def read_configuration(folder: Path | None = None) -> Configuration:
    """Read the settings for a working folder, with where each comes from.

    Raises:
        BroadsheetError: As `read_settings`.
    """
    file = Path(folder or ".") / FILE
    values, locations = _read(file)
    given = {key: os.environ[name] for key, name in variables().items() if os.environ.get(name)}
    if not values and not given:
        return Configuration(Settings(), file)
    for key, text in given.items():
        _place(values, key, _typed(key, text))
    settings = validated(Settings, values, source=str(file), locations=locations)
    origins = {
        ".".join(map(str, place)): f"{file.name}:{location.line}"
        for place, location in locations.items()
        if place and location.text is not None
    }
    return Configuration(
        settings, file, origins | {key: variables()[key] for key in given}, locations
    )


@cache
def variables() -> dict[str, str]:
    """The environment variable of each setting that has one, by the setting's key."""
    return {key: f"BROADSHEET_{key.replace('.', '_').upper()}" for key, _ in _leaves(Settings)}


def _leaves(kind: type, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The settings of one value or of a list of texts, by key: those that a variable can hold."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        hint = hints[each.name]
        inner = [part for part in (hint, *get_args(hint)) if is_dataclass(part)]
        if inner and get_origin(hint) is not dict:
            yield from _leaves(inner[0], f"{prefix}{each.name}.")  # type: ignore[arg-type]
        elif get_origin(hint) is not dict and hint != tuple[dict[str, object], ...]:
            yield f"{prefix}{each.name}", hint


def _typed(key: str, text: str) -> object:
    """The value of a variable's text, of the kind of its setting."""
    hint = dict(_leaves(Settings))[key]
    kinds = (hint, *get_args(hint))
    if get_origin(hint) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    if bool in kinds:
        return _BOOLEANS.get(text.lower(), text)
    for kind in (int, float):
        if kind in kinds:
            try:
                return kind(text)
            except ValueError as error:
                name = variables()[key]
                raise BroadsheetError(f"{name} must be a number", received=text) from error
    return text


def _place(values: dict[str, Any], key: str, value: object) -> None:
    *sections, name = key.split(".")
    for section in sections:
        if not isinstance(values.get(section), dict):
            values[section] = {}
        values = values[section]
    values[name] = value


def _read(file: Path) -> tuple[dict[str, Any], Locations]:
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}, {}
    except (OSError, UnicodeDecodeError) as error:
        raise BroadsheetError(f"can't read {file}: {error}") from error
    from broadsheet.documents.located_yaml import read_with_locations

    try:
        values, locations, faults = read_with_locations(text)
    except UnreadableError as error:
        raise BroadsheetError(f"can't read {file}:{error.fault.line}: {error}") from error
    if faults:
        raise SettingsError(f"{file}:{each.line}: {each.field} occurs twice" for each in faults)
    if values is None:
        return {}, {}
    if not isinstance(values, dict):
        valid = [each.name for each in fields(Settings)]
        raise BroadsheetError(f"{file} holds no settings", received=values, valid=valid)
    return values, locations
