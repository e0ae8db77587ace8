"""Sheets: each chart in one width, smaller where that fills the sheet."""

from __future__ import annotations

import re

from markupsafe import Markup

from broadsheet.report.typesetting.blocks import Block
from broadsheet.report.typesetting.sheets import Around, on_sheets

CHART = (
    '<figure><div class="chart wide"><svg width="496.8pt" height="{0}pt"></svg></div>\n'
    '<div class="chart narrow"><svg width="230.4pt" height="{0}pt"></svg></div>\n</figure>'
)


def chart(points: int) -> Markup:
    """A figure whose two drawings are so high."""
    return Markup(CHART.format(points))  # noqa: S704 - made here


def sizes(html: str) -> list[tuple[float, float]]:
    """The width and height of each chart."""
    found = re.findall(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"', html)
    return [(float(width), float(height)) for width, height in found]


def test_a_chart_is_printed_once_in_its_full_width() -> None:
    """Where there is room, the wide drawing is printed as it is, without the narrow one."""
    assert sizes(on_sheets([Block(figures=(chart(200),))], Around())) == [(496.8, 200)]


def test_charts_are_smaller_where_they_fill_one_sheet() -> None:
    """Two charts that need a little more than a sheet share it, in their proportions."""
    blocks = [Block(figures=(chart(345),)), Block(figures=(chart(345),))]
    found = sizes(on_sheets(blocks, Around()))
    assert len(found) == 2
    assert sum(height for _, height in found) < 680
    assert all(abs(height / width - 345 / 496.8) < 0.001 for width, height in found)


def test_two_charts_are_in_one_row_where_that_fills_a_sheet() -> None:
    """Two charts below each other that need a second sheet are printed narrow, in one row."""
    blocks = [Block(figures=(chart(400),)), Block(figures=(chart(230), chart(240)))]
    html = on_sheets(blocks, Around())
    assert sizes(html)[1:] == [(230.4, 230), (230.4, 240)]
    assert '<div class="columns">' in html


def test_the_foot_of_a_page_has_no_sheet_of_its_own() -> None:
    """A section that would fit begins the last sheet, rather than that the foot is alone there."""
    words = (Markup("<p>Words.</p>"),)
    long = Markup("<p>{}</p>").format("The river is high again. " * 147)
    blocks = [Block((long,)), Block(alone=Markup("<h2>Last</h2>\n")), Block(words)]
    foot = "<footer><p>" + "Set in two typefaces. " * 60 + "</p></footer>"
    html = on_sheets(blocks, Around(foot=foot))
    assert html.index('class="page-break"') < html.index("<h2>")


def test_figures_beside_each_other_stay_so() -> None:
    """Of two figures in a row one may have a narrow drawing; the row is not set beside words."""
    other = Markup(
        '<figure><div class="chart wide"><svg width="237.6pt" height="100pt"></svg></div></figure>'
    )
    row = Markup('<div class="columns"><div>{}</div><div>{}</div></div>').format(chart(100), other)
    words = (Markup("<p>Words.</p>"),)
    filler = Block(figures=(chart(500),))
    html = on_sheets([filler, Block(words, (row,))], Around())
    assert sizes(html)[1:] == [(496.8, 100), (237.6, 100)]
    assert 'class="block beside"' not in html


def test_a_chart_beside_its_words_is_smaller_where_that_fills_the_sheet() -> None:
    """A figure that fits beside its words only if it is smaller is set so."""
    words = (Markup("<p>Words.</p>"),)
    blocks = [
        Block(words * 22),
        Block(words * 4, (chart(250),)),
        Block(figures=(chart(600),)),
    ]
    found = sizes(on_sheets(blocks, Around()))
    assert found[0][0] < 230.4


def test_lists_of_articles_are_printed_below_each_other() -> None:
    """Two lists in a row are two figures, which a sheet may end between; one list stays."""
    one = Markup(
        '<figure>\n<ol class="articles">\n<li>\n<div>\n<p class="headline">A</p>\n</div>\n</li>'
        "\n</ol>\n</figure>"
    )
    row = Markup('<div class="columns">\n<div>{0}</div>\n<div>{0}</div>\n</div>').format(one)
    html = on_sheets([Block(figures=(row,)), Block(figures=(one,))], Around())
    assert html.count(one) == 3
    assert "columns" not in html
