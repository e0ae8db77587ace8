"""The lists on a provider's page: its articles, and the stories that it missed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from broadsheet.loading.loader import load
from broadsheet.report import render

PROJECT = Path(__file__).resolve().parents[2]
PEERS = ("echo", "bell", "post", "wire")
ENTRY = """\
  - title: Story {story} by {provider}
    publishedDateTime: 2021-03-{day:02d}T10:00:00Z
    webUrl: "https://{provider}.example/{story}"
    quality: {quality}
    provider: {{name: {provider}, domain: {provider}.example}}
"""
STORY = """\
---
category: news
type: article
title: Story {story} by echo
publishedDateTime: 2021-03-{day:02d}T09:00:00Z
webUrl: "https://echo.example/{story}"
quality: {quality}
provider: {{name: echo, domain: echo.example}}
related:
{entries}---
"""


def _story(story: int, providers: tuple[str, ...]) -> str:
    given = {"story": story, "day": 2 * story, "quality": 40 + story}
    entries = "".join(ENTRY.format(provider=provider, **given) for provider in providers)
    return STORY.format(entries=entries, **given)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight stories of four providers, of which `wire` lacks the fifth and sixth."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "archive").mkdir()
    for story in range(1, 9):
        others = PEERS[1:] if story not in {5, 6} else PEERS[1:3]
        (folder / "archive" / f"{story}.md").write_text(_story(story, others), "utf-8")
    own = STORY.format(story=15, day=15, quality=99, entries="").replace("echo", "wire")
    (folder / "archive" / "own.md").write_text(own.replace("related:\n", ""), "utf-8")
    load([folder / "archive"], folder / "lake")
    return folder / "lake"


def lists_of(lake: Path, provider: str) -> dict[str, list[str]]:
    """The titles of each list of a provider's page, with the facts below."""
    page = render("provider", lake, period="2021-03", each=provider, folder=PROJECT / "reports")
    html = page.pages["html"].decode()
    figures = re.findall(r"<figcaption>(.*?)</figcaption>\s*<ol class=.*?</ol>", html, re.DOTALL)
    bodies = re.findall(r'<ol class="articles">(.*?)</ol>', html, re.DOTALL)
    return {
        unescape(title): [
            unescape(re.sub(r"<[^>]+>", "", line)).strip()
            for line in re.findall(r'<p class="(?:headline|facts)">(.*?)</p>', body, re.DOTALL)
        ]
        for title, body in zip(figures, bodies, strict=True)
    }


def test_the_newest_and_the_best_are_listed(lake: Path) -> None:
    """The best score is that of the last story, as later ones have more."""
    found = lists_of(lake, "echo.example")
    assert list(found) == ["Its newest articles", "Its best articles"]
    assert found["Its newest articles"][:2] == ["Story 8 by echo", "16 Mar 2021 09:00 · quality 48"]
    assert found["Its best articles"] == found["Its newest articles"]


def test_stories_that_three_peers_had_are_missed(lake: Path) -> None:
    """Three of its three peers had both stories that the provider lacks."""
    found = lists_of(lake, "wire.example")
    assert found["Stories that it missed, those of the most peers first"] == [
        "Story 6 by echo",
        "3 of 3 peers · 12 Mar 2021 09:00 · quality 46",
        "Story 5 by echo",
        "3 of 3 peers · 10 Mar 2021 09:00 · quality 45",
    ]
    assert found["Its articles, the newest first"] == [
        "Story 15 by wire",
        "15 Mar 2021 09:00 · quality 99",
    ]
