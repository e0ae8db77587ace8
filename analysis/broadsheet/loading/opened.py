"""What a load begins with, and what it comes to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.lake.ledger import note_load
from broadsheet.lake.snapshot import versions_of
from broadsheet.loading.record import is_read_alike
from broadsheet.loading.untouched import Untouched, is_untouched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from broadsheet.archive import Archive
    from broadsheet.documents.limits import Limits
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Done", "Opened"]


class Done(NamedTuple):
    """What a load came to: the live version, its record, and what has to be said of it."""

    version: str
    record: dict[str, Any]
    notes: list[str]
    losses: list[str]
    seconds: float


@dataclass(frozen=True)
class Opened:
    """Archives that were opened, and the lake to load them into.

    Attributes:
        lake: The lake's folder.
        archives: The archives.
        stamps: Their stamps by name, of the moment before they were listed.
        states: Their states by name, of the same moment.
        limits: What is taken at most.
        full: Whether every document is read, whatever is known of it.
        began: When the load began, by `time.perf_counter`.
    """

    lake: Path
    archives: Sequence[Archive]
    stamps: dict[str, str]
    states: dict[str, str]
    limits: Limits
    full: bool
    began: float

    def untouched(self, live: Snapshot | None) -> dict[str, Untouched]:
        """The archives that surely hold what a version holds of them, by name."""
        if live is None or self.full or not is_read_alike(live, self.limits):
            return {}
        known = live.load["archives"]
        return {
            each.name: Untouched(each, self.lake, known[each.name])
            for each in self.archives
            if is_untouched(each, self.stamps[each.name], self.lake, live)
        }

    def notes(self, live: Snapshot | None) -> list[str]:
        """Versions newer than the live one, which the load neither reads nor removes."""
        newer = [v.version for v in versions_of(self.lake) if live and v.number > live.number]
        if not live or not newer:
            return []
        return [f"the load builds on {live.version}, and keeps what is newer: {', '.join(newer)}"]

    def done(
        self, version: str, record: dict[str, Any], notes: list[str], losses: list[str]
    ) -> Done:
        """Note the load in the lake's ledger, and return what it came to."""
        seconds = round(time.perf_counter() - self.began, 3)
        note_load(self.lake, version, record, seconds)
        return Done(version, record, notes, losses, seconds)
