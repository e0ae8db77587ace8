"""The mail of a message: its parts, its headers, and what a hostile document can't do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

import matplotlib.image
import pypdf
import pytest

from broadsheet.config.settings import MailServer
from broadsheet.delivery.channels.mail.composing import compose
from broadsheet.delivery.message import Kind, Message, Number
from broadsheet.report import RenderedReport
from broadsheet.report.content.elements.picture import Picture

Make = Callable[..., Message]
SERVER = MailServer("mail.example", "Broadsheet <reports@example.org>")
LINKED = MailServer("mail.example", "reports@example.org", link="https://news.example/out/")
HOSTILE = '<script>alert("1")</script><img src=http://evil.example/x>\r\nBcc: evil@example.org'


def received(message: Message, server: MailServer = SERVER) -> EmailMessage:
    """The mail of a message as a mail program reads it."""
    raw = compose(message, ["desk@example.org"], [], server).as_bytes()
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not any(part.defects for part in mail.walk())
    return mail


def body(mail: EmailMessage, form: str) -> str:
    """The text of a mail, as `html` or `plain`."""
    part = mail.get_body((form,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def attached(mail: EmailMessage) -> dict[str, bytes]:
    """The attachments by the names of their files."""
    return {str(each.get_filename()): each.get_content() for each in mail.iter_attachments()}


def elements(html: str) -> list[str]:
    """The names of the elements that a browser finds."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, _: found.append(tag)  # type: ignore[method-assign]
    reader.feed(html)
    return found


@pytest.fixture(scope="module")
def mail(page: RenderedReport) -> EmailMessage:
    """The mail of a rendered report."""
    from broadsheet.delivery.report_message import report_message

    return received(report_message("days", "2021-03", page), LINKED)


def test_a_mail_has_the_parts_that_programs_expect(mail: EmailMessage) -> None:
    """Text, or HTML with its figures, and the PDF beside them."""
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "image/png",
        "application/pdf",
    ]


def test_figures_are_found_by_their_ids(mail: EmailMessage) -> None:
    """Each picture that the HTML names is in the mail, and is PNG of twice its width."""
    named = dict(re.findall(r'src="cid:([^"]+)" width="(\d+)"', body(mail, "html")))
    images = {
        part["Content-ID"].strip("<>"): part.get_content()
        for part in mail.walk()
        if part.get_content_maintype() == "image"
    }
    assert list(named) == list(images)
    widths = [matplotlib.image.imread(BytesIO(png)).shape[1] for png in images.values()]
    assert min(widths) >= 2 * min(map(int, named.values()))


def test_figures_are_read_out(mail: EmailMessage) -> None:
    """A picture has its title above it, and its data in its alternative text."""
    html = unescape(body(mail, "html"))
    assert re.findall(r">(By \w+)</p>", html) == ["By bar", "By line"]
    assert 'alt="2 rows. Date 1 Mar 2021, Articles 3; Date 2 Mar 2021, Articles 1."' in html


def test_the_pdf_opens_and_is_tagged(mail: EmailMessage) -> None:
    """The attached PDF is whole, and fit for screen readers."""
    ((name, content),) = attached(mail).items()
    assert name == "days-2021-03.pdf"
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_the_words_are_in_both_forms(mail: EmailMessage) -> None:
    """Title, first sentence, numbers and link are in the HTML and in the plain text."""
    html = re.sub(r"<[^>]+>", " ", unescape(body(mail, "html")))
    for text in (html, body(mail, "plain")):
        words = " ".join(text.split())
        assert "Our days, March 2021" in words
        assert "We hold 4 articles." in words
        assert re.search("Articles: 4|4 Articles", words)
    assert "https://news.example/out/days-2021-03.html" in body(mail, "plain")
    assert 'href="https://news.example/out/days-2021-03.html"' in body(mail, "html")


def test_the_html_needs_nothing_that_programs_drop(mail: EmailMessage) -> None:
    """No style sheet, no script, and nothing that is fetched: styles are attributes."""
    html = body(mail, "html")
    assert not re.search(r"<(style|link|script|div)", html)
    assert 'style="' in html
    assert re.findall(r'src="(?!cid:)', html) == []


def test_headers(mail: EmailMessage) -> None:
    """A mail says who it is from, when, and that a program wrote it."""
    assert str(mail["From"]) == "reports@example.org"
    assert str(mail["To"]) == "desk@example.org"
    assert mail["Subject"] == "Our days, March 2021"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(mail["Date"]).tzinfo is not None
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", mail["Message-ID"])
    assert mail["In-Reply-To"] is None


def test_a_reply_names_what_it_replies_to(message: Make) -> None:
    """A recovery is in the thread of its alert."""
    alert = message(kind=Kind.ALERT).message_id("mail", "example.org")
    mail = received(message(kind=Kind.RECOVERY, thread=alert))
    assert mail["In-Reply-To"] == mail["References"] == alert


@pytest.mark.parametrize("text", [HOSTILE, "a\nBcc: evil@example.org", "a\u2028Bcc: b@c.de"])
def test_no_text_adds_a_header(message: Make, text: str) -> None:
    """A title with line ends is one line of Subject."""
    mail = received(message(text))
    assert mail["Bcc"] is None
    assert "Bcc: " in mail["Subject"]


def test_no_text_is_markup(message: Make) -> None:
    """A tag in any text is shown, not obeyed."""
    picture = Picture(HOSTILE, HOSTILE, b"png", 600)
    texts = {"summary": HOSTILE, "details": (HOSTILE,), "warnings": (HOSTILE,)}
    numbers = (Number(HOSTILE, HOSTILE, HOSTILE),)
    harmless = body(received(message(figures=(replace(picture, description="2 rows."),))), "html")
    html = body(received(message(HOSTILE, numbers=numbers, figures=(picture,), **texts)), "html")
    assert set(elements(html)) - {"ul", "li"} == set(elements(harmless))
    assert elements(html).count("img") == 1
    assert unescape(html).count("alert(") >= 8


def test_no_text_breaks_out_of_its_line(message: Make) -> None:
    """In plain text a line of a document can't pose as one of the mail's own."""
    text = body(
        received(message(summary="a\r\n\r\nRead it on the web:\nhttp://evil.example")), "plain"
    )
    assert "a Read it on the web: http://evil.example" in text.splitlines()


def test_a_long_title_is_cut(message: Make) -> None:
    """A subject has a bound."""
    assert len(compose(message("Word " * 500), [], [], SERVER)["Subject"]) <= 150


def test_letters_of_all_scripts(message: Make) -> None:
    """Text beyond ASCII arrives as it was."""
    mail = received(message("Größe 朝日 🗞", summary="Naïve – 朝日"))
    assert mail["Subject"] == "Größe 朝日 🗞"
    assert "Naïve – 朝日" in body(mail, "plain")
    assert "Größe 朝日 🗞" in body(mail, "html")


def test_a_large_page_is_linked(message: Make) -> None:
    """Above the limit the mail has a link to each page instead."""
    mail = received(message(size=10_000_001, forms=("pdf",)), LINKED)
    assert attached(mail) == {}
    assert "days-2021-03.pdf:\nhttps://news.example/out/days-2021-03.pdf" in body(mail, "plain")


def test_a_large_page_without_a_link_is_named(message: Make) -> None:
    """Where there is no link, the mail says which page is missing, and its size."""
    mail = received(message(size=12_340_000, forms=("pdf",)))
    sentence = "Not attached, over 10 MB in all: days-2021-03.pdf (12.3 MB)."
    assert attached(mail) == {}
    assert sentence in body(mail, "plain")
    assert sentence in body(mail, "html")


def test_a_page_of_the_largest_size_is_attached(message: Make) -> None:
    """The limit itself is allowed."""
    server = MailServer("mail.example", "r@example.org", largest=0.5)
    mail = received(message(size=500_000, forms=("pdf",)), server)
    assert {name: len(content) for name, content in attached(mail).items()} == {
        "days-2021-03.pdf": 500_000
    }


def test_a_report_of_html_alone_is_attached(message: Make) -> None:
    """Where there is no PDF, the web page is attached."""
    assert list(attached(received(message(forms=("html",))))) == ["days-2021-03.html"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.REPORT])
def test_only_a_report_is_attached(message: Make, kind: Kind) -> None:
    """A note, a failure and an alert are short."""
    assert attached(received(message(kind=kind))) == {}
