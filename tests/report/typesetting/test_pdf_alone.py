"""A page on paper is made of itself alone: it reads no file and asks no server."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path

import pypdf
import pytest
from markupsafe import Markup

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, read_report, render_report
from broadsheet.report.content.markdown import Text
from broadsheet.report.edition.imprint import Imprint
from broadsheet.report.source.output import Paper
from broadsheet.report.typesetting.page import page_html
from broadsheet.report.typesetting.pdf import page_pdf

WORDS = "words-of-a-local-file"
PLACES = {
    "image": '<img alt="" src="{url}">',
    "image set": '<img alt="" srcset="{url} 2x">',
    "object": '<object data="{url}"></object>',
    "embedded": '<embed src="{url}">',
    "frame": '<iframe src="{url}"></iframe>',
    "style sheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}"><a rel="attachment" href="{url}">A</a>',
    "import": "<style>@import url({url});</style>",
    "font": "<style>@font-face{{font-family:x;src:url({url})}} p{{font-family:x}}</style>",
    "background": '<p style="background:url({url})">A</p>',
    "list": '<ul style="list-style-image:url({url})"><li>A</li></ul>',
    "content": "<style>p::before{{content:url({url})}}</style>",
    "drawn image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "drawn use": '<svg width="9" height="9"><use href="{url}#a"/></svg>',
    "base": '<base href="{url}"><img alt="" src="a.png">',
}


class Server(ThreadingHTTPServer):
    """A server on this machine that records the requested paths."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/a.png"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A running server."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def everything(pdf: bytes) -> bytes:
    """All that a PDF holds: its streams, and its text."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]))]
    streams = [o.get_data() for o in objects if isinstance(o, pypdf.generic.StreamObject)]
    text = "".join(page.extract_text() for page in reader.pages)
    return b"".join(streams) + text.encode()


@pytest.mark.parametrize("place", PLACES)
def test_paper_fetches_nothing_from_wherever_an_address_stands(
    tmp_path: Path, server: Server, place: str
) -> None:
    """Neither a server nor a file is read, even where markup is in the text."""
    file = tmp_path / "secret.txt"
    file.write_text(WORDS, "utf-8")
    imprint = Imprint("Mine", "", "en", "2021", "UTC", ("a",), "v000001", "today", "tool", "")
    body = "".join(PLACES[place].format(url=url) for url in (server.url, file.as_uri()))
    text = Text(Markup(body))  # noqa: S704 - on purpose
    pdf = page_pdf(page_html(text, imprint, paper=Paper.A4))
    assert server.asked == []
    assert WORDS.encode() not in everything(pdf)


def test_a_report_fetches_nothing_for_its_data_or_its_text(tmp_path: Path, server: Server) -> None:
    """Addresses and styles in documents, and images in a report's Markdown, are words."""
    file = tmp_path / "secret.txt"
    file.write_text(WORDS, "utf-8")
    places = [
        (place.format(url=server.url), place.format(url=file.as_uri())) for place in PLACES.values()
    ]
    archive = tmp_path / "archive"
    archive.mkdir()
    for number, (served, local) in enumerate(places):
        fields = {
            "title": f"{served}</style>",
            "webUrl": server.url,
            "provider": {"name": local, "domain": f"p{number}.example"},
            "topics": [served, local],
            "publishedDateTime": "2021-03-16T10:00:00Z",
            "images": [{"url": server.url}, {"url": file.as_uri()}],
        }
        lines = "\n".join(f"{name}: {json.dumps(value)}" for name, value in fields.items())
        (archive / f"{number}.md").write_text(f"---\n{lines}\n---\n", "utf-8")
    load([archive], tmp_path / "lake")
    text = (
        f"---\ntitle: Mine\ndescription: {json.dumps(places[0][0])}\n---\n"
        f"![An image]({server.url}) ![A file]({file.as_uri()})\n\n"
        + "\n\n".join(chain.from_iterable(places))
        + "\n\n```sql titles\nselect title, url from articles\n```\n"
        "```sql names\nselect provider_name, topics from articles\n```\n"
        '{{ table("titles", limit=99) }}\n\n{{ table("names", limit=99) }}\n'
    )
    (tmp_path / "mine.md").write_text(text, "utf-8")
    request = Request(period="all", formats=("pdf",))
    report = render_report(
        read_report(tmp_path / "mine.md"), open_snapshot(tmp_path / "lake"), request
    )
    assert server.asked == []
    assert WORDS.encode() not in everything(report.pages["pdf"])
