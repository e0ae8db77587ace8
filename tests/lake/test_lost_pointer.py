"""A lake whose CURRENT is lost, damaged or set back keeps its versions and says the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import LakeError
from broadsheet.lake import snapshot
from broadsheet.lake.commit import roll_back, writing
from broadsheet.lake.retention import hold, list_versions, prune
from broadsheet.lake.snapshot import current_snapshot, open_snapshot
from broadsheet.loading.loader import load
from kit.lakes import write_snapshot


def commit(lake: Path) -> None:
    """Write a version without rows."""
    with writing(lake):
        write_snapshot(lake, {}, {"archives": {}})


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake of three versions."""
    lake = tmp_path / "lake"
    for _ in range(3):
        commit(lake)
    return lake


def versions(lake: Path) -> list[str]:
    """The folders of versions."""
    return sorted(path.name for path in lake.glob("v*"))


ALL = ["v000001", "v000002", "v000003"]


def lose(lake: Path) -> None:
    """Remove CURRENT."""
    (lake / "CURRENT").unlink()


def empty(lake: Path) -> None:
    """Leave CURRENT empty, as a full disk may."""
    (lake / "CURRENT").write_bytes(b"")


def damage(lake: Path) -> None:
    """Fill CURRENT with NULs, as a power failure may."""
    (lake / "CURRENT").write_bytes(bytes(8))


def point_ahead(lake: Path) -> None:
    """Let CURRENT name a version that the lake does not have."""
    (lake / "CURRENT").write_text("v000009\n")


@pytest.mark.parametrize("harm", [lose, empty, damage, point_ahead])
def test_lake_without_its_pointer_is_not_a_new_lake(lake: Path, harm: object) -> None:
    """Reading, loading and pruning are refused with the newest whole version and the command, and
    no version is removed.
    """
    assert callable(harm)
    harm(lake)
    (lake.parent / "news").mkdir()
    (lake.parent / "news" / "a.md").write_text("---\ntitle: A\n---\n")
    for use in (open_snapshot, commit, lambda at: prune(at, 1), list_versions,
                lambda at: load([lake.parent / "news"], at)):  # fmt: skip
        with pytest.raises(LakeError, match=f"broadsheet rollback v000003 --lake {lake}$"):
            use(lake)
    assert versions(lake) == ALL


def test_newest_whole_version_is_named(lake: Path) -> None:
    """A version without its record is not whole."""
    lose(lake)
    (lake / "v000003" / "load.json").unlink()
    with pytest.raises(
        LakeError,
        match="v000002, v000001; go back to the newest: broadsheet rollback v000002",
    ):
        open_snapshot(lake)


def test_lake_without_a_whole_version_says_so(lake: Path) -> None:
    """Where no version is whole there is nothing to go back to, and nothing is removed."""
    lose(lake)
    for version in versions(lake):
        (lake / version / "load.json").unlink()
    with pytest.raises(LakeError, match="remove the folder and load again"):
        commit(lake)
    assert versions(lake) == ALL


@pytest.mark.parametrize("harm", [lose, empty, damage, point_ahead])
@pytest.mark.parametrize("version", ALL)
def test_rollback_makes_any_whole_version_live(lake: Path, harm: object, version: str) -> None:
    """A rollback needs no CURRENT that can be read, and removes nothing."""
    assert callable(harm)
    harm(lake)
    roll_back(lake, version)
    assert (open_snapshot(lake).version, versions(lake)) == (version, ALL)


def test_rollback_goes_forward_again(lake: Path) -> None:
    """A newer version is still there after a rollback."""
    roll_back(lake, "v000001")
    roll_back(lake, "v000003")
    assert open_snapshot(lake).version == "v000003"


@pytest.mark.parametrize("version", ["v000009", "3", "", "../lake"])
def test_rollback_to_an_unknown_version_is_refused(lake: Path, version: str) -> None:
    """The versions that there are are named."""
    with pytest.raises(LakeError, match="no such version"):
        roll_back(lake, version)


def test_rollback_to_a_part_of_a_version_is_refused(lake: Path) -> None:
    """A version without its record can't become the live one."""
    (lake / "v000002" / "load.json").unlink()
    with pytest.raises(LakeError, match="not a whole version"):
        roll_back(lake, "v000002")


def test_rollback_without_a_lake_is_refused(tmp_path: Path) -> None:
    """A folder that is not there gets no CURRENT."""
    with pytest.raises(LakeError, match="no such version"):
        roll_back(tmp_path / "none", "v000001")
    assert not (tmp_path / "none").exists()


def test_writer_keeps_what_is_newer(lake: Path) -> None:
    """A version written after a rollback is newer than all others, which stay."""
    roll_back(lake, "v000001")
    commit(lake)
    assert (open_snapshot(lake).version, versions(lake)) == ("v000004", [*ALL, "v000004"])


def test_prune_keeps_what_is_newer(lake: Path) -> None:
    """`prune` counts from the live version down."""
    roll_back(lake, "v000002")
    assert prune(lake, 1) == (["v000001"], [], ["v000003"])
    assert versions(lake) == ["v000002", "v000003"]


def test_newer_version_can_be_opened(lake: Path) -> None:
    """A version that was live once is opened by its name, also after a rollback."""
    roll_back(lake, "v000001")
    assert open_snapshot(lake, "v000003").version == "v000003"


def test_prune_keeps_what_is_read(lake: Path) -> None:
    """`prune` keeps a version that a reader holds, and names it."""
    release = hold(open_snapshot(lake, "v000001"))
    assert prune(lake, 1) == (["v000002"], ["v000001"], [])
    assert release is not None
    release()
    assert prune(lake, 1) == (["v000001"], [], [])


def test_pending_version_of_a_killed_writer_is_removed(lake: Path) -> None:
    """A version that was named but never live is none, and the next writer removes it."""
    (lake / "v000004").mkdir()
    (lake / "CURRENT.new").write_text("v000004\n")
    with pytest.raises(LakeError, match="no such version"):
        open_snapshot(lake, "v000004")
    commit(lake)
    live = current_snapshot(lake)
    assert live is not None
    assert (live.version, live.damage) == ("v000004", None)
    assert not (lake / "CURRENT.new").exists()


def test_load_says_what_it_builds_on(lake: Path) -> None:
    """A load after a rollback names the version that it builds on, and those that it keeps."""
    (lake.parent / "news").mkdir()
    (lake.parent / "news" / "a.md").write_text("---\ntitle: A\n---\n")
    load([lake.parent / "news"], lake.parent / "other")
    (lake.parent / "news" / "b.md").write_text("---\ntitle: B\n---\n")
    load([lake.parent / "news"], lake.parent / "other")
    roll_back(lake.parent / "other", "v000001")
    summary = load([lake.parent / "news"], lake.parent / "other")
    assert summary.notes == ["the load builds on v000001, and keeps what is newer: v000002"]
    assert (summary.version, summary.rows["articles"]) == ("v000003", 2)


def test_first_version_that_goes_live_meanwhile_is_opened(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that looks for CURRENT just before it is there sees no lost one."""
    listed = snapshot.versions_of
    current = (lake / "CURRENT").read_bytes()
    lose(lake)

    def go_live(place: Path) -> list[snapshot.Snapshot]:
        (lake / "CURRENT").write_bytes(current)
        return listed(place)

    monkeypatch.setattr(snapshot, "versions_of", go_live)
    found = current_snapshot(lake)
    assert found is not None
    assert found.version == "v000003"
