"""Draws how processor time grows with the number of documents, on logarithmic axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter, NullFormatter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from growth import Growth

__all__ = ["draw"]

_LINES = {
    "first": "first load",
    "derive": "derive",
    "addresses": "ten addresses",
    "scores": "ten scores",
    "added": "ten more",
    "queries": "ten queries",
    "report": "report",
    "same": "nothing new",
}
_APART = 1.25
"""How many times higher a label is at least than the one below it."""


def draw(grown: Sequence[Growth], file: Path) -> None:
    """Draw a line for each measurement, with its name at its end."""
    documents = [each.documents for each in grown]
    with plt.rc_context({"svg.hashsalt": "scale", "font.size": 9}):
        figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
        ends = []
        for name, label in _LINES.items():
            seconds = [getattr(each, name).cpu for each in grown]
            (line,) = axes.plot(documents, seconds, marker="o", markersize=3)
            ends.append((seconds[-1], label, line.get_color()))
        lowest = 0.0
        for end, label, color in sorted(ends):
            lowest = max(end, lowest * _APART)
            axes.annotate(
                label,
                (documents[-1], lowest),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                color=color,
            )
        axes.set(xscale="log", yscale="log", xlabel="documents", ylabel="processor seconds")
        axes.margins(x=0.22)
        axes.set_xticks(documents)
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(file, metadata={"Date": None})
        plt.close(figure)
