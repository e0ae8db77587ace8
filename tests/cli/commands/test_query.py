"""`broadsheet query` and `queries`: named queries with their parameters as options."""

from __future__ import annotations

import json

import pytest

from broadsheet.database.queries import named_queries
from kit.commandline import Run, rows_of


@pytest.mark.usefixtures("seed_lake")
def test_query_binds_its_options(run: Run) -> None:
    """Options become the query's parameters."""
    words = ("query", "articles_by_date", "--since", "2021-03-16", "--until", "2021-03-18")
    rows = rows_of(run(*words, "--topic", "AI", "--format", "csv").out)
    assert [(row["date"], row["articles"]) for row in rows] == [
        ("2021-03-16", "1"),
        ("2021-03-17", "0"),
    ]


@pytest.mark.usefixtures("seed_lake")
def test_query_takes_any_parameter(run: Run) -> None:
    """A parameter without an option of its own goes by name."""
    words = ("query", "quality_distribution", "--param", "band=20", "--format", "csv")
    assert rows_of(run(*words).out)[0]["quality_from"] == "20"


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize("given", ["low=0.5", "only_gaps=false", "category=news"])
def test_query_takes_numbers_words_and_truths(run: Run, given: str) -> None:
    """A parameter by name may be a fraction, a truth or a text."""
    assert run("query", "gaps", "--param", given, "--format", "csv").code == 0


@pytest.mark.usefixtures("seed_lake")
def test_query_takes_any_category(run: Run) -> None:
    """The category `any` asks for every kind of document."""
    done = run("query", "articles_by_provider", "--category", "any", "--format", "csv")
    assert rows_of(done.out)


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            ("--provider", "livemint.con"),
            "this provider, got 'livemint.con'; did you mean livemint.com",
        ),
        (("--topic", "AL"), "no document has this topic, got 'AL'; valid: "),
        (("--category", "new"), "no document has this category, got 'new'; did you mean news"),
        (("--type", "artikel"), "no document has this type, got 'artikel'; did you mean article"),
        (("--tops", "3"), "articles_by_date has no such parameter, got 'tops'; did you mean topic"),
        (("--topic-a",), "--topic-a needs a value"),
        (("x",), "not an option of a query, got 'x'"),
    ],
)
def test_typo_is_no_empty_answer(run: Run, words: tuple[str, ...], reason: str) -> None:
    """What no document has is refused, with the nearest that there is."""
    done = run("query", "articles_by_date", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert reason in done.err


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize("words", [("--band", "20"), ("--band=20",), ("--param", "band=20")])
def test_own_parameter_of_a_query_is_an_option(run: Run, words: tuple[str, ...]) -> None:
    """Every parameter of a query can be written as an option."""
    rows = rows_of(run("query", "quality_distribution", *words, "--format", "csv").out)
    assert rows[0]["quality_to"] == "40"


def test_help_of_a_query_has_what_it_takes_and_returns(run: Run) -> None:
    """The question, each parameter with its default, and each column."""
    found = named_queries()["top_stories"]
    shown = run("query", "top_stories", "--help").out
    assert found.question in shown
    assert "--top " in shown
    assert "Default: 20." in shown
    assert all(f"  {column} " in shown for column in found.columns)


def test_help_of_a_query_has_the_tables_that_it_reads(run: Run) -> None:
    """Those of its own statement, and those that its macros read."""
    shown = run("query", "quality_by_provider", "--help").out.partition("Reads:\n")[2]
    tables, through = shown.splitlines()[:2]
    assert tables == "  tables   articles, mentions, story_items"
    assert through.startswith("  through  article_stories, category_of, is_kind, ")


def test_help_without_a_query_has_the_options_of_all(run: Run) -> None:
    """The usage is shown, with exit code 0 only where help was asked for."""
    shown = run("query", "--help")
    assert shown.code == 0
    assert "--min-articles" in shown.out
    assert run("query").code == 2


def test_queries_lists_them_all(run: Run) -> None:
    """The list has each query with the question it answers; no lake is needed."""
    rows = json.loads(run("queries", "--format", "json").out)
    assert [row["query"] for row in rows] == list(named_queries())
    columns = {row["query"]: row["columns"] for row in rows}
    assert "articles, published" in columns["articles_by_date"]
    assert all(row["answers"].endswith("?") and row["grain"] for row in rows)
