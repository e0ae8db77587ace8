"""The places to deliver to, as `deliver:` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from broadsheet.config.validation import SettingsError, validated
from broadsheet.delivery.channels import channel, channel_names
from broadsheet.documents.location import field_name
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.config.settings import Settings
    from broadsheet.delivery.message import Message
    from broadsheet.delivery.outcome import Outcome
    from broadsheet.documents.location import Locations, Place

__all__ = ["ChannelTarget", "read_targets"]

_TEXTS = tuple[str, ...]


@dataclass(frozen=True)
class ChannelTarget:
    """A place to deliver to.

    Attributes:
        channel: The channel's name.
        target: The channel's `Target`.
    """

    channel: str
    target: Any

    def recipients(self, message: Message) -> tuple[str, ...]:
        """Who gets a message here; none if it is not for this place."""
        return channel(self.channel).recipients(self.target, message)

    def deliver(
        self, message: Message, recipients: Sequence[str], settings: Settings
    ) -> Iterator[Outcome]:
        """Deliver a message to some of its recipients; an outcome for each, as soon as it is known.

        Faults that can pass are waited for. What goes wrong is an outcome, not an error.
        """
        return channel(self.channel).deliver(message, self.target, recipients, settings)


def read_targets(
    targets: Sequence[Mapping[str, object]],
    *,
    source: str,
    locations: Locations | None = None,
    within: Place = ("deliver",),
) -> tuple[ChannelTarget, ...]:
    """The places that settings list: each entry has one key that is a channel, and its options.

    Args:
        targets: The entries.
        source: Where they come from, for faults: the name of a file.
        locations: Where each value is in the file.
        within: The way to the entries in the file.

    Raises:
        SettingsError: With all faults of all entries.
    """
    read: list[ChannelTarget] = []
    faults: list[str] = []
    for number, entry in enumerate(targets):
        place = (*within, number)
        named = [name for name in channel_names() if name in entry]
        if len(named) != 1:
            faults.append(_unnamed(entry, named, place, source, locations or {}))
            continue
        kind = channel(named[0]).target
        values = _as_lists(kind, entry)
        try:
            target: Any = validated(kind, values, source=source, locations=locations, within=place)
        except SettingsError as error:
            faults += error.faults
        else:
            read.append(ChannelTarget(named[0], target))
    if faults:
        raise SettingsError(faults)
    return tuple(read)


def _unnamed(
    entry: Mapping[str, object],
    named: Sequence[str],
    place: Place,
    source: str,
    locations: Locations,
) -> str:
    """The fault of an entry with no channel, or with several."""
    found = locations.get(place)
    where = f"{source}:{found.line}" if found else source
    fault = BroadsheetError(
        f"{field_name(place)} must name one channel",
        received=", ".join(named or map(str, entry)),
        valid=() if named else channel_names(),
        hint="give each channel an entry of its own" if named else None,
    )
    return f"{where}: {fault}"


def _as_lists(kind: type, entry: Mapping[str, object]) -> dict[str, object]:
    """An entry's values, with a list of one for a text where the channel takes a list."""
    hints = get_type_hints(kind)
    values = dict(entry)
    for name, value in values.items():
        if hints.get(name) == _TEXTS and isinstance(value, str):
            values[name] = [value]
        elif hints.get(name) == dict[str, _TEXTS] and isinstance(value, dict):
            values[name] = {
                key: [each] if isinstance(each, str) else each for key, each in value.items()
            }
    return values
