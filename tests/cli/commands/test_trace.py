"""`broadsheet trace`, from a number to its documents, and `broadsheet history`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.report import render
from kit.archive_histories import make_repository
from kit.commandline import Run
from kit.histories import without_git_settings


@pytest.mark.usefixtures("seed_lake")
def test_that_a_number_of_a_page_is_traced(run: Run, tmp_path: Path) -> None:
    """A page lists what can be traced; a number leads to its SQL and its documents."""
    page = tmp_path / "page.html"
    page.write_bytes(render("coverage", tmp_path / "lake", period="all").pages["html"])
    assert "#figure-1" in run("trace", str(page)).out
    block = json.loads(run("trace", f"{page}#figure-1", "--json").out)
    assert block["results"]["headline"]["rows"][0]["articles"] == 1
    assert block["block"][0]["documents"] == 1
    assert "1 Article" in run("trace", f"{page}#figure-1").out
    found = json.loads(run("trace", f"{page}#headline.articles", "--json").out)
    assert (found["number"][0]["value"], found["number"][0]["documents"]) == (1, 1)
    assert "selected_articles" in found["sql"]
    assert found["documents"][0]["line"] == 1


@pytest.mark.usefixtures("seed_lake")
def test_that_a_number_of_a_statement_is_traced(run: Run) -> None:
    """The value, the row, the statement and the documents are printed."""
    done = run("trace", "--sql", "select topic, count(*) as n from article_topics group by all")
    assert {"number", "sql", "row", "documents"} <= {*done.out.splitlines()}


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "trace a page or a statement"),
        (("no.html",), "the page can't be read: No such file"),
        (("--sql", "drop table articles"), "SQL must only read"),
    ],
)
def test_that_bad_input_has_one_line(run: Run, arguments: tuple[str, ...], problem: str) -> None:
    """Neither page nor statement, no such page, and a statement that writes."""
    done = run("trace", *arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert problem in done.err


def test_that_history_is_read(run: Run, tmp_path: Path) -> None:
    """The first reading says what it has read, the second that nothing is new."""
    with without_git_settings(tmp_path):
        make_repository(tmp_path / "n.git", 5)
        first = run("history", f"n={tmp_path / 'n.git'}@main")
        again = json.loads(run("history", f"n={tmp_path / 'n.git'}@main", "--json").out)
    assert first.code == 0
    assert "5 commits of n, 5 of them read" in first.err
    assert (again["commits"], again["new_commits"], again["version"]) == (5, 0, "v000001")
    assert run("history", str(tmp_path / "nowhere")).code == 2
