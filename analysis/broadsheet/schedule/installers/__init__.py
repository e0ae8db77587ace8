"""What calls `broadsheet schedule run` in time: a module for each, found by scanning this folder.

An installer has `NAME`, `text(call)`, which is what it installs, `install(call)` and
`uninstall(call)`. These return what they did and what the user does next, in lines.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Call", "installer", "installers", "this_call"]


@dataclass(frozen=True)
class Call:
    """The command to call, and how often.

    Attributes:
        folder: The working folder, with `broadsheet.yaml`.
        program: The path of the program `broadsheet`.
        minutes: The minutes between two calls.
    """

    folder: Path
    program: Path
    minutes: int

    @property
    def name(self) -> str:
        """A name for units and files, after the working folder."""
        word = "".join(sign if sign.isalnum() else "-" for sign in self.folder.name).strip("-")
        return f"broadsheet-{word or 'schedule'}".lower()


def this_call(minutes: int) -> Call:
    """The call of the program that runs, in the folder that it runs in."""
    given = Path(sys.argv[0])
    found = shutil.which("broadsheet") if given.name != "broadsheet" else str(given)
    program = found or str(Path(sys.executable).with_name("broadsheet"))
    return Call(Path.cwd(), Path(os.path.abspath(program)), minutes)  # noqa: PTH100 - keeps links


@cache
def installers() -> dict[str, ModuleType]:
    """The installers by name."""
    found = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    return {module.NAME: module for module in found}


def installer(name: str) -> ModuleType:
    """The installer of a name.

    Raises:
        BroadsheetError: There is none.
    """
    if name not in installers():
        raise BroadsheetError("no such installer", received=name, valid=installers())
    return installers()[name]
