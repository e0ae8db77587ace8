"""A report for each provider or topic has a page for each, and a list of them."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from broadsheet.errors import ReportError
from broadsheet.lake.snapshot import Snapshot
from broadsheet.period import parse_period
from broadsheet.report import (
    RenderedReport,
    ReportDocument,
    Request,
    read_report,
    render_pages,
    render_report,
)
from broadsheet.report.edition.each import Each, each_of, the_one

Read = Callable[[str], ReportDocument]

_TOPICS = """---
title: Topics
for_each: topic
formats: [html]
---

```sql own
select count(*) as articles from selected_articles($since, $until, $each, null, $timezone)
```

```sql everything
select count(*) as total from articles
```

{{ each.key }} has {{ value("own.articles") }} of {{ value("everything.total") }}.
"""


@pytest.fixture(scope="module")
def topics(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> list[RenderedReport]:
    """The pages of all topics of a month, and then the list."""
    path = tmp_path_factory.mktemp("each") / "mine.md"
    path.write_text(_TOPICS, "utf-8")
    return list(render_pages(read_report(path), snapshot, Request(period="2021-03")))


def test_each_has_a_page_and_the_list_leads_to_it(topics: list[RenderedReport]) -> None:
    """There is a page for every topic of the period, and one that links them all."""
    *pages, listed = topics
    html = listed.pages["html"].decode()
    assert listed.name == "mine"
    assert len(pages) > 5
    assert all(f'href="{page.name}-2021-03.html"' in html for page in pages)


def test_a_page_is_of_its_own(topics: list[RenderedReport]) -> None:
    """Each page is bound to its topic, while what all share is the same."""
    found = {page.name: page.pages["html"].decode() for page in topics[:-1]}
    (space,) = (html for name, html in found.items() if name == "mine-space")
    assert "<h1" in space
    assert 'class="kicker">Topics<' in space
    assert "of 300." in space
    assert len({html.split("<main")[1] for html in found.values()}) == len(found)


def test_one_page_can_be_asked_for(report: Read, snapshot: Snapshot) -> None:
    """Only the requested page is made, whatever the case of its name."""
    request = Request(period="all", each="space")
    (page,) = render_pages(report(_TOPICS), snapshot, request)
    assert page.name == "mine-space"
    assert page.pages == render_report(report(_TOPICS), snapshot, request).pages


def test_what_there_is_not_is_told(report: Read, snapshot: Snapshot) -> None:
    """A topic without articles is refused, with some that have."""
    with pytest.raises(ReportError, match=r"no such topic in this period.*got 'Nothing'"):
        render_report(report(_TOPICS), snapshot, Request(period="all", each="Nothing"))


def test_a_report_of_one_page_has_none_for_each(report: Read, snapshot: Snapshot) -> None:
    """A report without for_each refuses to be one of many."""
    with pytest.raises(ReportError, match="mine is one page, not one for each"):
        render_report(report("Text\n"), snapshot, Request(each="space"))


def test_an_empty_period_has_the_list_alone(report: Read, snapshot: Snapshot) -> None:
    """Where there are no articles there is one page, which says so."""
    (listed,) = render_pages(report(_TOPICS), snapshot, Request(period="1999"))
    assert "No articles" in listed.pages["html"].decode()


def test_providers_come_most_articles_first(connection: duckdb.DuckDBPyConnection) -> None:
    """Providers are listed by articles, then by domain, each with a slug of its own."""
    found = each_of(connection, "provider", parse_period("all"), "UTC")
    order = [(-each.articles, each.key) for each in found]
    assert order == sorted(order)
    assert len({each.slug for each in found}) == len(found) > 5


def test_slugs_are_plain_and_differ() -> None:
    """Keys that differ in signs alone have slugs that differ."""
    with duckdb.connect() as connection:
        connection.execute(
            "create macro articles_by_topic(since := null, until := null, tz := null) as table "
            "select unnest(['A/B', 'a b', '../x', '', '!']) as topic, 1 as articles"
        )
        found = each_of(connection, "topic", parse_period("all"), "UTC")
    slugs = {each.key: each.slug for each in found}
    assert slugs == {"": "none", "!": "none-2", "../x": "x", "A/B": "a-b", "a b": "a-b-2"}


def test_slugs_are_short_enough_for_a_file_name() -> None:
    """Keys of any length and script that begin alike have short slugs that differ."""
    keys = [f"{letter * 300}{end}" for letter in "a字👩" for end in "xy"] + ["a" * 80 + "-2"]
    with duckdb.connect() as connection:
        connection.execute("create table keys as select unnest($1) as topic", [keys])
        connection.execute(
            "create macro articles_by_topic(since := null, until := null, tz := null) as table "
            "select topic, 1 as articles from keys"
        )
        found = each_of(connection, "topic", parse_period("all"), "UTC")
    assert len({each.slug for each in found}) == len(keys)
    assert max(len(each.slug.encode()) for each in found) < 170


def test_few_of_many_are_told() -> None:
    """With many valid names, an error lists the largest."""
    many = [Each(f"k{n}", "", 1, "") for n in range(1000)]
    with pytest.raises(ReportError, match="the largest of 1,000 are listed") as error:
        the_one(many, "topic", "x")
    assert len(str(error.value)) < 300
