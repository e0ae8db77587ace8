"""What reading makes of a document: fields that fit their columns, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from broadsheet.documents.faults import Fault

__all__ = ["GAP", "Gap", "NotLoaded", "Parsed", "TaxonomyRows"]


class Gap:
    """The type of `GAP`."""


GAP: Final = Gap()
"""What stays of a list's entry that is no mapping: later entries keep their positions."""


@dataclass(frozen=True, slots=True)
class TaxonomyRows:
    """The rows of a document of a taxonomy, which is no article.

    Attributes:
        table: The table that they belong to.
        rows: Values by column; `extra` holds the fields without a column as a mapping.
        unknown: Names of the fields without a column, each with the kind of its value.
    """

    table: str
    rows: list[dict[str, Any]]
    unknown: frozenset[tuple[str, str]] = frozenset()


class Parsed(NamedTuple):
    """A document that is loaded.

    Attributes:
        fields: An article's fields but for the payload: each value is what its column wants, or
            None. A document of a taxonomy has at most its images here.
        secured_bytes: The size of the payload.
        body: The text after the front matter.
        faults: What was found wrong with it.
        taxonomy: The rows of a document that is no article; None for an article.
    """

    fields: dict[str, Any]
    secured_bytes: int | None = None
    body: str | None = None
    faults: tuple[Fault, ...] = ()
    taxonomy: TaxonomyRows | None = None


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """A document that has a row in `documents`, and none made of its fields.

    Attributes:
        status: `quarantined` or `skipped`; the status of before where the rows of before stay.
        reason: Why.
        faults: What was found wrong with it.
        article_id: The id of the rows that stay.
        published_month: The month of the rows that stay.
    """

    status: str
    reason: str | None
    faults: tuple[Fault, ...] = ()
    article_id: int | None = None
    published_month: str | None = None

    @classmethod
    def quarantined(cls, fault: Fault) -> NotLoaded:
        """A document that a fault keeps out of the tables."""
        return cls("quarantined", f"{fault.code}: {fault.message}", (fault,))
