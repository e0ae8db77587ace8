"""A report that is a Jupyter notebook: its settings, and its cells.

The settings are the front matter in a first raw cell, as Quarto writes it, and are those of any
other report.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from broadsheet.errors import ReportError
from broadsheet.report.source.settings import ReportSettings, read_settings

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENDING", "Cell", "CellKind", "read_notebook"]

ENDING = ".ipynb"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\Z", re.DOTALL | re.MULTILINE)
_FORMAT = 4


class CellKind(StrEnum):
    """The kinds of cells that a page is made of; raw cells are left out."""

    CODE = "code"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class Cell:
    """A cell as written: its kind, its source and its tags."""

    kind: CellKind
    source: str
    tags: frozenset[str] = frozenset()


def read_notebook(path: Path) -> tuple[ReportSettings, tuple[Cell, ...]]:
    """Read the settings and the cells of a notebook; outputs that are kept in it are ignored.

    Raises:
        ReportError: The file can't be read, or is no notebook of format 4, or a setting is wrong.
    """
    try:
        notebook = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ReportError(f"can't read the report {path}: {error.strerror}") from error
    except ValueError as error:
        raise ReportError(f"{path.name} is no notebook: {error}") from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != _FORMAT:
        hint = "open it in Jupyter and save it"
        raise ReportError(f"{path.name} is no notebook of format {_FORMAT}", hint=hint)
    written: list[dict[str, Any]] = notebook.get("cells", [])
    settings = ReportSettings()
    if written and written[0]["cell_type"] == "raw":
        match = _FRONT_MATTER.match(_source(written[0]).strip())
        settings = read_settings(match["yaml"], path.name) if match else settings
    kinds = set(CellKind)
    return settings, tuple(_cell(cell) for cell in written if cell["cell_type"] in kinds)


def _cell(cell: dict[str, Any]) -> Cell:
    tags = cell.get("metadata", {}).get("tags", ())
    return Cell(CellKind(cell["cell_type"]), _source(cell), frozenset(tags))


def _source(cell: dict[str, Any]) -> str:
    """A cell's text, which a file holds as one text or as lines."""
    return "".join(cell["source"])
