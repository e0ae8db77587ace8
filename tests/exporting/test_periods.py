"""Exports of a period: the articles published in it, and what belongs to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from broadsheet import export_lake
from broadsheet.errors import BroadsheetError
from broadsheet.exporting.content import EXPORTED
from broadsheet.schema import DIMENSIONS, HISTORY

_ID = "article_id in (from period_articles)"
_MENTIONED = "item_id in (from period_items)"
_OF_ARTICLES = ("articles", "related", "images", "article_topics", "mentions", "documents")
PARTS = {
    "articles": "select article_id from articles where strftime(published_at, '%Y-%m') = '2021-02'",
    "paths": "select (archive, path) from articles where article_id in (from period_articles)",
    "items": "select item_id from mentions where article_id in (from period_articles)",
    "stories": "select story_id from story_items where item_id in (from period_items)",
    "providers": "select provider_domain from items where item_id in (from period_items)",
    "histories": "select document_id from document_versions where article_id in (from"
    " period_articles)",
}
CONDITIONS = {
    **dict.fromkeys(_OF_ARTICLES, _ID),
    "problems": "(archive, path) in (from period_paths)",
    "items": _MENTIONED,
    "story_items": _MENTIONED,
    "stories": "story_id in (from period_stories)",
    "providers": "provider_domain in (from period_providers)",
    **dict.fromkeys(HISTORY, "document_id in (from period_histories)"),
    **dict.fromkeys(DIMENSIONS, "true"),
}
"""What selects the rows of a period, written in another way than the export does."""


@pytest.fixture(scope="module")
def expected(database: duckdb.DuckDBPyConnection) -> Callable[[str], int]:
    """Counts the rows of a table that belong to February 2021."""
    for name, sql in PARTS.items():
        database.execute(f"create temp table period_{name} as {sql}")
    return lambda table: len(database.table(table).filter(CONDITIONS[table]))


def test_a_period_has_its_articles_and_their_rows(
    lake: Path, expected: Callable[[str], int]
) -> None:
    """Each table has the rows of the period's articles, and those without a date all rows."""
    done = export_lake(lake, lake.parent / "february", format="parquet", period="2021-02")
    assert done.rows == {table: expected(table) for table in EXPORTED}
    assert 0 < done.rows["articles"] < 61
    assert 0 < done.rows["document_versions"] < 61


def test_bounds_are_as_the_period(lake: Path, expected: Callable[[str], int]) -> None:
    """`since` is in, `until` is not, and both are on the clock of `tz`."""
    bounds = {"since": "2021-02-01", "until": "2021-03-01"}
    done = export_lake(lake, lake.parent / "bounds.csv", tables=["articles"], **bounds)  # type: ignore[arg-type]
    assert done.rows == {"articles": expected("articles")}


def test_an_undated_article_is_in_a_whole_export_alone(lake: Path) -> None:
    """With one bound so early that no article is before it, the undated one is left out."""
    whole = export_lake(lake, lake.parent / "all.csv", tables=["articles"])
    dated = export_lake(lake, lake.parent / "dated.csv", tables=["articles"], since="1900-01-01")
    assert whole.rows["articles"] == dated.rows["articles"] + 1


def test_notes_say_what_was_exported(lake: Path) -> None:
    """They have the version, the bounds, the SQL and the tables left out; the SQL runs."""
    target = lake.parent / "noted"
    export_lake(lake, target, format="csv", period="2021-02", tables=["related"])
    notes = json.loads((target / "export.json").read_text("utf-8"))
    assert notes["version of the lake"] == "v000002"
    assert "'2021-02-01 00:00:00+00:00'" in notes["SQL of period_articles"]
    assert notes["related: SQL"].startswith("from related semi join")
    assert "articles without a date" in notes["left out"]
    assert notes["tables left out"].startswith("articles, images")


def test_tables_of_history_are_left_out_where_there_is_none(
    sample_lake: Path, tmp_path: Path
) -> None:
    """A lake without history has an export without them, and the notes name what is left out."""
    done = export_lake(sample_lake, tmp_path / "export", format="parquet")
    notes = json.loads((tmp_path / "export" / "export.json").read_text("utf-8"))
    assert EXPORTED.keys() - done.rows.keys() == HISTORY.keys()
    assert notes["tables left out"] == ", ".join(HISTORY)


def test_a_period_and_bounds_are_refused(lake: Path) -> None:
    """A period has its own bounds."""
    with pytest.raises(BroadsheetError, match="a period has its own bounds"):
        export_lake(lake, lake.parent / "both.csv", period="2021", since="2021-01-01")
