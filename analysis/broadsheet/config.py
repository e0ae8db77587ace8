"""Settings: `broadsheet.yaml` in the working folder, and the environment above it."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from broadsheet.errors import BroadsheetError

__all__ = ["Settings", "read_settings"]

_FILE = "broadsheet.yaml"


@dataclass(frozen=True)
class Settings:
    """What commands use where an option is not given.

    Attributes:
        lake: The lake's folder; `BROADSHEET_LAKE` overrides it.
        reports: The folder of one's own report documents.
    """

    lake: str = "lake"
    reports: str = "reports"


def read_settings(folder: Path | None = None) -> Settings:
    """Read the settings for a working folder.

    Raises:
        BroadsheetError: The file is not YAML, or holds what it should not.
    """
    given = _read(Path(folder or ".") / _FILE)
    lake = os.environ.get("BROADSHEET_LAKE")
    return Settings(**given | ({"lake": lake} if lake else {}))


def _read(file: Path) -> dict[str, str]:
    try:
        values = yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).partition("\n")[0]
        raise BroadsheetError(f"can't read {file}: {reason}") from error
    if values is None:
        return {}
    valid = [field.name for field in fields(Settings)]
    if not isinstance(values, dict):
        raise BroadsheetError(f"{file} holds no settings", valid=valid)
    for name, value in values.items():
        if name not in valid:
            raise BroadsheetError(f"{file} has an unknown setting", received=name, valid=valid)
        if not isinstance(value, str):
            raise BroadsheetError(f"{file}: {name} must be text", received=value)
    return values
