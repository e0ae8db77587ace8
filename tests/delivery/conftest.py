"""Messages, settings and servers for the tests of delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina

from broadsheet.config.settings import MailServer, Security, Settings
from broadsheet.delivery.message import Kind, Message, Number
from broadsheet.delivery.report_message import report_message
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.period import parse_period
from broadsheet.report import RenderedReport, Request, read_report, render_report
from kit.mail_server import Post, serving_mail
from kit.web_server import Web, serving_web

DAYS = """---
title: Our days
description: Articles by day.
---
```sql days
select unnest([date '2021-03-01', date '2021-03-02']) as date, unnest([3, 1]) as articles
```
```sql headline
select 4 as articles, 2 as days
```

{{ numbers("headline") }}

We hold {{ count("headline.articles", "article") }}.

{{ bar("days", x="articles", y="date", title="By bar") }}
{{ line("days", x="date", y="articles", title="By line") }}
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is waited for, no secret is around, and no proxy is between."""
    for name in ("BROADSHEET_MAIL_PASSWORD", "BROADSHEET_WEBHOOK_DESK", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "*")
    with stamina.set_testing(True, attempts=4, cap=True):
        yield


@pytest.fixture(scope="session")
def page(seed_lake: Path, tmp_path_factory: pytest.TempPathFactory) -> RenderedReport:
    """A small report as HTML and PDF, with two pictures."""
    path = tmp_path_factory.mktemp("reports") / "days.md"
    path.write_text(DAYS, "utf-8")
    request = Request("2021-03", formats=("html", "pdf"), pictures=2)
    # the seed is of 2021
    return render_report(read_report(path), open_snapshot(seed_lake), request)


@pytest.fixture
def issue(page: RenderedReport) -> Message:
    """The message of that report."""
    return report_message("days", page.period.slug, page)


@pytest.fixture
def message() -> Callable[..., Message]:
    """Makes a message of small pages, without rendering any."""

    def make(
        title: str = "Our days",
        *,
        size: int = 10,
        forms: tuple[str, ...] = ("html", "pdf"),
        **also: object,
    ) -> Message:
        pages = dict.fromkeys(forms, b"x" * size)
        rendered = RenderedReport("days", parse_period("2021-03"), pages, title)
        given: dict[str, object] = {
            "subject": "days",
            "issue": "2021-03",
            "kind": Kind.REPORT,
            "title": title,
            "summary": "We hold 4 articles.",
            "numbers": (Number("Articles", "4", "+1 on February 2021"),),
            "reports": (rendered,) if forms else (),
        }
        return Message(**(given | also))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Post]:
    """A mail server."""
    with serving_mail() as serving:
        yield serving


@pytest.fixture
def post(mail_server: Post) -> Post:
    """The mail server, as new."""
    mail_server.forget()
    return mail_server


@pytest.fixture
def by_mail(post: Post) -> Settings:
    """Settings for that server."""
    sender = "Broadsheet <reports@example.org>"
    server = MailServer(post.host, sender, post.port, Security.NONE, timeout=20)
    return Settings(mail=server)


@pytest.fixture(scope="session")
def web_server() -> Iterator[Web]:
    """A web server."""
    with serving_web() as serving:
        yield serving


@pytest.fixture
def web(web_server: Web) -> Web:
    """The web server, as new."""
    web_server.forget()
    return web_server
