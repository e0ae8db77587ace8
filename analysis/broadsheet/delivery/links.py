"""Where a delivered page can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from broadsheet.delivery.message import Message

__all__ = ["link_of", "link_to"]

_WEB_PAGE = "text/html"


def link_of(message: Message, folder: str | None) -> str | None:
    """The URL of a message's page: its own link, or else its web page or PDF in a folder.

    Args:
        message: The message.
        folder: The URL of the folder where delivered pages can be read.
    """
    if message.link is not None or folder is None or not message.pages:
        return message.link
    first = next((page for page in message.pages if page.media_type == _WEB_PAGE), message.pages[0])
    return link_to(first.file, folder)


def link_to(file: str, folder: str) -> str:
    """The URL of a file in a folder."""
    return f"{folder.rstrip('/')}/{quote(file)}"
