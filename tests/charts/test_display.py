"""Charts in a notebook: the same whatever pyplot did, and with tips on request."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

import matplotlib as mpl
import pytest

from broadsheet import charts
from broadsheet.charts.drawing.figure import ChartFigure
from broadsheet.charts.kinds import chart_kind
from kit.cells import Cells

KINDS = pytest.mark.parametrize("name", charts.chart_kinds())
INLINE = """
from IPython.core.pylabtools import select_figure_formats
import matplotlib
select_figure_formats(get_ipython(), {"png", "svg"}, bbox_inches="tight")  # as %matplotlib inline
matplotlib.rcParams.update({
    "savefig.bbox": "tight", "savefig.transparent": True, "figure.dpi": 40, "font.size": 30,
    "axes.facecolor": "black", "text.color": "white", "lines.linewidth": 9, "axes.grid": True,
})
"""


def figure_of(name: str) -> ChartFigure:
    """The example of a kind."""
    kind = chart_kind(name)
    figure = kind.draw(kind.example.table(), **kind.example.options)
    assert isinstance(figure, ChartFigure)
    return figure


def hash_of(picture: bytes) -> str:
    """What stands for a picture: bytes would be long in a message."""
    return sha256(picture).hexdigest()


def page_in(frame: str) -> str:
    """The page that a frame holds."""
    return unescape(frame.partition('srcdoc="')[2].partition('" sandbox="allow-scripts')[0])


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """The hash of the picture of each kind, before pyplot did anything."""
    return {name: hash_of(figure_of(name)._repr_png_()) for name in charts.chart_kinds()}


@pytest.fixture(scope="module")
def cells(plain: dict[str, str]) -> Iterator[Cells]:  # noqa: ARG001 - pictures come first
    """A shell in which pyplot's inline figures and settings are on."""
    with Cells() as made, mpl.rc_context():
        made.run(INLINE)
        yield made


@KINDS
def test_a_chart_looks_the_same_whatever_pyplot_did(
    cells: Cells, plain: dict[str, str], name: str
) -> None:
    """IPython shows an opaque PNG of the same bytes, as it would with no inline figures."""
    (displayed,) = cells.displayed(figure_of(name))
    assert hash_of(displayed["image/png"]) == plain[name]
    assert displayed.keys() == {"image/png", "text/plain"}


@KINDS
def test_hover_shows_the_chart_as_a_page_does(cells: Cells, name: str) -> None:
    """With `hover`, the chart is a frame with its tips and their script, and a PNG beside it."""
    figure = figure_of(name)
    figure.hover = True
    (displayed,) = cells.displayed(figure)
    assert displayed["image/png"].startswith(b"\x89PNG")
    page = page_in(displayed["text/html"])
    assert "default-src 'none'" in page
    assert "data-spots=" in page or "<title>" in page.partition("<svg")[2].partition("</title>")[2]


def test_a_title_is_no_markup(cells: Cells) -> None:
    """A hostile title ends neither the frame nor the page in it."""
    title = '"></iframe><script>alert(1)</script>'
    figure = charts.bar(
        charts.example_data("bar"), x="items", y="provider", title=title, hover=True
    )
    (displayed,) = cells.displayed(figure)
    frame = displayed["text/html"]
    assert frame.count("<iframe") == frame.count("</iframe>") == 1
    assert "<script>alert" not in page_in(frame)


def test_importing_charts_leaves_ipython_alone() -> None:
    """No import registers anything with IPython, and none loads it."""
    code = (
        "import sys, broadsheet.charts.drawing.figure, broadsheet.charts.drawing.hover\n"
        "assert 'IPython' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
