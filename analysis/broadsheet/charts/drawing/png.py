"""A figure as PNG, on the color of paper: for places that show no SVG, such as mail."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["to_png"]

_METADATA = {"Software": None}  # else the bytes change with matplotlib's version


def to_png(figure: Figure, dpi: float) -> bytes:
    """The figure as PNG in light colors, on an opaque ground that any background suits.

    Args:
        figure: The figure of a chart, or any other figure of matplotlib.
        dpi: Pixels to an inch of the figure.
    """
    image = BytesIO()
    figure.savefig(image, format="png", dpi=dpi, facecolor=LIGHT.paper, metadata=_METADATA)
    return image.getvalue()
