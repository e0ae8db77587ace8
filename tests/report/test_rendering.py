"""Whole reports: pages of HTML and PDF from a real lake."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from broadsheet.errors import BroadsheetError, PeriodError, ReportError
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import (
    RenderedReport,
    ReportDocument,
    Request,
    find_report,
    render,
    render_report,
)
from broadsheet.report.typesetting.pdf import page_pdf

Read = Callable[[str], ReportDocument]
Rendered = Callable[..., RenderedReport]
SHIPPED = ("coverage", "quality")
PROJECT = Path(__file__).resolve().parents[2]


def html_of(document: ReportDocument, snapshot: Snapshot, period: str = "all") -> str:
    """A report's HTML page."""
    request = Request(period=period, formats=("html",))
    return render_report(document, snapshot, request).pages["html"].decode()


def pdf_text(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_asks_for_nothing_from_outside(
    rendered: Rendered, sample_lake: Path, name: str
) -> None:
    """No address in the page is fetched but data: and its own anchors; a link waits for a click."""
    page = rendered(name, sample_lake).pages["html"].decode()
    html = re.sub(r'<a href="https?:[^"]*"', "<a", page)
    fetched = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)""", html)
    assert fetched
    assert all(address.startswith(("data:", "#")) for address in fetched)


def test_only_a_report_with_images_may_ask_for_them(report: Read, seed_lake: Path) -> None:
    """The policy allows images of other servers where the report says `images: true`."""
    snapshot = open_snapshot(seed_lake)
    policies = [
        re.search(
            r"img-src ([^;]*);", html_of(report(f"---\nimages: {on}\n---\nText.\n"), snapshot)
        )
        for on in ("false", "true")
    ]
    assert [policy and policy[1] for policy in policies] == ["data:", "data: https:"]


def test_a_page_has_a_policy_that_fits_its_script(rendered: Rendered, sample_lake: Path) -> None:
    """The policy allows the page's one script by its hash, and no other."""
    html = rendered("coverage", sample_lake).pages["html"].decode()
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in html


_AGAIN = """
import locale, sys
from hashlib import sha256
from broadsheet.report import render

locale.setlocale(locale.LC_ALL, "")
lake, folder, name = sys.argv[1:]
page = render(name, lake, period="2021-03", formats=("html", "pdf"), folder=folder)
print(*(sha256(content).hexdigest() for content in page.pages.values()))
"""
EAST = {"SOURCE_DATE_EPOCH": "0", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
WEST = {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("coverage", EAST),
        pytest.param("quality", WEST, marks=pytest.mark.soak),
        pytest.param("coverage", WEST, marks=pytest.mark.soak),
        pytest.param("quality", EAST, marks=pytest.mark.soak),
    ],
    ids=lambda given: given if isinstance(given, str) else given["TZ"],
)
def test_a_report_is_the_same_bytes_in_any_place(
    rendered: Rendered, sample_lake: Path, tmp_path: Path, name: str, place: dict[str, str]
) -> None:
    """HTML and PDF of one snapshot and period are the same bytes at another time, in another
    process, folder, time zone and locale.
    """
    elsewhere = subprocess.run(
        [sys.executable, "-c", _AGAIN, sample_lake, PROJECT / "reports", name],
        env=os.environ | place,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    here = rendered(name, sample_lake).pages.values()
    assert elsewhere.stdout.split() == [sha256(content).hexdigest() for content in here]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_printed_page_says_that_the_sample_is_made_up(
    rendered: Rendered, sample_lake: Path, name: str
) -> None:
    """Each page of the PDF says that sample data is made up."""
    texts = pdf_text(rendered(name, sample_lake).pages["pdf"])
    assert all("Made-up sample data" in text for text in texts)


def test_a_html_page_says_that_the_sample_is_made_up(rendered: Rendered, sample_lake: Path) -> None:
    """The masthead and the imprint say that sample data is made up."""
    html = rendered("coverage", sample_lake).pages["html"].decode()
    assert html.count("Made-up sample data") == 2


def test_a_printed_page_counts_its_pages(rendered: Rendered, sample_lake: Path) -> None:
    """The foot says which page this is, and of how many."""
    texts = pdf_text(rendered("coverage", sample_lake).pages["pdf"])
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_period_without_data_says_so(snapshot: Snapshot, name: str) -> None:
    """An empty period gives a sentence with the span that has articles, and no figures."""
    html = html_of(find_report(name, PROJECT / "reports"), snapshot, "1999")
    assert "No articles in this period" in html
    assert "The archive holds articles from" in html
    assert "<figure" not in html


def test_a_period_without_data_prints_too(snapshot: Snapshot) -> None:
    """An empty period gives a PDF of one page."""
    document = find_report("quality", PROJECT / "reports")
    pages = render_report(document, snapshot, Request(period="1999", formats=("pdf",))).pages
    (text,) = pdf_text(pages["pdf"])
    assert "No articles in this period" in text


@pytest.mark.parametrize("name", SHIPPED)
def test_a_single_document_can_be_printed(rendered: Rendered, seed_lake: Path, name: str) -> None:
    """The lone seed gives every report, with no group large enough to compare."""
    assert pdf_text(rendered(name, seed_lake, formats=("pdf",)).pages["pdf"])


def test_real_data_is_not_called_made_up(rendered: Rendered, seed_lake: Path) -> None:
    """A lake of real documents bears no such notice."""
    page = rendered("coverage", seed_lake, period="all", formats=("html",))
    assert b"Made-up" not in page.pages["html"]


def test_last_week_is_seen_from_now(report: Read, snapshot: Snapshot) -> None:
    """`--now` replaces the clock."""
    request = Request(period="last-week", now="2021-03-24", formats=("html",))
    assert render_report(report("# Week\n"), snapshot, request).period.slug == "2021-W11"


def test_figures_carry_their_sql_and_data(rendered: Rendered, sample_lake: Path) -> None:
    """Each figure has its SQL, the bound parameters, and its rows as CSV."""
    html = rendered("coverage", sample_lake).pages["html"].decode()
    assert html.count('<details class="source">') == html.count("<figure")
    assert "-- $since = 1 Mar 2021, $until = 1 Apr 2021, $timezone = UTC" in html


def test_pages_are_written_under_name_and_period(
    rendered: Rendered, sample_lake: Path, tmp_path: Path
) -> None:
    """A page's files are named for its report and period."""
    html, pdf = rendered("coverage", sample_lake).write(tmp_path / "new")
    assert (html.name, pdf.name) == ("coverage-2021-03.html", "coverage-2021-03.pdf")
    assert html.read_bytes().startswith(b"<!doctype html>")


def test_a_folder_that_cannot_be_written_is_told(
    rendered: Rendered, sample_lake: Path, tmp_path: Path
) -> None:
    """Writing below a file is one clear error."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError, match="can't write to"):
        rendered("coverage", sample_lake).write(tmp_path / "file" / "out")


def test_a_notebook_shows_the_page_in_a_frame(rendered: Rendered, sample_lake: Path) -> None:
    """A notebook shows the page in a sandboxed frame, escaped."""
    shown = rendered("coverage", sample_lake)._repr_html_()
    assert shown.startswith('<iframe title="coverage" srcdoc="&lt;!doctype html')


def test_failing_sql_is_told_with_its_line(report: Read, snapshot: Snapshot) -> None:
    """SQL that fails names the report's file, the line of the fence and the result."""
    document = report("Hello.\n\n```sql bad\nselect nothing from articles\n```\n")
    with pytest.raises(ReportError, match=r'mine\.md:3: in bad: .*"nothing" not found'):
        html_of(document, snapshot)


def test_an_unknown_parameter_is_told_with_the_known(report: Read, snapshot: Snapshot) -> None:
    """A parameter that no report has is named, with those there are."""
    document = report("```sql bad\nselect $sinse\n```\n")
    with pytest.raises(ReportError, match=r"got '\$sinse'; did you mean since"):
        html_of(document, snapshot)


def test_a_report_only_reads(report: Read, snapshot: Snapshot) -> None:
    """SQL that would write is refused."""
    document = report("```sql bad\ncreate table x as select 1\n```\n")
    with pytest.raises(ReportError, match="SQL must only read"):
        html_of(document, snapshot)


def test_an_empty_result_says_so(report: Read, snapshot: Snapshot) -> None:
    """A chart and a table without rows are a sentence, not empty axes."""
    text = "```sql none\nselect 'a' as x, 1 as y where false\n```\n"
    html = html_of(
        report(text + '{{ bar("none", x="y", y="x") }}\n{{ table("none") }}\n'), snapshot
    )
    assert html.count("No data for this period.") == 2
    assert "<svg" not in html


def test_hostile_data_prints_as_text(report: Read, snapshot: Snapshot) -> None:
    """Markup in the data is escaped in tables, charts, numbers and sentences."""
    text = (
        "```sql evil\nselect '<script>x</script>' as name, 1 as n\n```\n"
        '{{ value("evil.name") }}\n{{ table("evil") }}\n{{ bar("evil", x="n", y="name") }}\n'
        '{{ numbers("evil") }}\n'
    )
    html = html_of(report(text), snapshot)
    assert "<script>x" not in html
    assert html.count("&lt;script&gt;x&lt;/script&gt;") >= 4


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (Request(period="soon"), PeriodError),
        (Request(zone="Mars/Olympus"), PeriodError),
        (Request(now="yesterday"), PeriodError),
        (Request(formats=("docx",)), ReportError),
    ],
)
def test_a_wrong_request_is_told(
    snapshot: Snapshot, request_: Request, error: type[BroadsheetError]
) -> None:
    """A period, zone, moment or format that is none is refused by name."""
    with pytest.raises(error):
        render_report(find_report("coverage", PROJECT / "reports"), snapshot, request_)


def test_a_changed_lake_leaves_an_older_version_as_it_was(tmp_path: Path) -> None:
    """A report of an older version gives the bytes that it gave then."""
    archive, lake, mine = tmp_path / "archive", tmp_path / "lake", tmp_path / "mine.md"
    mine.write_text(
        "```sql all\nselect title, quality from articles\n```\n"
        '{{ table("all") }}\n{{ bar("all", x="quality", y="title") }}\n'
    )
    archive.mkdir()
    seed = next((PROJECT / "seeds").glob("*.txt")).read_text("utf-8")
    (archive / "one.md").write_text(seed, "utf-8")
    load([archive], lake)
    then = render(str(mine), lake)
    (archive / "two.md").write_text(seed.replace("quality: 39", "quality: 99", 1), "utf-8")
    load([archive], lake)
    assert render(str(mine), lake, as_of="v000001").pages == then.pages


def test_the_pdf_engine_reads_no_files(tmp_path: Path) -> None:
    """A page that names a local file gets nothing of it into the PDF."""
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'leaked' }", "utf-8")
    html = f'<html lang="en"><title>t</title><link rel="stylesheet" href="{secret.as_uri()}">x'
    (text,) = pdf_text(page_pdf(html))
    assert text.strip() == "x"


def test_a_version_can_be_told_apart(
    rendered: Rendered, sample_lake: Path, snapshot: Snapshot
) -> None:
    """The imprint names the snapshot, the archives, the period, the zone and the version."""
    html = rendered("coverage", sample_lake).pages["html"].decode()
    imprint = html[html.index('<footer class="imprint">') :]
    for told in (snapshot.version, "sample", "March 2021", "UTC", "broadsheet"):
        assert told in imprint


def test_the_lake_is_opened_once_more_after_a_load(sample_lake: Path) -> None:
    """A snapshot that was opened stays readable while the lake moves on."""
    opened = open_snapshot(sample_lake)
    assert opened.load["loaded"] == 300


def test_times_are_on_the_reports_clock(report: Read, snapshot: Snapshot) -> None:
    """A time is printed as the report's time zone has it, in tables and sentences alike."""
    text = (
        "---\ntimezone: Europe/London\n---\n"
        "```sql t\nselect timestamptz '2021-03-31 10:22:55+00' as at\n```\n"
        '{{ value("t.at") }}\n\n{{ table("t") }}\n\n{{ rows("t")[0].at }}\n'
    )
    assert html_of(report(text), snapshot).count("31 Mar 2021 11:22") == 3


def test_pictures_from_outside_are_links(report: Read, snapshot: Snapshot) -> None:
    """A page loads no picture, whatever the report's text says."""
    html = html_of(report("![a](http://example.com/a.png)"), snapshot)
    assert "<img" not in html


def test_a_lake_of_both_says_that_it_holds_made_up_data(
    report: Read, sample_lake: Path, tmp_path: Path
) -> None:
    """With real and made-up documents in a lake, the page does not call all made up."""
    load([sample_lake.parent / "sample", PROJECT / "seeds"], tmp_path / "lake")
    html = html_of(report("# Both\n"), open_snapshot(tmp_path / "lake"))
    assert html.count("Holds made-up sample data") == 2


@pytest.mark.parametrize("setting", ["period: soon", "timezone: Mars/X", "formats: [htm]"])
def test_a_wrong_setting_is_told_with_its_line(report: Read, setting: str) -> None:
    """A setting without meaning is reported with file and line."""
    with pytest.raises(ReportError, match=r"mine\.md:3: no such"):
        report(f"---\ntitle: A\n{setting}\n---\n")


@pytest.mark.parametrize("fence", ["```sql my-q", "```sql w\nselect 1", "```sql"])
def test_a_faulty_fence_is_told_with_its_line(report: Read, fence: str) -> None:
    """A fence without a valid name, or without an end, is reported."""
    with pytest.raises(ReportError, match=r"mine\.md:2: a SQL fence needs a name"):
        report(f"text\n{fence}\n")
