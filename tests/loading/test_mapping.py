"""Archives of other makers load with dates, providers and topics, by a mapping of their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import broadsheet
from broadsheet.documents.mapping import FieldMapping
from broadsheet.documents.profiles_found import profile_names
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.inspection import inspect

_HUGO = """+++
title = "Bridge reopens"
date = 2021-03-16T10:06:00Z
author = "Harbor Post"
tags = ["sea"]
canonicalURL = "https://www.harbor-post.example/1"
+++
Ferries stop.
"""
_JEKYLL = """---
title: Bridge reopens
date: 2021-03-16 11:06:00 +0100
author: Harbor Post
category: sea
canonical_url: https://harbor-post.example/1
---
Ferries stop.
"""
_JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Harbor Post",
 "items": [{"id": "1", "url": "https://harbor-post.example/1", "title": "Bridge reopens",
  "content_text": "Ferries stop.", "date_published": "2021-03-16T11:06:00+01:00",
  "tags": ["sea"]}]}
"""
_RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor Post</title>
<item><title>Bridge reopens</title><link>https://harbor-post.example/1</link>
<category>sea</category><pubDate>Tue, 16 Mar 2021 11:06:00 +0100</pubDate></item>
</channel></rss>
"""
_ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbor Post</title>
<entry><title>Bridge reopens</title><id>tag:1</id><link href="https://harbor-post.example/1"/>
<category term="sea"/><published>2021-03-16T10:06:00Z</published></entry></feed>
"""
_NEWS = """{"status": "ok", "news": [{"source": {"name": "Harbor Post"}, "title": "Bridge reopens",
 "url": "https://harbor-post.example/1", "publishedAt": 1615889160, "category": ["sea"]}]}
"""
_ARCHIVES = {
    "site/a.md": ("hugo", _HUGO),
    "site/2021-03-16-a.md": ("jekyll", _JEKYLL),
    "feed.json": ("json-feed", _JSON_FEED),
    "feed.rss": ("rss", _RSS),
    "feed.atom": ("rss", _ATOM),
    "api.json": ("news-api", _NEWS),
}
_ROW = ("Bridge reopens", "2021-03-16 10:06", "Harbor Post", "harbor-post.example", ["sea"])


def _archive(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file if file.parent == folder else file.parent


def _rows(lake: Path, columns: str) -> list[tuple[object, ...]]:
    with broadsheet.connect(lake) as connection:
        return connection.table("articles").project(columns).fetchall()


@pytest.mark.parametrize("name", _ARCHIVES)
def test_an_archive_of_another_maker_has_dates_providers_and_topics(
    name: str, tmp_path: Path
) -> None:
    """Title, date in UTC, provider, domain and topics are those of the document."""
    profile, text = _ARCHIVES[name]
    source = _archive(tmp_path, name, text)
    summary = broadsheet.load(source, tmp_path / "lake", mapping=FieldMapping(profile))
    moment = "strftime(published_at at time zone 'UTC', '%Y-%m-%d %H:%M')"
    columns = f"title, {moment}, provider_name, provider_domain, topics"
    assert _rows(tmp_path / "lake", columns) == [_ROW]
    assert summary.problems == {}


def test_every_profile_is_valid() -> None:
    """Each maps fields of ours, from fields or the special sources."""
    for name in profile_names():
        assert FieldMapping(fields=FieldMapping(name).all_fields)


def test_a_changed_mapping_reads_the_archive_again(tmp_path: Path) -> None:
    """The documents are the same; their columns follow the mapping, with it and without."""
    source = _archive(tmp_path, "site/a.md", _HUGO)
    lake = tmp_path / "lake"
    for mapping, expected in (
        (FieldMapping(), None),
        (FieldMapping(fields={"provider.name": "author"}), "Harbor Post"),
        (FieldMapping(constants={"provider.name": "Other"}), "Other"),
        (FieldMapping(), None),
    ):
        broadsheet.load(source, lake, mapping=mapping)
        assert _rows(lake, "provider_name") == [(expected,)]
        version = open_snapshot(lake).version
        broadsheet.load(source, lake, mapping=mapping)
        assert open_snapshot(lake).version == version


def test_a_field_of_ours_stays(tmp_path: Path) -> None:
    """A mapping fills what a document lacks, and replaces nothing."""
    text = "---\ntitle: A\nheadline: B\nexcerpt: C\nsummary: D\n---\n"
    source = _archive(tmp_path, "site/a.md", text)
    fields = {"title": "headline", "excerpt": "summary"}
    broadsheet.load(source, tmp_path / "lake", mapping=FieldMapping(fields=fields))
    assert _rows(tmp_path / "lake", "title, excerpt") == [("A", "C")]


def test_a_fault_of_a_mapped_field_names_its_line(tmp_path: Path) -> None:
    """The problem has the line of the document's own field."""
    source = _archive(tmp_path, "site/a.md", "---\ntitle: A\nwhen: noon\n---\n")
    mapping = FieldMapping(fields={"publishedDateTime": "when"})
    broadsheet.load(source, tmp_path / "lake", mapping=mapping)
    with broadsheet.connect(tmp_path / "lake") as connection:
        found = connection.sql("select field, line, value from problems").fetchall()
    assert found == [("publishedDateTime", 3, "noon")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"fields": {"headline": "title"}}, "maps to no field: headline"),
        ({"fields": {"topics": "$tags"}}, "unknown source"),
        ({"profile": "wordpress"}, "no such profile"),
    ],
)
def test_a_wrong_mapping_is_refused(arguments: dict[str, object], said: str) -> None:
    """The error names what is wrong and the valid values."""
    with pytest.raises(ValueError, match=said):
        FieldMapping(**arguments)  # type: ignore[arg-type]


def test_items_without_an_address_are_on_the_home_page_of_their_feed(tmp_path: Path) -> None:
    """`$url_host` is the host of the feed's home page where a document has no URL."""
    text = _JSON_FEED.replace('"url"', '"about"')
    text = text.replace('"items"', '"home_page_url": "https://www.harbor-post.example", "items"')
    source = _archive(tmp_path, "feed.json", text)
    broadsheet.load(source, tmp_path / "lake", mapping=FieldMapping("json-feed"))
    assert _rows(tmp_path / "lake", "provider_domain") == [("harbor-post.example",)]


def test_what_inspect_proposes_is_a_mapping_that_works(tmp_path: Path) -> None:
    """The fields of the proposal give date, provider and topics."""
    source = _archive(tmp_path, "site/a.md", _HUGO.replace("author", "publisher"))
    (proposed,) = yaml.safe_load(inspect(source).snippet())["mapping"].values()
    broadsheet.load(source, tmp_path / "lake", mapping=FieldMapping(**proposed))
    columns = "title, published_at is not null, provider_name, topics"
    assert _rows(tmp_path / "lake", columns) == [(_ROW[0], True, *_ROW[2:3], _ROW[4])]
