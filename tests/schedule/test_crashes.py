"""Wherever a run is killed, the next one finishes its work, and says what may have come twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from broadsheet.lake.journal import Journal
from kit.desk import READERS, Desk

_WRITES = 10
"""How often the journal is written for an issue that goes to a folder and to three readers."""


class Killed(BaseException):
    """The end of a process: nothing catches it, and nothing after it is done."""


def killed_at(write: int, monkeypatch: pytest.MonkeyPatch, *, before: bool) -> list[int]:
    """Have a process end before or after it writes the journal for the nth time."""
    count = [0]
    add = Journal.add

    def add_or_die(journal: Journal, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        count[0] += 1
        if before and count[0] == write:
            raise Killed
        add(journal, table, rows)
        if count[0] == write:
            raise Killed

    monkeypatch.setattr(Journal, "add", add_or_die)
    return count


def test_an_issue_writes_the_journal_so_often(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps below are all there are."""
    count = killed_at(0, monkeypatch, before=False)
    desk.run()
    assert count == [_WRITES]


@pytest.mark.parametrize(
    ("write", "before"),
    [(3, False), (4, True), (5, False), (7, True), (9, False), (10, True)],
    ids=["claimed", "not rendered", "in the folder", "sent", "to one", "not finished"],
)
def test_a_killed_run_is_finished_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, write: int, *, before: bool
) -> None:
    """The issue is delivered, with one row, and each reader has one mail, or two of one id.

    `make soak` kills a process before and after each of the writes.
    """
    with monkeypatch.context() as patch:
        killed_at(write, patch, before=before)
        with pytest.raises(Killed):
            desk.run()
    desk.run("2021-03-10T08:01")
    assert desk.issues() == {"2021-03-09": "delivered"}
    for reader in READERS:
        ids = [mail["Message-ID"] for mail in desk.mails(reader)]
        assert (1 <= len(ids) <= 2, len(set(ids))) == (True, 1)


def test_a_dead_run_is_shown_and_taken_over_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger says that it died, and afterwards that it took two attempts."""
    with monkeypatch.context() as patch:
        killed_at(4, patch, before=False)
        with pytest.raises(Killed):
            desk.run()
    before = desk.issues()
    desk.run("2021-03-10T08:01")
    (row,) = desk.journal.rows("runs")
    assert (before, row["attempts"], row["died"]) == ({"2021-03-09": "died"}, 2, 1)


def test_sent_but_not_recorded_is_sent_again_under_the_same_id(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies between the server's answer and the row leaves `sending`."""
    with monkeypatch.context() as patch:
        killed_at(7, patch, before=True)
        with pytest.raises(Killed):
            desk.run()
    before = desk.deliveries()
    desk.run("2021-03-10T08:01")
    assert (before, desk.deliveries()) == (
        dict.fromkeys(READERS, "sending"),
        dict.fromkeys(READERS, "sent"),
    )
    assert len({mail["Message-ID"] for mail, _ in desk.post.mails}) == 1
