"""Commits of a repository, loaded one after another, are as good as their checkouts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.archive import open_archives
from broadsheet.lake.ledger import read_loads
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from kit.histories import check_history, git, repository, without_git_settings
from kit.lake_contents import tables
from kit.quick_disk import quick_folder

COMMITS = 240


@pytest.fixture(scope="module", autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Git runs without settings of the machine, and leaves no process behind."""
    with without_git_settings(tmp_path_factory.mktemp("home")):
        yield


def recorded(lake: Path, archive: str = "n") -> dict[str, Any]:
    """What the live version's record says about an archive."""
    found: dict[str, Any] = open_snapshot(lake).load["archives"][archive]
    return found


@pytest.fixture
def room() -> Iterator[Path]:
    """An empty folder on a quick disk."""
    with quick_folder() as folder:
        yield folder


@pytest.mark.parametrize(("bare", "every"), [(True, 40), (False, 80)], ids=["bare", "worktree"])
def test_commits_are_as_good_as_their_checkouts(room: Path, bare: bool, every: int) -> None:
    """Loading commit after commit makes the tables of a load of each commit's checkout.

    `make soak` loads every commit of other histories.
    """
    assert check_history(room, bare=bare, every=every, commits=COMMITS) == COMMITS // every


def test_commits_may_be_loaded_backwards(room: Path) -> None:
    """An older commit takes the newer one's place."""
    hashes = repository(room / "news.git", bare=True, commits=20)
    load([f"n={room / 'news.git'}@{hashes[2]}"], room / "fresh")
    for commit in (hashes[9], hashes[2]):
        load([f"n={room / 'news.git'}@{commit}"], room / "lake")
    assert tables(room / "lake") == tables(room / "fresh")


def test_commit_after_its_checkout_is_found_to_be_the_same(room: Path) -> None:
    """A commit and its checkout are the same documents."""
    repository(room / "news", bare=False, commits=10)
    load([f"n={room / 'news'}"], room / "lake")
    assert load([f"n={room / 'news'}@main"], room / "lake").version == "v000001"


def test_commit_is_recorded(room: Path) -> None:
    """A version tells the commit that it was loaded from, and how that was named."""
    *_, last = repository(room / "news.git", bare=True, commits=5)
    load([f"n={room / 'news.git'}@main"], room / "lake")
    assert (recorded(room / "lake")["commit"], recorded(room / "lake")["revision"]) == (
        last,
        "main",
    )


def test_bare_repository_is_loaded_at_its_head(room: Path) -> None:
    """A bare repository stands for the commit that it has as HEAD."""
    *_, last = repository(room / "news.git", bare=True, commits=5)
    load([room / "news.git"], room / "lake")
    assert recorded(room / "lake", "news")["commit"] == last


def test_tree_that_is_the_same_is_not_listed(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that changes no file is found to be the same without a look at its documents."""
    place = room / "news.git"
    repository(place, bare=True, commits=5)
    load([f"n={place}@main"], room / "lake")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    again = git(place, *identity, "commit-tree", "main^{tree}", "-p", "main", "-m", "Nothing")
    (archive,) = open_archives([f"n={place}@{again}"])
    monkeypatch.setattr(type(archive), "entries", None)
    assert load([f"n={place}@{again}"], room / "lake").version == "v000001"


def test_commit_without_news_is_noted_in_the_ledger(room: Path) -> None:
    """The ledger names the commit that was loaded, even where it brought nothing new."""
    place = room / "news.git"
    repository(place, bare=True, commits=5)
    load([f"n={place}@main"], room / "lake")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    again = git(place, *identity, "commit-tree", "main^{tree}", "-p", "main", "-m", "Nothing")
    load([f"n={place}@{again}"], room / "lake")
    assert read_loads(room / "lake")[-1]["commits"] == {"n": again}
