"""The settings: every key of `broadsheet.yaml`, with its type, its default and its meaning.

A setting is declared here and nowhere else. What reads the file, the environment, `broadsheet
config` and docs/reference/settings.md derive from it. A value is checked against the type of its
field, which has the bounds.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import Ge, Gt, Le, Predicate

from broadsheet.config.values import is_cron_expression, is_memory, is_period, is_time_zone
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import FieldMapping

__all__ = [
    "DEFAULT_STATEMENT_LIMITS",
    "CheckPolicy",
    "CheckSettings",
    "EmptyPolicy",
    "MailServer",
    "Plan",
    "Security",
    "Settings",
    "StatementLimits",
    "Target",
    "Webhook",
    "WebhookFormat",
]

_CronExpression = Annotated[str, Predicate(is_cron_expression)]
_Memory = Annotated[str, Predicate(is_memory)]
_PeriodName = Annotated[str, Predicate(is_period)]
_TimeZone = Annotated[str, Predicate(is_time_zone)]

_NO_OTHERS: dict[str, str] = {"extra": "forbid"}  # what pydantic does with unknown keys

Target = dict[str, object]
"""A place to deliver to: a channel's name with its recipient, and the channel's options.

The channels check it; `{mail: desk@example.org, cc: chief@example.org}` is one.
"""


class Security(StrEnum):
    """How a connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class WebhookFormat(StrEnum):
    """The body that a webhook takes."""

    JSON = "json"
    SLACK = "slack"
    TEAMS = "teams"
    DISCORD = "discord"


class EmptyPolicy(StrEnum):
    """What is delivered for a period without articles."""

    NOTE = "note"
    HOLD = "hold"


class CheckPolicy(StrEnum):
    """What a failing check does to a report."""

    HOLD = "hold"
    MARK = "mark"


@dataclass(frozen=True)
class StatementLimits:
    """What a SQL statement takes at most: one of yours, of a named query, of a report or a check.

    Attributes:
        timeout: Seconds that a statement may take.
        memory: The memory that the statements of a process may take, such as `4GB`, or a share of
            the machine's, such as `50%`.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    timeout: Annotated[float, Gt(0)] = 300.0
    memory: _Memory = "50%"


DEFAULT_STATEMENT_LIMITS = StatementLimits()


@dataclass(frozen=True)
class MailServer:
    """The server that sends mail. Its password is the secret `mail_password`.

    Attributes:
        host: The server's name.
        port: Its port.
        security: `starttls`, `tls` or `none`.
        sender: The address in From.
        user: The user to log in as; without one there is no login.
        failures: The addresses that are written to when a scheduled run fails.
        largest: Megabytes of attachments up to which pages are attached; above, a mail has links.
        link: The URL of the folder where delivered pages can be read, for links.
        timeout: Seconds to wait for an answer of the server.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    host: str
    sender: str
    port: Annotated[int, Ge(1), Le(65_535)] = 587
    security: Security = Security.STARTTLS
    user: str | None = None
    failures: tuple[str, ...] = ()
    largest: Annotated[float, Ge(0)] = 10.0
    link: str | None = None
    timeout: Annotated[float, Gt(0)] = 30.0


@dataclass(frozen=True)
class Webhook:
    """A webhook. Its URL is the secret `webhook_NAME`, since whoever has it may post.

    Attributes:
        format: The body that the service takes: `json`, `slack`, `teams` or `discord`.
        link: The URL of the folder where delivered pages can be read, for links.
        timeout: Seconds to wait for the service's answer.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    format: WebhookFormat = WebhookFormat.JSON
    link: str | None = None
    timeout: Annotated[float, Gt(0)] = 30.0


@dataclass(frozen=True)
class CheckSettings:
    """Checks of the data.

    Attributes:
        folder: The folder of your own checks, `*.sql`.
        run: The names of the checks to run; all of them where empty.
        holidays: Days on which few articles are normal. Reports shade them, and compare nothing
            with them.
        params: Values for the parameters of checks, by check and parameter.
        alerts: Where a message goes when a check turns bad, and when it recovers.
        renotify: Hours after which a check that stays bad is reported again; never where null.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    folder: str = "checks"
    run: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()
    params: dict[str, dict[str, str | int | float | bool]] = field(default_factory=dict)
    alerts: tuple[Target, ...] = ()
    renotify: Annotated[float, Gt(0)] | None = None


@dataclass(frozen=True)
class Plan:
    """When a report is due, and where it goes. A report's front matter has the same settings.

    Attributes:
        schedule: A cron expression, such as `0 7 * * 1`, on the clock of `timezone`.
        deliver: The places to deliver to; the folder `output` where there are none.
        timezone: An IANA time zone; else the report's own.
        period: The report's period at its due time, such as `last-week`; else the report's own.
        catch_up: How many missed periods are delivered at most, the newest ones.
        when_empty: For a period without articles: `note` sends a short note, `hold` sends nothing
            until there are some.
        checks: What a failing check does, by its name: `hold` holds the report until it passes,
            `mark` names it on top of the message.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    schedule: _CronExpression | None = None
    deliver: tuple[Target, ...] = ()
    timezone: _TimeZone | None = None
    period: _PeriodName | None = None
    catch_up: Annotated[int, Ge(1)] = 31
    when_empty: EmptyPolicy = EmptyPolicy.NOTE
    checks: dict[str, CheckPolicy] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What commands use where no option says otherwise.

    Attributes:
        archives: The archives that a scheduled run loads, each as `PATH` or `NAME=PATH`.
        lake: The lake's folder.
        timezone: The IANA time zone of reports that name none.
        reports: The folder of your own reports.
        output: The folder that pages are written to.
        limits: What a load takes at most.
        mapping: Which fields of archives are read as which of ours, by the name of an archive;
            `"*"` is for all others.
        statements: What a SQL statement takes at most.
        mail: The mail server.
        webhooks: Webhooks by name.
        checks: Checks of the data.
        schedules: When reports are due and where they go, by report.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHERS

    archives: tuple[str, ...] = ()
    lake: str = "lake"
    timezone: _TimeZone | None = None
    reports: str = "reports"
    output: str = "reports/out"
    limits: Limits = DEFAULT_LIMITS
    mapping: dict[str, FieldMapping] = field(default_factory=dict)
    statements: StatementLimits = DEFAULT_STATEMENT_LIMITS
    mail: MailServer | None = None
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    checks: CheckSettings = CheckSettings()
    schedules: dict[str, Plan] = field(default_factory=dict)
