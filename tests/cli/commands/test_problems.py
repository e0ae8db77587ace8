"""`broadsheet problems`: faults with their places."""

from __future__ import annotations

from pathlib import Path

from kit.commandline import Run, rows_of


def test_problems_lists_faults_with_their_lines(run: Run, tmp_path: Path) -> None:
    """A fault is told with path, line, code and the value as written."""
    (tmp_path / "a.md").write_text("---\ntitle: A\nquality: 55.5\n---\n", "utf-8")
    run("load", tmp_path)
    (row,) = rows_of(run("problems", "--format", "csv").out)
    assert (row["path"], row["line"], row["code"], row["value"]) == (
        "a.md",
        "3",
        "wrong-type",
        "55.5",
    )
