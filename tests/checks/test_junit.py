"""JUnit XML: well-formed, with the counts that CI services read."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from broadsheet.checks.junit import junit_xml
from broadsheet.checks.result import CheckResult, State


def _result(name: str, state: State, message: str = "as expected") -> CheckResult:
    return CheckResult(
        check_name=name, checked_at=datetime(2021, 4, 1, 7, tzinfo=UTC), version="v000001",
        state=state, severity="fail", rows=1, message=message, found=None, expected_from=None,
        expected_to=None, details='[{"contributor": "a \\u0000 title"}]', seconds=0.25, owner=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def suite() -> ET.Element:
    """The suite of a result of each state."""
    results = [_result(state.name.lower(), state) for state in State]
    (suite,) = ET.fromstring(junit_xml(results))  # noqa: S314 - our own
    return suite


def test_states_are_counted(suite: ET.Element) -> None:
    """Failures and errors are counted apart; a warning is neither."""
    counted = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped", "time")}
    assert counted == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "0", "time": "1.000"
    }  # fmt: skip


def test_the_time_is_that_of_the_run(suite: ET.Element) -> None:
    """The suite has the moment of its checks."""
    assert suite.get("timestamp") == "2021-04-01T07:00:00"


def test_each_state_has_its_element(suite: ET.Element) -> None:
    """A failure and an error have their element, a warning is output, a pass is nothing."""
    found = {case.get("name"): [element.tag for element in case] for case in suite}
    assert found == {"pass": [], "warn": ["system-out"], "fail": ["failure"], "error": ["error"]}


def test_a_failure_has_its_contributors(suite: ET.Element) -> None:
    """A failure lists what contributed most, below its message."""
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.text == "as expected\na title"


@pytest.mark.parametrize("message", ["a \x00\x08\ufffe title", "<b>&]]>\"'"])
def test_hostile_text_is_well_formed(message: str) -> None:
    """Characters that XML excludes are left out, and markup is text."""
    root = ET.fromstring(junit_xml([_result("a", State.FAIL, message)]))  # noqa: S314 - our own
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == message.replace("\x00\x08\ufffe ", "")


def test_no_checks_are_a_suite() -> None:
    """No results are an empty suite."""
    root = ET.fromstring(junit_xml([]))  # noqa: S314 - our own
    assert root.get("tests") == "0"
