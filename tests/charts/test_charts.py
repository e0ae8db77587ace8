"""What all charts have in common."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import matplotlib as mpl
import pyarrow as pa
import pytest

from broadsheet import charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

EMPTY = pa.table({"day": pa.array([], pa.date32()), "items": pa.array([], pa.int64())})
NULLS = pa.table({"day": pa.array([None], pa.date32()), "items": pa.array([None], pa.int64())})
ONE = pa.table({"items": [1], "provider": ["Rumours"]})

CHARTS: list[Callable[[pa.Table], Figure]] = [
    lambda data: charts.bar(data, x="items", y="day", title="Items"),
    lambda data: charts.line(data, x="day", y="items", title="Items"),
    lambda data: charts.histogram(data, x="items", y="items", title="Items"),
    lambda data: charts.heatmap(data, x="day", y="day", value="items", title="Items"),
    lambda data: charts.dumbbell(data, x=("items", "items"), y="day", title="Items"),
    lambda data: charts.slope(data, x=("items", "items"), y="day", title="Items"),
    lambda data: charts.area(data, x="day", y="items", series="day", title="Items"),
    lambda data: charts.box(data, x="items", y="day", title="Items"),
    lambda data: charts.scatter(data, x="items", y="items", title="Items"),
    lambda data: charts.calendar(data, x="day", value="items", title="Items"),
    lambda data: charts.bump(data, x="day", y="items", series="day", title="Items"),
]


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("data", [EMPTY, NULLS])
def test_no_data_is_said(draw: Callable[[pa.Table], Figure], data: pa.Table) -> None:
    """Without data there are no axes, but a sentence in a low figure."""
    figure = draw(data)
    assert not figure.axes
    assert [text.get_text() for text in figure.texts] == ["Items", "No data for this period."]
    assert figure.get_figheight() < 1.5


def test_title_is_drawn_and_kept() -> None:
    """The title stands in the figure, which is also labelled with it."""
    figure = charts.bar(ONE, x="items", y="provider", title="Who covered most")
    assert figure.get_label() == "Who covered most"
    assert [text.get_text() for text in figure.texts] == ["Who covered most"]


def test_title_can_be_left_to_the_page() -> None:
    """A page sets its own title; the figure is then lower and still labelled."""
    drawn, bare = (
        charts.bar(ONE, x="items", y="provider", title="Who", show_title=show)
        for show in (True, False)
    )
    assert bare.get_label() == "Who"
    assert not bare.texts
    assert bare.get_figheight() < drawn.get_figheight()


def test_long_title_is_wrapped() -> None:
    """A title wider than the figure takes several lines, and no word is lost."""
    title = "Who covered most of what there was to cover " * 4
    figure = charts.bar(ONE, x="items", y="provider", title=title)
    lines = [text.get_text() for text in figure.texts]
    assert len(lines) > 1
    assert " ".join(lines) == title.strip()


def test_unit_stands_above_the_plot() -> None:
    """A unit is written once, above, in muted ink."""
    figure = charts.bar(ONE, x="items", y="provider", unit="Distinct items")
    (text,) = figure.texts
    assert (text.get_text(), text.get_color()) == ("Distinct items", charts.LIGHT.ink_muted)


def test_width_can_be_chosen() -> None:
    """A chart for half a column is drawn at that width."""
    figure = charts.bar(ONE, x="items", y="provider", inches=3.3)
    assert figure.get_figwidth() == pytest.approx(3.3)


def test_settings_outside_are_left_alone() -> None:
    """Drawing changes no setting of matplotlib's, nor do settings change the drawing."""
    before = dict(mpl.rcParams)
    plain = to_svg(charts.bar(ONE, x="items", y="provider"))
    assert dict(mpl.rcParams) == before
    with mpl.rc_context({"text.color": "pink", "axes.spines.top": True, "font.size": 30}):
        assert to_svg(charts.bar(ONE, x="items", y="provider")) == plain


def test_letters_without_a_glyph_are_silent() -> None:
    """A name in a script that no font has is drawn without complaint."""
    data = pa.table({"items": [1], "provider": ["朝日新聞"]})
    assert "朝日新聞" in to_svg(charts.bar(data, x="items", y="provider"))


def test_notebooks_show_a_picture() -> None:
    """A figure shows itself in a notebook as a PNG on the colour of paper."""
    picture = charts.bar(ONE, x="items", y="provider")._repr_png_()
    assert picture.startswith(b"\x89PNG")


def test_exported_names_exist() -> None:
    """All exported names are there."""
    assert all(hasattr(charts, name) for name in charts.__all__)


def test_pyplot_stays_away() -> None:
    """A chart is drawn without pyplot, its windows and its memory of figures."""
    script = """
import sys, pyarrow as pa
from broadsheet import charts
figure = charts.bar(pa.table({"x": [1], "y": ["a"]}), x="x", y="y")
charts.to_svg(figure, ident="a", title="", description="", themed=True)
sys.exit("matplotlib.pyplot" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_other_libraries_stay_away() -> None:
    """Charts themselves load neither pandas nor DuckDB."""
    script = "import sys, broadsheet.charts; sys.exit(bool({'pandas', 'duckdb'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def to_svg(figure: Figure) -> str:
    """The figure's markup."""
    return charts.to_svg(figure, ident="a", title="t", description="d", themed=False)
