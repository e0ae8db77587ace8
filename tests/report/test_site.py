"""The index of the reports in a folder, from pages that are written as they are."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from broadsheet.errors import ReportError
from broadsheet.period import parse_period
from broadsheet.report import RenderedReport
from broadsheet.report.content.elements.numbers import Number
from broadsheet.report.site import add_to_site


def rendered(
    name: str = "days",
    period: str = "2021-03",
    *,
    title: str = "Days",
    headline: tuple[Number, ...] = (),
    is_part: bool = False,
) -> RenderedReport:
    """A report's page of HTML."""
    pages = {"html": b"<!doctype html>"}
    covered = parse_period(period)
    before = covered.previous.title if covered.previous else ""
    return RenderedReport(name, covered, pages, title, headline, is_part, before=before)


def told(index: Path) -> list[str]:
    """The headings of an index, from above."""
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", index.read_text("utf-8"))
    return [unescape(re.sub("<[^>]+>", "", heading)) for heading in headings]


def test_older_issues_stay(tmp_path: Path) -> None:
    """A report that was rendered earlier stays listed, below newer ones."""
    add_to_site(tmp_path, [rendered(period="2021-02")])
    index = add_to_site(tmp_path, [rendered(period="2021-03")])
    assert index == tmp_path / "index.html"
    assert told(index) == ["March 2021", "Days", "February 2021", "Days"]


def test_the_newest_stand_first(tmp_path: Path) -> None:
    """Issues go by the end of their period, whenever they were rendered; all time is newest."""
    periods = ("2021-01", "2020-12", "all", "2021-W05", "2021-02")
    add_to_site(tmp_path, [rendered(period=period) for period in periods])
    slugs = [issue["slug"] for issue in json.loads((tmp_path / "issues.json").read_text("utf-8"))]
    assert slugs == ["all", "2021-02", "2021-W05", "2021-01", "2020-12"]


def test_reports_of_a_period_stand_together_by_title(tmp_path: Path) -> None:
    """A period is one heading, with its reports in the order of their titles."""
    reports = [rendered("b", title="Beta"), rendered("a", title="Alpha"), rendered("c", "2021-02")]
    index = add_to_site(tmp_path, reports)
    assert told(index) == ["March 2021", "Alpha", "Beta", "February 2021", "Days"]


def test_a_report_replaces_its_older_self(tmp_path: Path) -> None:
    """A report that is rendered again for the same period is listed once, as it is now."""
    add_to_site(tmp_path, [rendered(title="Before")])
    assert told(add_to_site(tmp_path, [rendered(title="Now")])) == ["March 2021", "Now"]


def test_an_issue_without_its_file_is_dropped(tmp_path: Path) -> None:
    """An issue whose page was removed is not listed, and its record is gone."""
    add_to_site(tmp_path, [rendered("old"), rendered("kept", title="Kept")])
    (tmp_path / "old-2021-03.html").unlink()
    assert told(add_to_site(tmp_path, [])) == ["March 2021", "Kept"]
    assert "old-2021-03" not in (tmp_path / "issues.json").read_text("utf-8")


def test_three_numbers_are_told(tmp_path: Path) -> None:
    """The index shows the first three numbers of a report's first strip, with their labels."""
    headline = tuple(Number(f"Label {n}", f"{n},000", None) for n in range(1, 5))
    html = add_to_site(tmp_path, [rendered(headline=headline)]).read_text("utf-8")
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    assert pairs == [("Label 1", "1,000"), ("Label 2", "2,000"), ("Label 3", "3,000")]


@pytest.mark.parametrize(
    "record", ["{", "[1]", '[{"report": "days"}]', "null", '[{"unknown": 1}]', "\xff"]
)
def test_a_broken_record_is_told_in_one_line(tmp_path: Path, record: str) -> None:
    """A record that can't be read ends in an error that names it, and it is left as it was."""
    path = tmp_path / "issues.json"
    path.write_bytes(record.encode("latin-1"))
    with pytest.raises(ReportError) as caught:
        add_to_site(tmp_path, [rendered()])
    assert str(path) in str(caught.value)
    assert "remove it" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == record.encode("latin-1")


def test_a_hostile_title_is_text(tmp_path: Path) -> None:
    """Markup in a title or a number is printed, not obeyed."""
    hostile = "<script>alert(1)</script>\"'&"
    reports = [rendered(title=hostile, headline=(Number(hostile, hostile, None),))]
    index = add_to_site(tmp_path, reports)
    html = index.read_text("utf-8")
    assert "<script" not in html
    assert unescape(html).count("alert(1)") == 3


def test_an_address_is_quoted(tmp_path: Path) -> None:
    """A report's name is part of an address, whatever letters it has."""
    html = add_to_site(tmp_path, [rendered("a#b ?ü")]).read_text("utf-8")
    assert 'href="a%23b%20%3F%C3%BC-2021-03.html"' in html


def test_pages_for_each_are_written_but_not_told(tmp_path: Path) -> None:
    """The report's own page lists them."""
    pages = [rendered("outlet", title="Outlets"), rendered("outlet-x", title="X", is_part=True)]
    assert told(add_to_site(tmp_path, pages)) == ["March 2021", "Outlets"]
    assert (tmp_path / "outlet-x-2021-03.html").is_file()


def test_an_empty_site_says_so(tmp_path: Path) -> None:
    """Without reports the index says that there are none."""
    html = add_to_site(tmp_path / "site", []).read_text("utf-8")
    assert "No report is here yet." in html


def test_a_number_has_its_change_and_its_line(tmp_path: Path) -> None:
    """From the third issue of a report on, a number has a line of the issues before it."""
    amounts = {"2021-01": 10.0, "2021-02": 30.0, "2021-03": 20.0}
    for period, amount in amounts.items():
        headline = (Number("Articles", f"{amount:.0f}", "−10", amount),)
        index = add_to_site(tmp_path, [rendered(period=period, headline=headline)])
    html = index.read_text("utf-8")
    assert re.findall(r'aria-label="(.*?)"', html) == [
        "From 10.0 to 20.0, lowest 10.0, highest 30.0"
    ]
    assert html.count('−10<span class="unseen"> on February 2021</span>') == 1


def test_a_line_keeps_to_periods_of_its_kind(tmp_path: Path) -> None:
    """Weeks are in no line of months."""
    for period in ("2021-W01", "2021-W05", "2021-02", "2021-03"):
        add_to_site(tmp_path, [rendered(period=period, headline=(Number("A", "1", None, 1.0),))])
    assert "<svg" not in (tmp_path / "index.html").read_text("utf-8")


def test_an_older_record_keeps_its_numbers(tmp_path: Path) -> None:
    """A record whose numbers have a label and a value alone is read, and shown without a line."""
    add_to_site(tmp_path, [rendered(period="2021-02", headline=(Number("A", "1", None, 1.0),))])
    record = tmp_path / "issues.json"
    issues = json.loads(record.read_text("utf-8"))
    issues[0]["numbers"] = [["A", "1"]]
    del issues[0]["previous"]
    record.write_text(json.dumps(issues), "utf-8")
    html = add_to_site(tmp_path, []).read_text("utf-8")
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html) == [("A", "1")]
