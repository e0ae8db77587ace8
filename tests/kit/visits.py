"""A page that is open in a browser for several tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["HEIGHT", "Visit"]

HEIGHT = 900
"""Of every window, in pixels."""


@dataclass(frozen=True)
class Visit:
    """A page that tests look at without changing it.

    Attributes:
        address: Its own.
        window: Where it is open.
        requested: All that it asked for.
        said: All that it wrote into the console.
    """

    address: str
    window: Page
    requested: list[str]
    said: list[str]

    def at(self, width: int) -> Page:
        """The page in a window of this width."""
        self.window.set_viewport_size({"width": width, "height": HEIGHT})
        return self.window
