"""Figures as elements of a page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.errors import ChartError
from kit.figures import parsed

if TYPE_CHECKING:
    from collections.abc import Callable


COLOR = re.compile(r"#[0-9a-f]{6}")


def bars(count: int = 3) -> Figure:
    """A few bars."""
    data = pa.table({"items": range(count), "provider": [f"Provider {n}" for n in range(count)]})
    return charts.bar(data, x="items", y="provider", title="Items", n="items", unit="Items")


def points() -> Figure:
    """A line with marked points, which refer to their shape."""
    days = [date(2021, 3, 1) + timedelta(days=n) for n in range(5)]
    return charts.line(pa.table({"day": days, "items": range(5)}), x="day", y="items")


def clipped() -> Figure:
    """A figure from elsewhere, with a clip path."""
    figure = Figure()
    figure.add_subplot().plot([0, 1], [0, 1])
    return figure


def svg(figure: Figure, ident: str = "fig", *, themed: bool = False, title: str = "Items") -> str:
    """A figure's markup."""
    return charts.to_svg(figure, ident=ident, title=title, description="What", themed=themed)


def ids(root: ET.Element) -> list[str]:
    """All identifiers."""
    return [element.attrib["id"] for element in root.iter() if "id" in element.attrib]


def references(root: ET.Element) -> set[str]:
    """All identifiers that are referred to."""
    found = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            found |= {value[1:]} if name == "href" else set(re.findall(r"url\(#([^)]+)\)", value))
    return found


def test_it_is_an_element_of_a_page() -> None:
    """There is no prolog, document type, metadata, style sheet or foreign namespace."""
    markup = svg(bars())
    assert markup.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    for foreign in ("<?xml", "<!DOCTYPE", "<metadata", "<style", "xlink", "ns0", "style="):
        assert foreign not in markup


def test_it_is_an_image_with_a_name() -> None:
    """A screen reader finds an image, its title and its description."""
    root = parsed(svg(bars(), title="Who covered most"))
    assert root.attrib["role"] == "img"
    labels = {each.attrib["id"]: each.text for each in root if each.tag in {"title", "desc"}}
    assert labels == {"fig-title": "Who covered most", "fig-desc": "What"}
    assert root.attrib["aria-labelledby"].split() == list(labels)


@pytest.mark.parametrize("draw", [bars, points, clipped])
def test_ids_have_the_prefix(draw: Callable[[], Figure]) -> None:
    """Every identifier bears the prefix, none comes twice, and every reference is met."""
    root = parsed(svg(draw(), "chart-3"))
    assert all(ident.startswith("chart-3-") for ident in ids(root))
    assert len(set(ids(root))) == len(ids(root))
    assert references(root) <= set(ids(root))


def test_references_follow_the_prefix() -> None:
    """Marked points and clip paths refer to something, by its new name."""
    assert references(parsed(svg(points())))
    assert references(parsed(svg(clipped())))


def test_two_charts_share_no_id() -> None:
    """The same chart twice in a page has different identifiers."""
    one, two = (set(ids(parsed(svg(points(), ident)))) for ident in ("a", "b"))
    assert one
    assert not one & two


@pytest.mark.parametrize("ident", ["", "1a", "a b", 'a"', "a)"])
def test_a_prefix_must_be_a_name(ident: str) -> None:
    """A prefix that would break a reference is refused."""
    with pytest.raises(ChartError, match="ident"):
        svg(bars(), ident)


@pytest.mark.parametrize("draw", [bars, points])
def test_bytes_are_the_same(draw: Callable[[], Figure]) -> None:
    """The same data makes the same markup, in a new figure or in one drawn twice."""
    figure = draw()
    assert svg(figure) == svg(figure) == svg(draw())


def test_text_stays_text() -> None:
    """Labels can be selected and searched, in the project's typeface."""
    root = parsed(svg(bars()))
    assert "Provider 1" in [each.text for each in root.iter("text")]
    assert root.attrib["font-family"].startswith("Source Sans Pro")


def test_themed_colours_are_variables() -> None:
    """Every color is a variable of the page's, with the literal color to fall back on."""
    names = charts.css_variables(charts.LIGHT)
    values = [
        value
        for element in parsed(svg(bars(), themed=True)).iter()
        for name, value in element.attrib.items()
        if name in {"fill", "stroke"} and value != "none"
    ]
    assert values
    assert set(values) <= {f"var({name}, {color})" for name, color in names.items()}


def test_literal_colours_are_plain() -> None:
    """For print there are no variables."""
    markup = svg(bars())
    assert "var(" not in markup
    assert set(COLOR.findall(markup)) <= set(charts.css_variables(charts.LIGHT).values())


def test_themed_size_is_the_pages() -> None:
    """On a screen a figure is shown a quarter larger than it was drawn, in print as drawn."""
    screen, paper = (parsed(svg(bars(), themed=themed)).attrib for themed in (True, False))
    assert screen["viewBox"] == paper["viewBox"]
    assert screen["width"] == "828"
    assert "height" not in screen
    assert paper["width"] == "496.8pt"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "A & B", "\"quoted\" 'text'"])
def test_words_are_escaped(text: str) -> None:
    """Titles, descriptions, names and tips can't become markup."""
    data = pa.table({"items": [1], "provider": [text]})
    figure = charts.bar(data, x="items", y="provider", title=text)
    markup = charts.to_svg(figure, ident="a", title=text, description=text, themed=True)
    root = parsed(markup)
    assert "<script" not in markup
    assert [root.findtext("title"), root.findtext("desc")] == [text, text]
    assert text in [each.text for each in root.iter("text")]


def test_control_characters_are_dropped() -> None:
    """What XML can't hold is dropped from names, titles and units, and the rest stays."""
    text = "A\x00\x08\x1b\ufffeB"
    data = pa.table({"items": [1], "provider": [text]})
    figure = charts.bar(data, x="items", y="provider", title=text, unit=text)
    root = parsed(svg(figure, title=text))
    assert root.findtext("title") == "AB"
    assert [each.text for each in root.iter("text")].count("AB") == 3


def test_pictures_in_a_figure_stay() -> None:
    """A figure from elsewhere keeps the pictures that it carries as data."""
    figure = Figure()
    figure.add_subplot().imshow([[0, 1], [1, 0]])
    (image,) = parsed(svg(figure)).iter("image")
    assert image.attrib["href"].startswith("data:image/png;base64,")


def test_bars_have_tips() -> None:
    """The tip of a bar has its name and value."""
    tips = [path.findtext("title") for path in parsed(svg(bars())).iter("path")]
    assert [tip for tip in tips if tip] == ["Provider 0: 0", "Provider 1: 1", "Provider 2: 2"]


def test_it_is_small() -> None:
    """Fifteen bars with counts take less than ten kilobytes."""
    assert len(svg(bars(15), themed=True)) < 10_000


def test_paths_lose_nothing() -> None:
    """A shortened path is the same rectangle."""
    (bar, *_) = (
        p for p in parsed(svg(bars(2))).iter("path") if p.findtext("title") == "Provider 1: 1"
    )
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+z", bar.attrib["d"])


def test_blank_titles_make_valid_markup() -> None:
    """A chart without a title is still well formed."""
    assert ET.fromstring(svg(bars(), title="")) is not None  # noqa: S314 (we wrote it)
