"""`broadsheet tables`: columns and their meaning."""

from __future__ import annotations

import pytest

from kit.commandline import Run, rows_of


def test_tables_tells_columns(run: Run) -> None:
    """A table's columns come with what they mean; no lake is needed."""
    rows = rows_of(run("tables", "articles", "--format", "csv").out)
    assert rows[0]["column"] == "article_id"
    assert all(row["meaning"] for row in rows)


@pytest.mark.usefixtures("seed_lake")
def test_columns_have_their_field_and_an_example_of_the_lake(run: Run) -> None:
    """Without `--stats` too: the field that a column is read from, and a value of it."""
    rows = {row["column"]: row for row in rows_of(run("tables", "related", "--format", "csv").out)}
    assert list(rows["quality"]) == ["column", "type", "meaning", "source", "example"]
    assert (rows["quality"]["source"], rows["quality"]["example"]) == ("quality", "39")


def test_a_lake_that_is_named_is_there(run: Run) -> None:
    """Without a lake there are no examples, but a wrong name is an error."""
    assert "example" not in rows_of(run("tables", "related", "--format", "csv").out)[0]
    assert run("tables", "related", "--lake", "other").code == 2


@pytest.mark.usefixtures("seed_lake")
def test_tables_shows_how_complete_columns_are(run: Run) -> None:
    """Beside the meaning are the share of nulls, the distinct values and an example of the lake."""
    rows = rows_of(run("tables", "related", "--stats", "--format", "csv").out)
    facts = {row["column"]: row for row in rows}
    assert (facts["quality"]["nulls"], facts["quality"]["distinct"]) == ("0.0", "2")
    assert (facts["quality"]["example"], facts["quality"]["source"]) == ("39", "quality")
    assert facts["amp_web_url"]["nulls"] == "0.5"


@pytest.mark.usefixtures("seed_lake")
def test_table_without_rows_has_no_facts(run: Run) -> None:
    """Nothing is said of columns without rows."""
    rows = rows_of(run("tables", "topic_tree", "--stats", "--format", "csv").out)
    assert {(row["nulls"], row["distinct"], row["example"]) for row in rows} == {("", "", "")}


def test_facts_are_of_one_table(run: Run) -> None:
    """`--stats` without a table is refused with the fix."""
    done = run("tables", "--stats")
    assert (done.code, "name it: tables TABLE --stats" in done.err) == (2, True)
