"""Writes a whole made-up archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.sample.dice import Dice
from broadsheet.sample.period import Period
from broadsheet.sample.sizes import plan_sizes
from broadsheet.sample.stories import Newsroom
from broadsheet.sample.writing import related_entry, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.sample.stories import Item, Story

__all__ = ["SampleSummary", "write_sample"]

_LAST_DAY = date(2021, 3, 31)
_FIRST_VALID, _LAST_VALID = date(1900, 1, 1), date(9998, 12, 31)
_CRLF = 0.15  # of documents
_DATE_OFF = 0.1  # of documents: the date in the file name is the day before or after

_README = """\
# A made-up archive

`broadsheet sample` wrote these {articles} documents. Nothing in them is real: no outlet, place,
event or figure. Every document says so in its field `madeUp`, and every address lies under the
reserved top-level domain `.example`.

| argument | value |
|---|---|
| articles | {articles} |
| related, on average | {related} |
| seed | {seed} |
| months | {months} |
| last day | {last_day} |

The same arguments give the same bytes.
"""


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written.

    Attributes:
        directory: The archive's folder.
        articles: Documents in it.
        stories: Stories of two or more items; lone articles are not counted.
        bytes: Size of all documents together.
    """

    directory: Path
    articles: int
    stories: int
    bytes: int


def write_sample(  # noqa: PLR0913 - one argument for each thing a user may choose
    directory: Path,
    *,
    articles: int,
    related: float = 3.0,
    seed: int = 1,
    months: int = 6,
    last_day: date = _LAST_DAY,
) -> SampleSummary:
    """Writes a made-up archive in the seed's format; the same arguments give the same bytes.

    Documents lie in one folder per month, `YYYY-MM/YYYY-MM-DD-slug.md`, beside a `README.md`.

    Args:
        directory: A folder that is empty or does not exist.
        articles: Documents to write, at least 1.
        related: Mean length of the documents' related lists, 0 to 60.
        seed: Another seed gives another archive.
        months: Months the archive covers, 1 to 600.
        last_day: The last of its days.

    Raises:
        BroadsheetError: When an argument is out of range or the folder is not empty.
    """
    _check(articles, related, months, last_day)
    _make_empty(directory)
    dice = Dice(seed)
    writer = _Writer(directory, dice)
    newsroom = Newsroom(dice, Period.ending(last_day, months))
    stories = 0
    for size in plan_sizes(dice, articles, related):
        writer.write(newsroom.tell(size))
        stories += size.items > 1
    readme = _README.format(
        articles=articles, related=float(related), seed=seed, months=months, last_day=last_day
    )
    (directory / "README.md").write_bytes(readme.encode())
    return SampleSummary(directory, articles, stories, writer.bytes)


class _Writer:
    """Writes documents below a folder, each under a name of its own, and counts their bytes."""

    def __init__(self, directory: Path, dice: Dice) -> None:
        self.bytes = 0
        self._directory = directory
        self._dice = dice
        self._months: set[str] = set()
        self._taken: set[str] = set()

    def write(self, story: Story) -> None:
        """Writes all documents of a story."""
        entries: dict[int, str] = {}
        if len(story.items) > 1:
            entries = {item.number: related_entry(item) for item in story.items}
        for document in story.documents:
            text = write_document(document, entries, self._dice)
            if self._dice.chance(_CRLF):
                text = text.replace("\n", "\r\n")
            content = text.encode()
            (self._directory / self._path(document.item)).write_bytes(content)
            self.bytes += len(content)

    def _path(self, item: Item) -> str:
        day = item.published_at.date()
        month = day.isoformat()[:7]
        if month not in self._months:
            (self._directory / month).mkdir()
            self._months.add(month)
        if self._dice.chance(_DATE_OFF):
            day += timedelta(days=self._dice.pick((-1, 1)))
        stem = f"{month}/{day.isoformat()}-{item.slug}"
        while stem in self._taken:
            stem = f"{stem}-{item.number}"
        self._taken.add(stem)
        return f"{stem}.md"


def _check(articles: int, related: float, months: int, last_day: date) -> None:
    if articles < 1:
        raise BroadsheetError("articles must be at least 1", received=articles)
    if not 0 <= related <= 60:
        raise BroadsheetError("related must be from 0 to 60", received=related)
    if not 1 <= months <= 600:
        raise BroadsheetError("months must be from 1 to 600", received=months)
    if not _FIRST_VALID <= last_day <= _LAST_VALID:
        raise BroadsheetError(
            f"last_day must be from {_FIRST_VALID} to {_LAST_VALID}", received=last_day.isoformat()
        )


def _make_empty(directory: Path) -> None:
    """Makes sure that the folder is there and empty: nothing is ever overwritten."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        occupied = any(directory.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BroadsheetError(
            f"directory can't be made: {reason}",
            received=str(directory),
            hint="name a folder that is empty or does not exist",
        ) from error
    if occupied:
        raise BroadsheetError(
            "directory is not empty",
            received=str(directory),
            hint="name a folder that is empty or does not exist",
        )
