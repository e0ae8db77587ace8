"""A service and a timer of the user's systemd."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.lake.atomic import replaced

if TYPE_CHECKING:
    from broadsheet.schedule.installers import Call

__all__ = ["NAME", "install", "text", "uninstall", "units"]

NAME = "systemd"

_SERVICE = """\
[Unit]
Description=Make and deliver the reports of {folder} that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart="{program}" schedule run
# A secret, kept encrypted by systemd-creds:
# LoadCredentialEncrypted=broadsheet_mail_password:/etc/credstore.encrypted/broadsheet_mail_password
"""
_TIMER = """\
[Unit]
Description=Every {minutes} minutes: the reports of {folder} that are due

[Timer]
OnCalendar=*:0/{minutes}
Persistent=true

[Install]
WantedBy=timers.target
"""


def units(call: Call) -> dict[str, str]:
    """The text of the units, by the names of their files."""
    words = {
        "folder": _escaped(str(call.folder)),
        "program": _escaped(str(call.program)),
        "minutes": call.minutes,
    }
    return {
        f"{call.name}.service": _SERVICE.format(**words),
        f"{call.name}.timer": _TIMER.format(**words),
    }


def text(call: Call) -> str:
    """The units, one after the other."""
    return "\n".join(f"# {name}\n{unit}" for name, unit in units(call).items())


def install(call: Call) -> list[str]:
    """Write the units into the user's folder for them.

    Raises:
        BroadsheetError: The folder can't be written.
    """
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, unit in units(call).items():
            with replaced(folder / name) as new:
                new.write_text(unit, "utf-8")
    except OSError as error:
        raise BroadsheetError(f"can't write to {folder}: {error.strerror or error}") from error
    return [
        *(f"wrote {folder / name}" for name in units(call)),
        f"next: systemctl --user daemon-reload && systemctl --user enable --now {call.name}.timer",
        "to run while you are logged out: loginctl enable-linger",
    ]


def uninstall(call: Call) -> list[str]:
    """Remove the units."""
    found = [_folder() / name for name in units(call) if (_folder() / name).exists()]
    for path in found:
        path.unlink()
    return [
        *(f"removed {path}" for path in found),
        f"next: systemctl --user disable --now {call.name}.timer; systemctl --user daemon-reload",
    ]


def _folder() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home, "systemd", "user")


def _escaped(text: str) -> str:
    """A text without what systemd takes for a specifier or an escape."""
    return text.replace("\\", "\\\\").replace("%", "%%")
