"""Numbers lead to documents that give them again, to lines and to commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

import broadsheet
from broadsheet.database.connection import open_lake
from broadsheet.errors import LakeError, QueryError, ReportError
from broadsheet.history.reading import read_history
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report import render
from broadsheet.report.carried import Carried, carried_by
from broadsheet.tracing.pages import asked_by, page_carries, snapshot_of
from broadsheet.tracing.places import places_of
from broadsheet.tracing.question import Question
from broadsheet.tracing.trace import first_number, trace
from kit.histories import git, without_git_settings

_REPORT = """---
title: Mine
period: 2021-03
formats: [html]
---

```sql headline
select count(*) as articles, median(quality) as median_quality
from selected_articles($since, $until, null, null, $timezone)
```

```sql topics
select topic, articles, share
from articles_by_topic(since := $since, until := $until, tz := $timezone)
```

```sql most
select max(articles) as articles from results.topics
```

{{ numbers("headline") }}

{{ table("topics") }}

{{ value("most.articles") }} </script><script>
"""


def _document(number: int, **fields: object) -> str:
    lines = [f"{name}: {value}" for name, value in fields.items()]
    about = [f"title: Number {number}", "category: news", "type: article"]
    address = f"webUrl: https://n.example/{number}"
    return "\n".join(["---", *about, address, *lines, "---", ""])


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive in git, `news`, its lake with history, and a report's page."""
    room = tmp_path_factory.mktemp("tracing")
    archive = room / "news"
    archive.mkdir()
    with without_git_settings(room):
        git(room, "init", "-q", "-b", "main", str(archive))
        for number in range(6):
            day = f"2021-0{3 if number else 2}-0{number + 1}T10:00:00Z"
            topic = "[Harbour]" if number % 2 else "[Stage]"
            text = _document(number, publishedDateTime=day, quality=50 + number, topics=topic)
            (archive / f"{number}.md").write_text(text, "utf-8")
            git(archive, "add", "-A")
            person = ("-c", "user.name=a", "-c", "user.email=a@example.org")
            git(archive, *person, "commit", "-q", "-m", f"{number}")
        broadsheet.load(archive, room / "lake")
        read_history(f"{archive}@main", room / "lake")
    (room / "mine.md").write_text(_REPORT, "utf-8")
    page = render(str(room / "mine.md"), room / "lake").pages["html"]
    (room / "mine.html").write_bytes(page)
    return room


@pytest.fixture(scope="module")
def lake(room: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake, as reports open it."""
    with closing(open_lake(room / "lake")) as connection:
        yield connection


@pytest.fixture(scope="module")
def carried(room: Path) -> Carried:
    """What the page carries."""
    return page_carries(room / "mine.html")


@pytest.mark.parametrize(
    ("address", "row", "column", "paths"),
    [
        ("headline.articles", 1, "articles", "12345"),
        ("figure-1", 1, "articles", "12345"),
        ("figure-2", 1, "articles", "135"),
        ("topics.articles", 2, "articles", "24"),
        ("topics.share", 2, "share", "12345"),
        ("most.articles", 1, "articles", "12345"),
    ],
)
def test_that_a_number_leads_to_the_documents_that_give_it(
    room: Path,
    lake: duckdb.DuckDBPyConnection,
    carried: Carried,
    address: str,
    row: int,
    column: str,
    paths: str,
) -> None:
    """A count of a topic is that topic's documents; a share is those of the period."""
    question, named = asked_by(carried, address)
    (found,) = trace(lake, question, row, [named or first_number(question.rows(lake))])
    snapshot = open_snapshot(room / "lake")
    places = places_of(lake, snapshot, found.documents, column, None)
    assert [place["path"] for place in places] == [f"{number}.md" for number in paths]


def test_that_a_document_has_its_line_and_commits(
    room: Path, lake: duckdb.DuckDBPyConnection
) -> None:
    """A median of quality leads to the line of the score, and to the commit that brought it."""
    question = Question({"sql": "select median(quality) as median_quality from articles"}, "sql")
    (found,) = trace(lake, question, 1, ["median_quality"])
    assert found.is_all
    snapshot = open_snapshot(room / "lake")
    *_, last = places_of(lake, snapshot, found.documents, "median_quality", None)
    with without_git_settings(room):
        head = git(room / "news", "rev-parse", "HEAD").strip()
    lines = (room / "news" / "5.md").read_text("utf-8").splitlines()
    assert lines[last["line"] - 1] == "quality: 55"
    assert last["first_version"] == last["changed_by"] == head


def test_that_a_changed_file_has_no_line(tmp_path: Path) -> None:
    """Where the archive has other bytes than the lake, lines are not known."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text(_document(1, quality=50), "utf-8")
    broadsheet.load(tmp_path / "news", tmp_path / "lake")
    (tmp_path / "news" / "a.md").write_text(_document(1, quality=51), "utf-8")
    with closing(open_lake(tmp_path / "lake")) as connection:
        question = Question({"sql": "select count(*) as n from articles"}, "sql")
        (found,) = trace(connection, question, 1, ["n"])
        snapshot = open_snapshot(tmp_path / "lake")
        (place,) = places_of(connection, snapshot, found.documents, "n", None)
    assert place["line"] is None


def test_that_no_text_ends_the_block(room: Path, carried: Carried) -> None:
    """The block holds the SQL as it is, whatever it says."""
    hostile = Carried("r", "v000001", "t", {"a": "select '</script><!--'"}, {}, {})
    assert carried_by(f"<p>{hostile.block()}</p>", "p") == hostile
    assert carried.statements.keys() == {"headline", "topics", "most", "method-facts"}
    assert (room / "mine.html").read_text("utf-8").count("</script>") == 2


def test_that_errors_name_what_is_wrong(
    room: Path, tmp_path: Path, lake: duckdb.DuckDBPyConnection, carried: Carried
) -> None:
    """A wrong address, row, column, page or lake has one line."""
    with pytest.raises(ReportError, match="no such figure or result, got 'nothing'; valid: fig"):
        asked_by(carried, "nothing")
    question, _ = asked_by(carried, "topics")
    with pytest.raises(QueryError, match="no such row: there are 2"):
        trace(lake, question, 3, ["articles"])
    with pytest.raises(QueryError, match="no such column, got 'x'"):
        trace(lake, question, 1, ["x"])
    with pytest.raises(ReportError, match="carries no SQL"):
        carried_by("<p>", "p.html")
    with pytest.raises(ReportError, match="is damaged"):
        carried_by('<script type="application/json" id="carried">{"a": 1}</script>', "p.html")
    broadsheet.load(room / "news", tmp_path / "lake")
    read_history(f"{room / 'news'}@main", tmp_path / "lake")
    other = Carried(**{**vars(carried), "loaded_at": "2020-01-01"})
    with pytest.raises(LakeError, match="of another lake"):
        snapshot_of(other, tmp_path / "lake")
