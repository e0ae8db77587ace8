"""A page on paper: tagged, titled and linked for every reader."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from markupsafe import Markup

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report import RenderedReport, Request, find_report, render_report
from broadsheet.report.content.markdown import Text
from broadsheet.report.edition.imprint import Imprint
from broadsheet.report.source.output import Paper
from broadsheet.report.typesetting.page import page_html
from broadsheet.report.typesetting.pdf import page_pdf
from broadsheet.report.typesetting.style import SHEETS
from kit.printed import assert_fonts_embedded, assert_pdf_ua, catalog, links, outline, tagged

PROJECT = Path(__file__).resolve().parents[3]
IMPRINT = Imprint("Mine", "", "en", "2021", "UTC", ("sample",), "v000001", "today", "tool", "")


@pytest.fixture(scope="session")
def pages(rendered: Callable[..., RenderedReport], sample_lake: Path) -> dict[str, bytes]:
    """The coverage report of the sample, on screen and on paper."""
    return rendered("coverage", sample_lake, "all", ("html", "pdf")).pages


@pytest.fixture(scope="session")
def printed(pages: dict[str, bytes]) -> pypdf.PdfReader:
    """The coverage report as a PDF."""
    return pypdf.PdfReader(io.BytesIO(pages["pdf"]))


@pytest.fixture(scope="session")
def headings(pages: dict[str, bytes]) -> list[str]:
    """The headings of the coverage report's text on screen, in order."""
    found = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", pages["html"].decode(), re.DOTALL)
    words = [str(Markup(heading).striptags()) for heading in found]  # noqa: S704 - stripped
    beside = {"Key points", "In this report", "Method"}
    return [heading for heading in words if heading not in beside]


def in_print(body: str, paper: Paper = Paper.A4) -> pypdf.PdfReader:
    """A text as a PDF."""
    html = page_html(Text(Markup(body)), IMPRINT, paper=paper)  # noqa: S704 - made here
    return pypdf.PdfReader(io.BytesIO(page_pdf(html, SHEETS[paper].scale)))


def test_paper_declares_pdf_ua(printed: pypdf.PdfReader) -> None:
    """The page says that it is tagged, as PDF/UA-1, and in which language it is."""
    assert_pdf_ua(printed, "en")


def test_paper_shows_its_title(printed: pypdf.PdfReader) -> None:
    """A window shows the report's title and period, not the file's name."""
    assert printed.metadata is not None
    assert printed.metadata.title == "Coverage, All dates"
    assert catalog(printed)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_chart_is_a_figure_told_in_words(
    pages: dict[str, bytes], printed: pypdf.PdfReader
) -> None:
    """Each chart is tagged as a figure and has its title for those who can't see it."""
    screen = pages["html"].decode()
    charts = screen.count('role="img"') - screen.count('<div class="chart narrow">')
    told = [tag.get("/Alt") for tag in tagged(printed, "/Figure")]
    assert len(told) == charts > 0
    assert all(told)


def test_headings_are_tagged(printed: pypdf.PdfReader, headings: list[str]) -> None:
    """Every heading is tagged as one, and so are those of the contents and of the method."""
    assert len(tagged(printed, "/H1", "/H2", "/H3")) == len(headings) + 2


def test_table_heads_say_what_they_head() -> None:
    """A head of a table is tagged as the head of a column."""
    heads = "<thead><tr><th>One</th><th>Two</th></tr></thead>"
    pdf = in_print(f"<table>{heads}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>")
    assert [head["/A"]["/Scope"] for head in tagged(pdf, "/TH")] == ["/Column", "/Column"]


def test_bookmarks_are_the_headings(printed: pypdf.PdfReader, headings: list[str]) -> None:
    """The outline has the report's headings, and those alone."""
    assert [title for title, _ in outline(printed)] == headings


def test_contents_tell_the_pages_of_their_headings(printed: pypdf.PdfReader) -> None:
    """The number beside a section in the contents is that of the page it begins on."""
    pages = dict(outline(printed))
    sections = [tag.title for tag in printed.outline[1] if not isinstance(tag, list)]
    text = printed.pages[0].extract_text()
    told = {
        section: int(found[1])
        for section in sections
        if (found := re.search(rf"{re.escape(section)}[ .]*\.\s*(\d+)", text))
    }
    assert told == {section: pages[section] for section in sections}
    assert len(set(told.values())) > 1


def test_links_lead_somewhere(printed: pypdf.PdfReader) -> None:
    """Every link is printed, and leads to a place of the report or to the web."""
    places = printed.named_destinations
    found = list(links(printed))
    assert all(link["/F"] == 4 for link in found)
    inner = [link["/Dest"] for link in found if "/Dest" in link]
    outer = [link["/A"]["/URI"] for link in found if "/A" in link]
    assert set(inner) <= places.keys()
    assert outer
    assert all(address.startswith(("http://", "https://")) for address in outer)
    assert len(inner) + len(outer) == len(found)


def test_fonts_are_embedded(printed: pypdf.PdfReader) -> None:
    """A printer needs no font of its own."""
    assert_fonts_embedded(printed)


def test_no_page_is_blank(printed: pypdf.PdfReader) -> None:
    """Every page has more than its running heads."""
    assert all(len(page.extract_text().split()) > 40 for page in printed.pages)


def test_every_page_tells_its_number(printed: pypdf.PdfReader) -> None:
    """A page says which of how many it is."""
    count = len(printed.pages)
    texts = [page.extract_text() for page in printed.pages]
    assert all(f"Page {n} of {count}" in text for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_paper_has_the_requested_size(paper: Paper, points: tuple[int, int]) -> None:
    """A sheet is A4 or Letter."""
    box = in_print("<p>Text.</p>", paper).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


def test_a_report_breaks_in_the_same_places_on_any_paper(
    rendered: Callable[..., RenderedReport], sample_lake: Path
) -> None:
    """What fills one sheet of A4, front and back, fills one of Letter."""
    document = find_report("weekly", PROJECT / "reports")
    request = Request(period="all", formats=("pdf",), paper=Paper.LETTER)
    letter = render_report(document, open_snapshot(sample_lake), request).pages["pdf"]
    a4 = rendered("weekly", sample_lake, "all").pages["pdf"]
    first, second = (pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (a4, letter))
    assert [round(pdf.pages[0].mediabox.width) for pdf in (first, second)] == [595, 612]
    assert [page.extract_text() for page in first.pages] == [
        page.extract_text() for page in second.pages
    ]


@pytest.mark.parametrize("paper", Paper)
def test_a_table_breaks_between_rows_under_its_heads(paper: Paper) -> None:
    """A long table begins where there is room, and each page repeats its heads."""
    rows = "".join(f"<tr><td>row-{n}</td></tr>" for n in range(90))
    table = f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>"
    pdf = in_print(f"<p>Before.</p><figure><div>{table}</div></figure>", paper)
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) > 1
    assert all("Head" in text and "row-" in text for text in texts)
    assert "Before." in texts[0]
    assert [int(n) for n in re.findall(r"row-(\d+)", "".join(texts))] == list(range(90))


def test_sentence_is_on_the_page_of_its_chart() -> None:
    """A chart for which a page has no room takes the text and the heading above it along."""
    chart = '<figure><figcaption>Caption</figcaption><svg width="9" height="700"></svg></figure>'
    before = "<p>Word.</p>" * 20
    pdf = in_print(f"{before}<h2>Heading</h2><p>Sentence.</p>{chart}")
    first, second = (page.extract_text() for page in pdf.pages)
    assert "Sentence." not in first
    assert re.search(r"Heading.*Sentence\..*Caption", second, re.DOTALL)


def test_a_running_head_names_the_section_that_goes_on() -> None:
    """A page is headed by the section it opens in, not by the next to begin on it."""
    text = "<p>Word.</p>" * 60
    pdf = in_print(f"<h2>First</h2>{text}<h2>Second</h2>")
    assert "First" in pdf.pages[1].extract_text()


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    """A footnote is on the page of its call, numbered, below the text."""
    note = '<span class="footnote">The note.</span>'
    pdf = in_print(f'<p>Called{note}</p><div class="page-break"></div><p>Next page.</p>')
    first, second = (page.extract_text() for page in pdf.pages)
    assert re.search(r"Called\s*1.*1\s*The note\.", first, re.DOTALL)
    assert "The note." not in second
