"""The matplotlib style of charts: ink on paper, one accent, one typeface, thin rules.

This is the one module of `style` that imports matplotlib.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from matplotlib import style
from matplotlib.font_manager import fontManager

from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "FINE_LINE_WIDTH",
    "FONT_FAMILY",
    "HAIRLINE",
    "LINE_WIDTH",
    "RULE_WIDTH",
    "SMALL_SIZE",
    "TEXT_SIZE",
    "TITLE_SIZE",
    "chart_style",
]

FONT_FAMILY = "Source Sans Pro"

TITLE_SIZE = 11.0  # points, as all sizes and widths below
TEXT_SIZE = 9.0
SMALL_SIZE = 8.0

HAIRLINE = 0.5
RULE_WIDTH = 0.8
LINE_WIDTH = 1.8
FINE_LINE_WIDTH = 1.0


_SETTINGS: Mapping[str, object] = MappingProxyType(
    {
        "axes.facecolor": "none",
        "axes.spines.bottom": False,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.unicode_minus": True,
        "figure.facecolor": "none",
        "font.family": [FONT_FAMILY, "DejaVu Sans"],
        "font.size": TEXT_SIZE,
        "path.simplify": False,
        "path.snap": False,
        "savefig.facecolor": "auto",
        "svg.fonttype": "none",
        "svg.hashsalt": "broadsheet",
        "text.color": LIGHT.ink,
        "text.hinting": "none",  # or pixels would make text wider than it was measured
        "text.parse_math": False,
        "xtick.bottom": False,
        "xtick.color": LIGHT.ink_muted,
        "xtick.labelsize": SMALL_SIZE,
        "xtick.major.pad": 7,
        "xtick.major.size": 0,
        "ytick.color": LIGHT.ink_muted,
        "ytick.labelsize": SMALL_SIZE,
        "ytick.left": False,
        "ytick.major.pad": 6,
        "ytick.major.size": 0,
    }
)


@contextmanager
def chart_style() -> Iterator[None]:
    """Apply the style within a `with` block or a decorated function.

    It starts from matplotlib's defaults, so settings made outside have no effect. Characters that
    no font has are drawn as boxes without a warning: news is written in every script.
    """
    _register_fonts()
    with style.context(["default", dict(_SETTINGS)]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        yield


@cache
def _register_fonts() -> None:
    folder = files("font_source_sans_pro") / "files"
    for face in ("Regular", "Bold", "It"):
        fontManager.addfont(str(folder / f"SourceSansPro-{face}.ttf"))
