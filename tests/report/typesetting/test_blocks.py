"""Blocks: figures are with the words that they are about."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from broadsheet.report import ReportDocument
from broadsheet.report.content.markdown import render_text
from broadsheet.report.typesetting.blocks import Block, blocks_of

Read = Callable[[str], ReportDocument]
CHART = Markup("<figure><svg></svg></figure>")
STRIP = Markup('<figure id="figure-1">\n<div class="numbers"></div></figure>')


def blocks(report: Read, text: str) -> list[Block]:
    """The blocks of a report's text."""
    names = {"chart": CHART, "strip": STRIP}
    return list(blocks_of(render_text(report(text), names).nodes))


def counts(found: list[Block]) -> list[tuple[int, int]]:
    """How many words and figures each block has; none where it is one element alone."""
    return [(len(block.words), len(block.figures)) for block in found]


def test_words_go_with_the_figures_after_them(report: Read) -> None:
    """A block ends where words follow a figure."""
    text = "One.\n\nTwo.\n\n{{ chart }}\n\n{{ chart }}\n\nThree.\n\n{{ chart }}\n"
    assert counts(blocks(report, text)) == [(2, 2), (1, 1)]


def test_a_heading_is_alone(report: Read) -> None:
    """The heading of a section has the whole width; that of a part goes with its words."""
    text = "One.\n\n## Section\n\n### Part\n\nTwo.\n\n{{ chart }}\n"
    assert counts(blocks(report, text)) == [(1, 0), (0, 0), (2, 1)]


def test_a_strip_is_alone(report: Read) -> None:
    """A strip of numbers is about the whole page."""
    assert counts(blocks(report, "{{ strip }}\n\nOne.\n")) == [(0, 0), (1, 0)]


def test_no_element_is_lost(report: Read) -> None:
    """The blocks hold the text's elements in their order."""
    text = "{{ strip }}\n\nOne.\n\n## Two\n\n- a\n- b\n\n{{ chart }}\n\n|a|\n|-|\n|b|\n"
    rendered = render_text(report(text), {"chart": CHART, "strip": STRIP})
    found = "".join(
        part
        for block in blocks_of(rendered.nodes)
        for part in (block.alone or "", *block.words, *block.figures)
    )
    assert found == rendered.html
