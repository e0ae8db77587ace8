"""The ready mappings: the YAML files of `profiles/`, found by scanning the folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from broadsheet.errors import BroadsheetError

__all__ = ["profile_fields", "profile_names"]

_FOLDER = Path(__file__).parent / "profiles"


@cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, in order."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


@cache
def profile_fields(name: str) -> dict[str, str | tuple[str, ...]]:
    """The fields of a profile.

    Raises:
        UnknownProfileError: There is no such profile.
    """
    if name not in profile_names():
        raise UnknownProfileError(name)
    import yaml  # a load without a profile does without

    fields = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))["fields"]
    return {ours: tuple(s) if isinstance(s, list) else s for ours, s in fields.items()}


class UnknownProfileError(BroadsheetError, ValueError):
    """There is no such profile. A `ValueError` too: what checks settings takes those."""

    def __init__(self, name: str) -> None:
        super().__init__("no such profile", received=name, valid=profile_names())
