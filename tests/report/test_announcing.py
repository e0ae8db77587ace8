"""What a rendered report says of itself for messages: its lead, its key, its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import matplotlib.image
import pytest

from broadsheet.lake.snapshot import Snapshot
from broadsheet.report import ReportDocument, Request, render_pages, render_report
from broadsheet.report.rendered import RenderedReport

Read = Callable[[str], ReportDocument]

CHARTED = """---
title: Days
description: Articles by day.
{}---
```sql days
select unnest([date '2021-03-01', date '2021-03-02', date '2021-03-03']) as date,
    unnest([3, 1, 2]) as articles
```

{{{{ bar("days", x="articles", y="date", title="One") }}}}

We hold {{{{ count(2, "article") }}}}.[^a]

{{{{ line("days", x="date", y="articles") }}}}
{{{{ bar("days", x="articles", y="date", title="Three", inches=3) }}}}

[^a]: A note.
"""


@pytest.fixture
def asked(report: Read, snapshot: Snapshot) -> Callable[..., RenderedReport]:
    """Renders three charts and a sentence."""

    def render(pictures: int, *formats: str) -> RenderedReport:
        request = Request("2021-03", formats=formats or ("html",), pictures=pictures)
        return render_report(report(CHARTED.format("")), snapshot, request)

    return render


def test_the_first_charts_are_pictures(asked: Callable[..., RenderedReport]) -> None:
    """As many charts as requested come as PNG of twice their width, in the page's order."""
    made = asked(2, "html", "pdf").pictures
    assert [picture.title for picture in made] == ["One", "Days"]
    widths = [matplotlib.image.imread(BytesIO(each.png)).shape[1] for each in made]
    assert widths == [2 * each.width for each in made]
    assert made[0].description.startswith("3 rows. Date 1 Mar 2021, Articles 3;")


def test_no_picture_is_made_unless_requested(asked: Callable[..., RenderedReport]) -> None:
    """A page alone costs no pictures."""
    assert asked(0).pictures == ()


def test_a_picture_has_the_same_bytes_each_time(asked: Callable[..., RenderedReport]) -> None:
    """The picture of the same data is the same file."""
    assert asked(1).pictures == asked(1).pictures


def test_the_lead_and_description_are_kept(asked: Callable[..., RenderedReport]) -> None:
    """A message can quote the line under the headline and the first sentence."""
    made = asked(0)
    assert (made.description, made.lead) == ("Articles by day.", "We hold 2 articles.")


def test_the_page_of_a_provider_has_its_key(report: Read, snapshot: Snapshot) -> None:
    """Pages of providers or topics name them; pictures are of their own page."""
    document = report(CHARTED.format("for_each: topic\n"))
    request = Request("2021-02-10", formats=("html",), pictures=1)
    *pages, index = render_pages(document, snapshot, request)
    assert all(page.each and page.is_part and len(page.pictures) == 1 for page in pages)
    assert len({page.each for page in pages}) == len(pages) > 1
    assert (index.each, index.is_part, index.pictures) == ("", False, ())


@pytest.mark.parametrize("extra", ["", "for_each: provider\n"])
def test_an_empty_period_is_known(report: Read, snapshot: Snapshot, extra: str) -> None:
    """A page that says only that there are no articles is known as empty."""
    request = Request("1999", formats=("html",), pictures=1)
    made: Iterator[RenderedReport] = render_pages(report(CHARTED.format(extra)), snapshot, request)
    (page,) = made
    assert page.is_empty
    assert page.lead.startswith("No articles are dated 1999.")
