"""`broadsheet sample`: a made-up archive."""

from __future__ import annotations

from pathlib import Path

from kit.commandline import Run


def test_sample_writes_what_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    """The folder's path is data, the rest is talk."""
    done = run("sample", "made", "--articles", "20", "--months", "1")
    assert done.out == "made\n"
    assert len(list((tmp_path / "made").rglob("2*.md"))) == 20
