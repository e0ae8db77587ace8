"""The package of charts: its names, and what all figures have in common."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pyarrow as pa
import pytest

import broadsheet
from broadsheet import charts
from broadsheet.charts import kinds
from kit.figures import notes, svg

ONE = pa.table({"items": [1], "provider": ["Rumours"]})


def test_title_is_drawn_and_kept() -> None:
    """The title is drawn in the figure, and is its label."""
    figure = charts.bar(ONE, x="items", y="provider", title="Who covered most")
    assert figure.get_label() == "Who covered most"
    assert notes(figure) == ["Who covered most"]


def test_long_title_is_wrapped() -> None:
    """A title wider than the figure takes several lines, and no word is lost."""
    title = "Who covered most of what there was to cover " * 4
    lines = notes(charts.bar(ONE, x="items", y="provider", title=title))
    assert len(lines) > 1
    assert " ".join(lines) == title.strip()


def test_unit_is_above_the_plot() -> None:
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
    plain = svg(charts.bar(ONE, x="items", y="provider"))
    assert dict(mpl.rcParams) == before
    with mpl.rc_context({"text.color": "pink", "axes.spines.top": True, "font.size": 30}):
        assert svg(charts.bar(ONE, x="items", y="provider")) == plain


def test_letters_without_a_glyph_are_silent() -> None:
    """A name in a script that no font has is drawn without a warning."""
    data = pa.table({"items": [1], "provider": ["朝日新聞"]})
    assert "朝日新聞" in svg(charts.bar(data, x="items", y="provider"))


def test_a_saved_chart_is_the_same_whatever_pyplot_did(tmp_path: Path) -> None:
    """A chart that is saved has its own size and ground."""

    def saved() -> bytes:
        charts.bar(ONE, x="items", y="provider").savefig(tmp_path / "chart.png")
        return (tmp_path / "chart.png").read_bytes()

    before = saved()
    with mpl.rc_context({"savefig.bbox": "tight", "savefig.dpi": 30, "figure.dpi": 40}):
        assert saved() == before


def test_a_table_that_exports_an_arrow_stream_is_drawn() -> None:
    """A table of another library, such as polars, is read through Arrow's C stream."""

    class Table:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return ONE.__arrow_c_stream__(requested_schema)

    assert svg(charts.bar(Table(), x="items", y="provider")) == svg(  # type: ignore[arg-type]
        charts.bar(ONE, x="items", y="provider")
    )


def test_completion_offers_the_kinds_alone() -> None:
    """`broadsheet.charts.` completes to kinds of charts."""
    assert dir(broadsheet.charts) == list(charts.chart_kinds())


def test_exported_names_exist() -> None:
    """All kinds are exported beside these names, sorted, and each can be loaded."""
    others = {"DARK", "LIGHT", "Drawing", "Palette", "css_variables", "draw", "to_png", "to_svg"}
    others |= {"chart_kinds", "example_data"}
    assert charts.__all__ == sorted(others | set(charts.chart_kinds()))
    assert all(hasattr(charts, name) for name in charts.__all__)


def test_a_kind_hides_no_module() -> None:
    """No public name of a chart is the name of a package or module of charts."""
    modules = {"data", "drawing", "examples", "kinds"}
    assert not modules & set(charts.__all__)


def test_an_unknown_name_is_no_attribute() -> None:
    """A name that is not there is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match=r"'broadsheet\.charts' has no attribute 'pie'"):
        _ = charts.pie  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", [charts, kinds], ids=lambda module: module.__name__)
def test_examples_of_docstrings_run(module: object) -> None:
    """The examples in the docstrings print what they say."""
    ran = doctest.testmod(module)  # type: ignore[arg-type]
    assert ran.attempted
    assert not ran.failed


def test_heavy_libraries_stay_away() -> None:
    """The package loads no matplotlib; charts load no pandas, no DuckDB and no pyplot.

    The example's data is made in the middle because pyarrow loads pandas to convert Python lists.
    """
    script = """
import json, sys
from broadsheet import charts
imported = "matplotlib" in sys.modules
for name in charts.__all__:
    getattr(charts, name)
loaded = sorted({"matplotlib", "pandas", "duckdb"} & sys.modules.keys())
figure = charts.bar(charts.example_data("bar"), x="items", y="provider")
charts.to_svg(figure, ident="a", title="", description="", themed=True)
print(json.dumps([imported, loaded, "matplotlib.pyplot" in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert json.loads(done.stdout) == [False, ["matplotlib"], False]
