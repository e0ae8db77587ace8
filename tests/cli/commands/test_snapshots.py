"""`broadsheet snapshots`, `loads` and `prune`: the versions of a lake."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.commandline import Run, rows_of

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


@pytest.fixture
def three_versions(run: Run, seed_lake: Path) -> Path:
    """A lake of three versions."""
    for _ in range(2):
        assert run("load", SEEDS, "--full").code == 0
    return seed_lake


@pytest.mark.usefixtures("three_versions")
def test_snapshots_lists_versions_newest_first(run: Run) -> None:
    """Each version has its rows; the first listed is the live one, unless rolled back."""
    rows = rows_of(run("snapshots", "--format", "csv").out)
    assert [row["live"] for row in rows] == ["true", "false", "false"]
    assert [row["version"] for row in rows] == ["v000003", "v000002", "v000001"]
    assert {(row["archives"], row["articles"], row["related"]) for row in rows} == {
        ("seeds", "1", "2")
    }


@pytest.mark.usefixtures("three_versions")
def test_loads_lists_what_each_load_changed(run: Run) -> None:
    """A row per load and archive, newest first, counts documents by what happened to them."""
    rows = rows_of(run("loads", "--format", "csv").out)
    assert [(row["version"], row["added"], row["unchanged"]) for row in rows] == [
        ("v000003", "0", "1"),
        ("v000002", "0", "1"),
        ("v000001", "1", "0"),
    ]


def test_prune_prints_the_versions_it_removes(run: Run, three_versions: Path) -> None:
    """The names of the removed versions are data; the live version stays."""
    done = run("prune", "--keep", "1")
    assert done.out.split() == ["v000002", "v000001"]
    assert "removed 2 versions of lake" in done.err
    assert [path.name for path in three_versions.glob("v*")] == ["v000003"]


@pytest.mark.usefixtures("three_versions")
def test_prune_keeps_what_is_young(run: Run) -> None:
    """With an age, versions that were loaded since then stay, however many."""
    assert run("prune", "--keep", "1", "--older-than", "12h").out == ""
    assert run("prune", "--keep", "1", "--older-than", "0h").out.split() == ["v000002", "v000001"]


def test_an_age_has_a_unit(run: Run) -> None:
    """A number alone is refused, with examples."""
    done = run("prune", "--older-than", "30")
    assert (done.code, done.err) == (
        2,
        "broadsheet: no age, got '30'; valid: such as 12h, 30d or 8w\n",
    )


@pytest.mark.usefixtures("three_versions")
def test_files_prints_the_files_of_a_table(run: Run) -> None:
    """Each is a file of the live version, or of the version asked for."""
    for options, version in (((), "v000003"), (("--as-of", "v000001"), "v000001")):
        (file,) = run("files", "stories", *options).out.splitlines()
        assert Path(file).is_file()
        assert Path(file).parts[:2] == ("lake", version)
    assert "no such table, got 'story'; did you mean stories" in run("files", "story").err


def test_rollback_prints_the_version(run: Run, three_versions: Path) -> None:
    """The version is data; the lake is at it from then on."""
    (three_versions / "CURRENT").unlink()
    refused = run("status")
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert refused.err.endswith("broadsheet rollback v000003 --lake lake\n")
    done = run("rollback", "v000002")
    assert (done.code, done.out, done.err) == (0, "v000002\n", "lake is at v000002\n")
    assert run("status").out.startswith("lake at v000002,")
    assert "newer than the live version: v000003" in run("prune").err
