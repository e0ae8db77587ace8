"""Secrets: passwords and URLs that only their holder may use, kept out of `broadsheet.yaml`.

A secret is looked up, in this order, in the environment variable `BROADSHEET_NAME`; in the file
that `BROADSHEET_NAME_FILE` names, as containers have it; in systemd's `$CREDENTIALS_DIRECTORY`, as
`broadsheet_name`; in the system's keyring, service `broadsheet`, if `keyring` is installed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import BroadsheetError

__all__ = ["Secret", "find_secret", "require_secret"]

_SERVICE = "broadsheet"


@dataclass(frozen=True)
class Secret:
    """A secret and where it was found. Its value is not shown.

    Attributes:
        name: Its name, such as `mail_password`.
        value: Its value.
        origin: Where it was found, such as `environment variable BROADSHEET_MAIL_PASSWORD`.
    """

    name: str
    value: str
    origin: str

    def __repr__(self) -> str:
        """The secret without its value."""
        return f"Secret({self.name!r}, from {self.origin!r})"


def find_secret(name: str) -> Secret | None:
    """Look a secret up; None where there is none.

    Raises:
        BroadsheetError: A file that should hold it can't be read, or is empty.
    """
    variable = variable_of(name)
    if value := os.environ.get(variable):
        return Secret(name, value, f"environment variable {variable}")
    if file := os.environ.get(f"{variable}_FILE"):
        return Secret(name, _text(Path(file)), f"file {file}")
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (path := Path(credentials, f"{_SERVICE}_{name}")).is_file():
        return Secret(name, _text(path), f"systemd credential {path.name}")
    if value := _from_keyring(name):
        return Secret(name, value, "keyring")
    return None


def require_secret(name: str) -> Secret:
    """Look a secret up that something can't do without.

    Raises:
        BroadsheetError: There is none, or its file can't be read.
    """
    found = find_secret(name)
    if found is None:
        variable = variable_of(name)
        hint = f"set {variable}, {variable}_FILE, or a systemd credential {_SERVICE}_{name}"
        raise BroadsheetError(f"there is no secret {name}", hint=hint)
    return found


def variable_of(name: str) -> str:
    """The environment variable of a secret."""
    return f"{_SERVICE}_{name}".upper().replace("-", "_")


def _text(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BroadsheetError(f"the secret in {path} can't be read: {error}") from error
    if not text:
        raise BroadsheetError(f"the secret in {path} is empty")
    return text


def _from_keyring(name: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ModuleNotFoundError:
        return None
    try:
        return keyring.get_password(_SERVICE, name)
    except KeyringError:
        return None  # a machine without a keyring has no secret in it
