"""Sentences, tables and charts of a page lead to the documents that give their numbers again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

import broadsheet
from broadsheet.database.connection import open_lake
from broadsheet.errors import ReportError
from broadsheet.report import RenderedReport, render
from broadsheet.report.carried import Carried, carried_by
from broadsheet.tracing.block import trace_blocks
from broadsheet.tracing.pages import block_at
from broadsheet.tracing.printed import words_of_blocks
from kit.addresses import numbers_without_address

_REPORT = """---
title: Mine
period: 2021-03
formats: [html]
---

```sql headline
select count(*) as articles
from selected_articles($since, $until, null, null, $timezone)
```

```sql topics
from articles_by_topic(since := $since, until := $until, tz := $timezone)
```

```sql all_time
select count(*) as documents from articles
```

{{ numbers("headline") }}

## Of {{ number("all_time.documents") }}

{% set topics = rows("topics") %}
{% for topic in topics %}
- {{ topic.topic }} has {{ topic.articles }}.
{% endfor %}

{{ table("topics", title=say.largest_topic(topics, 3)) }}

No number of a result: {{ 2 + 3 }}.

{{ callout("All: " ~ value("all_time.documents")) }}

| Number | Now |
| --- | --: |
| Articles | {{ value("headline.articles") }} |
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page beside its lake: of documents 0 and 1 in February, and 2 to 4 in March."""
    room = tmp_path_factory.mktemp("blocks")
    (room / "news").mkdir()
    for number in range(5):
        topic, month = "Stage" if number % 2 else "Harbour", 3 if number > 1 else 2
        lines = [
            *("---", f"title: {number}", "category: news", f"topics: [{topic}]"),
            *(f"publishedDateTime: 2021-0{month}-0{number + 1}T10:00:00Z",),
            *(f"webUrl: https://n.example/{number}", "---", ""),
        ]
        (room / "news" / f"{number}.md").write_text("\n".join(lines), "utf-8")
    broadsheet.load(room / "news", room / "lake")
    (room / "mine.md").write_text(_REPORT, "utf-8")
    page = render(str(room / "mine.md"), room / "lake").pages["html"]
    (room / "mine.html").write_bytes(page)
    return room / "mine.html"


@pytest.fixture(scope="module")
def carried(page: Path) -> Carried:
    """What the page carries."""
    return carried_by(page.read_text("utf-8"), "mine")


@pytest.fixture(scope="module")
def lake(page: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake, as reports open it."""
    with closing(open_lake(page.parent / "lake")) as connection:
        yield connection


def test_that_each_block_with_values_has_an_address(page: Path, carried: Carried) -> None:
    """A heading, list items, a figure with its title, a callout and a table; no other paragraph."""
    words = words_of_blocks(page.read_text("utf-8"))
    assert {words[address]: names for address, names in carried.blocks.items()} == {
        "3 Articles +1 on February 2021": ["headline", "headline-before"],
        "Of 5": ["all_time"],
        "Harbour has 2.": ["topics"],
        "Stage has 1.": ["topics"],
        words["figure-2"]: ["topics"],
        "All: 5": ["all_time"],
        "Number Now Articles 3": ["headline"],
        words["method"]: ["method-facts"],
    }


@pytest.mark.parametrize(
    ("address", "paths"),
    [("figure-1", "01234"), ("figure-2", "234"), ("s-of-5", "01234"), ("topics", "234")],
)
def test_that_a_block_leads_to_its_documents(
    lake: duckdb.DuckDBPyConnection, carried: Carried, address: str, paths: str
) -> None:
    """Those of the period, of the period before where changes are printed, or all."""
    block = block_at(carried, address)
    found = trace_blocks(lake, {"": block}, carried.parameters)[""]
    sql = "select path from articles where article_id in $chosen order by path"
    placed = lake.execute(sql, {"chosen": found.documents.to_pylist()})
    assert [path for (path,) in placed.fetchall()] == [f"{each}.md" for each in paths]
    assert found.rows.keys() == block.keys()
    assert found.is_all == (len(paths) == 5)


def test_that_an_unknown_address_is_an_error(carried: Carried) -> None:
    """The error names the addresses that there are."""
    with pytest.raises(
        ReportError, match="no such figure or result, got 'text-99'; did you mean text"
    ):
        block_at(carried, "text-99")


@pytest.mark.parametrize("report", ["coverage", "quality", "weekly", "archive-health"])
def test_that_every_printed_number_has_an_address(
    rendered: Callable[..., RenderedReport], seed_lake: Path, report: str
) -> None:
    """Each number of a shipped report is in a block that can be traced."""
    html = rendered(report, seed_lake, "all", ("html",)).pages["html"].decode()
    assert numbers_without_address(html, ()) != []
    assert numbers_without_address(html, carried_by(html, report).blocks) == []
