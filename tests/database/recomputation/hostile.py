"""Documents made by hand that a careless count would trip over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_hostile"]

_DOCUMENTS = {
    "no-provider.md": """
        category: news
        title: "Nobody says who wrote this, and nobody scored it"
        publishedDateTime: 2021-03-14T06:30:00Z
        webUrl: "https://nobody.example/1"
        type: article
        published: true
        topics: [Space, space]
    """,
    "no-date.md": """
        category: news
        title: "Never"
        webUrl: "https://never.example/?b=2&a=1"
        type: article
        quality: -3
        provider: {name: No, domain: never.example}
        topics: [Space, Space, Stage]
    """,
    "neither.md": """
        title: " "
        webUrl: "https://nobody.example/2"
    """,
    "no-address.md": """
        category: news
        title: "Without an address"
        publishedDateTime: 2021-03-28T00:59:59Z
        type: article
        quality: 70
        published: false
        provider: {name: 12:30, domain: " Clock.Example "}
    """,
    "one-address.md": """
        category: news
        title: "One address"
        publishedDateTime: 2021-03-28T01:00:00Z
        originalUrl: "http://WWW.Clock.Example:80/one/?utm_source=here&b=2&a=1#top"
        webUrl: "https://elsewhere.example/"
        type: article
        quality: 70
        published: true
        provider: {name: 12:31, domain: clock.example}
        related:
          - {title: Itself, webUrl: "https://clock.example/one?a=1&b=2", quality: 71}
          - title: Undated
            webUrl: "https://1843.example/x"
            provider: {name: 1843, domain: 1843.example}
          - title: "Undated, again"
            webUrl: "https://www.1843.example/x/"
            provider: {name: No, domain: 1843.example}
          - {title: "No address", publishedDateTime: 2021-03-27T12:00:00Z, quality: 99}
    """,
    "the-same-address.md": """
        category: news
        title: "The same address again"
        publishedDateTime: 2021-03-30T22:30:00Z
        webUrl: "https://clock.example/one?a=1&b=2"
        type: article
        quality: 12
        provider: {name: 12:30, domain: clock.example}
    """,
    "held-back.md": """
        category: news
        title: "Better, and held back: 3 of 5 residents of the old harbour object to it"
        excerpt: "The harbour is old, it says."
        publishedDateTime: 2021-02-01T08:00:00Z
        webUrl: "https://held.example/1"
        type: article
        quality: 60
        heat: -1
        published: false
        provider: {name: Held, domain: held.example}
        related:
          - title: "Worse, and at the head: 4 of 5 residents of the old harbour object to it"
            excerpt: "The harbour is old, it says."
            publishedDateTime: 2021-02-08T08:00:00Z
            webUrl: "https://head.example/1"
            provider: {name: Head, domain: head.example}
    """,
    "at-the-head.md": """
        category: news
        title: "Worse, and at the head: 4 of 5 residents of the old harbour object to it"
        publishedDateTime: 2021-02-08T08:00:00Z
        webUrl: "https://head.example/1"
        type: article
        quality: 50
        heat: 0
        published: false
        provider: {name: Head, domain: head.example}
    """,
    "unscored-first.md": """
        category: news
        title: "Unscored, and first to be seen"
        publishedDateTime: 2021-02-01T09:00:00Z
        webUrl: "https://unscored.example/1"
        type: article
        provider: {name: Unscored, domain: unscored.example}
        related:
          - title: "Unscored, and published"
            publishedDateTime: 2021-02-01T10:00:00Z
            webUrl: "https://head.example/2"
            provider: {name: Head, domain: head.example}
    """,
    "unscored-published.md": """
        category: news
        title: "Unscored, and published"
        publishedDateTime: 2021-02-01T10:00:00Z
        webUrl: "https://head.example/2"
        type: article
        published: true
        provider: {name: Head, domain: head.example}
    """,
    "video.md": """
        category: videos
        title: "A moving picture"
        publishedDateTime: 2021-03-12T12:00:00Z
        webUrl: "https://clock.example/video"
        type: video
        length: PT4M13S
        quality: 88
        heat: -2147483648
        provider: {name: 12:30, domain: clock.example}
        topics: [Space]
    """,
    "_data/organizations/clock.md": """
        taxonomy: Organization
        _id: clock.example
        name: The Clock
        webUrl: "https://clock.example/"
    """,
    "news-video.md": """
        category: news
        title: "News that move"
        publishedDateTime: 2021-03-12T12:00:00Z
        webUrl: "https://clock.example/news-video"
        type: video
        quality: 189
        heat: 199
        published: true
        provider: {name: 12:30, domain: clock.example}
        topics: [Space]
    """,
}
_COPY = """
    category: news
    title: "{title}"
    excerpt: "{excerpt}"
    publishedDateTime: 2020-11-0{day}T10:0{minute}:00Z
    webUrl: "https://{domain}.example/copy/{number}"
    type: article
    provider: {{name: {domain}, domain: {domain}.example}}
"""
_COPIES = (  # the title and the excerpt of a provider's item
    ("Just so long", "", "one"),
    ("Just so long", "", "two"),
    ("Too short", "So short that it says nothing.", "one"),
    ("TOO SHORT", "So short that it says nothing.", "two"),
    ("The harbour bridge is shut for 3 days", "", "one"),
    ("The harbour bridge is shut for 4 days", "", "two"),
    ("Harbour bridge is shut for 4 days", "", "three"),
    *(("Said three times", "", "one"),) * 3,
    ("Said three times", "", "two"),
    *(("Said four times over", "", "one"),) * 4,
    ("Said four times over", "", "two"),
)
_LINK = """
    category: news
    title: "Part {number} of a list that rolls on"
    publishedDateTime: 2021-01-{day:02}T08:00:00Z
    webUrl: "https://chain.example/{number}"
    type: article
    quality: {quality}
    provider: {{name: Chain, domain: chain.example}}
    related:
      - title: "Part {before} of a list that rolls on"
        publishedDateTime: 2021-01-{day_before:02}T08:00:00Z
        webUrl: "https://chain.example/{before}"
        provider: {{name: Chain, domain: chain.example}}
      - title: "Undated, and in every list"
        webUrl: "https://chain.example/always"
        quality: 99
"""
_QUALITIES = (50, 40, 60, 50, 45)


def write_hostile(folder: Path) -> None:
    """Write them into an archive; five more each list the one of six days before."""
    documents = _DOCUMENTS | {
        f"chain-{number}.md": _LINK.format(
            number=number,
            before=number - 1,
            day=1 + 6 * number,
            day_before=6 * number - 5,
            quality=quality,
        )
        for number, quality in enumerate(_QUALITIES)
        if number
    }
    documents |= {
        f"copy-{number}.md": _COPY.format(
            number=number,
            title=title,
            excerpt=excerpt,
            domain=domain,
            day=1 + number // 9,
            minute=number % 9,
        )
        for number, (title, excerpt, domain) in enumerate(_COPIES)
    }
    for name, fields in documents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"---\n{_unindented(fields)}\n---\n", encoding="utf-8")


def _unindented(text: str) -> str:
    from textwrap import dedent

    return dedent(text).strip("\n")
