"""A workflow of GitHub Actions, for an archive in a repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.lake.atomic import replaced
from broadsheet.version import __version__

if TYPE_CHECKING:
    from broadsheet.schedule.installers import Call

__all__ = ["NAME", "install", "text", "uninstall"]

NAME = "github"
_FILE = Path(".github", "workflows", "broadsheet.yml")

_WORKFLOW = """\
name: broadsheet
on:
  schedule:
    - cron: "{cron}"
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: broadsheet
  cancel-in-progress: false
jobs:
  reports:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "broadsheet[pdf]=={version}"
      - name: Restore the lake with its journal
        uses: actions/cache/restore@v4
        with:
          path: {lake}
          key: lake-${{{{ github.run_id }}}}
          restore-keys: lake-
      - run: broadsheet schedule run
        env:
          BROADSHEET_MAIL_PASSWORD: ${{{{ secrets.BROADSHEET_MAIL_PASSWORD }}}}
      - name: Keep the lake with its journal
        if: always()
        uses: actions/cache/save@v4
        with:
          path: {lake}
          key: lake-${{{{ github.run_id }}}}
"""


def text(call: Call) -> str:
    """The workflow. It keeps the lake, with what was delivered, from one run to the next."""
    from broadsheet.config import read_settings

    lake = read_settings(call.folder).lake
    minutes = max(call.minutes, 5)  # GitHub starts none more often
    cron = f"*/{minutes} * * * *" if minutes < 60 else "17 * * * *"
    return _WORKFLOW.format(cron=cron, lake=lake, version=__version__)


def install(call: Call) -> list[str]:
    """Write the workflow into the working folder.

    Raises:
        BroadsheetError: It can't be written.
    """
    file = call.folder / _FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replaced(file) as new:
            new.write_text(text(call), "utf-8")
    except OSError as error:
        raise BroadsheetError(f"can't write {file}: {error.strerror or error}") from error
    return [
        f"wrote {_FILE}",
        "next: add the secret BROADSHEET_MAIL_PASSWORD to the repository, commit the file, push it",
    ]


def uninstall(call: Call) -> list[str]:
    """Remove the workflow."""
    file = call.folder / _FILE
    if not file.exists():
        return [f"there is no {_FILE}"]
    file.unlink()
    return [f"removed {_FILE}", "next: commit that, and push it"]
