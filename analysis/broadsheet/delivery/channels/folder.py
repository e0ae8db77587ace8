"""A folder: pages as files, with the index of all issues in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from filelock import FileLock, Timeout

from broadsheet.delivery.outcome import Outcome, State
from broadsheet.errors import BroadsheetError
from broadsheet.report.site import add_to_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.config.settings import Settings
    from broadsheet.delivery.message import Message

__all__ = ["Target", "deliver", "recipients"]

_LOCK = ".issues.lock"
_WAIT = 60.0  # seconds for another run to write the index of the same folder


@dataclass(frozen=True)
class Target:
    """A folder that pages are written to.

    Attributes:
        folder: Its path; `~` is the home folder.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    folder: str


def recipients(target: Target, message: Message) -> tuple[str, ...]:
    """The folder, for a message with pages."""
    return (target.folder,) if message.reports else ()


def deliver(
    message: Message, _target: Target, recipients: Sequence[str], _settings: Settings
) -> Iterator[Outcome]:
    """Write a message's pages and the folder's index; each file is replaced whole.

    The same pages again leave the same files.
    """
    for recipient in recipients:
        error = _written(message, Path(recipient).expanduser())
        state = State.FAILED if error else State.SENT
        yield Outcome(recipient, state, message.message_id("folder"), error)


def _written(message: Message, folder: Path) -> str | None:
    """Why the pages could not be written; None if they were."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=_WAIT):  # the index is read and then written
            add_to_site(folder, message.reports)
    except BroadsheetError as error:
        return str(error)
    except Timeout:
        return f"another run writes to {folder}"
    except OSError as error:
        return f"can't write to {folder}: {error.strerror or error}"
    return None
