"""What the cells of a notebook gave, as HTML, and its charts as pictures for messages.

What a cell shows is its author's, but rows of a lake come from documents. So HTML is cleaned, and
text is escaped. A chart of broadsheet is drawn as in any report.
"""

from __future__ import annotations

import base64
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from broadsheet.charts.drawing.kernel import CHART
from broadsheet.report.content.cleaning import cleaned
from broadsheet.report.content.elements.picture import SCREEN, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.charts.drawing.sent import SentChart
    from broadsheet.report.edition.notebook_run import Output

__all__ = ["outputs_html", "pictures_of"]

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PICTURE = "image/png"
_UNTITLED = "Chart"


def outputs_html(outputs: Sequence[Output], cell: int, *, in_print: bool) -> list[Markup]:
    """The outputs of a cell, each in the richest form that a page without scripts can hold.

    Args:
        outputs: The outputs.
        cell: The number of the cell, for the identifiers of its charts.
        in_print: Whether the page is for print.
    """
    return [
        _html(output, f"figure-{cell}-{number}", in_print=in_print)
        for number, output in enumerate(outputs, 1)
    ]


def pictures_of(outputs: Sequence[Sequence[Output]], most: int) -> tuple[Picture, ...]:
    """The first charts of a notebook as pictures, in the order of the page."""
    return tuple(islice(_pictures(outputs), most))


def _pictures(outputs: Sequence[Sequence[Output]]) -> Iterator[Picture]:
    for output in chain.from_iterable(outputs):
        data = output.get("data", {})
        if CHART in data and _PICTURE in data:
            chart = _received(data, "picture")
            png = base64.b64decode(data[_PICTURE])
            yield Picture(_title(chart), chart.told, png, round(SCREEN * chart.inches))


def _html(output: Output, ident: str, *, in_print: bool) -> Markup:
    if output["output_type"] == "stream":
        return _plain(output["text"]) if output["name"] == "stdout" else Markup("")
    data = output.get("data", {})
    if CHART in data:
        chart = _received(data, ident)
        svg = chart.drawing.svg(title=_title(chart), description=chart.told, themed=not in_print)
        return Markup('<figure id="{}"><div class="chart wide">{}</div></figure>').format(
            ident,
            Markup(svg),  # noqa: S704 - escaped as XML
        )
    if _PICTURE in data:
        picture = "".join(data[_PICTURE].split())
        words = data.get("text/plain", "")
        return Markup('<figure><img src="data:image/png;base64,{}" alt="{}"></figure>').format(
            picture, words
        )
    if "text/html" in data:
        return Markup("<figure>{}</figure>").format(
            Markup(cleaned(data["text/html"]))  # noqa: S704 - cleaned
        )
    return _plain(data["text/plain"]) if "text/plain" in data else Markup("")


def _received(data: Output, ident: str) -> SentChart:
    from broadsheet.charts.drawing.sent import received

    return received(data[CHART], ident)


def _title(chart: SentChart) -> str:
    return chart.title or _UNTITLED


def _plain(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(escape(_ANSI.sub("", text)))
