"""What a shell completes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.cli import app

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Complete:
    """Completes the last word of a line, as bash asks for it."""
    monkeypatch.chdir(tmp_path)

    def names(line: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
        monkeypatch.setenv("_BROADSHEET_COMPLETE", "complete_bash")
        monkeypatch.setattr("sys.argv", ["broadsheet"])
        with pytest.raises(SystemExit):
            app.main()
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out.split()

    return names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("broadsheet query quality_by_p", ["quality_by_provider"]),
        ("broadsheet report cov", ["coverage"]),
        ("broadsheet tables article_t", ["article_topics"]),
        ("broadsheet sql x --format jsonl", ["jsonl"]),
        ("broadsheet sql x --as-of v", ["v000001"]),
        ("broadsheet query x --topic Sci", ["Science"]),
        ("broadsheet forget s", ["sample"]),
    ],
)
def test_names_are_completed(
    complete: Complete,
    monkeypatch: pytest.MonkeyPatch,
    sample_lake: Path,
    line: str,
    found: list[str],
) -> None:
    """Names of the package, and those of the lake in force."""
    monkeypatch.setenv("BROADSHEET_LAKE", str(sample_lake))
    assert complete(line) == found


@pytest.mark.parametrize("option", ["--topic", "--provider", "--as-of"])
def test_without_a_lake_there_is_nothing_and_no_message(
    complete: Complete, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """The line that is typed stays as it is."""
    monkeypatch.delenv("BROADSHEET_LAKE", raising=False)
    assert complete(f"broadsheet query x {option} a") == []
