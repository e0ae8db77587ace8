"""The channels, a module or package each.

A module registers a channel by being here. It has a `Target`, a dataclass with the keys of its
entries in `deliver:`, one of which is the channel's own name; `recipients`, who gets a message at a
target; and `deliver`, which delivers a message to some of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from broadsheet.config.settings import Settings
    from broadsheet.delivery.message import Message
    from broadsheet.delivery.outcome import Outcome

__all__ = ["Channel", "channel", "channel_names"]


@dataclass(frozen=True)
class Channel:
    """A channel.

    Attributes:
        name: Its name.
        target: The dataclass of its targets.
        recipients: The recipients of a message at a target.
        deliver: Delivers a message at a target to some of its recipients; an outcome for each.
    """

    name: str
    target: type
    recipients: Callable[[Any, Message], tuple[str, ...]]
    deliver: Callable[[Message, Any, Sequence[str], Settings], Iterator[Outcome]]


def channel_names() -> tuple[str, ...]:
    """The names of all channels, sorted; it imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def channel(name: str) -> Channel:
    """A channel by its name.

    Raises:
        BroadsheetError: There is none of that name.
    """
    if name not in channel_names():
        raise BroadsheetError("no such channel", received=name, valid=channel_names())
    module = import_module(f"{__name__}.{name}")
    return Channel(name, module.Target, module.recipients, module.deliver)
