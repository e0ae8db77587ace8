"""Looks at single things of a lake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import broadsheet
from broadsheet.notebook.explore import Explorer
from kit.figures import parsed

HOSTILE = """---
title: '<script>alert("t")</script> $5 to $6'
publishedDateTime: 2021-03-01T10:00:00Z
originalUrl: 'javascript:alert(1)'
webUrl: 'https://paper.example/"onmouseover="x'
provider: {name: '<img src=x onerror=y>', domain: '"><script>.example'}
topics: ['<b>bold</b>', 'a/b?c&d']
---
"""


@pytest.fixture(scope="module")
def sample(sample_lake: Path) -> Explorer:
    """Looks at the sample."""
    return broadsheet.explore(sample_lake)


def first_story(lake: Path) -> tuple[int, int]:
    """The story of most items, and how many it has."""
    with broadsheet.connect(lake) as connection:
        rows = connection.sql("select story_id, items from top_stories() limit 1").fetchall()
    ((number, items),) = rows
    return number, items


def test_a_look_has_the_rows_of_the_page(sample: Explorer, sample_lake: Path) -> None:
    """A story has its members, each provider its topics and documents, a topic its providers."""
    number, items = first_story(sample_lake)
    members = sample.story(number).parts["members"].to_pylist()
    assert len(members) == items
    domain = members[0]["provider_domain"]
    provider = sample.provider(domain)
    assert provider.parts["provider"].to_pylist()[0]["provider_domain"] == domain
    topic = provider.parts["topics"].to_pylist()[0]["topic"]
    assert sample.topic(topic).parts["providers"].num_rows > 0
    path = provider.parts["documents"].to_pylist()[0]["path"]
    assert sample.document(path).parts["document"].to_pylist()[0]["status"] == "loaded"


def test_a_look_is_shown_as_html_and_as_text(sample: Explorer, sample_lake: Path) -> None:
    """Each part has its heading and its rows; nothing links to a server that is not there."""
    number, _ = first_story(sample_lake)
    look = sample.story(number)
    html = look._repr_html_()
    assert parsed(html) is not None
    assert "<h4>Members</h4>" in html
    assert 'href="/' not in html
    assert f"story_id            {number}" in repr(look)


def test_a_connection_is_explored_at_its_version(sample_lake: Path) -> None:
    """A look at an open connection leaves its own result as it was, and fails once it is closed."""
    with broadsheet.connect(sample_lake) as lake:
        pending = lake.execute("from range(2)")
        explorer = broadsheet.explore(lake)
        name = broadsheet.query("quality_by_topic", lake=sample_lake).topic[0]
        assert explorer.topic(name).title == name
        assert "articles 300" in explorer._repr_html_()
        assert pending.fetchall() == [(0,), (1,)]
    with pytest.raises(broadsheet.BroadsheetError, match="the connection is to no lake, or closed"):
        explorer.topic(name)


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (lambda sample: sample.story(-5), "no such story in v000001, got '-5'"),
        (lambda sample: sample.provider("no"), "no such provider in v000001, got 'no'"),
        (lambda sample: sample.topic("no"), "no such topic in v000001, got 'no'"),
        (lambda sample: sample.document("no.md"), "no such document in the lake, got 'no.md'"),
    ],
)
def test_what_is_not_there_is_named(
    sample: Explorer, look: Callable[[Explorer], object], message: str
) -> None:
    """A typo is one clear line."""
    with pytest.raises(broadsheet.BroadsheetError) as raised:
        look(sample)
    assert str(raised.value).startswith(message)


def test_hostile_texts_are_escaped(write_document: Callable[..., Path], tmp_path: Path) -> None:
    """Nothing of a document becomes markup or a formula, and only web addresses are links."""
    broadsheet.load(write_document("a.md", HOSTILE), tmp_path / "lake")
    archive = broadsheet.explore(tmp_path / "lake")
    html = (
        archive.document("a.md")._repr_html_()
        + archive.provider('"><script>.example')._repr_html_()
    )
    assert parsed(f"<div>{html}</div>") is not None
    assert not [
        tag
        for tag in ("<script", "<img", "<b>", 'href="javascript', "onmouseover=x")
        if tag in html
    ]
    assert html.count('class="tex2jax_ignore mathjax_ignore"') == 2
