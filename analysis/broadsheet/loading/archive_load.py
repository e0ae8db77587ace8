"""One archive within a load: what to read of it, the result, and what that changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.archive import RestEntry
from broadsheet.documents.document import article_id
from broadsheet.errors import ArchiveError
from broadsheet.lake.data_files import read_file
from broadsheet.lake.names import data_file_name, files_of, next_number
from broadsheet.loading.arrivals import Arrival, arrivals_before, arrivals_table, set_arrivals
from broadsheet.loading.batches import Batch, Outcome, cut_batches
from broadsheet.loading.cache import SEEN_SCHEMA, keep_stamps
from broadsheet.loading.carry_over import Gone, carry_over, link_archive, rows_of
from broadsheet.loading.changed_fields import changed_fields
from broadsheet.loading.changes import Changes
from broadsheet.loading.known import Known, KnownArchive, read_known
from broadsheet.loading.places import place_of
from broadsheet.loading.schema_drift import merged_fields, schema_changes
from broadsheet.loading.untouched import is_mapped_alike
from broadsheet.schema import DIMENSIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from broadsheet.archive import Archive, Entry
    from broadsheet.documents.limits import Limits
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["ArchiveLoad"]


class ArchiveLoad:
    """Loads one archive, given what is known of it.

    A version that it can't build on, since it has other columns or is damaged, still says when its
    documents were first seen.

    Attributes:
        archive: The archive; its stamp and state are of the moment before it was listed.
        changes: What has changed, once it is finished.
        schema_changes: What is new about its fields, in words, once it is finished.
    """

    def __init__(  # noqa: PLR0913 - what is known, each by its name
        self,
        archive: Archive,
        stamp: str,
        state: str,
        lake: Path,
        live: Snapshot | None,
        *,
        full: bool,
        arrival: Arrival,
        seen_in: Snapshot | None,
    ) -> None:
        self.archive = archive
        self.changes = Changes()
        self.schema_changes: list[str] = []
        self._lake = lake
        self._live = live
        self._stamp = stamp
        self._before = live.load["archives"].get(archive.name, {}) if live else {}
        self._full = full or not is_mapped_alike(archive, self._before)
        self._arrival = arrival
        self._seen_in = seen_in
        self._is_carried = False
        self._read = Outcome()
        self._same = 0
        self._unlisted: list[str] = []
        self._state = state

    @cached_property
    def _known(self) -> KnownArchive:
        return read_known(self._lake, self._live if self._before else None, self.archive.name)

    @property
    def _is_first(self) -> bool:
        return not len(self._known)

    @cached_property
    def _earlier(self) -> dict[str, Arrival]:
        """The arrivals of documents of which nothing else is known, by path."""
        return arrivals_before(self._seen_in, self.archive.name) if self._is_first else {}

    def _arrivals(self, entries: Iterable[Entry], known: Mapping[str, Known]) -> dict[str, Arrival]:
        """The arrivals of those documents that were seen before, by path."""
        earlier = self._earlier
        found = {path: each.arrival for path, each in known.items()}
        return found or {each.path: earlier[each.path] for each in entries if each.path in earlier}

    @property
    def seen(self) -> int:
        """Documents done so far, whether they had to be read or not."""
        return self._read.seen + self._same

    @property
    def differs(self) -> bool:
        """Whether the new version holds anything else of the archive than the live one."""
        kinds = self.changes.counts()
        return self._full or bool(self._read.moved) or kinds["unchanged"] < sum(kinds.values())

    @cached_property
    def losses(self) -> list[str]:
        """Why the archive could not be read whole; for one that was, nothing. Once all is read."""
        found = list(dict.fromkeys(self._read.lost.values()))
        if self.archive.state != self._state and not found:
            found = ["it was written to while it was read"]
        return found

    @cached_property
    def _kept(self) -> set[str]:
        """Documents that stay as they are, since they could not be listed or read."""
        prefixes = tuple(self._unlisted)
        unlisted = {path for path in self._known.unmet if path.startswith(prefixes)}
        return unlisted | {path for path in self._read.lost if path in self._known}

    @property
    def _removed(self) -> set[str]:
        """Documents that the archive had and has no longer."""
        return set(self._known.unmet) - self._kept

    @property
    def stamp(self) -> str:
        """The archive's stamp; empty if it does not show that what was read is all there is."""
        return "" if self.losses or self._read.unread else self._stamp

    def to_read(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The documents that are not known to be the same."""
        for entry in entries:
            if isinstance(entry, RestEntry):
                self._unlisted.append(entry.prefix)
            if self._known.meet(entry) and not self._full:
                self._same += 1
            else:
                yield entry

    def batches(
        self, entries: Iterable[Entry], folder: Path, size: int, limits: Limits
    ) -> Iterator[Batch]:
        """The documents to read, in batches of about `size` bytes."""
        name, live = self.archive.name, self._live
        start = next_number(live.path, name) if live and not self._full else 0
        place = "" if self.archive.is_streamed else self.archive.place
        for number, batch in enumerate(cut_batches(entries, size), start):
            ours = self._known.of(entry.path for entry in batch)
            part = data_file_name(name, number)
            yield Batch(
                *(name, part, folder, batch, ours, limits, self._is_first, self._full),
                arrival=self._arrival,
                earlier=self._arrivals(batch, ours),
                mapping=self.archive.mapping,
                place=place,
            )

    def take(self, outcome: Outcome) -> None:
        """Add the result of a batch."""
        self._read.add(outcome)

    def finish(self, folder: Path) -> dict[str, Any]:
        """Find what has changed; of an archive with changes take over what stays.

        Returns:
            What `load.json` records of the archive.

        Raises:
            ArchiveError: All documents have to be read, and some can't be.
        """
        if self.losses and self._full and self._kept:
            problem = f"{self.archive.name} can't be read whole: {self.losses[0]}"
            raise ArchiveError(problem, hint="nothing was loaded; load it again when it is whole")
        if self._live is not None and self._leaves_all():
            self.changes.unchanged = self.seen
            return {**self._before, **place_of(self.archive, self._lake), **self.archive.facts}
        gone = Gone()
        if self._live is None or self._is_first:
            self.changes.added_first = self._read.seen
        else:
            self._compare(folder, self._live, gone)
        self._is_carried = True
        return self._record(folder, gone)

    def link(self, folder: Path) -> None:
        """Take over the whole archive, if nothing of it has changed."""
        if self._live is not None and not self._is_carried:
            link_archive(folder, self._live.path, self.archive.name)

    def keep_stamps(self) -> None:
        """Cache the stamps of the files read, so that the next load need not read them."""
        if self.seen:
            fresh = pa.concat_tables([SEEN_SCHEMA.empty_table(), *self._read.stamps])
            gone = () if self._is_first else self._removed
            if fresh.num_rows or gone:
                full = self._full or self._is_first
                keep_stamps(self._lake, self.archive.name, fresh, gone, full=full)

    def _leaves_all(self) -> bool:
        """Whether all documents are those of the live version."""
        if self._full or not self._before:
            return False
        read = self._read
        if read.added or read.changed or read.reissued or read.moved:
            return False
        return not self._removed

    def _compare(self, folder: Path, live: Snapshot, gone: Gone) -> None:
        name, read, removed = self.archive.name, self._read, self._removed
        known = self._known.of([*removed, *read.changed, *read.moved])
        changed = {article_id(name, path): path for path in read.changed}
        new = rows_of(folder, name, changed) if changed else {}
        if self._full:
            old = rows_of(live.path, name, changed) if changed else {}
        else:
            gone.add(known, [*removed, *read.changed, *read.moved])
            gone.documents.update(read.reissued)
            carry_over(folder, live.path, name, gone)
            old = gone.tables()
        fields = changed_fields(old, new) if changed else {}
        self.changes = Changes.of(
            added=read.added,
            changed={
                path: fields[ident] if ident in fields else _change_of(known[path], ident, new)
                for ident, path in changed.items()
            },
            reissued=read.reissued,
            removed={path: known[path].fingerprint for path in sorted(removed)},
            seen=self.seen,
        )
        moves = self.changes.renamed.items()
        if moves:
            moved = {new: known[old].arrival for old, new in moves}
            set_arrivals(folder, name, arrivals_table(moved))

    def _record(self, folder: Path, gone: Gone) -> dict[str, Any]:
        name, before = self.archive.name, self._before
        stays = {} if self._full else before
        rows = Counter(stays.get("rows", {}))
        rows.update(self._read.rows)
        rows.subtract(gone.rows)
        lacking = Counter(stays.get("lacking", {}))
        lacking.update(self._read.lacking)
        lacking.subtract(gone.lacking)
        fields = merged_fields(stays.get("fields", {}), self._read.fields)
        self.schema_changes = schema_changes(before["fields"], fields) if before else []
        return {
            **place_of(self.archive, self._lake),
            **self.archive.facts,
            "stamp": self.stamp,
            "selection": asdict(self.archive.selection),
            "mapping": self.archive.mapping.digest,
            "documents": _counts(folder, name, "documents", "status"),
            "problems": _counts(folder, name, "problems", "code"),
            "rows": {table: rows[table] for table in TABLES},
            "lacking": dict(+lacking),
            "fields": fields,
        }


def _change_of(known: Known, ident: int, new: Mapping[str, pa.Table]) -> list[str]:
    """What has changed in a document that is of another kind than before, or not loaded."""
    was_loaded = known.article_id is not None
    kinds = (new[name]["article_id"].combine_chunks() for name in ("articles", *DIMENSIONS))
    is_loaded = any(pc.is_in(pa.scalar(ident), ids).as_py() for ids in kinds)
    if was_loaded != is_loaded:
        return ["status"]
    return ["taxonomy"] if was_loaded else ["fingerprint"]


def _counts(folder: Path, archive: str, table: str, column: str) -> dict[str, int]:
    """How many of an archive's rows have each value of a column, the commonest first."""
    files = files_of(folder, archive, table)
    values = (read_file(file, [column])[column].to_pylist() for file in files)
    return dict(Counter(chain.from_iterable(values)).most_common())
