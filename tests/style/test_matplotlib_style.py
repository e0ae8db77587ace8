"""The matplotlib style of charts."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findfont

from broadsheet.style.matplotlib_style import FONT_FAMILY, TEXT_SIZE, chart_style
from broadsheet.style.palette import LIGHT


def test_the_style_ends_with_its_block() -> None:
    """Inside are the project's settings, afterwards those from before."""
    before = dict(mpl.rcParams)
    with chart_style():
        assert mpl.rcParams["text.color"] == LIGHT.ink
        assert mpl.rcParams["font.size"] == TEXT_SIZE
    assert dict(mpl.rcParams) == before


def test_settings_outside_have_no_effect() -> None:
    """The style begins at matplotlib's defaults, not at what was set outside."""
    with chart_style():
        plain = dict(mpl.rcParams)
    with mpl.rc_context({"lines.linewidth": 30, "text.color": "pink"}), chart_style():
        assert dict(mpl.rcParams) == plain


def test_the_typeface_is_found() -> None:
    """The typeface comes with the package, so no other is substituted."""
    with chart_style():
        path = findfont(FontProperties(family=FONT_FAMILY), fallback_to_default=False)
    assert "SourceSansPro" in path
