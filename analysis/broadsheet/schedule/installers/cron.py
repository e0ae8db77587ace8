"""A line in the user's crontab."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from broadsheet.schedule.installers import Call

__all__ = ["NAME", "install", "text", "uninstall"]

NAME = "cron"
_LOG = "schedule.log"


def text(call: Call) -> str:
    """The line of the crontab: it needs neither a shell's settings nor a search path."""
    folder, program = shlex.quote(str(call.folder)), shlex.quote(str(call.program))
    when = f"*/{call.minutes} * * * *" if call.minutes < 60 else "0 * * * *"
    command = f"cd {folder} && {program} schedule run >> {_LOG} 2>&1"
    return f"{when} {command.replace('%', chr(92) + '%')} # {call.name}"


def install(call: Call) -> list[str]:
    """Add the line to the crontab, or replace it.

    Raises:
        BroadsheetError: There is no `crontab`, or it refuses the line.
    """
    _write([*_others(call), text(call)])
    return [
        f"added to your crontab: {text(call)}",
        f"its output goes to {call.folder / _LOG}",
        "cron does not read your shell's variables: set BROADSHEET_MAIL_PASSWORD_FILE in it",
        "next: broadsheet schedule list",
    ]


def uninstall(call: Call) -> list[str]:
    """Remove the line from the crontab.

    Raises:
        BroadsheetError: There is no `crontab`, or it can't be written.
    """
    _write(_others(call))
    return [f"removed from your crontab: the line of {call.name}"]


def _others(call: Call) -> list[str]:
    """The lines of the crontab that are not ours."""
    done = subprocess.run([_crontab(), "-l"], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines() if done.returncode == 0 else []
    return [each for each in lines if not each.endswith(f" # {call.name}")]


def _write(lines: list[str]) -> None:
    text = "".join(f"{each}\n" for each in lines)
    done = subprocess.run(
        [_crontab(), "-"], input=text, text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise BroadsheetError(f"crontab refuses the line: {done.stderr.strip()}")


def _crontab() -> str:
    program = shutil.which("crontab")
    if program is None:
        hint = "install cron, or use --systemd or --github"
        raise BroadsheetError("there is no program crontab on this machine", hint=hint)
    return program
