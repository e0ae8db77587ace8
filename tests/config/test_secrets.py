"""Secrets come from the environment, a file, systemd or the keyring, in this order."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from broadsheet.config.secrets import find_secret, require_secret
from broadsheet.errors import BroadsheetError

_VARIABLE = "BROADSHEET_MAIL_PASSWORD"


class _Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, kept: dict[tuple[str, str], str]) -> None:
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment and a keyring without secrets."""
    for name in (_VARIABLE, f"{_VARIABLE}_FILE", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    keyring.set_keyring(_Ring({}))


def give_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Put the secret into all four places; return what each holds, in the order of the lookup."""
    (folder / "secret").write_text("of the file\n")
    (folder / "broadsheet_mail_password").write_text("of systemd\n")
    monkeypatch.setenv(_VARIABLE, "of the environment")
    monkeypatch.setenv(f"{_VARIABLE}_FILE", str(folder / "secret"))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    keyring.set_keyring(_Ring({("broadsheet", "mail_password"): "of the ring"}))
    return {
        _VARIABLE: "of the environment",
        f"{_VARIABLE}_FILE": "of the file",
        "CREDENTIALS_DIRECTORY": "of systemd",
        "": "of the ring",
    }


def test_places_are_looked_up_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place is read where those before it have none."""
    found = []
    for variable in (places := give_all(tmp_path, monkeypatch)):
        found.append(require_secret("mail_password").value)
        if variable:
            monkeypatch.delenv(variable)
    assert found == list(places.values())


def test_a_secret_that_is_nowhere_is_none() -> None:
    """What can do without it is not stopped."""
    assert find_secret("mail_password") is None


def test_a_missing_secret_names_where_to_put_it() -> None:
    """The error has the variable, the file and the credential."""
    with pytest.raises(BroadsheetError, match=f"set {_VARIABLE}, {_VARIABLE}_FILE, or a systemd"):
        require_secret("mail_password")


@pytest.mark.parametrize("content", [None, "", " \n"])
def test_a_secret_file_that_is_missing_or_empty_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    """A file that is named and holds nothing is a mistake, not the absence of a secret."""
    if content is not None:
        (tmp_path / "secret").write_text(content)
    monkeypatch.setenv(f"{_VARIABLE}_FILE", str(tmp_path / "secret"))
    with pytest.raises(BroadsheetError, match="the secret in"):
        find_secret("mail_password")


def test_a_secret_does_not_show_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its value is in no traceback and no log that prints it."""
    monkeypatch.setenv(_VARIABLE, "hunter2")
    assert "hunter2" not in repr(require_secret("mail_password"))
