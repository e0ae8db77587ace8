"""`broadsheet inspect`, and loads with the mapping that it proposes, from options and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.commandline import Run, rows_of

_DOCUMENT = """---
headline: Bridge reopens
date: 2021-03-16
author: Ada Lind
publisher: Harbor Post
tags: [sea]
link: https://www.harbor-post.example/1
---
Ferries stop.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of one document with the fields of another maker."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.md").write_text(_DOCUMENT)
    return folder


def test_fields_are_listed_with_ours(run: Run, site: Path) -> None:
    """Each has its share, type, example and the field of ours that it may be."""
    rows = {row["field"]: row for row in rows_of(run("inspect", site, "--format", "csv").out)}
    assert rows["tags"] == {
        "field": "tags", "documents_pct": "100.0", "type": "a list", "example": "['sea']",
        "read_as": "topics",
    }  # fmt: skip
    assert rows["headline"]["read_as"] == "title"


def test_an_author_is_not_proposed_as_the_provider(run: Run, site: Path) -> None:
    """People are no providers: the proposal takes the publisher, and leaves the author."""
    done = run("inspect", site)
    assert "provider.name: publisher" in done.out
    assert "author" not in done.out.partition("for broadsheet.yaml")[2]


def test_the_proposal_works_as_settings(run: Run, site: Path) -> None:
    """Put into broadsheet.yaml, it gives articles a title, date, provider and topics."""
    proposal = run("inspect", site).out.partition("for broadsheet.yaml:")[2]
    Path("broadsheet.yaml").write_text(proposal)
    assert run("load", site).code == 0
    sql = "select title, provider_name, provider_domain, topics[1] as topic from articles"
    assert rows_of(run("sql", sql, "--format", "csv").out) == [
        {
            "title": "Bridge reopens", "provider_name": "Harbor Post",
            "provider_domain": "harbor-post.example", "topic": "sea",
        }
    ]  # fmt: skip


def test_a_profile_goes_before_the_settings(run: Run, site: Path) -> None:
    """`--profile` is the whole mapping: what the settings say of the archive does not count."""
    Path("broadsheet.yaml").write_text("mapping: {'*': {constants: {provider.name: Other}}}")
    assert run("load", site, "--profile", "hugo").code == 0
    done = run("sql", "select provider_name from articles", "--format", "csv")
    assert rows_of(done.out) == [{"provider_name": "Ada Lind"}]


@pytest.mark.parametrize(
    ("settings", "options", "said"),
    [
        ("mapping: {site: {fields: {headlin: title}}}", (), "maps to no field: headlin"),
        ("mapping: {site: {profile: wordpress}}", (), "no such profile"),
        ("", ("--profile", "wordpress"), "no such profile"),
    ],
)
def test_a_wrong_mapping_is_refused(
    run: Run, site: Path, settings: str, options: tuple[str, ...], said: str
) -> None:
    """It is one line that names what is wrong, and exit code 2."""
    Path("broadsheet.yaml").write_text(settings)
    done = run("load", site, *options)
    assert (done.code, said in done.err) == (2, True)


def test_a_folder_without_fields_is_refused(run: Run, tmp_path: Path) -> None:
    """There is nothing to propose."""
    (tmp_path / "site").mkdir()
    assert run("inspect", "site").code == 2
