"""The gallery: its page is current, its pictures are there, and charts look as they did."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.text import Annotation

from broadsheet import charts

PROJECT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 1.2  # root mean square of 255; one label a tenth of an inch too low makes 1.4 to 7


def read_gallery() -> ModuleType:
    """The script that draws the gallery."""
    spec = importlib.util.spec_from_file_location("gallery", PROJECT / "docs/make_gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gallery = read_gallery()
every = pytest.mark.parametrize("draw", gallery.GALLERY, ids=lambda draw: draw.__name__)


def words(markup: str) -> list[str]:
    """All that is written in a picture."""
    root = ET.fromstring(markup)  # noqa: S314 (we wrote it)
    return [each.text or "" for each in root.iter() if each.tag.endswith("text")]


def test_the_page_is_current() -> None:
    """`docs/reference/charts.md` is what the script writes; renew it with `make gallery`."""
    assert (PROJECT / "docs/reference/charts.md").read_text("utf-8") == gallery.page()


def test_every_chart_is_in_the_gallery() -> None:
    """Each function of `broadsheet.charts` that draws is shown."""
    others = {"css_variables", "drawing", "to_svg"}
    drawing = {name for name in charts.__all__ if name.islower()} - others
    assert {draw.__name__ for draw in gallery.GALLERY} == drawing


@every
def test_pictures_say_what_is_drawn(draw: Callable[[], Figure]) -> None:
    """A picture in `docs/reference/charts` holds the words of the chart as it is drawn today."""
    kept = (PROJECT / "docs/reference/charts" / f"{draw.__name__}.svg").read_text("utf-8")
    assert words(kept) == words(gallery.picture(draw))


@every
def test_charts_look_as_they_did(draw: Callable[[], Figure], tmp_path: Path) -> None:
    """A chart is like its golden picture; look at a wanted change, then `make gallery`."""
    drawn = tmp_path / f"{draw.__name__}.png"
    gallery.golden(draw, drawn)
    told = compare_images(str(GOLDEN / drawn.name), str(drawn), tol=TOLERANCE)
    assert told is None, told


def test_a_moved_label_is_noticed(tmp_path: Path) -> None:
    """The tolerance is small enough that one label a tenth of an inch too low is seen."""

    def moved() -> Figure:
        figure: Figure = gallery.bar()
        label = figure.axes[0].texts[4]
        assert isinstance(label, Annotation)
        label.xyann = (label.xyann[0], label.xyann[1] - 7.2)
        return figure

    drawn = tmp_path / "bar.png"
    gallery.golden(moved, drawn)
    assert compare_images(str(GOLDEN / "bar.png"), str(drawn), tol=TOLERANCE)
