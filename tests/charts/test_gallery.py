"""The gallery: its page and stub are current, its pictures are there, and charts look the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.text import Annotation

from broadsheet import charts
from kit.figures import parsed

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
every = pytest.mark.parametrize("kind", charts.chart_kinds())


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    """The example of each kind."""
    return {kind: gallery.figure(kind) for kind in charts.chart_kinds()}


def words(markup: str) -> list[str]:
    """All that is written in a picture, and its tips."""
    return [each.text or "" for each in parsed(markup).iter() if each.tag in {"text", "title"}]


def test_the_page_is_current() -> None:
    """`docs/reference/charts.md` is what the script writes; renew it with `make gallery`."""
    assert (PROJECT / "docs" / "reference" / "charts.md").read_text("utf-8") == gallery.page()


def test_the_code_of_the_page_runs() -> None:
    """Each block of the page runs after the one before, and each draws a figure."""
    blocks = gallery.page().split("```python\n")[1:]
    names: dict[str, object] = {}
    exec(blocks[0].split("```")[0], names)  # noqa: S102 (our own page)
    drawn = [eval(block.split("```")[0], names) for block in blocks[1:]]  # noqa: S307 (our own page)
    assert [type(each).__name__ for each in drawn] == ["ChartFigure"] * len(charts.chart_kinds())


def test_the_stub_is_current() -> None:
    """Type checkers see the names that are loaded; renew the stub with `make gallery`."""
    assert Path(charts.__file__).with_suffix(".pyi").read_text("utf-8") == gallery.stub()


def test_no_picture_is_left_over() -> None:
    """There is a picture and a golden picture of each kind, and of nothing else."""
    for folder, ending in ((PROJECT / "docs" / "reference" / "charts", ".svg"), (GOLDEN, ".png")):
        assert sorted(folder.iterdir()) == [
            folder / f"{kind}{ending}" for kind in charts.chart_kinds()
        ]


@every
def test_pictures_say_what_is_drawn(kind: str, figures: dict[str, Figure]) -> None:
    """A picture in `docs/reference/charts` has the words and tips of the chart as drawn today."""
    kept = (PROJECT / "docs" / "reference" / "charts" / f"{kind}.svg").read_text("utf-8")
    assert words(kept) == words(gallery.picture(kind, figures[kind]))


@every
def test_charts_look_as_they_did(kind: str, figures: dict[str, Figure], tmp_path: Path) -> None:
    """A chart is like its golden picture; look at a wanted change, then `make gallery`."""
    drawn = tmp_path / f"{kind}.png"
    gallery.golden(figures[kind], drawn)
    difference = compare_images(str(GOLDEN / drawn.name), str(drawn), tol=TOLERANCE)
    assert difference is None, difference


def test_a_moved_label_is_noticed(tmp_path: Path) -> None:
    """The tolerance is small enough that one label a tenth of an inch too low is seen."""
    moved: Figure = gallery.figure("bar")
    label = moved.axes[0].texts[4]
    assert isinstance(label, Annotation)
    label.xyann = (label.xyann[0], label.xyann[1] - 7.2)
    drawn = tmp_path / "bar.png"
    gallery.golden(moved, drawn)
    assert compare_images(str(GOLDEN / "bar.png"), str(drawn), tol=TOLERANCE)
