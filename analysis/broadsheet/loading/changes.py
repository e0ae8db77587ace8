"""What a load has changed, document by document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Changes"]

_MOST_LISTED = 1_000


@dataclass
class Changes:
    """The documents of an archive that a load found to differ from the version before.

    Attributes:
        added: Paths of documents that are new.
        changed: Paths of documents with other content, with the fields that differ.
        reissued: Paths of documents whose payload or line ends alone differ.
        removed: Paths of documents that are gone.
        renamed: Paths of documents that have moved, before and after.
        unchanged: How many documents are the same.
        added_first: How many documents a first load has brought; they are not listed.
    """

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    reissued: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    added_first: int = 0

    @classmethod
    def of(
        cls,
        *,
        added: Mapping[str, str | None],
        changed: Mapping[str, list[str]],
        reissued: Sequence[str],
        removed: Mapping[str, str | None],
        seen: int,
    ) -> Changes:
        """Find the documents that moved among those added and removed, and those reissued.

        Args:
            added: Fingerprints of new documents by path.
            changed: Fields that differ by path.
            reissued: Documents with the same content.
            removed: Fingerprints of documents that are gone by path.
            seen: How many documents there are.
        """
        places = {whole: path for path, whole in removed.items() if whole}
        renamed = {
            places.pop(whole): path for path, whole in added.items() if whole and whole in places
        }
        moved = set(renamed.values())
        content = {path: fields for path, fields in changed.items() if set(fields) - {"secured"}}
        same = seen - len(added) - len(changed) - len(reissued)
        return cls(
            added=[path for path in added if path not in moved],
            changed=content,
            reissued=[*reissued, *(path for path in changed if path not in content)],
            removed=[path for path in removed if path not in renamed],
            renamed=renamed,
            unchanged=same,
        )

    def counts(self) -> dict[str, int]:
        """How many documents each kind of change has."""
        kinds = ("added", "changed", "reissued", "removed", "renamed")
        counts = {kind: len(getattr(self, kind)) for kind in kinds}
        counts["added"] += self.added_first
        return counts | {"unchanged": self.unchanged}

    def fields(self) -> dict[str, int]:
        """How many documents have changed in each field, the commonest first."""
        return dict(Counter(chain.from_iterable(self.changed.values())).most_common())

    def as_dict(self) -> dict[str, Any]:
        """Counts, fields and the documents themselves, as JSON-ready values."""
        listed = {kind: getattr(self, kind) for kind in ("added", "changed", "removed", "renamed")}
        return {
            "counts": self.counts(),
            "fields": self.fields(),
            **{kind: _first(documents) for kind, documents in listed.items()},
        }


def _first(documents: list[str] | dict[str, Any]) -> list[str] | dict[str, Any]:
    """The documents that a record lists, which are not all where there are very many."""
    if isinstance(documents, dict):
        return dict(islice(documents.items(), _MOST_LISTED))
    return documents[:_MOST_LISTED]
