"""What holds for every kind of chart: each kind's own example is the data and the options."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from broadsheet import charts
from broadsheet.charts.drawing.figure import ChartFigure
from broadsheet.charts.kinds import ChartKind, chart_kind
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, notes, outside, parsed, svg, touching

KINDS = [chart_kind(name) for name in charts.chart_kinds()]
COUNTING = [kind for kind in KINDS if "min_n" in inspect.signature(kind.draw).parameters]

HIGHLIGHTING = [
    kind
    for kind in KINDS
    if "highlight" in inspect.signature(kind.draw).parameters and kind.name != "scatter"
]  # a scatter's highlighted points are the only ones with names

HOSTILE = (
    "<script>alert(1)</script>",
    "W" * 400,
    "صحيفة الأخبار",
    "News 🎉 Daily",
    "]]>&amp; \u202eback\u202c $x^2$",
    "",
)


def name_column(table: pa.Table) -> str | None:
    """The first column of names, if there is one."""
    return next((field.name for field in table.schema if pa.types.is_string(field.type)), None)


NAMING = [kind for kind in KINDS if name_column(kind.example.table())]


def of(kinds: list[ChartKind]) -> pytest.MarkDecorator:
    """A test for each of these kinds."""
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.name)


def draw(kind: ChartKind, table: object, **options: object) -> Figure:
    """The example of a kind with other data, and with more options."""
    return kind.draw(table, **{**kind.example.options, **options})


def resized(table: pa.Table, count: int) -> pa.Table:
    """The table with so many names, hostile ones first, or so many rows if it has no names."""
    rows = table.to_pylist()
    key = name_column(table)
    if key is None:
        first = table.column_names[0]
        start, step = rows[0][first], rows[1][first] - rows[0][first]
        sized = [{**rows[place % len(rows)], first: start + place * step} for place in range(count)]
    else:
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            groups.setdefault(row[key], []).append(row)
        names = [*HOSTILE, *(f"Provider {place}" for place in range(count))][:count]
        kept = list(groups.values())
        sized = [
            {**row, key: name}
            for place, name in enumerate(names)
            for row in kept[place % len(kept)]
        ]
    return pa.Table.from_pylist(sized, table.schema)


def counted(kind: ChartKind) -> pa.Table:
    """Four rows of the example: the first rests on four, the second on an unknown count."""
    table = kind.example.table().slice(0, 4)
    kept = [name for name in table.column_names if name != "n"]
    return table.select(kept).append_column("n", pa.array([4, None, 20, 5]))


@of(KINDS)
def test_a_kind_takes_a_table_and_options(kind: ChartKind) -> None:
    """The data comes first, all options are keywords, and the common ones are there."""
    data, *options = inspect.signature(kind.draw).parameters.values()
    assert data.name == "data"
    assert {option.kind for option in options} == {inspect.Parameter.KEYWORD_ONLY}
    common = {"title", "unit", "inches", "height", "color", "hover", "show_title"}
    assert common <= {option.name for option in options}


@of(KINDS)
def test_every_option_is_described(kind: ChartKind) -> None:
    """The docstring of a kind describes each of its parameters."""
    text = inspect.getdoc(kind.draw) or ""
    parameters = inspect.signature(kind.draw).parameters
    assert [name for name in parameters if f"\n    {name}: " not in text] == []


@of(KINDS)
def test_no_data_is_said(kind: ChartKind) -> None:
    """Without rows there are no axes, but a sentence in a low figure."""
    figure = draw(kind, kind.example.table().slice(0, 0), title="Items", unit=None)
    assert not figure.axes
    assert notes(figure) == ["Items", "No data for this period."]
    assert figure.get_figheight() < 1.5


@of(KINDS)
def test_nulls_are_no_data(kind: ChartKind) -> None:
    """A row whose values are all null is not drawn."""
    schema = kind.example.table().schema
    row = {field.name: [100 if field.name == "n" else None] for field in schema}
    figure = draw(kind, pa.table(row, schema), title="Items", unit=None)
    assert not figure.axes
    assert notes(figure)[:1] + notes(figure)[-1:] == ["Items", "No data for this period."]


@pytest.mark.parametrize(
    "convert",
    [
        lambda table: table.to_pandas(date_as_object=False),
        lambda table: duckdb.connect().from_arrow(table),
        pl.from_arrow,
    ],
    ids=["pandas", "relation", "polars"],
)
@of(KINDS)
def test_every_kind_of_table_is_drawn(
    kind: ChartKind, convert: Callable[[pa.Table], object]
) -> None:
    """A DataFrame and a DuckDB relation give a chart with the same texts as an Arrow table.

    A DataFrame is of pandas or of polars.
    """
    table = kind.example.table().slice(0, 6)
    arrow, other = (
        [text.get_text() for text in draw(kind, data).findobj(Text)]
        for data in (table, convert(table))
    )
    assert other == arrow
    assert len(other) > len(notes(draw(kind, table.slice(0, 0))))


@pytest.mark.parametrize(
    ("count", "inches"), [(1, 6.9), (3, 3.3), (12, 6.9), (12, 3.3), (300, 3.3)]
)
@of(KINDS)
def test_texts_keep_apart(kind: ChartKind, count: int, inches: float) -> None:
    """No two texts touch and none leaves the figure, whatever names hold."""
    figure = draw(kind, resized(kind.example.table(), count), inches=inches)
    boxes = drawn_texts(figure)
    assert boxes
    assert touching(boxes) == []
    assert outside(figure, boxes) == []


@of(KINDS)
def test_the_height_can_be_chosen(kind: ChartKind) -> None:
    """A higher plot makes the figure as much higher, and texts keep apart at the least height."""
    table = resized(kind.example.table(), 8)
    usual = draw(kind, table)
    with pytest.raises(
        ChartError, match=r"height must be at least ([0-9.]+) inches, got 0"
    ) as refused:
        draw(kind, table, height=0)
    least = float(str(refused.value).partition("least ")[2].partition(" ")[0]) + 0.01
    low, high = (draw(kind, table, height=height) for height in (least, 4.0))
    assert touching(drawn_texts(low)) == []
    assert low.get_figheight() <= usual.get_figheight()
    if (
        kind.name != "calendar"
    ):  # its days are squares, and the width leaves no room for larger ones
        assert high.get_figheight() - low.get_figheight() == pytest.approx(4.0 - least)


@of(KINDS)
def test_the_color_can_be_chosen(kind: ChartKind) -> None:
    """A color takes the place of the accent and of the first series."""
    table = kind.example.table()
    own = {charts.LIGHT.accent, charts.LIGHT.series[0], *charts.LIGHT.ramp}
    figures = [draw(kind, table, color=color) for color in (None, "crimson")]
    before, after = map(svg, figures)
    assert any(color in before for color in own)
    assert not any(color in after for color in own)
    texts = [[text.get_text() for text in figure.findobj(Text)] for figure in figures]
    assert texts[0] == texts[1]
    with pytest.raises(ChartError, match="no such color, got 'mauvish'; give a name such as"):
        draw(kind, table, color="mauvish")


@of(KINDS)
def test_names_stay_words(kind: ChartKind) -> None:
    """Whatever names hold, the drawing is well formed, themed and small."""
    markup = svg(draw(kind, resized(kind.example.table(), 12)), themed=True)
    assert "<script" not in markup
    assert parsed(markup) is not None
    assert 'fill="#' not in markup
    assert 'stroke="#' not in markup
    assert len(markup) < 40_000


@of(KINDS)
def test_a_drawing_is_the_same_each_time(kind: ChartKind) -> None:
    """The same data makes the same bytes."""
    table = resized(kind.example.table(), 3)
    assert svg(draw(kind, table)) == svg(draw(kind, table))


@of(NAMING)
def test_a_shortened_name_is_whole_in_a_tip(kind: ChartKind) -> None:
    """A name that is shortened in the chart is whole in a tip."""
    figure = draw(kind, resized(kind.example.table(), 3))
    assert isinstance(figure, ChartFigure)
    tips = [element.findtext("title") or "" for element in parsed(svg(figure)).iter()]
    tips += [text for _, _, text in figure.spots()]
    assert any("W" * 400 in tip for tip in tips)


@of(KINDS)
def test_the_title_can_be_left_to_the_page(kind: ChartKind) -> None:
    """A figure without its title is lower, and still labeled with it."""
    table = kind.example.table().slice(0, 6)
    drawn, bare = (draw(kind, table, title="Who", show_title=show) for show in (True, False))
    assert ("Who" in notes(drawn), "Who" in notes(bare)) == (True, False)
    assert bare.get_label() == "Who"
    assert bare.get_figheight() < drawn.get_figheight()


@of(HIGHLIGHTING)
def test_a_highlighted_name_is_bold(kind: ChartKind) -> None:
    """It is bold wherever it is written, no other name is, and none of them touch."""
    names = ("Rumours", "The Gazette", "Bell News")
    rows = resized(kind.example.table(), 3).to_pylist()
    key = name_column(kind.example.table())
    if key is None:  # lines of several series
        key, dates = "name", kind.example.table().slice(0, 5).to_pylist()
        rows = [{**row, key: name} for name in names for row in dates]
        kind = replace(kind, draw=partial(kind.draw, series=key))
    called = dict(zip(dict.fromkeys(row[key] for row in rows), names, strict=True))
    table = pa.Table.from_pylist([{**row, key: called[row[key]]} for row in rows])
    figure = draw(kind, table, highlight="Rumours", title=None)
    written = [(text.get_text(), text.get_weight()) for text in figure.findobj(Text)]
    bold = [name for name in names if any(name in text and how == "bold" for text, how in written)]
    assert bold == ["Rumours"]
    assert all(any(name in text for text, _ in written) for name in names)
    assert touching(drawn_texts(figure)) == []


@of(COUNTING)
def test_what_rests_on_too_little_is_withheld(kind: ChartKind) -> None:
    """Rows of four and of an unknown number are named, or counted where they have no name."""
    table = counted(kind)
    names = table[name_column(table) or 0].to_pylist()
    note = " ".join(notes(draw(kind, table, n="n", min_n=5)))
    assert f"n below 5: {names[0]}, {names[1]}" in note or "n below 5: 2 of the " in note


@of([kind for kind in COUNTING if kind.draw is not charts.box])
def test_nothing_is_withheld_by_default(kind: ChartKind) -> None:
    """Without a least count everything is drawn; only a box has one of its own."""
    assert "below" not in " ".join(notes(draw(kind, counted(kind), n="n", min_n=None)))


@of(COUNTING)
def test_nothing_left_says_why(kind: ChartKind) -> None:
    """If all is withheld, the chart says that there is too little, not that there is nothing."""
    figure = draw(kind, counted(kind), n="n", min_n=1000)
    assert not figure.axes
    assert "Not enough data for this period." in notes(figure)
    assert "n below 1000" in " ".join(notes(figure))


@of(COUNTING)
def test_a_least_count_needs_counts(kind: ChartKind) -> None:
    """A least count without a column of counts, or below one, is refused."""
    with pytest.raises(ChartError, match="min_n needs n, the column of counts, got 5"):
        draw(kind, counted(kind), n=None, min_n=5)
    with pytest.raises(ChartError, match="min_n must be at least 1, got 0"):
        draw(kind, counted(kind), n="n", min_n=0)


@of(KINDS)
def test_a_missing_column_is_named(kind: ChartKind) -> None:
    """A column that the data lacks is named, with those it has."""
    with pytest.raises(ChartError, match=r"the data has no such column, got '.*valid: other"):
        draw(kind, pa.table({"other": [1]}))


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    """There is no pie; a misspelled bar is a bar."""
    with pytest.raises(ChartError, match="no such kind of chart, got 'barr'; did you mean bar"):
        charts.example_data("barr")


def test_days_follow_each_other() -> None:
    """The tests' own table of days has a row for each day."""
    sized = resized(chart_kind("calendar").example.table(), 300)
    assert sized["day"][299].as_py() == date(2021, 1, 1) + timedelta(days=299)
