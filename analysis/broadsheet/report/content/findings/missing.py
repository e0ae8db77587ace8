"""What is missing: fields that articles lack, and documents that could not be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, listed, number, said, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row

__all__ = ["documents_in_words", "documents_loaded", "fields_in_words", "most_missing_field"]

_FIELDS = {
    "no_image": "an image",
    "no_excerpt": "an excerpt",
    "no_score": "a score",
    "no_topic": "a topic",
}


def most_missing_field(complete: Row) -> Finding | None:
    """The field that most articles lack; None where several are lacked by as many, or none is."""
    lacking = [complete[column] for column in _FIELDS]
    most = max(lacking)
    if not most or lacking.count(most) > 1:
        return None
    field = list(_FIELDS.values())[lacking.index(most)]
    articles = counted(complete["articles"], "article")
    return finding(
        said("{} of {} {} {}", number(most), articles, are(most, "lacks", "lack"), field)
    )


def fields_in_words(complete: Row) -> Markup:
    """How many articles lack an image, an excerpt, a score or a topic."""
    lacking = [(complete[column], field) for column, field in _FIELDS.items() if complete[column]]
    if not lacking:
        have = "The article has" if complete["articles"] == 1 else "Every article has"
        return said("{} an image, an excerpt, a score and a topic.", have)
    parts = [
        said("{} {} {}", number(count), are(count, "lacks", "lack"), field)
        for count, field in lacking
    ]
    return said("Of {}, {}.", counted(complete["articles"], "article"), listed(parts))


def documents_loaded(documents: Row) -> Finding | None:
    """How many documents were seen, and how many of them loaded."""
    seen, loaded = documents["seen"], documents["loaded"]
    if seen == loaded:
        return finding(said("All {} were loaded", counted(seen, "document"))) if seen > 1 else None
    return finding(
        said("{} of {} were loaded", some(loaded).capitalize(), counted(seen, "document"))
    )


def documents_in_words(documents: Row, faults: Sequence[Row]) -> Markup:
    """What became of the documents of the whole archive.

    Args:
        documents: How many were `seen`, `loaded`, `quarantined` and `skipped`.
        faults: The kinds of faults.
    """
    seen, held, skipped = documents["seen"], documents["quarantined"], documents["skipped"]
    because = f" because {are(held, 'it', 'they')} could not be read" if held else ""
    fates = said(
        "In the whole archive, {} {} seen and {} loaded; {} {} quarantined{}, and {} skipped{}.",
        counted(seen, "document"),
        are(seen, "was", "were"),
        number(documents["loaded"]),
        some(held),
        are(held or 1, "was", "were"),
        because,
        some(skipped),
        " for lack of front matter" if skipped else "",
    )
    return joined(fates, None if faults else said("No document has a fault."))
