"""A working folder with a lake, a small report that is due daily, and a mail server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.config.reading import read_configuration
from broadsheet.lake.journal import Journal
from broadsheet.schedule.run import ScheduledRun, run_schedule
from kit.mail_server import Post

__all__ = ["READERS", "Desk"]

_BRIEF = """\
---
title: The brief
period: yesterday
formats: [html]
schedule: 0 7 * * *
---
```sql headline
select count(*) as articles from selected_articles($since, $until, null, null, $timezone)
```

{{ numbers("headline") }}
"""
_SETTINGS = """\
checks: {{run: [duplicate_url]}}
mail: {{host: {post.host}, port: {post.port}, security: none, sender: desk@example.org}}
schedules:
  brief:
    deliver:
      - folder: site
      - mail: [ann@example.org, bob@example.org, cat@example.org]
"""
READERS = ("ann@example.org", "bob@example.org", "cat@example.org")


@dataclass
class Desk:
    """A working folder.

    Attributes:
        folder: Its path.
        post: The mail server that its settings name.
        now: The present.
    """

    folder: Path
    post: Post
    now: datetime = field(default=datetime(2021, 3, 10, 8, tzinfo=UTC))

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(post=self.post) if name.endswith(".yaml") else text, "utf-8")

    def furnish(self) -> None:
        """Write the report and the settings."""
        self.write("reports/brief.md", _BRIEF)
        self.write("broadsheet.yaml", _SETTINGS)

    def run(self, now: str | None = None, *names: str) -> ScheduledRun:
        """Run the schedule at a moment in UTC."""
        if now:
            self.now = datetime.fromisoformat(now).replace(tzinfo=UTC)
        configuration = read_configuration(self.folder)
        return run_schedule(configuration, lambda: self.now, names=names)

    @property
    def journal(self) -> Journal:
        """The journal of its lake."""
        return Journal(self.folder / "lake")

    def issues(self) -> dict[str, str]:
        """The outcome of each issue of the brief."""
        return {row["issue"]: row["outcome"] for row in self.journal.rows("runs")}

    def deliveries(self) -> dict[str, str]:
        """What became of each reader's mail."""
        rows = self.journal.rows("deliveries")
        return {row["recipient"]: row["outcome"] for row in rows if row["channel"] == "mail"}

    def mails(self, reader: str) -> list[Any]:
        """The mails that a reader got."""
        return [mail for mail, readers in self.post.mails if reader in readers]
