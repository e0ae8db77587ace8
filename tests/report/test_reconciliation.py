"""Reconciliation: numbers of a page that disagree are named, and the shipped reports agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from broadsheet.database.connection import connect, open_database
from broadsheet.database.on_demand import define_named
from broadsheet.database.relations import queries
from broadsheet.lake.snapshot import Snapshot
from broadsheet.loading.loader import load
from broadsheet.report import ReportDocument, Request, find_report, render_report
from broadsheet.report.content.calls import Calls, Printed
from broadsheet.report.content.markdown import render_text
from broadsheet.report.content.reconciliation import mismatches, misprints, uncounted, wrong_data
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.results import Results
from kit.random_archives import random_archive, write_archive
from kit.reconciling import assert_reconciles

Read = Callable[[str], ReportDocument]
PROJECT = Path(__file__).resolve().parents[2]

TEXT = """---
period: 2021-03
formats: [html]
---
```sql headline
select 1234 as articles, 0.5 as share
```
```sql days
from articles_by_date(since := $since, until := $until, tz := $timezone) order by date desc
```
{{ numbers("headline") }}

{{ table("days") }}

{{ value("headline.articles") }}
"""


def _made(
    document: ReportDocument, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection
) -> tuple[Results, Calls, str]:
    """A report's results, calls and HTML."""
    edition = settle(document, snapshot, connection, Request())
    calls = Calls(Results(connection, document, edition.scope), in_print=False)
    return calls.results, calls, str(render_text(document, calls.names()).html)


@pytest.fixture
def made(
    report: Read, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection
) -> tuple[Results, Calls, str]:
    """A report that reconciles."""
    return _made(report(TEXT), snapshot, connection)


def test_a_page_reconciles(made: tuple[Results, Calls, str]) -> None:
    """Rows, data for download and print agree."""
    results, calls, html = made
    assert len(calls.printed) == 2
    assert mismatches(results, [(calls, html)]) == ()


def test_data_without_a_row_are_noticed(made: tuple[Results, Calls, str]) -> None:
    """Data for download that lack a row of the result are named."""
    results, _, html = made
    line = html.index("2021-03-31,")
    tampered = html[:line] + html[html.index("\n", line) + 1 :]
    assert list(wrong_data(tampered, results)) == ["days.csv has 30 rows, days has 31"]


def test_data_with_another_number_are_noticed(made: tuple[Results, Calls, str]) -> None:
    """Data for download whose column has another sum are named."""
    results, _, html = made
    (row,) = [row for row in results["days"].rows.to_pylist() if str(row["date"]) == "2021-03-31"]
    known = sum(results["days"].rows["articles"].to_pylist())
    tampered = html.replace(f"2021-03-31,{row['articles']},", f"2021-03-31,{row['articles'] + 1},")
    found = f"articles of days.csv sums to {known + 1}, days.articles sums to {known}"
    assert list(wrong_data(tampered, results)) == [found]


def test_a_strip_with_another_number_is_noticed(made: tuple[Results, Calls, str]) -> None:
    """A number strip that shows another number than the result has is named."""
    _, calls, html = made
    tampered = html.replace('<p class="figure">1,234</p>', '<p class="figure">1,235</p>')
    found = ["Articles is printed as 1,235, headline.articles is 1,234"]
    assert list(misprints(tampered, calls.printed)) == found


def test_a_misprint_in_the_text_is_noticed() -> None:
    """A whole number whose text reads as another is named."""
    printed = [
        Printed("headline.articles", -1234, "−1,234"),
        Printed("n", 1_000_000, "1.0 million"),
    ]
    assert list(misprints("", printed)) == ["n is printed as 1.0 million, and is 1,000,000"]


def test_a_named_query_that_counts_twice_is_noticed(report: Read, snapshot: Snapshot) -> None:
    """What a named query adds up to is counted without it."""
    sql = queries()["articles_by_date"].sql
    twice = sql.replace(
        "from buckets full join", "from (from buckets union all from buckets) as b full join"
    )
    twice = twice.replace("buckets.bucket_start", "b.bucket_start")
    with open_database(snapshot) as connection:
        define_named(connection, "articles_by_date")
        connection.execute(twice.replace("create macro", "create or replace temp macro"))
        results, _, _ = _made(report(TEXT), snapshot, connection)
        (articles, _) = uncounted(results)
    assert articles == "days.articles sums to 234, articles_by_date selects 117"


@pytest.mark.parametrize(
    "sql",
    [
        "from articles_by_provider(min_articles := 3)",
        "from articles_by_provider() limit 3",
        "from articles_by_provider() where articles > 3",
        "select articles * 2 as articles from articles_by_provider()",
        "select sum(articles) as articles from articles_by_provider()",
        "from quality_by_provider()",
        "from articles",
    ],
)
def test_what_need_not_add_up(
    sql: str, report: Read, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection
) -> None:
    """Rows that a statement or a parameter omits are no mismatch."""
    results, _, _ = _made(report(f"```sql some\n{sql}\n```\n"), snapshot, connection)
    assert list(uncounted(results)) == []


def test_an_equation_prints_nothing_and_names_its_sides(report: Read, snapshot: Snapshot) -> None:
    """The page is the same without it; what disagrees is with the page."""
    fence = "```sql two\nselect unnest([1, 2]) as n\n```\n\nText.\n\n"
    equation = '{{ reconcile("sum(two.n) = count(two)") }}\n\n'
    request = Request(formats=("html",))
    wrong, plain = (
        render_report(report(f"{fence}{more}End.\n"), snapshot, request) for more in (equation, "")
    )
    assert wrong.pages == plain.pages
    assert wrong.mismatches == ("two.n sums to 3, count(two) is 2",)
    assert plain.mismatches == ()


CASES = (
    ("coverage", "2021", "America/New_York"),
    ("quality", "all", "Asia/Kathmandu"),
    ("weekly", "2021-W11", "Pacific/Kiritimati"),
)


@pytest.mark.parametrize(("name", "period", "zone"), CASES)
def test_a_shipped_report_reconciles(
    name: str, period: str, zone: str, sample_lake: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    """In any time zone, for all dates, and for weeks that begin before the period."""
    assert_reconciles(name, connection, sample_lake, Request(period, zone=zone))


@pytest.mark.parametrize("name", ["coverage", "quality", "weekly"])
def test_a_shipped_report_reconciles_on_a_random_archive(
    name: str, random_lake: Path, random_database: duckdb.DuckDBPyConnection
) -> None:
    """Ties, items of several documents and documents that lack anything are counted once, too."""
    assert_reconciles(name, random_database, random_lake, Request("2021-03", zone="Asia/Tokyo"))


@pytest.fixture(scope="module")
def random_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of documents made by chance."""
    folder = tmp_path_factory.mktemp("random")
    load([write_archive(folder / "archive", random_archive(seed=8, stories=60))], folder / "lake")
    return folder / "lake"


@pytest.fixture(scope="module")
def random_database(random_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """These documents in DuckDB."""
    with closing(connect(random_lake)) as opened:
        yield opened


@pytest.fixture(scope="module")
def corpus_lake(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of real documents."""
    lake = tmp_path_factory.mktemp("corpus") / "lake"
    load([corpus], lake)
    return lake


@pytest.fixture(scope="module")
def corpus_database(corpus_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The real documents in DuckDB."""
    with closing(connect(corpus_lake)) as opened:
        yield opened


@pytest.mark.parametrize("name", ["coverage", "quality"])
def test_a_shipped_report_reconciles_on_real_documents(
    name: str, corpus_lake: Path, corpus_database: duckdb.DuckDBPyConnection
) -> None:
    """Undated articles, and those without provider or topic, are counted once, too."""
    assert_reconciles(name, corpus_database, corpus_lake, Request("all", zone="Asia/Tokyo"))


def test_the_pages_of_providers_reconcile(snapshot: Snapshot) -> None:
    """The page of a provider adds up, as does the sum over all providers."""
    document = find_report("provider", PROJECT / "reports")
    request = Request(
        "2021-03", zone="Asia/Kathmandu", formats=("html",), each="tesselwire.example"
    )
    assert render_report(document, snapshot, request).mismatches == ()
