"""How names look where some are highlighted: those are bold, the others muted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["BOLD_SHARE", "is_muted", "name_look"]

BOLD_SHARE = 0.92  # of the room, for names of which one may be bold


def is_muted(name: str, strong: Collection[str]) -> bool:
    """Whether others are highlighted, and this name is not."""
    return bool(strong) and name not in strong


def name_look(name: str, strong: Collection[str]) -> dict[str, str]:
    """The weight and the color of a name, as matplotlib's texts take them."""
    return {
        "weight": "bold" if name in strong else "normal",
        "color": LIGHT.ink_muted if is_muted(name, strong) else LIGHT.ink,
    }
