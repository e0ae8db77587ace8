"""The script and the style of tips: what appears where a reader points at a mark of a chart.

Pages of reports have them, and charts in a notebook.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["tips_script", "tips_style"]

_HERE = files("broadsheet.style")


@cache
def tips_script() -> str:
    """The script of a page whose `<main>` holds charts."""
    return (_HERE / "tips.js").read_text("utf-8")


@cache
def tips_style() -> str:
    """The style of tips, in the page's variables."""
    return (_HERE / "tips.css").read_text("utf-8")
