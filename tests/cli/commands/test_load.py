"""`broadsheet load`: what it prints, and what its options do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.commandline import Run, rows_of

PROJECT = Path(__file__).resolve().parents[3]


def test_load_tells_what_adds_up_on_stderr(run: Run) -> None:
    """The summary is talk: seen = loaded + quarantined + skipped, rows, version."""
    done = run("load", PROJECT / "seeds")
    assert done.out == ""
    assert "1 document seen = 1 loaded + 0 quarantined + 0 skipped" in done.err
    assert "articles 1, related 2, images 3, article_topics 2, documents 1, problems 0" in done.err


def test_load_tells_machines_the_same_on_stdout(run: Run) -> None:
    """With --json the counts are data."""
    told = json.loads(run("load", PROJECT / "seeds", "--json").out)
    assert told["seen"] == told["loaded"] + told["quarantined"] + told["skipped"] == 1


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--include", "2021/*"], ["2021/a.md", "2021/drafts/b.md"]),
        (["--exclude", "*/drafts/*"], ["2021/a.md", "c.md"]),
        (["--include", "2021/*", "--exclude", "*/drafts/*"], ["2021/a.md"]),
        (["--include", "c.md", "--include", "*/b.md"], ["2021/drafts/b.md", "c.md"]),
    ],
)
def test_load_takes_the_paths_it_is_asked_for(
    run: Run, write_document: Callable[..., Path], options: list[str], paths: list[str]
) -> None:
    """Globs, each as often as wanted, choose what is loaded."""
    for path in ("2021/a.md", "2021/drafts/b.md", "c.md"):
        archive = write_document(path)
    assert run("load", archive, *options).code == 0
    done = run("sql", "select path from documents order by path", "--format", "csv")
    assert [row["path"] for row in rows_of(done.out)] == paths


def test_load_of_the_same_makes_no_version(run: Run) -> None:
    """A load that finds nothing new leaves the lake at its version."""
    for _ in range(2):
        told = json.loads(run("load", PROJECT / "seeds", "--json").out)
    assert (told["version"], told["changes"]["unchanged"]) == ("v000001", 1)


def test_full_load_makes_a_version(run: Run) -> None:
    """With --full every document is read and written again."""
    run("load", PROJECT / "seeds")
    told = json.loads(run("load", PROJECT / "seeds", "--full", "--json").out)
    assert (told["version"], told["changes"]["unchanged"]) == ("v000002", 1)


def test_load_tells_what_has_changed(run: Run, write_document: Callable[..., Path]) -> None:
    """A second load tells how many documents have changed, and in which fields."""
    write_document("a.md", "---\ntitle: A\n---\n")
    archive = write_document("b.md", "---\ntitle: B\n---\n")
    run("load", archive)
    write_document("b.md", "---\ntitle: Another\nlength: 5\n---\n")
    told = run("load", archive).err
    assert "changes: 1 changed, 1 unchanged\n" in told
    assert "fields changed: title 1, extra 1\n" in told
    assert "schema changes: archive: new field length: a whole number\n" in told


def test_load_keeps_the_limits_of_the_settings(
    run: Run, tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    """Limits in broadsheet.yaml hold for a load."""
    (tmp_path / "broadsheet.yaml").write_text("limits: {document_bytes: 20}\n", "utf-8")
    write_document("a.md", "---\ntitle: A\n---\n")
    done = run("load", write_document("b.md", "---\ntitle: Bigger\n---\n"))
    assert "1 loaded + 1 quarantined" in done.err
    assert "1 too-large" in done.err


def test_load_counts_problems_by_code(run: Run, tmp_path: Path) -> None:
    """Faults are summed up by kind."""
    (tmp_path / "a.md").write_text("---\ntitle: A\nquality: high\n---\n", "utf-8")
    assert "problems: 1 wrong-type" in run("load", tmp_path).err
