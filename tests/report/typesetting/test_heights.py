"""Heights: those that the PDF engine gives, without its layout."""

from __future__ import annotations

from itertools import pairwise

import pytest
from markupsafe import Markup

from broadsheet.report.source.output import Paper
from broadsheet.report.typesetting.extent import HALF, Extent
from broadsheet.report.typesetting.figure_heights import figure_extent, strip_extent
from broadsheet.report.typesetting.heights import columns_height, heading_extent, words_extent
from broadsheet.report.typesetting.page import Frame
from broadsheet.report.typesetting.pdf import pdf_engine

POINT = 96 / 72  # pixels of the PDF engine
WORDS = "The council counts again, and the river is as high as it was in March. "
SVG = '<svg width="{}pt" height="{}pt"></svg>'
CAPTION = "<figcaption>How high the river was</figcaption>\n"
NOTE = '<p class="note">Gray: Saturdays and Sundays.</p>\n'
CHART = f"<figure>\n{CAPTION}{SVG.format(496, 120)}\n{NOTE}</figure>\n"
NARROW = f"<figure>\n{CAPTION}{SVG.format(230, 90)}\n{NOTE * 2}</figure>\n"
ARTICLE = '<p class="headline">{}</p>\n<p class="facts">one.example · 3 March 2021</p>\n'
LIST = "".join(f"<li>\n<div>\n{ARTICLE.format(WORDS[:words])}</div>\n</li>\n" for words in (20, 70))
ROWS = "".join(
    f'<tr>\n<td>{words}</td>\n<td class="number">1,234</td>\n</tr>\n'
    for words in ("Short", WORDS * 3)
)
TABLE = (
    '<figure>\n<div class="table">\n<table>\n<thead><tr>\n<th>Title</th>\n<th>Articles</th>\n</tr>'
    f"</thead>\n<tbody>\n{ROWS}</tbody>\n</table>\n</div></figure>\n"
)
CELL = (
    '<div>\n<p class="figure">{}</p>\n<p class="label">Articles</p>\n'
    '<p class="change">−20 points (−50 to +17) on the whole of April 2021</p>\n</div>\n'
)
ELEMENTS = {
    "paragraph": (f"<p>{WORDS * 4}</p>\n", words_extent),
    "list": (f"<ul>\n<li>{WORDS}</li>\n<li>{WORDS * 2}</li>\n</ul>\n", words_extent),
    "long heading": (f"<h2>{WORDS * 2}</h2>\n", heading_extent),
    "subheading": ("<h3>The biggest stories</h3>\n", words_extent),
    "chart": (CHART, figure_extent),
    "charts beside each other": (
        f'<div class="columns">\n<div>{NARROW}</div>\n<div>{NARROW}</div>\n</div>\n',
        figure_extent,
    ),
    "articles": (
        f'<figure>\n{CAPTION}<ol class="articles">\n{LIST}</ol>\n</figure>\n',
        figure_extent,
    ),
    "card": (
        f'<article class="story-card">\n{ARTICLE.format("A")}</article>\n',
        figure_extent,
    ),
    "table": (TABLE, figure_extent),
    "strip": (
        f'<figure>\n<div class="numbers">\n{CELL.format(1) * 5}</div>\n</figure>\n',
        strip_extent,
    ),
}
"""Elements of a page, each with what measures it."""


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    """The distance between the headings around each element, as the PDF engine sets them."""
    names = list(ELEMENTS)
    text = "".join(f'<h2 id="{name}">{name}</h2>\n{html}' for name, (html, _) in ELEMENTS.items())
    content = Markup(f'<main>{text}<h2 id="end">The end</h2></main>')  # noqa: S704 - made here
    html = Frame(content=content, title="", description="", tool="", paper=Paper.A4).html()
    one_sheet = html.replace("size: A4;", "size: 210mm 2000mm;")
    (sheet,) = pdf_engine().HTML(string=one_sheet).render().pages
    tops = [sheet.anchors[name][1] / POINT for name in (*names, "end")]
    return dict(zip(names, (after - top for top, after in pairwise(tops)), strict=True))


@pytest.mark.parametrize("name", ELEMENTS)
def test_heights_are_those_of_the_pdf_engine(found: dict[str, float], name: str) -> None:
    """An element, with its margins, is as high as it is set."""
    html, measured = ELEMENTS[name]
    heading = heading_extent(f"<h2>{name}</h2>")
    whole = heading.then(measured(html)).then(Extent(0, heading.above))
    assert found[name] == pytest.approx(whole.height, abs=1.5)


def test_words_in_columns_are_balanced_where_no_line_of_a_paragraph_is_alone() -> None:
    """Nine lines are in five and four, with one line more to spare; three by three in six."""
    line = 14.2
    words = "The river is as high as it was in March, says the council. "  # more than a line
    nine = f'<div class="text-columns">\n<p>{words * 8}</p>\n</div>\n'
    assert words_in_lines(words * 8) == 9
    assert columns_height(nine) == pytest.approx(5.9 * line)
    three = f"<p>{words * 2}</p>\n"
    assert words_in_lines(words * 2) == 3
    height = columns_height(f'<div class="text-columns">\n{three * 3}</div>\n')
    assert height is not None
    assert height >= 6 * line


def words_in_lines(words: str) -> int:
    """The lines of a paragraph in a column."""
    return round(words_extent(f"<p>{words}</p>", HALF).height / 14.2)
