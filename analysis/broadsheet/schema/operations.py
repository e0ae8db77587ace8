"""The tables of what was done with a lake: scheduled runs, deliveries and results of checks.

They are kept in the lake's journal, outside of its versions, so that they survive `prune`.
"""

from __future__ import annotations

from broadsheet.schema.declaration import COUNT, MOMENT, TEXT, TEXTS, Column, Table
from broadsheet.schema.types import Type

__all__ = ["OPERATIONS"]

_DAY = Type.DAY
_NUMBER = Type.NUMBER

_ISSUE = Column(
    "issue", TEXT, "the period as in a file's name; of one that is still running, with the due time"
)

_RUNS = Table(
    "runs",
    "one row per issue of a scheduled report: report and period",
    (
        Column("report", TEXT, "the report"),
        _ISSUE,
        Column("period", TEXT, "the period as in a file's name"),
        Column("since", _DAY, "the period's first day; null for all dates"),
        Column("until", _DAY, "the day after its last"),
        Column("due_at", MOMENT, "when the issue was due, in UTC"),
        Column("version", TEXT, "the lake's version that the pages were made of"),
        Column("attempts", COUNT, "how often it was begun"),
        Column("died", COUNT, "how many of these attempts ended with their process"),
        Column("claimed_at", MOMENT, "when the latest attempt claimed the issue"),
        Column("started_at", MOMENT, "when its rendering began"),
        Column("finished_at", MOMENT, "when it ended; null while it runs, or if it died"),
        Column("outcome", TEXT, "running, died, delivered, partly, failed, held or skipped"),
        Column("files", TEXTS, "the pages, as file names"),
        Column("error", TEXT, "why it was not delivered, or not to all"),
    ),
    partitioned=False,
    key=("report", "issue"),
)

_DELIVERIES = Table(
    "deliveries",
    "one row per message and recipient",
    (
        Column("subject", TEXT, "the report, or `check:` and the check's name"),
        _ISSUE,
        Column("page", TEXT, "the provider or topic of the page; empty for the one page there is"),
        Column("channel", TEXT, "how it was delivered: folder, mail, webhook"),
        Column("recipient", TEXT, "the address, folder or webhook"),
        Column("kind", TEXT, "report, note, failure, alert or recovery"),
        Column("message_id", TEXT, "the message's id, the same for every attempt"),
        Column("attempts", COUNT, "how often it was sent, or begun to be"),
        Column("begun_at", MOMENT, "when the latest attempt began"),
        Column("sent_at", MOMENT, "when the recipient's server took it; null where it has not"),
        Column("outcome", TEXT, "sending, sent, failed or refused"),
        Column("error", TEXT, "why it was not sent"),
    ),
    partitioned=False,
    key=("subject", "issue", "page", "channel", "recipient", "kind"),
)

_CHECK_RESULTS = Table(
    "check_results",
    "one row per check and time",
    (
        Column("check_name", TEXT, "the check"),
        Column("checked_at", MOMENT, "when it was run, in UTC"),
        Column("version", TEXT, "the lake's version that was checked"),
        Column("state", TEXT, "pass, warn, fail, or error where the check itself broke"),
        Column("severity", TEXT, "what a finding means: warn or fail"),
        Column("rows", COUNT, "the rows that it found; null where it broke"),
        Column("message", TEXT, "what was found, in a sentence"),
        Column("found", _NUMBER, "the value that was found, where there is one"),
        Column("expected_from", _NUMBER, "the lower end of what was expected"),
        Column("expected_to", _NUMBER, "the upper end"),
        Column("details", TEXT, "the first rows, as JSON"),
        Column("seconds", _NUMBER, "how long it took"),
        Column("owner", TEXT, "who looks after it"),
    ),
    partitioned=False,
    key=("check_name", "checked_at"),
)

OPERATIONS: dict[str, Table] = {table.name: table for table in (_RUNS, _DELIVERIES, _CHECK_RESULTS)}
"""The tables of the journal, by name."""
