"""What a load returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.archive import shown
from broadsheet.lake.stored import shown_lake
from broadsheet.loading.lacking import lacking_lines
from broadsheet.loading.record import total
from broadsheet.style.inline import counted, facts_html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from broadsheet.archive import Archive
    from broadsheet.loading.opened import Done

__all__ = ["LoadSummary", "Progress", "summary_of"]

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents seen."""


@dataclass(frozen=True)
class LoadSummary:
    """What a load did. `seen` is always `loaded` + `quarantined` + `skipped`.

    Attributes:
        lake: The lake's folder, or its address.
        version: The live version after the load; the one before where nothing has changed.
        archives: The archives loaded: name and place.
        seen: Documents of these archives; so are `loaded`, `quarantined` and `skipped`.
        rows: Rows of the whole version by table, other archives included.
        problems: Problems of these archives by code.
        lacking: What articles of these archives lack, a date, a provider or a topic: how many do,
            and which share of them.
        near_fields: Fields without a column whose names are near those of known fields, by field.
        changes: Documents added, changed, reissued (payload or line ends alone), removed, renamed
            and unchanged.
        changed_fields: Documents changed by field.
        schema_changes: New fields of these archives, and known fields of a new kind, in words.
        notes: What is unusual about the lake, in sentences.
        losses: Archives that could not be read whole, each with the reason: they were written to
            meanwhile, or break off. Documents that were known before stay as they were.
        seconds: Time it took.
    """

    lake: str
    version: str
    archives: dict[str, str]
    seen: int
    loaded: int
    quarantined: int
    skipped: int
    rows: dict[str, int]
    problems: dict[str, int]
    lacking: dict[str, dict[str, float]] = field(default_factory=dict)
    near_fields: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    changed_fields: dict[str, int] = field(default_factory=dict)
    schema_changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON-ready values."""
        return asdict(self)

    def _repr_html_(self) -> str:
        """The summary as a table, for a notebook."""
        facts = {
            "version": self.version,
            "documents": f"{self.seen:,} seen = {self.loaded:,} loaded"
            f" + {self.quarantined:,} quarantined + {self.skipped:,} skipped",
            "changes": counted(self.changes),
            "fields changed": counted(self.changed_fields),
            "rows": counted(self.rows),
            "problems": counted(self.problems),
            "lacking": "; ".join(lacking_lines(self.lacking, self.near_fields)),
            "schema changes": "; ".join(self.schema_changes),
            "notes": " ".join(self.notes),
            "not read whole": "; ".join(self.losses),
            "time": f"{self.seconds:.2f} s",
        }
        return facts_html(f"Load of {', '.join(self.archives)} into {self.lake}", facts)


def summary_of(lake: Path, archives: Sequence[Archive], done: Done) -> LoadSummary:
    """The summary of a load.

    Args:
        lake: The lake's folder.
        archives: The archives loaded.
        done: What the load came to; its record is what `load.json` holds, or would hold had
            anything changed.
    """
    names = (
        *("seen", "loaded", "quarantined", "skipped", "rows", "problems", "schema_changes"),
        *("lacking", "near_fields"),
    )
    changes = done.record["changes"].values()
    return LoadSummary(
        lake=shown_lake(lake),
        version=done.version,
        archives={archive.name: shown(archive.location) for archive in archives},
        changes=dict(total(each["counts"] for each in changes)),
        changed_fields=dict(total(each["fields"] for each in changes).most_common()),
        notes=done.notes,
        losses=done.losses,
        seconds=done.seconds,
        **{name: done.record[name] for name in names},
    )
