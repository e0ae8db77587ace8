"""What a report's text may call: numbers, changes, tables."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from broadsheet.charts.kinds import chart_kind, chart_kinds
from broadsheet.errors import ReportError
from broadsheet.period import parse_period
from broadsheet.report import ReportDocument
from broadsheet.report.content.calls import Calls, Drawings
from broadsheet.report.edition.results import Results, Scope

Read = Callable[[str], ReportDocument]

TEXT = """
```sql headline
select
    date_diff('day', cast($since as date), cast($until as date)) as days,
    0.345 as share,
    1234.56 as mean,
    null as nothing
```
```sql rows_of_three
select unnest([1, 2, 3]) as n, 'a' as name
```
```sql later
select day($since::date) as first_day
```
"""


@pytest.fixture
def calls(report: Read, connection: duckdb.DuckDBPyConnection) -> Calls:
    """The calls of a report for March 2021."""
    results = Results(connection, report(TEXT), Scope(parse_period("2021-03"), "UTC", "day"))
    return Calls(results, in_print=False)


def test_value_takes_a_column_of_a_one_row_result(calls: Calls) -> None:
    """A column's name is enough where a one-row result has it."""
    assert calls.value("days") == "31"


def test_value_takes_result_and_column(calls: Calls) -> None:
    """`result.column` names a value for sure."""
    assert calls.value("headline.mean") == "1,234.6"


def test_value_takes_a_results_first_value(calls: Calls) -> None:
    """A result's name alone is its first column's first value."""
    assert calls.value("rows_of_three") == "1"


def test_value_writes_percentages(calls: Calls) -> None:
    """A share is written as a percentage with that form."""
    assert calls.value("share", form="percent") == "35%"


def test_value_writes_a_dash_for_null(calls: Calls) -> None:
    """What is unknown is a dash, never 0."""
    assert calls.value("nothing") == "–"


def test_count_minds_the_plural(calls: Calls) -> None:
    """One is singular, any other number plural."""
    assert calls.count("rows_of_three", "row") == "1 row"
    assert calls.count("days", "entry", "entries") == "31 entries"


def test_values_of_rows_are_written_too(calls: Calls) -> None:
    """What is no name is a value: that of a row, to write sentences from."""
    rows = calls.rows("rows_of_three")
    assert calls.value(0.345, form="percent") == "35%"
    assert [calls.count(row["n"], "entry", "entries") for row in rows][:2] == [
        "1 entry",
        "2 entries",
    ]


def test_the_period_before_runs_only_what_is_asked_of_it(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """A query that fails for the period before harms no change of another."""
    text = (
        TEXT
        + """
```sql only_march
select if(month($since::date) = 3, 1, error('not March')) as one
```
"""
    )
    results = Results(connection, report(text), Scope(parse_period("2021-03"), "UTC", "day"))
    assert Calls(results, in_print=False).delta("days") == "+3"


def test_delta_compares_with_the_period_before(calls: Calls) -> None:
    """March has three days more than February."""
    assert calls.delta("days") == "+3"


def test_delta_can_be_relative(calls: Calls) -> None:
    """Three on twenty-eight is eleven percent."""
    assert calls.delta("days", form="percent") == "+11%"


def test_delta_of_no_change_says_so(calls: Calls) -> None:
    """No change is ±0."""
    assert calls.delta("share", form="points") == "±0 points"


def test_delta_without_a_period_before_is_a_dash(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """For all dates there is nothing to compare with."""
    results = Results(connection, report(TEXT), Scope(parse_period("all"), "UTC", "day"))
    assert Calls(results, in_print=False).delta("later") == "–"


def test_an_unknown_value_is_told_with_the_known(calls: Calls) -> None:
    """A misspelt value is answered with the nearest."""
    with pytest.raises(ReportError, match="did you mean days"):
        calls.value("dayz")


def test_an_unknown_form_is_told_with_the_known(calls: Calls) -> None:
    """A form that is none is refused."""
    with pytest.raises(ReportError, match="valid: number, percent, points"):
        calls.value("days", form="roman")


def test_numbers_tell_the_change(calls: Calls) -> None:
    """A strip shows each number with its change and the period before."""
    html = calls.numbers("headline")
    assert "+3 on February 2021" in html


def test_a_table_says_what_it_leaves_out(calls: Calls) -> None:
    """Rows beyond the limit are counted under the table."""
    html = calls.table("rows_of_three", limit=2)
    assert html.count("<tr>") == 3
    assert "and 1 more" in html


def test_figures_are_numbered(calls: Calls) -> None:
    """Each figure of a page has an identifier of its own."""
    first, second = calls.table("rows_of_three"), calls.table("rows_of_three")
    assert ('id="figure-1"' in first, 'id="figure-2"' in second) == (True, True)


def test_the_first_figure_of_a_result_has_its_data(calls: Calls) -> None:
    """The rows are on a page once, and each figure of the result links to them."""
    first, second = calls.table("rows_of_three"), calls.table("rows_of_three")
    data = '<pre class="data" id="data-rows_of_three">'
    assert (data in first, data in second) == (True, False)
    assert all('href="#data-rows_of_three"' in figure for figure in (first, second))


def test_paper_folds_nothing_away(report: Read, connection: duckdb.DuckDBPyConnection) -> None:
    """On paper a figure has no folded SQL, and its colours are literal."""
    results = Results(connection, report(TEXT), Scope(parse_period("2021-03"), "UTC", "day"))
    html = Calls(results, in_print=True).chart("bar", "rows_of_three", x="n", y="name")
    assert "<details" not in html
    assert "var(--" not in html


@pytest.mark.parametrize("kind", chart_kinds())
def test_a_template_draws_every_kind_of_chart(
    report: Read, connection: duckdb.DuckDBPyConnection, kind: str
) -> None:
    """Each kind of chart is a call of its name, with lists where Python would take tuples."""
    example = chart_kind(kind).example
    connection.register("example", example.table())
    text = "```sql rows\nfrom example\n```\n"
    results = Results(connection, report(text), Scope(parse_period("all"), "UTC", "day"))
    options = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in example.options.items()
    }
    html = Calls(results, in_print=False).names()[kind]("rows", **options)
    assert "<svg" in html
    assert "var(--" in html


def test_link_goes_to_web_addresses_alone(calls: Calls) -> None:
    """A link to a web address is one; to anything else only its words are printed."""
    link = calls.names()["link"]
    assert link("A & B", "https://a.example/?x=1&y") == (
        '<a href="https://a.example/?x=1&amp;y">A &amp; B</a>'
    )
    assert link("<b>", "javascript:alert(1)") == "&lt;b&gt;"


def test_entities_in_the_data_are_decoded(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """An entity of the source is decoded to its character."""
    text = "```sql one\nselect 'Twin &amp; Co' as name\n```\n"
    results = Results(connection, report(text), Scope(parse_period("all"), "UTC", "day"))
    assert Calls(results, in_print=False).value("one.name") == "Twin & Co"


def test_text_has_no_change(calls: Calls) -> None:
    """A strip shows text without a change, and a change of text is refused."""
    assert "a" in calls.numbers("rows_of_three", labels={})
    with pytest.raises(ReportError, match="a change needs two numbers, got 'a'"):
        calls.delta("rows_of_three.name")


def test_a_label_for_no_column_is_told(calls: Calls) -> None:
    """A misspelt column among a table's labels is answered with the nearest."""
    with pytest.raises(ReportError, match="no such column, got 'nam'; did you mean name"):
        calls.table("rows_of_three", labels={"nam": "Name"})


def test_a_sparkline_is_drawn_from_a_column(calls: Calls) -> None:
    """A sparkline takes a result's column, and its colour from the page's theme."""
    drawn = calls.sparkline("rows_of_three", y="n")
    assert 'aria-label="From 1 to 3, lowest 1, highest 3"' in drawn
    assert "var(--accent)" in drawn


def test_a_sparkline_in_print_has_a_literal_colour(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """Paper knows no theme."""
    results = Results(connection, report(TEXT), Scope(parse_period("2021-03"), "UTC", "day"))
    assert "var(" not in Calls(results, in_print=True).sparkline("rows_of_three", y="n")


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("m", "no such column, got 'm'.*name"),
        ("name", "a sparkline needs a column of numbers, got 'name'"),
    ],
)
def test_a_sparkline_needs_a_column_of_numbers(calls: Calls, column: str, told: str) -> None:
    """An unknown column, and one without numbers, is refused."""
    with pytest.raises(ReportError, match=told):
        calls.sparkline("rows_of_three", y=column)


def test_a_chart_is_drawn_once_for_both_media(
    report: Read, connection: duckdb.DuckDBPyConnection
) -> None:
    """Screen and paper share the drawings of both widths, and each has its own colors."""
    results = Results(connection, report(TEXT), Scope(parse_period("2021-03"), "UTC", "day"))
    drawings: Drawings = {}
    screen, paper = (Calls(results, in_print, drawings) for in_print in (False, True))
    pages = [
        calls.chart("bar", "rows_of_three", x="n", y="name") for calls in (screen, paper, screen)
    ]
    assert ["var(--accent" in page for page in pages] == [True, False, True]
    assert len(drawings) == 4


def test_a_wide_chart_has_a_drawing_for_telephones(calls: Calls) -> None:
    """A chart of the full width is drawn a second time, narrow; one of half the width is not."""
    wide = calls.chart("bar", "rows_of_three", x="n", y="name")
    half = calls.chart("bar", "rows_of_three", x="n", y="name", inches=3.3)
    assert (wide.count("<svg"), wide.count('class="chart narrow"')) == (2, 1)
    assert (half.count("<svg"), half.count('class="chart narrow"')) == (1, 0)
