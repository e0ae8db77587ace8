"""Settings: `broadsheet.yaml` in the working folder, the environment over it, and secrets."""

from __future__ import annotations

from broadsheet.config.reading import read_settings
from broadsheet.config.settings import Settings

__all__ = ["Settings", "read_settings"]
