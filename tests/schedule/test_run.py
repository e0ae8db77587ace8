"""A scheduled run delivers what is due once, records it, and reports no failure as success."""

from __future__ import annotations

import pytest

from broadsheet.database.connection import connect
from broadsheet.errors import BroadsheetError
from broadsheet.lake.journal import issue_lease
from broadsheet.lake.lease import lease
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.period import parse_period
from broadsheet.report.issued import last_issue
from kit.desk import READERS, Desk


def test_an_issue_that_is_due_is_delivered(desk: Desk) -> None:
    """All readers get the day before, in one mail."""
    done = desk.run()
    assert [(run["issue"], run["outcome"]) for run in done.runs] == [("2021-03-09", "delivered")]
    ((mail, readers),) = desk.post.mails
    assert (readers, mail["Subject"]) == (READERS, "The brief, 9 March 2021")


def test_a_second_run_has_nothing_to_do(desk: Desk) -> None:
    """Every five minutes, each issue is delivered once."""
    desk.run()
    assert desk.run("2021-03-10T08:05").runs == []
    assert len(desk.post.mails) == 1


def test_a_run_after_an_outage_delivers_what_was_missed(desk: Desk) -> None:
    """Each missed day is delivered, oldest first."""
    desk.run()
    desk.run("2021-03-13T09:00")
    assert [mail["Subject"] for mail, _ in desk.post.mails] == [
        f"The brief, {day} March 2021" for day in (9, 10, 11, 12)
    ]


def test_what_catch_up_skips_is_recorded(desk: Desk) -> None:
    """A day that is not caught up with has a row that says why."""
    desk.run()
    brief = (
        (desk.folder / "reports/brief.md").read_text().replace("formats", "catch_up: 1\nformats")
    )
    desk.write("reports/brief.md", brief)
    desk.run("2021-03-12T09:00")
    assert desk.issues() == {
        "2021-03-09": "delivered", "2021-03-10": "skipped", "2021-03-11": "delivered",
    }  # fmt: skip
    row = desk.journal.row("runs", report="brief", issue="2021-03-10")
    assert row is not None
    assert "catch_up" in row["error"]


def test_without_a_place_pages_go_to_the_output_folder(desk: Desk) -> None:
    """A schedule without `deliver` still makes its pages, with an index."""
    (desk.folder / "broadsheet.yaml").write_text("output: pages\nchecks: {run: [duplicate_url]}\n")
    desk.run()
    names = {path.name for path in (desk.folder / "pages").iterdir() if path.suffix == ".html"}
    assert names == {"brief-2021-03-09.html", "index.html"}


def test_runs_and_deliveries_are_tables_of_the_lake(desk: Desk) -> None:
    """What was done is a query away, and survives the removal of versions."""
    desk.run()
    with connect(desk.folder / "lake") as lake:
        found = lake.sql(
            "select report, period, version, runs.outcome, count(recipient) from runs"
            " join deliveries on subject = report and deliveries.issue = runs.issue group by all"
        ).fetchall()
    assert found == [("brief", "2021-03-09", "v000001", "delivered", 4)]


def test_an_issue_that_another_process_makes_is_left_to_it(desk: Desk) -> None:
    """Two runs at once don't deliver twice."""
    held = {"report": "brief", "issue": "2021-03-09"}
    with lease(desk.folder / "lake", issue_lease(held)):
        done = desk.run()
    assert ([run["outcome"] for run in done.runs], desk.post.mails) == (["running"], [])


def test_a_reader_who_is_refused_for_good_does_not_hold_the_others(desk: Desk) -> None:
    """Two get the mail, the third has a row with the server's answer, and the run has failed."""
    desk.post.at_recipient[READERS[1]] = ["550 no such user"]
    done = desk.run()
    assert done.has_failed
    assert (desk.issues(), desk.deliveries()) == (
        {"2021-03-09": "partly"},
        dict(zip(READERS, ("sent", "refused", "sent"), strict=True)),
    )


def test_a_later_run_sends_to_those_alone_who_have_nothing(desk: Desk) -> None:
    """A reader whose server was busy gets the same mail later; nobody gets it twice."""
    desk.post.at_recipient[READERS[1]] = ["451 busy"] * 2
    desk.run()
    before = desk.issues()
    desk.run("2021-03-10T08:10")
    assert (before, desk.issues()) == ({"2021-03-09": "failed"}, {"2021-03-09": "delivered"})
    got = {reader: [mail["Message-ID"] for mail in desk.mails(reader)] for reader in READERS}
    assert {reader: len(ids) for reader, ids in got.items()} == dict.fromkeys(READERS, 1)
    assert len({ids[0] for ids in got.values()}) == 1


def test_a_failed_issue_waits_before_it_is_tried_again(desk: Desk) -> None:
    """A minute later nothing is tried, unless the report is named."""
    desk.post.at_sender = ["451 busy"] * 2
    desk.run()
    assert desk.run("2021-03-10T08:01").runs == []
    assert [run["outcome"] for run in desk.run("2021-03-10T08:02", "brief").runs] == ["delivered"]


def test_a_report_that_fails_is_not_sent(desk: Desk) -> None:
    """No reader gets a page of a report with a fault; the row names file and line."""
    brief = (desk.folder / "reports/brief.md").read_text().replace("count(*)", "count(heat, 1)")
    desk.write("reports/brief.md", brief)
    done = desk.run()
    assert (done.has_failed, desk.issues(), desk.post.mails) == (True, {"2021-03-09": "failed"}, [])
    assert "brief.md:" in done.runs[0]["error"]


def test_a_faulty_report_does_not_keep_others_from_being_made(desk: Desk) -> None:
    """A report that can't be read is a fault of the run, beside what is delivered."""
    desk.write("reports/another.md", "---\nschedule: at noon\n---\n")
    done = desk.run()
    assert desk.issues() == {"2021-03-09": "delivered"}
    assert (done.has_failed, "another.md:2: schedule must be a cron" in done.faults[0]) == (
        True,
        True,
    )


def test_failures_are_mailed_once(desk: Desk) -> None:
    """Who looks after failures gets one mail for an issue, however often it fails."""
    settings = (desk.folder / "broadsheet.yaml").read_text()
    settings = settings.replace(
        "desk@example.org}", "desk@example.org, failures: [ops@example.org]}"
    )
    (desk.folder / "broadsheet.yaml").write_text(settings)
    brief = (desk.folder / "reports/brief.md").read_text().replace("count(*)", "count(heat, 1)")
    desk.write("reports/brief.md", brief)
    for now in ("2021-03-10T08:00", "2021-03-10T08:10", "2021-03-10T09:00"):
        desk.run(now)
    assert [mail["Subject"] for mail in desk.mails("ops@example.org")] == [
        "Not delivered: brief, 2021-03-09"
    ]


@pytest.mark.parametrize(
    ("policy", "outcome", "subjects"),
    [("note", "delivered", ["The brief, 9 March 2031: no articles"]), ("hold", "held", [])],
)
def test_a_period_without_articles(
    desk: Desk, policy: str, outcome: str, subjects: list[str]
) -> None:
    """It is sent as a note, or held until there are some, as the report says."""
    brief = (desk.folder / "reports/brief.md").read_text()
    desk.write("reports/brief.md", brief.replace("formats", f"when_empty: {policy}\nformats"))
    desk.run("2031-03-10T08:00")
    assert desk.issues() == {"2031-03-09": outcome}
    assert [mail["Subject"] for mail, _ in desk.post.mails] == subjects


_FAILING = """\
-- name: always
-- severity: fail
-- message: "{found} is too many"
select 3 as found
"""


def give_check(desk: Desk, policy: str | None = None) -> None:
    """Add a check that fails, and what it does to the report."""
    desk.write("checks/always.sql", _FAILING)
    given = f"checks: {{always: {policy}}}\n" if policy else ""
    brief = (desk.folder / "reports/brief.md").read_text().replace("formats", f"{given}formats")
    desk.write("reports/brief.md", brief)


def test_a_failing_check_holds_its_reports(desk: Desk) -> None:
    """A report that names the check is not sent, and its row says what was found."""
    give_check(desk, policy="hold")
    (run,) = desk.run().runs
    assert (run["outcome"], "3 is too many" in run["error"], desk.post.mails) == ("held", True, [])


def test_a_report_that_names_no_check_is_a_fault(desk: Desk) -> None:
    """A misspelled check would never hold anything."""
    brief = (desk.folder / "reports/brief.md").read_text()
    desk.write("reports/brief.md", brief.replace("formats", "checks: {fresness: hold}\nformats"))
    done = desk.run()
    assert (done.runs, done.faults) == (
        [],
        ["brief: no such check, got 'fresness'; did you mean freshness?"],
    )


def test_a_held_report_goes_out_when_the_check_passes(desk: Desk) -> None:
    """Holding loses no issue."""
    give_check(desk, policy="hold")
    desk.run()
    desk.write("checks/always.sql", _FAILING.replace("as found", "as found where false"))
    desk.run("2021-03-10T09:00")
    assert desk.issues() == {"2021-03-09": "delivered"}


def test_a_failing_check_marks_its_reports(desk: Desk) -> None:
    """The mail says on top what is wrong with the data."""
    give_check(desk, policy="mark")
    desk.run()
    ((mail, _),) = desk.post.mails
    text = mail.get_body(("plain",)).get_content()
    assert "The check always fails: 3 is too many" in text


def test_a_check_that_fails_brings_one_alert_and_one_recovery(desk: Desk) -> None:
    """Four nights of the same failure are one message; the recovery replies to it."""
    give_check(desk)
    settings = (desk.folder / "broadsheet.yaml").read_text()
    alerts = settings.replace(
        "checks: {run: [duplicate_url]",
        "checks: {run: [always], alerts: [{mail: ops@example.org}]",
    )
    (desk.folder / "broadsheet.yaml").write_text(alerts)
    for day in (10, 11, 12, 13):
        desk.run(f"2021-03-{day}T08:00")
    desk.write("checks/always.sql", _FAILING.replace("as found", "as found where false"))
    desk.run("2021-03-14T08:00")
    alert, recovery = desk.mails("ops@example.org")
    assert (alert["Subject"], recovery["Subject"]) == (
        "Check fails: always",
        "Check passes again: always",
    )
    assert recovery["In-Reply-To"] == alert["Message-ID"]


def test_a_report_whose_numbers_disagree_is_held(desk: Desk) -> None:
    """No page goes out on which a total is not the sum of its parts; the row names both numbers."""
    brief = (desk.folder / "reports/brief.md").read_text()
    parts = "```sql parts\nselect 1 as articles\n```\n"
    desk.write(
        "reports/brief.md", f'{brief}{parts}{{{{ reconcile("sum(parts.articles) = 2") }}}}\n'
    )
    (run,) = desk.run().runs
    assert (run["outcome"], run["error"], desk.post.mails) == (
        "held",
        "its numbers disagree: parts.articles sums to 1, 2 is 2",
        [],
    )


def test_what_was_delivered_is_kept_to_explain_later_changes(desk: Desk) -> None:
    """A delivered issue leaves its facts beside the versions of the lake."""
    desk.run()
    snapshot = open_snapshot(desk.folder / "lake")
    issued = last_issue(snapshot, "brief", parse_period("2021-03-09"))
    assert issued is not None
    assert (issued.version, issued.issued_at) == ("v000001", desk.now)


def test_archives_are_loaded_first(desk: Desk) -> None:
    """The page has what came in since the last run."""
    document = "---\ntitle: New\npublished: true\npublishedDateTime: 2041-03-09T10:00:00Z\n---\n"
    desk.write("archive/new.md", document)
    settings = (desk.folder / "broadsheet.yaml").read_text()
    (desk.folder / "broadsheet.yaml").write_text(f"archives: [archive]\n{settings}")
    (run,) = desk.run("2041-03-10T08:00").runs
    assert (run["version"], run["outcome"]) == ("v000002", "delivered")


def test_archives_that_can_not_be_loaded_fail_what_is_due(desk: Desk) -> None:
    """Old news is not sent as today's: the issue waits, and the row says why."""
    settings = (desk.folder / "broadsheet.yaml").read_text()
    (desk.folder / "broadsheet.yaml").write_text(f"archives: [nowhere]\n{settings}")
    (run,) = desk.run().runs
    assert (run["outcome"], "nowhere" in run["error"], desk.post.mails) == ("failed", True, [])


def test_unknown_report_is_refused(desk: Desk) -> None:
    """The error names those that have a schedule."""
    with pytest.raises(BroadsheetError, match="no such scheduled report, got 'brif'; did you mean"):
        desk.run(None, "brif")
