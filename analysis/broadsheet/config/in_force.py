"""The settings in force as rows: each with its value and where the value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from broadsheet.config.reading import FILE
from broadsheet.config.secrets import find_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.config.reading import Configuration

__all__ = ["rows_in_force", "secrets_of"]

_MASK = "********"


def rows_in_force(configuration: Configuration) -> list[dict[str, str | None]]:
    """A row for each setting: `setting`, `value` and `from`; for each secret, with a mask.

    A setting that is not given is from `default`.
    """
    rows: list[dict[str, str | None]] = [
        {"setting": key, "value": value, "from": _origin(configuration, key)}
        for key, value in _leaves(configuration.settings)
    ]
    for name in secrets_of(configuration):
        secret = find_secret(name)
        shown, origin = (_MASK, secret.origin) if secret else (None, "nowhere")
        rows.append({"setting": f"secret {name}", "value": shown, "from": origin})
    return rows


def secrets_of(configuration: Configuration) -> list[str]:
    """The names of the secrets that the settings need."""
    settings = configuration.settings
    names = ["mail_password"] if settings.mail and settings.mail.user else []
    return names + [f"webhook_{name}" for name in settings.webhooks]


def _origin(configuration: Configuration, key: str) -> str:
    """Where a setting comes from; one that holds others, from where the first of these does."""
    if key in configuration.origins:  # a variable goes before the lines of a list in the file
        return configuration.origins[key]
    for known, origin in configuration.origins.items():
        if known.startswith(f"{key}."):
            return origin
    return "default" if configuration.origins else f"default (no {FILE})"


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, str | None]]:
    """Keys with dots, and values as text; a dataclass and a mapping have keys of their own."""
    prefix = f"{key}." if key else ""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _leaves(getattr(value, each.name), f"{prefix}{each.name}")
    elif isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{prefix}{name}")
    else:
        yield key, _text(value)


def _text(value: object) -> str | None:
    if value is None or value in ((), {}):
        return None
    if isinstance(value, list | tuple):
        return ", ".join(str(_text(each)) for each in value)
    if isinstance(value, Mapping):
        return " ".join(f"{name}={_text(each)}" for name, each in value.items())
    return str(value)
