"""The first paragraph of a text."""

from __future__ import annotations

import pytest

from broadsheet.report.content.lead import lead


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<h2>Days</h2>", ""),
        ("<p>First.</p><p>Second.</p>", "First."),
        ("<h2>Days</h2>\n<p>One\n  line.</p>", "One line."),
        ('<figure><div><p class="label">26</p></div></figure><p>Prose.</p>', "Prose."),
        ('<aside class="callout"><p>Note</p></aside><p>Prose.</p>', "Prose."),
        ("<p>26<sup>1</sup> of <em>30</em>.</p>", "26 of 30."),
        ('<p>26<span class="footnote">A <em>note</em>.</span> articles.</p>', "26 articles."),
        ("<p>Line <svg><title>Up</title><path/></svg>chart.</p>", "Line chart."),
        ("<p> </p><p>Words.</p>", "Words."),
        ("<p>AT&amp;T &lt;b&gt;</p>", "AT&T <b>"),
        ("<figure>a<br>b</figure><p>Prose.</p>", "Prose."),
    ],
)
def test_the_lead_is_the_first_prose(html: str, text: str) -> None:
    """Headings, figures, callouts, notes and small charts are left out."""
    assert lead(html) == text
