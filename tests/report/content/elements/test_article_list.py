"""Lists of articles."""

from __future__ import annotations

import pyarrow as pa
import pytest

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.article_list import article_list

ROWS = pa.table(
    {
        "title": ["A & B", None],
        "url": ["https://a.example/1", "javascript:alert(1)"],
        "provider": ["Rumours", None],
        "quality": [72, None],
        "image": ["https://a.example/1.jpg", "http://a.example/2.jpg"],
    }
)


def test_an_article_has_its_link_and_its_facts() -> None:
    """The title links to the web, and the facts that the row has follow."""
    html = article_list(ROWS, 10, with_images=False)
    assert '<a href="https://a.example/1">A &amp; B</a>' in html
    assert "Rumours · quality 72" in html
    assert "Without a title" in html
    assert "javascript" not in html


def test_images_are_shown_where_they_are_wanted() -> None:
    """Without the wish there is none; with it those that come by HTTPS."""
    assert "<img" not in article_list(ROWS, 10, with_images=False)
    html = article_list(ROWS, 10, with_images=True)
    assert html.count("<img") == 1
    assert 'src="https://a.example/1.jpg"' in html


def test_the_rest_is_counted() -> None:
    """Articles beyond the limit are counted."""
    assert "and 1 more" in article_list(ROWS, 1, with_images=False)


def test_a_list_needs_titles() -> None:
    """Rows without titles are refused."""
    with pytest.raises(ReportError, match="a list of articles needs a title"):
        article_list(pa.table({"url": ["x"]}), 1, with_images=False)
