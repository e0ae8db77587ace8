"""Settings: `broadsheet.yaml` in the working folder, and environment variables over it."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import BroadsheetError

__all__ = ["Settings", "read_settings"]

_FILE = "broadsheet.yaml"


@dataclass(frozen=True)
class Settings:
    """What commands use where no option says otherwise.

    Attributes:
        lake: The lake's folder; `BROADSHEET_LAKE` overrides it.
        reports: The folder of the user's report documents.
        limits: The limits of a load.
    """

    lake: str = "lake"
    reports: str = "reports"
    limits: Limits = DEFAULT_LIMITS


def read_settings(folder: Path | None = None) -> Settings:
    """Read the settings for a working folder.

    Raises:
        BroadsheetError: The file is not YAML, or has an unknown setting or a wrong value.
    """
    given = _read(Path(folder or ".") / _FILE)
    lake = os.environ.get("BROADSHEET_LAKE")
    return Settings(**given | ({"lake": lake} if lake else {}))


def _read(file: Path) -> dict[str, Any]:
    import yaml

    try:
        values = yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).partition("\n")[0]
        raise BroadsheetError(f"can't read {file}: {reason}") from error
    if values is None:
        return {}
    values = _named(file, values, Settings)
    for name, value in values.items():
        if name != "limits" and not isinstance(value, str):
            raise BroadsheetError(f"{file}: {name} must be text", received=value)
    return values | ({"limits": _limits(file, values["limits"])} if "limits" in values else {})


def _limits(file: Path, values: object) -> Limits:
    given = _named(f"{file}: limits", values, Limits)
    for name, value in given.items():
        if type(value) is not int or value < 1:
            raise BroadsheetError(f"{file}: {name} must be a whole number above 0", received=value)
    return Limits(**given)


def _named(place: object, values: object, kind: type[Settings | Limits]) -> dict[str, Any]:
    """Settings as given, if each is a field of this kind.

    Raises:
        BroadsheetError: They are no mapping, or one is unknown.
    """
    valid = [field.name for field in fields(kind)]
    if not isinstance(values, dict):
        raise BroadsheetError(f"{place} holds no settings", received=values, valid=valid)
    for name in values:
        if name not in valid:
            raise BroadsheetError(f"{place} has an unknown setting", received=name, valid=valid)
    return values
