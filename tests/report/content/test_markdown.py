"""A report's text: the sandbox, and that values print as the text they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from broadsheet.errors import ChartError, ReportError
from broadsheet.report import ReportDocument
from broadsheet.report.content.markdown import render_text
from broadsheet.report.source.document import ReportDocument as Document

Read = Callable[[str], ReportDocument]


def html_of(document: ReportDocument, names: dict[str, Any], *, in_print: bool = False) -> Markup:
    """The HTML of a report's text."""
    return render_text(document, names, in_print=in_print).html


HOSTILE = "<script>alert(1)</script> **bold** {{ 7 * 7 }} [x](javascript:1) | & \ue0000\ue001"


def test_markdown_becomes_html(report: Read) -> None:
    """Headings, emphasis and tables are rendered."""
    html = html_of(report("# A\n\n*b*\n\n|c|\n|-|\n|d|\n"), {})
    assert "<h1>A</h1>" in html
    assert "<em>b</em>" in html
    assert "<td>d</td>" in html


def test_a_hostile_value_prints_as_its_text(report: Read) -> None:
    """Markup, Markdown and template syntax in data are never read as such."""
    html = html_of(report("Before {{ value }} after."), {"value": HOSTILE})
    assert html == f"<p>Before {escape(HOSTILE)} after.</p>\n"


@given(st.text())
@example("")
@example("<b> & \"'")
@example("{{ x }} **b** [a](b) | `c` \\")
@example("\ue000\ue001 \x00\n\n# a")
def test_any_value_prints_as_its_text(value: str) -> None:
    """Whatever text the data holds, the page shows it letter for letter, escaped."""
    document = _plain("{{ value }}")
    assert html_of(document, {"value": value}) == f"<p>{escape(value)}</p>\n"


def test_what_looks_like_a_token_in_the_data_is_text(report: Read) -> None:
    """Private letters in a value neither point at other values nor break the page."""
    values = {"first": "one", "evil": "\ue0000\ue001 \ue0009999\ue001"}
    html = html_of(report("{{ first }}\n\n{{ evil }}"), values)
    assert html == "<p>one</p>\n<p>\ue0000\ue001 \ue0009999\ue001</p>\n"


def test_macros_print_values(report: Read) -> None:
    """A macro's output is its text with its values."""
    text = "{% macro m(x) %}**{{ x }}**{% endmacro %}\ntext {{ m(value) }} end"
    html = html_of(report(text), {"value": "<i>"})
    assert html == "<p>text <strong>&lt;i&gt;</strong> end</p>\n"


def test_a_constant_prints_on_every_page(report: Read) -> None:
    """The template is compiled once for all pages, but what it prints is put aside on each."""
    document = report("{{ 'same' }} {{ 7 }}\n")
    assert [html_of(document, {}) for _ in range(2)] == ["<p>same 7</p>\n"] * 2


def test_a_value_in_an_address_is_told(report: Read) -> None:
    """A value can't be written into a link's address; the error says what to use."""
    with pytest.raises(ReportError, match=r"mine\.md: .*use link\(text, address\)"):
        html_of(report("[here](https://{{ value }}/x)"), {"value": "a.example"})


def test_what_differs_from_run_to_run_is_not_there(report: Read) -> None:
    """A report can't print chance."""
    with pytest.raises(ReportError, match="lipsum"):
        html_of(report("{{ lipsum() }}"), {})


def test_html_in_a_report_is_text(report: Read) -> None:
    """An author's tags are shown, not obeyed."""
    assert "<b>" not in html_of(report("<b>loud</b> <script>x</script>"), {})


def test_a_figure_alone_is_no_paragraph(report: Read) -> None:
    """A figure on a line of its own is not wrapped, which HTML would not allow."""
    figure = Markup("<figure>x</figure>")
    assert html_of(report("{{ figure }}"), {"figure": figure}) == "<figure>x</figure>\n"


def test_conditions_and_loops_write_markdown(report: Read) -> None:
    """A loop over rows can write a list."""
    text = "{% for row in rows %}\n- {{ row.title }}\n{% endfor %}\n"
    html = html_of(report(text), {"rows": [{"title": "one"}, {"title": "<two>"}]})
    assert html == "<ul>\n<li>one</li>\n<li>&lt;two&gt;</li>\n</ul>\n"


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "figure.__init__.__globals__",
        "rows.append(1)",
        "cycler.__init__.__globals__.os.popen('id').read()",
    ],
)
def test_the_sandbox_holds(report: Read, expression: str) -> None:
    """A template reaches no internals and changes no value."""
    with pytest.raises(ReportError, match=r"mine\.md:2"):
        html_of(report(f"First.\n{{{{ {expression} }}}}"), {"figure": len, "rows": []})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ nowhere }}", "no such name, got 'nowhere'"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% if %}", "Expected an expression"),
        ("{{ call(1) }}", "not callable|takes"),
        ("{{ raising() }}", "no such value"),
    ],
)
def test_a_fault_is_told_with_its_line(report: Read, line: str, told: str) -> None:
    """A fault in the template names the report's file and line."""

    def raising() -> None:
        raise ReportError("no such value")

    with pytest.raises(ReportError, match=rf"mine\.md:6: .*({told})"):
        html_of(report(f"---\ntitle: A\n---\n\n\n{line}\n"), {"call": "x", "raising": raising})


def test_a_fault_of_a_chart_is_reported_with_its_line(report: Read) -> None:
    """A chart that can't be drawn is a fault of the report, at the line of the call."""

    def chart() -> None:
        raise ChartError("the data has no such column", received="itms", valid=["items"])

    with pytest.raises(ReportError, match=r"mine\.md:5: the data has no such column, got 'itms'"):
        render_text(report("---\ntitle: A\n---\n\n{{ bar() }}\n"), {"bar": chart})


def _plain(text: str) -> Document:
    from pathlib import Path

    return Document(name="plain", path=Path("plain.md"), queries=(), text=text)


def test_a_note_stands_at_the_end_and_is_called_by_its_number(report: Read) -> None:
    """On screen a note is called by a number, and is in a section after the text."""
    html = html_of(report("One,[^a] two.^[In {{ x }}.]\n\n[^a]: Said *once*.\n"), {"x": "<b>"})
    text, section = html.split('<section class="notes"')
    assert text.count('<sup class="footnote-ref"') == 2
    assert ">1</a></sup> two." in text
    assert "Said <em>once</em>." in section
    assert "In &lt;b&gt;." in section


def test_a_note_stands_where_it_is_called_in_print(report: Read) -> None:
    """On paper a note is in its place, for the page to float to its foot."""
    text = "One,[^a] two.^[In {{ x }}.]\n\n[^a]: Said *once*.\n\n    And more.\n"
    html = html_of(report(text), {"x": "<b>"}, in_print=True)
    assert '<span class="footnote">Said <em>once</em>. And more.</span> two.' in html
    assert '<span class="footnote">In &lt;b&gt;.</span>' in html
    assert "notes" not in html


def test_a_note_that_is_called_again_is_printed_once(report: Read) -> None:
    """On paper its other calls have the number of the first, as they have on screen."""
    text = "One.^[First.] Two.[^a] Three.[^a]\n\n[^a]: Said once.\n"
    html = html_of(report(text), {}, in_print=True)
    assert html.count("Said once.") == 1
    assert 'Three.<span class="footnote-again">2</span>' in html


def test_a_note_that_is_not_there_prints_as_written(report: Read) -> None:
    """A call of no note is text."""
    assert "One [^b]." in html_of(report("One [^b].\n"), {}, in_print=True)


def test_a_page_break_stands_alone(report: Read) -> None:
    """A line of `---page---` breaks the page; within a line it is text."""
    html = html_of(report("One\n\n---page---\n\nTwo ---page---\n"), {})
    assert html.count('<div class="page-break"></div>') == 1
    assert "<p>Two" in html


def test_a_value_breaks_no_page(report: Read) -> None:
    """What the data holds is text, even where it reads as a page break or a note."""
    html = html_of(report("{{ x }}\n"), {"x": "---page---"})
    assert "page-break" not in html


def test_text_stands_in_columns(report: Read) -> None:
    """Text between the marks is set in columns, with its calls."""
    html = html_of(report("::: columns\nOne **{{ x }}**\n:::\n"), {"x": 1})
    assert '<div class="text-columns">\n<p>One <strong>1</strong></p>\n</div>' in html


def test_a_column_keeps_its_side(report: Read) -> None:
    """A table's alignment stays in the page, as a class, since no style attribute is allowed."""
    html = html_of(report("| a | b |\n|:-:|--:|\n| 1 | 2 |\n"), {})
    assert '<th class="center">a</th>' in html
    assert '<td class="right">2</td>' in html
    assert "style=" not in html


def test_a_list_in_a_note_is_whole_in_print(report: Read) -> None:
    """A note of several blocks keeps them all."""
    text = "One.[^a]\n\n[^a]: Said:\n\n    - this\n    - that\n"
    html = html_of(report(text), {}, in_print=True)
    assert html.count("<li>") == html.count("</li>") == 2
    assert "this" in html.split('<span class="footnote">')[1]


def test_a_note_that_calls_itself_ends(report: Read) -> None:
    """A note may hold a call of itself; in print it is not placed in itself again."""
    html = html_of(report("One.[^a]\n\n[^a]: Two.[^a]\n"), {}, in_print=True)
    assert html.count("Two.") == 1
