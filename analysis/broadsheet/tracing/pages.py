"""The questions that a page answers, from what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import LakeError, ReportError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report.carried import Carried, carried_by
from broadsheet.tracing.question import Question

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["asked_by", "page_carries", "snapshot_of"]


def page_carries(page: Path) -> Carried:
    """What a page carries.

    Raises:
        ReportError: It can't be read, or it carries nothing.
    """
    try:
        html = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"the page can't be read: {reason}", received=str(page)) from error
    return carried_by(html, str(page))


def snapshot_of(carried: Carried, lake: Path) -> Snapshot:
    """The version of a lake that a page was made of.

    Raises:
        LakeError: There is no lake, it does not keep that version, or it is another lake.
    """
    snapshot = open_snapshot(lake, carried.snapshot)
    if snapshot.load["loaded_at"] != carried.loaded_at:
        problem = f"the page is of another lake: {carried.snapshot} of {lake} has another time"
        hint = f"loaded {carried.loaded_at}; name its lake with --lake"
        raise LakeError(problem, received=snapshot.load["loaded_at"], hint=hint)
    return snapshot


def asked_by(carried: Carried, address: str) -> tuple[Question, str | None]:
    """The question of a number on a page, and its column.

    Args:
        carried: What the page carries.
        address: `figure-2`, `figure-2.articles`, `headline` or `headline.articles`.

    Raises:
        ReportError: The page has no such figure or result.
    """
    place, dot, column = address.partition(".")
    name = carried.figures.get(place, place)
    if name not in carried.statements:
        valid = [*carried.figures, *carried.statements]
        raise ReportError("no such figure or result", received=place, valid=valid)
    return Question(carried.statements, name, carried.parameters), column if dot else None
