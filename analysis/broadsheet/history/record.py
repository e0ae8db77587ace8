"""What a version records of an archive's history, in `load.json`, and what a new reading builds on.

"history": {"news": {"tip": "3f2a…", "base": "09bc…", "commits": 2979, …}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.archive.git.archive import GitArchive
    from broadsheet.archive.git.line import Commit
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["kept_commits", "recorded"]


def recorded(live: Snapshot | None, archive: str) -> dict[str, Any]:
    """What a version records of an archive's history; nothing where it has none."""
    found: Mapping[str, dict[str, Any]] = live.load.get("history", {}) if live else {}
    return found.get(archive, {})


def kept_commits(
    archive: GitArchive,
    line: Sequence[Commit],
    before: Mapping[str, Any],
    known: Mapping[str, int],
) -> int:
    """How many commits of the line, from its base on, are those that rows were read of.

    Args:
        archive: The archive.
        line: The commits from the base on.
        before: What was recorded of the last reading.
        known: The commits that there are rows of, each with its place.

    Returns:
        0 where all has to be read: the line begins elsewhere, as after a force-push of all
        commits, or since a shallow clone has got the commits that it lacked.

    Raises:
        ArchiveError: It is a shallow clone that lacks the first of the commits known: to read it
            would lose what is known of those.
    """
    places = {each.commit: place for place, each in enumerate(line, 1)}
    if before["tip"] in places and before["base"] == line[0].commit:
        return min(places[before["tip"]], int(before["commits"]))
    if before["base"] != line[0].commit:
        if line[0].is_cut and before["base"] not in places:
            problem = f"a shallow clone that lacks commits known, from {before['base'][:12]} on"
            hint = "git fetch --unshallow, or read it again with --full"
            raise ArchiveError(problem, received=archive.location, hint=hint)
        return 0
    shared = [place for commit, place in known.items() if places.get(commit) == place]
    return max(shared, default=0)
