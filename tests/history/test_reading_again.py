"""History that is read again: new commits alone, rewritten lines, shallow clones, later loads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import broadsheet
from broadsheet.errors import ArchiveError
from broadsheet.history.reading import read_history
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.forgetting import forget
from kit.archive_histories import make_repository
from kit.histories import git, without_git_settings
from kit.naive_history import checked_out, replayed

_COMMITS = 40


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a repository, `n.git`, whose branches `early` and `other` are two older ends.

    `other` is a line that parts from main at commit 30, and has a commit of its own.
    """
    room = tmp_path_factory.mktemp("again")
    with without_git_settings(room):
        make_repository(room / "n.git", _COMMITS)
        git(room / "n.git", "branch", "early", "main~10")
        tree = git(room / "n.git", "rev-parse", "main~15^{tree}")
        person = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        commit = git(room / "n.git", *person, "commit-tree", "-p", "main~10", "-m", "x", tree)
        git(room / "n.git", "branch", "other", commit)
        yield room


def _rows(lake: Path) -> list[tuple[object, ...]]:
    with broadsheet.connect(lake) as database:
        versions = database.sql("from document_versions order by sequence, path").fetchall()
        changes = database.sql("from article_changes order by sequence, path, field").fetchall()
    return versions + changes


def _assert_agrees(lake: Path, repository: Path, revision: str, room: Path, last: int) -> None:
    """Assert that the last commits of a line are in a lake as their checkouts hold them."""
    line = git(repository, "rev-list", "--first-parent", "--reverse", revision).split()
    with broadsheet.connect(lake) as database:
        states = checked_out(repository, room, line[-last:])
        for sequence, (_, state) in enumerate(states, len(line) - last + 1):
            assert replayed(database, sequence) == state != {}


def test_that_new_commits_alone_are_read(room: Path, tmp_path: Path) -> None:
    """A line read in two parts has the rows of one that was read at once."""
    read_history(f"n={room / 'n.git'}@early", tmp_path / "lake")
    summary = read_history(f"n={room / 'n.git'}@main", tmp_path / "lake")
    assert summary.new_commits == 10
    assert summary.dropped_from is None
    read_history(f"n={room / 'n.git'}@main", tmp_path / "whole")
    assert _rows(tmp_path / "lake") == _rows(tmp_path / "whole")


def test_that_nothing_new_makes_no_version(room: Path, tmp_path: Path) -> None:
    """A second reading of the same commit reads nothing."""
    first = read_history(f"n={room / 'n.git'}@main", tmp_path / "lake")
    again = read_history(f"n={room / 'n.git'}@main", tmp_path / "lake")
    assert (again.version, again.new_commits, again.commits) == (first.version, 0, _COMMITS)


def test_that_a_rewritten_line_is_read_from_the_fork(room: Path, tmp_path: Path) -> None:
    """After a force-push, commits that are gone have no rows, and those from the fork on have."""
    read_history(f"n={room / 'n.git'}@main", tmp_path / "lake")
    summary = read_history(f"n={room / 'n.git'}@other", tmp_path / "lake")
    assert summary.dropped_from is not None
    assert summary.dropped_from <= _COMMITS - 9
    _assert_agrees(tmp_path / "lake", room / "n.git", "other", tmp_path, last=3)
    read_history(f"n={room / 'n.git'}@other", tmp_path / "whole")
    assert _rows(tmp_path / "lake") == _rows(tmp_path / "whole")


def test_that_a_line_may_end_earlier(room: Path, tmp_path: Path) -> None:
    """A branch that was set back loses the rows of the commits behind its end."""
    read_history(f"n={room / 'n.git'}@main", tmp_path / "lake")
    read_history(f"n={room / 'n.git'}@early", tmp_path / "lake")
    read_history(f"n={room / 'n.git'}@early", tmp_path / "whole")
    assert _rows(tmp_path / "lake") == _rows(tmp_path / "whole")


def test_that_a_shallow_clone_begins_with_what_is_there(room: Path, tmp_path: Path) -> None:
    """What a shallow clone holds at its first commit is `present`; deepened, all is read."""
    clone = tmp_path / "clone"
    git(room, "clone", "-q", "--bare", "--depth=5", f"file://{room / 'n.git'}", str(clone))
    summary = read_history(f"n={clone}@main", tmp_path / "lake")
    assert summary.is_shallow
    assert (summary.commits, summary.kinds["present"] > 0) == (5, True)
    _assert_agrees(tmp_path / "lake", clone, "main", tmp_path, last=5)
    git(clone, "fetch", "-q", "--unshallow")
    assert read_history(f"n={clone}@main", tmp_path / "lake").commits == _COMMITS
    read_history(f"n={room / 'n.git'}@main", tmp_path / "whole")
    assert _rows(tmp_path / "lake") == _rows(tmp_path / "whole")


def test_that_a_shallow_clone_loses_no_history(room: Path, tmp_path: Path) -> None:
    """A shallow clone that lacks the first of the known commits is refused."""
    read_history(f"n={room / 'n.git'}@early", tmp_path / "lake")
    clone = tmp_path / "clone"
    git(room, "clone", "-q", "--bare", "--depth=5", f"file://{room / 'n.git'}", str(clone))
    with pytest.raises(ArchiveError, match="shallow clone"):
        read_history(f"n={clone}@main", tmp_path / "lake")


def test_that_since_begins_with_the_state_of_that_day(room: Path, tmp_path: Path) -> None:
    """The last commit before the day is the base; those after it are read."""
    summary = read_history(f"n={room / 'n.git'}@main", tmp_path / "lake", since=date(2021, 3, 1))
    with broadsheet.connect(tmp_path / "lake") as database:
        found = database.sql(
            "select max(committed_at) filter (sequence = 1) < timestamptz '2021-03-01 00:00Z',"
            " min(committed_at) filter (sequence > 1) >= timestamptz '2021-03-01 00:00Z',"
            " bool_and(change = 'present') filter (sequence = 1) from document_versions"
        ).fetchall()
    assert found == [(True, True, True)]
    assert 1 < summary.commits < _COMMITS


def test_that_loads_carry_history_over(room: Path, tmp_path: Path) -> None:
    """History stays through loads of its archive and of others, and leaves with its archive."""
    source, lake = f"n={room / 'n.git'}", tmp_path / "lake"
    broadsheet.load(f"{source}@early", lake)
    read_history(f"{source}@main", lake)
    rows = _rows(lake)
    broadsheet.load(f"{source}@main", lake)
    broadsheet.load([f"{source}@early", f"m={room / 'n.git'}@early"], lake, full=True)
    assert _rows(lake) == rows
    assert read_history(f"{source}@main", lake).new_commits == 0
    assert open_snapshot(lake).damage is None
    forget(lake, "n")
    assert _rows(lake) == []
    assert "history" not in open_snapshot(lake).load


def test_that_the_newest_state_is_what_a_load_has(room: Path, tmp_path: Path) -> None:
    """The last version of each path agrees with the documents of a load of the same commit."""
    source, lake = f"n={room / 'n.git'}@main", tmp_path / "lake"
    broadsheet.load(source, lake)
    read_history(source, lake)
    with broadsheet.connect(lake) as database:
        loaded = database.sql("select path, fingerprint, status from documents order by path")
        last = database.sql(
            "select path, fingerprint, status from document_versions"
            " qualify row_number() over (partition by path order by sequence desc) = 1"
            " and blob is not null order by path"
        )
        assert loaded.fetchall() == last.fetchall() != []


@pytest.mark.parametrize(
    ("source", "problem"),
    [("", "no git repository"), ("n.git@nowhere", "no such revision"), ("no", "no such archive")],
)
def test_that_errors_name_what_is_wrong(
    room: Path, tmp_path: Path, source: str, problem: str
) -> None:
    """A folder without git, a revision that is not there, and no folder each have their error."""
    (tmp_path / "plain").mkdir()
    place = room / source if source else tmp_path / "plain"
    with pytest.raises(ArchiveError, match=problem):
        read_history(str(place), tmp_path / "lake")
