"""The command that renders reports: faults, new reports, watching."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.lake.atomic import replaced
from kit.commandline import Run

_FINE = """---
title: Fine
formats: [html]
period: 2021-03
params: {most: 2}
---
{{ param.most }}
"""
_WRONG = """---
formats: [html]
period: 2021-03
---
```sql total
select 40 as n
```
```sql parts
select unnest([20, 21]) as n
```
{{ reconcile("sum(parts.n) = total.n") }}
"""
_FAULTY = "---\ntitle: Faulty\n---\n\n```sql one\nselect nothing\n```\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A working folder with a report that is fine and one that has a fault."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "fine.md").write_text(_FINE, "utf-8")
    (folder / "faulty.md").write_text(_FAULTY, "utf-8")
    return folder


@pytest.mark.usefixtures("reports")
def test_a_fault_in_a_report_leaves_the_others_be(run: Run, sample_lake: Path) -> None:
    """A fault is reported with file, line and result; the reports after it are rendered."""
    done = run("report", "faulty", "nowhere", "fine", "--lake", sample_lake)
    assert done.code == 2
    assert done.out == "reports/out/fine-2021-03.html\n"
    first, second = done.err.splitlines()
    assert first.startswith("broadsheet: faulty.md:5: in one: ")
    assert second.startswith("broadsheet: no such report, got 'nowhere'")


@pytest.mark.usefixtures("reports")
def test_latest_is_resolved_in_name_and_page(run: Run, sample_lake: Path) -> None:
    """The file and the page are of the last whole month that has articles."""
    words = ("report", "fine", "--period", "latest", "--now", "2021-03-20")
    assert run(*words, "--lake", sample_lake).out == "reports/out/fine-2021-02.html\n"
    assert "February 2021" in Path("reports/out/fine-2021-02.html").read_text("utf-8")


def test_a_page_that_does_not_reconcile_is_written(
    run: Run, sample_lake: Path, tmp_path: Path
) -> None:
    """The two numbers are named with their places, and the command ends with exit code 2."""
    page = tmp_path / "wrong.md"
    page.write_text(_WRONG, "utf-8")
    done = run("report", page, "--lake", sample_lake)
    assert done.code == 2
    assert done.out == "reports/out/wrong-2021-03.html\n"
    assert done.err == "broadsheet: wrong for March 2021: parts.n sums to 41, total.n is 40\n"
    assert Path("reports/out/wrong-2021-03.html").is_file()


@pytest.mark.usefixtures("reports")
def test_a_parameter_is_given_by_name(run: Run, sample_lake: Path) -> None:
    """A parameter goes before its default."""
    run("report", "fine", "--lake", sample_lake, "--param", "most=7")
    assert "<p>7</p>" in Path("reports/out/fine-2021-03.html").read_text("utf-8")


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fine", "--param", "most"], "a parameter is NAME=VALUE, got 'most'"),
        (["fine", "--param", "most=x"], "most must be a whole number, got 'x'"),
        (["fine", "--param", "x=1"], "fine has no such parameter, got 'x'; valid: most"),
        (["fine", "--paper", "a5"], "Invalid value for '--paper': "),
        (["fine", "--each", "x"], "fine is one page, not one for each, got 'x'"),
        (["provider", "--each", "x", "--period", "all"], "no such provider in this period"),
        ([], "no report is named"),
        (["new"], "a new report has one name"),
        (["new", "a", "b"], "a new report has one name"),
        (["new", "../a"], "a report's name has letters, digits, - and _"),
        (["new", "new"], "a report's name has letters, digits, - and _"),
        (["new", "fine"], "reports/fine.md exists already"),
    ],
)
def test_bad_input_is_told_in_one_line(
    run: Run, sample_lake: Path, words: list[str], told: str
) -> None:
    """A wrong request ends in one clear line and exit code 2."""
    done = run("report", *words, "--lake", sample_lake)
    assert done.code == 2
    assert done.err.startswith(f"broadsheet: {told}")
    assert done.err.count("\n") == 1


def test_a_new_report_renders(run: Run, sample_lake: Path) -> None:
    """A new report renders as it is, with its name as title."""
    assert run("report", "new", "night-shift").out == "reports/night-shift.md\n"
    done = run("report", "night-shift", "--lake", sample_lake, "--period", "all")
    assert (done.code, done.err) == (0, "")
    assert ">Night shift</h1>" in Path("reports/out/night-shift-all.html").read_text("utf-8")


def save(path: Path, text: str) -> None:
    """Save a file as editors do: in one step, so that nobody reads half of it."""
    with replaced(path) as new:
        new.write_text(text, "utf-8")


def test_a_watched_report_is_rendered_again(reports: Path, sample_lake: Path) -> None:
    """A report is rendered again each time it is saved, also after a fault."""
    command = [sys.executable, "-m", "broadsheet.cli", "report", "fine", "--watch"]
    with subprocess.Popen(
        [*command, "--lake", sample_lake, "--format", "html"],
        cwd=reports.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        page = reports / "out" / "fine-2021-03.html"
        try:
            assert process.stderr.readline() == "watching; Ctrl-C ends it\n"
            assert process.stdout.readline() == "reports/out/fine-2021-03.html\n"
            save(reports / "fine.md", _FINE + "{{ nothing }}\n")
            assert "fine.md:8: no such name" in process.stderr.readline()
            save(reports / "fine.md", _FINE + "Again\n")
            assert process.stdout.readline() == "reports/out/fine-2021-03.html\n"
            assert "Again" in page.read_text("utf-8")
        finally:
            process.terminate()


@pytest.mark.usefixtures("seed_lake")
def test_report_prints_its_paths(run: Run) -> None:
    """Each page's path is printed, and the page is there."""
    done = run("report", "coverage", "quality", "--period", "2021-03", "--format", "html")
    paths = [Path(line) for line in done.out.splitlines()]
    assert [path.name for path in paths] == ["coverage-2021-03.html", "quality-2021-03.html"]
    assert all(path.is_file() for path in paths)
