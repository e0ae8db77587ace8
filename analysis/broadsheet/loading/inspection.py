"""What the documents of an archive hold, and the mapping that this suggests. Nothing is loaded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.archive import EntryRefused, open_archives
from broadsheet.documents.faults import is_secret
from broadsheet.documents.front_matter import FrontMatter, read_front_matter
from broadsheet.documents.kinds import kind_of
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import targets
from broadsheet.loading.lacking import meant_by, nearness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["SOME", "FoundField", "Inspection", "inspect"]

SOME = 1_000
"""How many documents are read where not all are."""

_DEEPEST = 4
_LONGEST = 60


@dataclass
class FoundField:
    """A field that documents have.

    Attributes:
        name: Its name, with dots where it is nested.
        documents: How many documents have it.
        kinds: The kinds of its values, with how often each occurs.
        example: The first of its values.
    """

    name: str
    documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    example: str = ""


@dataclass(frozen=True)
class Inspection:
    """What was found in an archive.

    Attributes:
        archive: The archive's name.
        documents: How many documents were read.
        fields: Their fields, the commonest first.
    """

    archive: str
    documents: int
    fields: tuple[FoundField, ...]

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.fields)

    @property
    def suggested(self) -> dict[str, list[str]]:
        """Our fields that no document has, each with the fields that may be meant."""
        present = self._names
        found: dict[str, list[str]] = {}
        for each in self.fields:
            meant = meant_by(each.name)
            if meant and meant not in present:
                found.setdefault(meant, []).append(each.name)
        return {target: sorted(names, key=nearness) for target, names in found.items()}

    def rows(self) -> list[dict[str, object]]:
        """A row for each field: its name, share of documents, type, example and our field."""
        ours = targets()
        meant = {name: target for target, names in self.suggested.items() for name in names}
        return [
            {
                "field": each.name,
                "documents_pct": round(100 * each.documents / self.documents, 1),
                "type": " or ".join(kind for kind, _ in each.kinds.most_common()),
                "example": each.example,
                "read_as": each.name if each.name in ours else meant.get(each.name),
            }
            for each in self.fields
        ]

    def snippet(self) -> str:
        """The mapping for `broadsheet.yaml`; empty where none is suggested."""
        if not self.suggested:
            return ""
        import yaml

        fields = {
            target: names if target == "topics" and len(names) > 1 else " | ".join(names)
            for target, names in self.suggested.items()
        }
        if "originalUrl" in fields and "provider.domain" not in {*fields, *self._names}:
            fields["provider.domain"] = "$url_host"
        mapping = {"mapping": {self.archive: {"fields": fields}}}
        return yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True)


def inspect(
    source: str | Path, *, most: int | None = SOME, limits: Limits = DEFAULT_LIMITS
) -> Inspection:
    """Look at the fields of an archive's documents.

    Args:
        source: The archive, as `load` takes it.
        most: How many documents are read; all where None.
        limits: What is taken at most.

    Raises:
        ArchiveError: It is missing or can't be read.
    """
    (archive,) = open_archives(source, limits=limits)
    fields: dict[str, FoundField] = {}
    documents = 0
    for entry in islice(archive.entries(), most):
        try:
            found = read_front_matter(entry.read(limits), limits)
        except EntryRefused:
            continue
        if isinstance(found, FrontMatter):
            documents += 1
            _add(found.fields, fields)
    ordered = sorted(fields.values(), key=lambda each: (-each.documents, each.name))
    return Inspection(archive.name, documents, tuple(ordered))


def _add(document: Mapping[str, Any], fields: dict[str, FoundField]) -> None:
    """Count the fields of a document, each once."""
    seen = set()
    for name, value in _named(document):
        each = fields.setdefault(name, FoundField(name))
        each.kinds[kind_of(value)] += 1
        each.example = each.example or str(value)[:_LONGEST]
        seen.add(name)
    for name in seen:
        fields[name].documents += 1


def _named(fields: Mapping[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The values of fields by name, those within mappings with a dot; no payload."""
    for key, value in fields.items():
        name = f"{above}{key}"
        if is_secret(key):
            continue
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _named(value, f"{name}.", depth + 1)
        else:
            yield name, value
