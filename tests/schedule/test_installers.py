"""What installs the schedule writes what cron, systemd and GitHub take."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from broadsheet.errors import BroadsheetError
from broadsheet.schedule.installers import Call, installer, installers
from broadsheet.schedule.installers.systemd import units


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """A call in a folder whose name has a blank and a percent sign."""
    folder = tmp_path / "my news 100%"
    folder.mkdir()
    program = Path(sys.executable).with_name("broadsheet")
    return Call(folder, program, 5)


def test_installers_are_the_modules_of_the_room() -> None:
    """Each way to be called in time is a file."""
    assert sorted(installers()) == ["cron", "github", "systemd"]


def test_unknown_installer_is_refused() -> None:
    """The error names those that there are."""
    with pytest.raises(BroadsheetError, match="valid: cron, github, systemd"):
        installer("launchd")


def test_cron_line_runs_without_an_environment(call: Call) -> None:
    """Cron has no search path and no variables: the line works all the same."""
    line = installer("cron").text(call)
    command = line.split(" ", 5)[5].replace("\\%", "%")
    done = subprocess.run(
        ["/usr/bin/env", "-i", "/bin/sh", "-c", command], capture_output=True, check=False
    )
    log = (call.folder / "schedule.log").read_text()
    assert (done.returncode, "no such lake" in log) == (2, True)


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `crontab` that keeps its lines in a file, and that file."""
    kept = tmp_path / "crontab.txt"
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat {kept}; else cat > {kept}; fi\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return kept


def test_cron_keeps_other_lines_and_replaces_its_own(call: Call, crontab: Path) -> None:
    """Installing twice adds one line, and others stay."""
    crontab.write_text("0 1 * * * backup\n")
    for _ in range(2):
        installer("cron").install(call)
    assert crontab.read_text() == f"0 1 * * * backup\n{installer('cron').text(call)}\n"


def test_cron_uninstall_removes_its_line_alone(call: Call, crontab: Path) -> None:
    """What is not ours stays."""
    crontab.write_text("0 1 * * * backup\n")
    installer("cron").install(call)
    installer("cron").uninstall(call)
    assert crontab.read_text() == "0 1 * * * backup\n"


def test_missing_crontab_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to use in its place."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BroadsheetError, match="use --systemd or --github"):
        installer("cron").install(call)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_takes_the_units(call: Call, tmp_path: Path) -> None:
    """`systemd-analyze verify` finds no fault in the service or the timer."""
    for name, text in units(call).items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / name for name in units(call))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if call.name in line]
    assert (done.returncode, ours) == (0, [])


def test_systemd_writes_and_removes_its_units(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The units are in the user's folder until they are uninstalled."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "systemd" / "user"
    installer("systemd").install(call)
    written = sorted(path.name for path in folder.iterdir())
    installer("systemd").uninstall(call)
    assert (written, list(folder.iterdir())) == (sorted(units(call)), [])


def test_github_takes_the_workflow(call: Call) -> None:
    """The workflow passes the JSON schema of GitHub's workflows."""
    installer("github").install(call)
    file = call.folder / ".github" / "workflows" / "broadsheet.yml"
    done = subprocess.run(
        [Path(sys.executable).with_name("check-jsonschema"), "--output-format", "json",
         "--builtin-schema", "vendor.github-workflows", file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["errors"] == []


def test_github_keeps_the_lake_of_the_settings(call: Call) -> None:
    """What was delivered is kept from run to run, wherever the lake is."""
    (call.folder / "broadsheet.yaml").write_text("lake: data/news\n")
    steps = yaml.safe_load(installer("github").text(call))["jobs"]["reports"]["steps"]
    assert {step["with"]["path"] for step in steps if "cache" in step.get("uses", "")} == {
        "data/news"
    }


def test_github_uninstall_removes_the_workflow(call: Call) -> None:
    """Removing what is not there is no error."""
    installer("github").install(call)
    installer("github").uninstall(call)
    assert installer("github").uninstall(call) == ["there is no .github/workflows/broadsheet.yml"]
