"""Issues that are kept, and what a later page says has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from broadsheet.database.connection import connect
from broadsheet.errors import LakeError, ReportError
from broadsheet.lake.retention import prune
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.period import Period, parse_period
from broadsheet.report import Request, read_report, render_report
from broadsheet.report.edition.each import Each
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.since_issue import NUMBERS, Changes, SinceIssue
from broadsheet.report.issued import Issue, common_span, keep_issue, last_issue
from broadsheet.schema.issued import ISSUED

WEEK, WEEK_BEFORE = "2021-W11", "2021-W10"
ISSUED_AT = datetime(2021, 3, 22, 7, tzinfo=UTC)
REPORT = """---
title: Mine
formats: [html]
{more}---
{{% set since = changes_since("last") %}}
{{% if since %}}
Since {{{{ since.issued }}}}: {{{{ value(since.counts.arrived) }}}} arrived.
{{% endif %}}

The end.
"""


def _document(name: str, **fields: str) -> str:
    given = {
        "title": f"About {name}",
        "category": "news",
        "publishedDateTime": "2021-03-16T10:00:00Z",
        "webUrl": f"https://news.example/{name}",
        "quality": "60",
        "published": "true",
        "topics": "[Harbour]",
        "provider": "{domain: one.example, name: One}",
    } | fields
    return "\n".join(["---", *(f"{key}: {text}" for key, text in given.items() if text), "---", ""])


THEN = {
    "same": _document("same"),
    "rescored": _document("rescored"),
    "first_scored": _document("first_scored", quality="", published=""),
    "removed": _document("removed", quality="90", webUrl="https://news.example/same"),
    "delayed": _document("delayed", quality="20"),
    "from_before": _document("from_before", publishedDateTime="2021-03-10T10:00:00Z"),
    "renamed": _document("renamed", provider="{domain: three.example, name: Three}"),
    "sold": _document("sold"),
    "without_date": _document("without_date"),
    "video": _document("video"),
    "undated": _document("undated", publishedDateTime=""),
}
NOW = {
    "same": THEN["same"],
    "rescored": _document("rescored", quality="71"),
    "first_scored": _document("first_scored", quality="50", published="false"),
    "delayed": _document("delayed", quality="20", publishedDateTime="2021-03-25T10:00:00Z"),
    "from_before": _document("from_before"),
    "another_path": THEN["renamed"],
    "copy": THEN["same"],
    "sold": _document("sold", provider="{domain: two.example, name: Two}"),
    "late": _document("late", quality="10", topics="[Stage]"),
    "without_date": _document("without_date", publishedDateTime=""),
    "video": _document("video", category="video"),
    "undated": THEN["undated"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake whose second version is of other documents; three reports were issued of the first."""
    folder = tmp_path_factory.mktemp("issues")
    archive = folder / "archive"
    for documents in (THEN, NOW):
        archive.mkdir(exist_ok=True)
        for old in archive.iterdir():
            old.unlink()
        for name, text in documents.items():
            (archive / f"{name}.md").write_text(text, "utf-8")
        load([archive], folder / "lake")
        if documents is THEN:
            snapshot = open_snapshot(folder / "lake")
            for name, period in (("mine", WEEK), ("mine", WEEK_BEFORE), ("every", "all")):
                keep_issue(snapshot, name, parse_period(period), "UTC", ISSUED_AT)
            for name in ("provider", "topic"):
                keep_issue(snapshot, name, parse_period(WEEK), "UTC", ISSUED_AT)
    for name, more in (
        ("mine", ""),
        ("every", ""),
        ("never", ""),
        ("provider", "for_each: provider\n"),
        ("topic", "for_each: topic\n"),
    ):
        (folder / f"{name}.md").write_text(REPORT.format(more=more), "utf-8")
    return folder


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    """The second version."""
    return open_snapshot(folder / "lake")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The second version in DuckDB."""
    with closing(connect(folder / "lake")) as connection:
        yield connection


Since = Callable[..., Changes | None]


@pytest.fixture(scope="module")
def since(folder: Path, snapshot: Snapshot, database: duckdb.DuckDBPyConnection) -> Since:
    """What has changed since the last issue of a report, for a period."""

    def changes(
        name: str = "mine", period: str = WEEK, zone: str = "UTC", each: str | None = None
    ) -> Changes | None:
        document = read_report(folder / f"{name}.md")
        edition = settle(document, snapshot, database, Request(period=period, zone=zone))
        page = Each(each, each, 1, each) if each else None
        return SinceIssue(database, snapshot, edition).changes(page, tuple(NUMBERS))

    return changes


@pytest.fixture(scope="module")
def week(since: Since) -> Changes:
    """What has changed in the week."""
    changes = since()
    assert changes
    return changes


def counts_of(changes: Changes | None) -> dict[str, int]:
    """How many articles each kind of change has, without those that have none."""
    assert changes
    return {name: count for name, count in changes.counts.items() if count}


def test_each_article_has_one_fate(week: Changes) -> None:
    """A copy and a late one arrived; a new date or category is a move; a new path is no change."""
    assert counts_of(week) == {
        "arrived": 2,
        "removed": 1,
        "moved_in": 1,
        "moved_out": 3,
        "rescored": 2,
        "raised": 1,
        "first_scored": 1,
        "of_other_provider": 1,
    }


def test_counts_are_explained(week: Changes) -> None:
    """Each kind of change has its effect on the number of articles, worked out by hand."""
    (articles,) = [number for number in week.numbers if number.name == "articles"]
    effects = {name: effect for name, effect in articles.effects.items() if effect}
    assert (articles.before, articles.now) == (9, 8)
    assert effects == {"removed": -1, "moved": -2, "arrived": 2}


def test_a_mean_is_explained(week: Changes) -> None:
    """The effects on a mean are those of the sets of articles, worked out by hand.

    Then 8 are scored: six of 60, 90 and 20, so 58.75. Without the 90: 54.3. Moved: 60, 60, 60, 60
    and a new 60. Rescored: 71, and the first score of 50. Arrived: 60 and 10.
    """
    (mean,) = [number for number in week.numbers if number.name == "mean_quality"]
    assert (mean.before, mean.now) == (Decimal("58.8"), Decimal("53.9"))
    assert {name: str(effect) for name, effect in mean.effects.items() if effect} == {
        "removed": "-4.5",
        "moved": "5.7",
        "rescored": "0.2",
        "arrived": "-6.3",
    }


def test_a_provider_that_changed_is_an_edit(week: Changes) -> None:
    """Distinct providers change by an article's new provider."""
    (providers,) = [number for number in week.numbers if number.name == "providers"]
    assert {name: effect for name, effect in providers.effects.items() if effect} == {"edited": 1}


def test_the_sums_close(week: Changes) -> None:
    """The number then and all effects add up to the number of today, as they are printed."""
    assert {number.name for number in week.numbers} == NUMBERS.keys() - {"median_quality"}
    for number in week.numbers:
        effects = [effect for effect in number.effects.values() if effect is not None]
        assert number.before is not None
        assert number.before + sum(effects) == number.now


def test_the_numbers_of_today_are_those_of_the_database(
    week: Changes, database: duckdb.DuckDBPyConnection
) -> None:
    """Counted by article they are what a report counts in SQL."""
    period = "date '2021-03-15', date '2021-03-22', null"
    sql = f"""
        with chosen as (from selected_articles({period}, null, 'UTC'))
        select
            count(*) as articles,
            (
                select count(distinct item_id)
                from mentions where article_id in (select article_id from chosen)
            ) as items,
            (select count(*) from selected_stories({period}, 'UTC')) as stories,
            count(distinct provider_domain) as providers,
            (select count(distinct t) from (select unnest(topics) as t from chosen)) as topics,
            count(quality) as scored,
            avg(quality) as mean_quality,
            median(quality) as median_quality,
            count(*) filter (published) / nullif(count(published), 0) as published_share,
        from chosen
    """  # noqa: S608 - of this test alone
    (row,) = database.sql(sql).to_arrow_table().to_pylist()
    assert {name: week.now[name] for name in row} == row


def test_undated_articles_belong_to_all_dates(since: Since) -> None:
    """For all dates an article that lost its date is where it was, and a new date is no move."""
    changes = since("every", "all")
    assert counts_of(changes).keys() >= {"arrived", "removed"}
    assert "moved_in" not in counts_of(changes)
    assert counts_of(changes)["moved_out"] == 1


def test_a_period_that_overlaps_is_compared_in_the_days_in_common(since: Since) -> None:
    """A month after a week: the week's changes, and the days."""
    changes = since(period="2021-03-15..2021-03-31")
    assert changes
    assert changes.days == "15–21 March 2021"
    assert changes.now["articles"] == 8


def test_the_page_of_a_provider_has_its_own(since: Since) -> None:
    """An article that went to another provider left one page, and is new on the other."""
    two = since("provider", each="two.example")
    assert two
    assert counts_of(two) == {"of_other_provider": 1}
    (articles, *_) = two.numbers
    assert (articles.before, articles.now, articles.effects["edited"]) == (0, 1, 1)
    assert "stories" not in [number.name for number in two.numbers]


def test_the_page_of_a_topic_has_its_own(since: Since) -> None:
    """Only the late article is of the topic."""
    assert counts_of(since("topic", each="Stage")) == {"arrived": 1}


def test_without_a_last_issue_there_is_nothing_to_say(since: Since) -> None:
    """Neither for a report that was never issued, nor for days that no issue has."""
    assert since("never") is None
    assert since(period="2021-03-25") is None


def test_a_page_says_what_has_changed(folder: Path, snapshot: Snapshot) -> None:
    """The call finds the last issue by itself."""
    request = Request(period=WEEK)
    page = render_report(read_report(folder / "mine.md"), snapshot, request).pages["html"].decode()
    assert "Since 22 Mar 2021: 2 arrived." in page
    page = render_report(read_report(folder / "never.md"), snapshot, request).pages["html"].decode()
    assert "Since" not in page


def test_an_unknown_issue_is_an_error(folder: Path, snapshot: Snapshot) -> None:
    """Only the last issue can be asked for, and only numbers that are compared."""
    for call, problem in (("'first'", "no such issue"), ("'last', of=['heat']", "no such number")):
        path = folder / "wrong.md"
        path.write_text(f"{{{{ changes_since({call}) }}}}\n", "utf-8")
        with pytest.raises(ReportError, match=problem):
            render_report(read_report(path), snapshot, Request(formats=("html",)))


# Which issue is the last


@pytest.fixture
def lake(snapshot: Snapshot, tmp_path: Path) -> Snapshot:
    """A second version without issues."""
    version = tmp_path / "lake" / snapshot.version
    version.parent.mkdir()
    version.symlink_to(snapshot.path)
    return Snapshot(version)


def keep(lake: Snapshot, period: str, day: int = 1) -> Path:
    """Keep an issue of a day of April."""
    at = datetime(2021, 4, day, tzinfo=UTC)
    return keep_issue(lake, "mine", parse_period(period), "UTC", at)


def found(lake: Snapshot, period: str) -> str | None:
    """The period of the last issue, as files are named."""
    issue = last_issue(lake, "mine", parse_period(period))
    return issue.path.stem if issue else None


def test_the_issue_of_the_same_period_comes_first(lake: Snapshot) -> None:
    """It is older than one that overlaps; for another period the newest that overlaps counts."""
    for day, period in enumerate((WEEK, "2021-03", "2021-03-21..2021-03-25"), 1):
        keep(lake, period, day)
    assert found(lake, WEEK) == WEEK
    assert found(lake, "2021-03-20..2021-03-22") == "2021-03-21_2021-03-25"
    assert found(lake, "2021-03-01") == "2021-03"
    assert found(lake, "all") == "2021-03-21_2021-03-25"
    assert found(lake, "2021-04") is None


def test_an_issue_of_a_later_version_is_ignored(lake: Snapshot) -> None:
    """A page of an older version is not compared with what came after it."""
    keep(lake, WEEK)
    older = Snapshot(lake.path.with_name("v000001"))
    assert last_issue(older, "mine", parse_period(WEEK)) is None


def test_a_second_issue_replaces_the_first(lake: Snapshot) -> None:
    """There is one file for a report and period, and it is whole."""
    keep(lake, WEEK, 1)
    path = keep(lake, WEEK, 2)
    assert [file.name for file in path.parent.iterdir()] == [f"{WEEK}.parquet"]
    assert pq.read_schema(path).names == ISSUED.schema.names


def test_a_damaged_issue_is_an_error_in_one_line(lake: Snapshot) -> None:
    """The file and what to do are named."""
    path = keep(lake, WEEK)
    path.write_bytes(b"PAR1")
    with pytest.raises(LakeError, match=r"2021-W11\.parquet can't be read: .*remove it"):
        last_issue(lake, "mine", parse_period(WEEK))


def test_prune_leaves_issues(tmp_path: Path) -> None:
    """The version of an issue may go; what the issue had stays."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("same", "late"):
        (archive / f"{name}.md").write_text(NOW[name], "utf-8")
        load([archive], tmp_path / "lake")
        if name == "same":
            keep(open_snapshot(tmp_path / "lake"), WEEK)
    assert prune(tmp_path / "lake", 1)[0] == ["v000001"]
    issue = last_issue(open_snapshot(tmp_path / "lake"), "mine", parse_period(WEEK))
    assert issue
    assert issue.version == "v000001"
    assert issue.facts().num_rows == 2  # an article and its story


def test_days_of_another_time_zone_are_cut_as_they_were() -> None:
    """Days in common are between the later beginning and the earlier end, on one clock."""
    week = parse_period(WEEK)
    issue = Issue(Path(), week, "America/New_York", "v000001", ISSUED_AT)
    assert common_span(issue, week, "UTC") == (
        datetime(2021, 3, 15, 4),  # noqa: DTZ001 - on the clock of the zone
        datetime(2021, 3, 22),  # noqa: DTZ001
    )
    assert common_span(issue, Period("all"), "America/New_York") == (
        datetime(2021, 3, 15),  # noqa: DTZ001
        datetime(2021, 3, 22),  # noqa: DTZ001
    )
