"""The topic report: a page for each topic, with its providers, its stories and its articles."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from broadsheet.loading.loader import load
from broadsheet.report import RenderedReport, render

PROJECT = Path(__file__).resolve().parents[2]
ARTICLE = """\
---
category: news
type: article
title: Report number {number}
publishedDateTime: 2021-03-{day:02d}T0{hour}:00:00Z
webUrl: "https://news.example/{number}"
quality: {number}
provider:
  name: {provider}
  domain: {provider}.example
topics:
  - {topic}
---
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles on the harbor, of which Echo wrote eight, and one on the stage."""
    folder = tmp_path_factory.mktemp("topics")
    (folder / "archive").mkdir()
    for number in range(1, 14):
        text = ARTICLE.format(
            number=number,
            day=1 + number % 5,
            hour=number % 9,
            provider="echo" if number <= 8 else "bell",
            topic="Stage" if number == 13 else "Harbor",
        )
        (folder / "archive" / f"{number}.md").write_text(text, "utf-8")
    load([folder / "archive"], folder / "lake")
    return folder / "lake"


def page_of(lake: Path, topic: str, formats: tuple[str, ...] = ("html",)) -> RenderedReport:
    """The page of a topic."""
    folder = PROJECT / "reports"
    return render("topic", lake, period="2021-03", each=topic, formats=formats, folder=folder)


def words_of(page: RenderedReport) -> str:
    """What it says."""
    html = page.pages["html"].decode()
    body = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(Markup(body).striptags()).split())  # noqa: S704 - read, not shown


def test_a_topic_has_its_place_and_its_providers(lake: Path) -> None:
    """Twelve of thirteen articles are on the harbor, eight of these by Echo."""
    page = page_of(lake, "Harbor")
    text = words_of(page)
    assert "Harbor has 12 articles in this period: place 1 of 2 topics." in text
    assert "echo has the most articles on it, 8." in text
    assert 'href="https://news.example/12"' in page.pages["html"].decode()
    assert page.mismatches == ()


def test_a_topic_of_one_article_is_one_sheet(lake: Path) -> None:
    """Sections that have nothing to show are left out."""
    page = page_of(lake, "Stage", ("html", "pdf"))
    text = words_of(page)
    assert "Stage has 1 article in this period: place 2 of 2 topics." in text
    assert "All articles with a provider are from bell." in text
    assert "Its stories" not in text
    assert page.pages["pdf"].count(b"/Type /Page\n") <= 1
