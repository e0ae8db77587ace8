"""New reports: a small whole one to go on from."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["start_report"]

_NAME = re.compile(r"\w[\w-]*")
_TAKEN = ("new",)
_TEMPLATE = files("broadsheet.report") / "templates" / "new_report.md"


def start_report(name: str, folder: Path) -> Path:
    """Write a small whole report to go on from.

    Args:
        name: The report's name, which is its file's too.
        folder: The folder of one's own reports; made where it is missing.

    Raises:
        ReportError: The name is not valid or exists already, or the file can't be written.
    """
    if not _NAME.fullmatch(name) or name in _TAKEN:
        problem = "a report's name has letters, digits, - and _, and is not new"
        raise ReportError(problem, received=name)
    path = folder / f"{name}.md"
    title = name.replace("-", " ").replace("_", " ").capitalize()
    text = _TEMPLATE.read_text("utf-8").replace("TITLE", title)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise ReportError(f"{path} exists already", hint="choose another name") from error
    except OSError as error:
        raise ReportError(f"can't write {path}: {error.strerror or error}") from error
    return path
