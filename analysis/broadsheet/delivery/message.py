"""A message: what a channel delivers, whatever the channel is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from broadsheet.style.formatting import one_line

if TYPE_CHECKING:
    from broadsheet.report.content.elements.picture import Picture
    from broadsheet.report.rendered import RenderedReport

__all__ = ["NO_DOMAIN", "Kind", "Message", "Number", "Page"]

NO_DOMAIN = "broadsheet.invalid"
"""The domain of message ids where no mail is sent: a name that can't exist (RFC 2606)."""

_MEDIA_TYPES = {"html": "text/html", "pdf": "application/pdf"}
_ID_DIGITS = 32


class Kind(StrEnum):
    """What a message is."""

    REPORT = "report"
    """An issue of a report."""
    NOTE = "note"
    """That a report's period has no articles."""
    FAILURE = "failure"
    """That a report could not be made or delivered."""
    ALERT = "alert"
    """That a check turned bad."""
    RECOVERY = "recovery"
    """That it is good again."""


@dataclass(frozen=True)
class Number:
    """A number of a message: its label, the value and a note, such as its change, as text."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Page:
    """A file of a message: its name, its media type and its bytes."""

    file: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is delivered. Its texts may come from documents, so each channel escapes them.

    Attributes:
        subject: What it is about: a report's name, or `check:` and a check's name.
        issue: The issue of it: a report's period, or when a check turned bad.
        kind: What it is.
        title: Its headline.
        page: The provider or topic whose page it is; empty for the one page there is.
        summary: A sentence or two.
        numbers: The headline numbers.
        details: Further lines, such as what contributed most.
        warnings: What the reader must know first, such as a check that failed.
        figures: The first charts.
        reports: The rendered report that it delivers.
        link: Where to read it, if that is not the channel's link and the name of its file.
        thread: The id of the mail that it replies to.
    """

    subject: str
    issue: str
    kind: Kind
    title: str
    page: str = ""
    summary: str = ""
    numbers: tuple[Number, ...] = ()
    details: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    figures: tuple[Picture, ...] = field(default=(), repr=False)
    reports: tuple[RenderedReport, ...] = field(default=(), repr=False)
    link: str | None = None
    thread: str | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """The files of its reports."""
        return tuple(
            Page(report.file(form), _MEDIA_TYPES[form], content)
            for report in self.reports
            for form, content in report.pages.items()
        )

    def message_id(self, channel: str, domain: str = NO_DOMAIN) -> str:
        """Its id, `<HASH@DOMAIN>`: the same on every attempt, so that a mail program shows one.

        Args:
            channel: The channel's name.
            domain: The sender's domain.
        """
        parts = (self.subject, self.issue, self.page, self.kind, channel)
        digest = sha256("\0".join(parts).encode()).hexdigest()[:_ID_DIGITS]
        return f"<{digest}@{domain}>"

    def on_lines(self) -> Message:
        """The same message with each text on one line, and no character that turns the next."""
        return replace(
            self,
            title=one_line(self.title),
            summary=one_line(self.summary),
            numbers=tuple(
                Number(one_line(each.label), one_line(each.value), one_line(each.note))
                for each in self.numbers
            ),
            details=tuple(one_line(each) for each in self.details),
            warnings=tuple(one_line(each) for each in self.warnings),
            figures=tuple(
                replace(each, title=one_line(each.title), description=one_line(each.description))
                for each in self.figures
            ),
        )
