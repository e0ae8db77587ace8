"""The message that announces a rendered report."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.delivery.message import Kind, Message, Number
from broadsheet.delivery.report_message import report_message
from broadsheet.report import RenderedReport
from broadsheet.report.content.elements import numbers


def test_a_report_is_announced(issue: Message) -> None:
    """Title and period, the first sentence, the headline numbers, the first figures, the pages."""
    assert (issue.subject, issue.issue, issue.page) == ("days", "2021-03", "")
    assert issue.kind is Kind.REPORT
    assert issue.title == "Our days, March 2021"
    assert issue.summary == "We hold 4 articles."
    assert [(number.label, number.value) for number in issue.numbers] == [
        ("Articles", "4"),
        ("Days", "2"),
    ]
    assert [figure.title for figure in issue.figures] == ["By bar", "By line"]
    assert [page.file for page in issue.pages] == ["days-2021-03.html", "days-2021-03.pdf"]


def test_a_change_names_the_period_before(page: RenderedReport) -> None:
    """A number's note says what it is compared with; one without a change has none."""
    headline = (numbers.Number("Articles", "4", "+1"), numbers.Number("Best", "A", None))
    made = report_message("days", "2021-03", replace(page, headline=headline))
    assert made.numbers == (
        Number("Articles", "4", "+1 on February 2021"),
        Number("Best", "A", ""),
    )


def test_a_text_without_prose_is_described(page: RenderedReport) -> None:
    """Where the text begins with no paragraph, the description is quoted."""
    made = report_message("days", "2021-03", replace(page, lead=""))
    assert made.summary == "Articles by day."


def test_an_empty_period_is_a_note(page: RenderedReport) -> None:
    """A period without articles is said so in the title."""
    made = report_message("days", "2021-03", replace(page, is_empty=True))
    assert made.kind is Kind.NOTE
    assert made.title == "Our days, March 2021: no articles"


def test_the_page_of_a_provider_names_it(page: RenderedReport) -> None:
    """The message of one provider's page is for that provider."""
    made = report_message("days", "2021-03", replace(page, name="days-a", each="a.example"))
    assert (made.subject, made.page) == ("days", "a.example")
